//! The pages of steps 1 and 2 through the router: the form of a topic, its public page, the desk, and
//! the way to the second signature.

use axum::http::StatusCode;
use yishi::domain::workflow::{Step, Verb};

use crate::support::{Browser, World, world};

async fn logged_in(world: &World, at: &Browser, key: &str) -> Browser {
    let mut browser = at.other().speaks("zh");
    browser.log_in(world, key).await;
    browser
}

const NEW: &str = "/yunxi/topics/new";
const TOPICS: &str = "/yunxi/topics";

const FORM: [(&str, &str); 5] = [
    ("title", "雨天积水的下沉路口"),
    ("body", "每次下雨都积水，老人孩子过不去。"),
    ("community", "yunxi"),
    ("category", "facilities"),
    ("consent", "yes"),
];

#[tokio::test]
async fn a_topic_goes_from_the_form_to_the_second_signature_in_a_browser() {
    let world = world().await;
    let anybody = Browser::new(&world).await;
    let mut resident = logged_in(&world, &anybody, "resident").await;
    let sent = resident.post(TOPICS, &FORM).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let topic = sent.location().to_owned();
    let code = topic.rsplit('/').next().unwrap().to_owned();
    let work = |step: &str| format!("/yunxi/desk/topics/{code}/{step}");
    let verb = |verb: Verb| format!("{topic}/{}", verb.address());

    let mut liaison = logged_in(&world, &anybody, "liaison").await;
    let desk = liaison.get("/yunxi/desk").await;
    assert!(desk.text.contains(&work("solicitation")), "{}", desk.text);
    let page = work("solicitation");
    let focus = [("focus", "livelihood")];
    let done = liaison.submit(&page, &verb(Verb::Accept), &focus).await;
    assert_eq!(done.location(), page);
    let assess = [
        ("problem", "路口低，排水口堵"),
        ("people", "400"),
        ("narrow", "5"),
        ("broad", "4"),
        ("strong", "5"),
        ("groups", "沿街住户 | 60\n接送学生的家长"),
        ("similar_seen", "yes"),
    ];
    let before = liaison.get(&page).await;
    let blocked = format!("form[action=\"{}\"] .blocked", verb(Verb::Propose));
    assert_eq!(before.count(&blocked), 1, "the gate's reasons are shown");
    liaison.submit(&page, &verb(Verb::Assess), &assess).await;
    let done = liaison.submit(&page, &verb(Verb::Propose), &[]).await;
    assert_eq!(done.location(), topic, "the topic has moved on");

    let page = work("scheduling");
    for key in ["office_officer", "leader"] {
        let mut chain = logged_in(&world, &anybody, key).await;
        let desk = chain.get("/yunxi/desk").await;
        assert!(desk.text.contains(&page), "{key}: {}", desk.text);
        let shown = chain.get(&page).await;
        for what in ["老人孩子过不去", "路口低，排水口堵", "切点小"] {
            assert!(shown.text.contains(what), "{what}: {}", shown.text);
        }
        assert!(!shown.text.contains("正在等"), "it waits for this person");
        let done = chain.submit(&page, &verb(Verb::Approve), &[]).await;
        assert_eq!(done.location(), page, "{key}: {}", done.text);
    }
    let form = world.plan_form(&code).await;
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let done = liaison.submit(&page, &verb(Verb::PlanSave), &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    for (key, to) in [
        ("linked_member", page.as_str()),
        ("secretary", topic.as_str()),
    ] {
        let mut convener = logged_in(&world, &anybody, key).await;
        let done = convener.submit(&page, &verb(Verb::PlanSign), &[]).await;
        assert_eq!(done.location(), to, "{key}: {}", done.text);
        let said = convener.get(done.location()).await;
        assert_eq!(said.count(".flash"), 1);
    }
    assert_eq!(world.state(&code).await.step, Step::Research);
    let mut nobody = anybody.other().speaks("zh");
    let public = nobody.get(&topic).await;
    for part in ["#plan", "#sessions", "#assessment", ".timeline", ".track"] {
        assert!(public.count(part) >= 1, "{part}: {}", public.text);
    }
    assert!(
        !public.text.contains("欧阳平"),
        "participants' names stay with the council"
    );
    let record = nobody.get(&format!("{topic}/record")).await;
    assert_eq!(record.count("ol.record > li"), 9);
}

#[tokio::test]
async fn a_form_with_a_mistake_comes_back_with_every_word_that_was_typed() {
    let world = world().await;
    let anybody = Browser::new(&world).await;
    let mut resident = logged_in(&world, &anybody, "resident").await;
    let mut form = FORM.to_vec();
    form[0].1 = "";
    let answer = resident.submit(NEW, NEW, &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.count("main > .wrap > #said + .mistakes[autofocus][tabindex='-1']"),
        1,
        "what is wrong is the first thing of the page, and has the focus"
    );
    assert!(answer.text_of("title").starts_with("有错误："));
    assert!(
        answer
            .text_of("textarea[name=body]")
            .contains("老人孩子过不去")
    );
    let chosen = answer.attribute("select[name=community] option[selected]", "value");
    assert_eq!(chosen, "yunxi");
}

#[tokio::test]
async fn a_decision_on_an_old_version_is_not_made_and_keeps_its_words() {
    let world = world().await;
    let code = world.submitted().await;
    let anybody = Browser::new(&world).await;
    let mut liaison = logged_in(&world, &anybody, "liaison").await;
    let page = format!("/yunxi/desk/topics/{code}/solicitation");
    let action = format!("/yunxi/topics/{code}/ask-more");
    let shown = liaison.get(&page).await;
    let mut form = shown.form(&action);
    form.retain(|(n, _)| n != "reason");
    form.push(("reason".to_owned(), "具体在哪个门？".to_owned()));
    world
        .done("secretary", Verb::Accept, &code, &[("focus", "livelihood")])
        .await;
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let answer = liaison.post(&action, &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("具体在哪个门？"));
    assert!(world.state(&code).await.intake.asked_at.is_none());
}

#[tokio::test]
async fn words_for_a_verb_that_is_not_offered_any_more_are_not_lost() {
    let world = world().await;
    let code = world.submitted().await;
    let anybody = Browser::new(&world).await;
    let mut liaison = logged_in(&world, &anybody, "liaison").await;
    let page = format!("/yunxi/desk/topics/{code}/solicitation");
    let action = format!("/yunxi/topics/{code}/ask-more");
    let shown = liaison.get(&page).await;
    let mut form = shown.form(&action);
    form.retain(|(n, _)| n != "reason");
    form.push(("reason".to_owned(), "具体在哪个门？".to_owned()));
    world
        .done(
            "resident",
            Verb::Withdraw,
            &code,
            &[("reason", "物业修好了")],
        )
        .await;
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let answer = liaison.post(&action, &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("具体在哪个门？"), "{}", answer.text);
}

#[tokio::test]
async fn who_may_not_is_told_who_may() {
    let world = world().await;
    let code = world.assessed().await;
    let anybody = Browser::new(&world).await;
    let mut resident = logged_in(&world, &anybody, "second_resident").await;
    let page = format!("/yunxi/desk/topics/{code}/solicitation");
    assert_eq!(resident.get(&page).await.status, StatusCode::FORBIDDEN);
    let answer = resident
        .post(&format!("/yunxi/topics/{code}/propose"), &[])
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text.contains("联络员"), "{}", answer.text);
    assert_eq!(world.state(&code).await.step, Step::Solicitation);
}

