//! The score and what follows from it.

use chrono::TimeDelta;
use proptest::prelude::*;
use rstest::rstest;
use uuid::Uuid;
use yishi::domain::workflow::score::{passed, satisfaction, score, shares, shortfalls};
use yishi::domain::workflow::{
    AuthorWord, EvaluationKind, Evidence, Ratings, Refusal, Rules, Satisfaction, Standing, Tally,
    Verb, Way, deadline, duties,
};

use super::cast::{Kind, Topic, leader, liaison, officer, rated, ratings, reason, secretary, unit};

const KIND: Kind = Kind::Community;

const fn tally(satisfied: u32, basically: u32, not_satisfied: u32) -> Tally {
    Tally {
        satisfied,
        basically,
        not_satisfied,
    }
}

fn of(public: Tally, member: Tally, party_gov: Tally) -> Ratings {
    Ratings {
        public,
        member,
        party_gov,
        author: None,
        root: None,
    }
}

const NONE: Tally = tally(0, 0, 0);

#[rstest]
// 8/10 × 50 + 2/4 × 25 + 1/1 × 25 = 77.5
#[case(of(tally(5, 3, 2), tally(1, 1, 2), tally(1, 0, 0)), Some(7750))]
// Without members: (8/10 × 50 + 1 × 25) / 75
#[case(of(tally(5, 3, 2), NONE, tally(1, 0, 0)), Some(8666))]
#[case(of(NONE, NONE, tally(0, 1, 2)), Some(3333))]
#[case(of(NONE, NONE, NONE), None)]
fn a_kind_without_ratings_gives_its_weight_to_the_others(
    #[case] ratings: Ratings,
    #[case] expected: Option<u32>,
) {
    assert_eq!(score(&ratings, &Rules::default().weights), expected);
}

#[test]
fn the_page_can_say_how_much_each_kind_counts() {
    let rules = Rules::default();
    let some = of(tally(1, 0, 0), NONE, tally(1, 0, 0));
    assert_eq!(
        shares(&some, &rules.weights),
        [
            (EvaluationKind::PartyGov, 3333),
            (EvaluationKind::Member, 0),
            (EvaluationKind::Public, 6666)
        ]
    );
    assert_eq!(satisfaction(&tally(1, 1, 1)), Some(6666));
    assert_eq!(satisfaction(&NONE), None);
}

#[test]
fn sixty_passes_and_a_hair_below_does_not() {
    let rules = Rules::default();
    assert!(passed(Some(6000), &rules));
    assert!(!passed(Some(5999), &rules));
    assert!(!passed(None, &rules));
}

#[test]
fn shortfalls_are_named_by_kind() {
    let few = of(tally(9, 0, 0), tally(3, 0, 0), NONE);
    assert_eq!(
        shortfalls(&few, &Rules::default().minimum),
        [
            (EvaluationKind::PartyGov, 0, 1),
            (EvaluationKind::Public, 9, 10)
        ]
    );
}

proptest! {
    #[test]
    fn the_score_stays_between_the_least_and_the_best_of_its_kinds(
        counts in prop::array::uniform9(0_u32..5000),
    ) {
        let [a, b, c, d, e, f, g, h, i] = counts;
        let all = of(tally(a, b, c), tally(d, e, f), tally(g, h, i));
        let kinds: Vec<u32> = EvaluationKind::ALL
            .iter()
            .filter_map(|kind| satisfaction(all.of(*kind)))
            .collect();
        match score(&all, &Rules::default().weights) {
            None => prop_assert!(kinds.is_empty()),
            Some(found) => {
                prop_assert!(found >= *kinds.iter().min().unwrap());
                // Each kind is rounded down on its own, the score once.
                prop_assert!(found <= kinds.iter().max().unwrap() + 1);
                prop_assert!(found <= 10_000);
            }
        }
    }
}

#[test]
fn ratings_are_counted_when_the_window_is_over_and_shortfalls_are_explained() {
    let mut t = Topic::at_evaluation(KIND);
    assert!(matches!(
        t.refused(Verb::EvaluationAccount, &officer(), rated(ratings(12, 0))),
        Refusal::TooEarly { .. }
    ));
    t.days(10);
    let silent = Evidence::Ratings {
        ratings: ratings(2, 0),
        reason: false,
        archive_checked: false,
    };
    let Refusal::Missing { unmet } = t.refused(Verb::EvaluationAccount, &officer(), silent) else {
        panic!("it was counted");
    };
    let keys: Vec<_> = unmet.iter().map(|c| c.key.as_ref()).collect();
    assert_eq!(keys, ["condition-shortfall-explained", "condition-archive"]);
    t.does(Verb::EvaluationAccount, &officer(), rated(ratings(2, 0)));
}

#[test]
fn a_topic_is_as_late_as_what_lies_on_the_desk() {
    let mut t = Topic::at_evaluation(KIND);
    let on_the_desk = |t: &Topic, verb: Verb| {
        let desk = duties(&t.state, t.now);
        let duty = desk.iter().find(|d| d.verb == verb).unwrap();
        duty.deadline
    };
    // The end of the window is the limit until the ratings are accounted for; then nothing runs.
    t.days(12);
    let limit = deadline(&t.state);
    assert!(limit.is_some());
    assert_eq!(on_the_desk(&t, Verb::EvaluationAccount), limit);
    t.does(Verb::EvaluationAccount, &officer(), rated(ratings(12, 0)));
    assert_eq!(deadline(&t.state), None);
    assert_eq!(on_the_desk(&t, Verb::Conclude), None);
}

