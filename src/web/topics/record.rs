//! `/{street}/topics/{code}/record`: the topic's chain of entries with their hashes, and how anybody
//! can verify it.

use askama::Template;

use super::timeline::{Entered, entered, sentence};
use crate::domain::policy::{Part, Viewer, visible};
use crate::domain::workflow::Verb;
use crate::kit::times;
use crate::service::step;
use crate::store::record::entries::{self, EntryRow};
use crate::web::kit::{Nav, PageError, PageResult, Shell, Visit};

/// An entry as shown.
struct Line {
    seq: i32,
    machine: String,
    at: String,
    text: String,
    commitment: String,
    prev: String,
    hash: String,
}

#[derive(Template)]
#[template(path = "topics/record.html")]
struct Page {
    ui: Shell,
    code: String,
    title: String,
    lines: Vec<Line>,
    head: String,
}

/// `GET /{street}/topics/{code}/record`.
///
/// # Errors
/// [`PageError::NotFound`] where there is no such topic, or not for this reader.
pub async fn record(mut visit: Visit) -> PageResult {
    let code = visit.param("code").to_owned();
    let held = step::see(&mut visit.tx, &code).await?;
    let viewer = Viewer::of(visit.me.as_ref().map(|m| &m.actor));
    let sight = held.sight();
    if !visible(&viewer, &sight, Part::Record) {
        return Err(PageError::NotFound);
    }
    let rows = entries::of_topic(&mut visit.tx, held.row.id).await?;
    let title = if visible(&viewer, &sight, Part::Text) {
        held.row.title.clone()
    } else {
        visit.lang.t("topic-hidden-title").to_string()
    };
    let lang = visit.lang;
    let of_topic = lang.t("record-of-topic").arg("title", title.as_str());
    let ui = visit.shell(of_topic.to_string(), Nav::Topics);
    let ui = ui.about(&lang.t("help-record-lead").to_string());
    let entered = entered(&ui, &held);
    let page = Page {
        lines: rows.iter().filter_map(|r| line(&ui, r, &entered)).collect(),
        head: hex::encode(&held.row.record_head),
        title,
        code,
        ui,
    };
    visit.answer(&page)
}

fn line(ui: &Shell, row: &EntryRow, entered: &Entered) -> Option<Line> {
    let verb = Verb::from_code(&row.verb)?;
    Some(Line {
        seq: row.seq,
        machine: times::machine(row.at),
        at: ui.date_time(&row.at),
        text: sentence(ui.lang, verb, row.step_before, &row.by_whom, entered),
        commitment: hex::encode(&row.commitment),
        prev: hex::encode(&row.prev),
        hash: hex::encode(&row.hash),
    })
}
