//! How like two topics are: the words and the characters they share, weighed by how seldom they are, and
//! their place. Words in common carry the claim that two topics are about the same ([`SHOWN`]); who says it
//! in quite other words is near it by single characters and by the place, which order what is offered beside.
//!
//! The figures were set by `tests/similarity`, whose report the bench `similarity` prints.

mod reasons;

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

pub use reasons::Word;

use super::segment::{Own, Sign, Signs, characters, normal, signs};
use reasons::{in_common, named, shared};

/// From here on a topic is said to be similar.
pub const SHOWN: f64 = 0.5;

/// How many are said to be similar at most.
const ALIKE: usize = 5;

/// So many are shown at least, as far as there are any that may be about the same: the nearest are offered
/// where too few are said to be similar …
const OFFERED: usize = 3;
/// … unless they have hardly anything in common.
const NEAR: f64 = 0.25;

/// A word of the field says more than a pair of characters …
const WORD: f64 = 1.2;
/// … which may lie across two words.
const PAIR: f64 = 0.55;
/// A longer word of the dictionary says this beside its pairs.
const LONG: f64 = 0.45;
/// What single characters in common add.
const CHARACTERS: f64 = 0.6;
/// How much of a place must be the same for it to be the same place.
const SAME_PLACE: f64 = 0.5;
/// What is left of the score and of the rank of a topic of another community at another place: the lamps of
/// one estate are not those of the next one.
const ELSEWHERE: (f64, f64) = (0.6, 0.8);
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
    characters: BTreeSet<char>,
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
        let mut of = characters(&title.text);
        of.extend(characters(&body.text));
        Self {
            title,
            body,
            all,
            characters: of,
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

    /// The terms of its place.
    #[must_use]
    pub fn place(&self) -> &[String] {
        &self.place
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
    /// How many topics were read for their characters: the index has none.
    read: u32,
    /// In how many of those a character is.
    characters: BTreeMap<char, u32>,
}

impl Counted {
    /// Counts of the index, and the topics that are compared.
    pub fn new<'a>(
        topics: u32,
        with: BTreeMap<Sign, u32>,
        read: impl IntoIterator<Item = &'a Taken>,
    ) -> Self {
        let mut counted = Self {
            topics,
            with,
            ..Self::default()
        };
        for taken in read {
            counted.read += 1;
            for c in &taken.characters {
                *counted.characters.entry(*c).or_default() += 1;
            }
        }
        counted
    }

    fn of_character(&self, c: char) -> f64 {
        let with = self.characters.get(&c).copied().unwrap_or_default();
        let seldom = (f64::from(self.read) + 20.0) / (f64::from(with) + 1.5);
        seldom.max(1.05).ln()
    }

    fn weight(&self, sign: Sign) -> f64 {
        let with = self.with.get(&sign).copied().unwrap_or(UNCOUNTED);
        let seldom = (f64::from(self.topics) + 20.0) / (f64::from(with) + 1.5);
        seldom.max(1.05).ln() * kind(sign)
    }
}

const fn kind(sign: Sign) -> f64 {
    match sign {
        Sign::Word(_) | Sign::Own(_) => WORD,
        Sign::Pair(_) => PAIR,
        Sign::Long(_) => LONG,
    }
}

/// How like a topic is to what was asked, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// How sure it is that both are about the same: from 0 to 2.
    pub score: f64,
    /// What orders topics that may be about the same.
    pub rank: f64,
    /// Both say something that does not say nothing alone, such as a number or 小区.
    pub says: bool,
    /// What of it can be named, what says most first: words, not pairs of characters out of two of them.
    pub words: Vec<Word>,
    /// Where there is none: the characters that both have, those that say most first.
    pub characters: Vec<String>,
    /// Both name the same place.
    pub place: bool,
    /// Both are of one community.
    pub community: bool,
}

