//! What must not be published: a scan for ID numbers, mobile numbers, bank cards and room numbers,
//! with their positions, and a masker. Used before a post shows and before a document is released.
//!
//! Digits may be full-width, and groups may be parted by spaces or hyphens, since people write them so.

mod age;
mod look;
mod name;

pub use age::{ALONE_FROM, Age, age};
pub use look::LookedAt;
pub use name::{ShowName, mask_name, public_label, surname};

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrivateKind {
    /// A resident identity number (GB 11643: 18 characters with a check digit).
    IdNumber,
    /// A mainland mobile number: eleven digits from 13 to 19.
    Mobile,
    /// A bank card: 16 to 19 digits that pass the Luhn test.
    BankCard,
    /// A flat in a building, such as 3栋502室.
    Room,
}

impl PrivateKind {
    /// The catalogue key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::IdNumber => "privacy-id-number",
            Self::Mobile => "privacy-mobile",
            Self::BankCard => "privacy-bank-card",
            Self::Room => "privacy-room",
        }
    }
}

/// One finding: what, and where as byte positions in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What was found.
    pub kind: PrivateKind,
    /// Where, in bytes; always on character borders.
    pub span: Range<usize>,
}

/// Everything in the text that must not be published, in order, without overlaps.
pub fn scan(text: &str) -> Vec<Hit> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut hits = numbers(&chars, text.len());
    for room in rooms(&chars, text.len()) {
        if hits
            .iter()
            .all(|hit| hit.span.end <= room.span.start || room.span.end <= hit.span.start)
        {
            hits.push(room);
        }
    }
    hits.sort_by_key(|hit| hit.span.start);
    hits
}

/// The text with every finding masked: numbers keep their first three and last four characters
/// (a bank card only the last four), a room keeps nothing but its last word.
pub fn mask(text: &str) -> String {
    mask_hits(text, &scan(text))
}

/// The text with the given findings masked; findings must be in order, as [`scan`] gives them.
pub fn mask_hits(text: &str, hits: &[Hit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for hit in hits {
        let (Some(before), Some(found)) =
            (text.get(from..hit.span.start), text.get(hit.span.clone()))
        else {
            continue;
        };
        out.push_str(before);
        let (head, tail) = match hit.kind {
            PrivateKind::IdNumber | PrivateKind::Mobile => (3, 4),
            PrivateKind::BankCard => (0, 4),
            PrivateKind::Room => (0, 0),
        };
        let count = found.chars().count();
        for (i, c) in found.chars().enumerate() {
            let shown =
                i < head || i + tail >= count || (hit.kind == PrivateKind::Room && is_room_word(c));
            out.push(if shown { c } else { '*' });
        }
        from = hit.span.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// Whether 18 characters are an identity number: a possible birthday and the right check digit.
pub fn is_id_number(number: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let chars: Vec<char> = number.chars().map(|c| c.to_ascii_uppercase()).collect();
    if chars.len() != 18 {
        return false;
    }
    let digits: Option<Vec<u32>> = chars.iter().take(17).map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits else { return false };
    let part = |range: Range<usize>| {
        digits
            .get(range)
            .unwrap_or_default()
            .iter()
            .fold(0, |n, d| n * 10 + d)
    };
    let (year, month, day) = (part(6..10), part(10..12), part(12..14));
    if !(1850..=2199).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    CHECK.get((sum % 11) as usize) == chars.last()
}

/// Whether the digits pass the Luhn test of bank cards.
pub fn passes_luhn(digits: &str) -> bool {
    let mut sum = 0;
    for (i, c) in digits.chars().rev().enumerate() {
        let Some(digit) = c.to_digit(10) else {
            return false;
        };
        let doubled = if i % 2 == 1 { digit * 2 } else { digit };
        sum += if doubled > 9 { doubled - 9 } else { doubled };
    }
    !digits.is_empty() && sum % 10 == 0
}

/// The ASCII digit a character stands for, full-width ones too.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(c) - 0xff10, 10),
        _ => None,
    }
}

fn is_parting(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '\u{2010}'..='\u{2015}' | '\u{3000}' | '\u{a0}' | '－'
    )
}

/// One written digit with its place in the list of characters.
#[derive(Clone, Copy)]
struct Written {
    at: usize,
    digit: char,
}

/// Runs of digits, single partings inside allowed.
fn digit_runs(chars: &[(usize, char)]) -> Vec<Vec<Written>> {
    let mut runs = Vec::new();
    let mut run: Vec<Written> = Vec::new();
    for (at, (_, c)) in chars.iter().enumerate() {
        let near = run.last().is_some_and(|last| at - last.at <= 2);
        match digit(*c) {
            Some(digit) => {
                if !near && !run.is_empty() {
                    runs.push(std::mem::take(&mut run));
                }
                run.push(Written { at, digit });
            }
            // An identity number may end in X; it belongs to the run only as its 18th character.
            None if near && matches!(c, 'x' | 'X' | 'Ｘ' | 'ｘ') && run.len() >= 17 => {
                run.push(Written { at, digit: 'X' });
                runs.push(std::mem::take(&mut run));
            }
            None if near && is_parting(*c) && run.last().is_some_and(|last| last.at + 1 == at) => {}
            None => {
                if !run.is_empty() {
                    runs.push(std::mem::take(&mut run));
                }
            }
        }
    }
    runs.push(run);
    runs
}

