//! What the filters of the list say of its topics: just as many as their links lead to, whoever asks, whatever was
//! done with the topics, and whoever did something else at the same time.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures::future::join_all;
use scraper::Selector;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;
use yishi::domain::workflow::Verb;
use yishi::service::Target;
use yishi::store::topics::counts::{self, Counted};

use crate::support::{Browser, World, migrator, world};

/// Where the counts differ from the rows: empty while they agree.
const APART: &str = "
  with told as (
      select 'stands' as what, tenant_id, community_id, state, step, '' as category_id, '' as source, visibility, n
      from topic_count where n <> 0
      union all
      select 'kinds', tenant_id, community_id, '', 0, category_id, source, visibility, n from topic_kind_count where n <> 0),
    there as (
      select 'stands' as what, tenant_id, coalesce(community_id, '00000000-0000-0000-0000-000000000000') as community_id,
        state, step, '' as category_id, '' as source, visibility, count(*)::integer as n
      from topic group by 1, 2, 3, 4, 5, 8
      union all
      select 'kinds', tenant_id, coalesce(community_id, '00000000-0000-0000-0000-000000000000'), '', 0, category_id, source,
        visibility, count(*)::integer
      from topic group by 2, 3, 6, 7, 8)
  select 'told: ' || x::text from (select * from told except select * from there) as x
  union all select 'there: ' || x::text from (select * from there except select * from told) as x";

async fn agree(world: &World, after: &str) {
    let apart: Vec<String> = sqlx::query_scalar(APART)
        .fetch_all(&world.db.owner)
        .await
        .unwrap();
    assert!(apart.is_empty(), "after {after}: {apart:#?}");
}

/// A world whose people may raise as much as they like.
async fn eager() -> World {
    let mut world = world().await;
    Arc::get_mut(&mut world.app).unwrap().topics_a_day = 0;
    world
}

/// What is raised in a category, with more fields.
fn words<'a>(category: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("title", "东门外的路口要不要装一盏红绿灯"),
        ("body", "早晚高峰车多人多，老人孩子过不了马路。"),
        ("category", category),
        ("consent", "yes"),
    ];
    if !more.iter().any(|(name, _)| *name == "community") {
        fields.push(("community", "yunxi"));
    }
    fields.extend(more);
    fields
}

async fn raise(world: &World, key: &str, fields: &[(&str, &str)]) -> String {
    let done = world.act(key, Verb::Submit, Target::default(), fields);
    done.await.unwrap().code
}

const LETTER: [(&str, &str); 4] = [
    ("source", "assignment"),
    ("issuer", "街道党工委"),
    ("document", "云街工委〔2026〕7号"),
    ("deadline", "2026-12-25"),
];

const FOCUS: [(&str, &str); 1] = [("focus", "livelihood")];

const WHY: [(&str, &str); 1] = [("reason", "涉及的人多，再看一看。")];

