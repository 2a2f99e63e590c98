//! What the author, and anybody, can do on the public page of a topic.

use super::fields::{can_change, revise};
use super::timeline;
use crate::domain::policy;
use crate::domain::workflow::{Stage, Standing, Verb};
use crate::service::Me;
use crate::store::people::places::Category;
use crate::store::record::entries::TimelineRow;
use crate::web::kit::form::{Field, Form};
use crate::web::kit::panel::{Ask, Panel};

/// Support and follow, or back out of either.
#[must_use]
pub fn voices(ask: &Ask<'_>, supports: bool, follows: bool) -> Vec<Form> {
    let ui = ask.ui;
    let known = ask.me.is_some();
    let open = open(ask);
    // Until it was deliberated, to stand behind it is what a resident comes for; who works here has work
    // as the first thing.
    let early = matches!(
        ask.state().step.stage(),
        Stage::TopicSetting | Stage::Organising
    );
    let first = early && !ask.me.is_some_and(|(me, _)| me.actor.is_staff());
    let form = |verb: Verb, on: bool, words: [&'static str; 2]| {
        let form = ask.form(verb);
        let form = if verb == Verb::Support && !on && first {
            form
        } else {
            form.quiet()
        };
        if on {
            form.submit(ui.t(words[1]))
                .field(Field::hidden("undo", "yes"))
        } else {
            form.submit(ui.t(words[0]))
        }
    };
    // A visitor is asked to log in by the answer; somebody whose name nobody has checked is told why not. The
    // author is not asked: who raised a topic stands behind it already. What was given can always be taken back.
    let mut forms = Vec::new();
    if supports || (open && (!known || ask.may(Verb::Support).is_ok())) {
        forms.push(form(
            Verb::Support,
            supports,
            ["topic-support", "topic-unsupport"],
        ));
    }
    if follows || open {
        let words = ["topic-follow", "topic-unfollow"];
        forms.push(form(Verb::Follow, follows, words));
    }
    forms
}

/// Whether one can stand behind it now.
fn open(ask: &Ask<'_>) -> bool {
    !ask.state().standing.is_ended() && ask.state().accepted()
}

/// Whether support is missing for the one reason that nobody has checked the reader's name yet.
#[must_use]
pub fn unchecked(ask: &Ask<'_>, supports: bool) -> bool {
    let waits = |me: &Me| policy::waits_to(&me.actor, Verb::Support);
    open(ask)
        && !supports
        && ask
            .me
            .is_some_and(|(me, scope)| waits(me) && !scope.is_author)
}

/// The author's own verbs: a changed text, taking back, asking again, appealing.
#[must_use]
pub fn author(ask: &Ask<'_>, categories: &[Category], happened: &[TimelineRow]) -> Option<Panel> {
    let ui = ask.ui;
    let is_author = ask.me.is_some_and(|(_, scope)| scope.is_author);
    if !is_author {
        return None;
    }
    let state = ask.state();
    let mut panel = Panel::new(ui.t("topic-mine"));
    panel.lines = timeline::for_author(ui.lang, happened, state);
    if ask.may(Verb::Revise).is_ok() && can_change(state) {
        panel = panel.form(revise(ask, ask.form(Verb::Revise), categories));
    }
    let reason = |verb: Verb, label: &'static str| {
        ask.form(verb)
            .quiet()
            .folded()
            .field(Field::area("reason", ui.t(label)).rows(3).max(1_000))
    };
    if ask.may(Verb::Withdraw).is_ok() && !state.approved() {
        let form = reason(Verb::Withdraw, "field-why").danger();
        panel = panel.form(form.note(ui.t("topic-withdraw-note")));
    }
    let declined = state.declined.as_ref();
    if state.standing == Standing::Declined
        && ask.may(Verb::Reconsider).is_ok()
        && declined.is_some_and(|d| !d.used && ui.now <= d.until)
    {
        let form = reason(Verb::Reconsider, "topic-reconsider-why");
        panel = panel.form(form.note(ui.t("topic-reconsider-note")));
    }
    if state.moderation.taken_down && !state.moderation.appealed {
        let form = reason(Verb::Restore, "topic-appeal-why").submit(ui.t("topic-appeal"));
        panel = panel.form(form);
    }
    (!panel.forms.is_empty() || !panel.lines.is_empty()).then_some(panel)
}
