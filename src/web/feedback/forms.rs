//! What somebody can do at step 5, the main thing first.

use uuid::Uuid;

use super::work::running;
use crate::domain::feedback::{Basis, POSTING, WORDS, posting_hash};
use crate::domain::opinions::Opinion;
use crate::domain::workflow::{ContentHash, Evidence, Verb, Way};
use crate::kit::i18n::Lang;
use crate::store::feedback::board::{Board, Objection};
use crate::web::kit::bench::Bench;
use crate::web::kit::form::{Choice, Field, Form};
use crate::web::kit::offer::{Offer, told_apart};
use crate::web::kit::panel::Ask;

/// Every form that is offered.
pub fn all(bench: &Bench, lang: Lang, board: &Board) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    forms.extend(release(bench, lang, board));
    for (n, o) in (1_i64..).zip(&board.objections) {
        forms.extend(reply(bench, lang, (n, o), Verb::FeedbackAnswer));
        forms.extend(reply(bench, lang, (n, o), Verb::FeedbackSustain));
    }
    forms.extend(no_result(bench, lang));
    forms.extend(post(bench, lang, board));
    forms.extend(deliver(bench, lang, board));
    forms.extend(close(bench, lang, board));
    // What cannot be done yet stands below what can.
    forms.sort_by_key(|f| !f.blocked.is_empty());
    forms
}

fn deliver(bench: &Bench, lang: Lang, board: &Board) -> Option<Form> {
    let told = &bench.state().feedback.told;
    let next = board.groups.iter().find(|g| !told.contains(&g.id));
    let any = next.or_else(|| board.groups.first())?;
    let evidence = Evidence::Deliver {
        group: any.id,
        way: Way::Handed,
    };
    let form = || {
        let groups = board.groups.iter().map(|g| {
            let choice = Choice::new(g.id.to_string(), g.name.clone());
            if told.contains(&g.id) {
                choice.hint(lang.t("feedback-told").to_string())
            } else {
                choice
            }
        });
        let mut group = Field::radio("group", lang.t("feedback-group").to_string(), groups);
        if let Some(next) = next {
            group = group.value(next.id.to_string());
        }
        let ways = Way::ALL
            .iter()
            .map(|w| Choice::new(w.code(), lang.t(w.key()).to_string()));
        let form = bench
            .form(Verb::FeedbackDeliver)
            .title(lang.t("feedback-deliver-title").to_string())
            .intro(lang.t("feedback-deliver-intro").to_string())
            .field(group)
            .field(Field::radio(
                "way",
                lang.t("feedback-way").to_string(),
                ways,
            ))
            .field(
                Field::text("recipient", lang.t("feedback-recipient").to_string())
                    .hint(lang.t("feedback-recipient-hint").to_string())
                    .max(60),
            )
            .field(
                Field::area("note", lang.t("feedback-note").to_string())
                    .rows(2)
                    .optional(),
            );
        if next.is_some() {
            form
        } else {
            form.quiet().folded()
        }
    };
    Offer::of(bench, lang, Verb::FeedbackDeliver, evidence).form(form)
}

/// The posting is drafted from the opinion, until somebody has written it.
fn post(bench: &Bench, lang: Lang, board: &Board) -> Option<Form> {
    let evidence = Evidence::Post {
        hash: ContentHash(String::new()),
        hits: 0,
    };
    let standing = board.posting.as_ref().filter(|p| p.voided_at.is_none());
    let form = || {
        let text = standing.map_or_else(|| basis(bench, board).draft(), |p| p.body.clone());
        let form = bench
            .form(Verb::FeedbackPost)
            .title(lang.t("posting-title").to_string())
            .intro(lang.t("posting-intro").to_string())
            .field(
                Field::area("body", lang.t("posting-body").to_string())
                    .value(text)
                    .rows(16)
                    .max(*POSTING.end()),
            )
            .field(
                Field::tick("mask", lang.t("posting-mask").to_string())
                    .hint(lang.t("posting-mask-hint").to_string())
                    .optional(),
            )
            .note(lang.t("posting-note").to_string());
        if standing.is_some() {
            form.quiet().folded()
        } else {
            form
        }
    };
    Offer::of(bench, lang, Verb::FeedbackPost, evidence).form(form)
}

fn basis(bench: &Bench, board: &Board) -> Basis {
    let row = &bench.held.row;
    let content = board.opinion.clone().unwrap_or_default();
    let opinion: Option<Opinion> = serde_json::from_value(content).ok();
    let no_result = board.no_result.as_ref().filter(|r| r.decided_at.is_some());
    let mut basis = Basis {
        code: row.code.clone(),
        title: row.title.clone(),
        council: row.council_name.clone(),
        no_result: no_result.map_or(String::new(), |r| r.reason.clone()),
        ..Basis::default()
    };
    if let Some(o) = opinion {
        basis.result = o.summary;
        basis.items = o
            .items
            .into_iter()
            .map(|i| (i.no, i.text, i.accepted))
            .collect();
        basis.agreement = o.agreement;
        basis.dissents = o.dissents;
    }
    basis
}

