//! Pages read with a constant number of statements: one page, one transaction, none per row.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use yishi::domain::workflow::{Step, Verb};
use yishi::store::record::recount;
use yishi::web::routes;

use crate::support::{Browser, World, world};

/// Keeps what sqlx says of each statement that it runs on this thread.
#[derive(Debug, Clone, Default)]
struct Listener(Arc<Mutex<Vec<String>>>);

/// The first words of a statement, out of what is said of it.
#[derive(Debug, Default)]
struct Summary(String);

impl Visit for Summary {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "summary" {
            value.clone_into(&mut self.0);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

impl Subscriber for Listener {
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
            let mut summary = Summary::default();
            event.record(&mut summary);
            // The end of a transaction asks nothing.
            if summary.0 != "COMMIT" {
                self.0.lock().unwrap().push(summary.0);
            }
        }
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// How many statements a page takes, begin and log-in among them.
async fn statements(browser: &mut Browser, path: &str) -> usize {
    for _ in 0..10 {
        let (status, heard) = listen(browser, path).await;
        assert_eq!(status, 200, "{path}");
        // Every page asks something; another test that ends at this moment can deafen the listener.
        if !heard.is_empty() {
            return heard.len();
        }
    }
    panic!("{path}: not one statement was heard");
}

/// One visit, and the statements that were heard during it.
async fn listen(browser: &mut Browser, path: &str) -> (StatusCode, Vec<String>) {
    let (page, heard) = heard(browser.get(path)).await;
    (page.status, heard)
}

/// What comes of something, and the statements that were heard meanwhile.
async fn heard<T>(done: impl Future<Output = T>) -> (T, Vec<String>) {
    let listener = Listener::default();
    let guard = tracing::subscriber::set_default(listener.clone());
    // What was first said while nobody listened would be taken for never wanted.
    tracing::callsite::rebuild_interest_cache();
    let done = done.await;
    drop(guard);
    let heard = std::mem::take(&mut *listener.0.lock().unwrap());
    (done, heard)
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
        (0, "/yunxi/topics?q=%E9%BE%98%E9%BE%98"),
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

/// A topic that has come to this step, and what is to be seen of it beside its own pages.
async fn topic_at(world: &World, step: Step) -> (String, Vec<String>) {
    let mut sessions = Vec::new();
    let code = match step {
        Step::Deliberation => {
            let (code, session) = world.drafted().await;
            sessions.push(format!("/yunxi/sessions/{session}"));
            code
        }
        Step::Conversion => world.accepted_task().await,
        Step::Supervision => world.verified().await,
        Step::Evaluation => world.rated().await,
        Step::Solicitation | Step::Scheduling | Step::Research | Step::Feedback => {
            world.to_step(step).await
        }
    };
    (code, sessions)
}

#[tokio::test]
async fn no_page_takes_more_than_six_statements_whoever_opens_it_and_wherever_the_topic_stands() {
    const WHO: [&str; 9] = [
        "resident",
        "second_resident",
        "liaison",
        "secretary",
        "member",
        "department_officer",
        "office_officer",
        "leader",
        "street_admin",
    ];
    let table = routes::table();
    let reads = table.iter().filter(|r| r.method == "GET");
    let paths: Vec<String> = reads.map(|r| r.path.replace("{street}", "yunxi")).collect();
    let mut asked = 0;
    let mut over = Vec::new();
    let mut silent = BTreeSet::new();
    for step in Step::ALL {
        // A street of its own: two topics would want one room at one time.
        let world = world().await;
        let (code, mut pages) = topic_at(&world, step).await;
        let of_topic = paths.iter().filter(|p| p.contains("{code}"));
        pages.extend(of_topic.map(|p| p.replace("{code}", &code).replace("{step}", step.code())));
        pages.push(format!(
            "/yunxi/desk/topics/{code}/deliberation?part=opinion"
        ));
        let street = paths
            .iter()
            .filter(|p| !p.contains("{code}") && !p.contains("{id}"));
        pages.extend(street.map(|p| p.replace("{slug}", "yunxi").replace("{page}", "steps")));
        let mut visitors = vec![("nobody", Browser::new(&world).await)];
        for who in WHO {
            visitors.push((who, logged_in(&world, who).await));
        }
        for (who, browser) in &mut visitors {
            for path in &pages {
                let (mut status, mut heard) = listen(browser, path).await;
                assert!(!status.is_server_error(), "{who} {path}: {status}");
                // Another test that ends at this moment can deafen the listener: it asks again.
                for _ in 0..3 {
                    if status != StatusCode::OK || !heard.is_empty() {
                        break;
                    }
                    (status, heard) = listen(browser, path).await;
                }
                if status == StatusCode::OK && heard.is_empty() {
                    silent.insert(path.clone());
                }
                asked += usize::from(!heard.is_empty() && status == StatusCode::OK);
                if heard.len() > 6 {
                    over.push(format!("{step:?} {who} {path}: {heard:#?}"));
                }
            }
        }
    }
    assert!(asked > 1_500, "{asked} pages were opened");
    // What these show is kept in memory, or the same for all.
    const ASK_NOTHING: [&str; 11] = [
        "/",
        "/platform/login",
        "/robots.txt",
        "/sitemap.xml",
        "/yunxi/api/openapi.json",
        "/yunxi/help",
        "/yunxi/help/steps",
        "/yunxi/login",
        "/yunxi/open-data",
        "/yunxi/password",
        "/yunxi/register",
    ];
    silent.retain(|path| !ASK_NOTHING.contains(&path.as_str()));
    assert!(silent.is_empty(), "nothing was heard of {silent:?}");
    assert!(
        over.is_empty(),
        "more than six statements:\n{}",
        over.join("\n")
    );
}

#[tokio::test]
async fn what_is_counted_is_counted_anew_in_as_many_statements_whatever_a_street_holds() {
    let world = world().await;
    for topics in [0, 5] {
        for _ in 0..topics {
            world.submitted().await;
        }
        let mut most = 0;
        for _ in 0..10 {
            let mut tx = world.read().await;
            let (apart, heard) = heard(recount::apart(&mut tx)).await;
            assert_eq!(apart.unwrap(), []);
            // Another test that ends at this moment can deafen the listener.
            most = heard.len().max(most);
        }
        // That nobody hurries it, and the four.
        assert_eq!(most, 5, "with {topics} topics");
    }
}
