//! Looks of staff at who residents are: recorded before the page is shown, and seen by those looked at.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use sqlx::Row;
use uuid::Uuid;
use yishi::domain::workflow::{Step, Verb};

use crate::sources;
use crate::support::{self, Browser, World, world};

/// A look as stored: page, topic, accounts, times, when last.
type Look = (String, String, Vec<Uuid>, i32, DateTime<Utc>);

async fn looks(world: &World) -> Vec<Look> {
    sqlx::query("select page, about, accounts, times, last_at from identity_look order by first_at, page, id")
        .fetch_all(&world.db.owner)
        .await
        .unwrap()
        .iter()
        .map(|r| (r.get(0), r.get(1), r.get(2), r.get(3), r.get(4)))
        .collect()
}

async fn logged_in(world: &World, key: &str) -> Browser {
    let mut browser = Browser::new(world).await.speaks("zh");
    browser.log_in(world, key).await;
    browser
}

/// Residents who registered themselves and wait to be checked.
async fn unchecked(world: &World, n: usize) -> Vec<Uuid> {
    let people = world.street.more_residents(&world.db, 0, n).await;
    let ids: Vec<Uuid> = people.iter().map(|p| p.id).collect();
    sqlx::query("update account set verified_at = null where id = any($1)")
        .bind(&ids)
        .execute(&world.db.owner)
        .await
        .unwrap();
    ids
}

const RESIDENTS: &str = "/yunxi/desk/residents";

#[tokio::test]
async fn a_clerk_s_look_at_residents_is_one_row_and_each_of_them_sees_who_looked() {
    let world = world().await;
    let mut waiting = unchecked(&world, 3).await;
    waiting.sort();
    let mut liaison = logged_in(&world, "liaison").await;
    let page = liaison.get(RESIDENTS).await;
    assert_eq!(page.status, StatusCode::OK);
    let found = looks(&world).await;
    let one = (
        "residents".to_owned(),
        String::new(),
        waiting.clone(),
        1,
        world.now(),
    );
    assert_eq!(found, [one]);
    let residents = world.street.more_residents(&world.db, 0, 0).await;
    assert!(residents.is_empty());
    let phone: String = sqlx::query_scalar("select phone from account where id = $1")
        .bind(waiting[0])
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    let mut seen = Browser::new(&world).await.speaks("zh");
    let entered = seen
        .post(
            "/yunxi/login",
            &[("phone", &phone), ("password", support::PASSWORD)],
        )
        .await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text);
    let account = seen.get("/yunxi/account").await;
    assert!(
        account.text.contains("云溪议事室联络员，在“居民核验”页面"),
        "{}",
        account.text
    );
    let mut other = logged_in(&world, "second_resident").await;
    let account = other.get("/yunxi/account").await;
    assert!(
        account.text.contains("没有工作人员查看过"),
        "{}",
        account.text
    );
}

#[tokio::test]
async fn the_same_look_within_an_hour_is_counted_and_a_later_one_is_a_row_of_its_own() {
    let world = world().await;
    unchecked(&world, 2).await;
    let mut liaison = logged_in(&world, "liaison").await;
    for minutes in [0, 3, 4] {
        world.app.clock.advance(chrono::TimeDelta::minutes(minutes));
        liaison.get(RESIDENTS).await;
    }
    let found = looks(&world).await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].3, found[0].4), (3, world.now()));
    let mut office = logged_in(&world, "office_officer").await;
    office.get(RESIDENTS).await;
    assert_eq!(
        looks(&world).await.len(),
        2,
        "another who looks is another look"
    );
    world.app.clock.advance(chrono::TimeDelta::hours(1));
    let mut liaison = logged_in(&world, "liaison").await;
    liaison.get(RESIDENTS).await;
    assert_eq!(looks(&world).await.len(), 3);
}

