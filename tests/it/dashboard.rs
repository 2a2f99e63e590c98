//! The board: its numbers are those of the rows that they lead to.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chrono::NaiveDate;
use uuid::Uuid;
use yishi::domain::calendar::local_day;
use yishi::domain::dashboard::{Counts, Share, Span};
use yishi::domain::workflow::{Standing, Step, Verb};
use yishi::store::dashboard;

use crate::support::{Answer, Browser, World, world};

/// The number of a link of the page, by the start of its address.
fn number(page: &Answer, href: &str) -> i64 {
    let selector = scraper::Selector::parse("a").unwrap();
    let html = page.html();
    let link = html
        .select(&selector)
        .find(|a| a.value().attr("href").is_some_and(|h| h == href))
        .unwrap_or_else(|| panic!("no link {href}"));
    let text: String = link.text().collect();
    let digits: String = text
        .trim()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap()
}

/// A street with topics at several steps: one concluded, one at 6, two at 1.
async fn busy() -> World {
    let world = world().await;
    let code = world.accounted("satisfied").await;
    world
        .done("office_officer", Verb::Conclude, &code, &[])
        .await;
    world.submitted().await;
    world.assessed().await;
    world
}

async fn board(world: &World, key: &str, query: &str) -> Answer {
    let mut browser = Browser::new(world).await;
    browser.log_in(world, key).await;
    browser.get(&format!("/yunxi/dashboard{query}")).await
}

#[tokio::test]
async fn each_number_is_that_of_the_rows_it_leads_to() {
    let world = busy().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "office_officer").await;
    let page = browser.get("/yunxi/dashboard?period=year").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    for step in Step::ALL {
        let href = format!("/yunxi/topics?step={}", step.no());
        let n = number(&page, &href);
        let list = browser.get(&href).await;
        let rows = i64::try_from(list.count(".rows > li")).unwrap();
        assert_eq!(n, rows, "{href}");
    }
    let selector = scraper::Selector::parse("a").unwrap();
    let html = page.html();
    let promises: Vec<String> = html
        .select(&selector)
        .filter_map(|a| a.value().attr("href"))
        .filter(|h| h.starts_with("/yunxi/results?from="))
        .map(str::to_owned)
        .collect();
    assert!(promises.len() >= 6);
    for href in promises {
        let list = browser.get(&href).await;
        let rows = i64::try_from(list.count(".rows > li")).unwrap();
        assert_eq!(number(&page, &href), rows, "{href}");
    }
}

/// What the votes of the topics behind a figure of satisfaction come to, as the figure says it.
async fn votes_behind(world: &World, browser: &mut Browser, href: &str) -> String {
    let list = browser.get(href).await;
    let links = scraper::Selector::parse("ul.rows h3 a").unwrap();
    let html = list.html();
    let codes: Vec<String> = html
        .select(&links)
        .filter_map(|a| a.attr("href")?.rsplit('/').next().map(str::to_owned))
        .collect();
    let (good, all): (i64, i64) = sqlx::query_as(
        "select coalesce(sum(1) filter (where score <> 'not_satisfied'), 0), count(*)
         from rating r join topic t on t.id = r.topic_id where r.kind = 'public' and t.code = any($1)",
    )
    .bind(&codes)
    .fetch_one(&world.db.owner)
    .await
    .unwrap();
    assert_eq!(list.text_of("#count"), format!("共 {} 件", codes.len()));
    let share = Share {
        part: good,
        whole: all,
    };
    share
        .percent()
        .map_or_else(|| "– 0 票".to_owned(), |p| format!("{p}% {all} 票"))
}

