//! What the public page of a topic says of its tasks: unit, date, result.

use crate::domain::tasks::Status;
use crate::kit::i18n::Lang;
use crate::store::topics::papers::Task;
use crate::web::kit::panel::{Ask, Panel};

/// The tasks (转化任务); none before there are any. Those of an earlier round stand below.
#[must_use]
pub fn panels(ask: &Ask<'_>) -> Vec<Panel> {
    let tasks = &ask.papers.tasks;
    if tasks.is_empty() {
        return Vec::new();
    }
    let lang = ask.ui.lang;
    let (old, now): (Vec<&Task>, Vec<&Task>) = tasks
        .iter()
        .partition(|t| t.status == Status::Replaced.code());
    let settled = |t: &&&Task| Status::from_code(&t.status).is_some_and(|s| !s.is_open());
    let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let intro = lang
        .t("tasks-panel-intro")
        .arg("all", n(now.len()))
        .arg("done", n(now.iter().filter(settled).count()))
        .to_string();
    let mut panel = Panel::new(lang.t("tasks-panel-title").to_string()).line(intro);
    for task in now.into_iter().chain(old) {
        panel = panel.line(line(lang, task));
        if !task.reason.is_empty() {
            panel = panel.line(task.reason.clone());
        }
    }
    vec![panel]
}

/// A task in a sentence: what, by whom, until when, how far.
fn line(lang: Lang, t: &Task) -> String {
    let unit = match (t.unit_name.as_str(), t.assisting.as_str()) {
        ("", _) => lang.t("task-no-unit").to_string(),
        (lead, "") => lead.to_owned(),
        (lead, assisting) => lang
            .t("task-units")
            .arg("lead", lead.to_owned())
            .arg("assisting", assisting.to_owned())
            .to_string(),
    };
    let status = Status::from_code(&t.status);
    let mut parts = vec![
        lang.t("task-head")
            .arg("n", i64::from(t.n))
            .arg("title", t.title.clone())
            .to_string(),
        status.map_or(String::new(), |s| lang.t(s.key()).to_string()),
        unit,
    ];
    if let Some(due) = t.due_at.filter(|_| status.is_some_and(Status::is_open)) {
        parts.push(
            lang.t("results-due")
                .arg("date", lang.date(due))
                .to_string(),
        );
    }
    parts.join(" · ")
}
