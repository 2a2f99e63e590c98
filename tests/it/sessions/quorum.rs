//! The quorum by its properties: what it needs, and what never counts.

use std::collections::BTreeSet;

use proptest::prelude::*;
use uuid::Uuid;
use yishi::domain::actor::SigningSeat;
use yishi::domain::sessions::check_in_until;
use yishi::domain::sessions::quorum::{Named, Rule, count};
use yishi::domain::workflow::Form;
use yishi::domain::workflow::{Fraction, quorum_of};

fn named(counts: bool, present: bool, group: Option<Uuid>, account: u128) -> Named {
    Named {
        account: (account > 0).then(|| Uuid::from_u128(account)),
        group,
        counts,
        present,
    }
}

proptest! {
    #[test]
    fn two_thirds_is_never_fewer_than_two_thirds_nor_one_more_than_needed(n in 0u32..10_000) {
        let rule = Fraction { of: 2, in_all: 3 };
        let wanted = quorum_of(n, rule);
        prop_assert!(u64::from(wanted) * 3 >= u64::from(n) * 2);
        prop_assert!(wanted <= 1 || u64::from(wanted - 1) * 3 < u64::from(n) * 2);
    }

    #[test]
    fn a_quorum_needs_the_set_two_thirds_and_every_group(
        present in prop::collection::vec(any::<bool>(), 0..30),
        observers in prop::collection::vec(any::<bool>(), 0..10),
        secretary in any::<bool>(),
        member in any::<bool>(),
        group_there in any::<bool>(),
        explained in any::<bool>(),
    ) {
        let group = Uuid::from_u128(99);
        let mut people = vec![
            named(true, secretary, None, 1),
            named(true, member, None, 2),
            named(true, group_there, Some(group), 3),
        ];
        people.extend(present.iter().map(|p| named(true, *p, None, 0)));
        people.extend(observers.iter().map(|p| named(false, *p, Some(group), 0)));
        let rule = Rule { quorum: Fraction { of: 2, in_all: 3 }, set: 2, groups: vec![group] };
        let seats = [
            (SigningSeat::PartySecretary, Uuid::from_u128(1)),
            (SigningSeat::LinkedMember, Uuid::from_u128(2)),
        ];
        let absent: BTreeSet<Uuid> = explained.then_some(group).into_iter().collect();
        let q = count(&rule, &people, &seats, &absent);
        let invited = 3 + present.len();
        let there = present.iter().filter(|p| **p).count()
            + usize::from(secretary) + usize::from(member) + usize::from(group_there);
        prop_assert_eq!(q.invited as usize, invited, "observers never count");
        prop_assert_eq!(q.present as usize, there);
        let met = secretary && member && there * 3 >= invited * 2 && (group_there || explained);
        prop_assert_eq!(q.met(), met);
    }

    #[test]
    fn one_person_never_fills_two_seats(both in any::<bool>()) {
        let people = [named(true, true, None, 1), named(true, both, None, 2)];
        let rule = Rule { quorum: Fraction { of: 0, in_all: 1 }, set: 2, groups: Vec::new() };
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        // The first holds one seat and is the dated delegate of the other.
        let seats = [
            (SigningSeat::PartySecretary, one),
            (SigningSeat::LinkedMember, one),
            (SigningSeat::LinkedMember, two),
        ];
        let q = count(&rule, &people, &seats, &BTreeSet::new());
        prop_assert_eq!(q.set_present, 1 + u32::from(both));
    }
}

#[test]
fn an_evening_session_that_begins_late_still_lets_people_in() {
    let at = |hour: u32, minute: u32| {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
        // Shanghai is eight hours ahead.
        day.and_hms_opt(hour - 8, minute, 0).unwrap().and_utc()
    };
    let until = |from, to| check_in_until(Form::Meeting, from, to);
    assert_eq!(until(at(9, 0), at(11, 0)), at(18, 0));
    assert_eq!(until(at(15, 0), at(16, 30)), at(18, 30));
    assert_eq!(until(at(19, 0), at(20, 30)), at(22, 30));
    assert_eq!(
        check_in_until(Form::Online, at(9, 0), at(20, 0)),
        at(20, 0),
        "a round is due by its end"
    );
}
