//! `/{street}/topics/{code}/slip`: what somebody takes home whose topic was entered on their behalf (代录):
//! one sheet to print, with the code, a picture of its address, what comes by when, and whom to call.

use askama::Template;

use super::intake::way;
use super::sent::{Next, address, next};
use crate::domain::policy::{Part, Viewer, visible};
use crate::service::step;
use crate::web::kit::{Nav, PageError, PageResult, Shell, Visit};

#[derive(Template)]
#[template(path = "topics/slip.html")]
struct Page {
    ui: Shell,
    code: String,
    address: String,
    council: String,
    title: String,
    /// Names with values.
    pairs: Vec<(String, String)>,
    next: Vec<Next>,
    phone: String,
}

/// `GET /{street}/topics/{code}/slip`: for those who work on the topic, and for who entered it.
///
/// # Errors
/// [`PageError::NotFound`] for everybody else, and where nobody entered it for somebody.
pub async fn slip(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    let code = visit.param("code").to_owned();
    let held = step::see(&mut visit.tx, &code).await?;
    let row = &held.row;
    let viewer = Viewer::of(Some(&me.actor));
    let works = visible(&viewer, &held.sight(), Part::Drafts);
    let entered = row.entered_by == Some(me.account());
    if row.on_behalf_way.is_empty() || !(works || entered) {
        return Err(PageError::NotFound);
    }
    let ui = visit.shell(visit.lang.t("slip-title"), Nav::Other);
    let pair = |key: &'static str, value: String| (ui.t(key).to_string(), value);
    let page = Page {
        address: address(&visit, &code),
        council: ui.named(&row.council_name).to_owned(),
        title: row.title.clone(),
        pairs: vec![
            pair("intake-author", row.author_label.clone()),
            pair("topic-field-behalf-way", way(&ui, &row.on_behalf_way)),
            pair("slip-received", ui.date(&row.created_at)),
        ],
        next: next(&ui, &held, true),
        phone: visit.street.phone.clone(),
        code,
        ui,
    };
    visit.answer(&page)
}
