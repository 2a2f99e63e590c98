//! The code of a topic as people write it.

/// The code that a text stands for, however it was typed: `yx20260026`, `ＹＸ－２０２６－００２６`, `YX 2026 0026`
/// are `YX-2026-0026`, and so is `yx-2026-26`. Nothing for what is none.
#[must_use]
pub fn written(text: &str) -> Option<String> {
    let typed: String = text.chars().map(narrow).collect();
    // Parted, the number needs no zeros; in one piece only they tell it from the year.
    let parts: Vec<&str> = typed.split(BETWEEN).filter(|p| !p.is_empty()).collect();
    let plain = match *parts.as_slice() {
        [prefix, year, number] if year.len() == 4 => format!("{prefix}{year}{number:0>4}"),
        _ => parts.concat(),
    };
    let at = plain.find(|c: char| c.is_ascii_digit())?;
    let (prefix, figures) = plain.split_at(at);
    let letters = (2..=4).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_uppercase());
    let digits = (8..=12).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit());
    if !letters || !digits {
        return None;
    }
    let (year, number) = figures.split_at(4);
    Some(format!("{prefix}-{year}-{number}"))
}

/// Between the parts of a code.
const BETWEEN: char = '-';

/// A sign without its width, in capitals; spaces and dashes of any kind are hyphens.
fn narrow(c: char) -> char {
    let c = match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    if c.is_whitespace() || "-_‐‑‒–—―−".contains(c) {
        return BETWEEN;
    }
    c.to_ascii_uppercase()
}
