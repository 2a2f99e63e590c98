//! Sessions as stored: who is there is sealed, one vote a person, what was saved stays.

use serde_json::json;
use uuid::Uuid;
use yishi::store::TenantTx;
use yishi::store::opinions::{self, Consent, NewVersion};
use yishi::store::plans::{self, NewPlan};
use yishi::store::sessions::ballots::{self, NewBallot, Vote};
use yishi::store::sessions::people::{self, CheckIn, NewPerson, Who};
use yishi::store::sessions::{self, End, NewSession};

use crate::support::{self, World, at, row_id};

const NAMED: [&str; 4] = ["secretary", "linked_member", "resident", "second_resident"];

struct Meeting {
    world: World,
    topic: Uuid,
    session: Uuid,
}

impl Meeting {
    fn account(&self, key: &str) -> Uuid {
        self.world.street.person(key).id
    }

    fn id(&self) -> Uuid {
        self.world.app.ids.make(self.world.now())
    }

    fn named(&self, key: &str) -> NewPerson {
        NewPerson {
            id: self.id(),
            session_id: self.session,
            account_id: Some(self.account(key)),
            name: self.world.street.person(key).name.clone(),
            identity: if key == "second_resident" {
                "observer"
            } else {
                "residents_delegate"
            }
            .to_owned(),
            group_id: None,
            counts: key != "second_resident",
            chosen: "invited".to_owned(),
        }
    }

    async fn check_in(&self, tx: &mut TenantTx, key: &str) -> bool {
        let check_in = CheckIn {
            who: Who::Account(self.account(key)),
            way: "room".to_owned(),
            by: self.account(key),
            salt: vec![7; 32],
            at: self.world.now(),
        };
        people::check_in(tx, self.session, &check_in).await.unwrap()
    }

    async fn open_ballot(&self, tx: &mut TenantTx, secret: bool) -> (Uuid, i32) {
        let ballot = NewBallot {
            id: self.id(),
            session_id: self.session,
            question: "换成感应灯？".to_owned(),
            options: vec!["同意".to_owned(), "反对".to_owned()],
            threshold: (1, 2),
            secret,
            opened_by: self.account("secretary"),
            opened_at: self.world.now(),
        };
        let (_, electorate) = ballots::open(tx, self.topic, &ballot).await.unwrap();
        (ballot.id, electorate)
    }

    async fn vote(&self, tx: &mut TenantTx, ballot: Uuid, key: &str, choice: i16) -> bool {
        let vote = Vote {
            voter: format!("{key} of {ballot}"),
            person_id: None,
            choice,
            salt: vec![8; 32],
            at: self.world.now(),
        };
        ballots::vote(tx, ballot, self.account(key), &vote)
            .await
            .unwrap()
    }
}

/// A street with one topic and a session to come, for which four are named; the last only observes.
async fn meeting() -> Meeting {
    let world = support::world().await;
    support::fill(&world.db, &world.street, "YX").await;
    let (topic, session) = (row_id(1, "topic"), world.app.ids.make(world.now()));
    let meeting = Meeting {
        world,
        topic,
        session,
    };
    let mut tx = meeting.world.write("test.meeting").await;
    let plan = NewPlan {
        id: meeting.id(),
        turn: 0,
        content: json!({"aim": "路灯"}),
        hash: "cd".repeat(32),
        saved_by: meeting.account("secretary"),
        saved_at: meeting.world.now(),
    };
    assert_eq!(plans::save(&mut tx, topic, &plan).await.unwrap(), 2);
    let new = NewSession {
        id: session,
        n: 1,
        form: "meeting".to_owned(),
        title: "路灯协商会".to_owned(),
        starts_at: at("2026-12-08T09:00"),
        ends_at: at("2026-12-08T11:00"),
        room: "二楼".to_owned(),
        agenda: String::new(),
    };
    let council = meeting.world.street.councils[0].id;
    let now = meeting.world.now();
    sessions::insert(&mut tx, topic, (plan.id, 0), council, None, &[new], now)
        .await
        .unwrap();
    let people: Vec<_> = NAMED.iter().map(|key| meeting.named(key)).collect();
    assert_eq!(
        people::insert(&mut tx, topic, &people).await.unwrap().len(),
        4
    );
    tx.commit().await.unwrap();
    meeting
}

#[tokio::test]
async fn a_plan_is_published_once() {
    let m = meeting().await;
    let mut tx = m.world.write("test.plan").await;
    let latest = plans::latest(&mut tx, m.topic).await.unwrap().unwrap();
    assert_eq!((latest.n, latest.published_at), (2, None));
    assert!(
        plans::publish(&mut tx, latest.id, m.world.now())
            .await
            .unwrap()
    );
    assert!(
        !plans::publish(&mut tx, latest.id, m.world.now())
            .await
            .unwrap()
    );
    let published = plans::published(&mut tx, m.topic).await.unwrap().unwrap();
    assert_eq!(
        (published.id, published.content),
        (latest.id, json!({"aim": "路灯"}))
    );
}

