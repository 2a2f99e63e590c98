//! What lies on a desk beside its duties: the pages of other work, and what waits there.

use yishi::domain::workflow::Verb;

use crate::support::{Browser, World, world};

async fn logged_in(world: &World, key: &str) -> Browser {
    let mut browser = Browser::new(world).await.speaks("zh");
    browser.log_in(world, key).await;
    browser
}

#[tokio::test]
async fn a_desk_leads_to_the_other_work_of_its_person_and_says_what_waits_there() {
    let world = world().await;
    let people = world.street.more_residents(&world.db, 0, 2).await;
    let ids: Vec<uuid::Uuid> = people.iter().map(|p| p.id).collect();
    sqlx::query("update account set verified_at = null where id = any($1)")
        .bind(&ids)
        .execute(&world.db.owner)
        .await
        .unwrap();
    let pages = |path: &str| format!(".asides a[href=\"/yunxi{path}\"]");
    let mut liaison = logged_in(&world, "liaison").await;
    let desk = liaison.get("/yunxi/desk").await;
    for path in [
        "/desk/residents",
        "/desk/comments",
        "/desk/invitations",
        "/admin/answers",
        "/calls",
    ] {
        assert_eq!(desk.count(&pages(path)), 1, "{path}: {}", desk.text);
        let page = liaison.get(&format!("/yunxi{path}")).await;
        assert_eq!(page.status, 200, "{path}");
    }
    assert_eq!(desk.count(&pages("/admin/settings")), 0);
    assert!(desk.text.contains("2 位待核实"), "{}", desk.text);
    let mut admin = logged_in(&world, "street_admin").await;
    let desk = admin.get("/yunxi/desk").await;
    for path in [
        "/desk/residents",
        "/desk/comments",
        "/desk/invitations",
        "/admin/answers",
        "/admin/comments",
        "/admin/synonyms",
        "/admin/settings",
    ] {
        assert_eq!(desk.count(&pages(path)), 1, "{path}: {}", desk.text);
        let page = admin.get(&format!("/yunxi{path}")).await;
        let back = page.count(".crumbs a[href=\"/yunxi/desk\"]");
        assert_eq!((page.status.as_u16(), back), (200, 1), "{path}");
    }
    let mut department = logged_in(&world, "department_officer").await;
    let desk = department.get("/yunxi/desk").await;
    assert_eq!(desk.count(&pages("/desk/residents")), 0);
}

#[tokio::test]
async fn what_was_handed_on_says_on_page_and_desk_whom_it_waits_for() {
    let world = world().await;
    let code = world.submitted().await;
    let page = format!("/yunxi/desk/topics/{code}/solicitation");
    let verb = |verb: Verb| format!("/yunxi/topics/{code}/{}", verb.address());
    let mut liaison = logged_in(&world, "liaison").await;
    let asked = [("reason", "请写清是哪一栋楼。")];
    liaison.submit(&page, &verb(Verb::AskMore), &asked).await;
    let after = liaison.get(&page).await;
    assert!(after.text_of(".flash.waits").contains("等提出人答复"));
    assert!(after.text_of(".notice.before").contains("请写清是哪一栋楼"));
    let desk = liaison.get("/yunxi/desk").await;
    assert!(
        desk.text_of(".handed").contains("等提出人"),
        "{}",
        desk.text
    );

    let code = world.submitted().await;
    let page = format!("/yunxi/desk/topics/{code}/solicitation");
    let verb = |verb: Verb| format!("/yunxi/topics/{code}/{}", verb.address());
    let words = [
        ("reason", "这件事由物业负责。"),
        ("elsewhere", "物业服务中心"),
    ];
    liaison.submit(&page, &verb(Verb::Decline), &words).await;
    let after = liaison.get(&page).await;
    assert!(after.text_of(".flash.waits").contains("等召集人确认"));
    assert!(after.text_of(".notice.before").contains("由物业负责"));
    let desk = liaison.get("/yunxi/desk").await;
    assert!(
        desk.text_of(".handed").contains("（召集人）"),
        "{}",
        desk.text
    );
    // Whoever confirms has it as a duty of their own.
    let mut secretary = logged_in(&world, "secretary").await;
    let desk = secretary.get("/yunxi/desk").await;
    assert!(
        !desk.text_of(".handed").contains("不予采纳"),
        "{}",
        desk.text
    );
    let own = secretary.get(&page).await;
    assert!(!own.text_of(".notice.before").contains("等召集人确认"));
    secretary
        .submit(&page, &verb(Verb::DeclineConfirm), &[])
        .await;
    let desk = liaison.get("/yunxi/desk").await;
    assert!(
        !desk.text_of(".handed").contains("（召集人）"),
        "{}",
        desk.text
    );
}

