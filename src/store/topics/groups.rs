//! Stakeholder groups (利益相关方) of a topic, their members, and the assessment that named them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A stakeholder group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: Uuid,
    /// Its number within the topic, from 1.
    pub n: i16,
    /// Who they are, such as 一楼商户.
    pub name: String,
    /// How many people, estimated; 0 where not estimated.
    pub people: i32,
    /// What concerns them.
    pub note: String,
}

/// Writes the groups that an assessment names: new ones are added, known ones (by id) changed, and those
/// no longer named dropped; answers the ids of every row that was written.
///
/// # Errors
/// `stakeholder_group_name_key` when a name stands twice.
pub async fn save(
    tx: &mut TenantTx,
    topic: Uuid,
    groups: &[Group],
    at: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    let tenant = tx.tenant();
    let ids: Vec<Uuid> = groups.iter().map(|g| g.id).collect();
    let mut written = sqlx::query_scalar!(
        "update stakeholder_group set dropped_at = $3
         where tenant_id = $1 and topic_id = $2 and dropped_at is null and id <> all($4) returning id",
        tenant,
        topic,
        at,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    let numbers: Vec<i16> = groups.iter().map(|g| g.n).collect();
    let names: Vec<String> = groups.iter().map(|g| g.name.clone()).collect();
    let people: Vec<i32> = groups.iter().map(|g| g.people).collect();
    let notes: Vec<String> = groups.iter().map(|g| g.note.clone()).collect();
    written.extend(
        sqlx::query_scalar!(
            "insert into stakeholder_group as x (tenant_id, topic_id, named_at, id, n, name, people, note)
             select $1, $2, $3, u.id, u.n, u.name, u.people, u.note
             from unnest($4::uuid[], $5::smallint[], $6::text[], $7::integer[], $8::text[]) as u (id, n, name, people, note)
             on conflict (tenant_id, id) do update
               set n = excluded.n, name = excluded.name, people = excluded.people, note = excluded.note, dropped_at = null
               where x.topic_id = excluded.topic_id
             returning x.id",
            tenant,
            topic,
            at,
            &ids,
            &numbers,
            &names,
            &people,
            &notes
        )
        .fetch_all(tx.conn())
        .await?,
    );
    Ok(written)
}

/// The groups that a topic's assessment names now, in its order.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Group>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Group,
        "select id, n, name, people, note from stakeholder_group
         where tenant_id = $1 and topic_id = $2 and dropped_at is null order by n, id",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Notes that accounts belong to a group, once each; answers how many were new.
///
/// # Errors
/// A foreign key when the group or an account is not this street's.
pub async fn add_members(
    tx: &mut TenantTx,
    topic: Uuid,
    group: Uuid,
    accounts: &[Uuid],
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<usize> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "insert into stakeholder_member as x (tenant_id, topic_id, group_id, added_by, at, account_id)
         select $1, $2, $3, $4, $5, u.account from unnest($6::uuid[]) as u (account)
         on conflict (tenant_id, group_id, account_id) do nothing returning x.account_id",
        tenant,
        topic,
        group,
        by,
        at,
        accounts
    )
    .fetch_all(tx.conn())
    .await?
    .len())
}

/// A member of a group, with the name that staff see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The group.
    pub group_id: Uuid,
    /// The account.
    pub account_id: Uuid,
    /// Real name.
    pub name: String,
}

/// The members of a topic's groups.
///
/// # Errors
/// When the database is away.
pub async fn members(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Member>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Member,
        "select m.group_id, m.account_id, a.name from stakeholder_member m
         join account a on a.tenant_id = $1 and a.id = m.account_id
         where m.tenant_id = $1 and m.topic_id = $2 order by m.group_id, a.name",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The assessment in words, beside the numbers that the workflow decides by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The problem, stated.
    pub problem: String,
    /// People affected, estimated.
    pub people: i32,
    /// 切点小, 1 to 5.
    pub narrow: i16,
    /// 关联广, 1 to 5.
    pub broad: i16,
    /// 反映强烈, 1 to 5.
    pub strong: i16,
    /// Codes of similar topics that were looked at.
    pub similar_codes: Vec<String>,
    /// What the comparison showed.
    pub similar_note: String,
    /// Who assessed.
    pub assessed_by: Uuid,
    /// When.
    pub assessed_at: DateTime<Utc>,
}

/// Writes the assessment of a topic, or replaces it.
///
/// # Errors
/// The check of the number that is out of its range, such as `assessment_narrow_check`.
pub async fn assess(tx: &mut TenantTx, topic: Uuid, a: &Assessment) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into assessment as x (tenant_id, topic_id, problem, people, narrow, broad, strong, similar_codes,
           similar_note, assessed_by, assessed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (tenant_id, topic_id) do update
           set problem = excluded.problem, people = excluded.people, narrow = excluded.narrow, broad = excluded.broad,
             strong = excluded.strong, similar_codes = excluded.similar_codes, similar_note = excluded.similar_note,
             assessed_by = excluded.assessed_by, assessed_at = excluded.assessed_at",
        tenant,
        topic,
        a.problem,
        a.people,
        a.narrow,
        a.broad,
        a.strong,
        &a.similar_codes,
        a.similar_note,
        a.assessed_by,
        a.assessed_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The assessment of a topic.
///
/// # Errors
/// When the database is away.
pub async fn assessment(tx: &mut TenantTx, topic: Uuid) -> Result<Option<Assessment>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Assessment,
        "select problem, people, narrow, broad, strong, similar_codes, similar_note, assessed_by, assessed_at
         from assessment where tenant_id = $1 and topic_id = $2",
        tenant,
        topic
    )
    .fetch_optional(tx.conn())
    .await?)
}
