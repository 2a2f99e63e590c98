//! Photos: files counted by who refers to them, uploads without a topic, the photos of topics.

pub mod originals;
pub mod uploads;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::{Postgres, QueryBuilder, Row};
use uuid::Uuid;

use self::uploads::Holder;
use super::sight;
use crate::domain::policy::{Part, Viewer, Visibility};
use crate::store::{Error, Result, TenantTx};

/// A photo's two files, by the SHA-256 of their bytes in hex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// As it is looked at.
    pub large: String,
    /// As it stands in a page.
    pub small: String,
}

/// A photo as somebody may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its files.
    pub files: Pair,
    /// How far what it belongs to is shown.
    pub shown: Visibility,
    /// The code of the topic whose original it is.
    pub original_of: Option<String>,
}

impl Seen {
    /// No original of a topic.
    const fn of(files: Pair, shown: Visibility) -> Self {
        Self {
            files,
            shown,
            original_of: None,
        }
    }
}

/// A photo as a page shows it: of a topic's text, or of what was done to a task.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Thumb {
    /// Its id.
    pub id: Uuid,
    /// What it shows.
    pub alt: String,
    /// Width of the large one, in pixels.
    pub width: u32,
    /// Height of the large one, in pixels.
    pub height: u32,
    /// The task that it shows; none for the topic's text.
    pub task_id: Option<Uuid>,
}

/// A photo of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// Its id.
    pub id: Uuid,
    /// Its place in the row, from 1.
    pub n: i16,
    /// What it shows.
    pub alt: String,
    /// Its file as it is looked at.
    pub large: String,
    /// Its file as it stands in a page.
    pub small: String,
    /// Width of the large one.
    pub width: i32,
    /// Height of the large one.
    pub height: i32,
}

