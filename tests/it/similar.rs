//! Similar topics: how well they are found, by whom they are seen, and by which index.

use sqlx::{AssertSqlSafe, Executor, Row};
use yishi::domain::policy::Viewer;
use yishi::domain::workflow::Verb;
use yishi::kit::likeness::{Counted, Taken, Written, compare};
use yishi::kit::segment::{Own, marked, normal, terms};
use yishi::service::topics::similar;
use yishi::store::topics::similar as stored;

use crate::support::{Browser, World, world};

#[path = "../similarity/judge.rs"]
mod judge;

const OPEN: &str = include_str!("../similarity/matters.txt");
const HELD: &str = include_str!("../similarity/held_out.txt");

/// The open file is one that the table of the field's words was written with. The other one came after
/// that table: where people use words that the table does not know, few are told that the topic is similar,
/// and most find it among those that are offered. What is offered is judged in a street with the texts of
/// both files; what is said to be similar is not, since nobody looked whether a near miss of one file is a
/// matter of the other.
#[test]
fn neighbours_who_say_the_same_find_it_and_who_says_something_else_is_left_alone() {
    let files = [
        ("open", OPEN, HELD, 60, 0.85, 0.95),
        ("held out", HELD, OPEN, 40, 0.15, 0.85),
    ];
    for (name, text, beside, least, recall, offered) in files {
        let (matters, others) = (judge::matters(text), judge::matters(beside));
        assert!(matters.len() >= least, "{name}: {}", matters.len());
        let mut wrong = Vec::new();
        let verdict = judge::judge(
            &matters,
            &others,
            judge::THRESHOLD,
            &judge::ours,
            &mut |what| {
                wrong.push(what);
            },
        );
        let all = wrong.join("\n");
        assert!(verdict.recall >= recall, "{name} {verdict:?}\n{all}");
        assert!(verdict.offered >= offered, "{name} {verdict:?}\n{all}");
        assert!(verdict.alarm <= 0.10, "{name} {verdict:?}\n{all}");
        assert!(verdict.near <= 0.10, "{name} {verdict:?}\n{all}");
    }
}

#[test]
fn a_gate_of_another_community_is_not_the_same_place() {
    let same = |one: (&str, u128), other: (&str, u128)| {
        let taken = |(place, community): (&str, u128)| {
            let written = Written {
                title: "路灯坏了".to_owned(),
                place: place.to_owned(),
                community: Some(uuid::Uuid::from_u128(community)),
                ..Written::default()
            };
            Taken::of(&written, &Own::default())
        };
        compare(&taken(one), &taken(other), &Counted::default()).place
    };
    assert!(!same(("东门", 1), ("书院小区东门", 2)));
    assert!(!same(("楼下", 1), ("楼下", 2)));
    assert!(same(("东门", 2), ("书院小区东门", 2)));
    assert!(same(("中山路菜市场", 1), ("中山路菜市场门口", 2)), "named");
}

#[test]
fn one_thing_is_written_in_one_way() {
    for (one, other) in [
        ("３號樓", "3号楼"),
        ("三号楼二单元", "3号楼2单元"),
        ("第十二栋", "第12栋"),
        ("二十幢", "20幢"),
        ("二〇二六年", "2026年"),
        ("電動自行車Ａ", "电动自行车a"),
    ] {
        assert_eq!(normal(one), other, "{one}");
    }
    for left in ["万一出事", "十字路口", "一直不修", "五湖四海", ""] {
        assert_eq!(normal(left), left);
    }
    assert_eq!(terms("停车難"), terms("停车难"));
    for text in ["电瓶车起火", "电动自行车失火", "電驢着火"] {
        let marks = marked(text);
        assert!(
            marks.contains(&"#电动自行车".to_owned()),
            "{text}: {marks:?}"
        );
        assert!(marks.contains(&"#火灾".to_owned()), "{text}: {marks:?}");
    }
}

