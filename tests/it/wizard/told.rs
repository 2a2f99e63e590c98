//! What keeps a topic from being sent is said where it can be mended, as soon as it is known.

use axum::http::StatusCode;
use yishi::domain::fields::Raw;
use yishi::domain::topics::{Submit, draft};

use super::{FIRST, NEW, SEND, at, count, with, written};
use crate::support::{Browser, World, world};

const LETTER: [(&str, &str); 3] = [
    ("issuer", "街道党工委"),
    ("document", "云街工委〔2026〕7号"),
    ("deadline", "2026-12-25"),
];

/// Takes back that somebody checked the resident's name.
async fn unchecked(world: &World) {
    let phone = &world.street.person("resident").phone;
    sqlx::query("update account set verified_at = null where phone = $1")
        .bind(phone)
        .execute(&world.db.owner)
        .await
        .unwrap();
}

#[tokio::test]
async fn whose_name_nobody_has_checked_is_told_so_on_the_first_page_and_beside_the_button() {
    let world = world().await;
    unchecked(&world).await;
    let mut browser = Browser::new(&world).await;
    let check = written(&mut browser, &FIRST, &[]).await;
    let said = check.text_of("main .more + .muted");
    assert!(said.contains("邀请码") && said.contains("7 天"), "{said}");
    browser.log_in(&world, "resident").await;
    let first = browser.get(&at(1)).await;
    let way = "main .notice a[href='/yunxi/account#invitation']";
    assert_eq!(first.count(way), 1, "{}", first.text);
    let check = browser.get(&at(4)).await;
    assert_eq!(check.count(way), 1, "{}", check.text);
    assert!(check.text_of("main .blocked").contains("还没有核实"));
    assert_eq!(check.count("main .form button:not([type=button])"), 0);
    let account = browser.get("/yunxi/account").await;
    assert_eq!(account.count("#invitation form"), 1);
    // Who sends all the same is led back to the page that says why not.
    let answer = browser.post(NEW, &SEND).await;
    assert_eq!(answer.location(), at(4), "{}", answer.text);
    assert_eq!(count(&world).await, 0);
    // Checked, they send what they wrote.
    sqlx::query("update account set verified_at = now()")
        .execute(&world.db.owner)
        .await
        .unwrap();
    let check = browser.get(&at(4)).await;
    assert_eq!(check.count("main .blocked") + check.count(way), 0);
    let answer = browser.post(NEW, &SEND).await;
    assert!(answer.location().ends_with("/sent"), "{}", answer.text);
}

#[tokio::test]
async fn problem_and_details_that_are_too_long_together_are_said_where_they_are_typed() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    let long = "塌".repeat(3_000);
    let third = [("step", "3"), ("details", &*long), ("show_name", "masked")];
    browser.post(NEW, &with(&FIRST, &[("body", &long)])).await;
    let answer = browser.post(NEW, &third).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = answer.text_of("main .field.wrong .error");
    assert!(said.contains("1998") && said.contains("3000"), "{said}");
    // Kept all the same, the last page names it with the way to it, and does not send.
    let check = browser.get(&at(4)).await;
    let way = "main .notice a[href='/yunxi/topics/new?step=3#f-yunxi-topics-new-details']";
    assert_eq!(check.count(way), 1, "{}", check.text);
    assert_eq!(check.count("main .notice a"), 1, "{}", check.text);
    assert_eq!(check.count("main .blocked"), 1);
    let answer = browser.post(NEW, &SEND).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.count(way), 1, "{}", answer.text);
    // The other way round: short details first, then a long problem.
    let third = with(&third, &[("details", "已经找过物业。")]);
    assert_eq!(browser.post(NEW, &third).await.location(), at(4));
    let longer = "塌".repeat(4_995);
    let answer = browser.post(NEW, &with(&FIRST, &[("body", &longer)])).await;
    assert!(
        answer.text_of("main .field.wrong .error").contains("4991"),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn a_community_or_category_that_the_street_does_not_have_is_refused_where_it_is_chosen() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    for (field, value) in [("community", "nowhere"), ("category", "nothing")] {
        let answer = browser.post(NEW, &with(&FIRST, &[(field, value)])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            answer.count(&format!("main .field.wrong select[name={field}]")),
            1
        );
        let check = browser.get(&at(4)).await;
        let way = format!(
            "main .notice a[href='{}#f-yunxi-topics-new-{field}']",
            at(1)
        );
        assert_eq!(check.count(&way), 1, "{}", check.text);
    }
}