#[tokio::test]
async fn satisfaction_leads_to_the_topics_that_it_is_made_of() {
    let world = world().await;
    // Rated in one month and concluded; rated later, badly, and not concluded yet.
    let ended = world.accounted("satisfied").await;
    world
        .done("office_officer", Verb::Conclude, &ended, &[])
        .await;
    let open = world.accounted_later(32, "not_satisfied").await;
    let opened = async |code: &str| world.state(code).await.evaluation.opened_at.unwrap();
    let days = [opened(&ended).await, opened(&open).await];
    let mut browser = Browser::new(&world).await.speaks("zh");
    let mut figures = BTreeSet::new();
    for hidden in [false, true] {
        if hidden {
            world.take_down(&open, "含有他人隐私").await;
        }
        for (day, span) in days
            .iter()
            .flat_map(|day| Span::ALL.map(|span| (day, span)))
        {
            world.app.clock.set(*day);
            browser.log_in(&world, "office_officer").await;
            let code = span.around(local_day(*day)).code();
            for (place, narrowed) in [("", ""), ("&community=yunxi", "community=yunxi&")] {
                let query = format!("?period={}{place}", span.code());
                let page = browser.get(&format!("/yunxi/dashboard{query}")).await;
                let href = format!("/yunxi/topics?{narrowed}rated={code}");
                let figure = page.text_of(&format!("dl.facts a[href='{href}']"));
                let behind = votes_behind(&world, &mut browser, &href).await;
                assert!(
                    figure.starts_with(&behind),
                    "{code}{place}: {figure}, not {behind}"
                );
                // So does the line of the community, where all of them are.
                let href = format!("/yunxi/topics?community=yunxi&rated={code}");
                let line = format!("section[aria-labelledby=rated] li:has(a[href='{href}'])");
                if behind.starts_with('–') {
                    assert_eq!(page.count("section[aria-labelledby=rated] li"), 0);
                } else {
                    let line = page.text_of(&line);
                    assert!(line.ends_with(&behind), "{code}: {line}, not {behind}");
                }
                figures.insert(behind);
            }
        }
    }
    assert!(figures.len() >= 3, "{figures:?}");
    for none in ["2026-q5", "2026-13", "2026-h0", "1999", "2026-1"] {
        let list = browser.get(&format!("/yunxi/topics?rated={none}")).await;
        assert!(
            list.text_of(".empty").contains("没有这样的筛选条件"),
            "{none}"
        );
    }
}

#[tokio::test]
async fn a_suspended_topic_is_named_beside_those_that_are_worked_on() {
    let world = world().await;
    let code = world
        .accepted("充电棚设在哪里", "东门", "楼道里拉线充电。")
        .await;
    world.accepted("路灯坏了", "西门", "晚上看不清台阶。").await;
    let review = world.in_days(10);
    let fields = [("reason", "等规划批复"), ("review", review.as_str())];
    world.done("secretary", Verb::Suspend, &code, &fields).await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "office_officer").await;
    let page = browser.get("/yunxi/dashboard?period=year").await;
    let open = "/yunxi/topics?state=open";
    assert_eq!(number(&page, open), 1, "{}", page.text);
    assert_eq!(browser.get(open).await.count(".rows > li"), 1);
    assert!(
        page.text_of(&format!("a[href=\"{open}\"]"))
            .contains("中止 1")
    );
    assert_eq!(number(&page, "/yunxi/topics?step=1"), 2);
}

#[tokio::test]
async fn what_is_overdue_is_counted_by_step_and_owner_and_listed() {
    let world = world().await;
    world.submitted().await;
    world.submitted().await;
    world.days_pass(30);
    let page = board(&world, "leader", "?period=year").await;
    let at_one = "/yunxi/dashboard?period=year&step=1#overdue";
    assert_eq!(number(&page, at_one), 2);
    let narrowed = board(&world, "leader", "?period=year&step=1").await;
    assert_eq!(
        narrowed.count("section[aria-labelledby=overdue] .rows > li"),
        2
    );
    let none = board(&world, "leader", "?period=year&step=5").await;
    assert_eq!(none.count("section[aria-labelledby=overdue] .rows > li"), 0);
    let elsewhere = board(&world, "leader", "?period=year&community=dongxi").await;
    assert_eq!(
        elsewhere.count("section[aria-labelledby=overdue] .rows > li"),
        0
    );
}

