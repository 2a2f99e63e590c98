//! The field's words: what means the same, what says nothing. Found in a text by one automaton; what is
//! left between them is taken in pairs of characters.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::normal;

const SYNONYMS: &str = include_str!("synonyms.txt");
const FILLERS: &str = include_str!("fillers.txt");

/// What a sign stands for: the number of a group of words, or a pair of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// A word of the field, by the number of its group.
    Word(u32),
    /// Two characters beside each other, or a word of Latin letters by its first eight.
    Pair(u64),
}

/// The built-in words.
struct Lexicon {
    finds: Option<AhoCorasick>,
    /// For each pattern its group; none for a filler.
    groups: Vec<Option<u32>>,
    /// The first word of each group.
    names: Vec<String>,
    /// The group of a word.
    of: HashMap<String, u32>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let (mut words, mut groups, mut names) = (Vec::new(), Vec::new(), Vec::new());
    let mut of = HashMap::new();
    let lines = |text: &'static str| {
        text.lines()
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
    };
    for (line, group) in lines(SYNONYMS).zip(0..) {
        for word in line.split_whitespace().map(normal) {
            if names.len() == group as usize {
                names.push(word.clone());
            }
            if of.insert(word.clone(), group).is_none() {
                words.push(word);
                groups.push(Some(group));
            }
        }
    }
    for word in lines(FILLERS).flat_map(str::split_whitespace).map(normal) {
        if !of.contains_key(&word) {
            words.push(word);
            groups.push(None);
        }
    }
    Lexicon {
        finds: automaton(&words),
        groups,
        names,
        of,
    }
});

fn automaton(words: &[String]) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(words)
        .ok()
}

/// A street's own words that mean the same as others.
#[derive(Debug, Clone, Default)]
pub struct Own {
    finds: Option<AhoCorasick>,
    means: Vec<String>,
    pairs: Vec<(String, String)>,
}

impl Own {
    /// From pairs of a word and what it means, written in any way.
    #[must_use]
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let pairs: Vec<(String, String)> = pairs
            .into_iter()
            .map(|(word, means)| (normal(word), normal(means)))
            .filter(|(word, means)| !word.is_empty() && !means.is_empty())
            .collect();
        if pairs.is_empty() {
            return Self::default();
        }
        let words: Vec<String> = pairs.iter().map(|(word, _)| word.clone()).collect();
        Self {
            finds: automaton(&words),
            means: pairs.iter().map(|(_, means)| means.clone()).collect(),
            pairs,
        }
    }

    /// The text with each of the street's words replaced by what it means.
    fn replaced(&self, text: &str) -> String {
        match &self.finds {
            Some(finds) => finds.replace_all(text, &self.means),
            None => text.to_owned(),
        }
    }

    /// Words by which the same is written in texts that were indexed before the street's words were known.
    fn others<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let group = LEXICON.of.get(name);
        self.pairs
            .iter()
            .filter(move |(_, means)| {
                means == name || (group.is_some() && LEXICON.of.get(means) == group)
            })
            .map(|(word, _)| word.as_str())
    }
}

/// The signs of a text in their order.
#[derive(Debug, Clone, Default)]
pub struct Signs {
    /// The text as it was read.
    pub text: String,
    /// Each sign with where it stands, in bytes of the text.
    pub found: Vec<(Sign, usize, usize)>,
}

impl Signs {
    /// The first words of the groups that are in the text.
    pub fn marks(&self) -> impl Iterator<Item = &'static str> {
        self.found.iter().filter_map(|(sign, ..)| match sign {
            Sign::Word(group) => name(*group),
            Sign::Pair(_) => None,
        })
    }

    /// The terms by which topics that say the same are found, each with its sign; with those that the
    /// street writes otherwise.
    #[must_use]
    pub fn terms(&self, own: &Own) -> Vec<(Sign, Vec<String>)> {
        let mut terms: Vec<(Sign, Vec<String>)> = Vec::new();
        for (sign, from, to) in &self.found {
            if terms.iter().any(|(s, _)| s == sign) {
                continue;
            }
            let written = match sign {
                Sign::Word(group) => {
                    let name = name(*group).unwrap_or_default();
                    let mut all = vec![format!("#{name}")];
                    all.extend(own.others(name).flat_map(super::terms));
                    all
                }
                Sign::Pair(_) => vec![self.text[*from..*to].to_owned()],
            };
            terms.push((*sign, written));
        }
        terms
    }
}

fn name(group: u32) -> Option<&'static str> {
    LEXICON.names.get(group as usize).map(String::as_str)
}

/// The signs of a text in its one way of writing ([`normal`]).
#[must_use]
pub fn signs(text: &str, own: &Own) -> Signs {
    let text = own.replaced(text);
    let mut found = Vec::new();
    let mut from = 0;
    if let Some(finds) = &LEXICON.finds {
        for hit in finds.find_iter(&text) {
            between(&text, from, hit.start(), &mut found);
            if let Some(Some(group)) = LEXICON.groups.get(hit.pattern().as_usize()) {
                found.push((Sign::Word(*group), hit.start(), hit.end()));
            }
            from = hit.end();
        }
    }
    between(&text, from, text.len(), &mut found);
    Signs { text, found }
}

/// Pairs of characters, and words of Latin letters or figures, between two words of the field.
fn between(text: &str, from: usize, to: usize, found: &mut Vec<(Sign, usize, usize)>) {
    use super::Kind;
    let mut last: Option<(usize, char)> = None;
    let mut word: Option<(usize, u64)> = None;
    let ends = |word: Option<(usize, u64)>, at: usize, found: &mut Vec<_>| {
        if let Some((start, key)) = word {
            found.push((Sign::Pair(key), start, at));
        }
    };
    for (i, c) in text[from..to].char_indices() {
        let at = from + i;
        match Kind::of(c) {
            Kind::Han => {
                ends(word.take(), at, found);
                if let Some((start, before)) = last {
                    let key = (u64::from(u32::from(before)) << 21) | u64::from(u32::from(c));
                    found.push((Sign::Pair(key), start, at + c.len_utf8()));
                }
                last = Some((at, c));
            }
            Kind::Word => {
                last = None;
                let (start, key) = word.unwrap_or((at, 1 << 63));
                word = Some((
                    start,
                    key.rotate_left(7) ^ u64::from(u32::from(c)) | 1 << 63,
                ));
            }
            Kind::Other => {
                last = None;
                ends(word.take(), at, found);
            }
        }
    }
    ends(word, to, found);
}
