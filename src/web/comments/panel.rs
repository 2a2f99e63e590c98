//! Writing a comment on the public page of a topic.

use super::view;
use crate::domain::workflow::Verb;
use crate::web::kit::panel::{Ask, Panel};

/// The form, for who may write; a sentence, for who is not verified yet. A visitor gets the form: sending it
/// asks for the log-in, and what was written is kept.
#[must_use]
pub fn panels(ask: &Ask<'_>) -> Vec<Panel> {
    let (ui, state) = (ask.ui, ask.state());
    if state.standing.is_ended() || !state.accepted() || state.moderation.taken_down {
        return Vec::new();
    }
    let panel = Panel::new(ui.t("topic-comments")).late();
    let verified = ask.me.is_none_or(|(me, _)| me.actor.verified);
    if !verified {
        return vec![panel.line(ui.t("comment-unverified").to_string())];
    }
    if ask.me.is_some() && ask.may(Verb::Comment).is_err() {
        return Vec::new();
    }
    // The page has much else on it: the form opens when it is asked for.
    let form = view::form(ui, &ask.held.row.code, false);
    vec![panel.form(form.title(ui.t("comment-write-title")).folded())]
}
