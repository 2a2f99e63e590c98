//! Conversion tasks: assigned, refused, decided, done and shown, verified by somebody else.

use axum::http::StatusCode;
use rstest::rstest;
use yishi::domain::tasks::{LegalKind, Numbers};
use yishi::domain::workflow::{Grade, Refusal, Step, TaskState, Verb};
use yishi::service::Problem;

use crate::support::{Browser, World, world};

fn refusal(problem: Problem) -> Refusal {
    match problem {
        Problem::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_task_gets_its_unit_target_and_date_and_the_unit_accepts_it() {
    let world = world().await;
    let code = world.converted().await;
    world.assign(&code, 1, 60).await;
    let row = &world.tasks(&code).await[0];
    assert_eq!(row.status, "assigned");
    assert_eq!(row.unit_name, "城市管理办公室");
    assert_eq!(row.target_kind.as_deref(), Some("project"));
    let stranger = world
        .at_task("second_department_officer", Verb::TaskAccept, &code, 1, &[])
        .await;
    assert!(matches!(
        refusal(stranger.unwrap_err()),
        Refusal::NotYours { .. }
    ));
    world
        .tasked("department_officer", Verb::TaskAccept, &code, 1, &[])
        .await;
    assert_eq!(world.tasks(&code).await[0].status, "accepted");
    world.sound().await;
}

#[tokio::test]
async fn a_task_refused_twice_is_proposed_by_the_office_and_signed_by_the_leader() {
    let world = world().await;
    let code = world.converted().await;
    let reason = [("reason", "不属于本单位的职责范围。")];
    for _ in 0..2 {
        world.assign(&code, 1, 60).await;
        world
            .tasked("department_officer", Verb::TaskRefuse, &code, 1, &reason)
            .await;
    }
    let unit = world.street.units[1].id.to_string();
    let due = world.in_days(50);
    let again = [
        ("unit", unit.as_str()),
        ("target_kind", "other"),
        ("due", due.as_str()),
    ];
    let again = world
        .at_task("office_officer", Verb::TaskAssign, &code, 1, &again)
        .await;
    assert!(matches!(
        refusal(again.unwrap_err()),
        Refusal::TaskState { .. }
    ));
    let early = world
        .at_task("leader", Verb::TaskDecide, &code, 1, &[("agree", "yes")])
        .await;
    assert!(early.is_err());
    let ruling = [
        ("ruling", "binding"),
        ("unit", unit.as_str()),
        ("due", due.as_str()),
        ("reason", "按三定方案属于社会事业办公室。"),
    ];
    world
        .tasked("office_officer", Verb::TaskDecide, &code, 1, &ruling)
        .await;
    assert_eq!(world.tasks(&code).await[0].status, "refused");
    world
        .tasked("leader", Verb::TaskDecide, &code, 1, &[("agree", "yes")])
        .await;
    let task = world.state(&code).await.task(1).unwrap().clone();
    assert!(task.binding);
    assert_eq!(task.state, TaskState::Accepted);
    let bound = world
        .at_task(
            "second_department_officer",
            Verb::TaskRefuse,
            &code,
            1,
            &reason,
        )
        .await;
    assert!(matches!(
        refusal(bound.unwrap_err()),
        Refusal::TaskState { .. }
    ));
    world.sound().await;
}

#[tokio::test]
async fn a_task_is_not_done_before_the_owners_have_voted_for_it() {
    let world = world().await;
    let code = world.accepted_task().await;
    let done = [("words", "充电棚已经建成。"), ("evidence", "验收单")];
    let early = world
        .at_task("department_officer", Verb::TaskComplete, &code, 1, &done)
        .await;
    let Refusal::Missing { unmet } = refusal(early.unwrap_err()) else {
        panic!("missing")
    };
    assert!(unmet.iter().any(|c| c.key == "condition-legal"));
    let few = ["100", "80", "40", "9000", "7000", "5000"];
    world.vote(&code, 1, "owners_vote", few).await;
    assert!(!world.state(&code).await.task(1).unwrap().legal_obtained);
    world.complete(&code, 1).await;
    let state = world.state(&code).await;
    assert_eq!(state.step, Step::Supervision);
    assert_eq!(state.task(1).unwrap().grade, Some(Grade::A));
    assert_eq!(world.tasks(&code).await[0].status, "done");
    world.sound().await;
}

#[rstest]
#[case::more_than_half(LegalKind::OwnersVote, [9, 6, 4, 90, 60, 31], true)]
#[case::exactly_half_of_the_area(LegalKind::OwnersVote, [9, 6, 4, 90, 60, 30], false)]
#[case::too_few_took_part(LegalKind::OwnersVote, [9, 5, 5, 90, 60, 31], false)]
#[case::three_quarters(LegalKind::OwnersSpecial, [12, 8, 6, 120, 80, 60], true)]
#[case::below_three_quarters(LegalKind::OwnersSpecial, [12, 8, 5, 120, 80, 60], false)]
#[case::an_assembly(LegalKind::ResidentsAssembly, [100, 51, 26, 0, 0, 0], true)]
#[case::half_an_assembly(LegalKind::ResidentsAssembly, [100, 50, 50, 0, 0, 0], false)]
#[case::two_thirds_of_the_members(LegalKind::CollectiveMembers, [9, 6, 6, 0, 0, 0], true)]
#[case::nobody(LegalKind::OwnersVote, [0, 0, 0, 0, 0, 0], false)]
#[case::a_document(LegalKind::GovernmentDecision, [0, 0, 0, 0, 0, 0], true)]
fn civil_code_278_decides_by_number_and_by_area(
    #[case] kind: LegalKind,
    #[case] n: [u32; 6],
    #[case] obtained: bool,
) {
    let numbers = Numbers {
        entitled: n[0],
        took_part: n[1],
        in_favour: n[2],
        area_entitled: n[3],
        area_took_part: n[4],
        area_in_favour: n[5],
    };
    assert_eq!(numbers.suffice(kind), obtained);
}

#[tokio::test]
async fn nobody_verifies_what_they_graded_themselves() {
    let world = world().await;
    let code = world.accepted_task().await;
    world.complete(&code, 1).await;
    let found = [("result", "confirmed"), ("words", "到场看过，确已建成。")];
    let own = world
        .at_task("department_officer", Verb::TaskVerify, &code, 1, &found)
        .await;
    assert!(matches!(
        refusal(own.unwrap_err()),
        Refusal::NotYours { .. } | Refusal::DecidedBefore
    ));
    let due = world.in_days(20);
    let missing = [
        ("result", "not_confirmed"),
        ("words", "棚子还没有通电。"),
        ("due", due.as_str()),
        ("next_check", due.as_str()),
    ];
    world
        .tasked("member", Verb::TaskVerify, &code, 1, &missing)
        .await;
    let row = &world.tasks(&code).await[0];
    assert_eq!(
        (row.status.as_str(), row.grade.as_deref()),
        ("under_way", Some("b"))
    );
    assert_eq!(world.state(&code).await.step, Step::Supervision);
    world.sound().await;
}

#[tokio::test]
async fn an_extension_is_asked_by_the_unit_and_granted_by_the_office() {
    let world = world().await;
    let code = world.accepted_task().await;
    let due = world.in_days(90);
    let fields = [
        ("due", due.as_str()),
        ("reason", "雨季施工，需要顺延一个月。"),
    ];
    world
        .tasked("department_officer", Verb::TaskExtend, &code, 1, &fields)
        .await;
    world
        .tasked("office_officer", Verb::TaskApproveExtension, &code, 1, &[])
        .await;
    let row = &world.tasks(&code).await[0];
    let day = yishi::domain::calendar::local_day(row.due_at.unwrap());
    assert_eq!(day.to_string(), due);
    world.sound().await;
}

#[tokio::test]
async fn an_overdue_task_is_urged_and_not_before() {
    let world = world().await;
    let code = world.accepted_task().await;
    let reason = [("reason", "已经超过期限，请抓紧办理。")];
    let early = world
        .at_task("office_officer", Verb::TaskUrge, &code, 1, &reason)
        .await;
    assert!(matches!(
        refusal(early.unwrap_err()),
        Refusal::TooEarly { .. }
    ));
    world.days_pass(70);
    world
        .tasked("office_officer", Verb::TaskUrge, &code, 1, &reason)
        .await;
    let next = world.in_days(30);
    let check = [
        ("words", "棚架已立，线路未接。"),
        ("next_check", next.as_str()),
    ];
    world
        .tasked("member", Verb::TaskInspect, &code, 1, &check)
        .await;
    let task = world.state(&code).await.task(1).unwrap().clone();
    assert_eq!((task.inspections, task.urged_at), (1, Some(world.now())));
    world.sound().await;
}

#[tokio::test]
async fn a_task_that_cannot_be_done_is_explained_and_goes_on() {
    let world = world().await;
    let code = world.accepted_task().await;
    let (due, check) = (world.in_days(80), world.in_days(30));
    let fields = [
        ("grade", "b"),
        ("reason", "变压器要增容，供电公司正在办理。"),
        ("due", due.as_str()),
        ("next_check", check.as_str()),
    ];
    world
        .tasked("department_officer", Verb::TaskExplain, &code, 1, &fields)
        .await;
    assert_eq!(world.state(&code).await.step, Step::Supervision);
    let words = [("words", "增容已经批复，下周施工。")];
    world
        .tasked("department_officer", Verb::TaskProgress, &code, 1, &words)
        .await;
    assert_eq!(world.tasks(&code).await[0].status, "under_way");
    world.sound().await;
}

#[tokio::test]
async fn the_list_of_promises_shows_every_task_and_narrows_it() {
    let world = world().await;
    let code = world.accepted_task().await;
    let mut browser = Browser::new(&world).await;
    let all = browser.get("/yunxi/results").await;
    assert_eq!(all.status, StatusCode::OK);
    assert!(all.text.contains("在东门空地建 20 个充电位") && all.text.contains(&code));
    for (query, rows) in [
        ("?status=open", 1),
        ("?status=fulfilled", 0),
        ("?overdue=1", 0),
        ("?community=yunxi", 1),
        ("?community=dongxi", 0),
    ] {
        let page = browser.get(&format!("/yunxi/results{query}")).await;
        assert_eq!(page.count(".rows > li"), rows, "{query}");
    }
    world.days_pass(70);
    assert_eq!(
        browser
            .get("/yunxi/results?overdue=1")
            .await
            .count(".rows > li"),
        1
    );
    for unknown in ["community=nowhere", "status=zzz", "overdue=x", "from=then"] {
        let page = browser.get(&format!("/yunxi/results?{unknown}")).await;
        assert_eq!(page.status, StatusCode::OK, "{unknown}");
        assert_eq!(page.count(".rows > li"), 0, "{unknown}");
        assert_eq!(
            page.count(".empty a[href='/yunxi/results']"),
            1,
            "{unknown}"
        );
    }
    let english = browser
        .other()
        .speaks("en")
        .get("/yunxi/results?overdue=1")
        .await;
    assert!(english.text.contains("Promises"));
}

#[tokio::test]
async fn each_filter_of_the_promises_says_how_many_it_holds_and_the_whole_street_is_one() {
    let world = world().await;
    world.accepted_task().await;
    let mut root = world.db.superuser().await;
    sqlx::query(
        "insert into task select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'n', 9,
           'community_id', null, 'status', 'verified'))).* from task t",
    )
    .execute(&mut root)
    .await
    .unwrap();
    world.days_pass(70);
    let mut browser = Browser::new(&world).await.speaks("zh");
    let page = browser.get("/yunxi/results").await;
    let whole = ".filters a[href='/yunxi/results?community=street']";
    assert_eq!(page.text_of(whole), "全街道 1");
    let mut followed = 0;
    for start in ["", "?community=street", "?status=open", "?overdue=1"] {
        let page = browser.get(&format!("/yunxi/results{start}")).await;
        let links = scraper::Selector::parse(".filters a").unwrap();
        let html = page.html();
        let hrefs: Vec<(String, String)> = html
            .select(&links)
            .map(|a| (a.attr("href").unwrap().to_owned(), a.text().collect()))
            .collect();
        for (href, label) in hrefs {
            let list = browser.get(&href).await;
            let n = list.count(".rows > li");
            assert!(
                label.ends_with(&format!(" {n}")),
                "{href}: {label}, not {n}"
            );
            assert!(
                list.text_of(".filters [aria-current]")
                    .ends_with(char::is_numeric)
            );
            followed += n;
        }
    }
    assert!(followed > 5, "{followed}");
}

