//! `/{street}/admin/synonyms`: the street's own words for similar topics.

use askama::Template;

use crate::domain::topics::synonyms::keeps;
use crate::service::{Problem, Target, topics};
use crate::store::topics::synonyms::{Synonym, all};
use crate::web::kit::form::{Field, Form};
use crate::web::kit::{self, Flash, Nav, PageError, PageResult, Sent, Shell, Visit};

#[derive(Template)]
#[template(path = "topics/synonyms.html")]
struct Page {
    ui: Shell,
    form: Form,
}

/// `GET /{street}/admin/synonyms`.
///
/// # Errors
/// 403 for all but the street's administrator.
pub async fn page(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    if !keeps(&me.actor) {
        return Err(PageError::Forbidden("synonyms-forbidden"));
    }
    let words = lines(&all(&mut visit.tx).await?);
    let ui = visit.shell(visit.lang.t("synonyms-title"), Nav::Desk);
    let form = Form::new(ui.path("/admin/synonyms"), ui.t("synonyms-save"))
        .field(
            Field::area("words", ui.t("synonyms-words"))
                .hint(ui.t("synonyms-words-hint"))
                .rows(12)
                .optional()
                .value(words),
        )
        .note(ui.t("synonyms-note"));
    let page = Page {
        form: visit.form(form),
        ui,
    };
    visit.answer(&page)
}

/// A group a line, as the administrator writes them.
fn lines(words: &[Synonym]) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut last = "";
    for word in words {
        match lines.last_mut() {
            Some(line) if last == word.means => {
                line.push(' ');
                line.push_str(&word.word);
            }
            // A group may stand there without a row of the word that stands for it.
            _ if word.word != word.means => lines.push(format!("{} {}", word.means, word.word)),
            _ => lines.push(word.word.clone()),
        }
        last = &word.means;
    }
    lines.join("\n")
}

/// `POST /{street}/admin/synonyms`.
///
/// # Errors
/// A [`PageError`]; then nothing has changed.
pub async fn send(sent: Sent) -> PageResult {
    let deed = sent.deed(Target::default(), "topics.synonyms").await?;
    match topics::set_synonyms(deed).await {
        Ok(()) => Ok(sent.to("/admin/synonyms", Some(&Flash::said("synonyms-saved")))),
        Err(Problem::Invalid(errors)) => {
            let page = format!("/{}/admin/synonyms", sent.street.slug);
            Ok(kit::invalid(&sent.asked, &page, errors).await)
        }
        Err(problem) => Err(problem.into()),
    }
}
