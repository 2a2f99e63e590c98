//! What lies on a desk beside its duties: the pages of other work, and what waits there.

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
