//! The wizard as a clerk sees it who enters a topic for somebody else (代录), and as nobody else may use it.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use sqlx::types::Json;
use yishi::service::step;

use super::{FIRST, NEW, SEND, at, count, with, written};
use crate::support::{Answer, Browser, World, world};

const BEHALF: [(&str, &str); 3] = [
    ("behalf", "yes"),
    ("on_behalf_of", "王秀英"),
    ("on_behalf_way", "visit"),
];

const LETTER: [(&str, &str); 4] = [
    ("source", "assignment"),
    ("issuer", "街道党工委"),
    ("document", "云街工委〔2026〕7号"),
    ("deadline", "2026-12-25"),
];

const THIRD: [(&str, &str); 2] = [("step", "3"), ("show_name", "masked")];

/// A link of the last page to a field of one before.
fn way(step: u8, field: &str) -> String {
    let field = format!("#f-yunxi-topics-new-{field}");
    format!("main .notice a[href='{}{field}']", at(step))
}

/// What the drafts hold that is not empty.
async fn kept(world: &World) -> BTreeMap<String, String> {
    let all: Vec<Json<BTreeMap<String, String>>> = sqlx::query_scalar("select fields from draft")
        .fetch_all(&world.db.owner)
        .await
        .unwrap();
    let all = all.into_iter().flat_map(|fields| fields.0);
    all.filter(|(_, text)| !text.is_empty()).collect()
}

async fn clerk(world: &World, key: &str) -> Browser {
    let mut browser = Browser::new(world).await;
    browser.log_in(world, key).await;
    browser
}

#[tokio::test]
async fn a_clerk_is_offered_the_communities_that_they_enter_for_and_told_why_no_other() {
    let world = world().await;
    let offered =
        |page: &Answer| page.count("select[name=community] option[value]:not([value=''])");
    let mut office = clerk(&world, "office_officer").await;
    let page = office.get("/yunxi/topics/new?behalf=1").await;
    assert_eq!(offered(&page), 3, "{}", page.text);
    let mut liaison = clerk(&world, "liaison").await;
    let page = liaison.get("/yunxi/topics/new?behalf=1").await;
    assert_eq!(offered(&page), 1, "{}", page.text);
    let only = "select[name=community] option[value=yunxi][selected]";
    assert_eq!(page.count(only), 1, "the only one is chosen");
    // For themselves they raise what they like.
    assert_eq!(offered(&liaison.get(NEW).await), 3);
    for other in ["dongxi", "street"] {
        let first = with(&FIRST, &[("community", other), ("behalf", "yes")]);
        let refused = liaison.post(NEW, &first).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = refused.text_of("main .field.wrong .error");
        assert!(said.contains("联络员或召集人代录"), "{said}");
        assert_eq!(offered(&refused), 1, "{}", refused.text);
    }
    // Whoever names somebody later is told there, and on the last page, and nothing is sent.
    let first = with(&FIRST, &[("community", "dongxi"), ("behalf", "")]);
    assert_eq!(liaison.post(NEW, &first).await.location(), at(2));
    let third = with(&THIRD, &[BEHALF[1], BEHALF[2]]);
    let refused = liaison.post(NEW, &third).await;
    let said = refused.text_of("main .field.wrong .error");
    assert!(said.contains("第 1 步选的社区"), "{said}");
    let check = liaison.get(&at(4)).await;
    assert_eq!(check.count(&way(1, "community")), 1, "{}", check.text);
    let refused = liaison.post(NEW, &SEND).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.count(&way(1, "community")), 1, "{}", refused.text);
    assert_eq!(count(&world).await, 0);
    let page = liaison.get(&at(1)).await;
    assert_eq!(
        offered(&page),
        1,
        "the way back leads to what can be chosen"
    );
    liaison.post(NEW, &FIRST).await;
    let sent = liaison.post(NEW, &SEND).await;
    assert!(sent.location().ends_with("/sent"), "{}", sent.text);
}