#[tokio::test]
async fn an_empty_list_and_officials_alone_are_no_look() {
    let world = world().await;
    let mut liaison = logged_in(&world, "liaison").await;
    assert_eq!(liaison.get(RESIDENTS).await.status, StatusCode::OK);
    let code = world.to_step(Step::Scheduling).await;
    liaison
        .get(&format!("/yunxi/desk/topics/{code}/scheduling"))
        .await;
    assert_eq!(looks(&world).await, []);
}

#[tokio::test]
async fn each_work_page_that_names_residents_records_whom_it_named() {
    let world = world().await;
    let code = world.opened().await.0;
    let mut residents: Vec<Uuid> = ["second_resident", "delegate"]
        .map(|key| world.street.person(key).id)
        .into();
    residents.sort();
    let mut secretary = logged_in(&world, "secretary").await;
    for (page, what) in [("scheduling", "plan"), ("deliberation", "session")] {
        let path = format!("/yunxi/desk/topics/{code}/{page}");
        let shown = secretary.get(&path).await;
        assert_eq!(shown.status, StatusCode::OK, "{path}");
        assert!(shown.text.contains("欧阳平"), "{path} shows a real name");
        let found = looks(&world).await;
        let last = found.last().unwrap();
        assert_eq!(
            (last.0.as_str(), last.1.as_str(), &last.2),
            (what, code.as_str(), &residents),
            "officials act under their post and are not named"
        );
        // In the order of first looks.
        world.app.clock.advance(chrono::TimeDelta::seconds(1));
    }
    let mut delegate = logged_in(&world, "delegate").await;
    let before = looks(&world).await.len();
    let path = format!("/yunxi/desk/topics/{code}/deliberation");
    assert_eq!(delegate.get(&path).await.status, StatusCode::OK);
    assert_eq!(
        looks(&world).await.len(),
        before,
        "neighbours at one table are no staff"
    );
}

#[tokio::test]
async fn who_works_on_a_topic_reaches_its_author_who_reads_that_they_looked() {
    let world = world().await;
    let code = world.submitted().await;
    let author = world.street.person("resident");
    let path = format!("/yunxi/desk/topics/{code}/author");
    let phone: String = sqlx::query_scalar("select phone from account where id = $1")
        .bind(author.id)
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    for (key, sees) in [
        ("liaison", true),
        ("secretary", true),
        ("office_officer", true),
        ("second_resident", false),
        ("resident", false),
        ("auditor", false),
    ] {
        let mut browser = logged_in(&world, key).await;
        let shown = browser.get(&path).await;
        assert_eq!(shown.status == StatusCode::OK, sees, "{key}");
        assert_eq!(shown.text.contains(&phone), sees, "{key}");
        world.app.clock.advance(chrono::TimeDelta::seconds(1));
    }
    assert_eq!(looks(&world).await.len(), 3);
    let mut resident = logged_in(&world, "resident").await;
    let account = resident.get("/yunxi/account").await;
    assert!(
        account.text.contains("在“联系提出人”页面"),
        "{}",
        account.text
    );
}

#[tokio::test]
async fn a_look_that_cannot_be_recorded_is_not_had() {
    let world = world().await;
    unchecked(&world, 1).await;
    let mut liaison = logged_in(&world, "liaison").await;
    sqlx::query("revoke insert on identity_look from yishi_app")
        .execute(&world.db.owner)
        .await
        .unwrap();
    let page = liaison.get(RESIDENTS).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!page.text.contains("1390000"), "{}", page.text);
}

#[tokio::test]
async fn a_look_stays_in_its_street() {
    let world = world().await;
    let other = support::other_street(&world.db).await;
    support::fill(&world.db, &world.street, "YX").await;
    support::fill(&world.db, &other, "DL").await;
    let theirs = other.person("linked_member").id;
    let mut tx = world.read().await;
    let seen = yishi::store::people::looks::at(&mut tx, theirs, DateTime::UNIX_EPOCH, 10)
        .await
        .unwrap();
    assert_eq!(seen, []);
    let ours = world.street.person("linked_member").id;
    let seen = yishi::store::people::looks::at(&mut tx, ours, DateTime::UNIX_EPOCH, 10)
        .await
        .unwrap();
    assert_eq!(seen.len(), 1);
}

