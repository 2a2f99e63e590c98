//! Everything of a topic's sessions at once, as its pages show them: in one statement, however many
//! people and remarks there are.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::Session;
use super::ballots::Ballot;
use super::people::{Absence, Person};
use super::remarks::Remark;
use crate::store::{Result, TenantTx};

/// A stakeholder group, as far as sessions show it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GroupName {
    /// Its id.
    pub id: Uuid,
    /// Who they are.
    pub name: String,
}

/// Minutes that the whole set has signed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SignedMinutes {
    /// The session.
    pub session_id: Uuid,
    /// Their number within the topic.
    pub n: i16,
    /// What they say.
    pub content: serde_json::Value,
    /// Their hash.
    pub hash: String,
    /// When the last signature was given.
    pub signed_at: DateTime<Utc>,
}

/// Everything of a topic's sessions.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Board {
    /// The sessions, the first one first; cancelled ones too.
    pub sessions: Vec<Session>,
    /// Everybody named for any of them.
    pub people: Vec<Person>,
    /// Absences recorded.
    pub absences: Vec<Absence>,
    /// Remarks, in order.
    pub remarks: Vec<Remark>,
    /// Ballots, in order.
    pub ballots: Vec<Ballot>,
    /// The stakeholder groups that the assessment names.
    pub groups: Vec<GroupName>,
    /// The minutes of each session that were signed last.
    pub minutes: Vec<SignedMinutes>,
}

impl Board {
    /// The name of a stakeholder group; empty for one that is no longer named.
    #[must_use]
    pub fn group(&self, id: Option<Uuid>) -> &str {
        id.and_then(|id| self.groups.iter().find(|g| g.id == id))
            .map_or("", |g| g.name.as_str())
    }

    /// The people of a session.
    #[must_use]
    pub fn of_session(&self, session: Uuid) -> Vec<Person> {
        let mine = self.people.iter().filter(|p| p.session_id == session);
        mine.cloned().collect()
    }
}

/// Everything of a topic's sessions.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Board> {
    let tenant = tx.tenant();
    let value = sqlx::query_scalar!(
        r#"select jsonb_build_object(
             'sessions', (select coalesce(jsonb_agg(to_jsonb(s) order by s.starts_at, s.id), '[]')
                from session s where s.tenant_id = $1 and s.topic_id = $2),
             'people', (select coalesce(jsonb_agg((to_jsonb(p) - 'salt') || (case when a.closed_at is null then '{}' else '{"name": ""}' end)::jsonb
                  order by p.session_id, p.id), '[]')
                from session_person p left join account a on a.tenant_id = $1 and a.id = p.account_id
                where p.tenant_id = $1 and p.topic_id = $2),
             'absences', (select coalesce(jsonb_agg(to_jsonb(a) order by a.recorded_at, a.id), '[]')
                from session_absence a where a.tenant_id = $1 and a.topic_id = $2),
             'remarks', (select coalesce(jsonb_agg(to_jsonb(r) || (case when a.closed_at is null then '{}' else '{"speaker": ""}' end)::jsonb
                  order by r.at, r.id), '[]')
                from remark r left join session_person p on p.tenant_id = $1 and p.id = r.person_id
                left join account a on a.tenant_id = $1 and a.id = p.account_id
                where r.tenant_id = $1 and r.topic_id = $2),
             'ballots', (select coalesce(jsonb_agg(to_jsonb(b) || jsonb_build_object('votes',
                  (select count(*) from vote v where v.tenant_id = $1 and v.ballot_id = b.id)) order by b.opened_at, b.n), '[]')
                from ballot b where b.tenant_id = $1 and b.topic_id = $2),
             'groups', (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.n, g.id), '[]')
                from stakeholder_group g where g.tenant_id = $1 and g.topic_id = $2 and g.dropped_at is null),
             'minutes', (select coalesce(jsonb_agg(jsonb_build_object('session_id', m.session_id, 'n', m.n, 'content', m.content,
                  'hash', m.hash, 'signed_at', m.signed_at) order by m.n), '[]')
                from minutes m where m.tenant_id = $1 and m.topic_id = $2 and m.signed_at is not null)
           ) as "board!""#,
        tenant,
        topic
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(serde_json::from_value(value)?)
}
