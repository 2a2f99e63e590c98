//! The published papers of a topic as sections of its page.

mod results;

pub(super) use results::comments;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::domain::opinions::{Minutes, Opinion};
use crate::domain::plans::Content;
use crate::domain::workflow::{State, Step};
use crate::store::topics::papers::{Papers, Research, Session};
use crate::web::kit::parts::Chip;
use crate::web::kit::strip::PhotoStrip;
use crate::web::kit::{Shell, assessed};

/// A line of a list within a section.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// The line itself.
    pub text: String,
    /// Somebody wrote it.
    pub theirs: bool,
    /// Where it leads; empty without.
    pub href: String,
    /// What stands under it.
    pub under: Vec<String>,
    /// Its state.
    pub chip: Option<Chip>,
    /// What shows it.
    pub photos: PhotoStrip,
}

/// A section of the page.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// The step is behind the topic: its paper waits behind its heading.
    pub folded: bool,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// Names with values.
    pub pairs: Vec<(String, String)>,
    /// Lines, each with what belongs to it.
    pub lines: Vec<Line>,
}

impl Section {
    fn new(ui: &Shell, id: &'static str, key: &'static str) -> Self {
        Self {
            id,
            title: ui.t(key).to_string(),
            ..Self::default()
        }
    }
}

/// Every section that has something to say, in the order of the steps. What prepared a step that is
/// over lies folded; what was agreed, promised and rated stays open.
#[must_use]
pub fn sections(
    ui: &Shell,
    state: &State,
    papers: &Papers,
    sessions_have_pages: bool,
) -> Vec<Section> {
    let reached = match state.standing.is_ended() {
        true => u8::MAX,
        false => state.step.no(),
    };
    let prepared = |step: Step, section: Option<Section>| {
        section.map(|s| Section {
            folded: reached > step.no().saturating_add(1),
            ..s
        })
    };
    let found = [
        prepared(Step::Solicitation, origin(ui, state, papers)),
        prepared(Step::Solicitation, assessment(ui, papers)),
        prepared(Step::Scheduling, plan(ui, papers)),
        sessions(ui, papers, sessions_have_pages),
        prepared(Step::Research, research(ui, papers)),
        prepared(Step::Deliberation, minutes(ui, papers)),
        opinion(ui, papers),
        prepared(Step::Feedback, feedback(ui, papers)),
        results::tasks(ui, papers),
        results::evaluation(ui, papers),
    ];
    found.into_iter().flatten().collect()
}

