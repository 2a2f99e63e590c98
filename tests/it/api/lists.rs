//! What the API gives beside topics: tasks, sessions, numbers; and the page that says so.

use axum::http::StatusCode;
use serde_json::Value;

use super::{get, problem};
use crate::support::{Browser, world};

#[tokio::test]
async fn tasks_and_sessions_are_those_of_their_pages() {
    let world = world().await;
    let code = world.accepted_task().await;
    let mut browser = Browser::new(&world).await;
    for query in [
        "",
        "?status=open",
        "?status=open&community=云溪社区",
        "?community=yunxi&overdue=0&from=2026-01-01",
    ] {
        let tasks = get(&mut browser, &format!("/yunxi/api/v1/tasks{query}")).await;
        let task = &tasks["items"][0];
        assert_eq!(task["topic"], code.as_str(), "{query}");
        assert_eq!(task["status"], "accepted");
        assert_eq!(task["community"], "云溪社区");
        assert_eq!(task["overdue"], false);
        let page = browser.get("/yunxi/results").await;
        assert!(page.text.contains(task["title"].as_str().unwrap()));
    }
    for query in [
        "status=fulfilled",
        "overdue=1",
        "until=2026-01-01",
        "community=dongxi",
    ] {
        let tasks = get(&mut browser, &format!("/yunxi/api/v1/tasks?{query}")).await;
        assert_eq!(tasks["items"], Value::Array(Vec::new()), "{query}");
    }
    for query in ["", "?council=yunxi"] {
        let sessions = get(&mut browser, &format!("/yunxi/api/v1/sessions{query}")).await;
        let session = &sessions["items"][0];
        assert_eq!(session["topic"], code.as_str());
        assert_eq!(session["status"], "closed");
        let page = session["page"].as_str().unwrap();
        let page = page.strip_prefix("http://yishi.test").unwrap();
        assert_eq!(browser.get(page).await.status, StatusCode::OK);
    }
    let elsewhere = get(&mut browser, "/yunxi/api/v1/sessions?council=dongxi").await;
    assert_eq!(elsewhere["items"], Value::Array(Vec::new()));
    for (path, field) in [
        ("tasks?status=lost", "status"),
        ("tasks?overdue=perhaps", "overdue"),
        ("tasks?from=yesterday", "from"),
        ("tasks?until=2026-13-01", "until"),
        ("tasks?community=nowhere", "community"),
        ("sessions?council=nowhere", "council"),
        ("sessions?room=3", "room"),
        ("sessions?limit=0", "limit"),
    ] {
        let answer = browser.get(&format!("/yunxi/api/v1/{path}")).await;
        let said = problem(&answer, 422, "#invalid");
        assert_eq!(said["errors"][0]["field"], field);
    }
}

#[tokio::test]
async fn results_are_those_of_the_page_with_the_day_and_its_filters_and_no_other_street_s() {
    let world = world().await;
    let done = world.verified().await;
    world.anew();
    let hidden = world.verified().await;
    world.take_down(&hidden, "含有他人隐私").await;
    world.anew();
    let open = world.accepted_task().await;
    let world = world.across().await;
    world.anew();
    let elsewhere = world.verified().await;
    let mut browser = Browser::new(&world).await;
    let mut seen = 0;
    for (status, groups) in [
        ("", ["open", "fulfilled"].as_slice()),
        ("open", &["open"]),
        ("fulfilled", &["fulfilled"]),
        ("kept", &[]),
    ] {
        let query = format!("?status={status}");
        let page = browser.get(&format!("/yunxi/results{query}")).await;
        let results = get(&mut browser, &format!("/yunxi/api/v1/results{query}")).await;
        let items = results["items"].as_array().unwrap();
        assert_eq!(items.len(), page.count(".rows > li"), "{query}");
        for item in items {
            let fulfilled = item["result"] == "fulfilled";
            let code = if fulfilled { &done } else { &open };
            assert!(groups.contains(&item["result"].as_str().unwrap()), "{item}");
            assert_eq!(item["topic"], code.as_str());
            let link = format!("/yunxi/topics/{code}#tasks");
            assert_eq!(item["page"], format!("http://yishi.test{link}"));
            assert!(
                page.text.contains(&link) && page.text.contains(item["title"].as_str().unwrap())
            );
            let day = chrono::DateTime::parse_from_rfc3339(item["done_at"].as_str().unwrap_or(""));
            assert_eq!(day.is_ok(), fulfilled, "{item}");
            seen += 1;
        }
    }
    assert_eq!(seen, 4, "two tasks, each in all and in its own group");
    let there = get(&mut browser, "/dongli/api/v1/results").await;
    assert_eq!(there["items"].as_array().unwrap().len(), 1);
    assert_eq!(there["items"][0]["topic"], elsewhere.as_str());
    // One at a time, by key, each once.
    let first = get(&mut browser, "/yunxi/api/v1/results?limit=1").await;
    let second = get(&mut browser, first["next"].as_str().unwrap()).await;
    assert_eq!(second["next"], Value::Null);
    assert_eq!(first["items"][0]["topic"], open.as_str());
    assert_eq!(second["items"][0]["topic"], done.as_str());
    for (query, field) in [
        ("status=lost", "status"),
        ("step=6", "step"),
        ("after=x", "after"),
    ] {
        let answer = browser.get(&format!("/yunxi/api/v1/results?{query}")).await;
        let said = problem(&answer, 422, "#invalid");
        assert_eq!(said["errors"][0]["field"], field);
    }
}

