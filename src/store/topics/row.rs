//! The topic's own row: its text, and the snapshot of the fold of its entries.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

pub use super::counts::next_number;
use super::terms;
use crate::domain::policy::{Part, Viewer};
use crate::domain::topics::draft::{Detail, Point};
use crate::store::sight::seen_by;
use crate::store::{Result, TenantTx};

/// What lists and filters read off the workflow state. Every field is derived from the state by
/// `service::step`; nothing else writes them.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// `open`, `suspended`, `merged` …
    pub state: String,
    /// Step number, 1-8.
    pub step: i16,
    /// `submitted`, `public`, `withdrawn` or `taken_down`.
    pub visibility: String,
    /// Rises with every decision or change of published content.
    pub version: i32,
    /// The whole workflow state.
    pub workflow: Value,
    /// End of the running time limit, if one runs.
    pub due_at: Option<DateTime<Utc>>,
    /// Past which time alone changes the duties on its desks: the worker looks then.
    pub wake_at: Option<DateTime<Utc>>,
    /// Number of entries of the topic's record.
    pub record_length: i32,
    /// Hash of the last entry.
    pub record_head: Vec<u8>,
    /// When the topic last changed.
    pub updated_at: DateTime<Utc>,
}

/// A topic as it is first written.
#[derive(Debug, Clone)]
pub struct NewTopic {
    /// Its id.
    pub id: Uuid,
    /// Its code, such as `YX-2026-0042`.
    pub code: String,
    /// The council that deliberates it.
    pub council_id: Uuid,
    /// The community it is about; none for the whole street.
    pub community_id: Option<Uuid>,
    /// Category chosen by the resident.
    pub category_id: String,
    /// `public_call`, `member_recommendation` or `assignment`.
    pub source: String,
    /// One line.
    pub title: String,
    /// The problem, in the author's words.
    pub body: String,
    /// Where it is.
    pub place: String,
    /// How the author's name is shown: `masked`, `resident` or `salutation`.
    pub show_name: String,
    /// The author's account; none when entered on behalf of somebody without one.
    pub author_id: Option<Uuid>,
    /// The author as the public sees it.
    pub author_label: String,
    /// The clerk who entered it on behalf (代录).
    pub entered_by: Option<Uuid>,
    /// On behalf of whom.
    pub on_behalf_of: String,
    /// `phone`, `paper` or `visit`; empty otherwise.
    pub on_behalf_way: String,
    /// When it was submitted.
    pub created_at: DateTime<Utc>,
}

/// A topic with the names that every page of it shows.
#[derive(Debug, Clone, FromRow)]
pub struct TopicRow {
    /// Its id.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// The council.
    pub council_id: Uuid,
    /// The council's name.
    pub council_name: String,
    /// The council's part of its address.
    pub council_slug: String,
    /// `subdistrict`, `community` …
    pub council_level: String,
    /// The community; none for the whole street.
    pub community_id: Option<Uuid>,
    /// The community's name; empty for the whole street.
    pub community_name: String,
    /// The category.
    pub category_id: String,
    /// The category's name.
    pub category_name: String,
    /// `public_call`, `member_recommendation` or `assignment`.
    pub source: String,
    /// One of the four focuses, once accepted.
    pub focus: Option<String>,
    /// One line.
    pub title: String,
    /// The problem.
    pub body: String,
    /// Where it is.
    pub place: String,
    /// How the author's name is shown: `masked`, `resident` or `salutation`.
    pub show_name: String,
    /// The author's account.
    pub author_id: Option<Uuid>,
    /// The author as the public sees it.
    pub author_label: String,
    /// The clerk who entered it on behalf.
    pub entered_by: Option<Uuid>,
    /// On behalf of whom; staff alone see it.
    pub on_behalf_of: String,
    /// `phone`, `paper`, `visit` or empty.
    pub on_behalf_way: String,
    /// `open`, `suspended` …
    pub state: String,
    /// Step number, 1-8.
    pub step: i16,
    /// Who may see it.
    pub visibility: String,
    /// The version that a decision form carries.
    pub version: i32,
    /// The whole workflow state.
    pub workflow: Value,
    /// Number of entries of its record.
    pub record_length: i32,
    /// Hash of the last entry.
    pub record_head: Vec<u8>,
    /// End of the running time limit.
    pub due_at: Option<DateTime<Utc>>,
    /// When it was submitted.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// How many support it.
    pub supports: i32,
    /// How many follow it.
    pub follows: i32,
    /// The estate, as the author says; none where nothing was said of where exactly and whom it affects.
    pub estate: Option<String>,
    /// The building, likewise.
    pub building: Option<String>,
    /// How many people are affected, as the author says.
    pub people: Option<i32>,
    /// The point that the author gave, in millionths of a degree.
    pub latitude_e6: Option<i32>,
    /// As before, east of Greenwich.
    pub longitude_e6: Option<i32>,
    /// Until when an assignment asks for an answer.
    pub deadline: Option<NaiveDate>,
}

