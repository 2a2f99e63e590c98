//! Step 4, the session: invitations, check-in, quorum, remarks, ballots, its end.

mod ballots;
mod calendar;
mod pages;
mod quorum;

use uuid::Uuid;
use yishi::domain::workflow::{Refusal, Step, Verb};
use yishi::service::{Done, Problem, Target};
use yishi::store::people::accounts::{self, NewSeat};
use yishi::store::sessions::{self, board};

use crate::support::{World, world};

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

fn error(result: Result<Done, Problem>, field: &str) -> &'static str {
    match result {
        Err(Problem::Invalid(errors)) => errors.of(field).map_or("", |e| e.key),
        other => panic!("not invalid: {other:?}"),
    }
}

async fn open(world: &World, session: Uuid) -> Result<Done, Problem> {
    world
        .at_session("secretary", Verb::SessionOpen, session, &[])
        .await
}

#[tokio::test]
async fn a_session_opens_on_its_day_when_quorate() {
    let world = world().await;
    let code = world.adopted().await;
    let session = world.session(&code).await;
    let early = refusal(open(&world, session).await);
    assert_eq!(
        early,
        Refusal::TooEarly {
            verb: Verb::SessionOpen
        }
    );
    world.set_clock("2026-11-27T09:00");
    assert_eq!(
        unmet(open(&world, session).await),
        [
            "condition-quorum-signing-set",
            "condition-quorum-delegates",
            "condition-quorum-groups"
        ]
    );
    // Four of five are two thirds, but one stakeholder group is missing.
    world
        .check_in(session, &["李建国", "王敏", "欧阳平", "赵强"])
        .await;
    assert_eq!(
        unmet(open(&world, session).await),
        ["condition-quorum-groups"]
    );
    world.check_in(session, &["秦朗"]).await;
    open(&world, session).await.unwrap();
    let mut tx = world.read().await;
    let (_, row) = sessions::find(&mut tx, session).await.unwrap().unwrap();
    assert_eq!(row.status, "open");
    let frozen = row.rule.expect("the frozen rule");
    assert_eq!(
        frozen["quorum"],
        serde_json::json!({ "of": 2, "in_all": 3 })
    );
    drop(tx);
    let again = refusal(open(&world, session).await);
    assert!(matches!(again, Refusal::Missing { .. }), "{again:?}");
    world.sound().await;
}

#[tokio::test]
async fn the_invited_check_in_with_the_code_at_the_door() {
    let world = world().await;
    let code = world.adopted().await;
    let session = world.session(&code).await;
    let door = world.code_at_door(session);
    let with = |code: &str| [("code", code.to_owned())];
    let enter = async |key: &str, code: &str| {
        let fields = with(code);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        world
            .at_session(key, Verb::SessionCheckIn, session, &fields)
            .await
    };
    let early = refusal(enter("second_resident", &door).await);
    assert!(matches!(early, Refusal::TooEarly { .. }), "{early:?}");
    world.set_clock("2026-11-27T08:30");
    let wrong = if door == "000000" { "000001" } else { "000000" };
    assert_eq!(
        error(enter("second_resident", wrong).await, "code"),
        "error-code-wrong"
    );
    let stranger = refusal(enter("resident", &door).await);
    assert!(matches!(stranger, Refusal::NotYours { .. }), "{stranger:?}");
    // Full-width figures, as a Chinese keyboard types them.
    let wide: String = door
        .chars()
        .map(|c| char::from_u32(u32::from(c) - 0x30 + 0xff10).unwrap())
        .collect();
    enter("second_resident", &wide).await.unwrap();
    let twice = refusal(enter("second_resident", &door).await);
    assert!(matches!(twice, Refusal::AlreadyDone { .. }), "{twice:?}");
    let people = world.people_of(session).await;
    let here: Vec<&str> = people
        .iter()
        .filter(|p| p.present_at.is_some())
        .map(|p| p.name.as_str())
        .collect();
    assert_eq!(here, ["欧阳平"]);
    world.set_clock("2026-11-28T08:30");
    let late = refusal(enter("delegate", &door).await);
    assert!(matches!(late, Refusal::TooLate { .. }), "{late:?}");
}

