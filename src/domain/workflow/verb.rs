//! The verbs: every act that a person can do to a topic, each with its address.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Below which page the address of a verb lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// `/{street}`.
    Street,
    /// `/{street}/topics/{code}`.
    Topic,
    /// `/{street}/sessions/{id}`.
    Session,
    /// `/{street}/councils/{id}`.
    Council,
}

impl Base {
    /// The path pattern before the verb's own address.
    #[must_use]
    pub const fn pattern(self) -> &'static str {
        match self {
            Self::Street => "/{street}",
            Self::Topic => "/{street}/topics/{code}",
            Self::Session => "/{street}/sessions/{id}",
            Self::Council => "/{street}/councils/{id}",
        }
    }
}

/// The text is the address of no verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the address of a verb, such as `plan/sign`")]
pub struct NotAVerb;

/// One line a verb: name, code, base, address, and whether it is a row (†) or an act.
macro_rules! verbs {
    ($( $(#[$doc:meta])* $name:ident, $code:literal, $base:ident, $address:literal, $kind:ident; )+) => {
        /// An act that a person can do. Verbs marked † in `docs/verbs.md` are rows with their own
        /// unique key: they take no topic lock, write no entry and never reach `advance`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Verb {
            $( $(#[$doc])* $name, )+
        }

        impl Verb {
            /// Every verb, in the order of `docs/verbs.md`.
            pub const ALL: &'static [Self] = &[$( Self::$name, )+];

            /// The name in entries and in the state: `plan_sign`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $( Self::$name => $code, )+ }
            }

            /// The address below its [`Base`], with `{n}` for the number of a task.
            #[must_use]
            pub const fn address(self) -> &'static str {
                match self { $( Self::$name => $address, )+ }
            }

            /// Below which page the address lies.
            #[must_use]
            pub const fn base(self) -> Base {
                match self { $( Self::$name => Base::$base, )+ }
            }

            /// True for a verb marked †: outside the version check and the record.
            #[must_use]
            pub const fn is_row(self) -> bool {
                match self { $( Self::$name => verbs!(@$kind), )+ }
            }
        }
    };
    (@row) => { true };
    (@act) => { false };
}

verbs! {
    /// A topic is raised, from one of three sources.
    Submit, "submit", Street, "topics", act;
    /// The author changes the text.
    Revise, "revise", Topic, "revise", act;
    /// The author takes the topic back.
    Withdraw, "withdraw", Topic, "withdraw", act;
    /// A resident supports it (附议).
    Support, "support", Topic, "support", row;
    /// Somebody follows it.
    Follow, "follow", Topic, "follow", row;
    /// Somebody comments on it.
    Comment, "comment", Topic, "comments", row;
    /// The council takes it up and sets its focus.
    Accept, "accept", Topic, "accept", act;
    /// The author is asked for more.
    AskMore, "ask_more", Topic, "ask-more", act;
    /// People affected, three criteria, stakeholder groups, similar topics.
    Assess, "assess", Topic, "assess", act;
    /// It is merged into a similar open topic.
    Merge, "merge", Topic, "merge", act;
    /// The merge is undone within 24 hours.
    Unmerge, "unmerge", Topic, "unmerge", act;
    /// It goes to another council of the street, or out of the street.
    Transfer, "transfer", Topic, "transfer", act;
    /// It is declined; at step 1 this is the asking half.
    Decline, "decline", Topic, "decline", act;
    /// The other convener confirms that it is declined.
    DeclineConfirm, "decline_confirm", Topic, "decline/confirm", act;
    /// Reconsideration of a declined topic is asked.
    Reconsider, "reconsider", Topic, "reconsider", act;
    /// The chain decides on the reconsideration.
    ReconsiderDecide, "reconsider_decide", Topic, "reconsider/decide", act;
    /// The council proposes the topic to the approval chain.
    Propose, "propose", Topic, "propose", act;
    /// The proposer takes the proposal back.
    TakeBack, "take_back", Topic, "take-back", act;
    /// A link of the approval chain approves.
    Approve, "approve", Topic, "approve", act;
    /// A link of the approval chain returns it to step 1.
    Return, "return", Topic, "return", act;
    /// A version of the plan is saved.
    PlanSave, "plan_save", Topic, "plan/save", act;
    /// A member of the signing set sends the plan back.
    PlanReject, "plan_reject", Topic, "plan/reject", act;
    /// A member of the signing set signs the plan.
    PlanSign, "plan_sign", Topic, "plan/sign", act;
    /// Back to planning.
    Replan, "replan", Topic, "replan", act;
    /// People are invited to a session.
    SessionInvite, "session_invite", Session, "invite", act;
    /// The invited answer.
    SessionReply, "session_reply", Session, "reply", row;
    /// A research group gets its leader, task and due date.
    ResearchAssign, "research_assign", Topic, "research/assign", act;
    /// A visit is noted.
    ResearchVisit, "research_visit", Topic, "research/visit", act;
    /// A survey is noted.
    ResearchSurvey, "research_survey", Topic, "research/survey", act;
    /// A research group reports its findings.
    ResearchReport, "research_report", Topic, "research/report", act;
    /// The briefing pack is sent to the participants.
    ResearchBriefing, "research_briefing", Topic, "research/briefing", act;
    /// The research is adopted.
    ResearchAdopt, "research_adopt", Topic, "research/adopt", act;
    /// The signing set waives what research is missing.
    ResearchWaive, "research_waive", Topic, "research/waive", act;
    /// Somebody is there.
    SessionCheckIn, "session_check_in", Session, "check-in", row;
    /// The absence of a stakeholder group is explained.
    SessionAbsence, "session_absence", Session, "absence", act;
    /// The chair opens the session; the quorum rule is frozen.
    SessionOpen, "session_open", Session, "open", act;
    /// A remark is recorded.
    SessionRemark, "session_remark", Session, "remark", act;
    /// A ballot is opened; its rule is frozen.
    BallotOpen, "ballot_open", Session, "ballot/open", act;
    /// A ballot is closed and counted.
    BallotClose, "ballot_close", Session, "ballot/close", act;
    /// Agree, disagree or pass on a statement.
    SessionStatement, "session_statement", Session, "statement", row;
    /// A vote is cast.
    SessionVote, "session_vote", Session, "vote", row;
    /// The session ends without result.
    SessionAdjourn, "session_adjourn", Session, "adjourn", act;
    /// The session is closed.
    SessionClose, "session_close", Session, "close", act;
    /// A version of the minutes is saved.
    MinutesSave, "minutes_save", Topic, "minutes/save", act;
    /// A member of the signing set signs the minutes.
    MinutesSign, "minutes_sign", Topic, "minutes/sign", act;
    /// A version of the opinion is saved.
    OpinionSave, "opinion_save", Topic, "opinion/save", act;
    /// A member of the signing set sends the opinion back.
    OpinionReject, "opinion_reject", Topic, "opinion/reject", act;
    /// A participant agrees or dissents.
    OpinionConsent, "opinion_consent", Topic, "opinion/consent", row;
    /// A member of the signing set signs the opinion.
    OpinionSign, "opinion_sign", Topic, "opinion/sign", act;
    /// The signing set says that nothing was accepted.
    NoResult, "no_result", Topic, "opinion/no-result", act;
    /// A stakeholder group is told.
    FeedbackDeliver, "feedback_deliver", Topic, "feedback/deliver", act;
    /// A member of a stakeholder group acknowledges.
    FeedbackAcknowledge, "feedback_acknowledge", Topic, "feedback/acknowledge", row;
    /// A member of a stakeholder group objects.
    FeedbackObject, "feedback_object", Topic, "feedback/object", row;
    /// The signing set answers an objection.
    FeedbackAnswer, "feedback_answer", Topic, "feedback/answer", act;
    /// The signing set sustains an objection.
    FeedbackSustain, "feedback_sustain", Topic, "feedback/sustain", act;
    /// The posting is made ready.
    FeedbackPost, "feedback_post", Topic, "feedback/post", act;
    /// A second person releases the posting.
    FeedbackRelease, "feedback_release", Topic, "feedback/release", act;
    /// Feedback is closed.
    FeedbackClose, "feedback_close", Topic, "feedback/close", act;
    /// A conversion task gets its unit, kind and due date.
    TaskAssign, "task_assign", Topic, "tasks/{n}/assign", act;
    /// A conversion task goes to another unit.
    TaskTransfer, "task_transfer", Topic, "tasks/{n}/transfer", act;
    /// The lead unit accepts the task.
    TaskAccept, "task_accept", Topic, "tasks/{n}/accept", act;
    /// The lead unit refuses the task.
    TaskRefuse, "task_refuse", Topic, "tasks/{n}/refuse", act;
    /// Office and leader decide on a task refused twice.
    TaskDecide, "task_decide", Topic, "tasks/{n}/decide", act;
    /// Progress is noted.
    TaskProgress, "task_progress", Topic, "tasks/{n}/progress", act;
    /// More time is asked for.
    TaskExtend, "task_extend", Topic, "tasks/{n}/extend", act;
    /// The office grants more time.
    TaskApproveExtension, "task_approve_extension", Topic, "tasks/{n}/approve-extension", act;
    /// A legal follow-up is recorded as obtained.
    TaskLegal, "task_legal", Topic, "tasks/{n}/legal", act;
    /// The task is done: grade A.
    TaskComplete, "task_complete", Topic, "tasks/{n}/complete", act;
    /// The task is graded B, C or D with a reason.
    TaskExplain, "task_explain", Topic, "tasks/{n}/explain", act;
    /// A check on site is noted.
    TaskInspect, "task_inspect", Topic, "tasks/{n}/inspect", act;
    /// An overdue task is urged (督办).
    TaskUrge, "task_urge", Topic, "tasks/{n}/urge", act;
    /// A done task is verified on site, or not.
    TaskVerify, "task_verify", Topic, "tasks/{n}/verify", act;
    /// A resident is appointed to look after the topic's tasks (居民监督员), or no longer.
    SupervisorAppoint, "supervisor_appoint", Topic, "supervisors", row;
    /// The evaluation window is opened.
    EvaluationOpen, "evaluation_open", Topic, "evaluation/open", act;
    /// A rating is given.
    EvaluationRate, "evaluation_rate", Topic, "evaluation/rate", row;
    /// The author's "not satisfied" is answered.
    EvaluationAnswer, "evaluation_answer", Topic, "evaluation/answer", act;
    /// The author is asked by phone or paper.
    EvaluationContactAuthor, "evaluation_contact_author", Topic, "evaluation/contact-author", act;
    /// The ratings are counted and shortfalls explained.
    EvaluationAccount, "evaluation_account", Topic, "evaluation/account", act;
    /// The topic is concluded (办结).
    Conclude, "conclude", Topic, "evaluation/conclude", act;
    /// The topic is handled once more (二次办理).
    Rehandle, "rehandle", Topic, "evaluation/rehandle", act;
    /// The office asks to end the topic unresolved.
    EndUnresolved, "end_unresolved", Topic, "end-unresolved", act;
    /// The leader signs that the topic ends unresolved.
    EndUnresolvedSign, "end_unresolved_sign", Topic, "end-unresolved/sign", act;
    /// The topic goes up to the street council.
    Escalate, "escalate", Topic, "escalate", act;
    /// The clock stops.
    Suspend, "suspend", Topic, "suspend", act;
    /// The clock runs again.
    Resume, "resume", Topic, "resume", act;
    /// A member of the signing set steps aside (回避).
    Recuse, "recuse", Topic, "recuse", act;
    /// The street admin asks that the text be hidden.
    TakeDown, "take_down", Topic, "take-down", act;
    /// An officer confirms: the text is hidden.
    TakeDownConfirm, "take_down_confirm", Topic, "take-down/confirm", act;
    /// An officer shows the text again.
    Restore, "restore", Topic, "restore", act;
    /// The street admin asks that content be removed.
    Redact, "redact", Topic, "redact", act;
    /// An officer confirms: content and salt are removed.
    RedactConfirm, "redact_confirm", Topic, "redact/confirm", act;
    /// The leader's consent to go beyond a bound is asked.
    BoundAsk, "bound_ask", Topic, "bound/ask", act;
    /// The leader consents, once, or not.
    BoundConsent, "bound_consent", Topic, "bound/consent", act;
    /// A seat is filled.
    SeatHold, "seat_hold", Council, "seats", act;
    /// A seat gets a dated delegate.
    SeatDelegate, "seat_delegate", Council, "seats/delegate", act;
}

impl Verb {
    /// The whole path pattern that the verb is posted to.
    #[must_use]
    pub fn path(self) -> String {
        format!("{}/{}", self.base().pattern(), self.address())
    }

    /// The catalogue key of the verb's name: `verb-plan-sign`.
    #[must_use]
    pub fn key(self) -> String {
        format!("verb-{}", self.code().replace('_', "-"))
    }

    /// The catalogue key of the button that does it: `do-plan-sign`.
    #[must_use]
    pub fn do_key(self) -> String {
        format!("do-{}", self.code().replace('_', "-"))
    }

    /// The catalogue key of the sentence that says what happens then, and who is told: `next-plan-sign`.
    #[must_use]
    pub fn next_key(self) -> String {
        format!("next-{}", self.code().replace('_', "-"))
    }

    /// The verb with this code, as it stands in an entry.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|v| v.code() == code)
    }
}

impl FromStr for Verb {
    type Err = NotAVerb;

    /// From the address: `plan/sign`, `tasks/3/assign` or `tasks/{n}/assign`. Verbs of sessions and
    /// councils have addresses below pages of their own: `open`, `ballot/close`, `seats`.
    fn from_str(s: &str) -> Result<Self, NotAVerb> {
        let general = match s
            .strip_prefix("tasks/")
            .and_then(|rest| rest.split_once('/'))
        {
            Some((n, verb)) if n.bytes().all(|b| b.is_ascii_digit()) => {
                format!("tasks/{{n}}/{verb}")
            }
            Some(_) | None => s.to_owned(),
        };
        Self::ALL
            .iter()
            .copied()
            .find(|v| v.address() == general)
            .ok_or(NotAVerb)
    }
}
