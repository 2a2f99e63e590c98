//! Comments: who may write, what waits, what is masked, reports, take-downs, appeals; the street's rules.

mod rules;

use axum::http::StatusCode;
use uuid::Uuid;
use yishi::domain::comments::{Act, held_by};
use yishi::domain::workflow::{Refusal, Verb};
use yishi::kit::segment::normal;
use yishi::service::{Done, Problem, Target, comments};
use yishi::store::comments as rows;

use crate::support::{Browser, World, world};

const WORDS: &str = "充电棚放在东门最合适，离三号楼也近。";

async fn accepted(world: &World) -> String {
    let code = world.submitted().await;
    world
        .done("liaison", Verb::Accept, &code, &[("focus", "livelihood")])
        .await;
    code
}

async fn write(world: &World, who: &str, code: &str, body: &str) -> Result<Done, Problem> {
    let fields = [("body", body)];
    world
        .act(who, Verb::Comment, Target::topic(code), &fields)
        .await
}

/// Writes, and answers the id of what was written.
async fn written(world: &World, who: &str, code: &str, body: &str) -> Uuid {
    write(world, who, code, body).await.unwrap();
    sqlx::query_scalar("select id from comment where body = $1 and tenant_id = $2")
        .bind(body)
        .bind(world.street.tenant)
        .fetch_one(&world.db.owner)
        .await
        .unwrap()
}

async fn does(
    world: &World,
    who: &str,
    id: Uuid,
    act: Act,
    fields: &[(&str, &str)],
) -> Result<String, Problem> {
    let deed = world.deed(who, Target::default(), fields).await;
    comments::act(deed, id, act).await
}

async fn state(world: &World, id: Uuid) -> String {
    sqlx::query_scalar("select state from comment where id = $1")
        .bind(id)
        .fetch_one(&world.db.owner)
        .await
        .unwrap()
}

/// How many comments the topic's row counts, and how many a visitor reads.
async fn shown(world: &World, code: &str) -> (i32, usize) {
    let topic = world.topic(code).await;
    let counted = sqlx::query_scalar("select comments from topic_tally where topic_id = $1")
        .bind(topic)
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    let mut tx = world.read().await;
    let page = rows::shown(&mut tx, topic, None, None, 50).await.unwrap();
    (counted, page.rows.len())
}

async fn moderated(world: &World, yes: &str) {
    let fields = [("comments_moderated", yes)];
    let deed = world.deed("street_admin", Target::default(), &fields).await;
    comments::set_rules(deed).await.unwrap();
}

