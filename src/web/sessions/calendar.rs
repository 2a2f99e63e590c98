//! `/{street}/calendar.ics` and `/{street}/sessions/{id}.ics`: the sessions of published topics for a calendar.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use uuid::Uuid;

use super::lines;
use crate::domain::policy::{Part, Viewer, visible};
use crate::kit::export::{Agenda, Date, ics};
use crate::service::step;
use crate::store::sessions::{self, list};
use crate::web::kit::{PageError, PageResult, Visit};

/// The most sessions of a calendar.
const DATES: usize = 500;

/// How many days back it begins.
const BACK: i64 = 90;

/// `GET /{street}/calendar.ics`: the sessions of the last months, and those to come.
///
/// # Errors
/// When the database is away.
pub async fn street(mut visit: Visit) -> PageResult {
    let recent = list::Filter {
        from: Some(visit.web.app.clock.now() - TimeDelta::days(BACK)),
        ..list::Filter::default()
    };
    let found = list::page(&mut visit.tx, &recent, None, DATES).await?;
    let dates = found.rows.iter().map(|r| listed(&visit, r)).collect();
    Ok(answer(&visit, dates))
}

/// `GET /{street}/sessions/{id}.ics`: one session.
///
/// # Errors
/// [`PageError::NotFound`] for a session that is not of this street or of a topic that not everybody sees; when the
/// database is away.
pub async fn one(mut visit: Visit, id: Uuid) -> PageResult {
    let (code, _) = sessions::find(&mut visit.tx, id)
        .await?
        .ok_or(PageError::NotFound)?;
    let held = step::see(&mut visit.tx, &code).await?;
    if !visible(&Viewer::of(None), &held.sight(), Part::Papers) {
        return Err(PageError::NotFound);
    }
    let board = sessions::board::of_topic(&mut visit.tx, held.row.id).await?;
    let s = board.sessions.iter().find(|s| s.id == id);
    let s = s.ok_or(PageError::NotFound)?;
    let row = list::ListRow {
        id,
        form: s.form.clone(),
        title: s.title.clone(),
        starts_at: s.starts_at,
        ends_at: s.ends_at,
        room: s.room.clone(),
        status: s.status.clone(),
        code,
        topic_title: held.row.title.clone(),
        council_name: held.row.council_name.clone(),
        community_name: String::new(),
    };
    let date = listed(&visit, &row);
    Ok(answer(&visit, vec![date]))
}

fn listed(visit: &Visit, r: &list::ListRow) -> Date {
    let council = visit.names.of(&r.council_name).to_owned();
    let room = visit.names.of(&r.room).to_owned();
    let below = format!("/{}/sessions/{}", visit.street.slug, r.id);
    Date {
        uid: format!("{}@yishi", r.id),
        starts_at: r.starts_at,
        ends_at: r.ends_at,
        title: visit
            .lang
            .t("session-title")
            .arg("form", lines::form_name(visit.lang, &r.form))
            .arg("topic", r.topic_title.as_str())
            .to_string(),
        place: if room.is_empty() {
            council.clone()
        } else {
            room
        },
        text: format!("{council}\n{}", r.code),
        page: format!("{}{below}", visit.web.config.public_url),
        cancelled: r.status == "cancelled",
    }
}

fn answer(visit: &Visit, dates: Vec<Date>) -> Response {
    let name = visit
        .lang
        .name(&visit.street.name, &visit.street.english_name);
    let agenda = Agenda {
        name: format!("{name} · {}", visit.lang.t("sessions-title")),
        at: visit.web.app.clock.now(),
        dates,
    };
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], ics(&agenda)).into_response()
}
