//! What the board knows, read in five statements.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::calendar::local_day;
use crate::domain::dashboard::{Counts, Fulfilment, Period, Share, Span, limit};
use crate::domain::policy::{Audience, Part, Viewer, Visibility, audience};
use crate::domain::workflow::{Rules, Standing, Step};
use crate::service::{App, Me};
use crate::store::TenantTx;
use crate::store::dashboard::{self, Narrowed};
use crate::store::people::places::{self, Council, Place};
use crate::store::topics::list::{self, Cell};
use crate::web::kit::{Names, PageError, Visit};

/// What the address asks for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The period.
    pub span: Span,
    /// The community's part of the address; empty for the whole street.
    pub community: String,
    /// Overdue at one step.
    pub step: Option<Step>,
    /// Overdue with one owner, as a holder key.
    pub owner: String,
}

impl Asked {
    /// From the query.
    pub fn of(visit: &Visit) -> Self {
        Self {
            span: Span::from_code(visit.query("period")).unwrap_or_default(),
            community: visit.query("community").to_owned(),
            step: visit.query("step").parse().ok().and_then(Step::from_no),
            owner: visit.query("owner").to_owned(),
        }
    }
}

/// A step on the board.
#[derive(Debug, Clone)]
pub struct Line {
    /// The step.
    pub step: Step,
    /// Topics that stand there, open or suspended.
    pub topics: i64,
    /// Topics with something overdue there.
    pub overdue: i64,
    /// Median stay in working days.
    pub median: Option<u32>,
    /// The limit in working days.
    pub limit: Option<u32>,
}

/// A topic with something overdue.
#[derive(Debug, Clone)]
pub struct Late {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its step.
    pub step: Option<Step>,
    /// On whose desks: holder keys with the names of their departments and councils.
    pub owners: Vec<(String, String)>,
    /// Code of the verb that is due longest.
    pub verb: String,
    /// Working days that it is overdue.
    pub days: i64,
}

/// A community with what its residents say.
#[derive(Debug, Clone)]
pub struct Rated {
    /// The community; none for the whole street.
    pub place: Option<Place>,
    /// Satisfied and basically satisfied, of all.
    pub share: Share,
}

/// Everything that the board shows.
#[derive(Debug, Clone)]
pub struct Board {
    /// What was asked.
    pub asked: Asked,
    /// When it was read.
    pub at: DateTime<Utc>,
    /// The period.
    pub period: Period,
    /// The communities of the street.
    pub communities: Vec<Place>,
    /// The community asked for.
    pub community: Option<Place>,
    /// Topics that are open, without those that are suspended.
    pub open: i64,
    /// Topics that are suspended.
    pub suspended: i64,
    /// The eight steps.
    pub lines: Vec<Line>,
    /// What is overdue, the longest first; narrowed to step and owner where asked.
    pub late: Vec<Late>,
    /// Topics with something overdue, before narrowing.
    pub late_all: i64,
    /// There is more than the board looks at: every number of what is overdue is at least so many.
    pub late_more: bool,
    /// Owners of what is overdue: holder key, name, topics.
    pub owners: Vec<(String, String, i64)>,
    /// What became of the tasks of the period.
    pub fulfilment: Fulfilment,
    /// Of the period before.
    pub fulfilment_before: Fulfilment,
    /// What residents say.
    pub satisfaction: Share,
    /// In the period before.
    pub satisfaction_before: Share,
    /// By community, the lowest first.
    pub rated: Vec<Rated>,
}

