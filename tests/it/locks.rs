//! Who works on a topic's intake: said by a press, seen by colleagues, taken over in the open, never stuck.

use axum::http::StatusCode;
use chrono::TimeDelta;
use sqlx::{AssertSqlSafe, Executor};
use uuid::Uuid;
use yishi::domain::topics::lock::Act;
use yishi::domain::workflow::Verb;
use yishi::service::topics::lock;
use yishi::service::{Problem, Target};
use yishi::store::topics::locks;

use crate::support::{self, Answer, Browser, World, world};

async fn logged_in(world: &World, key: &str) -> Browser {
    let mut browser = Browser::new(world).await.speaks("zh");
    browser.log_in(world, key).await;
    browser
}

fn page(code: &str) -> String {
    format!("/yunxi/desk/topics/{code}/solicitation")
}

/// Presses a button of the line that says who works on the topic.
async fn press(browser: &mut Browser, code: &str, act: Act) -> Answer {
    let shown = browser.get(&page(code)).await;
    let path = format!("{}{}", page(code), act.address());
    let button = format!("button[formaction=\"{path}\"]");
    assert_eq!(shown.count(&button), 1, "{act:?}: {}", shown.text);
    let seen = shown.attribute(".resumed input[name=lock]", "value");
    browser.post(&path, &[("lock", &seen)]).await
}

async fn did(world: &World, key: &str, code: &str, act: Act) -> Result<bool, Problem> {
    let deed = world.deed(key, Target::topic(code), &[]).await;
    lock::act(deed, act).await
}

async fn holder(world: &World, code: &str) -> Option<Uuid> {
    let mut tx = world.read().await;
    let found = locks::of_topic(&mut tx, code, world.now()).await.unwrap();
    found.map(|l| l.holder)
}

#[tokio::test]
async fn whoever_begins_from_the_desk_is_seen_at_work_by_a_colleague() {
    let world = world().await;
    let code = world.submitted().await;
    let mut liaison = logged_in(&world, "liaison").await;
    let desk = liaison.get("/yunxi/desk").await;
    let row = format!(".duties form[action=\"{}\"]", page(&code));
    assert_eq!(desk.count(&row), 1, "{}", desk.text);
    let look = desk.attribute(".duties .meta a", "href");
    assert_eq!(look, page(&code));
    assert_eq!(liaison.get(&look).await.status, StatusCode::OK);
    let mut secretary = logged_in(&world, "secretary").await;
    let looked = secretary.get(&page(&code)).await;
    assert!(looked.text_of(".resumed").contains("没有人在办理"));
    assert_eq!(holder(&world, &code).await, None, "a look claims nothing");

    let begun = liaison.post(&page(&code), &[]).await;
    assert_eq!(begun.location(), page(&code));
    let mine = liaison.get(&page(&code)).await.text_of(".resumed");
    assert!(
        mine.contains("您从 09:00 起在办理") && mine.contains("09:15"),
        "{mine}"
    );
    assert!(liaison.get("/yunxi/desk").await.text.contains("您正在办理"));

    let theirs = secretary.get(&page(&code)).await.text_of(".resumed");
    assert!(
        theirs.contains("（云溪议事室联络员）从 09:00 起在办理") && !theirs.contains('*'),
        "{theirs}"
    );
    // To begin what is in other hands is no take-over.
    secretary.post(&page(&code), &[]).await;
    let liaison_id = world.street.person("liaison").id;
    assert_eq!(holder(&world, &code).await, Some(liaison_id));
    let released = press(&mut liaison, &code, Act::Release).await;
    assert_eq!(released.location(), "/yunxi/desk");
    assert_eq!(holder(&world, &code).await, None);
    press(&mut secretary, &code, Act::Begin).await;
    let row = liaison.get("/yunxi/desk").await.text_of(".duties");
    assert!(
        row.contains("（云溪社区党委书记）从 09:00 起在办理"),
        "{row}"
    );
}

#[tokio::test]
async fn of_two_who_begin_at_once_one_works_on_it() {
    let world = world().await;
    let code = world.submitted().await;
    let (one, two) = tokio::join!(
        did(&world, "liaison", &code, Act::Begin),
        did(&world, "secretary", &code, Act::Begin)
    );
    let (one, two) = (one.unwrap(), two.unwrap());
    assert!(one != two, "{one} {two}");
    let who = if one { "liaison" } else { "secretary" };
    let id = world.street.person(who).id;
    assert_eq!(holder(&world, &code).await, Some(id));
}

