//! The pages of sessions through the router: who sees what, forms that keep what was typed.

use axum::http::StatusCode;
use yishi::domain::workflow::Step;

use crate::support::{self, Browser, world};

#[tokio::test]
async fn a_session_is_read_by_everybody_with_masked_names() {
    let world = world().await;
    let code = world.adopted().await;
    let session = world.session(&code).await;
    let slug = world.street.slug;
    let mut visitor = Browser::new(&world).await;
    for language in ["zh", "en"] {
        let mut visitor = visitor.other().speaks(language);
        for path in [
            format!("/{slug}/sessions"),
            format!("/{slug}/sessions/{session}"),
        ] {
            let page = visitor.get(&path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(!page.text.contains('⟦'), "{path} lacks a text");
            assert!(
                !page.text.contains("欧阳平"),
                "{path} shows a resident's name"
            );
        }
    }
    let page = visitor.get(&format!("/{slug}/sessions/{session}")).await;
    assert!(page.text.contains("欧阳**") && page.text.contains("李建国"));
    assert_eq!(page.count("form.form"), 0, "a visitor has nothing to send");
    let own = format!("{}/{slug}/sessions/{session}", support::SITE);
    assert_eq!(page.attribute("#share-link", "value"), own);
    let picture = page.attribute(".share img", "src");
    let picture = visitor.get(&picture).await;
    assert!(picture.text.contains("<svg"), "{}", picture.text);
    let nowhere = format!("/{slug}/sessions/00000000-0000-0000-0000-000000000000");
    assert_eq!(visitor.get(&nowhere).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_invited_reply_check_in_and_vote_on_the_session_s_page() {
    let world = world().await;
    let code = world.adopted().await;
    let session = world.session(&code).await;
    let page = format!("/{}/sessions/{session}", world.street.slug);
    let action = |verb: &str| format!("{page}/{verb}");
    let mut invited = Browser::new(&world).await;
    invited.log_in(&world, "second_resident").await;
    let sent = invited
        .submit(
            &page,
            &action("reply"),
            &[("reply", "coming"), ("note", "")],
        )
        .await;
    assert_eq!(
        (sent.status, sent.location()),
        (StatusCode::SEE_OTHER, page.as_str())
    );
    world.set_clock("2026-11-27T08:30");
    invited.log_in(&world, "second_resident").await;
    let wrong = invited
        .submit(&page, &action("check-in"), &[("code", "12")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let typed = wrong.form(&action("check-in"));
    assert!(
        typed.contains(&("code".to_owned(), "12".to_owned())),
        "{typed:?}"
    );
    assert_eq!(wrong.count(".mistakes"), 1);
    let door = world.code_at_door(session);
    let right = invited
        .submit(&page, &action("check-in"), &[("code", &door)])
        .await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text);
    let mut stranger = Browser::new(&world).await;
    stranger.log_in(&world, "resident").await;
    let refused = stranger.post(&action("check-in"), &[("code", &door)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_work_page_leads_from_the_door_to_the_close() {
    let world = world().await;
    let code = world.adopted().await;
    let session = world.session(&code).await;
    let slug = world.street.slug;
    let work = format!("/{slug}/desk/topics/{code}/deliberation");
    let action = |verb: &str| format!("/{slug}/sessions/{session}/{verb}");
    let mut secretary = Browser::new(&world).await;
    secretary.log_in(&world, "secretary").await;
    let early = secretary.get(&work).await;
    assert_eq!(early.status, StatusCode::OK, "{}", early.text);
    assert!(
        early.count(".blocked") > 0,
        "the session cannot be opened yet, and it is said why"
    );
    world.set_clock("2026-11-27T08:55");
    secretary.log_in(&world, "secretary").await;
    let mut ticked = vec![("listed", "1"), ("present_way", "room")];
    let people = world.people_of(session).await;
    let ids: Vec<String> = people.iter().map(|p| p.id.to_string()).collect();
    ticked.extend(ids.iter().map(|id| ("people", id.as_str())));
    let sent = secretary.submit(&work, &action("check-in"), &ticked).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let sent = secretary.submit(&work, &action("open"), &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let speaker = [("person", ids[0].as_str()), ("body", "大家好")];
    let sent = secretary.submit(&work, &action("remark"), &speaker).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let groups = world.groups(&code).await;
    let heard: Vec<String> = groups.iter().map(ToString::to_string).collect();
    let heard: Vec<(&str, &str)> = heard.iter().map(|g| ("heard", g.as_str())).collect();
    let sent = secretary.submit(&work, &action("close"), &heard).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let next = secretary.get(&work).await;
    assert!(
        next.location().ends_with("?part=opinion"),
        "{}",
        next.location()
    );
    assert_eq!(world.state(&code).await.step, Step::Deliberation);
}

#[tokio::test]
async fn minutes_and_opinion_are_written_and_signed_on_their_page() {
    let world = world().await;
    let (code, _) = world.closed().await;
    let slug = world.street.slug;
    let work = format!("/{slug}/desk/topics/{code}/deliberation?part=opinion");
    let action = |verb: &str| format!("/{slug}/topics/{code}/{verb}");
    let mut liaison = Browser::new(&world).await;
    liaison.log_in(&world, "liaison").await;
    let half = [
        ("course", "九点开始"),
        ("points", "各方都说了"),
        ("conclusions", ""),
    ];
    let wrong = liaison.submit(&work, &action("minutes/save"), &half).await;
    assert_eq!(
        wrong.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        wrong.text
    );
    let typed = wrong.form(&action("minutes/save"));
    assert!(
        typed.contains(&("course".to_owned(), "九点开始".to_owned())),
        "{typed:?}"
    );
    let whole = [
        ("course", "九点开始"),
        ("points", "各方都说了"),
        ("conclusions", "建在东门"),
    ];
    let sent = liaison.submit(&work, &action("minutes/save"), &whole).await;
    assert_eq!(
        (sent.status, sent.location()),
        (StatusCode::SEE_OTHER, work.as_str())
    );
    let opinion = [
        ("summary", "同意建"),
        ("item_1_text", "在东门建 20 个充电位"),
        ("item_1_result", "accepted"),
        ("item_1_target", "project"),
        ("agreement", "consensus"),
    ];
    let sent = liaison
        .submit(&work, &action("opinion/save"), &opinion)
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let mut seen = Vec::new();
    for key in ["secretary", "linked_member"] {
        let mut browser = Browser::new(&world).await;
        browser.log_in(&world, key).await;
        let sent = browser.submit(&work, &action("minutes/sign"), &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        seen.push(browser);
    }
    for browser in &mut seen {
        for language in ["zh", "en"] {
            let page = browser.clone().speaks(language).get(&work).await;
            assert!(!page.text.contains('⟦'), "{language} lacks a text");
            assert_eq!(page.count(".sign > li"), 4, "two seats under each paper");
        }
        let sent = browser.submit(&work, &action("opinion/sign"), &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    }
    assert_eq!(world.state(&code).await.step, Step::Feedback);
    let mut stranger = Browser::new(&world).await;
    stranger.log_in(&world, "resident").await;
    assert_eq!(stranger.get(&work).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn research_is_reported_on_its_page() {
    let world = world().await;
    let code = world.published().await;
    let slug = world.street.slug;
    let work = format!("/{slug}/desk/topics/{code}/research");
    let action = |verb: &str| format!("/{slug}/topics/{code}/research/{verb}");
    let mut secretary = Browser::new(&world).await;
    secretary.log_in(&world, "secretary").await;
    let sent = secretary.submit(&work, &action("assign"), &[]).await;
    assert_eq!(
        sent.status,
        StatusCode::SEE_OTHER,
        "the plan's proposal is filled in: {}",
        sent.text
    );
    let mut member = Browser::new(&world).await;
    member.log_in(&world, "member").await;
    let wrong = member
        .submit(
            &work,
            &action("report"),
            &[("report", "看过了"), ("findings", "")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong
            .form(&action("report"))
            .contains(&("report".into(), "看过了".into()))
    );
    let sent = member
        .submit(
            &work,
            &action("report"),
            &[("report", "看过了"), ("findings", "容量够")],
        )
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let mut liaison = Browser::new(&world).await;
    liaison.log_in(&world, "liaison").await;
    let sent = liaison
        .submit(&work, &action("briefing"), &[("papers", "走访记录")])
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    for language in ["zh", "en"] {
        let page = secretary.clone().speaks(language).get(&work).await;
        assert!(!page.text.contains('⟦'), "{language} lacks a text");
    }
    let sent = secretary.submit(&work, &action("adopt"), &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    assert_eq!(world.state(&code).await.step, Step::Deliberation);
}

#[tokio::test]
async fn who_sat_in_the_session_agrees_on_the_public_page() {
    let world = world().await;
    let (code, _) = world.drafted().await;
    let topic = format!("/{}/topics/{code}", world.street.slug);
    let consent = format!("{topic}/opinion/consent");
    let offered = format!("form[action=\"{consent}\"]");
    let mut sat = Browser::new(&world).await;
    assert_eq!(
        sat.get(&topic).await.count(&offered),
        0,
        "a visitor did not sit there"
    );
    sat.log_in(&world, "second_resident").await;
    let page = sat.get(&topic).await;
    assert_eq!(page.count(&offered), 1, "{}", page.text);
    assert!(
        page.text.contains("在东门空地建 20 个充电位"),
        "what will be signed stands above the form"
    );
    let half = sat
        .submit(&topic, &consent, &[("stance", "dissent"), ("words", "")])
        .await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(half.count(".mistakes"), 1, "{}", half.text);
    let sent = sat.submit(&topic, &consent, &[("stance", "agree")]).await;
    assert_eq!(
        (sent.status, sent.location()),
        (StatusCode::SEE_OTHER, topic.as_str()),
        "{}",
        sent.text
    );
    let said = sat.get(&topic).await;
    assert_eq!(said.count(&offered), 0, "once a person and version");
    assert!(said.text.contains("您已表态：同意"), "{}", said.text);
    let mut stranger = Browser::new(&world).await;
    stranger.log_in(&world, "resident").await;
    let page = stranger.get(&topic).await;
    assert_eq!(page.count(&offered), 0);
    assert!(
        !page.text.contains("在东门空地建 20 个充电位"),
        "an opinion that is not issued is for those who sat there"
    );
}

#[tokio::test]
async fn a_session_that_is_closed_today_is_no_longer_coming_up() {
    let world = world().await;
    let (code, session) = world.opened().await;
    let link = format!("a[href=\"/yunxi/sessions/{session}\"]");
    let mut visitor = Browser::new(&world).await.speaks("zh");
    let under = |page: &crate::support::Answer, heading: &str| -> bool {
        let html = page.html();
        let sections = scraper::Selector::parse("section").unwrap();
        let links = scraper::Selector::parse(&link).unwrap();
        html.select(&sections).any(|s| {
            let text: String = s.text().collect();
            text.contains(heading) && s.select(&links).next().is_some()
        })
    };
    let during = visitor.get("/yunxi/sessions").await;
    assert!(
        under(&during, "即将召开") && !under(&during, "以往的协商会"),
        "{}",
        during.text
    );
    let groups: Vec<String> = world
        .groups(&code)
        .await
        .iter()
        .map(ToString::to_string)
        .collect();
    let heard: Vec<(&str, &str)> = groups.iter().map(|g| ("heard", g.as_str())).collect();
    let row = world.row_of(session, "欧阳平").await;
    let remark = [
        ("person", row.as_str()),
        ("place", "room"),
        ("body", "建在东门。"),
    ];
    use yishi::domain::workflow::Verb;
    world
        .held_at("liaison", Verb::SessionRemark, session, &remark)
        .await;
    world.set_clock("2026-11-27T10:50");
    world
        .held_at("secretary", Verb::SessionClose, session, &heard)
        .await;
    let after = visitor.get("/yunxi/sessions").await;
    assert!(
        !under(&after, "即将召开") && under(&after, "以往的协商会"),
        "{}",
        after.text
    );
}
