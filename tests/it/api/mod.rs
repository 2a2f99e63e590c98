//! The JSON API: public data as anybody sees them, pages by key, problems that a program can read.

mod description;
mod lists;
mod problems;

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;
use yishi::domain::policy::Viewer;
use yishi::domain::workflow::Verb;
use yishi::service::{Target, exports};

use crate::support::{self, Answer, Browser, World, world};

const TOPICS: &str = "/yunxi/api/v1/topics";

/// The answer as JSON.
fn json(answer: &Answer) -> Value {
    assert_eq!(answer.header("content-type"), "application/json");
    serde_json::from_str(&answer.text).unwrap()
}

async fn get(browser: &mut Browser, path: &str) -> Value {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
    json(&answer)
}

/// The codes of a page.
fn codes(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().unwrap();
    let code = |item: &Value| item["code"].as_str().unwrap().to_owned();
    items.iter().map(code).collect()
}

/// A problem with this status and kind.
fn problem(answer: &Answer, status: u16, kind: &str) -> Value {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let problem: Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(problem["status"], status);
    let ends = problem["type"].as_str().unwrap().ends_with(kind);
    assert!(ends, "{kind}: {problem}");
    for said in ["title", "detail"] {
        let text = problem[said].as_str().unwrap();
        assert!(!text.is_empty() && !text.contains('⟦'), "{problem}");
    }
    problem
}

#[tokio::test]
async fn a_topic_has_the_fields_that_exports_promise_and_says_them_alike() {
    let world = world().await;
    let code = world.assessed().await;
    let mut browser = Browser::new(&world).await;
    let page = get(&mut browser, TOPICS).await;
    let whole = get(&mut browser, &format!("{TOPICS}/{code}")).await;
    let store = &world.db.store;
    let nobody = Viewer::default();
    let exported = exports::topics(store, world.street.tenant, &nobody, world.now()).await;
    let exported = exported.unwrap();
    let mut text = Vec::new();
    yishi::kit::export::json(&exported, &mut text).unwrap();
    let exported: Value = serde_json::from_slice(&text).unwrap();
    for name in exports::TOPICS {
        let expected = &exported[0][name];
        for topic in [&page["items"][0], &whole] {
            let said = &topic[name];
            let same = match (time(said), time(expected)) {
                (Some(said), Some(expected)) => said == expected,
                _ => said == expected,
            };
            assert!(same, "{name}: {said} and {expected}");
        }
    }
    assert_eq!(whole["taken_down"], false);
    assert_eq!(whole["raised_by"], "张**");
    assert_eq!(whole["supports"], 0);
    assert_eq!(
        whole["page"],
        format!("http://yishi.test/yunxi/topics/{code}")
    );
    assert!(whole.get("id").is_none() && !page.to_string().contains("\"id\""));
}

fn time(value: &Value) -> Option<chrono::DateTime<chrono::FixedOffset>> {
    chrono::DateTime::parse_from_rfc3339(value.as_str()?).ok()
}

#[tokio::test]
async fn the_filters_are_those_of_the_page_and_a_place_may_be_named_as_lists_name_it() {
    let world = world().await;
    let submitted = world.submitted().await;
    let asked = world.assessed().await;
    let planned = world.approved().await;
    let mut browser = Browser::new(&world).await;
    let all = [planned.clone(), asked.clone()];
    for (query, expected) in [
        ("", &all[..]),
        ("?sort=newest&community=yunxi", &all),
        ("?community=云溪社区&category=facilities", &all),
        ("?council=yunxi&source=public_call&state=open", &all),
        ("?community=dongxi", &[]),
        ("?source=assignment", &[]),
        ("?state=concluded", &[]),
        ("?step=scheduling", &all[..1]),
        ("?step=2", &all[..1]),
        ("?step=1", &all[1..]),
        ("?q=充电", &all),
        ("?q=喷泉", &[]),
        (&format!("?q={asked}"), &all[1..]),
        (&format!("?q={submitted}"), &[]),
    ] {
        let page = get(&mut browser, &format!("{TOPICS}{query}")).await;
        let (mut found, mut expected) = (codes(&page), expected.to_vec());
        if query.contains("q=") {
            found.sort();
            expected.sort();
        }
        assert_eq!(found, expected, "{query}");
        assert_eq!(page["next"], Value::Null, "{query}");
    }
}

