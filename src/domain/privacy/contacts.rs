//! Plates of cars, accounts of messengers, mailboxes, telephones at home and papers that are called by their
//! name: what leads to one person beside numbers that are told by their figures alone.

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
            .or_else(|| at_home(rest).map(|(a, b)| (PrivateKind::HomePhone, a, b)))
            .or_else(|| paper(rest).map(|(a, b)| (PrivateKind::IdNumber, a, b)))
            .or_else(|| mailbox(before, rest).map(|to| (PrivateKind::Email, 0, to)));
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

/// One of these words stands here: how many characters it has.
fn begins(text: &[Plain], words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| {
        let n = word.chars().count();
        let there = text.len() >= n && word.chars().eq(text.iter().take(n).map(|p| p.1));
        there.then_some(n)
    })
}

/// 身份证110105194912310021, 护照E12345678, also with a wrong check digit, since its writer says what it is:
/// from where to where the number stands.
fn paper(text: &[Plain]) -> Option<(usize, usize)> {
    let n = begins(text, &["身份证", "护照", "通行证", "居住证"])?;
    let start = n + spoken(skip(text, n), "号码是为:(");
    let body = skip(text, start);
    let signs = count(body, |c| c.is_ascii_alphanumeric());
    let figures = count(skip(body, count(body, |c| c.is_ascii_uppercase())), |c| {
        c.is_ascii_digit()
    });
    ((7..=20).contains(&signs) && figures >= 7).then_some((start, start + signs))
}

/// name@163.com; an authority's mailbox is public. Where it ends.
fn mailbox(before: Option<char>, text: &[Plain]) -> Option<usize> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
    if before.is_some_and(is_local) {
        return None;
    }
    let local = count(text, is_local);
    if local == 0 || text.get(local)?.1 != '@' {
        return None;
    }
    let domain: String = skip(text, local + 1)
        .iter()
        .map(|p| p.1)
        .take_while(|c| c.is_ascii_alphanumeric() || ".-".contains(*c))
        .collect();
    let domain = domain.trim_end_matches(['.', '-']);
    let known = domain
        .split_once('.')
        .is_some_and(|(_, last)| last.len() >= 2);
    (known && !domain.ends_with(".GOV.CN")).then_some(local + 1 + domain.len())
}

/// What is spoken between a word and its number.
fn spoken(text: &[Plain], words: &str) -> usize {
    count(text, |c| is_space(c) || words.contains(c)).min(8)
}

/// A QQ or 微信 with its number: from where to where the number stands.
fn messenger(before: Option<char>, text: &[Plain]) -> Option<(usize, usize)> {
    const QQ: [&str; 2] = ["QQ", "扣扣"];
    const WECHAT: [&str; 5] = ["微信", "VX", "WX", "WECHAT", "WEIXIN"];
    let (n, qq) = begins(text, &QQ)
        .map(|n| (n, true))
        .or_else(|| begins(text, &WECHAT).map(|n| (n, false)))?;
    // Inside a longer Latin word it is none.
    let latin = text.first()?.1.is_ascii();
    if latin && before.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
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
    let n = begins(text, &HOMES)?;
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
