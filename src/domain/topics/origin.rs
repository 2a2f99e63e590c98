//! What a source brings with it, pure: the grounds of a member's recommendation (荐题表), the letter of an
//! assignment (点题函); a public call brings nothing more.

use chrono::{Months, NaiveDate};
use serde::Deserialize;

use super::REASON;
use super::behalf;
use crate::domain::actor::{Actor, Role};
use crate::domain::fields::{Fields, Raw};
use crate::domain::privacy;
use crate::domain::workflow::Source;

/// The fields of [`Origin::texts`].
pub const TEXTS: [&str; 4] = ["grounds", "suggested", "issuer", "document"];

/// The most characters that say whom a member would ask to the table.
pub const SUGGESTED: usize = 300;

/// The longest name of who issued an assignment, and its longest number.
pub const LETTER: usize = 60;

/// The furthest deadline of an assignment: three years, as long as a plan of the street runs at most.
const MOST: Months = Months::new(36);

/// What came with a topic. Of the two papers one is filled, or none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Origin {
    /// Why a member recommends the topic.
    pub grounds: String,
    /// Whom the member would ask to the table; may be empty.
    pub suggested: String,
    /// Who issued the assignment.
    pub issuer: String,
    /// The number of its letter.
    pub document: String,
    /// Until when an answer is due, as the letter says: a day, not working days.
    pub deadline: Option<NaiveDate>,
}

impl Origin {
    /// Reads what this source brings, as it may be published.
    pub(super) fn read(f: &mut Fields<'_>, source: Source, today: NaiveDate) -> Self {
        let typed = Self::typed(f, source, today);
        let private = |text: &&str| !privacy::scan(text).is_empty();
        if typed.texts().iter().any(private) && !f.flag("mask") {
            f.fail("mask", "error-private");
        }
        Self {
            grounds: privacy::mask(&typed.grounds),
            suggested: privacy::mask(&typed.suggested),
            issuer: privacy::mask(&typed.issuer),
            document: privacy::mask(&typed.document),
            deadline: typed.deadline,
        }
    }

    /// What was typed freely, and becomes public with the topic.
    #[must_use]
    pub fn texts(&self) -> [&str; 4] {
        [&self.grounds, &self.suggested, &self.issuer, &self.document]
    }

    /// Reads it as typed; what the form holds of another source is left out.
    pub(super) fn typed(f: &mut Fields<'_>, source: Source, today: NaiveDate) -> Self {
        match source {
            Source::PublicCall => Self::default(),
            Source::MemberRecommendation => Self {
                grounds: f.text("grounds", 2..=REASON),
                suggested: f.opt_text("suggested", SUGGESTED),
                ..Self::default()
            },
            Source::Assignment => {
                let issuer = f.line("issuer", 1..=LETTER);
                let document = f.line("document", 1..=LETTER);
                let deadline = f.day("deadline");
                let last = today.checked_add_months(MOST).unwrap_or(today);
                if f.ok("deadline") && deadline < today {
                    f.fail("deadline", "error-deadline-past");
                } else if f.ok("deadline") && deadline > last {
                    f.fail("deadline", "error-deadline-far");
                }
                Self {
                    issuer,
                    document,
                    deadline: Some(deadline),
                    ..Self::default()
                }
            }
        }
    }

    /// Nothing came with the topic.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Where a topic comes from when the form does not say: what the person usually brings, and for somebody
/// else an answer to the public call.
#[must_use]
pub fn source(raw: &Raw, usual: Source) -> Source {
    Source::from_code(raw.first("source")).unwrap_or(if behalf::for_somebody(raw) {
        Source::PublicCall
    } else {
        usual
    })
}

/// The sources that somebody may name; none for residents, whose topics answer the public call.
#[must_use]
pub fn sources(actor: &Actor) -> Vec<Source> {
    let council = behalf::enters_for_others(actor);
    let names = |source: &Source| match source {
        Source::PublicCall => actor.is_staff(),
        Source::MemberRecommendation => council || actor.has(Role::Member),
        Source::Assignment => council || actor.has(Role::Leader),
    };
    let all = [
        Source::PublicCall,
        Source::MemberRecommendation,
        Source::Assignment,
    ];
    all.into_iter().filter(names).collect()
}

/// What has to be said where this person only enters what a source brings for somebody else: members
/// recommend, office and leaders assign.
pub(super) fn of_somebody_else(source: Source, actor: &Actor) -> Option<&'static str> {
    let (own, whose) = match source {
        Source::PublicCall => return None,
        Source::MemberRecommendation => (actor.has(Role::Member), "error-recommended-by"),
        Source::Assignment => (
            actor.has(Role::OfficeOfficer) || actor.has(Role::Leader),
            "error-assigned-by",
        ),
    };
    (!own && behalf::enters_for_others(actor)).then_some(whose)
}

/// The fields of what a source brings.
pub(super) const fn fields(source: Source) -> &'static [&'static str] {
    match source {
        Source::PublicCall => &[],
        Source::MemberRecommendation => &["grounds", "suggested"],
        Source::Assignment => &["issuer", "document", "deadline"],
    }
}

/// What somebody usually brings.
#[must_use]
pub fn usual(actor: &Actor) -> Source {
    if actor.has(Role::Leader) || actor.has(Role::OfficeOfficer) {
        Source::Assignment
    } else if actor.has(Role::Member) {
        Source::MemberRecommendation
    } else {
        Source::PublicCall
    }
}