fn key_at(problem: Problem, field: &str) -> &'static str {
    match problem {
        Problem::Invalid(errors) => errors.of(field).map_or("", |e| e.key),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_comment_shows_once_the_liaison_has_looked() {
    let world = world().await;
    let code = accepted(&world).await;
    let id = written(&world, "second_resident", &code, WORDS).await;
    assert_eq!(shown(&world, &code).await, (0, 0));
    does(&world, "liaison", id, Act::Show, &[]).await.unwrap();
    assert_eq!(shown(&world, &code).await, (1, 1));
    // A second press changes nothing.
    does(&world, "liaison", id, Act::Show, &[]).await.unwrap();
    assert_eq!(shown(&world, &code).await, (1, 1));
    let mut nobody = Browser::new(&world).await;
    let page = nobody.get(&format!("/yunxi/topics/{code}/comments")).await;
    assert!(page.text_of(".comments .prose").contains("东门最合适"));
    let writer = page.text_of(".comments strong");
    assert!(writer.ends_with("**"), "{writer}");
    let topic = nobody.get(&format!("/yunxi/topics/{code}")).await;
    assert!(topic.text_of("#comments").contains("东门最合适"));
}

#[tokio::test]
async fn where_the_street_looks_afterwards_a_comment_shows_at_once_unless_a_word_holds_it() {
    let world = world().await;
    let code = accepted(&world).await;
    moderated(&world, "no").await;
    written(&world, "resident", &code, WORDS).await;
    assert_eq!(shown(&world, &code).await, (1, 1));
    let words = [("words", "奸商\n 传销 \n奸商")];
    let deed = world.deed("street_admin", Target::default(), &words).await;
    comments::set_words(deed).await.unwrap();
    let id = written(&world, "resident", &code, "物业就是 奸、商 一伙。").await;
    assert_eq!(state(&world, id).await, "waiting");
    assert_eq!(shown(&world, &code).await, (1, 1));
    let mut liaison = Browser::new(&world).await;
    liaison.log_in(&world, "liaison").await;
    let queue = liaison.get("/yunxi/desk/comments").await;
    assert!(queue.text.contains("含敏感词：奸商"), "{}", queue.text);
    assert!(
        liaison
            .get("/yunxi/desk")
            .await
            .text
            .contains("/yunxi/desk/comments")
    );
}

#[test]
fn sensitive_words_are_seen_through_spaces_width_and_case() {
    let found = |text| held_by(text, ["ABC", "传销", "坏蛋", "骗子", "。"], normal);
    assert_eq!(found("a b-c 和Ａｂｃ"), ["ABC"]);
    assert_eq!(found("传 。销"), ["传销"]);
    assert!(found("传统销售。").is_empty());
}

#[test]
fn sensitive_words_are_seen_through_traditional_characters() {
    let found = |text| held_by(text, ["坏蛋", "騙子"], normal);
    assert_eq!(found("你這個壞蛋"), ["坏蛋"]);
    assert_eq!(found("这人是骗子"), ["騙子"]);
    assert_eq!(found("這人是騙 子"), ["騙子"]);
    assert!(found("好人").is_empty());
}

#[tokio::test]
async fn a_phone_number_is_shown_to_its_writer_and_sent_masked() {
    let world = world().await;
    let code = accepted(&world).await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "second_resident").await;
    let path = format!("/yunxi/topics/{code}/comments");
    let page = path.clone();
    let text = "找我商量：13800138000";
    let topic = format!("/yunxi/topics/{code}");
    let refused = browser.submit(&topic, &path, &[("body", text)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text_of(".error").contains("不宜公开"));
    assert_eq!(refused.count("input[name=mask]"), 1, "the way to mask it");
    assert!(refused.text.contains(text), "what was typed is kept");
    let fields = [("body", text), ("page", page.as_str()), ("mask", "yes")];
    let sent = browser.post(&path, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let kept: String = sqlx::query_scalar("select body from comment")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(kept, "找我商量：138****8000");
}

#[tokio::test]
async fn pressed_twice_a_comment_is_written_once() {
    let world = world().await;
    let code = accepted(&world).await;
    moderated(&world, "no").await;
    let one = write(&world, "resident", &code, WORDS);
    let two = write(&world, "resident", &code, WORDS);
    let (one, two) = tokio::join!(one, two);
    assert!(one.is_ok() && two.is_ok());
    write(
        &world,
        "resident",
        &code,
        " 充电棚放在东门 最合适，离三号楼也近！",
    )
    .await
    .unwrap();
    assert_eq!(shown(&world, &code).await, (1, 1));
    // Somebody else may say the same.
    write(&world, "second_resident", &code, WORDS)
        .await
        .unwrap();
    assert_eq!(shown(&world, &code).await, (2, 2));
}

#[tokio::test]
async fn whoever_is_not_checked_is_told_so_and_whoever_hurries_must_wait() {
    let world = world().await;
    let code = accepted(&world).await;
    world.unchecked("delegate").await;
    let refused = write(&world, "delegate", &code, WORDS).await.unwrap_err();
    let Problem::Refused(Refusal::NotYours { .. }) = refused else {
        panic!("{refused:?}");
    };
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "delegate").await;
    let page = browser.get(&format!("/yunxi/topics/{code}")).await;
    // The phone is proved by a code at the registration.
    assert!(page.text.contains("您的姓名还没有核实"), "{}", page.text);
    for n in 0..5 {
        let text = format!("第{n}条看法");
        write(&world, "resident", &code, &text).await.unwrap();
    }
    let again = write(&world, "resident", &code, "第六条看法").await;
    assert_eq!(key_at(again.unwrap_err(), "body"), "error-comment-often");
    let mut writer = Browser::new(&world).await;
    writer.log_in(&world, "resident").await;
    let path = format!("/yunxi/topics/{code}/comments");
    let sixth = [("body", "第六条看法"), ("page", path.as_str())];
    let answer = writer.post(&path, &sixth).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), "600");
    assert!(answer.text_of("textarea[name=body]").contains("第六条看法"));
    world.app.clock.advance(chrono::TimeDelta::minutes(11));
    write(&world, "resident", &code, "第六条看法")
        .await
        .unwrap();
}

