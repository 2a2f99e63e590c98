//! What is counted beside the rows, compared with the rows themselves: for `yishi verify`. Every count is kept in the
//! transaction of the act that changes it, so that in one snapshot of the database the two agree.

use sqlx::FromRow;

use crate::store::{Result, TenantTx};

/// A figure that is not what it counts.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Apart {
    /// What is counted: `topics_by_step`, `topics_by_kind`, `supports`, `follows`, `comments`, `reports`, `dashboard`,
    /// or `files`.
    pub figure: String,
    /// Of what: the topic's code, or where and how the topics counted are.
    pub of: Vec<String>,
    /// What was counted.
    pub counted: i64,
    /// How many there are.
    pub there: i64,
}

/// Every figure of a street that differs, in four statements, however much the street holds. Of the stays at a step
/// it is compared how many there are, not how long they were.
///
/// # Errors
/// When the database is away.
pub async fn apart(tx: &mut TenantTx) -> Result<Vec<Apart>> {
    // Nobody waits for it, and it reads all that a street has.
    sqlx::query("set local statement_timeout = 0")
        .execute(tx.conn())
        .await?;
    let mut found = topics(tx).await?;
    found.extend(voices(tx).await?);
    found.extend(dashboard(tx).await?);
    found.extend(files(tx).await?);
    Ok(found)
}

/// The counts that the lists of topics show at their filters.
async fn topics(tx: &mut TenantTx) -> Result<Vec<Apart>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Apart,
        r#"select x.figure as "figure!", array[coalesce(m.name, ''), x.a, x.b, x.visibility] as "of!",
             x.counted as "counted!", x.there as "there!"
           from (
             select figure, community_id, a, b, visibility, sum(counted)::bigint as counted, sum(there)::bigint as there from (
               select 'topics_by_step' as figure, community_id, state as a, step::text as b, visibility, n as counted, 0 as there
               from topic_count where tenant_id = $1
               union all
               select 'topics_by_kind', community_id, category_id, source, visibility, n, 0 from topic_kind_count where tenant_id = $1
               union all
               select 'topics_by_step', coalesce(community_id, '00000000-0000-0000-0000-000000000000'), state, step::text,
                 visibility, 0, 1 from topic where tenant_id = $1
               union all
               select 'topics_by_kind', coalesce(community_id, '00000000-0000-0000-0000-000000000000'), category_id, source,
                 visibility, 0, 1 from topic where tenant_id = $1) as c
             group by 1, 2, 3, 4, 5 having sum(counted) <> sum(there)) as x
           left join community m on m.tenant_id = $1 and m.id = x.community_id
           order by 1 desc, 2"#,
        tenant
    )
    .fetch_all(tx.conn())
    .await?)
}

/// What stands under each topic, and reports of comments that nobody has looked at.
async fn voices(tx: &mut TenantTx) -> Result<Vec<Apart>> {
    let tenant = tx.tenant();
    // Summed up once, not anew for each topic that it could be joined to.
    Ok(sqlx::query_as!(
        Apart,
        r#"with x as materialized (
             select figure, topic_id, thing, sum(counted)::bigint as counted, sum(there)::bigint as there from (
               select 'supports' as figure, topic_id, topic_id as thing, supports as counted, 0 as there
               from topic_tally where tenant_id = $1
               union all select 'follows', topic_id, topic_id, follows, 0 from topic_tally where tenant_id = $1
               union all select 'comments', topic_id, topic_id, comments, 0 from topic_tally where tenant_id = $1
               union all select 'reports', topic_id, id, reports, 0 from comment where tenant_id = $1
               union all select 'supports', topic_id, topic_id, 0, 1 from topic_support where tenant_id = $1
               union all select 'follows', topic_id, topic_id, 0, 1 from topic_follow where tenant_id = $1
               union all select 'comments', topic_id, topic_id, 0, 1 from comment where tenant_id = $1 and state = 'shown'
               union all select 'reports', c.topic_id, c.id, 0, 1
                 from comment_report r join comment c on c.tenant_id = $1 and c.id = r.comment_id
                 where r.tenant_id = $1 and r.handled_at is null) as c
             group by 1, 2, 3 having sum(counted) <> sum(there))
           select x.figure as "figure!", array[t.code] as "of!", x.counted as "counted!", x.there as "there!"
           from x join topic t on t.tenant_id = $1 and t.id = x.topic_id
           order by t.code, 1"#,
        tenant
    )
    .fetch_all(tx.conn())
    .await?)
}

