//! What is done with comments that are there, and to the street's rules about them.

use uuid::Uuid;

use crate::domain::comments::Act;
use crate::service::{Problem, Target, comments};
use crate::web::kit::{self, Flash, PageError, PageResult, Sent};

/// `POST /{street}/comments/{id}/{act}`.
///
/// # Errors
/// A [`PageError`]; then nothing has changed.
pub async fn act(act: Act, sent: Sent) -> PageResult {
    let id = Uuid::try_parse(sent.param("id")).map_err(|_| PageError::NotFound)?;
    let deed = sent.deed(Target::default(), "comments.act").await?;
    match comments::act(deed, id, act).await {
        Ok(code) => {
            let flash = Flash::said(&format!("comment-{}", act.address()));
            if sent.page().is_empty() {
                return Ok(sent.to(&format!("/topics/{code}/comments"), Some(&flash)));
            }
            Ok(sent.to_path(sent.page(), Some(&flash)))
        }
        Err(Problem::Invalid(errors)) => Ok(kit::invalid(&sent.asked, sent.page(), errors).await),
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /{street}/admin/comments`.
///
/// # Errors
/// A [`PageError`]; then nothing has changed.
pub async fn rules(sent: Sent) -> PageResult {
    let deed = sent.deed(Target::default(), "comments.rules").await?;
    answered(&sent, comments::set_rules(deed).await).await
}

/// `POST /{street}/admin/words`.
///
/// # Errors
/// A [`PageError`]; then nothing has changed.
pub async fn words(sent: Sent) -> PageResult {
    let deed = sent.deed(Target::default(), "comments.words").await?;
    answered(&sent, comments::set_words(deed).await).await
}

async fn answered(sent: &Sent, done: Result<(), Problem>) -> PageResult {
    match done {
        Ok(()) => Ok(sent.to("/admin/comments", Some(&Flash::said("comments-rules")))),
        Err(Problem::Invalid(errors)) => Ok(kit::invalid(&sent.asked, sent.page(), errors).await),
        Err(problem) => Err(problem.into()),
    }
}
