//! `/{street}/api/v1/topics/{code}/record`: the chain of entries with their hashes, as the page of the
//! record shows it. Whose entry one is, is said by seat or post alone.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::audit::split_by;
use crate::domain::policy::{Part, Viewer, visible};
use crate::domain::workflow::Step;
use crate::service::step;
use crate::store::record::entries::{self, EntryRow};
use crate::web::kit::{PageError, PageResult, Visit, api};

/// The record of a topic.
#[derive(Debug, Serialize, ToSchema)]
pub struct Record {
    /// The topic.
    code: String,
    /// How many entries there are.
    length: i32,
    /// The hash of the last one, in hex.
    head: String,
    /// The entries, the first one first.
    entries: Vec<RecordEntry>,
}

/// An entry of the record.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordEntry {
    /// Its place in the chain, from 1.
    seq: i32,
    /// When it was written.
    at: DateTime<Utc>,
    /// What was done, such as `plan_sign`.
    verb: String,
    /// The step before; null for the first entry.
    step_before: Option<&'static str>,
    /// The step after.
    step_after: Option<&'static str>,
    /// By whom: a seat or a post, never a name.
    by: String,
    /// SHA-256 of a random number and the content, in hex.
    commitment: String,
    /// The hash of the entry before, in hex; for the first one that of the topic's identity.
    prev: String,
    /// The hash of this entry, in hex.
    hash: String,
}

/// `GET /{street}/api/v1/topics/{code}/record`.
///
/// # Errors
/// [`PageError::NotFound`] where there is no such topic, or not for everybody; when the database is away.
pub async fn record(mut visit: Visit) -> PageResult {
    let code = visit.param("code").to_owned();
    let held = step::see(&mut visit.tx, &code).await?;
    if !visible(&Viewer::of(None), &held.sight(), Part::Record) {
        return Err(PageError::NotFound);
    }
    let rows = entries::of_topic(&mut visit.tx, held.row.id).await?;
    let record = Record {
        length: held.row.record_length,
        head: hex::encode(&held.row.record_head),
        entries: rows.into_iter().map(Into::into).collect(),
        code,
    };
    api::answer(visit, &record)
}

impl From<EntryRow> for RecordEntry {
    fn from(e: EntryRow) -> Self {
        let step = |no: i16| u8::try_from(no).ok().and_then(Step::from_no);
        Self {
            seq: e.seq,
            at: e.at,
            step_before: step(e.step_before).map(Step::code),
            step_after: step(e.step_after).map(Step::code),
            by: split_by(&e.by_whom).0.to_owned(),
            verb: e.verb,
            commitment: hex::encode(&e.commitment),
            prev: hex::encode(&e.prev),
            hash: hex::encode(&e.hash),
        }
    }
}
