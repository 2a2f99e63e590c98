//! Why a topic is like what was asked, in words: those that both say, never two halves of two words.

use super::super::segment::{Sign, Signs};
use super::{Counted, Taken};

/// A word that two topics say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// It stands in both.
    Both(String),
    /// They say the same in different words: what was asked, and the topic.
    Means(String, String),
}

/// A stretch of the topic's text that says what was asked too: a word of the field, or pairs and longer words
/// that stand beside each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch<'a> {
    part: &'a Signs,
    from: usize,
    to: usize,
    /// The sign of a word of the field; none otherwise.
    sign: Option<Sign>,
    weight: f64,
}

impl<'a> Stretch<'a> {
    fn text(&self) -> &'a str {
        self.part.text.get(self.from..self.to).unwrap_or_default()
    }

    fn ended(&self) -> String {
        ended(&self.part.text, self.from, self.to)
    }
}

/// What both say, what says most first.
pub(super) fn shared<'a>(asked: &Taken, topic: &'a Taken, counted: &Counted) -> Vec<Stretch<'a>> {
    let mut found: Vec<Stretch<'a>> = Vec::new();
    let mut known: Vec<Sign> = Vec::new();
    for part in [&topic.title, &topic.body] {
        let mut run: Option<Stretch<'a>> = None;
        for (sign, from, to) in &part.found {
            let said = asked.all.contains(sign);
            // Its pairs may be said all the same.
            if !said && matches!(sign, Sign::Long(_)) {
                continue;
            }
            if !said || known.contains(sign) {
                found.extend(run.take());
                continue;
            }
            known.push(*sign);
            let here = Stretch {
                part,
                from: *from,
                to: *to,
                sign: matches!(sign, Sign::Word(_) | Sign::Own(_)).then_some(*sign),
                weight: counted.weight(*sign),
            };
            run = match run.take() {
                Some(before)
                    if here.sign.is_none() && before.sign.is_none() && before.to > *from =>
                {
                    Some(Stretch {
                        to: before.to.max(*to),
                        weight: before.weight + here.weight,
                        ..before
                    })
                }
                before => {
                    found.extend(before);
                    Some(here)
                }
            };
        }
        found.extend(run);
    }
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let mut all: Vec<Stretch<'a>> = Vec::new();
    for one in found {
        let text = one.text();
        let stands = |other: &Stretch| other.text().contains(text) || text.contains(other.text());
        if !says_nothing(text) && !all.iter().any(stands) {
            all.push(one);
        }
    }
    all
}

/// What can be named of it to who asked: in words of their own, or beside them.
pub(super) fn named(asked: &Taken, topic: &Taken, shared: Vec<Stretch>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for stretch in shared {
        let word = match stretch.sign {
            Some(sign) => same(asked, sign, &stretch),
            None => standing(asked, topic, stretch.text()).map(Word::Both),
        };
        let known = |word: &Word| words.iter().any(|other| overlap(other, word));
        words.extend(word.filter(|word| !known(word)));
    }
    words.truncate(NAMED_WHY);
    words
}

/// One of two named words says the other as well: 灯坏了 and 坏了.
fn overlap(one: &Word, other: &Word) -> bool {
    match (one, other) {
        (Word::Both(one), Word::Both(other)) => one.contains(other) || other.contains(one),
        (Word::Both(_), Word::Means(..)) | (Word::Means(..), Word::Both(_)) => false,
        (Word::Means(..), Word::Means(..)) => one == other,
    }
}

/// A word of the field as each of both writes it.
fn same(asked: &Taken, sign: Sign, stretch: &Stretch) -> Option<Word> {
    let theirs = stretch.text();
    let mut yours = None;
    for part in [&asked.title, &asked.body] {
        for (_, from, to) in part.found.iter().filter(|(s, ..)| *s == sign) {
            let word = &part.text[*from..*to];
            if theirs.contains(word) {
                let (mine, other) = (ended(&part.text, *from, *to), stretch.ended());
                let both = if mine == other { mine } else { word.to_owned() };
                return Some(Word::Both(both));
            }
            if word.contains(theirs) {
                return Some(Word::Both(theirs.to_owned()));
            }
            yours = yours.or(Some(ended(&part.text, *from, *to)));
        }
    }
    yours.map(|yours| Word::Means(yours, stretch.ended()))
}

/// A word with the 了 that follows it: 灯坏 alone reads as if it were cut off.
fn ended(text: &str, from: usize, to: usize) -> String {
    let after = text[to..].chars().next().filter(|c| *c == '了');
    text[from..to].chars().chain(after).collect()
}

/// The longest piece of a stretch of pairs that stands in what was asked and is no part of a longer word, as
/// far as both texts show where a word begins and ends.
fn standing(asked: &Taken, topic: &Taken, stretch: &str) -> Option<String> {
    let chars: Vec<char> = stretch.chars().collect();
    let (yours, theirs) = ([&asked.title, &asked.body], [&topic.title, &topic.body]);
    for long in (2..=chars.len()).rev() {
        for piece in chars.windows(long) {
            let piece: String = piece.iter().collect();
            let stands = yours.iter().any(|part| part.text.contains(&piece));
            let (mut begins, mut ends) = (false, false);
            for part in yours.iter().chain(&theirs) {
                for (at, _) in part.text.match_indices(&*piece) {
                    begins |= part.parted(at);
                    ends |= part.parted(at + piece.len());
                }
            }
            if stands && begins && ends && !says_nothing(&piece) {
                return Some(piece);
            }
        }
    }
    None
}

/// How many words or characters are named as the reason.
const NAMED_WHY: usize = 3;

/// What every address and every other text has: alone it makes nothing alike.
fn is_common(c: char) -> bool {
    c.is_ascii_digit() || "小社区号楼栋幢座单元层室院子落家人上下里大".contains(c)
}

fn says_nothing(word: &str) -> bool {
    word.chars().all(is_common)
}

/// The characters that both have, those that say most first.
pub(super) fn in_common(asked: &Taken, topic: &Taken, counted: &Counted) -> Vec<String> {
    let both = asked.characters.intersection(&topic.characters);
    let mut both: Vec<char> = both.copied().filter(|c| !is_common(*c)).collect();
    both.sort_by(|a, b| {
        let weight = |c: &char| counted.of_character(*c);
        weight(b).total_cmp(&weight(a))
    });
    both.into_iter().take(NAMED_WHY).map(String::from).collect()
}