#[tokio::test]
async fn office_and_leader_see_what_they_handed_on_and_who_has_it() {
    let world = world().await;
    let code = world.assessed().await;
    world.done("liaison", Verb::Propose, &code, &[]).await;
    let mut office = logged_in(&world, "office_officer").await;
    let mut leader = logged_in(&world, "leader").await;
    assert_eq!(office.get("/yunxi/desk").await.count(".handed li"), 0);
    // The office has reviewed it; the leader has it as a duty.
    world
        .done("office_officer", Verb::Approve, &code, &[])
        .await;
    let desk = office.get("/yunxi/desk").await;
    let said = desk.text_of(".handed");
    assert!(
        said.contains("等街道领导") && said.contains(&code),
        "{said}"
    );
    assert_eq!(leader.get("/yunxi/desk").await.count(".handed li"), 0);
    // What was returned lies with the liaison again until it is proposed anew.
    let why = [("reason", "请补充评估。")];
    world.done("leader", Verb::Return, &code, &why).await;
    for browser in [&mut office, &mut leader] {
        let desk = browser.get("/yunxi/desk").await;
        let said = desk.text_of(".handed");
        assert!(said.contains("联络员") && said.contains(&code), "{said}");
    }
    let code = world.converted().await;
    world.assign(&code, 1, 60).await;
    let mut office = logged_in(&world, "office_officer").await;
    let desk = office.get("/yunxi/desk").await;
    let said = desk.text_of(".handed");
    let unit = &world.street.units[0].name;
    assert!(said.contains(unit) && said.contains(&code), "{said}");
}

#[tokio::test]
async fn whoever_confirms_a_decline_reads_until_when_the_author_waits_for_an_answer() {
    let world = world().await;
    let code = world.submitted().await;
    let mut liaison = logged_in(&world, "liaison").await;
    let mut secretary = logged_in(&world, "secretary").await;
    let duty = |desk: &crate::support::Answer| desk.text_of(".duties .meta .chip");
    let before = duty(&liaison.get("/yunxi/desk").await);
    assert!(before.contains("还剩"), "{before}");
    let why = [("reason", "由物业负责。"), ("elsewhere", "物业")];
    world.done("liaison", Verb::Decline, &code, &why).await;
    // Nobody has answered the author yet.
    assert_eq!(duty(&secretary.get("/yunxi/desk").await), before);
    // Who was accepted has the answer; a decline after that has no limit.
    let code = world.assessed().await;
    world.done("liaison", Verb::Decline, &code, &why).await;
    let desk = secretary.get("/yunxi/desk").await;
    assert_eq!(desk.count(".duties .meta .chip"), 1, "{}", desk.text);
}

#[tokio::test]
async fn two_topics_stand_side_by_side_before_one_goes_into_the_other() {
    let world = world().await;
    let (one, two) = (world.submitted().await, world.submitted().await);
    let accepted = [("focus", "livelihood")];
    for code in [&one, &two] {
        world.done("liaison", Verb::Accept, code, &accepted).await;
    }
    let page = |code: &str| format!("/yunxi/desk/topics/{code}/solicitation");
    let compare = format!("/yunxi/desk/topics/{one}/merge?target={two}");
    let mut liaison = logged_in(&world, "liaison").await;
    let intake = liaison.get(&page(&one)).await;
    let link = format!("a[href=\"{compare}\"]");
    assert_eq!(intake.count(&link), 1, "{}", intake.text);
    let typed = format!("form[method=\"get\"][action=\"/yunxi/desk/topics/{one}/merge\"]");
    assert_eq!(intake.count(&typed), 1);

    let wrong = format!("/yunxi/desk/topics/{one}/merge?target=YX-1999-0001");
    let wrong = liaison.get(&wrong).await;
    assert!(wrong.text_of(".field .error").contains("没有这个编号"));
    let both = liaison.get(&compare).await;
    assert_eq!(both.count(".sides > section"), 2, "{}", both.text);
    let merge = format!("/yunxi/topics/{one}/merge");
    let done = liaison.submit(&compare, &merge, &[]).await;
    assert_eq!(done.location(), format!("/yunxi/topics/{one}"));

    let gone = liaison.get(&page(&one)).await;
    assert!(gone.text_of(".notice.before").contains("前可以撤销，还剩"));
    let unmerge = format!("form[action=\"/yunxi/topics/{one}/unmerge\"]");
    assert_eq!(gone.count(&unmerge), 1, "{}", gone.text);
    let into = liaison.get(&page(&two)).await;
    let said = into.text_of(".notice.before");
    assert!(said.contains(&one) && said.contains("去撤销"), "{said}");
    let desk = liaison.get("/yunxi/desk").await;
    assert!(desk.text.contains("还可以撤销的合并"), "{}", desk.text);
    // Whoever does not work on it has no such page.
    let mut resident = logged_in(&world, "resident").await;
    assert_eq!(resident.get(&compare).await.status, 403);
}
