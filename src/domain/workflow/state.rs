//! The state of a topic: everything that `advance` needs, and nothing of what it can derive.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::act::{ContentHash, PersonRef};
use super::facts::{Assessment, Focus, Source};
use super::rooms::{Deliberation, Evaluation, Feedback, Opinion, Plan, Research, Task};
use super::rules::{Bound, Rules};
use super::step::Step;
use super::verb::Verb;
use crate::domain::actor::{Level, SigningSeat};

/// Whether a topic is open, paused or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Open at its step.
    Open,
    /// Suspended at its step; the clock stands.
    Suspended,
    /// Merged into another topic; `unmerge` within 24 hours.
    Merged,
    /// Gone to a receiver outside the street.
    Transferred,
    /// Declined with a public reason; `reconsider` once.
    Declined,
    /// Taken back by its author.
    Withdrawn,
    /// Gone up to the street council as a successor.
    Escalated,
    /// 办结.
    Concluded,
    /// 办结·未达成: counted apart, never as fulfilled.
    ConcludedUnresolved,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 9] = [
        Self::Open,
        Self::Suspended,
        Self::Merged,
        Self::Transferred,
        Self::Declined,
        Self::Withdrawn,
        Self::Escalated,
        Self::Concluded,
        Self::ConcludedUnresolved,
    ];

    /// The name in the database and in exports.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Suspended => "suspended",
            Self::Merged => "merged",
            Self::Transferred => "transferred",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Escalated => "escalated",
            Self::Concluded => "concluded",
            Self::ConcludedUnresolved => "concluded_unresolved",
        }
    }

    /// The standing with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The catalogue key of the standing's name.
    #[must_use]
    pub fn key(self) -> String {
        format!("standing-{}", self.code().replace('_', "-"))
    }

    /// True for an end: nothing moves it but `unmerge` and `reconsider`.
    #[must_use]
    pub const fn is_ended(self) -> bool {
        match self {
            Self::Open | Self::Suspended => false,
            Self::Merged
            | Self::Transferred
            | Self::Declined
            | Self::Withdrawn
            | Self::Escalated
            | Self::Concluded
            | Self::ConcludedUnresolved => true,
        }
    }
}

/// A signature: bound to a content's hash, given in a seat that was held at the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The seat.
    pub seat: SigningSeat,
    /// Who signed.
    pub by: PersonRef,
    /// What was signed.
    pub hash: ContentHash,
    /// When.
    pub at: DateTime<Utc>,
}

/// The signatures on one content.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Signatures(pub Vec<Signature>);

impl Signatures {
    /// True when this seat has signed this hash.
    #[must_use]
    pub fn has(&self, seat: SigningSeat, hash: &ContentHash) -> bool {
        self.0.iter().any(|s| s.seat == seat && s.hash == *hash)
    }

    /// True when every seat of the level's signing set has signed this hash.
    #[must_use]
    pub fn complete(&self, level: Level, hash: &ContentHash) -> bool {
        level.signing_set().iter().all(|seat| self.has(*seat, hash))
    }

    /// Seats of the set that have signed this hash.
    #[must_use]
    pub fn count(&self, level: Level, hash: &ContentHash) -> u32 {
        level
            .signing_set()
            .iter()
            .map(|seat| u32::from(self.has(*seat, hash)))
            .sum()
    }
}

/// A stay at one step: what the track draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The step.
    pub step: Step,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when; none while the topic stands there.
    pub until: Option<DateTime<Utc>>,
    /// The verb that led out of it.
    pub out_by: Option<Verb>,
}

/// Step 1: what the council did with what was submitted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Intake {
    /// When it was submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was accepted.
    pub accepted_at: Option<DateTime<Utc>>,
    /// The author was asked for more and has not answered; since when.
    pub asked_at: Option<DateTime<Utc>>,
    /// The first-answer clock, moved by the time that the author took.
    pub clock_from: Option<DateTime<Utc>>,
    /// What the council found out.
    pub assessment: Option<Assessment>,
    /// The proposal was returned: the author can change the text until it is proposed again.
    pub returned: bool,
    /// A decline asked at step 1, which another person confirms.
    pub decline_asked: Option<DeclineAsk>,
}

/// The asking half of a decline at step 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclineAsk {
    /// Who asked.
    pub by: PersonRef,
    /// In which seat; none for the liaison.
    pub seat: Option<SigningSeat>,
    /// When.
    pub at: DateTime<Utc>,
    /// Until when reconsideration could be asked.
    pub until: DateTime<Utc>,
}

/// A decision of the approval chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who decided.
    pub by: PersonRef,
    /// When.
    pub at: DateTime<Utc>,
}

/// Step 2: the proposal and its approval.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Proposal {
    /// Who proposed.
    pub by: Option<PersonRef>,
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// The round: a return, a reconsideration or a transfer begins a new one.
    pub round: u32,
    /// The approvals of this round, in the chain's order.
    pub approvals: Vec<Approval>,
    /// When the last link approved.
    pub approved_at: Option<DateTime<Utc>>,
}

