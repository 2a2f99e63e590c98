//! Approval: proposed by the council, decided by the chain in order, declined with a reason.

use yishi::domain::workflow::{Refusal, Standing, Step, Verb};
use yishi::service::{Problem, Target};

use crate::support::{Browser, World, world};

async fn refused(
    world: &World,
    key: &str,
    verb: Verb,
    code: &str,
    form: &[(&str, &str)],
) -> Refusal {
    match world.act(key, verb, Target::topic(code), form).await {
        Err(Problem::Refused(refusal)) => refusal,
        other => panic!("{key} {verb:?}: {other:?}"),
    }
}

const WHY: [(&str, &str); 1] = [("reason", "请补充涉及的户数")];

#[tokio::test]
async fn the_chain_approves_in_order_and_nobody_decides_twice() {
    let world = world().await;
    let code = world.assessed().await;
    world.done("liaison", Verb::Propose, &code, &[]).await;
    let early = refused(&world, "leader", Verb::Approve, &code, &[]).await;
    assert!(matches!(early, Refusal::NotYours { .. }));
    world
        .done("office_officer", Verb::Approve, &code, &[])
        .await;
    let again = refused(&world, "second_officer", Verb::Approve, &code, &[]).await;
    assert!(matches!(again, Refusal::NotYours { .. }));
    let done = world.done("leader", Verb::Approve, &code, &[]).await;
    assert!(done.state.approved());
    assert_eq!(done.state.step, Step::Scheduling);
    world.sound().await;
}

