//! The three sources of a topic, each with what it brings, and the entry on behalf of somebody.

use axum::http::StatusCode;
use uuid::Uuid;
use yishi::domain::fields::FieldErrors;
use yishi::domain::workflow::{Refusal, Source, Verb};
use yishi::service::{Problem, Target, step};

use crate::photos::jpeg;
use crate::support::{Answer, Browser, World, world};

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

const NEW: &str = "/yunxi/topics/new";

const THIRD: [(&str, &str); 8] = [
    ("step", "3"),
    ("page", "/yunxi/topics/new?step=3"),
    ("behalf", "yes"),
    ("on_behalf_of", "王秀英"),
    ("on_behalf_way", "paper"),
    ("on_behalf_phone", "１３８-0000 0002"),
    ("source", "public_call"),
    ("show_name", "masked"),
];

/// The liaison at the third page of an entry on behalf.
pub async fn clerk(world: &World) -> Browser {
    let mut liaison = Browser::new(world).await;
    liaison.log_in(world, "liaison").await;
    let mut first = form(&[("behalf", "yes")]);
    first.push(("step", "1"));
    let answer = liaison.post(NEW, &first).await;
    assert_eq!(
        answer.location(),
        "/yunxi/topics/new?step=2",
        "{}",
        answer.text
    );
    liaison
}

/// Enters a topic from a paper of two pages; answers the addresses of the scans.
pub async fn entered(world: &World, liaison: &mut Browser) -> Vec<String> {
    let third = liaison.get("/yunxi/topics/new?step=3").await;
    assert!(third.text.contains("怎样显示居民的名字"), "{}", third.text);
    let empty: Vec<_> = THIRD
        .into_iter()
        .filter(|(n, _)| !n.starts_with("on_"))
        .collect();
    let refused = liaison.post(NEW, &empty).await;
    assert_eq!(
        refused.count(".mistakes li"),
        2,
        "name and way are asked for at once"
    );
    let mut wrong = THIRD;
    wrong[5].1 = "138";
    let refused = liaison.post(NEW, &wrong).await;
    assert!(refused.text_of(".mistakes").contains("11 位手机号"));
    let (one, two) = (jpeg(400, 300), jpeg(402, 300));
    let pages: [(&str, &[u8]); 2] = [("1.jpg", &one), ("2.jpg", &two)];
    let answer = liaison
        .post_files_as("originals", NEW, &THIRD, &pages)
        .await;
    assert_eq!(
        answer.location(),
        "/yunxi/topics/new?step=4",
        "{}",
        answer.text
    );
    let check = liaison.get("/yunxi/topics/new?step=4").await;
    assert_eq!(check.count(".thumbs img"), 2, "{}", check.text);
    assert!(check.text.contains("13800000002"), "{}", check.text);
    assert!(check.text.contains("王秀英（书面）") && check.text.contains("居民本人同意"));
    let sent = liaison
        .post(NEW, &[("step", "4"), ("consent", "yes")])
        .await;
    assert_eq!(
        sent.location(),
        "/yunxi/topics/YX-2026-0001/sent",
        "{}",
        sent.text
    );
    let ids: Vec<Uuid> = sqlx::query_scalar("select id from original order by n")
        .fetch_all(&world.db.owner)
        .await
        .unwrap();
    ids.iter().map(|id| format!("/yunxi/photos/{id}")).collect()
}