#[tokio::test]
async fn before_a_topic_is_taken_up_and_after_it_ends_nobody_comments() {
    let world = world().await;
    let code = world.submitted().await;
    let early = write(&world, "resident", &code, WORDS).await.unwrap_err();
    assert!(matches!(early, Problem::Refused(Refusal::TooEarly { .. })));
    let unseen = write(&world, "second_resident", &code, WORDS).await;
    assert!(matches!(unseen.unwrap_err(), Problem::NotFound));
    world
        .done("resident", Verb::Withdraw, &code, &[("reason", "解决了")])
        .await;
    let late = write(&world, "resident", &code, WORDS).await.unwrap_err();
    assert!(matches!(late, Problem::Refused(Refusal::Ended { .. })));
    for empty in ["", "   ", "😀😀😀", "！！！"] {
        let code = accepted(&world).await;
        let wrong = write(&world, "resident", &code, empty).await.unwrap_err();
        assert_ne!(key_at(wrong, "body"), "", "{empty:?}");
    }
}

#[tokio::test]
async fn a_reported_comment_is_taken_down_with_a_reason_and_comes_back_by_another_officer() {
    let world = world().await;
    let code = accepted(&world).await;
    moderated(&world, "no").await;
    let id = written(&world, "second_resident", &code, WORDS).await;
    let why = [("reason", "说的不是事实")];
    for _ in 0..2 {
        does(&world, "resident", id, Act::Report, &why)
            .await
            .unwrap();
    }
    let own = does(&world, "second_resident", id, Act::Report, &why).await;
    assert!(matches!(own.unwrap_err(), Problem::NotFound));
    let councils = [world.street.councils[0].id];
    let me = world.street.person("liaison").id;
    let mut tx = world.read().await;
    let queue = rows::queue(&mut tx, me, Some(&councils), false, 9)
        .await
        .unwrap();
    drop(tx);
    assert_eq!(queue[0].reports, ["说的不是事实"], "once a person");
    let bare = does(&world, "office_officer", id, Act::TakeDown, &[]).await;
    assert_eq!(key_at(bare.unwrap_err(), "reason"), "error-empty");
    does(&world, "office_officer", id, Act::TakeDown, &why)
        .await
        .unwrap();
    assert_eq!(shown(&world, &code).await, (0, 0));
    let told: String = sqlx::query_scalar(
        "select event from notice where account_id = $1 order by at desc limit 1",
    )
    .bind(world.street.person("second_resident").id)
    .fetch_one(&world.db.owner)
    .await
    .unwrap();
    assert_eq!(told, "comment_taken_down");
    let mut writer = Browser::new(&world).await;
    writer.log_in(&world, "second_resident").await;
    let page = writer.get(&format!("/yunxi/topics/{code}/comments")).await;
    assert!(page.text.contains("原因：说的不是事实"));
    assert!(
        writer
            .get("/yunxi/notices")
            .await
            .text
            .contains("您的评论被撤下")
    );
    // The appeal, once; decided by another officer than took it down.
    let appeal = [("reason", "我说的都有照片为证")];
    let other = does(&world, "resident", id, Act::Appeal, &appeal).await;
    assert!(matches!(other.unwrap_err(), Problem::NotFound));
    does(&world, "second_resident", id, Act::Appeal, &appeal)
        .await
        .unwrap();
    // Pressed twice it is one appeal; another one is none.
    does(&world, "second_resident", id, Act::Appeal, &appeal)
        .await
        .unwrap();
    let appeal = [("reason", "我还有话要说")];
    let twice = does(&world, "second_resident", id, Act::Appeal, &appeal).await;
    assert_eq!(
        key_at(twice.unwrap_err(), "reason"),
        "error-comment-appealed"
    );
    let granted = [("granted", "yes"), ("reason", "经核实，照片属实")];
    for who in ["office_officer", "liaison"] {
        let refused = does(&world, who, id, Act::Decide, &granted).await;
        assert!(
            matches!(refused.unwrap_err(), Problem::Forbidden(_)),
            "{who}"
        );
    }
    does(&world, "second_officer", id, Act::Decide, &granted)
        .await
        .unwrap();
    assert_eq!(shown(&world, &code).await, (1, 1));
    let again = does(&world, "second_officer", id, Act::Decide, &granted).await;
    assert_eq!(key_at(again.unwrap_err(), ""), "error-comment-changed");
}

