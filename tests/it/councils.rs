//! Councils as the public sees them: who belongs to them, what they deliberate, how far it has come.

use axum::http::StatusCode;
use scraper::Selector;
use yishi::domain::workflow::Verb;

use crate::support::{Answer, Browser, world};

#[tokio::test]
async fn a_council_s_page_names_its_conveners_its_topics_and_a_vacant_seat() {
    let world = world().await;
    let code = world.assessed().await;
    let mut browser = Browser::new(&world).await.speaks("zh");
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
    let of_community = "#communities a[href='/yunxi/topics?community=yunxi']";
    assert_eq!(page.text_of(of_community), "云溪社区");
    let above = links(&list, "main .rows h2 a").remove(0).0;
    let above = browser.get(&above).await;
    let own = "#communities a[href='/yunxi/councils/yunxi']";
    assert_eq!(above.text_of(own), "云溪社区");
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

/// The links of a page that fit, each with its words.
fn links(page: &Answer, fit: &str) -> Vec<(String, String)> {
    let html = page.html();
    let fit = Selector::parse(fit).unwrap();
    let link = |a: scraper::ElementRef<'_>| {
        let href = a.attr("href").unwrap().to_owned();
        (href, a.text().collect::<String>().trim().to_owned())
    };
    html.select(&fit).map(link).collect()
}

#[tokio::test]
async fn every_figure_of_every_council_leads_to_just_so_many_topics() {
    let world = world().await;
    let raised = world.issued().await;
    world.assessed().await;
    world.accepted("东门积水", "东门", "全是水。").await;
    world.approved().await;
    let ended = world.assessed().await;
    let withdraw = [("reason", "问题已经自己解决了。")];
    world
        .done("resident", Verb::Withdraw, &ended, &withdraw)
        .await;
    world.submitted().await;
    let mut root = world.db.superuser().await;
    // What a community's council has brought before the street's stays a topic of the community.
    for code in [&raised, &ended] {
        sqlx::query("update topic set council_id = (select id from council where level = 'subdistrict' and tenant_id = topic.tenant_id) where code = $1")
            .bind(code)
            .execute(&mut root)
            .await
            .unwrap();
    }
    let mut resident = Browser::new(&world).await;
    resident.log_in(&world, "resident").await;
    for mut reader in [Browser::new(&world).await.speaks("zh"), resident] {
        let (mut councils, mut counted) = (0, 0);
        let list = reader.get("/yunxi/councils").await;
        for (council, name) in links(&list, "main .rows h2 a") {
            councils += 1;
            let page = reader.get(&council).await;
            let figures = links(&page, "dl.facts a");
            assert_eq!(figures.len(), 5, "{council}");
            for (href, n) in figures {
                let list = reader.get(&href).await;
                let count = list.text_of("#count");
                assert!(count.starts_with(&format!("共 {n} 件")), "{href}: {count}");
                let chosen = links(&list, ".filters a[aria-current]");
                assert!(chosen.iter().any(|(_, chosen)| *chosen == name));
                counted += n.parse::<usize>().unwrap();
            }
            let shown = page.count("section[aria-labelledby=topics] .rows > li");
            for (href, _) in links(&page, "section[aria-labelledby=topics] .more a") {
                let list = reader.get(&href).await;
                assert_eq!(list.count("ul.rows > li"), shown, "{href}");
            }
        }
        assert!(councils > 1);
        assert!(counted > 3);
    }
    let mut anybody = Browser::new(&world).await.speaks("zh");
    let none = anybody.get("/yunxi/topics?council=atlantis").await;
    assert_eq!(none.text_of("#count"), "共 0 件");
}
