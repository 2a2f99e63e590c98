//! What is written in bulk reads like what is written one by one.

use std::collections::BTreeMap;

use serde_json::json;
use uuid::Uuid;
use yishi::domain::policy::Viewer;
use yishi::store::bulk::{self, Entry};
use yishi::store::exports;
use yishi::store::record::desk::{self, DeskItem};
use yishi::store::record::entries::{self, EntryRow};
use yishi::store::topics::bulk::{BulkTopic, insert};
use yishi::store::topics::counts::{self, Counted};
use yishi::store::topics::{NewTopic, Snapshot, list, row};

use crate::support::{self, World};

const MANY: usize = 1_200;

fn topic(world: &World, n: usize) -> BulkTopic {
    let at = world.now();
    BulkTopic {
        topic: NewTopic {
            id: world.app.ids.make(at),
            code: format!("YX-2026-{n:04}"),
            council_id: world.street.councils[0].id,
            community_id: n.is_multiple_of(2).then(|| world.street.communities[0].id),
            category_id: "facilities".to_owned(),
            source: "public_call".to_owned(),
            title: format!("第{n}个停车难"),
            body: "车位不够".to_owned(),
            place: if n == 6 { "喷泉广场停车场" } else { "" }.to_owned(),
            show_name: "masked".to_owned(),
            author_id: Some(world.street.person("resident").id),
            author_label: "张**".to_owned(),
            entered_by: None,
            on_behalf_of: String::new(),
            on_behalf_way: String::new(),
            created_at: at,
        },
        snapshot: Snapshot {
            state: "open".to_owned(),
            step: 1,
            visibility: "public".to_owned(),
            version: 1,
            workflow: json!({"n": n}),
            due_at: n.is_multiple_of(3).then_some(at),
            wake_at: n.is_multiple_of(5).then_some(at),
            record_length: 1,
            record_head: vec![1; 32],
            updated_at: at,
        },
        focus: n.is_multiple_of(2).then(|| "livelihood".to_owned()),
    }
}

fn entry(world: &World, topic: Uuid) -> Entry {
    Entry {
        topic,
        row: EntryRow {
            seq: 1,
            at: world.now(),
            verb: "submit".to_owned(),
            step_before: 0,
            step_after: 1,
            by_whom: "author x".to_owned(),
            commitment: vec![2; 32],
            prev: vec![3; 32],
            hash: vec![1; 32],
        },
        salt: vec![4; 32],
        content: "{\"a\":\"停\"}".to_owned(),
    }
}

#[tokio::test]
async fn topics_written_in_bulk_are_listed_found_and_exported() {
    let world = support::world().await;
    let topics: Vec<BulkTopic> = (1..=MANY).map(|n| topic(&world, n)).collect();
    let mut tx = world.write("test.bulk").await;
    insert(&mut tx, &topics).await.unwrap();
    let chains: Vec<Entry> = topics.iter().map(|t| entry(&world, t.topic.id)).collect();
    bulk::entries(&mut tx, &chains).await.unwrap();
    let item = DeskItem {
        holder: "role:leader".to_owned(),
        verb: "approve".to_owned(),
        subject: String::new(),
        step: 1,
        since: world.now(),
        due_at: None,
    };
    let items: Vec<_> = topics.iter().map(|t| (t.topic.id, &item)).collect();
    desk::insert(&mut tx, &items).await.unwrap();
    let counted = Counted::of_new(&topics[0].topic, &topics[0].snapshot);
    for _ in 0..2 {
        counts::count(&mut tx, &BTreeMap::from([(counted.clone(), 600)]))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();

    let mut tx = world.read().await;
    let seen = counts::seen(&mut tx, &Viewer::default(), None).await;
    let seen = seen.unwrap().unwrap();
    assert_eq!((seen.cells[0].n, seen.kinds[0].n), (1200, 1200));
    assert_eq!(
        desk::of_holders(&mut tx, &["role:leader".to_owned()], world.now(), 20)
            .await
            .unwrap()
            .len(),
        20
    );
    let found = row::find(&mut tx, "YX-2026-0006").await.unwrap().unwrap();
    assert_eq!(
        (found.supports, found.focus.as_deref()),
        (0, Some("livelihood"))
    );
    assert_eq!(
        (found.workflow, found.due_at),
        (json!({"n": 6}), Some(world.now()))
    );
    assert_eq!(
        entries::of_topic(&mut tx, found.id).await.unwrap(),
        [chains[5].row.clone()]
    );
    let kept = entries::contents_of_topic(&mut tx, found.id).await.unwrap();
    assert_eq!(kept[0].content, "{\"a\":\"停\"}");
    let words = list::Filter {
        sought: yishi::kit::segment::sought("停车难", &yishi::kit::segment::Own::default()),
        ..list::Filter::default()
    };
    let count = list::count(&mut tx, &Viewer::default(), &words)
        .await
        .unwrap();
    assert!(count.more, "{count:?}");
    let words = list::Filter {
        sought: yishi::kit::segment::sought("喷泉广场", &yishi::kit::segment::Own::default()),
        ..list::Filter::default()
    };
    let count = list::count(&mut tx, &Viewer::default(), &words)
        .await
        .unwrap();
    assert_eq!(count.n, 1, "by its place");
    let weights: Vec<(i16,)> = sqlx::query_as(
        "select weight from topic_term x join topic t on t.id = x.topic_id
         where t.code = 'YX-2026-0006' and x.term = any($1) order by x.term",
    )
    .bind(["停车", "喷泉"].as_slice())
    .fetch_all(&world.db.owner)
    .await
    .unwrap();
    assert_eq!(weights, [(5,), (3,)], "the title says more than the place");

    let (mut after, mut seen) = (None, 0);
    loop {
        let some = exports::topics(
            &mut tx,
            &Viewer::default(),
            &exports::Filter::default(),
            after,
            500,
        )
        .await
        .unwrap();
        seen += some.len();
        let Some(last) = some.last() else { break };
        after = Some(last.id);
    }
    assert_eq!(seen, MANY);
}
