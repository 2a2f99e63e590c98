//! On a page in English what people wrote in Chinese says that it is Chinese (WCAG 3.1.2).

use yishi::domain::workflow::Verb;

use crate::support::{Browser, World, world};

/// An English page as a visitor reads it.
async fn english(world: &World, path: &str) -> crate::support::Answer {
    let mut reader = Browser::new(world).await.speaks("en");
    let page = reader.get(path).await;
    assert_eq!(page.count("html[lang=en]"), 1, "{}", page.text);
    page
}

#[tokio::test]
async fn what_is_chinese_on_an_english_page_says_so() {
    let world = world().await;
    let code = world.verified().await;
    let comment = [("body", "我们楼也这样。")];
    world.done("resident", Verb::Comment, &code, &comment).await;
    let mut root = world.db.superuser().await;
    sqlx::query("update comment set state = 'shown'")
        .execute(&mut root)
        .await
        .unwrap();
    let council = world.street.councils[0].id.to_string();
    let today = world.now().date_naive();
    let (opens, closes) = (
        today.to_string(),
        (today + chrono::Days::new(9)).to_string(),
    );
    let call = [
        ("title", "今年最该商量的一件事"),
        ("body", "请写下小区里您最想大家坐下来商量的一件事。"),
        ("opens_on", opens.as_str()),
        ("closes_on", closes.as_str()),
        ("council", council.as_str()),
    ];
    let mut liaison = Browser::new(&world).await;
    liaison.log_in(&world, "liaison").await;
    let sent = liaison.post("/yunxi/calls", &call).await;
    let call = sent.location().to_owned();

    let page = english(&world, &format!("/yunxi/topics/{code}/comments")).await;
    assert_eq!(page.text_of(".comments .prose [lang=zh-CN]"), comment[0].1);
    assert!(!page.text_of("h1 [lang=zh-CN]").is_empty());
    let page = english(&world, &format!("/yunxi/topics/{code}")).await;
    assert!(
        page.text_of("#comments .row-title[lang=zh-CN]")
            .contains(comment[0].1)
    );
    let page = english(&world, "/yunxi").await;
    assert_eq!(
        page.text_of(".notice a[lang=zh-CN]"),
        "今年最该商量的一件事"
    );
    let of = ".small > [lang=zh-CN]";
    let promised = page.text_of(of);
    assert!(
        !promised.is_empty() && !promised.contains('“'),
        "{promised}"
    );
    let page = english(&world, "/yunxi/results").await;
    assert_eq!(page.text_of(of), promised);
    let page = english(&world, &call).await;
    assert_eq!(page.text_of("h1[lang=zh-CN]"), "今年最该商量的一件事");
    assert_eq!(
        page.text_of(".prose [lang=zh-CN]"),
        "请写下小区里您最想大家坐下来商量的一件事。"
    );
    let page = english(&world, "/yunxi/councils/yunxi").await;
    let holders = page.text_of("section[aria-labelledby=seats] dd");
    let marked = page.text_of("section[aria-labelledby=seats] dd [lang=zh-CN]");
    let han = |text: &str| text.chars().filter(|c| *c >= '\u{4e00}').count();
    assert!(han(&holders) > 0);
    assert_eq!(han(&holders), han(&marked), "{holders}");
}
