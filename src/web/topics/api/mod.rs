//! Topics as data: `/{street}/api/v1/topics` and what lies under it. As anybody sees them, whoever asks.

mod papers;
mod record;
mod topic;

pub use record::{Record, RecordEntry, record};
pub use topic::{Topic, topic};

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::filters::Wanted;
use crate::domain::fields::{Fields, Raw};
use crate::domain::policy::Viewer;
use crate::domain::workflow::Step;
use crate::service::topics::own_words;
use crate::store::page::After;
use crate::store::people::places;
use crate::store::topics::list::{self as rows, Filter};
use crate::store::{TenantTx, councils};
use crate::web::kit::{PageError, PageResult, Visit, api};

/// Filters of the list: those of the page, and the council.
pub const FILTERS: &[&str] = &[
    "community",
    "council",
    "step",
    "category",
    "source",
    "state",
    "q",
    "sort",
];

/// A topic in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TopicItem {
    /// Its number, by which it is addressed.
    #[schema(example = "YX-2026-0042")]
    pub code: String,
    /// One line; null where it was taken down.
    pub title: Option<String>,
    /// The council that deliberates it; null where it was taken down, as all that says what it was about.
    pub council: Option<String>,
    /// The community that it is about; empty for the whole street.
    pub community: Option<String>,
    /// `public_call`, `member_recommendation` or `assignment`.
    pub source: Option<String>,
    /// `party_government_work`, `reform_development`, `livelihood` or `governance`, once accepted.
    pub focus: Option<String>,
    /// The category, as residents choose it.
    pub category: Option<String>,
    /// `topic_setting`, `organising`, `conversion` or `evaluation`.
    pub stage: &'static str,
    /// The step by name, such as `deliberation`.
    pub step: &'static str,
    /// The step by number, 1 to 8.
    pub step_no: i16,
    /// `open`, `suspended`, `merged`, `transferred`, `declined`, `withdrawn`, `escalated`, `concluded` or
    /// `concluded_unresolved`.
    pub state: String,
    /// Rises with every decision and every change of published content.
    pub version: i32,
    /// End of the running time limit.
    pub due_at: Option<DateTime<Utc>>,
    /// The time limit is over.
    pub overdue: bool,
    /// When it was submitted.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// How many support it; null where it was taken down.
    pub supports: Option<i32>,
    /// Its page for people.
    pub page: String,
}

/// A row of a list and the row of a topic name the same things alike.
macro_rules! item {
    ($row:expr, $visit:expr) => {{
        let (row, now) = ($row, $visit.web.app.clock.now());
        let (stage, step) = $crate::web::topics::api::names(row.step);
        TopicItem {
            page: $crate::web::topics::api::page_of($visit, &row.code),
            code: row.code.clone(),
            title: Some(row.title.clone()),
            council: Some(row.council_name.clone()),
            community: Some(row.community_name.clone()),
            source: Some(row.source.clone()),
            focus: row.focus.clone(),
            category: Some(row.category_name.clone()),
            stage,
            step,
            step_no: row.step,
            overdue: row.state == "open" && row.due_at.is_some_and(|due| due < now),
            state: row.state.clone(),
            version: row.version,
            due_at: row.due_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
            supports: Some(row.supports),
        }
    }};
}
use item;

/// Stage and step by name.
fn names(step: i16) -> (&'static str, &'static str) {
    let step = u8::try_from(step).ok().and_then(Step::from_no);
    step.map_or(("", ""), |s| (s.stage().code(), s.code()))
}

/// The page of a topic, as an address that can be sent to somebody.
fn page_of(visit: &Visit, code: &str) -> String {
    let (site, street) = (&visit.web.config.public_url, &visit.street.slug);
    format!("{site}/{street}/topics/{code}")
}

/// `GET /{street}/api/v1/topics`.
///
/// # Errors
/// [`PageError::Invalid`] for a filter that is none; when the database is away.
pub async fn list(mut visit: Visit) -> PageResult {
    let raw = api::query(&visit.asked);
    let (filter, after, size) = narrowed(&mut visit.tx, &raw).await?;
    let nobody = Viewer::of(None);
    let page = rows::page(&mut visit.tx, &nobody, &filter, after, size).await?;
    let items = page.rows.iter().map(|row| item!(row, &visit)).collect();
    api::list::<TopicItem>(visit, items, page.next)
}

/// What the address asks for.
async fn narrowed(
    tx: &mut TenantTx,
    raw: &Raw,
) -> Result<(Filter, Option<After>, usize), PageError> {
    let communities = places::communities(tx).await?;
    let categories = places::categories(tx).await?;
    let mut f: Fields<'_> = api::fields(raw, FILTERS);
    let wanted = Wanted::strict(&mut f, &communities, &categories);
    let own = own_words(tx, &wanted.words).await?;
    let mut filter = wanted.filter(&communities, None, &own);
    if !raw.first("council").is_empty() {
        let all = councils::all(tx).await?;
        let named = |v: &str| all.iter().find(|c| c.is_named(v));
        filter.council = f.choice("council", |v| named(v).map(|c| c.id));
    }
    let (after, size) = api::slice(&mut f);
    f.done()?;
    Ok((filter, after, size))
}
