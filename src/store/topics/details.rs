//! Where exactly a topic is and whom it affects, as its author says.

use uuid::Uuid;

use crate::domain::topics::draft::Detail;
use crate::store::{Result, TenantTx};

/// Writes the detail of a new topic.
///
/// # Errors
/// When the database refuses or is away.
pub async fn insert(tx: &mut TenantTx, topic: Uuid, d: &Detail) -> Result<()> {
    let tenant = tx.tenant();
    let people = d.people.and_then(|n| i32::try_from(n).ok());
    sqlx::query!(
        "insert into topic_detail (tenant_id, topic_id, estate, building, people, latitude_e6, longitude_e6)
         values ($1, $2, $3, $4, $5, $6, $7)",
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