/// How often what was done again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Loops {
    /// Uses of each bounded verb; for the suspension, working days.
    pub used: BTreeMap<Bound, u32>,
    /// Uses beyond the bound that the leader has consented to and that are left.
    pub granted: BTreeMap<Bound, u32>,
    /// Consents that the leader was asked for.
    pub asked: BTreeMap<Bound, Verb>,
    /// Sessions adjourned.
    pub adjourned: u32,
    /// Objections sustained.
    pub sustained: u32,
}

/// A suspension under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it is looked at again.
    pub review: DateTime<Utc>,
}

/// A merge, and until when it can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// The topic it went into.
    pub into: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// A decline, and what became of a reconsideration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    /// When.
    pub at: DateTime<Utc>,
    /// Until when reconsideration can be asked.
    pub until: DateTime<Utc>,
    /// Who asked for a reconsideration that is not decided yet, and when.
    pub asked: Option<(PersonRef, DateTime<Utc>)>,
    /// Reconsideration has been asked: it can be asked once.
    pub used: bool,
    /// The links of the chain that granted it so far.
    pub granted: Vec<PersonRef>,
}

/// Hiding and removing what was published.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Moderation {
    /// A take-down was asked by this person.
    pub take_down_asked: Option<PersonRef>,
    /// The text is hidden.
    pub taken_down: bool,
    /// The author asked to show it again.
    pub appealed: bool,
    /// A redaction was asked: by whom, of which entries.
    pub redact_asked: Option<(PersonRef, Vec<u32>)>,
    /// Entries whose content was removed.
    pub redacted: BTreeSet<u32>,
}

/// Everything that is known of a topic's course. A snapshot of the fold of its entries; `Eq`, so that
/// `yishi verify` can compare.
///
/// ```text
///            +-------- return, take-back --------+
///            v                                   |
///  --submit--> 1 Solicitation --propose--> 2 Scheduling --last plan/sign--> 3 Research
///              征题                        定题   ^  ^                     调研   |
///                                                 |  +------- replan ------+      | research/adopt,
///                                                 |                               | last research/waive
///                                                 +---------- replan ---------+   v
///  5 Feedback <----------------- last opinion/sign ------------------ 4 Deliberation
///  反馈  |  |  +------------------- last feedback/sustain (twice) --------> 议事
///        |  |
///        |  +-- feedback/close after no_result ------------------------------+
///        v feedback/close                                                    v
///  6 Conversion --grading of the last task--> 7 Supervision --evaluation/open--> 8 Evaluation
///  转化  ^                                    监督                           评议  |
///        +----------------------- evaluation/rehandle, once -----------------------+
///                                                                                  |
///  ends   1, 2: withdrawn (until approved), declined, merged, transferred          | conclude
///         1-8:  escalated (community council)      2-8: concluded_unresolved (street)  v
///                                                                             concluded
///  back   merged --unmerge, 24 h--> as it was     declined --reconsider/decide--> as it was, new round
///  aside  open <--suspend / resume--> suspended (the clock stands)
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The council that handles it now.
    pub council: Uuid,
    /// That council's level.
    pub level: Level,
    /// That council has a liaison.
    pub has_liaison: bool,
    /// Where the topic comes from.
    pub source: Source,
    /// The author.
    pub author: PersonRef,
    /// The author has an account and can act.
    pub author_has_account: bool,
    /// The focus, from acceptance on.
    pub focus: Option<Focus>,
    /// The numbers it is handled by.
    pub rules: Rules,
    /// The escalated topic that it follows.
    pub predecessor: Option<Uuid>,
    /// The predecessor's council: it is never transferred back there.
    pub never_back_to: Option<Uuid>,
    /// The topic that follows it after an escalation.
    pub successor: Option<Uuid>,

    /// Open, suspended or ended.
    pub standing: Standing,
    /// The step; after the end, the step it ended at.
    pub step: Step,
    /// Since when the step's clock runs; moved by suspensions.
    pub since: DateTime<Utc>,
    /// Rises with every entry but a remark's.
    pub version: u32,
    /// 1, or 2 after rehandling.
    pub round: u32,
    /// The stays at each step so far.
    pub passages: Vec<Passage>,
    /// How often what was done again.
    pub loops: Loops,
    /// Who has stepped aside (回避).
    pub recused: BTreeSet<PersonRef>,
    /// The suspension under way.
    pub suspension: Option<Suspension>,
    /// The merge it ended by.
    pub merged: Option<Merged>,
    /// The decline it ended by, or once was.
    pub declined: Option<Declined>,
    /// The office asked the leader to end it unresolved.
    pub end_asked: Option<PersonRef>,
    /// What was hidden and removed.
    pub moderation: Moderation,

    /// Step 1.
    pub intake: Intake,
    /// Step 2, the approval.
    pub proposal: Proposal,
    /// Step 2, the plan.
    pub plan: Plan,
    /// Step 3.
    pub research: Research,
    /// Step 4, sessions and minutes.
    pub deliberation: Deliberation,
    /// Step 4, the opinion.
    pub opinion: Opinion,
    /// Step 5.
    pub feedback: Feedback,
    /// Steps 6 and 7: every task of every round.
    pub tasks: Vec<Task>,
    /// Step 8.
    pub evaluation: Evaluation,
}
