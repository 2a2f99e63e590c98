//! The duties of the steps but 6 and 7.

use chrono::{DateTime, Days, Utc};

use super::{Desk, Holder, LEADER, OFFICE, TOPIC};
use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::deadline::{Deadline, DeadlineKind, before_session, deadline};
use crate::domain::workflow::gate;
use crate::domain::workflow::rooms::{AuthorWord, MeetingState};
use crate::domain::workflow::state::State;
use crate::domain::workflow::verb::Verb;

fn met(list: &[Condition]) -> bool {
    list.iter().all(|c| c.met)
}

pub fn solicitation(desk: &mut Desk) {
    let s = desk.s;
    let intake = &s.intake;
    if let Some(ask) = &intake.decline_asked {
        // Until somebody confirms it the author has no answer, so the limit of the first one runs on.
        let limit = deadline(s);
        for holder in desk.conveners() {
            if !matches!(&holder, Holder::Seat(seat) if Some(*seat) == ask.seat) {
                desk.put(Verb::DeclineConfirm, holder, &TOPIC, ask.at, limit);
            }
        }
        if s.level.is_street() {
            desk.put(Verb::DeclineConfirm, OFFICE, &TOPIC, ask.at, limit);
        }
        return;
    }
    if let Some(asked) = intake.asked_at {
        // Somebody entered on behalf cannot do it themselves.
        let holders = if s.author_has_account {
            vec![Holder::Author]
        } else {
            desk.clerk()
        };
        desk.put_all(Verb::Revise, &holders, &TOPIC, asked, None);
        return;
    }
    let clerk = desk.clerk();
    let Some(accepted) = intake.accepted_at else {
        let since = intake.clock_from.unwrap_or(s.since);
        let limit = Deadline::after(
            DeadlineKind::FirstAnswer,
            since,
            s.rules.limits.first_answer,
        );
        desk.put_all(Verb::Accept, &clerk, &TOPIC, since, Some(limit));
        return;
    };
    let since = accepted.max(s.since);
    let verb = if met(&gate::solicitation(s)) {
        Verb::Propose
    } else {
        Verb::Assess
    };
    desk.put_all(verb, &clerk, &TOPIC, since, None);
}

pub fn scheduling(desk: &mut Desk) {
    let s = desk.s;
    if s.approved() {
        planning(desk);
    } else if let Some(link) = s.next_link() {
        let since = s
            .proposal
            .approvals
            .last()
            .map_or(s.since, |a| a.at.max(s.since));
        let limit = Deadline::after(DeadlineKind::Approval, s.since, s.rules.limits.approval);
        desk.put(Verb::Approve, Desk::link(link), &TOPIC, since, Some(limit));
    }
}

/// The plan is saved by the clerk, then signed by the set.
fn planning(desk: &mut Desk) {
    let s = desk.s;
    let limit = Some(Deadline::after(
        DeadlineKind::Plan,
        s.since,
        s.rules.limits.plan,
    ));
    if met(&gate::plan(s)) {
        let hash = s.plan.facts.as_ref().map(|f| &f.hash);
        desk.put_unsigned(
            Verb::PlanSign,
            &s.plan.signatures,
            hash,
            &TOPIC,
            s.since,
            limit,
        );
    } else {
        let clerk = desk.clerk();
        desk.put_all(Verb::PlanSave, &clerk, &TOPIC, s.since, limit);
    }
}

