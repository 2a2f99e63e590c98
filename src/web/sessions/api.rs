//! `/{street}/api/v1/sessions`: the sessions of the list, as data.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::councils;
use crate::store::sessions::list::{self as rows, Filter, ListRow};
use crate::web::kit::{PageResult, Visit, api};

/// Filters of the list.
pub const FILTERS: &[&str] = &["council"];

/// A session in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionItem {
    /// The code of its topic.
    topic: String,
    /// The title of its topic.
    topic_title: String,
    /// The council that meets.
    council: String,
    /// The community; empty for the whole street.
    community: String,
    /// The form, such as `meeting` or `online`.
    form: String,
    /// `planned`, `open`, `adjourned`, `closed` or `cancelled`.
    status: String,
    /// When it begins.
    starts_at: DateTime<Utc>,
    /// When it ends.
    ends_at: DateTime<Utc>,
    /// Where; may be empty.
    room: String,
    /// Its page for people.
    page: String,
}

/// `GET /{street}/api/v1/sessions`: the latest one first, those to come before those held.
///
/// # Errors
/// 422 for a filter that is none; when the database is away.
pub async fn list(mut visit: Visit) -> PageResult {
    let raw = api::query(&visit.asked);
    let all = match raw.first("council") {
        "" => Vec::new(),
        _ => councils::all(&mut visit.tx).await?,
    };
    let mut f = api::fields(&raw, FILTERS);
    let named = |v: &str| all.iter().find(|c| c.is_named(v));
    let council = f.opt_choice("council", |v| named(v).map(|c| c.id));
    let (after, size) = api::slice(&mut f);
    f.done()?;
    let filter = Filter {
        council,
        ..Filter::default()
    };
    let page = rows::page(&mut visit.tx, &filter, after, size).await?;
    let items = page.rows.into_iter().map(|row| item(&visit, row)).collect();
    api::list(visit, items, page.next)
}

fn item(visit: &Visit, row: ListRow) -> SessionItem {
    let (site, street) = (&visit.web.config.public_url, &visit.street.slug);
    SessionItem {
        page: format!("{site}/{street}/sessions/{}", row.id),
        topic: row.code,
        topic_title: row.topic_title,
        council: row.council_name,
        community: row.community_name,
        form: row.form,
        status: row.status,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        room: row.room,
    }
}