/// A street with topics of every way to be there and not to be there.
async fn lively() -> World {
    let world = eager().await;
    raise(&world, "resident", &words("environment", &[])).await;
    agree(&world, "submit").await;
    let grounds = [
        ("source", "member_recommendation"),
        ("grounds", "走访时三个小区都说到这件事。"),
    ];
    let theirs = raise(&world, "third_member", &words("facilities", &grounds)).await;
    world.done("liaison", Verb::Accept, &theirs, &FOCUS).await;
    agree(&world, "accept").await;
    let street = [LETTER.as_slice(), &[("community", "street")]].concat();
    raise(&world, "leader", &words("facilities", &street)).await;
    agree(&world, "an assignment of the street").await;

    let declined = raise(&world, "resident", &words("environment", &[])).await;
    let elsewhere = [
        ("reason", "属于物业日常维修"),
        ("elsewhere", "请联系小区物业"),
    ];
    world
        .done("liaison", Verb::Decline, &declined, &elsewhere)
        .await;
    world
        .done("secretary", Verb::DeclineConfirm, &declined, &[])
        .await;
    agree(&world, "decline").await;

    let revised = raise(&world, "second_resident", &words("environment", &[])).await;
    let other = words("facilities", &[]);
    world
        .done("second_resident", Verb::Revise, &revised, &other)
        .await;
    agree(&world, "revise").await;
    let withdrawn = raise(&world, "second_resident", &words("environment", &[])).await;
    world
        .done("second_resident", Verb::Withdraw, &withdrawn, &WHY)
        .await;
    agree(&world, "withdraw").await;

    let (one, two) = (world.assessed().await, world.assessed().await);
    let into = [("target", two.as_str())];
    world.done("liaison", Verb::Merge, &one, &into).await;
    agree(&world, "merge").await;
    world.done("liaison", Verb::Unmerge, &one, &[]).await;
    agree(&world, "unmerge").await;
    world.done("liaison", Verb::Merge, &one, &into).await;

    let handed = world.assessed().await;
    let dongxi = [("council", "dongxi"), ("reason", "地点在东溪")];
    world
        .done("liaison", Verb::Transfer, &handed, &dongxi)
        .await;
    agree(&world, "transfer").await;
    let untouched = raise(&world, "resident", &words("environment", &[])).await;
    world
        .done("liaison", Verb::Transfer, &untouched, &dongxi)
        .await;
    agree(&world, "transfer before it is accepted").await;

    let hidden = world.assessed().await;
    world.take_down(&hidden, "含有他人隐私").await;
    agree(&world, "take down").await;
    world.done("resident", Verb::Restore, &hidden, &WHY).await;
    let yes = [("granted", "yes"), ("reason", "可以公开")];
    world
        .done("second_officer", Verb::Restore, &hidden, &yes)
        .await;
    agree(&world, "restore").await;
    let hidden = world.assessed().await;
    world.take_down(&hidden, "含有他人隐私").await;

    let raised = world.approved().await;
    world.done("secretary", Verb::Escalate, &raised, &WHY).await;
    agree(&world, "escalate").await;
    world
}

/// The filters' links of a page: address, and the number that stands at it.
async fn links(browser: &mut Browser, path: &str) -> Vec<(String, Option<String>)> {
    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{path}");
    let (link, count) = (
        Selector::parse(".filters a").unwrap(),
        Selector::parse(".count").unwrap(),
    );
    let html = page.html();
    let found = html.select(&link).map(|a| {
        let n = a.select(&count).next();
        let n = n.map(|n| n.text().collect::<String>());
        (a.value().attr("href").unwrap().to_owned(), n)
    });
    found.collect()
}

#[tokio::test]
async fn a_filter_says_just_as_many_topics_as_its_link_leads_to_whoever_asks() {
    let world = lively().await;
    let mut said = BTreeSet::new();
    for who in [
        "",
        "resident",
        "second_resident",
        "dongxi_resident",
        "liaison",
        "secretary",
        "dongxi_liaison",
        "street_liaison",
        "third_member",
        "department_officer",
        "office_officer",
        "leader",
        "street_admin",
        "auditor",
    ] {
        let mut browser = Browser::new(&world).await.speaks("zh");
        if !who.is_empty() {
            browser.log_in(&world, who).await;
        }
        let mut seen = BTreeSet::new();
        for query in [
            "",
            "?community=yunxi",
            "?community=street",
            "?category=environment",
        ] {
            for (href, n) in links(&mut browser, &format!("/yunxi/topics{query}")).await {
                let kind = href.contains("category=") || href.contains("source=");
                let Some(n) = n else {
                    let none = href.contains("mine=") || href.contains("followed=");
                    assert!(none || kind, "{who}: {href} from {query} says no number");
                    // A kind is not counted in another place or at one step.
                    assert!(none || query.contains("category"), "{who}: {href}");
                    continue;
                };
                if !seen.insert(href.clone()) {
                    continue;
                }
                let list = browser.get(&href).await;
                let held = list.text_of("#count");
                let all = held.split('，').next().unwrap();
                assert_eq!(all, format!("共 {n}"), "{who}: {href}");
                if kind {
                    said.insert((href, n));
                }
            }
        }
    }
    // They do not all say the same, nor nothing at all.
    let of = |href: &str| said.iter().filter(|(h, _)| h == href).count();
    assert!(of("/yunxi/topics?category=environment") >= 3, "{said:#?}");
    assert!(of("/yunxi/topics?source=assignment") >= 2, "{said:#?}");
}

