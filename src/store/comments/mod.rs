//! Comments: written once, looked at, reported, taken down; and the street's sensitive words.

mod words;

pub use words::{set_words, words};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::page::{After, Page};
use crate::store::{Result, TenantTx};

/// A new comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewComment {
    /// Its id.
    pub id: Uuid,
    /// The topic.
    pub topic: Uuid,
    /// Who writes.
    pub account: Uuid,
    /// The writer as the public sees them.
    pub label: String,
    /// Its text.
    pub body: String,
    /// Hash of the text as it is compared.
    pub hash: String,
    /// Code of its state.
    pub state: &'static str,
    /// Sensitive words in it.
    pub held: Vec<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Writes a comment, one identical text a person and topic; true when it was new.
///
/// # Errors
/// When the database is away.
pub async fn insert(tx: &mut TenantTx, c: &NewComment) -> Result<bool> {
    let tenant = tx.tenant();
    let new = sqlx::query_scalar!(
        "insert into comment (tenant_id, id, topic_id, account_id, label, body, hash, state, held, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict on constraint comment_once_key do nothing returning id",
        tenant,
        c.id,
        c.topic,
        c.account,
        c.label,
        c.body,
        c.hash,
        c.state,
        &c.held,
        c.at
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(new.is_some())
}

/// How many comments a person has written between two times.
///
/// # Errors
/// When the database is away.
pub async fn written_since(
    tx: &mut TenantTx,
    account: Uuid,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "n!" from comment where tenant_id = $1 and account_id = $2 and at > $3 and at <= $4"#,
        tenant,
        account,
        since,
        until
    )
    .fetch_one(tx.conn())
    .await?)
}

