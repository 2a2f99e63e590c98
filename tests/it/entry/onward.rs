//! Who registers, or sets a new password, on the way to something comes there in the end.

use axum::http::StatusCode;
use yishi::service::step;

use super::invitations::codes;
use super::street;
use crate::support::{Answer, Browser, PASSWORD, World};

const NEW: &str = "/yunxi/topics/new";

const PHONE: &str = "13700000001";

const FIRST: [(&str, &str); 5] = [
    ("step", "1"),
    ("title", "三号楼门前的路面塌了"),
    ("body", "三号楼门前塌了一块，下雨积水，老人摔过跤。"),
    ("community", "yunxi"),
    ("category", "facilities"),
];

fn at(step: u8) -> String {
    format!("{NEW}?step={step}")
}

/// A page on the way, and where it leads on to.
fn onward(path: &str, step: u8) -> String {
    format!(
        "{path}?next={}",
        at(step).replace('?', "%3F").replace('=', "%3D")
    )
}

/// Presses the button to join, and goes on from the log-in's page to a link of it.
async fn wants(browser: &mut Browser, code: &str, link: &str) -> Answer {
    browser.post(NEW, &FIRST).await;
    let asked = browser.post(NEW, &[("step", "2"), ("join", code)]).await;
    let login = browser.get(asked.location()).await;
    let href = login.attribute(&format!("main a[href*='{link}']"), "href");
    assert_eq!(href, onward(&format!("/yunxi{link}"), 2), "{}", login.text);
    browser.get(&href).await
}

