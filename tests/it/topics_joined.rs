//! Topics that are joined, handed on or taken up: what goes along, and what comes back.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chrono::TimeDelta;
use uuid::Uuid;
use yishi::domain::fields::FieldErrors;
use yishi::domain::workflow::{Refusal, Standing, Step, Verb};
use yishi::service::{Problem, Target, notices, step};
use yishi::store::topics::voices::{Voice, add};

use crate::support::{Browser, World, world};

fn errors(problem: Problem) -> FieldErrors {
    match problem {
        Problem::Invalid(errors) => errors,
        other => panic!("{other:?}"),
    }
}

fn refusal(problem: Problem) -> Refusal {
    match problem {
        Problem::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

async fn voices(world: &World, code: &str) -> (i32, i32) {
    let mut tx = world.read().await;
    let held = step::see(&mut tx, code).await.unwrap();
    (held.row.supports, held.row.follows)
}

#[tokio::test]
async fn a_merge_takes_supporters_along_and_an_unmerge_takes_back_only_those() {
    let world = world().await;
    let (one, two) = (world.assessed().await, world.assessed().await);
    for (key, code) in [
        ("second_resident", &one),
        ("delegate", &one),
        ("delegate", &two),
    ] {
        world.done(key, Verb::Support, code, &[]).await;
    }
    let done = world
        .done("liaison", Verb::Merge, &one, &[("target", &two)])
        .await;
    assert_eq!(done.state.standing, Standing::Merged);
    assert_eq!(voices(&world, &two).await.0, 2);
    let done = world.done("liaison", Verb::Unmerge, &one, &[]).await;
    assert_eq!(done.state.standing, Standing::Open);
    assert_eq!(voices(&world, &two).await.0, 1);
    assert_eq!(voices(&world, &one).await.0, 2);
    let itself = world
        .act(
            "liaison",
            Verb::Merge,
            Target::topic(&one),
            &[("target", &one)],
        )
        .await;
    let itself = errors(itself.unwrap_err());
    assert_eq!(itself.of("target").unwrap().key, "error-merge-itself");
    let nothing = [("target", "YX-2026-9999")];
    let problem = world
        .act("liaison", Verb::Merge, Target::topic(&one), &nothing)
        .await
        .unwrap_err();
    assert!(errors(problem).of("target").is_some());
}

/// Who was told of a verb of a topic, each once; the worker tells before that.
async fn told(world: &World, verb: Verb, code: &str) -> BTreeSet<Uuid> {
    notices::tell_all(&world.app, world.street.tenant)
        .await
        .unwrap();
    let sql = "select n.account_id from notice n join topic t on t.id = n.topic_id where n.event = $1 and t.code = $2";
    let told: Vec<Uuid> = sqlx::query_scalar(sql)
        .bind(verb.code())
        .bind(code)
        .fetch_all(&world.db.owner)
        .await
        .unwrap();
    let once: BTreeSet<Uuid> = told.iter().copied().collect();
    assert_eq!(once.len(), told.len(), "nobody is told twice");
    once
}

#[tokio::test]
async fn author_supporters_and_followers_are_told_of_a_merge_and_again_when_it_is_undone() {
    let world = world().await;
    let (one, two) = (world.assessed().await, world.assessed().await);
    world
        .done("second_resident", Verb::Support, &one, &[])
        .await;
    world.done("delegate", Verb::Follow, &one, &[]).await;
    let target = [("target", two.as_str())];
    world.done("liaison", Verb::Merge, &one, &target).await;
    let theirs = ["resident", "second_resident", "delegate"].map(|k| world.street.person(k).id);
    let merged = told(&world, Verb::Merge, &one).await;
    assert!(theirs.iter().all(|t| merged.contains(t)), "{merged:?}");
    // A day to the hour is in time.
    world.app.clock.advance(TimeDelta::hours(24));
    world.done("liaison", Verb::Unmerge, &one, &[]).await;
    let undone = told(&world, Verb::Unmerge, &one).await;
    assert_eq!(undone, merged, "the same people");
    world.done("liaison", Verb::Merge, &one, &target).await;
    world.app.clock.advance(TimeDelta::hours(25));
    let late = world
        .act("liaison", Verb::Unmerge, Target::topic(&one), &[])
        .await;
    assert!(matches!(
        refusal(late.unwrap_err()),
        Refusal::TooLate { .. }
    ));
    world.sound().await;
}

#[tokio::test]
async fn the_author_follows_the_topic_that_theirs_went_into_until_that_is_undone() {
    let world = world().await;
    let one = world.assessed().await;
    let fields = [
        ("title", "楼道里不要拉线充电"),
        ("body", "三号楼楼道有人拉线充电，请管一管。"),
        ("community", "yunxi"),
        ("category", "facilities"),
        ("consent", "yes"),
    ];
    let two = world
        .act("second_resident", Verb::Submit, Target::default(), &fields)
        .await
        .unwrap()
        .code;
    let target = [("target", one.as_str())];
    world.done("liaison", Verb::Merge, &two, &target).await;
    assert_eq!(voices(&world, &one).await, (0, 1));
    let accepted = [("reason", "等规划批复"), ("review", "2026-12-20")];
    world
        .done("secretary", Verb::Suspend, &one, &accepted)
        .await;
    let author = world.street.person("second_resident").id;
    assert!(told(&world, Verb::Suspend, &one).await.contains(&author));
    world.done("liaison", Verb::Unmerge, &two, &[]).await;
    assert_eq!(voices(&world, &one).await, (0, 0));
}

#[tokio::test]
async fn who_stands_behind_two_merged_topics_still_does_when_one_merge_is_undone() {
    let world = world().await;
    let (one, two, into) = (
        world.assessed().await,
        world.assessed().await,
        world.assessed().await,
    );
    for code in [&one, &two] {
        for verb in [Verb::Support, Verb::Follow] {
            world.done("second_resident", verb, code, &[]).await;
            world.done("delegate", verb, code, &[]).await;
        }
        let target = [("target", into.as_str())];
        world.done("liaison", Verb::Merge, code, &target).await;
    }
    assert_eq!(voices(&world, &into).await, (2, 2));
    // Whoever withdraws in between is not brought back; support and follow are two things.
    let undo = [("undo", "yes")];
    world.done("delegate", Verb::Support, &into, &undo).await;
    assert_eq!(voices(&world, &into).await, (1, 2));
    world.done("liaison", Verb::Unmerge, &one, &[]).await;
    assert_eq!(voices(&world, &into).await, (1, 2));
    assert_eq!(
        moved_back(&world, &one).await,
        "0",
        "nobody stands there less"
    );
    world.done("liaison", Verb::Unmerge, &two, &[]).await;
    assert_eq!(voices(&world, &into).await, (0, 0));
    assert_eq!(moved_back(&world, &two).await, "3");
}

/// How many voices the unmerge of a topic took back, as its record says it.
async fn moved_back(world: &World, code: &str) -> String {
    let sql = r#"select substring(c.content from '"moved_back":(\d+)') from record_content c
                 join topic t on t.id = c.topic_id where t.code = $1 order by c.seq desc limit 1"#;
    sqlx::query_scalar(sql)
        .bind(code)
        .fetch_one(&world.db.owner)
        .await
        .unwrap()
}

#[tokio::test]
async fn of_two_unmerges_at_once_neither_leaves_the_other_s_voices_behind() {
    let world = world().await;
    let (one, two, into) = (
        world.assessed().await,
        world.assessed().await,
        world.assessed().await,
    );
    for code in [&one, &two] {
        for verb in [Verb::Support, Verb::Follow] {
            world.done("second_resident", verb, code, &[]).await;
        }
        let target = [("target", into.as_str())];
        world.done("liaison", Verb::Merge, code, &target).await;
    }
    // Somebody counts as a follower at that moment, so that both are under way before either can count.
    let mut following = world.write("test.follow").await;
    let mut tx = world.read().await;
    let topic = step::see(&mut tx, &into).await.unwrap().row.id;
    drop(tx);
    let (me, at) = (world.street.person("delegate").id, world.now());
    add(&mut following, Voice::Follow, topic, me, at)
        .await
        .unwrap();
    let (here, there, ()) = tokio::join!(
        world.act("liaison", Verb::Unmerge, Target::topic(&one), &[]),
        world.act("secretary", Verb::Unmerge, Target::topic(&two), &[]),
        async {
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            following.commit().await.unwrap();
        }
    );
    here.unwrap();
    there.unwrap();
    assert_eq!(voices(&world, &into).await, (0, 1));
}

#[tokio::test]
async fn two_opposite_merges_at_once_have_one_outcome() {
    let world = world().await;
    let (one, two) = (world.assessed().await, world.assessed().await);
    let (to_two, to_one) = ([("target", two.as_str())], [("target", one.as_str())]);
    let there = world.act("liaison", Verb::Merge, Target::topic(&one), &to_two);
    let back = world.act("secretary", Verb::Merge, Target::topic(&two), &to_one);
    let (there, back) = tokio::join!(there, back);
    assert!(there.is_ok() != back.is_ok(), "{there:?} {back:?}");
}

#[tokio::test]
async fn a_transfer_hands_the_topic_to_another_council_of_the_street() {
    let world = world().await;
    let code = world.assessed().await;
    let fields = [("council", "dongxi"), ("reason", "地点在东溪")];
    let done = world.done("liaison", Verb::Transfer, &code, &fields).await;
    assert_eq!(done.state.council, world.street.councils[1].id);
    let theirs = world
        .act("liaison", Verb::Propose, Target::topic(&code), &[])
        .await;
    assert!(matches!(
        refusal(theirs.unwrap_err()),
        Refusal::NotYours { .. }
    ));
    world
        .done("dongxi_liaison", Verb::Propose, &code, &[])
        .await;
    let out = world.assessed().await;
    let fields = [("receiver", "区水务局"), ("reason", "不属于街道的事")];
    let done = world.done("secretary", Verb::Transfer, &out, &fields).await;
    assert_eq!(done.state.standing, Standing::Transferred);
}

#[tokio::test]
async fn all_are_told_of_a_transfer_with_its_reason_and_so_is_the_council_that_gets_it() {
    let world = world().await;
    let code = world.assessed().await;
    world
        .done("second_resident", Verb::Support, &code, &[])
        .await;
    let fields = [("council", "dongxi"), ("reason", "地点在东溪")];
    world.done("liaison", Verb::Transfer, &code, &fields).await;
    let told = told(&world, Verb::Transfer, &code).await;
    for key in ["resident", "second_resident", "dongxi_liaison"] {
        assert!(told.contains(&world.street.person(key).id), "{key}");
        let mut browser = Browser::new(&world).await.speaks("zh");
        browser.log_in(&world, key).await;
        let notices = browser.get("/yunxi/notices").await;
        let first = notices.text_of(".notices li:first-child");
        assert!(first.contains("转给东溪"), "{key}: {first}");
        assert!(first.contains("地点在东溪"), "{key}: {first}");
    }
    assert!(!told.contains(&world.street.person("liaison").id));
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "dongxi_liaison").await;
    let desk = browser.get("/yunxi/desk").await;
    assert!(
        desk.text.contains(&format!("/desk/topics/{code}/")),
        "{}",
        desk.text
    );
}

#[tokio::test]
async fn an_english_reader_is_told_in_english_which_council_gets_the_topic() {
    let world = world().await;
    let code = world.assessed().await;
    let fields = [("council", "dongxi"), ("reason", "地点在东溪")];
    world.done("liaison", Verb::Transfer, &code, &fields).await;
    told(&world, Verb::Transfer, &code).await;
    let mut author = Browser::new(&world).await.speaks("en");
    author.log_in(&world, "resident").await;
    for page in ["/yunxi/notices", &format!("/yunxi/topics/{code}")] {
        let page = author.get(page).await;
        assert!(page.text.contains("to Dongxi"), "{}", page.text);
        assert!(!page.text.contains("to 东溪"), "{}", page.text);
    }
}

#[tokio::test]
async fn whoever_hands_a_topic_on_goes_where_they_may_look() {
    let world = world().await;
    let fields = [("council", "dongxi"), ("reason", "地点在东溪")];
    // Before it is accepted, it is not theirs to see any more.
    for (code, accepted) in [
        (world.assessed().await, true),
        (world.submitted().await, false),
    ] {
        let mut liaison = Browser::new(&world).await.speaks("zh");
        liaison.log_in(&world, "liaison").await;
        let page = format!("/yunxi/desk/topics/{code}/solicitation");
        let act = format!("/yunxi/topics/{code}/transfer");
        let answer = liaison.submit(&page, &act, &fields).await;
        let to = answer.location().to_owned();
        let wanted = if accepted {
            format!("/yunxi/topics/{code}")
        } else {
            "/yunxi/desk".to_owned()
        };
        assert_eq!(to, wanted, "{}", answer.text);
        assert_eq!(liaison.get(&to).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn an_escalated_topic_goes_on_at_the_street_council_with_its_voices() {
    let world = world().await;
    let code = world.approved().await;
    world
        .done("second_resident", Verb::Support, &code, &[])
        .await;
    let done = world
        .done(
            "secretary",
            Verb::Escalate,
            &code,
            &[("reason", "涉及多个社区")],
        )
        .await;
    assert_eq!(done.state.standing, Standing::Escalated);
    let successor = "YX-2026-0002";
    let mut tx = world.read().await;
    let held = step::see(&mut tx, successor).await.unwrap();
    assert_eq!(Some(held.row.id), done.state.successor);
    assert_eq!(
        (held.state.step, held.state.approved()),
        (Step::Scheduling, true)
    );
    assert_eq!(held.state.predecessor, Some(done.topic));
    assert_eq!(held.row.supports, 1);
    assert_eq!(held.row.focus.as_deref(), Some("livelihood"));
    drop(tx);
    assert_eq!(world.groups(successor).await, held.state.groups());
    world.sound().await;
}

#[tokio::test]
async fn an_escalated_topic_keeps_its_author_s_place_and_number_of_people() {
    let world = world().await;
    let fields = [
        ("title", "三号楼门前的路面塌了"),
        ("body", "三号楼门前塌了一块，下雨积水，老人摔过跤。"),
        ("community", "yunxi"),
        ("category", "facilities"),
        ("building", "3号楼"),
        ("people", "260"),
        ("latitude", "31.98"),
        ("longitude", "120.89"),
        ("consent", "yes"),
    ];
    let raised = world
        .act("resident", Verb::Submit, Target::default(), &fields)
        .await
        .unwrap();
    let focus = [("focus", "livelihood")];
    world
        .done("liaison", Verb::Accept, &raised.code, &focus)
        .await;
    let why = [("reason", "涉及多个社区")];
    let done = world
        .done("secretary", Verb::Escalate, &raised.code, &why)
        .await;
    let sql =
        "select people, latitude_e6, longitude_e6, building from topic_detail where topic_id = $1";
    let kept: (Option<i32>, Option<i32>, Option<i32>, String) = sqlx::query_as(sql)
        .bind(done.state.successor.unwrap())
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    let wanted = (
        Some(260),
        Some(31_980_000),
        Some(120_890_000),
        "3号楼".to_owned(),
    );
    assert_eq!(kept, wanted);
    // The record of the successor covers them.
    world.sound().await;
}

#[tokio::test]
async fn a_topic_goes_into_one_that_is_public_already_and_into_no_other() {
    let world = world().await;
    let one = world.assessed().await;
    let two = world.submitted().await;
    world.done("second_resident", Verb::Follow, &one, &[]).await;
    let target = [("target", two.as_str())];
    let merge = world.act("liaison", Verb::Merge, Target::topic(&one), &target);
    let refused = errors(merge.await.unwrap_err());
    let error = refused.of("target").unwrap();
    assert_eq!(error.key, "error-merge-unaccepted");
    assert_eq!(told(&world, Verb::Merge, &one).await, BTreeSet::new());
    // What is not accepted itself goes into a public one, and its author learns where.
    let back = [("target", one.as_str()), ("standard", "说的是同一件事。")];
    world.done("liaison", Verb::Merge, &two, &back).await;
    world.sound().await;
}
