//! The numbers of the method: limits, bounds, quorum, minimums, weights. Each street can set them;
//! `submit` puts them into the state, so that a later change does not disturb a topic or its replay.

use serde::{Deserialize, Serialize};

use super::verb::Verb;
use crate::domain::actor::Level;

/// A fraction of two small integers, such as 2/3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fraction {
    /// The numerator.
    pub of: u32,
    /// The denominator, never 0.
    pub in_all: u32,
}

/// Limits in working days (工作日) unless a name says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// First answer to the author.
    pub first_answer: u32,
    /// The approval chain's decision.
    pub approval: u32,
    /// The plan, from approval to the last signature.
    pub plan: u32,
    /// Notice before a session of a community council.
    pub notice: u32,
    /// Notice before a session of the street council.
    pub notice_street: u32,
    /// How long before the session research is done.
    pub research_before: u32,
    /// Minutes after the session.
    pub minutes: u32,
    /// Feedback after the opinion is issued.
    pub feedback: u32,
    /// How long the result stays posted (公示).
    pub posting: u32,
    /// The lead unit's answer to an assignment.
    pub task_answer: u32,
    /// Urging after a task is overdue.
    pub urge: u32,
    /// Calendar days between two checks of a task.
    pub check_days: u32,
    /// Calendar days from completion to the opening of the evaluation.
    pub evaluation_within_days: u32,
    /// Calendar days that the evaluation window is open, at least.
    pub evaluation_days: u32,
    /// Reconsideration can be asked for this long after a decline.
    pub reconsider: u32,
    /// The longest time until a suspension is reviewed.
    pub suspension_review: u32,
    /// Hours in which a merge can be undone.
    pub unmerge_hours: u32,
    /// Recorded tries to reach the author.
    pub author_tries: u32,
    /// Calendar days over which these tries are spread, at least.
    pub author_days: u32,
    /// How often an objection can lead to further deliberation.
    pub sustained: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            first_answer: 5,
            approval: 5,
            plan: 5,
            notice: 3,
            notice_street: 5,
            research_before: 3,
            minutes: 7,
            feedback: 10,
            posting: 5,
            task_answer: 3,
            urge: 1,
            check_days: 30,
            evaluation_within_days: 30,
            evaluation_days: 10,
            reconsider: 10,
            suspension_review: 60,
            unmerge_hours: 24,
            author_tries: 3,
            author_days: 10,
            sustained: 2,
        }
    }
}

/// What can be done a bounded number of times; beyond it the leader's recorded consent is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Asking the author for more.
    AskMore,
    /// Returning a proposal.
    Return,
    /// Planning anew.
    Replan,
    /// Undoing a merge.
    Unmerge,
    /// Transferring the topic.
    Transfer,
    /// Working days of suspension in all.
    Suspension,
    /// Sending a plan back.
    PlanReject,
    /// Sending an opinion back.
    OpinionReject,
    /// Extending a task, each task counted alone.
    Extension,
    /// Not confirming a done task, each task counted alone.
    NotConfirmed,
}

impl Bound {
    /// Every bound.
    pub const ALL: [Self; 10] = [
        Self::AskMore,
        Self::Return,
        Self::Replan,
        Self::Unmerge,
        Self::Transfer,
        Self::Suspension,
        Self::PlanReject,
        Self::OpinionReject,
        Self::Extension,
        Self::NotConfirmed,
    ];

    /// The name in settings and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AskMore => "ask_more",
            Self::Return => "return",
            Self::Replan => "replan",
            Self::Unmerge => "unmerge",
            Self::Transfer => "transfer",
            Self::Suspension => "suspension",
            Self::PlanReject => "plan_reject",
            Self::OpinionReject => "opinion_reject",
            Self::Extension => "extension",
            Self::NotConfirmed => "not_confirmed",
        }
    }

    /// The verb that it bounds.
    #[must_use]
    pub const fn verb(self) -> Verb {
        match self {
            Self::AskMore => Verb::AskMore,
            Self::Return => Verb::Return,
            Self::Replan => Verb::Replan,
            Self::Unmerge => Verb::Unmerge,
            Self::Transfer => Verb::Transfer,
            Self::Suspension => Verb::Suspend,
            Self::PlanReject => Verb::PlanReject,
            Self::OpinionReject => Verb::OpinionReject,
            Self::Extension => Verb::TaskExtend,
            Self::NotConfirmed => Verb::TaskVerify,
        }
    }

    /// The bound with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|b| b.code() == code)
    }

    /// The catalogue key of the bound's name.
    #[must_use]
    pub fn key(self) -> String {
        format!("bound-{}", self.code().replace('_', "-"))
    }
}

