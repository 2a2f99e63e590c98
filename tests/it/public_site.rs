//! The public site around the topics: councils, help, feeds, sitemap, what a chat shows of a link.

use axum::http::StatusCode;
use yishi::domain::workflow::{Rules, Verb};

use crate::support::{Browser, SITE, world};

#[tokio::test]
async fn the_portal_s_numbers_lead_to_just_so_many_topics_and_its_list_to_open_ones() {
    let world = world().await;
    let first = world.assessed().await;
    let second = world.approved().await;
    let third = world.published().await;
    let ended = world.assessed().await;
    let withdraw = [("reason", "问题已经自己解决了。")];
    world
        .done("resident", Verb::Withdraw, &ended, &withdraw)
        .await;
    let mut anybody = Browser::new(&world).await;
    let portal = anybody.get("/yunxi").await;
    for (stage, n) in [(1, 2), (2, 1)] {
        let href = format!("/yunxi/topics?stage={stage}");
        let said = portal.text_of(&format!("dl.facts a[href='{href}'] b"));
        assert_eq!(said, n.to_string());
        let list = anybody.get(&href).await;
        assert_eq!(list.text_of("#count"), format!("共 {n} 件"));
        // A search stays within it.
        let kept = format!("form.search input[name=stage][value='{stage}']");
        assert_eq!(list.count(&kept), 1);
    }
    let now = portal.text_of("section[aria-labelledby=now]");
    for code in [first, second, third] {
        let link = format!("section[aria-labelledby=now] a[href='/yunxi/topics/{code}']");
        assert_eq!(portal.count(&link), 1, "{now}");
    }
    let link = format!("section[aria-labelledby=now] a[href='/yunxi/topics/{ended}']");
    assert_eq!(portal.count(&link), 0, "{now}");
}

#[tokio::test]
async fn no_heading_of_a_topic_s_page_stands_twice() {
    let world = world().await;
    let code = world.published().await;
    let comment = [("body", "我们楼也这样。")];
    world.done("resident", Verb::Comment, &code, &comment).await;
    let mut root = world.db.superuser().await;
    sqlx::query("update comment set state = 'shown'")
        .execute(&mut root)
        .await
        .unwrap();
    for who in ["", "resident", "secretary"] {
        let mut reader = Browser::new(&world).await;
        if !who.is_empty() {
            reader.log_in(&world, who).await;
        }
        let page = reader.get(&format!("/yunxi/topics/{code}")).await;
        let html = page.html();
        let headings = scraper::Selector::parse("main h2").unwrap();
        let mut said: Vec<String> = html.select(&headings).map(|h| h.text().collect()).collect();
        let all = said.len();
        assert!(said.iter().any(|h| h == "评论"), "{said:?}");
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), all, "{said:?}");
    }
}

#[tokio::test]
async fn an_address_that_leads_nowhere_names_the_way_home_and_searches() {
    let world = world().await;
    let mut anybody = Browser::new(&world).await;
    let lost = anybody.get("/yunxi/topics/YX-2020-0001").await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
    assert_eq!(lost.text_of(".actions a[href='/yunxi']"), "回首页");
    assert_eq!(
        lost.count("main form[action='/yunxi/topics'] input[name=q]"),
        1
    );
}

