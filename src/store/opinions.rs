//! Minutes (纪要) and the opinion (协商意见书): one row a saved version; and what participants say to it.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A saved version of minutes or opinion.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Version {
    /// Its id.
    pub id: Uuid,
    /// Its number within the topic, from 1.
    pub n: i16,
    /// 0, or 1 and 2 after a sustained objection.
    pub turn: i16,
    /// What it says; whole numbers only.
    pub content: Value,
    /// SHA-256 of the canonical content, in hex: what the set signs.
    pub hash: String,
    /// Who saved it.
    pub saved_by: Uuid,
    /// When.
    pub saved_at: DateTime<Utc>,
    /// When the last signature was given: minutes signed, opinion issued.
    pub signed_at: Option<DateTime<Utc>>,
    /// When a sustained objection voided it; only an opinion can be.
    pub voided_at: Option<DateTime<Utc>>,
}

/// A version that comes to be; its number is given when it is saved.
#[derive(Debug, Clone, PartialEq)]
pub struct NewVersion {
    /// Its id.
    pub id: Uuid,
    /// 0, or 1 and 2 after a sustained objection.
    pub turn: i16,
    /// What it says.
    pub content: Value,
    /// SHA-256 of the canonical content, in hex.
    pub hash: String,
    /// Who saves it.
    pub saved_by: Uuid,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// Writes the next version of the minutes of a session; answers its number. The topic's lock must be held.
///
/// # Errors
/// `minutes_version_key` when another was faster; `minutes_session_fkey`.
pub async fn save_minutes(
    tx: &mut TenantTx,
    topic: Uuid,
    session: Uuid,
    v: &NewVersion,
) -> Result<i16> {
    let tenant = tx.tenant();
    let n = sqlx::query_scalar!(
        r#"select (coalesce(max(n), 0) + 1)::smallint as "n!" from minutes where tenant_id = $1 and topic_id = $2"#,
        tenant,
        topic
    )
    .fetch_one(tx.conn())
    .await?;
    sqlx::query!(
        "insert into minutes (tenant_id, id, topic_id, session_id, n, turn, content, hash, saved_by, saved_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        tenant,
        v.id,
        topic,
        session,
        n,
        v.turn,
        v.content,
        v.hash,
        v.saved_by,
        v.saved_at
    )
    .execute(tx.conn())
    .await?;
    Ok(n)
}

/// The minutes saved last.
///
/// # Errors
/// When the database is away.
pub async fn minutes(tx: &mut TenantTx, topic: Uuid) -> Result<Option<Version>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Version,
        r#"select id, n, turn, content, hash, saved_by, saved_at, signed_at, null::timestamptz as voided_at
           from minutes where tenant_id = $1 and topic_id = $2 order by n desc limit 1"#,
        tenant,
        topic
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Notes that the last signature was given to the minutes, once; false when it was noted before.
///
/// # Errors
/// When the database is away.
pub async fn sign_minutes(tx: &mut TenantTx, id: Uuid, at: DateTime<Utc>) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "update minutes set signed_at = $3 where tenant_id = $1 and id = $2 and signed_at is null returning id",
        tenant,
        id,
        at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// Writes the next version of the opinion; answers its number. The topic's lock must be held.
///
/// # Errors
/// `opinion_version_key` when another was faster.
pub async fn save(tx: &mut TenantTx, topic: Uuid, v: &NewVersion) -> Result<i16> {
    let tenant = tx.tenant();
    let n = sqlx::query_scalar!(
        r#"select (coalesce(max(n), 0) + 1)::smallint as "n!" from opinion where tenant_id = $1 and topic_id = $2"#,
        tenant,
        topic
    )
    .fetch_one(tx.conn())
    .await?;
    sqlx::query!(
        "insert into opinion (tenant_id, id, topic_id, n, turn, content, hash, saved_by, saved_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tenant,
        v.id,
        topic,
        n,
        v.turn,
        v.content,
        v.hash,
        v.saved_by,
        v.saved_at
    )
    .execute(tx.conn())
    .await?;
    Ok(n)
}

/// The opinion saved last.
///
/// # Errors
/// When the database is away.
pub async fn latest(tx: &mut TenantTx, topic: Uuid) -> Result<Option<Version>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Version,
        "select id, n, turn, content, hash, saved_by, saved_at, issued_at as signed_at, voided_at
         from opinion where tenant_id = $1 and topic_id = $2 order by n desc limit 1",
        tenant,
        topic
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The opinion that stands issued.
///
/// # Errors
/// When the database is away.
pub async fn issued(tx: &mut TenantTx, topic: Uuid) -> Result<Option<Version>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Version,
        "select id, n, turn, content, hash, saved_by, saved_at, issued_at as signed_at, voided_at
         from opinion where tenant_id = $1 and topic_id = $2 and issued_at is not null and voided_at is null
         order by n desc limit 1",
        tenant,
        topic
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Issues a version, once; false when it was issued before.
///
/// # Errors
/// When the database is away.
pub async fn issue(tx: &mut TenantTx, id: Uuid, at: DateTime<Utc>) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "update opinion set issued_at = $3 where tenant_id = $1 and id = $2 and issued_at is null returning id",
        tenant,
        id,
        at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// Voids what stands issued, after a sustained objection; answers the ids.
///
/// # Errors
/// When the database is away.
pub async fn void(tx: &mut TenantTx, topic: Uuid, at: DateTime<Utc>) -> Result<Vec<Uuid>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "update opinion set voided_at = $3
         where tenant_id = $1 and topic_id = $2 and issued_at is not null and voided_at is null returning id",
        tenant,
        topic,
        at
    )
    .fetch_all(tx.conn())
    .await?)
}

