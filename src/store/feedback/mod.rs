//! Feedback (反馈): who was told, what is posted, and the objections to it.

pub mod board;
pub mod no_result;
pub mod objections;
pub mod postings;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A stakeholder group was told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Delivery {
    /// Its id.
    pub id: Uuid,
    /// How often the opinion had been sent back by then.
    pub round: i16,
    /// Which stakeholder group.
    pub group_id: Uuid,
    /// `read`, `handed`, `phone` or `visit`.
    pub way: String,
    /// To whom, as staff wrote it.
    pub recipient: String,
    /// What was said.
    pub note: String,
    /// Who told them.
    pub delivered_by: Uuid,
    /// When.
    pub delivered_at: DateTime<Utc>,
}

/// Writes a delivery.
///
/// # Errors
/// `feedback_delivery_group_fkey` when the group is not this topic's street's.
pub async fn deliver(tx: &mut TenantTx, topic: Uuid, d: &Delivery) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into feedback_delivery (tenant_id, id, topic_id, round, group_id, way, recipient, note, delivered_by, delivered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        tenant,
        d.id,
        topic,
        d.round,
        d.group_id,
        d.way,
        d.recipient,
        d.note,
        d.delivered_by,
        d.delivered_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The deliveries of a topic, the first one first.
///
/// # Errors
/// When the database is away.
pub async fn deliveries(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Delivery>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Delivery,
        "select id, round, group_id, way, recipient, note, delivered_by, delivered_at
         from feedback_delivery where tenant_id = $1 and topic_id = $2 order by delivered_at, id",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}
