//! The forms about comments.

use uuid::Uuid;

use crate::domain::comments::{Act, LENGTH, REASON};
use crate::web::kit::Shell;
use crate::web::kit::form::{Choice, Field, Form};

/// A comment is written; with `private` what was typed holds something that must not be published. `looked_at`: it
/// shows once somebody has looked.
pub fn form(ui: &Shell, code: &str, private: bool, looked_at: bool) -> Form {
    let action = ui.path(&format!("/topics/{code}/comments"));
    // From wherever it is sent, it is shown again, or seen waiting, on the page of the comments.
    let page = action.clone();
    let form = Form::new(action, ui.t("comment-send"))
        .quiet()
        .field(Field::hidden("page", page))
        .field(
            Field::area("body", ui.t("comment-body"))
                .hint(ui.t("comment-body-hint"))
                .rows(3)
                .max(LENGTH),
        );
    let form = if private {
        form.field(Field::tick("mask", ui.t("comment-mask")).hint(ui.t("topic-mask-hint")))
    } else {
        form
    };
    form.note(ui.t(match looked_at {
        true => "comment-send-looked",
        false => "comment-send-note",
    }))
}

/// The form of an act on a comment.
pub fn act(ui: &Shell, id: Uuid, act: Act) -> Form {
    let action = ui.path(&format!("/comments/{id}/{}", act.address()));
    let reason = |label: &'static str| Field::area("reason", ui.t(label)).rows(2).max(REASON);
    match act {
        Act::Show => Form::new(action, ui.t("comment-show")),
        Act::Keep => Form::new(action, ui.t("comment-keep")).quiet(),
        Act::Withdraw => Form::new(action, ui.t("comment-withdraw")).quiet(),
        Act::Refuse => Form::new(action, ui.t("comment-refuse"))
            .danger()
            .folded()
            .field(reason("comment-reason-told")),
        Act::TakeDown => Form::new(action, ui.t("comment-take-down"))
            .danger()
            .folded()
            .field(reason("comment-reason-told")),
        Act::Report => Form::new(action, ui.t("comment-report"))
            .quiet()
            .folded()
            .field(reason("comment-report-why")),
        Act::Appeal => Form::new(action, ui.t("comment-appeal"))
            .quiet()
            .folded()
            .field(reason("comment-appeal-why")),
        Act::Decide => {
            let choices = [("yes", "comment-granted"), ("no", "comment-dismissed")]
                .map(|(value, key)| Choice::new(value, ui.t(key)));
            Form::new(action, ui.t("comment-decide"))
                .field(Field::radio(
                    "granted",
                    ui.t("comment-appeal-outcome"),
                    choices,
                ))
                .field(reason("comment-reason-told"))
        }
    }
}
