//! The public site around the topics: councils, help, feeds, sitemap, what a chat shows of a link.

use axum::http::StatusCode;
use yishi::domain::workflow::{Rules, Verb};

use crate::support::{Browser, SITE, world};

#[tokio::test]
async fn a_council_s_page_names_its_conveners_its_topics_and_a_vacant_seat() {
    let world = world().await;
    let code = world.assessed().await;
    let mut browser = Browser::new(&world).await;
    let slug = world.street.slug;
    let list = browser.get(&format!("/{slug}/councils")).await;
    assert_eq!(list.status, StatusCode::OK);
    for who in ["李建国", "王敏", "冯远"] {
        assert!(list.text.contains(who), "{who}");
    }
    let page = browser.get(&format!("/{slug}/councils/yunxi")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.contains("李建国") && page.text.contains(&code));
    assert_eq!(page.count(".chip.wait"), 0, "no seat is vacant");
    let mut root = world.db.superuser().await;
    sqlx::query("update council_seat set valid_until = '2020-01-01', valid_from = '2019-01-01' where seat = 'party_secretary'")
        .execute(&mut root)
        .await
        .unwrap();
    let page = browser.get(&format!("/{slug}/councils/yunxi")).await;
    assert!(!page.text.contains("李建国"));
    assert!(
        page.count(".chip.wait") > 0,
        "a vacant seat is said to be vacant"
    );
    let none = browser.get(&format!("/{slug}/councils/atlantis")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn help_says_the_limits_that_the_rules_have() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let slug = world.street.slug;
    let index = browser.get(&format!("/{slug}/help")).await;
    for page in [
        "steps",
        "people",
        "limits",
        "privacy",
        "record",
        "accessibility",
    ] {
        let path = format!("/{slug}/help/{page}");
        assert!(index.text.contains(&path));
        let answer = browser.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(
            !answer.text.contains('⟦') && !answer.text.contains('$'),
            "{path}"
        );
    }
    let limits = browser.get(&format!("/{slug}/help/limits")).await;
    let posting = Rules::default().limits.posting;
    assert!(
        limits
            .text_of("main")
            .contains(&format!("公示 {posting} 个工作日"))
    );
    let steps = browser.get(&format!("/{slug}/help/steps")).await;
    assert_eq!(steps.count("main section"), 8);
    let none = browser.get(&format!("/{slug}/help/nothing")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn feeds_and_the_sitemap_hold_what_everybody_may_see() {
    let world = world().await;
    let public = world.assessed().await;
    let hidden = world.submitted().await;
    let slug = world.street.slug;
    // Staff who see more get the same feed.
    let mut liaison = Browser::new(&world).await;
    liaison.log_in(&world, "liaison").await;
    for path in ["feed.atom", "sitemap.xml"] {
        let answer = liaison.get(&format!("/{slug}/{path}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.header("content-type").contains("xml"));
        assert!(
            answer
                .text
                .contains(&format!("{SITE}/{slug}/topics/{public}")),
            "{path}"
        );
        assert!(!answer.text.contains(&hidden), "{path}");
    }
    let feed = liaison
        .get(&format!("/{slug}/topics/{public}/feed.atom"))
        .await;
    assert_eq!(feed.status, StatusCode::OK);
    assert_eq!(
        feed.text.matches("<entry>").count(),
        2,
        "submitted and accepted; the assessment is inside"
    );
    let answer = liaison
        .get(&format!("/{slug}/topics/{hidden}/feed.atom"))
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let robots = liaison.get("/robots.txt").await;
    assert!(
        robots
            .text
            .contains(&format!("Sitemap: {SITE}/sitemap.xml"))
    );
    assert!(
        liaison
            .get("/sitemap.xml")
            .await
            .text
            .contains("</sitemapindex>")
    );
}

#[tokio::test]
async fn a_chat_is_told_what_a_link_is_about_and_a_logged_in_reader_s_page_says_nothing() {
    let world = world().await;
    let code = world.assessed().await;
    let mut browser = Browser::new(&world).await;
    let path = format!("/{}/topics/{code}", world.street.slug);
    let page = browser.get(&format!("{path}?from=group")).await;
    assert_eq!(
        page.attribute("link[rel=canonical]", "href"),
        format!("{SITE}{path}")
    );
    assert_eq!(
        page.attribute("meta[property='og:url']", "content"),
        format!("{SITE}{path}")
    );
    assert!(
        page.attribute("meta[property='og:image']", "content")
            .ends_with(".png")
    );
    assert!(
        !page
            .attribute("meta[property='og:description']", "content")
            .is_empty()
    );
    browser.log_in(&world, "resident").await;
    assert_eq!(browser.get(&path).await.count("link[rel=canonical]"), 0);
}

#[tokio::test]
async fn filters_show_counts_and_the_list_has_two_orders() {
    let world = world().await;
    let first = world.assessed().await;
    let second = world.assessed().await;
    // The older one changes last.
    world.days_pass(1);
    let focus = [("reason", "请再看看"), ("review", "2026-12-20")];
    world.done("secretary", Verb::Suspend, &first, &focus).await;
    let mut browser = Browser::new(&world).await;
    let list = format!("/{}/topics", world.street.slug);
    let page = browser.get(&list).await;
    assert_eq!(
        page.text_of(".filters .count"),
        "2",
        "all communities together"
    );
    let at = |text: &str, code: &str| text.find(&format!("/topics/{code}\"")).unwrap();
    assert!(at(&page.text, &first) < at(&page.text, &second));
    let newest = browser.get(&format!("{list}?sort=newest")).await;
    assert!(at(&newest.text, &second) < at(&newest.text, &first));
}