#[tokio::test]
async fn whoever_begins_while_a_decision_ends_the_intake_leaves_nothing_behind() {
    let world = world().await;
    let (one, gone) = (world.assessed().await, world.assessed().await);
    world.done("liaison", Verb::Propose, &gone, &[]).await;
    // A decision that takes its time: it holds the topic, and then moves it to where the other one is.
    let mut root = world.db.superuser().await;
    let lock = format!("begin; select id from topic where code = '{one}' for update");
    root.execute(AssertSqlSafe(lock)).await.unwrap();
    let decides = async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let moves = format!(
            "update topic t set step = o.step, workflow = o.workflow from topic o where t.code = '{one}' and o.code = '{gone}'; commit"
        );
        root.execute(AssertSqlSafe(moves)).await.unwrap();
    };
    let (begun, ()) = tokio::join!(did(&world, "secretary", &one, Act::Begin), decides);
    assert!(!begun.unwrap(), "its intake is over");
    assert_eq!(left(&world).await, 0);
}

#[tokio::test]
async fn of_two_who_take_over_at_once_one_does() {
    let world = world().await;
    let code = world.submitted().await;
    assert!(did(&world, "liaison", &code, Act::Begin).await.unwrap());
    let mut tx = world.read().await;
    let lock = locks::of_topic(&mut tx, &code, world.now()).await.unwrap();
    drop(tx);
    let seen = lock::seen(lock.as_ref());
    world.app.clock.advance(TimeDelta::minutes(1));
    let take = |key: &'static str| {
        let (world, code, seen) = (&world, &code, &seen);
        async move {
            let fields = [("lock", seen.as_str())];
            let deed = world.deed(key, Target::topic(code), &fields).await;
            lock::act(deed, Act::TakeOver).await.unwrap()
        }
    };
    let (one, two) = tokio::join!(take("secretary"), take("linked_member"));
    assert!(one != two, "{one} {two}");
}

#[tokio::test]
async fn who_was_taken_over_is_told_on_the_page_and_once_at_sending() {
    let world = world().await;
    let code = world.submitted().await;
    let mut liaison = logged_in(&world, "liaison").await;
    let mut secretary = logged_in(&world, "secretary").await;
    liaison.post(&page(&code), &[]).await;
    let action = format!("/yunxi/topics/{code}/ask-more");
    let mut form = liaison.get(&page(&code)).await.form(&action);
    form.retain(|(n, _)| n != "reason");
    form.push(("reason".to_owned(), "具体在哪个门？".to_owned()));
    world.app.clock.advance(TimeDelta::minutes(5));
    let taken = press(&mut secretary, &code, Act::TakeOver).await;
    assert_eq!(taken.location(), page(&code));
    assert!(
        secretary
            .get(&page(&code))
            .await
            .text
            .contains("已由您接手")
    );

    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let told = liaison.post(&action, &form).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.text);
    let notice = told.text_of("[role=alert].notice");
    assert!(
        notice.contains("（云溪社区党委书记）已于 09:05 接手办理"),
        "{notice}"
    );
    assert!(told.text_of(".resumed").contains("从您手里接过"));
    assert!(world.state(&code).await.intake.asked_at.is_none());
    // Who has been told can send it all the same, and has the topic in hand with it.
    let again = told.form(&action);
    let again: Vec<(&str, &str)> = again
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    assert!(again.contains(&("reason", "具体在哪个门？")));
    let sent = liaison.post(&action, &again).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    assert!(world.state(&code).await.intake.asked_at.is_some());
}

