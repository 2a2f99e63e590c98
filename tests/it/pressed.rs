//! A decision whose button is pressed twice: it is done once, and both presses are told so.

use axum::http::StatusCode;
use yishi::domain::workflow::Verb;

use crate::support::{Answer, Browser, world};

/// A form of a page as a browser would send it, with these fields filled.
fn filled(page: &Answer, action: &str, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut pairs = page.form(action);
    for (name, value) in fields {
        pairs.retain(|(n, _)| n != name);
        pairs.push(((*name).to_owned(), (*value).to_owned()));
    }
    pairs
}

fn lent(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect()
}

#[tokio::test]
async fn pressed_twice_a_decision_is_done_once_and_both_presses_say_so() {
    let world = world().await;
    let code = world.submitted().await;
    let topic = format!("/yunxi/topics/{code}");
    let desk = format!("/yunxi/desk/topics/{code}/solicitation");
    let text = "三号楼前的路灯坏了很久，  老人夜里出门看不清路。\n请尽快修好。";
    let revised = [
        ("title", "三号楼前的路灯坏了"),
        ("body", text),
        ("category", "facilities"),
    ];
    for (who, page, verb, fields) in [
        ("resident", &topic, Verb::Revise, revised.as_slice()),
        ("liaison", &desk, Verb::Accept, &[("focus", "livelihood")]),
        (
            "resident",
            &topic,
            Verb::Withdraw,
            &[("reason", "邻里之间已经商量好了")],
        ),
    ] {
        let mut browser = Browser::new(&world).await.speaks("zh");
        browser.log_in(&world, who).await;
        let action = format!("{topic}/{}", verb.address());
        let form = filled(&browser.get(page).await, &action, fields);
        let form = lent(&form);
        let mut again = browser.clone();
        let (one, two) = tokio::join!(browser.post(&action, &form), again.post(&action, &form));
        assert_eq!(one.status, StatusCode::SEE_OTHER, "{verb:?}: {}", one.text);
        assert_eq!(two.status, StatusCode::SEE_OTHER, "{verb:?}: {}", two.text);
        assert_eq!(one.location(), two.location());
        assert_eq!(one.set_cookies(), two.set_cookies(), "the same is said");
        let done = "select count(*) from record_entry where verb = $1";
        let done: i64 = sqlx::query_scalar(done)
            .bind(verb.code())
            .fetch_one(&world.db.owner)
            .await
            .unwrap();
        assert_eq!(done, 1, "{verb:?}");
    }
}

#[tokio::test]
async fn other_words_and_other_people_are_shown_what_was_done_and_by_whom() {
    let world = world().await;
    let code = world.submitted().await;
    let page = format!("/yunxi/desk/topics/{code}/solicitation");
    let action = format!("/yunxi/topics/{code}/decline");
    let mut liaison = Browser::new(&world).await.speaks("zh");
    liaison.log_in(&world, "liaison").await;
    let mut secretary = Browser::new(&world).await.speaks("zh");
    secretary.log_in(&world, "secretary").await;
    let elsewhere = ("elsewhere", "可以找物业公司。");
    let fields = [elsewhere, ("reason", "去年已经有结论。")];
    let form = filled(&liaison.get(&page).await, &action, &fields);
    let other = filled(
        &liaison.get(&page).await,
        &action,
        &[fields[0], ("reason", "不归街道管。")],
    );
    let first = liaison.post(&action, &lent(&form)).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text);
    let again = liaison.post(&action, &lent(&other)).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text);
    assert!(again.text.contains("不归街道管。") && again.text.contains("（您办的）"));
    let theirs = secretary.post(&action, &lent(&form)).await;
    assert_ne!(theirs.status, StatusCode::SEE_OTHER);
    assert!(!theirs.text.contains("（您办的）"), "{}", theirs.text);
}

#[tokio::test]
async fn another_choice_is_not_taken_for_the_one_that_was_made() {
    let world = world().await;
    let code = world.submitted().await;
    let page = format!("/yunxi/desk/topics/{code}/solicitation");
    let action = format!("/yunxi/topics/{code}/accept");
    let mut liaison = Browser::new(&world).await.speaks("zh");
    liaison.log_in(&world, "liaison").await;
    let shown = liaison.get(&page).await;
    for (focus, status) in [
        ("livelihood", StatusCode::SEE_OTHER),
        ("governance", StatusCode::CONFLICT),
        ("livelihood", StatusCode::SEE_OTHER),
    ] {
        let form = filled(&shown, &action, &[("focus", focus)]);
        let answer = liaison.post(&action, &lent(&form)).await;
        assert_eq!(answer.status, status, "{focus}: {}", answer.text);
    }
}
