//! What became of a topic: its conversion tasks and its evaluation.

use super::{Line, Section, paragraphs};
use crate::store::topics::papers::{Evaluation, Papers, Task};
use crate::web::kit::Shell;
use crate::web::kit::parts::Chip;
use crate::web::kit::strip::PhotoStrip;

/// What was promised, by whom and until when.
pub(super) fn tasks(ui: &Shell, papers: &Papers) -> Option<Section> {
    let shown: Vec<&Task> = papers
        .tasks
        .iter()
        .filter(|t| t.status != "replaced")
        .collect();
    if shown.is_empty() {
        return None;
    }
    let mut s = Section::new(ui, "tasks", "topic-tasks");
    s.lines = shown
        .into_iter()
        .map(|t| {
            let mut under = Vec::new();
            if !t.unit_name.is_empty() {
                under.push(
                    ui.t("topic-task-unit")
                        .arg("unit", ui.named(&t.unit_name))
                        .to_string(),
                );
            }
            if let Some(due) = t.due_at {
                under.push(
                    ui.t("topic-task-due")
                        .arg("date", ui.lang.date(due))
                        .to_string(),
                );
            }
            if !t.reason.is_empty() {
                under.push(t.reason.clone());
            }
            Line {
                text: ui
                    .t("topic-item")
                    .arg("n", t.n)
                    .arg("text", t.title.as_str())
                    .to_string(),
                under,
                chip: Some(task_chip(ui, t)),
                photos: PhotoStrip::of(
                    ui,
                    papers.photos.iter().filter(|p| p.task_id == Some(t.id)),
                ),
                ..Line::default()
            }
        })
        .collect();
    Some(s)
}

fn task_chip(ui: &Shell, t: &Task) -> Chip {
    let overdue = t.due_at.is_some_and(|due| due < ui.now);
    match t.grade.as_deref() {
        Some("a") => Chip::new("good", ui.t("grade-a")),
        Some("b") if overdue => Chip::new("late", ui.t("grade-b")),
        Some("b") => Chip::new("wait", ui.t("grade-b")),
        Some("c") => Chip::new("plain", ui.t("grade-c")),
        Some(_) => Chip::new("plain", ui.t("grade-d")),
        None => match t.due_at {
            Some(due) => ui.due_chip(&due),
            None => Chip::new("plain", ui.t("task-state-unassigned")),
        },
    }
}

/// What came of it, in the eyes of those concerned.
pub(super) fn evaluation(ui: &Shell, papers: &Papers) -> Option<Section> {
    let last: &Evaluation = papers.evaluations.last()?;
    let mut s = Section::new(ui, "evaluation", "topic-evaluation");
    s.pairs = vec![(
        ui.t("topic-ratings").to_string(),
        ui.t("topic-ratings-n")
            .arg("public", last.ratings_public)
            .arg("member", last.ratings_member)
            .arg("leaders", last.ratings_party_gov)
            .to_string(),
    )];
    match last.score {
        Some(score) => s.pairs.insert(
            0,
            (
                ui.t("topic-score").to_string(),
                ui.t("topic-score-n").arg("n", score).to_string(),
            ),
        ),
        None => s.pairs.push((
            ui.t("topic-window").to_string(),
            ui.t("topic-posted-until")
                .arg("from", ui.lang.short_date(last.opened_at))
                .arg("until", ui.lang.short_date(last.closes_at))
                .to_string(),
        )),
    }
    for (key, why) in [
        ("topic-shortfall-public", &last.shortfall_public),
        ("topic-shortfall-member", &last.shortfall_member),
        ("topic-shortfall-leaders", &last.shortfall_party_gov),
    ] {
        if !why.is_empty() {
            s.pairs.push((ui.t(key).to_string(), why.clone()));
        }
    }
    if !last.reason.is_empty() {
        s.paragraphs = paragraphs(&last.reason);
    }
    Some(s)
}

/// The latest comments, and the way to all of them.
pub fn comments(ui: &Shell, papers: &Papers, code: &str) -> Option<Section> {
    if papers.comments.is_empty() {
        return None;
    }
    let mut s = Section::new(ui, "comments", "topic-comments");
    s.lines = papers
        .comments
        .iter()
        .map(|c| Line {
            text: c.body.clone(),
            theirs: true,
            under: vec![format!("{} · {}", c.label, ui.lang.short_date_time(c.at))],
            ..Line::default()
        })
        .collect();
    // The other page shows more, and there one reports a comment: it never only repeats.
    let more = papers.comment_count > i64::try_from(papers.comments.len()).unwrap_or(i64::MAX);
    let key = match more {
        true => "topic-comments-all",
        false => "topic-comments-report",
    };
    s.lines.push(Line {
        text: ui.t(key).arg("n", papers.comment_count).to_string(),
        href: ui.path(&format!("/topics/{code}/comments")),
        ..Line::default()
    });
    Some(s)
}
