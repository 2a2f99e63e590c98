//! Photos that no topic has yet are their sender's: known by the device, or by the account.

use axum::http::StatusCode;
use uuid::Uuid;

use super::jpeg;
use super::sent::{NEW, THIRD, TOPICS, fields, first, send};
use crate::support::{self, Browser, World, world};

/// The wizard with one photo, up to its last page; the photo's address.
async fn up_to_the_last(browser: &mut Browser) -> String {
    first(browser).await;
    let files = [("a.jpg", &jpeg(80, 60)[..])];
    let taken = browser.post_files(NEW, &THIRD, &files).await;
    assert_eq!(taken.location(), format!("{NEW}?step=4"), "{}", taken.text);
    let small = thumb(browser).await;
    small.strip_suffix("/small").unwrap().to_owned()
}

async fn thumb(browser: &mut Browser) -> String {
    let check = browser.get(&format!("{NEW}?step=4")).await;
    check.attribute(".thumbs img", "src")
}

async fn sees(browser: &mut Browser, photo: &str, status: StatusCode) {
    for path in [photo.to_owned(), format!("{photo}/small")] {
        assert_eq!(browser.get(&path).await.status, status, "{path}");
    }
}

async fn uploads(world: &World) -> i64 {
    sqlx::query_scalar("select count(*) from upload")
        .fetch_one(&world.db.owner)
        .await
        .unwrap()
}

#[tokio::test]
async fn whoever_knows_the_id_of_a_photo_on_its_way_neither_sees_nor_takes_it() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let photo = up_to_the_last(&mut browser).await;
    let id = photo.rsplit('/').next().unwrap();
    sees(&mut browser, &photo, StatusCode::OK).await;
    let mut nobody = browser.other();
    sees(&mut nobody, &photo, StatusCode::NOT_FOUND).await;
    let mut neighbour = browser.other();
    neighbour.log_in(&world, "second_resident").await;
    // A secret of their own, or none of ours, opens no more.
    for theirs in ["", "x", &"0".repeat(64)] {
        neighbour
            .cookies
            .insert("yishi_photos_1".into(), theirs.into());
        sees(&mut neighbour, &photo, StatusCode::NOT_FOUND).await;
        let mut form = fields();
        form.push(("photo", id));
        let refused = neighbour.post(TOPICS, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let known = refused.text.clone();
        form.pop();
        let none = Uuid::from_u128(9).to_string();
        form.push(("photo", &none));
        let refused = neighbour.post(TOPICS, &form).await;
        assert_eq!(known.replace(id, ""), refused.text.replace(&none, ""));
    }
    browser.log_in(&world, "resident").await;
    assert_eq!(send(&mut browser).await.count(".photos img"), 1);
}

#[tokio::test]
async fn a_log_in_that_ends_between_photo_and_sending_loses_no_photo() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    let photo = up_to_the_last(&mut browser).await;
    browser.cookies.remove("yishi_1");
    sees(&mut browser, &photo, StatusCode::OK).await;
    let asked = browser
        .post(NEW, &[("step", "4"), ("consent", "yes")])
        .await;
    assert!(asked.location().starts_with("/yunxi/login?next="));
    browser.log_in(&world, "resident").await;
    assert_eq!(thumb(&mut browser).await, format!("{photo}/small"));
    assert_eq!(send(&mut browser).await.count(".photos img"), 1);
    assert_eq!(uploads(&world).await, 0);
}

#[tokio::test]
async fn the_one_form_takes_up_its_photos_after_a_log_in() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let mut form = fields();
    form.retain(|(name, _)| *name != "page");
    form.push(("page", "/yunxi/topics"));
    let asked = browser
        .post_files(TOPICS, &form, &[("a.jpg", &jpeg(80, 60))])
        .await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    let kept = asked.form("/yunxi/login");
    let (_, kept) = kept.iter().find(|(name, _)| name == "kept").unwrap();
    let (_, raw): (String, std::collections::BTreeMap<String, Vec<String>>) =
        serde_json::from_str(kept).unwrap();
    browser.log_in(&world, "resident").await;
    let mut again = fields();
    again.push(("photo", &raw["photo"][0]));
    let sent = browser.post(TOPICS, &again).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let page = browser.get(sent.location()).await;
    assert_eq!(page.count(".photos img"), 1);
}

#[tokio::test]
async fn after_a_log_out_the_next_at_the_same_browser_finds_no_photo() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let photo = up_to_the_last(&mut browser).await;
    browser.log_in(&world, "resident").await;
    let secret = browser.cookies["yishi_photos_1"].clone();
    browser.post("/yunxi/logout", &[]).await;
    assert!(!browser.cookies.contains_key("yishi_photos_1"));
    assert_eq!(uploads(&world).await, 0);
    browser.log_in(&world, "second_resident").await;
    sees(&mut browser, &photo, StatusCode::NOT_FOUND).await;
    browser.cookies.insert("yishi_photos_1".into(), secret);
    sees(&mut browser, &photo, StatusCode::NOT_FOUND).await;
    // Their own photos are under a secret of their own again.
    let own = up_to_the_last(&mut browser).await;
    sees(&mut browser, &own, StatusCode::OK).await;
    assert_eq!(send(&mut browser).await.count(".photos img"), 1);
}

#[tokio::test]
async fn the_secret_of_a_device_is_nothing_in_another_street_and_to_no_script() {
    let world = world().await;
    let other = support::other_street(&world.db).await;
    let mut browser = Browser::new(&world).await;
    first(&mut browser).await;
    let files = [("a.jpg", &jpeg(80, 60)[..])];
    let taken = browser.post_files(NEW, &THIRD, &files).await;
    let cookies = taken.set_cookies();
    let cookie = cookies.iter().find(|c| c.starts_with("yishi_photos_1="));
    let cookie = cookie.unwrap_or_else(|| panic!("{cookies:?}"));
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
    let photo = thumb(&mut browser).await;
    let secret = browser.cookies["yishi_photos_1"].clone();
    let name = format!("yishi_photos_{}", other.tenant);
    browser.cookies.insert(name, secret);
    let there = photo.replacen("/yunxi/", &format!("/{}/", other.slug), 1);
    assert_eq!(browser.get(&there).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get(&photo).await.status, StatusCode::OK);
}
