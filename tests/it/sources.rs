//! The three sources of a topic, each with what it brings, and the entry on behalf of somebody.

use yishi::domain::fields::FieldErrors;
use yishi::domain::workflow::{Refusal, Source, Verb};
use yishi::service::{Problem, Target, step};

use crate::support::{Browser, world};

fn form<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("title", "雨天积水的下沉路口"),
        ("body", "每次下雨都积水，老人孩子过不去。"),
        ("community", "yunxi"),
        ("category", "facilities"),
        ("consent", "yes"),
    ];
    fields.extend(more);
    fields
}

fn errors(problem: Problem) -> FieldErrors {
    match problem {
        Problem::Invalid(errors) => errors,
        other => panic!("{other:?}"),
    }
}

const GROUNDS: (&str, &str) = ("grounds", "走访时三个小区都说到这件事。");

const LETTER: [(&str, &str); 3] = [
    ("issuer", "街道党工委"),
    ("document", "云街工委〔2026〕7号"),
    ("deadline", "2026-12-25"),
];

#[tokio::test]
async fn a_recommendation_has_grounds_and_an_assignment_its_letter() {
    let world = world().await;
    for (key, left_out, fields) in [
        ("third_member", "grounds", form(&[])),
        ("office_officer", "issuer", form(&LETTER[1..])),
        ("leader", "document", form(&[LETTER[0], LETTER[2]])),
        ("leader", "deadline", form(&LETTER[..2])),
        (
            "leader",
            "deadline",
            form(&[LETTER[0], LETTER[1], ("deadline", "2026-11-20")]),
        ),
    ] {
        let problem = world
            .act(key, Verb::Submit, Target::default(), &fields)
            .await
            .unwrap_err();
        assert!(errors(problem).of(left_out).is_some(), "{left_out}");
    }
    // A member who raises a matter of the own street as a resident needs none.
    let plain = form(&[("source", "public_call")]);
    let done = world
        .act("third_member", Verb::Submit, Target::default(), &plain)
        .await
        .unwrap();
    assert_eq!(done.state.source, Source::PublicCall);
}

#[tokio::test]
async fn a_phone_number_in_the_grounds_is_masked_in_public() {
    let world = world().await;
    let mut fields = form(&[("grounds", "居民13812345678来信反映。")]);
    let problem = world
        .act("third_member", Verb::Submit, Target::default(), &fields)
        .await
        .unwrap_err();
    assert!(errors(problem).of("mask").is_some());
    fields.push(("mask", "yes"));
    let done = world
        .act("third_member", Verb::Submit, Target::default(), &fields)
        .await
        .unwrap();
    let accept = [("focus", "livelihood")];
    world
        .done("liaison", Verb::Accept, &done.code, &accept)
        .await;
    let mut browser = Browser::new(&world).await;
    let page = browser.get(&format!("/yunxi/topics/{}", done.code)).await;
    assert!(
        page.text.contains("居民138****5678来信反映"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn the_deadline_of_an_assignment_stands_on_its_page_the_desk_and_the_work_page() {
    let world = world().await;
    let done = world
        .act("leader", Verb::Submit, Target::default(), &form(&LETTER))
        .await
        .unwrap();
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "liaison").await;
    let topic = format!("/yunxi/topics/{}", done.code);
    let intake = format!("/yunxi/desk/topics/{}/solicitation", done.code);
    for path in [topic.as_str(), "/yunxi/desk", &intake] {
        let page = browser.get(path).await;
        assert!(
            page.text.contains("交办期限 2026年12月25日 · 还剩"),
            "{path}: {}",
            page.text
        );
    }
    for path in [topic, intake] {
        assert!(
            browser
                .get(&path)
                .await
                .text
                .contains("云街工委〔2026〕7号")
        );
    }
    world.sound().await;
}

#[tokio::test]
async fn members_recommend_and_the_office_assigns() {
    let world = world().await;
    for (key, source, label) in [
        ("third_member", Source::MemberRecommendation, "政协委员"),
        ("office_officer", Source::Assignment, "政协工委委员"),
        ("leader", Source::Assignment, "党工委副书记"),
    ] {
        let fields = match source {
            Source::Assignment => form(&LETTER),
            Source::MemberRecommendation | Source::PublicCall => form(&[GROUNDS]),
        };
        let done = world
            .act(key, Verb::Submit, Target::default(), &fields)
            .await
            .unwrap();
        assert_eq!(done.state.source, source, "{key}");
        let mut tx = world.read().await;
        let held = step::see(&mut tx, &done.code).await.unwrap();
        assert_eq!(held.row.author_label, label);
    }
    let mut wrong = form(&LETTER);
    wrong.push(("source", "assignment"));
    let refused = world
        .act("resident", Verb::Submit, Target::default(), &wrong)
        .await;
    assert!(matches!(
        refused.unwrap_err(),
        Problem::Refused(Refusal::NotYours { .. })
    ));
}
