//! Research (调研): the groups of a published plan, their notes, the briefing pack and the waiver.

mod board;

pub use board::{Board, board};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A research group that comes to be with the plan's publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGroup {
    /// Its id: the one in the plan's content.
    pub id: Uuid,
    /// Its number within the plan, from 1.
    pub n: i16,
    /// Its name.
    pub name: String,
    /// What it is to find out.
    pub task: String,
    /// The account of its leader, if named already.
    pub leader_id: Option<Uuid>,
    /// Until when.
    pub due_at: Option<DateTime<Utc>>,
}

/// A research group as stored.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Group {
    /// Its id.
    pub id: Uuid,
    /// The plan that named it.
    pub plan_id: Uuid,
    /// Its number within the plan.
    pub n: i16,
    /// Its name.
    pub name: String,
    /// What it is to find out.
    pub task: String,
    /// The account of its leader.
    pub leader_id: Option<Uuid>,
    /// The leader's name; empty while nobody leads.
    pub leader_name: String,
    /// Until when.
    pub due_at: Option<DateTime<Utc>>,
    /// The report; empty before it.
    pub report: String,
    /// When it reported.
    pub reported_at: Option<DateTime<Utc>>,
    /// Visits noted.
    pub visits: i64,
    /// Surveys noted.
    pub surveys: i64,
    /// Findings noted.
    pub findings: i64,
}

