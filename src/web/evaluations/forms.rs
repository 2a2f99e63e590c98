//! What somebody can do at step 8, the main thing first.

use crate::domain::actor::{Actor, Role};
use crate::domain::evaluations::{
    ArchivePaper, Contact, RatingWay, WORDS, kinds, on_behalf, tally,
};
use crate::domain::policy::Scope;
use crate::domain::workflow::{
    AuthorWord, EvaluationKind, Evidence, Ratings, Satisfaction, Verb, Way,
};
use crate::kit::i18n::Lang;
use crate::store::evaluations::Evaluation;
use crate::store::evaluations::board::Board;
use crate::web::kit::bench::Bench;
use crate::web::kit::form::{Choice, Field, Form};
use crate::web::kit::offer::{Offer, told_apart};

/// Every form that is offered.
pub fn all(
    bench: &Bench,
    lang: Lang,
    board: &Board,
    ratings: &Ratings,
    under_way: Option<&Evaluation>,
) -> Vec<Form> {
    let mut forms = Vec::new();
    forms.extend(conclude(bench, lang, ratings));
    forms.extend(rehandle(bench, lang, ratings));
    forms.extend(account(bench, lang, ratings));
    forms.extend(answer(bench, lang, board));
    forms.extend(open(bench, lang));
    let runs = under_way.is_some_and(|e| bench.at < e.closes_at && e.accounted_at.is_none());
    if runs && bench.shows(Verb::EvaluationRate) {
        let actor = &bench.me.actor;
        let form = || bench.form(Verb::EvaluationRate);
        if !kinds(actor, &bench.scope).is_empty() {
            forms.push(rate(form(), lang, actor, &bench.scope));
        }
        if on_behalf(actor, &bench.scope).is_some() {
            forms.push(enter(form(), lang));
        }
    }
    forms.extend(contact(bench, lang));
    // What cannot be done yet stands below what can.
    forms.sort_by_key(|f| !f.blocked.is_empty());
    forms
}

fn open(bench: &Bench, lang: Lang) -> Option<Form> {
    let until = bench.at + chrono::TimeDelta::days(60);
    let evidence = Evidence::EvaluationOpen { until };
    Offer::of(bench, lang, Verb::EvaluationOpen, evidence).form(|| {
        bench
            .form(Verb::EvaluationOpen)
            .title(lang.t("evaluation-open-title").to_string())
            .note(lang.t("evaluation-open-note").to_string())
    })
}

fn scores(lang: Lang) -> Field {
    let choices = Satisfaction::ALL
        .iter()
        .map(|s| Choice::new(s.code(), lang.t(s.key()).to_string()));
    Field::radio(
        "score",
        lang.t("evaluation-score-field").to_string(),
        choices,
    )
}

fn comment(lang: Lang) -> Field {
    Field::area("body", lang.t("evaluation-words").to_string())
        .hint(lang.t("evaluation-words-hint").to_string())
        .max(*WORDS.end())
        .rows(3)
        .optional()
}

/// To rate for oneself; whoever may as more than one kind chooses as which.
pub fn rate(form: Form, lang: Lang, actor: &Actor, scope: &Scope) -> Form {
    let mine = kinds(actor, scope);
    let mut form = form
        .title(lang.t("evaluation-rate-title").to_string())
        .intro(lang.t("evaluation-rate-intro").to_string())
        .field(scores(lang));
    if mine.len() > 1 {
        let choices = mine
            .iter()
            .map(|k| Choice::new(k.code(), lang.t(k.key()).to_string()));
        let field = Field::radio("kind", lang.t("evaluation-kind-field").to_string(), choices);
        form = form.field(field.value(mine.first().map_or("", |k| k.code())));
    }
    form.field(comment(lang))
        .note(lang.t("evaluation-rate-note").to_string())
}

/// To enter what a resident said by phone or on paper (代录).
fn enter(form: Form, lang: Lang) -> Form {
    let ways = RatingWay::ALL
        .into_iter()
        .map(|w| Choice::new(w.code(), lang.t(w.key()).to_string()));
    let form = form
        .title(lang.t("evaluation-enter-title").to_string())
        .quiet()
        .folded()
        .field(
            Field::text("on_behalf_of", lang.t("evaluation-behalf-name").to_string())
                .hint(lang.t("evaluation-behalf-name-hint").to_string())
                .max(60),
        )
        .field(
            Field::text(
                "on_behalf_phone",
                lang.t("evaluation-behalf-phone").to_string(),
            )
            .hint(lang.t("evaluation-behalf-phone-hint").to_string())
            .max(20)
            .optional(),
        )
        .field(Field::radio(
            "way",
            lang.t("evaluation-behalf-way").to_string(),
            ways,
        ))
        .field(scores(lang))
        .field(comment(lang))
        .submit(lang.t("evaluation-enter").to_string())
        .note(lang.t("evaluation-enter-note").to_string());
    told_apart(form, "for", "resident")
}