/// Somebody's claim on files: one reference more for each name.
async fn claim(tx: &mut TenantTx, files: &[(String, i32)]) -> Result<()> {
    let (names, counts) = counted(files.iter().map(|(name, _)| name.as_str()));
    let bytes: Vec<i32> = names
        .iter()
        .map(|n| files.iter().find(|(f, _)| f == n).map_or(0, |(_, b)| *b))
        .collect();
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into stored_file as f (tenant_id, sha256, bytes, refs)
         select $1, g.sha256, g.bytes, g.n from unnest($2::text[], $3::integer[], $4::integer[]) as g (sha256, bytes, n)
         on conflict on constraint stored_file_pkey do update set refs = f.refs + excluded.refs, orphaned_at = null
         returning f.sha256",
        tenant,
        &names,
        &bytes,
        &counts
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// Gives references back; what nothing refers to any more is an orphan since `at`.
async fn release(tx: &mut TenantTx, pairs: &[Pair], at: DateTime<Utc>) -> Result<()> {
    let both = pairs.iter().flat_map(|p| [p.large.as_str(), &p.small]);
    let (names, counts) = counted(both);
    let tenant = tx.tenant();
    sqlx::query!(
        "update stored_file f set refs = f.refs - g.n, orphaned_at = case when f.refs = g.n then $4::timestamptz end
         from unnest($2::text[], $3::integer[]) as g (sha256, n) where f.tenant_id = $1 and f.sha256 = g.sha256",
        tenant,
        &names,
        &counts,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Names in order, so that two transactions lock them alike, and how often each stands there.
fn counted<'a>(names: impl Iterator<Item = &'a str>) -> (Vec<String>, Vec<i32>) {
    let mut all: std::collections::BTreeMap<&str, i32> = std::collections::BTreeMap::new();
    for name in names {
        *all.entry(name).or_default() += 1;
    }
    all.into_iter().map(|(n, c)| (n.to_owned(), c)).unzip()
}

/// The photos of a topic's text, or of what was done to one of its tasks, in their order.
///
/// # Errors
/// When the database is away.
pub async fn of(tx: &mut TenantTx, topic: Uuid, note: Option<Uuid>) -> Result<Vec<Photo>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Photo,
        "select id, n, alt, large, small, width, height from photo
         where tenant_id = $1 and topic_id = $2 and note_id is not distinct from $3 order by n, id",
        tenant,
        topic,
        note
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Who binds photos to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// The topic.
    pub topic: Uuid,
    /// What was done to one of its tasks; none for the topic's text.
    pub note: Option<Uuid>,
    /// Who adds them.
    pub by: Uuid,
    /// The hash of the device's secret on which that is done.
    pub device: Option<[u8; 32]>,
    /// When.
    pub at: DateTime<Utc>,
}

impl Binding {
    /// Whose uploads may be bound.
    const fn holder(&self) -> Holder {
        Holder {
            device: self.device,
            account: Some(self.by),
        }
    }
}

/// Makes uploads of this person or device photos of a topic: id, place in the row and what it shows for each.
/// Answers the ids found; the files' references go over to them.
///
/// # Errors
/// When the database is away.
pub async fn bind(
    tx: &mut TenantTx,
    to: Binding,
    photos: &[(Uuid, i16, String)],
) -> Result<Vec<Uuid>> {
    let holder = to.holder();
    let tenant = tx.tenant();
    let ids: Vec<Uuid> = photos.iter().map(|p| p.0).collect();
    let places: Vec<i16> = photos.iter().map(|p| p.1).collect();
    let alts: Vec<String> = photos.iter().map(|p| p.2.clone()).collect();
    let bound = sqlx::query_scalar!(
        "insert into photo as p (tenant_id, id, topic_id, note_id, n, large, small, width, height, alt, added_by, added_at)
         select $1, u.id, $2, $3, g.n, u.large, u.small, u.width, u.height, g.alt, $4, $5
         from unnest($6::uuid[], $7::smallint[], $8::text[]) as g (id, n, alt)
         join upload u on u.tenant_id = $1 and u.id = g.id and (u.account_id = $4 or u.device_hash = $9)
         returning p.id",
        tenant,
        to.topic,
        to.note,
        to.by,
        to.at,
        &ids,
        &places,
        &alts,
        holder.device()
    )
    .fetch_all(tx.conn())
    .await?;
    uploads::remove(tx, &bound).await?;
    Ok(bound)
}

/// Another place in the row, or other words for what a photo shows.
///
/// # Errors
/// When the database is away.
pub async fn change(tx: &mut TenantTx, id: Uuid, n: i16, alt: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update photo set n = $3, alt = $4 where tenant_id = $1 and id = $2",
        tenant,
        id,
        n,
        alt
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes photos out of a topic; their files lose a reference each.
///
/// # Errors
/// When the database is away.
pub async fn remove(tx: &mut TenantTx, ids: &[Uuid], at: DateTime<Utc>) -> Result<()> {
    let tenant = tx.tenant();
    let pairs = sqlx::query_as!(
        Pair,
        "delete from photo where tenant_id = $1 and id = any($2) returning large, small",
        tenant,
        ids
    )
    .fetch_all(tx.conn())
    .await?;
    release(tx, &pairs, at).await
}

/// Copies the photos of a topic's text to another one under the ids given, in their order.
///
/// # Errors
/// When the database is away.
pub async fn carry(tx: &mut TenantTx, from: &[Photo], ids: &[Uuid], to: Binding) -> Result<()> {
    let files: Vec<(String, i32)> = from
        .iter()
        .flat_map(|p| [(p.large.clone(), 0), (p.small.clone(), 0)])
        .collect();
    claim(tx, &files).await?;
    let tenant = tx.tenant();
    let old: Vec<Uuid> = from.iter().map(|p| p.id).collect();
    sqlx::query_scalar!(
        "insert into photo as p (tenant_id, id, topic_id, n, large, small, width, height, alt, added_by, added_at)
         select $1, g.id, $2, o.n, o.large, o.small, o.width, o.height, o.alt, $3, $4
         from unnest($5::uuid[], $6::uuid[]) as g (id, old) join photo o on o.tenant_id = $1 and o.id = g.old
         returning p.id",
        tenant,
        to.topic,
        to.by,
        to.at,
        ids,
        &old
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// The files of a photo that this viewer sees, and how far its topic is shown; an original is seen by those
/// who work on its topic; an upload is seen by who sent it, on their device or with their account.
///
/// # Errors
/// When the database is away.
pub async fn seen(
    tx: &mut TenantTx,
    id: Uuid,
    viewer: &Viewer,
    device: Option<[u8; 32]>,
) -> Result<Option<Seen>> {
    let mut q: QueryBuilder<Postgres> = QueryBuilder::new(
        "select p.large, p.small, t.visibility from photo p join topic t on t.tenant_id = ",
    );
    q.push_bind(tx.tenant())
        .push(" and t.id = p.topic_id where p.tenant_id = ")
        .push_bind(tx.tenant())
        .push(" and p.id = ")
        .push_bind(id);
    sight::seen_by(&mut q, viewer, Part::Text);
    if let Some(row) = q.build().fetch_optional(tx.conn()).await? {
        let code: String = row.try_get("visibility")?;
        let shown = Visibility::from_code(&code).ok_or(Error::Decode(code))?;
        let pair = Pair {
            large: row.try_get("large")?,
            small: row.try_get("small")?,
        };
        return Ok(Some(Seen::of(pair, shown)));
    }
    let holder = Holder {
        device,
        account: viewer.account,
    };
    let upload = uploads::seen(tx, id, holder).await?;
    // Neither an upload nor an original is kept by any browser.
    match upload {
        Some(pair) => Ok(Some(Seen::of(pair, Visibility::Draft))),
        None => originals::seen(tx, id, viewer).await,
    }
}

/// Holds files that nothing has referred to since `before` or longer, at most so many: until the
/// transaction ends nobody can claim them anew.
///
/// # Errors
/// When the database is away.
pub async fn orphans(tx: &mut TenantTx, before: DateTime<Utc>, most: i64) -> Result<Vec<String>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "select sha256 from stored_file where tenant_id = $1 and orphaned_at <= $2
         order by orphaned_at limit $3 for update skip locked",
        tenant,
        before,
        most
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Forgets files that are held by [`orphans`] and whose objects are gone.
///
/// # Errors
/// When the database is away.
pub async fn drop_files(tx: &mut TenantTx, names: &[String]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from stored_file where tenant_id = $1 and sha256 = any($2) and refs = 0",
        tenant,
        names
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
