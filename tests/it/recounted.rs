//! What is counted beside the rows is counted anew by `yishi verify`, and what differs is named.

use sqlx::AssertSqlSafe;
use yishi::domain::workflow::Verb;
use yishi::service::{Target, comments, record};

use crate::support::{World, world};

async fn alter(world: &World, sql: &str) {
    let done = sqlx::query(AssertSqlSafe(sql.to_owned()));
    let done = done.execute(&world.db.owner).await.unwrap();
    assert_eq!(done.rows_affected(), 1, "{sql}");
}

/// The figures that differ, with what they are of.
async fn apart(world: &World) -> Vec<(String, String, i64, i64)> {
    let report = record::verify(&world.db.store, world.street.tenant, |_| ()).await;
    let report = report.unwrap();
    assert_eq!(report.broken, [], "the record itself is whole");
    assert_eq!(report.is_sound(), report.apart.is_empty());
    let apart = report.apart.into_iter();
    apart
        .map(|a| (a.figure, a.of.join(" "), a.counted, a.there))
        .collect()
}

#[tokio::test]
async fn every_figure_that_is_not_what_it_counts_is_named_with_both_numbers() {
    let world = world().await;
    let code = world.accounted("satisfied").await;
    let shown = [("comments_moderated", "no")];
    let deed = world.deed("street_admin", Target::default(), &shown).await;
    comments::set_rules(deed).await.unwrap();
    for (verb, fields) in [
        (Verb::Support, [].as_slice()),
        (Verb::Follow, &[]),
        (Verb::Comment, &[("body", "盼着早点装好。")]),
    ] {
        world
            .act("second_resident", verb, Target::topic(&code), fields)
            .await
            .unwrap();
    }
    let hidden = world.assessed().await;
    world.take_down(&hidden, "含有他人隐私").await;
    world.submitted().await;
    assert_eq!(apart(&world).await, []);

    let name = &world.street.communities[0].name;
    let month = world.now().format("%Y-%m");
    let steps = "topic_count set n = n + 2 where state = 'open' and step = 8";
    let kinds = "topic_kind_count set n = n + 2 where visibility = 'taken_down'";
    let tally = format!("where topic_id = '{}'", world.topic(&code).await);
    let reports = format!("comment set reports = reports + 2 {tally}");
    let ratings = "dashboard_count set n = n + 2 where measure = 'rating.public.satisfied'";
    let stays = "dashboard_count set n = n + 2 where measure = (select min(measure) from dashboard_count where measure like 'stay.2.%')";
    for (change, figure, of, there) in [
        (
            steps.to_owned(),
            "topics_by_step",
            format!("{name} open 8 public"),
            1,
        ),
        (
            kinds.to_owned(),
            "topics_by_kind",
            format!("{name} facilities public_call taken_down"),
            1,
        ),
        (
            format!("topic_tally set supports = supports + 2 {tally}"),
            "supports",
            code.clone(),
            1,
        ),
        (
            format!("topic_tally set follows = follows + 2 {tally}"),
            "follows",
            code.clone(),
            1,
        ),
        (
            format!("topic_tally set comments = comments + 2 {tally}"),
            "comments",
            code.clone(),
            1,
        ),
        (reports, "reports", code.clone(), 0),
        (
            ratings.to_owned(),
            "dashboard",
            format!("{name} {month} rating.public.satisfied"),
            10,
        ),
        (
            stays.to_owned(),
            "dashboard",
            format!("{name} 2026-11 stay.2"),
            1,
        ),
    ] {
        alter(&world, &format!("update {change}")).await;
        let found = apart(&world).await;
        assert_eq!(
            found,
            [(figure.to_owned(), of, there + 2, there)],
            "{change}"
        );
        alter(
            &world,
            &format!("update {}", change.replacen("+ 2", "- 2", 1)),
        )
        .await;
    }
    // A line that is missing altogether counts nothing, and one of nothing there counts too much.
    alter(
        &world,
        "delete from topic_count where state = 'open' and step = 8",
    )
    .await;
    alter(
        &world,
        "insert into dashboard_count values (1, '2025-02-01', '00000000-0000-0000-0000-000000000000', 'task.b', 3)",
    )
    .await;
    assert_eq!(
        apart(&world).await,
        [
            (
                "topics_by_step".to_owned(),
                format!("{name} open 8 public"),
                0,
                1
            ),
            ("dashboard".to_owned(), " 2025-02 task.b".to_owned(), 3, 0),
        ]
    );
}

#[tokio::test]
async fn another_street_s_rows_are_in_no_figure_of_this_one() {
    let world = world().await;
    world.submitted().await;
    let there = world.across().await;
    assert_eq!(apart(&there).await, []);
    there.submitted().await;
    assert_eq!(apart(&there).await, []);
    alter(&there, "update topic_count set n = 9 where tenant_id = 1").await;
    assert_eq!(apart(&there).await, []);
}