fn answer(bench: &Bench, lang: Lang, board: &Board) -> Option<Form> {
    let unhappy = Satisfaction::NotSatisfied;
    let not_satisfied = board.author.as_deref() == Some(unhappy.code())
        || bench.state().evaluation.author == AuthorWord::Said(unhappy);
    if !not_satisfied {
        return None;
    }
    let evidence = Evidence::AnswerAuthor {
        not_satisfied,
        reason: true,
    };
    Offer::of(bench, lang, Verb::EvaluationAnswer, evidence).form(|| {
        bench
            .form(Verb::EvaluationAnswer)
            .title(lang.t("evaluation-answer-title").to_string())
            .field(
                Field::area("body", lang.t("evaluation-answer-body").to_string())
                    .max(*WORDS.end())
                    .rows(4),
            )
            .note(lang.t("evaluation-answer-note").to_string())
    })
}

fn contact(bench: &Bench, lang: Lang) -> Option<Form> {
    let evidence = Evidence::ContactAuthor {
        way: Way::Phone,
        said: None,
    };
    Offer::of(bench, lang, Verb::EvaluationContactAuthor, evidence).form(|| {
        let ways = Way::ALL
            .iter()
            .map(|w| Choice::new(w.code(), lang.t(w.key()).to_string()));
        let nobody = lang.t("evaluation-not-reached").to_string();
        let results = Satisfaction::ALL
            .iter()
            .map(|s| Choice::new(s.code(), lang.t(s.key()).to_string()))
            .chain([Choice::new(Contact::NOT_REACHED, nobody)]);
        let result = lang.t("evaluation-contact-result").to_string();
        bench
            .form(Verb::EvaluationContactAuthor)
            .quiet()
            .folded()
            .field(Field::radio(
                "way",
                lang.t("evaluation-contact-way").to_string(),
                ways,
            ))
            .field(Field::radio("result", result, results))
            .field(
                Field::area("body", lang.t("evaluation-contact-words").to_string())
                    .rows(2)
                    .optional(),
            )
            .note(lang.t("evaluation-contact-note").to_string())
    })
}

fn sample(ratings: &Ratings) -> Evidence {
    Evidence::Ratings {
        ratings: ratings.clone(),
        reason: true,
        archive_checked: true,
    }
}

fn account(bench: &Bench, lang: Lang, ratings: &Ratings) -> Option<Form> {
    if !bench.state().evaluation.over(bench.at) {
        return None;
    }
    let done = bench.state().evaluation.account.is_some();
    Offer::of(bench, lang, Verb::EvaluationAccount, sample(ratings)).form(|| {
        let rules = &bench.state().rules;
        let mut form = bench
            .form(Verb::EvaluationAccount)
            .title(lang.t("evaluation-account-title").to_string())
            .intro(lang.t("evaluation-account-intro").to_string());
        let fields = [
            (EvaluationKind::Public, "shortfall_public"),
            (EvaluationKind::Member, "shortfall_member"),
            (EvaluationKind::PartyGov, "shortfall_party_gov"),
        ];
        for (kind, name) in fields {
            let (have, want) = (tally(ratings, kind).valid(), rules.minimum.of(kind));
            if have < want {
                let label = lang
                    .t("evaluation-shortfall")
                    .arg("kind", lang.t(kind.key()).to_string())
                    .arg("have", have)
                    .arg("want", want);
                form = form.field(Field::area(name, label.to_string()).rows(2));
            }
        }
        let papers = ArchivePaper::list(bench.state().no_result())
            .map(|p| Choice::new(p.code(), lang.t(p.key()).to_string()));
        let form = form
            .field(
                Field::checks("archive", lang.t("evaluation-archive").to_string(), papers)
                    .hint(lang.t("evaluation-archive-hint").to_string()),
            )
            .note(lang.t("evaluation-account-note").to_string());
        if done { form.quiet().folded() } else { form }
    })
}

fn conclude(bench: &Bench, lang: Lang, ratings: &Ratings) -> Option<Form> {
    bench.state().evaluation.account.as_ref()?;
    let nobody = ratings.public.valid() == 0 && bench.me.actor.has(Role::Leader);
    Offer::of(bench, lang, Verb::Conclude, sample(ratings)).form(|| {
        let form = bench
            .form(Verb::Conclude)
            .title(lang.t("evaluation-conclude-title").to_string())
            .note(lang.t("evaluation-conclude-note").to_string());
        let reason = Field::area("reason", lang.t("evaluation-reason").to_string()).rows(3);
        if nobody {
            form.intro(lang.t("evaluation-conclude-nobody").to_string())
                .field(reason)
        } else {
            form.field(reason.optional())
        }
    })
}

fn rehandle(bench: &Bench, lang: Lang, ratings: &Ratings) -> Option<Form> {
    if !bench.state().failed() {
        return None;
    }
    Offer::of(bench, lang, Verb::Rehandle, sample(ratings)).form(|| {
        bench
            .form(Verb::Rehandle)
            .title(lang.t("evaluation-rehandle-title").to_string())
            .quiet()
            .field(Field::area("reason", lang.t("evaluation-reason").to_string()).rows(3))
            .note(lang.t("evaluation-rehandle-note").to_string())
    })
}
