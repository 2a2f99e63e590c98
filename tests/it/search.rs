//! Search: over titles, places, texts and results, the words of the title first; and what every list, feed
//! and export shows of a topic in each state of its visibility.

use axum::http::StatusCode;
use yishi::domain::policy::{Part, Sight, Viewer, Visibility, visible};
use yishi::domain::workflow::Verb;
use yishi::kit::likeness::Written;
use yishi::kit::segment::{Own, sought};
use yishi::service::exports;
use yishi::service::step;
use yishi::service::topics::similar;
use yishi::store::topics::list::{self, Filter, Order};
use yishi::worker;

use crate::support::{Browser, World, world};

fn words(text: &str) -> Filter {
    Filter {
        sought: sought(text, &Own::default()),
        order: Order::Weight,
        ..Filter::default()
    }
}

async fn found(world: &World, viewer: &Viewer, text: &str) -> Vec<String> {
    let mut tx = world.read().await;
    let filter = words(text);
    let page = list::page(&mut tx, viewer, &filter, None, 20)
        .await
        .unwrap();
    let count = list::count(&mut tx, viewer, &filter).await.unwrap();
    assert_eq!(count.n, i64::try_from(page.rows.len()).unwrap());
    page.rows.into_iter().map(|r| r.code).collect()
}

