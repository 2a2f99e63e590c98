//! Everything of step 3 at once, as its pages show it.

use serde::Deserialize;
use uuid::Uuid;

use super::{Briefing, Group, Member, Note, Waiver};
use crate::store::{Result, TenantTx};

/// Everything of step 3, as its pages show it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Board {
    /// The groups of the plan published last.
    pub groups: Vec<Group>,
    /// Their members.
    pub members: Vec<Member>,
    /// Their notes, the latest last.
    pub notes: Vec<Note>,
    /// The packs that were sent, the first one first.
    pub briefings: Vec<Briefing>,
    /// The latest waiver.
    pub waiver: Option<Waiver>,
    /// Different people named for sessions that are announced.
    pub receivers: i64,
}

/// Everything of step 3 in one statement.
///
/// # Errors
/// When the database is away.
pub async fn board(tx: &mut TenantTx, topic: Uuid) -> Result<Board> {
    let tenant = tx.tenant();
    let value = sqlx::query_scalar!(
        r#"select jsonb_build_object(
             'groups', (select coalesce(jsonb_agg(to_jsonb(g) || to_jsonb(c) || jsonb_build_object('leader_name', coalesce(a.name, ''))
                  order by g.n), '[]')
                from research_group g
                left join account a on a.tenant_id = $1 and a.id = g.leader_id
                cross join lateral (select count(*) filter (where o.kind = 'visit') as visits,
                    count(*) filter (where o.kind = 'survey') as surveys,
                    count(*) filter (where o.kind = 'finding') as findings
                  from research_note o where o.tenant_id = $1 and o.group_id = g.id) as c
                where g.tenant_id = $1 and g.topic_id = $2
                  and g.plan_id = (select p.id from plan p where p.tenant_id = $1 and p.topic_id = $2 and p.published_at is not null
                                   order by p.n desc limit 1)),
             'members', (select coalesce(jsonb_agg(to_jsonb(m) || (case when a.closed_at is null then '{}' else '{"name": ""}' end)::jsonb
                  order by m.group_id, m.name, m.id), '[]')
                from research_member m left join account a on a.tenant_id = $1 and a.id = m.account_id
                where m.tenant_id = $1 and m.topic_id = $2),
             'notes', (select coalesce(jsonb_agg(to_jsonb(o) order by o.at, o.id), '[]')
                from research_note o where o.tenant_id = $1 and o.topic_id = $2),
             'briefings', (select coalesce(jsonb_agg(to_jsonb(b) order by b.sent_at, b.id), '[]')
                from briefing b where b.tenant_id = $1 and b.topic_id = $2),
             'waiver', (select to_jsonb(w) from research_waiver w where w.tenant_id = $1 and w.topic_id = $2
                order by w.written_at desc limit 1),
             'receivers', (select count(distinct (p.account_id, p.name))
                from session_person p join session s on s.tenant_id = $1 and s.id = p.session_id and s.status = 'planned'
                where p.tenant_id = $1 and p.topic_id = $2)
           ) as "board!""#,
        tenant,
        topic
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(serde_json::from_value(value)?)
}
