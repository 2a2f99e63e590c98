//! Evidence that fits a state, for solver and walks: good by default, turned by a mood and a dial.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;
use yishi::domain::actor::Level;
use yishi::domain::workflow::{
    Agreement, Bound, ContentHash, Evidence, Focus, Form, ItemFacts, OpinionFacts, PlanFacts,
    PlannedSession, Presence, Ratings, Satisfaction, State, Tally, Verb, Way,
};

use super::cast::Kind;
use super::cast::{
    LEADER_OF_STUDY, OTHER_COUNCIL, OWNERS, SHOPS, STUDY, assessment, reason, submission,
};

use super::task_evidence::of_task;

/// How things are, and a dial that turns what can be one way or the other.
#[derive(Debug, Clone, Copy)]
pub struct Mood {
    pub away: bool,
    pub displeased: bool,
    pub no_result: bool,
    pub dial: u32,
}

fn hash(name: &str, n: u32) -> ContentHash {
    ContentHash(format!("{name}-{n}"))
}

fn of(found: Option<&ContentHash>) -> ContentHash {
    found.cloned().unwrap_or_else(|| "none".into())
}

/// The subject as an id, else the first that the state has.
fn session(state: &State, subject: &str) -> Uuid {
    let talk = &state.deliberation;
    subject.parse().ok().unwrap_or_else(|| {
        talk.under_way()
            .or_else(|| talk.now().last())
            .map_or(Uuid::nil(), |m| m.id)
    })
}

fn ballot(state: &State) -> Uuid {
    state
        .deliberation
        .under_way()
        .and_then(|m| m.ballots.keys().next().copied())
        .unwrap_or(Uuid::from_u128(0xBA))
}

fn group(subject: &str) -> Uuid {
    subject.parse().unwrap_or(SHOPS)
}

fn presence(mood: Mood) -> Presence {
    Presence {
        set_present: 2,
        invited: 12,
        present: 8,
        groups: if mood.away {
            vec![OWNERS]
        } else {
            vec![OWNERS, SHOPS]
        },
        root: None,
    }
}

fn plan(state: &State, at: DateTime<Utc>, mood: Mood) -> PlanFacts {
    let forms = [Form::Meeting, Form::Online, Form::Written, Form::Discussion];
    PlanFacts {
        hash: hash("plan", state.version),
        sessions: vec![PlannedSession {
            id: super::solver::fresh(state),
            at: at + TimeDelta::days(10),
            form: forms[mood.dial as usize % forms.len()],
        }],
        participants: 12,
        groups: vec![OWNERS, SHOPS],
        research_groups: vec![STUDY],
    }
}

fn ratings(state: &State, mood: Mood) -> Ratings {
    if let (Some(account), 0..=2) = (&state.evaluation.account, mood.dial % 4) {
        return account.ratings.clone();
    }
    let (satisfied, not_satisfied) = if mood.displeased || mood.dial % 4 == 1 {
        (1, 9)
    } else {
        (9, 1)
    };
    let tally = Tally {
        satisfied,
        basically: 0,
        not_satisfied,
    };
    Ratings {
        public: if mood.dial % 5 == 4 {
            Tally::default()
        } else {
            tally
        },
        member: tally,
        party_gov: tally,
        author: (mood.dial % 7 == 6).then_some(Satisfaction::NotSatisfied),
        root: None,
    }
}

fn rated(state: &State, mood: Mood) -> Evidence {
    Evidence::Ratings {
        ratings: ratings(state, mood),
        reason: true,
        archive_checked: true,
    }
}