fn release(bench: &Bench, lang: Lang, board: &Board) -> Option<Form> {
    let posting = board
        .posting
        .as_ref()
        .filter(|p| p.voided_at.is_none() && p.released_at.is_none())?;
    let hash = posting_hash(bench.held.row.id, posting.n, &posting.body).ok()?;
    let hits = posting.hits.as_array().map_or(0, Vec::len);
    let evidence = Evidence::Release {
        hash: hash.clone(),
        passed: true,
        until: bench.at + chrono::TimeDelta::days(1),
    };
    let form = || {
        let mut form = bench
            .form(Verb::FeedbackRelease)
            .title(lang.t("posting-release-title").to_string())
            .field(Field::hidden("hash", hash.0.clone()))
            .note(lang.t("posting-release-note").to_string());
        if hits > 0 {
            let n = i64::try_from(hits).unwrap_or(i64::MAX);
            form = form
                .intro(lang.t("posting-release-findings").arg("n", n).to_string())
                .field(
                    Field::area("reason", lang.t("posting-pass-reason").to_string())
                        .hint(lang.t("posting-pass-reason-hint").to_string())
                        .rows(3),
                );
        }
        form
    };
    Offer::of(bench, lang, Verb::FeedbackRelease, evidence).form(form)
}

/// To answer or to sustain an objection; the words that the other seat signed are signed as they stand.
fn reply(bench: &Bench, lang: Lang, (n, o): (i64, &Objection), verb: Verb) -> Option<Form> {
    if o.decided_at.is_some() {
        return None;
    }
    let sustains = verb == Verb::FeedbackSustain;
    let outcome = if sustains { "sustained" } else { "answered" };
    let (mine, other) = match (o.outcome.as_deref(), o.hash.as_deref()) {
        (Some(kept), Some(hash)) if kept == outcome => (Some(hash), false),
        (Some(_), Some(_)) => (None, true),
        (_, _) => (None, false),
    };
    // What is proposed in the other sense stands first: it is signed, or its writer thinks again.
    let written_by_me = bench
        .state()
        .feedback
        .replies
        .get(&o.id)
        .is_some_and(|r| r.signatures.0.iter().all(|s| s.by == bench.person));
    if other && !written_by_me {
        return None;
    }
    let hash = mine.map_or_else(|| ContentHash("0".repeat(64)), ContentHash::from);
    let evidence = Evidence::Objection {
        objection: o.id,
        hash,
        reason: true,
    };
    let form = || {
        let form = bench
            .form(verb)
            .title(
                lang.t(if sustains {
                    "objection-sustain-title"
                } else {
                    "objection-answer-title"
                })
                .arg("n", n)
                .to_string(),
            )
            .field(Field::hidden("objection", o.id.to_string()));
        let form = match mine {
            Some(hash) => form
                .intro(lang.t("objection-sign-intro").to_string())
                .field(Field::hidden("hash", hash))
                .submit(lang.t("objection-sign").to_string()),
            None => form.field(
                Field::area("reason", lang.t("objection-reason").to_string())
                    .hint(lang.t("objection-reason-hint").to_string())
                    .max(*WORDS.end())
                    .rows(4),
            ),
        };
        let form = if sustains {
            form.note(lang.t("objection-sustain-note").to_string())
                .quiet()
                .folded()
        } else {
            form.note(lang.t("objection-answer-note").to_string())
        };
        told_apart(form, "objection", n)
    };
    Offer::of(bench, lang, verb, evidence).form(form)
}

fn no_result(bench: &Bench, lang: Lang) -> Option<Form> {
    let opinion = &bench.state().opinion;
    if opinion.accepted().next().is_some() || opinion.no_result_at.is_some() {
        return None;
    }
    let on_table = opinion.no_result.clone();
    let evidence = Evidence::SignReason {
        hash: on_table.clone().unwrap_or(ContentHash("0".repeat(64))),
        reason: true,
    };
    let form = || {
        let form = bench
            .form(Verb::NoResult)
            .title(lang.t("no-result-title").to_string())
            .note(lang.t("no-result-note").to_string());
        match on_table {
            Some(hash) => form
                .intro(lang.t("no-result-sign-intro").to_string())
                .field(Field::hidden("hash", hash.0))
                .submit(lang.t("no-result-sign").to_string()),
            None => form.field(
                Field::area("reason", lang.t("no-result-reason").to_string())
                    .max(*WORDS.end())
                    .rows(4),
            ),
        }
    };
    Offer::of(bench, lang, Verb::NoResult, evidence).form(form)
}

fn close(bench: &Bench, lang: Lang, board: &Board) -> Option<Form> {
    let evidence = Evidence::FeedbackClose {
        objections: running(board),
        acknowledged: 0,
        root: None,
    };
    let form = || {
        let key = if bench.state().no_result() {
            "feedback-close-note-no-result"
        } else {
            "feedback-close-note"
        };
        bench
            .form(Verb::FeedbackClose)
            .title(lang.t("feedback-close-title").to_string())
            .note(lang.t(key).to_string())
    };
    Offer::of(bench, lang, Verb::FeedbackClose, evidence).form(form)
}

/// The forms of a stakeholder on the public page: read it, or object.
pub fn stakeholder(ask: &Ask<'_>, groups: &[(Uuid, String)]) -> Vec<Form> {
    let lang = ask.ui.lang;
    let mut object = ask
        .form(Verb::FeedbackObject)
        .title(lang.t("posting-object-title").to_string())
        .quiet()
        .folded();
    if groups.len() > 1 {
        let choices = groups
            .iter()
            .map(|(id, name)| Choice::new(id.to_string(), name.clone()));
        let field = Field::select("group", lang.t("posting-object-group").to_string(), choices);
        object = object.field(
            field
                .hint(lang.t("posting-object-group-hint").to_string())
                .optional(),
        );
    }
    let object = object
        .field(
            Field::area("body", lang.t("posting-object-body").to_string())
                .hint(lang.t("posting-object-hint").to_string())
                .max(*WORDS.end())
                .rows(4),
        )
        .note(lang.t("posting-object-note").to_string());
    let read = ask
        .form(Verb::FeedbackAcknowledge)
        .submit(lang.t("posting-acknowledge").to_string());
    vec![read, object]
}
