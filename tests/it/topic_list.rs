//! The list of topics as a page: narrowed by links, found by words, read on by key.

use std::sync::Arc;

use axum::http::StatusCode;
use yishi::domain::workflow::Verb;

use crate::support::{Browser, world};

const TOPICS: &str = "/yunxi/topics";

#[tokio::test]
async fn the_list_is_narrowed_by_links_and_found_by_words_and_codes() {
    let world = world().await;
    let code = world.assessed().await;
    let mut nobody = Browser::new(&world).await.speaks("zh");
    for (query, n) in [
        ("", 1),
        ("community=yunxi&step=1", 1),
        ("community=dongxi", 0),
        ("step=4", 0),
        ("source=public_call&category=facilities", 1),
        ("state=concluded", 0),
        ("q=充电棚", 1),
        ("q=停车", 0),
        (&format!("q={code}"), 1),
    ] {
        let query: String = query
            .chars()
            .map(|c| {
                if c.is_ascii() {
                    c.to_string()
                } else {
                    encoded(c)
                }
            })
            .collect();
        let page = nobody.get(&format!("{TOPICS}?{query}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.count("ul.rows > li"), n, "{query}");
    }
}

fn encoded(c: char) -> String {
    let mut buffer = [0; 4];
    let bytes = c.encode_utf8(&mut buffer).bytes();
    bytes.map(|b| format!("%{b:02X}")).collect()
}

#[tokio::test]
async fn a_long_list_goes_on_by_key() {
    let mut world = world().await;
    // One resident has more to say than a day takes.
    Arc::get_mut(&mut world.app).unwrap().topics_a_day = 0;
    for _ in 0..23 {
        let code = world.submitted().await;
        world
            .done("liaison", Verb::Accept, &code, &[("focus", "livelihood")])
            .await;
    }
    let mut nobody = Browser::new(&world).await;
    let first = nobody.get(TOPICS).await;
    assert_eq!(first.count("ul.rows > li"), 20);
    let next = first.attribute("a[rel=next]", "href");
    let second = nobody.get(&next).await;
    assert_eq!(second.count("ul.rows > li"), 3);
    assert_eq!(second.count("a[rel=next]"), 0);
}

#[tokio::test]
async fn what_concerns_the_whole_street_is_a_filter_and_what_is_none_lists_nothing() {
    let world = world().await;
    let code = world.accepted("东门积水", "东门", "全是水。").await;
    let mut browser = Browser::new(&world).await;
    let link = format!("/topics/{code}\"");
    let page = browser.get("/yunxi/topics").await;
    let street = ".filters a[href=\"/yunxi/topics?community=street\"]";
    assert_eq!(page.text_of(street), "全街道 0 件");
    let page = browser.get("/yunxi/topics?community=street").await;
    assert!(!page.text.contains(&link), "it is of one community");
    assert_eq!(
        page.text_of(".filters a[href*=street][aria-current]"),
        "全街道 0 件"
    );
    sqlx::query("update topic set community_id = null where code = $1")
        .bind(&code)
        .execute(&world.db.owner)
        .await
        .unwrap();
    let page = browser.get("/yunxi/topics?community=street").await;
    assert!(page.text.contains(&link));
    for none in [
        "community=nope",
        "step=99",
        "stage=9",
        "source=x",
        "state=x",
        "category=x",
    ] {
        let page = browser.get(&format!("/yunxi/topics?{none}")).await;
        assert_eq!(page.status, 200);
        assert!(!page.text.contains(&link), "{none}");
        assert!(
            page.text_of(".empty").contains("没有这样的筛选条件"),
            "{none}"
        );
    }
}
