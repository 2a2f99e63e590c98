//! `/`: the streets, and `/{street}`: what a street asks, deliberates and has kept.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{StatusCode, header};

use super::kit::asked::Asked;
use super::kit::cookies::{self, Kept};
use super::kit::parts::{Chip, Empty};
use super::kit::{AppState, Nav, PageResult, Shell, Visit, answer};
use crate::domain::policy::Viewer;
use crate::domain::workflow::Step;
use crate::kit::i18n::Lang;
use crate::store::system_tx::Street;
use crate::store::topics::list::{self, Cell, Filter, ListRow};

/// How many topics the portal shows.
const SHOWN: usize = 8;

#[derive(Template)]
#[template(path = "portal/streets.html")]
struct StreetsPage {
    ui: Shell,
    words: String,
    streets: Vec<Arc<Street>>,
    last: Option<Arc<Street>>,
}

/// `GET /?q=`: the streets, the one visited last first.
///
/// # Errors
/// None beyond the template's.
pub async fn streets(
    State(web): State<AppState>,
    Extension(asked): Extension<Asked>,
) -> PageResult {
    let words = asked.query.get("q").map_or("", |q| q.trim()).to_owned();
    let all = web.streets.all().await;
    let fits = |s: &&Arc<Street>| {
        s.name.contains(&words)
            || s.english_name
                .to_lowercase()
                .contains(&words.to_lowercase())
            || s.division_code.starts_with(&words)
            || s.slug.contains(&words.to_lowercase())
    };
    let last = cookies::value(&asked.jar, cookies::STREET);
    let page = StreetsPage {
        streets: all.values().filter(fits).take(200).cloned().collect(),
        last: all.get(last).filter(|_| words.is_empty()).cloned(),
        ui: Shell::new(&web, &asked, asked.lang.t("streets-title"), Nav::Other),
        words,
    };
    answer::page(&page, StatusCode::OK)
}

/// A topic in the portal's list.
struct Row {
    code: String,
    title: String,
    chip: Chip,
    facts: Vec<String>,
    side: String,
}

/// One of the four numbers.
struct Number {
    label: String,
    value: String,
    unit: String,
    href: String,
}

#[derive(Template)]
#[template(path = "portal/street.html")]
struct StreetPage {
    ui: Shell,
    numbers: Vec<Number>,
    rows: Vec<Row>,
    empty: Empty,
}

/// `GET /{street}`.
///
/// # Errors
/// When the database is away.
pub async fn street(mut visit: Visit) -> PageResult {
    let cells = list::cells(&mut visit.tx).await?;
    let page = list::page(
        &mut visit.tx,
        &Viewer::default(),
        &Filter::default(),
        None,
        SHOWN,
    )
    .await?;
    let ui = visit.shell("", Nav::Home);
    let street = visit.street.slug.clone();
    let lang = visit.lang;
    let seen = cookies::value(&visit.asked.jar, cookies::STREET) == street;
    let cookie = cookies::set(&visit.web.config, cookies::STREET, &street, Kept::Days(365));
    let shown = StreetPage {
        numbers: numbers(lang, &street, &cells),
        rows: page.rows.iter().map(|r| row(&ui, r)).collect(),
        empty: Empty::new(lang.t("portal-empty"))
            .action(format!("/{street}/topics/new"), lang.t("portal-submit")),
        ui,
    };
    let mut response = visit.answer(&shown)?;
    if !seen {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The four numbers, from the counts that each decision keeps: what is asked, deliberated, being
/// done, concluded. Each leads to its rows.
fn numbers(lang: Lang, street: &str, cells: &[Cell]) -> Vec<Number> {
    let count = |fits: &dyn Fn(&Cell) -> bool| -> i32 {
        let public = cells.iter().filter(|c| c.visibility == "public");
        public.filter(|c| fits(c)).map(|c| c.n).sum()
    };
    let at = |c: &Cell, steps: [Step; 2]| {
        let there = steps.iter().any(|s| i16::from(s.no()) == c.step);
        there && matches!(c.state.as_str(), "open" | "suspended")
    };
    let number = |key: &str, n: i32, query: &str| Number {
        label: lang.t(key).to_string(),
        value: n.to_string(),
        unit: lang.t("portal-unit").arg("n", n).to_string(),
        href: format!("/{street}/topics?{query}"),
    };
    let asked = count(&|c| at(c, [Step::Solicitation, Step::Scheduling]));
    let talked = count(&|c| at(c, [Step::Research, Step::Deliberation]));
    let doing = count(&|c| at(c, [Step::Feedback, Step::Conversion]))
        + count(&|c| at(c, [Step::Supervision, Step::Evaluation]));
    let done = count(&|c| c.state == "concluded");
    vec![
        number("portal-asked", asked, "step=1"),
        number("portal-talked", talked, "step=4"),
        number("portal-doing", doing, "step=6"),
        number("portal-done", done, "state=concluded"),
    ]
}

fn row(ui: &Shell, r: &ListRow) -> Row {
    let lang = ui.lang;
    let step = u8::try_from(r.step).ok().and_then(Step::from_no);
    let step = step.map_or(String::new(), |s| {
        let line = lang.t("track-step").arg("n", s.no());
        line.arg("name", lang.t(s.key())).to_string()
    });
    let chip = match (r.state.as_str(), r.due_at) {
        ("open", Some(due)) => {
            let left = ui.due_chip(&due);
            Chip::new(left.tone, format!("{step} · {}", left.text))
        }
        ("open", None) => Chip::new("calm", step),
        ("concluded", _) => Chip::new("good", lang.t("standing-concluded")),
        (other, _) => Chip::new(
            "plain",
            lang.t(format!("standing-{}", other.replace('_', "-"))),
        ),
    };
    let place = if r.community_name.is_empty() {
        r.council_name.clone()
    } else {
        r.community_name.clone()
    };
    Row {
        code: r.code.clone(),
        title: r.title.clone(),
        chip,
        facts: vec![
            place,
            lang.t("portal-supports").arg("n", r.supports).to_string(),
            r.category_name.clone(),
        ],
        side: lang.short_date(r.updated_at),
    }
}
