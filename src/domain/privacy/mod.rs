//! What must not be published: a scan for ID numbers, mobile numbers, bank cards, room numbers,
//! plates of cars, accounts of messengers, mailboxes and telephones at home, with their positions, and a masker. Used
//! before a post shows and before a document is released.
//!
//! Digits may be written in any form, and parted by whatever people put between them.

mod age;
mod contacts;
mod figures;
mod look;
mod name;
mod numbers;
mod rooms;

pub use age::{ALONE_FROM, Age, age};
pub use figures::is_ignorable;
pub use look::LookedAt;
pub use name::{ShowName, is_post, mask_name, public_label, surname};

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrivateKind {
    /// A resident identity number (GB 11643: 18 characters with a check digit), or what its writer calls the
    /// number of an identity card or passport.
    IdNumber,
    /// A mainland mobile number: eleven digits from 13 to 19.
    Mobile,
    /// A bank card: 16 to 19 digits that pass the Luhn test.
    BankCard,
    /// A flat in a building, such as 3栋502室.
    Room,
    /// The plate of a car, such as 苏F12345.
    Plate,
    /// A QQ or 微信 number.
    Messenger,
    /// A mailbox that is no authority's.
    Email,
    /// A telephone that its writer calls the one at home.
    HomePhone,
}

impl PrivateKind {
    /// The catalogue key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::IdNumber => "privacy-id-number",
            Self::Mobile => "privacy-mobile",
            Self::BankCard => "privacy-bank-card",
            Self::Room => "privacy-room",
            Self::Plate => "privacy-plate",
            Self::Messenger => "privacy-messenger",
            Self::Email => "privacy-email",
            Self::HomePhone => "privacy-home-phone",
        }
    }

    /// The catalogue key of what is said of it where it has to go.
    const fn told(self) -> &'static str {
        match self {
            Self::IdNumber => "error-private-id-number",
            Self::Mobile => "error-private-mobile",
            Self::BankCard => "error-private-bank-card",
            Self::Room => "error-private-room",
            Self::Plate => "error-private-plate",
            Self::Messenger => "error-private-messenger",
            Self::Email => "error-private-email",
            Self::HomePhone => "error-private-home-phone",
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
    let mut hits = numbers::find(&chars, text.len());
    let others = contacts::find(&chars, text.len())
        .into_iter()
        .chain(rooms::find(&chars, text.len()));
    for other in others {
        if hits
            .iter()
            .all(|hit| hit.span.end <= other.span.start || other.span.end <= hit.span.start)
        {
            hits.push(other);
        }
    }
    hits.sort_by_key(|hit| hit.span.start);
    hits
}

/// What must not be published in a text of an official: each finding, numbers masked, and the catalogue
/// key of what is wrong with it. A room of an office (服务中心301室) is where people are sent, and no home.
pub fn told(text: &str) -> Vec<(Vec<String>, &'static str)> {
    // An id or a hash is no text.
    if Uuid::try_parse(text).is_ok()
        || text.len() >= 32 && text.bytes().all(|b| b.is_ascii_hexdigit())
    {
        return Vec::new();
    }
    let mut hits = scan(text);
    hits.retain(|hit| {
        let before = text.get(..hit.span.start).unwrap_or_default();
        hit.kind != PrivateKind::Room || !rooms::is_office(before)
    });
    by_kind(text, &hits, PrivateKind::told)
}

/// What must not be published in a text of a resident: each finding, masked, and the catalogue key of what
/// it is.
pub fn named(text: &str) -> Vec<(Vec<String>, &'static str)> {
    by_kind(text, &scan(text), PrivateKind::key)
}

fn by_kind(
    text: &str,
    hits: &[Hit],
    key: fn(PrivateKind) -> &'static str,
) -> Vec<(Vec<String>, &'static str)> {
    let mut each: Vec<(Vec<String>, &'static str)> = Vec::new();
    for hit in hits {
        let found = text.get(hit.span.clone()).unwrap_or_default();
        // Stars alone would not say where a flat stands; only who typed it reads this.
        let found = match hit.kind {
            PrivateKind::Room
            | PrivateKind::Plate
            | PrivateKind::Messenger
            | PrivateKind::Email
            | PrivateKind::HomePhone => found.to_owned(),
            PrivateKind::IdNumber | PrivateKind::Mobile | PrivateKind::BankCard => mask(found),
        };
        match each.iter_mut().find(|(_, k)| *k == key(hit.kind)) {
            Some((names, _)) => names.push(found),
            None => each.push((vec![found], key(hit.kind))),
        }
    }
    each
}

/// The text with every finding masked: numbers keep their first three and last four characters
/// (a bank card only the last four), a room keeps nothing but its last word, a plate its first two signs.
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
        let (head, tail): (usize, usize) = match hit.kind {
            // A passport has so few signs that seven of them would be most of it.
            PrivateKind::IdNumber if found.chars().count() < 15 => (0, 0),
            PrivateKind::IdNumber | PrivateKind::Mobile => (3, 4),
            PrivateKind::BankCard => (0, 4),
            PrivateKind::Room
            | PrivateKind::Plate
            | PrivateKind::Messenger
            | PrivateKind::Email
            | PrivateKind::HomePhone => (0, 0),
        };
        // Counted by figures: what stands between them shows no more of the number.
        let figures: Vec<usize> = found
            .chars()
            .enumerate()
            .filter(|(_, c)| figures::of(*c).is_some() || figures::is_check(*c))
            .map(|(i, _)| i)
            .collect();
        let first = head.checked_sub(1).and_then(|n| figures.get(n));
        let first = first.map_or(0, |last| last + 1);
        let last = figures.len().checked_sub(tail).and_then(|n| figures.get(n));
        let last = last.copied().unwrap_or(usize::MAX);
        for (i, c) in found.chars().enumerate() {
            // Of a plate the place where the car is registered stays.
            let word = hit.kind == PrivateKind::Room && rooms::is_word(c)
                || hit.kind == PrivateKind::Plate && i < 2;
            out.push(if i < first || i >= last || word {
                c
            } else {
                '*'
            });
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

/// Whether 15 digits are an identity number of the old form, without century and check digit: a possible
/// province and a possible birthday.
pub fn is_old_id_number(number: &str) -> bool {
    const PROVINCES: [u32; 34] = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51,
        52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
    ];
    let part = |range: Range<usize>| number.get(range).and_then(|p| p.parse::<u32>().ok());
    let day = || {
        let year = i32::try_from(part(6..8)?).ok()?;
        NaiveDate::from_ymd_opt(1900 + year, part(8..10)?, part(10..12)?)
    };
    let province = part(0..2).is_some_and(|p| PROVINCES.contains(&p));
    number.len() == 15 && part(12..15).is_some() && province && day().is_some()
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
