//! Atom feeds: a street's topics, and what happened to one of them. As anybody sees them, whoever asks.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::timeline::{self, Eyes, Subjects};
use crate::domain::policy::{Part, Viewer, visible};
use crate::kit::export::{Item, News, atom};
use crate::service::step;
use crate::store::record::entries;
use crate::store::topics::list::{self, Filter};
use crate::store::topics::papers;
use crate::web::kit::cards::card;
use crate::web::kit::parts::Happening;
use crate::web::kit::{Nav, PageError, PageResult, Visit};

/// Items of a feed.
const ITEMS: usize = 30;

fn answer(news: &News) -> Response {
    let kind = HeaderValue::from_static("application/atom+xml; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], atom(news)).into_response()
}

/// `GET /{street}/feed.atom`: the topics that changed last.
///
/// # Errors
/// When the database is away.
pub async fn street(mut visit: Visit) -> PageResult {
    let nobody = Viewer::of(None);
    let page = list::page(&mut visit.tx, &nobody, &Filter::default(), None, ITEMS).await?;
    let lang = visit.lang;
    let site = visit.web.config.public_url.clone();
    let ui = visit.shell(lang.t("topics-title"), Nav::Topics);
    let item = |r: &list::ListRow| {
        let card = card(&ui, r);
        let page = format!("{site}{}", card.href);
        Item {
            // A reader sees a topic anew each time that it changes.
            id: format!("{page}#{}", r.updated_at.timestamp_micros()),
            title: card.title,
            text: format!("{} · {}", card.chip.text, card.facts.join(" · ")),
            at: r.updated_at,
            page,
        }
    };
    let news = News {
        page: format!("{site}{}", ui.path("/topics")),
        own: format!("{site}{}", ui.path("/feed.atom")),
        title: format!("{} · {}", ui.street_name(), ui.title),
        author: ui.street_name().to_owned(),
        language: lang.tag().to_owned(),
        items: page.rows.iter().map(item).collect(),
    };
    Ok(answer(&news))
}

/// `GET /{street}/topics/{code}/feed.atom`: what happened to a topic.
///
/// # Errors
/// [`PageError::NotFound`] where there is no such topic, or not for everybody.
pub async fn topic(mut visit: Visit) -> PageResult {
    let code = visit.param("code").to_owned();
    let held = step::see(&mut visit.tx, &code).await?;
    if !visible(&Viewer::of(None), &held.sight(), Part::Text) {
        return Err(PageError::NotFound);
    }
    let rows = entries::timeline(&mut visit.tx, held.row.id).await?;
    let papers = papers::of_topic(&mut visit.tx, held.row.id, papers::Reader::default()).await?;
    let lang = visit.lang;
    let site = visit.web.config.public_url.clone();
    let ui = visit.shell(held.row.title.clone(), Nav::Topics);
    let subjects = Subjects::of(lang, &papers).entered(&ui, &held);
    let page = format!("{site}{}", ui.path(&format!("/topics/{code}")));
    let happened = timeline::happenings(lang, &rows, &subjects, Eyes::Public);
    let item = |(row, line): (&entries::TimelineRow, Happening)| Item {
        id: match row.came() {
            true => format!("{page}#{}-{}", row.verb, row.other),
            false => format!("{page}#{}", row.seq),
        },
        page: page.clone(),
        title: line.text,
        text: line.words,
        at: row.at,
    };
    let news = News {
        own: format!("{page}/feed.atom"),
        title: format!("{} · {}", ui.title, ui.street_name()),
        author: ui.street_name().to_owned(),
        language: lang.tag().to_owned(),
        items: happened.into_iter().rev().map(item).take(ITEMS).collect(),
        page: page.clone(),
    };
    Ok(answer(&news))
}
