//! What happens by itself: desks that time alone changes, and rows that have served their use.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{AssertSqlSafe, Row};
use yishi::domain::workflow::{State, Verb};
use yishi::kit::secret::Token;
use yishi::service::{Target, deeds, notices, people, step};
use yishi::store::people::logins;
use yishi::store::record::desk::DeskItem;
use yishi::store::topics::row;
use yishi::worker;

use crate::support::{self, Browser, World, world};

/// The desks of a topic as they lie there, in one order.
async fn desks(world: &World, code: &str) -> Vec<DeskItem> {
    sqlx::query(
        "select d.* from desk_item d join topic t on t.tenant_id = d.tenant_id and t.id = d.topic_id where t.code = $1
         order by holder, verb, subject",
    )
    .bind(code)
    .fetch_all(&world.db.owner)
    .await
    .unwrap()
    .iter()
    .map(|r| DeskItem {
        holder: r.get("holder"),
        verb: r.get("verb"),
        subject: r.get("subject"),
        step: r.get("step"),
        since: r.get("since"),
        due_at: r.get("due_at"),
    })
    .collect()
}

/// The same as the rules have them now.
async fn by_the_rules(world: &World, code: &str) -> Vec<DeskItem> {
    let mut tx = world.read().await;
    let held = step::see(&mut tx, code).await.unwrap();
    let subject = held.subject(world.street.tenant);
    let mut items = step::desk(&world.app.calendar, &subject, &held.state, world.now());
    items.sort_by(|a, b| (&a.holder, &a.verb, &a.subject).cmp(&(&b.holder, &b.verb, &b.subject)));
    items
}

async fn urging(world: &World, code: &str) -> usize {
    let verb = Verb::TaskUrge.code();
    let found = desks(world, code).await;
    found.iter().filter(|item| item.verb == verb).count()
}

async fn overdue(world: &World, code: &str) {
    let due = world.state(code).await.task(1).unwrap().due.unwrap();
    world.app.clock.set(due + TimeDelta::seconds(1));
}

async fn count(world: &World, table: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {table}")))
        .fetch_one(&world.db.owner)
        .await
        .unwrap()
}

async fn state(world: &World, code: &str) -> (State, i32, DateTime<Utc>) {
    let mut tx = world.read().await;
    let held = step::see(&mut tx, code).await.unwrap();
    (held.state, held.row.record_length, held.row.updated_at)
}

#[tokio::test]
async fn an_overdue_task_comes_up_for_urging_without_anybody_acting() {
    let world = world().await;
    let code = world.accepted_task().await;
    let mut office = Browser::new(&world).await.speaks("zh");
    overdue(&world, &code).await;
    office.log_in(&world, "office_officer").await;
    let before = office.get("/yunxi/desk").await;
    assert!(!before.text.contains("督办"), "{}", before.text);
    let stood = state(&world, &code).await;
    assert_eq!(
        step::renew(&world.app, world.street.tenant).await.unwrap(),
        1
    );
    let after = office.get("/yunxi/desk").await;
    assert!(after.text.contains("督办"), "{}", after.text);
    assert_eq!(
        desks(&world, &code).await,
        by_the_rules(&world, &code).await
    );
    assert_eq!(
        state(&world, &code).await,
        stood,
        "the topic stands as it stood"
    );
    world.sound().await;
}

#[tokio::test]
async fn a_task_on_its_last_day_is_not_urged() {
    let world = world().await;
    let code = world.accepted_task().await;
    let due = world.state(&code).await.task(1).unwrap().due.unwrap();
    world.app.clock.set(due);
    assert_eq!(
        step::renew(&world.app, world.street.tenant).await.unwrap(),
        0
    );
    assert_eq!(urging(&world, &code).await, 0);
}

