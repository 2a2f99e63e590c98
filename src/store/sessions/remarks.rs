//! What was said at a session (发言), written once.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A remark.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Remark {
    /// Its id.
    pub id: Uuid,
    /// The session.
    pub session_id: Uuid,
    /// The participant's row; none for somebody who was not named for the session.
    pub person_id: Option<Uuid>,
    /// Who spoke, as the public sees it.
    pub speaker: String,
    /// For which stakeholder group.
    pub group_id: Option<Uuid>,
    /// `room`, `off_room` or `online`.
    pub place: String,
    /// What was said.
    pub body: String,
    /// The recorder.
    pub written_by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// Writes a remark.
///
/// # Errors
/// A foreign key when session, person or group is not this street's; `remark_place_check`.
pub async fn insert(tx: &mut TenantTx, topic: Uuid, r: &Remark) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into remark (tenant_id, id, topic_id, session_id, person_id, speaker, group_id, place, body, written_by, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        tenant,
        r.id,
        topic,
        r.session_id,
        r.person_id,
        r.speaker,
        r.group_id,
        r.place,
        r.body,
        r.written_by,
        r.at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The remarks of a session, in order.
///
/// # Errors
/// When the database is away.
pub async fn of_session(tx: &mut TenantTx, session: Uuid) -> Result<Vec<Remark>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Remark,
        "select id, session_id, person_id, speaker, group_id, place, body, written_by, at
         from remark where tenant_id = $1 and session_id = $2 order by at, id",
        tenant,
        session
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The stakeholder groups that were heard at a session.
///
/// # Errors
/// When the database is away.
pub async fn heard(tx: &mut TenantTx, session: Uuid) -> Result<Vec<Uuid>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        r#"select distinct group_id as "group_id!" from remark
           where tenant_id = $1 and session_id = $2 and group_id is not null order by 1"#,
        tenant,
        session
    )
    .fetch_all(tx.conn())
    .await?)
}
