//! Ratings: once a person and round, without a person in the row.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A rating as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// Keyed hash of person and topic, in hex.
    pub voter: String,
    /// `party_gov`, `member` or `public`.
    pub kind: String,
    /// `satisfied`, `basically` or `not_satisfied`.
    pub score: String,
    /// Words beside it.
    pub body: String,
    /// Whether the author of the topic gave it.
    pub by_author: bool,
    /// `phone`, `paper` or `visit` where staff entered it (代录); empty otherwise.
    pub way: String,
    /// Who entered it on behalf.
    pub entered_by: Option<Uuid>,
    /// For its leaf in the Merkle root.
    pub salt: Vec<u8>,
    /// When.
    pub at: DateTime<Utc>,
}

/// What became of a rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is written.
    New,
    /// This person rated in this round before.
    Twice,
    /// The window is not open, or the ratings are counted.
    Closed,
}

/// Writes a rating, once a person and round, while the window is open. The round's row is locked
/// together with other ratings, so that the account (see [`super::seal`]) counts every one.
///
/// # Errors
/// When the database is away.
pub async fn insert(tx: &mut TenantTx, topic: Uuid, round: i16, r: &Rating) -> Result<Inserted> {
    let tenant = tx.tenant();
    let open = sqlx::query_scalar!(
        r#"select (opened_at <= $4 and $4 < closes_at and accounted_at is null and decided_at is null) as "open!"
           from evaluation where tenant_id = $1 and topic_id = $2 and round = $3 for share"#,
        tenant,
        topic,
        round,
        r.at
    )
    .fetch_optional(tx.conn())
    .await?;
    if open != Some(true) {
        return Ok(Inserted::Closed);
    }
    let new = sqlx::query_scalar!(
        "insert into rating as x (tenant_id, topic_id, round, voter, kind, score, body, by_author, way, entered_by, salt, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (tenant_id, topic_id, round, voter) do nothing returning x.round",
        tenant,
        topic,
        round,
        r.voter,
        r.kind,
        r.score,
        r.body,
        r.by_author,
        r.way,
        r.entered_by,
        r.salt,
        r.at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some();
    Ok(if new { Inserted::New } else { Inserted::Twice })
}

/// What the author rated in this round, if they did.
///
/// # Errors
/// When the database is away.
pub async fn by_author(tx: &mut TenantTx, topic: Uuid, round: i16) -> Result<Option<String>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "select score from rating where tenant_id = $1 and topic_id = $2 and round = $3 and by_author limit 1",
        tenant,
        topic,
        round
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Every rating of a round, in one order for all (by voter), for counting and for the Merkle root.
///
/// # Errors
/// When the database is away.
pub async fn of_round(tx: &mut TenantTx, topic: Uuid, round: i16) -> Result<Vec<Rating>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Rating,
        "select voter, kind, score, body, by_author, way, entered_by, salt, at
         from rating where tenant_id = $1 and topic_id = $2 and round = $3 order by voter",
        tenant,
        topic,
        round
    )
    .fetch_all(tx.conn())
    .await?)
}

/// How many gave which score, by kind.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Tally {
    /// `party_gov`, `member` or `public`.
    pub kind: String,
    /// `satisfied` …
    pub score: String,
    /// How many.
    pub n: i64,
}

/// The counts of a round.
///
/// # Errors
/// When the database is away.
pub async fn tally(tx: &mut TenantTx, topic: Uuid, round: i16) -> Result<Vec<Tally>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Tally,
        r#"select kind, score, count(*) as "n!" from rating where tenant_id = $1 and topic_id = $2 and round = $3
           group by kind, score order by kind, score"#,
        tenant,
        topic,
        round
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Whether this person has rated in this round.
///
/// # Errors
/// When the database is away.
pub async fn has_rated(tx: &mut TenantTx, topic: Uuid, round: i16, voter: &str) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from rating where tenant_id = $1 and topic_id = $2 and round = $3 and voter = $4) as "found!""#,
        tenant,
        topic,
        round,
        voter
    )
    .fetch_one(tx.conn())
    .await?)
}
