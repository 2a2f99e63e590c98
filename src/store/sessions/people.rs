//! Who is invited to a session, who answers, who comes; and the groups that stayed away.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// Somebody named for a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// The row's id.
    pub id: Uuid,
    /// The session.
    pub session_id: Uuid,
    /// The account, if there is one.
    pub account_id: Option<Uuid>,
    /// The name as staff wrote it.
    pub name: String,
    /// In which identity: `convener`, `member`, `residents_delegate`, `expert`, `observer` …
    pub identity: String,
    /// For which stakeholder group.
    pub group_id: Option<Uuid>,
    /// Counts for the quorum and may vote; observers never do.
    pub counts: bool,
    /// How chosen: `nominated`, `elected`, `drawn`, `expert_pool`, `ex_officio`, `signed_up`, `invited`.
    pub chosen: String,
}

/// Somebody named for a session, with what became of the invitation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Person {
    /// The row's id.
    pub id: Uuid,
    /// The session.
    pub session_id: Uuid,
    /// The account, if there is one.
    pub account_id: Option<Uuid>,
    /// The name as staff wrote it.
    pub name: String,
    /// In which identity.
    pub identity: String,
    /// For which stakeholder group.
    pub group_id: Option<Uuid>,
    /// Counts for the quorum and may vote.
    pub counts: bool,
    /// When invited.
    pub invited_at: Option<DateTime<Utc>>,
    /// How: `read`, `handed`, `phone`, `visit`.
    pub invited_way: String,
    /// When invited again.
    pub second_invited_at: Option<DateTime<Utc>>,
    /// `coming`, `not_coming`, or empty.
    pub reply: String,
    /// Words with the reply.
    pub reply_note: String,
    /// When replied.
    pub replied_at: Option<DateTime<Utc>>,
    /// When checked in, or answered a written or online round.
    pub present_at: Option<DateTime<Utc>>,
    /// `room`, `online` or `written`.
    pub present_way: String,
    /// For the check-in's leaf in the Merkle root; not read for pages.
    #[serde(skip)]
    pub salt: Option<Vec<u8>>,
}