#[tokio::test]
async fn a_group_that_stays_away_is_explained_after_two_invitations() {
    let world = world().await;
    let code = world.adopted().await;
    let session = world.session(&code).await;
    let group = world.groups(&code).await[1].to_string();
    let row = world.row_of(session, "秦朗").await;
    let absence = [
        ("group", group.as_str()),
        ("reason", "两次都联系过，说不来了"),
    ];
    let explain = async || {
        world
            .at_session("liaison", Verb::SessionAbsence, session, &absence)
            .await
    };
    let invite = [("people", row.as_str()), ("way", "phone")];
    assert_eq!(unmet(explain().await), ["condition-invitations"]);
    world
        .held_at("liaison", Verb::SessionInvite, session, &invite)
        .await;
    assert_eq!(unmet(explain().await), ["condition-invitations"]);
    world
        .held_at("liaison", Verb::SessionInvite, session, &invite)
        .await;
    let third = world
        .at_session("liaison", Verb::SessionInvite, session, &invite)
        .await;
    assert_eq!(error(third, "people"), "error-invited-twice");
    explain().await.unwrap();
    let twice = refusal(explain().await);
    assert!(matches!(twice, Refusal::AlreadyDone { .. }), "{twice:?}");
    world.set_clock("2026-11-27T09:00");
    world
        .check_in(session, &["李建国", "王敏", "欧阳平", "赵强"])
        .await;
    open(&world, session).await.unwrap();
    world.sound().await;
}

#[tokio::test]
async fn a_seat_s_delegate_is_named_by_an_invitation_and_completes_the_set() {
    let world = world().await;
    let code = world.adopted().await;
    let session = world.session(&code).await;
    let delegate = world.street.person("third_member").id;
    let stranger = world.street.person("resident").id.to_string();
    let invite = async |who: &str| {
        let fields = [("signer", who), ("way", "phone")];
        world
            .at_session("liaison", Verb::SessionInvite, session, &fields)
            .await
    };
    assert_eq!(
        error(invite(&stranger).await, "signer"),
        "error-not-a-choice"
    );
    let seat = NewSeat {
        id: Uuid::from_u128(77),
        council_id: world.street.councils[0].id,
        seat: "linked_member".to_owned(),
        account_id: delegate,
        capacity: "delegate".to_owned(),
        valid_from: "2026-11-20".parse().unwrap(),
        valid_until: None,
    };
    let mut tx = world.write("test.seat").await;
    accounts::seat(&mut tx, &seat).await.unwrap();
    tx.commit().await.unwrap();
    invite(&delegate.to_string()).await.unwrap();
    world.set_clock("2026-11-27T09:00");
    let names = ["李建国", "尤佳", "欧阳平", "秦朗", "赵强"];
    world.check_in(session, &names).await;
    open(&world, session).await.unwrap();
    world.sound().await;
}

#[tokio::test]
async fn the_invited_reply_and_the_last_word_counts() {
    let world = world().await;
    let code = world.adopted().await;
    let session = world.session(&code).await;
    let reply = async |key: &str, word: &str| {
        let fields = [("reply", word), ("note", "上午有课")];
        world
            .at_session(key, Verb::SessionReply, session, &fields)
            .await
    };
    reply("second_resident", "coming").await.unwrap();
    reply("second_resident", "not_coming").await.unwrap();
    let people = world.people_of(session).await;
    let mine = people.iter().find(|p| p.name == "欧阳平").unwrap();
    assert_eq!(
        (mine.reply.as_str(), mine.reply_note.as_str()),
        ("not_coming", "上午有课")
    );
    let stranger = refusal(reply("resident", "coming").await);
    assert!(matches!(stranger, Refusal::NotYours { .. }), "{stranger:?}");
}

#[tokio::test]
async fn without_a_quorum_it_is_adjourned_and_planned_anew() {
    let world = world().await;
    let code = world.adopted().await;
    let session = world.session(&code).await;
    world.set_clock("2026-11-27T09:30");
    world.check_in(session, &["李建国", "王敏"]).await;
    let why = [("reason", "到会两人，不足法定人数")];
    world
        .held_at("secretary", Verb::SessionAdjourn, session, &why)
        .await;
    let state = world.state(&code).await;
    assert_eq!((state.step, state.loops.adjourned), (Step::Deliberation, 1));
    let again = world
        .at_session("secretary", Verb::SessionAdjourn, session, &why)
        .await;
    assert_eq!(unmet(again), ["condition-session-under-way"]);
    let done = world
        .done(
            "secretary",
            Verb::Replan,
            &code,
            &[("reason", "改到下周再开")],
        )
        .await;
    assert_eq!(done.state.step, Step::Scheduling);
    let mut tx = world.read().await;
    let rows = sessions::of_topic(&mut tx, done.topic).await.unwrap();
    assert_eq!(rows[0].status, "adjourned");
    drop(tx);
    world.sound().await;
}