#[tokio::test]
async fn a_second_run_of_the_worker_changes_nothing() {
    let world = world().await;
    let code = world.accepted_task().await;
    overdue(&world, &code).await;
    assert!(worker::keep_up(&world.app, world.street.tenant).await);
    let first = desks(&world, &code).await;
    assert_eq!(urging(&world, &code).await, 1);
    for _ in 0..2 {
        assert_eq!(
            step::renew(&world.app, world.street.tenant).await.unwrap(),
            0
        );
        assert!(worker::keep_up(&world.app, world.street.tenant).await);
        assert_eq!(desks(&world, &code).await, first);
    }
    world
        .tasked(
            "office_officer",
            Verb::TaskUrge,
            &code,
            1,
            &[("reason", "已经超期，请尽快办理。")],
        )
        .await;
    world.days_pass(40);
    assert_eq!(
        step::renew(&world.app, world.street.tenant).await.unwrap(),
        0
    );
    assert_eq!(urging(&world, &code).await, 0, "urged once is enough");
}

#[tokio::test]
async fn a_check_that_was_missed_takes_the_opening_off_the_office_s_desk() {
    let world = world().await;
    let code = world.accepted_task().await;
    let (due, check) = (world.in_days(80), world.in_days(20));
    let fields = [
        ("grade", "b"),
        ("reason", "变压器要增容，供电公司正在办理。"),
        ("due", due.as_str()),
        ("next_check", check.as_str()),
    ];
    world
        .tasked("department_officer", Verb::TaskExplain, &code, 1, &fields)
        .await;
    let opens = |items: &[DeskItem]| items.iter().any(|i| i.verb == Verb::EvaluationOpen.code());
    assert!(opens(&desks(&world, &code).await));
    world.days_pass(25);
    assert_eq!(
        step::renew(&world.app, world.street.tenant).await.unwrap(),
        1
    );
    assert!(!opens(&desks(&world, &code).await));
    assert_eq!(
        desks(&world, &code).await,
        by_the_rules(&world, &code).await
    );
}

#[tokio::test]
async fn a_topic_that_somebody_decides_on_is_left_to_the_deed() {
    let world = world().await;
    let code = world.accepted_task().await;
    overdue(&world, &code).await;
    let mut deciding = world.write("test.lock").await;
    row::lock(&mut deciding, &code).await.unwrap().unwrap();
    // It neither waits nor writes.
    assert_eq!(
        step::renew(&world.app, world.street.tenant).await.unwrap(),
        0
    );
    assert_eq!(urging(&world, &code).await, 0);
    deciding.commit().await.unwrap();
    assert_eq!(
        step::renew(&world.app, world.street.tenant).await.unwrap(),
        1
    );
    assert_eq!(urging(&world, &code).await, 1);
}

#[tokio::test]
async fn whoever_of_deed_and_worker_comes_first_the_desks_are_those_of_the_deed() {
    let world = world().await;
    let code = world.accepted_task().await;
    overdue(&world, &code).await;
    let due = world.in_days(60);
    for n in 0..6 {
        let asks = [
            ("due", due.as_str()),
            ("reason", "设备到货推迟，需要更多时间。"),
        ];
        let words = [("words", "基础已经浇好，等设备到货。")];
        let (verb, fields): (Verb, &[(&str, &str)]) = if n == 0 {
            (Verb::TaskExtend, &asks)
        } else {
            (Verb::TaskProgress, &words)
        };
        // The desks are due again, whatever the deed before wrote.
        sqlx::query("update topic set wake_at = created_at where code = $1")
            .bind(&code)
            .execute(&world.db.owner)
            .await
            .unwrap();
        let deed = world
            .deed("department_officer", Target::task(&code, 1), fields)
            .await;
        let (renewed, done) = tokio::join!(
            step::renew(&world.app, world.street.tenant),
            deeds::perform(verb, deed)
        );
        renewed.unwrap();
        done.unwrap();
        assert_eq!(
            desks(&world, &code).await,
            by_the_rules(&world, &code).await,
            "{n}"
        );
    }
    world.sound().await;
}