#[tokio::test]
async fn what_a_colleague_has_in_hand_is_decided_after_a_take_over() {
    let world = world().await;
    let code = world.submitted().await;
    assert!(did(&world, "liaison", &code, Act::Begin).await.unwrap());
    let mut secretary = logged_in(&world, "secretary").await;
    let accept = format!("/yunxi/topics/{code}/accept");
    let form = format!("form[action='{accept}']");
    let folded = secretary.get(&page(&code)).await;
    assert_eq!(folded.count(".decision"), 0, "{}", folded.text);
    assert!(folded.text.contains("先按上面的“由我接手”"));
    press(&mut secretary, &code, Act::TakeOver).await;
    assert_eq!(secretary.get(&page(&code)).await.count(&form), 1);
    let mut liaison = logged_in(&world, "liaison").await;
    let lost = liaison.get(&page(&code)).await;
    assert!(lost.text_of(".resumed").contains("从您手里接过"));
    assert_eq!(lost.count(".decision"), 0);
    world.app.clock.advance(TimeDelta::minutes(15));
    let mut liaison = logged_in(&world, "liaison").await;
    let free = liaison.get(&page(&code)).await;
    assert_eq!(free.count(&form), 1, "it runs out by itself");
}

#[tokio::test]
async fn a_decision_sent_past_a_colleague_comes_back_and_sent_again_takes_over() {
    let world = world().await;
    let code = world.submitted().await;
    assert!(did(&world, "liaison", &code, Act::Begin).await.unwrap());
    let mut secretary = logged_in(&world, "secretary").await;
    let action = format!("/yunxi/topics/{code}/ask-more");
    let own = [("reason", "具体在哪个门？"), ("page", &*page(&code))];
    let told = secretary.post(&action, &own).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.text);
    let notice = told.text_of("[role=alert].notice");
    assert!(
        notice.contains("（云溪议事室联络员）从 09:00 起在办理") && notice.contains("由您接手"),
        "{notice}"
    );
    assert_eq!(told.count(".decision"), 1, "the form that was sent");
    assert!(world.state(&code).await.intake.asked_at.is_none());
    let again = told.form(&action);
    assert!(again.contains(&("reason".to_owned(), "具体在哪个门？".to_owned())));
    let again: Vec<_> = again
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let sent = secretary.post(&action, &again).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    assert!(world.state(&code).await.intake.asked_at.is_some());
    let id = world.street.person("secretary").id;
    assert_eq!(holder(&world, &code).await, Some(id), "in the open");
    let mut liaison = logged_in(&world, "liaison").await;
    let lost = liaison.get(&page(&code)).await.text_of(".resumed");
    assert!(lost.contains("从您手里接过"), "{lost}");
}

