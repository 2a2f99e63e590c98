//! Load data: made in bulk, and yet every record is sound and the topics stand where they were promised.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;

use crate::support::program::{Ended, Home};
use crate::support::{Db, db};

const SECRET: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

fn run(db: &Db, home: &Home, args: &[&str]) -> Ended {
    let mut command = home.yishi(args);
    command
        .env("DATABASE_URL", &db.url)
        .env("YISHI_OWNER_URL", &db.owner_url)
        .env("YISHI_SECRET", SECRET);
    Ended::of(command.output().unwrap())
}

async fn rows<T>(db: &Db, sql: &str) -> Vec<T>
where
    T: for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> + Send + Unpin,
{
    let query = sqlx::query_as(AssertSqlSafe(sql.to_owned()));
    query.fetch_all(&db.owner).await.unwrap()
}

#[tokio::test]
async fn a_street_of_load_is_sound_and_spread_as_promised() {
    let (db, home) = (db().await, Home::open());
    let args = [
        "demo",
        "--streets",
        "1",
        "--topics",
        "200",
        "--seed",
        "7",
        "--today",
        "2026-11-25",
    ];
    let made = run(&db, &home, &args);
    assert_eq!(made.code, Some(0), "{}", made.err);
    let verified = run(&db, &home, &["verify"]);
    assert_eq!(verified.code, Some(0), "{}{}", verified.out, verified.err);
    assert!(
        verified.out.contains("load-001: 200 topics"),
        "{}",
        verified.out
    );

    // A figure that is not what it counts is said in words, and is no sound street.
    let alter = "update topic_count set n = n + 3 where step = 8 and state = 'concluded' and n = (
                   select max(n) from topic_count where step = 8 and state = 'concluded') returning n, n - 3";
    let altered: Vec<(i32, i32)> = rows(&db, alter).await;
    let (counted, there) = altered[0];
    let verified = run(&db, &home, &["verify"]);
    assert_eq!(verified.code, Some(1), "{}{}", verified.out, verified.err);
    let figure = format!("concluded at step 8, public: counted {counted}, there are {there}\n");
    for said in [
        figure.as_str(),
        "load-001: list of topics, ",
        "sound, but 1 figure",
    ] {
        assert!(verified.out.contains(said), "{said}: {}", verified.out);
    }
    let verified = run(&db, &home, &["verify", "--json"]).out;
    let figure = format!("\"counted\": {counted},\n        \"figure\": \"topics_by_step\"");
    assert!(verified.contains(&figure), "{verified}");
    let _: Vec<(i32,)> = rows(&db, &alter.replacen("+ 3", "- 3", 1).replace(", n - 3", "")).await;
    let alter = "update dashboard_count set n = n + 3 where measure = 'task.a' and n = (
                   select max(n) from dashboard_count where measure = 'task.a') returning n::integer";
    let _: Vec<(i32,)> = rows(&db, alter).await;
    let verified = run(&db, &home, &["verify"]).out;
    assert!(verified.contains(", promises done in 2026-"), "{verified}");
    let _: Vec<(i32,)> = rows(&db, &alter.replacen("+ 3", "- 3", 1)).await;

    let spread: Vec<(i16, String, i64)> = rows(
        &db,
        "select step, state, count(*) from topic group by 1, 2 order by 1, 2",
    )
    .await;
    let at = |step, state: &str| {
        let found = spread
            .iter()
            .find(|(s, t, _)| (*s, t.as_str()) == (step, state));
        found.map_or(0, |(_, _, n)| *n)
    };
    assert_eq!(at(1, "open"), 120, "{spread:?}");
    assert_eq!(at(8, "concluded"), 40, "{spread:?}");
    for step in 2..=8 {
        assert!((5..=6).contains(&at(step, "open")), "{spread:?}");
    }
    let counted: Vec<(i16, String, i64)> = rows(
        &db,
        "select step, state, sum(n)::bigint from topic_count group by 1, 2 order by 1, 2",
    )
    .await;
    assert_eq!(counted, spread, "the counts are those of the rows");
    let kinds = |from: &str| {
        format!(
            "select category_id || ' ' || source || ' ' || visibility, {from} group by 1 order by 1"
        )
    };
    let told: Vec<(String, i64)> = rows(&db, &kinds("sum(n)::bigint from topic_kind_count")).await;
    let there: Vec<(String, i64)> = rows(&db, &kinds("count(*) from topic")).await;
    assert_eq!(told, there, "and so are those of the kinds");
    let promises: Vec<(i64,)> = rows(&db, "select count(*) from task where grade = 'a'").await;
    assert!(promises[0].0 >= 20, "{promises:?}");

    // Satisfaction is made of the topics that it leads to.
    let votes = |of: &str| {
        format!(
            "select sum((r ->> 'satisfied')::bigint + (r ->> 'basically')::bigint + (r ->> 'not_satisfied')::bigint)::bigint {of}"
        )
    };
    let listed = "from evaluation e join topic t on t.tenant_id = e.tenant_id and t.id = e.topic_id and t.visibility = 'public'
                  cross join lateral (select e.counts -> 'public' as r) as p where e.accounted_at is not null";
    let listed: Vec<(i64,)> = rows(&db, &votes(listed)).await;
    let figure: Vec<(i64,)> = rows(
        &db,
        "select sum(n)::bigint from dashboard_count where measure like 'rating.public.%'",
    )
    .await;
    assert_eq!(listed, figure);
    assert!(listed[0].0 > 400, "{listed:?}");
    let open: Vec<(i64,)> = rows(
        &db,
        "select count(*) from evaluation where accounted_at is null",
    )
    .await;
    assert!(open[0].0 > 0, "{open:?}");

    // What is submitted next gets the next code.
    let numbers: Vec<(String, i64)> = rows(&db, "select name, n from counter order by 1").await;
    let numbers: BTreeMap<_, _> = numbers.into_iter().collect();
    let codes: Vec<(String,)> = rows(&db, "select max(code) from topic").await;
    assert!(
        codes[0]
            .0
            .ends_with(&format!("-2026-{:04}", numbers["topic.2026"]))
    );
    assert_eq!(numbers.values().sum::<i64>(), 200, "no number is left out");
}

#[tokio::test]
async fn the_same_seed_and_day_give_the_same_streets() {
    let mut found: Vec<Vec<(String, i32, String)>> = Vec::new();
    for seed in ["7", "7", "8"] {
        let (db, home) = (db().await, Home::open());
        let args = [
            "demo",
            "--topics",
            "30",
            "--seed",
            seed,
            "--today",
            "2026-11-25",
        ];
        let made = run(&db, &home, &args);
        assert_eq!(made.code, Some(0), "{}", made.err);
        let sql = "select t.title || ' ' || t.id, c.seq, c.content
                   from topic t join record_content c on c.topic_id = t.id order by t.id, c.seq";
        found.push(rows(&db, sql).await);
    }
    assert!(!found[0].is_empty());
    assert_eq!(found[0], found[1]);
    assert_ne!(found[0], found[2]);
}
