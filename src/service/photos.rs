//! Photos: taken in before there is a topic, bound to one by its verb, removed when nobody needs them.
//!
//! Files are read and stored while no connection is held. A file's row is claimed before the object is
//! written and removed after the object, so that no object is left without a row.

use std::fs::File;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::step::Words;
use super::{App, Deed, Problem};
use crate::domain::audit::sha256;
use crate::domain::fields::FieldErrors;
use crate::domain::photos::{Chosen, FIELD, Fault, HOURS_KEPT, ORIGINALS};
use crate::kit::picture::Picture;
use crate::store::TenantId;
use crate::store::photos::uploads::{self, Holder, Upload};
use crate::store::photos::{self, Binding, Pair, Photo, originals};

/// Files removed in one transaction.
const BATCH: i64 = 20;

/// Takes files in: each that came whole is made into a photo, stored, and kept for a day until a topic has
/// it; they are `holder`'s. Answers what became of each, in their order.
///
/// # Errors
/// When the database is away; then nothing was taken.
pub async fn take(
    app: &App,
    tenant: TenantId,
    holder: Holder,
    files: Vec<Result<File, Fault>>,
) -> Result<Vec<Result<Uuid, Fault>>, Problem> {
    let mut made = Vec::with_capacity(files.len());
    for file in files {
        made.push(match file {
            Ok(file) => app.pictures.make(file).await,
            Err(fault) => Err(fault),
        });
    }
    let at = app.clock.now();
    let (mut pictures, mut uploads) = (Vec::new(), Vec::new());
    let mut taken = Vec::with_capacity(made.len());
    for one in made {
        taken.push(one.map(|picture| {
            let upload = upload(app, &picture, holder, at);
            let id = upload.id;
            pictures.push(picture);
            uploads.push(upload);
            id
        }));
    }
    if uploads.is_empty() {
        return Ok(taken);
    }
    let mut tx = app.store.write(tenant, "photos.take").await?;
    uploads::take(&mut tx, &uploads).await?;
    tx.commit().await?;
    if let Err(error) = store(app, tenant, pictures, &uploads).await {
        tracing::error!(tenant, %error, "photos could not be stored");
        let ids: Vec<Uuid> = uploads.iter().map(|u| u.id).collect();
        let mut tx = app.store.write(tenant, "photos.forget").await?;
        uploads::forget(&mut tx, &ids, at).await?;
        tx.commit().await?;
        return Ok(taken.into_iter().map(|t| t.and(Err(Fault::Away))).collect());
    }
    Ok(taken)
}

fn upload(app: &App, picture: &Picture, holder: Holder, at: DateTime<Utc>) -> Upload {
    let length = |bytes: &[u8]| i32::try_from(bytes.len()).unwrap_or(i32::MAX);
    let side = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    Upload {
        id: app.ids.make(at),
        files: Pair {
            large: sha256(&picture.large).hex(),
            small: sha256(&picture.small).hex(),
        },
        bytes: (length(&picture.large), length(&picture.small)),
        size: (side(picture.width), side(picture.height)),
        holder,
        at,
    }
}

async fn store(
    app: &App,
    tenant: TenantId,
    made: Vec<Picture>,
    uploads: &[Upload],
) -> Result<(), crate::kit::files::FilesError> {
    for (picture, upload) in made.into_iter().zip(uploads) {
        let files = &upload.files;
        app.files.put(tenant, &files.large, picture.large).await?;
        app.files.put(tenant, &files.small, picture.small).await?;
    }
    Ok(())
}

