//! What officials say about a topic: it reaches those whom it is for.

use axum::http::StatusCode;
use yishi::domain::fields::{FieldErrors, Raw};
use yishi::domain::settings::answers;
use yishi::domain::topics::calls::Call;
use yishi::domain::workflow::Verb;
use yishi::service::notices::tell_all;
use yishi::service::{Problem, Target};

use crate::support::{Answer, Browser, World, world};

/// The page of a topic as somebody sees it; a visitor without a name.
async fn seen(world: &World, key: &str, code: &str) -> Answer {
    let mut browser = Browser::new(world).await;
    if !key.is_empty() {
        browser.log_in(world, key).await;
    }
    browser.get(&format!("/yunxi/topics/{code}")).await
}

/// What a visitor reads in the feed of a topic.
async fn feed(world: &World, code: &str) -> String {
    let path = format!("/yunxi/topics/{code}/feed.atom");
    Browser::new(world).await.get(&path).await.text
}

#[tokio::test]
async fn the_author_reads_what_is_asked_on_the_page_and_in_the_notice() {
    let world = world().await;
    let code = world.submitted().await;
    let ask = [("reason", "请补充地点：哪一个门？")];
    world.done("liaison", Verb::AskMore, &code, &ask).await;
    tell_all(&world.app, world.street.tenant).await.unwrap();
    for key in ["resident", "liaison"] {
        let page = seen(&world, key, &code).await;
        assert!(page.text.contains("哪一个门"), "{key}");
    }
    let mut author = Browser::new(&world).await;
    author.log_in(&world, "resident").await;
    let page = author.get(&format!("/yunxi/topics/{code}")).await;
    let mine = page.text_of("aside .card");
    assert!(mine.contains("哪一个门"), "beside the form: {mine}");
    let notices = author.get("/yunxi/notices").await;
    assert!(notices.text_of(".notices blockquote").contains("哪一个门"));
}

#[tokio::test]
async fn what_the_author_was_asked_is_not_for_the_public() {
    let world = world().await;
    let code = world.submitted().await;
    let ask = [("reason", "请补充地点：哪一个门？")];
    world.done("liaison", Verb::AskMore, &code, &ask).await;
    let focus = [("focus", "livelihood")];
    world.done("liaison", Verb::Accept, &code, &focus).await;
    let page = seen(&world, "", &code).await;
    assert!(page.text.contains("请提出人补充情况"));
    assert!(!page.text.contains("哪一个门"));
    assert!(!feed(&world, &code).await.contains("哪一个门"));
}

#[tokio::test]
async fn a_confirmed_decline_says_publicly_by_whom_why_and_where_else_to_go() {
    let world = world().await;
    let code = world.submitted().await;
    let why = [
        ("reason", "属于物业日常维修"),
        ("elsewhere", "请找云溪物业服务中心，电话 0571-88001234"),
    ];
    world.done("liaison", Verb::Decline, &code, &why).await;
    // Whoever confirms reads what they confirm.
    let mut second = Browser::new(&world).await;
    second.log_in(&world, "secretary").await;
    let work = format!("/yunxi/desk/topics/{code}/solicitation");
    let page = second.get(&work).await;
    for words in ["联络员", "属于物业日常维修", "云溪物业服务中心"] {
        let said = page.text_of("main");
        assert!(said.contains(words), "{words}: {said}");
    }
    let confirm = Verb::DeclineConfirm;
    world.done("secretary", confirm, &code, &[]).await;
    tell_all(&world.app, world.street.tenant).await.unwrap();
    for key in ["", "resident", "liaison"] {
        let page = seen(&world, key, &code).await;
        let happened = page.text_of(".timeline");
        for words in [
            "确认不予采纳",
            "属于物业日常维修",
            "云溪物业服务中心",
            "0571-88001234",
        ] {
            assert!(happened.contains(words), "{key} {words}: {happened}");
        }
    }
    let feed = feed(&world, &code).await;
    assert!(feed.contains("确认不予采纳") && feed.contains("云溪物业服务中心"));
    let mut author = Browser::new(&world).await;
    author.log_in(&world, "resident").await;
    let page = author.get(&format!("/yunxi/topics/{code}")).await;
    assert!(page.text_of("aside .card").contains("云溪物业服务中心"));
    let notices = author.get("/yunxi/notices").await;
    let told = notices.text_of(".notices blockquote");
    assert!(
        told.contains("属于物业日常维修") && told.contains("云溪物业服务中心"),
        "{told}"
    );
}

