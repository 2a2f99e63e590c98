//! The field's words: what means the same, what says nothing. Found in a text by one automaton; what is
//! left between them is taken in pairs of characters, and in the longer words of the dictionary.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

use super::dictionary::{letters, words};
use super::{Kind, normal};

const SYNONYMS: &str = include_str!("synonyms.txt");
const FILLERS: &str = include_str!("fillers.txt");

/// What a sign stands for: the number of a group of words, or a pair of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// A word of the field, by the number of its group.
    Word(u32),
    /// A word of the street's own, by the number of its group.
    Own(u32),
    /// Two characters beside each other, or a word of Latin letters by its first eight.
    Pair(u64),
    /// A word of three characters and more.
    Long(u64),
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

/// Fillers of one character.
static FILLING: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
    let words = lines(FILLERS).flat_map(str::split_whitespace);
    words
        .filter_map(|word| {
            let mut chars = word.chars();
            chars.next().filter(|_| chars.next().is_none())
        })
        .collect()
});

/// The lines of a list that are no remarks.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

fn automaton(words: &[String]) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .start_kind(StartKind::Both)
        .build(words)
        .ok()
}

/// A street's own words. They are read with each question, in what is asked and in the topics that are
/// there: nothing is kept of them in the index, where the pairs of their characters lead to every topic.
#[derive(Debug, Clone, Default)]
pub struct Own {
    finds: Option<AhoCorasick>,
    /// Each word with what it stands for.
    words: Vec<(String, Sign)>,
}

impl Own {
    /// From pairs of a word and what it means, itself where it stands for a group or alone; written in any
    /// way. A group with a word of the field stands for that word.
    #[must_use]
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut groups: Vec<Vec<String>> = Vec::new();
        for (word, means) in pairs {
            let (word, means) = (normal(word), normal(means));
            match groups.iter_mut().find(|g| g.first() == Some(&means)) {
                Some(group) if !group.contains(&word) => group.push(word),
                Some(_) => {}
                None if word == means => groups.push(vec![means]),
                None => groups.push(vec![means, word]),
            }
        }
        let mut own = Self::default();
        for (group, n) in groups.into_iter().zip(0..) {
            let field = group.iter().find_map(|word| LEXICON.of.get(word));
            let sign = field.map_or(Sign::Own(n), |group| Sign::Word(*group));
            let words = group.into_iter().filter(|word| !word.is_empty());
            own.words.extend(words.map(|word| (word, sign)));
        }
        if !own.words.is_empty() {
            let words: Vec<String> = own.words.iter().map(|(word, _)| word.clone()).collect();
            own.finds = automaton(&words);
        }
        own
    }

    /// Every word that stands for the same.
    fn written(&self, sign: Sign) -> impl Iterator<Item = &str> {
        let words = self.words.iter().filter(move |(_, s)| *s == sign);
        words.map(|(word, _)| word.as_str())
    }

    /// The terms of every word that stands for the same.
    fn terms(&self, sign: Sign) -> impl Iterator<Item = String> {
        self.written(sign).flat_map(super::terms)
    }
}

/// The signs of a text in their order.
#[derive(Debug, Clone, Default)]
pub struct Signs {
    /// The text as it was read.
    pub text: String,
    /// Each sign with where it stands, in bytes of the text.
    pub found: Vec<(Sign, usize, usize)>,
    /// Where a word of the dictionary begins or ends, in bytes of the text.
    pub edges: BTreeSet<usize>,
}

impl Signs {
    /// The first words of the groups that are in the text.
    pub fn marks(&self) -> impl Iterator<Item = &'static str> {
        self.found.iter().filter_map(|(sign, ..)| match sign {
            Sign::Word(group) => name(*group),
            Sign::Own(_) | Sign::Pair(_) | Sign::Long(_) => None,
        })
    }

    /// The longer words of the dictionary that are in the text.
    pub fn longer(&self) -> impl Iterator<Item = &str> {
        let long = self
            .found
            .iter()
            .filter(|(s, ..)| matches!(s, Sign::Long(_)));
        long.map(|(_, from, to)| &self.text[*from..*to])
    }

    /// Whether a word ends or begins here, as far as the text shows it: at its edge, at a mark, at a word of
    /// the dictionary or the field, or at a character that alone says nothing.
    #[must_use]
    pub fn parted(&self, at: usize) -> bool {
        let says = |c: char| Kind::of(c) == Kind::Han && !FILLING.contains(&c);
        let (before, after) = self.text.split_at(at);
        let both =
            before.chars().next_back().is_some_and(says) && after.chars().next().is_some_and(says);
        let word = |(sign, from, to): &(Sign, usize, usize)| {
            matches!(sign, Sign::Word(_) | Sign::Own(_)) && (*from == at || *to == at)
        };
        !both || self.edges.contains(&at) || self.found.iter().any(word)
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
                    all.extend(own.terms(*sign));
                    all
                }
                Sign::Own(_) => own.terms(*sign).collect(),
                Sign::Pair(_) | Sign::Long(_) => vec![self.text[*from..*to].to_owned()],
            };
            terms.push((*sign, written));
        }
        terms
    }
}

/// The ways in which a topic can say one sign of what is searched: it has all terms of one of them.
pub type Ways = Vec<Vec<String>>;

