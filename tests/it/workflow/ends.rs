//! Every topic comes to an end, whatever is hard about it, and the desk shows the way.

use std::collections::BTreeSet;

use rstest::rstest;
use yishi::domain::workflow::{Grade, Segment, Standing, Step, Verb, track};

use super::cast::Kind;
use super::solver::{Variant, solve};
use super::walks::{Dice, walk};

const KINDS: [Kind; 2] = [Kind::Community, Kind::Street];

/// Solves a fresh topic; returns the verbs done, each with whether it lay on a desk.
fn solved(v: Variant, end: Standing) -> (Vec<(Verb, bool)>, super::cast::Topic) {
    let mut topic = v.topic();
    let done = solve(v, &mut topic, 150).unwrap();
    assert_eq!(topic.state.standing, end, "{v:?} {done:?}");
    assert_eq!(topic.replayed(), topic.state);
    (done, topic)
}

#[rstest]
#[case(Kind::Community)]
#[case(Kind::Street)]
fn the_desk_alone_leads_a_topic_to_its_conclusion(#[case] kind: Kind) {
    let (done, _) = solved(Variant::plain(kind), Standing::Concluded);
    let elsewhere: Vec<_> = done.iter().filter(|(_, desk)| !desk).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

#[test]
fn a_delegate_fills_a_vacant_seat() {
    for kind in KINDS {
        let v = Variant {
            vacant_seat: true,
            ..Variant::plain(kind)
        };
        solved(v, Standing::Concluded);
    }
}

#[test]
fn one_officer_reviews_and_signs_since_signing_is_not_deciding() {
    for kind in KINDS {
        let v = Variant {
            single_officer: true,
            ..Variant::plain(kind)
        };
        solved(v, Standing::Concluded);
    }
}

#[test]
fn a_council_without_a_liaison_has_its_conveners_do_the_liaisons_verbs() {
    let v = Variant {
        has_liaison: false,
        ..Variant::plain(Kind::Community)
    };
    solved(v, Standing::Concluded);
}

#[test]
fn an_author_who_cannot_be_reached_holds_up_nothing() {
    for kind in KINDS {
        let v = Variant {
            absent_author: true,
            ..Variant::plain(kind)
        };
        let (done, topic) = solved(v, Standing::Concluded);
        let tries = done
            .iter()
            .filter(|(verb, _)| *verb == Verb::EvaluationContactAuthor);
        assert_eq!(tries.count(), 3);
        assert_eq!(
            topic.state.evaluation.author,
            yishi::domain::workflow::AuthorWord::NoAnswer
        );
    }
}

#[test]
fn departments_that_refuse_all_are_ruled_on_by_office_and_leader() {
    for kind in KINDS {
        let v = Variant {
            refusing: true,
            ..Variant::plain(kind)
        };
        let (done, topic) = solved(v, Standing::Concluded);
        let refused = done.iter().filter(|(verb, _)| *verb == Verb::TaskRefuse);
        assert_eq!(refused.count(), 2);
        assert!(topic.state.tasks.iter().all(|t| t.grade == Some(Grade::C)));
    }
}

#[test]
fn a_group_that_stays_away_is_explained_and_goes_unheard() {
    for kind in KINDS {
        let v = Variant {
            away: true,
            ..Variant::plain(kind)
        };
        let (_, topic) = solved(v, Standing::Concluded);
        assert_eq!(topic.state.deliberation.absent.len(), 1);
    }
}

#[test]
fn a_topic_that_fails_twice_goes_up_or_ends_unresolved() {
    let v = |kind| Variant {
        displeased: true,
        ..Variant::plain(kind)
    };
    let (done, topic) = solved(v(Kind::Community), Standing::Escalated);
    assert_eq!(topic.state.round, 2);
    assert!(done.iter().any(|(verb, _)| *verb == Verb::Rehandle));
    assert!(topic.state.successor.is_some());
    solved(v(Kind::Street), Standing::ConcludedUnresolved);
}

#[test]
fn without_a_result_the_topic_goes_from_feedback_to_evaluation() {
    for kind in KINDS {
        let v = Variant {
            no_result: true,
            ..Variant::plain(kind)
        };
        let (_, topic) = solved(v, Standing::Concluded);
        let skipped: Vec<Step> = track(&topic.state)
            .into_iter()
            .filter(|s| s.segment == Segment::Skipped)
            .map(|s| s.step)
            .collect();
        assert_eq!(skipped, [Step::Conversion, Step::Supervision]);
        assert!(topic.state.tasks.is_empty());
    }
}

#[test]
fn every_combination_of_difficulties_comes_to_an_end() {
    for bits in 0..512 {
        let v = Variant::of_bits(bits);
        let mut topic = v.topic();
        if let Err(why) = solve(v, &mut topic, 150) {
            panic!("{v:?}: {why}");
        }
    }
}

#[test]
fn walks_do_every_verb_that_is_an_act_on_a_topic() {
    let mut dice = Dice::new(20_261_125);
    let mut verbs: BTreeSet<Verb> = Verb::ALL
        .iter()
        .filter(|v| !v.is_row() && !matches!(v, Verb::SeatHold | Verb::SeatDelegate))
        .copied()
        .collect();
    let mut standings = BTreeSet::from(Standing::ALL);
    for _ in 0..2000 {
        let bits = u16::try_from(dice.roll() % 512).unwrap();
        let dials: Vec<u32> = (0..90).map(|_| dice.roll()).collect();
        let (_, topic) = walk(bits, &dials);
        for act in &topic.acts {
            verbs.remove(&act.verb);
        }
        standings.remove(&topic.state.standing);
        if verbs.is_empty() && standings.is_empty() {
            return;
        }
    }
    panic!("never done: {verbs:?}, never so: {standings:?}");
}
