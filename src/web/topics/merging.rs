//! `/{street}/desk/topics/{code}/merge?target=`: both topics side by side, before one goes into the other.

use askama::Template;

use super::lock;
use crate::domain::settings::answers::{Answer, Occasion};
use crate::domain::workflow::Verb;
use crate::service::Problem;
use crate::service::step::{self, Held};
use crate::service::topics::unfit;
use crate::store::settings::answers::known;
use crate::store::topics::intake;
use crate::web::kit::answers;
use crate::web::kit::bench::Bench;
use crate::web::kit::form::{Field, Form};
use crate::web::kit::{Nav, PageError, PageResult, Shell, Visit};

/// One of the two topics.
struct Side {
    role: String,
    href: String,
    title: String,
    pairs: Vec<(String, String)>,
    body: Vec<String>,
}

#[derive(Template)]
#[template(path = "topics/merging.html")]
struct Page {
    ui: Shell,
    code: String,
    back: String,
    sides: Vec<Side>,
    told: Vec<String>,
    /// Somebody has the topic in hand; empty otherwise.
    theirs: String,
    form: Form,
}

/// The page's address.
#[must_use]
pub(super) fn path(ui: &Shell, code: &str, target: &str) -> String {
    ui.path(&format!("/desk/topics/{code}/merge?target={target}"))
}

/// Asks for the code of the other topic, and leads to the page.
pub(super) fn asks(ui: &Shell, code: &str) -> Form {
    let page = ui.path(&format!("/desk/topics/{code}/merge"));
    Form::new(page, ui.t("merge-compare"))
        .title(ui.t(&Verb::Merge.key()))
        .leads()
        .field(
            Field::text("target", ui.t("merge-target"))
                .hint(ui.t("merge-target-hint"))
                .max(40),
        )
        .note(ui.t("merge-compare-note"))
}

/// `GET /{street}/desk/topics/{code}/merge?target=`.
///
/// # Errors
/// 403 for those who may not merge it; when the database is away.
pub async fn page(mut visit: Visit) -> PageResult {
    let bench = Bench::open(&mut visit).await?;
    if !bench.shows(Verb::Merge) {
        return Err(PageError::Forbidden("work-forbidden"));
    }
    let target = visit.query("target").trim().to_ascii_uppercase();
    let beside = intake::beside(&mut visit.tx, bench.held.row.id, bench.at).await?;
    let other = other(&mut visit, &bench, &target).await?;
    let ui = visit.shell(visit.lang.t("merge-heading"), Nav::Desk);
    let code = bench.held.row.code.clone();
    let seen = beside.lock.as_ref();
    let mut page = Page {
        back: ui.path(&format!("/desk/topics/{code}/solicitation")),
        sides: vec![side(&ui, "merge-this", &bench.held)],
        told: Vec::new(),
        theirs: String::new(),
        form: asks(&ui, &code),
        code,
        ui,
    };
    match other {
        Ok(into) => {
            let ui = &page.ui;
            let supports = bench.held.row.supports;
            let moved = ui.t("merge-moved").arg("n", supports);
            page.told = vec![
                moved.arg("code", &*into.row.code).to_string(),
                ui.t("merge-told").to_string(),
                ui.t("merge-undo")
                    .arg("hours", bench.state().rules.limits.unmerge_hours)
                    .to_string(),
            ];
            page.sides.push(side(ui, "merge-that", &into));
            let mut forms = vec![merge(ui, &bench, &into, &known(&beside.answers))];
            lock::say_seen(&mut forms, seen);
            // What was sent meanwhile is shown with its words.
            let sent = visit.asked.again.as_ref().map(|again| &*again.action);
            if lock::is_theirs(&bench, seen) && sent != Some(&*forms[0].action) {
                page.theirs = ui.t("lock-folded").to_string();
            }
            page.form = visit.form(forms.remove(0));
        }
        Err(error) => {
            let mut form = visit.form(asks(&page.ui, &page.code));
            for field in form.fields.iter_mut().filter(|f| f.name == "target") {
                field.values = vec![target.clone()];
                if !target.is_empty() {
                    field.error = page.ui.t(error).to_string();
                }
            }
            page.form = form;
        }
    }
    visit.answer(&page)
}

/// The other topic, or what is wrong with its code; the same is asked again when the merge is done.
async fn other(
    visit: &mut Visit,
    bench: &Bench,
    code: &str,
) -> Result<Result<Held, &'static str>, PageError> {
    if code == bench.held.row.code {
        return Ok(Err("error-merge-itself"));
    }
    let held = match step::see(&mut visit.tx, code).await {
        Ok(held) => held,
        Err(Problem::NotFound) => return Ok(Err("error-no-such-topic")),
        Err(other) => return Err(other.into()),
    };
    Ok(match unfit(&bench.me, &held) {
        Some(error) => Err(error),
        None if held.state.standing.is_ended() => Err("error-merge-ended"),
        None => Ok(held),
    })
}

fn merge(ui: &Shell, bench: &Bench, into: &Held, own: &[(Occasion, Answer)]) -> Form {
    let form = bench
        .form(Verb::Merge)
        .submit(ui.t("merge-do").arg("code", &*into.row.code))
        .field(Field::hidden("target", into.row.code.clone()))
        .field(
            Field::area("reason", ui.t("field-why"))
                .rows(2)
                .max(1_000)
                .optional(),
        );
    answers::offer(form, ui.lang, own, Verb::Merge)
}

fn side(ui: &Shell, role: &'static str, held: &Held) -> Side {
    let (row, lang) = (&held.row, ui.lang);
    let author = if row.author_label.is_empty() {
        ui.t("topic-a-resident").to_string()
    } else {
        row.author_label.clone()
    };
    let place = [ui.named(&row.community_name), &row.place];
    let place: Vec<&str> = place.into_iter().filter(|p| !p.is_empty()).collect();
    let pair = |key: &'static str, value: String| (ui.t(key).to_string(), value);
    Side {
        role: ui.t(role).to_string(),
        href: ui.path(&format!("/topics/{}", row.code)),
        title: row.title.clone(),
        pairs: vec![
            pair("merge-code", row.code.clone()),
            pair("merge-step", lang.t(held.state.step.key()).to_string()),
            pair("intake-place", place.join(" · ")),
            pair("intake-author", author),
            pair("merge-raised", lang.date(row.created_at)),
            pair(
                "merge-supports",
                lang.t("topics-supports").arg("n", row.supports).to_string(),
            ),
        ],
        body: row.body.lines().map(str::to_owned).collect(),
    }
}
