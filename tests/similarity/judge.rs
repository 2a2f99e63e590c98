//! Judges a way to find similar topics by `matters.txt`: sixty and some topics, each said again by a
//! neighbour, and as many near misses. For each question every other text stands in the street.

use yishi::kit::likeness::{Counted, SHOWN, Taken, Written, compare};
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
    /// Of those who say it again: how many find the topic among the first three shown.
    pub recall: f64,
    /// Of the near misses: how many are shown anything.
    pub alarm: f64,
    /// Of the near misses: how many are shown the topic that they nearly are.
    pub near: f64,
}

/// How the program takes a text apart.
pub fn ours(text: &str) -> Signs {
    signs(&normal(text), &Own::default())
}

/// Judges a way to take texts apart at a threshold; `say` hears of each that went wrong.
pub fn judge(
    matters: &[Matter],
    shown: f64,
    take: &dyn Fn(&str) -> Signs,
    say: &mut dyn FnMut(String),
) -> Verdict {
    let street: Vec<(usize, char, &Written, Taken)> = matters
        .iter()
        .enumerate()
        .flat_map(|(i, m)| {
            [('o', &m.topic), ('p', &m.again), ('n', &m.miss)]
                .map(|(kind, w)| (i, kind, w, Taken::by(w, take)))
        })
        .collect();
    let (mut found, mut alarms, mut near) = (0.0, 0.0, 0.0);
    for (i, kind, written, asked) in street.iter().filter(|(_, kind, ..)| *kind != 'o') {
        let others: Vec<_> = street
            .iter()
            .filter(|(j, other, ..)| (j, other) != (i, kind))
            .collect();
        let counted = count(asked, &others.iter().map(|(.., t)| t).collect::<Vec<_>>());
        let mut scored: Vec<(f64, usize, char, &Written)> = others
            .iter()
            .map(|(j, other, w, taken)| (compare(asked, taken, &counted).score, *j, *other, *w))
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let own = scored
            .iter()
            .find(|(_, j, k, _)| (j, *k) == (i, 'o'))
            .unwrap();
        let first: Vec<_> = scored.iter().take(3).filter(|s| s.0 >= shown).collect();
        if *kind == 'p' {
            if first.iter().any(|(_, j, k, _)| (j, *k) == (i, 'o')) {
                found += 1.0;
            } else {
                say(format!(
                    "missed {:.2}: {} <> {}",
                    own.0, written.title, own.3.title
                ));
            }
        } else {
            if let Some(wrong) = first.first() {
                alarms += 1.0;
                say(format!(
                    "alarm {:.2}: {} <> {}",
                    wrong.0, written.title, wrong.3.title
                ));
            }
            if own.0 >= shown {
                near += 1.0;
            }
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "some sixty matters")]
    let all = matters.len() as f64;
    Verdict {
        recall: found / all,
        alarm: alarms / all,
        near: near / all,
    }
}

/// As the index counts: only what was asked.
fn count(asked: &Taken, street: &[&Taken]) -> Counted {
    let with = asked.signs().map(|sign| {
        let n = street.iter().filter(|t| t.has(sign)).count();
        (sign, u32::try_from(n).unwrap())
    });
    Counted {
        topics: u32::try_from(street.len()).unwrap(),
        with: with.collect(),
    }
}

/// The program's own threshold.
pub const THRESHOLD: f64 = SHOWN;
