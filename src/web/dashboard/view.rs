//! The board as a page.

use askama::Template;

use super::board::{Board, Late, Line};
use crate::domain::dashboard::{Fulfilment, Period, Share, Span};
use crate::domain::topics::WHOLE_STREET;
use crate::domain::workflow::Verb;
use crate::kit::i18n::Lang;
use crate::web::kit::{Nav, PageResult, Shell, Visit, answer};

/// Overdue topics that the page lists; the files have all that are looked at.
pub const LISTED: i64 = 100;

/// A link of a filter.
struct Link {
    href: String,
    label: String,
    current: bool,
}

/// One of the four numbers.
struct Number {
    label: String,
    value: String,
    small: String,
    href: String,
    late: bool,
}

/// A step's row.
struct StepRow {
    no: u8,
    name: String,
    topics: i64,
    topics_href: String,
    overdue: String,
    late: bool,
    overdue_href: String,
    median: String,
    limit: String,
    slow: bool,
}

/// A row with a number that leads somewhere.
struct Row {
    label: String,
    value: String,
    small: String,
    href: String,
}

/// An overdue topic's row.
struct LateRow {
    code: String,
    title: String,
    href: String,
    step: String,
    owners: String,
    verb: String,
    days: i64,
}

#[derive(Template)]
#[template(path = "dashboard/page.html")]
struct Page {
    ui: Shell,
    heading: String,
    scope: String,
    spans: Vec<Link>,
    communities: Vec<Link>,
    csv: String,
    xlsx: String,
    numbers: Vec<Number>,
    steps: Vec<StepRow>,
    most: i64,
    owners: Vec<Row>,
    results: Vec<Row>,
    rated: Vec<Row>,
    late: Vec<LateRow>,
    late_title: String,
    late_all: String,
    late_more: bool,
}

/// Renders the board.
pub fn page(visit: Visit, board: &Board) -> PageResult {
    let ui = visit.shell(visit.lang.t("dashboard-title").to_string(), Nav::Dashboard);
    let links = Links {
        base: ui.path(""),
        span: board.asked.span,
        community: board.asked.community.clone(),
    };
    let lang = ui.lang;
    let listed = usize::try_from(LISTED).unwrap_or(usize::MAX);
    let page = Page {
        heading: lang.period(board.period),
        scope: scope(lang, board),
        spans: spans(lang, &links),
        communities: communities(lang, board, &links),
        csv: links.board("dashboard.csv", links.span, &links.community),
        xlsx: links.board("dashboard.xlsx", links.span, &links.community),
        numbers: numbers(lang, board, &links),
        most: board
            .lines
            .iter()
            .map(|l| l.topics)
            .max()
            .unwrap_or(1)
            .max(1),
        steps: board
            .lines
            .iter()
            .map(|l| step(lang, board, l, &links))
            .collect(),
        owners: board
            .owners
            .iter()
            .take(12)
            .map(|(key, name, n)| Row {
                label: owner(lang, key, name),
                value: board.late_count(*n),
                small: String::new(),
                href: links.late(&format!("owner={}", answer::encode(key))),
            })
            .collect(),
        results: results(lang, &board.fulfilment)
            .into_iter()
            .map(|(key, n, query)| Row {
                label: lang.t(key).to_string(),
                value: n.to_string(),
                small: String::new(),
                href: links.results(board.period, query),
            })
            .collect(),
        rated: board
            .rated
            .iter()
            .map(|r| Row {
                label: r.place.as_ref().map_or_else(
                    || lang.t("dashboard-street-council").to_string(),
                    |p| lang.name(&p.name, &p.english_name).to_owned(),
                ),
                value: percent(lang, r.share),
                small: votes(lang, r.share),
                href: links.rated(
                    board.period,
                    r.place.as_ref().map_or(WHOLE_STREET, |p| &p.slug),
                ),
            })
            .collect(),
        late: board
            .late
            .iter()
            .take(listed)
            .map(|l| late(lang, l, &links))
            .collect(),
        late_title: late_title(lang, board),
        late_all: if board.asked.step.is_some() || !board.asked.owner.is_empty() {
            links.late("")
        } else {
            String::new()
        },
        late_more: board.late_more || board.late.len() > listed,
        ui,
    };
    visit.answer(&page)
}

