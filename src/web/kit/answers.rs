//! Standard answers on the form of a decision: a list to choose from, each with its full text, so that
//! nobody sends words unseen; no script. What is chosen stands before what is typed.

use super::form::{Choice, Field, Form};
use crate::domain::fields::STANDARD;
use crate::domain::settings::answers::{Answer, Occasion};
use crate::domain::workflow::Verb;
use crate::kit::i18n::Lang;

/// The program's own answers of an occasion, one a line, for a street that keeps none.
#[must_use]
pub fn of_program(lang: Lang, occasion: Occasion) -> Vec<Answer> {
    let key = format!("answers-{}", occasion.code().replace('_', "-"));
    let text = lang.t(key).to_string();
    text.lines().filter_map(Answer::of_line).collect()
}

/// The answers of an occasion: the street's own, or else the program's.
#[must_use]
pub fn of(lang: Lang, own: &[(Occasion, Answer)], occasion: Occasion) -> Vec<Answer> {
    let own: Vec<Answer> = own
        .iter()
        .filter(|(o, _)| *o == occasion)
        .map(|(_, a)| a.clone())
        .collect();
    if own.is_empty() {
        of_program(lang, occasion)
    } else {
        own
    }
}

/// Puts the answers of its verb before the reason of a form.
#[must_use]
pub fn offer(form: Form, lang: Lang, own: &[(Occasion, Answer)], verb: Verb) -> Form {
    let occasion = Occasion::Topic(verb);
    if Occasion::ALL.contains(&occasion) {
        offer_of(form, lang, own, occasion)
    } else {
        form
    }
}

/// Puts the answers of an occasion before the reason of a form.
#[must_use]
pub fn offer_of(
    mut form: Form,
    lang: Lang,
    own: &[(Occasion, Answer)],
    occasion: Occasion,
) -> Form {
    let Some(at) = form.fields.iter().position(|f| f.name == "reason") else {
        return form;
    };
    let none = Choice::new("", lang.t("answers-none"));
    let choices = of(lang, own, occasion)
        .into_iter()
        .map(|a| Choice::new(a.text.clone(), a.name).hint(a.text));
    let list = Field::radio(
        STANDARD,
        lang.t("answers-choose"),
        [none].into_iter().chain(choices),
    )
    .hint(lang.t("answers-choose-hint"))
    .optional()
    .value("");
    let words = [Field::fold(lang.t("answers-title")), list, Field::unfold()];
    form.fields.splice(at..at, words);
    form
}