/// Makes the photos of a topic's text, or of a note to one of its tasks, those that the form chose: new ones
/// are bound, others stay, move or go. What changed stands in the words of the entry.
///
/// # Errors
/// [`Problem::Invalid`] at the form's field where a photo is not to be had any more.
pub async fn bind(
    deed: &mut Deed,
    topic: Uuid,
    note: Option<Uuid>,
    chosen: &[Chosen],
    mut words: Words,
) -> Result<Words, Problem> {
    let had = photos::of(&mut deed.tx, topic, note).await?;
    if had.is_empty() && chosen.is_empty() {
        return Ok(words);
    }
    let mut written = Vec::new();
    let mut new = Vec::new();
    for (n, c) in (1_i16..).zip(chosen) {
        match had.iter().find(|p| p.id == c.id) {
            Some(p) if p.n == n && p.alt == c.alt => {}
            Some(p) => {
                photos::change(&mut deed.tx, p.id, n, &c.alt).await?;
                written.push(p.id);
            }
            None => new.push((c.id, n, c.alt.clone())),
        }
    }
    if !new.is_empty() {
        let to = binding(deed, topic, note);
        let bound = photos::bind(&mut deed.tx, to, &new).await?;
        if bound.len() < new.len() {
            return Err(FieldErrors::one(FIELD, Fault::Gone.key()).into());
        }
        written.extend(bound);
    }
    let gone: Vec<Uuid> = had
        .iter()
        .map(|p| p.id)
        .filter(|id| !chosen.iter().any(|c| c.id == *id))
        .collect();
    if !gone.is_empty() {
        let at = deed.at;
        photos::remove(&mut deed.tx, &gone, at).await?;
    }
    words
        .removed
        .extend(gone.into_iter().map(|id| ("photo", id)));
    Ok(words.with("photo", written))
}

/// Copies the photos of a topic's text, and the scans it was entered from, to the topic that it goes on as.
///
/// # Errors
/// When the database is away.
pub async fn carry(
    deed: &mut Deed,
    from: Uuid,
    to: Uuid,
    mut words: Words,
) -> Result<Words, Problem> {
    let to = binding(deed, to, None);
    let had: Vec<Photo> = photos::of(&mut deed.tx, from, None).await?;
    if !had.is_empty() {
        let ids: Vec<Uuid> = had.iter().map(|_| deed.id()).collect();
        photos::carry(&mut deed.tx, &had, &ids, to).await?;
        words = words.with("photo", ids);
    }
    let scans = originals::of_topic(&mut deed.tx, from).await?;
    if !scans.is_empty() {
        let ids: Vec<Uuid> = scans.iter().map(|_| deed.id()).collect();
        originals::carry(&mut deed.tx, &scans, &ids, to).await?;
        words = words.with("original", ids);
    }
    Ok(words)
}

/// Makes the scans that the form carries originals of a new topic. They stand in the words of its entry.
///
/// # Errors
/// [`Problem::Invalid`] at the form's field where one is not to be had any more.
pub async fn bind_originals(
    deed: &mut Deed,
    topic: Uuid,
    ids: &[Uuid],
    words: Words,
) -> Result<Words, Problem> {
    if ids.is_empty() {
        return Ok(words);
    }
    let to = binding(deed, topic, None);
    let bound = originals::bind(&mut deed.tx, to, ids).await?;
    if bound.len() < ids.len() {
        return Err(FieldErrors::one(ORIGINALS.field, Fault::Gone.key()).into());
    }
    Ok(words.with("original", bound))
}

fn binding(deed: &Deed, topic: Uuid, note: Option<Uuid>) -> Binding {
    Binding {
        topic,
        note,
        by: deed.me.account(),
        device: deed.device,
        at: deed.at,
    }
}

/// Lets go of what a device sent and no topic has: whoever uses it next sees nothing of it.
///
/// # Errors
/// When the database is away.
pub async fn leave(app: &App, tenant: TenantId, device: &[u8; 32]) -> Result<(), Problem> {
    let mut tx = app.store.write(tenant, "photos.leave").await?;
    uploads::leave(&mut tx, device, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Removes what nobody needs any more: uploads that no topic took within a day, and files that nothing has
/// referred to for a day. Answers how many files went.
///
/// # Errors
/// When the database or the store of files is away; the rest waits for the next time.
pub async fn tidy(app: &App, tenant: TenantId) -> Result<usize, Problem> {
    let before = app.clock.now() - TimeDelta::hours(HOURS_KEPT);
    let mut tx = app.store.write(tenant, "photos.expire").await?;
    uploads::expire(&mut tx, before).await?;
    tx.commit().await?;
    let mut gone = 0;
    loop {
        let mut tx = app.store.write(tenant, "photos.tidy").await?;
        let orphans = photos::orphans(&mut tx, before, BATCH).await?;
        if orphans.is_empty() {
            return Ok(gone);
        }
        for name in &orphans {
            let removed = app.files.remove(tenant, name).await;
            removed.map_err(|error| Problem::Fault(error.to_string()))?;
        }
        photos::drop_files(&mut tx, &orphans).await?;
        tx.commit().await?;
        gone += orphans.len();
    }
}