/// Evidence for the verb in this state.
pub fn evidence(
    verb: Verb,
    state: &State,
    at: DateTime<Utc>,
    subject: &str,
    mood: Mood,
) -> Evidence {
    let dial = mood.dial;
    let yes = dial % 4 != 1;
    match verb {
        Verb::Submit => Evidence::Submit(Box::new(submission(Kind::Community))),
        Verb::Accept => Evidence::Accept {
            focus: Focus::Livelihood,
        },
        Verb::Assess => {
            let mut found = assessment();
            if dial % 3 == 1 {
                found.groups.pop();
            }
            Evidence::Assess(found)
        }
        Verb::Merge => Evidence::Merge {
            target: Uuid::from_u128(0x77),
            target_open: true,
        },
        Verb::Unmerge => Evidence::Unmerge { moved_back: 3 },
        Verb::Transfer if dial % 3 == 2 => Evidence::TransferOut {
            receiver_named: true,
            reason: true,
        },
        Verb::Transfer => Evidence::TransferWithin {
            council: OTHER_COUNCIL,
            level: if state.level == Level::Community {
                Level::Community
            } else {
                Level::Subdistrict
            },
            has_liaison: state.has_liaison,
            reason: true,
        },
        Verb::Decline => Evidence::Decline {
            reason: true,
            elsewhere: true,
            reconsider_until: at + TimeDelta::days(14),
        },
        Verb::ReconsiderDecide | Verb::Restore => Evidence::Decide {
            granted: yes,
            reason: true,
            bound: None,
        },
        Verb::BoundConsent => Evidence::Decide {
            granted: yes,
            reason: true,
            bound: Bound::from_code(subject).or_else(|| state.loops.asked.keys().next().copied()),
        },
        Verb::BoundAsk => {
            let bound = Bound::ALL[dial as usize % Bound::ALL.len()];
            Evidence::BoundAsk {
                bound,
                verb: bound.verb(),
            }
        }
        Verb::Propose => Evidence::Propose {
            reviewers: 1,
            approvers: 1,
        },
        Verb::Approve | Verb::ResearchAdopt => Evidence::Nothing,
        Verb::PlanSave => Evidence::Plan(plan(state, at, mood)),
        Verb::PlanSign => {
            let facts = state.plan.facts.as_ref();
            let first = facts.and_then(|f| f.sessions.iter().map(|s| s.at).min());
            let days = first.map_or(0, |first| (first - at).num_days());
            Evidence::PlanSign {
                hash: of(facts.map(|f| &f.hash)),
                notice_days: u32::try_from(days).unwrap_or(0),
                conflicts: 0,
            }
        }
        Verb::MinutesSave => Evidence::Minutes {
            hash: hash("minutes", state.version),
        },
        Verb::MinutesSign => Evidence::Sign {
            hash: of(state.deliberation.minutes.as_ref()),
        },
        Verb::ResearchWaive => Evidence::SignReason {
            hash: state
                .research
                .waiver
                .clone()
                .unwrap_or_else(|| hash("waiver", state.version)),
            reason: true,
        },
        Verb::NoResult => Evidence::SignReason {
            hash: state
                .opinion
                .no_result
                .clone()
                .unwrap_or_else(|| hash("no-result", state.version)),
            reason: true,
        },
        Verb::ResearchAssign => Evidence::GroupAssign {
            group: subject.parse().unwrap_or(STUDY),
            leader: LEADER_OF_STUDY,
            task: true,
            due: at + TimeDelta::days(5),
        },
        Verb::ResearchVisit | Verb::ResearchSurvey | Verb::ResearchReport => Evidence::GroupWork {
            group: subject.parse().unwrap_or(STUDY),
            findings: 1,
        },
        Verb::ResearchBriefing => Evidence::Briefing {
            papers: 2,
            sent_to: 12,
        },
        Verb::SessionInvite | Verb::SessionRemark => Evidence::Session {
            session: session(state, subject),
        },
        Verb::SessionAbsence => Evidence::Absence {
            session: session(state, ""),
            group: group(subject),
            invitations: 2,
            // A group that came needs no explanation.
            reason: mood.away || !subject.is_empty() || dial > 0,
        },
        Verb::SessionOpen => Evidence::Open {
            session: session(state, subject),
            presence: presence(mood),
        },
        Verb::SessionClose => Evidence::Close {
            session: session(state, subject),
            presence: presence(mood),
            heard: presence(mood).groups,
        },
        Verb::SessionAdjourn => Evidence::Adjourn {
            session: session(state, subject),
            reason: true,
        },
        Verb::BallotOpen => Evidence::BallotOpen {
            session: session(state, subject),
            ballot: super::solver::fresh(state),
            options: 2,
            electorate: 8,
            secret: yes,
        },
        Verb::BallotClose => Evidence::BallotClose {
            session: session(state, subject),
            ballot: ballot(state),
            counts: vec![5, 3],
            root: None,
        },
        Verb::OpinionSave => Evidence::Opinion(OpinionFacts {
            hash: hash("opinion", state.version),
            items: (1..=2)
                .map(|no| ItemFacts {
                    no,
                    accepted: !(mood.no_result || dial % 5 == 3) && no <= 1 + dial % 2,
                    legal: state.version.is_multiple_of(3),
                })
                .collect(),
            agreement: (dial % 8 != 7).then_some(Agreement::BroadAgreement),
            dissents: 1,
        }),
        Verb::OpinionSign => Evidence::OpinionSign {
            hash: of(state.opinion.facts.as_ref().map(|f| &f.hash)),
            consents: 7,
            dissents: 1,
            root: None,
        },
        Verb::FeedbackDeliver => Evidence::Deliver {
            group: subject.parse().unwrap_or(if yes { OWNERS } else { SHOPS }),
            way: Way::Phone,
        },
        Verb::FeedbackAnswer | Verb::FeedbackSustain => {
            let open = state
                .feedback
                .replies
                .iter()
                .find(|(_, r)| r.given_at.is_none());
            let objection = subject.parse().ok().or(open.map(|(id, _)| *id));
            Evidence::Objection {
                objection: objection.unwrap_or_else(|| super::solver::fresh(state)),
                hash: objection
                    .and_then(|id| state.feedback.replies.get(&id))
                    .map_or_else(|| hash("answer", state.version), |r| r.hash.clone()),
                reason: true,
            }
        }
        Verb::FeedbackPost => Evidence::Post {
            hash: hash("posting", state.version),
            hits: u32::from(!yes),
        },
        Verb::FeedbackRelease => Evidence::Release {
            hash: of(state.feedback.posting.as_ref().map(|p| &p.hash)),
            passed: true,
            until: at + TimeDelta::days(7),
        },
        Verb::FeedbackClose => Evidence::FeedbackClose {
            objections: state.feedback.answered(),
            acknowledged: 2,
            root: None,
        },
        Verb::EvaluationOpen => Evidence::EvaluationOpen {
            until: at + TimeDelta::days(10),
        },
        Verb::EvaluationAnswer => Evidence::AnswerAuthor {
            not_satisfied: true,
            reason: true,
        },
        Verb::EvaluationContactAuthor => Evidence::ContactAuthor {
            way: Way::Phone,
            said: (dial % 3 == 1).then_some(Satisfaction::NotSatisfied),
        },
        Verb::EvaluationAccount | Verb::Conclude | Verb::Rehandle => rated(state, mood),
        Verb::EndUnresolved => Evidence::EndUnresolved {
            reason: true,
            sent_upward: true,
            document: true,
        },
        Verb::Escalate => Evidence::Escalate {
            reason: true,
            successor: super::solver::fresh(state),
        },
        Verb::Suspend => Evidence::Suspend {
            reason: true,
            review: at + TimeDelta::days(14),
            review_days: 10,
        },
        Verb::Resume => Evidence::Resume { working_days: 8 },
        Verb::Redact => Evidence::Redact {
            entries: vec![1 + dial % 3],
            reason: true,
        },
        Verb::RedactConfirm => Evidence::Redact {
            entries: state
                .moderation
                .redact_asked
                .as_ref()
                .map_or_else(Vec::new, |(_, entries)| entries.clone()),
            reason: true,
        },
        Verb::TaskAssign
        | Verb::TaskTransfer
        | Verb::TaskAccept
        | Verb::TaskRefuse
        | Verb::TaskDecide
        | Verb::TaskProgress
        | Verb::TaskExtend
        | Verb::TaskApproveExtension
        | Verb::TaskLegal
        | Verb::TaskComplete
        | Verb::TaskExplain
        | Verb::TaskInspect
        | Verb::TaskUrge
        | Verb::TaskVerify => of_task(verb, state, at, subject, mood),
        Verb::Revise
        | Verb::Withdraw
        | Verb::Support
        | Verb::Follow
        | Verb::Comment
        | Verb::AskMore
        | Verb::DeclineConfirm
        | Verb::Reconsider
        | Verb::TakeBack
        | Verb::Return
        | Verb::PlanReject
        | Verb::Replan
        | Verb::SessionReply
        | Verb::SessionCheckIn
        | Verb::SessionStatement
        | Verb::SessionVote
        | Verb::OpinionReject
        | Verb::OpinionConsent
        | Verb::FeedbackAcknowledge
        | Verb::FeedbackObject
        | Verb::SupervisorAppoint
        | Verb::EvaluationRate
        | Verb::EndUnresolvedSign
        | Verb::Recuse
        | Verb::TakeDown
        | Verb::TakeDownConfirm
        | Verb::SeatHold
        | Verb::SeatDelegate => reason(),
    }
}