#[tokio::test]
async fn the_board_is_for_those_who_run_the_street() {
    let world = world().await;
    for key in ["office_officer", "leader", "street_admin", "secretary"] {
        assert_eq!(board(&world, key, "").await.status, StatusCode::OK, "{key}");
    }
    for key in ["resident", "department_officer"] {
        let page = board(&world, key, "").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{key}");
    }
    let mut nobody = Browser::new(&world).await;
    let page = nobody.get("/yunxi/dashboard").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let nowhere = board(&world, "leader", "?community=nowhere").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_files_hold_what_the_page_shows() {
    let world = busy().await;
    let csv = board(&world, "leader", ".csv?period=year").await;
    assert_eq!(csv.status, StatusCode::OK);
    assert!(
        csv.header("content-disposition")
            .contains("\"dashboard-yunxi-2026.csv\"")
    );
    let quarter = board(&world, "leader", ".xlsx?community=yunxi").await;
    let name = quarter.header("content-disposition");
    assert!(
        name.contains("\"dashboard-yunxi-yunxi-2026-q4.xlsx\""),
        "{name}"
    );
    assert!(csv.text.contains("中止的议题,0,") && csv.text.contains("统计时间,2026年"));

    let page = board(&world, "leader", "?period=year").await;
    for step in Step::ALL {
        let n = number(&page, &format!("/yunxi/topics?step={}", step.no()));
        let line = csv
            .text
            .lines()
            .find(|l| l.starts_with(&format!("{},", step.no())))
            .unwrap();
        assert_eq!(line.split(',').nth(2).unwrap(), n.to_string(), "{line}");
    }
    let xlsx = board(&world, "leader", ".xlsx?period=year").await;
    assert_eq!(xlsx.status, StatusCode::OK);
    assert!(xlsx.text.starts_with("PK"));
}

#[tokio::test]
async fn the_counts_equal_the_rows_they_were_kept_for() {
    let world = busy().await;
    let mut tx = world.read().await;
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let end = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
    let mut counts = Counts::default();
    for sum in dashboard::sums(&mut tx, first, first, end).await.unwrap() {
        counts.add(sum.community_id, &sum.measure, sum.n);
    }
    let concluded: i64 = sqlx::query_scalar("select count(*) from topic where state = 'concluded'")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(counts.of("topic.concluded", None), concluded);
    let tasks: i64 = sqlx::query_scalar("select count(*) from task where status <> 'replaced'")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(counts.fulfilment(None).all, tasks);
    let rated: i64 = sqlx::query_scalar("select count(*) from rating where kind = 'public'")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(
        counts.satisfaction(None),
        Share {
            part: rated,
            whole: rated
        }
    );
    assert_eq!(Standing::from_code("concluded"), Some(Standing::Concluded));
}

#[test]
fn a_median_is_the_middle_of_the_stays() {
    let mut counts = Counts::default();
    let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
    for (community, days, n) in [(a, 1, 2), (a, 5, 1), (b, 9, 4)] {
        counts.add(community, &format!("stay.1.{days}"), n);
    }
    assert_eq!(counts.median(Step::Solicitation, Some(a)), Some(1));
    assert_eq!(counts.median(Step::Solicitation, Some(b)), Some(9));
    assert_eq!(counts.median(Step::Solicitation, None), Some(9));
    assert_eq!(counts.median(Step::Scheduling, None), None);
}

#[test]
fn periods_are_whole_months_and_follow_each_other() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let firsts: Vec<String> = Span::ALL
        .into_iter()
        .map(|s| s.around(day).from.to_string())
        .collect();
    assert_eq!(
        firsts,
        ["2026-11-01", "2026-10-01", "2026-07-01", "2026-01-01"]
    );
    for span in Span::ALL {
        let period = span.around(day);
        assert_eq!(period.before().end(), period.from);
        assert!(period.from <= day && day < period.end());
    }
}

#[test]
fn shares_are_rounded_and_nothing_has_none() {
    let share = |part, whole| Share { part, whole }.percent();
    assert_eq!(share(0, 0), None);
    assert_eq!(share(1, 3), Some(33));
    assert_eq!(share(2, 3), Some(67));
    assert_eq!(share(1, 2), Some(50));
}

#[tokio::test]
async fn beyond_a_thousand_overdue_duties_every_number_is_at_least_so_many() {
    let world = world().await;
    let code = world.submitted().await;
    world.submitted().await;
    world.days_pass(30);
    let value =
        |page: &Answer| page.text_of("a[href=\"/yunxi/dashboard?period=year&step=1#overdue\"]");
    let page = board(&world, "leader", "?period=year").await;
    assert_eq!(value(&page).trim(), "2");
    let (topic, due) = (
        world.topic(&code).await,
        world.now() - chrono::TimeDelta::days(1),
    );
    sqlx::query(
        "insert into desk_item (tenant_id, topic_id, holder, verb, subject, step, since, due_at)
         select 1, $1, 'role:leader', 'accept', n::text, 1, $2, $2 from generate_series(1, 1000) as n",
    )
    .bind(topic)
    .bind(due)
    .execute(&world.db.owner)
    .await
    .unwrap();
    let page = board(&world, "leader", "?period=year").await;
    assert!(value(&page).trim().ends_with('+'), "{}", value(&page));
    let elsewhere = board(&world, "leader", "?period=year&community=dongxi").await;
    // A community's own numbers are its own: where it has nothing overdue, that is said for certain.
    let step = "/yunxi/dashboard?period=year&community=dongxi&step=1#overdue";
    assert!(!elsewhere.text.contains(step), "{}", elsewhere.text);
    assert!(!elsewhere.text.contains("0+"), "{}", elsewhere.text);
    let csv = board(&world, "leader", ".csv?period=year").await;
    let line = csv.text.lines().find(|l| l.starts_with("1,")).unwrap();
    assert!(line.split(',').nth(3).unwrap().ends_with('+'), "{line}");
}
