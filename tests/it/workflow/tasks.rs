//! Conversion tasks: assigned, answered, graded, verified, and living on.

use chrono::TimeDelta;
use yishi::domain::workflow::{
    By, Evidence, Grade, Refusal, Ruling, Standing, Step, TaskState, Verb, duties,
};

use super::cast::{
    Kind, OTHER_UNIT, Topic, UNIT, by, checker, leader, liaison, officer, rated, ratings, unit,
};

const KIND: Kind = Kind::Community;

fn other_unit() -> By {
    By {
        unit: Some(OTHER_UNIT),
        ..by("clerk of the other unit", unit().capacity)
    }
}

fn explain(t: &Topic, n: u32, grade: Grade) -> Evidence {
    Evidence::TaskExplain {
        n,
        grade,
        reason: true,
        due: Some(t.now + TimeDelta::days(60)),
        next_check: Some(t.now + TimeDelta::days(30)),
    }
}

fn verify(t: &Topic, n: u32, confirmed: bool) -> Evidence {
    Evidence::TaskVerify {
        n,
        confirmed,
        due: Some(t.now + TimeDelta::days(30)),
        next_check: Some(t.now + TimeDelta::days(20)),
    }
}

#[test]
fn each_accepted_item_becomes_a_task() {
    let t = Topic::at_conversion(KIND, &[1, 3]);
    let items: Vec<(u32, u32)> = t.state.tasks.iter().map(|t| (t.n, t.item)).collect();
    assert_eq!(items, [(1, 1), (2, 3)]);
    let desk = duties(&t.state, t.now);
    assert_eq!(desk.len(), 2);
    assert!(desk.iter().all(|d| d.verb == Verb::TaskAssign));
}

#[test]
fn the_last_graded_task_moves_the_topic_to_supervision() {
    let mut t = Topic::at_conversion(KIND, &[1, 2]);
    t.accept_task(1).accept_task(2).complete_task(1);
    assert_eq!(t.state.step, Step::Conversion);
    let grade = explain(&t, 2, Grade::B);
    t.does(Verb::TaskExplain, &unit(), grade);
    assert_eq!(t.state.step, Step::Supervision);
}

#[test]
fn another_unit_does_nothing_on_the_task() {
    let mut t = Topic::at_conversion(KIND, &[1]);
    let due = t.now + TimeDelta::days(30);
    t.assign_task(1, due);
    assert!(matches!(
        t.refused(Verb::TaskAccept, &other_unit(), Evidence::Task { n: 1 }),
        Refusal::NotYours { .. }
    ));
}

fn refuse_twice(t: &mut Topic) {
    for _ in 0..2 {
        let due = t.now + TimeDelta::days(30);
        t.assign_task(1, due).does(
            Verb::TaskRefuse,
            &unit(),
            Evidence::TaskReason { n: 1, reason: true },
        );
    }
}

#[test]
fn after_two_refusals_the_office_proposes_and_the_leader_signs_a_binding_unit() {
    let mut t = Topic::at_conversion(KIND, &[1]);
    refuse_twice(&mut t);
    let ruling = Ruling::Binding {
        unit: OTHER_UNIT,
        due: t.now + TimeDelta::days(30),
    };
    let decide = |ruling: &Ruling| Evidence::TaskDecide {
        n: 1,
        ruling: ruling.clone(),
        reason: true,
    };
    assert!(matches!(
        t.refused(Verb::TaskDecide, &leader(), decide(&ruling)),
        Refusal::Missing { .. }
    ));
    t.does(Verb::TaskDecide, &officer(), decide(&ruling));
    assert_eq!(
        t.refused(Verb::TaskDecide, &leader(), decide(&Ruling::Kept)),
        Refusal::ContentChanged
    );
    let both = by("officer", leader().capacity);
    assert_eq!(
        t.refused(Verb::TaskDecide, &both, decide(&ruling)),
        Refusal::DecidedBefore
    );
    t.does(Verb::TaskDecide, &leader(), decide(&ruling));
    let task = t.state.task(1).unwrap();
    assert_eq!((task.state, task.binding), (TaskState::Accepted, true));
    assert!(matches!(
        t.refused(
            Verb::TaskRefuse,
            &other_unit(),
            Evidence::TaskReason { n: 1, reason: true }
        ),
        Refusal::TaskState { .. }
    ));
}

#[test]
fn a_ruling_of_not_feasible_grades_the_task_and_goes_on() {
    let mut t = Topic::at_conversion(KIND, &[1]);
    refuse_twice(&mut t);
    let decide = Evidence::TaskDecide {
        n: 1,
        ruling: Ruling::NotFeasible,
        reason: true,
    };
    t.does(Verb::TaskDecide, &officer(), decide.clone())
        .does(Verb::TaskDecide, &leader(), decide);
    assert_eq!(t.state.task(1).unwrap().grade, Some(Grade::D));
    assert_eq!(t.state.step, Step::Supervision);
}

#[test]
fn a_task_with_a_legal_follow_up_is_done_once_it_is_obtained() {
    let mut t = Topic::at_conversion(KIND, &[1]);
    t.state.tasks[0].legal_needed = true;
    t.accept_task(1);
    let done = Evidence::TaskComplete { n: 1, proofs: 1 };
    assert!(matches!(
        t.refused(Verb::TaskComplete, &unit(), done.clone()),
        Refusal::Missing { .. }
    ));
    let legal = |obtained| Evidence::TaskLegal { n: 1, obtained };
    t.does(Verb::TaskLegal, &liaison(), legal(false));
    assert!(matches!(
        t.refused(Verb::TaskComplete, &unit(), done.clone()),
        Refusal::Missing { .. }
    ));
    t.does(Verb::TaskLegal, &officer(), legal(true))
        .does(Verb::TaskComplete, &unit(), done);
}

