//! `/platform`: accounts of tenant 0, which are nothing in a street, and the other way round.

use axum::http::StatusCode;
use yishi::domain::platform::NewPerson;
use yishi::service::platform;
use yishi::store::system_tx::PLATFORM;

use crate::support::{Browser, PASSWORD, World, world};

async fn enter(world: &World, role: &str, phone: &str) {
    let person = NewPerson {
        platform: true,
        phone: phone.to_owned(),
        name: "周宁".to_owned(),
        post: String::new(),
        role: role.to_owned(),
        community: None,
        council: None,
        seat: None,
        unit: None,
        from: None,
        until: None,
    };
    let person = person.check().unwrap();
    let made = platform::create_account(&world.app, PLATFORM, &person, PASSWORD);
    made.await.unwrap();
}

async fn log_in(browser: &mut Browser, at: &str, phone: &str) -> String {
    let path = format!("/{at}/login");
    let fields = [("phone", phone), ("password", PASSWORD), ("next", "")];
    let answer = browser.post(&path, &fields).await;
    answer.location().to_owned()
}

#[tokio::test]
async fn operators_and_district_viewers_see_the_streets_and_nothing_of_them() {
    let world = world().await;
    enter(&world, "platform_operator", "13800000000").await;
    enter(&world, "district_viewer", "13800000020").await;
    // Outside the demonstration an operator sets up a second factor first.
    sqlx::query("update tenant set demo = true")
        .execute(&world.db.owner)
        .await
        .unwrap();
    for (phone, operates) in [("13800000000", true), ("13800000020", false)] {
        let mut browser = Browser::new(&world).await;
        assert_eq!(log_in(&mut browser, "platform", phone).await, "/platform");
        let page = browser.get("/platform").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains(world.street.name));
        assert_eq!(page.text.contains("yishi tenant create"), operates);
        assert_eq!(
            browser.get("/platform/account").await.status,
            StatusCode::OK
        );
        let slug = world.street.slug;
        for path in ["/desk", "/account", "/dashboard"] {
            let page = browser.get(&format!("/{slug}{path}")).await;
            assert_eq!(
                page.status,
                StatusCode::SEE_OTHER,
                "a stranger in a street: {path}"
            );
        }
        for path in [
            "/topics",
            "/desk",
            "/register",
            "/dashboard",
            "/sessions",
            "/topics/new",
        ] {
            let page = browser.get(&format!("/platform{path}")).await;
            assert_eq!(
                page.status,
                StatusCode::NOT_FOUND,
                "the platform is no street: {path}"
            );
        }
    }
}

#[tokio::test]
async fn an_operator_outside_the_demonstration_sets_up_a_second_factor_first() {
    let world = world().await;
    enter(&world, "platform_operator", "13800000000").await;
    let mut browser = Browser::new(&world).await;
    let next = log_in(&mut browser, "platform", "13800000000").await;
    assert_eq!(next, "/platform/login/set-up");
    assert_eq!(browser.get(&next).await.status, StatusCode::OK);
}

#[tokio::test]
async fn people_of_a_street_are_nobody_on_the_platform() {
    let world = world().await;
    let phone = world.street.person("office_officer").phone.clone();
    let mut browser = Browser::new(&world).await;
    assert_eq!(log_in(&mut browser, "platform", &phone).await, "");
    browser.log_in(&world, "office_officer").await;
    let street = format!("yishi_{}", world.street.tenant);
    let token = browser.cookies.get(&street).cloned().unwrap();
    browser.cookies.insert("yishi_0".to_owned(), token);
    let page = browser.get("/platform").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.location(), "/platform/login?next=/platform");
}
