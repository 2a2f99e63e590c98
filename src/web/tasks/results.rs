//! `/{street}/results`: every promise of the street by state, with its date.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::calendar::at_hour;
use crate::domain::fields::Fields;
use crate::domain::tasks::Status;
use crate::kit::i18n::Lang;
use crate::store::page::{After, Count};
use crate::store::people::places::{self, Place};
use crate::store::tasks::list::{self, Filter, ListRow};
use crate::web::kit::parts::{Chip, Empty, Pager};
use crate::web::kit::strip::PhotoStrip;
use crate::web::kit::{Nav, PageError, PageResult, Shell, Visit};

/// Promises of one page.
const SHOWN: usize = 30;

/// A state as the list is narrowed by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// All but replaced ones.
    All,
    /// Being handled.
    Open,
    /// Under way with a date.
    UnderWay,
    /// Done, verified or not.
    Fulfilled,
    /// Kept for planning.
    Kept,
    /// Not feasible.
    NotFeasible,
}

impl Group {
    /// Every one, in the order of the page.
    pub const ALL: [Self; 6] = [
        Self::All,
        Self::Open,
        Self::UnderWay,
        Self::Fulfilled,
        Self::Kept,
        Self::NotFeasible,
    ];

    /// The name in addresses; empty for all.
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Open => "open",
            Self::UnderWay => "under_way",
            Self::Fulfilled => "fulfilled",
            Self::Kept => "kept",
            Self::NotFeasible => "not_feasible",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::All => "results-all",
            Self::Open => "results-open",
            Self::UnderWay => "results-under-way",
            Self::Fulfilled => "results-fulfilled",
            Self::Kept => "results-kept",
            Self::NotFeasible => "results-not-feasible",
        }
    }

    fn statuses(self) -> Vec<&'static str> {
        let of: &[Status] = match self {
            Self::All => &[],
            Self::Open => &[
                Status::Unassigned,
                Status::Assigned,
                Status::Refused,
                Status::Accepted,
            ],
            Self::UnderWay => &[Status::UnderWay],
            Self::Fulfilled => &[Status::Done, Status::Verified],
            Self::Kept => &[Status::Kept],
            Self::NotFeasible => &[Status::NotFeasible],
        };
        of.iter().map(|s| s.code()).collect()
    }
}

struct Link {
    href: String,
    label: String,
    current: bool,
}

struct Row {
    title: String,
    href: String,
    topic: String,
    chip: Chip,
    facts: Vec<String>,
    due: Option<Chip>,
    date: String,
    photos: PhotoStrip,
}

#[derive(Template)]
#[template(path = "tasks/results.html")]
struct Page {
    ui: Shell,
    count: String,
    period: String,
    groups: Vec<Link>,
    communities: Vec<Link>,
    rows: Vec<Row>,
    empty: Empty,
    pager: Pager,
}

/// What the address asks for; also what its links keep.
pub struct Asked {
    base: String,
    group: Group,
    overdue: bool,
    community: Option<Place>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

impl Asked {
    /// As the page's own reading, for a program: a value that says nothing is an error at its field.
    pub fn strict(f: &mut Fields<'_>, communities: &[Place]) -> Self {
        let named = |v: &str| communities.iter().find(|c| c.is_named(v));
        let group = |v: &str| Group::ALL.into_iter().find(|g| g.code() == v);
        let yes = |v: &str| matches!(v, "0" | "1").then_some(v == "1");
        Self {
            base: String::new(),
            group: f.opt_choice("status", group).unwrap_or(Group::All),
            overdue: f.opt_choice("overdue", yes).unwrap_or_default(),
            community: f.opt_choice("community", |v| named(v).cloned()),
            from: f.opt_day("from"),
            until: f.opt_day("until"),
        }
    }

    fn href(&self, group: Group, overdue: bool, community: &str, after: Option<After>) -> String {
        let mut query: Vec<String> = Vec::new();
        let mut put = |name: &str, value: &str| {
            if !value.is_empty() {
                query.push(format!("{name}={value}"));
            }
        };
        put("status", group.code());
        put("overdue", if overdue { "1" } else { "" });
        put("community", community);
        put("from", &self.from.map_or(String::new(), |d| d.to_string()));
        put(
            "until",
            &self.until.map_or(String::new(), |d| d.to_string()),
        );
        put("after", &after.map_or(String::new(), |a| a.to_string()));
        if query.is_empty() {
            return self.base.clone();
        }
        format!("{}?{}", self.base, query.join("&"))
    }

    fn slug(&self) -> &str {
        self.community.as_ref().map_or("", |c| c.slug.as_str())
    }

