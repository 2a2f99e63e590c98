//! A street's own words for similar topics: kept by its administrator, read at once, nobody else's.

use axum::http::StatusCode;
use yishi::domain::policy::Viewer;
use yishi::kit::likeness::Written;
use yishi::kit::segment::{Own, Sign, marked, normal, signs};
use yishi::service::topics::{set_synonyms, similar};
use yishi::service::{Problem, Target};
use yishi::store::topics::synonyms;

use crate::support::{self, Browser, World, world};

const PAGE: &str = "/yunxi/admin/synonyms";

async fn found(world: &World, said: &str) -> Vec<String> {
    let mut tx = world.read().await;
    let asked = Written {
        title: said.to_owned(),
        ..Written::default()
    };
    let found = similar(&mut tx, &Viewer::default(), &asked, None).await;
    found
        .unwrap()
        .alike
        .into_iter()
        .map(|s| s.topic.code)
        .collect()
}

#[tokio::test]
async fn the_administrator_s_words_hold_for_the_topics_that_are_there() {
    let world = world().await;
    let code = world
        .accepted("圆楼石狮歪斜", "", "圆楼石狮歪斜，一推就晃。")
        .await;
    let said = "活动楼瑞兽";
    assert!(found(&world, said).await.is_empty());
    let mut admin = Browser::new(&world).await;
    admin.log_in(&world, "street_admin").await;
    let words = [("words", "圆楼 一号楼、活动楼\n石狮，瑞兽\n凌霄阁")];
    let sent = admin.submit(PAGE, PAGE, &words).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    assert_eq!(found(&world, said).await, std::slice::from_ref(&code));
    let page = admin.get(PAGE).await;
    assert_eq!(
        page.text_of("textarea"),
        "凌霄阁 圆楼 一号楼 活动楼 石狮 瑞兽"
    );
    assert_eq!(page.text_of("textarea").matches("圆楼").count(), 1);
    let sent = admin.submit(PAGE, PAGE, &[("words", "")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    assert!(found(&world, said).await.is_empty());
    assert_eq!(found(&world, "圆楼石狮歪斜").await, [code]);
}

#[tokio::test]
async fn what_the_administrator_types_wrong_is_kept_on_the_page() {
    let world = world().await;
    let mut admin = Browser::new(&world).await;
    admin.log_in(&world, "street_admin").await;
    let many = (0..301)
        .map(|n| format!("楼盘{n}"))
        .collect::<Vec<_>>()
        .join("\n");
    for (typed, said) in [
        ("圆楼 楼", "2 到 20 个字"),
        (
            "圆楼 这一个词写得比二十个字还要长得多所以不行不行",
            "2 到 20 个字",
        ),
        ("圆楼 一号楼\n活动楼 圆楼", "只能写在一组里"),
        ("圆楼 ——", "至少"),
        (many.as_str(), "最多 300 个词"),
    ] {
        let sent = admin.submit(PAGE, PAGE, &[("words", typed)]).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(sent.text.contains(said) || said == "至少", "{typed}");
        let first = typed.split_whitespace().next().unwrap();
        assert!(sent.text_of("textarea").contains(first), "{typed}");
    }
    let mut tx = world.read().await;
    assert!(synonyms::all(&mut tx).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_street_s_words_are_its_administrator_s_and_its_own() {
    let world = world().await;
    let fields = [("words", "圆楼 一号楼")];
    for who in ["resident", "liaison", "office_officer"] {
        let deed = world.deed(who, Target::default(), &fields).await;
        assert!(matches!(
            set_synonyms(deed).await,
            Err(Problem::Forbidden(_))
        ));
        let mut browser = Browser::new(&world).await;
        browser.log_in(&world, who).await;
        assert_eq!(browser.get(PAGE).await.status, StatusCode::FORBIDDEN);
    }
    let deed = world.deed("street_admin", Target::default(), &fields).await;
    set_synonyms(deed).await.unwrap();
    let other = support::other_street(&world.db).await;
    let mut tx = world
        .db
        .store
        .read(other.tenant, "test.other")
        .await
        .unwrap();
    assert!(synonyms::all(&mut tx).await.unwrap().is_empty());
    drop(tx);
    let mut tx = world.read().await;
    assert_eq!(synonyms::all(&mut tx).await.unwrap().len(), 2);
}

#[test]
fn a_word_of_the_street_is_one_word_and_stands_for_a_word_of_the_field_where_its_group_has_one() {
    let own = Own::new([("圆楼", "圆楼"), ("车窝", "车窝"), ("电瓶车", "车窝")]);
    let taken = |text: &str| -> Vec<Sign> {
        let found = signs(&normal(text), &own).found;
        found.into_iter().map(|(sign, ..)| sign).collect()
    };
    assert_eq!(taken("圆楼"), [Sign::Own(0)]);
    assert_eq!(taken("车窝"), taken("電動自行車"));
    let read = signs("圆楼前", &own);
    assert_eq!(read.text, "圆楼前", "as it is written");
}

#[test]
fn a_longer_word_is_one_beside_its_pairs_and_a_word_of_the_street_is_cut_by_no_dictionary() {
    let longer = |text: &str, own: &Own| -> Vec<String> {
        let read = signs(&normal(text), own);
        read.longer().map(str::to_owned).collect()
    };
    let text = "乒乓球臺，合唱團";
    let words = longer(text, &Own::default());
    assert_eq!(words, ["乒乓球", "乒乓球台", "合唱团"]);
    let found = marked(text);
    for term in ["乒乓球台", "乒乓球", "乒乓", "乓球", "球台", "合唱团"] {
        assert!(found.iter().any(|t| t == term), "{term}: {found:?}");
    }
    let own = Own::new([("球台", "球台"), ("唱团", "唱团")]);
    assert!(longer(text, &own).is_empty(), "what is left is no word");
}
