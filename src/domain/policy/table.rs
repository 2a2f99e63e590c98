//! The one table of verbs: from where, who, what it asks, what follows. `docs/verbs.md` is printed
//! from it and a test compares the two.

use crate::domain::policy::Who;
use crate::domain::workflow::Step::{
    self, Conversion, Deliberation, Evaluation, Feedback, Research, Scheduling, Solicitation,
    Supervision,
};
use crate::domain::workflow::{Standing, Verb};

/// Where a topic must stand for a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// There is no topic, or the verb is not about one.
    Outside,
    /// Open at one of these steps.
    Open(&'static [Step]),
    /// Open or suspended at one of these steps.
    Ongoing(&'static [Step]),
    /// Open at one of these steps, or after any end (a task verb: it never moves the topic then).
    OpenOrEnded(&'static [Step]),
    /// In this standing, at any step.
    Standing(Standing),
    /// Anywhere, ended or not.
    Anywhere,
}

impl Where {
    /// Whether a topic that stands there can be the object of the verb.
    #[must_use]
    pub fn admits(self, standing: Standing, step: Step) -> bool {
        match self {
            Self::Outside => false,
            Self::Open(steps) => standing == Standing::Open && steps.contains(&step),
            Self::Ongoing(steps) => !standing.is_ended() && steps.contains(&step),
            Self::OpenOrEnded(steps) => {
                standing.is_ended() || (standing == Standing::Open && steps.contains(&step))
            }
            Self::Standing(s) => standing == s,
            Self::Anywhere => true,
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The verb.
    pub verb: Verb,
    /// Where the topic must stand.
    pub from: Where,
    /// Who may; the first that an actor is counts.
    pub who: &'static [Who],
    /// What the verb asks beyond that, for `docs/verbs.md`.
    pub asks: &'static str,
    /// What follows, for `docs/verbs.md`: "→n" goes to step n, "·" stays.
    pub then: &'static str,
}

const ALL: &[Step] = &Step::ALL;
const ONE: &[Step] = &[Solicitation];
const TWO: &[Step] = &[Scheduling];
const EARLY: &[Step] = &[Solicitation, Scheduling];
const PLANNING: &[Step] = &[Scheduling, Deliberation];
const STUDY: &[Step] = &[Research];
const TALK: &[Step] = &[Deliberation];
const ORGANISING: &[Step] = &[Research, Deliberation];
const BACK: &[Step] = &[Feedback];
const TASKS: &[Step] = &[Conversion, Supervision, Evaluation];
const TASK: &[Step] = &[Conversion];
const CHECKS: &[Step] = &[Supervision, Evaluation];
const RATING: &[Step] = &[Evaluation];
const AFTER_ONE: &[Step] = &[
    Scheduling,
    Research,
    Deliberation,
    Feedback,
    Conversion,
    Supervision,
    Evaluation,
];

const fn rule(
    verb: Verb,
    from: Where,
    who: &'static [Who],
    asks: &'static str,
    then: &'static str,
) -> Rule {
    Rule {
        verb,
        from,
        who,
        asks,
        then,
    }
}

use Verb as V;
use Where::{Anywhere, Ongoing, Open, OpenOrEnded, Outside, Standing as In};
use Who as W;

const LC: &[Who] = &[W::Liaison, W::Convener];
const SET: &[Who] = &[W::SigningSet];
const CHECKERS: &[Who] = &[W::LinkedMember, W::Office, W::Supervisor];
const CONVENER_OFFICE: &[Who] = &[W::Convener, W::Office];

/// The table, in the order of `docs/verbs.md`.
#[rustfmt::skip]
pub const TABLE: &[Rule] = &[
    rule(V::Submit, Outside, &[W::AnyMember, W::Leader, W::Office, W::OnBehalf, W::Resident], "valid fields, consent; member: recommendation; office, leader: assignment", "1"),
    rule(V::Revise, Open(ONE), &[W::Author, W::OnBehalf], "until accepted, and after return or ask-more; reason once accepted", "·"),
    rule(V::Withdraw, Ongoing(EARLY), &[W::Author], "until approved; reason", "withdrawn"),
    rule(V::Support, Ongoing(ALL), &[W::Resident], "once accepted; once a person; not the author", "·"),
    rule(V::Follow, Ongoing(ALL), &[W::Anyone], "once accepted; once a person", "·"),
    rule(V::Comment, Ongoing(ALL), &[W::Resident], "once accepted", "·"),
    rule(V::Accept, Open(ONE), LC, "focus", "· first-answer clock met"),
    rule(V::AskMore, Open(ONE), LC, "question", "· clock stops until revised"),
    rule(V::Assess, Open(EARLY), LC, "people affected, three criteria, stakeholder groups, similar topics looked at (may be none)", "· ; groups changed: plan signatures void"),
    rule(V::Merge, Open(EARLY), LC, "until approved; target open, same street", "merged"),
    rule(V::Unmerge, In(Standing::Merged), LC, "within 24 hours", "back as it was"),
    rule(V::Transfer, Open(EARLY), LC, "until approved; council of the street, or receiver outside; reason", "same step there; transferred"),
    rule(V::Decline, Open(EARLY), &[W::Liaison, W::Convener, W::Chain], "1: liaison or convener asks; 2, also after approval: chain; public reason, where else", "1: · ; 2: declined"),
    rule(V::DeclineConfirm, Open(ONE), &[W::Convener, W::StreetOffice], "another person than asked", "declined"),
    rule(V::Reconsider, In(Standing::Declined), &[W::Author, W::Liaison], "once, within 10 working days; reason", "· stays declined until decided"),
    rule(V::ReconsiderDecide, In(Standing::Declined), &[W::Chain], "asked; each link in order", "the step it was declined at, new round; or stays declined"),
    rule(V::Propose, Open(ONE), LC, "gate 1; a reviewer and an approver other than the proposer exist", "→2"),
    rule(V::TakeBack, Open(TWO), &[W::Proposer], "whoever proposed; until approved; reason", "→1; another may propose"),
    rule(V::Approve, Open(TWO), &[W::Chain], "in order; nobody twice in a round, nor the proposer", "·"),
    rule(V::Return, Open(TWO), &[W::Chain], "in order; until approved; reason", "→1"),
    rule(V::PlanSave, Open(PLANNING), LC, "2: approved; 4: after sustain (a further session)", "· new version, signatures void"),
    rule(V::PlanReject, Open(PLANNING), SET, "as plan/save; reason", "· signatures void"),
    rule(V::PlanSign, Open(PLANNING), SET, "as plan/save; the hash seen; notice days; coverage; no room or person conflict", "last one publishes: →3 (from 4: ·)"),
    rule(V::Replan, Open(ORGANISING), &[W::Convener], "reason; no session under way", "→2; approval, reports, briefing, minutes kept"),
    rule(V::SessionInvite, Open(ORGANISING), LC, "a session of the plan", "·"),
    rule(V::SessionReply, Open(ORGANISING), &[W::Participant], "invited", "·"),
    rule(V::ResearchAssign, Open(STUDY), &[W::Convener], "leader, task, due", "·"),
    rule(V::ResearchVisit, Open(STUDY), &[W::GroupLeader, W::GroupMember], "", "·"),
    rule(V::ResearchSurvey, Open(STUDY), &[W::GroupLeader, W::GroupMember], "", "·"),
    rule(V::ResearchReport, Open(STUDY), &[W::GroupLeader, W::GroupMember], "at least one finding", "·"),
    rule(V::ResearchBriefing, Open(STUDY), LC, "the pack's papers, its receivers", "·"),
    rule(V::ResearchAdopt, Open(STUDY), &[W::Convener], "gate 3: every group reported; briefing sent", "→4"),
    rule(V::ResearchWaive, Open(STUDY), SET, "reason; briefing sent (existing papers)", "last one: →4"),
    rule(V::SessionCheckIn, Open(TALK), &[W::Participant, W::Liaison, W::Convener], "code valid now; staff for them", "·"),
    rule(V::SessionAbsence, Open(TALK), LC, "group, two invitations, reason", "·"),
    rule(V::SessionOpen, Open(TALK), &[W::Convener], "its day has come; quorum (a written or online round: at its close); rule frozen", "·"),
    rule(V::SessionRemark, Open(TALK), &[W::Liaison, W::Convener, W::Participant], "session under way", "·"),
    rule(V::BallotOpen, Open(TALK), &[W::Convener], "session under way; question, options, electorate, threshold, secret or not", "·"),
    rule(V::BallotClose, Open(TALK), &[W::Convener], "ballot open", "·"),
    rule(V::SessionStatement, Open(TALK), &[W::Participant], "session under way; once", "·"),
    rule(V::SessionVote, Open(TALK), &[W::Participant], "ballot open; once; entitled", "·"),
    rule(V::SessionAdjourn, Open(TALK), &[W::Convener], "reason", "· next planned session, or replan"),
    rule(V::SessionClose, Open(TALK), &[W::Convener], "session under way, no ballot open; written and online rounds: quorum", "·"),
    rule(V::MinutesSave, Open(TALK), LC, "session closed", "· signatures void"),
    rule(V::MinutesSign, Open(TALK), SET, "the hash seen", "·"),
    rule(V::OpinionSave, Open(TALK), LC, "session closed; items, agreement level, dissent", "· signatures void"),
    rule(V::OpinionReject, Open(TALK), SET, "reason", "· signatures void"),
    rule(V::OpinionConsent, Open(TALK), &[W::Participant], "agree, or dissent with words; bound to the opinion's hash", "·"),
    rule(V::OpinionSign, Open(TALK), SET, "gate 4: quorum; minutes signed; groups heard or absence explained; agreement level", "last one issues: →5"),
    rule(V::NoResult, Open(BACK), SET, "no accepted item; reason", "· 6 and 7 will be skipped"),
    rule(V::FeedbackDeliver, Open(BACK), &[W::Liaison], "way, to whom", "·"),
    rule(V::FeedbackAcknowledge, Open(BACK), &[W::Stakeholder], "within the posting; once a person and posting", "·"),
    rule(V::FeedbackObject, Open(BACK), &[W::Stakeholder], "within the posting; once a person and posting", "·"),
    rule(V::FeedbackAnswer, Open(BACK), SET, "reason", "·"),
    rule(V::FeedbackSustain, Open(BACK), SET, "reason; at most twice", "last one: →4; signatures, consents, posting void"),
    rule(V::FeedbackPost, Open(BACK), &[W::Liaison], "what is posted, scanned", "·"),
    rule(V::FeedbackRelease, Open(BACK), CONVENER_OFFICE, "another person than posted; scan clean, or passed with a reason", "· posting begins"),
    rule(V::FeedbackClose, Open(BACK), &[W::Liaison], "gate 5; an accepted item, or no_result signed", "→6; →8 after no_result"),
    rule(V::TaskAssign, Open(TASK), &[W::Office], "unit, target kind, due date", "·"),
    rule(V::TaskTransfer, OpenOrEnded(TASKS), &[W::Office], "after an end: B, C; unit, reason", "·"),
    rule(V::TaskAccept, Open(TASK), &[W::LeadUnit], "assigned", "·"),
    rule(V::TaskRefuse, Open(TASK), &[W::LeadUnit], "assigned, not bound; reason", "· refused goes back to office"),
    rule(V::TaskDecide, Open(TASK), &[W::Office, W::Leader], "after two refusals; the office proposes, the leader signs: binding unit; or C, D with reason", "· ; last one: →7"),
    rule(V::TaskProgress, OpenOrEnded(TASKS), &[W::LeadUnit, W::AssistingUnit], "after an end: B, C", "·"),
    rule(V::TaskExtend, OpenOrEnded(TASKS), &[W::LeadUnit, W::AssistingUnit], "after an end: B, C; new date, reason", "·"),
    rule(V::TaskApproveExtension, OpenOrEnded(TASKS), &[W::Office], "asked", "·"),
    rule(V::TaskLegal, OpenOrEnded(TASKS), &[W::Liaison, W::Office], "kind, date, the numbers for, paper", "·"),
    rule(V::TaskComplete, OpenOrEnded(TASKS), &[W::LeadUnit], "after an end: B, C; evidence, legal follow-up obtained", "A; last one at 6: →7"),
    rule(V::TaskExplain, OpenOrEnded(TASKS), &[W::LeadUnit], "after an end: B, C; reason; B: date, next check", "B, C or D; last one at 6: →7"),
    rule(V::TaskInspect, OpenOrEnded(TASKS), CHECKERS, "after an end: B, C; sets the next check", "·"),
    rule(V::TaskUrge, OpenOrEnded(TASKS), &[W::Office], "overdue", "·"),
    rule(V::TaskVerify, OpenOrEnded(CHECKS), CHECKERS, "grade A; never the owner; confirmed or not", "· not confirmed makes it B with a date and a next check"),
    rule(V::SupervisorAppoint, OpenOrEnded(TASKS), &[W::Office, W::Liaison], "a topic with tasks; a verified resident without an office; once a person; or no longer", "· told; verify and inspect on their desk"),
    rule(V::EvaluationOpen, Open(&[Supervision, Evaluation]), &[W::Office], "gate 7; at 8 after no_result", "→8, window opens"),
    rule(V::EvaluationRate, Open(RATING), &[W::LocalResident, W::LinkedMember, W::AttendedMember, W::Leader, W::OnBehalf], "window open; once a person and round", "·"),
    rule(V::EvaluationAnswer, Open(RATING), &[W::AnyLeadUnit, W::Convener], "to the author's \"not satisfied\"; a convener after no_result", "·"),
    rule(V::EvaluationContactAuthor, Open(RATING), &[W::Liaison, W::Office], "way, time, result", "· third try over 10 days: no answer"),
    rule(V::EvaluationAccount, Open(RATING), &[W::Office], "window over; shortfall per kind explained; archive list checked", "·"),
    rule(V::Conclude, Open(RATING), &[W::Office, W::Leader], "gate 8; 60 or more; no unanswered \"not satisfied\" from the author; without a resident's rating the leader, with a reason", "concluded"),
    rule(V::Rehandle, Open(RATING), &[W::Office], "window over; below 60 or unanswered; first time; not after no_result", "→6, round 2, a new task for each accepted item"),
    rule(V::EndUnresolved, Open(AFTER_ONE), &[W::Office], "street council's topic; 2: after approval; 8: after failing for good; public reason; document number if sent upward", "·"),
    rule(V::EndUnresolvedSign, Open(AFTER_ONE), &[W::Leader], "asked; as end-unresolved", "concluded_unresolved"),
    rule(V::Escalate, Open(ALL), CONVENER_OFFICE, "community council; 8: after failing for good; reason", "escalated; successor opens"),
    rule(V::Suspend, Open(ALL), CONVENER_OFFICE, "reason; review date at most 60 working days away", "suspended"),
    rule(V::Resume, In(Standing::Suspended), CONVENER_OFFICE, "", "same step, clock moved"),
    rule(V::Recuse, Anywhere, SET, "reason", "· that person's open signatures void, delegate signs"),
    rule(V::TakeDown, Anywhere, &[W::StreetAdmin], "reason", "· asked"),
    rule(V::TakeDownConfirm, Anywhere, &[W::Office], "asked by another person; reason", "· text hidden; it does not end"),
    rule(V::Restore, Anywhere, &[W::Office, W::Author], "taken down; the author appeals, an officer decides", "· text shown again"),
    rule(V::Redact, Anywhere, &[W::StreetAdmin], "what, reason", "· asked"),
    rule(V::RedactConfirm, Anywhere, &[W::Office], "asked by another person", "· content and salt removed, entry names them"),
    rule(V::BoundAsk, Anywhere, &[W::Liaison, W::Convener, W::SigningSet, W::Chain, W::AnyLeadUnit, W::AssistingUnit, W::LinkedMember, W::Supervisor], "a bound is reached", "· on the leader's desk"),
    rule(V::BoundConsent, Anywhere, &[W::Leader], "asked", "· one use more; or not"),
    rule(V::SeatHold, Outside, &[W::StreetAdmin], "person, from, until, paper", "warned desks cleared"),
    rule(V::SeatDelegate, Outside, &[W::StreetAdmin, W::SeatHolder], "person, from, until, paper", "warned desks cleared"),
];

/// Who may do a verb at this step: at step 1 the council asks for a decline, at step 2 the chain decides.
#[must_use]
pub fn who_at(verb: Verb, step: Option<Step>) -> &'static [Who] {
    match step {
        Some(Solicitation) if verb == Verb::Decline => LC,
        Some(Scheduling) if verb == Verb::Decline => &[W::Chain],
        Some(_) | None => row(verb).who,
    }
}

/// The row of a verb.
#[must_use]
pub fn row(verb: Verb) -> &'static Rule {
    // The table holds every verb in the order of `Verb::ALL`; a test proves it.
    &TABLE[verb as usize]
}