impl Board {
    /// Reads it, with at most `listed` topics that are overdue.
    pub async fn read(
        tx: &mut TenantTx,
        app: &App,
        names: &Names,
        me: &Me,
        asked: Asked,
        listed: i64,
    ) -> Result<Self, PageError> {
        let at = app.clock.now();
        let period = asked.span.around(local_day(at));
        let communities = places::communities(tx).await?;
        let community = communities
            .iter()
            .find(|c| c.slug == asked.community)
            .cloned();
        if community.is_none() && !asked.community.is_empty() {
            return Err(PageError::NotFound);
        }
        let id = community.as_ref().map(|c| c.id);
        let councils = places::councils(tx).await?;
        let cells = list::cells(tx).await?;
        let (now, before) = counts(tx, period).await?;
        let overdue = dashboard::overdue(
            tx,
            at,
            Narrowed {
                community: id,
                step: asked.step.map(|s| i16::from(s.no())),
                owner: &asked.owner,
                listed,
            },
        )
        .await?;
        let viewer = Viewer::of(Some(&me.actor));
        let seen: Vec<&Cell> = cells
            .iter()
            .filter(|c| id.is_none_or(|id| id == c.community_id) && sees(&viewer, &councils, c))
            .collect();
        let rules = Rules::default();
        let lines = Step::ALL
            .into_iter()
            .map(|step| Line {
                step,
                topics: standing(&seen, step),
                overdue: overdue
                    .steps
                    .iter()
                    .find(|(no, _)| *no == i16::from(step.no()))
                    .map_or(0, |(_, n)| *n),
                median: now.median(step, id),
                limit: limit(step, &rules.limits),
            })
            .collect();
        let of = |state: Standing| -> i64 {
            let state = seen.iter().filter(|c| c.state == state.code());
            state.map(|c| i64::from(c.n)).sum()
        };
        Ok(Self {
            open: of(Standing::Open),
            suspended: of(Standing::Suspended),
            lines,
            late_all: overdue.topics,
            late_more: overdue.more,
            owners: overdue
                .owners
                .into_iter()
                .map(|(key, name, n)| (key, names.of(&name).to_owned(), n))
                .collect(),
            late: late(app, names, at, overdue.duties),
            fulfilment: now.fulfilment(id),
            fulfilment_before: before.fulfilment(id),
            satisfaction: now.satisfaction(id),
            satisfaction_before: before.satisfaction(id),
            rated: rated(&now, &communities, id),
            asked,
            at,
            period,
            communities,
            community,
        })
    }

    /// A number of overdue topics as it is shown: `12`, or `12+` where more than the board looks at.
    pub fn late_count(&self, n: i64) -> String {
        let more = if self.late_more { "+" } else { "" };
        format!("{n}{more}")
    }
}

async fn counts(tx: &mut TenantTx, period: Period) -> Result<(Counts, Counts), PageError> {
    let (mut now, mut before) = (Counts::default(), Counts::default());
    let first = period.before().from;
    for sum in dashboard::sums(tx, first, period.from, period.end()).await? {
        let into = if sum.now { &mut now } else { &mut before };
        into.add(sum.community_id, &sum.measure, sum.n);
    }
    Ok((now, before))
}

/// Whether this viewer's list of topics would show the topics of a cell: the same table decides.
fn sees(viewer: &Viewer, councils: &[Council], cell: &Cell) -> bool {
    let Some(visibility) = Visibility::from_code(&cell.visibility) else {
        return false;
    };
    let own = || {
        councils.iter().any(|c| {
            c.community_id.unwrap_or(Uuid::nil()) == cell.community_id
                && viewer.councils.contains(&c.id)
        })
    };
    audience(visibility, Part::Trace).iter().any(|a| match a {
        Audience::Everyone => true,
        Audience::Council => viewer.all_councils || own(),
        Audience::Office => viewer.office,
        Audience::Admin => viewer.admin,
        Audience::Auditor => viewer.auditor,
        Audience::Author => false,
    })
}

fn standing(cells: &[&Cell], step: Step) -> i64 {
    cells
        .iter()
        .filter(|c| {
            c.step == i16::from(step.no()) && matches!(c.state.as_str(), "open" | "suspended")
        })
        .map(|c| i64::from(c.n))
        .sum()
}

/// One row a topic, the longest overdue first.
fn late(app: &App, names: &Names, at: DateTime<Utc>, rows: Vec<dashboard::Duty>) -> Vec<Late> {
    let mut found: Vec<Late> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let owner = (row.holder, names.of(&row.owner).to_owned());
        if let Some(late) = places.get(&row.code).and_then(|i| found.get_mut(*i)) {
            if !late.owners.contains(&owner) {
                late.owners.push(owner);
            }
            continue;
        }
        places.insert(row.code.clone(), found.len());
        found.push(Late {
            code: row.code,
            title: row.title,
            step: u8::try_from(row.step).ok().and_then(Step::from_no),
            owners: vec![owner],
            verb: row.verb,
            days: app.calendar.working_days_between(row.due_at, at).max(0),
        });
    }
    found
}

fn rated(counts: &Counts, communities: &[Place], only: Option<Uuid>) -> Vec<Rated> {
    let mut found: Vec<Rated> = counts
        .rated()
        .into_iter()
        .filter(|id| only.is_none_or(|only| only == *id))
        .map(|id| Rated {
            place: communities.iter().find(|c| c.id == id).cloned(),
            share: counts.satisfaction(Some(id)),
        })
        .collect();
    found.sort_by_key(|r| r.share.percent());
    found
}