/// What portal, board and statistics count, as `service::step` reads it off a topic's state.
async fn dashboard(tx: &mut TenantTx) -> Result<Vec<Apart>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Apart,
        r#"with told as (
             select month, community_id, regexp_replace(measure, '^(stay\.[1-8])\..*$', '\1') as measure, n as counted, 0 as there
             from dashboard_count where tenant_id = $1),
           topics as (
             select coalesce(t.community_id, '00000000-0000-0000-0000-000000000000') as community_id, t.state, t.source,
               t.visibility, w.* from topic t
             cross join lateral jsonb_to_record(t.workflow) as w
               (since timestamptz, round integer, intake jsonb, passages jsonb, tasks jsonb, evaluation jsonb)
             where t.tenant_id = $1),
           there as (
             select (t.intake ->> 'submitted_at')::timestamptz as at, t.community_id, m.measure, 1 as n
             from topics t cross join lateral (values ('topic.submitted'), ('source.' || t.source)) as m (measure)
             union all
             select t.since, t.community_id, case t.state when 'concluded' then 'topic.concluded' else 'topic.unresolved' end, 1
             from topics t where t.state in ('concluded', 'concluded_unresolved')
             union all
             select p.until, t.community_id, 'stay.' || array_position(array['solicitation', 'scheduling', 'research',
                 'deliberation', 'feedback', 'conversion', 'supervision', 'evaluation'], p.step), 1
             from topics t cross join lateral jsonb_to_recordset(t.passages) as p (step text, until timestamptz)
             union all
             select coalesce(k.since, t.since), t.community_id, m.measure, 1
             from topics t cross join lateral jsonb_to_recordset(t.tasks) as j (round integer, grade text)
             cross join lateral (select max(p.since) as since from jsonb_to_recordset(t.passages) as p (step text, since timestamptz)
               where p.step = 'conversion') as k
             cross join lateral (values ('task.all'), ('task.' || coalesce(j.grade, 'open'))) as m (measure)
             where t.visibility = 'public' and j.round = t.round
             union all
             select (t.evaluation ->> 'opened_at')::timestamptz, t.community_id, 'rating.' || k.kind || '.' || r.key, r.value::integer
             from topics t cross join (values ('public'), ('member'), ('party_gov')) as k (kind)
             cross join lateral jsonb_each_text(t.evaluation #> array['account', 'ratings', k.kind]) as r
             where t.visibility = 'public'),
           both_sides as (
             select * from told
             union all
             select date_trunc('month', at at time zone 'Asia/Shanghai')::date, community_id, measure, 0, n from there
             where at is not null)
           select 'dashboard' as "figure!", array[coalesce(m.name, ''), to_char(x.month, 'YYYY-MM'), x.measure] as "of!",
             x.counted as "counted!", x.there as "there!"
           from (select month, community_id, measure, sum(counted)::bigint as counted, sum(there)::bigint as there
                 from both_sides group by 1, 2, 3 having sum(counted) <> sum(there)) as x
           left join community m on m.tenant_id = $1 and m.id = x.community_id
           order by 2"#,
        tenant
    )
    .fetch_all(tx.conn())
    .await?)
}

/// How often each stored file is used: what nothing uses is removed.
async fn files(tx: &mut TenantTx) -> Result<Vec<Apart>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Apart,
        r#"select 'files' as "figure!", array[x.sha256] as "of!", x.counted as "counted!", x.there as "there!"
           from (
             select sha256, sum(counted)::bigint as counted, sum(there)::bigint as there from (
               select sha256, refs as counted, 0 as there from stored_file where tenant_id = $1
               union all
               select f.sha256, 0, 1 from (
                 select large, small from photo where tenant_id = $1
                 union all select large, small from original where tenant_id = $1
                 union all select large, small from upload where tenant_id = $1) as p
               cross join lateral (values (p.large), (p.small)) as f (sha256)) as c
             group by 1 having sum(counted) <> sum(there)) as x
           order by 2"#,
        tenant
    )
    .fetch_all(tx.conn())
    .await?)
}
