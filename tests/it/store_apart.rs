//! Every room of the store, asked from one street for the rows of another: it knows of none.

use yishi::domain::calendar::local_day;
use yishi::domain::policy::{Part, Viewer};
use yishi::store::page::Page;
use yishi::store::record::{COVERED, covered, desk, entries};
use yishi::store::sessions::{ballots, people, remarks};
use yishi::store::tasks::{notes, supervisors};
use yishi::store::topics::{counts, groups, list, papers, row, similar, synonyms, voices};
use yishi::store::{
    TenantTx, evaluations, exports, feedback, notices, opinions, plans, research, scopes, sessions,
    tasks,
};

use crate::support::{self, row_id};

/// A transaction of street 2 in a database where street 1 has a row in every table.
async fn from_next_door() -> (support::Db, support::Street, TenantTx) {
    let db = support::db().await;
    let one = support::street(&db).await;
    support::other_street(&db).await;
    support::fill(&db, &one, "YX").await;
    let tx = db.store.write(2, "test.apart").await.unwrap();
    (db, one, tx)
}

fn everything() -> Viewer {
    Viewer {
        office: true,
        admin: true,
        auditor: true,
        all_councils: true,
        ..Viewer::default()
    }
}

fn empty<T>(page: &Page<T>) -> bool {
    page.rows.is_empty() && page.next.is_none()
}

#[tokio::test]
async fn topics_are_unknown_next_door() {
    let (_db, one, mut tx) = from_next_door().await;
    let (topic, me) = (row_id(1, "topic"), one.person("secretary").id);
    let all = everything();
    assert!(row::find(&mut tx, "YX-2026-0001").await.unwrap().is_none());
    assert_eq!(row::lock(&mut tx, "YX-2026-0001").await.unwrap(), None);
    let found = row::find_visible(&mut tx, &all, Part::Trace, "YX-2026-0001").await;
    assert!(found.unwrap().is_none());
    let page = list::page(&mut tx, &all, &list::Filter::default(), None, 20).await;
    assert!(empty(&page.unwrap()));
    assert_eq!(
        list::count(&mut tx, &all, &list::Filter::default())
            .await
            .unwrap()
            .n,
        0
    );
    assert!(list::cells(&mut tx).await.unwrap().is_empty());
    let counted = counts::seen(&mut tx, &all, None).await.unwrap().unwrap();
    assert!(counted.cells.is_empty() && counted.kinds.is_empty());
    let asked = similar::Term {
        term: "路灯".to_owned(),
        sign: 0,
        weight: 1.0,
    };
    let alike = similar::candidates(&mut tx, &all, &[asked], None, 9).await;
    assert!(alike.unwrap().is_empty());
    assert!(synonyms::all(&mut tx).await.unwrap().is_empty());
    assert_eq!(
        voices::of(&mut tx, topic, me).await.unwrap(),
        (false, false)
    );
    assert!(groups::of_topic(&mut tx, topic).await.unwrap().is_empty());
    assert!(groups::members(&mut tx, topic).await.unwrap().is_empty());
    assert!(groups::assessment(&mut tx, topic).await.unwrap().is_none());
    let papers = papers::of_topic(&mut tx, topic, papers::Reader::default())
        .await
        .unwrap();
    assert!(papers.plan.is_none() && papers.sessions.is_empty() && papers.tasks.is_empty());
    assert!(papers.opinion.is_none() && papers.posting.is_none() && papers.deliveries == 0);
    let exported = exports::topics(&mut tx, &all, &exports::Filter::default(), None, 9).await;
    assert!(exported.unwrap().is_empty());
    let seats_of = Some((one.councils[0].id, local_day(one.clock.now())));
    let scopes = scopes::of(&mut tx, topic, me, seats_of).await.unwrap();
    assert!(scopes.stakeholder_of.is_empty() && scopes.invitations.is_empty());
    assert!(scopes.seats.is_empty() && !scopes.supervisor);
}

