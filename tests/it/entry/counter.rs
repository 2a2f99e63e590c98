//! Another number of a resident who has lost the old one: a clerk changes it with the person before them.

use axum::http::StatusCode;

use super::checks::id_of;
use super::street;
use crate::sources::{clerk, entered};
use crate::support::{Answer, Browser, PASSWORD, World};

const OLD: &str = "13800000001";

const NEW: &str = "13700000001";

const THERE: (&str, &str) = ("identity", "yes");

const WHY: (&str, &str) = ("reason", "原号码已停用，本人持身份证到场。");

/// The page of a resident's number.
async fn page_of(world: &World, key: &str) -> String {
    let id = world.street.person(key).id;
    format!("/yunxi/desk/residents/{id}/phone")
}

/// The first page, sent.
async fn asks(clerk: &mut Browser, page: &str, phone: &str) -> Answer {
    clerk.submit(page, page, &[("phone", phone), THERE]).await
}

/// The second page, sent.
async fn changes(clerk: &mut Browser, page: &str, code: &str) -> Answer {
    let page = format!("{page}/code");
    clerk.submit(&page, &page, &[("code", code), WHY]).await
}

async fn logs_in(browser: &mut Browser, phone: &str) -> StatusCode {
    let fields = [("phone", phone), ("password", PASSWORD)];
    browser.post("/yunxi/login", &fields).await.status
}

#[tokio::test]
async fn a_clerk_changes_the_number_of_a_resident_who_is_there_and_proves_the_new_one() {
    let (world, mut resident, slug) = street().await;
    resident.log_in(&world, "resident").await;
    let mut liaison = resident.other();
    liaison.log_in(&world, "liaison").await;
    let person = world.street.person("resident").clone();
    // Found by the whole name or number, and not by a part.
    let list = format!("{slug}/desk/residents");
    for (typed, n) in [(&*person.name, 1), ("138 0000 0001", 1), ("1380000", 0)] {
        let asked = format!("{list}?q={}", typed.replace(' ', "%20"));
        let found = liaison.get(&asked).await;
        assert_eq!(found.count(".rows h3 a"), n, "{typed}: {}", found.text);
    }
    let one = format!("{list}/{}", person.id);
    let page = page_of(&world, "resident").await;
    let link = format!("main a[href='{page}']");
    assert_eq!(liaison.get(&one).await.count(&link), 1);
    let refused = liaison.submit(&page, &page, &[("phone", NEW)]).await;
    assert!(refused.text_of(".mistakes").contains("核对身份证"));
    let refused = asks(&mut liaison, &page, OLD).await;
    assert!(refused.text_of(".mistakes").contains("现在的手机号"));
    let on = asks(&mut liaison, &page, "137 0000 0001").await;
    assert_eq!(on.location(), format!("{page}/code"), "{}", on.text);
    let shown = liaison.get(on.location()).await;
    assert!(shown.text_of(".lead").contains("137****0001"));
    assert_eq!(shown.text_of("main .pairs dd"), person.name, "whose it is");
    let code = world.last_code(NEW);
    let wrong = changes(&mut liaison, &page, "000000").await;
    assert!(wrong.text_of(".mistakes").contains("验证码不对"));
    assert!(wrong.text.contains(WHY.1), "the reason stays");
    let silent = format!("{page}/code");
    let silent = liaison.submit(&silent, &silent, &[("code", &code)]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        id_of(&world, OLD).await,
        person.id,
        "nothing is changed yet"
    );

    let done = changes(&mut liaison, &page, &code).await;
    assert_eq!(done.location(), one, "{}", done.text);
    let shown = liaison.get(&one).await;
    assert!(
        shown.text_of(".flash").contains("手机号已更换"),
        "{}",
        shown.text
    );
    assert!(
        shown
            .text_of("main")
            .contains("云溪议事室联络员：更换了手机号")
    );
    assert!(shown.text.contains(WHY.1));
    assert_eq!(id_of(&world, NEW).await, person.id);
    let gone = resident.get(&format!("{slug}/account")).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "every log-in ends");
    super::settle(&world, 3).await;
    let messages = world.app.sms.messages();
    for (phone, said) in [(OLD, "联系街道"), (NEW, "密码不变")] {
        let told = messages.iter().rfind(|m| m.phone == phone).unwrap();
        assert!(
            told.text.contains(said) && !told.text.contains(NEW),
            "{told:?}"
        );
    }
    assert_ne!(logs_in(&mut resident, OLD).await, StatusCode::SEE_OTHER);
    assert_eq!(logs_in(&mut resident, NEW).await, StatusCode::SEE_OTHER);
    let account = resident.get(&format!("{slug}/account")).await;
    let said = account.text_of("#facts + dl");
    assert!(
        said.contains("由云溪议事室联络员代您更换") && said.contains(WHY.1),
        "{said}"
    );
    let notices = resident.get(&format!("{slug}/notices")).await;
    assert!(
        notices.text.contains("工作人员更换了您账号的手机号"),
        "{}",
        notices.text
    );
    // Used once.
    let again = liaison.get(&format!("{page}/code")).await;
    assert_eq!(again.location(), page);
}