#[tokio::test]
async fn the_worker_keeps_to_the_street_that_it_entered_and_passes_over_what_it_cannot_read() {
    let world = world().await;
    let other = support::other_street(&world.db).await;
    support::fill(&world.db, &world.street, "YX").await;
    support::fill(&world.db, &other, "DL").await;
    let set = "update topic set wake_at = '2026-01-01';
         update login_session set created_at = '2026-01-01', last_seen_at = '2026-01-01', expires_at = '2026-01-02';
         update login_failure set at = '2026-01-01';
         update outbox set done_at = '2026-01-01'";
    for sql in set.split(';') {
        sqlx::query(AssertSqlSafe(sql))
            .execute(&world.db.owner)
            .await
            .unwrap();
    }
    let of = |table: &str, tenant: i32| {
        let sql = format!("select count(*) from {table} where tenant_id = {tenant}");
        let owner = world.db.owner.clone();
        async move {
            sqlx::query_scalar::<_, i64>(AssertSqlSafe(sql))
                .fetch_one(&owner)
                .await
                .unwrap()
        }
    };
    assert!(worker::keep_up(&world.app, world.street.tenant).await);
    for table in ["login_session", "login_failure", "outbox"] {
        assert_eq!(of(table, world.street.tenant).await, 0, "{table}");
        assert_eq!(of(table, other.tenant).await, 1, "{table}");
    }
    // A state that cannot be read keeps its desks and does not come again.
    assert_eq!(of("desk_item", world.street.tenant).await, 1);
    let waits = "select tenant_id from topic where wake_at is not null";
    let waits: Vec<i32> = sqlx::query_scalar(waits)
        .fetch_all(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(waits, [other.tenant]);
    assert_eq!(
        step::renew(&world.app, world.street.tenant).await.unwrap(),
        0
    );
}

#[tokio::test]
async fn what_has_served_its_use_is_removed_and_what_is_in_use_stays() {
    let world = world().await;
    let me = world.street.person("resident").id;
    let now = world.now();
    let mut tx = world.write("test.rows").await;
    let hours = TimeDelta::hours;
    // token: last seen, ends, idle minutes; and whether it stays.
    let rows = [
        (now - hours(1), now + hours(5), 120, true),
        (now - hours(2), now - TimeDelta::minutes(30), 120, true),
        (now - hours(9), now + hours(5), 120, false),
        (now - hours(3), now - hours(2), 600, false),
    ];
    let mut kept = Vec::new();
    for (seen, ends, idle, stays) in rows {
        let hash = Token::random().hash();
        logins::insert(&mut tx, &hash, me, seen, ends, idle)
            .await
            .unwrap();
        if stays {
            kept.push(hash.to_vec());
        }
    }
    for (age, phone) in [(hours(2), "13900000001"), (hours(30), "13900000002")] {
        let id = world.app.ids.make(now);
        logins::insert_failure(&mut tx, id, phone, "d", now - age)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(
        people::tidy(&world.app, world.street.tenant).await.unwrap(),
        3
    );
    let mut left: Vec<Vec<u8>> = sqlx::query_scalar("select token_hash from login_session")
        .fetch_all(&world.db.owner)
        .await
        .unwrap();
    left.sort();
    kept.sort();
    assert_eq!(left, kept);
    assert_eq!(count(&world, "login_failure").await, 1);
    assert_eq!(
        people::tidy(&world.app, world.street.tenant).await.unwrap(),
        0
    );
}

#[tokio::test]
async fn events_leave_the_outbox_a_month_after_they_were_told() {
    let world = world().await;
    world.submitted().await;
    let tenant = world.street.tenant;
    world.days_pass(60);
    assert_eq!(
        notices::forget_told(&world.app, tenant).await.unwrap(),
        0,
        "nobody was told yet"
    );
    assert_eq!(notices::tell_all(&world.app, tenant).await.unwrap(), 1);
    world.days_pass(29);
    assert_eq!(notices::forget_told(&world.app, tenant).await.unwrap(), 0);
    let notices_before = count(&world, "notice").await;
    world.days_pass(2);
    assert_eq!(notices::forget_told(&world.app, tenant).await.unwrap(), 1);
    assert_eq!(count(&world, "outbox").await, 0);
    assert_eq!(count(&world, "notice").await, notices_before);
}
