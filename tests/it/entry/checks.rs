//! What staff decide about a registration: checked, turned down, taken back; and the person who asks again.

use axum::http::StatusCode;
use uuid::Uuid;

use super::street;
use crate::support::{Answer, Browser, World};

const PHONE: &str = "13700000001";

/// The account of a phone.
pub(super) async fn id_of(world: &World, phone: &str) -> Uuid {
    sqlx::query_scalar("select id from account where phone = $1")
        .bind(phone)
        .fetch_one(&world.db.owner)
        .await
        .unwrap()
}

/// A decision, pressed on the page of whom it is about.
pub(super) async fn decides(
    clerk: &mut Browser,
    slug: &str,
    whom: Uuid,
    what: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let page = format!("{slug}/desk/residents/{whom}");
    clerk.submit(&page, &format!("{page}/{what}"), fields).await
}

const WHY: [(&str, &str); 1] = [("reason", "登记的姓名和身份证上的不一致。")];

/// Somebody who has just registered, and the liaison who checks them.
async fn newcomer() -> (World, Browser, Browser, String, Uuid) {
    let (world, mut resident, slug) = street().await;
    resident.register(&world, PHONE, "许小满", 0).await;
    let mut liaison = resident.other();
    liaison.log_in(&world, "liaison").await;
    let whom = id_of(&world, PHONE).await;
    (world, resident, liaison, slug, whom)
}