#[test]
fn a_window_is_ten_days_long_at_least() {
    let mut t = Topic::at_supervision(KIND);
    t.verify_task(1);
    let until = t.now + TimeDelta::days(9);
    assert!(matches!(
        t.refused(
            Verb::EvaluationOpen,
            &officer(),
            Evidence::EvaluationOpen { until }
        ),
        Refusal::Missing { .. }
    ));
}

#[test]
fn what_is_concluded_is_what_was_counted() {
    let mut t = Topic::counted(KIND, ratings(12, 1));
    assert_eq!(
        t.refused(Verb::Conclude, &officer(), rated(ratings(13, 1))),
        Refusal::ContentChanged
    );
}

#[test]
fn without_a_residents_rating_the_leader_concludes_with_a_reason() {
    let silent = of(NONE, tally(4, 0, 0), tally(1, 0, 0));
    let mut t = Topic::counted(KIND, silent.clone());
    assert!(matches!(
        t.refused(Verb::Conclude, &officer(), rated(silent.clone())),
        Refusal::NotYours { .. }
    ));
    let bare = Evidence::Ratings {
        ratings: silent.clone(),
        reason: false,
        archive_checked: true,
    };
    assert!(matches!(
        t.refused(Verb::Conclude, &leader(), bare),
        Refusal::Missing { .. }
    ));
    t.does(Verb::Conclude, &leader(), rated(silent));
    assert_eq!(t.state.standing, Standing::Concluded);
}

fn author_not_satisfied() -> Ratings {
    Ratings {
        author: Some(Satisfaction::NotSatisfied),
        ..ratings(12, 1)
    }
}

#[test]
fn an_unanswered_not_satisfied_of_the_author_holds_up_the_conclusion() {
    let mut t = Topic::counted(KIND, author_not_satisfied());
    assert!(matches!(
        t.refused(Verb::Conclude, &officer(), rated(author_not_satisfied())),
        Refusal::Missing { .. }
    ));
    let answer = Evidence::AnswerAuthor {
        not_satisfied: true,
        reason: true,
    };
    assert!(matches!(
        t.refused(Verb::EvaluationAnswer, &secretary(), answer.clone()),
        Refusal::NotYours { .. }
    ));
    t.does(Verb::EvaluationAnswer, &unit(), answer).does(
        Verb::Conclude,
        &officer(),
        rated(author_not_satisfied()),
    );
}

#[test]
fn an_author_out_of_reach_after_three_tries_over_ten_days_gave_no_answer() {
    let mut t = Topic::at_evaluation(KIND);
    let try_it = Evidence::ContactAuthor {
        way: Way::Phone,
        said: None,
    };
    for _ in 0..3 {
        t.does(Verb::EvaluationContactAuthor, &liaison(), try_it.clone());
    }
    assert_eq!(t.state.evaluation.author, AuthorWord::Unknown);
    t.days(10)
        .does(Verb::EvaluationContactAuthor, &officer(), try_it);
    assert_eq!(t.state.evaluation.author, AuthorWord::NoAnswer);
    t.does(Verb::EvaluationAccount, &officer(), rated(ratings(12, 1)))
        .does(Verb::Conclude, &officer(), rated(ratings(12, 1)));
}

#[test]
fn what_the_author_says_by_phone_counts() {
    let mut t = Topic::at_evaluation(KIND);
    t.does(
        Verb::EvaluationContactAuthor,
        &liaison(),
        Evidence::ContactAuthor {
            way: Way::Phone,
            said: Some(Satisfaction::NotSatisfied),
        },
    );
    assert!(t.state.evaluation.unanswered());
}

#[test]
fn where_nobody_is_above_the_office_asks_and_the_leader_signs_the_end() {
    let mut t = Topic::at_deliberation(Kind::Street);
    let ask = |document| Evidence::EndUnresolved {
        reason: true,
        sent_upward: true,
        document,
    };
    assert!(matches!(
        t.refused(Verb::EndUnresolved, &officer(), ask(false)),
        Refusal::Missing { .. }
    ));
    assert!(matches!(
        t.refused(Verb::EndUnresolvedSign, &leader(), reason()),
        Refusal::Missing { .. }
    ));
    t.does(Verb::EndUnresolved, &officer(), ask(true));
    let both = super::cast::by("officer", leader().capacity);
    assert_eq!(
        t.refused(Verb::EndUnresolvedSign, &both, reason()),
        Refusal::DecidedBefore
    );
    t.does(Verb::EndUnresolvedSign, &leader(), reason());
    assert_eq!(t.state.standing, Standing::ConcludedUnresolved);
}

#[test]
fn a_communitys_topic_goes_up_and_a_streets_has_nobody_above() {
    let up = Evidence::Escalate {
        reason: true,
        successor: Uuid::from_u128(9),
    };
    let mut t = Topic::at_deliberation(Kind::Street);
    let head = Kind::Street.set()[0].clone();
    assert!(matches!(
        t.refused(Verb::Escalate, &head, up.clone()),
        Refusal::Missing { .. }
    ));
    let mut t = Topic::at_evaluation(KIND);
    assert!(matches!(
        t.refused(Verb::Escalate, &secretary(), up),
        Refusal::Missing { .. }
    ));
}
