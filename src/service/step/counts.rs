//! What the dashboard counts of a topic, read off its state: an act changes the counts by the
//! difference of the states after and before it, so that no page counts rows.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use uuid::Uuid;

use crate::domain::calendar::{Calendar, local_day};
use crate::domain::policy::Visibility;
use crate::domain::workflow::{Grade, Standing, State, Step, Tally};
use crate::store::dashboard::Change;

/// Stays longer than this many working days are counted together: beyond every limit.
const LONGEST: i64 = 120;

/// What a state comes to in the counts: the sum of the changes of all acts that led to it.
#[must_use]
pub fn counted(calendar: &Calendar, community: Option<Uuid>, state: &State) -> Vec<Change> {
    changes(calendar, None, (community, state))
}

/// The changes that lead from the counts of one state to those of another, each with its community.
pub(super) fn changes(
    calendar: &Calendar,
    before: Option<(Option<Uuid>, &State)>,
    after: (Option<Uuid>, &State),
) -> Vec<Change> {
    let mut net: BTreeMap<(Option<Uuid>, (NaiveDate, String)), i64> = BTreeMap::new();
    let sides = before.map(|b| (b, -1)).into_iter().chain([(after, 1)]);
    for ((community, state), sign) in sides {
        for (key, n) in measures(calendar, state) {
            *net.entry((community, key)).or_default() += sign * n;
        }
    }
    net.into_iter()
        .filter(|(_, n)| *n != 0)
        .map(|((community, (month, measure)), by)| Change {
            month,
            community,
            measure,
            by,
        })
        .collect()
}

type Measures = BTreeMap<(NaiveDate, String), i64>;

fn measures(calendar: &Calendar, state: &State) -> Measures {
    let mut found = Measures::new();
    let mut add = |at: DateTime<Utc>, measure: String, n: i64| {
        *found.entry((month(at), measure)).or_default() += n;
    };
    if let Some(at) = state.intake.submitted_at {
        add(at, "topic.submitted".to_owned(), 1);
        add(at, format!("source.{}", state.source.code()), 1);
    }
    for passage in &state.passages {
        if let Some(until) = passage.until {
            let days = calendar
                .working_days_between(passage.since, until)
                .clamp(0, LONGEST);
            add(until, format!("stay.{}.{days}", passage.step.no()), 1);
        }
    }
    match state.standing {
        Standing::Concluded => add(state.since, "topic.concluded".to_owned(), 1),
        Standing::ConcludedUnresolved => add(state.since, "topic.unresolved".to_owned(), 1),
        Standing::Open
        | Standing::Suspended
        | Standing::Merged
        | Standing::Transferred
        | Standing::Declined
        | Standing::Withdrawn
        | Standing::Escalated => {}
    }
    // Tasks and ratings stand beside the list of their topics, which holds public ones alone.
    if Visibility::of(state) != Visibility::Public {
        return found;
    }
    for task in state.tasks_now() {
        let began = conversion_since(state);
        add(began, format!("task.{}", outcome(task.grade)), 1);
        add(began, "task.all".to_owned(), 1);
    }
    if let (Some(account), Some(opened)) = (&state.evaluation.account, state.evaluation.opened_at) {
        let kinds = [
            ("public", &account.ratings.public),
            ("member", &account.ratings.member),
            ("party_gov", &account.ratings.party_gov),
        ];
        for (kind, tally) in kinds {
            for (score, n) in scores(tally) {
                if n > 0 {
                    add(opened, format!("rating.{kind}.{score}"), i64::from(n));
                }
            }
        }
    }
    found
}

/// When the tasks of the round under way came to be: the last entry into step 6.
fn conversion_since(state: &State) -> DateTime<Utc> {
    state
        .passages
        .iter()
        .rev()
        .find(|p| p.step == Step::Conversion)
        .map_or(state.since, |p| p.since)
}

const fn outcome(grade: Option<Grade>) -> &'static str {
    match grade {
        None => "open",
        Some(Grade::A) => "a",
        Some(Grade::B) => "b",
        Some(Grade::C) => "c",
        Some(Grade::D) => "d",
    }
}

const fn scores(tally: &Tally) -> [(&'static str, u32); 3] {
    [
        ("satisfied", tally.satisfied),
        ("basically", tally.basically),
        ("not_satisfied", tally.not_satisfied),
    ]
}

fn month(at: DateTime<Utc>) -> NaiveDate {
    let day = local_day(at);
    day.with_day(1).unwrap_or(day)
}
