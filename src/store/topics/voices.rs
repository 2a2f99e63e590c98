//! Supports and follows: rows with their own unique key, no topic lock, no entry.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// Which voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// 附议: I have met this too.
    Support,
    /// 关注: tell me how it goes on.
    Follow,
}

/// Adds a voice, once a person; true when it was new.
///
/// # Errors
/// When the database is away.
pub async fn add(
    tx: &mut TenantTx,
    voice: Voice,
    topic: Uuid,
    account: Uuid,
    at: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    let added = match voice {
        Voice::Support => sqlx::query_scalar!(
            "insert into topic_support (tenant_id, topic_id, account_id, at) values ($1, $2, $3, $4)
             on conflict do nothing returning account_id",
            tenant,
            topic,
            account,
            at
        )
        .fetch_optional(tx.conn())
        .await?
        .is_some(),
        Voice::Follow => sqlx::query_scalar!(
            "insert into topic_follow (tenant_id, topic_id, account_id, at) values ($1, $2, $3, $4)
             on conflict do nothing returning account_id",
            tenant,
            topic,
            account,
            at
        )
        .fetch_optional(tx.conn())
        .await?
        .is_some(),
    };
    if added {
        tally(tx, voice, topic, 1).await?;
    }
    Ok(added)
}

/// Takes a voice back; true when it was there.
///
/// # Errors
/// When the database is away.
pub async fn remove(tx: &mut TenantTx, voice: Voice, topic: Uuid, account: Uuid) -> Result<bool> {
    let tenant = tx.tenant();
    let removed = match voice {
        Voice::Support => sqlx::query_scalar!(
            "delete from topic_support where tenant_id = $1 and topic_id = $2 and account_id = $3 returning account_id",
            tenant,
            topic,
            account
        )
        .fetch_optional(tx.conn())
        .await?
        .is_some(),
        Voice::Follow => sqlx::query_scalar!(
            "delete from topic_follow where tenant_id = $1 and topic_id = $2 and account_id = $3 returning account_id",
            tenant,
            topic,
            account
        )
        .fetch_optional(tx.conn())
        .await?
        .is_some(),
    };
    if removed {
        tally(tx, voice, topic, -1).await?;
    }
    Ok(removed)
}

