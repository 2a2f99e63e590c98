//! After sending: the code, a picture of its address, and what happens next with dates.

use askama::Template;
use axum::http::header;
use axum::response::IntoResponse;

use super::page::chip;
use crate::domain::policy::{Part, Viewer, visible};
use crate::domain::workflow::Standing;
use crate::kit::export::qr_svg;
use crate::service::step::{self, Held};
use crate::web::kit::share::{self, Share};
use crate::web::kit::{Nav, PageError, PageResult, Shell, Visit};

/// Something that comes, and by when.
pub(super) struct Next {
    pub(super) when: String,
    pub(super) what: String,
}

#[derive(Template)]
#[template(path = "topics/sent.html")]
struct Page {
    ui: Shell,
    code: String,
    title: String,
    address: String,
    next: Vec<Next>,
    slip: String,
    share: Share,
}

/// `GET /{street}/topics/{code}/sent`: for its author, and for who entered it.
///
/// # Errors
/// [`PageError::NotFound`] for everybody else.
pub async fn sent(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    let code = visit.param("code").to_owned();
    let held = step::see(&mut visit.tx, &code).await?;
    let mine = [held.row.author_id, held.row.entered_by];
    if !mine.contains(&Some(me.account())) {
        return Err(PageError::NotFound);
    }
    let ui = visit.shell(visit.lang.t("sent-title"), Nav::Topics);
    // Its picture stands above already.
    let share = Share::of(&ui, address(&visit, &code), String::new());
    let opens = visible(&Viewer::of(None), &held.sight(), Part::Text);
    let page = Page {
        share: match opens {
            true => share,
            false => share.note(ui.t("share-later").to_string()),
        },
        address: address(&visit, &code),
        title: held.row.title.clone(),
        next: next(&ui, &held, held.row.on_behalf_way.is_empty()),
        slip: slip(&ui, &held),
        code,
        ui,
    };
    visit.answer(&page)
}

/// The slip for somebody on whose behalf it was entered; empty for any other topic.
pub(super) fn slip(ui: &Shell, held: &Held) -> String {
    match held.row.on_behalf_way.as_str() {
        "" => String::new(),
        _ => ui.path(&format!("/topics/{}/slip", held.row.code)),
    }
}

/// The topic's own address, as it is handed on.
pub(super) fn address(visit: &Visit, code: &str) -> String {
    share::address(visit, &format!("/topics/{code}"))
}

/// What comes, each with the latest day; the days are working days of the street's calendar. Once the first
/// answer was given, where the topic stands. `own`: it is said to whose topic it is, not to the clerk.
pub(super) fn next(ui: &Shell, held: &Held, own: bool) -> Vec<Next> {
    let (received, answers) = match own {
        true => ("sent-received", "sent-answer"),
        false => ("behalf-received", "behalf-answer"),
    };
    let council = ui.named(&held.row.council_name);
    let by = |at| ui.t("sent-by").arg("date", ui.lang.date(at)).to_string();
    let mut next = vec![Next {
        when: ui.date(&held.row.created_at),
        what: ui.t(received).arg("council", council).to_string(),
    }];
    let answered = held.state.accepted() || held.state.standing != Standing::Open;
    if answered {
        next.push(Next {
            when: ui.t("sent-now").to_string(),
            what: chip(ui, &held.state, held.row.due_at).text,
        });
    } else if let Some(due) = held.row.due_at {
        next.push(Next {
            when: by(due),
            what: ui.t(answers).arg("council", council).to_string(),
        });
        // Counted from the latest answer.
        let limits = held.state.rules.limits;
        let approved = ui.calendar.add_working_days(due, limits.approval);
        let planned = ui.calendar.add_working_days(approved, limits.plan);
        next.push(Next {
            when: by(approved),
            what: ui.t("sent-approval").to_string(),
        });
        next.push(Next {
            when: by(planned),
            what: ui.t("sent-plan").to_string(),
        });
    }
    next
}

/// `GET /{street}/topics/{code}/qr.svg`: the address of the topic to be scanned.
///
/// # Errors
/// [`PageError::NotFound`] where there is no such topic, or not for this reader.
pub async fn qr(mut visit: Visit) -> PageResult {
    let code = visit.param("code").to_owned();
    let held = step::see(&mut visit.tx, &code).await?;
    let viewer = Viewer::of(visit.me.as_ref().map(|m| &m.actor));
    if !visible(&viewer, &held.sight(), Part::Trace) {
        return Err(PageError::NotFound);
    }
    let svg = qr_svg(&address(&visit, &code)).map_err(PageError::fault)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}
