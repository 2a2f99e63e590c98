//! The record is append-only: entries stay for good, contents until a later entry redacts them.

use sqlx::{Connection, Executor, PgConnection};

use crate::support::{self, World, refusal};

const TOPIC: &str = "01900000-0000-7000-8000-000000000001";

/// A street with one topic whose record has two entries and their contents, written by the owner.
async fn recorded() -> World {
    let world = support::world().await;
    let mut owner = PgConnection::connect(&world.db.owner_url).await.unwrap();
    let council = world.street.street_council.id;
    for sql in [
        format!(
            "insert into topic (tenant_id, id, code, council_id, category_id, source, title, body, state, step, visibility,
               version, workflow, record_length, record_head, created_at, updated_at)
             values (1, '{TOPIC}', 'YX-2026-0001', '{council}', 'facilities', 'public_call', '路灯', '', 'open', 1,
               'submitted', 1, '{{}}', 2, '', now(), now())"
        ),
        format!(
            "insert into record_entry (tenant_id, topic_id, seq, at, verb, step_before, step_after, by_whom, commitment, prev, hash)
             select 1, '{TOPIC}', n, now(), 'submit', 1, 1, 'x', decode(repeat('00', 32), 'hex'),
               decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex') from generate_series(1, 2) as n"
        ),
        format!(
            "insert into record_content (tenant_id, topic_id, seq, salt, content)
             select 1, '{TOPIC}', n, '', '{{}}' from generate_series(1, 2) as n"
        ),
    ] {
        owner.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    }
    world
}

/// Tries a change in the street and takes it back; the SQLSTATE of the refusal, empty when it went through.
async fn tried(connection: &mut PgConnection, sql: &'static str) -> String {
    let mut tx = connection.begin().await.unwrap();
    tx.execute("select enter_tenant(1)").await.unwrap();
    let outcome = tx.execute(sql).await;
    tx.rollback().await.unwrap();
    match outcome {
        Ok(done) => {
            assert_eq!(done.rows_affected(), 1, "{sql}");
            String::new()
        }
        Err(error) => {
            let code = error
                .as_database_error()
                .and_then(|e| e.code().map(|c| c.to_string()));
            code.unwrap_or_else(|| panic!("{sql}: {error}"))
        }
    }
}

#[tokio::test]
async fn an_entry_is_changed_by_nobody() {
    let world = recorded().await;
    let mut runtime = world.db.runtime().await;
    let mut owner = PgConnection::connect(&world.db.owner_url).await.unwrap();
    let mut superuser = world.db.superuser().await;
    let changes = [
        "update record_entry set verb = 'accept' where tenant_id = 1 and seq = 2",
        "delete from record_entry where tenant_id = 1 and seq = 2",
    ];
    for change in changes {
        assert_eq!(tried(&mut runtime, change).await, "42501", "{change}");
        assert_eq!(tried(&mut owner, change).await, "55000", "{change}");
        assert_eq!(tried(&mut superuser, change).await, "55000", "{change}");
    }
    for table in ["record_entry", "record_content"] {
        let truncate = format!("truncate {table} cascade");
        assert_eq!(
            refusal(&mut owner, truncate.clone()).await,
            "55000",
            "{table}"
        );
        assert_eq!(refusal(&mut runtime, truncate).await, "42501", "{table}");
    }
}

#[tokio::test]
async fn a_content_is_written_once_and_goes_only_with_a_later_entry_that_redacts_it() {
    let world = recorded().await;
    let mut runtime = world.db.runtime().await;
    for (change, code) in [
        (
            "update record_content set content = '' where tenant_id = 1 and seq = 1",
            "42501",
        ),
        (
            "update record_content set salt = '' where tenant_id = 1 and seq = 1",
            "42501",
        ),
        (
            "update record_content set redacted_by = null where tenant_id = 1 and seq = 1",
            "55000",
        ),
        (
            "update record_content set redacted_by = 1 where tenant_id = 1 and seq = 2",
            "23514",
        ),
        (
            "update record_content set redacted_by = 3 where tenant_id = 1 and seq = 1",
            "23503",
        ),
        (
            "delete from record_content where tenant_id = 1 and seq = 1",
            "55000",
        ),
    ] {
        assert_eq!(tried(&mut runtime, change).await, code, "{change}");
    }
    let mut tx = runtime.begin().await.unwrap();
    for step in [
        "select enter_tenant(1)",
        "update record_content set redacted_by = 2 where tenant_id = 1 and seq = 1",
        "delete from record_content where tenant_id = 1 and seq = 1",
    ] {
        assert_eq!(tx.execute(step).await.unwrap().rows_affected(), 1, "{step}");
    }
    tx.commit().await.unwrap();
    let other = "delete from record_content where tenant_id = 1 and seq = 2";
    assert_eq!(tried(&mut runtime, other).await, "55000");
}
