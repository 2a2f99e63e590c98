//! `/{street}/desk/topics/{code}/conversion` and `/supervision`: the tasks of a topic, one of them open
//! with what can be done to it.

use askama::Template;
use uuid::Uuid;

use super::{forms, results};
use crate::domain::policy::Scope;
use crate::domain::privacy::LookedAt;
use crate::domain::tasks::Status;
use crate::domain::workflow::{Evidence, Step, Task, Verb};
use crate::kit::i18n::Lang;
use crate::store::tasks::notes::{self, TaskNote};
use crate::store::tasks::supervisors::{self, Choices, Unit};
use crate::store::tasks::{self as rows, TaskRow};
use crate::web::kit::bench::{Bench, calm};
use crate::web::kit::form::Form;
use crate::web::kit::offer::Offer;
use crate::web::kit::parts::{Chip, Happening, Timeline};
use crate::web::kit::strip::PhotoStrip;
use crate::web::kit::work::Work;
use crate::web::kit::{Nav, PageResult, Shell, Visit, still};

/// A task in the list.
struct TaskCard {
    id: String,
    head: String,
    href: String,
    open: bool,
    chips: Vec<Chip>,
    facts: Vec<(String, String)>,
    reason: String,
    notes: Option<Timeline>,
    photos: PhotoStrip,
}

#[derive(Template)]
#[template(path = "tasks/board.html")]
struct Page {
    ui: Shell,
    work: Work,
    tasks: Vec<TaskCard>,
    watchers: Vec<Watcher>,
}

/// A resident who looks after the tasks, as those see them who may appoint.
struct Watcher {
    name: String,
    since: String,
    form: Form,
}

/// `GET /{street}/desk/topics/{code}/conversion?task=`.
///
/// # Errors
/// Without a log-in, for somebody who has nothing to do here, when the database is away.
pub async fn conversion(visit: Visit) -> PageResult {
    page(visit, Step::Conversion).await
}

/// `GET /{street}/desk/topics/{code}/supervision?task=`.
///
/// # Errors
/// As [`conversion`].
pub async fn supervision(visit: Visit) -> PageResult {
    page(visit, Step::Supervision).await
}

async fn page(mut visit: Visit, step: Step) -> PageResult {
    let bench = Bench::open(&mut visit).await?;
    let topic = bench.held.row.id;
    let tasks = rows::of_topic(&mut visit.tx, topic).await?;
    let notes = notes::of_topic(&mut visit.tx, topic).await?;
    let appoints = bench.shows(Verb::SupervisorAppoint) && !tasks.is_empty();
    let choices = if appoints || bench.shows(Verb::TaskTransfer) || bench.shows(Verb::TaskAssign) {
        supervisors::choices(&mut visit.tx, topic).await?
    } else {
        Choices::default()
    };
    let units = choices.units;
    let lang = visit.lang;
    let chosen = chosen(&visit, &bench, lang, &tasks);
    let heading = match step {
        Step::Conversion => lang.t("tasks-conversion-heading"),
        Step::Supervision
        | Step::Solicitation
        | Step::Scheduling
        | Step::Research
        | Step::Deliberation
        | Step::Feedback
        | Step::Evaluation => lang.t("tasks-supervision-heading"),
    }
    .to_string();
    let mut offered: Vec<Form> = Vec::new();
    offered.extend(open_evaluation(&bench, lang));
    let open = tasks.iter().find(|r| Some(r.n) == chosen);
    if let Some((row, task)) = open.and_then(|r| Some((r, state_of(&bench, r)?))) {
        offered.extend(forms::all(&bench, lang, row, task, &units, &notes));
    }
    // What cannot be done yet stands below what can.
    offered.sort_by_key(|f| !f.blocked.is_empty());
    if appoints {
        offered.push(forms::appoint(&bench, lang));
    }
    let ui = visit.shell(heading.clone(), Nav::Desk);
    let watchers = choices.supervisors.iter().filter(|_| appoints);
    let whose: Vec<Uuid> = watchers.clone().map(|s| s.id).collect();
    let page = Page {
        watchers: watchers
            .map(|s| Watcher {
                name: still(lang, &s.name),
                since: lang
                    .t("supervisor-since")
                    .arg("date", lang.date(s.since))
                    .to_string(),
                form: visit.form(forms::dismiss(&bench, lang, s)),
            })
            .collect(),
        work: bench.work(&visit, heading, calm(offered), Vec::new()),
        tasks: tasks
            .iter()
            .map(|r| card(&ui, &bench, r, &notes, Some(r.n) == chosen))
            .collect(),
        ui,
    };
    let code = &bench.held.row.code;
    visit.answer_seen(&page, LookedAt::Tasks, code, whose).await
}

/// The task as the workflow has it.
fn state_of<'a>(bench: &'a Bench, row: &TaskRow) -> Option<&'a Task> {
    bench.state().task(u32::try_from(row.n).ok()?)
}

/// What holds between the person and one task.
pub(super) fn scope(bench: &Bench, task: &Task) -> Scope {
    Scope {
        lead_unit: task.unit,
        ..bench.scope.clone()
    }
}

