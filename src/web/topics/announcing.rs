//! `/{street}/calls/new`: a public call is written, looked at as residents will see it, and announced.

use askama::Template;
use axum::http::StatusCode;
use chrono::{Days, NaiveDate};
use uuid::Uuid;

use crate::domain::calendar::local_day;
use crate::domain::fields::{FieldErrors, KEY};
use crate::domain::topics::calls::{Call, FEWEST, MOST, may_announce};
use crate::service::topics::{announce, call, end as end_call};
use crate::service::{Me, Problem};
use crate::store::TenantTx;
use crate::store::people::places;
use crate::store::scopes::Council;
use crate::web::kit::form::{Choice, Field, Form, Kind};
use crate::web::kit::{self, Flash, Nav, PageError, PageResult, Sent, Shell, Visit, answer};

#[derive(Template)]
#[template(path = "topics/call_new.html")]
struct New {
    ui: Shell,
    form: Form,
}

/// The councils for which somebody announces calls.
async fn own(tx: &mut TenantTx, me: &Me) -> Result<Vec<Council>, PageError> {
    let mut all = places::councils(tx).await?;
    all.retain(|c| may_announce(&me.actor, c.id));
    Ok(all)
}

/// `GET /{street}/calls/new`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 403 for who announces none.
pub async fn page(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    let own = own(&mut visit.tx, &me).await?;
    if own.is_empty() {
        return Err(PageError::Forbidden("calls-forbidden"));
    }
    let ui = visit.shell(visit.lang.t("calls-new"), Nav::Desk);
    let today = local_day(visit.web.app.clock.now());
    let again = visit.asked.again.as_ref();
    let key = again.and_then(|a| Uuid::try_parse(a.raw.first(KEY)).ok());
    let app = &visit.web.app;
    let key = key.unwrap_or_else(|| app.ids.make(app.clock.now()));
    let page = New {
        form: visit.form(announcement(&ui, key, today, &own)),
        ui,
    };
    visit.answer(&page)
}

fn announcement(ui: &Shell, key: Uuid, today: NaiveDate, own: &[Council]) -> Form {
    let councils: Vec<Choice> = own
        .iter()
        .map(|c| Choice::new(c.id.to_string(), ui.lang.name(&c.name, &c.english_name)))
        .collect();
    let only = match councils.as_slice() {
        [one] => one.value.clone(),
        _ => String::new(),
    };
    let day = |name: &str, label: &'static str, day: NaiveDate| {
        Field::new(Kind::Date, name, ui.t(label)).value(day.to_string())
    };
    let last = today.checked_add_days(Days::new(MOST - 1)).unwrap_or(today);
    Form::new(ui.path("/calls/check"), ui.t("calls-look"))
        .field(Field::hidden(KEY, key.to_string()))
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
        .note(ui.t("calls-look-note"))
}

#[derive(Template)]
#[template(path = "topics/call_check.html")]
struct Check {
    ui: Shell,
    title: String,
    facts: Vec<String>,
    body: Vec<String>,
    send: Form,
    back: Form,
}

/// `POST /{street}/calls/check`: what residents will see; nothing is written.
///
/// # Errors
/// [`PageError::LoginNeeded`]; when the database is away.
pub async fn check(sent: Sent) -> PageResult {
    let (mut tx, me) = sent.open("topics.call-check").await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    let page = format!("/{}/calls/new", sent.street.slug);
    let call = match call(&sent.web.app, &me, sent.raw()) {
        Ok(call) => call,
        Err(Problem::Invalid(errors)) => {
            drop(tx);
            return Ok(kit::invalid(&sent.asked, &page, errors).await);
        }
        Err(problem) => return Err(problem.into()),
    };
    let own = own(&mut tx, &me).await?;
    drop(tx);
    let title = sent.lang.t("calls-check");
    let ui = Shell::new(&sent.web, &sent.asked, title, Nav::Desk);
    let council = own.iter().find(|c| c.id == call.council);
    let council = council.map_or("", |c| ui.lang.name(&c.name, &c.english_name));
    let days = (call.closes_on - call.opens_on).num_days() + 1;
    let days = ui.t("calls-check-days").arg("n", days);
    let days = days.arg("from", ui.lang.full_day(call.opens_on));
    let page = Check {
        facts: vec![
            council.to_owned(),
            days.arg("until", ui.lang.full_day(call.closes_on))
                .to_string(),
        ],
        send: carried(
            &sent,
            &call,
            &page,
            Form::new(ui.path("/calls"), ui.t("calls-announce")),
        )
        .note(ui.t("calls-note")),
        back: carried(
            &sent,
            &call,
            &page,
            Form::new(ui.path("/calls/new"), ui.t("calls-change")),
        )
        .quiet(),
        body: call.body.lines().map(str::to_owned).collect(),
        title: call.title,
        ui,
    };
    answer::page(&page, StatusCode::OK)
}

/// A form that carries the call on, and comes back to the page where it was written.
fn carried(sent: &Sent, call: &Call, page: &str, form: Form) -> Form {
    form.fields([
        Field::hidden("page", page),
        Field::hidden(KEY, sent.raw().first(KEY)),
        Field::hidden("council", call.council.to_string()),
        Field::hidden("title", call.title.clone()),
        Field::hidden("body", call.body.clone()),
        Field::hidden("opens_on", call.opens_on.to_string()),
        Field::hidden("closes_on", call.closes_on.to_string()),
    ])
}

/// `POST /{street}/calls/new`: back to what was written.
///
/// # Errors
/// As the page's.
pub async fn again(sent: Sent) -> PageResult {
    Ok(written(&sent, FieldErrors::default()).await)
}

/// The form with what was written, and what is wrong with it.
async fn written(sent: &Sent, errors: FieldErrors) -> axum::response::Response {
    let slug = &sent.street.slug;
    let page = format!("/{slug}/calls/new");
    kit::back_in(&sent.asked, &page, format!("/{slug}/calls/check"), errors).await
}

/// `POST /{street}/calls`: announced.
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
        Err(Problem::Invalid(errors)) => Ok(written(&sent, errors).await),
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /{street}/calls/{id}/end`: ended before its last day.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 404 for who does not announce for its council; when the database is away.
pub async fn end(sent: Sent) -> PageResult {
    let id = Uuid::try_parse(sent.param("id")).map_err(|_| PageError::NotFound)?;
    let (tx, me) = sent.open("topics.call-end").await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    let below = format!("/calls/{id}");
    match end_call(tx, &sent.web.app, &me, id, sent.raw()).await {
        Ok(()) => Ok(sent.to(&below, Some(&Flash::said("call-ended")))),
        Err(Problem::Invalid(errors)) => {
            let page = format!("/{}{below}", sent.street.slug);
            Ok(kit::invalid(&sent.asked, &page, errors).await)
        }
        Err(problem) => Err(problem.into()),
    }
}
