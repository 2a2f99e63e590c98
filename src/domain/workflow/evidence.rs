//! Evidence: what a verb asks, as integers, flags, hashes and ids. It stands in the entry's content,
//! so that replay works; free text never does (`reason: true` says that one was given; the text lies
//! beside it, where it can be redacted without hurting the replay).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::act::ContentHash;
use super::facts::{
    Assessment, Focus, Grade, OpinionFacts, PlanFacts, Presence, Ratings, Ruling, Satisfaction,
    Submission, Target, Way,
};
use super::rules::Bound;
use super::verb::Verb;
use crate::domain::actor::Level;

/// What a verb asks. Which variant belongs to which verb stands beside each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// Nothing: approve, resume of a take-down, task accept, boundless confirmations.
    Nothing,
    /// revise, withdraw, ask-more (the question), decline/confirm, reconsider, take-back, return,
    /// plan/reject, replan, opinion/reject, escalate, recuse, take-down and its confirmation,
    /// end-unresolved/sign.
    Reason {
        /// A text was given.
        reason: bool,
    },
    /// submit.
    Submit(Box<Submission>),
    /// accept.
    Accept {
        /// The focus chosen.
        focus: Focus,
    },
    /// assess.
    Assess(Assessment),
    /// merge.
    Merge {
        /// The topic it is merged into.
        target: Uuid,
        /// That topic is open, in this street, and another one.
        target_open: bool,
    },
    /// unmerge.
    Unmerge {
        /// Rows of supporters and followers moved back.
        moved_back: u32,
    },
    /// transfer within the street.
    TransferWithin {
        /// The council that receives it.
        council: Uuid,
        /// Its level.
        level: Level,
        /// It has a liaison.
        has_liaison: bool,
        /// A reason was given.
        reason: bool,
    },
    /// transfer out of the street.
    TransferOut {
        /// The receiver is named and the reason public.
        receiver_named: bool,
        /// A reason was given.
        reason: bool,
    },
    /// decline: asked at 1, decided at 2.
    Decline {
        /// A public reason was given.
        reason: bool,
        /// Where else to go was said.
        elsewhere: bool,
        /// Until when reconsideration can be asked (10 working days).
        reconsider_until: DateTime<Utc>,
    },
    /// reconsider/decide, restore, bound/consent.
    Decide {
        /// Yes or no.
        granted: bool,
        /// A reason was given.
        reason: bool,
        /// bound/consent: which bound.
        #[serde(default)]
        bound: Option<Bound>,
    },
    /// propose.
    Propose {
        /// Office officers other than the proposer.
        reviewers: u32,
        /// Leaders other than the proposer.
        approvers: u32,
    },
    /// plan/save.
    Plan(PlanFacts),
    /// plan/sign.
    PlanSign {
        /// The hash that the signer saw.
        hash: ContentHash,
        /// Working days from now to the first session.
        notice_days: u32,
        /// Conflicts of room or person with other sessions.
        conflicts: u32,
    },
    /// minutes/sign.
    Sign {
        /// The hash that the signer saw.
        hash: ContentHash,
    },
    /// research/waive, opinion/no-result: signed with a reason.
    SignReason {
        /// The hash of the reason that is signed.
        hash: ContentHash,
        /// A reason was given.
        reason: bool,
    },
    /// research/assign.
    GroupAssign {
        /// The research group.
        group: Uuid,
        /// The account of its leader.
        leader: Uuid,
        /// It has a task.
        task: bool,
        /// Due by.
        due: DateTime<Utc>,
    },
    /// research/visit, /survey, /report.
    GroupWork {
        /// The research group.
        group: Uuid,
        /// Findings it has, with this one.
        findings: u32,
    },
    /// research/briefing.
    Briefing {
        /// Papers in the pack.
        papers: u32,
        /// Participants it was sent to.
        sent_to: u32,
    },
    /// invite, remark.
    Session {
        /// The session.
        session: Uuid,
    },
    /// absence.
    Absence {
        /// The session.
        session: Uuid,
        /// The stakeholder group that stayed away.
        group: Uuid,
        /// Invitations recorded.
        invitations: u32,
        /// A reason was given.
        reason: bool,
    },
    /// open.
    Open {
        /// The session.
        session: Uuid,
        /// Who is there.
        presence: Presence,
    },
    /// close.
    Close {
        /// The session.
        session: Uuid,
        /// Who was there or answered by the due date.
        presence: Presence,
        /// Stakeholder groups that were heard.
        heard: Vec<Uuid>,
    },
    /// adjourn.
    Adjourn {
        /// The session.
        session: Uuid,
        /// A reason was given.
        reason: bool,
    },
    /// ballot/open.
    BallotOpen {
        /// The session.
        session: Uuid,
        /// The ballot.
        ballot: Uuid,
        /// Options that can be chosen.
        options: u32,
        /// People entitled to vote.
        electorate: u32,
        /// Nobody can see who voted what.
        secret: bool,
    },
    /// ballot/close.
    BallotClose {
        /// The session.
        session: Uuid,
        /// The ballot.
        ballot: Uuid,
        /// Votes for each option.
        counts: Vec<u32>,
        /// Merkle root over the votes.
        root: Option<ContentHash>,
    },
    /// minutes/save.
    Minutes {
        /// The content's hash.
        hash: ContentHash,
    },
    /// opinion/save.
    Opinion(OpinionFacts),
    /// opinion/sign.
    OpinionSign {
        /// The hash that the signer saw.
        hash: ContentHash,
        /// Participants who agreed to this hash.
        consents: u32,
        /// Participants who dissented.
        dissents: u32,
        /// Merkle root over both.
        root: Option<ContentHash>,
    },
    /// feedback/deliver.
    Deliver {
        /// The stakeholder group told.
        group: Uuid,
        /// How.
        way: Way,
    },
    /// feedback/answer, /sustain.
    Objection {
        /// The objection.
        objection: Uuid,
        /// The hash of the answer that is signed.
        hash: ContentHash,
        /// A reason was given.
        reason: bool,
    },
    /// feedback/post.
    Post {
        /// The hash of what is posted.
        hash: ContentHash,
        /// Hits of the scan for personal data that are not masked.
        hits: u32,
    },
    /// feedback/release.
    Release {
        /// The hash that the releaser saw.
        hash: ContentHash,
        /// Hits left were passed with a reason.
        passed: bool,
        /// The posting ends (5 working days).
        until: DateTime<Utc>,
    },
    /// feedback/close.
    FeedbackClose {
        /// Objections made in this posting.
        objections: u32,
        /// Acknowledgements given.
        acknowledged: u32,
        /// Merkle root over both.
        root: Option<ContentHash>,
    },
    /// tasks/{n}/accept, /progress, /urge.
    Task {
        /// The task's number.
        n: u32,
    },
    /// tasks/{n}/assign.
    TaskAssign {
        /// The task's number.
        n: u32,
        /// The unit that leads.
        unit: Uuid,
        /// The kind of target.
        target: Target,
        /// Due by.
        due: DateTime<Utc>,
    },
    /// tasks/{n}/transfer.
    TaskTransfer {
        /// The task's number.
        n: u32,
        /// The unit that leads from now on.
        unit: Uuid,
        /// A reason was given.
        reason: bool,
    },
    /// tasks/{n}/refuse.
    TaskReason {
        /// The task's number.
        n: u32,
        /// A reason was given.
        reason: bool,
    },
    /// tasks/{n}/decide: the office proposes, the leader signs the same.
    TaskDecide {
        /// The task's number.
        n: u32,
        /// What is decided.
        ruling: Ruling,
        /// A reason was given.
        reason: bool,
    },
    /// tasks/{n}/extend, /approve-extension.
    TaskExtend {
        /// The task's number.
        n: u32,
        /// The new date.
        due: DateTime<Utc>,
        /// A reason was given.
        reason: bool,
    },
    /// tasks/{n}/legal.
    TaskLegal {
        /// The task's number.
        n: u32,
        /// Kind, date, numbers for and paper are recorded, and suffice.
        obtained: bool,
    },
    /// tasks/{n}/complete.
    TaskComplete {
        /// The task's number.
        n: u32,
        /// Papers and pictures that show it.
        proofs: u32,
    },
    /// tasks/{n}/explain.
    TaskExplain {
        /// The task's number.
        n: u32,
        /// B, C or D.
        grade: Grade,
        /// A reason was given.
        reason: bool,
        /// B: done by.
        due: Option<DateTime<Utc>>,
        /// B: looked at again by.
        next_check: Option<DateTime<Utc>>,
    },
    /// tasks/{n}/inspect.
    TaskInspect {
        /// The task's number.
        n: u32,
        /// Looked at again by.
        next_check: DateTime<Utc>,
    },
    /// tasks/{n}/verify.
    TaskVerify {
        /// The task's number.
        n: u32,
        /// Found done on site.
        confirmed: bool,
        /// Not confirmed: to be done by.
        due: Option<DateTime<Utc>>,
        /// Not confirmed: looked at again by.
        next_check: Option<DateTime<Utc>>,
    },
    /// evaluation/open.
    EvaluationOpen {
        /// The window is open until.
        until: DateTime<Utc>,
    },
    /// evaluation/answer.
    AnswerAuthor {
        /// The author rated "not satisfied".
        not_satisfied: bool,
        /// A text was given.
        reason: bool,
    },
    /// evaluation/contact-author.
    ContactAuthor {
        /// How.
        way: Way,
        /// What the author said; none: not reached.
        said: Option<Satisfaction>,
    },
    /// evaluation/account, /conclude and /rehandle: the ratings as counted.
    Ratings {
        /// The counts.
        ratings: Ratings,
        /// account: shortfalls are explained. conclude by the leader, rehandle: a reason was given.
        reason: bool,
        /// account: the archive list was checked.
        #[serde(default)]
        archive_checked: bool,
    },
    /// end-unresolved.
    EndUnresolved {
        /// A public reason was given.
        reason: bool,
        /// It was sent upward.
        sent_upward: bool,
        /// The document number is given.
        document: bool,
    },
    /// escalate.
    Escalate {
        /// A reason was given.
        reason: bool,
        /// The successor opened for the street council.
        successor: Uuid,
    },
    /// suspend.
    Suspend {
        /// A reason was given.
        reason: bool,
        /// When it is looked at again.
        review: DateTime<Utc>,
        /// Working days until then.
        review_days: u32,
    },
    /// resume.
    Resume {
        /// Working days that the topic was suspended.
        working_days: u32,
    },
    /// redact and its confirmation.
    Redact {
        /// Sequence numbers of the entries whose content goes.
        entries: Vec<u32>,
        /// A reason was given.
        reason: bool,
    },
    /// bound/ask.
    BoundAsk {
        /// The bound that is reached.
        bound: Bound,
        /// The verb that is wanted.
        verb: Verb,
    },
}
