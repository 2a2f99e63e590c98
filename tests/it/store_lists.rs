//! Lists of topics: who sees what is the policy's table, and each list reads its page off an index.

use sqlx::{AssertSqlSafe, Executor, PgConnection, Row};
use uuid::Uuid;
use yishi::domain::policy::{Part, Sight, Viewer, Visibility, visible};
use yishi::store::exports;
use yishi::store::topics::{list, row, terms};

use crate::support::{self, World};

const SHOWN: [Visibility; 4] = [
    Visibility::Submitted,
    Visibility::Public,
    Visibility::Withdrawn,
    Visibility::TakenDown,
];

/// Topics of every visibility, council and author: 4 x 2 x 2, and some times as many of them.
async fn topics(world: &World, times: usize) {
    let (street, mut n) = (&world.street, 0);
    let mut sql = String::new();
    for _ in 0..times {
        for visibility in SHOWN {
            for council in 0..2 {
                for author in ["resident", "second_resident"] {
                    n += 1;
                    sql.push_str(&format!(
                        "insert into topic (tenant_id, id, code, council_id, community_id, category_id, source, title, body, author_id,
                           state, step, visibility, version, workflow, record_length, record_head, created_at, updated_at)
                         values (1, '{}', 'YX-2026-{n:04}', '{}', '{}', 'facilities', 'public_call', '停车难{n}', 'x', '{}', 'open',
                           {}, '{}', 1, '{{}}', 1, '\\x00', now(), now() - interval '{n} minutes');",
                        Uuid::from_u128(n),
                        street.councils[council].id,
                        street.communities[council].id,
                        street.person(author).id,
                        n % 8 + 1,
                        visibility.code(),
                    ));
                }
            }
        }
    }
    world.db.owner.execute(AssertSqlSafe(sql)).await.unwrap();
}

#[tokio::test]
async fn a_list_shows_each_viewer_what_the_policy_says() {
    let world = support::world().await;
    topics(&world, 1).await;
    let mut viewers = vec![Viewer::default()];
    for (_, person) in world.street.people() {
        viewers.push(Viewer::of(Some(&world.log_in(person).await.actor)));
    }
    viewers.push(Viewer {
        all_councils: true,
        ..Viewer::default()
    });
    let mut tx = world.read().await;
    let everything = Viewer {
        office: true,
        admin: true,
        auditor: true,
        all_councils: true,
        ..Viewer::default()
    };
    let all = list::page(&mut tx, &everything, &list::Filter::default(), None, 50)
        .await
        .unwrap();
    assert_eq!(all.rows.len(), 16);
    let mut seen_by_some = 0;
    for viewer in viewers {
        let page = list::page(&mut tx, &viewer, &list::Filter::default(), None, 50)
            .await
            .unwrap();
        let count = list::count(&mut tx, &viewer, &list::Filter::default())
            .await
            .unwrap();
        let exported = exports::topics(&mut tx, &viewer, &exports::Filter::default(), None, 50)
            .await
            .unwrap();
        for row in &all.rows {
            let whole = row::find(&mut tx, &row.code).await.unwrap().unwrap();
            let sight = Sight {
                visibility: Visibility::from_code(&whole.visibility).unwrap(),
                council: whole.council_id,
                author: whole.author_id,
            };
            let may = visible(&viewer, &sight, Part::Text);
            let told = format!("{viewer:?} and {sight:?}");
            assert_eq!(
                page.rows.iter().any(|r| r.id == row.id),
                may,
                "list: {told}"
            );
            assert_eq!(
                exported.iter().any(|r| r.id == row.id),
                may,
                "export: {told}"
            );
            for part in Part::ALL {
                let found = row::find_visible(&mut tx, &viewer, part, &row.code)
                    .await
                    .unwrap();
                assert_eq!(
                    found.is_some(),
                    visible(&viewer, &sight, part),
                    "{part:?}: {told}"
                );
            }
        }
        assert_eq!(usize::try_from(count.n).unwrap(), page.rows.len());
        seen_by_some += page.rows.len();
    }
    assert!(seen_by_some > 100, "{seen_by_some}");
}