pub fn research(desk: &mut Desk) {
    let s = desk.s;
    let limit = before_session(s);
    let conveners = desk.conveners();
    for (group, work) in &s.research.groups {
        if work.reported_at.is_some() {
            continue;
        }
        match work.leader {
            None => desk.put_all(Verb::ResearchAssign, &conveners, group, s.since, limit),
            Some(leader) => {
                let due = work.due.map(|d| Deadline::at(DeadlineKind::Research, d));
                let holder = Holder::Account(leader);
                desk.put(Verb::ResearchReport, holder, group, s.since, due.or(limit));
            }
        }
    }
    if s.research.briefed_at.is_none() {
        let clerk = desk.clerk();
        desk.put_all(Verb::ResearchBriefing, &clerk, &TOPIC, s.since, limit);
    }
    let signatures = &s.research.waiver_signatures;
    if !signatures.0.is_empty() {
        let hash = s.research.waiver.as_ref();
        desk.put_unsigned(
            Verb::ResearchWaive,
            signatures,
            hash,
            &TOPIC,
            s.since,
            limit,
        );
    }
    if met(&gate::research(s)) {
        desk.put_all(Verb::ResearchAdopt, &conveners, &TOPIC, s.since, limit);
    }
}

pub fn deliberation(desk: &mut Desk) {
    let s = desk.s;
    let talk = &s.deliberation;
    if talk.further_plan_due {
        planning(desk);
        return;
    }
    let conveners = desk.conveners();
    if let Some(session) = talk.under_way() {
        desk.put_all(
            Verb::SessionClose,
            &conveners,
            &session.id,
            session.at,
            None,
        );
        return;
    }
    let next = talk
        .now()
        .filter(|m| m.state == MeetingState::Planned)
        .min_by_key(|m| m.at);
    if let Some(session) = next {
        let on = Some(Deadline::at(DeadlineKind::Session, session.at));
        desk.put_all(Verb::SessionOpen, &conveners, &session.id, s.since, on);
    }
    let Some(closed) = talk.now().filter_map(|m| m.closed_at).max() else {
        if next.is_none() {
            desk.put_all(Verb::Replan, &conveners, &TOPIC, s.since, None);
        }
        return;
    };
    papers(desk, closed);
}

/// After a session: minutes, explained absences, opinion.
fn papers(desk: &mut Desk, closed: DateTime<Utc>) {
    let s = desk.s;
    let talk = &s.deliberation;
    let clerk = desk.clerk();
    let limit = Some(Deadline::after(
        DeadlineKind::Minutes,
        closed,
        s.rules.limits.minutes,
    ));
    match &talk.minutes {
        None => desk.put_all(Verb::MinutesSave, &clerk, &TOPIC, closed, limit),
        Some(hash) => desk.put_unsigned(
            Verb::MinutesSign,
            &talk.minutes_signatures,
            Some(hash),
            &TOPIC,
            closed,
            limit,
        ),
    }
    for group in s.groups().iter().filter(|g| !talk.answered_for(g)) {
        desk.put_all(Verb::SessionAbsence, &clerk, group, closed, limit);
    }
    let ready = s.opinion.facts.as_ref().filter(|f| f.agreement.is_some());
    match ready {
        Some(facts) if !s.opinion.rejected => {
            if met(&gate::deliberation(s)) {
                let hash = Some(&facts.hash);
                let signatures = &s.opinion.signatures;
                desk.put_unsigned(Verb::OpinionSign, signatures, hash, &TOPIC, closed, limit);
            }
        }
        Some(_) | None => desk.put_all(Verb::OpinionSave, &clerk, &TOPIC, closed, limit),
    }
}

