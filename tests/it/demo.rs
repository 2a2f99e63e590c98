//! The demonstration world: made by deeds, the same for the same seed and day, and its record catches
//! whoever alters it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use scraper::Selector;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};
use yishi::cli::demo::{self, DemoArgs};
use yishi::kit::clock::Clock;
use yishi::service::{App, record};
use yishi::store::record::COVERED;
use yishi::store::{Owner, system_tx};

use crate::support::{Browser, Db, World, at, db};

const YUNXI: i32 = 1;

/// Both streets of the demonstration, in a database of its own.
async fn demonstration(until_step: Option<u8>) -> Db {
    let db = db().await;
    let app = World::app_of(&db);
    let args = DemoArgs {
        streets: None,
        topics: None,
        seed: 1,
        today: Some("2026-11-25".parse().unwrap()),
        until_step,
    };
    let mut owner = Owner::connect(&db.owner_url, "test").await.unwrap();
    let hash = app.passwords.hash("Demo-2026").await.unwrap();
    demo::found(app, &mut owner, &hash, &args).await.unwrap();
    db
}

async fn text(db: &mut PgConnection, sql: &str) -> String {
    let row = sqlx::query(AssertSqlSafe(sql.to_owned()))
        .fetch_one(db)
        .await
        .unwrap();
    row.get(0)
}

#[tokio::test]
async fn the_demonstration_has_topics_at_every_step_and_a_sound_record() {
    let db = demonstration(None).await;
    let mut counts: BTreeMap<(i16, String), i64> = BTreeMap::new();
    let rows =
        sqlx::query("select step, state, count(*) from topic where tenant_id = 1 group by 1, 2")
            .fetch_all(&db.owner)
            .await
            .unwrap();
    for row in rows {
        counts.insert((row.get(0), row.get(1)), row.get(2));
    }
    for step in 1..=8 {
        assert!(counts.contains_key(&(step, "open".into())), "{counts:?}");
    }
    for state in [
        "concluded",
        "concluded_unresolved",
        "declined",
        "escalated",
        "merged",
        "suspended",
        "withdrawn",
    ] {
        assert!(counts.keys().any(|(_, s)| s == state), "{state}");
    }
    for street in system_tx::streets(&db.store).await.unwrap() {
        let report = record::verify(&db.store, street.id, |_| ()).await.unwrap();
        assert_eq!(report.broken, [], "{}", street.slug);
        assert_eq!(report.apart, [], "{}", street.slug);
        assert!(street.demo);
    }
    every_covered_column_that_is_altered_is_seen(&db).await;
}

#[tokio::test]
async fn the_portal_s_satisfaction_is_the_sum_of_the_votes_on_the_topics_it_leads_to() {
    let db = demonstration(None).await;
    let app = App {
        clock: Clock::at(at("2026-11-25T12:00")),
        ..World::app_of(&db)
    };
    let mut anybody = Browser::of(&Arc::new(app)).await.speaks("zh");
    for street in ["yunxi", "dongli"] {
        let portal = anybody.get(&format!("/{street}")).await;
        let mut path = format!("/{street}/topics?rated=2026");
        let figure = portal.text_of(&format!("dl.facts a[href='{path}']"));
        let mut codes = BTreeSet::new();
        while !path.is_empty() {
            let list = anybody.get(&path).await;
            let links = Selector::parse("ul.rows h3 a").unwrap();
            for link in list.html().select(&links) {
                let code = link.attr("href").unwrap().rsplit('/').next().unwrap();
                assert!(codes.insert(code.to_owned()), "{code} twice");
            }
            path = list.attribute("a[rel=next]", "href");
        }
        let codes: Vec<String> = codes.into_iter().collect();
        let votes: Vec<(i64, i64)> = sqlx::query_as(
            "select (p ->> 'satisfied')::bigint + (p ->> 'basically')::bigint, (p ->> 'not_satisfied')::bigint
             from topic cross join lateral (select workflow #> '{evaluation,account,ratings,public}' as p) as r
             where code = any($1)",
        )
        .bind(&codes)
        .fetch_all(&db.owner)
        .await
        .unwrap();
        assert_eq!(votes.len(), codes.len(), "each was rated");
        assert!(votes.iter().all(|(good, bad)| good + bad > 0), "{votes:?}");
        let good: i64 = votes.iter().map(|v| v.0).sum();
        let all: i64 = good + votes.iter().map(|v| v.1).sum::<i64>();
        let said = if all == 0 {
            "– 还没有评议".to_owned()
        } else {
            format!("{}% {all} 票", (good * 200 + all) / (all * 2))
        };
        assert_eq!(figure, said, "{codes:?}");
        assert!(street == "dongli" || all > 40, "{votes:?}");
    }
}

#[tokio::test]
async fn the_same_seed_and_day_make_the_same_rows() {
    let (one, two) = (demonstration(Some(2)).await, demonstration(Some(2)).await);
    // What people are references to depends on the secret, which the two worlds share here; salts do not.
    let sql = "select md5(string_agg(code || title || state || step || version || created_at || updated_at || id
        || record_length, ',' order by tenant_id, code)) from topic";
    let (mut a, mut b) = (one.superuser().await, two.superuser().await);
    assert_eq!(text(&mut a, sql).await, text(&mut b, sql).await);
}

