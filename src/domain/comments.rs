//! Comments (评论), pure: what may be written, whether it shows at once, and what becomes of it.
//!
//! ```text
//! waiting --show--> shown --take down--> taken down --appeal granted--> shown
//!    |                 |                      ^
//!    +--refuse--> refused --appeal granted----+--> shown
//!    +------------- withdraw (the writer, from waiting and shown) --> withdrawn
//! ```

use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use super::actor::{Actor, Role};
use super::audit::sha256;
use super::fields::{FieldErrors, Fields, Raw};
use super::privacy;

/// The longest comment, in characters.
pub const LENGTH: usize = 500;

/// The longest reason, appeal or report, in characters.
pub const REASON: usize = 1_000;

/// The longest sensitive word.
pub const WORD: usize = 30;

/// The most sensitive words of a street.
pub const WORDS: usize = 2_000;

/// How many comments a person may write within [`WINDOW_MINUTES`].
pub const OFTEN: i64 = 5;

/// The window of [`OFTEN`].
pub const WINDOW_MINUTES: i64 = 10;

/// Where a comment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Somebody looks at it before it shows.
    Waiting,
    /// Everybody sees it.
    Shown,
    /// It did not get to show.
    Refused,
    /// It showed, and was taken down.
    TakenDown,
    /// Its writer took it back.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Shown,
        Self::Refused,
        Self::TakenDown,
        Self::Withdrawn,
    ];

    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Shown => "shown",
            Self::Refused => "refused",
            Self::TakenDown => "taken_down",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The catalogue key of its name.
    #[must_use]
    pub fn key(self) -> String {
        format!("comment-state-{}", self.code().replace('_', "-"))
    }
}

/// What can be done with a comment that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// It may show.
    Show,
    /// It may not.
    Refuse,
    /// It is taken down.
    TakeDown,
    /// It was reported and stays.
    Keep,
    /// Its writer takes it back.
    Withdraw,
    /// Somebody says that it should not be there.
    Report,
    /// Its writer objects to the decision.
    Appeal,
    /// An officer decides the appeal.
    Decide,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 8] = [
        Self::Show,
        Self::Refuse,
        Self::TakeDown,
        Self::Keep,
        Self::Withdraw,
        Self::Report,
        Self::Appeal,
        Self::Decide,
    ];

    /// The last part of its address.
    #[must_use]
    pub const fn address(self) -> &'static str {
        match self {
            Self::Show => "show",
            Self::Refuse => "refuse",
            Self::TakeDown => "take-down",
            Self::Keep => "keep",
            Self::Withdraw => "withdraw",
            Self::Report => "report",
            Self::Appeal => "appeal",
            Self::Decide => "decide",
        }
    }

    /// The state in which a comment must be for it, and the one after it; an appeal is `granted` or not.
    #[must_use]
    pub fn leads(self, from: State, granted: bool) -> Option<State> {
        match (self, from) {
            (Self::Show, State::Waiting) => Some(State::Shown),
            (Self::Refuse, State::Waiting) => Some(State::Refused),
            (Self::TakeDown, State::Shown) => Some(State::TakenDown),
            (Self::Keep | Self::Report, State::Shown) => Some(State::Shown),
            (Self::Withdraw, State::Waiting | State::Shown) => Some(State::Withdrawn),
            (Self::Decide, State::Refused | State::TakenDown) if granted => Some(State::Shown),
            (Self::Appeal | Self::Decide, State::Refused | State::TakenDown) => Some(from),
            (
                Self::Show
                | Self::Refuse
                | Self::TakeDown
                | Self::Keep
                | Self::Withdraw
                | Self::Report
                | Self::Appeal
                | Self::Decide,
                _,
            ) => None,
        }
    }
}

/// A comment as it is written, private numbers masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its text.
    pub body: String,
}