#[tokio::test]
async fn a_word_of_the_title_weighs_more_than_one_of_the_place_or_the_text() {
    let world = world().await;
    let body = world
        .accepted("东门积水", "东门", "雨后喷泉旁边全是水。")
        .await;
    let place = world
        .accepted("地砖太滑", "喷泉广场", "一下雨就摔跤。")
        .await;
    let title = world
        .accepted("喷泉停了两年", "中心花园", "池子里的水发绿。")
        .await;
    let later = world
        .accepted("喷泉边没有座椅", "中心花园", "老人没处坐。")
        .await;
    let nobody = Viewer::default();
    let all = [later.clone(), title.clone(), place.clone(), body.clone()];
    assert_eq!(found(&world, &nobody, "喷泉").await, all);
    assert_eq!(
        found(&world, &nobody, "喷泉 座椅").await,
        std::slice::from_ref(&later)
    );
    assert!(found(&world, &nobody, "座椅 发绿").await.is_empty());
    let mut tx = world.read().await;
    let mut after = None;
    let mut paged = Vec::new();
    loop {
        let page = list::page(&mut tx, &nobody, &words("喷泉"), after, 1)
            .await
            .unwrap();
        paged.extend(page.rows.into_iter().map(|r| r.code));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(paged, all, "page after page");
    drop(tx);
    let mut browser = Browser::new(&world).await;
    let first = |text: &str| -> String {
        let at = all
            .iter()
            .min_by_key(|code| text.find(&format!("/topics/{code}\"")));
        at.unwrap().clone()
    };
    let page = browser.get("/yunxi/topics?q=喷泉").await;
    assert_eq!(first(&page.text), later);
    assert_eq!(page.text_of(".orders [aria-current]"), "最相关");
    let page = browser.get("/yunxi/topics?q=喷泉&sort=changed").await;
    assert_eq!(page.text_of(".orders [aria-current]"), "最近更新");
    let page = browser.get("/yunxi/topics?q=😀").await;
    assert_eq!(page.count("ul.rows li"), 0, "marks find nothing");
}

#[tokio::test]
async fn words_that_mean_the_same_find_each_other() {
    let world = world().await;
    let nobody = Viewer::default();
    let bikes = world
        .accepted("电动自行车飞线充电", "3号楼", "从窗口拉线下来。")
        .await;
    let garage = world
        .accepted("地下车库渗水", "2号楼", "一下雨就积水。")
        .await;
    for said in ["电瓶车", "电驴 充电", "電瓶車", "电动自行车", "飞线充电"] {
        let found = found(&world, &nobody, said).await;
        assert_eq!(found, std::slice::from_ref(&bikes), "{said}");
    }
    assert_eq!(
        found(&world, &nobody, "地库漏水").await,
        std::slice::from_ref(&garage)
    );
    assert!(found(&world, &nobody, "电瓶车 地库").await.is_empty());
    let mut admin = Browser::new(&world).await;
    admin.log_in(&world, "street_admin").await;
    let page = "/yunxi/admin/synonyms";
    let words = [("words", "渗水 黄梅天")];
    let sent = admin.submit(page, page, &words).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let mut browser = Browser::new(&world).await;
    let page = browser.get("/yunxi/topics?q=黄梅天").await;
    assert!(page.text.contains(&garage), "the street's own word");
    let page = browser.get("/yunxi/api/v1/topics?q=黄梅天").await;
    assert!(page.text.contains(&garage), "as data too");
}

#[tokio::test]
async fn where_nothing_is_found_only_what_leads_on_is_offered() {
    let world = world().await;
    world
        .accepted("地下车库渗水", "2号楼", "一下雨就积水。")
        .await;
    let mut browser = Browser::new(&world).await;
    let similar = "a[href^=\"/yunxi/topics/similar?q=\"]";
    let page = browser.get("/yunxi/topics?q=凌霄阁&state=open").await;
    assert_eq!(page.count("ul.rows li"), 0);
    assert_eq!(page.count(similar), 0, "nothing is like it");
    let clear = ".empty a[href=\"/yunxi/topics?state=open\"]";
    assert_eq!(page.text_of(clear), "清除查找");
    assert_eq!(
        page.text_of(".empty a[href=\"/yunxi/topics/new\"]"),
        "我要提议题"
    );
    let page = browser.get("/yunxi/topics?q=地下车库渗水怎么回事").await;
    let (rows, like) = (page.count("ul.rows li"), page.count(similar));
    assert!(rows == 1 || like == 1, "{}", page.text);
    let page = browser.get("/yunxi/topics?q=车库+凌霄阁").await;
    assert_eq!(page.count("ul.rows li"), 0);
    assert_eq!(page.count(similar), 1, "where to look further");
}

#[tokio::test]
async fn one_sign_or_the_number_of_a_code_is_enough_to_find_a_topic() {
    let world = world().await;
    let nobody = Viewer::default();
    let code = world
        .accepted("地库进了水", "宝塔巷", "一下雨就没过脚面。")
        .await;
    let number: u32 = code.rsplit('-').next().unwrap().parse().unwrap();
    let year = code.split('-').nth(1).unwrap();
    for said in ["库", "水", "塔", "巷", "庫", "进"] {
        let found = found(&world, &nobody, said).await;
        assert_eq!(found, std::slice::from_ref(&code), "{said}");
    }
    for said in [format!("{number}"), format!("{number:04}"), "１".to_owned()] {
        let found = found(&world, &nobody, &said).await;
        assert_eq!(found, std::slice::from_ref(&code), "{said}");
    }
    assert!(found(&world, &nobody, "9021").await.is_empty());
    let mut browser = Browser::new(&world).await;
    for typed in [format!("yx-{year}-{number}"), format!("YX+{year}+{number}")] {
        let page = browser.get(&format!("/yunxi/topics?q={typed}")).await;
        assert!(page.text.contains(&format!("/topics/{code}\"")), "{typed}");
    }
    let revised = world.submitted().await;
    let mut tx = world
        .db
        .store
        .write(world.street.tenant, "revise")
        .await
        .unwrap();
    let id = step::see(&mut tx, &revised).await.unwrap().row.id;
    yishi::store::topics::row::revise(&mut tx, id, "换了说法", "正文", "", "facilities")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let admin = Viewer::of(Some(&world.me("liaison").await.actor));
    assert_eq!(
        found(&world, &admin, revised.rsplit('-').next().unwrap()).await,
        [revised],
        "a new text leaves the number"
    );
}

#[tokio::test]
async fn nothing_is_found_by_a_nul_and_a_code_by_any_way_of_writing() {
    let world = world().await;
    let code = world.accepted("东门积水", "东门", "全是水。").await;
    let mut browser = Browser::new(&world).await;
    for path in [
        "/yunxi/topics/%00",
        "/yunxi/topics/%00/record",
        "/yunxi/topics/%00/feed.atom",
        "/yunxi/topics/%00/comments",
        "/yunxi/councils/%00",
        "/yunxi/api/v1/topics/%00",
    ] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
    let page = browser.get("/yunxi/topics?q=东门%00").await;
    assert!(page.text.contains(&code), "{}", page.text);
    // Nor does it matter how a code is typed off a slip.
    for typed in [code.clone(), code.to_lowercase(), code.replace('-', "")] {
        let page = browser.get(&format!("/yunxi/topics?q={typed}")).await;
        assert!(page.text.contains(&format!("/topics/{code}\"")), "{typed}");
    }
    let page = browser.get("/yunxi/topics?category=%00").await;
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn results_are_found_once_they_are_published_and_no_longer_when_they_are_hidden() {
    let world = world().await;
    let nobody = Viewer::default();
    let (code, _) = world.drafted().await;
    let hash = world.opinion_hash(&code).await;
    assert!(found(&world, &nobody, "东门空地建").await.is_empty());
    let sign = [("hash", hash.as_str())];
    world
        .done("secretary", Verb::OpinionSign, &code, &sign)
        .await;
    assert!(found(&world, &nobody, "东门空地建").await.is_empty());
    world
        .done("linked_member", Verb::OpinionSign, &code, &sign)
        .await;
    assert_eq!(
        found(&world, &nobody, "东门空地建").await,
        std::slice::from_ref(&code)
    );
    let asked = Written {
        title: "东门空地建".to_owned(),
        ..Written::default()
    };
    let mut tx = world.read().await;
    let like = similar(&mut tx, &nobody, &asked, None).await.unwrap();
    assert!(like.alike.is_empty(), "results make nothing similar");
    drop(tx);
    world.take_down(&code, "含有他人隐私").await;
    assert!(found(&world, &nobody, "东门空地建").await.is_empty());
    let admin = Viewer::of(Some(&world.me("street_admin").await.actor));
    assert_eq!(found(&world, &admin, "东门空地建").await, [code]);
}

#[tokio::test]
async fn what_came_of_the_work_is_found() {
    let world = world().await;
    let code = world.accounted("not_satisfied").await;
    let reason = [("reason", "群众普遍不满意，围挡一直没拆。")];
    world
        .done("office_officer", Verb::Rehandle, &code, &reason)
        .await;
    let nobody = Viewer::default();
    assert_eq!(found(&world, &nobody, "围挡一直没拆").await, [code]);
}

async fn results(world: &World) -> Vec<(String, String)> {
    sqlx::query_as(
        "select xmin::text, term from topic_term where weight = 0 order by topic_id, term",
    )
    .fetch_all(&world.db.owner)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_decision_that_changes_no_result_leaves_what_is_found_alone() {
    let world = world().await;
    let code = world.issued().await;
    let before = results(&world).await;
    assert!(before.len() > 1);
    let recuse = [("reason", "我住在这个小区。")];
    world
        .done("linked_member", Verb::Recuse, &code, &recuse)
        .await;
    assert_eq!(results(&world).await, before, "not one row is written anew");
}

#[tokio::test]
async fn results_that_are_older_than_the_search_for_them_are_found_after_the_next_sweep() {
    let world = world().await;
    let code = world.issued().await;
    let early = world.assessed().await;
    let nobody = Viewer::default();
    sqlx::query("delete from topic_term where weight = 0")
        .execute(&world.db.owner)
        .await
        .unwrap();
    assert!(found(&world, &nobody, "东门空地建").await.is_empty());
    assert!(worker::keep_up(&world.app, world.street.tenant).await);
    assert_eq!(found(&world, &nobody, "东门空地建").await, [code]);
    let again = step::catch_up(&world.app, world.street.tenant).await;
    assert_eq!(
        again.unwrap(),
        0,
        "each is looked through once; {early} has no results"
    );
}

/// Who sees the text of a topic sees it in lists and finds it; nobody else does, and what goes to everybody
/// holds what everybody may see. A draft is no topic: no row of `topic` can be one.
#[tokio::test]
async fn every_list_shows_a_topic_in_each_state_to_those_who_may_see_it() {
    let world = world().await;
    let submitted = world.submitted().await;
    let public = world.assessed().await;
    let withdrawn = world.submitted().await;
    let reason = [("reason", "已经自己解决了")];
    world
        .done("resident", Verb::Withdraw, &withdrawn, &reason)
        .await;
    let taken_down = world.assessed().await;
    world.take_down(&taken_down, "含有他人隐私").await;
    let declined = world.submitted().await;
    let why = [("reason", "不属于本街道管"), ("elsewhere", "请找城管")];
    world.done("liaison", Verb::Decline, &declined, &why).await;
    let confirm = Verb::DeclineConfirm;
    world.done("secretary", confirm, &declined, &[]).await;
    let topics = [
        (Visibility::Submitted, submitted),
        (Visibility::Public, public),
        (Visibility::Public, declined),
        (Visibility::Withdrawn, withdrawn),
        (Visibility::TakenDown, taken_down),
    ];
    let slug = world.street.slug;
    let viewers = [
        None,
        Some("resident"),
        Some("second_resident"),
        Some("liaison"),
        Some("office_officer"),
        Some("street_admin"),
    ];
    for who in viewers {
        let mut browser = Browser::new(&world).await;
        let mut viewer = Viewer::default();
        if let Some(key) = who {
            browser.log_in(&world, key).await;
            viewer = Viewer::of(Some(&world.me(key).await.actor));
        }
        let list = browser.get(&format!("/{slug}/topics")).await.text;
        let search = browser.get(&format!("/{slug}/topics?q=充电")).await.text;
        let alike = browser
            .get(&format!(
                "/{slug}/topics/similar?q=电瓶车充电的棚子放在哪里"
            ))
            .await
            .text;
        let feed = browser.get(&format!("/{slug}/feed.atom")).await.text;
        let sitemap = browser.get(&format!("/{slug}/sitemap.xml")).await.text;
        let api = format!("/{slug}/api/v1/topics");
        let data = browser.get(&api).await.text;
        let data_found = browser.get(&format!("{api}?q=充电")).await.text;
        let store = &world.db.store;
        let now = world.now();
        let export = exports::topics(store, world.street.tenant, &viewer, now)
            .await
            .unwrap();
        let export = format!("{:?}", export.rows);
        for (visibility, code) in &topics {
            let mut tx = world.read().await;
            let sight = Sight {
                visibility: *visibility,
                ..step::see(&mut tx, code).await.unwrap().sight()
            };
            let sees = visible(&viewer, &sight, Part::Text);
            let all_see = visible(&Viewer::default(), &sight, Part::Text);
            let joinable = *visibility != Visibility::Withdrawn;
            let link = format!("/topics/{code}\"");
            let whole = browser.get(&format!("{api}/{code}")).await.text;
            let record = browser.get(&format!("{api}/{code}/record")).await.status;
            let record_is_public = visible(&Viewer::default(), &sight, Part::Record);
            for (name, holds, expected) in [
                ("list", list.contains(&link), sees),
                ("search", search.contains(&link), sees),
                ("similar", alike.contains(&link), sees && joinable),
                ("export", export.contains(code), sees),
                ("feed", feed.contains(code), all_see),
                ("sitemap", sitemap.contains(code), all_see),
                ("data", data.contains(code), all_see),
                ("data of a search", data_found.contains(code), all_see),
                ("its data", whole.contains("充电"), all_see),
                ("its record", record.is_success(), record_is_public),
            ] {
                assert_eq!(holds, expected, "{name}: {visibility:?} for {who:?}");
            }
        }
    }
}

/// Text and papers have the same audience: terms of results need no wall of their own.
#[test]
fn who_sees_the_text_of_a_topic_sees_its_papers() {
    use yishi::domain::policy::audience;
    for visibility in Visibility::ALL {
        assert_eq!(
            audience(visibility, Part::Text),
            audience(visibility, Part::Papers),
            "{visibility:?}"
        );
    }
}

#[test]
fn no_unseen_sign_hides_a_word_from_search() {
    for c in [
        '\u{ad}', '\u{34f}', '\u{180e}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}',
        '\u{202e}', '\u{2060}', '\u{3164}', '\u{fe0f}', '\u{feff}', '\u{ffa0}',
    ] {
        let typed = format!("路{c}灯 LE{c}D");
        assert_eq!(yishi::kit::segment::normal(&typed), "路灯 led", "{c:?}");
        assert_eq!(
            yishi::kit::segment::terms(&typed),
            yishi::kit::segment::terms("路灯 LED"),
            "{c:?}"
        );
    }
}
