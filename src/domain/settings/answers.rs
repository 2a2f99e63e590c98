//! Standard answers (标准答复): the reasons that a street gives again and again, a list for each occasion.

use crate::domain::audit::{NotCanonical, content_hash};
use crate::domain::fields::{FieldErrors, Fields, Raw};
use crate::domain::workflow::Verb;

/// Where a reason can be chosen from a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// A decision on a topic.
    Topic(Verb),
    /// A registration that is turned down.
    RefuseResident,
}

impl Occasion {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::Topic(Verb::AskMore),
        Self::Topic(Verb::Merge),
        Self::Topic(Verb::Transfer),
        Self::Topic(Verb::Decline),
        Self::Topic(Verb::Return),
        Self::RefuseResident,
    ];

    /// The name in the database, and the field of the form in which its answers stand.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Topic(verb) => verb.code(),
            Self::RefuseResident => "refuse_resident",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }
}

/// The longest name of an answer, in characters.
pub const NAME: usize = 24;

/// The longest answer.
pub const TEXT: usize = 300;

/// The most answers of one occasion.
pub const MOST: usize = 12;

/// A standard answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What clerks call it.
    pub name: String,
    /// What the author, or the resident, reads.
    pub text: String,
}

impl Answer {
    /// As a line of the form: `写明地点 | 请补充具体地点。`
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} | {}", self.name, self.text)
    }

    /// From such a line.
    #[must_use]
    pub fn of_line(line: &str) -> Option<Self> {
        let (name, text) = line.split_once(['|', '｜'])?;
        let (name, text) = (name.trim(), text.trim());
        (!name.is_empty() && !text.is_empty()).then(|| Self {
            name: name.to_owned(),
            text: text.to_owned(),
        })
    }
}

/// A mark of what a street keeps, by which a form says what it was filled in from.
///
/// # Errors
/// Never for text; kept for the caller's `?`.
pub fn mark(kept: &[(Occasion, Answer)]) -> Result<String, NotCanonical> {
    let lines: Vec<[&str; 3]> = kept
        .iter()
        .map(|(occasion, a)| [occasion.code(), &a.name, &a.text])
        .collect();
    content_hash(&lines).map(|hash| hash.hex())
}

/// The answers of every occasion, one a line, in their order.
///
/// # Errors
/// What is wrong, by field: a line without a name or text, one that is too long, too many.
pub fn parse(raw: &Raw) -> Result<Vec<(Occasion, Vec<Answer>)>, FieldErrors> {
    let mut f = Fields::published(raw);
    let mut all = Vec::new();
    for occasion in Occasion::ALL {
        let name = occasion.code();
        let mut answers: Vec<Answer> = Vec::new();
        for line in f.lines(name, NAME + TEXT + 8) {
            match Answer::of_line(&line) {
                Some(a) if a.name.chars().count() > NAME || a.text.chars().count() > TEXT => {
                    f.fail(name, "error-answer-long");
                }
                Some(a) if answers.iter().any(|other| other.name == a.name) => {
                    f.fail(name, "error-answer-twice");
                }
                Some(a) => answers.push(a),
                None => f.fail(name, "error-answer-line"),
            }
        }
        if answers.len() > MOST {
            f.fail(name, "error-answers-many");
        }
        all.push((occasion, answers));
    }
    f.done()?;
    Ok(all)
}