#[tokio::test]
async fn a_topic_that_waits_says_to_its_author_that_nobody_else_sees_it() {
    let world = world().await;
    let waits = world.submitted().await;
    let mut author = Browser::new(&world).await;
    author.log_in(&world, "resident").await;
    let page = author.get(&format!("/yunxi/topics/{waits}")).await;
    assert!(page.text_of("main .notice").contains("等待受理"));
    for list in ["/yunxi", "/yunxi/topics", "/yunxi/topics?mine=1"] {
        let list = author.get(list).await;
        assert_eq!(list.text_of(".rows .chip"), "等待受理");
    }
    let ask = [("reason", "请补充地点：哪一个门？")];
    world.done("liaison", Verb::AskMore, &waits, &ask).await;
    let list = author.get("/yunxi/topics?mine=1").await;
    assert_eq!(list.text_of(".rows .chip"), "待补充");
    let taken_up = world.assessed().await;
    let page = author.get(&format!("/yunxi/topics/{taken_up}")).await;
    assert_eq!(page.count("main .notice"), 0);
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
async fn the_sitemap_leads_to_every_kind_of_public_page_and_a_demonstration_is_not_found() {
    let world = world().await;
    let (code, session) = world.opened().await;
    let mut anybody = Browser::new(&world).await;
    let sitemap = anybody.get("/yunxi/sitemap.xml").await.text;
    let listed: Vec<&str> = sitemap
        .split("<loc>")
        .skip(1)
        .map(|rest| rest.split("</loc>").next().unwrap())
        .collect();
    let has = |path: &str| listed.contains(&format!("{SITE}/yunxi{path}").as_str());
    for path in ["", "/calls", "/councils/yunxi", "/help"] {
        assert!(has(path), "{path}");
    }
    assert!(has(&format!("/topics/{code}")) && has(&format!("/sessions/{session}")));
    let help = anybody.get("/yunxi/help").await.html();
    let links = scraper::Selector::parse("main .rows a").unwrap();
    let mut pages = 0;
    for page in help.select(&links) {
        pages += 1;
        let path = page.attr("href").unwrap().trim_start_matches("/yunxi");
        assert!(has(path), "{path}");
    }
    assert!(pages > 5);
    for address in listed {
        let path = address.trim_start_matches(SITE);
        let page = anybody.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_eq!(page.count("meta[name=robots]"), 0, "{path}");
    }
    world.take_down(&code, "含有他人隐私").await;
    let sitemap = anybody.get("/yunxi/sitemap.xml").await.text;
    assert!(!sitemap.contains(&code) && !sitemap.contains(&session.to_string()));
    let mut root = world.db.superuser().await;
    sqlx::query("update tenant set demo = true")
        .execute(&mut root)
        .await
        .unwrap();
    let mut anybody = Browser::new(&world).await;
    let page = anybody.get("/yunxi").await;
    assert_eq!(page.attribute("meta[name=robots]", "content"), "noindex");
    assert!(!anybody.get("/sitemap.xml").await.text.contains("yunxi"));
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
async fn each_kind_of_page_says_what_it_is_about_and_a_topic_names_its_own_feed() {
    let world = world().await;
    let (code, session) = world.opened().await;
    let waits = world.submitted().await;
    let mut anybody = Browser::new(&world).await.speaks("zh");
    let topic = format!("/topics/{code}");
    let pages = [
        String::new(),
        "/topics".to_owned(),
        "/sessions".to_owned(),
        format!("/sessions/{session}"),
        "/results".to_owned(),
        "/councils".to_owned(),
        "/councils/yunxi".to_owned(),
        "/calls".to_owned(),
        "/help".to_owned(),
        "/help/steps".to_owned(),
        "/help/record".to_owned(),
        "/open-data".to_owned(),
        topic.clone(),
        format!("{topic}/record"),
        format!("{topic}/comments"),
    ];
    let (mut abouts, mut titles) = (Vec::new(), Vec::new());
    for path in &pages {
        let page = anybody.get(&format!("/yunxi{path}")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let said = |name: &str| page.attribute(&format!("meta[property='og:{name}']"), "content");
        abouts.push(said("description"));
        titles.push(said("title"));
        let feed = page.attribute("link[rel=alternate]", "href");
        if *path == topic {
            assert_eq!(feed, format!("/yunxi{topic}/feed.atom"));
        } else {
            assert_eq!(feed, "/yunxi/feed.atom", "{path}");
        }
        assert_eq!(anybody.get(&feed).await.status, StatusCode::OK);
    }
    // The sentence on records stands under the help that explains them and under each record.
    abouts.retain(|about| !about.contains("记录链"));
    for said in [&mut abouts, &mut titles] {
        let all = said.len();
        assert!(said.iter().all(|s| !s.is_empty()), "{said:?}");
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), all, "{said:?}");
    }
    let mut author = Browser::new(&world).await;
    author.log_in(&world, "resident").await;
    let own = author.get(&format!("/yunxi/topics/{waits}")).await;
    assert_eq!(own.count("a[href$='/feed.atom']"), 0, "nobody else sees it");
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
        "2 件",
        "all communities together"
    );
    let at = |text: &str, code: &str| text.find(&format!("/topics/{code}\"")).unwrap();
    assert!(at(&page.text, &first) < at(&page.text, &second));
    let newest = browser.get(&format!("{list}?sort=newest")).await;
    assert!(at(&newest.text, &second) < at(&newest.text, &first));
}

#[tokio::test]
async fn the_portal_shows_promises_that_were_kept_and_the_councils() {
    let world = world().await;
    let code = world.accepted_task().await;
    world.complete(&code, 1).await;
    let mut browser = Browser::new(&world).await;
    let portal = format!("/{}", world.street.slug);
    let page = browser.get(&portal).await;
    assert!(
        page.text_of("[aria-labelledby=councils]")
            .contains("云溪社区")
    );
    assert_eq!(
        page.count("[aria-labelledby=kept]"),
        0,
        "said to be done is not yet found done"
    );
    world.verify(&code, 1).await;
    let kept = browser.get(&portal).await;
    let section = kept.text_of("[aria-labelledby=kept]");
    assert!(section.contains(&code), "{section}");
    // Of a topic that nobody may see any more, nothing is shown.
    let mut root = world.db.superuser().await;
    sqlx::query("update topic set visibility = 'taken_down'")
        .execute(&mut root)
        .await
        .unwrap();
    assert_eq!(
        browser.get(&portal).await.count("[aria-labelledby=kept]"),
        0
    );
    let mut other = Browser::new(&world.across().await).await;
    assert_eq!(
        other.get("/dongli").await.count("[aria-labelledby=kept]"),
        0
    );
}

#[tokio::test]
async fn who_supports_or_follows_and_who_takes_it_back_is_told_which() {
    let world = world().await;
    let code = world.assessed().await;
    let mut browser = Browser::new(&world).await.speaks("zh");
    browser.log_in(&world, "second_resident").await;
    let page = format!("/yunxi/topics/{code}");
    for (verb, on, off) in [
        ("support", "已附议，有进展会通知您。", "已取消附议。"),
        ("follow", "已关注，有进展会通知您。", "已取消关注。"),
    ] {
        for said in [on, off] {
            let done = browser.submit(&page, &format!("{page}/{verb}"), &[]).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
            let shown = browser.get(&page).await;
            assert_eq!(shown.text_of(".flash"), said, "{verb}");
        }
    }
}
