//! What one's own export tells of topics that are somebody else's: no more than their pages do.

use yishi::domain::policy::{Part, Viewer, Visibility, visible};
use yishi::domain::workflow::Verb;
use yishi::service::step;

use super::account::{export, json};
use crate::support::{World, world};

const HIDDEN: &str = "内容已隐藏的议题";

/// Makes somebody follow and support a topic, however far it is shown by now.
async fn joins(world: &World, key: &str, code: &str) {
    for table in ["topic_follow", "topic_support"] {
        let sql = format!(
            "insert into {table} (tenant_id, topic_id, account_id, at)
             select tenant_id, id, $2, now() from topic where tenant_id = $1 and code = $3 on conflict do nothing"
        );
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(world.street.tenant)
            .bind(world.street.person(key).id)
            .bind(code)
            .execute(&world.db.owner)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn an_export_names_a_topic_in_each_state_to_those_who_may_see_it() {
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
    let topics = [
        (Visibility::Submitted, submitted),
        (Visibility::Public, public),
        (Visibility::Withdrawn, withdrawn),
        (Visibility::TakenDown, taken_down),
    ];
    for key in [
        "resident",
        "second_resident",
        "liaison",
        "office_officer",
        "street_admin",
    ] {
        for (_, code) in &topics {
            joins(&world, key, code).await;
        }
        let files = export(&world, key).await;
        let viewer = Viewer {
            account: Some(world.street.person(key).id),
            ..Viewer::of(Some(&world.me("resident").await.actor))
        };
        let page = String::from_utf8(files["index.html"].clone()).unwrap();
        let mut named = 0;
        for (visibility, code) in &topics {
            let mut tx = world.read().await;
            let sight = step::see(&mut tx, code).await.unwrap().sight();
            assert_eq!(sight.visibility, *visibility);
            let sees = visible(&viewer, &sight, Part::Text);
            named += usize::from(sees);
            for file in ["follows.json", "supports.json"] {
                let rows = json(&files, file);
                let row = rows.iter().find(|r| r["code"] == code.as_str()).unwrap();
                let title = row["title"].as_str().unwrap();
                let told = if sees {
                    title != HIDDEN
                } else {
                    title == HIDDEN
                };
                assert!(told, "{key} {visibility:?} {file}: {title}");
                assert!(row.get("sight").is_none(), "{row}");
            }
        }
        // Two rows of each topic; a person's own topics stand in a list of their own, too.
        let hidden = 2 * (topics.len() - named);
        assert_eq!(page.matches(HIDDEN).count(), hidden, "{key}");
    }
}

#[tokio::test]
async fn an_export_names_no_session_of_a_topic_whose_text_is_hidden() {
    let world = world().await;
    let code = world.issued().await;
    let sessions = || async { json(&export(&world, "second_resident").await, "sessions.json") };
    let before = sessions().await;
    assert!(!before.is_empty());
    assert!(before.iter().all(|row| row["session"] != HIDDEN));
    world.take_down(&code, "含有他人隐私").await;
    let after = sessions().await;
    assert_eq!(after.len(), before.len());
    assert!(
        after.iter().all(|row| row["session"] == HIDDEN),
        "{after:?}"
    );
}
