//! Headers, cookies, caching, and forms that come from elsewhere.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use yishi::web::kit::assets;

use crate::support::{Browser, PASSWORD, world};

#[tokio::test]
async fn every_page_forbids_scripts_of_others_and_frames() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let slug = world.street.slug;
    let css = browser
        .get("/")
        .await
        .attribute("link[rel=stylesheet]", "href");
    for path in ["/", &format!("/{slug}"), "/nowhere", &css, "/healthz"] {
        let page = browser.get(path).await;
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"));
        assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(
            page.count("[style], style"),
            0,
            "{path} has a style of its own"
        );
    }
}

#[tokio::test]
async fn a_public_page_is_asked_for_again_and_found_unchanged() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let path = format!("/{}", world.street.slug);
    browser.get(&path).await; // sets the cookie of the street visited last
    let page = browser.get(&path).await;
    assert_eq!(page.header("cache-control"), "private, no-cache");
    let tag = page.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let known = Request::get(&path).header("if-none-match", &tag);
    let same = browser.send(known, Body::empty()).await;
    assert_eq!(same.status, StatusCode::NOT_MODIFIED);
    assert!(same.text.is_empty());
    let head = browser.send(Request::head(&path), Body::empty()).await;
    assert_eq!(
        (head.status, head.header("etag")),
        (StatusCode::OK, tag.as_str())
    );
    let english = browser.clone().speaks("en").get(&path).await;
    assert_ne!(english.header("etag"), tag);
}

#[tokio::test]
async fn an_asset_is_kept_for_good_at_an_address_with_its_fingerprint() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let css = browser
        .get("/")
        .await
        .attribute("link[rel=stylesheet]", "href");
    let asset = browser.get(&css).await;
    assert_eq!(asset.header("content-type"), "text/css; charset=utf-8");
    assert!(asset.header("cache-control").contains("immutable"));
    let old = browser.get("/static/app.000000000000.css").await;
    assert_eq!(old.status, StatusCode::OK);
    assert_eq!(old.header("cache-control"), "no-cache");
    assert_eq!(
        browser.get("/static/nothing.css").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn scripts_come_from_this_host_at_addresses_with_a_fingerprint_and_none_stands_in_a_page() {
    let world = world().await;
    let code = world.assessed().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    let topic = format!("/yunxi/topics/{code}");
    for path in ["/yunxi/topics", "/yunxi/topics/new", &topic] {
        let html = browser.get(path).await.html();
        let scripts = scraper::Selector::parse("script").unwrap();
        let mut seen = 0;
        for script in html.select(&scripts) {
            let src = script.attr("src").unwrap_or_default();
            assert!(src.starts_with("/static/"), "{path}: {}", script.html());
            assert_eq!(script.inner_html(), "", "{path}");
            let answer = browser.get(src).await;
            assert_eq!(
                answer.header("content-type"),
                "text/javascript; charset=utf-8"
            );
            assert!(answer.header("cache-control").contains("immutable"));
            seen += usize::from(src.contains("htmx") || src.contains("live"));
        }
        // Built without npm a page has neither.
        assert_eq!(seen, if assets::complete() { 2 } else { 0 }, "{path}");
    }
}

#[tokio::test]
async fn cookies_are_of_this_host_alone_when_people_come_over_https() {
    let world = world().await;
    let phone = world.street.person("resident").phone.clone();
    let path = format!("/{}/login", world.street.slug);
    let fields = [("phone", phone.as_str()), ("password", PASSWORD)];
    let mut plain = Browser::new(&world).await;
    let answer = plain.post(&path, &fields).await;
    let name = format!("yishi_{}=", world.street.tenant);
    let cookie = answer
        .set_cookies()
        .into_iter()
        .find(|c| c.starts_with(&name));
    let cookie = cookie.expect("a log-in cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
    assert!(cookie.contains("Path=/") && !cookie.contains("Secure"));

    let mut secure = Browser::at(&world, "https://yishi.test").await;
    let answer = secure.post(&path, &fields).await;
    let name = format!("__Host-{name}");
    let cookie = answer
        .set_cookies()
        .into_iter()
        .find(|c| c.starts_with(&name));
    let cookie = cookie.expect("a log-in cookie of this host");
    assert!(cookie.contains("; Secure") && !cookie.contains("Domain"));
    assert!(
        answer
            .header("strict-transport-security")
            .contains("max-age")
    );
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_and_its_text_kept() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    let path = format!("/{}/topics", world.street.slug);
    let fields = [
        ("title", "楼下的路灯坏了三盏"),
        ("password", "never-show-this"),
    ];
    let answer = browser
        .post_from("http://elsewhere.test", &path, &fields)
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text_of("h1").contains("没有提交"));
    assert!(answer.text_of("textarea").contains("楼下的路灯坏了三盏"));
    assert!(!answer.text.contains("never-show-this"));
    assert_eq!(
        answer.count("main form"),
        0,
        "what came from elsewhere is not sent on"
    );
}

#[tokio::test]
async fn switches_lead_back_to_a_path_of_ours_alone() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let slug = format!("/{}", world.street.slug);
    let path = format!("{slug}/language");
    let next = format!("{slug}/topics?step=4");
    let answer = browser
        .post(&path, &[("language", "en"), ("next", &next)])
        .await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, next.as_str())
    );
    for bad in [
        "//elsewhere.test",
        "https://elsewhere.test",
        "/\\elsewhere.test",
        "x",
    ] {
        let answer = browser
            .post(&path, &[("language", "zh"), ("next", bad)])
            .await;
        assert_eq!(answer.location(), slug);
    }
    let large = format!("{slug}/large-type");
    browser.post(&large, &[("on", "1"), ("next", &slug)]).await;
    assert_eq!(browser.get(&slug).await.attribute("html", "class"), "large");
    browser.post(&large, &[("on", "0"), ("next", &slug)]).await;
    assert_eq!(browser.get(&slug).await.attribute("html", "class"), "");
}

#[tokio::test]
async fn too_much_text_is_refused_with_a_page() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let much = "字".repeat(100_000);
    let path = format!("/{}/register", world.street.slug);
    let answer = browser.post(&path, &[("phone", &much)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text_of("h1").contains("内容太多"));
}