/// Registers from the page that leads on to this step of the wizard.
async fn registers(world: &World, browser: &mut Browser, step: u8, invitation: &str) -> Answer {
    let first = [("phone", PHONE), ("birth_year", "1968"), ("consent", "yes")];
    let page = onward("/yunxi/register", step);
    // A mistake on the way loses nothing.
    let wrong = browser.submit(&page, "/yunxi/register", &first[1..]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let next = wrong.attribute("main form input[name=next]", "value");
    assert_eq!(next, at(step));
    let on = browser.submit(&page, "/yunxi/register", &first).await;
    let page = onward("/yunxi/register/code", step);
    assert_eq!(on.location(), page, "{}", on.text);
    let again = browser.submit(&page, "/yunxi/register/again", &[]).await;
    assert_eq!(again.location(), page, "{}", again.text);
    let community = world.street.communities[0].id.to_string();
    let code = world.last_code(PHONE);
    let mut fields = [
        ("code", "000000"),
        ("name", "许小满"),
        ("community", &community),
        ("password", PASSWORD),
        ("invitation", invitation),
    ];
    let path = "/yunxi/register/code";
    let wrong = browser.submit(&page, path, &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    fields[0].1 = &code;
    let next = wrong.attribute("main form input[name=next]", "value");
    browser
        .post(path, &[&fields[..], &[("next", &*next)]].concat())
        .await
}

async fn voices(world: &World, code: &str) -> (i32, i32) {
    let mut tx = world.read().await;
    let row = step::see(&mut tx, code).await.unwrap().row;
    (row.supports, row.follows)
}

#[tokio::test]
async fn who_registers_at_the_last_page_comes_back_to_it_with_all_they_wrote() {
    let (world, mut browser, _) = street().await;
    browser.post(NEW, &FIRST).await;
    let third = [
        ("step", "3"),
        ("details", "已经找过物业。"),
        ("show_name", "resident"),
    ];
    browser.post(NEW, &third).await;
    let check = browser.get(&at(4)).await;
    let href = check.attribute("main a[href*='/register']", "href");
    assert_eq!(href, onward("/yunxi/register", 4), "{}", check.text);
    let done = registers(&world, &mut browser, 4, "").await;
    assert_eq!(done.location(), at(4), "{}", done.text);
    let check = browser.get(&at(4)).await;
    for said in [
        "注册成功",
        "三号楼门前塌了一块",
        "已经找过物业。",
        "姓名还没有核实",
    ] {
        assert!(check.text.contains(said), "{said}: {}", check.text);
    }
    assert_eq!(
        check.count("main .blocked"),
        1,
        "and why it cannot be sent yet"
    );
    world.lets("submit").await;
    let send = [("step", "4"), ("consent", "yes")];
    let sent = browser.post(NEW, &send).await;
    assert!(sent.location().ends_with("/sent"), "{}", sent.text);
}

#[tokio::test]
async fn who_registers_to_join_a_topic_has_joined_it_where_the_street_lets_them() {
    let (world, mut browser, _) = street().await;
    let code = world.assessed().await;
    world.lets("support").await;
    let page = wants(&mut browser, &code, "/register").await;
    let said = page.text_of("main .notice");
    assert!(said.contains("注册好就加入议题"), "{said}");
    let done = registers(&world, &mut browser, 2, "").await;
    let topic = format!("/yunxi/topics/{code}");
    assert_eq!(done.location(), topic, "{}", done.text);
    let said = browser.get(&topic).await.text_of("#said");
    assert!(said.contains("已加入"), "{said}");
    assert_eq!(voices(&world, &code).await, (1, 1));
}

#[tokio::test]
async fn who_is_to_be_checked_first_follows_is_told_so_and_supports_then() {
    let (world, mut browser, _) = street().await;
    let code = world.assessed().await;
    let page = wants(&mut browser, &code, "/register").await;
    let said = page.text_of("main .notice");
    assert!(said.contains("核实姓名以后才能加入"), "{said}");
    let done = registers(&world, &mut browser, 2, "").await;
    let topic = format!("/yunxi/topics/{code}");
    assert_eq!(done.location(), topic, "{}", done.text);
    let said = browser.get(&topic).await.text_of("#said");
    assert!(said.contains("已关注") && said.contains("核实"), "{said}");
    assert_eq!(voices(&world, &code).await, (0, 1));
    sqlx::query("update account set verified_at = now() where phone = $1")
        .bind(PHONE)
        .execute(&world.db.owner)
        .await
        .unwrap();
    browser.post(NEW, &[("step", "2"), ("join", &code)]).await;
    assert_eq!(voices(&world, &code).await, (1, 1));
}

#[tokio::test]
async fn with_a_household_s_code_the_registration_joins_at_once() {
    let (world, mut browser, slug) = street().await;
    let code = world.assessed().await;
    let invitation = codes(&world, &browser, &slug, "1").await.remove(0);
    wants(&mut browser, &code, "/register").await;
    let done = registers(&world, &mut browser, 2, &invitation).await;
    let topic = format!("/yunxi/topics/{code}");
    assert_eq!(done.location(), topic, "{}", done.text);
    assert_eq!(voices(&world, &code).await, (1, 1));
}

#[tokio::test]
async fn who_forgot_the_password_joins_with_the_log_in_that_follows() {
    let (world, mut browser, _) = street().await;
    let code = world.assessed().await;
    wants(&mut browser, &code, "/password").await;
    let phone = world.street.person("second_resident").phone.clone();
    let page = onward("/yunxi/password", 2);
    let path = "/yunxi/password/code";
    let on = browser.submit(&page, path, &[("phone", &phone)]).await;
    let page = onward("/yunxi/password/new", 2);
    assert_eq!(on.location(), page, "{}", on.text);
    super::settle(&world, 1).await;
    let fields = [
        ("code", &*world.last_code(&phone)),
        ("new_password", "Lantern-Bridge-9"),
    ];
    let done = browser.submit(&page, "/yunxi/password/new", &fields).await;
    let login = onward("/yunxi/login", 2);
    assert_eq!(done.location(), login, "{}", done.text);
    let fields = [("phone", &*phone), ("password", "Lantern-Bridge-9")];
    let done = browser.submit(&login, "/yunxi/login", &fields).await;
    assert_eq!(done.location(), format!("/yunxi/topics/{code}"));
    assert_eq!(voices(&world, &code).await, (1, 1));
}

#[tokio::test]
async fn a_registration_leads_to_no_other_site() {
    let (world, mut browser, slug) = street().await;
    let page = browser
        .get("/yunxi/register?next=https://example.org/")
        .await;
    assert_eq!(page.attribute("main form input[name=next]", "value"), "");
    super::asks(&mut browser, &slug, PHONE).await;
    let community = world.street.communities[0].id.to_string();
    let fields = [
        ("code", &*world.last_code(PHONE)),
        ("name", "许小满"),
        ("community", &community),
        ("password", PASSWORD),
        ("next", "//example.org/"),
    ];
    let done = browser.post("/yunxi/register/code", &fields).await;
    assert_eq!(done.location(), "/yunxi/account", "{}", done.text);
}
