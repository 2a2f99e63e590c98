//! The signature piece: four stages of two steps. An ordered list, one line when wide, a compact
//! line that opens on a phone; it reads aloud, and prints.

use askama::Template;
use askama::filters::HtmlSafe;
use chrono::{DateTime, Utc};

use super::icons::Icon;
use crate::domain::calendar::Calendar;
use crate::domain::workflow::{self, Segment, Stage, Standing, State, Step, TrackStep};
use crate::kit::i18n::Lang;

/// A step as drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The step.
    pub step: Step,
    /// `done`, `now`, `todo` or `skipped`.
    pub look: &'static str,
    /// Its name.
    pub name: String,
    /// The look in words, for readers by ear.
    pub said: String,
    /// When and by whom, or what is planned; empty without.
    pub note: String,
    /// `第 2 轮` where the topic has been here before; empty otherwise.
    pub round: String,
}

/// A stage as drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Its name with its number.
    pub name: String,
    /// The topic stands in it.
    pub on: bool,
    /// Its two steps.
    pub pieces: Vec<Piece>,
}

/// The track of a topic.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/track.html")]
pub struct Track {
    /// Name of the list.
    pub label: String,
    /// The four stages.
    pub bars: Vec<Bar>,
    /// Phone: `第 5 步 · 反馈`, or how it ended.
    pub headline: String,
    /// Phone: `共 8 步 · 还剩 3 个工作日`.
    pub detail: String,
    /// Phone: what opens the whole list.
    pub open: String,
    /// The tone of the detail: `late`, `wait`, `calm`, or empty.
    pub tone: &'static str,
    /// The tone of the headline where the topic has ended: `good` or `plain`; empty while it goes on.
    pub end: &'static str,
}

impl HtmlSafe for Track {}

impl Track {
    /// From what the machine knows of a topic.
    #[must_use]
    pub fn of(lang: Lang, state: &State) -> Self {
        let steps = workflow::track(state);
        let current = steps.iter().find(|s| is_current(s)).map(|s| s.step);
        let bar = |stage: Stage| Bar {
            name: lang
                .t("track-stage")
                .arg("n", lang.t(format!("track-no-{}", stage.no())))
                .arg("name", lang.t(stage.key()))
                .to_string(),
            on: current.is_some_and(|step| step.stage() == stage),
            pieces: steps
                .iter()
                .filter(|s| s.step.stage() == stage)
                .map(|s| piece(lang, state, s))
                .collect(),
        };
        Self {
            label: lang.t("track-label").to_string(),
            bars: Stage::ALL.into_iter().map(bar).collect(),
            headline: current.map_or(String::new(), |step| {
                lang.t("track-step")
                    .arg("n", step.no())
                    .arg("name", lang.t(step.key()))
                    .to_string()
            }),
            detail: lang.t("track-of-eight").to_string(),
            open: lang.t("track-open").to_string(),
            tone: "",
            end: "",
        }
    }

    /// Says when the running limit ends.
    #[must_use]
    pub fn due(
        mut self,
        lang: Lang,
        calendar: &Calendar,
        now: DateTime<Utc>,
        due: DateTime<Utc>,
    ) -> Self {
        let left = lang.left(calendar, now, due);
        self.tone = crate::kit::times::pressure(calendar, now, due).tone();
        self.detail = format!("{} · {left}", self.detail);
        self
    }

    /// The topic rests: no limit runs.
    #[must_use]
    pub fn paused(mut self, words: impl std::fmt::Display) -> Self {
        self.detail = format!("{} · {words}", self.detail);
        self.tone = "wait";
        self
    }

    /// The topic has ended: how and when, in words.
    #[must_use]
    pub fn ended(mut self, lang: Lang, state: &State) -> Self {
        let how = match state.standing {
            Standing::Concluded => lang.t("track-concluded"),
            other => lang.t(other.key()),
        };
        let last = state.passages.last().and_then(|p| p.until);
        let day = last.map_or(String::new(), |at| lang.short_date(at));
        self.headline = format!("{how} {day}").trim().to_owned();
        self.end = match state.standing {
            Standing::Concluded => "good",
            _ => "plain",
        };
        self.detail.clear();
        // Nothing is under way any more: what was reached is behind the topic.
        for bar in &mut self.bars {
            bar.on = false;
            for piece in bar.pieces.iter_mut().filter(|p| p.look == "now") {
                piece.look = "done";
                piece.said.clone_from(&self.headline);
                piece.note.clone_from(&self.headline);
            }
        }
        self
    }

    /// A note under a step: who did it, or what is planned.
    #[must_use]
    pub fn note(mut self, step: Step, text: impl Into<String>) -> Self {
        let pieces = self.bars.iter_mut().flat_map(|b| &mut b.pieces);
        if let Some(piece) = pieces.into_iter().find(|p| p.step == step) {
            piece.note = text.into();
        }
        self
    }
}

fn is_current(step: &TrackStep) -> bool {
    match step.segment {
        Segment::Current { .. } => true,
        Segment::Past { .. } | Segment::Future | Segment::Skipped => false,
    }
}

/// By when a step is to come, as this topic's own rules have it.
fn planned(lang: Lang, state: &State, step: Step) -> String {
    let limits = &state.rules.limits;
    let (key, n) = match step {
        Step::Solicitation => return String::new(),
        Step::Scheduling => ("track-planned-scheduling", limits.approval + limits.plan),
        Step::Research => ("track-planned-research", limits.research_before),
        Step::Deliberation => (
            "track-planned-deliberation",
            state.rules.notice(state.level),
        ),
        Step::Feedback => ("track-planned-feedback", limits.feedback),
        Step::Conversion => ("track-planned-conversion", limits.task_answer),
        Step::Supervision => ("track-planned-supervision", limits.check_days),
        Step::Evaluation => ("track-planned-evaluation", limits.evaluation_within_days),
    };
    lang.t(key).arg("n", n).to_string()
}

fn piece(lang: Lang, state: &State, s: &TrackStep) -> Piece {
    let (look, note) = match &s.segment {
        Segment::Past { until, by } => {
            let date = lang.short_date(*until);
            let by = by.map_or(String::new(), |verb| lang.t(verb.key()).to_string());
            ("done", format!("{date} {by}"))
        }
        Segment::Current { since } => (
            "now",
            lang.t("track-since")
                .arg("date", lang.short_date(*since))
                .to_string(),
        ),
        // What has ended comes to no further step.
        Segment::Future if state.standing.is_ended() => ("todo", String::new()),
        Segment::Future => ("todo", planned(lang, state, s.step)),
        Segment::Skipped => ("skipped", lang.t("track-skipped").to_string()),
    };
    Piece {
        step: s.step,
        look,
        name: lang.t(s.step.key()).to_string(),
        said: lang.t(format!("track-{look}")).to_string(),
        note: note.trim().to_owned(),
        round: if s.visits > 1 {
            lang.t("track-round").arg("n", s.visits).to_string()
        } else {
            String::new()
        },
    }
}
