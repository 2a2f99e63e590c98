//! Coming in by a code on the phone: registration, a forgotten password, and the codes themselves.

mod account;
mod alone;
mod checks;
mod closed;
mod codes;
mod counter;
mod export;
mod gateway;
mod held;
mod invitations;
mod onward;
mod phone;
mod second;

use axum::http::StatusCode;
use chrono::TimeDelta;

use crate::support::{Answer, Browser, PASSWORD, World, world};

async fn street() -> (World, Browser, String) {
    let world = world().await;
    let browser = Browser::new(&world).await;
    let slug = format!("/{}", world.street.slug);
    (world, browser, slug)
}

/// The first page of a registration, sent.
async fn asks(browser: &mut Browser, slug: &str, phone: &str) -> Answer {
    let path = format!("{slug}/register");
    let fields = [("phone", phone), ("birth_year", "1968"), ("consent", "yes")];
    browser.submit(&path, &path, &fields).await
}

/// The first page of a forgotten password, sent.
async fn forgets(browser: &mut Browser, slug: &str, phone: &str) -> Answer {
    let (page, path) = (format!("{slug}/password"), format!("{slug}/password/code"));
    browser.submit(&page, &path, &[("phone", phone)]).await
}

/// The second page of a forgotten password, sent.
async fn resets(browser: &mut Browser, slug: &str, code: &str, password: &str) -> Answer {
    let path = format!("{slug}/password/new");
    let fields = [("code", code), ("new_password", password)];
    browser.submit(&path, &path, &fields).await
}