/// Writes the people of a topic's sessions, all in one statement; an account named for a session
/// already stays as it is. Answers the ids that were new.
///
/// # Errors
/// A foreign key when session, account or group is not this street's; `session_person_identity_check`.
pub async fn insert(tx: &mut TenantTx, topic: Uuid, people: &[NewPerson]) -> Result<Vec<Uuid>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let tenant = tx.tenant();
    let ids: Vec<Uuid> = people.iter().map(|p| p.id).collect();
    let sessions: Vec<Uuid> = people.iter().map(|p| p.session_id).collect();
    let accounts: Vec<Option<Uuid>> = people.iter().map(|p| p.account_id).collect();
    let names: Vec<String> = people.iter().map(|p| p.name.clone()).collect();
    let identities: Vec<String> = people.iter().map(|p| p.identity.clone()).collect();
    let groups: Vec<Option<Uuid>> = people.iter().map(|p| p.group_id).collect();
    let counts: Vec<bool> = people.iter().map(|p| p.counts).collect();
    let chosen: Vec<String> = people.iter().map(|p| p.chosen.clone()).collect();
    Ok(sqlx::query_scalar!(
        "insert into session_person as x (tenant_id, topic_id, id, session_id, account_id, name, identity, group_id, counts, chosen)
         select $1, $2, u.id, u.session, u.account, u.name, u.identity, u.grp, u.counts, u.chosen
         from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::boolean[], $10::text[])
           as u (id, session, account, name, identity, grp, counts, chosen)
         on conflict (tenant_id, session_id, account_id) do nothing returning x.id",
        tenant,
        topic,
        &ids,
        &sessions,
        &accounts as &[Option<Uuid>],
        &names,
        &identities,
        &groups as &[Option<Uuid>],
        &counts,
        &chosen
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Everybody named for any session of a topic.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Person>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Person,
        "select id, session_id, account_id, name, identity, group_id, counts, invited_at, invited_way, second_invited_at, reply,
           reply_note, replied_at, present_at, present_way, salt
         from session_person where tenant_id = $1 and topic_id = $2 order by session_id, id",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Everybody named for one session, in one order for all (by id): for quorum and Merkle root.
///
/// # Errors
/// When the database is away.
pub async fn of_session(tx: &mut TenantTx, session: Uuid) -> Result<Vec<Person>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Person,
        "select id, session_id, account_id, name, identity, group_id, counts, invited_at, invited_way, second_invited_at, reply,
           reply_note, replied_at, present_at, present_way, salt
         from session_person where tenant_id = $1 and session_id = $2 order by id",
        tenant,
        session
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The same with the session's row locked: until the transaction ends nobody else checks in, so that
/// what is counted is what is sealed.
///
/// # Errors
/// When the database is away.
pub async fn sealed(tx: &mut TenantTx, session: Uuid) -> Result<Vec<Person>> {
    let tenant = tx.tenant();
    sqlx::query!(
        "select id from session where tenant_id = $1 and id = $2 for update",
        tenant,
        session
    )
    .fetch_optional(tx.conn())
    .await?;
    of_session(tx, session).await
}

/// Records that people of a session were invited: the first time, or the second. Answers how many.
///
/// # Errors
/// `session_person_invited_way_check`.
pub async fn invite(
    tx: &mut TenantTx,
    session: Uuid,
    people: &[Uuid],
    way: &str,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<usize> {
    let tenant = tx.tenant();
    let again = sqlx::query_scalar!(
        "update session_person set second_invited_at = $6, second_invited_way = $4, invited_by = $5
         where tenant_id = $1 and session_id = $2 and id = any($3) and invited_at is not null and second_invited_at is null
         returning id",
        tenant,
        session,
        people,
        way,
        by,
        at
    )
    .fetch_all(tx.conn())
    .await?;
    let first = sqlx::query_scalar!(
        "update session_person set invited_at = $6, invited_way = $4, invited_by = $5
         where tenant_id = $1 and session_id = $2 and id = any($3) and invited_at is null returning id",
        tenant,
        session,
        people,
        way,
        by,
        at
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(again.len() + first.len())
}

/// The reply of an account, or of a named person by the row's id; false when not invited.
///
/// # Errors
/// `session_person_reply_check`.
pub async fn reply(
    tx: &mut TenantTx,
    session: Uuid,
    who: Who,
    coming: bool,
    note: &str,
    at: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    let (account, person) = who.parts();
    Ok(sqlx::query_scalar!(
        "update session_person set reply = $5, reply_note = $6, replied_at = $7
         where tenant_id = $1 and session_id = $2 and (account_id = $3 or id = $4) returning id",
        tenant,
        session,
        account,
        person,
        if coming { "coming" } else { "not_coming" },
        note,
        at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// Somebody of a session: by account, or by the row that names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The account that acts for itself.
    Account(Uuid),
    /// The row, when staff act for the person.
    Person(Uuid),
}

impl Who {
    const fn parts(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Account(id) => (Some(id), None),
            Self::Person(id) => (None, Some(id)),
        }
    }
}

/// A check-in, or an answer to a written or online round.
#[derive(Debug, Clone)]
pub struct CheckIn {
    /// Whose.
    pub who: Who,
    /// `room`, `online` or `written`.
    pub way: String,
    /// Who entered it.
    pub by: Uuid,
    /// 32 random bytes for its leaf in the Merkle root.
    pub salt: Vec<u8>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Checks somebody in, once, while the session is planned or open; false when not invited, there
/// already, or too late.
///
/// # Errors
/// `session_person_present_way_check`.
pub async fn check_in(tx: &mut TenantTx, session: Uuid, c: &CheckIn) -> Result<bool> {
    let tenant = tx.tenant();
    // Waits for an open or close under way, which counts and seals who is there.
    sqlx::query!(
        "select id from session where tenant_id = $1 and id = $2 for share",
        tenant,
        session
    )
    .fetch_optional(tx.conn())
    .await?;
    let (account, person) = c.who.parts();
    Ok(sqlx::query_scalar!(
        "update session_person p set present_at = $8, present_way = $5, checked_in_by = $6, salt = $7
         where p.tenant_id = $1 and p.session_id = $2 and (p.account_id = $3 or p.id = $4) and p.present_at is null
           and exists (select 1 from session s where s.tenant_id = $1 and s.id = $2 and s.status in ('planned', 'open'))
         returning p.id",
        tenant,
        session,
        account,
        person,
        c.way,
        c.by,
        c.salt,
        c.at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// A stakeholder group stayed away after two recorded invitations.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Absence {
    /// Its id.
    pub id: Uuid,
    /// The session.
    pub session_id: Uuid,
    /// The group.
    pub group_id: Uuid,
    /// Invitations recorded.
    pub invitations: i16,
    /// Why it stayed away.
    pub reason: String,
    /// Who recorded it.
    pub recorded_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// Records that a group stayed away.
///
/// # Errors
/// `session_absence_group_key` when it is recorded already.
pub async fn absent(tx: &mut TenantTx, topic: Uuid, a: &Absence) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into session_absence (tenant_id, id, topic_id, session_id, group_id, invitations, reason, recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tenant,
        a.id,
        topic,
        a.session_id,
        a.group_id,
        a.invitations,
        a.reason,
        a.recorded_by,
        a.recorded_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The absences recorded for a topic, in order.
///
/// # Errors
/// When the database is away.
pub async fn absences(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Absence>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Absence,
        "select id, session_id, group_id, invitations, reason, recorded_by, recorded_at
         from session_absence where tenant_id = $1 and topic_id = $2 order by recorded_at, id",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}
