//! How far a topic of the demonstration world goes, and by which loops.

use serde::Deserialize;

/// A place on the straight way, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Station {
    /// Step 1, sent.
    Submitted,
    /// Step 1, taken up.
    Accepted,
    /// Step 1, looked into.
    Assessed,
    /// Step 2, before the office.
    Proposed,
    /// Step 2, before the leader.
    Reviewed,
    /// Step 2, to be planned.
    Approved,
    /// Step 2, a plan waits for signatures.
    PlanSaved,
    /// Step 2, one signature is missing.
    PlanSignedOnce,
    /// Step 3, groups are at work.
    Research,
    /// Step 3, groups have reported.
    Reported,
    /// Step 4, the session is ahead.
    SessionPlanned,
    /// Step 4, the session was held.
    SessionClosed,
    /// Step 4, the minutes are signed.
    MinutesSigned,
    /// Step 4, one signature on the opinion is missing.
    OpinionSignedOnce,
    /// Step 5, the opinion is issued and some are told.
    Feedback,
    /// Step 5, the result is posted.
    Posted,
    /// Step 6, tasks are made.
    Conversion,
    /// Step 6, units work on them.
    Accepted6,
    /// Step 7, all are graded.
    Supervision,
    /// Step 7, verified on site.
    Verified,
    /// Step 8, the window is open.
    Evaluation,
    /// Step 8, the window is over.
    EvaluationOver,
    /// The end.
    Concluded,
}

impl Station {
    /// How many working days after the submission the straight way is here.
    pub const fn day(self) -> u32 {
        match self {
            Self::Submitted => 0,
            Self::Accepted => 2,
            Self::Assessed => 3,
            Self::Proposed => 4,
            Self::Reviewed => 5,
            Self::Approved => 6,
            Self::PlanSaved => 7,
            Self::PlanSignedOnce => 8,
            Self::Research => 9,
            Self::Reported => 13,
            Self::SessionPlanned => 14,
            Self::SessionClosed => 19,
            Self::MinutesSigned => 21,
            Self::OpinionSignedOnce => 23,
            Self::Feedback => 24,
            Self::Posted => 26,
            Self::Conversion => 33,
            Self::Accepted6 => 35,
            Self::Supervision => 50,
            Self::Verified => 54,
            Self::Evaluation => 57,
            Self::EvaluationOver => 66,
            Self::Concluded => 67,
        }
    }

    /// The step that a topic stands at here.
    pub const fn step(self) -> u8 {
        match self {
            Self::Submitted | Self::Accepted | Self::Assessed => 1,
            Self::Proposed
            | Self::Reviewed
            | Self::Approved
            | Self::PlanSaved
            | Self::PlanSignedOnce => 2,
            Self::Research | Self::Reported => 3,
            Self::SessionPlanned
            | Self::SessionClosed
            | Self::MinutesSigned
            | Self::OpinionSignedOnce => 4,
            Self::Feedback | Self::Posted => 5,
            Self::Conversion | Self::Accepted6 => 6,
            Self::Supervision | Self::Verified => 7,
            Self::Evaluation | Self::EvaluationOver | Self::Concluded => 8,
        }
    }
}