#[tokio::test]
async fn the_original_of_an_entry_is_seen_by_those_who_work_on_it_and_never_by_the_public() {
    let world = world().await;
    let mut liaison = clerk(&world).await;
    let scans = entered(&world, &mut liaison).await;
    assert_eq!(scans.len(), 2);
    let mut visitors = vec![("nobody", Browser::new(&world).await)];
    for key in ["resident", "dongxi_liaison", "third_member", "street_admin"] {
        let mut browser = Browser::new(&world).await;
        browser.log_in(&world, key).await;
        visitors.push((key, browser));
    }
    let mut office = Browser::new(&world).await;
    office.log_in(&world, "office_officer").await;
    let code = "YX-2026-0001";
    for accepted in [false, true] {
        if accepted {
            let focus = [("focus", "livelihood")];
            world.done("liaison", Verb::Accept, code, &focus).await;
        }
        for path in scans.iter().flat_map(|s| [s.clone(), format!("{s}/small")]) {
            for who in [&mut liaison, &mut office] {
                let seen = who.get(&path).await;
                assert_eq!(seen.status, StatusCode::OK, "{path}");
                assert_eq!(seen.header("cache-control"), "no-store");
            }
            for (key, visitor) in &mut visitors {
                let status = visitor.get(&path).await.status;
                assert_eq!(status, StatusCode::NOT_FOUND, "{key} opens {path}");
            }
        }
    }
    let page = |answer: Answer| {
        assert_eq!(answer.status, StatusCode::OK);
        let shows = scans.iter().filter(|s| answer.text.contains(s.as_str()));
        (
            answer.text.contains("工作人员代居民录入：书面"),
            shows.count(),
        )
    };
    let public = format!("/yunxi/topics/{code}");
    assert_eq!(page(visitors[0].1.get(&public).await), (true, 0));
    assert_eq!(page(liaison.get(&public).await), (true, 0));
    for part in ["record", "feed.atom"] {
        let answer = visitors[0].1.get(&format!("{public}/{part}")).await;
        assert!(
            !scans.iter().any(|s| answer.text.contains(&s[15..])),
            "{part}"
        );
        assert!(!answer.text.contains("王秀英"), "{part}");
    }
    let intake = format!("/yunxi/desk/topics/{code}/solicitation");
    assert_eq!(page(liaison.get(&intake).await).1, 2);
    world.sound().await;
    // Nothing of it lies among the photos that pages show.
    let photos: i64 = sqlx::query_scalar("select count(*) from photo")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(photos, 0);
}

#[tokio::test]
async fn an_original_goes_with_the_topic_that_is_escalated() {
    let world = world().await;
    let mut liaison = clerk(&world).await;
    entered(&world, &mut liaison).await;
    let code = "YX-2026-0001";
    let focus = [("focus", "livelihood")];
    world.done("liaison", Verb::Accept, code, &focus).await;
    let why = [("reason", "涉及全街道。")];
    world.done("secretary", Verb::Escalate, code, &why).await;
    let count: i64 = sqlx::query_scalar("select count(*) from original")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(count, 4);
    world.sound().await;
}

