//! What holds between a person, a topic and its council: the facts that the policy's scope is made of,
//! read in one statement.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// An invitation of the person to a session of the topic.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Invitation {
    /// The session.
    pub session_id: Uuid,
    /// The row that names the person for it.
    pub person_id: Uuid,
    /// For which stakeholder group.
    pub group_id: Option<Uuid>,
    /// Counts for the quorum and may vote.
    pub counts: bool,
    /// Has checked in.
    pub present: bool,
}

/// A unit that assists in a task of the topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Assisting {
    /// The task's number.
    pub n: i16,
    /// The unit.
    pub unit_id: Uuid,
}

/// A seat of the topic's council that is filled today.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Seat {
    /// `party_secretary`, `linked_member` or `street_head`.
    pub seat: String,
    /// Who fills it.
    pub account_id: Uuid,
    /// Real name.
    pub name: String,
    /// Post.
    pub post: String,
    /// `holder` or `delegate`.
    pub capacity: String,
}

/// Everything that a scope asks the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scopes {
    /// Stakeholder groups that the person belongs to: as a member, or sitting for it at a session.
    pub stakeholder_of: Vec<Uuid>,
    /// Research groups that the person leads.
    pub leads: Vec<Uuid>,
    /// Research groups that the person works in.
    pub joined: Vec<Uuid>,
    /// Sessions that the person is invited to.
    pub invitations: Vec<Invitation>,
    /// The person is appointed to supervise the topic's tasks.
    pub supervisor: bool,
    /// Units whose names stand among the assisting ones, by task.
    pub assisting: Vec<Assisting>,
    /// The council has a liaison today.
    pub has_liaison: bool,
    /// The council's seats that are filled today.
    pub seats: Vec<Seat>,
    /// Office officers today, the person left out.
    pub other_officers: i64,
    /// Leaders today, the person left out.
    pub other_leaders: i64,
}

impl Scopes {
    /// Whether this seat of the council is filled today, by holder or delegate.
    pub fn is_filled(&self, seat: &str) -> bool {
        self.seats.iter().any(|s| s.seat == seat)
    }

    /// The person's invitation to this session.
    pub fn invitation(&self, session: Uuid) -> Option<&Invitation> {
        self.invitations.iter().find(|i| i.session_id == session)
    }
}

/// Reads what holds between the account, the topic and the council on the day of `now`. Before there
/// is a topic any id that is not one's gives an empty answer for its part.
///
/// # Errors
/// When the database is away.
pub async fn of(
    tx: &mut TenantTx,
    topic: Uuid,
    council: Uuid,
    account: Uuid,
    now: DateTime<Utc>,
) -> Result<Scopes> {
    let tenant = tx.tenant();
    let today: NaiveDate = now.with_timezone(&chrono_tz::Asia::Shanghai).date_naive();
    let row = sqlx::query!(
        r#"select
             array(select m.group_id from stakeholder_member m
                   join stakeholder_group g on g.tenant_id = $1 and g.id = m.group_id and g.dropped_at is null
                   where m.tenant_id = $1 and m.topic_id = $2 and m.account_id = $4
                   union
                   select p.group_id from session_person p
                   join stakeholder_group g on g.tenant_id = $1 and g.id = p.group_id and g.dropped_at is null
                   where p.tenant_id = $1 and p.topic_id = $2 and p.account_id = $4) as "stakeholder_of!",
             array(select g.id from research_group g where g.tenant_id = $1 and g.topic_id = $2 and g.leader_id = $4) as "leads!",
             array(select m.group_id from research_member m where m.tenant_id = $1 and m.topic_id = $2 and m.account_id = $4)
               as "joined!",
             (select coalesce(jsonb_agg(jsonb_build_object('session_id', p.session_id, 'person_id', p.id, 'group_id', p.group_id,
                 'counts', p.counts, 'present', p.present_at is not null)), '[]'::jsonb)
              from session_person p where p.tenant_id = $1 and p.topic_id = $2 and p.account_id = $4) as "invitations!",
             exists (select 1 from task_supervisor s where s.tenant_id = $1 and s.topic_id = $2 and s.account_id = $4)
               as "supervisor!",
             (select coalesce(jsonb_agg(jsonb_build_object('n', t.n, 'unit_id', u.id)), '[]'::jsonb)
              from task t join unit u on u.tenant_id = $1 and position(u.name in t.assisting) > 0
              where t.tenant_id = $1 and t.topic_id = $2 and t.assisting <> '') as "assisting!",
             exists (select 1 from role_grant g join account a on a.tenant_id = $1 and a.id = g.account_id and a.disabled_at is null
              where g.tenant_id = $1 and g.role = 'liaison' and (g.council_id = $3 or g.council_id is null)
                and g.valid_from <= $5 and (g.valid_until is null or g.valid_until >= $5)) as "has_liaison!",
             (select coalesce(jsonb_agg(jsonb_build_object('seat', s.seat, 'account_id', s.account_id, 'name', a.name,
                 'post', a.post, 'capacity', s.capacity) order by s.seat, s.capacity desc), '[]'::jsonb)
              from council_seat s join account a on a.tenant_id = $1 and a.id = s.account_id and a.disabled_at is null
              where s.tenant_id = $1 and s.council_id = $3
                and s.valid_from <= $5 and (s.valid_until is null or s.valid_until >= $5)) as "seats!",
             (select count(distinct g.account_id) from role_grant g
              join account a on a.tenant_id = $1 and a.id = g.account_id and a.disabled_at is null
              where g.tenant_id = $1 and g.role = 'office_officer' and g.account_id <> $4
                and g.valid_from <= $5 and (g.valid_until is null or g.valid_until >= $5)) as "other_officers!",
             (select count(distinct g.account_id) from role_grant g
              join account a on a.tenant_id = $1 and a.id = g.account_id and a.disabled_at is null
              where g.tenant_id = $1 and g.role = 'leader' and g.account_id <> $4
                and g.valid_from <= $5 and (g.valid_until is null or g.valid_until >= $5)) as "other_leaders!""#,
        tenant,
        topic,
        council,
        account,
        today
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Scopes {
        stakeholder_of: row.stakeholder_of,
        leads: row.leads,
        joined: row.joined,
        invitations: serde_json::from_value(row.invitations)?,
        supervisor: row.supervisor,
        assisting: serde_json::from_value(row.assisting)?,
        has_liaison: row.has_liaison,
        seats: serde_json::from_value(row.seats)?,
        other_officers: row.other_officers,
        other_leaders: row.other_leaders,
    })
}
