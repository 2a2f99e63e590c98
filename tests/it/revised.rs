//! A topic's text is changed: all that its author said of it can be, and what hangs on it follows.

use axum::http::StatusCode;
use yishi::domain::workflow::Verb;
use yishi::service::{Target, step};
use yishi::store::topics::TopicRow;

use crate::support::{Browser, World, world};

const SAID: [(&str, &str); 11] = [
    ("title", "电动自行车充电棚设在哪里"),
    ("body", "楼道里拉线充电很危险，请在小区里建充电棚。"),
    ("community", "yunxi"),
    ("category", "facilities"),
    ("estate", "云溪小区"),
    ("building", "3号楼"),
    ("place", "东门"),
    ("people", "50"),
    ("latitude", "31.98"),
    ("longitude", "120.89"),
    ("consent", "yes"),
];

async fn raised(world: &World) -> String {
    let act = world.act("resident", Verb::Submit, Target::default(), &SAID);
    act.await.unwrap().code
}

async fn row(world: &World, code: &str) -> TopicRow {
    let mut tx = world.read().await;
    step::see(&mut tx, code).await.unwrap().row
}

/// Sends the form of the author's own page with these fields changed.
async fn changes(author: &mut Browser, code: &str, fields: &[(&str, &str)]) {
    let page = format!("/yunxi/topics/{code}");
    let done = author
        .submit(&page, &format!("{page}/revise"), fields)
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
}

#[tokio::test]
async fn a_changed_place_takes_its_point_along_and_is_found_by_its_new_words() {
    let world = world().await;
    let code = raised(&world).await;
    let mut author = Browser::new(&world).await.speaks("zh");
    author.log_in(&world, "resident").await;
    let page = author.get(&format!("/yunxi/topics/{code}")).await;
    let form = page.form(&format!("/yunxi/topics/{code}/revise"));
    for (name, value) in &SAID[4..10] {
        let there = form.iter().find(|(n, _)| n == name);
        assert_eq!(there.map(|(_, v)| v.as_str()), Some(*value), "{name}");
    }
    let intro = page.text_of("form[action$='/revise'] .intro");
    assert!(intro.contains("社区在这里不能改"), "{intro}");
    // Sent as it stands it changes nothing of it.
    changes(&mut author, &code, &[]).await;
    let same = row(&world, &code).await;
    assert_eq!(same.place, "云溪小区 3号楼 东门");
    assert_eq!(same.detail().people, Some(50));
    let fields = [
        ("estate", "书院小区"),
        ("building", ""),
        ("place", "篮球场"),
        ("people", "260"),
        ("latitude", "31.99"),
        ("longitude", "120.9"),
    ];
    changes(&mut author, &code, &fields).await;
    let moved = row(&world, &code).await;
    assert_eq!(moved.place, "书院小区 篮球场");
    let point = moved.detail().point.unwrap();
    assert_eq!(
        (point.latitude_e6, point.longitude_e6),
        (31_990_000, 120_900_000)
    );
    assert_eq!(moved.detail().people, Some(260));
    let found = |word: &'static str| {
        sqlx::query_scalar(
            "select exists (select from topic_term where topic_id = $1 and term = $2)",
        )
        .bind(moved.id)
        .bind(word)
        .fetch_one(&world.db.owner)
    };
    let (new, old): (bool, bool) = (found("篮").await.unwrap(), found("东").await.unwrap());
    assert_eq!((new, old), (true, false));
    // One field of the pair is not a point; both empty are none.
    let path = format!("/yunxi/topics/{code}");
    let half = [("longitude", "")];
    let refused = author.submit(&path, &format!("{path}/revise"), &half).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    changes(&mut author, &code, &[("latitude", ""), ("longitude", "")]).await;
    assert_eq!(row(&world, &code).await.detail().point, None);
    world.sound().await;
}

