//! Scans of the paper that a topic was entered from on behalf of somebody (代录): a resident's hand, name
//! and telephone. A table of their own, so that no page that shows photos can show one by mistake.

use sqlx::{Postgres, QueryBuilder, Row};
use uuid::Uuid;

use super::{Binding, Pair, Seen, Thumb, claim, uploads};
use crate::domain::policy::{Part, Viewer, Visibility};
use crate::store::{Result, TenantTx, sight};

/// Makes uploads of this person or device originals of a topic, in this order. Answers the ids found; the files'
/// references go over to them.
///
/// # Errors
/// When the database is away.
pub async fn bind(tx: &mut TenantTx, to: Binding, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let holder = to.holder();
    let tenant = tx.tenant();
    let places: Vec<i16> = (1..).take(ids.len()).collect();
    let bound = sqlx::query_scalar!(
        "insert into original as o (tenant_id, id, topic_id, n, large, small, width, height, added_by, added_at)
         select $1, u.id, $2, g.n, u.large, u.small, u.width, u.height, $3, $4
         from unnest($5::uuid[], $6::smallint[]) as g (id, n)
         join upload u on u.tenant_id = $1 and u.id = g.id and (u.account_id = $3 or u.device_hash = $7)
         returning o.id",
        tenant,
        to.topic,
        to.by,
        to.at,
        ids,
        &places,
        holder.device()
    )
    .fetch_all(tx.conn())
    .await?;
    uploads::remove(tx, &bound).await?;
    Ok(bound)
}

/// The originals of a topic, in their order.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Thumb>> {
    let tenant = tx.tenant();
    let rows = sqlx::query!(
        "select id, width, height from original where tenant_id = $1 and topic_id = $2 order by n, id",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?;
    let side = |n: i32| u32::try_from(n).unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|r| Thumb {
            id: r.id,
            alt: String::new(),
            width: side(r.width),
            height: side(r.height),
            task_id: None,
        })
        .collect())
}

/// Copies the originals of a topic to the one that it goes on as, under the ids given.
///
/// # Errors
/// When the database is away.
pub async fn carry(tx: &mut TenantTx, from: &[Thumb], ids: &[Uuid], to: Binding) -> Result<()> {
    let tenant = tx.tenant();
    let old: Vec<Uuid> = from.iter().map(|o| o.id).collect();
    let carried = sqlx::query_as!(
        Pair,
        "insert into original as o (tenant_id, id, topic_id, n, large, small, width, height, added_by, added_at)
         select $1, g.id, $2, f.n, f.large, f.small, f.width, f.height, $3, $4
         from unnest($5::uuid[], $6::uuid[]) as g (id, old) join original f on f.tenant_id = $1 and f.id = g.old
         returning o.large, o.small",
        tenant,
        to.topic,
        to.by,
        to.at,
        ids,
        &old
    )
    .fetch_all(tx.conn())
    .await?;
    let files: Vec<(String, i32)> = carried
        .into_iter()
        .flat_map(|p| [(p.large, 0), (p.small, 0)])
        .collect();
    claim(tx, &files).await
}

/// The files of an original, for those who work on its topic.
///
/// # Errors
/// When the database is away.
pub(super) async fn seen(tx: &mut TenantTx, id: Uuid, viewer: &Viewer) -> Result<Option<Seen>> {
    let mut q: QueryBuilder<Postgres> = QueryBuilder::new(
        "select o.large, o.small, t.code from original o join topic t on t.tenant_id = ",
    );
    q.push_bind(tx.tenant())
        .push(" and t.id = o.topic_id where o.tenant_id = ")
        .push_bind(tx.tenant())
        .push(" and o.id = ")
        .push_bind(id);
    sight::seen_by(&mut q, viewer, Part::Drafts);
    let row = q.build().fetch_optional(tx.conn()).await?;
    row.map(|row| {
        let pair = Pair {
            large: row.try_get("large")?,
            small: row.try_get("small")?,
        };
        Ok(Seen {
            original_of: row.try_get("code")?,
            ..Seen::of(pair, Visibility::Draft)
        })
    })
    .transpose()
}