/// Writes the groups of a plan, all in one statement; one that was planned before (by id) goes over to
/// this plan with what it has found.
///
/// # Errors
/// `research_group_number_key`; a foreign key when a leader is not this street's.
pub async fn insert(
    tx: &mut TenantTx,
    topic: Uuid,
    plan: Uuid,
    groups: &[NewGroup],
    at: DateTime<Utc>,
) -> Result<()> {
    if groups.is_empty() {
        return Ok(());
    }
    let tenant = tx.tenant();
    let ids: Vec<Uuid> = groups.iter().map(|g| g.id).collect();
    let numbers: Vec<i16> = groups.iter().map(|g| g.n).collect();
    let names: Vec<String> = groups.iter().map(|g| g.name.clone()).collect();
    let tasks: Vec<String> = groups.iter().map(|g| g.task.clone()).collect();
    let leaders: Vec<Option<Uuid>> = groups.iter().map(|g| g.leader_id).collect();
    let due: Vec<Option<DateTime<Utc>>> = groups.iter().map(|g| g.due_at).collect();
    sqlx::query!(
        "insert into research_group as x (tenant_id, topic_id, plan_id, created_at, id, n, name, task, leader_id, due_at)
         select $1, $2, $3, $4, u.id, u.n, u.name, u.task, u.leader, u.due
         from unnest($5::uuid[], $6::smallint[], $7::text[], $8::text[], $9::uuid[], $10::timestamptz[])
           as u (id, n, name, task, leader, due)
         on conflict (tenant_id, id) do update
           set plan_id = excluded.plan_id, n = excluded.n, name = excluded.name, task = excluded.task,
             leader_id = coalesce(excluded.leader_id, x.leader_id)
           where x.topic_id = excluded.topic_id
         returning x.id",
        tenant,
        topic,
        plan,
        at,
        &ids,
        &numbers,
        &names,
        &tasks,
        &leaders as &[Option<Uuid>],
        &due as &[Option<DateTime<Utc>>]
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// Gives a group its leader, task and date (assign).
///
/// # Errors
/// [`crate::store::Error::NotFound`] when there is no such group of this topic; `research_group_leader_fkey`.
pub async fn assign(
    tx: &mut TenantTx,
    topic: Uuid,
    group: Uuid,
    leader: Uuid,
    task: &str,
    due_at: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query_scalar!(
        "update research_group set leader_id = $4, task = $5, due_at = $6
         where tenant_id = $1 and topic_id = $2 and id = $3 returning id",
        tenant,
        topic,
        group,
        leader,
        task,
        due_at
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

/// Writes a group's report; a later one replaces it, the record keeps both.
///
/// # Errors
/// [`crate::store::Error::NotFound`] when there is no such group of this topic.
pub async fn report(
    tx: &mut TenantTx,
    topic: Uuid,
    group: Uuid,
    text: &str,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query_scalar!(
        "update research_group set report = $4, reported_by = $5, reported_at = $6
         where tenant_id = $1 and topic_id = $2 and id = $3 returning id",
        tenant,
        topic,
        group,
        text,
        by,
        at
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

/// The groups of the plan published last, with how many notes of each kind they have.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Group>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Group,
        r#"select g.id, g.plan_id, g.n, g.name, g.task, g.leader_id, coalesce(a.name, '') as "leader_name!", g.due_at, g.report,
             g.reported_at,
             (select count(*) from research_note o where o.tenant_id = $1 and o.group_id = g.id and o.kind = 'visit') as "visits!",
             (select count(*) from research_note o where o.tenant_id = $1 and o.group_id = g.id and o.kind = 'survey') as "surveys!",
             (select count(*) from research_note o where o.tenant_id = $1 and o.group_id = g.id and o.kind = 'finding') as "findings!"
           from research_group g
           left join account a on a.tenant_id = $1 and a.id = g.leader_id
           where g.tenant_id = $1 and g.topic_id = $2
             and g.plan_id = (select p.id from plan p where p.tenant_id = $1 and p.topic_id = $2 and p.published_at is not null
                              order by p.n desc limit 1)
           order by g.n"#,
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// A member of a research group: an account, or somebody named.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Member {
    /// Its id.
    pub id: Uuid,
    /// The group.
    pub group_id: Uuid,
    /// The account, if there is one.
    pub account_id: Option<Uuid>,
    /// The name, as written.
    pub name: String,
}

/// Writes members of the topic's groups; an account that is a member already stays one.
///
/// # Errors
/// A foreign key when a group or an account is not this street's.
pub async fn add_members(tx: &mut TenantTx, topic: Uuid, members: &[Member]) -> Result<()> {
    if members.is_empty() {
        return Ok(());
    }
    let tenant = tx.tenant();
    let ids: Vec<Uuid> = members.iter().map(|m| m.id).collect();
    let groups: Vec<Uuid> = members.iter().map(|m| m.group_id).collect();
    let accounts: Vec<Option<Uuid>> = members.iter().map(|m| m.account_id).collect();
    let names: Vec<String> = members.iter().map(|m| m.name.clone()).collect();
    sqlx::query!(
        "insert into research_member as x (tenant_id, topic_id, id, group_id, account_id, name)
         select $1, $2, u.id, u.grp, u.account, u.name
         from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[]) as u (id, grp, account, name)
         on conflict (tenant_id, group_id, account_id) do nothing returning x.id",
        tenant,
        topic,
        &ids,
        &groups,
        &accounts as &[Option<Uuid>],
        &names
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// The members of a topic's research groups.
///
/// # Errors
/// When the database is away.
pub async fn members(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Member>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Member,
        "select id, group_id, account_id, name from research_member where tenant_id = $1 and topic_id = $2
         order by group_id, name, id",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// A visit, a survey or a finding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Note {
    /// Its id.
    pub id: Uuid,
    /// The research group.
    pub group_id: Uuid,
    /// `visit`, `survey` or `finding`.
    pub kind: String,
    /// What was seen, asked or found.
    pub body: String,
    /// Where.
    pub place: String,
    /// On which day.
    pub day: Option<NaiveDate>,
    /// How many were met or asked.
    pub people: i32,
    /// Who wrote it down.
    pub written_by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// Writes notes, few at a time.
///
/// # Errors
/// A foreign key when a group is not this street's; `research_note_kind_check`.
pub async fn note(tx: &mut TenantTx, topic: Uuid, notes: &[Note]) -> Result<()> {
    let tenant = tx.tenant();
    for n in notes {
        sqlx::query!(
            "insert into research_note (tenant_id, id, topic_id, group_id, kind, body, place, day, people, written_by, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            tenant,
            n.id,
            topic,
            n.group_id,
            n.kind,
            n.body,
            n.place,
            n.day,
            n.people,
            n.written_by,
            n.at
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// Every note of a topic, in order.
///
/// # Errors
/// When the database is away.
pub async fn notes(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Note>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Note,
        "select id, group_id, kind, body, place, day, people, written_by, at
         from research_note where tenant_id = $1 and topic_id = $2 order by at, id",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// A briefing pack (会前材料) as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Briefing {
    /// Its id.
    pub id: Uuid,
    /// The plan whose participants got it.
    pub plan_id: Uuid,
    /// The papers in it, by title.
    pub papers: Vec<String>,
    /// What was written beside it.
    pub note: String,
    /// To how many participants it went.
    pub sent_to: i32,
    /// Who sent it.
    pub sent_by: Uuid,
    /// When.
    pub sent_at: DateTime<Utc>,
}

/// Writes a briefing.
///
/// # Errors
/// `briefing_plan_fkey`.
pub async fn brief(tx: &mut TenantTx, topic: Uuid, b: &Briefing) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into briefing (tenant_id, id, topic_id, plan_id, papers, note, sent_to, sent_by, sent_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tenant,
        b.id,
        topic,
        b.plan_id,
        &b.papers,
        b.note,
        b.sent_to,
        b.sent_by,
        b.sent_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The briefings of a topic, the first one first.
///
/// # Errors
/// When the database is away.
pub async fn briefings(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Briefing>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Briefing,
        "select id, plan_id, papers, note, sent_to, sent_by, sent_at
         from briefing where tenant_id = $1 and topic_id = $2 order by sent_at, id",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The reason for which missing research is waived.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Waiver {
    /// Its id.
    pub id: Uuid,
    /// The plan whose research is waived.
    pub plan_id: Uuid,
    /// Why.
    pub reason: String,
    /// SHA-256 of the reason, in hex: what the set signs.
    pub hash: String,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// When the last signature decided.
    pub decided_at: Option<DateTime<Utc>>,
}

/// Writes or replaces the reason of a plan that is not decided; answers the row's id.
///
/// # Errors
/// [`crate::store::Error::NotFound`] when it was decided before.
pub async fn waive(tx: &mut TenantTx, topic: Uuid, w: &Waiver) -> Result<Uuid> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "insert into research_waiver as x (tenant_id, id, topic_id, plan_id, reason, hash, written_at, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (tenant_id, plan_id) do update
           set reason = excluded.reason, hash = excluded.hash, written_at = excluded.written_at, decided_at = excluded.decided_at
           where x.decided_at is null
         returning x.id",
        tenant,
        w.id,
        topic,
        w.plan_id,
        w.reason,
        w.hash,
        w.written_at,
        w.decided_at
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The latest waiver of a topic.
///
/// # Errors
/// When the database is away.
pub async fn waiver(tx: &mut TenantTx, topic: Uuid) -> Result<Option<Waiver>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Waiver,
        "select id, plan_id, reason, hash, written_at, decided_at
         from research_waiver where tenant_id = $1 and topic_id = $2 order by written_at desc limit 1",
        tenant,
        topic
    )
    .fetch_optional(tx.conn())
    .await?)
}
