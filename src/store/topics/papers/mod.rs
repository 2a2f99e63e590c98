//! Everything that the public page of a topic shows beyond its row and its timeline, read in one
//! statement. Only what is published: drafts are read by the rooms that work on them.

mod parts;

pub use parts::{
    Assessed, Ballot, Briefing, Comment, Evaluation, Group, Issued, NoResult, Plan, Posting,
    Research, Session, Signed, Task, Waiver,
};

use serde::Deserialize;
use uuid::Uuid;

use crate::domain::topics::origin::Origin;
use crate::store::photos::Thumb;
use crate::store::{Result, TenantTx};

/// The published papers of a topic (公开材料).
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Papers {
    /// What came with the topic from its source.
    pub origin: Option<Origin>,
    /// The assessment of step 1.
    pub assessment: Option<Assessed>,
    /// Stakeholder groups that it names.
    pub groups: Vec<Group>,
    /// The plan published last.
    pub plan: Option<Plan>,
    /// Sessions of every published plan, the first one first.
    pub sessions: Vec<Session>,
    /// Research groups of the published plan.
    pub research: Vec<Research>,
    /// The briefing sent last.
    pub briefing: Option<Briefing>,
    /// The waiver that the whole set has signed.
    pub waiver: Option<Waiver>,
    /// Ballots that are closed.
    pub ballots: Vec<Ballot>,
    /// The minutes signed last.
    pub minutes: Option<Signed>,
    /// The opinion that stands issued.
    pub opinion: Option<Issued>,
    /// How many deliveries to stakeholder groups are recorded.
    pub deliveries: i64,
    /// The posting released last that stands.
    pub posting: Option<Posting>,
    /// That nothing was accepted, signed by the whole set.
    pub no_result: Option<NoResult>,
    /// Conversion tasks, by number; replaced ones too.
    pub tasks: Vec<Task>,
    /// Rounds of evaluation, the first one first.
    pub evaluations: Vec<Evaluation>,
    /// The latest comments that are shown.
    pub comments: Vec<Comment>,
    /// How many comments are shown.
    pub comment_count: i64,
    /// Photos of the topic's text and of what was done to its tasks.
    pub photos: Vec<Thumb>,
    /// What stands beside the topic for this reader.
    pub beside: Beside,
}

/// What stands beside a topic for one reader: their own voices, and the codes of topics it is bound to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Beside {
    /// The reader supports it.
    pub supports: bool,
    /// The reader follows it.
    pub follows: bool,
    /// As whom the reader's account is spoken to: `mr`, `ms` or empty; none without a log-in.
    pub salutation: Option<String>,
    /// The topic it was merged into.
    pub into: Option<String>,
    /// The topic that was escalated to this one.
    pub before: Option<String>,
    /// The topic that it goes on as.
    pub after: Option<String>,
    /// The public call that it answers.
    pub call: Option<Called>,
    /// The street looks at comments before they show.
    pub moderated: bool,
}

/// The public call that a topic answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Called {
    /// Its id.
    pub id: Uuid,
    /// One line.
    pub title: String,
}

/// For whom the papers are read, and what the topic's state says it is bound to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reader {
    /// Whoever is logged in.
    pub account: Option<Uuid>,
    /// The topic that this one was merged into.
    pub into: Option<Uuid>,
    /// The topic that was escalated to this one.
    pub before: Option<Uuid>,
    /// The topic that it goes on as.
    pub after: Option<Uuid>,
}

