//! The street's calendar of sessions: what is coming up, and what was held.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{FromRow, Postgres, QueryBuilder};
use uuid::Uuid;

use crate::store::page::{After, Page};
use crate::store::{Result, TenantTx};

/// What the list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of one council.
    pub council: Option<Uuid>,
    /// Beginning at or after this instant, the next one first; otherwise the latest one first.
    pub from: Option<DateTime<Utc>>,
    /// Beginning before this instant.
    pub until: Option<DateTime<Utc>>,
    /// Only those still to come (false): neither closed nor adjourned, and a round that is open whenever it
    /// began. Or only those that are over (true): closed or adjourned, also after `until`.
    pub over: Option<bool>,
}

/// How long a round can be open, in days; what began longer ago is over.
const LONGEST_ROUND: i64 = 60;

/// A session with its topic, as the calendar shows it.
#[derive(Debug, Clone, FromRow)]
pub struct ListRow {
    /// Its id.
    pub id: Uuid,
    /// The form's code.
    pub form: String,
    /// One line.
    pub title: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Where.
    pub room: String,
    /// `planned`, `open`, `adjourned`, `closed` or `cancelled`.
    pub status: String,
    /// The topic's code.
    pub code: String,
    /// The topic's title.
    pub topic_title: String,
    /// The council's name.
    pub council_name: String,
    /// The community's name; empty for the whole street.
    pub community_name: String,
}

/// One page of sessions of published topics.
///
/// # Errors
/// When the database is away.
pub async fn page(
    tx: &mut TenantTx,
    filter: &Filter,
    after: Option<After>,
    size: usize,
) -> Result<Page<ListRow>> {
    let tenant = tx.tenant();
    let (over, order) = if filter.from.is_some() {
        (">", "asc")
    } else {
        ("<", "desc")
    };
    let mut q: QueryBuilder<Postgres> = QueryBuilder::new(
        "select s.id, s.form, s.title, s.starts_at, s.ends_at, s.room, s.status, t.code, t.title as topic_title,
           c.name as council_name, coalesce(m.name, '') as community_name
         from session s join topic t on t.visibility = 'public' and t.id = s.topic_id and t.tenant_id = ",
    );
    q.push_bind(tenant);
    q.push(" join council c on c.id = s.council_id and c.tenant_id = ")
        .push_bind(tenant);
    q.push(" left join community m on m.id = s.community_id and m.tenant_id = ")
        .push_bind(tenant);
    q.push(" where s.tenant_id = ").push_bind(tenant);
    if let Some(v) = filter.council {
        q.push(" and s.council_id = ").push_bind(v);
    }
    match (filter.from, filter.over) {
        (Some(v), Some(false)) => {
            // The first bound is the index's.
            q.push(" and s.starts_at >= ")
                .push_bind(v - TimeDelta::days(LONGEST_ROUND))
                .push(" and s.status not in ('closed', 'adjourned') and (s.status = 'open' or s.starts_at >= ")
                .push_bind(v)
                .push(")");
        }
        (Some(v), Some(true) | None) => {
            q.push(" and s.starts_at >= ").push_bind(v);
        }
        (None, Some(_) | None) => {}
    }
    match (filter.until, filter.over) {
        (Some(v), Some(true)) => {
            q.push(" and (s.status in ('closed', 'adjourned') or (s.status <> 'open' and s.starts_at < ")
                .push_bind(v)
                .push("))");
        }
        (Some(v), Some(false) | None) => {
            q.push(" and s.starts_at < ").push_bind(v);
        }
        (None, Some(_) | None) => {}
    }
    if let Some(after) = after {
        q.push(format!(" and (s.starts_at, s.id) {over} ("))
            .push_bind(after.at)
            .push(", ")
            .push_bind(after.id)
            .push(")");
    }
    q.push(format!(
        " order by s.starts_at {order}, s.id {order} limit "
    ))
    .push_bind(i64::try_from(size + 1).unwrap_or(i64::MAX));
    let rows: Vec<ListRow> = q.build_query_as().fetch_all(tx.conn()).await?;
    Ok(Page::cut(rows, size, |r| After {
        at: r.starts_at,
        id: r.id,
    }))
}
