//! Topics: raised from three sources, changed, supported, joined, handed on, hidden.

use yishi::domain::fields::FieldErrors;
use yishi::domain::policy::{Viewer, Visibility, Who};
use yishi::domain::workflow::{Refusal, Source, Standing, Step, Verb};
use yishi::service::{Problem, Target, step};
use yishi::store::topics::list::{self, Filter};

use crate::support::{Browser, World, world};

fn form<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("title", "雨天积水的下沉路口"),
        ("body", "每次下雨都积水，老人孩子过不去。"),
        ("community", "yunxi"),
        ("category", "facilities"),
        ("consent", "yes"),
    ];
    for (name, value) in more {
        fields.retain(|(n, _)| n != name);
        fields.push((name, value));
    }
    fields
}

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

#[tokio::test]
async fn a_resident_raises_a_topic_that_only_its_council_sees_until_it_is_accepted() {
    let world = world().await;
    let done = world
        .act("resident", Verb::Submit, Target::default(), &form(&[]))
        .await
        .unwrap();
    assert_eq!(done.code, "YX-2026-0001");
    assert_eq!(done.state.source, Source::PublicCall);
    let mut tx = world.read().await;
    let held = step::see(&mut tx, &done.code).await.unwrap();
    assert_eq!(held.row.author_label, "张**");
    assert_eq!(Visibility::of(&held.state), Visibility::Submitted);
    for (key, n) in [
        ("resident", 1),
        ("second_resident", 0),
        ("liaison", 1),
        ("dongxi_liaison", 0),
    ] {
        let me = world.me(key).await;
        let viewer = Viewer::of(Some(&me.actor));
        let count = list::count(&mut tx, &viewer, &Filter::default())
            .await
            .unwrap();
        assert_eq!(count.n, n, "{key}");
    }
    drop(tx);
    world
        .done(
            "liaison",
            Verb::Accept,
            &done.code,
            &[("focus", "livelihood")],
        )
        .await;
    let mut tx = world.read().await;
    let count = list::count(&mut tx, &Viewer::default(), &Filter::default())
        .await
        .unwrap();
    assert_eq!(count.n, 1);
}

#[tokio::test]
async fn the_liaison_enters_a_topic_for_somebody_who_telephoned() {
    let world = world().await;
    let fields = form(&[("on_behalf_of", "王秀英"), ("on_behalf_way", "phone")]);
    let done = world
        .act("liaison", Verb::Submit, Target::default(), &fields)
        .await
        .unwrap();
    let mut tx = world.read().await;
    let held = step::see(&mut tx, &done.code).await.unwrap();
    assert_eq!(held.row.author_label, "王**");
    assert_eq!(held.row.author_id, None);
    assert!(!held.state.author_has_account);
    let way = form(&[("on_behalf_of", "王秀英")]);
    let problem = world
        .act("liaison", Verb::Submit, Target::default(), &way)
        .await
        .unwrap_err();
    assert!(errors(problem).of("on_behalf_way").is_some());
    let refused = world
        .act("resident", Verb::Submit, Target::default(), &fields)
        .await;
    let expected = Refusal::NotYours {
        verb: Verb::Submit,
        who: vec![Who::OnBehalf],
    };
    assert_eq!(refusal(refused.unwrap_err()), expected);
}

#[tokio::test]
async fn a_form_pressed_twice_makes_one_topic() {
    let world = world().await;
    let key = world.app.ids.make(world.now()).to_string();
    let fields = form(&[("key", &key)]);
    let one = world.act("resident", Verb::Submit, Target::default(), &fields);
    let two = world.act("resident", Verb::Submit, Target::default(), &fields);
    let (one, two) = tokio::join!(one, two);
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(
        (one.code.as_str(), one.topic),
        (two.code.as_str(), two.topic)
    );
    // Another form is another topic, and no number was lost.
    let next = world
        .act("resident", Verb::Submit, Target::default(), &form(&[]))
        .await
        .unwrap();
    assert_eq!(
        (one.code.as_str(), next.code.as_str()),
        ("YX-2026-0001", "YX-2026-0002")
    );
}

