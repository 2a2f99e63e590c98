//! The facts that evidence is made of: closed lists and what a saved content holds.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::act::{ContentHash, PersonRef};
use super::rules::Rules;
use super::step::Step;
use crate::domain::actor::Level;

/// Where a topic comes from (议题来源).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// 公开征题.
    PublicCall,
    /// 委员荐题.
    MemberRecommendation,
    /// 党政点题.
    Assignment,
}

/// The focus (聚焦), a closed list of four, set at acceptance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Focus {
    /// 党政工作大事.
    PartyGovernmentWork,
    /// 改革发展要事.
    ReformDevelopment,
    /// 民生改善实事.
    Livelihood,
    /// 社会治理难事.
    Governance,
}

/// The form of a session (协商形式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// 会议协商.
    Meeting,
    /// 书面协商.
    Written,
    /// 网络协商.
    Online,
    /// 实地调研.
    FieldStudy,
    /// 协商讨论.
    Discussion,
    /// 民主监督.
    Supervision,
    /// 民主评议.
    Appraisal,
    /// 对话协商.
    Dialogue,
}

impl Form {
    /// A written or online round (书面、网络): it is due by its date, and who answered by then was there.
    #[must_use]
    pub const fn is_round(self) -> bool {
        match self {
            Self::Written | Self::Online => true,
            Self::Meeting
            | Self::FieldStudy
            | Self::Discussion
            | Self::Supervision
            | Self::Appraisal
            | Self::Dialogue => false,
        }
    }
}

/// How far the participants agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// 一致.
    Consensus,
    /// 基本一致.
    BroadAgreement,
    /// 存在分歧.
    Divided,
}

/// What an accepted item turns into (转化类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Party-government decision, with its document number.
    Decision,
    /// Livelihood project, with budget and period.
    Project,
    /// Governance improvement: a rule or a measure.
    Improvement,
    /// Anything else.
    Other,
}

/// The result of a conversion task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Done.
    A,
    /// Under way, with a date.
    B,
    /// Kept for planning.
    C,
    /// Not feasible.
    D,
}

/// How somebody was told or asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Read in the program.
    Read,
    /// Handed over on paper.
    Handed,
    /// By telephone.
    Phone,
    /// By a visit.
    Visit,
}

/// What somebody says of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Satisfaction {
    /// 满意.
    Satisfied,
    /// 基本满意.
    Basically,
    /// 不满意.
    NotSatisfied,
}

/// What a topic brings with it from the community's topic that was escalated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The predecessor.
    pub topic: Uuid,
    /// Its council: the successor is never transferred back there.
    pub council: Uuid,
    /// The head hash of its chain.
    pub head: ContentHash,
    /// The step it stood at.
    pub step: Step,
    /// Its approval was given.
    pub approved: bool,
    /// Its focus.
    pub focus: Option<Focus>,
    /// Its assessment.
    pub assessment: Option<Assessment>,
}

/// A topic submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// The council that it is for.
    pub council: Uuid,
    /// That council's level: it decides the signing set.
    pub level: Level,
    /// The council has a liaison; without one its conveners do the liaison's verbs.
    pub has_liaison: bool,
    /// Where it comes from.
    pub source: Source,
    /// The author: the account, or the person entered on behalf.
    pub author: PersonRef,
    /// The author has an account and can act; false when entered on behalf.
    pub author_has_account: bool,
    /// The form was valid and the consent given.
    pub consent: bool,
    /// The numbers it will be handled by.
    pub rules: Rules,
    /// The escalated topic that it follows.
    pub carried: Option<Carried>,
}

/// What the council found out about a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// People affected, estimated; at least 1.
    pub people: u32,
    /// 切点小, 1 to 5.
    pub narrow: u8,
    /// 关联广, 1 to 5.
    pub broad: u8,
    /// 反映强烈, 1 to 5.
    pub strong: u8,
    /// The stakeholder groups (利益相关方), at least one.
    pub groups: Vec<Uuid>,
    /// The problem is stated.
    pub problem_stated: bool,
    /// Similar topics were looked at (there may be none).
    pub similar_seen: bool,
}

/// One session of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedSession {
    /// The session.
    pub id: Uuid,
    /// When it begins; a round is due by then.
    pub at: DateTime<Utc>,
    /// Its form.
    pub form: Form,
}

/// What a saved version of the plan holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanFacts {
    /// The content's hash: what will be signed.
    pub hash: ContentHash,
    /// The sessions planned.
    pub sessions: Vec<PlannedSession>,
    /// People named as participants.
    pub participants: u32,
    /// Stakeholder groups among them.
    pub groups: Vec<Uuid>,
    /// Research groups named.
    pub research_groups: Vec<Uuid>,
}

/// Who was there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Presence {
    /// Different members of the signing set who are present.
    pub set_present: u32,
    /// Delegates invited (observers never count).
    pub invited: u32,
    /// Delegates present, in the room or verified online, or who answered by the due date.
    pub present: u32,
    /// Stakeholder groups with at least one present.
    pub groups: Vec<Uuid>,
    /// Merkle root over the check-ins.
    pub root: Option<ContentHash>,
}

/// One item of the opinion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemFacts {
    /// Its number, from 1.
    pub no: u32,
    /// It was accepted (采纳), so a conversion task follows.
    pub accepted: bool,
    /// It needs a legal follow-up (owners' vote, assembly, decision) before grade A.
    pub legal: bool,
}

/// What a saved version of the opinion holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionFacts {
    /// The content's hash: what will be signed.
    pub hash: ContentHash,
    /// Its items; at least one sentence of result stands in the content.
    pub items: Vec<ItemFacts>,
    /// How far there was agreement; none while it is a draft.
    pub agreement: Option<Agreement>,
    /// Dissents kept in it.
    pub dissents: u32,
}

/// Counts of one kind of rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// 满意.
    pub satisfied: u32,
    /// 基本满意.
    pub basically: u32,
    /// 不满意.
    pub not_satisfied: u32,
}

impl Tally {
    /// Valid ratings.
    #[must_use]
    pub const fn valid(&self) -> u32 {
        self.satisfied
            .saturating_add(self.basically)
            .saturating_add(self.not_satisfied)
    }
}

/// All ratings of a round, as counted when the window is over.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ratings {
    /// Residents.
    pub public: Tally,
    /// Members.
    pub member: Tally,
    /// Leaders.
    pub party_gov: Tally,
    /// What the author rated, if they did.
    pub author: Option<Satisfaction>,
    /// Merkle root over the ratings.
    pub root: Option<ContentHash>,
}

/// What office and leader decide about a task refused twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ruling", rename_all = "snake_case")]
pub enum Ruling {
    /// This unit leads and cannot refuse.
    Binding {
        /// The unit.
        unit: Uuid,
        /// Due by.
        due: DateTime<Utc>,
    },
    /// Kept for planning: grade C.
    Kept,
    /// Not feasible: grade D.
    NotFeasible,
}