#[tokio::test]
async fn nobody_looks_at_their_own_comment_nor_at_another_council_s() {
    let world = world().await;
    let code = accepted(&world).await;
    let own = written(&world, "dongxi_liaison", &code, WORDS).await;
    for who in ["dongxi_liaison", "resident", "member"] {
        let refused = does(&world, who, own, Act::Show, &[]).await;
        assert!(
            matches!(refused.unwrap_err(), Problem::Forbidden(_)),
            "{who}"
        );
        let mut browser = Browser::new(&world).await;
        browser.log_in(&world, who).await;
        let queue = browser.get("/yunxi/desk/comments").await;
        assert!(!queue.text.contains("东门最合适"), "{who}");
    }
    let mut resident = Browser::new(&world).await;
    resident.log_in(&world, "resident").await;
    let queue = resident.get("/yunxi/desk/comments").await;
    assert_eq!(queue.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_writer_takes_a_comment_back() {
    let world = world().await;
    let code = accepted(&world).await;
    moderated(&world, "no").await;
    let id = written(&world, "resident", &code, WORDS).await;
    let other = does(&world, "second_resident", id, Act::Withdraw, &[]).await;
    assert!(matches!(other.unwrap_err(), Problem::NotFound));
    does(&world, "resident", id, Act::Withdraw, &[])
        .await
        .unwrap();
    assert_eq!(shown(&world, &code).await, (0, 0));
    let show = does(&world, "liaison", id, Act::Show, &[]).await;
    assert_eq!(key_at(show.unwrap_err(), ""), "error-comment-changed");
}

#[tokio::test]
async fn comments_of_a_text_that_was_taken_down_are_not_read() {
    let world = world().await;
    let code = accepted(&world).await;
    moderated(&world, "no").await;
    let id = written(&world, "second_resident", &code, WORDS).await;
    world.take_down(&code, "含有他人隐私").await;
    let mut nobody = Browser::new(&world).await;
    let page = nobody.get(&format!("/yunxi/topics/{code}/comments")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let topic = nobody.get(&format!("/yunxi/topics/{code}")).await;
    assert!(!topic.text.contains("东门最合适"));
    let report = does(
        &world,
        "third_member",
        id,
        Act::Report,
        &[("reason", "含有他人隐私")],
    )
    .await;
    assert!(matches!(report.unwrap_err(), Problem::NotFound));
}