#[tokio::test]
async fn who_is_turned_down_reads_why_corrects_it_and_waits_again() {
    let (world, mut resident, mut liaison, slug, whom) = newcomer().await;
    let desk = format!("{slug}/desk/residents");
    let none = decides(&mut liaison, &slug, whom, "refused", &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [
        ("standard", "查不到您住在这个社区，请更正所在社区和住址。"),
        ("reason", "桂花苑没有 9 幢。"),
    ];
    let done = decides(&mut liaison, &slug, whom, "refused", &fields).await;
    assert_eq!(done.location(), desk, "{}", done.text);
    let list = liaison.get(&desk).await;
    let flash = list.text_of(".flash");
    assert!(
        flash.contains("许小满") && flash.contains("重新出现在这里"),
        "{flash}"
    );
    assert!(!list.text.contains(PHONE), "nobody waits");
    assert!(
        list.text_of(".timeline")
            .contains("许小满 · 不通过 · 云溪议事室联络员")
    );

    let account = resident.get(&format!("{slug}/account")).await;
    assert!(account.text_of(".chip").contains("核实未通过"));
    for words in [
        "云溪议事室联络员",
        "查不到您住在这个社区",
        "桂花苑没有 9 幢",
    ] {
        assert!(account.text_of(".notice").contains(words), "{words}");
    }
    let notices = resident.get(&format!("{slug}/notices")).await;
    assert!(notices.text.contains("核实没有通过") && notices.text.contains("桂花苑没有 9 幢"));
    let submit = resident.get(&format!("{slug}/topics/new")).await;
    assert!(
        submit.text.contains("核实"),
        "as whoever nobody has checked"
    );

    let page = format!("{slug}/account");
    let same = resident.submit(&page, &page, &[("salutation", "ms")]).await;
    assert_eq!(same.status, StatusCode::SEE_OTHER);
    let still = resident.get(&page).await;
    assert!(
        still.text_of(".chip").contains("核实未通过"),
        "nothing was corrected"
    );
    resident
        .submit(&page, &page, &[("estate", "桂花苑 3 幢")])
        .await;
    let account = resident.get(&page).await;
    assert!(account.text_of(".chip").contains("等待核实"));
    let list = liaison.get(&desk).await;
    assert!(list.text.contains(PHONE) && list.text.contains("上次没有通过"));
    decides(&mut liaison, &slug, whom, "verified", &[]).await;
    let account = resident.get(&page).await;
    assert!(account.text_of(".chip").contains("已核实"));
    let files = super::account::export_of(&world, whom).await;
    let checks = super::account::json(&files, "checks.json");
    let outcomes: Vec<&str> = checks
        .iter()
        .map(|c| c["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(outcomes, ["refused", "asked", "verified"]);
    assert_eq!(checks[0]["by"], "云溪议事室联络员");
}

#[tokio::test]
async fn who_was_turned_down_asks_again_with_nothing_to_correct_and_only_then() {
    let (_world, mut resident, mut liaison, slug, whom) = newcomer().await;
    let (page, again) = (
        format!("{slug}/account"),
        format!("{slug}/account/ask-again"),
    );
    assert_eq!(
        resident.post(&again, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    decides(&mut liaison, &slug, whom, "refused", &WHY).await;
    let asked = resident.submit(&page, &again, &[]).await;
    assert_eq!(asked.location(), page);
    let account = resident.get(&page).await;
    assert!(account.text_of(".flash").contains("已再次申请"));
    assert!(account.text_of(".chip").contains("等待核实"));
}

#[tokio::test]
async fn a_wrong_press_is_taken_back_in_either_direction_with_a_reason() {
    let (_world, mut resident, mut liaison, slug, whom) = newcomer().await;
    for (wrong, fields) in [("verified", &[][..]), ("refused", &WHY[..])] {
        decides(&mut liaison, &slug, whom, wrong, fields).await;
        let none = decides(&mut liaison, &slug, whom, "reopened", &[]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        let back = decides(
            &mut liaison,
            &slug,
            whom,
            "reopened",
            &[("reason", "点错了人")],
        )
        .await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
        let account = resident.get(&format!("{slug}/account")).await;
        assert!(account.text_of(".chip").contains("等待核实"));
    }
    let notices = resident.get(&format!("{slug}/notices")).await;
    assert!(notices.text.contains("点错了人"));
}

#[tokio::test]
async fn of_two_clerks_who_decide_at_once_the_second_reads_who_was_faster() {
    let (world, _resident, mut liaison, slug, whom) = newcomer().await;
    let mut office = liaison.other();
    office.log_in(&world, "office_officer").await;
    let page = format!("{slug}/desk/residents/{whom}");
    let shown = [liaison.get(&page).await, office.get(&page).await];
    let paths = [format!("{page}/verified"), format!("{page}/refused")];
    let mut forms: Vec<Vec<(String, String)>> = (shown.iter().zip(&paths))
        .map(|(shown, path)| shown.form(path))
        .collect();
    forms[1].retain(|(name, _)| name != "reason");
    forms[1].push(("reason".to_owned(), "住址不全".to_owned()));
    let pairs: Vec<Vec<(&str, &str)>> = forms
        .iter()
        .map(|f| f.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect())
        .collect();
    let (one, two) = tokio::join!(
        liaison.post(&paths[0], &pairs[0]),
        office.post(&paths[1], &pairs[1])
    );
    let (won, lost) = if one.status == StatusCode::SEE_OTHER {
        ("云溪议事室联络员", two)
    } else {
        ("政协工委", one)
    };
    assert_eq!(lost.status, StatusCode::CONFLICT, "{}", lost.text);
    assert!(
        lost.text_of(".lead").contains(won),
        "{}",
        lost.text_of(".lead")
    );
    let decided: i64 = sqlx::query_scalar("select count(*) from account_check")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(decided, 1);
}

#[tokio::test]
async fn nobody_is_checked_by_a_name_that_the_clerk_was_not_shown() {
    let (_world, mut resident, mut liaison, slug, whom) = newcomer().await;
    let page = format!("{slug}/desk/residents/{whom}");
    let path = format!("{page}/verified");
    let form = liaison.get(&page).await.form(&path);
    let account = format!("{slug}/account");
    resident
        .submit(&account, &account, &[("name", "许大满")])
        .await;
    let pairs: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let answer = liaison.post(&path, &pairs).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text_of(".lead").contains("改了登记的信息"));
    assert!(
        resident
            .get(&account)
            .await
            .text_of(".chip")
            .contains("等待核实")
    );
}

#[tokio::test]
async fn a_registration_is_decided_by_its_own_community_and_never_by_oneself() {
    let (world, mut resident, mut liaison, slug, whom) = newcomer().await;
    let mut dongxi = liaison.other();
    dongxi.log_in(&world, "dongxi_liaison").await;
    let page = format!("{slug}/desk/residents/{whom}");
    assert_eq!(dongxi.get(&page).await.status, StatusCode::NOT_FOUND);
    assert_eq!(resident.get(&page).await.status, StatusCode::FORBIDDEN);
    for what in ["verified", "refused", "reopened"] {
        let path = format!("{page}/{what}");
        for who in [&mut dongxi, &mut resident] {
            let answer = who.post(&path, &WHY).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
    }
    // Who works here has a name that the administrator vouches for.
    let colleague = world.street.person("secretary").id;
    let page = format!("{slug}/desk/residents/{colleague}/reopened");
    assert_eq!(
        liaison.post(&page, &WHY).await.status,
        StatusCode::NOT_FOUND
    );
    let own = world.street.person("liaison").id;
    let page = format!("{slug}/desk/residents/{own}/reopened");
    assert_eq!(
        liaison.post(&page, &WHY).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_household_s_code_checks_who_was_turned_down_too() {
    let (world, mut resident, mut liaison, slug, whom) = newcomer().await;
    decides(&mut liaison, &slug, whom, "refused", &WHY).await;
    let codes = super::invitations::codes(&world, &resident, &slug, "1").await;
    let page = format!("{slug}/account");
    let path = format!("{page}/invitation");
    let used = resident
        .submit(&page, &path, &[("invitation", &codes[0])])
        .await;
    assert_eq!(used.location(), page, "{}", used.text);
    let account = resident.get(&page).await;
    assert!(account.text_of(".chip").contains("已核实"));
    assert!(!account.text.contains("身份证上的不一致"));
}

#[tokio::test]
async fn why_somebody_was_turned_down_goes_with_the_account_and_who_decided_stays() {
    let (world, mut resident, mut liaison, slug, whom) = newcomer().await;
    decides(
        &mut liaison,
        &slug,
        whom,
        "refused",
        &[("reason", "许小满查无此人")],
    )
    .await;
    let page = format!("{slug}/account/close");
    let fields = [("password", crate::support::PASSWORD), ("sure", "yes")];
    let closed = resident.submit(&page, &page, &fields).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text);
    let row: (String, String) =
        sqlx::query_as("select reason, decided_label from account_check where account_id = $1")
            .bind(whom)
            .fetch_one(&world.db.owner)
            .await
            .unwrap();
    assert_eq!(row, (String::new(), "云溪议事室联络员".to_owned()));
    let list = liaison.get(&format!("{slug}/desk/residents")).await;
    assert!(!list.text.contains("许小满"));
}

#[tokio::test]
async fn whose_name_nobody_has_checked_reads_on_a_topic_why_there_is_no_support_and_the_way_to_it()
{
    let (world, mut resident, mut liaison, slug, whom) = newcomer().await;
    let code = world
        .accepted("东门缺路灯", "云溪小区东门", "晚上看不清。")
        .await;
    let topic = format!("{slug}/topics/{code}");
    let way = format!("#voices a[href='{slug}/account']");
    let support = format!("form[action='{topic}/support']");
    let page = resident.get(&topic).await;
    assert_eq!(
        (page.count(&way), page.count(&support)),
        (1, 0),
        "{}",
        page.text
    );
    assert!(page.text_of("#voices").contains("核实您的姓名和住址以后"));
    decides(&mut liaison, &slug, whom, "verified", &[]).await;
    for who in [&mut resident, &mut liaison.other()] {
        let page = who.get(&topic).await;
        assert_eq!((page.count(&way), page.count(&support)), (0, 1));
    }
}
