//! A street's own words, pure: which mean the same, such as a house known by two names, and which are one
//! word.

use crate::domain::actor::{Actor, Role};
use crate::domain::fields::{FieldErrors, Fields, Raw};

/// The most words of a street: they are read with every question for similar topics.
pub const MOST: usize = 300;

/// The fewest characters of a word: one alone stands in too many others.
const SHORTEST: usize = 2;

/// The most characters of a word.
const LONGEST: usize = 20;

/// The most characters of a line.
const LINE: usize = 200;

/// Groups of words that mean the same; the first stands for all. One word alone is a word and nothing more.
pub type Groups = Vec<Vec<String>>;

/// Reads the form's field `words`: a group a line, its words parted by spaces or commas.
///
/// # Errors
/// A word is too short or too long or without letters, stands twice, or there are too many.
pub fn parse(raw: &Raw) -> Result<Groups, FieldErrors> {
    let mut f = Fields::new(raw);
    let mut groups = Groups::new();
    for line in f.lines("words", LINE) {
        let mut group: Vec<String> = Vec::new();
        let words = line
            .split(|c: char| c.is_whitespace() || "、，,；;=＝/／|｜".contains(c))
            .filter(|w| !w.is_empty());
        for word in words {
            let length = word.chars().count();
            if !(SHORTEST..=LONGEST).contains(&length) {
                f.fail("words", "error-synonym-length");
            } else if !word.chars().any(char::is_alphanumeric) {
                f.fail("words", "error-word-letters");
            } else if groups.iter().flatten().any(|w| w == word) {
                f.fail("words", "error-synonym-twice");
            } else if !group.iter().any(|w| w == word) {
                group.push(word.to_owned());
            }
        }
        if !group.is_empty() {
            groups.push(group);
        }
    }
    if groups.iter().flatten().count() > MOST {
        f.fail("words", "error-synonyms-many");
    }
    f.done()?;
    Ok(groups)
}

/// Whether somebody keeps the street's own words: its administrator.
#[must_use]
pub fn keeps(actor: &Actor) -> bool {
    actor.has(Role::StreetAdmin)
}
