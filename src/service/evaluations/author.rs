//! The words with the author: asked by phone or paper, and answered when not satisfied.

use super::{begin, round};
use crate::domain::evaluations::{self as forms, Contact};
use crate::domain::workflow::{AuthorWord, Evidence, Satisfaction, Verb};
use crate::service::step::{self, Words};
use crate::service::{Deed, Done, Problem};
use crate::store::evaluations::{self as rows, ratings};

/// The author's "not satisfied" is answered.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn answer(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, Verb::EvaluationAnswer).await?;
    let body = forms::answer(&deed.raw)?;
    let round = round(&held.state);
    let rated = ratings::by_author(&mut deed.tx, held.row.id, round).await?;
    let unhappy = Satisfaction::NotSatisfied;
    let evidence = Evidence::AnswerAuthor {
        not_satisfied: rated.as_deref() == Some(unhappy.code())
            || held.state.evaluation.author == AuthorWord::Said(unhappy),
        reason: true,
    };
    let decided = step::decide(&deed, &held, &scope, Verb::EvaluationAnswer, evidence)?;
    let row = rows::Answer {
        id: deed.id(),
        round,
        body: body.clone(),
        answered_by: deed.me.account(),
        at: deed.at,
    };
    rows::answer(&mut deed.tx, held.row.id, &row).await?;
    let words = Words::reason(&body).with("evaluation_answer", [row.id]);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// Somebody tries to reach the author.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn contact_author(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, Verb::EvaluationContactAuthor).await?;
    let form = Contact::parse(&deed.raw)?;
    let evidence = Evidence::ContactAuthor {
        way: form.way,
        said: form.said,
    };
    let verb = Verb::EvaluationContactAuthor;
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    let round = round(&held.state);
    let before = rows::contacts(&mut deed.tx, held.row.id).await?;
    let n = before.iter().filter(|c| c.round == round).count() + 1;
    let row = rows::Contact {
        id: deed.id(),
        round,
        n: i16::try_from(n).unwrap_or(i16::MAX),
        way: form.way.code().to_owned(),
        result: form.result().to_owned(),
        body: form.body,
        contacted_by: deed.me.account(),
        at: deed.at,
    };
    rows::contact(&mut deed.tx, held.row.id, &row).await?;
    let words = Words::default().with("author_contact", [row.id]);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}