/// What a participant says to an opinion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// The participant's row.
    pub person_id: Uuid,
    /// Agrees, or dissents.
    pub agrees: bool,
    /// The dissent, in words.
    pub words: String,
    /// `phone`, `paper` or `visit` where staff entered it (代录); empty otherwise.
    pub way: String,
    /// Who entered it on behalf.
    pub entered_by: Option<Uuid>,
    /// For its leaf in the Merkle root.
    pub salt: Vec<u8>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Writes what a participant says to the version with this hash; false when they said something before,
/// were not invited, or that version is issued or not the last one any more.
///
/// # Errors
/// `opinion_consent_words_check` for a dissent without words.
pub async fn consent(tx: &mut TenantTx, topic: Uuid, hash: &str, c: &Consent) -> Result<bool> {
    let tenant = tx.tenant();
    // Waits for a signature under way; the statement after it then sees whether it was the last one.
    let opinion = sqlx::query_scalar!(
        "select id from opinion o where o.tenant_id = $1 and o.topic_id = $2 and o.hash = $3
         order by o.n desc limit 1 for share",
        tenant,
        topic,
        hash
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(opinion) = opinion else {
        return Ok(false);
    };
    Ok(sqlx::query_scalar!(
        "insert into opinion_consent as x (tenant_id, opinion_id, person_id, account_id, topic_id, agrees, words, way, entered_by,
           salt, at)
         select $1, $2, p.id, p.account_id, $3, $5, $6, $7, $8, $9, $10
         from session_person p
         join opinion o on o.tenant_id = $1 and o.id = $2 and o.topic_id = $3 and o.issued_at is null
         where p.tenant_id = $1 and p.id = $4 and p.topic_id = $3
           and not exists (select 1 from opinion l where l.tenant_id = $1 and l.topic_id = $3 and l.n > o.n)
         on conflict do nothing returning x.person_id",
        tenant,
        opinion,
        topic,
        c.person_id,
        c.agrees,
        c.words,
        c.way,
        c.entered_by,
        c.salt,
        c.at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// What participants said to a version, in one order for all (by person), for counts and Merkle root.
/// The version's row is locked, so that nothing comes in between.
///
/// # Errors
/// When the database is away.
pub async fn sealed_consents(tx: &mut TenantTx, opinion: Uuid) -> Result<Vec<Consent>> {
    let tenant = tx.tenant();
    sqlx::query!(
        "select id from opinion where tenant_id = $1 and id = $2 for update",
        tenant,
        opinion
    )
    .fetch_optional(tx.conn())
    .await?;
    consents(tx, opinion).await
}

/// What participants said to a version.
///
/// # Errors
/// When the database is away.
pub async fn consents(tx: &mut TenantTx, opinion: Uuid) -> Result<Vec<Consent>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Consent,
        "select person_id, agrees, words, way, entered_by, salt, at
         from opinion_consent where tenant_id = $1 and opinion_id = $2 order by person_id",
        tenant,
        opinion
    )
    .fetch_all(tx.conn())
    .await?)
}

/// What a participant said to an opinion, with whom it was.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Said {
    /// The name as staff wrote it.
    pub name: String,
    /// In which identity the person was named.
    pub identity: String,
    /// The account.
    pub account_id: Option<Uuid>,
    /// Agrees, or dissents.
    pub agrees: bool,
    /// The dissent, in words.
    pub words: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Minutes and opinion as the pages that work on them show them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Table {
    /// The minutes saved last.
    pub minutes: Option<Version>,
    /// The opinion saved last.
    pub opinion: Option<Version>,
    /// What participants said to it.
    pub said: Vec<Said>,
}

/// Minutes and opinion saved last, with what participants said, in one statement.
///
/// # Errors
/// When the database is away.
pub async fn table(tx: &mut TenantTx, topic: Uuid) -> Result<Table> {
    let tenant = tx.tenant();
    let value = sqlx::query_scalar!(
        r#"select jsonb_build_object(
             'minutes', (select to_jsonb(m) from minutes m where m.tenant_id = $1 and m.topic_id = $2 order by m.n desc limit 1),
             'opinion', (select to_jsonb(o) || jsonb_build_object('signed_at', o.issued_at)
                from opinion o where o.tenant_id = $1 and o.topic_id = $2 order by o.n desc limit 1),
             'said', (select coalesce(jsonb_agg(jsonb_build_object('name', case when a.closed_at is null then p.name else '' end, 'identity', p.identity,
                  'account_id', c.account_id, 'agrees', c.agrees, 'words', c.words, 'at', c.at) order by c.at, c.person_id), '[]')
                from opinion_consent c join session_person p on p.tenant_id = $1 and p.id = c.person_id
                left join account a on a.tenant_id = $1 and a.id = p.account_id
                where c.tenant_id = $1 and c.opinion_id = (select o.id from opinion o
                  where o.tenant_id = $1 and o.topic_id = $2 order by o.n desc limit 1))
           ) as "table!""#,
        tenant,
        topic
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(serde_json::from_value(value)?)
}
