//! Pages that are kept for a second: what anybody may see, and nothing else.

use axum::http::StatusCode;
use sqlx::AssertSqlSafe;

use crate::support::{Browser, World, world};

/// Changes a title behind the program's back: who still sees the old one was given a kept page.
async fn retitle(world: &World, code: &str, title: &str) {
    let mut root = world.db.superuser().await;
    let sql = format!("update topic set title = '{title}' where code = '{code}'");
    sqlx::query(AssertSqlSafe(sql))
        .execute(&mut root)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_page_that_anybody_may_see_is_made_once_for_all() {
    let world = world().await;
    let code = world.assessed().await;
    let mut browser = Browser::of_kept_pages(&world).await;
    let slug = world.street.slug;
    let list = format!("/{slug}/topics");
    let topic = format!("{list}/{code}");
    retitle(&world, &code, "甲").await;
    for path in [&list, &topic] {
        let page = browser.get(path).await;
        assert_eq!(page.header("cache-control"), "private, no-cache");
        assert!(page.text.contains('甲'));
    }
    retitle(&world, &code, "乙").await;
    for path in [&list, &topic] {
        let kept = browser.other().get(path).await;
        assert!(
            kept.text.contains('甲') && !kept.text.contains('乙'),
            "{path}"
        );
        assert_eq!(kept.count("h1"), 1);
        let mut knows = browser.other();
        let mark = kept.header("etag").to_owned();
        knows.headers.push(("if-none-match", mark));
        assert_eq!(knows.get(path).await.status, StatusCode::NOT_MODIFIED);
        // The same page, however the parameters stand; another one for another language or size.
        let fresh = [
            browser.other().speaks("en").get(path).await,
            browser.other().get(&format!("{path}?utm=x")).await,
            {
                let mut large = browser.other();
                large.cookies.insert("yishi_large".into(), "1".into());
                large.get(path).await
            },
        ];
        for page in fresh {
            assert!(page.text.contains('乙'), "{path}");
        }
    }
    let words = format!("{list}?q=%E4%B9%99");
    browser.get(&words).await;
    retitle(&world, &code, "丙").await;
    assert!(
        !browser.get(&words).await.text.contains('甲'),
        "a search is never kept"
    );
    // What the portal's figures lead to is kept as the list is.
    let stage = format!("{list}?stage=1");
    assert!(browser.get(&stage).await.text.contains('丙'));
    let rated = format!("{list}?rated=2026");
    browser.get(&rated).await;
    retitle(&world, &code, "戊").await;
    assert!(browser.get(&stage).await.text.contains('丙'));
    let mut root = world.db.superuser().await;
    sqlx::query("update topic_count set n = n + 500")
        .execute(&mut root)
        .await
        .unwrap();
    assert!(!browser.get(&rated).await.text.contains("501"));
    let fresh = browser.get(&format!("{list}?rated=2025")).await;
    assert!(fresh.text.contains("501"), "{}", fresh.text);
}

#[tokio::test]
async fn whoever_is_logged_in_or_is_told_something_gets_a_page_of_their_own() {
    let world = world().await;
    let code = world.assessed().await;
    let mut browser = Browser::of_kept_pages(&world).await;
    let list = format!("/{}/topics", world.street.slug);
    browser.get(&list).await;
    let mut resident = browser.other();
    resident.log_in(&world, "resident").await;
    let before = browser.get(&list).await;
    retitle(&world, &code, "丁").await;
    let own = resident.get(&list).await;
    assert!(own.text.contains('丁') && own.text.contains("张晓云"));
    assert_eq!(own.header("cache-control"), "no-store");
    let kept = browser.get(&list).await;
    assert_eq!(kept.text, before.text, "and the kept page is not theirs");
    // Nobody without a log-in makes the others' pages anew.
    let draft = format!("{list}/new");
    let sent = browser.post(&draft, &[("step", "clear")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.other().get(&list).await.text, before.text);
    // What somebody posts in the street is seen by the next who asks.
    let topic = format!("{list}/{code}");
    let answer = resident
        .submit(&topic, &format!("{topic}/follow"), &[])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(browser.get(&list).await.text.contains('丁'));
    let mut told = browser.other();
    told.cookies.extend(resident.cookies.clone());
    told.cookies
        .remove(&format!("yishi_{}", world.street.tenant));
    retitle(&world, &code, "戊").await;
    assert!(
        told.get(&list).await.text.contains('戊'),
        "a flash is one person's"
    );
}

#[tokio::test]
async fn an_error_is_not_kept_and_a_crowd_gets_one_answer() {
    let world = world().await;
    let code = world.assessed().await;
    let browser = Browser::of_kept_pages(&world).await;
    let missing = format!("/{}/topics/YX-2026-9999", world.street.slug);
    let crowd = (0..40).map(|_| {
        let (mut one, missing) = (browser.other(), missing.clone());
        async move { one.get(&missing).await.status }
    });
    for status in futures::future::join_all(crowd).await {
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
    let path = format!("/{}/topics/{code}", world.street.slug);
    let crowd = (0..40).map(|_| {
        let (mut one, path) = (browser.other(), path.clone());
        async move { one.get(&path).await }
    });
    let pages = futures::future::join_all(crowd).await;
    for page in &pages {
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.text, pages[0].text);
    }
}