#[tokio::test]
async fn a_resident_registers_by_a_code_and_is_checked_by_the_liaison() {
    let (world, mut resident, slug) = street().await;
    let answer = asks(&mut resident, &slug, "137 0000 0001").await;
    let path = format!("{slug}/register/code");
    assert_eq!(answer.location(), path);
    let page = resident.get(&path).await;
    assert!(page.text_of(".lead").contains("137****0001"));
    let community = world.street.communities[0].id.to_string();
    let code = world.last_code("13700000001");
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let mut fields = vec![
        ("name", "许小满"),
        ("community", community.as_str()),
        ("estate", "桂花苑 3 幢"),
        ("password", "short"),
        ("code", "12"),
    ];
    // What is wrong elsewhere costs no try of the code, and nothing that was typed is lost.
    for _ in 0..6 {
        let again = resident.submit(&path, &path, &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(again.count(".mistakes a"), 1);
        assert_eq!(again.attribute("input[name=name]", "value"), "许小满");
        assert_eq!(
            again.attribute("input[name=estate]", "value"),
            "桂花苑 3 幢"
        );
    }
    fields[3].1 = "Lantern-Bridge-8";
    let again = resident.submit(&path, &path, &fields).await;
    assert!(again.text_of(".mistakes").contains("验证码不对"));
    fields[4].1 = &spaced;
    let made = resident.submit(&path, &path, &fields).await;
    assert_eq!(made.location(), format!("{slug}/account"), "{}", made.text);
    let account = resident.get(&format!("{slug}/account")).await;
    assert!(account.text_of(".flash").contains("注册成功"));
    assert!(account.text_of(".chip").contains("等待核实"));

    let mut liaison = resident.other();
    liaison.log_in(&world, "liaison").await;
    let desk = format!("{slug}/desk/residents");
    let waiting = liaison.get(&desk).await;
    assert!(waiting.text.contains("13700000001") && waiting.text.contains("桂花苑 3 幢"));
    let whom = checks::id_of(&world, "13700000001").await;
    let checked = checks::decides(&mut liaison, &slug, whom, "verified", &[]).await;
    assert_eq!(checked.location(), desk, "{}", checked.text);
    let account = resident.get(&format!("{slug}/account")).await;
    assert!(account.text_of(".chip").contains("已核实"));
}

#[tokio::test]
async fn nobody_under_fourteen_registers_alone() {
    let (world, mut browser, slug) = street().await;
    let path = format!("{slug}/register");
    let fields = |year| {
        [
            ("phone", "13700000001"),
            ("birth_year", year),
            ("consent", "yes"),
        ]
    };
    let young = browser.submit(&path, &path, &fields("2013")).await;
    assert_eq!(young.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(young.text_of(".mistakes").contains("家长陪同"));
    assert_eq!(young.attribute("input[name=birth_year]", "value"), "2013");
    // 14 this year: before or after the birthday, the year does not say.
    let between = browser.submit(&path, &path, &fields("2012")).await;
    assert!(between.text_of(".mistakes").contains("生日"));
    assert_eq!(between.count("input[name=of_age]"), 1);
    assert!(world.app.sms.messages().is_empty());
    let mut with = fields("2012").to_vec();
    with.push(("of_age", "yes"));
    let answer = browser.post(&path, &with).await;
    assert_eq!(answer.location(), format!("{path}/code"));
    for year in ["68", "2030", "1800", ""] {
        let answer = browser.submit(&path, &path, &fields(year)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{year}");
    }
}

#[tokio::test]
async fn the_year_of_birth_is_not_kept_only_its_side_of_fourteen() {
    let (world, mut browser, _slug) = street().await;
    browser.register(&world, "13700000001", "许小满", 0).await;
    let row: (bool, String) = sqlx::query_as(
        "select over_14, to_jsonb(a)::text from account a where phone = '13700000001'",
    )
    .fetch_one(&world.db.owner)
    .await
    .unwrap();
    assert!(row.0 && !row.1.contains("1968"), "{}", row.1);
}

#[tokio::test]
async fn a_number_that_is_registered_is_told_so_by_the_message_and_not_by_the_page() {
    let (world, mut browser, slug) = street().await;
    let known = asks(&mut browser, &slug, "13800000001").await;
    let unknown = asks(&mut browser.other(), &slug, "13700000001").await;
    assert_eq!(known.status, unknown.status);
    assert_eq!(known.location(), unknown.location());
    let texts: Vec<String> = world
        .app
        .sms
        .messages()
        .into_iter()
        .map(|m| m.text)
        .collect();
    assert!(texts[0].contains("已经注册过"), "{}", texts[0]);
    assert!(!texts[0].contains("验证码 "));
    assert!(texts[1].contains("注册验证码"), "{}", texts[1]);
    let page = browser.get(&format!("{slug}/register/code")).await;
    assert!(!page.text_of(".lead").contains("13800000001"));
}

#[tokio::test]
async fn the_page_of_the_code_is_for_whoever_gave_the_phone() {
    let (_world, mut browser, slug) = street().await;
    let (register, password) = (format!("{slug}/register"), format!("{slug}/password"));
    for (page, first) in [("/register/code", &register), ("/password/new", &password)] {
        let answer = browser.get(&format!("{slug}{page}")).await;
        assert_eq!(answer.location(), first);
    }
    asks(&mut browser, &slug, "13700000001").await;
    // The mark is for a registration, and of this street.
    let answer = browser.get(&format!("{slug}/password/new")).await;
    assert_eq!(answer.location(), password);
    let name = browser
        .cookies
        .keys()
        .find(|n| n.contains("phone"))
        .cloned();
    let name = name.expect("the cookie of the phone");
    let mark = browser.cookies[&name].replace("13700000001", "13800000001");
    browser.cookies.insert(name, mark);
    let answer = browser.get(&format!("{slug}/register/code")).await;
    assert_eq!(answer.location(), register);
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_by_a_code() {
    let (world, mut browser, slug) = street().await;
    let mut desktop = browser.other();
    desktop.log_in(&world, "resident").await;
    // Five wrong passwords close the network; the code opens it again.
    let login = format!("{slug}/login");
    for _ in 0..5 {
        let wrong = [("phone", "13800000001"), ("password", "Wrong-Bridge-7")];
        browser.post(&login, &wrong).await;
    }
    let answer = forgets(&mut browser, &slug, "13800000001").await;
    assert_eq!(answer.location(), format!("{slug}/password/new"));
    settle(&world, 1).await;
    let code = world.last_code("13800000001");
    let answer = resets(&mut browser, &slug, &code, "Lantern-Bridge-9").await;
    assert_eq!(answer.location(), login, "{}", answer.text);
    let page = browser.get(&login).await;
    assert!(page.text_of(".flash").contains("新密码已设好"));
    let account = format!("{slug}/account");
    assert_eq!(desktop.get(&account).await.status, StatusCode::SEE_OTHER);
    let old = [("phone", "13800000001"), ("password", PASSWORD)];
    let answer = browser.post(&login, &old).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let new = [("phone", "13800000001"), ("password", "Lantern-Bridge-9")];
    let answer = browser.post(&login, &new).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

#[tokio::test]
async fn an_unknown_number_and_a_disabled_account_are_answered_like_a_known_one() {
    let (world, browser, slug) = street().await;
    let mut tx = world.write("test.disable").await;
    let person = world.street.person("second_resident").id;
    yishi::store::people::accounts::disable(&mut tx, person, world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut seen = Vec::new();
    for phone in ["13800000001", "13800000002", "13899999999"] {
        let mut visitor = browser.other();
        let answer = forgets(&mut visitor, &slug, phone).await;
        let page = visitor.get(&format!("{slug}/password/new")).await;
        let waits = visitor
            .submit(
                &format!("{slug}/password/new"),
                &format!("{slug}/password/again"),
                &[],
            )
            .await;
        let lead = page.text_of(".lead").replace(&phone[7..], "");
        let wrong = resets(&mut visitor, &slug, "000000", "Lantern-Bridge-9").await;
        seen.push((
            answer.status,
            answer.location().to_owned(),
            lead,
            waits.location().to_owned(),
            wrong.text_of(".mistakes"),
        ));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
    settle(&world, 1).await;
    let phones: Vec<String> = world
        .app
        .sms
        .messages()
        .into_iter()
        .map(|m| m.phone)
        .collect();
    assert_eq!(phones, ["13800000001"], "only the known one gets a message");
}

/// Waits for messages that are sent after the answer.
async fn settle(world: &World, messages: usize) {
    for _ in 0..100 {
        if world.app.sms.messages().len() >= messages {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("no {messages} messages: {:?}", world.app.sms.messages());
}

#[tokio::test]
async fn a_page_that_was_open_for_too_long_asks_for_another_code() {
    let (world, mut browser, slug) = street().await;
    asks(&mut browser, &slug, "13700000001").await;
    let page = format!("{slug}/register/code");
    world.app.clock.advance(TimeDelta::minutes(31));
    let answer = browser.get(&page).await;
    assert_eq!(answer.location(), format!("{slug}/register"));
    let answer = browser.post(&page, &[("code", "123456")]).await;
    assert_eq!(answer.location(), format!("{slug}/register"));
}