/// How often each bounded verb can be done before the leader is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bounds {
    /// Times the author can be asked for more.
    pub ask_more: u32,
    /// Times a proposal can be returned.
    pub returned: u32,
    /// Times a topic can be planned anew.
    pub replan: u32,
    /// Times a merge can be undone.
    pub unmerge: u32,
    /// Times the topic can be transferred.
    pub transfer: u32,
    /// Working days of suspension in all.
    pub suspension: u32,
    /// Times a plan can be sent back.
    pub plan_reject: u32,
    /// Times an opinion can be sent back.
    pub opinion_reject: u32,
    /// Times a task can be extended.
    pub extension: u32,
    /// Times a task's completion can be found not confirmed.
    pub not_confirmed: u32,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            ask_more: 2,
            returned: 2,
            replan: 3,
            unmerge: 1,
            transfer: 1,
            suspension: 120,
            plan_reject: 3,
            opinion_reject: 3,
            extension: 2,
            not_confirmed: 2,
        }
    }
}

impl Bounds {
    /// The number that belongs to a bound.
    #[must_use]
    pub const fn of(&self, bound: Bound) -> u32 {
        match bound {
            Bound::AskMore => self.ask_more,
            Bound::Return => self.returned,
            Bound::Replan => self.replan,
            Bound::Unmerge => self.unmerge,
            Bound::Transfer => self.transfer,
            Bound::Suspension => self.suspension,
            Bound::PlanReject => self.plan_reject,
            Bound::OpinionReject => self.opinion_reject,
            Bound::Extension => self.extension,
            Bound::NotConfirmed => self.not_confirmed,
        }
    }
}

/// The three kinds of evaluation: leaders, members, residents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvaluationKind {
    /// 党政点评.
    PartyGov,
    /// 委员民主评议.
    Member,
    /// 社会群众评议.
    Public,
}

impl EvaluationKind {
    /// The three kinds.
    pub const ALL: [Self; 3] = [Self::PartyGov, Self::Member, Self::Public];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PartyGov => "party_gov",
            Self::Member => "member",
            Self::Public => "public",
        }
    }

    /// The catalogue key of the kind's name.
    #[must_use]
    pub fn key(self) -> String {
        format!("evaluation-kind-{}", self.code().replace('_', "-"))
    }
}

/// A number for each kind of evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerKind {
    /// Residents.
    pub public: u32,
    /// Members.
    pub member: u32,
    /// Leaders.
    pub party_gov: u32,
}

impl PerKind {
    /// The number of one kind.
    #[must_use]
    pub const fn of(&self, kind: EvaluationKind) -> u32 {
        match kind {
            EvaluationKind::PartyGov => self.party_gov,
            EvaluationKind::Member => self.member,
            EvaluationKind::Public => self.public,
        }
    }
}

/// One link of the approval chain (审批链).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChainLink {
    /// An officer of the supervising office reviews.
    Office,
    /// A leader of the street approves.
    Leader,
}

/// All numbers that a topic is handled by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Limits of time.
    pub limits: Limits,
    /// Bounds of repetition.
    pub bounds: Bounds,
    /// Who approves, in order.
    pub chain: Vec<ChainLink>,
    /// The part of the invited delegates that must be present.
    pub quorum: Fraction,
    /// Minimum valid ratings.
    pub minimum: PerKind,
    /// Weights of the score; they add up to 100.
    pub weights: PerKind,
    /// The score to conclude at, percent.
    pub pass: u32,
    /// The score that counts as good, percent.
    pub good: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            bounds: Bounds::default(),
            chain: vec![ChainLink::Office, ChainLink::Leader],
            quorum: Fraction { of: 2, in_all: 3 },
            minimum: PerKind {
                public: 10,
                member: 3,
                party_gov: 1,
            },
            weights: PerKind {
                public: 50,
                member: 25,
                party_gov: 25,
            },
            pass: 60,
            good: 80,
        }
    }
}

impl Rules {
    /// Working days of notice before a session, by the level of the council.
    #[must_use]
    pub const fn notice(&self, level: Level) -> u32 {
        if level.is_street() {
            self.limits.notice_street
        } else {
            self.limits.notice
        }
    }
}
