//! How like two topics are: the words they share, weighed by how seldom they are, and their place.
//!
//! The figures were set by `tests/similarity`, whose report the bench `similarity` prints.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::segment::{Own, Sign, Signs, normal, signs};

/// From here on a topic is shown as similar.
pub const SHOWN: f64 = 0.37;

/// A word of the field says more than a pair of characters …
const WORD: f64 = 1.2;
/// … which may lie across two words.
const PAIR: f64 = 0.55;
/// In how many topics a sign is thought to be that nobody counted.
const UNCOUNTED: u32 = 2;

/// A topic as it is compared.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// One line.
    pub title: String,
    /// The problem.
    pub body: String,
    /// Where it is, as its author wrote it.
    pub place: String,
    /// Its community; none for the whole street, or where none was chosen yet.
    pub community: Option<Uuid>,
    /// Its category; empty where none was chosen yet.
    pub category: String,
}

/// A topic taken apart.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    title: Signs,
    body: Signs,
    all: BTreeSet<Sign>,
    place: Vec<String>,
    community: Option<Uuid>,
    category: String,
}

impl Taken {
    /// Takes a topic apart.
    #[must_use]
    pub fn of(written: &Written, own: &Own) -> Self {
        Self::by(written, |text| signs(&normal(text), own))
    }

    /// The same with another way to take a text apart: for the bench.
    pub fn by(written: &Written, take: impl Fn(&str) -> Signs) -> Self {
        let (title, body) = (take(&written.title), take(&written.body));
        let signs = title.found.iter().chain(&body.found);
        let all = signs.map(|(sign, ..)| *sign).collect();
        Self {
            title,
            body,
            all,
            place: super::segment::terms(&written.place),
            community: written.community,
            category: written.category.clone(),
        }
    }

    /// What it is looked for by: each sign of title and text with its terms and its weight, the title's
    /// first, at most `most`.
    #[must_use]
    pub fn asked(&self, own: &Own, most: usize) -> Vec<Asked> {
        let mut all = self.title.terms(own);
        for (sign, terms) in self.body.terms(own) {
            if !all.iter().any(|(s, _)| *s == sign) {
                all.push((sign, terms));
            }
        }
        all.truncate(most);
        all.into_iter()
            .map(|(sign, terms)| Asked {
                sign,
                terms,
                weight: kind(sign),
            })
            .collect()
    }

    /// Every sign in it, once.
    pub fn signs(&self) -> impl Iterator<Item = Sign> {
        self.all.iter().copied()
    }

    /// Whether a sign is in it.
    #[must_use]
    pub fn has(&self, sign: Sign) -> bool {
        self.all.contains(&sign)
    }

    /// Whether there is nothing to compare.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// A sign that is looked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The sign.
    pub sign: Sign,
    /// The terms of the index that it stands behind.
    pub terms: Vec<String>,
    /// How much it says, before it is known how seldom it is.
    pub weight: f64,
}

/// In how many topics of the street each sign is.
#[derive(Debug, Clone, Default)]
pub struct Counted {
    /// How many topics there are.
    pub topics: u32,
    /// In how many of them a sign is.
    pub with: BTreeMap<Sign, u32>,
}

impl Counted {
    fn weight(&self, sign: Sign) -> f64 {
        let with = self.with.get(&sign).copied().unwrap_or(UNCOUNTED);
        let seldom = (f64::from(self.topics) + 20.0) / (f64::from(with) + 1.5);
        seldom.max(1.05).ln() * kind(sign)
    }
}

const fn kind(sign: Sign) -> f64 {
    match sign {
        Sign::Word(_) => WORD,
        Sign::Pair(_) => PAIR,
    }
}

/// How like a topic is to what was asked, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// From 0 to somewhat above 1.
    pub score: f64,
    /// Words of the topic that the other one says too, those that say most first.
    pub words: Vec<String>,
    /// Both name the same place.
    pub place: bool,
    /// Both are of one community.
    pub community: bool,
}

/// Compares what was asked with a topic.
#[must_use]
pub fn compare(asked: &Taken, topic: &Taken, counted: &Counted) -> Likeness {
    let weigh = |signs: &mut dyn Iterator<Item = &Sign>| -> f64 {
        signs.map(|s| counted.weight(*s).powi(2)).sum()
    };
    let both = weigh(&mut asked.all.intersection(&topic.all));
    let each = weigh(&mut asked.all.iter()) * weigh(&mut topic.all.iter());
    let angle = both / each.sqrt().max(f64::MIN_POSITIVE);
    let covered = |title: &Signs, by: &Taken| {
        let (mut all, mut in_both) = (0.0, 0.0);
        let mut seen: Vec<Sign> = Vec::with_capacity(title.found.len());
        for (sign, ..) in &title.found {
            if seen.contains(sign) {
                continue;
            }
            seen.push(*sign);
            let weight = counted.weight(*sign);
            all += weight;
            in_both += if by.all.contains(sign) { weight } else { 0.0 };
        }
        if all > 0.0 { in_both / all } else { 0.0 }
    };
    let text =
        0.6 * angle + 0.2 * covered(&asked.title, topic) + 0.2 * covered(&topic.title, asked);
    let place = near(&asked.place, &topic.place);
    let community = asked.community.is_some() && asked.community == topic.community;
    let category = !asked.category.is_empty() && asked.category == topic.category;
    let share = |yes: bool| if yes { 0.1 } else { 0.0 };
    Likeness {
        score: text * (1.0 + 0.15 * place + share(community) + share(category)),
        words: words(asked, topic, counted),
        place: place >= 0.5,
        community,
    }
}

/// How much of the shorter place is in the other one.
fn near(one: &[String], other: &[String]) -> f64 {
    let shorter = one.len().min(other.len());
    if shorter == 0 {
        return 0.0;
    }
    let shared = one.iter().filter(|term| other.contains(term)).count();
    #[allow(clippy::cast_precision_loss, reason = "a place has some ten terms")]
    let share = shared as f64 / shorter as f64;
    share
}

/// The words that both say, as the topic writes them: a word of the field, or pairs that stand beside
/// each other.
fn words(asked: &Taken, topic: &Taken, counted: &Counted) -> Vec<String> {
    let mut found: Vec<(f64, String)> = Vec::new();
    let mut known: Vec<Sign> = Vec::new();
    for part in [&topic.title, &topic.body] {
        let mut run: Option<(usize, usize, f64)> = None;
        let mut ends = |run: Option<(usize, usize, f64)>| {
            if let Some((from, to, weight)) = run
                && let Some(word) = part.text.get(from..to)
            {
                found.push((weight, word.to_owned()));
            }
        };
        for (sign, from, to) in &part.found {
            let shared = asked.all.contains(sign) && !known.contains(sign);
            if !shared {
                ends(run.take());
                continue;
            }
            known.push(*sign);
            let weight = counted.weight(*sign);
            run = match (sign, run.take()) {
                (Sign::Pair(_), Some((start, end, sum))) if end > *from => {
                    Some((start, *to, sum + weight))
                }
                (Sign::Word(_), before) => {
                    ends(before);
                    ends(Some((*from, *to, weight)));
                    None
                }
                (Sign::Pair(_), before) => {
                    ends(before);
                    Some((*from, *to, weight))
                }
            };
        }
        ends(run);
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut words: Vec<String> = Vec::new();
    for (_, word) in found {
        if !words
            .iter()
            .any(|w| w.contains(&word) || word.contains(w.as_str()))
        {
            words.push(word);
        }
    }
    words.truncate(3);
    words
}