/// Every estate has its 3号楼: what shares no more with another matter is neither like it nor offered.
#[tokio::test]
async fn a_number_or_a_word_of_every_address_makes_nothing_alike() {
    let world = world().await;
    let parking = world
        .accepted("3号楼前停车难", "小区3号楼", "小区里没有车位。")
        .await;
    let lamps = world
        .accepted("小区路灯不亮", "小区东门", "晚上看不清路。")
        .await;
    let mut tx = world.read().await;
    let nobody = Viewer::default();
    for said in ["小区", "社区", "3", "3号楼", "号楼", "小区3号楼漏水"] {
        let found = similar(&mut tx, &nobody, &asked(said), None).await.unwrap();
        let all = found.alike.iter().chain(&found.near);
        let all: Vec<_> = all.map(|s| (&s.topic.title, &s.like)).collect();
        assert!(all.is_empty(), "{said}: {all:?}");
    }
    for (said, code) in [("3号楼前停车难", parking), ("小区路灯坏了", lamps)] {
        let found = similar(&mut tx, &nobody, &asked(said), None).await.unwrap();
        let both = found.alike.iter().chain(&found.near);
        for s in both {
            let words = s.like.words.iter().chain(&s.like.characters);
            assert!(s.like.place || words.clone().count() > 0, "{:?}", s.like);
            for word in words {
                assert!(!["3", "号楼", "小区"].contains(&word.as_str()), "{word}");
            }
        }
        assert_eq!(found.alike[0].topic.code, code, "{said}");
    }
}

fn asked(title: &str) -> Written {
    Written {
        title: title.to_owned(),
        ..Written::default()
    }
}

async fn codes(world: &World, viewer: &Viewer, title: &str) -> Vec<String> {
    let mut tx = world.read().await;
    let found = similar(&mut tx, viewer, &asked(title), None).await.unwrap();
    found.alike.into_iter().map(|s| s.topic.code).collect()
}

const CHARGING: &str = "电瓶车充电的棚子放在哪里";

#[tokio::test]
async fn a_topic_is_similar_to_others_of_its_street_and_not_to_itself() {
    let world = world().await;
    let code = world.assessed().await;
    let nobody = Viewer::default();
    assert_eq!(
        codes(&world, &nobody, CHARGING).await,
        std::slice::from_ref(&code)
    );
    assert!(codes(&world, &nobody, "河水发黑").await.is_empty());
    assert!(codes(&world, &nobody, "").await.is_empty());
    assert!(codes(&world, &nobody, "😀😀 ——").await.is_empty());
    let mut tx = world.read().await;
    let id = yishi::service::step::see(&mut tx, &code)
        .await
        .unwrap()
        .row
        .id;
    let found = similar(&mut tx, &nobody, &asked(CHARGING), Some(id))
        .await
        .unwrap();
    assert!(
        found.alike.is_empty() && found.near.is_empty(),
        "never itself"
    );
    let found = similar(&mut tx, &nobody, &asked(CHARGING), None)
        .await
        .unwrap();
    let like = &found.alike[0].like;
    assert!(like.words.iter().any(|w| w.contains("充电")), "{like:?}");
    drop(tx);
    let other = world.across().await;
    assert!(codes(&other, &nobody, CHARGING).await.is_empty());
}

#[tokio::test]
async fn what_is_not_accepted_or_hidden_is_similar_only_for_those_who_may_see_it() {
    let world = world().await;
    let code = world.submitted().await;
    for (key, sees) in [
        ("resident", true),
        ("second_resident", false),
        ("liaison", true),
    ] {
        let me = world.me(key).await;
        let found = codes(&world, &Viewer::of(Some(&me.actor)), CHARGING).await;
        assert_eq!(!found.is_empty(), sees, "{key}");
    }
    assert!(codes(&world, &Viewer::default(), CHARGING).await.is_empty());
    world
        .done("liaison", Verb::Accept, &code, &[("focus", "livelihood")])
        .await;
    assert_eq!(codes(&world, &Viewer::default(), CHARGING).await.len(), 1);
    world.take_down(&code, "含有他人隐私").await;
    assert!(codes(&world, &Viewer::default(), CHARGING).await.is_empty());
}

