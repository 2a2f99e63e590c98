//! Ballots: frozen when they open, one vote each, counted without persons.

use yishi::domain::workflow::{Refusal, Verb};
use yishi::store::sessions::ballots;

use super::{refusal, unmet};
use crate::support::world;

#[tokio::test]
async fn a_secret_ballot_is_counted_without_persons_and_once_each() {
    let world = world().await;
    let (code, session) = world.opened().await;
    let form = [
        ("question", "是否同意建在东门"),
        ("options", "同意\n不同意\n弃权"),
        ("threshold", "1/2"),
        ("secret", "yes"),
    ];
    world
        .held_at("secretary", Verb::BallotOpen, session, &form)
        .await;
    let mut tx = world.read().await;
    let topic = yishi::service::step::see(&mut tx, &code)
        .await
        .unwrap()
        .row
        .id;
    let ballot = ballots::of_topic(&mut tx, topic).await.unwrap().remove(0);
    drop(tx);
    assert_eq!((ballot.electorate, ballot.secret), (5, true));
    let id = ballot.id.to_string();
    let vote = async |key: &str, choice: &str| {
        let fields = [("ballot", id.as_str()), ("choice", choice)];
        world
            .at_session(key, Verb::SessionVote, session, &fields)
            .await
    };
    for (key, choice) in [
        ("secretary", "1"),
        ("second_resident", "1"),
        ("delegate", "2"),
    ] {
        vote(key, choice).await.unwrap();
    }
    let twice = refusal(vote("delegate", "1").await);
    assert!(matches!(twice, Refusal::AlreadyDone { .. }), "{twice:?}");
    let stranger = refusal(vote("resident", "1").await);
    assert!(matches!(stranger, Refusal::NotYours { .. }), "{stranger:?}");
    let open = world
        .at_session("secretary", Verb::SessionClose, session, &[])
        .await;
    assert_eq!(unmet(open), ["condition-no-ballot-open"]);
    let close = [("ballot", id.as_str())];
    world
        .held_at("secretary", Verb::BallotClose, session, &close)
        .await;
    let late = refusal(vote("department_officer", "1").await);
    assert!(matches!(late, Refusal::TooLate { .. }), "{late:?}");
    let mut tx = world.read().await;
    let ballot = ballots::of_topic(&mut tx, topic).await.unwrap().remove(0);
    assert_eq!(
        (ballot.counts, ballot.root.len()),
        (Some(vec![2, 1, 0]), 64)
    );
    drop(tx);
    let mut tx = world.write("test.votes").await;
    let votes = ballots::votes(&mut tx, ballot.id).await.unwrap();
    assert!(votes.iter().all(|v| v.person_id.is_none()));
    drop(tx);
    world.sound().await;
}