#[tokio::test]
async fn whoever_reads_page_after_page_sees_each_topic_once_while_topics_change() {
    let world = world().await;
    let mut all = BTreeSet::new();
    for _ in 0..10 {
        all.insert(world.accepted("路灯不亮", "东门", "晚上看不见路。").await);
    }
    let mut browser = Browser::new(&world).await;
    let mut root = world.db.superuser().await;
    let mut seen = Vec::new();
    let mut next = format!("{TOPICS}?limit=3&community=%E4%BA%91%E6%BA%AA%E7%A4%BE%E5%8C%BA");
    loop {
        let answer = browser.get(&next).await;
        let page = json(&answer);
        let found = codes(&page);
        assert!((1..=3).contains(&found.len()));
        seen.extend(found);
        let Some(address) = page["next"].as_str() else {
            assert_eq!(answer.header("link"), "");
            break;
        };
        assert_eq!(answer.header("link"), format!("<{address}>; rel=\"next\""));
        assert!(address.starts_with(&format!("{TOPICS}?community=%E4%BA%91")));
        address.clone_into(&mut next);
        // The first and the last of them change.
        for code in [all.first().unwrap(), all.last().unwrap()] {
            let sql = format!(
                "update topic set updated_at = updated_at + interval '1 hour' where code = '{code}'"
            );
            sqlx::query(sqlx::AssertSqlSafe(sql))
                .execute(&mut root)
                .await
                .unwrap();
        }
    }
    assert_eq!(seen.len(), all.len(), "none twice");
    assert_eq!(BTreeSet::from_iter(seen), all, "and none left out");
}

#[tokio::test]
async fn who_has_an_answer_already_is_told_so_and_a_script_of_any_site_may_read_it() {
    let world = world().await;
    let code = world.assessed().await;
    let mut browser = Browser::of_kept_pages(&world).await;
    let topic = format!("{TOPICS}/{code}");
    for path in [TOPICS, &topic, &format!("{topic}/record")] {
        let answer = browser.get(path).await;
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(answer.header("set-cookie"), "");
        let mark = answer.header("etag").to_owned();
        assert!(mark.starts_with("W/\""), "{path}: {mark}");
        let head = browser.send(Request::head(path), Body::empty()).await;
        assert_eq!((head.header("etag"), head.text.as_str()), (&*mark, ""));
        let known = Request::get(path).header("if-none-match", &mark);
        let same = browser.send(known, Body::empty()).await;
        assert_eq!(same.status, StatusCode::NOT_MODIFIED, "{path}");
        assert_eq!(same.header("access-control-allow-origin"), "*");
    }
}

#[tokio::test]
async fn a_log_in_changes_nothing_and_says_nothing() {
    let world = world().await;
    let (hidden, code) = (world.submitted().await, world.rated().await);
    let topic = format!("{TOPICS}/{code}");
    let record = format!("{topic}/record");
    let paths = [
        TOPICS,
        &topic,
        &record,
        "/yunxi/api/v1/sessions",
        "/yunxi/api/v1/tasks",
        "/yunxi/api/v1/results",
        "/yunxi/api/v1/statistics",
        "/yunxi/api/openapi.json",
    ];
    for mut nobody in [
        Browser::new(&world).await,
        Browser::of_kept_pages(&world).await,
    ] {
        for who in ["resident", "liaison", "office_officer", "street_admin"] {
            let mut known = nobody.other();
            known.log_in(&world, who).await;
            known.cookies.insert("yishi_large".into(), "1".into());
            for path in paths {
                let (plain, own) = (nobody.get(path).await, known.get(path).await);
                assert_eq!(own.text, plain.text, "{path} for {who}");
                assert_eq!(own.header("etag"), plain.header("etag"));
                assert_eq!(own.header("cache-control"), "private, no-cache");
            }
            let hidden = known.get(&format!("{TOPICS}/{hidden}")).await;
            problem(&hidden, 404, "#not-found");
        }
    }
}