/// What somebody searches, in signs: a word of the field or of the street is found by every word that means
/// the same, and as it is typed. A text of fillers alone is taken at its letters; marks alone give nothing.
///
/// ```
/// let ways = yishi::kit::segment::sought("电瓶车", &Default::default());
/// assert_eq!(ways, [[vec!["#电动自行车".to_owned()], vec!["瓶车".to_owned(), "电瓶".to_owned()]]]);
/// ```
#[must_use]
pub fn sought(text: &str, own: &Own) -> Vec<Ways> {
    let text = normal(text);
    let signs = signs(&text, own);
    let mut seen: BTreeSet<Sign> = BTreeSet::new();
    let mut ways: Vec<Ways> = Vec::new();
    for (sign, from, to) in &signs.found {
        // Whoever finds all pairs of a longer word finds the word.
        if matches!(sign, Sign::Long(_)) || !seen.insert(*sign) {
            continue;
        }
        let mut of: Ways = match sign {
            Sign::Word(group) => name(*group).map(|name| vec![format!("#{name}")]),
            Sign::Own(_) | Sign::Pair(_) | Sign::Long(_) => None,
        }
        .into_iter()
        .collect();
        let written = std::iter::once(&text[*from..*to]).chain(own.written(*sign));
        for terms in written.map(super::terms) {
            if !of.contains(&terms) {
                of.push(terms);
            }
        }
        ways.push(of);
    }
    if ways.is_empty() {
        let terms = super::terms(&text);
        ways.extend((!terms.is_empty()).then(|| vec![terms]));
    }
    // A number alone may be that of a topic.
    if let ([only], Some(number)) = (ways.as_mut_slice(), super::number(text.trim())) {
        only.push(vec![number]);
    }
    ways
}

fn name(group: u32) -> Option<&'static str> {
    LEXICON.names.get(group as usize).map(String::as_str)
}

/// The signs of a text in its one way of writing ([`normal`]): the street's words, between them the
/// field's, and between those what is left.
#[must_use]
pub fn signs(text: &str, own: &Own) -> Signs {
    let mut all = Signs {
        text: text.to_owned(),
        ..Signs::default()
    };
    let mut from = 0;
    if let Some(finds) = &own.finds {
        for hit in finds.find_iter(text) {
            field(text, from, hit.start(), &mut all);
            if let Some((_, sign)) = own.words.get(hit.pattern().as_usize()) {
                all.found.push((*sign, hit.start(), hit.end()));
            }
            from = hit.end();
        }
    }
    field(text, from, text.len(), &mut all);
    all
}

/// The field's words in a part of a text, and what is left between them.
fn field(text: &str, from: usize, to: usize, all: &mut Signs) {
    let mut at = from;
    if let Some(finds) = &LEXICON.finds {
        let mut next = from;
        while let Some(hit) = finds.find(Input::new(text).range(next..to)) {
            if hit.start() > at {
                between(text, at, hit.start(), all);
            }
            at = hit.end();
            next = hit.end();
            if let Some(Some(group)) = LEXICON.groups.get(hit.pattern().as_usize()) {
                all.found.push((Sign::Word(*group), hit.start(), hit.end()));
                // Two words of the field may share a character: 路灯坏 says 路灯 and 灯坏.
                let last = text[..hit.end()].char_indices().next_back();
                next = match last {
                    Some((last, _)) if last > hit.start() && starts(finds, text, last, to) => last,
                    _ => next,
                };
            }
        }
    }
    between(text, at, to, all);
}

/// Whether a word of the field begins here that goes beyond this one character.
fn starts(finds: &AhoCorasick, text: &str, from: usize, to: usize) -> bool {
    let here = Input::new(text).range(from..to).anchored(Anchored::Yes);
    let hit = finds.try_find(here).ok().flatten();
    hit.is_some_and(|hit| {
        let word = matches!(LEXICON.groups.get(hit.pattern().as_usize()), Some(Some(_)));
        word && text[hit.range()].chars().count() > 1
    })
}

/// The Chinese characters of a text in its one way of writing, without those that alone say nothing (的, 了):
/// two words for one thing often share one, as 采暖 and 取暖 do.
#[must_use]
pub fn characters(text: &str) -> BTreeSet<char> {
    text.chars()
        .filter(|c| Kind::of(*c) == Kind::Han && !FILLING.contains(c))
        .collect()
}

/// What stands between two words of the field: pairs of characters with longer words, and words of Latin
/// letters or figures.
fn between(text: &str, from: usize, to: usize, all: &mut Signs) {
    let mut at = from;
    while let Some(first) = text[at..to].chars().next() {
        let kind = Kind::of(first);
        let run: usize = text[at..to]
            .chars()
            .take_while(|c| Kind::of(*c) == kind)
            .map(char::len_utf8)
            .sum();
        let end = at + run;
        match kind {
            Kind::Han => characters_of(text, at, end, all),
            Kind::Word => {
                let letters = text[at..end].chars();
                let key = letters.fold(1 << 63, |key: u64, c| {
                    key.rotate_left(7) ^ u64::from(u32::from(c)) | 1 << 63
                });
                all.found.push((Sign::Pair(key), at, end));
            }
            Kind::Other => {}
        }
        at = end;
    }
}

/// The pairs of a run of Chinese characters, and the longer words in it, in their order.
fn characters_of(text: &str, from: usize, to: usize, all: &mut Signs) {
    let run = &text[from..to];
    let begun = all.found.len();
    for ((at, one), (next, other)) in run.char_indices().zip(run.char_indices().skip(1)) {
        let key = (u64::from(u32::from(one)) << 21) | u64::from(u32::from(other));
        let end = next + other.len_utf8();
        all.found.push((Sign::Pair(key), from + at, from + end));
    }
    for word in words(run) {
        let (start, end) = (from + word.start, from + word.end);
        all.edges.extend([start, end]);
        if letters(&run[word.clone()]) > 2 {
            let mut hasher = DefaultHasher::new();
            run[word].hash(&mut hasher);
            all.found.push((Sign::Long(hasher.finish()), start, end));
        }
    }
    if let Some(these) = all.found.get_mut(begun..) {
        these.sort_by_key(|(_, start, _)| *start);
    }
}