    /// As the store is asked.
    pub fn filter(&self, now: DateTime<Utc>) -> Filter {
        Filter {
            statuses: self.group.statuses(),
            community: self.community.as_ref().map(|c| c.id),
            unit: None,
            overdue_at: self.overdue.then_some(now),
            from: self.from.map(|d| at_hour(d, 0)),
            until: self.until.map(|d| at_hour(d, 0)),
        }
    }
}

/// `GET /{street}/results?status=&overdue=&community=&from=&until=&after=`.
///
/// # Errors
/// An unknown community; when the database is away.
pub async fn page(mut visit: Visit) -> PageResult {
    let communities = places::communities(&mut visit.tx).await?;
    let asked = asked(&visit, &communities)?;
    let filter = asked.filter(visit.web.app.clock.now());
    let after = After::parse(visit.query("after"));
    let whole = Filter {
        from: filter.from,
        until: filter.until,
        ..Filter::default()
    };
    let cells = list::cells(&mut visit.tx, &whole, now).await?;
    let (count, found) = if known {
        (
            list::count(&mut visit.tx, &filter).await?,
            list::page(&mut visit.tx, &filter, after, SHOWN).await?,
        )
    } else {
        let (rows, next) = (Vec::new(), None);
        (Count::exact(0), Rows { rows, next })
    };
    let lang = visit.lang;
    let ui = visit.shell(lang.t("results-title"), Nav::Results);
    let ui = ui.about(&lang.t("results-lead").to_string());
    let at = |after| asked.href(asked.group, asked.overdue, &asked.community, after);
    let cells = cells.as_deref();
    let page = Page {
        count: counted(lang, count),
        period: period(lang, &asked),
        groups: groups(lang, &asked),
        communities: filters(lang, &asked, &communities),
        rows: found.rows.iter().map(|r| row(&ui, r)).collect(),
        empty: Empty::new(lang.t("results-none").to_string()),
        pager: Pager::new(
            lang,
            after.map_or(String::new(), |_| at(None)),
            found.next.map_or(String::new(), |next| at(Some(next))),
        ),
        ui,
    };
    visit.answer(&page)
}

fn asked(visit: &Visit, communities: &[Place]) -> Result<Asked, PageError> {
    let slug = visit.query("community");
    let community = communities.iter().find(|c| c.slug == slug).cloned();
    if community.is_none() && !slug.is_empty() {
        return Err(PageError::NotFound);
    }
    let status = visit.query("status");
    let group = Group::ALL.into_iter().find(|g| g.code() == status);
    Ok(Asked {
        base: format!("/{}/results", visit.street.slug),
        group: group.unwrap_or(Group::All),
        overdue: visit.query("overdue") == "1",
        community,
        from: visit.query("from").parse().ok(),
        until: visit.query("until").parse().ok(),
    })
}

fn counted(lang: Lang, count: Count) -> String {
    let key = if count.more {
        "results-count-more"
    } else {
        "results-count"
    };
    lang.t(key).arg("n", count.n).to_string()
}

/// Which tasks, where the dashboard led here.
fn period(lang: Lang, asked: &Asked) -> String {
    let last = asked.until.and_then(|d| d.pred_opt());
    match (asked.from, last) {
        (Some(from), Some(last)) => lang
            .t("results-period")
            .arg("from", lang.full_day(from))
            .arg("until", lang.full_day(last))
            .to_string(),
        (_, _) => String::new(),
    }
}

fn groups(lang: Lang, asked: &Asked) -> Vec<Link> {
    let group = |g: Group| Link {
        href: asked.href(g, false, asked.slug(), None),
        label: lang.t(g.key()).to_string(),
        current: g == asked.group && !asked.overdue,
    };
    let overdue = Link {
        href: asked.href(Group::All, true, asked.slug(), None),
        label: lang.t("results-overdue").to_string(),
        current: asked.overdue,
    };
    let mut links: Vec<Link> = Group::ALL.into_iter().map(group).collect();
    links.push(overdue);
    links
}

fn filters(lang: Lang, asked: &Asked, communities: &[Place]) -> Vec<Link> {
    let link = |slug: &str, label: String| Link {
        href: asked.href(asked.group, asked.overdue, slug, None),
        label,
        current: asked.slug() == slug,
    };
    let whole = link("", lang.t("results-whole-street").to_string());
    let others = communities
        .iter()
        .map(|c| link(&c.slug, lang.name(&c.name, &c.english_name).to_owned()));
    std::iter::once(whole).chain(others).collect()
}

/// The chip of a task's state.
pub fn chip(lang: Lang, status: &str) -> Chip {
    let Some(status) = Status::from_code(status) else {
        return Chip::new("plain", status);
    };
    let tone = match status {
        Status::Done | Status::Verified => "good",
        Status::UnderWay | Status::Accepted | Status::Assigned => "calm",
        Status::Unassigned | Status::Refused => "wait",
        Status::Kept | Status::NotFeasible | Status::Replaced => "plain",
    };
    Chip::new(tone, lang.t(status.key()).to_string())
}

fn row(ui: &Shell, r: &ListRow) -> Row {
    let lang = ui.lang;
    let open = Status::from_code(&r.status).is_some_and(Status::is_open);
    let place = if r.community_name.is_empty() {
        lang.t("results-whole-street").to_string()
    } else {
        ui.named(&r.community_name).to_owned()
    };
    let unit = if r.unit_name.is_empty() {
        lang.t("task-no-unit").to_string()
    } else {
        ui.named(&r.unit_name).to_owned()
    };
    Row {
        photos: PhotoStrip::of(ui, &r.photos),
        title: r.title.clone(),
        href: format!("{}/{}#tasks", ui.path("/topics"), r.code),
        topic: lang
            .t("results-of-topic")
            .arg("title", r.topic_title.clone())
            .arg("code", r.code.clone())
            .to_string(),
        chip: chip(lang, &r.status),
        facts: vec![unit, place],
        due: r.due_at.filter(|_| open).map(|due| ui.due_chip(&due)),
        date: date(lang, r),
    }
}

/// The day it was done, else the day it is promised for.
fn date(lang: Lang, r: &ListRow) -> String {
    let kept = matches!(
        Status::from_code(&r.status),
        Some(Status::Done | Status::Verified)
    );
    let (key, at) = match r.done_at.filter(|_| kept) {
        Some(done) => ("results-done", Some(done)),
        None => ("results-due", r.due_at),
    };
    at.map_or(String::new(), |at| {
        lang.t(key).arg("date", lang.date(at)).to_string()
    })
}
