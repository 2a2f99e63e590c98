//! The intake: what its page says and offers to whoever takes a topic in.

use yishi::domain::workflow::Verb;

use crate::support::{Browser, world};

#[tokio::test]
async fn the_intake_says_whose_name_nobody_has_checked() {
    let world = world().await;
    let code = world.submitted().await;
    let mut liaison = Browser::new(&world).await.speaks("zh");
    liaison.log_in(&world, "liaison").await;
    let path = format!("/yunxi/desk/topics/{code}/solicitation");
    let said = "姓名还没有核实";
    assert!(!liaison.get(&path).await.text.contains(said));
    world.unchecked("resident").await;
    assert!(liaison.get(&path).await.text.contains(said));
}

#[tokio::test]
async fn who_may_ask_the_author_no_more_is_told_so_in_place_of_the_question() {
    let world = world().await;
    let code = world.submitted().await;
    let asked = [("reason", "具体在哪个门？")];
    let words = [
        ("title", "雨天积水的下沉路口"),
        ("body", "每次下雨都积水，老人孩子过不去。"),
        ("category", "facilities"),
    ];
    let mut liaison = Browser::new(&world).await.speaks("zh");
    liaison.log_in(&world, "liaison").await;
    let path = format!("/yunxi/desk/topics/{code}/solicitation");
    let field = format!("form[action='/yunxi/topics/{code}/ask-more'] textarea");
    for _ in 0..2 {
        assert_eq!(liaison.get(&path).await.count(&field), 1);
        world.done("liaison", Verb::AskMore, &code, &asked).await;
        world.done("resident", Verb::Revise, &code, &words).await;
    }
    let page = liaison.get(&path).await;
    assert_eq!(page.count(&field), 0);
    let said = page.text_of("main .blocked");
    assert!(said.contains("“请求补充”2 次"), "{said}");
    // With the leader's consent there is one more question.
    let more = [("bound", "ask_more"), ("reason", "位置还是不清楚")];
    world.done("liaison", Verb::BoundAsk, &code, &more).await;
    let yes = [("granted", "yes"), more[0], ("reason", "再问一次")];
    world.done("leader", Verb::BoundConsent, &code, &yes).await;
    assert_eq!(liaison.get(&path).await.count(&field), 1);
}