#[tokio::test]
async fn coordinates_may_be_typed_with_wide_figures() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let point = [
        ("latitude", "３１．９８７６５４"),
        ("longitude", "１２０。８９"),
    ];
    let check = written(&mut browser, &with(&FIRST, &point), &[]).await;
    assert!(check.text.contains("31.987654"), "{}", check.text);
}

#[tokio::test]
async fn whoever_raises_topic_after_topic_is_told_when_they_may_again_and_keeps_the_text() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    // Many at once are counted one by one.
    let presses = (0..12).map(|_| {
        let mut one = browser.clone();
        async move {
            written(&mut one, &FIRST, &[]).await;
            one.post(NEW, &SEND).await.status
        }
    });
    let done = futures::future::join_all(presses).await;
    let sent = done.iter().filter(|s| **s == StatusCode::SEE_OTHER);
    assert_eq!(sent.count(), 10);
    assert_eq!(count(&world).await, 10);
    written(&mut browser, &FIRST, &[]).await;
    let answer = browser.post(NEW, &SEND).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    let said = answer.text_of("main .mistakes");
    assert!(
        said.contains("一小时最多 10 件") && said.contains("分钟"),
        "{said}"
    );
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((60..=3_660).contains(&wait), "{wait}");
    // The one form says the same, with what was written.
    let one = [
        ("title", "七号楼的电梯常常停"),
        ("body", "电梯一周停两次，老人上不去。"),
        ("community", "yunxi"),
        ("category", "facilities"),
        ("consent", "yes"),
        ("page", "/yunxi/topics"),
    ];
    let answer = browser.post("/yunxi/topics", &one).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.text.contains("一小时最多 10 件") && answer.text.contains("老人上不去"));
    assert_eq!(answer.header("retry-after"), wait.to_string());
    // An hour later the same text goes out.
    world.app.clock.advance(chrono::TimeDelta::minutes(61));
    let answer = browser.post(NEW, &SEND).await;
    assert!(answer.location().ends_with("/sent"), "{}", answer.text);
    // What a clerk enters for others is not counted.
    for n in 0..12 {
        let fields = [
            ("title", "七号楼的电梯常常停"),
            ("body", "电梯一周停两次，老人上不去。"),
            ("community", "yunxi"),
            ("category", "facilities"),
            ("on_behalf_of", "赵大爷"),
            ("on_behalf_way", "visit"),
            ("consent", "yes"),
        ];
        let target = yishi::service::Target::default();
        let verb = yishi::domain::workflow::Verb::Submit;
        let done = world.act("liaison", verb, target, &fields).await;
        assert!(done.is_ok(), "{n}: {done:?}");
    }
}

#[tokio::test]
async fn an_address_typed_from_a_slip_leads_to_the_page() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    for (typed, own) in [
        ("/yunxi/", "/yunxi"),
        ("/yunxi/topics/?step=1", "/yunxi/topics?step=1"),
        ("/yunxi/topics/yx-2026-0026", "/yunxi/topics/YX-2026-0026"),
        (
            "/yunxi/topics/yx20260026/sent",
            "/yunxi/topics/YX-2026-0026/sent",
        ),
        (
            "/yunxi/topics/%EF%BC%B9%EF%BC%B8-2026-%EF%BC%90026/",
            "/yunxi/topics/YX-2026-0026",
        ),
    ] {
        let answer = browser.get(typed).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{typed}");
        assert_eq!(answer.location(), own);
    }
    for path in ["/", "/yunxi", "/yunxi/topics/new", "//example.org/"] {
        let answer = browser.get(path).await;
        assert_ne!(answer.status, StatusCode::PERMANENT_REDIRECT, "{path}");
    }
}

#[test]
fn an_assignment_ends_within_three_years() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
    let key = |deadline: &str| {
        let mut raw = Raw::of(with(&FIRST, &LETTER));
        raw.0.insert("deadline".into(), vec![deadline.into()]);
        raw.add("source", "assignment");
        raw.add("consent", "yes");
        let whole = Submit::parse(&raw, None, today).err();
        raw.add("show_name", "masked");
        let page = draft::third(&raw, today).err();
        assert_eq!(page, whole, "said on the page that asks for it");
        whole.map(|errors| errors.of("deadline").unwrap().key)
    };
    assert_eq!(key("2029-11-30"), None);
    for far in ["2029-12-01", "2199-01-01"] {
        assert_eq!(key(far), Some("error-deadline-far"));
    }
    assert_eq!(key("2026-11-29"), Some("error-deadline-past"));
}
