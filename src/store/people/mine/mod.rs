//! Everything that the street holds of somebody, section by section, for the person's own export.
//!
//! Each section is read by pages of a key; a row is the value that stands in the file.

mod part;

pub use part::Part;

use serde_json::Value;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A part of the export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The account itself, without the password's hash.
    Account,
    /// Roles held, now and before.
    Roles,
    /// Seats filled, now and before.
    Seats,
    /// Topics raised.
    Topics,
    /// Topics supported.
    Supports,
    /// Topics followed.
    Follows,
    /// Sessions invited to, with what was answered.
    Sessions,
    /// Stakeholder groups belonged to.
    Groups,
    /// Objections to postings.
    Objections,
    /// Notices got.
    Notices,
    /// Log-ins under way.
    Logins,
    /// Comments written, whatever became of them.
    Comments,
    /// Looks of staff at name and phone.
    Looks,
    /// What somebody took part in.
    Part(Part),
    /// Photos added.
    Photos,
}

impl Section {
    /// Every section, in the order of the export.
    pub const ALL: [Self; 23] = [
        Self::Account,
        Self::Roles,
        Self::Seats,
        Self::Topics,
        Self::Supports,
        Self::Follows,
        Self::Sessions,
        Self::Groups,
        Self::Objections,
        Self::Notices,
        Self::Logins,
        Self::Comments,
        Self::Looks,
        Self::Part(Part::Consents),
        Self::Part(Part::Remarks),
        Self::Part(Part::Acknowledgements),
        Self::Part(Part::Reports),
        Self::Part(Part::Research),
        Self::Part(Part::Supervision),
        Self::Part(Part::Invitations),
        Self::Part(Part::Checks),
        Self::Part(Part::Uploads),
        Self::Photos,
    ];

    /// The name of its file, without the ending.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Roles => "roles",
            Self::Seats => "seats",
            Self::Topics => "topics",
            Self::Supports => "supports",
            Self::Follows => "follows",
            Self::Sessions => "sessions",
            Self::Groups => "stakeholder_groups",
            Self::Objections => "objections",
            Self::Notices => "notices",
            Self::Logins => "logins",
            Self::Comments => "comments",
            Self::Looks => "looks",
            Self::Part(part) => part.name(),
            Self::Photos => "photos",
        }
    }
}

/// A row of a section and the key after which the next page begins.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its key.
    pub key: Uuid,
    /// What stands in the file. `sight` is no part of it: it says who sees what the row tells of a topic that need
    /// not be the person's own.
    pub value: Value,
}