#[test]
fn a_done_task_is_verified_by_somebody_who_is_not_its_owner() {
    let mut t = Topic::at_supervision(KIND);
    let yes = verify(&t, 1, true);
    let grader = by("clerk of the unit", checker().capacity);
    assert_eq!(
        t.refused(Verb::TaskVerify, &grader, yes.clone()),
        Refusal::DecidedBefore
    );
    let colleague = By {
        unit: Some(UNIT),
        ..by("colleague", checker().capacity)
    };
    assert_eq!(
        t.refused(Verb::TaskVerify, &colleague, yes.clone()),
        Refusal::DecidedBefore
    );
    t.does(Verb::TaskVerify, &checker(), yes);
    assert!(t.state.task(1).unwrap().verified);
}

#[test]
fn what_is_not_confirmed_on_site_is_under_way_again_with_a_date_and_a_check() {
    let mut t = Topic::at_supervision(KIND);
    let bare = Evidence::TaskVerify {
        n: 1,
        confirmed: false,
        due: None,
        next_check: None,
    };
    assert!(matches!(
        t.refused(Verb::TaskVerify, &checker(), bare),
        Refusal::Missing { .. }
    ));
    let no = verify(&t, 1, false);
    t.does(Verb::TaskVerify, &checker(), no);
    let task = t.state.task(1).unwrap();
    assert_eq!((task.grade, task.not_confirmed), (Some(Grade::B), 1));
    // Completed again, it is verified again.
    t.complete_task(1).verify_task(1).open_window();
}

#[test]
fn supervision_asks_a_check_of_what_is_under_way_and_urging_of_what_is_late() {
    let mut t = Topic::at_conversion(KIND, &[1]);
    t.accept_task(1);
    let grade = explain(&t, 1, Grade::B);
    t.does(Verb::TaskExplain, &unit(), grade);
    assert!(matches!(
        t.refused(Verb::TaskUrge, &officer(), Evidence::Task { n: 1 }),
        Refusal::TooEarly { .. }
    ));
    t.days(61);
    let until = t.now + TimeDelta::days(10);
    let open = Evidence::EvaluationOpen { until };
    let Refusal::Missing { unmet } = t.refused(Verb::EvaluationOpen, &officer(), open.clone())
    else {
        panic!("the evaluation was opened");
    };
    let keys: Vec<_> = unmet.iter().map(|c| c.key.as_ref()).collect();
    assert_eq!(keys, ["condition-next-checks", "condition-overdue-urged"]);
    let next_check = t.now + TimeDelta::days(30);
    t.does(Verb::TaskUrge, &officer(), Evidence::Task { n: 1 })
        .does(
            Verb::TaskInspect,
            &checker(),
            Evidence::TaskInspect { n: 1, next_check },
        )
        .does(Verb::EvaluationOpen, &officer(), open);
}

#[test]
fn a_date_once_given_is_moved_by_an_extension_not_by_another_explanation() {
    let mut t = Topic::at_conversion(KIND, &[1]);
    t.accept_task(1);
    let grade = explain(&t, 1, Grade::B);
    t.does(Verb::TaskExplain, &unit(), grade.clone());
    assert!(matches!(
        t.refused(Verb::TaskExplain, &unit(), grade),
        Refusal::TaskState { .. }
    ));
}

#[test]
fn tasks_outlive_their_topic_and_never_move_it() {
    let mut t = Topic::at_conversion(KIND, &[1, 2]);
    t.accept_task(1).accept_task(2).complete_task(1);
    let grade = explain(&t, 2, Grade::B);
    t.does(Verb::TaskExplain, &unit(), grade)
        .verify_task(1)
        .open_window()
        .days(10)
        .does(Verb::EvaluationAccount, &officer(), rated(ratings(12, 0)))
        .does(Verb::Conclude, &officer(), rated(ratings(12, 0)));
    assert_eq!(t.state.standing, Standing::Concluded);
    let desk: Vec<Verb> = duties(&t.state, t.now).iter().map(|d| d.verb).collect();
    assert_eq!(desk, [Verb::TaskComplete, Verb::TaskInspect]);
    t.does(Verb::TaskProgress, &unit(), Evidence::Task { n: 2 })
        .complete_task(2)
        .verify_task(2);
    assert_eq!(t.state.standing, Standing::Concluded);
    assert_eq!(t.state.step, Step::Evaluation);
    assert!(duties(&t.state, t.now).is_empty());
    // What was done before the end is closed.
    assert!(matches!(
        t.refused(Verb::TaskProgress, &unit(), Evidence::Task { n: 1 }),
        Refusal::TaskState { .. }
    ));
}

#[test]
fn a_task_goes_to_another_unit_which_answers_anew() {
    let mut t = Topic::at_conversion(KIND, &[1]);
    t.accept_task(1).does(
        Verb::TaskTransfer,
        &officer(),
        Evidence::TaskTransfer {
            n: 1,
            unit: OTHER_UNIT,
            reason: true,
        },
    );
    let task = t.state.task(1).unwrap();
    assert_eq!(task.state, TaskState::Assigned);
    t.does(Verb::TaskAccept, &other_unit(), Evidence::Task { n: 1 });
}
