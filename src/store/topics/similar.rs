//! Candidates for "similar topics": found by the terms that they share with a text, through the primary
//! key of `topic_term`, read as the viewer may see them.
//!
//! A term leads to its latest topics only, at most [`OF_A_TERM`]: a word that thousands of topics have
//! tells nothing about any of them, and reading them all would cost more the longer a street is at it.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, Postgres, QueryBuilder};
use uuid::Uuid;

use super::terms::OF_RESULTS;
use crate::domain::policy::{Part, Viewer, Visibility};
use crate::store::sight::seen_by;
use crate::store::{Result, TenantTx};

/// How many topics a term is followed to, the latest first.
pub const OF_A_TERM: i64 = 100;

/// How many topics are looked at before what the viewer may not see is left out.
const LOOKED_AT: i64 = 100;

/// A term that is looked for. Several can stand for one sign of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// As the index has it.
    pub term: String,
    /// The number of its sign.
    pub sign: i32,
    /// How much the sign says.
    pub weight: f64,
}

impl Candidate {
    /// It goes on, so that more people can stand behind it.
    #[must_use]
    pub fn runs(&self) -> bool {
        matches!(self.state.as_str(), "open" | "suspended")
    }

    /// Anybody may read it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        Visibility::from_code(&self.visibility) == Some(Visibility::Public)
    }
}

/// A topic that shares terms, with what a card shows and what is compared.
#[derive(Debug, Clone, FromRow)]
pub struct Candidate {
    /// Its id.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// One line.
    pub title: String,
    /// The beginning of the problem.
    pub body: String,
    /// Where it is.
    pub place: String,
    /// The community; none for the whole street.
    pub community_id: Option<Uuid>,
    /// The community's name, or the council's for the whole street.
    pub community_name: String,
    /// The category.
    pub category_id: String,
    /// `open`, `suspended` …
    pub state: String,
    /// Step number, 1-8.
    pub step: i16,
    /// Who may see it.
    pub visibility: String,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// How many support it.
    pub supports: i32,
    /// Whether the one who asks supports it already.
    pub supported: bool,
    /// Whether the one who asks raised it.
    pub own: bool,
    /// In how many topics each sign is, by its number; counted up to [`OF_A_TERM`] a term.
    pub counts: Vec<i64>,
    /// How many topics the street has numbered so far.
    pub topics: i64,
}

/// The topics that share most with these terms, at most `limit`, never `but`. Topics that went into
/// another one or were taken back are left out: nobody can join them.
///
/// # Errors
/// When the database is away.
pub async fn candidates(
    tx: &mut TenantTx,
    viewer: &Viewer,
    terms: &[Term],
    but: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Candidate>> {
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let mut q = QueryBuilder::new("");
    ask(&mut q, tx.tenant(), viewer, terms, but, limit);
    Ok(q.build_query_as().fetch_all(tx.conn()).await?)
}

/// How the database goes about [`candidates`], for the test that reads it as the runtime role.
///
/// # Errors
/// When the database is away.
pub async fn explain(
    tx: &mut TenantTx,
    viewer: &Viewer,
    terms: &[Term],
    limit: i64,
) -> Result<String> {
    let mut q = QueryBuilder::new("explain (costs off) ");
    ask(&mut q, tx.tenant(), viewer, terms, None, limit);
    let lines: Vec<String> = q.build_query_scalar().fetch_all(tx.conn()).await?;
    Ok(lines.join("\n"))
}

/// The statement.
fn ask(
    q: &mut QueryBuilder<Postgres>,
    tenant: i32,
    viewer: &Viewer,
    terms: &[Term],
    but: Option<Uuid>,
    limit: i64,
) {
    let words: Vec<String> = terms.iter().map(|t| t.term.clone()).collect();
    let signs: Vec<i32> = terms.iter().map(|t| t.sign).collect();
    let weights: Vec<f64> = terms.iter().map(|t| t.weight).collect();
    q.push(
        "with hit as materialized (
           select a.sign, a.weight, x.topic_id from unnest(",
    );
    q.push_bind(words)
        .push("::text[], ")
        .push_bind(signs)
        .push("::integer[], ")
        .push_bind(weights)
        .push("::float8[]) as a (term, sign, weight) cross join lateral (");
    q.push("select o.topic_id from topic_term o where o.tenant_id = ")
        .push_bind(tenant);
    // What only the results say does not make a topic like another one.
    q.push(" and o.term = a.term and o.weight > ")
        .push_bind(OF_RESULTS);
    q.push(" order by o.topic_id desc limit ")
        .push_bind(OF_A_TERM);
    q.push(
        ") as x), sign as (select h.sign, max(h.weight) as weight, count(*) as n from hit h group by h.sign),
         ranked as (
           select h.topic_id, sum(s.weight * ln(1000.0 / (s.n + 1))) as score
           from hit h join sign s on s.sign = h.sign",
    );
    if let Some(but) = but {
        q.push(" where h.topic_id <> ").push_bind(but);
    }
    q.push(" group by h.topic_id order by score desc, h.topic_id desc limit ")
        .push_bind(LOOKED_AT);
    q.push(
        ") select t.id, t.code, t.title, left(t.body, 400) as body, t.place, t.community_id,
             coalesce(m.name, c.name) as community_name, t.category_id, t.state, t.step, t.visibility, t.updated_at,
             coalesce(y.supports, 0) as supports,
             exists (select 1 from topic_support v where v.topic_id = t.id and v.account_id = ",
    );
    q.push_bind(viewer.account);
    q.push(" and v.tenant_id = ").push_bind(tenant);
    q.push(") as supported, coalesce(t.author_id = ");
    q.push_bind(viewer.account).push(
        ", false) as own,
             (select array_agg(coalesce(s.n, 0) order by g.sign) from generate_series(0, ",
    );
    q.push_bind(terms.iter().map(|t| t.sign).max().unwrap_or(0));
    q.push(
        ") as g (sign) left join sign s on s.sign = g.sign) as counts,
             (select coalesce(sum(k.n), 0)::bigint from counter k where k.name >= 'topic.' and k.name < 'topic/' and k.tenant_id = ",
    );
    q.push_bind(tenant);
    q.push(") as topics from ranked r join topic t on t.id = r.topic_id and t.tenant_id = ")
        .push_bind(tenant);
    q.push(" join council c on c.id = t.council_id and c.tenant_id = ")
        .push_bind(tenant);
    q.push(" left join community m on m.id = t.community_id and m.tenant_id = ")
        .push_bind(tenant);
    q.push(" left join topic_tally y on y.topic_id = t.id and y.tenant_id = ")
        .push_bind(tenant);
    q.push(
        " where t.state in ('open', 'suspended', 'declined', 'concluded', 'concluded_unresolved')",
    );
    seen_by(q, viewer, Part::Text);
    q.push(" order by r.score desc, t.id desc limit ")
        .push_bind(limit);
}