async fn tally(tx: &mut TenantTx, voice: Voice, topic: Uuid, by: i32) -> Result<()> {
    let (supports, follows) = match voice {
        Voice::Support => (by, 0),
        Voice::Follow => (0, by),
    };
    let tenant = tx.tenant();
    sqlx::query!(
        "update topic_tally set supports = supports + $3, follows = follows + $4 where tenant_id = $1 and topic_id = $2",
        tenant,
        topic,
        supports,
        follows
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whether the person supports and follows the topic.
///
/// # Errors
/// When the database is away.
pub async fn of(tx: &mut TenantTx, topic: Uuid, account: Uuid) -> Result<(bool, bool)> {
    let tenant = tx.tenant();
    let row = sqlx::query!(
        r#"select
             exists (select 1 from topic_support s where s.tenant_id = $1 and s.topic_id = $2 and s.account_id = $3) as "supports!",
             exists (select 1 from topic_follow f where f.tenant_id = $1 and f.topic_id = $2 and f.account_id = $3) as "follows!""#,
        tenant,
        topic,
        account
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.supports, row.follows))
}

/// Lets the supporters and followers of topics stand behind another one as well; once each, and its author
/// supports it no more than any author does. With `merged`,
/// their authors follow it too, who would hear of it no more otherwise, and the rows remember where they
/// came from, so that an unmerge takes back these and no others. With `only`, of the supporters and of the
/// followers no others than these. Answers how many supports and follows are new.
///
/// # Errors
/// When the database is away.
async fn bring(
    tx: &mut TenantTx,
    from: &[Uuid],
    into: Uuid,
    merged: bool,
    only: Option<(&[Uuid], &[Uuid])>,
) -> Result<(usize, usize)> {
    let tenant = tx.tenant();
    let supports = sqlx::query_scalar!(
        "insert into topic_support as x (tenant_id, topic_id, account_id, at, came_from)
         select $1, $3, s.account_id, s.at, case when $4 then s.topic_id end
         from topic_support s where s.tenant_id = $1 and s.topic_id = any($2)
           and ($5::uuid[] is null or s.account_id = any($5))
           and not exists (select 1 from topic i where i.tenant_id = $1 and i.id = $3 and i.author_id = s.account_id)
         on conflict (tenant_id, topic_id, account_id) do nothing returning x.account_id",
        tenant,
        from,
        into,
        merged,
        only.map(|o| o.0) as Option<&[Uuid]>
    )
    .fetch_all(tx.conn())
    .await?
    .len();
    let follows = sqlx::query_scalar!(
        "insert into topic_follow as x (tenant_id, topic_id, account_id, at, came_from)
         select $1, $3, v.account_id, v.at, case when $4 then v.topic_id end
         from (select f.topic_id, f.account_id, f.at from topic_follow f where f.tenant_id = $1 and f.topic_id = any($2)
           union all select t.id, t.author_id, t.created_at
             from topic t join topic i on i.tenant_id = $1 and i.id = $3 and i.author_id is distinct from t.author_id
             where $4 and t.tenant_id = $1 and t.id = any($2) and t.author_id is not null) as v
         where $5::uuid[] is null or v.account_id = any($5)
         on conflict (tenant_id, topic_id, account_id) do nothing returning x.account_id",
        tenant,
        from,
        into,
        merged,
        only.map(|o| o.1) as Option<&[Uuid]>
    )
    .fetch_all(tx.conn())
    .await?
    .len();
    retally(tx, into, i64_of(supports), i64_of(follows)).await?;
    Ok((supports, follows))
}

/// The voices of a merged topic, its author's among them, stand behind the one it went into.
///
/// # Errors
/// When the database is away.
pub async fn merge(tx: &mut TenantTx, from: Uuid, into: Uuid) -> Result<()> {
    bring(tx, &[from], into, true, None).await?;
    Ok(())
}

/// The voices of an escalated topic stand behind its successor.
///
/// # Errors
/// When the database is away.
pub async fn copy(tx: &mut TenantTx, from: Uuid, into: Uuid) -> Result<()> {
    bring(tx, &[from], into, false, None).await?;
    Ok(())
}

/// Takes back from a topic what came to it by a merge of `from`, but for those who stand behind another
/// topic that was merged into it, too; answers how many supports and follows it has less.
///
/// # Errors
/// When the database is away.
pub async fn unmerge(tx: &mut TenantTx, from: Uuid, into: Uuid) -> Result<u32> {
    let tenant = tx.tenant();
    let supports = sqlx::query_scalar!(
        "delete from topic_support where tenant_id = $1 and topic_id = $2 and came_from = $3 returning account_id",
        tenant,
        into,
        from
    )
    .fetch_all(tx.conn())
    .await?;
    let follows = sqlx::query_scalar!(
        "delete from topic_follow where tenant_id = $1 and topic_id = $2 and came_from = $3 returning account_id",
        tenant,
        into,
        from
    )
    .fetch_all(tx.conn())
    .await?;
    let taken = supports.len() + follows.len();
    if taken == 0 {
        return Ok(0);
    }
    let (fewer, less) = (i64_of(supports.len()), i64_of(follows.len()));
    retally(tx, into, -fewer, -less).await?;
    // Whoever stands behind another topic that went into this one still does. Those who have withdrawn
    // from this one since are not among them.
    let others = sqlx::query_scalar!(
        "select id from topic where tenant_id = $1 and state = 'merged' and id <> $2 and workflow->'merged'->>'into' = $3",
        tenant,
        from,
        into.to_string()
    )
    .fetch_all(tx.conn())
    .await?;
    let stay = if others.is_empty() {
        (0, 0)
    } else {
        bring(tx, &others, into, true, Some((&supports, &follows))).await?
    };
    let gone = taken.saturating_sub(stay.0 + stay.1);
    Ok(u32::try_from(gone).unwrap_or(u32::MAX))
}

fn i64_of(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

async fn retally(tx: &mut TenantTx, topic: Uuid, supports: i64, follows: i64) -> Result<()> {
    let tenant = tx.tenant();
    let (supports, follows) = (
        i32::try_from(supports).unwrap_or(0),
        i32::try_from(follows).unwrap_or(0),
    );
    sqlx::query!(
        "update topic_tally set supports = supports + $3, follows = follows + $4 where tenant_id = $1 and topic_id = $2",
        tenant,
        topic,
        supports,
        follows
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