#[tokio::test]
async fn a_phone_number_in_the_text_is_shown_to_its_author_and_sent_masked() {
    let world = world().await;
    let private = form(&[("body", "请打我电话13800138000，住3栋502室。")]);
    let problem = world
        .act("resident", Verb::Submit, Target::default(), &private)
        .await
        .unwrap_err();
    assert_eq!(
        errors(problem).of("mask").map(|e| e.key),
        Some("error-private")
    );
    let mut masked = private.clone();
    masked.push(("mask", "yes"));
    let done = world
        .act("resident", Verb::Submit, Target::default(), &masked)
        .await
        .unwrap();
    let mut tx = world.read().await;
    let held = step::see(&mut tx, &done.code).await.unwrap();
    assert!(!held.row.body.contains("13800138000"), "{}", held.row.body);
    assert!(!held.row.body.contains("502"), "{}", held.row.body);
}

#[tokio::test]
async fn a_form_with_errors_names_every_field_at_once() {
    let world = world().await;
    let fields = [
        ("title", ""),
        ("community", "nowhere"),
        ("category", "facilities"),
    ];
    let problem = world
        .act("resident", Verb::Submit, Target::default(), &fields)
        .await
        .unwrap_err();
    let errors = errors(problem);
    for field in ["title", "body", "consent"] {
        assert!(errors.of(field).is_some(), "{field}");
    }
    for (field, value) in [("community", "nowhere"), ("category", "nothing")] {
        let problem = world
            .act(
                "resident",
                Verb::Submit,
                Target::default(),
                &form(&[(field, value)]),
            )
            .await
            .unwrap_err();
        assert_eq!(
            self::errors(problem).of(field).map(|e| e.key),
            Some("error-not-a-choice")
        );
    }
}

#[tokio::test]
async fn a_resident_supports_once_and_can_take_it_back() {
    let world = world().await;
    let code = world.submitted().await;
    let early = world
        .act("second_resident", Verb::Support, Target::topic(&code), &[])
        .await;
    assert!(matches!(early.unwrap_err(), Problem::NotFound));
    world
        .done("liaison", Verb::Accept, &code, &[("focus", "livelihood")])
        .await;
    for _ in 0..2 {
        world
            .done("second_resident", Verb::Support, &code, &[])
            .await;
    }
    world.done("leader", Verb::Follow, &code, &[]).await;
    assert_eq!(voices(&world, &code).await, (1, 1));
    world
        .done("second_resident", Verb::Support, &code, &[("undo", "yes")])
        .await;
    assert_eq!(voices(&world, &code).await, (0, 1));
}

async fn voices(world: &World, code: &str) -> (i32, i32) {
    let mut tx = world.read().await;
    let held = step::see(&mut tx, code).await.unwrap();
    (held.row.supports, held.row.follows)
}

#[tokio::test]
async fn the_author_revises_what_was_asked_for_and_can_withdraw() {
    let world = world().await;
    let code = world.submitted().await;
    world
        .done(
            "liaison",
            Verb::AskMore,
            &code,
            &[("reason", "具体在哪个门？")],
        )
        .await;
    let fields = form(&[("body", "在东门。")]);
    let done = world.done("resident", Verb::Revise, &code, &fields).await;
    assert!(done.state.intake.asked_at.is_none());
    let other = world
        .act(
            "second_resident",
            Verb::Revise,
            Target::topic(&code),
            &fields,
        )
        .await;
    assert!(matches!(other, Err(Problem::NotFound)), "{other:?}");
    let done = world
        .done("resident", Verb::Withdraw, &code, &[("reason", "已经解决")])
        .await;
    assert_eq!(done.state.standing, Standing::Withdrawn);
    world.sound().await;
}

#[tokio::test]
async fn a_suspended_topic_waits_and_goes_on_where_it_stood() {
    let world = world().await;
    let code = world.approved().await;
    let fields = [("reason", "等规划批复"), ("review", "2026-12-20")];
    let done = world.done("secretary", Verb::Suspend, &code, &fields).await;
    assert_eq!(done.state.standing, Standing::Suspended);
    world.set_clock("2026-12-01T10:00");
    let done = world.done("office_officer", Verb::Resume, &code, &[]).await;
    assert_eq!(
        (done.state.standing, done.state.step),
        (Standing::Open, Step::Scheduling)
    );
    let past = [("reason", "等"), ("review", "2026-11-01")];
    let problem = world
        .act("secretary", Verb::Suspend, Target::topic(&code), &past)
        .await
        .unwrap_err();
    assert!(errors(problem).of("review").is_some());
}