#[tokio::test]
async fn whoever_entered_it_prints_a_slip_for_the_resident() {
    let world = world().await;
    let mut liaison = clerk(&world).await;
    entered(&world, &mut liaison).await;
    let path = "/yunxi/topics/YX-2026-0001/slip";
    let sent = liaison.get("/yunxi/topics/YX-2026-0001/sent").await;
    let intake = "/yunxi/desk/topics/YX-2026-0001/solicitation";
    for page in [sent, liaison.get(intake).await] {
        assert_eq!(page.count(&format!("a[href='{path}']")), 1, "{}", page.text);
    }
    let slip = liaison.get(path).await;
    assert_eq!(slip.text_of(".sent-code"), "YX-2026-0001");
    assert_eq!(slip.count("img[src$='/qr.svg']"), 1);
    for says in ["王**", "书面", "2026年11月30日前", "雨天积水的下沉路口"] {
        assert!(slip.text.contains(says), "{says}: {}", slip.text);
    }
    assert!(!slip.text.contains("王秀英"));
    let mut office = Browser::new(&world).await;
    office.log_in(&world, "office_officer").await;
    assert_eq!(office.get(path).await.status, StatusCode::OK);
    let mut resident = Browser::new(&world).await;
    resident.log_in(&world, "resident").await;
    assert_eq!(resident.get(path).await.status, StatusCode::NOT_FOUND);
    // Once it is answered, the slip says where it stands.
    let focus = [("focus", "livelihood")];
    world
        .done("liaison", Verb::Accept, "YX-2026-0001", &focus)
        .await;
    let slip = liaison.get(path).await;
    assert!(
        slip.text_of(".timeline").contains("现在第 1 步"),
        "{}",
        slip.text
    );
    assert!(!slip.text.contains("第一次答复"), "{}", slip.text);
    // A topic that its author sent needs none.
    let own = world.submitted().await;
    let slip = liaison.get(&format!("/yunxi/topics/{own}/slip")).await;
    assert_eq!(slip.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_scan_on_its_way_is_its_clerk_s_and_outlives_their_log_in() {
    let world = world().await;
    let mut liaison = clerk(&world).await;
    let page = jpeg(400, 300);
    let pages: [(&str, &[u8]); 1] = [("1.jpg", &page)];
    liaison
        .post_files_as("originals", NEW, &THIRD, &pages)
        .await;
    let check = liaison.get("/yunxi/topics/new?step=4").await;
    let scan = check.attribute(".thumbs img", "src");
    assert_eq!(liaison.get(&scan).await.status, StatusCode::OK);
    liaison.cookies.remove("yishi_1");
    assert_eq!(liaison.get(&scan).await.status, StatusCode::NOT_FOUND);
    let mut office = liaison.other();
    office.log_in(&world, "office_officer").await;
    assert_eq!(office.get(&scan).await.status, StatusCode::NOT_FOUND);
    liaison.log_in(&world, "liaison").await;
    let consent = [("step", "4"), ("consent", "yes")];
    let sent = liaison.post(NEW, &consent).await;
    assert!(sent.location().ends_with("/sent"), "{}", sent.text);
    assert_eq!(liaison.get(&scan).await.status, StatusCode::OK);
    assert_eq!(office.get(&scan).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_original_is_somebody_s_and_a_picture() {
    let world = world().await;
    let mut liaison = clerk(&world).await;
    let page = jpeg(400, 300);
    let nameless: Vec<_> = THIRD
        .into_iter()
        .filter(|(n, _)| !matches!(*n, "behalf" | "on_behalf_of"))
        .collect();
    let pages: [(&str, &[u8]); 1] = [("1.jpg", &page)];
    let answer = liaison
        .post_files_as("originals", NEW, &nameless, &pages)
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text_of(".mistakes").contains("代谁录入"));
    assert_eq!(answer.count("input[name=original]"), 1, "the scan is kept");
    let pages: [(&str, &[u8]); 1] = [("1.jpg", b"GIF89a no picture of ours")];
    let answer = liaison
        .post_files_as("originals", NEW, &THIRD, &pages)
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text_of(".mistakes").contains("原件"),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn what_a_source_brings_is_looked_through_before_it_is_public() {
    let world = world().await;
    let mut letter = form(&LETTER);
    letter.retain(|(name, _)| *name != "document");
    letter.push(("document", "云街工委〔2026〕18号，联系人 13812345678"));
    let submit = async |fields: &[(&str, &str)]| {
        world
            .act("leader", Verb::Submit, Target::default(), fields)
            .await
    };
    let refused = submit(&letter).await.unwrap_err();
    assert!(errors(refused).of("mask").is_some());
    letter.push(("mask", "yes"));
    let code = submit(&letter).await.unwrap().code;
    world
        .done("liaison", Verb::Accept, &code, &[("focus", "livelihood")])
        .await;
    let mut nobody = Browser::new(&world).await;
    let page = nobody.get(&format!("/yunxi/topics/{code}")).await;
    assert!(page.text.contains("〔2026〕18号"), "a number is no room");
    assert!(!page.text.contains("13812345678"));
    sqlx::query("insert into sensitive_word (tenant_id, word, added_by, added_at) select tenant_id, '联系人', id, now() from account limit 1")
        .execute(&world.db.owner)
        .await
        .unwrap();
    let mut liaison = Browser::new(&world).await;
    liaison.log_in(&world, "liaison").await;
    let desk = format!("/yunxi/desk/topics/{code}/solicitation");
    let work = liaison.get(&desk).await;
    assert!(work.text.contains("敏感词：联系人"), "{}", work.text);
}
