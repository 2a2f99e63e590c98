//! `/{street}/desk/topics/{code}/more`: what can be done at any step, and after some ends; and
//! `/{street}/desk/topics/{code}`, which leads to the work page of the step that the topic stands at.

use askama::Template;

use super::intake::{asides, unmerge};
use super::timeline;
use crate::domain::workflow::{Bound, Standing, Step, Verb};
use crate::service::step;
use crate::store::record::entries::{self, TimelineRow};
use crate::web::kit::bench::Bench;
use crate::web::kit::form::{Choice, Field, Form};
use crate::web::kit::work::Work;
use crate::web::kit::{Nav, PageResult, Shell, Visit};

#[derive(Template)]
#[template(path = "topics/more.html")]
struct Page {
    ui: Shell,
    work: Work,
    /// What was said for and against hiding the text, for whoever decides on it.
    said: Vec<String>,
}

/// `GET /{street}/desk/topics/{code}`.
///
/// # Errors
/// A 404 where there is no such topic.
pub async fn to_step(mut visit: Visit) -> PageResult {
    let code = visit.param("code").to_owned();
    let _ = visit.me()?;
    let held = step::see(&mut visit.tx, &code).await?;
    let at = if held.state.standing.is_ended() {
        "more"
    } else {
        held.state.step.code()
    };
    Ok(visit.to(&format!("/desk/topics/{code}/{at}")))
}

/// The verbs whose forms stand here.
pub const OFFERED: [Verb; 14] = [
    Verb::BoundConsent,
    Verb::EndUnresolvedSign,
    Verb::TakeDownConfirm,
    Verb::Restore,
    Verb::ReconsiderDecide,
    Verb::Reconsider,
    Verb::Unmerge,
    Verb::Resume,
    Verb::Suspend,
    Verb::Recuse,
    Verb::Escalate,
    Verb::EndUnresolved,
    Verb::TakeDown,
    Verb::BoundAsk,
];

/// `GET /{street}/desk/topics/{code}/more`.
///
/// # Errors
/// 403 for those who neither work on the topic nor may do anything here; when the database is away.
pub async fn more(mut visit: Visit) -> PageResult {
    let bench = Bench::open_for(&mut visit, &OFFERED).await?;
    let moderation = &bench.state().moderation;
    let lines = if moderation.taken_down || moderation.take_down_asked.is_some() {
        entries::timeline(&mut visit.tx, bench.held.row.id).await?
    } else {
        Vec::new()
    };
    let ui = visit.shell(visit.lang.t("more-heading"), Nav::Desk);
    let said = said(&ui, &lines);
    let forms = forms(&ui, &bench);
    let heading = ui.t("more-heading").to_string();
    let mut asides = asides(&ui, &bench);
    asides.pop();
    let work = bench.work(&visit, heading, forms, asides);
    visit.answer(&Page { ui, work, said })
}

/// The reasons of a take-down and what the author says against it, in order.
fn said(ui: &Shell, lines: &[TimelineRow]) -> Vec<String> {
    let asked = lines.iter().rev().find(|r| r.verb == Verb::TakeDown.code());
    let asked = asked.map(|row| timeline::quoted(ui.lang, "take-down-asked", row));
    let since = timeline::hidden(ui.lang, lines, "restore-asked", "topic-appeal-refused");
    asked.into_iter().chain(since).collect()
}

/// The public reason of a form.
fn why(ui: &Shell, key: &'static str) -> Field {
    Field::area("reason", ui.t(key)).rows(3).max(1_000)
}

fn yes_or_no(ui: &Shell, question: &'static str) -> Field {
    let choices = [("yes", "answer-yes"), ("no", "answer-no")];
    let choices = choices.map(|(value, key)| Choice::new(value, ui.t(key)));
    Field::radio("granted", ui.t(question), choices)
}

/// A verb, whether there is a reason to offer it now, and what its form asks.
type Offer<'a> = (Verb, bool, &'a dyn Fn(Form) -> Form);