#[tokio::test]
async fn after_a_question_the_author_says_where_exactly_and_how_the_name_is_shown() {
    let world = world().await;
    let code = world.assessed().await;
    let ask = [("reason", "具体在哪个门？影响多少人？")];
    world.done("liaison", Verb::AskMore, &code, &ask).await;
    let mut author = Browser::new(&world).await.speaks("zh");
    author.log_in(&world, "resident").await;
    let page = author.get(&format!("/yunxi/topics/{code}")).await;
    let ways = "form[action$='/revise'] input[name=show_name]";
    assert_eq!(page.count(ways), 2, "no Mr or Ms: the account says none");
    assert_eq!(
        page.attribute(&format!("{ways}[checked]"), "value"),
        "masked"
    );
    let fields = [
        ("estate", "云溪小区"),
        ("people", "80"),
        ("show_name", "resident"),
        ("reason", "补了小区和人数，名字不想显示"),
    ];
    changes(&mut author, &code, &fields).await;
    let now = row(&world, &code).await;
    assert_eq!((&*now.show_name, &*now.author_label), ("resident", ""));
    assert_eq!(now.detail().people, Some(80));
    let mut anybody = Browser::new(&world).await.speaks("zh");
    let page = anybody.get(&format!("/yunxi/topics/{code}")).await;
    assert!(!page.text_of("main").contains("**"), "{}", page.text);
    world.sound().await;
}

#[tokio::test]
async fn a_returned_topic_s_author_chooses_among_the_street_s_categories() {
    let world = world().await;
    let code = world.assessed().await;
    world.done("liaison", Verb::Propose, &code, &[]).await;
    let why = [("reason", "位置要写清楚")];
    world
        .done("office_officer", Verb::Return, &code, &why)
        .await;
    let mut author = Browser::new(&world).await;
    author.log_in(&world, "resident").await;
    let page = author.get(&format!("/yunxi/topics/{code}")).await;
    assert!(page.count("form[action$='/revise'] select[name=category] option") > 2);
}

#[tokio::test]
async fn the_council_changes_all_of_it_for_somebody_without_an_account() {
    let world = world().await;
    let entered = [
        ("on_behalf_of", "许小满"),
        ("on_behalf_way", "visit"),
        ("show_name", "masked"),
    ];
    let fields = [&SAID[..], &entered].concat();
    let act = world.act("liaison", Verb::Submit, Target::default(), &fields);
    let code = act.await.unwrap().code;
    assert_eq!(row(&world, &code).await.author_label, "许**");
    let mut liaison = Browser::new(&world).await.speaks("zh");
    liaison.log_in(&world, "liaison").await;
    let page = format!("/yunxi/desk/topics/{code}/solicitation");
    let path = format!("/yunxi/topics/{code}/revise");
    let category = format!("form[action='{path}'] select[name=category] option");
    let offered = liaison.get(&page).await.count(&category);
    assert!(offered > 2, "{offered}");
    let fields = [
        ("place", "西门"),
        ("people", "90"),
        ("show_name", "resident"),
        ("reason", "居民来电更正"),
    ];
    let done = liaison.submit(&page, &path, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let now = row(&world, &code).await;
    assert_eq!(
        (&*now.place, &*now.author_label),
        ("云溪小区 3号楼 西门", "")
    );
    assert_eq!(now.detail().people, Some(90));
    world.sound().await;
}

#[tokio::test]
async fn who_is_shown_by_a_post_raises_as_a_resident_and_page_and_record_say_both() {
    let world = world().await;
    let act = world.act("department_officer", Verb::Submit, Target::default(), &SAID);
    let code = act.await.unwrap().code;
    let focus = [("focus", "livelihood")];
    world.done("liaison", Verb::Accept, &code, &focus).await;
    let mut anybody = Browser::new(&world).await.speaks("zh");
    let said = "城市管理办公室副主任以居民身份提出议题";
    for path in [
        format!("/yunxi/topics/{code}"),
        format!("/yunxi/topics/{code}/record"),
    ] {
        let page = anybody.get(&path).await;
        assert!(page.text.contains(said), "{path}: {}", page.text_of("main"));
    }
    // Shown by the post, there is no name to choose about.
    let mut author = Browser::new(&world).await;
    author.log_in(&world, "department_officer").await;
    let ask = [("reason", "哪一栋？")];
    world.done("liaison", Verb::AskMore, &code, &ask).await;
    let page = author.get(&format!("/yunxi/topics/{code}")).await;
    assert_eq!(page.count("form[action$='/revise']"), 1);
    assert_eq!(
        page.count("form[action$='/revise'] input[name=show_name]"),
        0
    );
    let plain = world.assessed().await;
    let page = anybody.get(&format!("/yunxi/topics/{plain}")).await;
    assert!(page.text.contains("居民提出议题"), "{}", page.text);
}
