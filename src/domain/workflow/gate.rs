//! The gates: what each step's exit asks, as named conditions, so that a page can show which are unmet.
//! The decisions ask the same functions, so that what is shown is what is decided by.

use chrono::{DateTime, Utc};

use super::condition::Condition;
use super::facts::{Grade, Presence};
use super::rooms::TaskState;
use super::rules::Fraction;
use super::state::{Signatures, State};
use super::step::Step;
use crate::domain::workflow::act::ContentHash;

fn many(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// So many of so many, in a gate that asks for all of them.
fn of(key: &'static str, have: usize, want: usize) -> Condition {
    Condition::count(key, many(have), many(want))
}

/// What the step's exit asks, met or not. `objections` counts the rows made in this posting.
#[must_use]
pub fn gate(state: &State, at: DateTime<Utc>, objections: u32) -> Vec<Condition> {
    match state.step {
        Step::Solicitation => solicitation(state),
        Step::Scheduling => {
            let mut list = vec![of(
                "condition-approvals",
                if state.approved() {
                    state.rules.chain.len()
                } else {
                    state.proposal.approvals.len()
                },
                state.rules.chain.len(),
            )];
            list.extend(plan(state));
            list.push(plan_signed(state));
            list
        }
        Step::Research => research(state),
        Step::Deliberation if state.deliberation.further_plan_due => {
            let mut list = plan(state);
            list.push(plan_signed(state));
            list
        }
        Step::Deliberation => {
            let mut list = deliberation(state);
            list.push(signed(
                "condition-opinion-signed",
                state,
                &state.opinion.signatures,
                state.opinion.facts.as_ref().map(|f| &f.hash),
            ));
            list
        }
        Step::Feedback => feedback(state, at, objections),
        Step::Conversion => conversion(state),
        Step::Supervision => supervision(state, at),
        Step::Evaluation => evaluation(state, at),
    }
}

fn signed(
    key: &'static str,
    state: &State,
    signatures: &Signatures,
    hash: Option<&ContentHash>,
) -> Condition {
    let have = hash.map_or(0, |hash| signatures.count(state.level, hash));
    Condition::count(key, have, many(state.signing_set().len()))
}

fn plan_signed(state: &State) -> Condition {
    signed(
        "condition-plan-signed",
        state,
        &state.plan.signatures,
        state.plan.facts.as_ref().map(|f| &f.hash),
    )
}

/// 1→2.
pub(super) fn solicitation(state: &State) -> Vec<Condition> {
    let mut list = vec![
        Condition::flag("condition-accepted", state.accepted()),
        Condition::flag("condition-focus", state.focus.is_some()),
    ];
    match &state.intake.assessment {
        Some(found) => list.extend(super::decide::complete(found)),
        None => list.extend([
            Condition::flag("condition-problem-stated", false),
            Condition::count("condition-people", 0, 1),
            Condition::count("condition-criteria", 0, 3),
            Condition::count("condition-groups-named", 0, 1),
            Condition::flag("condition-similar-seen", false),
        ]),
    }
    list
}

/// What a plan must hold before it is signed; research groups only where research follows.
pub(super) fn plan(state: &State) -> Vec<Condition> {
    let facts = state.plan.facts.as_ref();
    let covered = facts.map_or(0, |f| {
        state
            .groups()
            .iter()
            .filter(|g| f.groups.contains(g))
            .count()
    });
    let mut list = vec![
        Condition::flag(
            "condition-plan-saved",
            facts.is_some() && !state.plan.rejected,
        ),
        of(
            "condition-plan-sessions",
            facts.map_or(0, |f| f.sessions.len()),
            1,
        ),
        Condition::count(
            "condition-plan-participants",
            facts.map_or(0, |f| f.participants),
            1,
        ),
        of(
            "condition-plan-covers-groups",
            covered,
            state.groups().len(),
        ),
    ];
    if state.step == Step::Scheduling {
        list.push(of(
            "condition-plan-research-groups",
            facts.map_or(0, |f| f.research_groups.len()),
            1,
        ));
    }
    list
}

/// 3→4 by adoption.
pub(super) fn research(state: &State) -> Vec<Condition> {
    let groups = &state.research.groups;
    let reported = groups.values().filter(|g| g.reported_at.is_some()).count();
    vec![
        of("condition-groups-reported", reported, groups.len()),
        Condition::flag(
            "condition-briefing-sent",
            state.research.briefed_at.is_some(),
        ),
    ]
}

/// How many of the invited make a quorum: the fraction, rounded up, and never none.
#[must_use]
pub fn quorum_of(invited: u32, rule: Fraction) -> u32 {
    let all = u64::from(rule.in_all.max(1));
    let need = (u64::from(invited) * u64::from(rule.of)).div_ceil(all);
    u32::try_from(need).unwrap_or(u32::MAX).max(1)
}

/// The quorum: the signing set, two thirds of the invited, every stakeholder group.
#[must_use]
pub fn quorum(state: &State, presence: &Presence) -> Vec<Condition> {
    let there = state
        .groups()
        .iter()
        .filter(|g| presence.groups.contains(g) || state.deliberation.answered_for(g))
        .count();
    vec![
        Condition::count(
            "condition-quorum-signing-set",
            presence.set_present,
            many(state.signing_set().len()),
        ),
        Condition::count(
            "condition-quorum-delegates",
            presence.present,
            quorum_of(presence.invited, state.rules.quorum),
        ),
        of("condition-quorum-groups", there, state.groups().len()),
    ]
}

/// 4→5, but the signatures on the opinion.
pub(super) fn deliberation(state: &State) -> Vec<Condition> {
    let talk = &state.deliberation;
    let heard = state
        .groups()
        .iter()
        .filter(|g| talk.answered_for(g))
        .count();
    let facts = state.opinion.facts.as_ref();
    vec![
        Condition::flag("condition-session-held", talk.held()),
        Condition::flag("condition-no-session-under-way", talk.under_way().is_none()),
        of("condition-groups-heard", heard, state.groups().len()),
        signed(
            "condition-minutes-signed",
            state,
            &talk.minutes_signatures,
            talk.minutes.as_ref(),
        ),
        Condition::flag(
            "condition-opinion-saved",
            facts.is_some() && !state.opinion.rejected,
        ),
        Condition::flag(
            "condition-agreement",
            facts.is_some_and(|f| f.agreement.is_some()),
        ),
    ]
}

/// 5→6, or 5→8 after no result.
pub(super) fn feedback(state: &State, at: DateTime<Utc>, objections: u32) -> Vec<Condition> {
    let back = &state.feedback;
    let told = state
        .groups()
        .iter()
        .filter(|g| back.told.contains(g))
        .count();
    let posting = back.posting.as_ref();
    vec![
        of("condition-groups-told", told, state.groups().len()),
        Condition::flag(
            "condition-posted",
            posting.is_some_and(|p| p.released_at.is_some()),
        ),
        Condition::flag(
            "condition-posting-over",
            posting
                .and_then(|p| p.until)
                .is_some_and(|until| until <= at),
        ),
        Condition::count("condition-objections-answered", back.answered(), objections),
        Condition::flag(
            "condition-result",
            state.no_result() || state.opinion.accepted().next().is_some(),
        ),
    ]
}

/// 6→7.
pub(super) fn conversion(state: &State) -> Vec<Condition> {
    let graded = state.tasks_now().filter(|t| t.state == TaskState::Graded);
    vec![of(
        "condition-tasks-graded",
        graded.count(),
        state.tasks_now().count(),
    )]
}

/// 7→8.
pub(super) fn supervision(state: &State, at: DateTime<Utc>) -> Vec<Condition> {
    let done = || state.tasks_now().filter(|t| t.grade == Some(Grade::A));
    let going = || state.tasks_now().filter(|t| t.grade == Some(Grade::B));
    let late = || state.tasks_now().filter(|t| t.overdue(at));
    vec![
        of(
            "condition-done-verified",
            done().filter(|t| t.verified).count(),
            done().count(),
        ),
        of(
            "condition-next-checks",
            going()
                .filter(|t| t.next_check.is_some_and(|check| check > at))
                .count(),
            going().count(),
        ),
        of(
            "condition-overdue-urged",
            late().filter(|t| !t.urge_due(at)).count(),
            late().count(),
        ),
        of(
            "condition-tasks-owned",
            going().filter(|t| t.unit.is_some()).count(),
            going().count(),
        ),
    ]
}

/// 8→end.
pub(super) fn evaluation(state: &State, at: DateTime<Utc>) -> Vec<Condition> {
    let now = &state.evaluation;
    let account = now.account.as_ref();
    let mut list = vec![
        Condition::flag("condition-window-opened", now.opened_at.is_some()),
        Condition::flag("condition-window-over", now.over(at)),
        Condition::flag("condition-ratings-counted", account.is_some()),
        Condition::flag(
            "condition-shortfall-explained",
            account.is_some_and(|a| a.explained),
        ),
        Condition::flag("condition-archive", account.is_some_and(|a| a.archived)),
    ];
    list.push(Condition {
        met: account.is_some_and(|a| a.passed),
        // Percent, rounded down: 59.99 is not shown as 60.
        ..Condition::count(
            "condition-score",
            account.map_or(0, |a| a.score / 100),
            state.rules.pass,
        )
    });
    list.push(Condition::flag(
        "condition-author-answered",
        !now.unanswered(),
    ));
    list
}
