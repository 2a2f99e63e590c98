//! A street's rules about comments are its own, and its administrator's.

use axum::http::StatusCode;
use yishi::domain::comments::Act;
use yishi::service::{Problem, Target, comments};
use yishi::store::comments as rows;

use super::{WORDS, accepted, moderated, written};
use crate::support::{self, Browser, world};

#[tokio::test]
async fn the_street_may_let_residents_comment_before_their_name_is_checked() {
    let world = world().await;
    let code = accepted(&world).await;
    world.unchecked("delegate").await;
    let page = format!("/yunxi/topics/{code}");
    let form = format!("form[action='{page}/comments']");
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "delegate").await;
    for (choice, forms) in [("support", 0), ("comment", 1)] {
        world.lets(choice).await;
        for path in [page.clone(), format!("{page}/comments")] {
            let shown = browser.get(&path).await;
            assert_eq!(shown.count(&form), forms, "{choice} {path}");
            let waits = shown.text.contains("核实之后就能发表评论");
            assert_eq!(waits, forms == 0, "{choice} {path}");
        }
    }
    let id = written(&world, "delegate", &code, WORDS).await;
    // The leave taken back takes nothing from who used it.
    world.lets("follow").await;
    let refused = super::write(&world, "delegate", &code, "东门更近。").await;
    assert!(refused.is_err());
    let withdrawn = super::does(&world, "delegate", id, Act::Withdraw, &[]).await;
    withdrawn.unwrap();
    assert_eq!(super::state(&world, id).await, "withdrawn");
}

#[tokio::test]
async fn another_street_s_comments_rules_and_words_are_not_met() {
    let world = world().await;
    let code = accepted(&world).await;
    let id = written(&world, "resident", &code, WORDS).await;
    moderated(&world, "no").await;
    let words = [("words", "奸商")];
    let deed = world.deed("street_admin", Target::default(), &words).await;
    comments::set_words(deed).await.unwrap();
    let other = support::other_street(&world.db).await;
    let mut tx = world
        .db
        .store
        .read(other.tenant, "test.other")
        .await
        .unwrap();
    assert!(rows::words(&mut tx).await.unwrap().is_empty());
    let set = yishi::store::settings::of_street(&mut tx).await.unwrap();
    assert!(set.comments_moderated, "its own way");
    let topic = world.topic(&code).await;
    let found = rows::shown(&mut tx, topic, None, None, 9).await.unwrap();
    assert!(found.rows.is_empty());
    let me = other.person("office_officer").id;
    assert!(
        rows::queue(&mut tx, me, None, true, 9)
            .await
            .unwrap()
            .is_empty()
    );
    drop(tx);
    let mut tx = world
        .db
        .store
        .write(other.tenant, "test.other")
        .await
        .unwrap();
    assert_eq!(rows::hold(&mut tx, id).await.unwrap(), None);
}

#[tokio::test]
async fn the_rules_are_the_administrator_s_alone() {
    let world = world().await;
    for who in ["resident", "liaison", "office_officer"] {
        let fields = [("comments_moderated", "no"), ("words", "x")];
        let deed = world.deed(who, Target::default(), &fields).await;
        assert!(matches!(
            comments::set_rules(deed).await,
            Err(Problem::Forbidden(_))
        ));
        let deed = world.deed(who, Target::default(), &fields).await;
        assert!(matches!(
            comments::set_words(deed).await,
            Err(Problem::Forbidden(_))
        ));
    }
    let mut admin = Browser::new(&world).await;
    admin.log_in(&world, "street_admin").await;
    let page = "/yunxi/admin/comments";
    let sent = admin
        .submit(page, "/yunxi/admin/words", &[("words", "甲\n乙\n甲")])
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    assert_eq!(admin.get(page).await.text_of("textarea"), "乙 甲");
    let sent = admin
        .submit(page, "/yunxi/admin/words", &[("words", "。。。")])
        .await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = admin
        .submit(page, page, &[("comments_moderated", "no")])
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let chosen = admin.get(page).await;
    assert_eq!(chosen.attribute("input[checked]", "value"), "no");
}

#[tokio::test]
async fn a_sensitive_word_in_a_topic_is_shown_to_the_clerk_and_refuses_nothing() {
    let world = world().await;
    let words = [("words", "拉线充电\n奸商")];
    let deed = world.deed("street_admin", Target::default(), &words).await;
    comments::set_words(deed).await.unwrap();
    let code = world.submitted().await;
    let mut liaison = Browser::new(&world).await.speaks("zh");
    liaison.log_in(&world, "liaison").await;
    let page = format!("/yunxi/desk/topics/{code}/solicitation");
    let said = liaison.get(&page).await.text_of(".card > .notice");
    assert!(
        said.contains("敏感词：拉线充电") && said.contains("受理后就会公开"),
        "{said}"
    );
    let accept = format!("/yunxi/topics/{code}/accept");
    let done = liaison
        .submit(&page, &accept, &[("focus", "livelihood")])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let said = liaison.get(&page).await.text_of(".card > .notice");
    assert!(said.contains("已经公开"), "{said}");
    let deed = world
        .deed("street_admin", Target::default(), &[("words", "奸商")])
        .await;
    comments::set_words(deed).await.unwrap();
    assert_eq!(liaison.get(&page).await.count(".card > .notice"), 0);
}

#[tokio::test]
async fn whoever_comments_reads_that_it_is_looked_at_first_only_where_it_is() {
    let world = world().await;
    let code = super::accepted(&world).await;
    for (yes, looked_at) in [("yes", true), ("no", false)] {
        super::moderated(&world, yes).await;
        let mut reader = Browser::new(&world).await.speaks("zh");
        reader.log_in(&world, "second_resident").await;
        for page in ["", "/comments"] {
            let page = reader.get(&format!("/yunxi/topics/{code}{page}")).await;
            let form = page.text_of(&format!("form[action='/yunxi/topics/{code}/comments']"));
            assert!(form.contains("名字只显示姓"), "{form}");
            assert_eq!(form.contains("看过"), looked_at, "{form}");
            assert!(!form.contains("先看后发的"), "{form}");
        }
    }
}