/// What the owner of an account reads of who looked, and has in the export.
async fn told(browser: &mut Browser) -> String {
    browser
        .get("/yunxi/account")
        .await
        .text_of("[aria-labelledby=looks]")
}

#[tokio::test]
async fn looks_at_an_entry_on_behalf_and_at_its_original_are_told_to_who_has_its_number() {
    let world = world().await;
    let mut liaison = sources::clerk(&world).await;
    let scans = sources::entered(&world, &mut liaison).await;
    let code = "YX-2026-0001";
    assert_eq!(looks(&world).await, [], "whoever writes does not look");
    let intake = format!("/yunxi/desk/topics/{code}/solicitation");
    let mut office = logged_in(&world, "office_officer").await;
    let page = office.get(&intake).await;
    assert!(page.text.contains("王秀英") && page.text.contains("13800000002"));
    office.get(&format!("{}/small", scans[0])).await;
    let found = looks(&world).await;
    let entry = ("entry".to_owned(), code.to_owned(), vec![], 1, world.now());
    assert_eq!(found, [entry], "small pictures are part of the page");
    for path in &scans {
        assert_eq!(office.get(path).await.status, StatusCode::OK);
    }
    let found = looks(&world).await;
    let original = found.iter().find(|l| l.0 == "original").unwrap();
    assert_eq!((found.len(), original.3), (2, 2));
    // The number is that of somebody with an account; another resident reads nothing of it.
    let mut theirs = logged_in(&world, "second_resident").await;
    let text = told(&mut theirs).await;
    for says in ["代录的议题", "代录的原件", code] {
        assert!(text.contains(says), "{says}: {text}");
    }
    let mut other = logged_in(&world, "resident").await;
    assert!(told(&mut other).await.contains("没有工作人员查看过"));
    // Nobody but staff is shown it, on no page of the topic.
    let focus = [("focus", "livelihood")];
    world.done("liaison", Verb::Accept, code, &focus).await;
    let public = format!("/yunxi/topics/{code}");
    for visitor in [&mut other, &mut Browser::new(&world).await.speaks("zh")] {
        for part in ["", "/record", "/feed.atom"] {
            let page = visitor.get(&format!("{public}{part}")).await;
            assert_eq!(page.status, StatusCode::OK, "{part}");
            assert!(!page.text.contains("13800000002"), "{part}");
            assert!(
                page.text.contains("联络员代居民录入议题（书面）"),
                "{part}: {}",
                page.text
            );
        }
    }
    // It is no part of the record, and goes when the account of the number is closed.
    let kept: i64 = sqlx::query_scalar(
        "select count(*) from record_content where content like '%13800000002%'",
    )
    .fetch_one(&world.db.owner)
    .await
    .unwrap();
    assert_eq!(kept, 0);
    let sure = [("sure", "yes"), ("password", support::PASSWORD)];
    let closed = theirs
        .submit("/yunxi/account/close", "/yunxi/account/close", &sure)
        .await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text);
    let page = office.get(&intake).await;
    assert!(page.text.contains("王秀英") && !page.text.contains("13800000002"));
    world.sound().await;
}

#[tokio::test]
async fn an_original_whose_look_cannot_be_recorded_is_not_shown() {
    let world = world().await;
    let mut liaison = sources::clerk(&world).await;
    let scans = sources::entered(&world, &mut liaison).await;
    sqlx::query("revoke insert on identity_look from yishi_app")
        .execute(&world.db.owner)
        .await
        .unwrap();
    for path in [scans[0].clone(), format!("{}/small", scans[0])] {
        let seen = liaison.get(&path).await;
        assert_eq!(seen.status, StatusCode::INTERNAL_SERVER_ERROR);
    }
}