pub fn feedback(desk: &mut Desk) {
    let s = desk.s;
    let back = &s.feedback;
    let clerk = desk.clerk();
    let limit = Some(Deadline::after(
        DeadlineKind::Feedback,
        s.since,
        s.rules.limits.feedback,
    ));
    let untold: Vec<_> = s
        .groups()
        .iter()
        .filter(|g| !back.told.contains(g))
        .collect();
    for group in &untold {
        desk.put_all(Verb::FeedbackDeliver, &clerk, group, s.since, limit);
    }
    let none_accepted = s.opinion.accepted().next().is_none();
    if none_accepted && !s.no_result() {
        let hash = s.opinion.no_result.as_ref();
        let signatures = &s.opinion.no_result_signatures;
        desk.put_unsigned(Verb::NoResult, signatures, hash, &TOPIC, s.since, limit);
    }
    for (objection, reply) in &back.replies {
        if reply.given_at.is_none() {
            let verb = if reply.sustains {
                Verb::FeedbackSustain
            } else {
                Verb::FeedbackAnswer
            };
            let hash = Some(&reply.hash);
            desk.put_unsigned(verb, &reply.signatures, hash, objection, s.since, None);
        }
    }
    match &back.posting {
        None => desk.put_all(Verb::FeedbackPost, &clerk, &TOPIC, s.since, limit),
        Some(posting) => match posting.until {
            None => {
                let mut holders = desk.conveners();
                if !s.has_liaison {
                    // A convener posted: with the other seat empty, an officer releases.
                    holders.push(OFFICE);
                }
                desk.put_all(Verb::FeedbackRelease, &holders, &TOPIC, s.since, limit);
            }
            Some(until) if untold.is_empty() && (!none_accepted || s.no_result()) => {
                desk.put_all(Verb::FeedbackClose, &clerk, &TOPIC, until, None);
            }
            Some(_) => {}
        },
    }
}

pub fn evaluation(desk: &mut Desk) {
    let s = desk.s;
    let now = &s.evaluation;
    let (Some(opened), Some(until)) = (now.opened_at, now.until) else {
        let limit = super::tasks::opens(s);
        desk.put(Verb::EvaluationOpen, OFFICE, &TOPIC, s.since, Some(limit));
        return;
    };
    if now.author == AuthorWord::Unknown && !s.author_has_account {
        let clerk = desk.clerk();
        let limit = Some(Deadline::at(DeadlineKind::EvaluationCloses, until));
        desk.put_all(
            Verb::EvaluationContactAuthor,
            &clerk,
            &TOPIC,
            next_try(s, opened),
            limit,
        );
    }
    if now.unanswered() {
        let mut holders: Vec<Holder> = s
            .tasks_now()
            .filter_map(|t| t.unit)
            .map(Holder::Unit)
            .collect();
        if holders.is_empty() || s.no_result() {
            holders = desk.conveners();
        }
        desk.put_all(Verb::EvaluationAnswer, &holders, &TOPIC, opened, None);
    }
    match &now.account {
        None => {
            let limit = Some(Deadline::at(DeadlineKind::EvaluationCloses, until));
            desk.put(Verb::EvaluationAccount, OFFICE, &TOPIC, until, limit);
        }
        Some(account) if !s.failed() => {
            let holder = if account.ratings.public.valid() > 0 {
                OFFICE
            } else {
                LEADER
            };
            desk.put(Verb::Conclude, holder, &TOPIC, until, None);
        }
        Some(_) if !s.failed_for_good() => desk.put(Verb::Rehandle, OFFICE, &TOPIC, until, None),
        Some(_) if s.level.is_street() => {
            if s.end_asked.is_none() {
                desk.put(Verb::EndUnresolved, OFFICE, &TOPIC, until, None);
            }
        }
        Some(_) => desk.put(Verb::Escalate, OFFICE, &TOPIC, until, None),
    }
    super::tasks::going_on(desk);
}

/// The tries to reach the author are spread over the days that they must span.
fn next_try(s: &State, opened: DateTime<Utc>) -> DateTime<Utc> {
    let tries = &s.evaluation.tries;
    let Some(first) = tries.first() else {
        return opened;
    };
    let limits = &s.rules.limits;
    let gaps = limits.author_tries.saturating_sub(1).max(1);
    let done = u32::try_from(tries.len()).map_or(gaps, |n| n.min(gaps));
    let days = limits.author_days.saturating_mul(done).div_ceil(gaps);
    first
        .checked_add_days(Days::new(u64::from(days)))
        .unwrap_or(*first)
}

pub fn declined(desk: &mut Desk) {
    let s = desk.s;
    let asked = s.declined.as_ref().and_then(|d| d.asked.as_ref());
    if let (Some((_, since)), Some(link)) = (asked, s.next_link()) {
        desk.put(
            Verb::ReconsiderDecide,
            Desk::link(link),
            &TOPIC,
            *since,
            None,
        );
    }
}
