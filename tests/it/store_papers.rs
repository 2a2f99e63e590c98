//! The papers of a topic come whole in one statement, and what holds around a topic in another.

use sqlx::Executor;
use yishi::domain::calendar::local_day;
use yishi::store::people::directory;
use yishi::store::scopes;
use yishi::store::topics::papers;

use crate::support::{self, row_id};

#[tokio::test]
async fn the_papers_of_a_topic_are_read_at_once() {
    let world = support::world().await;
    support::fill(&world.db, &world.street, "YX").await;
    let topic = row_id(1, "topic");
    let mut tx = world.read().await;
    let drafts = papers::of_topic(&mut tx, topic, papers::Reader::default())
        .await
        .unwrap();
    assert!(drafts.waiver.is_none() && drafts.no_result.is_none() && drafts.ballots.is_empty());
    drop(tx);
    for decided in [
        "update research_waiver set decided_at = now()",
        "update no_result set decided_at = now()",
        "update ballot set closed_at = now(), counts = '{1,0}'",
        "update session_person set invited_at = now(), reply = 'coming', replied_at = now(), present_at = now(), salt = '\\x01'",
        "update opinion set issued_at = now()",
        "update minutes set signed_at = now()",
    ] {
        world.db.owner.execute(decided).await.unwrap();
    }
    let mut tx = world.read().await;
    let papers = papers::of_topic(&mut tx, topic, papers::Reader::default())
        .await
        .unwrap();
    assert_eq!(papers.assessment.unwrap().people, 100);
    assert_eq!(papers.groups[0].name, "一楼商户");
    assert_eq!(papers.plan.unwrap().n, 1);
    let session = &papers.sessions[0];
    assert_eq!(
        (session.invited, session.coming, session.present),
        (1, 1, 1)
    );
    assert_eq!((session.entitled, session.entitled_present), (1, 1));
    assert_eq!(papers.research[0].findings, 1);
    assert_eq!(papers.research[0].leader, "云溪社区党委书记");
    assert_eq!(papers.briefing.unwrap().sent_to, 3);
    assert_eq!(papers.waiver.unwrap().reason, "急");
    assert_eq!(papers.ballots[0].counts, [1, 0]);
    assert!(papers.minutes.is_some());
    let opinion = papers.opinion.unwrap();
    assert_eq!((opinion.consents, opinion.dissents), (1, 0));
    assert_eq!(papers.deliveries, 1);
    let posting = papers.posting.unwrap();
    assert_eq!(
        (posting.acknowledged, posting.objections, posting.answered),
        (1, 1, 0)
    );
    assert_eq!(papers.no_result.unwrap().reason, "无");
    assert_eq!(papers.tasks[0].unit_name, "城市管理办公室");
    let evaluation = &papers.evaluations[0];
    assert_eq!((evaluation.ratings, evaluation.ratings_public), (1, 1));
}

#[tokio::test]
async fn what_holds_around_a_topic_is_read_at_once() {
    let world = support::world().await;
    support::fill(&world.db, &world.street, "YX").await;
    let (topic, council) = (row_id(1, "topic"), world.street.councils[0].id);
    let mut tx = world.read().await;
    let of = async |tx: &mut yishi::store::TenantTx, key: &str| {
        let account = world.street.person(key).id;
        let seats_of = Some((council, local_day(world.now())));
        scopes::of(tx, topic, account, seats_of).await.unwrap()
    };
    let secretary = of(&mut tx, "secretary").await;
    assert_eq!(secretary.stakeholder_of, [row_id(1, "group")]);
    assert_eq!(secretary.leads, [row_id(1, "research")]);
    assert!(secretary.joined.is_empty() && secretary.supervisor);
    let invitation = secretary.invitation(row_id(1, "session")).unwrap();
    assert!(invitation.counts && !invitation.present);
    assert_eq!(secretary.assisting[0].unit_id, world.street.units[1].id);
    let seated = directory::seated(&mut tx, council, local_day(world.now())).await;
    assert_eq!(secretary.seats, seated.unwrap(), "one truth in two places");
    let seats: Vec<&str> = secretary.seats.iter().map(|s| s.seat.as_str()).collect();
    assert_eq!(seats, ["linked_member", "party_secretary"]);
    let member = of(&mut tx, "linked_member").await;
    assert_eq!(member.joined, [row_id(1, "research")]);
    assert!(member.stakeholder_of.is_empty() && member.invitations.is_empty());
    let officer = world.street.person("office_officer").id;
    let street = Some((world.street.street_council.id, local_day(world.now())));
    let head = scopes::of(&mut tx, topic, officer, street).await.unwrap();
    let seated = directory::seated(
        &mut tx,
        world.street.street_council.id,
        local_day(world.now()),
    );
    assert_eq!(head.seats, seated.await.unwrap());
    assert!(head.seats.iter().any(|s| s.seat == "second_signer"));
    let verb = scopes::of(&mut tx, topic, officer, None).await.unwrap();
    assert!(verb.seats.is_empty(), "nobody asked");
}