#[tokio::test]
async fn what_is_missing_of_an_entry_on_behalf_is_named_with_the_way_to_its_field() {
    let world = world().await;
    let mut liaison = clerk(&world, "liaison").await;
    liaison.post(NEW, &with(&FIRST, &BEHALF[..1])).await;
    let typing = with(
        &THIRD,
        &[("keep", "1"), BEHALF[0], ("on_behalf_phone", "138")],
    );
    for (field, name, more) in [
        ("on_behalf_of", "代谁录入", vec![]),
        ("on_behalf_way", "反映方式", vec![BEHALF[1]]),
        ("on_behalf_phone", "居民手机号", vec![BEHALF[1], BEHALF[2]]),
        ("issuer", "点题单位", vec![LETTER[0]]),
        (
            "deadline",
            "交办期限",
            vec![LETTER[0], ("deadline", "2026-11-01")],
        ),
    ] {
        liaison.post(NEW, &with(&typing, &more)).await;
        for page in [liaison.get(&at(4)).await, liaison.post(NEW, &SEND).await] {
            let said = page.text_of(&way(3, field));
            assert!(said.starts_with(name), "{field}: {}", page.text);
            let named = more.contains(&BEHALF[1]);
            assert_eq!(page.text_of("main dl").contains("王秀英"), named);
            assert_eq!(page.count(".mistakes li"), 0, "{}", page.text);
        }
        let third = liaison.get(&at(3)).await;
        let there = format!("main #f-yunxi-topics-new-{field}");
        assert_eq!(third.count(&there), 1, "{field}: {}", third.text);
    }
    assert_eq!(count(&world).await, 0);
}

#[tokio::test]
async fn a_clerk_is_spoken_to_as_a_clerk_and_joins_nothing_in_their_own_name() {
    let world = world().await;
    let code = world.assessed().await;
    let mut liaison = clerk(&world, "liaison").await;
    let like = with(
        &FIRST,
        &[
            ("behalf", "yes"),
            ("title", "电动自行车充电棚设在哪里"),
            ("body", "楼道里充电有火灾隐患，希望设集中的充电棚。"),
        ],
    );
    let first = liaison.get("/yunxi/topics/new?behalf=1").await;
    liaison.post(NEW, &like).await;
    let second = liaison.get(&at(2)).await;
    assert!(second.text.contains(&code), "{}", second.text);
    assert_eq!(second.count("button[name=join]"), 0, "{}", second.text);
    let third = liaison.get(&at(3)).await;
    let behalf = with(&THIRD, &BEHALF);
    liaison.post(NEW, &behalf).await;
    let check = liaison.get(&at(4)).await;
    let sent = liaison.post(NEW, &SEND).await;
    let sent = liaison.get(sent.location()).await;
    for page in [first, second, third, check] {
        let said = page.text_of("main");
        assert!(said.contains("代居民录入 · 第"), "{said}");
        for own in [
            "我要提议题",
            "您希望",
            "您说的",
            "您写的",
            "我的议题",
            "我同意",
        ] {
            assert!(!said.contains(own), "{own}: {said}");
        }
    }
    let said = sent.text_of("main");
    assert!(
        said.contains("请居民补充情况") && !said.contains("您的议题"),
        "{said}"
    );
}

#[tokio::test]
async fn a_resident_s_draft_holds_nothing_that_staff_alone_may_use() {
    let world = world().await;
    let mut resident = clerk(&world, "resident").await;
    let original = [("original", "0198d5f0-0000-7000-8000-000000000001")];
    let forged = [&BEHALF[..], &LETTER[..], &original[..]].concat();
    written(&mut resident, &with(&FIRST, &BEHALF[..1]), &forged).await;
    let kept = kept(&world).await;
    for (name, _) in forged {
        assert!(!kept.contains_key(name), "{name}: {kept:?}");
    }
    let page = resident.get(&at(1)).await;
    assert!(page.text_of("h1").contains("提一件议题"));
    let sent = resident.post(NEW, &SEND).await;
    assert!(sent.location().ends_with("/sent"), "{}", sent.text);
    // A member recommends, and assigns nothing, not even with half a letter.
    let mut member = clerk(&world, "third_member").await;
    let grounds = [("grounds", "走访时三个小区都说到这件事。")];
    let forged = [&BEHALF[1..], &LETTER[..], &grounds[..]].concat();
    member.post(NEW, &FIRST).await;
    let third = with(&THIRD, &forged);
    assert_eq!(member.post(NEW, &third).await.location(), at(4));
    // The last page asks once more where it comes from.
    assert_eq!(member.get(&at(4)).await.location(), at(3));
    let third = with(&third, &[("source", "member_recommendation")]);
    member.post(NEW, &third).await;
    let check = member.get(&at(4)).await;
    assert!(check.text.contains("走访时三个小区"), "{}", check.text);
    assert!(!check.text.contains("王秀英") && !check.text.contains("街道党工委"));
}