impl Comment {
    /// Reads the form. What is private is shown to its writer, and sent masked when they say so.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let body = f.text("body", 2..=LENGTH);
        if f.ok("body") && !body.chars().any(char::is_alphanumeric) {
            f.fail("body", "error-comment-words");
        }
        if !privacy::scan(&body).is_empty() && !f.flag("mask") {
            f.fail("mask", "error-comment-private");
        }
        f.done()?;
        Ok(Self {
            body: privacy::mask(&body),
        })
    }

    /// What makes two comments the same: the text without case, width, spaces and marks.
    #[must_use]
    pub fn hash(&self) -> String {
        sha256(plain(&self.body).as_bytes()).hex()
    }
}

/// A text as it is compared: half width, lower case, letters and figures alone.
#[must_use]
pub fn plain(text: &str) -> String {
    text.nfkc()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words of a list that stand in a text, however they are written apart, and in whichever characters:
/// `normal` gives a text in its one way of writing, traditional characters as simplified ones.
#[must_use]
pub fn held_by<'a>(
    text: &str,
    words: impl IntoIterator<Item = &'a str>,
    normal: impl Fn(&str) -> String,
) -> Vec<String> {
    // As written, too: figures that count are not those of a word.
    let texts = [plain(text), plain(&normal(text))];
    words
        .into_iter()
        .filter(|word| {
            let forms = [plain(word), plain(&normal(word))];
            let mut pairs = texts.iter().zip(forms);
            pairs.any(|(text, word)| !word.is_empty() && text.contains(&word))
        })
        .map(str::to_owned)
        .collect()
}

/// A reason, in the field `reason`.
///
/// # Errors
/// It is empty or too long.
pub fn reason(raw: &Raw) -> Result<String, FieldErrors> {
    let mut f = Fields::new(raw);
    let text = f.text("reason", 2..=REASON);
    f.done()?;
    Ok(text)
}

/// The decision about an appeal: `granted` yes or no, and the reason.
///
/// # Errors
/// What is wrong, by field.
pub fn decision(raw: &Raw) -> Result<(bool, String), FieldErrors> {
    let mut f = Fields::new(raw);
    let granted = f.choice("granted", |v| match v {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let text = f.text("reason", 2..=REASON);
    f.done()?;
    Ok((granted.unwrap_or(false), text))
}

/// Sensitive words, one a line, each once.
///
/// # Errors
/// A word is too long, or there are too many.
pub fn words(raw: &Raw) -> Result<Vec<String>, FieldErrors> {
    let mut f = Fields::new(raw);
    let mut found: Vec<String> = Vec::new();
    for line in f.lines("words", WORD) {
        if plain(&line).is_empty() {
            f.fail("words", "error-word-letters");
        } else if !found.contains(&line) {
            found.push(line);
        }
    }
    if found.len() > WORDS {
        f.fail("words", "error-words-many");
    }
    f.done()?;
    Ok(found)
}

/// The councils whose comments somebody looks after: a liaison's and a convener's own; within, none means
/// the whole street's, for the office and the administrator.
#[must_use]
pub fn looks_after(actor: &Actor) -> Option<Option<Vec<Uuid>>> {
    let has = |role| actor.has(role);
    let liaison = || actor.roles.iter().filter(|g| g.role == Role::Liaison);
    if has(Role::OfficeOfficer) || has(Role::StreetAdmin) || liaison().any(|g| g.council.is_none())
    {
        return Some(None);
    }
    let mut councils: Vec<Uuid> = actor.seats.iter().map(|s| s.council).collect();
    councils.extend(liaison().filter_map(|g| g.council));
    (!councils.is_empty()).then_some(Some(councils))
}

/// Whether somebody looks after the comments on the topics of a council.
#[must_use]
pub fn moderates(actor: &Actor, council: Uuid) -> bool {
    match looks_after(actor) {
        Some(None) => true,
        Some(Some(councils)) => councils.contains(&council),
        None => false,
    }
}

/// Whether somebody decides appeals: officers of the supervising office.
#[must_use]
pub fn decides_appeals(actor: &Actor) -> bool {
    actor.has(Role::OfficeOfficer)
}

/// Whether somebody keeps the street's rules about comments: its administrator.
#[must_use]
pub fn keeps_rules(actor: &Actor) -> bool {
    actor.has(Role::StreetAdmin)
}