#[tokio::test]
async fn tasks_of_hidden_topics_are_not_shown_and_do_not_cut_a_page_short() {
    let world = world().await;
    let code = world.accepted_task().await;
    let hidden = world.submitted().await;
    let mut root = world.db.superuser().await;
    // Five tasks more of each: of the hidden topic the latest.
    for (topic, n, later) in [(&code, 1, 1), (&hidden, 10, 2)] {
        let sql = format!(
            "set session_replication_role = replica;
             insert into task select (jsonb_populate_record(null::task, to_jsonb(t) || jsonb_build_object(
                 'id', gen_random_uuid(), 'n', t.n + {n} + x, 'topic_id', v.id,
                 'created_at', t.created_at + interval '{later} hours'))).*
               from generate_series(1, 5) x, topic v, task t where v.code = '{topic}' and t.n = 1
                 and t.topic_id = (select id from topic where code = '{code}')"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
            .execute(&mut root)
            .await
            .unwrap();
    }
    let sql = format!(
        "select count(*) from task t join topic v on v.id = t.topic_id and v.code = '{code}' where t.status <> 'replaced'"
    );
    let all: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .fetch_one(&mut root)
        .await
        .unwrap();
    let mut browser = Browser::new(&world).await;
    let (mut seen, mut next) = (0, "/yunxi/api/v1/tasks?limit=2".to_owned());
    loop {
        let page = get(&mut browser, &next).await;
        let items = page["items"].as_array().unwrap();
        assert!(items.iter().all(|t| t["topic"] == code.as_str()));
        seen += i64::try_from(items.len()).unwrap();
        match page["next"].as_str() {
            Some(address) => address.clone_into(&mut next),
            None => break,
        }
    }
    assert!(all > 5);
    assert_eq!(seen, all);
    let count = browser.get("/yunxi/results").await;
    assert!(count.text.contains(&format!("{all} 项")), "{}", count.text);
}

#[tokio::test]
async fn the_numbers_are_those_of_the_portal() {
    let world = world().await;
    world.submitted().await;
    world.assessed().await;
    world.rated().await;
    let mut browser = Browser::new(&world).await;
    let numbers = get(&mut browser, "/yunxi/api/v1/statistics").await;
    assert_eq!(numbers["asked"], 1);
    assert_eq!(numbers["deliberated"], 0);
    assert_eq!(numbers["topics"], 2, "what is not public is not counted");
    assert_eq!(numbers["year"], 2026);
    let portal = browser.get("/yunxi").await;
    let shown = format!("{} → {}", numbers["promised"], numbers["kept"]);
    assert!(portal.text.contains(&shown), "{shown}");
    assert_eq!(numbers["ratings"]["percent"], Value::Null);
    assert_eq!(numbers["by_step"].as_array().unwrap().len(), 8);
    assert_eq!(numbers["by_step"][0]["topics"], 1);
    assert_eq!(numbers["by_step"][7]["step"], "evaluation");
    assert_eq!(numbers["by_step"][7]["topics"], 1);
    assert_eq!(numbers["by_state"][0]["topics"], 2);
    assert_eq!(numbers["by_community"][0]["slug"], "yunxi");
    assert_eq!(numbers["by_community"][0]["topics"], 2);
}

#[tokio::test]
async fn the_page_of_open_data_leads_to_what_it_names() {
    let world = world().await;
    let browser = Browser::new(&world).await;
    for language in ["zh", "en"] {
        let mut reader = browser.other().speaks(language);
        let page = reader.get("/yunxi/open-data").await;
        assert_eq!(page.status, StatusCode::OK);
        let html = page.html();
        let links = scraper::Selector::parse("main a[href]").unwrap();
        let links: Vec<&str> = html.select(&links).filter_map(|a| a.attr("href")).collect();
        assert!(
            links.contains(&"/yunxi/api/v1/topics") && links.contains(&"/yunxi/api/openapi.json")
        );
        for link in links {
            assert_eq!(reader.get(link).await.status, StatusCode::OK, "{link}");
        }
        for kind in [
            "not-found",
            "method",
            "invalid",
            "too-many",
            "fault",
            "away",
        ] {
            assert_eq!(page.count(&format!("#{kind}")), 1, "{kind}");
        }
        assert!(
            page.text
                .contains("http://yishi.test/yunxi/api/v1/topics?step=deliberation")
        );
        let help = reader.get("/yunxi/help").await;
        assert!(help.text.contains("/yunxi/open-data"));
    }
}
