//! Standard answers: kept by a street, chosen in place of a typed reason or before it.

use axum::http::StatusCode;
use yishi::domain::settings::answers::Occasion;
use yishi::domain::workflow::{Standing, Verb};
use yishi::store::settings::answers as rows;

use crate::support::{self, Browser, World, world};

const PAGE: &str = "/yunxi/admin/answers";

async fn logged_in(world: &World, key: &str, language: &str) -> Browser {
    let mut browser = Browser::new(world).await.speaks(language);
    browser.log_in(world, key).await;
    browser
}

fn work(code: &str) -> String {
    format!("/yunxi/desk/topics/{code}/solicitation")
}

/// The reason of the latest entry, as the record keeps it.
async fn last_reason(world: &World) -> String {
    sqlx::query_scalar(
        "select content::jsonb->>'reason' from record_content order by topic_id, seq desc limit 1",
    )
    .fetch_one(&world.db.owner)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_street_without_answers_of_its_own_has_the_program_s_in_the_reader_s_language() {
    let world = world().await;
    let code = world.submitted().await;
    let other = world
        .accepted("充电棚设在哪里", "东门", "楼道里拉线充电。")
        .await;
    for (language, words) in [
        ("zh", "请补充具体地点：哪个小区、几号楼、哪个出入口。"),
        ("en", "Please say where exactly it is"),
    ] {
        let mut liaison = logged_in(&world, "liaison", language).await;
        let page = liaison.get(&work(&code)).await;
        assert!(page.text.contains(words), "{language}: {}", page.text);
        let compare = format!("/yunxi/desk/topics/{code}/merge?target={other}");
        let merging = liaison.get(&compare).await;
        for (page, verb) in [
            (&page, "ask-more"),
            (&merging, "merge"),
            (&page, "transfer"),
            (&page, "decline"),
        ] {
            let form = format!("form[action=\"/yunxi/topics/{code}/{verb}\"]");
            let list = page.count(&format!("{form} input[name=standard]"));
            assert!(list >= 4, "{verb}: {list}");
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_chosen_is_the_reason_and_what_is_typed_follows_it() {
    let world = world().await;
    let code = world.submitted().await;
    let mut liaison = logged_in(&world, "liaison", "zh").await;
    let action = format!("/yunxi/topics/{code}/ask-more");
    let neither = liaison.submit(&work(&code), &action, &[]).await;
    assert_eq!(neither.status, StatusCode::UNPROCESSABLE_ENTITY);
    let typed = [
        ("standard", "请补充具体地点。"),
        ("reason", "北门还是东门？"),
    ];
    let asked = liaison.submit(&work(&code), &action, &typed).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
    assert_eq!(
        last_reason(&world).await,
        "请补充具体地点。\n北门还是东门？"
    );
    let long = "长".repeat(990);
    let decline = format!("/yunxi/topics/{code}/decline");
    let form = [
        ("standard", "同样的事情已经协商过。"),
        ("reason", long.as_str()),
        ("elsewhere", "物业"),
    ];
    let refused = liaison.submit(&work(&code), &decline, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = [form[0], ("reason", ""), form[2]];
    let declined = liaison.submit(&work(&code), &decline, &form).await;
    assert_eq!(declined.status, StatusCode::SEE_OTHER, "{}", declined.text);
    assert_eq!(last_reason(&world).await, "同样的事情已经协商过。");
    let other = world.submitted().await;
    let out = [("receiver", "区水务局"), ("standard", "由专门单位负责。")];
    let done = world.done("liaison", Verb::Transfer, &other, &out).await;
    assert_eq!(done.state.standing, Standing::Transferred);
}

#[tokio::test]
async fn a_chain_that_returns_a_topic_chooses_too() {
    let world = world().await;
    let code = world.assessed().await;
    world.done("liaison", Verb::Propose, &code, &[]).await;
    let mut office = logged_in(&world, "office_officer", "zh").await;
    let page = format!("/yunxi/desk/topics/{code}/scheduling");
    let action = format!("/yunxi/topics/{code}/return");
    let shown = office.get(&page).await;
    let first = format!("form[action=\"{action}\"] input[name=standard]:not([value=\"\"])");
    let words = shown.attribute(&first, "value");
    assert!(words.starts_with("请补充评估"), "{words}");
    let done = office.submit(&page, &action, &[("standard", &words)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert_eq!(last_reason(&world).await, words);
}

#[tokio::test]
async fn the_liaison_and_the_administrator_keep_them_and_nobody_else() {
    let world = world().await;
    for key in ["resident", "office_officer", "secretary"] {
        let mut other = logged_in(&world, key, "zh").await;
        assert_eq!(other.get(PAGE).await.status, StatusCode::FORBIDDEN, "{key}");
        let sent = other.post(PAGE, &[("decline", "无 | 无")]).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{key}");
    }
    let code = world.submitted().await;
    let mut liaison = logged_in(&world, "liaison", "zh").await;
    let own = [(
        "ask_more",
        "哪栋楼 | 请写明是哪一栋楼。\n几点 ｜ 请写明时间。",
    )];
    let saved = liaison.submit(PAGE, PAGE, &own).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let mut tx = world.read().await;
    let kept = rows::of_street(&mut tx).await.unwrap();
    drop(tx);
    let kept: Vec<_> = kept.iter().map(|(v, a)| (*v, a.name.as_str())).collect();
    let ask = Occasion::Topic(Verb::AskMore);
    let wanted = [(ask, "哪栋楼"), (ask, "几点")];
    assert_eq!(
        kept, wanted,
        "the program's own are not kept as the street's"
    );
    let page = liaison.get(&work(&code)).await;
    let form = format!("form[action=\"/yunxi/topics/{code}/ask-more\"]");
    assert_eq!(page.count(&format!("{form} input[name=standard]")), 3);
    let mut admin = logged_in(&world, "street_admin", "zh").await;
    for (wrong, says) in [
        ("只有名称", "每行要写成"),
        ("甲 | 一\n甲 | 二", "写了两次"),
        (&format!("甲 | {}", "长".repeat(301)), "全文最多 300 个字"),
    ] {
        let refused = admin.submit(PAGE, PAGE, &[("ask_more", wrong)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(refused.text.contains(says), "{}", refused.text);
    }
    let emptied = admin.submit(PAGE, PAGE, &[("ask_more", "")]).await;
    assert_eq!(emptied.status, StatusCode::SEE_OTHER, "{}", emptied.text);
    let page = admin.get(PAGE).await;
    assert!(
        page.text_of("textarea[name=ask_more]")
            .contains("请补充具体地点")
    );
}

#[tokio::test]
async fn a_street_keeps_its_own_reasons_for_turning_a_registration_down() {
    let world = world().await;
    let person = world.street.more_residents(&world.db, 0, 1).await[0].id;
    sqlx::query("update account set verified_at = null where id = $1")
        .bind(person)
        .execute(&world.db.owner)
        .await
        .unwrap();
    let page = format!("/yunxi/desk/residents/{person}");
    let mut liaison = logged_in(&world, "liaison", "zh").await;
    let chosen = "input[name=standard]:not([value=\"\"])";
    let programs = liaison.get(&page).await;
    assert_eq!(programs.count(chosen), 5, "{}", programs.text);
    let own = [("refuse_resident", "先来登记 | 请带身份证到社区议事室登记。")];
    let saved = liaison.submit(PAGE, PAGE, &own).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let shown = liaison.get(&page).await;
    assert_eq!(shown.count(chosen), 1, "{}", shown.text);
    let words = shown.attribute(chosen, "value");
    let action = format!("{page}/refused");
    let done = liaison
        .submit(&page, &action, &[("standard", &words)])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let after = liaison.get(&page).await;
    assert!(
        after.text_of(".timeline").contains("请带身份证"),
        "{}",
        after.text
    );
}

/// The form of the page with the list of one verb as typed.
async fn filled(browser: &mut Browser, list: &str) -> Vec<(String, String)> {
    let mut form = browser.get(PAGE).await.form(PAGE);
    form.retain(|(n, _)| n != "ask_more");
    form.push(("ask_more".to_owned(), list.to_owned()));
    form
}

async fn sends(browser: &mut Browser, form: &[(String, String)]) -> support::Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.post(PAGE, &form).await
}

async fn names(world: &World) -> Vec<String> {
    let mut tx = world.read().await;
    let kept = rows::of_street(&mut tx).await.unwrap();
    kept.into_iter().map(|(_, a)| a.name).collect()
}

#[tokio::test]
async fn who_fills_in_old_lists_is_told_before_they_replace_newer_ones() {
    let world = world().await;
    let mut admin = logged_in(&world, "street_admin", "zh").await;
    let mut liaison = logged_in(&world, "liaison", "zh").await;
    for (theirs, mine) in [("哪栋楼", "几点"), ("哪一层", "哪个门")] {
        let old = filled(&mut admin, &format!("{mine} | 请写明。")).await;
        let new = filled(&mut liaison, &format!("{theirs} | 请补充。")).await;
        let saved = sends(&mut liaison, &new).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let told = sends(&mut admin, &old).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.text);
        assert!(told.text.contains("别人刚刚保存了标准答复"));
        let kept = told.text_of("textarea[name=ask_more]");
        assert!(kept.contains(mine), "{kept}");
        assert_eq!(names(&world).await, [theirs]);
        // Told, they can do so all the same.
        let again = sends(&mut admin, &told.form(PAGE)).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text);
        assert_eq!(names(&world).await, [mine]);
    }
}

#[tokio::test]
async fn of_two_who_save_the_lists_at_once_one_is_told() {
    let world = world().await;
    let mut admin = logged_in(&world, "street_admin", "zh").await;
    let mut liaison = logged_in(&world, "liaison", "zh").await;
    // The first lists of the street, then those that replace them.
    for round in ["一", "二"] {
        let one = filled(&mut admin, &format!("甲{round} | 请写明。")).await;
        let two = filled(&mut liaison, &format!("乙{round} | 请补充。")).await;
        let (here, there) = tokio::join!(sends(&mut admin, &one), sends(&mut liaison, &two));
        let mut both = [here.status, there.status];
        both.sort_unstable();
        assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
        let won = if here.status == StatusCode::SEE_OTHER {
            "甲"
        } else {
            "乙"
        };
        assert_eq!(names(&world).await, [format!("{won}{round}")]);
    }
}

#[tokio::test]
async fn another_street_s_answers_are_not_offered() {
    let world = world().await;
    let other = support::other_street(&world.db).await;
    support::fill(&world.db, &other, "DL").await;
    let mut tx = world.write("test.answers").await;
    assert_eq!(rows::of_street(&mut tx).await.unwrap(), []);
    let me = world.street.person("liaison").id;
    rows::set(&mut tx, &[], me, world.now()).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = world
        .db
        .store
        .read(other.tenant, "test.other")
        .await
        .unwrap();
    assert_eq!(rows::of_street(&mut tx).await.unwrap().len(), 1);
}
