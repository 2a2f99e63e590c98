//! Pages read with a constant number of statements: one page, one transaction, none per row.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use yishi::domain::workflow::Verb;

use crate::support::{Browser, World, world};

/// Counts what sqlx says of each statement that it runs on this thread.
#[derive(Debug, Clone, Default)]
struct Counter(Arc<AtomicUsize>);

impl Subscriber for Counter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        if event.metadata().target() == "sqlx::query" {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// How many statements a page takes, begin and log-in among them.
async fn statements(browser: &mut Browser, path: &str) -> usize {
    for _ in 0..10 {
        let counter = Counter::default();
        let guard = tracing::subscriber::set_default(counter.clone());
        // What was first said while nobody listened would be taken for never wanted.
        tracing::callsite::rebuild_interest_cache();
        let page = browser.get(path).await;
        drop(guard);
        assert_eq!(page.status, 200, "{path}: {}", page.text);
        // Every page asks something; another test that ends at this moment can deafen the listener.
        match counter.0.load(Ordering::Relaxed) {
            0 => {}
            n => return n,
        }
    }
    panic!("{path}: not one statement was heard");
}

async fn logged_in(world: &World, key: &str) -> Browser {
    let mut browser = Browser::new(world).await;
    browser.log_in(world, key).await;
    browser
}

#[tokio::test]
async fn topics_and_desks_are_read_in_few_statements_whatever_they_hold() {
    let world = world().await;
    let mut visitors = [
        Browser::new(&world).await,
        logged_in(&world, "resident").await,
        logged_in(&world, "secretary").await,
    ];
    let published = world.published().await;
    let topic = format!("/yunxi/topics/{published}");
    let pages = [
        (0, "/yunxi/topics"),
        (0, topic.as_str()),
        (1, topic.as_str()),
        (2, topic.as_str()),
        (2, "/yunxi/desk"),
    ];
    let mut first = Vec::new();
    for round in 0..2 {
        let mut counts = Vec::new();
        for (who, path) in pages {
            let n = statements(&mut visitors[who], path).await;
            counts.push((path.to_owned(), n));
        }
        if round == 0 {
            first = counts;
            for _ in 0..4 {
                let code = world.approved().await;
                world.save_plan(&code).await;
                world
                    .done("second_resident", Verb::Support, &code, &[])
                    .await;
            }
        } else {
            assert_eq!(counts, first, "no statement per row");
        }
    }
    // The transaction's begin and its entering of the street are one round trip beside these.
    for (path, n) in first {
        assert!((1..=6).contains(&n), "{path} takes {n} statements");
    }
}

#[tokio::test]
async fn names_of_many_residents_are_shown_and_recorded_in_as_few_statements_as_of_one() {
    let world = world().await;
    let mut liaison = logged_in(&world, "liaison").await;
    let mut resident = logged_in(&world, "resident").await;
    let mut first = None;
    let ids: Vec<uuid::Uuid> = world
        .street
        .more_residents(&world.db, 0, 9)
        .await
        .iter()
        .map(|p| p.id)
        .collect();
    for n in [1, 9] {
        sqlx::query("update account set verified_at = null where id = any($1)")
            .bind(&ids[..n])
            .execute(&world.db.owner)
            .await
            .unwrap();
        let list = statements(&mut liaison, "/yunxi/desk/residents").await;
        let account = statements(&mut resident, "/yunxi/account").await;
        assert!(list <= 6 && account <= 6, "{list} and {account}");
        assert_eq!(*first.get_or_insert((list, account)), (list, account));
    }
    let looks: i64 = sqlx::query_scalar("select count(*) from identity_look")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(looks, 2);
}