/// The published papers of a topic.
///
/// # Errors
/// When the database is away, or holds a value that this program does not understand.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid, reader: Reader) -> Result<Papers> {
    let tenant = tx.tenant();
    let value = sqlx::query_scalar!(
        r#"select jsonb_build_object(
          'origin', (select to_jsonb(o) from topic_origin o where o.tenant_id = $1 and o.topic_id = $2),
          'assessment', (select to_jsonb(a) from assessment a where a.tenant_id = $1 and a.topic_id = $2),
          'groups', (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'people', g.people, 'note', g.note)
                order by g.n), '[]')
              from stakeholder_group g where g.tenant_id = $1 and g.topic_id = $2 and g.dropped_at is null),
          'plan', (select to_jsonb(p) from plan p where p.tenant_id = $1 and p.topic_id = $2 and p.published_at is not null
              order by p.n desc limit 1),
          'sessions', (select coalesce(jsonb_agg(to_jsonb(s) || to_jsonb(counted) order by s.starts_at, s.id), '[]')
              from session s
              cross join lateral (select count(*) filter (where p.invited_at is not null) as invited,
                  count(*) filter (where p.replied_at is not null) as replied,
                  count(*) filter (where p.reply = 'coming') as coming,
                  count(*) filter (where p.present_at is not null) as present,
                  count(*) filter (where p.counts) as entitled,
                  count(*) filter (where p.counts and p.present_at is not null) as entitled_present
                from session_person p where p.tenant_id = $1 and p.session_id = s.id) as counted
              where s.tenant_id = $1 and s.topic_id = $2),
          'research', (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'n', g.n, 'name', g.name, 'task', g.task,
                'leader', coalesce(nullif(a.post, ''), ''), 'due_at', g.due_at, 'report', g.report, 'reported_at', g.reported_at,
                'visits', counted.visits, 'surveys', counted.surveys, 'findings', counted.findings) order by g.n), '[]')
              from research_group g
              left join account a on a.tenant_id = $1 and a.id = g.leader_id
              cross join lateral (select count(*) filter (where o.kind = 'visit') as visits,
                  count(*) filter (where o.kind = 'survey') as surveys,
                  count(*) filter (where o.kind = 'finding') as findings
                from research_note o where o.tenant_id = $1 and o.group_id = g.id) as counted
              where g.tenant_id = $1 and g.topic_id = $2
                and g.plan_id = (select p.id from plan p where p.tenant_id = $1 and p.topic_id = $2 and p.published_at is not null
                                 order by p.n desc limit 1)),
          'briefing', (select to_jsonb(b) from briefing b where b.tenant_id = $1 and b.topic_id = $2 order by b.sent_at desc limit 1),
          'waiver', (select to_jsonb(w) from research_waiver w where w.tenant_id = $1 and w.topic_id = $2
              and w.decided_at is not null order by w.decided_at desc limit 1),
          'ballots', (select coalesce(jsonb_agg(to_jsonb(b) order by b.opened_at, b.n), '[]')
              from ballot b where b.tenant_id = $1 and b.topic_id = $2 and b.closed_at is not null),
          'minutes', (select to_jsonb(m) from minutes m where m.tenant_id = $1 and m.topic_id = $2 and m.signed_at is not null
              order by m.n desc limit 1),
          'opinion', (select to_jsonb(o) || to_jsonb(counted)
              from opinion o
              cross join lateral (select count(*) filter (where c.agrees) as consents,
                  count(*) filter (where not c.agrees) as dissents
                from opinion_consent c where c.tenant_id = $1 and c.opinion_id = o.id) as counted
              where o.tenant_id = $1 and o.topic_id = $2 and o.issued_at is not null and o.voided_at is null
              order by o.n desc limit 1),
          'deliveries', (select count(*) from feedback_delivery d where d.tenant_id = $1 and d.topic_id = $2),
          'posting', (select jsonb_build_object('n', p.n, 'body', p.body, 'released_at', p.released_at, 'closes_at', p.closes_at,
                'acknowledged', (select count(*) from posting_acknowledgement k where k.tenant_id = $1 and k.posting_id = p.id),
                'objections', (select count(*) from objection b where b.tenant_id = $1 and b.posting_id = p.id),
                'answered', (select count(*) from objection b
                    join objection_answer r on r.tenant_id = $1 and r.objection_id = b.id and r.decided_at is not null
                    where b.tenant_id = $1 and b.posting_id = p.id))
              from posting p where p.tenant_id = $1 and p.topic_id = $2 and p.released_at is not null and p.voided_at is null
              order by p.n desc limit 1),
          'no_result', (select to_jsonb(r) from no_result r where r.tenant_id = $1 and r.topic_id = $2
              and r.decided_at is not null order by r.round desc limit 1),
          'tasks', (select coalesce(jsonb_agg(to_jsonb(t) || jsonb_build_object('unit_name', coalesce(u.name, '')) order by t.n), '[]')
              from task t left join unit u on u.tenant_id = $1 and u.id = t.unit_id
              where t.tenant_id = $1 and t.topic_id = $2),
          'evaluations', (select coalesce(jsonb_agg(to_jsonb(e) || to_jsonb(counted) order by e.round), '[]')
              from evaluation e
              cross join lateral (select count(*) as ratings,
                  count(*) filter (where r.kind = 'public') as ratings_public,
                  count(*) filter (where r.kind = 'member') as ratings_member,
                  count(*) filter (where r.kind = 'party_gov') as ratings_party_gov
                from rating r where r.tenant_id = $1 and r.topic_id = $2 and r.round = e.round) as counted
              where e.tenant_id = $1 and e.topic_id = $2),
          'comments', (select coalesce(jsonb_agg(to_jsonb(l) order by l.at desc), '[]')
              from (select c.label, c.body, c.at from comment c where c.tenant_id = $1 and c.topic_id = $2 and c.state = 'shown'
                    order by c.at desc, c.id desc limit 3) as l),
          'comment_count', (select coalesce(sum(y.comments), 0) from topic_tally y where y.tenant_id = $1 and y.topic_id = $2),
          'photos', (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'alt', f.alt, 'width', f.width, 'height', f.height,
                'task_id', o.task_id) order by f.added_at, f.n), '[]')
              from photo f left join task_note o on o.tenant_id = $1 and o.id = f.note_id
              where f.tenant_id = $1 and f.topic_id = $2),
          'beside', jsonb_build_object(
              'supports', exists (select 1 from topic_support v where v.tenant_id = $1 and v.topic_id = $2 and v.account_id = $3),
              'follows', exists (select 1 from topic_follow v where v.tenant_id = $1 and v.topic_id = $2 and v.account_id = $3),
              'salutation', (select a.salutation from account a where a.tenant_id = $1 and a.id = $3),
              'into', (select t.code from topic t where t.tenant_id = $1 and t.id = $4),
              'before', (select t.code from topic t where t.tenant_id = $1 and t.id = $5),
              'after', (select t.code from topic t where t.tenant_id = $1 and t.id = $6),
              'call', (select jsonb_build_object('id', k.id, 'title', k.title) from topic_call_answer a
                  join topic_call k on k.tenant_id = $1 and k.id = a.call_id where a.tenant_id = $1 and a.topic_id = $2),
              'moderated', not exists (select 1 from setting v where v.tenant_id = $1 and v.key = 'comments_moderated' and v.value = 'no'))
        ) as "papers!""#,
        tenant,
        topic,
        reader.account,
        reader.into,
        reader.before,
        reader.after
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(serde_json::from_value(value)?)
}