impl TopicRow {
    /// Where exactly it is and whom it affects, as the author says.
    #[must_use]
    pub fn detail(&self) -> Detail {
        let point = self.latitude_e6.zip(self.longitude_e6);
        Detail {
            estate: self.estate.clone().unwrap_or_default(),
            building: self.building.clone().unwrap_or_default(),
            people: self.people.and_then(|n| u32::try_from(n).ok()),
            point: point.map(|(latitude_e6, longitude_e6)| Point {
                latitude_e6,
                longitude_e6,
            }),
        }
    }
}

/// Writes a topic with its first snapshot, its tally and what it is found by.
///
/// # Errors
/// `topic_code_key`, or a foreign key when council, community or category are not this street's.
pub async fn insert(tx: &mut TenantTx, t: &NewTopic, s: &Snapshot) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into topic (tenant_id, id, code, council_id, community_id, category_id, source, title, body, place, show_name,
           author_id, author_label, entered_by, on_behalf_of, on_behalf_way, state, step, visibility, version, workflow,
           record_length, record_head, due_at, created_at, updated_at, wake_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,
           $27)",
        tenant,
        t.id,
        t.code,
        t.council_id,
        t.community_id,
        t.category_id,
        t.source,
        t.title,
        t.body,
        t.place,
        t.show_name,
        t.author_id,
        t.author_label,
        t.entered_by,
        t.on_behalf_of,
        t.on_behalf_way,
        s.state,
        s.step,
        s.visibility,
        s.version,
        s.workflow,
        s.record_length,
        s.record_head,
        s.due_at,
        t.created_at,
        s.updated_at,
        s.wake_at
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into topic_tally (tenant_id, topic_id) values ($1, $2)",
        tenant,
        t.id
    )
    .execute(tx.conn())
    .await?;
    let mut found = terms::of(&t.title, &t.place, &t.body);
    found.extend(terms::of_code(&t.code));
    terms::replace(tx, t.id, &found).await
}

