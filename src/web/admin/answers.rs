//! The standard answers that a street keeps for its clerks.

use super::SettingsPage;
use crate::domain::settings::answers::{self, Answer, Occasion};
use crate::domain::workflow::Refusal;
use crate::kit::i18n::Lang;
use crate::service::{Problem, Target, admin};
use crate::store::settings::answers as rows;
use crate::web::kit::answers as kept;
use crate::web::kit::form::{Field, Form};
use crate::web::kit::{self, Flash, Nav, PageError, PageResult, Sent, Visit};

/// `GET /{street}/admin/answers`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 403 for who does not keep them.
pub async fn page(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    if !admin::keeps_answers(&me) {
        return Err(PageError::Forbidden("answers-forbidden"));
    }
    let own = rows::of_street(&mut visit.tx).await?;
    let lang = visit.lang;
    let action = format!("/{}/admin/answers", visit.street.slug);
    let form = Form::new(action, lang.t("answers-save")).note(lang.t("answers-note"));
    let seen = answers::mark(&own).map_err(Problem::from)?;
    let form = form.field(Field::hidden("hash", seen));
    let form = Occasion::ALL.into_iter().fold(form, |form, occasion| {
        let is_own = own.iter().any(|(o, _)| *o == occasion);
        let hint = if is_own {
            "answers-own-hint"
        } else {
            "answers-program-hint"
        };
        let lines: Vec<String> = kept::of(lang, &own, occasion)
            .iter()
            .map(Answer::line)
            .collect();
        form.field(
            Field::area(occasion.code(), label(lang, occasion))
                .hint(lang.t(hint))
                .rows(8)
                .optional()
                .value(lines.join("\n")),
        )
    });
    let page = SettingsPage {
        lead: lang.t("answers-lead").to_string(),
        form: visit.form(form),
        ui: visit.shell(lang.t("answers-heading"), Nav::Desk),
    };
    visit.answer(&page)
}

/// What the decision is called on its own page.
fn label(lang: Lang, occasion: Occasion) -> String {
    match occasion {
        Occasion::Topic(verb) => lang.t(verb.key()).to_string(),
        Occasion::RefuseResident => lang.t("answers-of-residents").to_string(),
    }
}

/// `POST /{street}/admin/answers`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 403 for who does not keep them.
pub async fn set(sent: Sent) -> PageResult {
    let deed = sent.deed(Target::default(), "admin.answers").await?;
    let lang = sent.lang;
    match admin::set_answers(deed, |occasion| kept::of_program(lang, occasion)).await {
        Ok(()) => Ok(sent.to("/admin/answers", Some(&Flash::said("answers-saved")))),
        Err(Problem::Invalid(errors)) => Ok(kit::invalid(&sent.asked, sent.page(), errors).await),
        Err(Problem::Refused(Refusal::ContentChanged)) => {
            let what = vec![lang.t("answers-changed").to_string()];
            Ok(kit::stale(&sent.asked, sent.page(), what).await)
        }
        Err(problem) => Err(problem.into()),
    }
}