/// A content as its room wrote it; one that cannot be read is left out of the page, and logged.
pub(super) fn read<T: DeserializeOwned>(what: &'static str, content: &Value) -> Option<T> {
    serde_json::from_value(content.clone())
        .map_err(|fault| tracing::warn!(what, error = %fault, "a published content cannot be read"))
        .ok()
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What a member or the issuing body wrote with it.
fn origin(ui: &Shell, state: &State, papers: &Papers) -> Option<Section> {
    let came = papers.origin.as_ref()?;
    Some(Section {
        id: "origin",
        title: ui.lang.t(state.source.key()).to_string(),
        pairs: super::origin::pairs(ui, came),
        ..Section::default()
    })
}

fn assessment(ui: &Shell, papers: &Papers) -> Option<Section> {
    let found = papers.assessment.as_ref()?;
    let mut s = Section::new(ui, "assessment", "topic-assessment");
    s.paragraphs = paragraphs(&found.problem);
    s.pairs = assessed::pairs(ui, papers);
    Some(s)
}

/// The plan's participants by identity: `居民代表 6、政协委员 2`. Names stay with the council.
fn by_identity(ui: &Shell, content: &Content) -> String {
    let counts: Vec<String> = content
        .by_identity()
        .into_iter()
        .map(|(identity, n)| format!("{} {n}", ui.lang.t(identity.key())))
        .collect();
    ui.lang.join(&counts)
}

fn plan(ui: &Shell, papers: &Papers) -> Option<Section> {
    let plan = papers.plan.as_ref()?;
    let content: Content = read("plan", &plan.content)?;
    let mut s = Section::new(ui, "plan", "topic-plan");
    let forms: Vec<String> = content
        .sessions
        .iter()
        .map(|m| ui.lang.t(m.form.key()).to_string())
        .collect();
    let groups: Vec<String> = content
        .groups
        .iter()
        .map(|g| {
            ui.t("plan-group")
                .arg("name", g.name.as_str())
                .arg("task", g.task.as_str())
                .to_string()
        })
        .collect();
    s.pairs = vec![
        (ui.t("plan-forms").to_string(), ui.lang.join(&forms)),
        (
            ui.t("plan-participants").to_string(),
            ui.t("plan-people")
                .arg("n", content.participants.len())
                .arg("who", by_identity(ui, &content))
                .to_string(),
        ),
        (ui.t("plan-groups").to_string(), ui.lang.join(&groups)),
        (
            ui.t("plan-published").to_string(),
            ui.t("plan-published-at")
                .arg("n", plan.n)
                .arg("date", ui.lang.date(plan.published_at))
                .to_string(),
        ),
    ];
    s.pairs.retain(|(_, value)| !value.is_empty());
    s.paragraphs = paragraphs(&content.agenda);
    Some(s)
}

fn sessions(ui: &Shell, papers: &Papers, have_pages: bool) -> Option<Section> {
    let shown: Vec<&Session> = papers
        .sessions
        .iter()
        .filter(|s| s.status != "cancelled")
        .collect();
    if shown.is_empty() {
        return None;
    }
    let mut s = Section::new(ui, "sessions", "topic-sessions");
    s.lines = shown
        .into_iter()
        .map(|m| {
            let mut under = vec![
                ui.lang
                    .t(format!("form-{}", m.form.replace('_', "-")))
                    .to_string(),
            ];
            if !m.room.is_empty() {
                under.push(ui.named(&m.room).to_owned());
            }
            let n = |key: &str, n: i64| ui.lang.t(key.to_owned()).arg("n", n).to_string();
            if m.opened_at.is_some() {
                under.push(n("session-present-n", m.present));
            } else if m.invited > 0 {
                under.push(n("session-coming-n", m.coming));
            }
            Line {
                text: ui.date_time(&m.starts_at),
                href: if have_pages {
                    ui.path(&format!("/sessions/{}", m.id))
                } else {
                    String::new()
                },
                under: vec![under.join(" · ")],
                chip: Some(Chip::session(ui.lang, &m.status)),
                ..Line::default()
            }
        })
        .collect();
    Some(s)
}

fn research(ui: &Shell, papers: &Papers) -> Option<Section> {
    let reported: Vec<&Research> = papers
        .research
        .iter()
        .filter(|g| g.reported_at.is_some())
        .collect();
    if reported.is_empty() && papers.waiver.is_none() {
        return None;
    }
    let mut s = Section::new(ui, "research", "topic-research");
    s.lines = reported
        .into_iter()
        .map(|g| Line {
            text: g.name.clone(),
            under: std::iter::once(
                ui.t("topic-research-n")
                    .arg("visits", g.visits)
                    .arg("surveys", g.surveys)
                    .arg("findings", g.findings)
                    .to_string(),
            )
            .chain(paragraphs(&g.report))
            .collect(),
            ..Line::default()
        })
        .collect();
    if let Some(waiver) = &papers.waiver {
        let line = ui.t("topic-waived").arg("why", waiver.reason.as_str());
        s.paragraphs.push(line.to_string());
    }
    Some(s)
}

fn minutes(ui: &Shell, papers: &Papers) -> Option<Section> {
    let minutes: Minutes = read("minutes", &papers.minutes.as_ref()?.content)?;
    let mut s = Section::new(ui, "minutes", "topic-minutes");
    s.paragraphs = paragraphs(&minutes.conclusions);
    let divided = paragraphs(&minutes.divided);
    if !divided.is_empty() {
        s.pairs
            .push((ui.t("topic-divided").to_string(), divided.join(" ")));
    }
    s.lines = papers
        .ballots
        .iter()
        .map(|b| Line {
            text: b.question.clone(),
            under: b
                .options
                .iter()
                .zip(&b.counts)
                .map(|(option, n)| {
                    ui.t("topic-votes")
                        .arg("option", option.as_str())
                        .arg("n", *n)
                        .to_string()
                })
                .collect(),
            ..Line::default()
        })
        .collect();
    Some(s)
}

fn opinion(ui: &Shell, papers: &Papers) -> Option<Section> {
    let issued = papers.opinion.as_ref()?;
    let opinion: Opinion = read("opinion", &issued.content)?;
    let mut s = Section::new(ui, "opinion", "topic-opinion");
    s.paragraphs = paragraphs(&opinion.summary);
    s.lines = opinion
        .items
        .iter()
        .map(|item| Line {
            text: ui
                .t("topic-item")
                .arg("n", item.no)
                .arg("text", item.text.as_str())
                .to_string(),
            chip: Some(if item.accepted {
                Chip::new("good", ui.t("topic-item-accepted"))
            } else {
                Chip::new("plain", ui.t("topic-item-not-accepted"))
            }),
            ..Line::default()
        })
        .collect();
    if let Some(agreement) = opinion.agreement {
        s.pairs.push((
            ui.t("topic-agreement").to_string(),
            ui.lang.t(agreement.key()).to_string(),
        ));
    }
    for dissent in &opinion.dissents {
        s.pairs
            .push((ui.t("topic-dissent").to_string(), dissent.clone()));
    }
    let consents = ui
        .t("topic-consents")
        .arg("yes", issued.consents)
        .arg("no", issued.dissents);
    s.pairs.push((
        ui.t("topic-issued").to_string(),
        format!("{} · {consents}", ui.lang.date(issued.issued_at)),
    ));
    Some(s)
}

fn feedback(ui: &Shell, papers: &Papers) -> Option<Section> {
    if papers.posting.is_none() && papers.no_result.is_none() {
        return None;
    }
    let mut s = Section::new(ui, "feedback", "topic-feedback");
    if let Some(none) = &papers.no_result {
        s.paragraphs.push(
            ui.t("topic-no-result")
                .arg("why", none.reason.as_str())
                .to_string(),
        );
    }
    if let Some(posting) = &papers.posting {
        s.paragraphs.extend(paragraphs(&posting.body));
        s.pairs = vec![
            (
                ui.t("topic-posted").to_string(),
                ui.t("topic-posted-until")
                    .arg("from", ui.lang.short_date(posting.released_at))
                    .arg("until", ui.lang.short_date(posting.closes_at))
                    .to_string(),
            ),
            (
                ui.t("topic-answers").to_string(),
                ui.t("topic-answers-n")
                    .arg("told", papers.deliveries)
                    .arg("acknowledged", posting.acknowledged)
                    .arg("objections", posting.objections)
                    .arg("answered", posting.answered)
                    .to_string(),
            ),
        ];
    }
    Some(s)
}