#[tokio::test]
async fn joining_is_support_and_follow_in_one_press() {
    let world = world().await;
    let code = world.assessed().await;
    for _ in 0..2 {
        world
            .done(
                "second_resident",
                Verb::Support,
                &code,
                &[("follow", "yes")],
            )
            .await;
    }
    let mut tx = world.read().await;
    let row = yishi::service::step::see(&mut tx, &code).await.unwrap().row;
    assert_eq!((row.supports, row.follows), (1, 1));
}

#[tokio::test]
async fn programs_ask_for_similar_topics_and_pages_for_a_fragment() {
    let world = world().await;
    let code = world.assessed().await;
    let mut browser = Browser::new(&world).await;
    let path = "/yunxi/topics/similar?community=yunxi&q=%E7%94%B5%E7%93%B6%E8%BD%A6%E5%85%85%E7%94%B5%E7%9A%84%E6%A3%9A%E5%AD%90%E6%94%BE%E5%9C%A8%E5%93%AA%E9%87%8C";
    let page = browser.get(path).await;
    assert_eq!(
        (
            page.status.as_u16(),
            page.count("main"),
            page.count("article")
        ),
        (200, 1, 1)
    );
    browser.headers.push(("hx-request", "true".into()));
    let part = browser.get(path).await;
    assert_eq!((part.count("main"), part.count("form")), (0, 0));
    let link = part.attribute("li a", "href");
    assert_eq!(link, format!("/yunxi/topics/{code}"), "{}", part.text);
    let typed = browser.get(&path.replace("q=", "title=")).await;
    assert_eq!(typed.text, part.text);
    browser.headers.push(("accept", "application/json".into()));
    let lines: serde_json::Value = serde_json::from_str(&browser.get(path).await.text).unwrap();
    assert_eq!(lines[0]["code"], code.as_str());
    assert_eq!(lines[0]["same_community"], true);
    let empty = browser.get("/yunxi/topics/similar").await;
    assert_eq!(empty.text, "[]");
}

/// The plan that the runtime role gets for the statement of the last question, in a street of 10,000.
#[tokio::test]
async fn the_runtime_role_finds_candidates_by_the_primary_key_of_the_terms() {
    let world = world().await;
    let street = &world.street;
    let sql = format!(
        "insert into topic (tenant_id, id, code, council_id, community_id, category_id, source, title, body, author_id, state, step,
           visibility, version, workflow, record_length, record_head, created_at, updated_at)
         select 1, gen_random_uuid(), 'YX-2026-' || n, '{}', '{}', 'facilities', 'public_call', '停车难', 'x', '{}', 'open', 1,
           'public', 1, '{{}}', 1, '\\x00', now(), now() from generate_series(1, 10000) as n;
         insert into topic_term select 1, t.term, id, 5 from topic,
           lateral (values ('停车'), ('车难'), ('#停车位'), ('楼' || (random() * 900)::int)) as t (term) where tenant_id = 1;
         analyze topic; analyze topic_term",
        street.councils[0].id,
        street.communities[0].id,
        street.person("resident").id,
    );
    world.db.owner.execute(AssertSqlSafe(sql)).await.unwrap();
    let terms: Vec<stored::Term> = ["#停车位", "停车", "楼7"]
        .into_iter()
        .zip(0..)
        .map(|(term, sign)| stored::Term {
            term: term.to_owned(),
            sign,
            weight: 1.0,
        })
        .collect();
    let mut tx = world.read().await;
    let nobody = Viewer::default();
    let plan = stored::explain(&mut tx, &nobody, &terms, 50).await.unwrap();
    let terms_part: Vec<&str> = plan.lines().filter(|l| l.contains("topic_term")).collect();
    assert!(
        terms_part.iter().any(|l| l.contains("topic_term_pkey")),
        "{plan}"
    );
    assert!(!plan.contains("Seq Scan on topic_term"), "{plan}");
    assert!(!plan.contains("Seq Scan on topic t"), "{plan}");
    let found = stored::candidates(&mut tx, &nobody, &terms, None, 50)
        .await
        .unwrap();
    assert_eq!(found.len(), 50);
    let who: String = sqlx::query("select current_user::text")
        .fetch_one(&mut world.db.runtime().await)
        .await
        .unwrap()
        .get(0);
    assert_eq!(who, "yishi_app");
}
