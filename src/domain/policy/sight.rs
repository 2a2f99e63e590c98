//! Who sees what of a topic: one table. Every read takes a [`Viewer`], which the store turns into its
//! WHERE: list, search, similar, feed, API, sitemap and export share it.

use uuid::Uuid;

use crate::domain::actor::{Actor, Role};
use crate::domain::workflow::{Standing, State};

/// How far a topic is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    /// Its author has not sent it.
    Draft,
    /// Sent, not accepted.
    Submitted,
    /// Accepted, or declined with a public reason.
    Public,
    /// Taken back before it was accepted.
    Withdrawn,
    /// Taken down: a tombstone.
    TakenDown,
}

impl Visibility {
    /// Every one.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Submitted,
        Self::Public,
        Self::Withdrawn,
        Self::TakenDown,
    ];

    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Public => "public",
            Self::Withdrawn => "withdrawn",
            Self::TakenDown => "taken_down",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }

    /// Derived from the state: it is never decided on its own.
    #[must_use]
    pub const fn of(state: &State) -> Self {
        if state.moderation.taken_down {
            return Self::TakenDown;
        }
        match (state.accepted(), state.standing) {
            (false, Standing::Withdrawn) => Self::Withdrawn,
            (false, Standing::Declined) | (true, _) => Self::Public,
            (
                false,
                Standing::Open
                | Standing::Suspended
                | Standing::Merged
                | Standing::Transferred
                | Standing::Escalated
                | Standing::Concluded
                | Standing::ConcludedUnresolved,
            ) => Self::Submitted,
        }
    }
}

/// A part of a topic that can be shown or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// That it exists: its code, step and state.
    Trace,
    /// Title, text, place, photos.
    Text,
    /// The public reason of a decline, a transfer, an end.
    Reason,
    /// Published plan, minutes, opinion, tasks, results.
    Papers,
    /// The chain of entries.
    Record,
    /// Versions not yet published, findings, internal remarks: the work pages.
    Drafts,
    /// The author's name and phone; each look is recorded.
    Identity,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 7] = [
        Self::Trace,
        Self::Text,
        Self::Reason,
        Self::Papers,
        Self::Record,
        Self::Drafts,
        Self::Identity,
    ];
}

/// A circle of viewers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Everyone, without a log-in.
    Everyone,
    /// The author.
    Author,
    /// Liaison and conveners of the topic's council.
    Council,
    /// Office and leaders of the street.
    Office,
    /// The street's administrator.
    Admin,
    /// The auditor.
    Auditor,
}

/// Who looks, as the store needs it for its WHERE.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Viewer {
    /// The account; none for a visitor.
    pub account: Option<Uuid>,
    /// Councils whose liaison or convener the viewer is.
    pub councils: Vec<Uuid>,
    /// A liaison of the whole street.
    pub all_councils: bool,
    /// An officer of the supervising office or a leader.
    pub office: bool,
    /// The street's administrator.
    pub admin: bool,
    /// The auditor.
    pub auditor: bool,
}

impl Viewer {
    /// The viewer that an actor is; a visitor when none is logged in.
    #[must_use]
    pub fn of(actor: Option<&Actor>) -> Self {
        let Some(actor) = actor else {
            return Self::default();
        };
        let liaison = || actor.roles.iter().filter(|g| g.role == Role::Liaison);
        let mut councils: Vec<Uuid> = actor.seats.iter().map(|s| s.council).collect();
        councils.extend(liaison().filter_map(|g| g.council));
        councils.sort_unstable();
        councils.dedup();
        Self {
            account: Some(actor.account),
            councils,
            all_councils: liaison().any(|g| g.council.is_none()),
            office: actor.has(Role::OfficeOfficer) || actor.has(Role::Leader),
            admin: actor.has(Role::StreetAdmin),
            auditor: actor.has(Role::Auditor),
        }
    }
}

/// What of a topic decides who sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// How far it is shown.
    pub visibility: Visibility,
    /// Its council.
    pub council: Uuid,
    /// Its author's account.
    pub author: Option<Uuid>,
}

/// The table: who sees this part of a topic that is shown so far.
#[must_use]
pub const fn audience(visibility: Visibility, part: Part) -> &'static [Audience] {
    use Audience::{Admin, Auditor, Author, Council, Everyone, Office};
    match (visibility, part) {
        (Visibility::Draft, Part::Identity) => &[],
        (
            Visibility::Draft,
            Part::Trace | Part::Text | Part::Reason | Part::Papers | Part::Record | Part::Drafts,
        ) => &[Author],
        (Visibility::Submitted, Part::Trace | Part::Text | Part::Reason | Part::Papers) => {
            &[Author, Council, Office]
        }
        (Visibility::Withdrawn, Part::Trace | Part::Text | Part::Reason | Part::Papers) => {
            &[Author, Council, Office, Admin]
        }
        (Visibility::Submitted | Visibility::Withdrawn, Part::Record) => {
            &[Author, Council, Office, Auditor]
        }
        (
            Visibility::Public,
            Part::Trace | Part::Text | Part::Reason | Part::Papers | Part::Record,
        )
        | (Visibility::TakenDown, Part::Trace | Part::Reason | Part::Record) => &[Everyone],
        (Visibility::TakenDown, Part::Text | Part::Papers) => &[Author, Office, Admin],
        (
            Visibility::Submitted
            | Visibility::Public
            | Visibility::Withdrawn
            | Visibility::TakenDown,
            Part::Drafts,
        ) => &[Council, Office],
        (
            Visibility::Submitted
            | Visibility::Public
            | Visibility::Withdrawn
            | Visibility::TakenDown,
            Part::Identity,
        ) => &[Author, Council, Office],
    }
}

/// Whether this viewer sees this part of the topic.
#[must_use]
pub fn visible(viewer: &Viewer, topic: &Sight, part: Part) -> bool {
    audience(topic.visibility, part).iter().any(|a| match a {
        Audience::Everyone => true,
        Audience::Author => viewer.account.is_some() && viewer.account == topic.author,
        Audience::Council => viewer.all_councils || viewer.councils.contains(&topic.council),
        Audience::Office => viewer.office,
        Audience::Admin => viewer.admin,
        Audience::Auditor => viewer.auditor,
    })
}