#[tokio::test]
async fn what_is_not_assessed_is_not_proposed_and_the_refusal_says_what_is_missing() {
    let world = world().await;
    let code = world.submitted().await;
    match refused(&world, "liaison", Verb::Propose, &code, &[]).await {
        Refusal::Missing { unmet } => {
            assert!(
                unmet.iter().any(|c| c.key == "condition-accepted"),
                "{unmet:?}"
            );
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_street_without_another_reviewer_is_told_who_is_missing() {
    let world = world().await;
    let code = world.assessed().await;
    sqlx::query("update role_grant set valid_until = '2026-06-30' where role = 'leader'")
        .execute(&world.db.owner)
        .await
        .unwrap();
    match refused(&world, "liaison", Verb::Propose, &code, &[]).await {
        Refusal::Missing { unmet } => {
            let keys: Vec<&str> = unmet.iter().map(|c| &*c.key).collect();
            assert_eq!(keys, ["condition-approver"]);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_return_leads_back_and_the_proposer_can_take_back() {
    let world = world().await;
    let code = world.assessed().await;
    world.done("liaison", Verb::Propose, &code, &[]).await;
    let done = world
        .done("office_officer", Verb::Return, &code, &WHY)
        .await;
    assert_eq!(done.state.step, Step::Solicitation);
    world.done("liaison", Verb::Propose, &code, &[]).await;
    let other = refused(&world, "secretary", Verb::TakeBack, &code, &WHY).await;
    assert!(matches!(other, Refusal::NotYours { .. }));
    let done = world.done("liaison", Verb::TakeBack, &code, &WHY).await;
    assert_eq!(done.state.step, Step::Solicitation);
}

#[tokio::test]
async fn a_decline_at_step_one_needs_a_second_person_and_is_reconsidered_once() {
    let world = world().await;
    let code = world.submitted().await;
    let why = [
        ("reason", "属于物业日常维修"),
        ("elsewhere", "请联系小区物业"),
    ];
    world.done("liaison", Verb::Decline, &code, &why).await;
    let done = world
        .done("secretary", Verb::DeclineConfirm, &code, &[])
        .await;
    assert_eq!(done.state.standing, Standing::Declined);
    world.done("resident", Verb::Reconsider, &code, &WHY).await;
    let yes = [("granted", "yes"), ("reason", "涉及面广")];
    world
        .done("office_officer", Verb::ReconsiderDecide, &code, &yes)
        .await;
    let done = world
        .done("leader", Verb::ReconsiderDecide, &code, &yes)
        .await;
    assert_eq!(
        (done.state.standing, done.state.step),
        (Standing::Open, Step::Solicitation)
    );
    world.sound().await;
}

#[tokio::test]
async fn a_decline_without_a_word_of_where_else_to_go_is_not_one() {
    let world = world().await;
    let code = world.submitted().await;
    let form = [("reason", "不属于协商范围")];
    match world
        .act("liaison", Verb::Decline, Target::topic(&code), &form)
        .await
    {
        Err(Problem::Invalid(errors)) => assert!(errors.of("elsewhere").is_some()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_street_topic_that_cannot_go_on_ends_unresolved_by_the_leader_s_hand() {
    let world = world().await;
    let form = [
        ("title", "跨区河道整治"),
        ("body", "河道两岸归两个区管。"),
        ("community", "street"),
        ("category", "environment"),
        ("issuer", "街道党工委"),
        ("document", "云街工委〔2026〕7号"),
        ("deadline", "2026-12-20"),
        ("consent", "yes"),
    ];
    let done = world
        .act("office_officer", Verb::Submit, Target::default(), &form)
        .await
        .unwrap();
    let code = done.code;
    world
        .done(
            "street_liaison",
            Verb::Accept,
            &code,
            &[("focus", "governance")],
        )
        .await;
    let assess = [
        ("problem", "两岸标准不一"),
        ("people", "3000"),
        ("narrow", "3"),
        ("broad", "5"),
        ("strong", "4"),
        ("groups", "沿岸居民"),
        ("similar_seen", "yes"),
    ];
    world
        .done("street_liaison", Verb::Assess, &code, &assess)
        .await;
    world
        .done("street_liaison", Verb::Propose, &code, &[])
        .await;
    world
        .done("office_officer", Verb::Approve, &code, &[])
        .await;
    world.done("leader", Verb::Approve, &code, &[]).await;
    let up = [
        ("reason", "超出街道权限"),
        ("sent_upward", "yes"),
        ("document", "云政〔2026〕12号"),
    ];
    world
        .done("office_officer", Verb::EndUnresolved, &code, &up)
        .await;
    let done = world
        .done("leader", Verb::EndUnresolvedSign, &code, &WHY)
        .await;
    assert_eq!(done.state.standing, Standing::ConcludedUnresolved);
    world.sound().await;
    let mut anybody = Browser::new(&world).await.speaks("zh");
    let page = anybody.get(&format!("/yunxi/topics/{code}")).await;
    assert!(
        page.text.contains("上报文号：云政〔2026〕12号"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn beyond_a_bound_the_leader_s_consent_is_asked() {
    let world = world().await;
    let code = world.assessed().await;
    for _ in 0..2 {
        world.done("liaison", Verb::Propose, &code, &[]).await;
        world
            .done("office_officer", Verb::Return, &code, &WHY)
            .await;
    }
    world.done("liaison", Verb::Propose, &code, &[]).await;
    let third = refused(&world, "office_officer", Verb::Return, &code, &WHY).await;
    assert!(matches!(third, Refusal::NeedsConsent { .. }));
    let bound = [("bound", "return"), ("reason", "材料仍不全")];
    world
        .done("office_officer", Verb::BoundAsk, &code, &bound)
        .await;
    let yes = [
        ("bound", "return"),
        ("granted", "yes"),
        ("reason", "同意再退一次"),
    ];
    world.done("leader", Verb::BoundConsent, &code, &yes).await;
    let done = world
        .done("office_officer", Verb::Return, &code, &WHY)
        .await;
    assert_eq!(done.state.step, Step::Solicitation);
}

#[tokio::test]
async fn a_proposal_of_another_street_is_not_there_to_be_approved() {
    let world = world().await;
    let code = world.assessed().await;
    world.done("liaison", Verb::Propose, &code, &[]).await;
    let other = world.across().await;
    for (key, verb) in [
        ("office_officer", Verb::Approve),
        ("office_officer", Verb::Return),
        ("liaison", Verb::TakeBack),
    ] {
        let found = other.act(key, verb, Target::topic(&code), &WHY).await;
        assert!(matches!(found, Err(Problem::NotFound)), "{verb:?}");
    }
}
