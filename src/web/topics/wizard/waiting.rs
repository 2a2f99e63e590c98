//! In the place of any page of the wizard: an entry on behalf of somebody (代录) waits for the clerk who began it.

use askama::Template;

use super::{at, shell};
use crate::web::kit::answer::encode;
use crate::web::kit::form::{Field, Form};
use crate::web::kit::{PageResult, Shell, Visit};

#[derive(Template)]
#[template(path = "topics/wizard/waiting.html")]
struct Page {
    ui: Shell,
    /// The log-in that leads back here; empty for somebody else who is logged in.
    login: String,
    clear: Form,
}

/// It waits; nothing of it is shown. `step` is the page that was asked for.
pub(super) fn page(visit: Visit, step: usize) -> PageResult {
    let ui = shell(&visit, visit.lang.t("behalf-waits-title").to_string());
    let next = encode(&at(&visit.street.slug, step));
    let clear = Form::new(ui.path("/topics/new"), ui.t("wizard-clear"))
        .quiet()
        .field(Field::hidden("step", "clear"))
        .intro(ui.t("behalf-waits-clear"));
    let page = Page {
        login: match visit.me {
            None => ui.path(&format!("/login?next={next}")),
            Some(_) => String::new(),
        },
        clear: visit.form_told(clear, &[]),
        ui,
    };
    visit.answer(&page)
}