/// More or fewer comments are shown under a topic.
///
/// # Errors
/// When the database is away.
pub async fn tally(tx: &mut TenantTx, topic: Uuid, by: i32) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update topic_tally set comments = comments + $3 where tenant_id = $1 and topic_id = $2",
        tenant,
        topic,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A comment with what a decision about it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentRow {
    /// Its id.
    pub id: Uuid,
    /// The topic.
    pub topic_id: Uuid,
    /// The topic's code.
    pub code: String,
    /// Who wrote it.
    pub account_id: Uuid,
    /// The writer as the public sees them.
    pub label: String,
    /// Its text.
    pub body: String,
    /// Code of its state.
    pub state: String,
    /// Why it was refused or taken down.
    pub reason: String,
    /// Who decided.
    pub decided_by: Option<Uuid>,
    /// The writer's appeal; empty without.
    pub appeal: String,
    /// When they appealed.
    pub appealed_at: Option<DateTime<Utc>>,
    /// What the officer said to it.
    pub answer: String,
    /// When.
    pub answered_at: Option<DateTime<Utc>>,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// Holds a comment for a decision.
///
/// # Errors
/// When the database is away.
pub async fn hold(tx: &mut TenantTx, id: Uuid) -> Result<Option<CommentRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        CommentRow,
        "select c.id, c.topic_id, t.code, c.account_id, c.label, c.body, c.state, c.reason, c.decided_by, c.appeal,
           c.appealed_at, c.answer, c.answered_at, c.at
         from comment c join topic t on t.tenant_id = $1 and t.id = c.topic_id
         where c.tenant_id = $1 and c.id = $2 for update of c",
        tenant,
        id
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// A decision of somebody who looks after comments, or of the writer: the new state, and why.
///
/// # Errors
/// When the database is away.
pub async fn decide(
    tx: &mut TenantTx,
    id: Uuid,
    state: &str,
    reason: &str,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update comment set state = $3, reason = $4, decided_by = $5, decided_at = $6 where tenant_id = $1 and id = $2",
        tenant,
        id,
        state,
        reason,
        by,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The writer appeals.
///
/// # Errors
/// When the database is away.
pub async fn appeal(tx: &mut TenantTx, id: Uuid, words: &str, at: DateTime<Utc>) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update comment set appeal = $3, appealed_at = $4 where tenant_id = $1 and id = $2",
        tenant,
        id,
        words,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// An officer has decided an appeal.
///
/// # Errors
/// When the database is away.
pub async fn answer(
    tx: &mut TenantTx,
    id: Uuid,
    state: &str,
    words: &str,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update comment set state = $3, answer = $4, answered_by = $5, answered_at = $6 where tenant_id = $1 and id = $2",
        tenant,
        id,
        state,
        words,
        by,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Somebody reports a comment, once; true when it was new.
///
/// # Errors
/// When the database is away.
pub async fn report(
    tx: &mut TenantTx,
    id: Uuid,
    account: Uuid,
    reason: &str,
    at: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    let new = sqlx::query_scalar!(
        "insert into comment_report (tenant_id, comment_id, account_id, reason, at) values ($1, $2, $3, $4, $5)
         on conflict on constraint comment_report_pkey do nothing returning account_id",
        tenant,
        id,
        account,
        reason,
        at
    )
    .fetch_optional(tx.conn())
    .await?;
    if new.is_some() {
        sqlx::query!(
            "update comment set reports = reports + 1 where tenant_id = $1 and id = $2",
            tenant,
            id
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(new.is_some())
}

/// The reports about a comment were looked at.
///
/// # Errors
/// When the database is away.
pub async fn handle_reports(tx: &mut TenantTx, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update comment_report set handled_at = $3 where tenant_id = $1 and comment_id = $2 and handled_at is null",
        tenant,
        id,
        at
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update comment set reports = 0 where tenant_id = $1 and id = $2",
        tenant,
        id
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A comment as everybody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its id.
    pub id: Uuid,
    /// The writer, masked.
    pub label: String,
    /// Its text.
    pub body: String,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// The reader wrote it.
    pub mine: bool,
}

/// The comments shown under a topic, the latest first.
///
/// # Errors
/// When the database is away.
pub async fn shown(
    tx: &mut TenantTx,
    topic: Uuid,
    reader: Option<Uuid>,
    after: Option<After>,
    size: usize,
) -> Result<Page<Shown>> {
    let tenant = tx.tenant();
    let (at, id) = after.map_or((None, None), |a| (Some(a.at), Some(a.id)));
    let limit = i64::try_from(size).unwrap_or(i64::MAX).saturating_add(1);
    let rows = sqlx::query_as!(
        Shown,
        r#"select id, label, body, at, coalesce(account_id = $3, false) as "mine!" from comment
           where tenant_id = $1 and topic_id = $2 and state = 'shown' and ($4::timestamptz is null or (at, id) < ($4, $5))
           order by at desc, id desc limit $6"#,
        tenant,
        topic,
        reader,
        at,
        id,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Page::cut(rows, size, |c| After { at: c.at, id: c.id }))
}

/// What a person wrote under a topic and others do not see, the latest first.
///
/// # Errors
/// When the database is away.
pub async fn own(tx: &mut TenantTx, topic: Uuid, account: Uuid) -> Result<Vec<CommentRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        CommentRow,
        "select c.id, c.topic_id, t.code, c.account_id, c.label, c.body, c.state, c.reason, c.decided_by, c.appeal,
           c.appealed_at, c.answer, c.answered_at, c.at
         from comment c join topic t on t.tenant_id = $1 and t.id = c.topic_id
         where c.tenant_id = $1 and c.topic_id = $2 and c.account_id = $3 and c.state in ('waiting', 'refused', 'taken_down')
         order by c.at desc, c.id desc limit 20",
        tenant,
        topic,
        account
    )
    .fetch_all(tx.conn())
    .await?)
}

/// A comment that somebody looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// Its id.
    pub id: Uuid,
    /// The topic's code.
    pub code: String,
    /// The topic's title.
    pub title: String,
    /// The writer, masked.
    pub label: String,
    /// Its text.
    pub body: String,
    /// Code of its state.
    pub state: String,
    /// Sensitive words in it.
    pub held: Vec<String>,
    /// Why it was refused or taken down.
    pub reason: String,
    /// The writer's appeal; empty without.
    pub appeal: String,
    /// What others say against it, one a report.
    pub reports: Vec<String>,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// What waits for somebody who looks after the comments of these councils (none: of the street), the oldest
/// first: new ones, reported ones and, where `appeals`, appeals. Own comments and own decisions are others'.
///
/// # Errors
/// When the database is away.
pub async fn queue(
    tx: &mut TenantTx,
    me: Uuid,
    councils: Option<&[Uuid]>,
    appeals: bool,
    limit: i64,
) -> Result<Vec<Queued>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Queued,
        r#"select c.id, t.code, t.title, c.label, c.body, c.state, c.held, c.reason,
             case when c.appealed_at is not null and c.answered_at is null then c.appeal else '' end as "appeal!",
             array(select r.reason from comment_report r where r.tenant_id = $1 and r.comment_id = c.id and r.handled_at is null
                   order by r.at limit 5) as "reports!",
             c.at
           from comment c join topic t on t.tenant_id = $1 and t.id = c.topic_id
           where c.tenant_id = $1 and c.account_id <> $2
             and (($3::uuid[] is null or t.council_id = any($3)) and (c.state = 'waiting' or (c.state = 'shown' and c.reports > 0))
               or $4 and c.appealed_at is not null and c.answered_at is null and c.decided_by is distinct from $2)
           order by c.at, c.id limit $5"#,
        tenant,
        me,
        councils,
        appeals,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}