#[tokio::test]
async fn names_and_numbers_are_masked_as_on_the_page() {
    let world = world().await;
    let fields = [
        ("title", "请打13812345678谈充电棚"),
        ("body", "我住东门，电话 13812345678，请尽快联系。"),
        ("place", "东门13812345678旁"),
        ("community", "yunxi"),
        ("category", "facilities"),
        ("consent", "yes"),
        ("mask", "yes"),
        ("show_name", "resident"),
    ];
    let done = world.act("resident", Verb::Submit, Target::default(), &fields);
    let code = done.await.unwrap().code;
    let focus = [("focus", "livelihood")];
    world.done("liaison", Verb::Accept, &code, &focus).await;
    let mut browser = Browser::new(&world).await;
    let topic = get(&mut browser, &format!("{TOPICS}/{code}")).await;
    let record = get(&mut browser, &format!("{TOPICS}/{code}/record")).await;
    let list = get(&mut browser, TOPICS).await;
    assert_eq!(topic["raised_by"], Value::Null);
    assert!(topic["body"].as_str().unwrap().contains("138****5678"));
    let person = world.street.person("resident");
    for answer in [topic, record, list] {
        let text = answer.to_string();
        for secret in [
            "13812345678",
            &person.phone,
            &person.name,
            &person.id.to_string(),
        ] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[tokio::test]
async fn what_was_taken_down_leaves_a_tombstone_without_a_word_of_its_text() {
    let world = world().await;
    let code = world.assessed().await;
    world.take_down(&code, "含有他人隐私").await;
    let mut browser = Browser::new(&world).await;
    let list = get(&mut browser, TOPICS).await;
    assert!(codes(&list).is_empty());
    let topic = get(&mut browser, &format!("{TOPICS}/{code}")).await;
    assert_eq!(topic["taken_down"], true);
    assert_eq!(topic["code"], code.as_str());
    for hidden in [
        "title",
        "body",
        "place",
        "people",
        "raised_by",
        "opinion",
        "council",
        "community",
        "source",
        "focus",
        "category",
        "supports",
    ] {
        assert_eq!(topic[hidden], Value::Null, "{hidden}");
    }
    for word in ["充电", "东门", "张"] {
        assert!(!topic.to_string().contains(word), "{word}");
    }
    let record = get(&mut browser, &format!("{TOPICS}/{code}/record")).await;
    assert_eq!(record["head"], topic["record"]["head"]);
}

#[tokio::test]
async fn the_record_is_the_chain_of_the_page_link_by_link() {
    let world = world().await;
    let code = world.published().await;
    let mut browser = Browser::new(&world).await;
    let record = get(&mut browser, &format!("{TOPICS}/{code}/record")).await;
    let page = browser.get(&format!("/yunxi/topics/{code}/record")).await;
    let entries = record["entries"].as_array().unwrap();
    assert_eq!(record["length"], entries.len());
    assert_eq!(page.count("ol.record > li"), entries.len());
    let mut prev = entries[0]["prev"].as_str().unwrap().to_owned();
    for (n, entry) in (1..).zip(entries) {
        assert_eq!(entry["seq"], n);
        assert_eq!(entry["prev"], prev.as_str());
        for name in ["hash", "prev", "commitment"] {
            assert!(page.text.contains(entry[name].as_str().unwrap()), "{name}");
        }
        assert!(!entry["by"].as_str().unwrap().contains(' '), "{entry}");
        entry["hash"].as_str().unwrap().clone_into(&mut prev);
    }
    assert_eq!(record["head"], prev.as_str());
}

#[tokio::test]
async fn another_street_s_topics_are_not_there() {
    let db = support::db().await;
    let (one, two) = (support::street(&db).await, support::other_street(&db).await);
    support::fill(&db, &two, "DL").await;
    let world = World::of(db, one).await;
    let own = world.assessed().await;
    let mut browser = Browser::new(&world).await;
    let theirs: String = sqlx::query_scalar("select code from topic where tenant_id = $1")
        .bind(two.tenant)
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(codes(&get(&mut browser, TOPICS).await), [own.as_str()]);
    for (street, code) in [("yunxi", &theirs), ("dongli", &own)] {
        for below in ["", "/record"] {
            let path = format!("/{street}/api/v1/topics/{code}{below}");
            problem(&browser.get(&path).await, 404, "#not-found");
        }
    }
    let there = get(&mut browser, "/dongli/api/v1/topics").await;
    assert!(!there.to_string().contains(&own));
}