#[tokio::test]
async fn plans_and_research_are_unknown_next_door() {
    let (_db, _one, mut tx) = from_next_door().await;
    let (topic, plan, at) = (
        row_id(1, "topic"),
        row_id(1, "plan"),
        support::at("2026-12-01T09:00"),
    );
    assert!(plans::latest(&mut tx, topic).await.unwrap().is_none());
    assert!(plans::published(&mut tx, topic).await.unwrap().is_none());
    assert!(!plans::publish(&mut tx, plan, at).await.unwrap());
    assert!(research::of_topic(&mut tx, topic).await.unwrap().is_empty());
    assert!(research::members(&mut tx, topic).await.unwrap().is_empty());
    assert!(research::notes(&mut tx, topic).await.unwrap().is_empty());
    assert!(
        research::briefings(&mut tx, topic)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(research::waiver(&mut tx, topic).await.unwrap().is_none());
    let done = research::report(&mut tx, topic, row_id(1, "research"), "x", plan, at).await;
    assert!(done.is_err(), "another street's group got a report");
}

#[tokio::test]
async fn sessions_are_unknown_next_door() {
    let (_db, one, mut tx) = from_next_door().await;
    let (topic, session, ballot) = (
        row_id(1, "topic"),
        row_id(1, "session"),
        row_id(1, "ballot"),
    );
    let (me, at) = (one.person("secretary").id, support::at("2026-12-01T09:00"));
    assert!(sessions::find(&mut tx, session).await.unwrap().is_none());
    assert!(sessions::of_topic(&mut tx, topic).await.unwrap().is_empty());
    let rule = serde_json::json!({});
    assert!(
        !sessions::open(&mut tx, session, &rule, me, at)
            .await
            .unwrap()
    );
    assert!(
        sessions::cancel(&mut tx, topic, "x", me, at)
            .await
            .unwrap()
            .is_empty()
    );
    let calendar = sessions::list::page(&mut tx, &sessions::list::Filter::default(), None, 9).await;
    assert!(empty(&calendar.unwrap()));
    let when = (
        support::at("2026-12-01T09:00"),
        support::at("2026-12-01T11:00"),
    );
    let conflicts = sessions::conflicts(&mut tx, row_id(2, "x"), when, "一楼议事室", &[me]).await;
    assert!(conflicts.unwrap().is_empty());
    assert!(
        people::of_session(&mut tx, session)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(people::of_topic(&mut tx, topic).await.unwrap().is_empty());
    assert!(people::absences(&mut tx, topic).await.unwrap().is_empty());
    let who = people::Who::Account(me);
    assert!(
        !people::reply(&mut tx, session, who, true, "", at)
            .await
            .unwrap()
    );
    let check_in = people::CheckIn {
        who,
        way: "room".to_owned(),
        by: me,
        salt: vec![1; 32],
        at,
    };
    assert!(!people::check_in(&mut tx, session, &check_in).await.unwrap());
    assert!(
        remarks::of_session(&mut tx, session)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(ballots::of_topic(&mut tx, topic).await.unwrap().is_empty());
    assert!(ballots::votes(&mut tx, ballot).await.unwrap().is_empty());
    let vote = ballots::Vote {
        voter: "w".to_owned(),
        person_id: None,
        choice: 1,
        salt: vec![1; 32],
        at,
    };
    assert!(!ballots::vote(&mut tx, ballot, me, &vote).await.unwrap());
    assert!(
        !ballots::close(&mut tx, ballot, &[1, 0], "", at)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn opinions_are_unknown_next_door() {
    let (_db, _one, mut tx) = from_next_door().await;
    let (topic, opinion, at) = (
        row_id(1, "topic"),
        row_id(1, "opinion"),
        support::at("2026-12-01T09:00"),
    );
    assert!(opinions::minutes(&mut tx, topic).await.unwrap().is_none());
    assert!(opinions::latest(&mut tx, topic).await.unwrap().is_none());
    assert!(opinions::issued(&mut tx, topic).await.unwrap().is_none());
    assert!(
        opinions::consents(&mut tx, opinion)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(opinions::void(&mut tx, topic, at).await.unwrap().is_empty());
    let consent = opinions::Consent {
        person_id: row_id(1, "person"),
        agrees: true,
        words: String::new(),
        way: String::new(),
        entered_by: None,
        salt: vec![1; 32],
        at,
    };
    assert!(
        !opinions::consent(&mut tx, topic, &"ab".repeat(32), &consent)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn feedback_tasks_and_evaluations_are_unknown_next_door() {
    let (_db, _one, mut tx) = from_next_door().await;
    let topic = row_id(1, "topic");
    assert!(
        feedback::deliveries(&mut tx, topic)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        feedback::postings::latest(&mut tx, topic)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        feedback::objections::of_topic(&mut tx, topic)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        feedback::no_result::latest(&mut tx, topic)
            .await
            .unwrap()
            .is_none()
    );
    assert!(tasks::of_topic(&mut tx, topic).await.unwrap().is_empty());
    assert!(notes::of_topic(&mut tx, topic).await.unwrap().is_empty());
    assert!(
        supervisors::choices(&mut tx, topic)
            .await
            .unwrap()
            .supervisors
            .is_empty()
    );
    let page = tasks::list::page(&mut tx, &tasks::list::Filter::default(), None, 9).await;
    assert!(empty(&page.unwrap()));
    assert!(
        evaluations::of_topic(&mut tx, topic)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        evaluations::contacts(&mut tx, topic)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        evaluations::answers(&mut tx, topic)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        evaluations::ratings::of_round(&mut tx, topic, 1)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(exports::tasks(&mut tx, None, 9).await.unwrap().is_empty());
    assert!(
        exports::evaluations(&mut tx, None, 9)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn the_record_and_what_hangs_on_it_are_unknown_next_door() {
    let (_db, one, mut tx) = from_next_door().await;
    let (topic, me) = (row_id(1, "topic"), one.person("secretary").id);
    assert!(entries::of_topic(&mut tx, topic).await.unwrap().is_empty());
    assert!(
        entries::contents_of_topic(&mut tx, topic)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(entries::timeline(&mut tx, topic).await.unwrap().is_empty());
    for table in COVERED {
        let rows = covered::rows_of_topic(&mut tx, table, topic).await.unwrap();
        assert!(rows.is_empty(), "{}", table.table);
    }
    let leader = ["role:leader".to_owned()];
    assert!(
        desk::of_holders(&mut tx, &leader, support::at("2026-12-31T09:00"), 9)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        notices::of_account(&mut tx, me, 9)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(notices::claim(&mut tx, 9).await.unwrap().is_empty());
}
