//! Judges a way to find similar topics by `matters.txt`: sixty and some topics, each said again by a
//! neighbour, and as many near misses. For each question every other text stands in the
//! street.

use yishi::kit::likeness::{Counted, Likeness, SHOWN, Taken, Written, choose, compare};
use yishi::kit::segment::{Own, Signs, normal, signs};

/// One matter of the file.
#[derive(Debug)]
pub struct Matter {
    /// The topic.
    pub topic: Written,
    /// The same, said by somebody else.
    pub again: Written,
    /// Another matter in like words or at the same place.
    pub miss: Written,
}

/// The matters of a text.
pub fn matters(text: &str) -> Vec<Matter> {
    let lines: Vec<&str> = text
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .collect();
    let block = |lines: &[&str]| {
        let [topic, again, miss] = lines else {
            panic!("a matter has three lines: {lines:?}");
        };
        Matter {
            topic: line("o", topic),
            again: line("p", again),
            miss: line("n", miss),
        }
    };
    lines.chunks(3).map(block).collect()
}

fn line(kind: &str, line: &str) -> Written {
    let (named, rest) = line.split_once(' ').unwrap();
    assert_eq!(named, kind, "{line}");
    let fields: Vec<&str> = rest.split('|').map(str::trim).collect();
    let [category, community, place, title, body] = fields.as_slice() else {
        panic!("five fields: {line}");
    };
    let bytes = community.bytes().fold(0, |n, b| n * 31 + u128::from(b));
    Written {
        title: (*title).to_owned(),
        body: (*body).to_owned(),
        place: (*place).to_owned(),
        community: Some(uuid::Uuid::from_u128(bytes)),
        category: (*category).to_owned(),
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// Of those who say it again: how many find the topic among the first three said to be similar.
    pub recall: f64,
    /// And how many find it among the first three shown, similar or offered.
    pub offered: f64,
    /// Of the near misses: how many are told of anything that it is similar.
    pub alarm: f64,
    /// Of the near misses: how many are told so of the topic that they nearly are.
    pub near: f64,
}

/// How the program takes a text apart.
pub fn ours(text: &str) -> Signs {
    signs(&normal(text), &Own::default())
}

/// A topic of the street as it was compared.
#[derive(Debug, Clone)]
struct Compared {
    like: Likeness,
    /// It is the topic that the question says again, or nearly is.
    own: bool,
    title: String,
}

/// What somebody asked, with every other topic of the street.
#[derive(Debug)]
struct Question {
    again: bool,
    title: String,
    others: Vec<Compared>,
}

/// Every question of a file, compared by one way to take texts apart.
#[derive(Debug)]
pub struct Questions(Vec<Question>);

impl Questions {
    /// Asks all questions of these matters in a street that has the others too.
    pub fn ask(matters: &[Matter], others: &[Matter], take: &dyn Fn(&str) -> Signs) -> Self {
        let street: Vec<(usize, char, &Written, Taken)> = matters
            .iter()
            .chain(others)
            .enumerate()
            .flat_map(|(i, m)| {
                [('o', &m.topic), ('p', &m.again), ('n', &m.miss)]
                    .map(|(kind, w)| (i, kind, w, Taken::by(w, take)))
            })
            .collect();
        let asked = street
            .iter()
            .filter(|(i, kind, ..)| *i < matters.len() && *kind != 'o');
        let question = |(i, kind, written, asked): &(usize, char, &Written, Taken)| {
            let others: Vec<_> = street
                .iter()
                .filter(|(j, other, ..)| (j, other) != (i, kind))
                .collect();
            let counted = count(asked, &others.iter().map(|(.., t)| t).collect::<Vec<_>>());
            let compared = others.iter().map(|(j, other, w, taken)| Compared {
                like: compare(asked, taken, &counted),
                own: (j, *other) == (i, 'o'),
                title: w.title.clone(),
            });
            Question {
                again: *kind == 'p',
                title: written.title.clone(),
                others: compared.collect(),
            }
        };
        Self(asked.map(question).collect())
    }

    /// Judges them at a threshold; `say` hears of each that went wrong.
    pub fn judge(&self, shown: f64, say: &mut dyn FnMut(String)) -> Verdict {
        let (mut found, mut offered, mut alarms, mut near) = (0.0, 0.0, 0.0, 0.0);
        for question in &self.0 {
            let asked = &question.title;
            let own = question.others.iter().find(|o| o.own).unwrap();
            let all: Vec<&Compared> = question.others.iter().collect();
            let chosen = choose(all, shown, |o| &o.like);
            if question.again {
                let (score, rank) = (own.like.score, own.like.rank);
                if chosen.alike.iter().take(3).any(|o| o.own) {
                    found += 1.0;
                } else {
                    say(format!("missed {score:.2}: {asked} <> {}", own.title));
                }
                let mut both = chosen.alike.iter().chain(&chosen.near).take(3);
                if both.any(|o| o.own) {
                    offered += 1.0;
                } else {
                    say(format!("not offered {rank:.2}: {asked} <> {}", own.title));
                }
                continue;
            }
            if let Some(wrong) = chosen.alike.first() {
                alarms += 1.0;
                let score = wrong.like.score;
                say(format!("alarm {score:.2}: {asked} <> {}", wrong.title));
            }
            if own.like.score >= shown {
                near += 1.0;
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "some sixty matters")]
        let all = self.0.len() as f64 / 2.0;
        Verdict {
            recall: found / all,
            offered: offered / all,
            alarm: alarms / all,
            near: near / all,
        }
    }
}

/// Judges a way to take texts apart at a threshold: what is said to be similar in the street of the file
/// alone, what is offered in one with the texts of both files.
pub fn judge(
    matters: &[Matter],
    others: &[Matter],
    shown: f64,
    take: &dyn Fn(&str) -> Signs,
    say: &mut dyn FnMut(String),
) -> Verdict {
    let alone = Questions::ask(matters, &[], take).judge(shown, say);
    let among = Questions::ask(matters, others, take).judge(shown, &mut |_| {});
    Verdict {
        offered: among.offered,
        ..alone
    }
}

/// As the index counts: only what was asked.
fn count(asked: &Taken, street: &[&Taken]) -> Counted {
    let with = asked.signs().map(|sign| {
        let n = street.iter().filter(|t| t.has(sign)).count();
        (sign, u32::try_from(n).unwrap())
    });
    let topics = u32::try_from(street.len()).unwrap();
    Counted::new(topics, with.collect(), street.iter().copied())
}

/// The program's own threshold.
pub const THRESHOLD: f64 = SHOWN;
