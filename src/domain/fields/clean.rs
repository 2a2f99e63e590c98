//! Texts as they are stored, whatever was pasted.

use unicode_normalization::UnicodeNormalization;

/// Line ends as `\n`, no control characters (a NUL cannot be stored), no space around, in NFC: what is
/// stored is what the record's canonical form says. What is not seen goes too: marks that turn the direction
/// of writing show a text other than it is, others break a word or a number that is read as one. What Word
/// puts into a text becomes what it stands for.
pub(super) fn clean(text: &str) -> String {
    let text: String = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .map(|c| match c {
            '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\u{a0}' => ' ',
            // Bullets of Word's symbol fonts, which no other font has.
            '\u{f000}'..='\u{f0ff}' => '•',
            c => c,
        })
        .filter(|c| *c == '\n' || *c == '\t' || !c.is_control())
        .filter(|c| !is_unseen(*c))
        .collect();
    joined(&text).nfc().collect::<String>().trim().to_owned()
}

const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// Without the joiner that is not seen, except where it makes one sign of two: 👩 and 💻.
fn joined(text: &str) -> String {
    const JOINER: char = '\u{200d}';
    let sign = |c: Option<char>| c.is_some_and(|c| c >= '\u{2190}' && !c.is_alphanumeric());
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let keeps = || sign(out.chars().next_back());
        if c != JOINER || keeps() && sign(chars.peek().copied()) {
            out.push(c);
        }
    }
    out
}
