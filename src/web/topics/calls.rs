//! `/{street}/calls`: the public calls of a street, each with a page, a code for its notice board and a
//! counter; and the form by which one is announced.

use askama::Template;
use chrono::{Days, NaiveDate};
use uuid::Uuid;

use crate::domain::calendar::local_day;
use crate::domain::policy::Viewer;
use crate::domain::topics::calls::{FEWEST, MOST, is_open, may_announce};
use crate::kit::export::qr_svg;
use crate::service::Problem;
use crate::service::topics::announce;
use crate::store::people::places;
use crate::store::topics::calls::{self, CallRow};
use crate::store::topics::list::{self, Filter, Order};
use crate::web::kit::cards::{Card, card};
use crate::web::kit::form::{Choice, Field, Form, Kind};
use crate::web::kit::parts::{Chip, Empty};
use crate::web::kit::{self, Flash, Nav, PageError, PageResult, Sent, Shell, Visit};

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
    form: Option<Form>,
}

/// `GET /{street}/calls`.
///
/// # Errors
/// When the database is away.
pub async fn list(mut visit: Visit) -> PageResult {
    let rows = calls::all(&mut visit.tx, SHOWN).await?;
    let today = local_day(visit.web.app.clock.now());
    let me = visit.me.clone();
    let ui = visit.shell(visit.lang.t("calls-title"), Nav::Other);
    let mut form = None;
    if let Some(me) = me {
        let all = places::councils(&mut visit.tx).await?;
        let own: Vec<Choice> = all
            .iter()
            .filter(|c| may_announce(&me.actor, c.id))
            .map(|c| Choice::new(c.id.to_string(), ui.lang.name(&c.name, &c.english_name)))
            .collect();
        form = (!own.is_empty()).then(|| visit.form(announcement(&ui, today, own)));
    }
    let page = List {
        calls: rows.iter().map(|r| said(&ui, r, today)).collect(),
        empty: Empty::new(ui.t("calls-none")).action(ui.path("/topics/new"), ui.t("topics-raise")),
        form,
        ui,
    };
    visit.answer(&page)
}

fn announcement(ui: &Shell, today: NaiveDate, councils: Vec<Choice>) -> Form {
    let only = match councils.as_slice() {
        [one] => one.value.clone(),
        _ => String::new(),
    };
    let day = |name: &str, label: &'static str, day: NaiveDate| {
        Field::new(Kind::Date, name, ui.t(label)).value(day.to_string())
    };
    let last = today.checked_add_days(Days::new(MOST - 1)).unwrap_or(today);
    Form::new(ui.path("/calls"), ui.t("calls-announce"))
        .title(ui.t("calls-new"))
        .quiet()
        .field(Field::select("council", ui.t("calls-council"), councils).value(&only))
        .field(
            Field::text("title", ui.t("calls-field-title"))
                .hint(ui.t("calls-field-title-hint"))
                .max(60),
        )
        .field(
            Field::area("body", ui.t("calls-field-body"))
                .hint(ui.t("calls-field-body-hint"))
                .max(2_000),
        )
        .field(day("opens_on", "calls-opens", today))
        .field(
            day("closes_on", "calls-closes", last).hint(
                ui.t("calls-closes-hint")
                    .arg("fewest", FEWEST)
                    .arg("most", MOST),
            ),
        )
        .note(ui.t("calls-note"))
}

#[derive(Template)]
#[template(path = "topics/call.html")]
struct Page {
    ui: Shell,
    chip: Chip,
    facts: Vec<String>,
    body: Vec<String>,
    raise: String,
    qr: String,
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
    let unseen = call.answers - i64::try_from(topics.rows.len()).unwrap_or(0);
    let address = format!("{}{}", visit.web.config.public_url, said.href);
    let page = Page {
        chip: said.chip,
        facts: said.facts,
        body: call.body.lines().map(str::to_owned).collect(),
        raise: if is_open(call.opens_on, call.closes_on, today) {
            let place = if call.community_slug.is_empty() {
                String::new()
            } else {
                format!("&community={}", call.community_slug)
            };
            ui.path(&format!("/topics/new?call={id}{place}"))
        } else {
            String::new()
        },
        qr: qr_svg(&address).map_err(PageError::fault)?,
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

fn said(ui: &Shell, call: &CallRow, today: NaiveDate) -> Said {
    let lang = ui.lang;
    let chip = if today < call.opens_on {
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
            lang.t("calls-answers").arg("n", call.answers).to_string(),
        ],
    }
}

/// `POST /{street}/calls`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; when the database is away.
pub async fn send(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("topics.call").await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    match announce(tx, &sent.web.app, &me, sent.raw()).await {
        Ok(id) => Ok(sent.to(
            &format!("/calls/{id}"),
            Some(&Flash::said("call-announced")),
        )),
        Err(Problem::Invalid(errors)) => {
            let page = format!("/{}/calls", sent.street.slug);
            Ok(kit::invalid(&sent.asked, &page, errors).await)
        }
        Err(problem) => Err(problem.into()),
    }
}
