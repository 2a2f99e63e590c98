//! The parts of the state that belong to the steps from the plan on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::act::{ContentHash, PersonRef};
use super::facts::{
    Form, Grade, OpinionFacts, PlanFacts, Presence, Ratings, Ruling, Satisfaction, Target,
};
use super::state::Signatures;

/// The plan (协商计划).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Plan {
    /// The version on the table.
    pub facts: Option<PlanFacts>,
    /// Who signed it.
    pub signatures: Signatures,
    /// A member of the signing set sent it back: it must be saved anew before it is signed.
    pub rejected: bool,
    /// When the last signature published it; none while it is being planned.
    pub published_at: Option<DateTime<Utc>>,
}

/// The work of one research group (调研组).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GroupWork {
    /// The account of its leader.
    pub leader: Option<Uuid>,
    /// Due by.
    pub due: Option<DateTime<Utc>>,
    /// Visits noted.
    pub visits: u32,
    /// Surveys noted.
    pub surveys: u32,
    /// Findings reported.
    pub findings: u32,
    /// When it reported.
    pub reported_at: Option<DateTime<Utc>>,
}

/// Step 3.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Research {
    /// The groups of the published plan.
    pub groups: BTreeMap<Uuid, GroupWork>,
    /// When the briefing pack was sent to the participants.
    pub briefed_at: Option<DateTime<Utc>>,
    /// The reason for which missing research is waived.
    pub waiver: Option<ContentHash>,
    /// Who signed the waiver.
    pub waiver_signatures: Signatures,
    /// When the research was adopted or waived.
    pub adopted_at: Option<DateTime<Utc>>,
}

/// What became of a planned session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingState {
    /// It is announced.
    Planned,
    /// It is under way.
    Open,
    /// It ended without result.
    Adjourned,
    /// It was closed by its chair.
    Closed,
    /// It never took place: planned anew, or the opinion was issued without it.
    Cancelled,
}

/// A ballot of a session: its rule is frozen when it opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// Options that can be chosen.
    pub options: u32,
    /// People entitled to vote.
    pub electorate: u32,
    /// Nobody can see who voted what.
    pub secret: bool,
    /// Votes for each option; none while it is open.
    pub counts: Option<Vec<u32>>,
}

/// A session (协商会) of the published plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The session.
    pub id: Uuid,
    /// When it begins.
    pub at: DateTime<Utc>,
    /// Its form.
    pub form: Form,
    /// Which deliberation it belongs to: 0, or 1 and 2 after a sustained objection.
    pub turn: u32,
    /// What became of it.
    pub state: MeetingState,
    /// Who was there.
    pub presence: Option<Presence>,
    /// Stakeholder groups that were heard.
    pub heard: BTreeSet<Uuid>,
    /// Its ballots.
    pub ballots: BTreeMap<Uuid, Ballot>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
}

/// Step 4, but the opinion.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Deliberation {
    /// 0, or 1 and 2 after a sustained objection.
    pub turn: u32,
    /// After a sustained objection a further session must be planned first.
    pub further_plan_due: bool,
    /// The sessions of all plans.
    pub meetings: Vec<Meeting>,
    /// Stakeholder groups whose absence was explained after two invitations.
    pub absent: BTreeSet<Uuid>,
    /// The minutes on the table.
    pub minutes: Option<ContentHash>,
    /// Who signed them.
    pub minutes_signatures: Signatures,
}

impl Deliberation {
    /// The sessions of the deliberation under way.
    pub fn now(&self) -> impl Iterator<Item = &Meeting> {
        self.meetings.iter().filter(|m| m.turn == self.turn)
    }

    /// A session of this deliberation was closed.
    #[must_use]
    pub fn held(&self) -> bool {
        self.now().any(|m| m.state == MeetingState::Closed)
    }

    /// The session that is under way.
    #[must_use]
    pub fn under_way(&self) -> Option<&Meeting> {
        self.now().find(|m| m.state == MeetingState::Open)
    }

