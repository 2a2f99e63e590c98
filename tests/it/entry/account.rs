//! The account: changed, taken home as a ZIP, closed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use axum::http::StatusCode;
use serde_json::Value;
use yishi::domain::privacy::LookedAt;
use yishi::domain::workflow::Verb;
use yishi::kit::i18n::Lang;
use yishi::service::{Target, people};

use super::street;
use crate::support::{Browser, PASSWORD, World, other_street, world};

const TOPIC: [(&str, &str); 5] = [
    ("title", "雨天积水的下沉路口"),
    ("body", "每次下雨都积水，老人孩子过不去。"),
    ("community", "yunxi"),
    ("category", "facilities"),
    ("consent", "yes"),
];

fn change<'a>(
    name: &'a str,
    community: &'a str,
    show: &'a str,
    salutation: &'a str,
) -> [(&'a str, &'a str); 5] {
    [
        ("name", name),
        ("community", community),
        ("estate", "桂花苑 3 幢"),
        ("show_name", show),
        ("salutation", salutation),
    ]
}

#[tokio::test]
async fn another_name_or_community_has_to_be_checked_again_the_rest_does_not() {
    let (world, mut browser, slug) = street().await;
    browser.log_in(&world, "resident").await;
    let page = format!("{slug}/account");
    let home = world.street.communities[0].id.to_string();
    let answer = browser
        .submit(&page, &page, &change("张晓云", &home, "salutation", "ms"))
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let account = browser.get(&page).await;
    assert!(account.text_of(".chip").contains("已核实"));
    assert!(account.text.contains("张女士") && account.text.contains("桂花苑 3 幢"));
    let answer = browser
        .submit(&page, &page, &change("张小云", &home, "masked", ""))
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let account = browser.get(&page).await;
    assert!(account.text_of(".flash").contains("重新核实"));
    assert!(account.text_of(".chip").contains("等待核实"));
    let mut liaison = browser.other();
    liaison.log_in(&world, "liaison").await;
    assert!(
        liaison
            .get(&format!("{slug}/desk/residents"))
            .await
            .text
            .contains("张小云")
    );
    // Moved: the other community's liaison checks now.
    let away = world.street.communities[1].id.to_string();
    browser
        .submit(&page, &page, &change("张小云", &away, "masked", ""))
        .await;
    assert!(
        !liaison
            .get(&format!("{slug}/desk/residents"))
            .await
            .text
            .contains("张小云")
    );
    let me = world.me("resident").await;
    assert_eq!(
        me.actor.roles[0].community,
        Some(world.street.communities[1].id)
    );
}

#[tokio::test]
async fn a_change_that_is_not_good_keeps_what_was_typed() {
    let (world, mut browser, slug) = street().await;
    browser.log_in(&world, "resident").await;
    let page = format!("{slug}/account");
    let nowhere = "00000000-0000-0000-0000-000000000000";
    let answer = browser
        .submit(&page, &page, &change("张", nowhere, "salutation", ""))
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.count(".mistakes a"),
        3,
        "{}",
        answer.text_of(".mistakes")
    );
    assert_eq!(answer.attribute("input[name=name]", "value"), "张");
}

/// The files of somebody's export.
pub(super) async fn export(world: &World, key: &str) -> BTreeMap<String, Vec<u8>> {
    export_of(world, world.street.person(key).id).await
}

/// The files of the export of an account that registered by itself.
pub(super) async fn export_of(world: &World, account: uuid::Uuid) -> BTreeMap<String, Vec<u8>> {
    let mut me = world.me("resident").await;
    me.actor.account = account;
    let (app, tenant) = (world.app.clone(), world.street.tenant);
    let mut parts = people::export(app, tenant, std::sync::Arc::new(me), Lang::Zh);
    let mut bytes = Vec::new();
    while let Some(part) = parts.recv().await {
        bytes.extend(part.unwrap());
    }
    unpack(bytes)
}

