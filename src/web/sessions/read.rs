//! The pages.

use axum::http::header;
use axum::response::IntoResponse;
use uuid::Uuid;

use super::{calendar, show, view};
use crate::domain::policy::{Part, Viewer, visible};
use crate::domain::privacy::LookedAt;
use crate::domain::workflow::{Meeting, MeetingState, Step};
use crate::kit::export::qr_svg;
use crate::service::scope::{self, About};
use crate::service::step;
use crate::store::sessions::{self, board, list};
use crate::web::kit::bench::Bench;
use crate::web::kit::share::address;
use crate::web::kit::{PageError, PageResult, Visit};

/// Sessions on one page of the list.
const SIZE: usize = 20;

/// `GET /{street}/desk/topics/{code}/deliberation`: sessions; minutes and opinion are shown by their
/// room under `?part=opinion`, where one goes on once a session was held.
///
/// # Errors
/// Without a log-in, for somebody who has nothing to do here, when the database is away.
pub async fn work(mut visit: Visit) -> PageResult {
    let bench = Bench::open(&mut visit).await?;
    let talk = &bench.state().deliberation;
    let over = bench.state().step > Step::Deliberation;
    let going = |m: &Meeting| matches!(m.state, MeetingState::Open);
    let held = talk.held() && !talk.now().any(going);
    if visit.query("part").is_empty() && (held || over) {
        let code = bench.held.row.code.clone();
        return Ok(visit.to(&format!("/desk/topics/{code}/deliberation?part=opinion")));
    }
    let board = board::of_topic(&mut visit.tx, bench.held.row.id).await?;
    let page = view::page(&visit, &bench, &board)?;
    let whose = board.people.iter().filter_map(|p| p.account_id);
    let code = &bench.held.row.code;
    visit
        .answer_seen(&page, LookedAt::Session, code, whose)
        .await
}

/// `GET /{street}/sessions?after=`: what is coming up, and what was held.
///
/// # Errors
/// When the database is away.
pub async fn list(mut visit: Visit) -> PageResult {
    let now = visit.web.app.clock.now();
    let coming = list::Filter {
        // One that began today is still shown as coming up, until it is closed.
        from: Some(now - chrono::TimeDelta::hours(12)),
        over: Some(false),
        ..list::Filter::default()
    };
    let held = list::Filter {
        until: Some(now - chrono::TimeDelta::hours(12)),
        over: Some(true),
        ..list::Filter::default()
    };
    let after = show::after(visit.query("after"));
    let coming = if after.is_none() {
        list::page(&mut visit.tx, &coming, None, SIZE).await?.rows
    } else {
        Vec::new()
    };
    let held = list::page(&mut visit.tx, &held, after, SIZE).await?;
    let page = show::list(&visit, &coming, &held);
    visit.answer(&page)
}

/// `GET /{street}/sessions/{id}`.
///
/// # Errors
/// [`PageError::NotFound`] for a session that is not of this street or of a topic that is not shown;
/// when the database is away.
pub async fn session(mut visit: Visit) -> PageResult {
    // A route cannot hold a parameter with something behind it.
    if let Some(id) = visit.param("id").strip_suffix(".ics") {
        let id = Uuid::try_parse(id).map_err(|_| PageError::NotFound)?;
        return calendar::one(visit, id).await;
    }
    let id = Uuid::try_parse(visit.param("id")).map_err(|_| PageError::NotFound)?;
    let (code, _) = sessions::find(&mut visit.tx, id)
        .await?
        .ok_or(PageError::NotFound)?;
    let held = step::see(&mut visit.tx, &code).await?;
    let sight = held.sight();
    let me = visit.me.clone();
    let viewer = Viewer::of(me.as_ref().map(|m| &m.actor));
    if !visible(&viewer, &sight, Part::Papers) {
        return Err(PageError::NotFound);
    }
    let about = About {
        session: Some(id),
        ..About::default()
    };
    let app = visit.web.app.clone();
    let scope = match &me {
        Some(me) => Some(scope::between(&mut visit.tx, &app, me, &held, about).await?),
        None => None,
    };
    let board = board::of_topic(&mut visit.tx, held.row.id).await?;
    let staff = visible(&viewer, &sight, Part::Drafts);
    let page = show::session(&visit, &held, id, scope.as_ref(), &board, staff)
        .ok_or(PageError::NotFound)?;
    visit.answer(&page)
}

/// `GET /{street}/sessions/{id}/qr.svg`: the address of the session to be scanned.
///
/// # Errors
/// As [`session`].
pub async fn qr(mut visit: Visit) -> PageResult {
    let id = Uuid::try_parse(visit.param("id")).map_err(|_| PageError::NotFound)?;
    let (code, _) = sessions::find(&mut visit.tx, id)
        .await?
        .ok_or(PageError::NotFound)?;
    let held = step::see(&mut visit.tx, &code).await?;
    let viewer = Viewer::of(visit.me.as_ref().map(|m| &m.actor));
    if !visible(&viewer, &held.sight(), Part::Papers) {
        return Err(PageError::NotFound);
    }
    let svg = qr_svg(&address(&visit, &format!("/sessions/{id}"))).map_err(PageError::fault)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}
