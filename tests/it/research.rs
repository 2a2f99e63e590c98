//! Step 3: groups report, the papers go out, the research is adopted, or waived by the whole set.

use yishi::domain::workflow::{Refusal, Step, Verb};
use yishi::service::{Done, Problem, Target};
use yishi::store::research;

use crate::support::{World, world};

async fn act(
    world: &World,
    key: &str,
    verb: Verb,
    code: &str,
    fields: &[(&str, &str)],
) -> Result<Done, Problem> {
    world.act(key, verb, Target::topic(code), fields).await
}

fn refusal(result: Result<Done, Problem>) -> Refusal {
    match result {
        Err(Problem::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

fn unmet(result: Result<Done, Problem>) -> Vec<String> {
    match refusal(result) {
        Refusal::Missing { unmet } => unmet.into_iter().map(|c| c.key.into_owned()).collect(),
        other => panic!("not missing: {other:?}"),
    }
}

/// The group of a published topic, led by a member.
async fn assigned(world: &World, code: &str) -> String {
    let group = world.research_group(code).await;
    let leader = world.street.person("member").id.to_string();
    let fields = [
        ("group", group.as_str()),
        ("leader", leader.as_str()),
        ("task", "走访两处场地"),
        ("due", "2026-11-25T18:00"),
    ];
    world
        .done("secretary", Verb::ResearchAssign, code, &fields)
        .await;
    group
}

#[tokio::test]
async fn research_is_adopted_once_every_group_has_reported_and_the_papers_are_sent() {
    let world = world().await;
    let code = world.published().await;
    let early = act(&world, "secretary", Verb::ResearchAdopt, &code, &[]).await;
    assert_eq!(
        unmet(early),
        ["condition-groups-reported", "condition-briefing-sent"]
    );
    let group = world.research_group(&code).await;
    let assigned = world.street.person("third_member").id.to_string();
    let fields = [
        ("group", group.as_str()),
        ("leader", assigned.as_str()),
        ("task", "走访两处场地"),
        ("due", "2026-11-25T18:00"),
        ("named", "张大爷\n李阿姨"),
    ];
    world
        .done("secretary", Verb::ResearchAssign, &code, &fields)
        .await;
    let visit = [
        ("group", group.as_str()),
        ("day", "2026-11-23"),
        ("place", "东门空地"),
        ("people", "12"),
        ("body", "住户担心半夜的噪声"),
    ];
    world
        .done("third_member", Verb::ResearchVisit, &code, &visit)
        .await;
    let report = [
        ("group", group.as_str()),
        ("report", "两处都看过了"),
        ("findings", "东门空地容量够\n西侧离住户太近"),
    ];
    world
        .done("third_member", Verb::ResearchReport, &code, &report)
        .await;
    let papers = [("papers", "走访记录"), ("note", "请先看一看")];
    world
        .done("liaison", Verb::ResearchBriefing, &code, &papers)
        .await;
    let done = world
        .done("linked_member", Verb::ResearchAdopt, &code, &[])
        .await;
    assert_eq!(done.state.step, Step::Deliberation);
    let mut tx = world.read().await;
    let board = research::board(&mut tx, done.topic).await.unwrap();
    assert_eq!((board.groups[0].findings, board.groups[0].visits), (2, 1));
    assert_eq!((board.briefings[0].sent_to, board.members.len()), (5, 3));
    drop(tx);
    world.sound().await;
}

#[tokio::test]
async fn only_the_group_s_people_report_for_it() {
    let world = world().await;
    let code = world.published().await;
    let group = assigned(&world, &code).await;
    let report = [
        ("group", group.as_str()),
        ("report", "看过了"),
        ("findings", "容量够"),
    ];
    for stranger in ["secretary", "third_member", "second_resident"] {
        let tried = act(&world, stranger, Verb::ResearchReport, &code, &report).await;
        let why = refusal(tried);
        assert!(
            matches!(why, Refusal::NotYours { .. }),
            "{stranger}: {why:?}"
        );
    }
    world
        .done("member", Verb::ResearchReport, &code, &report)
        .await;
}

#[tokio::test]
async fn a_report_without_a_finding_is_given_back_with_an_error_at_its_field() {
    let world = world().await;
    let code = world.published().await;
    let group = assigned(&world, &code).await;
    let report = [
        ("group", group.as_str()),
        ("report", "看过了"),
        ("findings", " \n "),
    ];
    match act(&world, "member", Verb::ResearchReport, &code, &report).await {
        Err(Problem::Invalid(errors)) => {
            assert_eq!(
                errors.of("findings").map(|e| e.key),
                Some("error-finding-due")
            );
        }
        other => panic!("{other:?}"),
    }
    let ahead = [
        ("group", group.as_str()),
        ("day", "2026-11-24"),
        ("place", "东门"),
        ("people", "3"),
        ("body", "看了看"),
    ];
    match act(&world, "member", Verb::ResearchVisit, &code, &ahead).await {
        Err(Problem::Invalid(errors)) => {
            assert_eq!(errors.of("day").map(|e| e.key), Some("error-day-ahead"));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_second_signature_on_one_reason_waives_the_research() {
    let world = world().await;
    let code = world.published().await;
    let reason = [("reason", "上个月刚走访过，材料现成")];
    let before = act(&world, "secretary", Verb::ResearchWaive, &code, &reason).await;
    assert_eq!(unmet(before), ["condition-briefing-sent"]);
    let papers = [("papers", "上个月的走访记录")];
    world
        .done("liaison", Verb::ResearchBriefing, &code, &papers)
        .await;
    world
        .done("secretary", Verb::ResearchWaive, &code, &reason)
        .await;
    let again = act(&world, "secretary", Verb::ResearchWaive, &code, &reason).await;
    assert!(matches!(refusal(again), Refusal::SeatSigned { .. }));
    let other = [("reason", "大家都很清楚了，不用再看")];
    let other = act(&world, "linked_member", Verb::ResearchWaive, &code, &other).await;
    assert_eq!(refusal(other), Refusal::ContentChanged);
    let done = world
        .done("linked_member", Verb::ResearchWaive, &code, &reason)
        .await;
    assert_eq!(done.state.step, Step::Deliberation);
    world.sound().await;
}

#[tokio::test]
async fn a_report_of_an_old_version_is_refused() {
    let world = world().await;
    let code = world.published().await;
    let group = assigned(&world, &code).await;
    let seen = world.state(&code).await.version;
    let papers = [("papers", "走访记录")];
    world
        .done("liaison", Verb::ResearchBriefing, &code, &papers)
        .await;
    let report = [
        ("group", group.as_str()),
        ("report", "看过了"),
        ("findings", "容量够"),
    ];
    let mut deed = world.deed("member", Target::topic(&code), &report).await;
    deed.version = Some(seen);
    let tried = yishi::service::deeds::perform(Verb::ResearchReport, deed).await;
    assert!(matches!(tried, Err(Problem::Stale { .. })), "{tried:?}");
}

#[tokio::test]
async fn another_street_neither_reads_nor_reports_this_one_s_research() {
    let world = world().await;
    let code = world.researched().await;
    let topic = world
        .done("secretary", Verb::ResearchAdopt, &code, &[])
        .await
        .topic;
    let world = world.across().await;
    let mut tx = world.read().await;
    let board = research::board(&mut tx, topic).await.unwrap();
    assert!(board.groups.is_empty() && board.notes.is_empty() && board.briefings.is_empty());
    drop(tx);
    let tried = act(&world, "secretary", Verb::ResearchAdopt, &code, &[]).await;
    assert!(matches!(tried, Err(Problem::NotFound)), "{tried:?}");
}