#[tokio::test]
async fn a_list_goes_on_where_it_stopped() {
    let world = support::world().await;
    topics(&world, 4).await;
    let mut tx = world.read().await;
    let (mut after, mut codes) = (None, Vec::new());
    loop {
        let page = list::page(
            &mut tx,
            &Viewer::default(),
            &list::Filter::default(),
            after,
            3,
        )
        .await
        .unwrap();
        codes.extend(page.rows.into_iter().map(|r| r.code));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(codes.len(), 16);
    let mut sorted = codes.clone();
    sorted.sort();
    assert_eq!(codes, sorted, "the latest change first, each once");
}

#[tokio::test]
async fn a_topic_is_found_by_the_words_of_its_text() {
    let world = support::world().await;
    topics(&world, 1).await;
    let mut tx = world.write("test.terms").await;
    let ask = |words: &str| list::Filter {
        sought: yishi::kit::segment::sought(words, &yishi::kit::segment::Own::default()),
        ..list::Filter::default()
    };
    terms::replace(
        &mut tx,
        Uuid::from_u128(5),
        &terms::of("小区停车难", "三号楼", "晚上没有车位 A座"),
    )
    .await
    .unwrap();
    terms::replace(&mut tx, Uuid::from_u128(6), &terms::of("停车收费", "", ""))
        .await
        .unwrap();
    for (words, found) in [
        ("停车", 2),
        // The field's words for one thing find each other; a number or a pair must be there.
        ("没处停", 2),
        ("停车 三号楼", 1),
        ("车位ａ座", 1),
        ("路灯", 0),
    ] {
        let page = list::page(&mut tx, &Viewer::default(), &ask(words), None, 9)
            .await
            .unwrap();
        assert_eq!(page.rows.len(), found, "{words}");
    }
    terms::replace(&mut tx, Uuid::from_u128(5), &[])
        .await
        .unwrap();
    let page = list::page(&mut tx, &Viewer::default(), &ask("停车"), None, 9).await;
    assert_eq!(page.unwrap().rows.len(), 1);
}

/// The plan of a query as the runtime role gets it in the street.
async fn plan(runtime: &mut PgConnection, sql: &str) -> String {
    let rows = runtime
        .fetch_all(AssertSqlSafe(format!("explain (costs off) {sql}")))
        .await
        .unwrap();
    rows.iter()
        .map(|r| r.get::<String, _>(0))
        .collect::<Vec<_>>()
        .join("\n")
}

/// 20,000 topics: three in five at step 1, one in five concluded, as load data has them.
async fn many_topics(world: &World) {
    let (street, owner) = (&world.street, &world.db.owner);
    let sql = format!(
        "insert into topic (tenant_id, id, code, council_id, community_id, category_id, source, title, body, author_id, state, step,
           visibility, version, workflow, record_length, record_head, created_at, updated_at)
         select 1, gen_random_uuid(), 'YX-2026-' || n, '{}', case when n % 2 = 0 then '{}'::uuid else '{}'::uuid end, 'facilities',
           'public_call', '停车难', 'x', '{}', case when n % 5 = 0 then 'concluded' else 'open' end,
           case when n % 5 = 0 then 8 when n % 5 < 4 then 1 else n / 5 % 8 + 1 end,
           case when n % 5 = 1 then 'submitted' else 'public' end, 1, '{{}}', 1, '\\x00', now(), now() - n * interval '1 minute'
         from generate_series(1, 20000) as n",
        street.councils[0].id,
        street.communities[0].id,
        street.communities[1].id,
        street.person("resident").id,
    );
    owner.execute(AssertSqlSafe(sql)).await.unwrap();
    let sql = "insert into topic_term select 1, '停车' || n % 500, id, 5
               from (select id, row_number() over () as n from topic where tenant_id = 1) as t";
    owner.execute(sql).await.unwrap();
    owner.execute("analyze topic").await.unwrap();
    owner.execute("analyze topic_term").await.unwrap();
}

#[tokio::test]
async fn lists_read_their_page_off_an_index_under_row_level_security() {
    let world = support::world().await;
    many_topics(&world).await;
    let mut runtime = world.db.runtime().await;
    runtime.execute("begin").await.unwrap();
    runtime.execute("select enter_tenant(1)").await.unwrap();
    let order = "order by t.updated_at desc, t.id desc limit 21";
    let community = world.street.communities[0].id;
    let author = world.street.person("secretary").id;
    for (narrowed, index) in [
        ("t.visibility = 'public'".to_owned(), "topic_"),
        ("t.visibility in ('public', 'submitted')".to_owned(), "topic_recent_idx"),
        (
            format!("(t.visibility = 'public' or (t.author_id = '{author}' and t.visibility in ('submitted', 'withdrawn')))"),
            "topic_recent_idx",
        ),
        (
            "t.visibility = 'public' and t.state in ('open', 'suspended') and t.step = 1".to_owned(),
            "topic_",
        ),
        (
            "t.visibility in ('public', 'submitted') and t.state in ('open', 'suspended') and t.step = 8".to_owned(),
            "topic_step_idx",
        ),
        ("t.visibility = 'public' and t.state = 'concluded'".to_owned(), "topic_"),
        (format!("t.visibility = 'public' and t.community_id = '{community}'"), "topic_"),
    ] {
        let sql = format!("select t.id from topic t where t.tenant_id = 1 and {narrowed} {order}");
        let plan = plan(&mut runtime, &sql).await;
        assert!(plan.contains(index) && !plan.contains("Sort"), "{narrowed}:\n{plan}");
        assert!(!plan.contains("Seq Scan"), "{narrowed}:\n{plan}");
    }
    let sql = "select topic_id from topic_term where tenant_id = 1 and term = any('{停车1,停车2}')";
    let found = plan(&mut runtime, sql).await;
    assert!(found.contains("topic_term_pkey"), "{found}");
}

/// The text of a checked statement that holds these words, as it was prepared.
fn checked(words: &[&str]) -> String {
    let all = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.sqlx")).unwrap();
    let mut texts = all.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let file = texts.find(|t| words.iter().all(|w| t.contains(w))).unwrap();
    let file: serde_json::Value = serde_json::from_str(&file).unwrap();
    file["query"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_timeline_of_a_topic_finds_the_topics_it_names_by_their_code() {
    let world = support::world().await;
    many_topics(&world).await;
    let mut runtime = world.db.runtime().await;
    runtime.execute("begin").await.unwrap();
    runtime.execute("select enter_tenant(1)").await.unwrap();
    let timeline = checked(&["from record_entry e", "from topic_merge m"]);
    let sql = format!("prepare timeline as {timeline}");
    runtime.execute(AssertSqlSafe(sql)).await.unwrap();
    let id = Uuid::from_u128(5);
    let plan = plan(&mut runtime, &format!("execute timeline(1, '{id}')")).await;
    assert!(plan.contains("topic_code_key"), "{plan}");
    assert!(!plan.contains("Seq Scan on topic o"), "{plan}");
}