/// Each covered column of each covered table is altered in turn by somebody who broke in as superuser.
async fn every_covered_column_that_is_altered_is_seen(db: &Db) {
    let mut root = PgConnection::connect(&db.superuser_url).await.unwrap();
    run(&mut root, "set session_replication_role = replica".into()).await;
    let mut unseen = Vec::new();
    let snapshot: &[&str] = &[
        "state",
        "step",
        "visibility",
        "version",
        "workflow",
        "record_length",
        "record_head",
    ];
    for table in COVERED {
        let own = if table.table == "topic" {
            snapshot
        } else {
            &[]
        };
        drop_checks(&mut root, table.table).await;
        for column in table.columns.iter().chain(own) {
            if !caught(db, &mut root, table.table, table.key, table.topic, column).await {
                unseen.push(format!("{}.{column}", table.table));
            }
        }
    }
    assert!(unseen.is_empty(), "not seen: {unseen:?}");
    let report = record::verify(&db.store, YUNXI, |_| ()).await.unwrap();
    assert_eq!(report.broken, [], "everything was put back");
}

/// Alters one column of one row, verifies, and puts it back.
async fn caught(
    db: &Db,
    root: &mut PgConnection,
    table: &str,
    key: &str,
    topic: &str,
    column: &str,
) -> bool {
    let found = sqlx::query(AssertSqlSafe(format!(
        "select {key}::text, {topic}::text from {table} where tenant_id = {YUNXI} limit 1"
    )))
    .fetch_optional(&mut *root)
    .await
    .unwrap();
    let Some(row) = found else {
        // The demonstration has no row of it: the test would prove nothing.
        return false;
    };
    let (id, of): (String, String) = (row.get(0), row.get(1));
    let at = format!("tenant_id = {YUNXI} and {key} = '{id}'");
    let kind = text(
        root,
        &format!(
            "select data_type::text from information_schema.columns where table_name = '{table}' and column_name = '{column}'"
        ),
    )
    .await;
    let other = match kind.as_str() {
        "text" => format!("coalesce({column}, '') || 'x'"),
        "uuid" => "gen_random_uuid()".to_owned(),
        "integer" | "smallint" | "bigint" => format!("coalesce({column}, 0) + 1"),
        "boolean" => format!("not coalesce({column}, false)"),
        "date" => format!("coalesce({column}, current_date) + 1"),
        "timestamp with time zone" => format!("coalesce({column}, now()) + interval '1 second'"),
        "jsonb" if column == "workflow" => {
            "jsonb_set(workflow, '{has_liaison}', to_jsonb(not (workflow->>'has_liaison')::boolean))"
                .to_owned()
        }
        "jsonb" => "'{\"altered\": true}'::jsonb".to_owned(),
        "bytea" => "sha256('x')".to_owned(),
        "ARRAY" => format!("array_append(coalesce({column}, '{{}}'), null)"),
        other => panic!("{table}.{column} is {other}"),
    };
    run(
        root,
        format!("create temp table kept as select * from {table} where {at}"),
    )
    .await;
    run(
        root,
        format!("update {table} set {column} = {other} where {at}"),
    )
    .await;
    let broken = of.parse().unwrap();
    let report = record::verify_topic(&db.store, YUNXI, broken)
        .await
        .unwrap();
    let seen = report
        .broken
        .iter()
        .any(|(_, fault)| fault.topic.to_string() == of && fault.seq.is_some());
    run(
        root,
        format!("update {table} set {column} = kept.{column} from kept where {table}.tenant_id = {YUNXI} and {table}.{key} = kept.{key}"),
    )
    .await;
    run(root, "drop table kept".to_owned()).await;
    seen
}

async fn drop_checks(root: &mut PgConnection, table: &str) {
    let names = sqlx::query(AssertSqlSafe(format!(
        "select conname::text from pg_constraint where conrelid = '{table}'::regclass and contype = 'c'"
    )))
    .fetch_all(&mut *root)
    .await
    .unwrap();
    for name in names {
        let name: String = name.get(0);
        run(root, format!("alter table {table} drop constraint {name}")).await;
    }
}

async fn run(root: &mut PgConnection, sql: String) {
    sqlx::query(AssertSqlSafe(sql)).execute(root).await.unwrap();
}