fn forms(ui: &Shell, bench: &Bench) -> Vec<Form> {
    let state = bench.state();
    let moderation = &state.moderation;
    let asks_leader = state.end_asked.is_some();
    let at = |step: Step| state.step == step;
    let offers: [Offer; 13] = [
        (Verb::BoundConsent, !state.loops.asked.is_empty(), &|f| {
            let choices = state
                .loops
                .asked
                .keys()
                .map(|b| Choice::new(b.code(), ui.lang.t(b.key())));
            let first = state.loops.asked.keys().next().map_or("", |b| b.code());
            f.field(Field::radio("bound", ui.t("bound-which"), choices).value(first))
                .field(yes_or_no(ui, "bound-granted"))
                .field(why(ui, "field-why"))
        }),
        (Verb::EndUnresolvedSign, asks_leader, &|f| {
            f.danger()
                .field(why(ui, "field-public-why"))
                .note(ui.t("end-note"))
        }),
        (
            Verb::TakeDownConfirm,
            moderation.take_down_asked.is_some(),
            &|f| {
                f.danger()
                    .field(why(ui, "field-public-why"))
                    .note(ui.t("take-down-note"))
            },
        ),
        (
            Verb::Restore,
            moderation.taken_down && !bench.scope.is_author,
            &|f| {
                f.title(ui.t(&Verb::Restore.key()))
                    .submit(ui.t("restore-decide"))
                    .field(yes_or_no(ui, "restore-granted"))
                    .field(why(ui, "field-why"))
            },
        ),
        (
            Verb::ReconsiderDecide,
            state.declined.as_ref().is_some_and(|d| d.asked.is_some()),
            &|f| {
                f.field(yes_or_no(ui, "reconsider-granted"))
                    .field(why(ui, "field-public-why"))
            },
        ),
        (
            Verb::Reconsider,
            !bench.scope.is_author
                && state
                    .declined
                    .as_ref()
                    .is_some_and(|d| !d.used && bench.at <= d.until),
            &|f| f.quiet().folded().field(why(ui, "field-public-why")),
        ),
        (Verb::Unmerge, state.standing == Standing::Merged, &|f| {
            unmerge(ui, bench, f)
        }),
        (Verb::Resume, state.standing == Standing::Suspended, &|f| {
            f.note(ui.t("resume-note"))
        }),
        (Verb::Suspend, true, &|f| {
            f.quiet()
                .folded()
                .field(
                    Field::date("review", ui.t("suspend-review")).hint(ui.t("suspend-review-hint")),
                )
                .field(why(ui, "field-public-why"))
                .note(ui.t("suspend-note"))
        }),
        (Verb::Recuse, !bench.scope.recused, &|f| {
            f.quiet()
                .folded()
                .field(why(ui, "recuse-why"))
                .note(ui.t("recuse-note"))
        }),
        (
            Verb::Escalate,
            !state.level.is_street() && (!at(Step::Evaluation) || state.failed_for_good()),
            &|f| {
                f.quiet()
                    .folded()
                    .field(why(ui, "field-public-why"))
                    .note(ui.t("escalate-note"))
            },
        ),
        (
            Verb::EndUnresolved,
            state.level.is_street()
                && !asks_leader
                && (!at(Step::Scheduling) || state.approved())
                && (!at(Step::Evaluation) || state.failed_for_good()),
            &|f| {
                f.danger()
                    .folded()
                    .field(why(ui, "field-public-why"))
                    .field(Field::tick("sent_upward", ui.t("end-upward")))
                    .field(
                        Field::text("document", ui.t("end-document"))
                            .hint(ui.t("end-document-hint"))
                            .max(80)
                            .optional(),
                    )
                    .note(ui.t("end-ask-note"))
            },
        ),
        (
            Verb::TakeDown,
            !moderation.taken_down && moderation.take_down_asked.is_none(),
            &|f| {
                f.danger()
                    .folded()
                    .field(why(ui, "field-why"))
                    .note(ui.t("take-down-ask-note"))
            },
        ),
    ];
    let mut forms: Vec<Form> = offers
        .into_iter()
        .filter(|(verb, open, _)| *open && bench.shows(*verb))
        .map(|(verb, _, make)| make(bench.form(verb)))
        .collect();
    let bounds = reached(bench);
    if !bounds.is_empty() && bench.shows(Verb::BoundAsk) {
        let choices = bounds
            .into_iter()
            .map(|b| Choice::new(b.code(), ui.lang.t(b.key())));
        let form = bench
            .form(Verb::BoundAsk)
            .quiet()
            .field(Field::radio("bound", ui.t("bound-which"), choices))
            .field(why(ui, "field-why"))
            .note(ui.t("bound-note"));
        forms.push(form);
    }
    forms
}

/// The bounds that are reached and for which nobody has asked yet.
fn reached(bench: &Bench) -> Vec<Bound> {
    let state = bench.state();
    let evidence = |bound: Bound| crate::domain::workflow::Evidence::BoundAsk {
        bound,
        verb: bound.verb(),
    };
    Bound::ALL
        .into_iter()
        .filter(|b| !state.loops.asked.contains_key(b))
        .filter(|b| bench.blocked(Verb::BoundAsk, evidence(*b)).is_empty())
        .collect()
}