#[tokio::test]
async fn a_clerk_whose_log_in_ran_out_finds_whom_they_named_and_nobody_else_does() {
    let world = world().await;
    for begun in [false, true] {
        let mut browser = Browser::new(&world).await;
        if begun {
            browser.log_in(&world, "liaison").await;
            browser.post(NEW, &with(&FIRST, &BEHALF[..1])).await;
            // The scan is sent by the clerk; then the log-in is lost.
            let third = with(&THIRD, &BEHALF);
            let photo = crate::photos::jpeg(600, 400);
            let scan = [("原件.jpg", photo.as_slice())];
            browser.post_files_as("originals", NEW, &third, &scan).await;
        }
        let login = format!("yishi_{}", world.street.tenant);
        browser.cookies.remove(&login);
        // What is typed without a log-in is kept with the rest, and shown to nobody.
        let phone = [BEHALF[1], BEHALF[2], ("on_behalf_phone", "13912345678")];
        written(&mut browser, &with(&FIRST, &BEHALF[..1]), &phone).await;
        let kept = kept(&world).await;
        let photo = kept.get("original").cloned().unwrap_or_default();
        assert_eq!(photo.is_empty(), !begun, "{kept:?}");
        let small = format!("/yunxi/photos/{photo}/small");
        for key in ["", "second_resident", "dongxi_liaison"] {
            browser.cookies.remove(&login);
            if key == "dongxi_liaison" && !begun {
                continue; // Nobody was logged in: any clerk may go on with it.
            }
            if !key.is_empty() {
                browser.log_in(&world, key).await;
            }
            for step in 1..=4 {
                let page = browser.get(&at(step)).await;
                assert!(
                    page.text_of("h1").contains("等录入的人登录"),
                    "{}",
                    page.text
                );
                for theirs in [
                    "王秀英",
                    "13912345678",
                    "三号楼门前",
                    "input name=\"title\"",
                ] {
                    assert!(!page.text.contains(theirs), "{key} {step}: {}", page.text);
                }
            }
            if begun {
                assert_eq!(browser.get(&small).await.status, StatusCode::NOT_FOUND);
            }
            // Neither a page from before nor a log-out takes anything away, and nobody sends it.
            browser
                .post(NEW, &with(&THIRD, &[("on_behalf_of", "")]))
                .await;
            let sent = browser.post(NEW, &SEND).await;
            assert!(!sent.location().ends_with("/sent"), "{}", sent.text);
            browser.post("/yunxi/logout", &[]).await;
        }
        browser.log_in(&world, "liaison").await;
        let check = browser.get(&at(4)).await;
        assert!(check.text.contains("王秀英（上门）"), "{}", check.text);
        assert!(check.text.contains("13912345678"), "{}", check.text);
        if begun {
            assert_eq!(browser.get(&small).await.status, StatusCode::OK);
        }
        let sent = browser.post(NEW, &SEND).await;
        let code = sent.location().split('/').nth(3).unwrap_or_default();
        let mut tx = world.read().await;
        let row = step::see(&mut tx, code).await.unwrap().row;
        assert_eq!(row.on_behalf_of, "王秀英", "{}", sent.text);
        assert!(row.author_id.is_none());
    }
}

