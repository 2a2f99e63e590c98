//! What somebody took part in, for their own export: what they said and agreed to, where they helped.

use uuid::Uuid;

use super::Row;
use crate::store::{Result, TenantTx};

/// Something that somebody took part in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Opinions agreed to, or not.
    Consents,
    /// What was said in sessions, as staff wrote it down.
    Remarks,
    /// Postings that were read and noted.
    Acknowledgements,
    /// Comments that were reported.
    Reports,
    /// Research groups belonged to.
    Research,
    /// Topics whose tasks one watches over.
    Supervision,
    /// Invitation codes of the household that were used.
    Invitations,
    /// What was decided about the registration.
    Checks,
    /// Photos that belong to nothing yet.
    Uploads,
}

impl Part {
    /// The name of its file, without the ending.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Consents => "consents",
            Self::Remarks => "remarks",
            Self::Acknowledgements => "acknowledgements",
            Self::Reports => "reports",
            Self::Research => "research",
            Self::Supervision => "supervision",
            Self::Invitations => "invitations",
            Self::Checks => "checks",
            Self::Uploads => "uploads",
        }
    }
}

/// The rows of a part after a key, at most `limit`.
pub(super) async fn rows(
    tx: &mut TenantTx,
    part: Part,
    account: Uuid,
    after: Uuid,
    limit: i64,
) -> Result<Vec<Row>> {
    let tenant = tx.tenant();
    let conn = tx.conn();
    let rows = match part {
        Part::Consents => sqlx::query_as!(
            Row,
            r#"select c.opinion_id as key, jsonb_build_object('code', t.code, 'agrees', c.agrees, 'words', c.words, 'way', c.way, 'at', c.at) as "value!"
               from opinion_consent c join topic t on t.tenant_id = $1 and t.id = c.topic_id
               where c.tenant_id = $1 and c.account_id = $2 and c.opinion_id > $3 order by c.opinion_id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Part::Remarks => sqlx::query_as!(
            Row,
            r#"select r.id as key, jsonb_build_object('code', t.code, 'session', s.title, 'place', r.place, 'body', r.body, 'at', r.at,
                 'sight', jsonb_build_object('visibility', t.visibility, 'council', t.council_id, 'author', t.author_id)) as "value!"
               from session_person p
               join remark r on r.tenant_id = $1 and r.session_id = p.session_id and r.person_id = p.id
               join session s on s.tenant_id = $1 and s.id = r.session_id
               join topic t on t.tenant_id = $1 and t.id = r.topic_id
               where p.tenant_id = $1 and p.account_id = $2 and r.id > $3 order by r.id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Part::Acknowledgements => sqlx::query_as!(
            Row,
            r#"select k.posting_id as key, jsonb_build_object('code', t.code, 'at', k.at) as "value!"
               from posting_acknowledgement k
               join posting p on p.tenant_id = $1 and p.id = k.posting_id
               join topic t on t.tenant_id = $1 and t.id = p.topic_id
               where k.tenant_id = $1 and k.account_id = $2 and k.posting_id > $3 order by k.posting_id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Part::Reports => sqlx::query_as!(
            Row,
            r#"select r.comment_id as key, jsonb_build_object('code', t.code, 'reason', r.reason, 'at', r.at, 'handled_at', r.handled_at) as "value!"
               from comment_report r
               join comment c on c.tenant_id = $1 and c.id = r.comment_id
               join topic t on t.tenant_id = $1 and t.id = c.topic_id
               where r.tenant_id = $1 and r.account_id = $2 and r.comment_id > $3 order by r.comment_id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Part::Research => sqlx::query_as!(
            Row,
            r#"select m.id as key, jsonb_build_object('code', t.code, 'name', m.name) as "value!"
               from research_member m join topic t on t.tenant_id = $1 and t.id = m.topic_id
               where m.tenant_id = $1 and m.account_id = $2 and m.id > $3 order by m.id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Part::Supervision => sqlx::query_as!(
            Row,
            r#"select s.topic_id as key, jsonb_build_object('code', t.code, 'appointed_at', s.appointed_at) as "value!"
               from task_supervisor s join topic t on t.tenant_id = $1 and t.id = s.topic_id
               where s.tenant_id = $1 and s.account_id = $2 and s.topic_id > $3 order by s.topic_id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Part::Invitations => sqlx::query_as!(
            Row,
            r#"select i.id as key, jsonb_build_object('community', m.name, 'used_at', i.used_at) as "value!"
               from invitation i left join community m on m.tenant_id = $1 and m.id = i.community_id
               where i.tenant_id = $1 and i.used_by = $2 and i.id > $3 order by i.id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Part::Checks => sqlx::query_as!(
            Row,
            r#"select k.id as key, jsonb_build_object('outcome', k.outcome, 'reason', k.reason, 'by', k.decided_label, 'at', k.at) as "value!"
               from account_check k
               where k.tenant_id = $1 and k.account_id = $2 and k.id > $3 order by k.id limit $4"#,
            tenant,
            account,
            after,
            limit
        )
        .fetch_all(conn)
        .await?,
        Part::Uploads => sqlx::query_as!(
            Row,
            r#"select u.id as key, jsonb_build_object('width', u.width, 'height', u.height, 'at', u.at) as "value!"
               from upload u
               where u.tenant_id = $1 and u.account_id = $2 and u.id > $3 order by u.id limit $4"#,
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
