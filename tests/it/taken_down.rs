//! A text that is taken down: who asks and who decides, what is left of it, and who is told why.

use axum::http::StatusCode;
use chrono::NaiveDate;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;
use yishi::domain::policy::{Viewer, Visibility};
use yishi::domain::workflow::Verb;
use yishi::service::notices::tell_all;
use yishi::service::{Problem, Target, exports};

use crate::support::{Answer, Browser, World, migrator, world};

#[tokio::test]
async fn a_text_that_was_taken_down_is_hidden_and_can_be_shown_again() {
    let world = world().await;
    let code = world.assessed().await;
    let done = world.take_down(&code, "含有他人隐私").await;
    assert_eq!(Visibility::of(&done.state), Visibility::TakenDown);
    world
        .done("resident", Verb::Restore, &code, &[("reason", "已经改好")])
        .await;
    let yes = [("granted", "yes"), ("reason", "可以公开")];
    let done = world
        .done("second_officer", Verb::Restore, &code, &yes)
        .await;
    assert_eq!(Visibility::of(&done.state), Visibility::Public);
    world.sound().await;
}

#[tokio::test]
async fn a_text_that_was_taken_down_leaves_a_tombstone() {
    let world = world().await;
    let code = world.assessed().await;
    world.take_down(&code, "含有他人隐私").await;
    let mut nobody = Browser::new(&world).await.speaks("zh");
    let page = nobody.get(&format!("/yunxi/topics/{code}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("楼道里拉线充电"), "{}", page.text);
    assert!(!page.text.contains("电动自行车充电棚"), "{}", page.text);
    // Where it stands and why the text is gone; not who raised it, nor how many were for it.
    assert!(page.text_of("#hidden").contains("理由：含有他人隐私"));
    assert!(page.count(".track li") >= 8, "{}", page.text);
    for gone in ["附议", "提出", "张", "云溪社区</a>", "feed.atom"] {
        let main = page.text.split("<main").nth(1).unwrap();
        assert!(!main.contains(gone), "{gone}: {main}");
    }
    assert_eq!(page.count(".timeline li") + page.count("main form"), 0);
    let mut author = nobody.other();
    author.log_in(&world, "resident").await;
    let own = author.get(&format!("/yunxi/topics/{code}")).await;
    assert!(own.text.contains("楼道里拉线充电"), "{}", own.text);
    // Who still sees it is told that others do not.
    assert!(own.text_of("main .notice").contains("已经隐藏"));
}

/// A page as somebody sees it.
async fn seen(world: &World, key: &str, path: &str) -> Answer {
    let mut browser = Browser::new(world).await.speaks("zh");
    browser.log_in(world, key).await;
    browser.get(path).await
}

#[tokio::test]
async fn the_administrator_asks_for_a_take_down_from_the_topic_s_page() {
    let world = world().await;
    let code = world.assessed().await;
    let mut admin = Browser::new(&world).await.speaks("zh");
    admin.log_in(&world, "street_admin").await;
    let page = admin.get(&format!("/yunxi/topics/{code}")).await;
    let more = format!("/yunxi/desk/topics/{code}/more");
    assert_eq!(page.attribute("#voices a.button", "href"), more);
    let fields = [("reason", "含有他人隐私")];
    let act = format!("/yunxi/topics/{code}/take-down");
    let answer = admin.submit(&more, &act, &fields).await;
    assert_eq!(answer.location(), more, "{}", answer.text);
    let after = admin.get(&more).await;
    assert!(after.text_of("#reasons").contains("含有他人隐私"));
    assert_eq!(after.count("main .decision form"), 0, "asked once");
    // Whoever may do none of it has no such page.
    for key in ["second_resident", "resident"] {
        let shut = seen(&world, key, &more).await;
        assert_eq!(shut.status, StatusCode::FORBIDDEN, "{key}");
    }
}

#[tokio::test]
async fn all_are_told_why_a_text_is_hidden_and_the_author_what_is_decided() {
    let world = world().await;
    let code = world.assessed().await;
    let public = format!("/yunxi/topics/{code}");
    let more = format!("/yunxi/desk/topics/{code}/more");
    world
        .done("second_resident", Verb::Follow, &code, &[])
        .await;
    let ask = [("reason", "正文写了邻居的姓名")];
    world
        .done("street_admin", Verb::TakeDown, &code, &ask)
        .await;
    let page = seen(&world, "office_officer", &more).await;
    assert!(page.text_of("#reasons").contains("正文写了邻居的姓名"));
    let confirm = [("reason", "含有他人隐私")];
    world
        .done("office_officer", Verb::TakeDownConfirm, &code, &confirm)
        .await;
    tell_all(&world.app, world.street.tenant).await.unwrap();
    for (key, title) in [
        ("resident", "电动自行车充电棚"),
        ("second_resident", "内容已隐藏的议题"),
    ] {
        let notices = seen(&world, key, "/yunxi/notices").await;
        let first = notices.text_of(".notices li:first-child");
        assert!(
            first.contains("内容已隐藏") && first.contains("含有他人隐私"),
            "{key}: {first}"
        );
        assert!(first.contains(title), "{key}: {first}");
        assert!(!first.contains("邻居的姓名"), "between officials: {first}");
    }
    let mine = seen(&world, "resident", &public).await;
    assert!(mine.text_of("aside .card").contains("理由：含有他人隐私"));
    let appeal = [("reason", "姓名已经删掉了")];
    world.done("resident", Verb::Restore, &code, &appeal).await;
    let mine = seen(&world, "resident", &public).await;
    assert!(mine.text_of("aside .card").contains("申请恢复公开，等待"));
    let page = seen(&world, "second_officer", &more).await;
    for words in ["正文写了邻居的姓名", "含有他人隐私", "姓名已经删掉了"] {
        assert!(page.text_of("#reasons").contains(words), "{words}");
    }
    world.app.clock.advance(chrono::TimeDelta::minutes(1));
    let no = [("granted", "no"), ("reason", "照片里还有车牌")];
    world
        .done("second_officer", Verb::Restore, &code, &no)
        .await;
    tell_all(&world.app, world.street.tenant).await.unwrap();
    let officer = seen(&world, "office_officer", "/yunxi/notices").await;
    assert!(officer.text_of(".notices").contains("姓名已经删掉了"));
    let notices = seen(&world, "resident", "/yunxi/notices").await;
    let first = notices.text_of(".notices li:first-child");
    assert!(
        first.contains("没有通过") && first.contains("照片里还有车牌"),
        "{first}"
    );
    let mine = seen(&world, "resident", &public).await;
    assert!(mine.text_of("aside .card").contains("照片里还有车牌"));
    world.app.clock.advance(chrono::TimeDelta::minutes(1));
    world.done("resident", Verb::Restore, &code, &appeal).await;
    world.app.clock.advance(chrono::TimeDelta::minutes(1));
    let yes = [("granted", "yes"), ("reason", "可以公开")];
    world
        .done("second_officer", Verb::Restore, &code, &yes)
        .await;
    tell_all(&world.app, world.street.tenant).await.unwrap();
    for key in ["resident", "second_resident"] {
        let notices = seen(&world, key, "/yunxi/notices").await;
        let first = notices.text_of(".notices li:first-child");
        assert!(first.contains("已恢复公开"), "{key}: {first}");
    }
    // The public reads the decisions, and not what was said for the text.
    let page = Browser::new(&world).await.speaks("zh").get(&public).await;
    assert!(page.text.contains("照片里还有车牌") && !page.text.contains("姓名已经删掉了"));
}

#[tokio::test]
async fn nobody_comments_on_a_text_that_is_taken_down() {
    let world = world().await;
    let code = world.assessed().await;
    world.take_down(&code, "含有他人隐私").await;
    for key in ["resident", "second_resident"] {
        let words = [("body", "我也遇到过")];
        let written = world
            .act(key, Verb::Comment, Target::topic(&code), &words)
            .await;
        assert!(
            matches!(written, Err(Problem::NotFound)),
            "{key}: {written:?}"
        );
    }
    let page = seen(
        &world,
        "resident",
        &format!("/yunxi/topics/{code}/comments"),
    )
    .await;
    assert_eq!(page.count("textarea[name=body]"), 0);
}

#[tokio::test]
async fn the_promises_of_a_text_that_is_taken_down_are_counted_where_they_are_listed() {
    let world = world().await;
    let code = world.accounted("satisfied").await;
    let mut anybody = Browser::new(&world).await.speaks("zh");
    let mut counted = async |promised: i64, rated: &str| {
        let portal = anybody.get("/yunxi").await;
        let all = "dl.facts a[href^='/yunxi/results']";
        let (said, href) = (portal.text_of(all), portal.attribute(all, "href"));
        assert!(said.starts_with(&format!("{promised} →")), "{said}");
        assert!(
            portal.text_of("dl.facts").contains(rated),
            "{}",
            portal.text_of("dl.facts")
        );
        let list = anybody.get(&href).await;
        assert_eq!(
            list.text_of(".meta [role=status]"),
            format!("共 {promised} 项")
        );
        let api = anybody.get("/yunxi/api/v1/statistics").await.text;
        assert!(api.contains(&format!("\"promised\":{promised},")), "{api}");
    };
    counted(1, "100%").await;
    world.take_down(&code, "含有他人隐私").await;
    counted(0, "–").await;
    restore(&world, &code).await;
    counted(1, "100%").await;
}

#[tokio::test]
async fn an_export_of_whoever_runs_the_street_says_of_each_row_who_may_see_its_topic() {
    let world = world().await;
    let promised = world.accounted("satisfied").await;
    world.take_down(&promised, "含有他人隐私").await;
    let public = world.assessed().await;
    let waits = world.submitted().await;
    let withdrawn = world.submitted().await;
    let own = [("reason", "问题已经自己解决了。")];
    world
        .done("resident", Verb::Withdraw, &withdrawn, &own)
        .await;
    let (store, tenant, now) = (&world.db.store, world.street.tenant, world.now());
    let operator = Viewer {
        all_councils: true,
        office: true,
        admin: true,
        auditor: true,
        ..Viewer::default()
    };
    let topics = exports::topics(store, tenant, &operator, now)
        .await
        .unwrap();
    let tasks = exports::tasks(store, tenant, now).await.unwrap();
    let evaluations = exports::evaluations(store, tenant).await.unwrap();
    let said = |table: &yishi::kit::export::Table| -> Vec<(String, String)> {
        let mut text = Vec::new();
        yishi::kit::export::json(table, &mut text).unwrap();
        let rows: Vec<serde_json::Value> = serde_json::from_slice(&text).unwrap();
        let of = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap().to_owned();
        let pair = |row| (of(row, "code"), of(row, "visibility"));
        rows.iter().map(pair).collect()
    };
    let row = |code: &String, visibility: Visibility| (code.clone(), visibility.code().to_owned());
    let gone = row(&promised, Visibility::TakenDown);
    let all = vec![
        gone.clone(),
        row(&public, Visibility::Public),
        row(&waits, Visibility::Submitted),
        row(&withdrawn, Visibility::Withdrawn),
    ];
    assert_eq!(said(&topics), all);
    assert_eq!(said(&tasks), std::slice::from_ref(&gone));
    assert_eq!(said(&evaluations), [gone]);
    // What anybody can load has neither the text nor its promises.
    let mut anybody = Browser::new(&world).await.speaks("zh");
    for path in ["topics", "tasks", "results", "statistics"] {
        let data = anybody.get(&format!("/yunxi/api/v1/{path}")).await;
        assert_eq!(data.status, StatusCode::OK);
        for hidden in [&promised, &waits, &withdrawn] {
            assert!(!data.text.contains(hidden), "{path}: {}", data.text);
        }
    }
    let one = anybody
        .get(&format!("/yunxi/api/v1/topics/{promised}"))
        .await;
    assert!(!one.text.contains("充电棚"), "{}", one.text);
}

/// What is counted of tasks and ratings, by month, community and measure.
async fn counted(world: &World) -> Vec<(NaiveDate, Uuid, String, i64)> {
    sqlx::query_as(
        "select month, community_id, measure, n from dashboard_count
         where n <> 0 and (measure like 'task.%' or measure like 'rating.%') order by 1, 2, 3",
    )
    .fetch_all(&world.db.owner)
    .await
    .unwrap()
}

/// Shows a text again that was taken down.
async fn restore(world: &World, code: &str) {
    let ask = [("reason", "已经改好")];
    world.done("resident", Verb::Restore, code, &ask).await;
    let yes = [("granted", "yes"), ("reason", "可以公开")];
    world
        .done("second_officer", Verb::Restore, code, &yes)
        .await;
}

#[tokio::test]
async fn what_was_counted_of_a_text_taken_down_before_the_counts_knew_is_counted_once() {
    let world = world().await;
    let hidden = world.accounted("satisfied").await;
    world.accounted_later(40, "not_satisfied").await;
    let all = counted(&world).await;
    assert!(all.len() > 6, "{all:?}");
    world.take_down(&hidden, "含有他人隐私").await;
    let public = counted(&world).await;
    let of = |counts: &[(NaiveDate, Uuid, String, i64)], kind: &str| -> i64 {
        let of_kind = counts.iter().filter(|c| c.2.starts_with(kind));
        of_kind.map(|c| c.3).sum()
    };
    for (kind, both, one) in [("task.all", 2, 1), ("rating.public", 11, 1)] {
        assert_eq!((of(&all, kind), of(&public, kind)), (both, one), "{kind}");
    }
    // As the counts were kept before they knew: in a street where nothing is hidden nothing changes.
    let (mut owner, migrator) = (
        PgConnection::connect(&world.db.owner_url).await.unwrap(),
        migrator().await,
    );
    let mut migrate = async |counts: &[(NaiveDate, Uuid, String, i64)]| {
        migrator.undo(&mut owner, 20_261_130_005_199).await.unwrap();
        sqlx::query("update dashboard_count set n = 0 where measure like 'task.%' or measure like 'rating.%'")
            .execute(&world.db.owner)
            .await
            .unwrap();
        for (month, community, measure, n) in counts {
            sqlx::query("update dashboard_count set n = $4 where month = $1 and community_id = $2 and measure = $3")
                .bind(month)
                .bind(community)
                .bind(measure)
                .bind(n)
                .execute(&world.db.owner)
                .await
                .unwrap();
        }
        migrator.run(&mut owner).await.unwrap();
    };
    migrate(&all).await;
    assert_eq!(counted(&world).await, public);
    migrate(&public).await;
    assert_eq!(counted(&world).await, public);
    restore(&world, &hidden).await;
    assert_eq!(counted(&world).await, all);
    migrate(&[]).await;
    assert_eq!(counted(&world).await, all);
}