/// The rows of a section after a key, at most `limit`.
///
/// # Errors
/// When the database is away.
pub async fn rows(
    tx: &mut TenantTx,
    section: Section,
    account: Uuid,
    after: Uuid,
    limit: i64,
) -> Result<Vec<Row>> {
    let tenant = tx.tenant();
    let conn = tx.conn();
    let rows = match section {
        Section::Part(part) => part::rows(tx, part, account, after, limit).await?,
        Section::Account => sqlx::query_as!(
            Row,
            r#"select a.id as key, jsonb_build_object('phone', a.phone, 'name', a.name, 'post', a.post, 'salutation', a.salutation,
                 'show_name', a.show_name, 'community', m.name, 'estate', a.estate, 'over_14', a.over_14,
                 'verified_at', a.verified_at, 'refused_at', a.refused_at, 'consent_version', a.consent_version, 'consented_at', a.consented_at,
                 'created_at', a.created_at) as "value!"
               from account a left join community m on m.tenant_id = $1 and m.id = a.community_id
               where a.tenant_id = $1 and a.id = $2 and a.id > $3 order by a.id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Section::Roles => sqlx::query_as!(
            Row,
            r#"select g.id as key, jsonb_build_object('role', g.role, 'council', c.name, 'community', m.name, 'unit', u.name,
                 'valid_from', g.valid_from, 'valid_until', g.valid_until) as "value!"
               from role_grant g
               left join council c on c.tenant_id = $1 and c.id = g.council_id
               left join community m on m.tenant_id = $1 and m.id = g.community_id
               left join unit u on u.tenant_id = $1 and u.id = g.unit_id
               where g.tenant_id = $1 and g.account_id = $2 and g.id > $3 order by g.id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Section::Seats => sqlx::query_as!(
            Row,
            r#"select s.id as key, jsonb_build_object('council', c.name, 'seat', s.seat, 'capacity', s.capacity,
                 'valid_from', s.valid_from, 'valid_until', s.valid_until) as "value!"
               from council_seat s join council c on c.tenant_id = $1 and c.id = s.council_id
               where s.tenant_id = $1 and s.account_id = $2 and s.id > $3 order by s.id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Section::Topics => sqlx::query_as!(
            Row,
            r#"select t.id as key, jsonb_build_object('code', t.code, 'title', t.title, 'body', t.body, 'category', g.name,
                 'community', m.name, 'place', t.place, 'show_name', t.show_name, 'shown_as', t.author_label, 'source', t.source,
                 'estate', d.estate, 'building', d.building, 'people', d.people, 'latitude_e6', d.latitude_e6,
                 'longitude_e6', d.longitude_e6, 'grounds', o.grounds, 'suggested', o.suggested, 'issuer', o.issuer,
                 'document', o.document, 'deadline', o.deadline, 'call', c.title, 'state', t.state, 'step', t.step,
                 'created_at', t.created_at, 'updated_at', t.updated_at) as "value!"
               from topic t left join community m on m.tenant_id = $1 and m.id = t.community_id
               left join category g on g.tenant_id = $1 and g.id = t.category_id
               left join topic_detail d on d.tenant_id = $1 and d.topic_id = t.id
               left join topic_origin o on o.tenant_id = $1 and o.topic_id = t.id
               left join topic_call_answer a on a.tenant_id = $1 and a.topic_id = t.id
               left join topic_call c on c.tenant_id = $1 and c.id = a.call_id
               where t.tenant_id = $1 and t.author_id = $2 and t.id > $3 order by t.id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Section::Supports => sqlx::query_as!(
            Row,
            r#"select s.topic_id as key, jsonb_build_object('code', t.code, 'title', t.title, 'at', s.at,
                 'sight', jsonb_build_object('visibility', t.visibility, 'council', t.council_id, 'author', t.author_id)) as "value!"
               from topic_support s join topic t on t.tenant_id = $1 and t.id = s.topic_id
               where s.tenant_id = $1 and s.account_id = $2 and s.topic_id > $3 order by s.topic_id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Section::Follows => sqlx::query_as!(
            Row,
            r#"select f.topic_id as key, jsonb_build_object('code', t.code, 'title', t.title, 'at', f.at,
                 'sight', jsonb_build_object('visibility', t.visibility, 'council', t.council_id, 'author', t.author_id)) as "value!"
               from topic_follow f join topic t on t.tenant_id = $1 and t.id = f.topic_id
               where f.tenant_id = $1 and f.account_id = $2 and f.topic_id > $3 order by f.topic_id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Section::Sessions => sqlx::query_as!(
            Row,
            r#"select p.id as key, jsonb_build_object('code', t.code, 'session', s.title, 'starts_at', s.starts_at, 'name', p.name,
                 'identity', p.identity, 'invited_at', p.invited_at, 'reply', p.reply, 'reply_note', p.reply_note,
                 'replied_at', p.replied_at, 'present_at', p.present_at, 'present_way', p.present_way,
                 'sight', jsonb_build_object('visibility', t.visibility, 'council', t.council_id, 'author', t.author_id)) as "value!"
               from session_person p
               join session s on s.tenant_id = $1 and s.id = p.session_id
               join topic t on t.tenant_id = $1 and t.id = p.topic_id
               where p.tenant_id = $1 and p.account_id = $2 and p.id > $3 order by p.id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Section::Groups => sqlx::query_as!(
            Row,
            r#"select b.group_id as key, jsonb_build_object('code', t.code, 'group', g.name, 'at', b.at) as "value!"
               from stakeholder_member b
               join stakeholder_group g on g.tenant_id = $1 and g.id = b.group_id
               join topic t on t.tenant_id = $1 and t.id = b.topic_id
               where b.tenant_id = $1 and b.account_id = $2 and b.group_id > $3 order by b.group_id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Section::Objections => sqlx::query_as!(
            Row,
            r#"select o.id as key, jsonb_build_object('code', t.code, 'body', o.body, 'at', o.at) as "value!"
               from objection o join topic t on t.tenant_id = $1 and t.id = o.topic_id
               where o.tenant_id = $1 and o.account_id = $2 and o.id > $3 order by o.id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Section::Notices => sqlx::query_as!(
            Row,
            r#"select n.id as key, jsonb_build_object('code', t.code, 'event', n.event, 'at', n.at, 'read_at', n.read_at) as "value!"
               from notice n left join topic t on t.tenant_id = $1 and t.id = n.topic_id
               where n.tenant_id = $1 and n.account_id = $2 and n.id > $3 order by n.id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        // A token has no uuid of its own; the few log-ins that somebody has are one page.
        Section::Logins => sqlx::query_as!(
            Row,
            r#"select s.account_id as key, jsonb_build_object('created_at', s.created_at, 'last_seen_at', s.last_seen_at,
                 'expires_at', s.expires_at) as "value!"
               from login_session s
               where s.tenant_id = $1 and s.account_id = $2 and s.account_id > $3 order by s.created_at limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Section::Comments => sqlx::query_as!(
            Row,
            r#"select c.id as key, jsonb_build_object('code', t.code, 'body', c.body, 'state', c.state, 'reason', c.reason,
                 'appeal', c.appeal, 'answer', c.answer, 'at', c.at) as "value!"
               from comment c join topic t on t.tenant_id = $1 and t.id = c.topic_id
               where c.tenant_id = $1 and c.account_id = $2 and c.id > $3 order by c.id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        // Who else was named on the page is none of the reader's business.
        Section::Looks => sqlx::query_as!(
            Row,
            r#"select l.id as key, jsonb_build_object('by', l.viewer_label, 'page', l.page, 'topic', l.about, 'times', l.times,
                 'first_at', l.first_at, 'last_at', l.last_at) as "value!"
               from identity_look l
               where l.tenant_id = $1 and l.id > $3 and ($2 = any(l.accounts) or l.accounts = '{}' and l.about in
                 (select t.code from account a join topic_contact c on c.tenant_id = $1 and c.phone = a.phone
                  join topic t on t.tenant_id = $1 and t.id = c.topic_id where a.tenant_id = $1 and a.id = $2))
               order by l.id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Section::Photos => sqlx::query_as!(
            Row,
            r#"select p.id as key, jsonb_build_object('code', t.code, 'alt', p.alt, 'added_at', p.added_at,
                 'file', 'photos/' || p.id || '.jpg', 'large', p.large) as "value!"
               from photo p join topic t on t.tenant_id = $1 and t.id = p.topic_id
               where p.tenant_id = $1 and p.added_by = $2 and p.id > $3 order by p.id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
    };
    Ok(rows)
}

/// A round of evaluation of a topic.
#[derive(Debug, Clone)]
pub struct Round {
    /// The evaluation.
    pub id: Uuid,
    /// The topic.
    pub topic_id: Uuid,
}

/// The rounds of evaluation of the street after a key, at most `limit`: whoever knows how somebody's
/// ratings are marked finds theirs among them.
///
/// # Errors
/// When the database is away.
pub async fn rounds(tx: &mut TenantTx, after: Uuid, limit: i64) -> Result<Vec<Round>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Round,
        "select id, topic_id from evaluation where tenant_id = $1 and id > $2 order by id limit $3",
        tenant,
        after,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// That one rated, and when; not how: a rating carries no person, and this file might be lost.
///
/// # Errors
/// When the database is away.
pub async fn rated(tx: &mut TenantTx, topics: &[Uuid], voters: &[String]) -> Result<Vec<Value>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        r#"select jsonb_build_object('code', t.code, 'round', r.round, 'at', r.at) as "value!"
           from rating r join topic t on t.tenant_id = $1 and t.id = r.topic_id
           where r.tenant_id = $1 and r.topic_id = any($2) and r.voter = any($3) order by r.at"#,
        tenant,
        topics,
        voters
    )
    .fetch_all(tx.conn())
    .await?)
}
