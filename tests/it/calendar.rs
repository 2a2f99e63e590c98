//! Working days.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;
use rstest::rstest;
use yishi::domain::calendar::{Calendar, Why, at_hour, end_of, local_day};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str, hour: u32) -> DateTime<Utc> {
    at_hour(day(text), hour)
}

#[rstest]
#[case::plain_week("2026-03-02", 5, "2026-03-09")]
#[case::over_the_national_holiday("2026-09-30", 1, "2026-10-08")]
#[case::a_saturday_that_is_worked_counts("2026-10-08", 2, "2026-10-10")]
#[case::spring_festival("2026-02-13", 1, "2026-02-14")]
#[case::spring_festival_and_its_make_up_days("2026-02-13", 2, "2026-02-24")]
#[case::started_on_a_sunday("2026-03-01", 1, "2026-03-02")]
#[case::zero_on_a_working_day("2026-03-02", 0, "2026-03-02")]
#[case::zero_on_a_sunday("2026-03-01", 0, "2026-03-02")]
fn a_limit_ends_at_six_in_the_evening_of_its_last_day(
    #[case] from: &str,
    #[case] n: u32,
    #[case] last: &str,
) {
    assert_eq!(
        Calendar::of_2026().add_working_days(at(from, 9), n),
        end_of(day(last))
    );
    assert_eq!(
        end_of(day(last)).to_rfc3339(),
        format!("{last}T10:00:00+00:00")
    );
}

#[test]
fn the_day_is_that_of_shanghai_not_of_greenwich() {
    let late: DateTime<Utc> = "2026-03-02T16:30:00Z".parse().unwrap();
    assert_eq!(local_day(late), day("2026-03-03"));
    assert_eq!(
        Calendar::of_2026().add_working_days(late, 1),
        end_of(day("2026-03-04"))
    );
}

#[test]
fn an_explanation_names_each_day_passed_over_and_each_made_up() {
    let told = Calendar::of_2026().explain(at("2026-09-18", 10), 6);
    assert_eq!(told.due, end_of(day("2026-09-28")));
    let days: Vec<_> = told.skipped.iter().map(|s| s.day.to_string()).collect();
    assert_eq!(
        days,
        ["2026-09-19", "2026-09-25", "2026-09-26", "2026-09-27"]
    );
    assert_eq!(told.skipped[0].why, Why::Weekend);
    assert_eq!(told.skipped[1].why, Why::Holiday("中秋节".into()));
    assert_eq!(told.made_up[0].day, day("2026-09-20"));
    assert!(told.years_without_table.is_empty());
}

#[test]
fn a_year_without_a_table_warns() {
    let calendar = Calendar::of_2026();
    assert!(calendar.has_table(2026) && !calendar.has_table(2027));
    assert_eq!(
        calendar.explain(at("2026-12-30", 9), 5).years_without_table,
        [2027]
    );
    assert_eq!(
        calendar.missing_years(at("2026-12-30", 9), at("2027-01-06", 9)),
        [2027]
    );
}

#[test]
fn a_change_of_the_table_moves_the_due_date() {
    let bare = Calendar::default();
    assert_eq!(
        bare.add_working_days(at("2026-09-30", 9), 1),
        end_of(day("2026-10-01"))
    );
    assert_eq!(
        Calendar::of_2026().add_working_days(at("2026-09-30", 9), 1),
        end_of(day("2026-10-08"))
    );
}

#[test]
fn three_working_days_before_a_session() {
    // The session is on Thursday 8 October; before it lie only 30, 29 and 28 September.
    let last = Calendar::of_2026().latest_before(at("2026-10-08", 14), 3);
    assert_eq!(last, end_of(day("2026-09-28")));
}

#[test]
fn what_remains_turns_overdue_the_moment_after_the_end() {
    let calendar = Calendar::of_2026();
    let due = end_of(day("2026-03-04"));
    let left = calendar.remaining(at("2026-03-02", 9), due);
    assert_eq!((left.working_days, left.overdue), (2, false));
    let left = calendar.remaining(due, due);
    assert_eq!((left.working_days, left.overdue), (0, false));
    let left = calendar.remaining(due + TimeDelta::seconds(1), due);
    assert_eq!((left.working_days, left.overdue), (0, true));
    assert_eq!(
        calendar.remaining(at("2026-03-06", 9), due).working_days,
        -2
    );
}

#[test]
fn the_table_of_2026_has_31_days_off_and_6_made_up() {
    let calendar = Calendar::of_2026();
    let days = || {
        day("2026-01-01")
            .iter_days()
            .take_while(|d| d.year() == 2026)
    };
    let named = days()
        .filter(|d| matches!(calendar.why_off(*d), Some(Why::Holiday(_))))
        .count();
    assert_eq!(named, 33);
    // 2026 has 261 weekdays; 24 of the days off fall on one, and 6 weekend days are worked.
    assert_eq!(
        days().filter(|d| calendar.is_working_day(*d)).count(),
        248 - 6 + 6
    );
}

prop_compose! {
    fn moment()(seconds in 1_767_196_800_i64..1_798_732_800) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }
}

proptest! {
    #[test]
    fn adding_and_counting_are_inverse(from in moment(), n in 1_u32..200) {
        let calendar = Calendar::of_2026();
        let due = calendar.add_working_days(from, n);
        prop_assert!(calendar.is_working_day(local_day(due)));
        prop_assert_eq!(calendar.working_days_between(from, due), i64::from(n));
        prop_assert_eq!(calendar.working_days_between(due, from), -i64::from(n) + off_by_start(&calendar, from));
    }

    #[test]
    fn a_longer_limit_never_ends_earlier(from in moment(), n in 0_u32..200) {
        let calendar = Calendar::of_2026();
        prop_assert!(calendar.add_working_days(from, n) <= calendar.add_working_days(from, n + 1));
    }

    #[test]
    fn an_explanation_accounts_for_every_day(from in moment(), n in 1_u32..100) {
        let calendar = Calendar::of_2026();
        let told = calendar.explain(from, n);
        prop_assert_eq!(told.due, calendar.add_working_days(from, n));
        let days = (local_day(told.due) - told.start).num_days();
        prop_assert_eq!(days, i64::from(n) + i64::try_from(told.skipped.len()).unwrap());
    }

    #[test]
    fn the_latest_day_before_leaves_exactly_that_many(event in moment(), n in 0_u32..60) {
        let calendar = Calendar::of_2026();
        let last = calendar.latest_before(event, n);
        let between = calendar.working_days_between(last, event);
        // The day of the event counts as the last of them when it is worked.
        prop_assert!(between >= i64::from(n) - 1 && between <= i64::from(n));
    }
}

/// Counting back counts the day of the start too when it lies later and is worked: none here.
fn off_by_start(_: &Calendar, _: DateTime<Utc>) -> i64 {
    0
}