    /// The stakeholder group was heard in this deliberation, or its absence is explained.
    #[must_use]
    pub fn answered_for(&self, group: &Uuid) -> bool {
        self.absent.contains(group) || self.now().any(|m| m.heard.contains(group))
    }
}

/// The opinion (协商意见书).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Opinion {
    /// The version on the table.
    pub facts: Option<OpinionFacts>,
    /// Who signed it.
    pub signatures: Signatures,
    /// A member of the signing set sent it back: it must be saved anew before it is signed.
    pub rejected: bool,
    /// Participants who agreed to what was signed, and who dissented.
    pub consents: (u32, u32),
    /// When the last signature issued it.
    pub issued_at: Option<DateTime<Utc>>,
    /// The reason for which nothing was accepted.
    pub no_result: Option<ContentHash>,
    /// Who signed that reason.
    pub no_result_signatures: Signatures,
    /// When the last signature made it so.
    pub no_result_at: Option<DateTime<Utc>>,
}

impl Opinion {
    /// Numbers of the accepted items, with whether a legal follow-up is needed.
    pub fn accepted(&self) -> impl Iterator<Item = (u32, bool)> + '_ {
        self.facts
            .iter()
            .flat_map(|f| f.items.iter())
            .filter(|i| i.accepted)
            .map(|i| (i.no, i.legal))
    }
}

/// What is being posted (公示).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// What is posted.
    pub hash: ContentHash,
    /// Who made it ready; another person releases it.
    pub by: PersonRef,
    /// Hits of the scan that are not masked.
    pub hits: u32,
    /// When it was released.
    pub released_at: Option<DateTime<Utc>>,
    /// When it ends.
    pub until: Option<DateTime<Utc>>,
}

/// What the signing set says to an objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The answer that is signed.
    pub hash: ContentHash,
    /// It sustains the objection.
    pub sustains: bool,
    /// Who signed it.
    pub signatures: Signatures,
    /// When the last signature gave it.
    pub given_at: Option<DateTime<Utc>>,
}

/// Step 5.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Feedback {
    /// Stakeholder groups that were told.
    pub told: BTreeSet<Uuid>,
    /// The posting.
    pub posting: Option<Posting>,
    /// Answers to objections.
    pub replies: BTreeMap<Uuid, Reply>,
    /// When the step was closed.
    pub closed_at: Option<DateTime<Utc>>,
}

impl Feedback {
    /// Objections answered by the whole signing set.
    #[must_use]
    pub fn answered(&self) -> u32 {
        let n = self
            .replies
            .values()
            .filter(|r| r.given_at.is_some())
            .count();
        u32::try_from(n).unwrap_or(u32::MAX)
    }
}

/// Where a conversion task (转化任务) stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// No unit has it.
    Unassigned,
    /// A unit has it and has not answered.
    Assigned,
    /// The unit refused it; it is the office's again.
    Refused,
    /// The unit works on it.
    Accepted,
    /// Graded A, B, C or D.
    Graded,
}

/// A conversion task: one accepted item of one round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its number, from 1, through all rounds.
    pub n: u32,
    /// The item of the opinion.
    pub item: u32,
    /// The round: 1, or 2 after rehandling.
    pub round: u32,
    /// Where it stands.
    pub state: TaskState,
    /// The kind of target.
    pub target: Option<Target>,
    /// The unit that leads (主办).
    pub unit: Option<Uuid>,
    /// When that unit got it.
    pub assigned_at: Option<DateTime<Utc>>,
    /// Due by.
    pub due: Option<DateTime<Utc>>,
    /// The unit was bound by the leader and cannot refuse.
    pub binding: bool,
    /// Times it was refused.
    pub refusals: u32,
    /// What the office proposed after two refusals.
    pub ruling: Option<Ruling>,
    /// Who proposed it: another person signs it.
    pub ruling_by: Option<PersonRef>,
    /// The result.
    pub grade: Option<Grade>,
    /// Who graded it: never who verifies it.
    pub graded_by: Option<PersonRef>,
    /// When it was graded.
    pub graded_at: Option<DateTime<Utc>>,
    /// A legal follow-up is needed before grade A.
    pub legal_needed: bool,
    /// The legal follow-up was obtained.
    pub legal_obtained: bool,
    /// Looked at again by.
    pub next_check: Option<DateTime<Utc>>,
    /// Checks on site so far.
    pub inspections: u32,
    /// A date asked for, not yet granted.
    pub extension_asked: Option<DateTime<Utc>>,
    /// Extensions granted.
    pub extensions: u32,
    /// When it was last urged.
    pub urged_at: Option<DateTime<Utc>>,
    /// Found done on site by somebody else than its owner.
    pub verified: bool,
    /// Times it was found not done.
    pub not_confirmed: u32,
}