#[tokio::test]
async fn a_department_sees_its_task_on_the_work_page_and_keeps_what_it_typed() {
    let world = world().await;
    let code = world.accepted_task().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "department_officer").await;
    let page = format!("/yunxi/desk/topics/{code}/conversion");
    let action = format!("/yunxi/topics/{code}/tasks/1/extend");
    let answer = browser
        .submit(&page, &action, &[("reason", "雨季"), ("due", "2026-01-01")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("雨季"));
    assert_eq!(answer.count(".mistakes li"), 2, "{}", answer.text);
    let mut stranger = browser.other();
    stranger.log_in(&world, "second_department_officer").await;
    // Named as assisting: progress and more time are theirs, the grade is not.
    let theirs = stranger.get(&page).await;
    assert!(theirs.text.contains("tasks/1/progress"));
    assert!(!theirs.text.contains("tasks/1/complete"));
    let mut outside = browser.other();
    outside.log_in(&world, "dongxi_resident").await;
    assert_eq!(outside.get(&page).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn tasks_of_one_street_are_nothing_in_another() {
    let world = world().await;
    let code = world.accepted_task().await;
    let two = world.across().await;
    for (key, verb) in [
        ("department_officer", Verb::TaskProgress),
        ("office_officer", Verb::TaskTransfer),
        ("member", Verb::TaskInspect),
    ] {
        let there = two.at_task(key, verb, &code, 1, &[]).await;
        assert!(matches!(there, Err(Problem::NotFound)), "{verb:?}");
    }
}

/// A topic is suspended for a week.
async fn a_week_stands_still(world: &World, code: &str) -> yishi::service::Done {
    let review = world.in_days(10);
    let fields = [("reason", "等规划批复"), ("review", review.as_str())];
    world.done("secretary", Verb::Suspend, code, &fields).await;
    world.days_pass(7);
    world.done("secretary", Verb::Resume, code, &[]).await
}

#[tokio::test]
async fn the_date_of_a_task_moves_by_the_days_that_its_topic_stood() {
    let world = world().await;
    let code = world.accepted_task().await;
    let due = world.tasks(&code).await[0].due_at.unwrap();
    let done = a_week_stands_still(&world, &code).await;
    let moved = world.tasks(&code).await[0].due_at;
    assert_eq!(moved, Some(due + chrono::TimeDelta::days(7)));
    assert_eq!(moved, done.state.tasks[0].due);
}

#[tokio::test]
async fn the_end_of_a_posting_moves_by_the_days_that_its_topic_stood() {
    let world = world().await;
    let code = world.posted().await;
    let end = world.posting(&code).await.closes_at.unwrap();
    let done = a_week_stands_still(&world, &code).await;
    let moved = world.posting(&code).await.closes_at;
    assert_eq!(moved, Some(end + chrono::TimeDelta::days(7)));
    assert_eq!(moved, done.state.feedback.posting.unwrap().until);
}
