//! Sessions (协商会): what is announced, opened and closed; who is there; what is said and voted.

pub mod ballots;
pub mod board;
pub mod list;
pub mod people;
pub mod remarks;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A session that comes to be with its plan's publication.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSession {
    /// Its id: the one in the plan's content.
    pub id: Uuid,
    /// Its number within the plan, from 1.
    pub n: i16,
    /// The form's code, such as `meeting`.
    pub form: String,
    /// One line.
    pub title: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends; a written or online round is due by then.
    pub ends_at: DateTime<Utc>,
    /// Where.
    pub room: String,
    /// What will be talked about.
    pub agenda: String,
}

/// A session as stored.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Session {
    /// Its id.
    pub id: Uuid,
    /// The topic.
    pub topic_id: Uuid,
    /// The plan that announced it.
    pub plan_id: Uuid,
    /// The council that holds it.
    pub council_id: Uuid,
    /// Its number within the plan.
    pub n: i16,
    /// 0, or 1 and 2 after a sustained objection.
    pub turn: i16,
    /// The form's code.
    pub form: String,
    /// One line.
    pub title: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Where.
    pub room: String,
    /// What will be talked about.
    pub agenda: String,
    /// `planned`, `open`, `adjourned`, `closed` or `cancelled`.
    pub status: String,
    /// The quorum rule, frozen when it opened.
    pub rule: Option<Value>,
    /// When it opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// When it was closed or adjourned.
    pub closed_at: Option<DateTime<Utc>>,
    /// Why it was adjourned or cancelled.
    pub reason: String,
}

/// Writes the sessions of a published plan, all in one statement.
///
/// # Errors
/// `session_number_key`, `session_time_check`; a foreign key when council or plan is not this street's.
pub async fn insert(
    tx: &mut TenantTx,
    topic: Uuid,
    plan: (Uuid, i16),
    council: Uuid,
    community: Option<Uuid>,
    sessions: &[NewSession],
    at: DateTime<Utc>,
) -> Result<()> {
    if sessions.is_empty() {
        return Ok(());
    }
    let (plan, turn) = plan;
    let tenant = tx.tenant();
    let ids: Vec<Uuid> = sessions.iter().map(|s| s.id).collect();
    let numbers: Vec<i16> = sessions.iter().map(|s| s.n).collect();
    let forms: Vec<String> = sessions.iter().map(|s| s.form.clone()).collect();
    let titles: Vec<String> = sessions.iter().map(|s| s.title.clone()).collect();
    let starts: Vec<DateTime<Utc>> = sessions.iter().map(|s| s.starts_at).collect();
    let ends: Vec<DateTime<Utc>> = sessions.iter().map(|s| s.ends_at).collect();
    let rooms: Vec<String> = sessions.iter().map(|s| s.room.clone()).collect();
    let agendas: Vec<String> = sessions.iter().map(|s| s.agenda.clone()).collect();
    sqlx::query!(
        "insert into session as x (tenant_id, topic_id, plan_id, turn, council_id, community_id, created_at, status,
           id, n, form, title, starts_at, ends_at, room, agenda)
         select $1, $2, $3, $4, $5, $6, $7, 'planned', u.id, u.n, u.form, u.title, u.starts, u.ends, u.room, u.agenda
         from unnest($8::uuid[], $9::smallint[], $10::text[], $11::text[], $12::timestamptz[], $13::timestamptz[], $14::text[],
           $15::text[]) as u (id, n, form, title, starts, ends, room, agenda)
         returning x.id",
        tenant,
        topic,
        plan,
        turn,
        council,
        community,
        at,
        &ids,
        &numbers,
        &forms,
        &titles,
        &starts,
        &ends,
        &rooms,
        &agendas
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// The sessions of a topic, the first one first; cancelled ones too.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Session>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Session,
        "select id, topic_id, plan_id, council_id, n, turn, form, title, starts_at, ends_at, room, agenda, status, rule,
           opened_at, closed_at, reason
         from session where tenant_id = $1 and topic_id = $2 order by starts_at, id",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One session with the code of its topic.
///
/// # Errors
/// When the database is away.
pub async fn find(tx: &mut TenantTx, id: Uuid) -> Result<Option<(String, Session)>> {
    let tenant = tx.tenant();
    let row = sqlx::query!(
        "select t.code, s.id, s.topic_id, s.plan_id, s.council_id, s.n, s.turn, s.form, s.title, s.starts_at, s.ends_at, s.room,
           s.agenda, s.status, s.rule, s.opened_at, s.closed_at, s.reason
         from session s join topic t on t.tenant_id = $1 and t.id = s.topic_id
         where s.tenant_id = $1 and s.id = $2",
        tenant,
        id
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| {
        (
            r.code,
            Session {
                id: r.id,
                topic_id: r.topic_id,
                plan_id: r.plan_id,
                council_id: r.council_id,
                n: r.n,
                turn: r.turn,
                form: r.form,
                title: r.title,
                starts_at: r.starts_at,
                ends_at: r.ends_at,
                room: r.room,
                agenda: r.agenda,
                status: r.status,
                rule: r.rule,
                opened_at: r.opened_at,
                closed_at: r.closed_at,
                reason: r.reason,
            },
        )
    }))
}