#[tokio::test]
async fn a_written_round_is_quorate_at_its_close() {
    let world = world().await;
    let code = world.approved().await;
    let mut plan = world.plan_form(&code).await;
    for (name, value) in &mut plan {
        if name == "session1_form" {
            "written".clone_into(value);
        }
    }
    let plan: Vec<(&str, &str)> = plan.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    world.done("liaison", Verb::PlanSave, &code, &plan).await;
    let facts = world.state(&code).await.plan.facts.unwrap();
    for key in ["secretary", "linked_member"] {
        let hash = [("hash", facts.hash.0.as_str())];
        world.done(key, Verb::PlanSign, &code, &hash).await;
    }
    let papers = [("papers", "征求意见稿")];
    world
        .done("liaison", Verb::ResearchBriefing, &code, &papers)
        .await;
    for key in ["secretary", "linked_member"] {
        let reason = [("reason", "材料齐全，先征求书面意见")];
        world.done(key, Verb::ResearchWaive, &code, &reason).await;
    }
    let session = world.session(&code).await;
    // It begins when it is announced, whoever has answered by then.
    open(&world, session).await.unwrap();
    let close = async |heard: &[(&str, &str)]| {
        world
            .at_session("secretary", Verb::SessionClose, session, heard)
            .await
    };
    assert!(unmet(close(&[]).await).contains(&"condition-quorum-delegates".to_owned()));
    world.set_clock("2026-11-27T10:00");
    let names = ["李建国", "王敏", "欧阳平", "秦朗"];
    world.check_in(session, &names).await;
    let groups = world.groups(&code).await;
    let heard: Vec<String> = groups.iter().map(Uuid::to_string).collect();
    let heard: Vec<(&str, &str)> = heard.iter().map(|g| ("heard", g.as_str())).collect();
    close(&heard).await.unwrap();
    world.sound().await;
}

#[tokio::test]
async fn a_remark_names_its_speaker_and_where_it_was_made() {
    let world = world().await;
    let (code, session) = world.opened().await;
    let row = world.row_of(session, "秦朗").await;
    let seen = world.state(&code).await.version;
    let staff = [
        ("person", row.as_str()),
        ("place", "off_room"),
        ("body", "近一些方便"),
    ];
    world
        .held_at("liaison", Verb::SessionRemark, session, &staff)
        .await;
    let own = [("place", "room"), ("body", "我担心噪声")];
    world
        .held_at("second_resident", Verb::SessionRemark, session, &own)
        .await;
    let nobody = [("place", "room"), ("body", "有人说")];
    let nobody = world
        .at_session("liaison", Verb::SessionRemark, session, &nobody)
        .await;
    assert_eq!(error(nobody, "person"), "error-speaker-due");
    assert_eq!(
        world.state(&code).await.version,
        seen,
        "a remark does not raise the version"
    );
    let held = world.state(&code).await;
    drop(held);
    let mut tx = world.read().await;
    let topic = yishi::service::step::see(&mut tx, &code)
        .await
        .unwrap()
        .row
        .id;
    let board = board::of_topic(&mut tx, topic).await.unwrap();
    let heads: Vec<(&str, &str)> = board
        .remarks
        .iter()
        .map(|r| (r.speaker.as_str(), r.place.as_str()))
        .collect();
    assert!(heads.contains(&("欧阳**", "room")), "{heads:?}");
    assert_eq!(board.remarks.len(), 2);
    drop(tx);
    world.sound().await;
}

#[tokio::test]
async fn only_who_was_there_or_spoke_can_have_been_heard() {
    let world = world().await;
    let (code, session) = world.opened().await;
    let stranger = Uuid::from_u128(7).to_string();
    let wrong = [("heard", stranger.as_str())];
    let wrong = world
        .at_session("secretary", Verb::SessionClose, session, &wrong)
        .await;
    assert_eq!(error(wrong, "heard"), "error-not-heard");
    let groups: Vec<String> = world
        .groups(&code)
        .await
        .iter()
        .map(Uuid::to_string)
        .collect();
    let heard: Vec<(&str, &str)> = groups.iter().map(|g| ("heard", g.as_str())).collect();
    let liaison = world
        .at_session("liaison", Verb::SessionClose, session, &heard)
        .await;
    assert!(matches!(refusal(liaison), Refusal::NotYours { .. }));
    world
        .held_at("secretary", Verb::SessionClose, session, &heard)
        .await;
    assert!(world.state(&code).await.deliberation.held());
    world.sound().await;
}

#[tokio::test]
async fn two_who_open_at_once_open_it_once() {
    let world = world().await;
    let code = world.adopted().await;
    let session = world.session(&code).await;
    world.set_clock("2026-11-27T09:00");
    let names = ["李建国", "王敏", "欧阳平", "秦朗", "赵强"];
    world.check_in(session, &names).await;
    let target = || Target::session(session);
    let (one, two) = tokio::join!(
        world.act("secretary", Verb::SessionOpen, target(), &[]),
        world.act("linked_member", Verb::SessionOpen, target(), &[]),
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
    world.sound().await;
}

#[tokio::test]
async fn another_street_finds_no_session_here() {
    let world = world().await;
    let code = world.adopted().await;
    let session = world.session(&code).await;
    let world = world.across().await;
    let tried = open(&world, session).await;
    assert!(matches!(tried, Err(Problem::NotFound)), "{tried:?}");
    let mut tx = world.read().await;
    assert!(sessions::find(&mut tx, session).await.unwrap().is_none());
}
