//! Public postings (公示) and who has taken note of them.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A posting as stored.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Posting {
    /// Its id.
    pub id: Uuid,
    /// How often the opinion had been sent back by then.
    pub round: i16,
    /// Its number within the topic, from 1.
    pub n: i16,
    /// What the public reads.
    pub body: String,
    /// What the privacy scan found in it.
    pub hits: Value,
    /// Why the releaser passed the hits; empty where there were none.
    pub pass_reason: String,
    /// Who made it ready.
    pub posted_by: Uuid,
    /// When.
    pub posted_at: DateTime<Utc>,
    /// The second person.
    pub released_by: Option<Uuid>,
    /// When the posting began.
    pub released_at: Option<DateTime<Utc>>,
    /// When it ends: five working days later.
    pub closes_at: Option<DateTime<Utc>>,
    /// When a sustained objection voided it.
    pub voided_at: Option<DateTime<Utc>>,
    /// How many have taken note.
    pub acknowledged: i64,
}

impl Posting {
    /// Whether people can object to it at this instant.
    pub fn is_running(&self, now: DateTime<Utc>) -> bool {
        self.voided_at.is_none()
            && self.released_at.is_some_and(|t| t <= now)
            && self.closes_at.is_some_and(|t| now < t)
    }
}

/// Writes a posting that waits for its release; answers its number.
///
/// # Errors
/// `posting_topic_key` when another was faster.
pub async fn insert(tx: &mut TenantTx, topic: Uuid, p: &Posting) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into posting (tenant_id, id, topic_id, round, n, body, hits, posted_by, posted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tenant,
        p.id,
        topic,
        p.round,
        p.n,
        p.body,
        p.hits,
        p.posted_by,
        p.posted_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Moves the end of a posting: its topic was suspended meanwhile.
///
/// # Errors
/// When the database is away.
pub async fn set_end(tx: &mut TenantTx, id: Uuid, closes_at: DateTime<Utc>) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update posting set closes_at = $3 where tenant_id = $1 and id = $2 and released_at is not null",
        tenant,
        id,
        closes_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Releases a posting, once; false when it was released or voided before.
///
/// # Errors
/// `posting_second_person_check` when the releaser is the one who posted.
pub async fn release(
    tx: &mut TenantTx,
    id: Uuid,
    by: Uuid,
    at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
    pass_reason: &str,
) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "update posting set released_by = $3, released_at = $4, closes_at = $5, pass_reason = $6
         where tenant_id = $1 and id = $2 and released_at is null and voided_at is null returning id",
        tenant,
        id,
        by,
        at,
        closes_at,
        pass_reason
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// Voids every posting of the topic that still stands; answers their ids.
///
/// # Errors
/// When the database is away.
pub async fn void(tx: &mut TenantTx, topic: Uuid, at: DateTime<Utc>) -> Result<Vec<Uuid>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "update posting set voided_at = $3 where tenant_id = $1 and topic_id = $2 and voided_at is null returning id",
        tenant,
        topic,
        at
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The latest posting of a topic.
///
/// # Errors
/// When the database is away.
pub async fn latest(tx: &mut TenantTx, topic: Uuid) -> Result<Option<Posting>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Posting,
        r#"select p.id, p.round, p.n, p.body, p.hits, p.pass_reason, p.posted_by, p.posted_at, p.released_by, p.released_at,
             p.closes_at, p.voided_at,
             (select count(*) from posting_acknowledgement a where a.tenant_id = $1 and a.posting_id = p.id) as "acknowledged!"
           from posting p where p.tenant_id = $1 and p.topic_id = $2 order by p.n desc limit 1"#,
        tenant,
        topic
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The latest posting of a topic, its row locked until the end of the transaction: together with others
/// who react to it, or, to `seal` it, against them.
///
/// # Errors
/// When the database is away.
pub async fn latest_locked(tx: &mut TenantTx, topic: Uuid, seal: bool) -> Result<Option<Posting>> {
    let tenant = tx.tenant();
    let n = if seal {
        sqlx::query_scalar!(
            "select n from posting where tenant_id = $1 and topic_id = $2 order by n desc limit 1 for update",
            tenant,
            topic
        )
        .fetch_optional(tx.conn())
        .await?
    } else {
        sqlx::query_scalar!(
            "select n from posting where tenant_id = $1 and topic_id = $2 order by n desc limit 1 for share",
            tenant,
            topic
        )
        .fetch_optional(tx.conn())
        .await?
    };
    if n.is_none() {
        return Ok(None);
    }
    latest(tx, topic).await
}

/// Who has taken note of a posting, in one order for all.
///
/// # Errors
/// When the database is away.
pub async fn acknowledgements(
    tx: &mut TenantTx,
    posting: Uuid,
) -> Result<Vec<(Uuid, DateTime<Utc>)>> {
    let tenant = tx.tenant();
    Ok(sqlx::query!(
        "select account_id, at from posting_acknowledgement where tenant_id = $1 and posting_id = $2 order by account_id",
        tenant,
        posting
    )
    .fetch_all(tx.conn())
    .await?
    .into_iter()
    .map(|r| (r.account_id, r.at))
    .collect())
}

/// Takes note of a posting, once a person; true when it was new.
///
/// # Errors
/// When the database is away.
pub async fn acknowledge(
    tx: &mut TenantTx,
    posting: Uuid,
    account: Uuid,
    at: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "insert into posting_acknowledgement (tenant_id, posting_id, account_id, at) values ($1, $2, $3, $4)
         on conflict do nothing returning account_id",
        tenant,
        posting,
        account,
        at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}