/// Opens a planned session and freezes its rule; false when it is not planned any more.
///
/// # Errors
/// When the database is away.
pub async fn open(
    tx: &mut TenantTx,
    id: Uuid,
    rule: &Value,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "update session set status = 'open', rule = $3, opened_by = $4, opened_at = $5
         where tenant_id = $1 and id = $2 and status = 'planned' returning id",
        tenant,
        id,
        rule,
        by,
        at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// How an announced or open session ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Held, and closed by its chair.
    Closed,
    /// Ended without result.
    Adjourned,
    /// Not held.
    Cancelled,
}

impl End {
    const fn code(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Adjourned => "adjourned",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Ends a session that is planned or open; false when it had ended before.
///
/// # Errors
/// When the database is away.
pub async fn end(
    tx: &mut TenantTx,
    id: Uuid,
    how: End,
    reason: &str,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "update session set status = $3, reason = $4, closed_by = $5, closed_at = $6
         where tenant_id = $1 and id = $2 and status in ('planned', 'open') returning id",
        tenant,
        id,
        how.code(),
        reason,
        by,
        at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// Cancels what is still planned or open of a topic, for a replan or an end; answers the ids.
///
/// # Errors
/// When the database is away.
pub async fn cancel(
    tx: &mut TenantTx,
    topic: Uuid,
    reason: &str,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "update session set status = 'cancelled', reason = $3, closed_by = $4, closed_at = $5
         where tenant_id = $1 and topic_id = $2 and status in ('planned', 'open') returning id",
        tenant,
        topic,
        reason,
        by,
        at
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Another session at the same time that wants the same room or the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The other topic's code.
    pub code: String,
    /// When the other session begins.
    pub starts_at: DateTime<Utc>,
    /// The other session's room.
    pub room: String,
    /// It is the room that is wanted twice.
    pub same_room: bool,
    /// How many of the people are wanted twice.
    pub people: i64,
}

/// Sessions of other topics, planned or open, that overlap `starts_at`..`ends_at` and want this room
/// (an empty one never collides) or one of these accounts.
///
/// # Errors
/// When the database is away.
pub async fn conflicts(
    tx: &mut TenantTx,
    topic: Uuid,
    when: (DateTime<Utc>, DateTime<Utc>),
    room: &str,
    accounts: &[Uuid],
) -> Result<Vec<Conflict>> {
    let tenant = tx.tenant();
    let (starts_at, ends_at) = when;
    // A round can be open for weeks; what began more than 60 days ago is over.
    let since = starts_at - chrono::TimeDelta::days(60);
    Ok(sqlx::query_as!(
        Conflict,
        r#"select t.code, s.starts_at, s.room, (s.room <> '' and s.room = $5) as "same_room!", n.people as "people!"
           from session s
           join topic t on t.tenant_id = $1 and t.id = s.topic_id
           cross join lateral (select count(*) as people from session_person p
              where p.tenant_id = $1 and p.session_id = s.id and p.account_id = any($6)) as n
           where s.tenant_id = $1 and s.starts_at between $7 and $4 and s.ends_at > $3 and s.starts_at < $4
             and s.status in ('planned', 'open') and s.topic_id <> $2
             and s.form in ('meeting', 'field_study', 'discussion', 'supervision', 'appraisal', 'dialogue')
             and ((s.room <> '' and s.room = $5) or n.people > 0)
           order by s.starts_at"#,
        tenant,
        topic,
        starts_at,
        ends_at,
        room,
        accounts,
        since
    )
    .fetch_all(tx.conn())
    .await?)
}
