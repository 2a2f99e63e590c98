//! The record as stored: a content goes only with an entry that stands for it, and rows read the same
//! whatever the session's clock is set to.

use serde_json::json;
use sqlx::{Connection, Executor, PgConnection, Row};
use uuid::Uuid;
use yishi::store::bulk;
use yishi::store::record::{covered, entries};

use crate::support::{self, World, row_id};

async fn filled() -> (World, Uuid) {
    let world = support::world().await;
    support::fill(&world.db, &world.street, "YX").await;
    (world, row_id(1, "topic"))
}

async fn second_entry(world: &World, topic: Uuid) {
    let mut tx = world.write("test.entry").await;
    let mut first = entries::of_topic(&mut tx, topic).await.unwrap().remove(0);
    first.seq = 2;
    first.verb = "redact_confirm".to_owned();
    entries::insert(&mut tx, topic, &first, &[1; 32], "{}")
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_content_is_removed_with_the_entry_that_redacts_it() {
    let (world, topic) = filled().await;
    second_entry(&world, topic).await;
    let mut tx = world.write("test.redact").await;
    assert_eq!(entries::redact(&mut tx, topic, &[1], 2).await.unwrap(), [1]);
    assert_eq!(
        entries::redact(&mut tx, topic, &[1], 2).await.unwrap(),
        Vec::<i32>::new()
    );
    let left = entries::contents_of_topic(&mut tx, topic).await.unwrap();
    assert_eq!(left.iter().map(|c| c.seq).collect::<Vec<_>>(), [2]);
    assert_eq!(entries::of_topic(&mut tx, topic).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_content_is_not_removed_for_an_entry_that_is_not_there_or_not_later() {
    let (world, topic) = filled().await;
    let mut tx = world.write("test.redact").await;
    let refused = entries::redact(&mut tx, topic, &[1], 2).await.unwrap_err();
    assert_eq!(refused.constraint(), Some("record_content_redacted_fkey"));
    let mut tx = world.write("test.redact").await;
    let refused = entries::redact(&mut tx, topic, &[1], 1).await.unwrap_err();
    assert_eq!(refused.constraint(), Some("record_content_redacted_check"));
}

#[tokio::test]
async fn a_content_cannot_be_removed_by_itself_not_even_by_its_owner() {
    let (world, _) = filled().await;
    let mut owner = PgConnection::connect(&world.db.owner_url).await.unwrap();
    for sql in [
        "delete from record_content",
        "update record_content set content = '{\"a\":1}'",
        "update record_content set redacted_by = 2, salt = '\\x00'",
        "update record_entry set verb = 'x'",
        "delete from record_entry",
    ] {
        let error = owner.execute(sql).await.unwrap_err();
        let code = error
            .as_database_error()
            .and_then(|e| e.code().map(std::borrow::Cow::into_owned));
        assert_eq!(code.as_deref(), Some("55000"), "{sql}: {error}");
    }
}

#[tokio::test]
async fn covered_rows_read_the_same_in_every_time_zone() {
    let (world, topic) = filled().await;
    let mut tx = world.read().await;
    let table = covered::table("session").unwrap();
    let rows = covered::rows_of_topic(&mut tx, table, topic).await.unwrap();
    assert_eq!(rows[0].1["starts_at"], json!("2026-12-01T01:00:00.000000Z"));
    let mut owner = PgConnection::connect(&world.db.owner_url).await.unwrap();
    owner
        .execute("set timezone = 'Asia/Shanghai'")
        .await
        .unwrap();
    let text: String = owner
        .fetch_one("select to_char(starts_at at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from session")
        .await
        .unwrap()
        .get(0);
    assert_eq!(text, "2026-12-01T01:00:00.000000Z");
}

#[tokio::test]
async fn rows_are_written_in_bulk_as_one_by_one() {
    let (world, topic) = filled().await;
    let mut tx = world.write("test.bulk").await;
    let me = world.street.person("secretary").id;
    let rows: Vec<_> = (0..500)
        .map(|i| {
            json!({"id": Uuid::from_u128(i + 1), "topic_id": topic, "group_id": row_id(1, "research"), "kind": "finding",
                "body": format!("发现{i}"), "written_by": me, "at": "2026-11-23T01:00:00.000001Z"})
        })
        .collect();
    bulk::rows(&mut tx, "research_note", &rows).await.unwrap();
    let notes = yishi::store::research::notes(&mut tx, topic).await.unwrap();
    assert_eq!(notes.len(), 501);
    assert_eq!(
        notes[0].place, "",
        "a column that is not given takes its default"
    );
    assert!(bulk::rows(&mut tx, "pg_class", &rows).await.is_err());
    let odd = [json!({"id = 1; drop table topic; --": 1})];
    assert!(bulk::rows(&mut tx, "plan", &odd).await.is_err());
}