#[tokio::test]
async fn what_is_not_accepted_is_there_for_its_author_and_council_alone() {
    let world = world().await;
    let code = world.submitted().await;
    let anybody = Browser::new(&world).await;
    let topic = format!("/yunxi/topics/{code}");
    for key in ["second_resident", "dongxi_liaison", "department_officer"] {
        let mut other = logged_in(&world, &anybody, key).await;
        assert_eq!(
            other.get(&topic).await.status,
            StatusCode::NOT_FOUND,
            "{key}"
        );
        assert_eq!(other.get(TOPICS).await.count(".rows li"), 0, "{key}");
    }
    let mut nobody = anybody.other();
    assert_eq!(nobody.get(&topic).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        nobody.get(&format!("{topic}/record")).await.status,
        StatusCode::NOT_FOUND
    );
    for key in ["resident", "liaison", "leader"] {
        let mut one = logged_in(&world, &anybody, key).await;
        assert_eq!(one.get(&topic).await.status, StatusCode::OK, "{key}");
    }
    let mut author = logged_in(&world, &anybody, "resident").await;
    assert_eq!(
        author.get("/yunxi/topics?mine=1").await.count(".rows li"),
        1
    );
    let asked = nobody.get("/yunxi/topics?mine=1").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_supporter_presses_the_button_and_can_press_it_back() {
    let world = world().await;
    let code = world.assessed().await;
    let anybody = Browser::new(&world).await;
    let mut resident = logged_in(&world, &anybody, "second_resident").await;
    let (topic, action) = (
        format!("/yunxi/topics/{code}"),
        format!("/yunxi/topics/{code}/support"),
    );
    let done = resident.submit(&topic, &action, &[]).await;
    assert_eq!(done.location(), topic);
    assert!(resident.get(&topic).await.text.contains("1 人附议"));
    resident.submit(&topic, &action, &[]).await;
    assert!(resident.get(&topic).await.text.contains("0 人附议"));
}

#[tokio::test]
async fn the_desk_of_another_street_is_empty() {
    let world = world().await;
    world.submitted().await;
    let other = world.across().await;
    let mut liaison = Browser::new(&other).await;
    liaison.log_in(&other, "liaison").await;
    let desk = liaison.get("/dongli/desk").await;
    assert_eq!((desk.status, desk.count(".duties li")), (StatusCode::OK, 0));
    let list = liaison.get("/dongli/topics").await;
    assert_eq!(list.count("ul.rows > li"), 0);
    let page = liaison.get("/dongli/topics/YX-2026-0001").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_can_be_done_at_any_step_has_a_page() {
    let world = world().await;
    let code = world.approved().await;
    let anybody = Browser::new(&world).await;
    let page = format!("/yunxi/desk/topics/{code}/more");
    let mut secretary = logged_in(&world, &anybody, "secretary").await;
    let shown = secretary.get(&page).await;
    for verb in [Verb::Suspend, Verb::Escalate, Verb::Recuse] {
        let action = format!("/yunxi/topics/{code}/{}", verb.address());
        assert_eq!(
            shown.count(&format!("form[action=\"{action}\"]")),
            1,
            "{verb:?}"
        );
    }
    let action = format!("/yunxi/topics/{code}/suspend");
    let form = [("reason", "等规划批复"), ("review", "2026-12-20")];
    let done = secretary.submit(&page, &action, &form).await;
    assert_eq!(done.location(), page);
    let resume = format!("/yunxi/topics/{code}/resume");
    let shown = secretary.get(&page).await;
    assert_eq!(shown.count(&format!("form[action=\"{resume}\"]")), 1);
    let redirect = secretary.get(&format!("/yunxi/desk/topics/{code}")).await;
    assert_eq!(
        redirect.location(),
        format!("/yunxi/desk/topics/{code}/scheduling")
    );
}

#[tokio::test]
async fn nobody_is_offered_to_sign_the_same_plan_twice() {
    let world = world().await;
    let anybody = Browser::new(&world).await;
    let code = world.approved().await;
    world.save_plan(&code).await;
    let page = format!("/yunxi/desk/topics/{code}/scheduling");
    let sign = format!("/yunxi/topics/{code}/plan/sign");
    let offered = format!("form[action=\"{sign}\"]");
    let mut secretary = logged_in(&world, &anybody, "secretary").await;
    assert_eq!(secretary.get(&page).await.count(&offered), 1);
    let done = secretary.submit(&page, &sign, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let after = secretary.get(&page).await;
    assert_eq!(after.count(&offered), 0, "{}", after.text);
    let said = after.text_of(".sign + .next-note");
    assert!(
        said.starts_with("您已于") && said.contains("签署，还等"),
        "{said}"
    );
    let mut other = logged_in(&world, &anybody, "linked_member").await;
    let theirs = other.get(&page).await;
    assert_eq!(theirs.count(&offered), 1);
    assert_eq!(theirs.count(".sign + .next-note"), 0);
}

#[tokio::test]
async fn a_line_of_what_happened_names_the_group_it_was_about() {
    let world = world().await;
    let code = world.researched().await;
    let mut nobody = Browser::new(&world).await.speaks("zh");
    let page = nobody.get(&format!("/yunxi/topics/{code}")).await;
    let group = "用电安全组";
    for line in ["分派调研任务", "提交调研报告"] {
        let named = page
            .text
            .lines()
            .any(|l| l.contains(&format!("{group}：")) && l.contains(line));
        assert!(named, "{line} of {group}: {}", page.text);
    }
}

#[tokio::test]
async fn an_english_page_names_the_places_of_the_street_in_english() {
    let world = world().await;
    let code = world.published().await;
    let mut visitor = Browser::new(&world).await.speaks("en");
    for path in [
        "/yunxi".to_owned(),
        "/yunxi/topics".to_owned(),
        format!("/yunxi/topics/{code}"),
        "/yunxi/sessions".to_owned(),
    ] {
        let page = visitor.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for chinese in [">云溪社区<", ">公共设施<"] {
            assert!(!page.text.contains(chinese), "{path} says {chinese}");
        }
    }
}

#[tokio::test]
async fn the_desk_of_those_who_work_here_flags_sensitive_words_before_a_topic_is_opened() {
    let world = world().await;
    let (one, two) = (world.submitted().await, world.assessed().await);
    let anybody = Browser::new(&world).await;
    let mut liaison = logged_in(&world, &anybody, "liaison").await;
    assert!(!liaison.get("/yunxi/desk").await.text.contains("有敏感词"));
    sqlx::query("insert into sensitive_word (tenant_id, word, added_by, added_at) select tenant_id, '很危险', id, now() from account limit 1")
        .execute(&world.db.owner)
        .await
        .unwrap();
    let desk = liaison.get("/yunxi/desk").await;
    assert_eq!(
        desk.text.matches("有敏感词").count(),
        2,
        "{one} {two}: {}",
        desk.text
    );
    // The author, who is asked for more, has the topic on the own desk without that.
    world
        .done("liaison", Verb::AskMore, &one, &[("reason", "在哪里？")])
        .await;
    let mut resident = logged_in(&world, &anybody, "resident").await;
    let desk = resident.get("/yunxi/desk").await;
    assert!(
        desk.text.contains(&one) && !desk.text.contains("有敏感词"),
        "{}",
        desk.text
    );
}

#[tokio::test]
async fn a_resident_finds_what_is_theirs_and_nothing_of_an_official() {
    let world = world().await;
    let anybody = Browser::new(&world).await;
    let mut resident = logged_in(&world, &anybody, "resident").await;
    resident.post(TOPICS, &FORM).await;
    let account = resident.get("/yunxi/account").await;
    let own = "/yunxi/topics?mine=1";
    assert_eq!(account.count(&format!("main a[href=\"{own}\"]")), 1);
    assert_eq!(resident.get(own).await.text_of("h1"), "我的议题");
    let desk = resident.get("/yunxi/desk").await;
    assert!(desk.text_of("h1").contains("现在没有等您办的事"));
    assert!(!desk.text.contains("我办过的"), "{}", desk.text);
    // A log-in that there is already leads on as a new one would, and nowhere else.
    let on = resident
        .get("/yunxi/login?next=/yunxi/topics%3Fmine%3D1")
        .await;
    assert_eq!(on.location(), own);
    let away = resident.get("/yunxi/login?next=//elsewhere.example").await;
    assert_eq!(away.location(), "/yunxi/account");
}