/// How far a topic goes, and by which loops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Sent yesterday.
    Submitted,
    /// Sent, and the first answer is overdue.
    SubmittedLate,
    /// The author was asked for more.
    Asked,
    /// Taken up.
    Accepted,
    /// Looked into.
    Assessed,
    /// Declined, with where else to go.
    Declined,
    /// Declined by one, not yet by the other.
    DeclineAsked,
    /// Merged into another.
    Merged,
    /// Taken back by its author.
    Withdrawn,
    /// Before the office.
    Proposed,
    /// Before the leader.
    Reviewed,
    /// To be planned.
    Approved,
    /// Returned by the office.
    Returned,
    /// A plan waits for signatures.
    PlanSaved,
    /// One signature is missing.
    PlanSignedOnce,
    /// Approved long ago, no plan.
    PlanLate,
    /// Suspended.
    Suspended,
    /// Groups are at work.
    Research,
    /// Groups have reported.
    ResearchReported,
    /// Research was waived.
    ResearchWaived,
    /// The session is ahead.
    SessionPlanned,
    /// The session is tomorrow.
    SessionSoon,
    /// The session had no quorum and is planned anew.
    NoQuorum,
    /// The session was held.
    SessionClosed,
    /// The minutes are signed.
    MinutesSigned,
    /// One signature on the opinion is missing.
    OpinionSignedOnce,
    /// Divided, the dissent kept; in feedback.
    Disputed,
    /// In feedback.
    Feedback,
    /// Posted.
    Posted,
    /// Posted, and somebody objects.
    Objected,
    /// An objection was sustained: back to deliberation.
    Sustained,
    /// Nothing was accepted; to be rated on the process.
    NoResult,
    /// Tasks wait for their units' answer.
    TasksAssigned,
    /// A unit refused.
    TaskRefused,
    /// A task is overdue and was urged.
    TaskLate,
    /// Graded, to be verified.
    Supervised,
    /// Verified.
    Verified,
    /// The window is open.
    Evaluated,
    /// The window is over.
    EvaluationOver,
    /// Rated badly and handled once more.
    Rehandled,
    /// Concluded.
    Concluded,
    /// Concluded, with one task under way.
    ConcludedB,
    /// Gone up to the street council.
    Escalated,
    /// Of the street council, planned.
    StreetPlan,
    /// Of the street council, concluded.
    StreetConcluded,
    /// Of the street council, ended unresolved.
    StreetUnresolved,
}

impl Way {
    /// The last place on the straight way, and how many working days ago it was reached.
    pub const fn reach(self) -> (Station, u32) {
        match self {
            Self::Submitted | Self::Asked | Self::DeclineAsked => (Station::Submitted, 1),
            Self::SubmittedLate => (Station::Submitted, 7),
            Self::Declined => (Station::Submitted, 9),
            Self::Merged => (Station::Submitted, 6),
            Self::Withdrawn => (Station::Submitted, 5),
            Self::Accepted => (Station::Accepted, 1),
            Self::Assessed => (Station::Assessed, 1),
            Self::Escalated => (Station::Assessed, 4),
            Self::Proposed | Self::Returned => (Station::Proposed, 2),
            Self::Reviewed => (Station::Reviewed, 1),
            Self::Approved => (Station::Approved, 1),
            Self::Suspended => (Station::Approved, 8),
            Self::PlanLate => (Station::Approved, 8),
            Self::StreetUnresolved => (Station::Approved, 12),
            Self::PlanSaved | Self::StreetPlan => (Station::PlanSaved, 1),
            Self::PlanSignedOnce => (Station::PlanSignedOnce, 1),
            Self::Research => (Station::Research, 1),
            Self::ResearchWaived => (Station::Research, 2),
            Self::ResearchReported => (Station::Reported, 1),
            Self::SessionPlanned => (Station::SessionPlanned, 2),
            Self::SessionSoon => (Station::SessionPlanned, 4),
            Self::NoQuorum => (Station::SessionPlanned, 8),
            Self::SessionClosed => (Station::SessionClosed, 1),
            Self::MinutesSigned => (Station::MinutesSigned, 1),
            Self::OpinionSignedOnce => (Station::OpinionSignedOnce, 1),
            Self::Disputed => (Station::Feedback, 1),
            Self::Feedback => (Station::Feedback, 2),
            Self::Posted => (Station::Posted, 1),
            Self::Objected => (Station::Posted, 3),
            Self::Sustained => (Station::Posted, 5),
            Self::NoResult => (Station::Posted, 9),
            Self::TasksAssigned => (Station::Conversion, 2),
            Self::TaskRefused => (Station::Conversion, 4),
            Self::TaskLate => (Station::Accepted6, 40),
            Self::Supervised => (Station::Supervision, 2),
            Self::Verified => (Station::Verified, 1),
            Self::Evaluated => (Station::Evaluation, 3),
            Self::EvaluationOver => (Station::EvaluationOver, 1),
            Self::Rehandled => (Station::EvaluationOver, 4),
            Self::Concluded => (Station::Concluded, 6),
            Self::ConcludedB => (Station::Concluded, 15),
            Self::StreetConcluded => (Station::Concluded, 10),
        }
    }

    /// How many working days before today the topic was submitted.
    pub const fn began(self) -> u32 {
        let (station, ago) = self.reach();
        station.day() + ago
    }
}
