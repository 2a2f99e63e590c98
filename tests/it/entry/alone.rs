//! Who alone holds something does not close the account before somebody else holds it.

use axum::http::StatusCode;
use yishi::service::people;

use super::street;
use crate::support::{PASSWORD, world};

#[tokio::test]
async fn who_alone_fills_a_seat_is_told_who_must_be_replaced_first() {
    let (world, mut browser, slug) = street().await;
    browser.log_in(&world, "secretary").await;
    let page = format!("{slug}/account/close");
    let shown = browser.get(&page).await;
    assert!(
        shown.text_of(".blocked").contains("云溪"),
        "{}",
        shown.text_of(".blocked")
    );
    let fields = [("password", PASSWORD), ("sure", "yes")];
    let refused = browser.post(&page, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Once somebody else holds the seat too, the account can go.
    sqlx::query(
        "insert into council_seat (tenant_id, id, council_id, seat, account_id, capacity, valid_from)
         select tenant_id, gen_random_uuid(), council_id, seat, $2, 'holder', valid_from from council_seat where account_id = $1",
    )
    .bind(world.street.person("secretary").id)
    .bind(world.street.person("second_officer").id)
    .execute(&world.db.owner)
    .await
    .unwrap();
    let done = browser.submit(&page, &page, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
}

#[tokio::test]
async fn the_only_administrator_does_not_leave_the_street_alone() {
    let world = world().await;
    let me = world.me("street_admin").await;
    let mut tx = world.read().await;
    let alone = people::holds_alone(&world.app, &mut tx, &me).await.unwrap();
    assert_eq!(alone.len(), 1);
    assert_eq!(alone[0].seat, "street_admin");
    let me = world.me("leader").await;
    assert!(
        people::holds_alone(&world.app, &mut tx, &me)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn the_only_liaison_of_a_council_is_held_back_until_another_one_is_there() {
    let (world, mut liaison, slug) = street().await;
    liaison.log_in(&world, "liaison").await;
    let page = format!("{slug}/account/close");
    let shown = liaison.get(&page).await;
    let said = shown.text_of(".blocked");
    assert!(said.contains("云溪社区的联络员只有您一人"), "{said}");
    let fields = [("password", PASSWORD), ("sure", "yes")];
    let refused = liaison.post(&page, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    sqlx::query(
        "insert into role_grant (tenant_id, id, account_id, role, council_id, valid_from)
         select tenant_id, gen_random_uuid(), $2, role, council_id, valid_from from role_grant
         where account_id = $1 and role = 'liaison'",
    )
    .bind(world.street.person("liaison").id)
    .bind(world.street.person("second_officer").id)
    .execute(&world.db.owner)
    .await
    .unwrap();
    let done = liaison.submit(&page, &page, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
}
