//! The door to a street's rows under people who go away and a server that is started again.

use std::future::pending;
use std::time::Duration;

use futures::FutureExt;
use futures::future::join_all;
use sqlx::AssertSqlSafe;
use yishi::store::{Store, TenantId, patience, record::desk};

use crate::support;

/// Who knocks in these tests, as `pg_stat_activity` shows the connections before any transaction.
const NAME: &str = "yishi test door";

async fn door(db: &support::Db, size: u32) -> Store {
    Store::connect(&db.url, size, NAME).await.unwrap()
}

/// Does nothing but write: on a connection whose transaction is read only it fails.
async fn writes(store: &Store, tenant: TenantId) {
    let mut tx = store.write(tenant, "test.write").await.unwrap();
    desk::replace(&mut tx, uuid::Uuid::nil(), &[])
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_reader_who_goes_away_while_a_transaction_begins_leaves_none_open() {
    let db = support::db().await;
    let street = support::street(&db).await;
    let store = door(&db, 2).await;
    for _ in 0..60 {
        // Asked once and then dropped, as a page is whose reader has gone.
        drop(store.read(street.tenant, "test.gone").now_or_never());
        tokio::task::yield_now().await;
        let all = (0..2).map(|_| writes(&store, street.tenant));
        join_all(all).await;
    }
}

#[tokio::test]
async fn connections_that_died_in_the_pool_are_replaced_before_the_first_statement() {
    let db = support::db().await;
    let street = support::street(&db).await;
    let store = door(&db, 8).await;
    let all = join_all((0..8).map(|_| store.read(street.tenant, "test.open"))).await;
    assert!(all.iter().all(Result::is_ok));
    drop(all);
    join_all((0..8).map(|_| writes(&store, street.tenant))).await;
    let mut root = db.superuser().await;
    let sql = format!(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity
         where datname = '{}' and application_name = '{NAME}'",
        db.name
    );
    let ended: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
        .fetch_one(&mut root)
        .await
        .unwrap();
    assert!(ended > 2, "{ended} connections ended");
    join_all((0..8).map(|_| writes(&store, street.tenant))).await;
}

#[tokio::test]
async fn a_page_is_given_up_for_its_open_transaction_and_for_no_other_wait() {
    let db = support::db().await;
    let street = support::street(&db).await;
    let (store, limit) = (door(&db, 2).await, Duration::from_secs(1));
    let stands_still = async {
        let _open = store.write(street.tenant, "test.write").await.unwrap();
        pending::<()>().await;
    };
    assert!(patience::within(limit, stands_still).await.is_none());
    let waits_elsewhere = async {
        writes(&store, street.tenant).await;
        tokio::time::sleep(limit + limit / 4).await;
        writes(&store, street.tenant).await;
    };
    assert!(patience::within(limit, waits_elsewhere).await.is_some());
    // What was given up has left no transaction open.
    join_all((0..2).map(|_| writes(&store, street.tenant))).await;
}
