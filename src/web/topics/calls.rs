//! `/{street}/calls`: the public calls of a street, each with a page, a code for its notice board and a
//! counter.

use askama::Template;
use chrono::NaiveDate;
use uuid::Uuid;

use crate::domain::calendar::local_day;
use crate::domain::policy::Viewer;
use crate::domain::topics::calls::{announces, may_announce};
use crate::kit::export::qr_svg;
use crate::store::topics::calls::{self, CallRow};
use crate::store::topics::list::{self, Filter, Order};
use crate::web::kit::cards::{Card, card};
use crate::web::kit::form::{Field, Form};
use crate::web::kit::parts::{Chip, Empty};
use crate::web::kit::{Nav, PageError, PageResult, Shell, Visit};

/// Calls of the list.
const SHOWN: i64 = 50;

/// Topics on a call's page.
const TOPICS: usize = 50;

/// A call in words.
struct Said {
    href: String,
    title: String,
    chip: Chip,
    facts: Vec<String>,
}

#[derive(Template)]
#[template(path = "topics/calls.html")]
struct List {
    ui: Shell,
    calls: Vec<Said>,
    empty: Empty,
    /// Whoever reads may announce one.
    announces: bool,
}

/// `GET /{street}/calls`.
///
/// # Errors
/// When the database is away.
pub async fn list(mut visit: Visit) -> PageResult {
    let rows = calls::all(&mut visit.tx, SHOWN).await?;
    let today = local_day(visit.web.app.clock.now());
    let ui = visit.shell(visit.lang.t("calls-title"), Nav::Other);
    let ui = ui.about(&visit.lang.t("calls-lead").to_string());
    let page = List {
        calls: rows
            .iter()
            .map(|r| {
                let mut said = said(&ui, r, today);
                let n = ui.t("calls-answers").arg("n", r.answers);
                said.facts.push(n.to_string());
                said
            })
            .collect(),
        empty: Empty::new(ui.t("calls-none")).action(ui.path("/topics/new"), ui.t("topics-raise")),
        announces: visit.me.as_ref().is_some_and(|me| announces(&me.actor)),
        ui,
    };
    visit.answer(&page)
}

/// What is scanned from a notice board while a call is open.
struct Scan {
    qr: String,
    address: String,
}

#[derive(Template)]
#[template(path = "topics/call.html")]
struct Page {
    ui: Shell,
    chip: Chip,
    facts: Vec<String>,
    answers: String,
    body: Vec<String>,
    raise: String,
    scan: Option<Scan>,
    /// Instead: when it opens, or what it led to.
    told: (String, String),
    /// When and why it was ended before its last day; empty where it was not.
    ended: Option<(String, String)>,
    /// The form that ends it, for who announces its council's.
    end: Option<Form>,
    /// Whoever reads hangs it up.
    announces: bool,
    cards: Vec<Card>,
    hidden: String,
}

/// `GET /{street}/calls/{id}`.
///
/// # Errors
/// [`PageError::NotFound`]; when the database is away.
pub async fn page(mut visit: Visit) -> PageResult {
    let id = Uuid::try_parse(visit.param("id")).map_err(|_| PageError::NotFound)?;
    let call = calls::find(&mut visit.tx, id).await?;
    let call = call.ok_or(PageError::NotFound)?;
    let limit = i64::try_from(TOPICS).unwrap_or(i64::MAX);
    let answers = calls::answers(&mut visit.tx, id, limit).await?;
    let viewer = Viewer::of(visit.me.as_ref().map(|m| &m.actor));
    let filter = Filter {
        ids: Some(answers),
        order: Order::Newest,
        ..Filter::default()
    };
    let topics = list::page(&mut visit.tx, &viewer, &filter, None, TOPICS).await?;
    let today = local_day(visit.web.app.clock.now());
    let ui = visit
        .shell(call.title.clone(), Nav::Other)
        .about(&call.body);
    let said = said(&ui, &call, today);
    let ends = call.ended_at.is_none()
        && today <= call.closes_on
        && (visit.me.as_ref()).is_some_and(|me| may_announce(&me.actor, call.council_id));
    let unseen = call.answers - i64::try_from(topics.rows.len()).unwrap_or(0);
    let open = call.takes(today);
    let address = format!("{}{}", visit.web.config.public_url, said.href);
    let page = Page {
        chip: said.chip,
        facts: said.facts,
        body: call.body.lines().map(str::to_owned).collect(),
        raise: if open {
            let place = if call.community_slug.is_empty() {
                String::new()
            } else {
                format!("&community={}", call.community_slug)
            };
            ui.path(&format!("/topics/new?call={id}{place}"))
        } else {
            String::new()
        },
        ended: call.ended_at.map(|at| {
            let at = ui.lang.short_date_time(at);
            (
                ui.t("calls-ended-why").arg("at", at).to_string(),
                call.ended.clone(),
            )
        }),
        end: ends.then(|| visit.form(end_form(&ui, id))),
        answers: ui.t("calls-answers").arg("n", call.answers).to_string(),
        scan: match open {
            true => Some(Scan {
                qr: qr_svg(&address).map_err(PageError::fault)?,
                address,
            }),
            false => None,
        },
        told: told(&ui, &call, today),
        announces: visit.me.as_ref().is_some_and(|me| announces(&me.actor)),
        cards: topics.rows.iter().map(|r| card(&ui, r)).collect(),
        hidden: if unseen > 0 {
            ui.t("calls-not-yet").arg("n", unseen).to_string()
        } else {
            String::new()
        },
        ui,
    };
    visit.answer(&page)
}

/// Of a call that takes no topics: when it opens, or what it led to.
fn told(ui: &Shell, call: &CallRow, today: NaiveDate) -> (String, String) {
    let lang = ui.lang;
    if today < call.opens_on && call.ended_at.is_none() {
        let text = lang.t("calls-when-text");
        let text = text.arg("date", lang.day(call.opens_on));
        return (lang.t("calls-when").to_string(), text.to_string());
    }
    let last = call.ended_at.map_or(call.closes_on, local_day);
    let text = lang.t("calls-came-text").arg("n", call.answers);
    let text = text.arg("date", lang.day(last));
    (lang.t("calls-came").to_string(), text.to_string())
}

/// For a call that was announced by mistake: nothing of it is changed, but it takes no more topics.
fn end_form(ui: &Shell, id: Uuid) -> Form {
    Form::new(ui.path(&format!("/calls/{id}/end")), ui.t("calls-end"))
        .danger()
        .folded()
        .field(
            Field::area("reason", ui.t("field-public-why"))
                .rows(2)
                .max(1_000),
        )
        .note(ui.t("calls-end-note"))
}

fn said(ui: &Shell, call: &CallRow, today: NaiveDate) -> Said {
    let lang = ui.lang;
    let chip = if call.ended_at.is_some() {
        Chip::new("plain", lang.t("calls-ended"))
    } else if today < call.opens_on {
        Chip::new("plain", lang.t("calls-ahead"))
    } else if today > call.closes_on {
        Chip::new("plain", lang.t("calls-closed"))
    } else {
        let days = (call.closes_on - today).num_days() + 1;
        Chip::new("calm", lang.t("calls-open").arg("n", days))
    };
    Said {
        href: ui.path(&format!("/calls/{}", call.id)),
        title: call.title.clone(),
        chip,
        facts: vec![
            lang.name(&call.council_name, &call.council_english_name)
                .to_owned(),
            lang.t("calls-days")
                .arg("from", lang.day(call.opens_on))
                .arg("until", lang.day(call.closes_on))
                .to_string(),
        ],
    }
}