#[tokio::test]
async fn a_filter_s_number_is_heard_with_what_it_counts() {
    let world = eager().await;
    let code = raise(&world, "resident", &words("environment", &[])).await;
    world.done("liaison", Verb::Accept, &code, &FOCUS).await;
    let link = ".filters a[href='/yunxi/topics?category=environment']";
    let none = ".filters a[href='/yunxi/topics?category=facilities']";
    let mut zh = Browser::new(&world).await.speaks("zh");
    let page = zh.get("/yunxi/topics").await;
    assert_eq!(page.text_of(link), "环境卫生 1 件");
    let mut en = Browser::new(&world).await.speaks("en");
    let page = en.get("/yunxi/topics").await;
    assert_eq!(page.text_of(link), "Sanitation 1 topic");
    assert_eq!(page.text_of(none), "Public facilities 0 topics");
}

#[tokio::test]
async fn decisions_at_once_lose_no_topic_and_count_none_twice() {
    let world = eager().await;
    let categories = ["environment", "facilities"];
    let mut codes = Vec::new();
    let fields: Vec<_> = categories.iter().map(|c| words(c, &[])).collect();
    for _ in 0..4 {
        let raised = join_all(fields.iter().map(|f| raise(&world, "resident", f))).await;
        codes.extend(raised);
    }
    agree(&world, "submissions at once").await;
    let dongxi = [("council", "dongxi"), ("reason", "地点在东溪")];
    let others = [words("facilities", &[]), words("environment", &[])];
    let deeds = codes.iter().enumerate().map(|(n, code)| {
        let (key, verb, fields): (_, _, &[(&str, &str)]) = match n % 4 {
            0 => ("liaison", Verb::Accept, &FOCUS),
            1 => ("resident", Verb::Withdraw, &WHY),
            2 => ("resident", Verb::Revise, &others[n / 4 % 2]),
            _ => ("liaison", Verb::Transfer, &dongxi),
        };
        world.act(key, verb, Target::topic(code), fields)
    });
    for done in join_all(deeds).await {
        done.unwrap();
    }
    agree(&world, "decisions at once").await;
}

/// A topic that goes from place to place of the counts, one transaction a move, by a walk of its own.
async fn wander(world: &World, mut seed: u64) -> Counted {
    let mut draw = |n: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % n
    };
    let mut here: Option<Counted> = None;
    for _ in 0..40 {
        let there = Counted {
            community: [Uuid::nil(), world.street.communities[0].id][draw(2)],
            state: ["open", "suspended"][draw(2)].to_owned(),
            step: [1, 2][draw(2)],
            category: ["environment", "facilities"][draw(2)].to_owned(),
            source: ["public_call", "assignment"][draw(2)].to_owned(),
            visibility: ["submitted", "public"][draw(2)].to_owned(),
        };
        let mut tx = world.write("test.wander").await;
        counts::recount(&mut tx, here.replace(there.clone()), there)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    here.unwrap()
}

#[tokio::test]
async fn topics_that_cross_each_other_in_the_counts_wait_for_none_for_ever_and_end_where_they_are()
{
    let world = world().await;
    let ends = join_all((1..=6).map(|seed| wander(&world, seed))).await;
    let at: Vec<(Uuid, String, String, String, i32)> = sqlx::query_as(
        "select community_id, category_id, source, visibility, n from topic_kind_count where n <> 0",
    )
    .fetch_all(&world.db.owner)
    .await
    .unwrap();
    for (community, category, source, visibility, n) in &at {
        let here = ends.iter().filter(|c| {
            (&c.community, &c.category, &c.source, &c.visibility)
                == (community, category, source, visibility)
        });
        assert_eq!(here.count(), usize::try_from(*n).unwrap());
    }
    assert_eq!(at.iter().map(|c| c.4).sum::<i32>(), 6);
    let stands: i64 = sqlx::query_scalar("select sum(n) from topic_count")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(stands, 6);
}

#[tokio::test]
async fn topics_that_are_there_when_the_kinds_begin_to_be_counted_are_counted() {
    let world = lively().await;
    let mut owner = PgConnection::connect(&world.db.owner_url).await.unwrap();
    let migrator = migrator().await;
    migrator.undo(&mut owner, 20_261_130_003_999).await.unwrap();
    migrator.run(&mut owner).await.unwrap();
    agree(&world, "the migration").await;
}