/// Addresses that keep period and community.
struct Links {
    base: String,
    span: Span,
    community: String,
}

impl Links {
    fn board(&self, file: &str, span: Span, community: &str) -> String {
        let mut href = format!("{}/{file}?period={}", self.base, span.code());
        if !community.is_empty() {
            href.push_str(&format!("&community={community}"));
        }
        href
    }

    fn late(&self, more: &str) -> String {
        let mut href = self.board("dashboard", self.span, &self.community);
        if !more.is_empty() {
            href.push('&');
            href.push_str(more);
        }
        href.push_str("#overdue");
        href
    }

    fn list(&self, path: &str, query: &str) -> String {
        let mut href = format!("{}/{path}?{query}", self.base);
        if !self.community.is_empty() {
            href.push_str(&format!("&community={}", self.community));
        }
        href
    }

    fn results(&self, period: Period, query: &str) -> String {
        let query = format!("from={}&until={}{query}", period.from, period.end());
        self.list("results", &query)
    }

    /// The topics that a satisfaction is made of.
    fn rated(&self, period: Period, community: &str) -> String {
        let community = match community {
            "" => String::new(),
            slug => format!("community={slug}&"),
        };
        format!("{}/topics?{community}rated={}", self.base, period.code())
    }
}

/// `10月1日至今天 · 全街道`.
fn scope(lang: Lang, board: &Board) -> String {
    let place = board.community.as_ref().map_or_else(
        || lang.t("dashboard-whole-street").to_string(),
        |c| lang.name(&c.name, &c.english_name).to_owned(),
    );
    lang.t("dashboard-scope")
        .arg("from", lang.day(board.period.from))
        .arg("place", place)
        .to_string()
}

fn spans(lang: Lang, links: &Links) -> Vec<Link> {
    Span::ALL
        .into_iter()
        .map(|span| Link {
            href: links.board("dashboard", span, &links.community),
            label: lang
                .t(format!("dashboard-span-{}", span.code()))
                .to_string(),
            current: span == links.span,
        })
        .collect()
}

fn communities(lang: Lang, board: &Board, links: &Links) -> Vec<Link> {
    let whole = Link {
        href: links.board("dashboard", links.span, ""),
        label: lang.t("dashboard-whole-street").to_string(),
        current: links.community.is_empty(),
    };
    let others = board.communities.iter().map(|c| Link {
        href: links.board("dashboard", links.span, &c.slug),
        label: lang.name(&c.name, &c.english_name).to_owned(),
        current: links.community == c.slug,
    });
    std::iter::once(whole).chain(others).collect()
}

fn numbers(lang: Lang, board: &Board, links: &Links) -> Vec<Number> {
    let before = &board.fulfilment_before;
    vec![
        Number {
            label: lang.t("dashboard-open").to_string(),
            value: board.open.to_string(),
            small: match board.suspended {
                0 => lang.t("dashboard-unit-topics").to_string(),
                n => lang.t("dashboard-and-suspended").arg("n", n).to_string(),
            },
            href: links.list("topics", "state=open"),
            late: false,
        },
        Number {
            label: lang.t("dashboard-overdue").to_string(),
            value: board.late_count(board.late_all),
            small: lang.t("dashboard-unit-topics").to_string(),
            href: links.late(""),
            late: board.late_all > 0 || board.late_more,
        },
        Number {
            label: lang.t("dashboard-kept").to_string(),
            value: board.fulfilment.done.to_string(),
            small: match before.all {
                0 => lang.t("dashboard-kept-all"),
                all => lang
                    .t("dashboard-kept-of")
                    .arg("before", format!("{}/{all}", before.done)),
            }
            .arg("all", board.fulfilment.all)
            .to_string(),
            href: links.results(board.period, "&status=fulfilled"),
            late: false,
        },
        Number {
            label: lang.t("dashboard-satisfaction").to_string(),
            value: percent(lang, board.satisfaction),
            small: match board.satisfaction_before.whole {
                0 => lang.t("dashboard-votes"),
                _ => lang
                    .t("dashboard-votes-before")
                    .arg("before", percent(lang, board.satisfaction_before)),
            }
            .arg("n", board.satisfaction.whole)
            .to_string(),
            href: links.rated(board.period, &links.community),
            late: false,
        },
    ]
}