impl Task {
    /// A task for an accepted item, with no unit yet.
    #[must_use]
    pub const fn new(n: u32, item: u32, round: u32, legal_needed: bool) -> Self {
        Self {
            n,
            item,
            round,
            state: TaskState::Unassigned,
            target: None,
            unit: None,
            assigned_at: None,
            due: None,
            binding: false,
            refusals: 0,
            ruling: None,
            ruling_by: None,
            grade: None,
            graded_by: None,
            graded_at: None,
            legal_needed,
            legal_obtained: false,
            next_check: None,
            inspections: 0,
            extension_asked: None,
            extensions: 0,
            urged_at: None,
            verified: false,
            not_confirmed: 0,
        }
    }

    /// Under way or kept: the work goes on after a grade, and after the topic's end.
    #[must_use]
    pub const fn goes_on(&self) -> bool {
        match self.grade {
            Some(Grade::B | Grade::C) => true,
            None | Some(Grade::A | Grade::D) => false,
        }
    }

    /// Done, and not yet seen on site by somebody else.
    #[must_use]
    pub const fn unverified(&self) -> bool {
        match self.grade {
            Some(Grade::A) => !self.verified,
            None | Some(Grade::B | Grade::C | Grade::D) => false,
        }
    }

    /// Overdue at this time: its date has passed and the work is not done.
    #[must_use]
    pub fn overdue(&self, at: DateTime<Utc>) -> bool {
        let open = match self.grade {
            None | Some(Grade::B) => true,
            Some(Grade::A | Grade::C | Grade::D) => false,
        };
        open && self.due.is_some_and(|due| due < at)
    }

    /// Overdue, and not urged since it fell due.
    #[must_use]
    pub fn urge_due(&self, at: DateTime<Utc>) -> bool {
        self.overdue(at)
            && self
                .urged_at
                .is_none_or(|u| self.due.is_some_and(|d| u < d))
    }
}

/// What is known of the author's opinion of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorWord {
    /// Nothing yet.
    #[default]
    Unknown,
    /// The author said so.
    Said(Satisfaction),
    /// Not reached after three tries over ten days: shown, holds up nothing.
    NoAnswer,
}

/// The ratings counted, with what they come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The counts.
    pub ratings: Ratings,
    /// Hundredths of a percent, rounded down.
    pub score: u32,
    /// The score reaches the pass mark.
    pub passed: bool,
    /// Every shortfall against the minimum is explained.
    pub explained: bool,
    /// The archive list was checked.
    pub archived: bool,
}

/// Step 8.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Evaluation {
    /// When the window was opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// When it closes.
    pub until: Option<DateTime<Utc>>,
    /// Tries to reach the author.
    pub tries: Vec<DateTime<Utc>>,
    /// What the author says.
    pub author: AuthorWord,
    /// "Not satisfied" was answered.
    pub answered: bool,
    /// The ratings counted.
    pub account: Option<Account>,
}

impl Evaluation {
    /// The author is not satisfied and has no answer.
    #[must_use]
    pub fn unanswered(&self) -> bool {
        self.author == AuthorWord::Said(Satisfaction::NotSatisfied) && !self.answered
    }

    /// The window was opened and is over.
    #[must_use]
    pub fn over(&self, at: DateTime<Utc>) -> bool {
        self.until.is_some_and(|until| until <= at)
    }
}
