//! The number of the resident for whom a topic was entered, put right on its intake page.

use crate::domain::fields::plain_phone;
use crate::service::topics::correct_contact;
use crate::service::{Problem, Target};
use crate::web::kit::form::{Field, Form, Kind};
use crate::web::kit::{self, Flash, PageResult, Sent, Shell};

/// The form, behind a summary, with the number there is.
pub(super) fn form(ui: &Shell, code: &str, phone: &str) -> Form {
    let action = ui.path(&format!("/desk/topics/{code}/contact"));
    let submit = match phone {
        "" => "contact-add",
        _ => "contact-correct",
    };
    let label = ui.t("topic-field-behalf-phone");
    Form::new(action, ui.t(submit))
        .quiet()
        .folded()
        .field(
            Field::new(Kind::Phone, "on_behalf_phone", label)
                .hint(ui.t("contact-hint"))
                .autocomplete("off")
                .max(30)
                .optional()
                .value(plain_phone(phone)),
        )
        .note(ui.t("contact-note"))
}

/// `POST /{street}/desk/topics/{code}/contact`.
///
/// # Errors
/// 404 where there is no such topic, or not theirs to put right; when the database is away.
pub async fn correct(sent: Sent) -> PageResult {
    let code = sent.param("code").to_owned();
    let deed = sent.deed(Target::topic(&code), "topics.contact").await?;
    let page = format!("/desk/topics/{code}/solicitation");
    match correct_contact(deed).await {
        Ok(()) => Ok(sent.to(&page, Some(&Flash::said("contact-corrected")))),
        Err(Problem::Invalid(errors)) => {
            let page = format!("/{}{page}", sent.street.slug);
            Ok(kit::invalid(&sent.asked, &page, errors).await)
        }
        Err(problem) => Err(problem.into()),
    }
}