#[tokio::test]
async fn a_decline_is_confirmed_without_waiting_for_whoever_asked_for_it() {
    let world = world().await;
    let code = world.submitted().await;
    assert!(did(&world, "liaison", &code, Act::Begin).await.unwrap());
    let why = [("reason", "属于物业维修"), ("elsewhere", "请找物业")];
    world.done("liaison", Verb::Decline, &code, &why).await;
    let mut secretary = logged_in(&world, "secretary").await;
    let confirm = format!("/yunxi/topics/{code}/decline/confirm");
    let done = secretary.submit(&page(&code), &confirm, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
}

#[tokio::test]
async fn what_somebody_had_in_hand_at_intake_keeps_nobody_from_going_on_at_step_two() {
    let world = world().await;
    let (code, other) = (world.assessed().await, world.assessed().await);
    assert!(did(&world, "liaison", &code, Act::Begin).await.unwrap());
    world.done("liaison", Verb::Propose, &code, &[]).await;
    assert_eq!(left(&world).await, 0, "it has left step one");
    let mut secretary = logged_in(&world, "secretary").await;
    assert_eq!(secretary.get(&page(&code)).await.count(".resumed"), 0);
    let merge = format!("/yunxi/topics/{code}/merge");
    let compare = format!("/yunxi/desk/topics/{code}/merge?target={other}");
    let done = secretary.submit(&compare, &merge, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
}

#[tokio::test]
async fn it_runs_out_by_itself_and_each_decision_of_the_holder_renews_it() {
    let world = world().await;
    let code = world.submitted().await;
    assert!(did(&world, "liaison", &code, Act::Begin).await.unwrap());
    world.app.clock.advance(TimeDelta::minutes(14));
    let fields = [("focus", "livelihood"), ("lock", "")];
    world.done("liaison", Verb::Accept, &code, &fields).await;
    world.app.clock.advance(TimeDelta::minutes(14));
    assert!(holder(&world, &code).await.is_some(), "renewed");
    world.app.clock.advance(TimeDelta::minutes(1));
    assert_eq!(holder(&world, &code).await, None, "nobody has to unlock it");
    assert!(did(&world, "secretary", &code, Act::Begin).await.unwrap());
    world.app.clock.advance(TimeDelta::minutes(16));
    assert!(yishi::worker::keep_up(&world.app, world.street.tenant).await);
    assert_eq!(left(&world).await, 0);
}

/// How many topics somebody is said to work on, or was.
async fn left(world: &World) -> i64 {
    sqlx::query_scalar("select count(*) from topic_lock")
        .fetch_one(&world.db.owner)
        .await
        .unwrap()
}

#[tokio::test]
async fn nobody_works_on_a_topic_that_was_handed_on_or_has_ended() {
    let world = world().await;
    let (on, out) = (world.submitted().await, world.submitted().await);
    for code in [&on, &out] {
        assert!(did(&world, "liaison", code, Act::Begin).await.unwrap());
    }
    let within = [("council", "dongxi"), ("reason", "地点在东溪")];
    world.done("liaison", Verb::Transfer, &on, &within).await;
    assert_eq!(left(&world).await, 1);
    let outside = [("receiver", "区水务局"), ("reason", "不属于街道的事")];
    // Whoever decides it: the work is over for all.
    let mut tx = world.read().await;
    let seen = lock::seen(
        locks::of_topic(&mut tx, &out, world.now())
            .await
            .unwrap()
            .as_ref(),
    );
    drop(tx);
    let outside = [outside[0], outside[1], ("lock", &*seen)];
    let done = world
        .done("secretary", Verb::Transfer, &out, &outside)
        .await;
    assert_eq!(left(&world).await, 0);
    // One who began at the same moment is not said to work on it either.
    let mut tx = world.write("test.locks").await;
    let (me, now) = (world.street.person("liaison").id, world.now());
    let later = now + TimeDelta::minutes(5);
    assert!(
        locks::begin(&mut tx, done.topic, me, now, later)
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
    let mut secretary = logged_in(&world, "secretary").await;
    let shown = secretary.get(&page(&out)).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert_eq!(shown.count(".resumed"), 0, "{}", shown.text);
}

#[tokio::test]
async fn who_does_not_see_a_topic_does_not_learn_who_works_on_it() {
    let world = world().await;
    let code = world.submitted().await;
    assert!(did(&world, "liaison", &code, Act::Begin).await.unwrap());
    for fields in [&[][..], &[("lock", "")], &[("lock", "1")]] {
        let hidden = world
            .act(
                "second_resident",
                Verb::Support,
                Target::topic(&code),
                fields,
            )
            .await;
        assert!(matches!(hidden, Err(Problem::NotFound)), "{hidden:?}");
    }
    let told = world
        .act(
            "secretary",
            Verb::Support,
            Target::topic(&code),
            &[("lock", "")],
        )
        .await;
    assert!(matches!(told, Err(Problem::TakenOver(_))), "{told:?}");
}

#[tokio::test]
async fn only_those_who_answer_at_intake_work_on_it() {
    let world = world().await;
    let code = world.submitted().await;
    for act in Act::ALL {
        let hidden = did(&world, "second_resident", &code, act).await;
        assert!(matches!(hidden, Err(Problem::NotFound)), "{hidden:?}");
        assert!(!did(&world, "office_officer", &code, act).await.unwrap());
    }
    assert!(did(&world, "liaison", &code, Act::Begin).await.unwrap());
    let fields = [("reason", "不再需要")];
    world.done("resident", Verb::Withdraw, &code, &fields).await;
    assert!(
        !did(&world, "secretary", &code, Act::TakeOver)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn another_street_s_work_is_not_seen() {
    let world = world().await;
    let other = support::other_street(&world.db).await;
    support::fill(&world.db, &world.street, "YX").await;
    support::fill(&world.db, &other, "DL").await;
    let mut tx = world.write("test.locks").await;
    let now = world.now();
    let seen = locks::of_topic(&mut tx, "DL-2026-0001", now).await.unwrap();
    assert_eq!(seen, None);
    let theirs = support::row_id(other.tenant, "topic");
    let me = world.street.person("secretary").id;
    let later = now + TimeDelta::minutes(1);
    assert!(!locks::renew(&mut tx, theirs, me, now, later).await.unwrap());
    let own = locks::of_topic(&mut tx, "YX-2026-0001", now).await.unwrap();
    assert!(own.is_some());
}