#[tokio::test]
async fn a_decline_by_the_chain_reads_as_decided_not_as_proposed() {
    let world = world().await;
    let code = world.assessed().await;
    world.done("liaison", Verb::Propose, &code, &[]).await;
    let why = [("reason", "已列入改造计划"), ("elsewhere", "请找城建办")];
    world
        .done("office_officer", Verb::Decline, &code, &why)
        .await;
    let page = seen(&world, "", &code).await;
    let happened = page.text_of(".timeline");
    assert!(happened.contains("决定不予采纳") && happened.contains("请找城建办"));
    assert!(!happened.contains("提出不予采纳"));
}

#[tokio::test]
async fn a_topic_handed_on_says_to_whom() {
    let world = world().await;
    let code = world.assessed().await;
    let to = [("receiver", "江南区水务局"), ("reason", "河道归区里管")];
    world.done("liaison", Verb::Transfer, &code, &to).await;
    for key in ["", "resident"] {
        let page = seen(&world, key, &code).await;
        let happened = page.text_of(".timeline");
        assert!(
            happened.contains("把议题转给江南区水务局"),
            "{key}: {happened}"
        );
    }
    assert!(feed(&world, &code).await.contains("转给江南区水务局"));
}

const MOBILE: &str = "13912345678";

/// Who does what with which form, and the fields that are refused.
type Case<'a> = (&'a str, Verb, &'a [(&'a str, &'a str)], &'a [&'a str]);

/// What is wrong with a form, by field.
async fn refused(
    world: &World,
    key: &str,
    verb: Verb,
    code: &str,
    form: &[(&str, &str)],
) -> FieldErrors {
    match world.act(key, verb, Target::topic(code), form).await {
        Err(Problem::Invalid(errors)) => errors,
        other => panic!("{verb:?}: {other:?}"),
    }
}

#[tokio::test]
async fn what_officials_write_for_the_public_holds_nobody_s_number() {
    let world = world().await;
    let code = world.assessed().await;
    let reason = format!("业主王某，{MOBILE}，住3栋502室");
    let reason = reason.as_str();
    let assess = [
        ("problem", reason),
        ("groups", "张三 139-1234-5678 | 3"),
        ("people", "260"),
        ("narrow", "5"),
        ("broad", "4"),
        ("strong", "4"),
        ("similar_seen", "yes"),
    ];
    let cases: &[Case<'_>] = &[
        ("liaison", Verb::Assess, &assess, &["problem", "groups"]),
        (
            "liaison",
            Verb::Decline,
            &[("reason", reason), ("elsewhere", reason)],
            &["reason", "elsewhere"],
        ),
        (
            "liaison",
            Verb::Transfer,
            &[("reason", reason), ("receiver", reason)],
            &["reason", "receiver"],
        ),
        (
            "liaison",
            Verb::Merge,
            &[("target", "YX-2026-0001"), ("reason", reason)],
            &["reason"],
        ),
        (
            "secretary",
            Verb::Suspend,
            &[("reason", reason), ("review", "2027-01-11")],
            &["reason"],
        ),
        (
            "secretary",
            Verb::Escalate,
            &[("reason", reason)],
            &["reason"],
        ),
        (
            "resident",
            Verb::Withdraw,
            &[("reason", reason)],
            &["reason"],
        ),
    ];
    for (key, verb, form, fields) in cases {
        let errors = refused(&world, key, *verb, &code, form).await;
        for field in *fields {
            let error = errors
                .of(field)
                .unwrap_or_else(|| panic!("{verb:?} {field}"));
            assert!(
                !error.each.is_empty(),
                "{verb:?} {field} names what was found"
            );
            let told = format!("{error:?}");
            assert!(!told.contains(MOBILE), "the number is not said again");
            let flat = reason.contains("502") && *field == "reason";
            assert!(!flat || told.contains("3栋502室"), "a flat is, to be found");
        }
    }
}

#[tokio::test]
async fn an_office_s_number_room_and_document_may_stand_in_what_is_published() {
    let world = world().await;
    let code = world.submitted().await;
    let why = [
        (
            "reason",
            "按云政办〔2026〕3号，2026-11-30起由区里统一改造，热线12345",
        ),
        (
            "elsewhere",
            "请到街道便民服务中心三楼301室，电话0571-88001234、400-820-8820",
        ),
    ];
    world.done("liaison", Verb::Decline, &code, &why).await;
}

#[tokio::test]
async fn the_author_can_be_asked_to_ring_somebody_up() {
    let world = world().await;
    let code = world.submitted().await;
    let ask = [("reason", "请打联络员手机13800000010说一下是哪个门")];
    world.done("liaison", Verb::AskMore, &code, &ask).await;
}

#[tokio::test]
async fn a_call_and_a_standard_answer_hold_nobody_s_number() {
    let raw = Raw::of([
        ("title", "征集议题"),
        ("body", "有事请找王主任，139 1234 5678"),
    ]);
    let wrong = Call::parse(&raw, "2026-11-23".parse().unwrap()).unwrap_err();
    assert!(!wrong.of("body").unwrap().each.is_empty());
    let raw = Raw::of([("decline", "物业 | 请打王经理电话13912345678")]);
    let wrong = answers::parse(&raw).unwrap_err();
    assert!(!wrong.of("decline").unwrap().each.is_empty());
}

#[tokio::test]
async fn a_revision_with_a_number_says_which_and_is_sent_masked() {
    let world = world().await;
    let code = world.submitted().await;
    let ask = [("reason", "请补充地点")];
    world.done("liaison", Verb::AskMore, &code, &ask).await;
    let mut author = Browser::new(&world).await;
    author.log_in(&world, "resident").await;
    let page = format!("/yunxi/topics/{code}");
    let revise = format!("{page}/revise");
    let body = format!("东门，可以打我电话{MOBILE}。");
    let refused = author.submit(&page, &revise, &[("body", &body)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = format!("form[action='{revise}']");
    let said = refused.text_of(&form);
    assert!(
        said.contains("139****5678") && said.contains("手机号"),
        "{said}"
    );
    let id = refused.attribute(&format!("{form} input[name=mask]"), "id");
    assert_eq!(refused.count(&format!(".mistakes a[href='#{id}']")), 1);
    assert_eq!(refused.count(&format!("{form} label[for='{id}']")), 1);
    let mut fields = refused.form(&revise);
    fields.push(("mask".to_owned(), "yes".to_owned()));
    let fields: Vec<_> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let sent = author.post(&revise, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let shown = author.get(&page).await;
    assert!(shown.text.contains("139****5678") && !shown.text.contains(MOBILE));
}

#[tokio::test]
async fn a_flat_in_estate_or_building_is_masked_too() {
    let world = world().await;
    let form = [
        ("title", "楼道灯坏了"),
        ("body", "楼道灯坏了三个月。"),
        ("community", "yunxi"),
        ("category", "facilities"),
        ("estate", "云溪小区"),
        ("building", "3栋502室"),
        ("consent", "yes"),
    ];
    let target = Target::default;
    match world.act("resident", Verb::Submit, target(), &form).await {
        Err(Problem::Invalid(errors)) => assert!(errors.of("mask").is_some()),
        other => panic!("{other:?}"),
    }
    let mut form = form.to_vec();
    form.push(("mask", "yes"));
    let done = world.act("resident", Verb::Submit, target(), &form).await;
    let code = done.unwrap().code;
    let mut root = world.db.superuser().await;
    let stored: String = sqlx::query_scalar(
        "select concat_ws(' ', t.place, d.estate, d.building, c.content) from topic t
         join topic_detail d on d.topic_id = t.id
         join record_content c on c.topic_id = t.id where t.code = $1",
    )
    .bind(&code)
    .fetch_one(&mut root)
    .await
    .unwrap();
    assert!(!stored.contains("502"), "{stored}");
}
