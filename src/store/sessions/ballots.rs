//! Ballots (表决): frozen when they open; one vote a person.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A ballot that opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBallot {
    /// Its id.
    pub id: Uuid,
    /// The session.
    pub session_id: Uuid,
    /// What is asked.
    pub question: String,
    /// What can be chosen, 2 to 12.
    pub options: Vec<String>,
    /// The share of votes that must be exceeded, as a fraction: more than 1 in 2.
    pub threshold: (i16, i16),
    /// Nobody can see who voted what.
    pub secret: bool,
    /// The chair.
    pub opened_by: Uuid,
    /// When.
    pub opened_at: DateTime<Utc>,
}

/// A ballot as stored.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Ballot {
    /// Its id.
    pub id: Uuid,
    /// The session.
    pub session_id: Uuid,
    /// Its number within the session, from 1.
    pub n: i16,
    /// What is asked.
    pub question: String,
    /// What can be chosen.
    pub options: Vec<String>,
    /// How many were present and entitled when it opened.
    pub electorate: i32,
    /// Numerator of the share that must be exceeded.
    pub threshold_of: i16,
    /// Its denominator.
    pub threshold_in: i16,
    /// Nobody can see who voted what.
    pub secret: bool,
    /// When it opened.
    pub opened_at: DateTime<Utc>,
    /// When it closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// Votes for each option, once closed.
    pub counts: Option<Vec<i32>>,
    /// Merkle root of the salted votes, in hex; empty before the close.
    pub root: String,
    /// How many have voted so far.
    pub votes: i64,
}

/// Opens a ballot of a session; answers its number and its electorate: those who count and are
/// present now. The topic's lock must be held.
///
/// # Errors
/// `ballot_number_key`, `ballot_options_check`, `ballot_threshold_check`.
pub async fn open(tx: &mut TenantTx, topic: Uuid, b: &NewBallot) -> Result<(i16, i32)> {
    let tenant = tx.tenant();
    let row = sqlx::query!(
        r#"select
             (select coalesce(max(x.n), 0) + 1 from ballot x where x.tenant_id = $1 and x.session_id = $2)::smallint as "n!",
             (select count(*) from session_person p where p.tenant_id = $1 and p.session_id = $2 and p.counts
                and p.present_at <= $3)::integer as "electorate!""#,
        tenant,
        b.session_id,
        b.opened_at
    )
    .fetch_one(tx.conn())
    .await?;
    sqlx::query!(
        "insert into ballot (tenant_id, id, topic_id, session_id, n, question, options, electorate, threshold_of, threshold_in,
           secret, opened_at, opened_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        tenant,
        b.id,
        topic,
        b.session_id,
        row.n,
        b.question,
        &b.options,
        row.electorate,
        b.threshold.0,
        b.threshold.1,
        b.secret,
        b.opened_at,
        b.opened_by
    )
    .execute(tx.conn())
    .await?;
    Ok((row.n, row.electorate))
}

/// The ballots of a topic, in order.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Ballot>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Ballot,
        r#"select b.id, b.session_id, b.n, b.question, b.options, b.electorate, b.threshold_of, b.threshold_in, b.secret, b.opened_at,
             b.closed_at, b.counts, b.root,
             (select count(*) from vote v where v.tenant_id = $1 and v.ballot_id = b.id) as "votes!"
           from ballot b where b.tenant_id = $1 and b.topic_id = $2 order by b.opened_at, b.n"#,
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Closes an open ballot with what was counted; false when it was closed before.
///
/// # Errors
/// When the database is away.
pub async fn close(
    tx: &mut TenantTx,
    ballot: Uuid,
    counts: &[i32],
    root: &str,
    at: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "update ballot set counts = $3, root = $4, closed_at = $5
         where tenant_id = $1 and id = $2 and closed_at is null returning id",
        tenant,
        ballot,
        counts,
        root,
        at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// A vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// Keyed hash of person and ballot, in hex.
    pub voter: String,
    /// The participant's row; none for a secret vote.
    pub person_id: Option<Uuid>,
    /// The place of the option, from 1.
    pub choice: i16,
    /// For its leaf in the Merkle root.
    pub salt: Vec<u8>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Casts a vote for the account; false when it voted before, was not present and entitled when the
/// ballot opened, the ballot is closed, or there is no such option. A secret vote is written
/// without its person; `v.person_id` is not looked at.
///
/// # Errors
/// When the database is away.
pub async fn vote(tx: &mut TenantTx, ballot: Uuid, account: Uuid, v: &Vote) -> Result<bool> {
    let tenant = tx.tenant();
    // Waits for a close under way; the statement after it then sees what the close did.
    sqlx::query!(
        "select id from ballot where tenant_id = $1 and id = $2 for share",
        tenant,
        ballot
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(sqlx::query_scalar!(
        "insert into vote as x (tenant_id, ballot_id, voter, topic_id, person_id, choice, salt, at)
         select $1, $2, $4, b.topic_id, case when b.secret then null else p.id end, $5::smallint, $6, $7
         from ballot b
         join session_person p on p.tenant_id = $1 and p.session_id = b.session_id and p.account_id = $3
         where b.tenant_id = $1 and b.id = $2 and b.closed_at is null and $5::smallint between 1 and cardinality(b.options)
           and p.counts and p.present_at <= b.opened_at
         on conflict (tenant_id, ballot_id, voter) do nothing returning x.choice",
        tenant,
        ballot,
        account,
        v.voter,
        v.choice,
        v.salt,
        v.at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// Every vote of a ballot, in one order for all (by voter), for counting and for the Merkle root.
/// With the ballot's row locked no further vote can come in between.
///
/// # Errors
/// When the database is away.
pub async fn votes(tx: &mut TenantTx, ballot: Uuid) -> Result<Vec<Vote>> {
    let tenant = tx.tenant();
    sqlx::query!(
        "select id from ballot where tenant_id = $1 and id = $2 for update",
        tenant,
        ballot
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(sqlx::query_as!(
        Vote,
        "select voter, person_id, choice, salt, at from vote where tenant_id = $1 and ballot_id = $2 order by voter",
        tenant,
        ballot
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Whether this voter has voted.
///
/// # Errors
/// When the database is away.
pub async fn has_voted(tx: &mut TenantTx, ballot: Uuid, voter: &str) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from vote where tenant_id = $1 and ballot_id = $2 and voter = $3) as "found!""#,
        tenant,
        ballot,
        voter
    )
    .fetch_one(tx.conn())
    .await?)
}