fn step(lang: Lang, board: &Board, line: &Line, links: &Links) -> StepRow {
    let no = line.step.no();
    StepRow {
        no,
        name: lang.t(line.step.key()).to_string(),
        topics: line.topics,
        topics_href: links.list("topics", &format!("step={no}")),
        overdue: board.late_count(line.overdue),
        late: line.overdue > 0 || board.late_more,
        overdue_href: links.late(&format!("step={no}")),
        median: line
            .median
            .map_or_else(|| "–".to_owned(), |d| d.to_string()),
        limit: line.limit.map_or_else(
            || lang.t("dashboard-limit-session").to_string(),
            |d| lang.t("dashboard-days").arg("n", d).to_string(),
        ),
        slow: matches!((line.median, line.limit), (Some(m), Some(l)) if m > l),
    }
}

/// The results of tasks: text, how many, and the query of their list.
pub fn results(_lang: Lang, f: &Fulfilment) -> [(&'static str, i64, &'static str); 6] {
    [
        ("dashboard-task-all", f.all, ""),
        ("dashboard-task-done", f.done, "&status=fulfilled"),
        ("dashboard-task-under-way", f.under_way, "&status=under_way"),
        ("dashboard-task-kept", f.kept, "&status=kept"),
        (
            "dashboard-task-not-feasible",
            f.not_feasible,
            "&status=not_feasible",
        ),
        ("dashboard-task-open", f.open, "&status=open"),
    ]
}

fn late(lang: Lang, late: &Late, links: &Links) -> LateRow {
    LateRow {
        code: late.code.clone(),
        title: late.title.clone(),
        href: format!("{}/topics/{}", links.base, late.code),
        step: late
            .step
            .map_or(String::new(), |s| lang.t(s.key()).to_string()),
        owners: who(lang, late),
        verb: verb(lang, late),
        days: late.days,
    }
}

/// Everybody on whose desk it lies.
pub fn who(lang: Lang, late: &Late) -> String {
    let names: Vec<String> = late.owners.iter().map(|(k, n)| owner(lang, k, n)).collect();
    lang.join(&names)
}

/// What is due.
pub fn verb(lang: Lang, late: &Late) -> String {
    Verb::from_code(&late.verb).map_or(String::new(), |v| lang.t(v.key()).to_string())
}

/// A holder key in words: a department, a seat of a council, a role, a person.
pub fn owner(lang: Lang, key: &str, name: &str) -> String {
    let mut parts = key.split(':');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("unit"), _, _) => name.to_owned(),
        (Some("council"), _, Some("liaison")) => {
            format!("{name} · {}", lang.t("role-liaison"))
        }
        (Some("council"), _, Some(seat)) => {
            format!(
                "{name} · {}",
                lang.t(format!("seat-{}", seat.replace('_', "-")))
            )
        }
        (Some("role"), Some(role), _) => lang
            .t(format!("role-{}", role.replace('_', "-")))
            .to_string(),
        (Some("member"), _, _) => lang.t("who-linked-member").to_string(),
        (_, _, _) => lang.t("dashboard-owner-person").to_string(),
    }
}

fn late_title(lang: Lang, board: &Board) -> String {
    match (board.asked.step, board.asked.owner.as_str()) {
        (Some(step), _) => lang
            .t("dashboard-late-at")
            .arg("step", lang.t(step.key()))
            .to_string(),
        (None, "") => lang.t("dashboard-late").to_string(),
        (None, key) => {
            let name = board.owners.iter().find(|(k, _, _)| k == key);
            lang.t("dashboard-late-with")
                .arg("who", owner(lang, key, name.map_or("", |o| o.1.as_str())))
                .to_string()
        }
    }
}

/// `91%`, or a dash of nothing.
pub fn percent(_lang: Lang, share: Share) -> String {
    share
        .percent()
        .map_or_else(|| "–".to_owned(), |p| format!("{p}%"))
}

fn votes(lang: Lang, share: Share) -> String {
    lang.t("dashboard-votes").arg("n", share.whole).to_string()
}
