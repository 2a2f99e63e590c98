//! Writing a comment on the public page of a topic.

use super::view;
use crate::domain::policy::waits_to;
use crate::domain::workflow::Verb;
use crate::web::kit::panel::{Ask, Panel};

/// The form, for who may write; a sentence, for who waits until somebody has checked the name. A visitor gets the form: sending it
/// asks for the log-in, and what was written is kept.
#[must_use]
pub fn panels(ask: &Ask<'_>) -> Vec<Panel> {
    let (ui, state) = (ask.ui, ask.state());
    if state.standing.is_ended() || !state.accepted() || state.moderation.taken_down {
        return Vec::new();
    }
    let panel = Panel::new(ui.t("topic-comments")).late();
    if ask
        .me
        .is_some_and(|(me, _)| waits_to(&me.actor, Verb::Comment))
    {
        return vec![panel.line(ui.t("comment-unverified").to_string())];
    }
    if ask.me.is_some() && ask.may(Verb::Comment).is_err() {
        return Vec::new();
    }
    // The page has much else on it: the form opens when it is asked for.
    let looked_at = ask.papers.beside.moderated;
    let form = view::form(ui, &ask.held.row.code, false, looked_at);
    vec![panel.form(form.title(ui.t("comment-write-title")).folded())]
}
