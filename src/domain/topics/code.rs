//! The code of a topic as people write it.

/// The code that a text stands for, however it was typed: `yx20260026`, `ＹＸ－２０２６－００２６`, `YX 2026 0026`
/// are `YX-2026-0026`. Nothing for what is none.
#[must_use]
pub fn written(text: &str) -> Option<String> {
    let plain: String = text.chars().filter_map(narrow).collect();
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

/// A sign without its width; hyphens and spaces fall away.
fn narrow(c: char) -> Option<char> {
    let c = match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let between = c.is_whitespace() || "-_‐‑‒–—―−".contains(c);
    (!between).then(|| c.to_ascii_uppercase())
}