#[tokio::test]
async fn a_neighbour_at_the_table_is_not_shown_for_whom_a_topic_was_entered() {
    let world = world().await;
    let fields = [
        ("title", "雨天积水的下沉路口"),
        ("body", "每次下雨都积水，老人孩子过不去。"),
        ("community", "yunxi"),
        ("category", "facilities"),
        ("on_behalf_of", "王秀英"),
        ("on_behalf_way", "phone"),
        ("on_behalf_phone", "13900000009"),
        ("consent", "yes"),
    ];
    let target = yishi::service::Target::default();
    let done = world
        .act("liaison", Verb::Submit, target, &fields)
        .await
        .unwrap();
    let focus = [("focus", "livelihood")];
    world
        .done("liaison", Verb::Accept, &done.code, &focus)
        .await;
    // Members linked to the community come to the work pages.
    let mut member = logged_in(&world, "member").await;
    let page = member
        .get(&format!("/yunxi/desk/topics/{}/solicitation", done.code))
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(!page.text.contains("王秀英") && !page.text.contains("13900000009"));
    assert_eq!(looks(&world).await, []);
}

#[tokio::test]
async fn who_asks_the_author_at_the_end_finds_the_number_and_that_is_a_look() {
    let world = world().await;
    let code = world.rated().await;
    for sql in [
        "update topic set on_behalf_of = '王秀英', on_behalf_way = 'phone' where code = $1",
        "insert into topic_contact select tenant_id, id, '13900000009' from topic where code = $1",
    ] {
        let done = sqlx::query(sql).bind(&code).execute(&world.db.owner).await;
        assert_eq!(done.unwrap().rows_affected(), 1);
    }
    let path = format!("/yunxi/desk/topics/{code}/evaluation");
    let mut member = logged_in(&world, "member").await;
    let page = member.get(&path).await;
    assert!(!page.text.contains("13900000009"), "{}", page.text);
    let before = looks(&world).await.len();
    let mut office = logged_in(&world, "office_officer").await;
    let page = office.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.contains("王秀英") && page.text.contains("tel:13900000009"));
    let found = looks(&world).await;
    assert_eq!(found.len(), before + 1);
    assert!(found.iter().any(|l| l.0 == "entry" && l.1 == code));
}

#[tokio::test]
async fn a_number_that_was_typed_wrong_is_put_right_by_staff_and_its_owner_is_told() {
    let world = world().await;
    let mut liaison = sources::clerk(&world).await;
    sources::entered(&world, &mut liaison).await;
    let code = "YX-2026-0001";
    let page = format!("/yunxi/desk/topics/{code}/solicitation");
    let action = format!("/yunxi/desk/topics/{code}/contact");
    let number = |n| [("on_behalf_phone", n)];
    let refused = liaison.submit(&page, &action, &number("1380000000")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text_of(".mistakes").contains("11 位手机号"));
    assert!(refused.text.contains("tel:13800000002"), "nothing changed");
    let done = liaison
        .submit(&page, &action, &number("138 0000 0001"))
        .await;
    assert_eq!(done.location(), page, "{}", done.text);
    let shown = liaison.get(&page).await;
    assert!(shown.text.contains("tel:13800000001") && !shown.text.contains("13800000002"));
    let found = looks(&world).await;
    let noted = found.iter().find(|l| l.0 == "contact").unwrap();
    assert_eq!((noted.1.as_str(), noted.3), (code, 1));
    let mut theirs = logged_in(&world, "resident").await;
    assert!(told(&mut theirs).await.contains("更正代录电话"));
    // It is not theirs to put right, and not there for another street or a council that does not know it.
    for key in ["resident", "dongxi_liaison", "street_admin"] {
        let mut other = logged_in(&world, key).await;
        let tried = other.post(&action, &number("13900000009")).await;
        assert_eq!(tried.status, StatusCode::NOT_FOUND, "{key}");
    }
    let done = liaison.submit(&page, &action, &number("")).await;
    assert_eq!(done.location(), page, "{}", done.text);
    assert!(!liaison.get(&page).await.text.contains("tel:"));
    world.sound().await;
}
