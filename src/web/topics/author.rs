//! `/{street}/desk/topics/{code}/author`: how whoever raised a topic is reached by those who work on it.

use askama::Template;

use super::intake::behalf;
use crate::domain::fields::plain_phone;
use crate::domain::privacy::LookedAt;
use crate::store::topics::contacts;
use crate::web::kit::bench::Bench;
use crate::web::kit::{Nav, PageError, PageResult, Shell, Visit};

#[derive(Template)]
#[template(path = "topics/author.html")]
struct Page {
    ui: Shell,
    code: String,
    back: String,
    topic: String,
    /// Empty once the account is closed.
    name: String,
    phone: String,
    /// Who entered it for them, and how; empty for others.
    entered: String,
}

/// `GET /{street}/desk/topics/{code}/author`. The look is recorded, and its subject can read who looked.
///
/// # Errors
/// 403 for those who may not know who it is; when the database is away.
pub async fn page(mut visit: Visit) -> PageResult {
    let bench = Bench::open(&mut visit).await?;
    if !bench.knows_author() {
        return Err(PageError::Forbidden("work-forbidden"));
    }
    let row = &bench.held.row;
    let reach = contacts::reach(&mut visit.tx, row.id).await?;
    let ui = visit.shell(visit.lang.t("author-heading"), Nav::Desk);
    let page = Page {
        back: ui.path(&format!("/desk/topics/{}", row.code)),
        topic: row.title.clone(),
        name: match row.author_id {
            Some(_) => reach.name,
            None => row.on_behalf_of.clone(),
        },
        phone: plain_phone(&reach.phone),
        entered: behalf(&ui, &row.on_behalf_of, &row.on_behalf_way),
        code: row.code.clone(),
        ui,
    };
    let (code, author) = (page.code.clone(), row.author_id);
    match author {
        Some(author) => {
            let what = LookedAt::Author;
            visit.answer_seen(&page, what, &code, [author]).await
        }
        None => visit.answer_entry(&page, &code).await,
    }
}
