//! Terms of a text, for search: words of Latin letters and figures, and pairs of Chinese characters.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// The terms of a text, each once, in order: `停车难` gives 停车 and 车难; a single character between
/// other signs gives itself. Widths and cases are made one.
///
/// ```
/// assert_eq!(yishi::kit::segment::terms("３号楼停车 A座"), ["3", "a", "号楼", "座", "停车", "楼停"]);
/// ```
#[must_use]
pub fn terms(text: &str) -> Vec<String> {
    let text: Vec<char> = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut found = BTreeSet::new();
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
    found.into_iter().collect()
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