/// The task asked for; else the first one at which the person has something to do; else the first.
fn chosen(visit: &Visit, bench: &Bench, lang: Lang, tasks: &[TaskRow]) -> Option<i16> {
    let asked: Option<i16> = visit.query("task").parse().ok();
    if let Some(n) = asked.filter(|n| tasks.iter().any(|t| t.n == *n)) {
        return Some(n);
    }
    let mine = tasks.iter().find(|r| {
        state_of(bench, r).is_some_and(|t| {
            t.round == bench.state().round && !forms::all(bench, lang, r, t, &[], &[]).is_empty()
        })
    });
    let round = i16::try_from(bench.state().round).unwrap_or(1);
    let first = tasks.iter().find(|t| t.round == round);
    mine.or(first).map(|r| r.n)
}

fn open_evaluation(bench: &Bench, lang: Lang) -> Option<Form> {
    let until = bench.at + chrono::TimeDelta::days(60);
    let evidence = Evidence::EvaluationOpen { until };
    Offer::of(bench, lang, Verb::EvaluationOpen, evidence).form(|| {
        bench
            .form(Verb::EvaluationOpen)
            .title(lang.t("tasks-evaluation-open-title").to_string())
            .note(lang.t("tasks-evaluation-open-note").to_string())
    })
}

fn card(ui: &Shell, bench: &Bench, row: &TaskRow, notes: &[TaskNote], open: bool) -> TaskCard {
    let lang = ui.lang;
    let status = Status::from_code(&row.status);
    let mut chips = vec![results::chip(lang, &row.status)];
    if status.is_some_and(Status::is_open) {
        chips.extend(row.due_at.map(|due| ui.due_chip(&due)));
    }
    let mut facts = Vec::new();
    let mut fact = |key: &'static str, text: String| {
        if !text.is_empty() {
            facts.push((lang.t(key).to_string(), text));
        }
    };
    fact("task-unit", ui.named(&row.unit_name).to_owned());
    fact("task-assisting", row.assisting.clone());
    let target = row
        .target_kind
        .as_deref()
        .map_or(String::new(), |k| lang.t(format!("target-{k}")).to_string());
    fact("task-target", target);
    fact("task-target-detail", row.target_detail.clone());
    fact(
        "task-due",
        row.due_at.map_or(String::new(), |d| lang.date(d)),
    );
    let next = row.next_check_at.map_or(String::new(), |d| lang.date(d));
    fact("task-next-check", next);
    if let Some(task) = state_of(bench, row) {
        if task.legal_needed {
            let key = if task.legal_obtained {
                "task-legal-obtained"
            } else {
                "task-legal-needed"
            };
            fact("task-legal", lang.t(key).to_string());
        }
        if let Some(asked) = task.extension_asked {
            fact("task-extension-asked", lang.date(asked));
        }
    }
    let mine: Vec<Happening> = notes
        .iter()
        .rev()
        .filter(|n| n.task_id == row.id)
        .map(|n| happening(lang, n))
        .collect();
    let shown = notes.iter().filter(|n| open && n.task_id == row.id);
    TaskCard {
        photos: PhotoStrip::of(ui, shown.flat_map(|n| &n.photos.0)),
        id: format!("task-{}", row.n),
        head: lang
            .t("task-head")
            .arg("n", i64::from(row.n))
            .arg("title", row.title.clone())
            .to_string(),
        href: format!("?task={}#task-{}", row.n, row.n),
        open,
        chips,
        facts,
        reason: row.reason.clone(),
        notes: (open && !mine.is_empty()).then(|| Timeline::new(mine, "").folded(lang, 5)),
    }
}

/// What was done to a task, as a sentence.
pub(super) fn happening(lang: Lang, n: &TaskNote) -> Happening {
    let verb = Verb::from_code(&n.kind).map_or(String::new(), |v| lang.t(v.key()).to_string());
    let result = match n.result.as_str() {
        "" => String::new(),
        "a" | "b" | "c" | "d" => lang.t(format!("grade-{}", n.result)).to_string(),
        other => lang
            .maybe(&format!("task-result-{}", other.replace('_', "-")))
            .unwrap_or_default(),
    };
    let day = n.day.map_or(String::new(), |d| lang.day(d));
    let parts: Vec<String> = [n.by_label.clone(), verb, result, day]
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect();
    let mut words = n.words.clone();
    if !n.evidence.is_empty() {
        if !words.is_empty() {
            words.push('\n');
        }
        words.push_str(
            &lang
                .t("task-note-evidence")
                .arg("what", n.evidence.replace('\n', " · "))
                .to_string(),
        );
    }
    Happening {
        machine: crate::kit::times::machine(n.at),
        date: lang.short_date(n.at),
        text: parts.join(" · "),
        words,
        href: String::new(),
    }
}

/// The units as choices; also used by the forms.
pub(super) fn unit_name(lang: Lang, unit: &Unit) -> String {
    lang.name(&unit.name, &unit.english_name).to_owned()
}