impl Likeness {
    /// There is something to say about why it is shown.
    fn has_reason(&self) -> bool {
        self.place || !self.words.is_empty() || !self.characters.is_empty()
    }
}

/// Compares what was asked with a topic.
#[must_use]
pub fn compare(asked: &Taken, topic: &Taken, counted: &Counted) -> Likeness {
    let angle = angle(&asked.all, &topic.all, |s| counted.weight(*s));
    let characters = self::angle(&asked.characters, &topic.characters, |c| {
        counted.of_character(*c)
    });
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
    let text = 0.6 * angle
        + 0.2 * covered(&asked.title, topic)
        + 0.2 * covered(&topic.title, asked)
        + CHARACTERS * characters;
    let community = asked.community.is_some() && asked.community == topic.community;
    let place = near(&asked.place, &topic.place, community);
    let both = asked.community.is_some() && topic.community.is_some();
    let (claims, ranks) = if both && !community && place < SAME_PLACE {
        ELSEWHERE
    } else {
        (1.0, 1.0)
    };
    let category = !asked.category.is_empty() && asked.category == topic.category;
    let share = |yes: bool| if yes { 1.0 } else { 0.0 };
    let shared = shared(asked, topic, counted);
    let says = !shared.is_empty();
    let words = named(asked, topic, shared);
    let alone = if words.is_empty() {
        in_common(asked, topic, counted)
    } else {
        Vec::new()
    };
    let (of_community, of_category) = (share(community), share(category));
    Likeness {
        score: claims * text * (1.0 + 0.15 * place + 0.1 * of_community + 0.1 * of_category),
        rank: ranks
            * (text + CHARACTERS * characters + 0.1 * (place + of_community) + 0.02 * of_category),
        says,
        words,
        characters: alone,
        place: place >= SAME_PLACE,
        community,
    }
}

/// What two sets share, from 0 to 1: the cosine of the angle between their weights.
fn angle<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>, weight: impl Fn(&T) -> f64) -> f64 {
    let weigh = |all: &mut dyn Iterator<Item = &T>| -> f64 { all.map(|x| weight(x).powi(2)).sum() };
    let both = weigh(&mut one.intersection(other));
    let each = weigh(&mut one.iter()) * weigh(&mut other.iter());
    both / each.sqrt().max(f64::MIN_POSITIVE)
}

/// What is shown of the topics that were compared.
#[derive(Debug, Clone)]
pub struct Chosen<T> {
    /// Said to be similar, the likest first.
    pub alike: Vec<T>,
    /// Those that may be about the same, offered where few are similar.
    pub near: Vec<T>,
}

/// Chooses what is shown; `shown` is the least score of a similar topic.
pub fn choose<T>(mut all: Vec<T>, shown: f64, like: impl Fn(&T) -> &Likeness) -> Chosen<T> {
    all.sort_by(|a, b| like(b).rank.total_cmp(&like(a).rank));
    // Only a word that says something carries the claim; what is offered says why as well.
    let (mut alike, mut near): (Vec<T>, Vec<T>) = all
        .into_iter()
        .partition(|t| like(t).score >= shown && like(t).says);
    alike.truncate(ALIKE);
    near.retain(|t| like(t).rank >= NEAR && like(t).has_reason());
    near.truncate(OFFERED.saturating_sub(alike.len()));
    Chosen { alike, near }
}

/// The fewest terms of a place that has a name of its own; every estate has its 东门 and its 楼下.
const NAMED: usize = 4;

/// How much of the shorter place is in the other one. What is not of one community is there only when it is
/// named.
fn near(one: &[String], other: &[String], community: bool) -> f64 {
    let shorter = one.len().min(other.len());
    if shorter == 0 || !community && shorter < NAMED {
        return 0.0;
    }
    let shared = one.iter().filter(|term| other.contains(term)).count();
    #[allow(clippy::cast_precision_loss, reason = "a place has some ten terms")]
    let share = shared as f64 / shorter as f64;
    share
}
