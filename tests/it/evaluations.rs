//! Evaluation: one rating a person, counted with its root, concluded or handled once more.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use proptest::prelude::*;
use yishi::domain::workflow::{
    AuthorWord, EvaluationKind, PerKind, Ratings, Refusal, Rules, Satisfaction, Standing, Step,
    Tally, Verb, score,
};
use yishi::service::{Problem, Target, deeds};
use yishi::store::evaluations::{self, ratings};

use crate::support::{Browser, World, world};

fn refusal(problem: Problem) -> Refusal {
    match problem {
        Problem::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

async fn rows(world: &World, code: &str) -> Vec<ratings::Rating> {
    let topic = world.topic(code).await;
    let mut tx = world.read().await;
    ratings::of_round(&mut tx, topic, 1).await.unwrap()
}

#[tokio::test]
async fn each_rates_once_by_what_they_are_and_no_row_names_them() {
    let world = world().await;
    let code = world.rated().await;
    for key in ["resident", "member", "leader"] {
        world.rate(key, &code, "satisfied").await.unwrap();
        let twice = world.rate(key, &code, "not_satisfied").await.unwrap_err();
        assert!(matches!(refusal(twice), Refusal::AlreadyDone { .. }));
    }
    let elsewhere = world.rate("dongxi_resident", &code, "satisfied").await;
    assert!(matches!(
        refusal(elsewhere.unwrap_err()),
        Refusal::NotYours { .. }
    ));
    let rows = rows(&world, &code).await;
    let kinds: BTreeSet<&str> = rows.iter().map(|r| r.kind.as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["public", "member", "party_gov"]));
    assert_eq!(rows.iter().filter(|r| r.by_author).count(), 1);
    let id = world.street.person("member").id;
    let key = world.app.street_key(world.street.tenant);
    let in_record = key.person_ref(id, world.topic(&code).await);
    assert!(rows.iter().all(|r| r.voter != in_record));
}

#[tokio::test]
async fn two_ratings_of_one_person_at_once_are_one() {
    let world = world().await;
    let code = world.rated().await;
    let fields = [("score", "satisfied")];
    let one = world
        .deed("second_resident", Target::topic(&code), &fields)
        .await;
    let two = world
        .deed("second_resident", Target::topic(&code), &fields)
        .await;
    let (one, two) = tokio::join!(
        deeds::perform(Verb::EvaluationRate, one),
        deeds::perform(Verb::EvaluationRate, two)
    );
    assert_eq!(
        [&one, &two].iter().filter(|d| d.is_ok()).count(),
        1,
        "{one:?} {two:?}"
    );
    assert_eq!(rows(&world, &code).await.len(), 1);
}

#[tokio::test]
async fn staff_enter_a_resident_s_rating_once_and_it_is_marked() {
    let world = world().await;
    let code = world.rated().await;
    let phone = world.street.person("second_resident").phone.clone();
    let fields = [
        ("score", "basically"),
        ("on_behalf_of", "欧阳平"),
        ("on_behalf_phone", phone.as_str()),
        ("way", "phone"),
    ];
    let target = || Target::topic(&code);
    world
        .act("liaison", Verb::EvaluationRate, target(), &fields)
        .await
        .unwrap();
    let own = world
        .rate("second_resident", &code, "satisfied")
        .await
        .unwrap_err();
    assert!(matches!(refusal(own), Refusal::AlreadyDone { .. }));
    let entered = &rows(&world, &code).await[0];
    assert_eq!(
        (entered.way.as_str(), entered.kind.as_str()),
        ("phone", "public")
    );
    assert_eq!(entered.entered_by, Some(world.street.person("liaison").id));
    // A neighbour without an account registers later and cannot rate again.
    let neighbour = [
        ("score", "satisfied"),
        ("on_behalf_of", "老周"),
        ("on_behalf_phone", "13900000000"),
        ("way", "paper"),
    ];
    world
        .act("liaison", Verb::EvaluationRate, target(), &neighbour)
        .await
        .unwrap();
    let later = world.street.more_residents(&world.db, 0, 1).await;
    assert_eq!(later[0].phone, "13900000000");
    let me = world.log_in(&later[0]).await;
    let deed = world.deed_of(me, target(), &[("score", "satisfied")]).await;
    let again = deeds::perform(Verb::EvaluationRate, deed)
        .await
        .unwrap_err();
    assert!(matches!(refusal(again), Refusal::AlreadyDone { .. }));
    let resident = world
        .act("resident", Verb::EvaluationRate, target(), &fields)
        .await;
    assert!(matches!(
        refusal(resident.unwrap_err()),
        Refusal::NotYours { .. }
    ));
}

#[tokio::test]
async fn when_the_window_is_over_nobody_rates_and_the_office_counts() {
    let world = world().await;
    let code = world.rated().await;
    world.everybody_rates(&code, "satisfied").await;
    let form = World::account_form(false);
    let early = world
        .act(
            "office_officer",
            Verb::EvaluationAccount,
            Target::topic(&code),
            &form,
        )
        .await;
    assert!(matches!(
        refusal(early.unwrap_err()),
        Refusal::TooEarly { .. }
    ));
    world.window_over(&code).await;
    let late = world
        .rate("second_resident", &code, "satisfied")
        .await
        .unwrap_err();
    assert!(matches!(refusal(late), Refusal::TooLate { .. }));
    let bare = world
        .act(
            "office_officer",
            Verb::EvaluationAccount,
            Target::topic(&code),
            &[("archive", "plan")],
        )
        .await;
    assert!(matches!(bare, Err(Problem::Invalid(_))));
    world
        .done("office_officer", Verb::EvaluationAccount, &code, &form)
        .await;
    let account = world.state(&code).await.evaluation.account.unwrap();
    assert_eq!((account.score, account.passed), (10_000, true));
    assert_eq!(account.ratings.public.satisfied, 10);
    let topic = world.topic(&code).await;
    let mut tx = world.read().await;
    let round = &evaluations::of_topic(&mut tx, topic).await.unwrap()[0];
    assert_eq!((round.score, round.root.len()), (Some(100), 64));
    drop(tx);
    let done = world
        .done("office_officer", Verb::Conclude, &code, &[])
        .await;
    assert_eq!(done.state.standing, Standing::Concluded);
    world.sound().await;
}

#[tokio::test]
async fn too_few_satisfied_are_handled_once_more_and_the_old_task_is_replaced() {
    let world = world().await;
    let code = world.accounted("not_satisfied").await;
    let conclude = world
        .act("office_officer", Verb::Conclude, Target::topic(&code), &[])
        .await;
    assert!(matches!(
        refusal(conclude.unwrap_err()),
        Refusal::Missing { .. }
    ));
    let reason = [("reason", "群众普遍不满意，重新办理。")];
    let done = world
        .done("office_officer", Verb::Rehandle, &code, &reason)
        .await;
    assert_eq!((done.state.step, done.state.round), (Step::Conversion, 2));
    let tasks = world.tasks(&code).await;
    let statuses: Vec<&str> = tasks.iter().map(|t| t.status.as_str()).collect();
    assert_eq!(statuses, ["replaced", "unassigned"]);
    assert_eq!((tasks[1].n, tasks[1].round), (2, 2));
    assert_eq!(tasks[1].title, tasks[0].title);
    world.sound().await;
}

#[tokio::test]
async fn an_author_who_is_not_satisfied_is_answered_before_the_end() {
    let world = world().await;
    let code = world.rated().await;
    world.everybody_rates(&code, "satisfied").await;
    world
        .rate("resident", &code, "not_satisfied")
        .await
        .unwrap();
    world.window_over(&code).await;
    let form = World::account_form(false);
    world
        .done("office_officer", Verb::EvaluationAccount, &code, &form)
        .await;
    let early = world
        .act("office_officer", Verb::Conclude, Target::topic(&code), &[])
        .await;
    assert!(matches!(
        refusal(early.unwrap_err()),
        Refusal::Missing { .. }
    ));
    let body = [("body", "夜间照明下周补上，已经和您当面说明。")];
    let wrong = world
        .act(
            "secretary",
            Verb::EvaluationAnswer,
            Target::topic(&code),
            &body,
        )
        .await;
    assert!(matches!(
        refusal(wrong.unwrap_err()),
        Refusal::NotYours { .. }
    ));
    world
        .done("department_officer", Verb::EvaluationAnswer, &code, &body)
        .await;
    let done = world
        .done("office_officer", Verb::Conclude, &code, &[])
        .await;
    assert_eq!(done.state.standing, Standing::Concluded);
    world.sound().await;
}

#[tokio::test]
async fn an_author_not_reached_in_three_tries_over_ten_days_holds_up_nothing() {
    let world = world().await;
    let code = world.rated().await;
    let fields = [("way", "phone"), ("result", "not_reached")];
    for days in [0, 5, 6] {
        world.days_pass(days);
        world
            .done("liaison", Verb::EvaluationContactAuthor, &code, &fields)
            .await;
    }
    let author = world.state(&code).await.evaluation.author;
    assert_eq!(author, AuthorWord::NoAnswer);
    world.sound().await;
}

#[tokio::test]
async fn without_a_resident_s_rating_the_leader_concludes_with_a_reason() {
    let world = world().await;
    let code = world.rated().await;
    for key in ["member", "third_member", "linked_member", "leader"] {
        world.rate(key, &code, "satisfied").await.unwrap();
    }
    world.window_over(&code).await;
    let form = World::account_form(false);
    world
        .done("office_officer", Verb::EvaluationAccount, &code, &form)
        .await;
    let reason = [("reason", "已逐户上门两轮，居民均表示不参评。")];
    let office = world
        .act(
            "office_officer",
            Verb::Conclude,
            Target::topic(&code),
            &reason,
        )
        .await;
    assert!(matches!(
        refusal(office.unwrap_err()),
        Refusal::NotYours { .. }
    ));
    let bare = world
        .act("leader", Verb::Conclude, Target::topic(&code), &[])
        .await;
    assert!(matches!(bare, Err(Problem::Invalid(_))));
    world.done("leader", Verb::Conclude, &code, &reason).await;
    world.sound().await;
}

#[tokio::test]
async fn a_resident_rates_on_the_public_page_and_the_results_stand_there() {
    let world = world().await;
    let code = world.rated().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    let page = format!("/yunxi/topics/{code}");
    let action = format!("/yunxi/topics/{code}/evaluation/rate");
    let bare = browser
        .submit(&page, &action, &[("score", "not_satisfied"), ("body", "")])
        .await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = browser
        .submit(&page, &action, &[("score", "satisfied")])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert_eq!(rows(&world, &code).await.len(), 1);
}

#[tokio::test]
async fn the_office_finds_its_next_decision_on_the_work_page() {
    let world = world().await;
    let code = world.rated().await;
    world.everybody_rates(&code, "satisfied").await;
    world.window_over(&code).await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "office_officer").await;
    let page = format!("/yunxi/desk/topics/{code}/evaluation");
    let action = format!("/yunxi/topics/{code}/evaluation/account");
    let form = World::account_form(false);
    let done = browser.submit(&page, &action, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let action = format!("/yunxi/topics/{code}/evaluation/conclude");
    let done = browser.submit(&page, &action, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let state = world.state(&code).await;
    assert_eq!(state.standing, Standing::Concluded);
}

#[tokio::test]
async fn ratings_of_one_street_are_nothing_in_another() {
    let world = world().await;
    let code = world.rated().await;
    let two = world.across().await;
    let fields = [("score", "satisfied")];
    for (key, verb) in [
        ("resident", Verb::EvaluationRate),
        ("office_officer", Verb::Conclude),
        ("liaison", Verb::EvaluationContactAuthor),
    ] {
        let there = two.act(key, verb, Target::topic(&code), &fields).await;
        assert!(matches!(there, Err(Problem::NotFound)), "{verb:?}");
    }
}

fn a_tally() -> impl Strategy<Value = Tally> {
    (0_u32..200, 0_u32..200, 0_u32..200).prop_map(|(satisfied, basically, not_satisfied)| Tally {
        satisfied,
        basically,
        not_satisfied,
    })
}

fn some_ratings() -> impl Strategy<Value = Ratings> {
    (a_tally(), a_tally(), a_tally()).prop_map(|(public, member, party_gov)| Ratings {
        public,
        member,
        party_gov,
        ..Ratings::default()
    })
}

proptest! {
    #[test]
    fn a_score_lies_between_the_kinds_it_is_made_of(ratings in some_ratings()) {
        let weights = Rules::default().weights;
        let kinds = EvaluationKind::ALL.into_iter().filter_map(|k| score::satisfaction(ratings.of(k)));
        let parts: Vec<u32> = kinds.collect();
        match score::score(&ratings, &weights) {
            None => prop_assert!(parts.is_empty()),
            Some(score) => {
                let (low, high) = (parts.iter().min().unwrap(), parts.iter().max().unwrap());
                prop_assert!(score >= *low && score <= high + 1, "{score} of {parts:?}");
            }
        }
    }

    #[test]
    fn another_satisfied_rating_never_lowers_the_score(ratings in some_ratings()) {
        let weights = Rules::default().weights;
        let before = score::score(&ratings, &weights);
        let mut more = ratings.clone();
        more.public.satisfied += 1;
        // A kind that had no rating takes its weight back, and that may move the score either way.
        prop_assume!(ratings.public.valid() > 0);
        prop_assert!(score::score(&more, &weights) >= before);
    }

    #[test]
    fn a_kind_nobody_rated_gives_its_weight_to_the_others(ratings in some_ratings()) {
        let weights = PerKind { public: 50, member: 25, party_gov: 25 };
        let mut without = ratings;
        without.public = Tally::default();
        let shares = score::shares(&without, &weights);
        let public = shares.iter().find(|(k, _)| *k == EvaluationKind::Public).unwrap();
        prop_assert_eq!(public.1, 0);
        let sum: u32 = shares.iter().map(|(_, s)| s).sum();
        let any = without.member.valid() + without.party_gov.valid() > 0;
        let whole = (9_998..=10_000).contains(&sum);
        prop_assert!(whole == any && (any || sum == 0), "{}", sum);
    }
}

#[test]
fn no_rating_at_all_counts_as_below_the_mark() {
    let rules = Rules::default();
    let nothing = Ratings::default();
    assert_eq!(score::score(&nothing, &rules.weights), None);
    assert!(!score::passed(None, &rules));
    let one = Ratings {
        public: Tally {
            basically: 1,
            ..Tally::default()
        },
        author: Some(Satisfaction::Basically),
        ..Ratings::default()
    };
    assert!(score::passed(score::score(&one, &rules.weights), &rules));
}