fn numbers(chars: &[(usize, char)], end: usize) -> Vec<Hit> {
    let mut hits = Vec::new();
    for run in digit_runs(chars) {
        let whole = run.len();
        let mut from = 0;
        while from < whole {
            let rest = run.get(from..).unwrap_or_default();
            let joined = |n: usize| {
                rest.get(..n)
                    .map(|part| part.iter().map(|w| w.digit).collect::<String>())
            };
            // A number is one only where the writing is parted before and after it; 138… inside a
            // longer unbroken row of digits is an order number, not a telephone.
            let parted = |n: usize| is_edge(&run, from) && is_edge(&run, from + n);
            let found = [
                (18, PrivateKind::IdNumber),
                (19, PrivateKind::BankCard),
                (18, PrivateKind::BankCard),
                (17, PrivateKind::BankCard),
                (16, PrivateKind::BankCard),
                (11, PrivateKind::Mobile),
            ]
            .into_iter()
            .find(|(n, kind)| {
                joined(*n).is_some_and(|text| match kind {
                    PrivateKind::IdNumber => parted(*n) && is_id_number(&text),
                    PrivateKind::BankCard => {
                        parted(*n) && passes_luhn(&text) && !text.starts_with('0')
                    }
                    PrivateKind::Mobile => {
                        is_mobile(&text) && is_edge(&run, from + n) && starts_mobile(&run, from)
                    }
                    PrivateKind::Room => false,
                })
            });
            let Some((n, kind)) = found else {
                from += 1;
                continue;
            };
            if let (Some(first), Some(last)) = (run.get(from), run.get(from + n - 1)) {
                let start = chars.get(first.at).map_or(0, |c| c.0);
                let stop = chars.get(last.at + 1).map_or(end, |c| c.0);
                hits.push(Hit {
                    kind,
                    span: start..stop,
                });
            }
            from += n;
        }
    }
    hits
}

/// Whether the writing is parted before place `i` of a run: its start, its end, or a parting.
fn is_edge(run: &[Written], i: usize) -> bool {
    match (i.checked_sub(1).and_then(|j| run.get(j)), run.get(i)) {
        (Some(before), Some(here)) => here.at - before.at > 1,
        _ => true,
    }
}

/// A mobile starts at an edge, or after the country's 86.
fn starts_mobile(run: &[Written], i: usize) -> bool {
    let country = i == 2
        && run.first().is_some_and(|w| w.digit == '8')
        && run.get(1).is_some_and(|w| w.digit == '6');
    is_edge(run, i) || country
}

fn is_mobile(digits: &str) -> bool {
    digits.starts_with('1')
        && digits
            .chars()
            .nth(1)
            .is_some_and(|c| ('3'..='9').contains(&c))
}

fn is_count(c: char) -> bool {
    digit(c).is_some()
        || matches!(
            c,
            '〇' | '零'
                | '一'
                | '二'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
                | '百'
        )
}

fn is_room_word(c: char) -> bool {
    matches!(
        c,
        '栋' | '幢' | '座' | '楼' | '单' | '元' | '室' | '房' | '号'
    )
}

/// Flats: a building and a number of three or four figures, or such a number before 室.
/// A building alone (3栋) is a place, not a home, and is left.
fn rooms(chars: &[(usize, char)], end: usize) -> Vec<Hit> {
    let at = |i: usize| chars.get(i).map(|c| c.1);
    let count_from = |mut i: usize| {
        while at(i).is_some_and(is_count) {
            i += 1;
        }
        i
    };
    let mut hits = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let starts = at(i).is_some_and(|c| is_count(c) || c.is_ascii_alphabetic())
            && !i
                .checked_sub(1)
                .and_then(at)
                .is_some_and(|c| is_count(c) || c.is_ascii_alphabetic());
        if !starts {
            i += 1;
            continue;
        }
        // A letter may name the building (A座) or stand before the number (B栋).
        let mut j = if at(i).is_some_and(|c| c.is_ascii_alphabetic()) {
            i + 1
        } else {
            count_from(i)
        };
        let mut building = false;
        loop {
            let next = match (at(j), at(j + 1)) {
                (Some('号'), Some('楼')) | (Some('单'), Some('元')) | (Some('号'), Some('院')) => {
                    j + 2
                }
                (Some('栋' | '幢' | '座'), _) => j + 1,
                _ => break,
            };
            building = true;
            let after = count_from(next);
            if after == next {
                j = next;
                break;
            }
            j = after;
        }
        let from = (i..j)
            .rev()
            .take_while(|k| at(*k).is_some_and(is_count))
            .count();
        let word =
            matches!(at(j), Some('室')) || (matches!(at(j), Some('房')) && at(j + 1) != Some('屋'));
        let is_flat = (3..=5).contains(&from)
            && (word || building)
            && at(j) != Some('米')
            && at(j) != Some('户');
        if is_flat {
            let stop = if word { j + 1 } else { j };
            let start = chars.get(i).map_or(0, |c| c.0);
            hits.push(Hit {
                kind: PrivateKind::Room,
                span: start..chars.get(stop).map_or(end, |c| c.0),
            });
        }
        i = j.max(i + 1);
    }
    hits
}
