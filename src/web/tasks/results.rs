//! `/{street}/results`: every promise of the street by state, with its date.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::domain::calendar::at_hour;
use crate::domain::fields::Fields;
use crate::domain::tasks::Status;
use crate::domain::topics::WHOLE_STREET;
use crate::kit::i18n::Lang;
use crate::store::page::{After, Count, Page as Rows};
use crate::store::people::places::{self, Place};
use crate::store::tasks::list::{self, Cell, Filter, ListRow, OPEN};
use crate::web::kit::parts::{Around, Chip, Empty, Pager};
use crate::web::kit::strip::PhotoStrip;
use crate::web::kit::{Nav, PageResult, Shell, Visit};

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

    /// The one that a task of this status is in; all where there is none.
    pub fn of(status: &str) -> Self {
        let mut groups = Self::ALL.into_iter();
        let group = groups.find(|g| g.statuses().contains(&status));
        group.unwrap_or(Self::All)
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
    /// How many promises it holds, where they were counted.
    n: Option<i64>,
}

struct Row {
    title: String,
    href: String,
    topic: Around,
    code: String,
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
    /// A community's part of an address, or [`WHOLE_STREET`]; empty for all.
    community: String,
    /// Its id, nil for the whole street.
    place: Option<Uuid>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

/// The part of an address and the id of what a filter names.
fn place(
    communities: &[Place],
    named: impl Fn(&Place) -> bool,
    text: &str,
) -> Option<(String, Uuid)> {
    if text == WHOLE_STREET {
        return Some((text.to_owned(), Uuid::nil()));
    }
    let there = communities.iter().find(|c| named(c));
    there.map(|c| (c.slug.clone(), c.id))
}

impl Asked {
    /// As the page's own reading, for a program: a value that says nothing is an error at its field.
    pub fn strict(f: &mut Fields<'_>, communities: &[Place]) -> Self {
        let named = |v: &str| place(communities, |c| c.is_named(v), v);
        let group = |v: &str| Group::ALL.into_iter().find(|g| g.code() == v);
        let yes = |v: &str| matches!(v, "0" | "1").then_some(v == "1");
        let (community, place) = f.opt_choice("community", named).unzip();
        Self {
            base: String::new(),
            group: f.opt_choice("status", group).unwrap_or(Group::All),
            overdue: f.opt_choice("overdue", yes).unwrap_or_default(),
            community: community.unwrap_or_default(),
            place,
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

    /// As the store is asked.
    pub fn filter(&self, now: DateTime<Utc>) -> Filter {
        Filter {
            statuses: self.group.statuses(),
            community: self.place,
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
/// When the database is away.
pub async fn page(mut visit: Visit) -> PageResult {
    let communities = places::communities(&mut visit.tx).await?;
    let (asked, known) = asked(&visit, &communities);
    let now = visit.web.app.clock.now();
    let filter = asked.filter(now);
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
        groups: groups(lang, &asked, cells, known),
        communities: filters(lang, &asked, &communities, cells),
        rows: found.rows.iter().map(|r| row(&ui, r)).collect(),
        empty: if known {
            Empty::new(lang.t("results-none"))
        } else {
            Empty::new(lang.t("topics-none-such")).action(&asked.base, lang.t("results-show-all"))
        },
        pager: Pager::new(
            lang,
            after.map_or(String::new(), |_| at(None)),
            found.next.map_or(String::new(), |next| at(Some(next))),
        ),
        ui,
    };
    visit.answer(&page)
}

/// What the address asks for, and whether every value that it gives is one.
fn asked(visit: &Visit, communities: &[Place]) -> (Asked, bool) {
    let slug = visit.query("community");
    let (community, place) = place(communities, |c| c.slug == slug, slug).unzip();
    let status = visit.query("status");
    let group = Group::ALL.into_iter().find(|g| g.code() == status);
    let overdue = visit.query("overdue");
    let day = |name: &str| visit.query(name).parse().ok();
    let asked = Asked {
        base: format!("/{}/results", visit.street.slug),
        group: group.unwrap_or(Group::All),
        overdue: overdue == "1",
        community: community.unwrap_or_default(),
        place,
        from: day("from"),
        until: day("until"),
    };
    let known = [
        ("community", place.is_some()),
        ("status", group.is_some()),
        ("overdue", matches!(overdue, "0" | "1")),
        ("from", asked.from.is_some()),
        ("until", asked.until.is_some()),
    ];
    let mut known = known.into_iter();
    let known = known.all(|(name, known)| known || visit.query(name).is_empty());
    (asked, known)
}

/// How many of these promises there are in a group, of a community.
fn held(cells: &[Cell], group: Group, overdue: bool, place: Option<Uuid>) -> i64 {
    let statuses = group.statuses();
    let fits = |c: &&Cell| {
        (statuses.is_empty() || statuses.contains(&c.status.as_str()))
            && (!overdue || c.late && OPEN.contains(&c.status.as_str()))
            && place.is_none_or(|place| place == c.community_id.unwrap_or_default())
    };
    cells.iter().filter(fits).map(|c| c.n).sum()
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

fn groups(lang: Lang, asked: &Asked, cells: Option<&[Cell]>, known: bool) -> Vec<Link> {
    let link = |group: Group, overdue: bool, key: &str| Link {
        href: asked.href(group, overdue, &asked.community, None),
        label: lang.t(key).to_string(),
        current: known && (group, overdue) == (asked.group, asked.overdue),
        n: cells.map(|cells| held(cells, group, overdue, asked.place)),
    };
    let groups = Group::ALL.into_iter().map(|g| link(g, false, g.key()));
    let overdue = link(Group::All, true, "results-overdue");
    groups.chain([overdue]).collect()
}

fn filters(lang: Lang, asked: &Asked, communities: &[Place], cells: Option<&[Cell]>) -> Vec<Link> {
    let link = |slug: &str, place: Option<Uuid>, label: String| Link {
        href: asked.href(asked.group, asked.overdue, slug, None),
        label,
        current: asked.community == slug,
        n: cells.map(|cells| held(cells, asked.group, asked.overdue, place)),
    };
    let all = link("", None, lang.t("topics-all").to_string());
    let name = |c: &Place| lang.name(&c.name, &c.english_name).to_owned();
    let each = communities
        .iter()
        .map(|c| link(&c.slug, Some(c.id), name(c)));
    let street = lang.t("results-whole-street").to_string();
    let street = link(WHOLE_STREET, Some(Uuid::nil()), street);
    std::iter::once(all).chain(each).chain([street]).collect()
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
        topic: Around::new(ui, ui.t("results-of-topic"), "title", r.topic_title.clone()),
        code: r.code.clone(),
        chip: chip(lang, &r.status),
        facts: vec![unit, place],
        due: r.due_at.filter(|_| open).map(|due| ui.due_chip(&due)),
        date: date(lang, r),
    }
}

/// The day it was done, else the day it is promised for.
fn date(lang: Lang, r: &ListRow) -> String {
    let kept = Group::of(&r.status) == Group::Fulfilled;
    let (key, at) = match r.done_at.filter(|_| kept) {
        Some(done) => ("results-done", Some(done)),
        None => ("results-due", r.due_at),
    };
    at.map_or(String::new(), |at| {
        lang.t(key).arg("date", lang.date(at)).to_string()
    })
}
