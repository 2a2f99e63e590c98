//! `/{street}/api/v1/tasks` and `/{street}/api/v1/results`: tasks as they were promised, and as the page of results
//! shows what became of them. Both are the list of that page, as data.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::results::{Asked, Group};
use crate::domain::tasks::Status;
use crate::store::people::places;
use crate::store::tasks::list::{self as rows, ListRow};
use crate::web::kit::{PageResult, Visit, api};

/// Filters of the list: those of the page.
pub const FILTERS: &[&str] = &["status", "overdue", "community", "from", "until"];

/// A conversion task in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskItem {
    /// The code of its topic.
    topic: String,
    /// The title of its topic.
    topic_title: String,
    /// Its number within the topic.
    n: i16,
    /// What was promised.
    title: String,
    /// `unassigned`, `assigned`, `refused`, `accepted`, `under_way`, `done`, `verified`, `kept` or
    /// `not_feasible`.
    status: String,
    /// The lead unit; empty before the assignment.
    unit: String,
    /// The community; empty for the whole street.
    community: String,
    /// Until when.
    due_at: Option<DateTime<Utc>>,
    /// The work is not done, and its date is past.
    overdue: bool,
    /// When somebody looks again.
    next_check_at: Option<DateTime<Utc>>,
    /// When it came to be.
    created_at: DateTime<Utc>,
}

/// A promise and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultItem {
    #[serde(flatten)]
    task: TaskItem,
    /// What became of it, as the page says it: `open`, `under_way`, `fulfilled`, `kept` or `not_feasible`.
    result: &'static str,
    /// When it was done; null while it is not.
    done_at: Option<DateTime<Utc>>,
    /// The latest photos of the work, at most three.
    photos: Vec<ResultPhoto>,
    /// Where its topic says it, for people.
    page: String,
}

/// A photo of the work.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultPhoto {
    /// Its address; below it `/small` is a small one.
    address: String,
    /// What it shows; empty where nobody said.
    shows: String,
    /// In pixels.
    width: u32,
    /// In pixels.
    height: u32,
}

/// `GET /{street}/api/v1/tasks`: the latest promise first.
///
/// # Errors
/// 422 for a filter that is none; when the database is away.
pub async fn list(visit: Visit) -> PageResult {
    answer(visit, |_, row, now| item(row, now)).await
}

/// `GET /{street}/api/v1/results`: the latest promise first.
///
/// # Errors
/// As [`list`].
pub async fn results(visit: Visit) -> PageResult {
    answer(visit, result).await
}

async fn answer<T: Serialize>(
    mut visit: Visit,
    item: fn(&Visit, ListRow, DateTime<Utc>) -> T,
) -> PageResult {
    let raw = api::query(&visit.asked);
    let communities = places::communities(&mut visit.tx).await?;
    let mut f = api::fields(&raw, FILTERS);
    let asked = Asked::strict(&mut f, &communities);
    let (after, size) = api::slice(&mut f);
    f.done()?;
    let now = visit.web.app.clock.now();
    let page = rows::page(&mut visit.tx, &asked.filter(now), after, size).await?;
    let rows = page.rows.into_iter();
    let items = rows.map(|row| item(&visit, row, now)).collect();
    api::list(visit, items, page.next)
}

/// Values of the filter by status.
pub fn statuses() -> impl Iterator<Item = &'static str> {
    let all = Group::ALL.into_iter().map(Group::code);
    all.filter(|code| !code.is_empty())
}

fn item(row: ListRow, now: DateTime<Utc>) -> TaskItem {
    let open = Status::from_code(&row.status).is_some_and(Status::is_open);
    TaskItem {
        topic: row.code,
        topic_title: row.topic_title,
        n: row.n,
        title: row.title,
        status: row.status,
        unit: row.unit_name,
        community: row.community_name,
        due_at: row.due_at,
        overdue: open && row.due_at.is_some_and(|due| due < now),
        next_check_at: row.next_check_at,
        created_at: row.created_at,
    }
}

fn result(visit: &Visit, row: ListRow, now: DateTime<Utc>) -> ResultItem {
    let home = format!("{}/{}", visit.web.config.public_url, visit.street.slug);
    let group = Group::of(&row.status);
    let photos = row.photos.iter().map(|photo| ResultPhoto {
        address: format!("{home}/photos/{}", photo.id),
        shows: photo.alt.clone(),
        width: photo.width,
        height: photo.height,
    });
    ResultItem {
        result: group.code(),
        done_at: row.done_at.filter(|_| group == Group::Fulfilled),
        photos: photos.collect(),
        page: format!("{home}/topics/{}#tasks", row.code),
        task: item(row, now),
    }
}
