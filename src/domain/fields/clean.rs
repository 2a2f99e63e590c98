//! Texts as they are stored, whatever was pasted.

use unicode_normalization::UnicodeNormalization;

use crate::domain::privacy::is_ignorable;

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

/// What nobody sees, but for what chooses the form of the sign before it (❤ or ❤️, a rare character's) and for the
/// joiner, which makes one sign of two.
const fn is_unseen(c: char) -> bool {
    let forms = matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    is_ignorable(c) && c != JOINER && !forms
}

/// As a field of one line is stored: what ended a line in it, or set a column, is a space.
pub(super) fn line(text: &str) -> String {
    let text = clean(text);
    let parts = item(&text).split(['\n', '\t']).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// As a name is stored: the wide space that fills up a short one (王　五) is none of it.
#[must_use]
pub fn name(text: &str) -> String {
    let line = line(text);
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut name = String::with_capacity(line.len());
    for word in words {
        let between = (name.chars().next_back(), word.chars().next());
        if let (Some(before), Some(after)) = between
            && !(is_han(before) && is_han(after))
        {
            name.push(' ');
        }
        name.push_str(word);
    }
    name
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a name can hold this sign: letters and what stands between them, no figures, signs or markup.
#[must_use]
pub fn in_a_name(c: char) -> bool {
    c.is_alphabetic() || " ·・•.'’-".contains(c)
}

/// A line without the sign that a list has before each: a bullet, Word's own included, a stroke that stands apart,
/// or a letter of a symbol font before a tab.
pub(super) fn item(line: &str) -> &str {
    let mut rest = line.trim();
    loop {
        let mut chars = rest.chars();
        let (first, after) = (chars.next(), chars.as_str());
        let apart = after.starts_with(char::is_whitespace);
        let goes = first.is_some_and(|c| match c {
            '-' | '*' | '–' => apart,
            'l' | 'n' | 'o' | 'q' | 'u' | 'v' | 'Ø' | 'ü' | '§' => after.starts_with('\t'),
            c => is_bullet(c),
        });
        if !goes {
            return rest;
        }
        rest = after.trim_start();
    }
}

/// A sign that stands before an item of a list, or one that no font has for sure; and what only dresses it.
const fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '·' | '●' | '▪' | '■' | '◆' | '▶' | '►' | '➢' | '➤' | '‣' | '⁃' | '∙' | JOINER
            | '\u{fe0e}' | '\u{fe0f}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10fffd}'
    )
}

const JOINER: char = '\u{200d}';

/// Without the joiner that is not seen, except where it makes one sign of two: 👩 and 💻.
fn joined(text: &str) -> String {
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