/// Reads a topic by its code.
///
/// # Errors
/// When the database is away.
pub async fn find(tx: &mut TenantTx, code: &str) -> Result<Option<TopicRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        TopicRow,
        r#"select t.id, t.code, t.council_id, c.name as council_name, c.slug as council_slug, c.level as council_level,
             t.community_id, coalesce(m.name, '') as "community_name!", t.category_id, g.name as category_name,
             t.source, t.focus, t.title, t.body, t.place, t.show_name, t.author_id, t.author_label, t.entered_by, t.on_behalf_of,
             t.on_behalf_way, t.state, t.step, t.visibility, t.version, t.workflow, t.record_length, t.record_head,
             t.due_at, t.created_at, t.updated_at, coalesce(y.supports, 0) as "supports!", coalesce(y.follows, 0) as "follows!",
             d.estate as "estate?", d.building as "building?", d.people as "people?", d.latitude_e6 as "latitude_e6?", d.longitude_e6 as "longitude_e6?",
             o.deadline as "deadline?"
           from topic t
           join council c on c.tenant_id = $1 and c.id = t.council_id
           join category g on g.tenant_id = $1 and g.id = t.category_id
           left join community m on m.tenant_id = $1 and m.id = t.community_id
           left join topic_tally y on y.tenant_id = $1 and y.topic_id = t.id
           left join topic_detail d on d.tenant_id = $1 and d.topic_id = t.id
           left join topic_origin o on o.tenant_id = $1 and o.topic_id = t.id
           where t.tenant_id = $1 and t.code = $2"#,
        tenant,
        code
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Reads a topic by its code, if the viewer sees this part of it.
///
/// # Errors
/// When the database is away.
pub async fn find_visible(
    tx: &mut TenantTx,
    viewer: &Viewer,
    part: Part,
    code: &str,
) -> Result<Option<TopicRow>> {
    let tenant = tx.tenant();
    let mut q = QueryBuilder::new(
        "select t.id, t.code, t.council_id, c.name as council_name, c.slug as council_slug, c.level as council_level,
           t.community_id, coalesce(m.name, '') as community_name, t.category_id, g.name as category_name,
           t.source, t.focus, t.title, t.body, t.place, t.show_name, t.author_id, t.author_label, t.entered_by, t.on_behalf_of,
           t.on_behalf_way, t.state, t.step, t.visibility, t.version, t.workflow, t.record_length, t.record_head,
           t.due_at, t.created_at, t.updated_at, coalesce(y.supports, 0) as supports, coalesce(y.follows, 0) as follows,
           d.estate, d.building, d.people, d.latitude_e6, d.longitude_e6, o.deadline
         from topic t join council c on c.id = t.council_id and c.tenant_id = ",
    );
    q.push_bind(tenant);
    q.push(" join category g on g.id = t.category_id and g.tenant_id = ")
        .push_bind(tenant);
    q.push(" left join community m on m.id = t.community_id and m.tenant_id = ")
        .push_bind(tenant);
    q.push(" left join topic_tally y on y.topic_id = t.id and y.tenant_id = ")
        .push_bind(tenant);
    q.push(" left join topic_detail d on d.topic_id = t.id and d.tenant_id = ")
        .push_bind(tenant);
    q.push(" left join topic_origin o on o.topic_id = t.id and o.tenant_id = ")
        .push_bind(tenant);
    q.push(" where t.tenant_id = ").push_bind(tenant);
    q.push(" and t.code = ").push_bind(code);
    seen_by(&mut q, viewer, part);
    Ok(q.build_query_as().fetch_optional(tx.conn()).await?)
}

/// Takes the topic's lock for the rest of the transaction; other decisions on it wait.
///
/// # Errors
/// When the database is away.
pub async fn lock(tx: &mut TenantTx, code: &str) -> Result<Option<Uuid>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "select id from topic where tenant_id = $1 and code = $2 for update",
        tenant,
        code
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Writes a new snapshot of the workflow.
///
/// # Errors
/// When the database is away.
pub async fn save(tx: &mut TenantTx, id: Uuid, s: &Snapshot) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update topic set state = $3, step = $4, visibility = $5, version = $6, workflow = $7, due_at = $8,
           record_length = $9, record_head = $10, updated_at = $11, wake_at = $12
         where tenant_id = $1 and id = $2",
        tenant,
        id,
        s.state,
        s.step,
        s.visibility,
        s.version,
        s.workflow,
        s.due_at,
        s.record_length,
        s.record_head,
        s.updated_at,
        s.wake_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes the text of a revised topic and what it is found by.
///
/// # Errors
/// A foreign key when the category is not this street's.
pub async fn revise(
    tx: &mut TenantTx,
    id: Uuid,
    title: &str,
    body: &str,
    place: &str,
    category: &str,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update topic set title = $3, body = $4, place = $5, category_id = $6 where tenant_id = $1 and id = $2",
        tenant,
        id,
        title,
        body,
        place,
        category
    )
    .execute(tx.conn())
    .await?;
    terms::replace(tx, id, &terms::of(title, place, body)).await
}

/// Shows the author's name otherwise.
///
/// # Errors
/// `topic_show_name_check`.
pub async fn set_shown(tx: &mut TenantTx, id: Uuid, show: &str, label: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update topic set show_name = $3, author_label = $4 where tenant_id = $1 and id = $2",
        tenant,
        id,
        show,
        label
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Sets the focus at acceptance.
///
/// # Errors
/// `topic_focus_check`.
pub async fn set_focus(tx: &mut TenantTx, id: Uuid, focus: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update topic set focus = $3 where tenant_id = $1 and id = $2",
        tenant,
        id,
        focus
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Hands the topic to another council of the street.
///
/// # Errors
/// A foreign key when the council is not this street's.
pub async fn set_council(
    tx: &mut TenantTx,
    id: Uuid,
    council: Uuid,
    community: Option<Uuid>,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update topic set council_id = $3, community_id = $4 where tenant_id = $1 and id = $2",
        tenant,
        id,
        council,
        community
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