#[tokio::test]
async fn somebody_named_for_a_session_is_named_once() {
    let m = meeting().await;
    let mut tx = m.world.write("test.named").await;
    let again = people::insert(&mut tx, m.topic, &[m.named("resident")])
        .await
        .unwrap();
    assert_eq!(again, Vec::<Uuid>::new());
    assert_eq!(
        people::of_session(&mut tx, m.session).await.unwrap().len(),
        4
    );
}

#[tokio::test]
async fn an_invitation_is_recorded_a_second_time_and_no_third() {
    let m = meeting().await;
    let mut tx = m.world.write("test.invite").await;
    let all = people::of_session(&mut tx, m.session).await.unwrap();
    let one = [all[0].id];
    for (way, written) in [("phone", 1), ("visit", 1), ("phone", 0)] {
        let n = people::invite(
            &mut tx,
            m.session,
            &one,
            way,
            m.account("liaison"),
            m.world.now(),
        )
        .await
        .unwrap();
        assert_eq!(n, written, "{way}");
    }
    let row = &people::of_session(&mut tx, m.session).await.unwrap()[0];
    assert_eq!(row.invited_way, "phone");
    assert!(row.second_invited_at.is_some());
}

#[tokio::test]
async fn nobody_checks_in_twice_or_after_the_close() {
    let m = meeting().await;
    let mut tx = m.world.write("test.check_in").await;
    assert!(m.check_in(&mut tx, "secretary").await);
    assert!(!m.check_in(&mut tx, "secretary").await, "twice");
    assert!(!m.check_in(&mut tx, "leader").await, "not invited");
    let (by, now) = (m.account("secretary"), m.world.now());
    assert!(
        sessions::open(&mut tx, m.session, &json!({"of": 2}), by, now)
            .await
            .unwrap()
    );
    assert!(m.check_in(&mut tx, "linked_member").await, "late");
    assert!(
        sessions::end(&mut tx, m.session, End::Closed, "", by, now)
            .await
            .unwrap()
    );
    assert!(!m.check_in(&mut tx, "resident").await, "after the close");
    assert!(
        !sessions::end(&mut tx, m.session, End::Adjourned, "x", by, now)
            .await
            .unwrap()
    );
    let (code, session) = sessions::find(&mut tx, m.session).await.unwrap().unwrap();
    assert_eq!(
        (code.as_str(), session.status.as_str()),
        ("YX-2026-0001", "closed")
    );
    assert_eq!(session.rule, Some(json!({"of": 2})));
}

#[tokio::test]
async fn a_check_in_waits_for_the_count_and_is_not_lost_in_it() {
    let m = meeting().await;
    let mut chair = m.world.write("test.close").await;
    let counted = people::sealed(&mut chair, m.session).await.unwrap();
    assert!(counted.iter().all(|p| p.present_at.is_none()));
    let by = m.account("secretary");
    let late = async {
        let mut tx = m.world.write("test.late").await;
        let done = m.check_in(&mut tx, "resident").await;
        tx.commit().await.unwrap();
        done
    };
    let close = async {
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        sessions::end(&mut chair, m.session, End::Closed, "", by, m.world.now())
            .await
            .unwrap();
        chair.commit().await.unwrap();
    };
    let (late, ()) = tokio::join!(late, close);
    assert!(!late, "checked in after the count");
}

#[tokio::test]
async fn a_ballot_takes_one_vote_a_person_of_those_who_were_there() {
    let m = meeting().await;
    let mut tx = m.world.write("test.vote").await;
    for key in ["secretary", "resident", "second_resident"] {
        assert!(m.check_in(&mut tx, key).await);
    }
    let (ballot, electorate) = m.open_ballot(&mut tx, false).await;
    assert_eq!(electorate, 2, "the observer does not count");
    assert!(m.vote(&mut tx, ballot, "secretary", 1).await);
    assert!(!m.vote(&mut tx, ballot, "secretary", 2).await, "twice");
    assert!(
        !m.vote(&mut tx, ballot, "second_resident", 1).await,
        "an observer"
    );
    assert!(
        !m.vote(&mut tx, ballot, "linked_member", 1).await,
        "not there"
    );
    assert!(
        !m.vote(&mut tx, ballot, "resident", 3).await,
        "no such option"
    );
    assert!(m.vote(&mut tx, ballot, "resident", 2).await);
    let votes = ballots::votes(&mut tx, ballot).await.unwrap();
    assert!(votes.iter().all(|v| v.person_id.is_some()));
    assert!(
        ballots::close(&mut tx, ballot, &[1, 1], "ab", m.world.now())
            .await
            .unwrap()
    );
    assert!(
        !ballots::close(&mut tx, ballot, &[2, 0], "cd", m.world.now())
            .await
            .unwrap()
    );
    let all = ballots::of_topic(&mut tx, m.topic).await.unwrap();
    let closed = all.iter().find(|b| b.id == ballot).unwrap();
    assert_eq!((closed.counts.clone(), closed.votes), (Some(vec![1, 1]), 2));
}

