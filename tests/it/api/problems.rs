//! What an address without an answer says to a program.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};

use super::{TOPICS, problem};
use crate::support::{Browser, world};

#[tokio::test]
async fn a_wrong_filter_is_a_problem_that_names_it_and_not_the_whole_list() {
    let world = world().await;
    world.assessed().await;
    let browser = Browser::new(&world).await;
    let long = format!("q={}", "长".repeat(101));
    for (query, field) in [
        ("community=nowhere", "community"),
        ("council=nowhere", "council"),
        ("category=weather", "category"),
        ("step=9", "step"),
        ("step=dreaming", "step"),
        ("source=rumour", "source"),
        ("state=lost", "state"),
        ("sort=title", "sort"),
        (&long, "q"),
        ("after=yesterday", "after"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("comunity=yunxi", "comunity"),
        ("mine=1", "mine"),
    ] {
        for (language, unknown) in [
            ("zh-CN,zh;q=0.9", "没有这个查询参数"),
            ("en-GB", "There is no such parameter"),
        ] {
            let mut asks = browser.other();
            asks.headers.push(("accept-language", language.into()));
            let answer = asks.get(&format!("{TOPICS}?{query}")).await;
            let said = problem(&answer, 422, "/yunxi/open-data#invalid");
            assert_eq!(
                answer.header("content-language"),
                &language[..2].replace("zh", "zh-CN")
            );
            let errors = said["errors"].as_array().unwrap();
            assert_eq!(errors.len(), 1, "{said}");
            assert_eq!(errors[0]["field"], field, "{said}");
            if matches!(field, "comunity" | "mine") {
                assert_eq!(errors[0]["detail"], unknown);
            }
        }
    }
}

#[tokio::test]
async fn what_is_not_there_and_what_cannot_be_done_there_are_problems_too() {
    let world = world().await;
    let hidden = world.submitted().await;
    let mut browser = Browser::new(&world).await;
    for path in [
        "/yunxi/api",
        "/yunxi/api/v1",
        "/yunxi/api/v1/nothing",
        "/yunxi/api/v2/topics",
        "/yunxi/api/v1/topics/YX-2026-9999",
        "/yunxi/api/v1/topics/YX-2026-9999/record",
        "/platform/api/v1/topics",
        &format!("{TOPICS}/{hidden}"),
        &format!("{TOPICS}/{hidden}/record"),
    ] {
        let street = path.split('/').nth(1).unwrap();
        let kind = format!("http://yishi.test/{street}/open-data#not-found");
        problem(&browser.get(path).await, 404, &kind);
    }
    let nowhere = browser.get("/nowhere/api/v1/topics").await;
    problem(&nowhere, 404, "about:blank");
    let posted = browser.post(TOPICS, &[("title", "x")]).await;
    problem(&posted, 405, "#method");
    assert_eq!(posted.header("allow"), "GET, HEAD, OPTIONS");
    let forged = browser
        .post_from("https://elsewhere.test", TOPICS, &[("title", "x")])
        .await;
    problem(&forged, 403, "about:blank");
    let before = browser.send(Request::options(TOPICS), Body::empty()).await;
    assert_eq!(before.status, StatusCode::NO_CONTENT);
    assert_eq!(before.header("access-control-allow-origin"), "*");
    assert_eq!(
        before.header("access-control-allow-methods"),
        "GET, HEAD, OPTIONS"
    );
    assert_eq!(before.header("access-control-allow-credentials"), "");
    world.db.store.close().await;
    let away = browser.get(TOPICS).await;
    let said = problem(&away, 503, "#away");
    assert_eq!(away.header("retry-after"), "10");
    assert_eq!(said["reference"], away.header("x-request-id"));
    assert!(!away.text.contains("sqlx") && !away.text.contains("pool"));
}

#[tokio::test]
async fn a_fault_of_the_program_says_a_number_to_ask_by_and_nothing_from_inside() {
    let world = world().await;
    let code = world.assessed().await;
    let mut root = world.db.superuser().await;
    let sql = "update topic set workflow = '{\"secret\": 1}'";
    sqlx::query(sql).execute(&mut root).await.unwrap();
    let mut browser = Browser::new(&world).await;
    let answer = browser.get(&format!("{TOPICS}/{code}")).await;
    let said = problem(&answer, 500, "#fault");
    assert_eq!(said["reference"], answer.header("x-request-id"));
    for inside in ["secret", "workflow", "missing field", &code] {
        assert!(!answer.text.contains(inside), "{inside}: {}", answer.text);
    }
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_when_to_come_again() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let crowd: SocketAddr = "203.0.113.9:4000".parse().unwrap();
    let mut held = None;
    for _ in 0..2_000 {
        let request = Request::get("/yunxi/api/v1/nothing").extension(ConnectInfo(crowd));
        let answer = browser.send(request, Body::empty()).await;
        if answer.status != StatusCode::NOT_FOUND {
            held = Some(answer);
            break;
        }
    }
    let held = held.expect("a limit");
    problem(&held, 429, "#too-many");
    assert_eq!(held.header("retry-after"), "10");
}
