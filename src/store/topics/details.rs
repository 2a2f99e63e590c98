//! Where exactly a topic is and whom it affects, as its author says.

use uuid::Uuid;

use crate::domain::topics::draft::Detail;
use crate::store::{Result, TenantTx};

/// Lets a topic have the detail of another one, which it goes on from; true when there is any.
///
/// # Errors
/// When the database refuses or is away.
pub async fn carry(tx: &mut TenantTx, from: Uuid, into: Uuid) -> Result<bool> {
    let tenant = tx.tenant();
    let copied = sqlx::query_scalar!(
        "insert into topic_detail as x (tenant_id, topic_id, estate, building, people, latitude_e6, longitude_e6)
         select $1, $3, d.estate, d.building, d.people, d.latitude_e6, d.longitude_e6
         from topic_detail d where d.tenant_id = $1 and d.topic_id = $2 returning x.topic_id",
        tenant,
        from,
        into
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(copied.is_some())
}

/// Writes the detail of a topic, a new one or one that has changed.
///
/// # Errors
/// When the database refuses or is away.
pub async fn put(tx: &mut TenantTx, topic: Uuid, d: &Detail) -> Result<()> {
    let tenant = tx.tenant();
    let people = d.people.and_then(|n| i32::try_from(n).ok());
    sqlx::query!(
        "insert into topic_detail (tenant_id, topic_id, estate, building, people, latitude_e6, longitude_e6)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (tenant_id, topic_id) do update set estate = excluded.estate, building = excluded.building,
           people = excluded.people, latitude_e6 = excluded.latitude_e6, longitude_e6 = excluded.longitude_e6",
        tenant,
        topic,
        d.estate,
        d.building,
        people,
        d.point.map(|p| p.latitude_e6),
        d.point.map(|p| p.longitude_e6)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
