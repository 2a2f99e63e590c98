//! Words of a text, for search and for "similar topics": one way of writing, words of Latin letters and
//! figures, pairs of Chinese characters, the language's longer words, and the field's own words with those that
//! mean the same.

mod dictionary;
mod figures;
mod lexicon;

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::domain::privacy::is_ignorable;

pub use dictionary::read as read_dictionary;
pub use lexicon::{Own, Sign, Signs, Ways, characters, signs, sought};

/// One way of writing: half width, lower case, simplified characters, figures before a counting word, and no sign
/// that nobody sees: a soft hyphen parts no word.
///
/// ```
/// assert_eq!(yishi::kit::segment::normal("３號樓 Ａ座，十二栋二樓"), "3号楼 a座,12栋2楼");
/// ```
#[must_use]
pub fn normal(text: &str) -> String {
    let seen = text.chars().filter(|c| !is_ignorable(*c));
    let folded: String = seen.nfkc().flat_map(char::to_lowercase).collect();
    figures::in_digits(&fast2s::convert(&folded))
}

/// The terms of a text, each once, in order: `停车难` gives 停车 and 车难; a single character between
/// other signs gives itself.
///
/// ```
/// assert_eq!(yishi::kit::segment::terms("３号楼停车 A座"), ["3", "a", "号楼", "座", "停车", "楼停"]);
/// ```
#[must_use]
pub fn terms(text: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    pairs(&normal(text), &mut found);
    found.into_iter().collect()
}

/// What a text is found by: its terms, the longer words of the dictionary in it, and a mark for each of the
/// field's words, which is the same for all words that mean the same (`#电动自行车`).
#[must_use]
pub fn marked(text: &str) -> Vec<String> {
    let normal = normal(text);
    let mut found = BTreeSet::new();
    pairs(&normal, &mut found);
    let signs = signs(&normal, &Own::default());
    found.extend(signs.longer().map(str::to_owned));
    found.extend(signs.marks().map(|mark| format!("#{mark}")));
    found.into_iter().collect()
}

/// The Chinese characters of a text, each once.
#[must_use]
pub fn single(text: &str) -> Vec<String> {
    let normal = normal(text);
    let all = normal.chars().filter(|c| Kind::of(*c) == Kind::Han);
    let all: BTreeSet<char> = all.collect();
    all.into_iter().map(String::from).collect()
}

/// The mark of a topic's number, however many zeros stand before it: no text has this sign once it is in its
/// one way of writing.
///
/// ```
/// assert_eq!(yishi::kit::segment::number("0007").as_deref(), Some("№7"));
/// ```
#[must_use]
pub fn number(figures: &str) -> Option<String> {
    let plain = (1..=8).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit());
    let n: u32 = figures.parse().ok().filter(|_| plain)?;
    Some(format!("№{n}"))
}

fn pairs(normal: &str, found: &mut BTreeSet<String>) {
    let text: Vec<char> = normal.chars().collect();
    let mut at = 0;
    while at < text.len() {
        let kind = Kind::of(text[at]);
        let len = text[at..]
            .iter()
            .take_while(|c| Kind::of(**c) == kind)
            .count();
        let run = &text[at..at + len];
        match kind {
            Kind::Other => {}
            Kind::Word => {
                found.insert(run.iter().take(40).collect());
            }
            Kind::Han if len == 1 => {
                found.insert(run.iter().collect());
            }
            Kind::Han => found.extend(run.windows(2).map(|pair| pair.iter().collect())),
        }
        at += len;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Han,
    Word,
    Other,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
                Self::Han
            }
            c if c.is_alphanumeric() => Self::Word,
            _ => Self::Other,
        }
    }
}
