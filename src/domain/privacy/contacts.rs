//! Plates of cars, accounts of messengers and telephones at home: what leads to one person beside numbers
//! that are told by their figures alone.

use super::figures::{self, Form};
use super::{Hit, PrivateKind};

/// A character without its width or dress, and where it stands among the characters of the text.
type Plain = (usize, char);

/// The text as it is read: in capitals, without what is not seen.
fn plain(chars: &[(usize, char)]) -> Vec<Plain> {
    let seen = chars.iter().enumerate();
    seen.filter(|(_, (_, c))| !figures::is_unseen(*c))
        .map(|(at, (_, c))| (at, narrow(*c)))
        .collect()
}

fn narrow(c: char) -> char {
    if let Some((digit, Form::Plain | Form::Dressed)) = figures::of(c) {
        return digit;
    }
    let c = match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    c.to_ascii_uppercase()
}

/// All findings; they do not overlap.
pub(super) fn find(chars: &[(usize, char)], end: usize) -> Vec<Hit> {
    let text = plain(chars);
    let mut hits = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let rest = text.get(from..).unwrap_or_default();
        let before = from.checked_sub(1).and_then(|i| text.get(i)).map(|p| p.1);
        let found = plate(rest)
            .map(|to| (PrivateKind::Plate, 0, to))
            .or_else(|| messenger(before, rest).map(|(a, b)| (PrivateKind::Messenger, a, b)))
            .or_else(|| at_home(rest).map(|(a, b)| (PrivateKind::HomePhone, a, b)));
        let Some((kind, first, to)) = found else {
            from += 1;
            continue;
        };
        if let (Some(start), Some(last)) = (rest.get(first), rest.get(to - 1)) {
            let byte = |at: usize| chars.get(at).map_or(end, |c| c.0);
            hits.push(Hit {
                kind,
                span: byte(start.0)..byte(last.0 + 1),
            });
        }
        from += to;
    }
    hits
}

fn count(text: &[Plain], is: impl Fn(char) -> bool) -> usize {
    text.iter().take_while(|p| is(p.1)).count()
}

fn skip(text: &[Plain], n: usize) -> &[Plain] {
    text.get(n..).unwrap_or_default()
}

fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// 苏F12345, 苏F·D12345, 苏F1234学: where it ends.
fn plate(text: &[Plain]) -> Option<usize> {
    const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    let (province, letter) = (text.first()?.1, text.get(1)?.1);
    if !PROVINCES.contains(province) || !letter.is_ascii_uppercase() {
        return None;
    }
    let parted = count(skip(text, 2), |c| is_space(c) || "·•.-_".contains(c));
    let start = 2 + parted.min(2);
    let body = skip(text, start);
    let signs = count(body, |c| c.is_ascii_alphanumeric());
    let figures = body
        .iter()
        .take(signs)
        .filter(|p| p.1.is_ascii_digit())
        .count();
    let ends = body.get(signs).is_some_and(|p| "学警挂港澳".contains(p.1));
    let whole = match signs {
        4 => ends && figures >= 3,
        // A letter or two stand among the figures.
        5 | 6 => figures >= 3 && signs - figures <= 2,
        _ => false,
    };
    whole.then(|| start + signs + usize::from(ends && signs == 4))
}

/// What is spoken between a word and its number.
fn spoken(text: &[Plain], words: &str) -> usize {
    count(text, |c| is_space(c) || words.contains(c)).min(8)
}

/// A QQ or 微信 with its number: from where to where the number stands.
fn messenger(before: Option<char>, text: &[Plain]) -> Option<(usize, usize)> {
    const QQ: [&str; 2] = ["QQ", "扣扣"];
    const WECHAT: [&str; 5] = ["微信", "VX", "WX", "WECHAT", "WEIXIN"];
    let begins = |word: &&&str| {
        let n = word.chars().count();
        text.len() >= n && word.chars().eq(text.iter().take(n).map(|p| p.1))
    };
    let (word, qq) = QQ
        .iter()
        .find(begins)
        .map(|w| (w, true))
        .or_else(|| WECHAT.iter().find(begins).map(|w| (w, false)))?;
    // Inside a longer Latin word it is none.
    if word.is_ascii() && before.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let n = word.chars().count();
    let between = spoken(skip(text, n), "号码是为:");
    let start = n + between;
    let named = text
        .get(n..start)?
        .iter()
        .any(|p| "号码是为:".contains(p.1));
    let body = skip(text, start);
    let figures = count(body, |c| c.is_ascii_digit());
    let signs = count(body, |c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let account = if figures == signs {
        let least = if qq { 5 } else { 6 };
        (least..=11).contains(&figures) && body.first()?.1 != '0'
    } else {
        let letter = body.first()?.1.is_ascii_uppercase();
        let mixed = body
            .iter()
            .take(signs)
            .any(|p| p.1.is_ascii_digit() || p.1 == '_');
        !qq && letter && (6..=20).contains(&signs) && between > 0 && (named || mixed)
    };
    account.then_some((start, start + signs))
}

/// A telephone of a home: those of offices are public, and no figures tell them apart.
fn at_home(text: &[Plain]) -> Option<(usize, usize)> {
    const HOMES: [&str; 5] = ["联系我", "我家", "家里", "家中", "宅电"];
    let word = HOMES.iter().find(|word| {
        let n = word.chars().count();
        text.len() >= n && word.chars().eq(text.iter().take(n).map(|p| p.1))
    })?;
    let n = word.chars().count();
    let start = n + spoken(skip(text, n), "的固定电话座机号码是为打:,(");
    let body = skip(text, start);
    let long = count(body, |c| c.is_ascii_digit());
    let area = (3..=4).contains(&long) && body.first()?.1 == '0';
    let stop = if area {
        let parted = count(skip(body, long), |c| is_space(c) || "-)".contains(c)).min(3);
        let local = count(skip(body, long + parted), |c| c.is_ascii_digit());
        ((7..=8).contains(&local)).then_some(long + parted + local)?
    } else {
        let whole = (7..=8).contains(&long) || (10..=12).contains(&long) && body.first()?.1 == '0';
        whole.then_some(long)?
    };
    let goes_on = body.get(stop).is_some_and(|p| p.1.is_ascii_alphanumeric());
    (!goes_on).then_some((start, start + stop))
}