#[tokio::test]
async fn a_clerk_says_who_recommends_it_and_for_whom_it_is() {
    let world = world().await;
    let mut liaison = clerk(&world, "liaison").await;
    let recommended = [
        ("source", "member_recommendation"),
        ("grounds", "走访时三个小区都说到这件事。"),
    ];
    let check = written(&mut liaison, &FIRST, &recommended).await;
    assert_eq!(check.count(&way(3, "on_behalf_of")), 1, "{}", check.text);
    liaison.post(NEW, &SEND).await;
    assert_eq!(count(&world).await, 0);
    let nameless = with(&THIRD, &[("on_behalf_way", "paper")]);
    let refused = liaison.post(NEW, &nameless).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let field = ".field.wrong input[name=on_behalf_of]";
    assert_eq!(refused.count(field), 1, "{}", refused.text);
    let member = with(
        &recommended,
        &[("on_behalf_of", "沈碧云"), ("on_behalf_way", "paper")],
    );
    written(&mut liaison, &FIRST, &member).await;
    let sent = liaison.post(NEW, &SEND).await;
    assert!(sent.location().ends_with("/sent"), "{}", sent.text);
    // Nor does a clerk assign in a leader's name: who handed the letter in is named.
    let letter = [
        ("source", "assignment"),
        ("issuer", "街道党工委"),
        ("document", "云街工委〔2026〕7号"),
        ("deadline", "2026-12-25"),
    ];
    for key in ["liaison", "secretary"] {
        let mut browser = clerk(&world, key).await;
        let check = written(&mut browser, &FIRST, &letter).await;
        assert_eq!(check.count(&way(3, "on_behalf_of")), 1, "{}", check.text);
        let before = count(&world).await;
        browser.post(NEW, &SEND).await;
        assert_eq!(count(&world).await, before, "{key}");
    }
    let handed = with(
        &letter,
        &[("on_behalf_of", "陈明"), ("on_behalf_way", "paper")],
    );
    written(&mut liaison, &FIRST, &handed).await;
    let sent = liaison.post(NEW, &SEND).await;
    assert!(sent.location().ends_with("/sent"), "{}", sent.text);
    for key in ["office_officer", "leader"] {
        let mut browser = clerk(&world, key).await;
        let check = written(&mut browser, &FIRST, &letter).await;
        assert_eq!(check.count(&way(3, "on_behalf_of")), 0, "{}", check.text);
    }
    // A member recommends by their own name.
    let mut member = clerk(&world, "third_member").await;
    let check = written(&mut member, &FIRST, &recommended).await;
    assert_eq!(check.count(&way(3, "on_behalf_of")), 0, "{}", check.text);
}

#[tokio::test]
async fn the_last_page_shows_what_will_be_stored_and_not_what_was_pasted() {
    let world = world().await;
    let mut office = clerk(&world, "office_officer").await;
    let third = [
        ("details", "灯\u{200b}坏了，\u{f0b7}夜里摸黑。"),
        ("behalf", "yes"),
        ("on_behalf_of", "王　秀英"),
        ("on_behalf_way", "visit"),
        ("source", "assignment"),
        ("issuer", "\u{f0b7}街道\u{2028}党工委"),
        ("document", "云街工委〔2026〕7号"),
        ("deadline", "2026-12-25"),
    ];
    let check = written(&mut office, &FIRST, &third).await;
    let said = check.text_of("main");
    for shown in ["灯坏了，•夜里摸黑。", "王秀英", "街道 党工委"] {
        assert!(said.contains(shown), "{shown}: {said}");
    }
    let answer = office.post(NEW, &SEND).await;
    assert!(answer.location().ends_with("/sent"), "{}", answer.text);
    let stored: (String, String) = sqlx::query_as(
        "select t.on_behalf_of, o.issuer from topic t join topic_origin o on o.topic_id = t.id",
    )
    .fetch_one(&world.db.owner)
    .await
    .unwrap();
    assert_eq!(stored, ("王秀英".to_owned(), "街道 党工委".to_owned()));
}
