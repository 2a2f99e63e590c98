//! Another mobile number: proved by a code, confirmed by the password, and nothing said of who has it.

use axum::http::StatusCode;

use super::street;
use crate::support::{Answer, Browser, PASSWORD, World};

const NEW: &str = "13700000001";

/// The first page, sent.
async fn asks(browser: &mut Browser, slug: &str, phone: &str) -> Answer {
    let page = format!("{slug}/account/phone");
    browser.submit(&page, &page, &[("phone", phone)]).await
}

/// The second page, sent.
async fn changes(browser: &mut Browser, slug: &str, code: &str, password: &str) -> Answer {
    let page = format!("{slug}/account/phone/code");
    let fields = [("code", code), ("password", password)];
    browser.submit(&page, &page, &fields).await
}

/// The phone of somebody of the street.
async fn phone_of(world: &World, key: &str) -> String {
    sqlx::query_scalar("select phone from account where id = $1")
        .bind(world.street.person(key).id)
        .fetch_one(&world.db.owner)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_number_is_changed_by_code_and_password_and_the_old_one_is_told() {
    let (world, mut browser, slug) = street().await;
    let mut desktop = browser.other();
    for device in [&mut browser, &mut desktop] {
        device.log_in(&world, "resident").await;
    }
    let page = browser.get(&format!("{slug}/account")).await;
    assert!(page.text.contains("/account/phone"));
    let same = asks(&mut browser, &slug, "13800000001").await;
    assert!(same.text_of(".mistakes").contains("现在的手机号"));
    let on = asks(&mut browser, &slug, "137 0000 0001").await;
    assert_eq!(on.location(), format!("{slug}/account/phone/code"));
    let page = browser.get(on.location()).await;
    assert!(page.text_of(".lead").contains("137****0001"));
    let code = world.last_code(NEW);
    let wrong = changes(&mut browser, &slug, &code, "Wrong-Bridge-7").await;
    assert!(wrong.text_of(".mistakes").contains("密码不对"));
    let wrong = changes(&mut browser, &slug, "000000", PASSWORD).await;
    assert!(wrong.text_of(".mistakes").contains("验证码不对"));
    assert_eq!(phone_of(&world, "resident").await, "13800000001");

    let done = changes(&mut browser, &slug, &code, PASSWORD).await;
    assert_eq!(done.location(), format!("{slug}/account"), "{}", done.text);
    let account = browser.get(done.location()).await;
    assert!(account.text_of(".flash").contains("手机号已更换") && account.text.contains(NEW));
    let gone = desktop.get(&format!("{slug}/account")).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "other log-ins end");
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    let messages = world.app.sms.messages();
    let told = messages.iter().rfind(|m| m.phone == "13800000001").unwrap();
    assert!(told.text.contains("137****0001") && !told.text.contains(NEW));
    let login = format!("{slug}/login");
    for (phone, status) in [
        ("13800000001", StatusCode::UNPROCESSABLE_ENTITY),
        (NEW, StatusCode::SEE_OTHER),
    ] {
        let fields = [("phone", phone), ("password", PASSWORD)];
        assert_eq!(
            desktop.post(&login, &fields).await.status,
            status,
            "{phone}"
        );
    }
}

#[tokio::test]
async fn a_number_that_has_an_account_is_answered_like_any_other_and_its_phone_is_told() {
    let (world, mut browser, slug) = street().await;
    browser.log_in(&world, "resident").await;
    let taken = world.street.person("second_resident").phone.clone();
    let mut said = Vec::new();
    for phone in [taken.as_str(), NEW] {
        let answer = asks(&mut browser, &slug, phone).await;
        let page = browser.get(answer.location()).await;
        let shown = page
            .text_of("main")
            .replace(&phone[7..], "")
            .replace(&phone[..3], "");
        said.push((answer.status, answer.location().to_owned(), shown));
    }
    assert_eq!(said[0], said[1]);
    let messages = world.app.sms.messages();
    let told = messages.iter().rfind(|m| m.phone == taken).unwrap();
    assert!(told.text.contains("已经有账号") && !told.text.contains("验证码"));
}

#[tokio::test]
async fn of_two_accounts_that_take_one_number_at_once_one_has_it_and_the_other_a_sentence() {
    let (world, mut one, slug) = street().await;
    let mut two = one.other();
    one.log_in(&world, "resident").await;
    two.log_in(&world, "second_resident").await;
    asks(&mut one, &slug, NEW).await;
    let first = world.last_code(NEW);
    world.app.clock.advance(chrono::TimeDelta::seconds(61));
    asks(&mut two, &slug, NEW).await;
    let second = world.last_code(NEW);
    let (a, b) = tokio::join!(
        changes(&mut one, &slug, &first, PASSWORD),
        changes(&mut two, &slug, &second, PASSWORD)
    );
    let lost = if a.status == StatusCode::SEE_OTHER {
        &b
    } else {
        &a
    };
    assert_ne!(a.status, b.status);
    assert_eq!(
        lost.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        lost.text
    );
    assert!(lost.text_of(".mistakes").contains("没有更换"));
    let holders: i64 = sqlx::query_scalar("select count(*) from account where phone = $1")
        .bind(NEW)
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(holders, 1);
}

#[tokio::test]
async fn a_code_for_another_number_sets_no_password_and_makes_no_account_and_five_tries_end_it() {
    let (world, mut browser, slug) = street().await;
    browser.log_in(&world, "resident").await;
    asks(&mut browser, &slug, NEW).await;
    let code = world.last_code(NEW);
    for page in ["password/new", "register/code"] {
        let away = browser.get(&format!("{slug}/{page}")).await;
        assert_eq!(away.status, StatusCode::SEE_OTHER, "{page}");
    }
    for _ in 0..5 {
        changes(&mut browser, &slug, "000000", PASSWORD).await;
    }
    let late = changes(&mut browser, &slug, &code, PASSWORD).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut nobody = browser.other();
    let page = format!("{slug}/account/phone");
    assert_eq!(nobody.get(&page).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        nobody.post(&page, &[("phone", NEW)]).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(phone_of(&world, "resident").await, "13800000001");
}

#[tokio::test]
async fn no_code_of_an_earlier_number_outlives_its_change_nor_any_the_account() {
    let (world, mut browser, slug) = street().await;
    let mut other = browser.other();
    super::forgets(&mut other, &slug, "13800000001").await;
    browser.log_in(&world, "resident").await;
    asks(&mut browser, &slug, NEW).await;
    let codes = |phone: &'static str| {
        let owner = world.db.owner.clone();
        async move {
            let count = "select count(*) from sms_code where phone = $1";
            let count = sqlx::query_scalar::<_, i64>(count).bind(phone);
            count.fetch_one(&owner).await.unwrap()
        }
    };
    assert_eq!((codes("13800000001").await, codes(NEW).await), (1, 1));
    let done = changes(&mut browser, &slug, &world.last_code(NEW), PASSWORD).await;
    assert_eq!(done.location(), format!("{slug}/account"), "{}", done.text);
    assert_eq!((codes("13800000001").await, codes(NEW).await), (0, 1));
    let page = format!("{slug}/account/close");
    let sure = [("password", PASSWORD), ("sure", "yes")];
    let done = browser.submit(&page, &page, &sure).await;
    assert_eq!(done.location(), slug, "{}", done.text);
    assert_eq!(codes(NEW).await, 0);
}