#[tokio::test]
async fn another_street_s_topic_is_not_there() {
    let world = world().await;
    let code = world.assessed().await;
    let other = world.across().await;
    for verb in [
        Verb::Accept,
        Verb::Support,
        Verb::Assess,
        Verb::Escalate,
        Verb::Withdraw,
    ] {
        let problem = other
            .act("secretary", verb, Target::topic(&code), &[])
            .await
            .unwrap_err();
        assert!(
            matches!(problem, Problem::NotFound),
            "{verb:?}: {problem:?}"
        );
    }
    let mut tx = other.read().await;
    let count = list::count(&mut tx, &Viewer::default(), &Filter::default())
        .await
        .unwrap();
    assert_eq!(count.n, 0);
}

#[tokio::test]
async fn the_author_stands_behind_the_topic_already_and_does_not_support_it() {
    let world = world().await;
    let code = world.assessed().await;
    let own = world
        .act("resident", Verb::Support, Target::topic(&code), &[])
        .await;
    assert!(matches!(
        own,
        Err(Problem::Refused(Refusal::OwnTopic {
            verb: Verb::Support
        }))
    ));
    assert_eq!(voices(&world, &code).await, (0, 0));
    let mut author = Browser::new(&world).await.speaks("zh");
    author.log_in(&world, "resident").await;
    let page = author.get(&format!("/yunxi/topics/{code}")).await;
    let support = format!("form[action=\"/yunxi/topics/{code}/support\"]");
    let follow = format!("form[action=\"/yunxi/topics/{code}/follow\"]");
    assert_eq!((page.count(&support), page.count(&follow)), (0, 1));
    let posted = author
        .post(&format!("/yunxi/topics/{code}/support"), &[])
        .await;
    assert_eq!(posted.status, axum::http::StatusCode::FORBIDDEN);
    assert!(posted.text.contains("您自己提出的"), "{}", posted.text);
    // One from before authors were left out can be taken back.
    let me = world.street.person("resident").id;
    let (topic, now) = (world.topic(&code).await, world.now());
    let mut tx = world.write("test.support").await;
    use yishi::store::topics::voices::{self as rows, Voice};
    rows::add(&mut tx, Voice::Support, topic, me, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let page = author.get(&format!("/yunxi/topics/{code}")).await;
    assert_eq!(page.count(&support), 1);
    world
        .done("resident", Verb::Support, &code, &[("undo", "yes")])
        .await;
    assert_eq!(voices(&world, &code).await, (0, 0));
}

#[tokio::test]
async fn what_was_given_can_be_taken_back_when_the_street_takes_its_leave_back() {
    let world = world().await;
    let code = world.assessed().await;
    world.unchecked("delegate").await;
    world.lets("support").await;
    world.done("delegate", Verb::Support, &code, &[]).await;
    world.done("delegate", Verb::Follow, &code, &[]).await;
    world.lets("follow").await;
    let mut browser = Browser::new(&world).await.speaks("zh");
    browser.log_in(&world, "delegate").await;
    let topic = format!("/yunxi/topics/{code}");
    let page = browser.get(&topic).await;
    let waits = "以后，就可以附议";
    assert!(!page.text.contains(waits), "it is supported already");
    let done = browser
        .submit(&topic, &format!("{topic}/support"), &[])
        .await;
    assert_eq!(done.location(), topic, "{}", done.text);
    assert_eq!(voices(&world, &code).await, (0, 1));
    let again = world.act("delegate", Verb::Support, Target::topic(&code), &[]);
    assert!(again.await.is_err(), "given anew it is not");
    let page = browser.get(&topic).await;
    assert!(page.text.contains(waits), "{}", page.text);
}

#[tokio::test]
async fn who_follows_a_topic_that_has_ended_can_stop() {
    let world = world().await;
    let code = world.assessed().await;
    world.done("delegate", Verb::Follow, &code, &[]).await;
    let why = [("reason", "已经解决")];
    world.done("resident", Verb::Withdraw, &code, &why).await;
    let mut browser = Browser::new(&world).await.speaks("zh");
    browser.log_in(&world, "delegate").await;
    let topic = format!("/yunxi/topics/{code}");
    let page = browser.get(&topic).await;
    assert_eq!(page.count(&format!("form[action='{topic}/support']")), 0);
    let done = browser
        .submit(&topic, &format!("{topic}/follow"), &[])
        .await;
    assert_eq!(done.location(), topic, "{}", done.text);
    assert_eq!(voices(&world, &code).await, (0, 0));
    let page = browser.get(&topic).await;
    assert_eq!(page.count(&format!("form[action='{topic}/follow']")), 0);
}
