//! What happened to a topic, in plain sentences.

use std::collections::HashMap;

use uuid::Uuid;

use super::intake::way;
use crate::domain::audit::split_by;
use crate::domain::workflow::Verb;
use crate::kit::i18n::Lang;
use crate::kit::times;
use crate::service::step::Held;
use crate::store::record::entries::TimelineRow;
use crate::store::topics::papers::Papers;
use crate::web::kit::Shell;
use crate::web::kit::parts::{Happening, Timeline};

/// How many lines the page shows before it folds.
const SHOWN: usize = 8;

/// What the acts were about, by name: without it, two groups that get their task are the same line twice.
#[derive(Debug, Default)]
pub struct Subjects {
    /// Research and stakeholder groups; sessions, where there are several.
    about: HashMap<Uuid, String>,
    /// Conversion tasks by number, where there are several.
    tasks: HashMap<i32, String>,
    /// How the topic came in that staff entered for somebody; empty for any other.
    entered: String,
}

impl Subjects {
    /// The names that the published papers know.
    #[must_use]
    pub fn of(lang: Lang, papers: &Papers) -> Self {
        let research = papers.research.iter().map(|g| (g.id, g.name.clone()));
        let groups = papers.groups.iter().map(|g| (g.id, g.name.clone()));
        let mut about: HashMap<Uuid, String> = research.chain(groups).collect();
        if papers.sessions.len() > 1 {
            about.extend(papers.sessions.iter().map(|s| {
                let words = lang.t("event-session");
                let date = lang.short_date(s.starts_at);
                (s.id, words.arg("date", date).to_string())
            }));
        }
        let several = papers.tasks.len() > 1;
        let tasks = papers.tasks.iter().filter(|_| several);
        Self {
            about,
            tasks: tasks.map(|t| (t.n.into(), t.title.clone())).collect(),
            entered: String::new(),
        }
    }

    /// Whoever entered the topic for a resident did not raise it.
    #[must_use]
    pub fn entered(self, ui: &Shell, held: &Held) -> Self {
        let entered = entered(ui, held);
        Self { entered, ..self }
    }

    fn name(&self, row: &TimelineRow) -> Option<&str> {
        let about = row.about.and_then(|id| self.about.get(&id));
        let task = row.task.and_then(|n| self.tasks.get(&n));
        about.or(task).map(String::as_str)
    }
}

/// Work in progress and matters between officials: the record has them, the public timeline not.
const INSIDE: [Verb; 16] = [
    Verb::Assess,
    Verb::PlanSave,
    Verb::PlanReject,
    Verb::SessionRemark,
    Verb::MinutesSave,
    Verb::OpinionSave,
    Verb::OpinionReject,
    Verb::DeclineConfirm,
    Verb::EvaluationAccount,
    Verb::EvaluationContactAuthor,
    Verb::FeedbackPost,
    Verb::BoundAsk,
    Verb::BoundConsent,
    Verb::Redact,
    Verb::TakeDown,
    Verb::EndUnresolved,
];

/// Whose reason the public reads: it concerns the topic, not a person.
const WITH_REASON: [Verb; 17] = [
    Verb::Withdraw,
    Verb::Transfer,
    Verb::Decline,
    Verb::Reconsider,
    Verb::ReconsiderDecide,
    Verb::TakeBack,
    Verb::Return,
    Verb::Replan,
    Verb::ResearchWaive,
    Verb::SessionAdjourn,
    Verb::NoResult,
    Verb::Conclude,
    Verb::Rehandle,
    Verb::EndUnresolvedSign,
    Verb::Escalate,
    Verb::Suspend,
    Verb::Merge,
];

/// The timeline, the latest first; `staff` see also what is between officials.
#[must_use]
pub fn timeline(lang: Lang, rows: &[TimelineRow], subjects: &Subjects, staff: bool) -> Timeline {
    let items = rows
        .iter()
        .rev()
        .filter_map(|row| {
            let verb = Verb::from_code(&row.verb)?;
            let shown = staff || !INSIDE.contains(&verb);
            shown.then(|| happening(lang, row, verb, subjects, staff))
        })
        .collect();
    Timeline::new(items, lang.t("topic-more")).folded(lang, SHOWN)
}

fn happening(
    lang: Lang,
    row: &TimelineRow,
    verb: Verb,
    subjects: &Subjects,
    staff: bool,
) -> Happening {
    let mut text = sentence(lang, verb, &row.by_whom, &subjects.entered);
    if let Some(about) = subjects.name(row) {
        let line = lang.t("event-about").arg("about", about);
        text = line.arg("event", text).to_string();
    }
    if row.step_before != row.step_after && row.step_before > 0 {
        let step = u8::try_from(row.step_after).ok();
        if let Some(step) = step.and_then(crate::domain::workflow::Step::from_no) {
            let line = lang.t("event-moved").arg("n", step.no());
            text.push_str(&line.arg("step", lang.t(step.key())).to_string());
        }
    }
    let words = staff || WITH_REASON.contains(&verb);
    Happening {
        machine: times::machine(row.at),
        date: lang.short_date(row.at),
        text,
        words: if words {
            row.reason.clone()
        } else {
            String::new()
        },
        href: String::new(),
    }
}

/// How a topic came in that staff entered for somebody (代录); empty for any other, and for one that goes on
/// from another: that one was entered.
pub fn entered(ui: &Shell, held: &Held) -> String {
    match held.state.predecessor {
        None => way(ui, &held.row.on_behalf_way),
        Some(_) => String::new(),
    }
}

/// Who did what: `政协工委同意立项。` Of a topic that was entered for a resident it says so.
#[must_use]
pub fn sentence(lang: Lang, verb: Verb, by: &str, entered: &str) -> String {
    let (code, _) = split_by(by);
    let who = format!("capacity-{}", code.replace(['_', ':'], "-"));
    let key = if verb == Verb::Submit && !entered.is_empty() {
        "event-submit-behalf".to_owned()
    } else {
        verb.key().replacen("verb-", "event-", 1)
    };
    let text = lang.t(key).arg("who", lang.t(who));
    let text = text.arg("way", entered).to_string();
    // An English sentence may begin with the name of an office, which has no capital by itself.
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
