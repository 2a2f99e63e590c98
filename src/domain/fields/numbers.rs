//! Numbers, however they were typed or pasted.

/// A mobile number without spaces, hyphens and country code, its figures made narrow.
#[must_use]
pub fn plain_phone(text: &str) -> String {
    let figures = figures(text);
    match figures.strip_prefix("86") {
        Some(rest) if rest.len() == 11 => rest.to_owned(),
        Some(_) | None => figures,
    }
}

/// The figures of a text, made narrow: a number or code however it was typed.
#[must_use]
pub fn figures(text: &str) -> String {
    half_width(text)
        .chars()
        .filter(char::is_ascii_digit)
        .collect()
}

/// Full-width figures, as people type them with a Chinese keyboard, made narrow.
#[must_use]
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' => {
                char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
            }
            _ => c,
        })
        .collect()
}

/// A whole number as people write it: figures of any width, commas of thousands, and the word that is counted
/// (`unit`) behind it; none of what could mean something else.
#[must_use]
pub fn whole(text: &str, unit: &str) -> Option<u32> {
    let text = half_width(text).replace('，', ",");
    let text = text.strip_suffix(unit).unwrap_or(&text).trim();
    let groups: Vec<&str> = text.split(',').collect();
    let figures = |g: &&str| !g.is_empty() && g.bytes().all(|b| b.is_ascii_digit());
    let thousands = || {
        let first = groups.first().copied().unwrap_or_default();
        first.len() <= 3 && !first.starts_with('0') && groups.iter().skip(1).all(|g| g.len() == 3)
    };
    if !groups.iter().all(figures) || groups.len() > 1 && !thousands() {
        return None;
    }
    groups.concat().parse().ok()
}
