//! What holds between a person and a topic: the facts that the policy's scope is made of, read in one
//! statement, with the seats of the council beside them.

use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A deliberation council (协商议事室).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Council {
    /// Its id.
    pub id: Uuid,
    /// Part of its address.
    pub slug: String,
    /// Chinese name.
    pub name: String,
    /// English name; empty when none was given.
    pub english_name: String,
    /// `subdistrict` for the street council, `community` and so on for the others.
    pub level: String,
    /// Its community; none for the street council.
    pub community_id: Option<Uuid>,
    /// Where it meets.
    pub room: String,
}

/// A category of topics: an open list per street.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Category {
    /// Its identifier, such as `facilities`.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// English name; empty when none was given.
    pub english_name: String,
}

/// Somebody who fills a seat of a signing set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Seated {
    /// `party_secretary`, `linked_member`, `street_head` or `second_signer`.
    pub seat: String,
    /// The account.
    pub account_id: Uuid,
    /// Real name.
    pub name: String,
    /// Post.
    pub post: String,
    /// `holder` or `delegate`.
    pub capacity: String,
}

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
    /// Who can fill the seats of the council that was asked about; empty where none was.
    pub seats: Vec<Seated>,
}

impl Scopes {
    /// The person's invitation to this session.
    pub fn invitation(&self, session: Uuid) -> Option<&Invitation> {
        self.invitations.iter().find(|i| i.session_id == session)
    }
}

/// Reads what holds between the account and the topic; and, for a page that shows boxes to sign, who can
/// fill the seats of a council's signing set on a day, as [`directory::seated`] says. Before there is a
/// topic any id that is not one's gives an empty answer for its part.
///
/// [`directory::seated`]: super::people::directory::seated
///
/// # Errors
/// When the database is away.
pub async fn of(
    tx: &mut TenantTx,
    topic: Uuid,
    account: Uuid,
    seats_of: Option<(Uuid, NaiveDate)>,
) -> Result<Scopes> {
    let tenant = tx.tenant();
    let (council, today) = seats_of.unzip();
    let row = sqlx::query!(
        r#"select
             array(select m.group_id from stakeholder_member m
                   join stakeholder_group g on g.tenant_id = $1 and g.id = m.group_id and g.dropped_at is null
                   where m.tenant_id = $1 and m.topic_id = $2 and m.account_id = $3
                   union
                   select p.group_id from session_person p
                   join stakeholder_group g on g.tenant_id = $1 and g.id = p.group_id and g.dropped_at is null
                   where p.tenant_id = $1 and p.topic_id = $2 and p.account_id = $3) as "stakeholder_of!",
             array(select g.id from research_group g where g.tenant_id = $1 and g.topic_id = $2 and g.leader_id = $3) as "leads!",
             array(select m.group_id from research_member m where m.tenant_id = $1 and m.topic_id = $2 and m.account_id = $3)
               as "joined!",
             (select coalesce(jsonb_agg(jsonb_build_object('session_id', p.session_id, 'person_id', p.id, 'group_id', p.group_id,
                 'counts', p.counts, 'present', p.present_at is not null)), '[]'::jsonb)
              from session_person p where p.tenant_id = $1 and p.topic_id = $2 and p.account_id = $3) as "invitations!",
             exists (select 1 from task_supervisor s where s.tenant_id = $1 and s.topic_id = $2 and s.account_id = $3)
               as "supervisor!",
             (select coalesce(jsonb_agg(jsonb_build_object('n', t.n, 'unit_id', u.id)), '[]'::jsonb)
              from task t join unit u on u.tenant_id = $1 and position(u.name in t.assisting) > 0
              where t.tenant_id = $1 and t.topic_id = $2 and t.assisting <> '') as "assisting!",
             (select coalesce(jsonb_agg(to_jsonb(x) order by x.seat, x.capacity desc, x.account_id), '[]'::jsonb)
              from (select s.seat, s.account_id, a.name, a.post, s.capacity
                    from council_seat s join account a on a.tenant_id = $1 and a.id = s.account_id
                    where s.tenant_id = $1 and s.council_id = $4
                      and s.valid_from <= $5 and (s.valid_until is null or s.valid_until >= $5)
                    union
                    select 'second_signer', g.account_id, a.name, a.post, 'holder'
                    from council c
                    join role_grant g on g.tenant_id = $1 and g.role = 'office_officer'
                      and g.valid_from <= $5 and (g.valid_until is null or g.valid_until >= $5)
                    join account a on a.tenant_id = $1 and a.id = g.account_id
                    where c.tenant_id = $1 and c.id = $4 and c.level = 'subdistrict') as x) as "seats!""#,
        tenant,
        topic,
        account,
        council as Option<Uuid>,
        today as Option<NaiveDate>
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
        seats: serde_json::from_value(row.seats)?,
    })
}