fn unpack(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index(i).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

pub(super) fn json(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Vec<Value> {
    serde_json::from_slice(&files[name]).unwrap()
}

#[tokio::test]
async fn an_export_holds_what_the_street_holds_of_one_and_of_nobody_else() {
    let world = world().await;
    let act = world.act("resident", Verb::Submit, Target::default(), &TOPIC);
    let mine = act.await.unwrap().code;
    let act = world.act("second_resident", Verb::Submit, Target::default(), &TOPIC);
    let other = act.await.unwrap().code;
    for code in [&mine, &other] {
        let topic = Target::topic(code);
        let focus = [("focus", "livelihood")];
        world
            .act("liaison", Verb::Accept, topic, &focus)
            .await
            .unwrap();
    }
    let topic = Target::topic(&other);
    world
        .act("resident", Verb::Support, topic.clone(), &[])
        .await
        .unwrap();
    world
        .act("resident", Verb::Follow, topic, &[])
        .await
        .unwrap();
    let files = export(&world, "resident").await;
    let account = &json(&files, "account.json")[0];
    assert_eq!(account["phone"], "13800000001");
    assert_eq!(account["name"], "张晓云");
    assert!(account.get("password_hash").is_none());
    let topics = json(&files, "topics.json");
    assert_eq!(topics.len(), 1);
    assert_eq!(
        (&topics[0]["code"], &topics[0]["body"]),
        (&mine.into(), &TOPIC[1].1.into())
    );
    assert_eq!(json(&files, "supports.json")[0]["code"], other.as_str());
    assert_eq!(json(&files, "roles.json")[0]["role"], "resident");
    for name in [
        "follows",
        "seats",
        "sessions",
        "stakeholder_groups",
        "objections",
        "notices",
        "ratings",
        "comments",
        "looks",
        "photos",
    ] {
        let _: Vec<Value> = json(&files, &format!("{name}.json"));
    }
    assert!(
        String::from_utf8(files["README.txt"].clone())
            .unwrap()
            .contains("account.json")
    );
    let everything: Vec<u8> = files.into_values().flatten().collect();
    let everything = String::from_utf8_lossy(&everything);
    for name in ["13800000002", "欧阳平"] {
        assert!(!everything.contains(name), "{name} is somebody else's");
    }
}

#[tokio::test]
async fn an_export_says_which_staff_looked_at_one_s_name_and_nothing_of_who_else_was_named() {
    let world = world().await;
    let (me, other) = (
        world.street.person("resident").id,
        world.street.person("second_resident").id,
    );
    let liaison = world.me("liaison").await;
    let (app, tenant) = (&world.app, world.street.tenant);
    people::note(app, tenant, &liaison, LookedAt::Residents, "", [me, other])
        .await
        .unwrap();
    people::note(
        app,
        tenant,
        &liaison,
        LookedAt::Plan,
        "YX-2026-0001",
        [other],
    )
    .await
    .unwrap();
    let looks = json(&export(&world, "resident").await, "looks.json");
    assert_eq!(looks.len(), 1);
    assert_eq!(
        (&looks[0]["by"], &looks[0]["page"], &looks[0]["times"]),
        (&"云溪议事室联络员".into(), &"residents".into(), &1.into())
    );
    assert!(!looks[0].to_string().contains(&other.to_string()));
    let theirs = json(&export(&world, "second_resident").await, "looks.json");
    assert_eq!(theirs.len(), 2);
}

#[tokio::test]
async fn an_export_is_a_file_of_its_owner_alone() {
    let (world, mut browser, slug) = street().await;
    let path = format!("{slug}/account/export");
    assert_eq!(
        browser.post(&path, &[]).await.status,
        StatusCode::UNAUTHORIZED
    );
    browser.log_in(&world, "resident").await;
    let answer = browser.submit(&format!("{slug}/account"), &path, &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/zip");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("content-disposition").contains(".zip"));
}

#[tokio::test]
async fn that_one_rated_is_in_the_export_but_not_how() {
    let world = world().await;
    let other = other_street(&world.db).await;
    crate::support::fill(&world.db, &world.street, "YX").await;
    crate::support::fill(&world.db, &other, "DL").await;
    let person = world.street.person("resident").id;
    let topic = crate::support::row_id(world.street.tenant, "topic");
    let voter = world
        .app
        .street_key(world.street.tenant)
        .voter(topic, person);
    sqlx::query(
        "insert into rating (tenant_id, topic_id, round, voter, kind, score, salt, at)
         select tenant_id, topic_id, round, $1, 'public', 'not_satisfied', '\\x01', now() from evaluation where tenant_id = $2",
    )
    .bind(&voter)
    .bind(world.street.tenant)
    .execute(&world.db.owner)
    .await
    .unwrap();
    let files = export(&world, "resident").await;
    let rated = json(&files, "ratings.json");
    assert_eq!(rated.len(), 1);
    assert_eq!(rated[0]["code"], "YX-2026-0001");
    assert!(!String::from_utf8_lossy(&files["ratings.json"]).contains("satisfied"));
    // Nobody else's rating is taken for one's own.
    assert_eq!(
        json(&export(&world, "second_resident").await, "ratings.json").len(),
        0
    );
}

#[tokio::test]
async fn a_closed_account_loses_name_and_phone_and_what_was_raised_stays() {
    let (world, mut browser, slug) = street().await;
    let act = world.act("resident", Verb::Submit, Target::default(), &TOPIC);
    let code = act.await.unwrap().code;
    let focus = [("focus", "livelihood")];
    world
        .act("liaison", Verb::Accept, Target::topic(&code), &focus)
        .await
        .unwrap();
    world
        .act("resident", Verb::Follow, Target::topic(&code), &[])
        .await
        .unwrap();
    let mut desktop = browser.other();
    desktop.log_in(&world, "resident").await;
    browser.log_in(&world, "resident").await;
    let page = format!("{slug}/account/close");
    let shown = browser.get(&page).await;
    assert!(shown.text.contains("会留下") && shown.text.contains("会删除"));
    let wrong = browser
        .submit(&page, &page, &[("password", "Wrong-Bridge-7")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = browser
        .submit(
            &page,
            &page,
            &[("password", "Wrong-Bridge-7"), ("sure", "yes")],
        )
        .await;
    assert!(wrong.text_of(".mistakes").contains("密码不对"));
    let done = browser
        .submit(&page, &page, &[("password", PASSWORD), ("sure", "yes")])
        .await;
    assert_eq!(done.location(), slug, "{}", done.text);
    for visitor in [&mut browser, &mut desktop] {
        let answer = visitor.get(&format!("{slug}/account")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    let row: (String, Option<String>, String, i64) = sqlx::query_as(
        "select name, phone, password_hash, (select count(*) from topic_follow f where f.account_id = a.id)
         from account a where id = $1",
    )
    .bind(world.street.person("resident").id)
    .fetch_one(&world.db.owner)
    .await
    .unwrap();
    assert_eq!(row, (String::new(), None, String::new(), 0));
    let topic = browser.get(&format!("{slug}/topics/{code}")).await;
    assert_eq!(topic.status, StatusCode::OK);
    let report = yishi::service::record::verify(&world.db.store, world.street.tenant, |_| ());
    assert_eq!(report.await.unwrap().broken, []);
    // The phone is free, and whoever has it now is somebody else.
    let answer = browser.register(&world, "13800000001", "许小满", 0).await;
    assert_eq!(
        answer.location(),
        format!("{slug}/account"),
        "{}",
        answer.text
    );
    let page = browser.get(&format!("{slug}/account")).await;
    assert!(page.text_of(".chip").contains("等待核实"));
}

#[tokio::test]
async fn a_topic_is_begun_with_the_name_as_the_account_shows_it_unless_its_draft_says_otherwise() {
    let world = world().await;
    let (new, third) = ("/yunxi/topics/new", "/yunxi/topics/new?step=3");
    let chosen = "input[name=show_name][checked]";
    let me = world.street.person("resident").id;
    sqlx::query("update account set show_name = 'salutation', salutation = 'ms' where id = $1")
        .bind(me)
        .execute(&world.db.owner)
        .await
        .unwrap();
    let first = [&TOPIC[..4], &[("step", "1")]].concat();
    for (key, usual) in [("resident", "salutation"), ("second_resident", "masked")] {
        let mut browser = Browser::new(&world).await;
        browser.log_in(&world, key).await;
        browser.post(new, &first).await;
        let page = browser.get(third).await;
        assert_eq!(page.attribute(chosen, "value"), usual, "{key}");
        let details = [("step", "3"), ("details", ""), ("show_name", "resident")];
        browser.post(new, &details).await;
        let page = browser.get(third).await;
        assert_eq!(page.attribute(chosen, "value"), "resident", "{key}");
    }
}

#[tokio::test]
async fn a_name_has_letters_only() {
    let (world, mut browser, slug) = street().await;
    browser.log_in(&world, "resident").await;
    let page = format!("{slug}/account");
    let home = world.street.communities[0].id.to_string();
    for name in ["<b>张</b>", "张晓云1", "13800000001", "😀😀"] {
        let answer = browser
            .submit(&page, &page, &change(name, &home, "masked", ""))
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(
            answer.text_of(".field.wrong .error").contains("只能有文字"),
            "{name}"
        );
    }
    for name in ["阿依古丽·买买提", "欧阳建军", "Anne-Marie O'Neil"] {
        let answer = browser
            .submit(&page, &page, &change(name, &home, "masked", ""))
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
}