#[tokio::test]
async fn no_number_is_changed_of_staff_of_oneself_of_another_community_or_without_a_checked_name() {
    let (world, mut liaison, slug) = street().await;
    liaison.log_in(&world, "liaison").await;
    sqlx::query("update account set community_id = $2 where id = $1")
        .bind(world.street.person("second_resident").id)
        .bind(world.street.communities[1].id)
        .execute(&world.db.owner)
        .await
        .unwrap();
    for key in ["liaison", "secretary", "second_resident"] {
        let page = page_of(&world, key).await;
        assert_eq!(
            liaison.get(&page).await.status,
            StatusCode::NOT_FOUND,
            "{key}"
        );
        for (below, fields) in [("", vec![("phone", NEW), THERE]), ("/code", vec![WHY])] {
            let answer = liaison.post(&format!("{page}{below}"), &fields).await;
            assert_ne!(answer.status, StatusCode::OK, "{key}");
            assert!(!answer.location().ends_with("/code"), "{key}");
        }
    }
    let page = page_of(&world, "resident").await;
    let mut resident = liaison.other();
    resident.log_in(&world, "second_resident").await;
    assert_eq!(resident.get(&page).await.status, StatusCode::NOT_FOUND);
    sqlx::query("update account set verified_at = null where phone = $1")
        .bind(OLD)
        .execute(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(liaison.get(&page).await.status, StatusCode::NOT_FOUND);
    let one = liaison.get(page.trim_end_matches("/phone")).await;
    assert_eq!(one.count(&format!("main a[href='{page}']")), 0);
    assert!(world.app.sms.messages().is_empty());
    assert_eq!(slug, "/yunxi");
}

#[tokio::test]
async fn a_code_for_one_resident_changes_no_other_and_not_the_clerk_s_own_number() {
    let (world, mut office, slug) = street().await;
    office.log_in(&world, "office_officer").await;
    let page = page_of(&world, "resident").await;
    asks(&mut office, &page, NEW).await;
    let code = world.last_code(NEW);
    let other = page_of(&world, "second_resident").await;
    assert_eq!(office.get(&format!("{other}/code")).await.location(), other);
    let own = format!("{slug}/account/phone");
    assert_eq!(office.get(&format!("{own}/code")).await.location(), own);
    let fields = [("code", &*code), ("password", PASSWORD), WHY];
    let answer = office.post(&format!("{own}/code"), &fields).await;
    assert_eq!(answer.location(), own);
    let answer = office.post(&format!("{other}/code"), &fields).await;
    assert_eq!(answer.location(), other);
    let done = changes(&mut office, &page, &code).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
}

#[tokio::test]
async fn of_two_clerks_and_the_resident_who_change_one_number_at_once_one_does() {
    let (world, mut resident, slug) = street().await;
    let (mut liaison, mut office) = (resident.other(), resident.other());
    resident.log_in(&world, "resident").await;
    liaison.log_in(&world, "liaison").await;
    office.log_in(&world, "office_officer").await;
    let page = page_of(&world, "resident").await;
    asks(&mut liaison, &page, NEW).await;
    asks(&mut office, &page, "13700000002").await;
    let own = format!("{slug}/account/phone");
    let fields = [("phone", "13700000003")];
    resident.submit(&own, &own, &fields).await;
    let codes = [NEW, "13700000002", "13700000003"].map(|phone| world.last_code(phone));
    let own = format!("{own}/code");
    let fields = [("code", &*codes[2]), ("password", PASSWORD)];
    // Each has the page open before any of them presses.
    let path = format!("{page}/code");
    let shown = liaison.get(&path).await;
    let seen = shown.attribute("main input[name=seen]", "value");
    let by = |code| [("code", code), WHY, ("seen", &*seen)];
    let (first, second) = (by(&*codes[0]), by(&*codes[1]));
    let (one, two, three) = tokio::join!(
        liaison.post(&path, &first),
        office.post(&path, &second),
        resident.post(&own, &fields)
    );
    let account = format!("{slug}/account");
    let one_page = page.trim_end_matches("/phone");
    let done = [
        one.location() == one_page,
        two.location() == one_page,
        three.location() == account,
    ];
    assert_eq!(done.iter().filter(|d| **d).count(), 1, "{done:?}");
    let phone: String = sqlx::query_scalar("select phone from account where id = $1")
        .bind(world.street.person("resident").id)
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    let n = done.iter().position(|d| *d).unwrap();
    assert_eq!(phone, [NEW, "13700000002", "13700000003"][n]);
    let noted: i64 =
        sqlx::query_scalar("select count(*) from account_check where outcome = 'renumbered'")
            .fetch_one(&world.db.owner)
            .await
            .unwrap();
    assert_eq!(noted, i64::from(n < 2));
}

#[tokio::test]
async fn a_topic_that_was_entered_for_somebody_is_reached_by_their_new_number() {
    let (world, mut resident, slug) = street().await;
    // Entered for whoever has the number of the second resident.
    let mut liaison = clerk(&world).await;
    entered(&world, &mut liaison).await;
    let whose = async || -> String {
        sqlx::query_scalar("select phone from topic_contact")
            .fetch_one(&world.db.owner)
            .await
            .unwrap()
    };
    assert_eq!(whose().await, "13800000002");
    let page = page_of(&world, "second_resident").await;
    asks(&mut liaison, &page, NEW).await;
    let done = changes(&mut liaison, &page, &world.last_code(NEW)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert_eq!(whose().await, NEW);
    // And by the one that they change to themselves.
    assert_eq!(logs_in(&mut resident, NEW).await, StatusCode::SEE_OTHER);
    let own = format!("{slug}/account/phone");
    resident
        .submit(&own, &own, &[("phone", "13700000002")])
        .await;
    let page = format!("{own}/code");
    let code = world.last_code("13700000002");
    let fields = [("code", &*code), ("password", PASSWORD)];
    resident.submit(&page, &page, &fields).await;
    assert_eq!(whose().await, "13700000002");
    // Who looked at the entry is read by its holder still.
    liaison
        .get("/yunxi/desk/topics/YX-2026-0001/solicitation")
        .await;
    let account = resident.get(&format!("{slug}/account")).await;
    assert!(
        account.text_of("#looks ~ dl").contains("YX-2026-0001"),
        "{}",
        account.text
    );
}