#[tokio::test]
async fn a_secret_vote_carries_no_person_and_none_comes_after_the_close() {
    let m = meeting().await;
    let mut tx = m.world.write("test.secret").await;
    for key in ["secretary", "resident"] {
        assert!(m.check_in(&mut tx, key).await);
    }
    let (ballot, _) = m.open_ballot(&mut tx, true).await;
    assert!(m.vote(&mut tx, ballot, "secretary", 1).await);
    let votes = ballots::votes(&mut tx, ballot).await.unwrap();
    assert_eq!(votes.len(), 1);
    assert_eq!(votes[0].person_id, None);
    assert!(
        ballots::close(&mut tx, ballot, &[1, 0], "ab", m.world.now())
            .await
            .unwrap()
    );
    assert!(
        !m.vote(&mut tx, ballot, "resident", 1).await,
        "after the close"
    );
}

#[tokio::test]
async fn two_sessions_at_one_time_conflict_by_room_and_by_person() {
    let m = meeting().await;
    let mut tx = m.world.read().await;
    let when = (at("2026-12-08T10:00"), at("2026-12-08T12:00"));
    let me = [m.account("resident")];
    let ask = async |tx: &mut TenantTx, when, room, accounts: &[Uuid]| {
        sessions::conflicts(tx, Uuid::nil(), when, room, accounts)
            .await
            .unwrap()
    };
    let found = ask(&mut tx, when, "二楼", &me).await;
    assert_eq!(found.len(), 1);
    assert!(found[0].same_room);
    assert_eq!(found[0].people, 1);
    assert!(
        ask(&mut tx, when, "三楼", &[m.account("leader")])
            .await
            .is_empty()
    );
    let next = (at("2026-12-08T11:00"), at("2026-12-08T12:00"));
    assert!(
        ask(&mut tx, next, "二楼", &me).await.is_empty(),
        "one ends as the other begins"
    );
    let own = sessions::conflicts(&mut tx, m.topic, when, "二楼", &me)
        .await
        .unwrap();
    assert!(own.is_empty(), "a topic does not conflict with itself");
}

#[tokio::test]
async fn a_consent_is_bound_to_the_version_that_stands() {
    let m = meeting().await;
    let mut tx = m.world.write("test.consent").await;
    let save = async |tx: &mut TenantTx, hash: &str| {
        let version = NewVersion {
            id: m.id(),
            turn: 0,
            content: json!({"items": [{"no": 1}]}),
            hash: hash.to_owned(),
            saved_by: m.account("liaison"),
            saved_at: m.world.now(),
        };
        opinions::save(tx, m.topic, &version).await.unwrap();
        version.id
    };
    let person = people::of_session(&mut tx, m.session).await.unwrap()[0].id;
    let agree = Consent {
        person_id: person,
        agrees: true,
        words: String::new(),
        way: String::new(),
        entered_by: None,
        salt: vec![9; 32],
        at: m.world.now(),
    };
    let (old, new) = ("11".repeat(32), "22".repeat(32));
    save(&mut tx, &old).await;
    let standing = save(&mut tx, &new).await;
    assert!(
        !opinions::consent(&mut tx, m.topic, &old, &agree)
            .await
            .unwrap(),
        "an old version"
    );
    assert!(
        opinions::consent(&mut tx, m.topic, &new, &agree)
            .await
            .unwrap()
    );
    assert!(
        !opinions::consent(&mut tx, m.topic, &new, &agree)
            .await
            .unwrap(),
        "twice"
    );
    assert_eq!(
        opinions::sealed_consents(&mut tx, standing).await.unwrap(),
        std::slice::from_ref(&agree)
    );
    assert!(
        opinions::issue(&mut tx, standing, m.world.now())
            .await
            .unwrap()
    );
    assert!(
        !opinions::consent(&mut tx, m.topic, &new, &agree)
            .await
            .unwrap(),
        "issued"
    );
    let issued = opinions::issued(&mut tx, m.topic).await.unwrap().unwrap();
    assert_eq!(issued.id, standing);
    assert!(
        opinions::void(&mut tx, m.topic, m.world.now())
            .await
            .unwrap()
            .contains(&standing)
    );
    assert!(opinions::issued(&mut tx, m.topic).await.unwrap().is_none());
}
