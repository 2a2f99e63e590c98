//! Everything that the work page of step 5 shows beyond the topic's row, read in one statement.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::Delivery;
use super::no_result::NoResult;
use super::postings::Posting;
use crate::store::{Result, TenantTx};

/// A stakeholder group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Group {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Accounts known to belong to it.
    pub members: i64,
}

/// An objection with what was made of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Objection {
    /// Its id.
    pub id: Uuid,
    /// The posting objected to.
    pub posting_id: Uuid,
    /// The group whose member objects.
    pub group_name: String,
    /// In their words.
    pub body: String,
    /// When.
    pub at: DateTime<Utc>,
    /// `answered` or `sustained`; none while nobody wrote anything.
    pub outcome: Option<String>,
    /// The reason given.
    pub reason: Option<String>,
    /// What the set signs.
    pub hash: Option<String>,
    /// When the last signature decided.
    pub decided_at: Option<DateTime<Utc>>,
}

/// What lies on the table at step 5.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Board {
    /// The stakeholder groups, in their order.
    pub groups: Vec<Group>,
    /// Who was told, the first one first.
    pub deliveries: Vec<Delivery>,
    /// The posting made last, released or not.
    pub posting: Option<Posting>,
    /// Objections, the first one first.
    pub objections: Vec<Objection>,
    /// The content of the opinion as issued.
    pub opinion: Option<Value>,
    /// The latest reason for which nothing was accepted.
    pub no_result: Option<NoResult>,
}

/// Reads it.
///
/// # Errors
/// When the database is away, or holds a value that this program does not understand.
pub async fn board(tx: &mut TenantTx, topic: Uuid) -> Result<Board> {
    let tenant = tx.tenant();
    let value = sqlx::query_scalar!(
        r#"select jsonb_build_object(
          'groups', (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name,
                'members', (select count(*) from stakeholder_member m where m.tenant_id = $1 and m.group_id = g.id))
                order by g.n), '[]')
              from stakeholder_group g where g.tenant_id = $1 and g.topic_id = $2 and g.dropped_at is null),
          'deliveries', (select coalesce(jsonb_agg(to_jsonb(d) order by d.delivered_at, d.id), '[]')
              from feedback_delivery d where d.tenant_id = $1 and d.topic_id = $2),
          'posting', (select to_jsonb(p) || jsonb_build_object('acknowledged',
                (select count(*) from posting_acknowledgement k where k.tenant_id = $1 and k.posting_id = p.id))
              from posting p where p.tenant_id = $1 and p.topic_id = $2 order by p.n desc limit 1),
          'objections', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'posting_id', o.posting_id, 'group_name', g.name,
                'body', o.body, 'at', o.at, 'outcome', a.outcome, 'reason', a.reason, 'hash', a.hash, 'decided_at', a.decided_at)
                order by o.at, o.id), '[]')
              from objection o
              join stakeholder_group g on g.tenant_id = $1 and g.id = o.group_id
              left join objection_answer a on a.tenant_id = $1 and a.objection_id = o.id
              where o.tenant_id = $1 and o.topic_id = $2),
          'opinion', (select o.content from opinion o where o.tenant_id = $1 and o.topic_id = $2 and o.issued_at is not null
              and o.voided_at is null order by o.n desc limit 1),
          'no_result', (select to_jsonb(r) from no_result r where r.tenant_id = $1 and r.topic_id = $2 order by r.round desc limit 1)
        ) as "board!""#,
        tenant,
        topic
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(serde_json::from_value(value)?)
}
