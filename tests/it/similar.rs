//! Similar topics: how well they are found, by whom they are seen, and by which index.

use sqlx::{AssertSqlSafe, Executor, Row};
use yishi::domain::policy::Viewer;
use yishi::domain::workflow::Verb;
use yishi::kit::likeness::{Counted, Likeness, Taken, Word, Written, compare};
use yishi::kit::segment::{Own, marked, normal, terms};
use yishi::service::Target;
use yishi::service::topics::{self, Joined, similar};
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
    for (title, code) in [("3号楼前停车难", parking), ("小区路灯坏了", lamps)] {
        let found = similar(&mut tx, &nobody, &asked(title), None)
            .await
            .unwrap();
        let both = found.alike.iter().chain(&found.near);
        for s in both {
            let words: Vec<&str> = said(&s.like)
                .chain(s.like.characters.iter().map(String::as_str))
                .collect();
            assert!(s.like.place || !words.is_empty(), "{:?}", s.like);
            for word in words {
                assert!(!["3", "号楼", "小区"].contains(&word), "{word}");
            }
        }
        assert_eq!(found.alike[0].topic.code, code, "{title}");
    }
}

/// The words that are named as standing in both.
fn said(like: &Likeness) -> impl Iterator<Item = &str> {
    like.words.iter().filter_map(|word| match word {
        Word::Both(word) => Some(word.as_str()),
        Word::Means(..) => None,
    })
}

/// A neighbour writes of the lamp at their own house: the one that is raised there, which can be joined, comes
/// before one of another community and before what is over.
#[tokio::test]
async fn a_topic_of_ones_own_community_that_goes_on_comes_first() {
    let world = world().await;
    let lamp = world
        .accepted(
            "三号楼门口的路灯坏了两周",
            "云溪花园3号楼",
            "晚上回家要打手电，老人差点摔倒。",
        )
        .await;
    let square = world
        .accepted(
            "小区中心广场亮化",
            "云溪花园中心广场",
            "中心广场晚上黑漆漆，老人孩子都不敢去。",
        )
        .await;
    let tunnel = world
        .accepted(
            "地下通道照明与防滑",
            "书院地下通道",
            "地下通道灯坏了一半，雨天地滑。",
        )
        .await;
    let (here, there) = (&world.street.communities[0], &world.street.communities[1]);
    for (code, set) in [
        (
            &square,
            "state = 'concluded', visibility = 'public'".to_owned(),
        ),
        (&tunnel, format!("community_id = '{}'", there.id)),
    ] {
        let sql = format!("update topic set {set} where tenant_id = 1 and code = '{code}'");
        world.db.owner.execute(AssertSqlSafe(sql)).await.unwrap();
    }
    let mut tx = world.read().await;
    for title in ["路灯不亮了", "路灯不亮"] {
        let asked = Written {
            community: Some(here.id),
            ..asked(title)
        };
        let nobody = Viewer::default();
        let found = similar(&mut tx, &nobody, &asked, None).await.unwrap();
        let alike: Vec<&str> = found.alike.iter().map(|s| s.topic.code.as_str()).collect();
        assert_eq!(alike.first(), Some(&lamp.as_str()), "{title}: {found:?}");
        assert!(!alike.contains(&tunnel.as_str()), "{title}: {found:?}");
        let first = &found.alike[0].like;
        assert_eq!(said(first).collect::<Vec<_>>(), ["路灯"], "{first:?}");
        let means = first.words.iter().find(|w| matches!(w, Word::Means(..)));
        let Some(Word::Means(yours, theirs)) = means else {
            panic!("{first:?}");
        };
        assert!(title.contains(yours.as_str()), "{yours}");
        assert_eq!(theirs, "灯坏了");
    }
}

/// What is named as standing in both does: words, and no two halves of two words.
#[test]
fn a_reason_names_words_that_the_reader_wrote() {
    let taken = |title: &str, body: &str| {
        let written = Written {
            title: title.to_owned(),
            body: body.to_owned(),
            ..Written::default()
        };
        Taken::of(&written, &Own::default())
    };
    let files = [judge::matters(OPEN), judge::matters(HELD)];
    for matter in files.iter().flatten() {
        let (yours, theirs) = (&matter.again, &matter.topic);
        let whole = |w: &Written| normal(&format!("{} {}", w.title, w.body));
        let like = compare(
            &taken(&yours.title, &yours.body),
            &taken(&theirs.title, &theirs.body),
            &Counted::default(),
        );
        for word in &like.words {
            let (mine, other) = match word {
                Word::Both(word) => (word, word),
                Word::Means(mine, other) => (mine, other),
            };
            assert!(whole(yours).contains(mine.as_str()), "{mine}: {yours:?}");
            assert!(
                whole(theirs).contains(other.as_str()),
                "{other}: {theirs:?}"
            );
        }
    }
    let pole = compare(
        &taken("电瓶车没地方充电", ""),
        &taken("充电棚设在哪里", "电动自行车太多。"),
        &Counted::default(),
    );
    assert_eq!(said(&pole).collect::<Vec<_>>(), ["充电"], "{pole:?}");
    let means = Word::Means("电瓶车".to_owned(), "电动自行车".to_owned());
    assert!(pole.words.contains(&means), "{pole:?}");
    let cut = compare(
        &taken("清晨练习琵琶", ""),
        &taken("傍晚练习二胡", ""),
        &Counted::default(),
    );
    assert!(said(&cut).all(|w| w == "练习"), "{cut:?}");
    let heater = compare(
        &taken("屋顶热水器摇摇欲坠", ""),
        &taken("太阳能热水器支架锈断", ""),
        &Counted::default(),
    );
    let whole: Vec<_> = said(&heater).collect();
    assert_eq!(whole, ["热水器"], "a word of the dictionary");
    let (yours, theirs) = (taken("走廊灯坏了", ""), taken("路灯坏了三天", ""));
    let lamp = compare(&yours, &theirs, &Counted::default());
    assert_eq!(said(&lamp).collect::<Vec<_>>(), ["灯坏了"], "{lamp:?}");
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
    assert!(said(like).any(|w| w.contains("充电")), "{like:?}");
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
        let target = Target::topic(&code);
        let deed = world.deed("second_resident", target, &[]).await;
        let joined = topics::join(deed).await.unwrap();
        assert_eq!(joined, (code.clone(), Joined::Both));
    }
    let mut tx = world.read().await;
    let row = yishi::service::step::see(&mut tx, &code).await.unwrap().row;
    assert_eq!((row.supports, row.follows), (1, 1));
}

#[tokio::test]
async fn programs_ask_for_similar_topics_and_pages_for_a_fragment() {
    let world = world().await;
    let code = world.assessed().await;
    let mut browser = Browser::new(&world).await.speaks("zh");
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
    // Of a place that nobody has named yet, and to a clerk, no joining is promised.
    let promised = "在下一步可以直接加入";
    assert!(part.text.contains(promised), "{}", part.text);
    for other in [
        path.replace("community=yunxi&", ""),
        path.replace('?', "?behalf=yes&"),
    ] {
        let part = browser.get(&other).await;
        assert_eq!(part.attribute("li a", "href"), link, "{}", part.text);
        assert!(!part.text.contains(promised), "{}", part.text);
    }
    browser.headers.push(("accept", "application/json".into()));
    let lines: serde_json::Value = serde_json::from_str(&browser.get(path).await.text).unwrap();
    assert_eq!(lines[0]["code"], code.as_str());
    assert_eq!(lines[0]["same_community"], true);
    assert!(lines[0]["same_meaning"].is_array(), "{lines}");
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
