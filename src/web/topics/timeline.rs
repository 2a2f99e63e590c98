//! What happened to a topic, in plain sentences.

use std::collections::HashMap;
use std::sync::Arc;

use uuid::Uuid;

use super::intake::way;
use crate::domain::actor::Capacity;
use crate::domain::audit::split_by;
use crate::domain::privacy::is_post;
use crate::domain::workflow::{Standing, State, Verb};
use crate::kit::i18n::Lang;
use crate::kit::times;
use crate::service::step::Held;
use crate::store::record::entries::TimelineRow;
use crate::store::topics::papers::Papers;
use crate::web::kit::parts::{Happening, Timeline};
use crate::web::kit::{Names, Shell};

/// How many lines the page shows before it folds.
const SHOWN: usize = 8;

/// What the acts were about, by name: without it, two groups that get their task are the same line twice.
#[derive(Debug, Default)]
pub struct Subjects {
    /// Research and stakeholder groups; sessions, where there are several.
    about: HashMap<Uuid, String>,
    /// Conversion tasks by number, where there are several.
    tasks: HashMap<i32, String>,
    /// How the topic came in.
    entered: Entered,
    /// Councils in the reader's language.
    names: Arc<Names>,
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
            entered: Entered::Raised,
            names: Arc::default(),
        }
    }

    /// In the reader's language; and whoever entered the topic for a resident did not raise it, nor who passed
    /// it on.
    #[must_use]
    pub fn entered(self, ui: &Shell, held: &Held) -> Self {
        let entered = entered(ui, held);
        let names = ui.names.clone();
        Self {
            entered,
            names,
            ..self
        }
    }

    fn name(&self, row: &TimelineRow) -> Option<&str> {
        let about = row.about.and_then(|id| self.about.get(&id));
        let task = row.task.and_then(|n| self.tasks.get(&n));
        about.or(task).map(String::as_str)
    }
}

/// Work in progress and matters between officials: the record has them, the public timeline not.
const INSIDE: [Verb; 15] = [
    Verb::Assess,
    Verb::PlanSave,
    Verb::PlanReject,
    Verb::SessionRemark,
    Verb::MinutesSave,
    Verb::OpinionSave,
    Verb::OpinionReject,
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
const WITH_REASON: [Verb; 18] = [
    Verb::Withdraw,
    Verb::Transfer,
    Verb::DeclineConfirm,
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
    Verb::TakeDownConfirm,
];

/// Who reads the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eyes {
    /// Anybody.
    Public,
    /// Who raised the topic: reads what they are asked, too.
    Author,
    /// Who works on it: reads what is between officials, too.
    Staff,
}

/// The timeline, the latest first.
#[must_use]
pub fn timeline(lang: Lang, rows: &[TimelineRow], subjects: &Subjects, eyes: Eyes) -> Timeline {
    let mut items: Vec<Happening> = happenings(lang, rows, subjects, eyes)
        .into_iter()
        .map(|(_, happening)| happening)
        .collect();
    items.reverse();
    Timeline::new(items, lang.t("topic-more")).folded(lang, SHOWN)
}

/// What these eyes see of what happened, each with its entry, in order.
#[must_use]
pub fn happenings<'a>(
    lang: Lang,
    rows: &'a [TimelineRow],
    subjects: &Subjects,
    eyes: Eyes,
) -> Vec<(&'a TimelineRow, Happening)> {
    let mut asked = None;
    let mut document = "";
    rows.iter()
        .filter_map(|row| {
            let verb = Verb::from_code(&row.verb)?;
            if verb == Verb::Decline {
                asked = Some(row);
            }
            // The number stands in what the office asked; the public reads it with the end itself.
            if verb == Verb::EndUnresolved {
                document = &row.document;
            }
            // A decline that was confirmed is the one that was asked: its words are the decision's.
            let confirmed = asked.filter(|_| verb == Verb::DeclineConfirm);
            let says = confirmed.unwrap_or(row);
            let shown = eyes == Eyes::Staff || !INSIDE.contains(&verb);
            shown.then(|| {
                let mut happening = happening(lang, row, verb, subjects, eyes, says);
                let ends = matches!(verb, Verb::EndUnresolved | Verb::EndUnresolvedSign);
                if ends && !document.is_empty() {
                    let line = lang.t("event-document").arg("number", document);
                    happening.words = format!("{}\n{line}", happening.words).trim().to_owned();
                }
                (row, happening)
            })
        })
        .collect()
}

fn happening(
    lang: Lang,
    row: &TimelineRow,
    verb: Verb,
    subjects: &Subjects,
    eyes: Eyes,
    says: &TimelineRow,
) -> Happening {
    let mut text = if verb == Verb::Transfer && !row.receiver.is_empty() {
        let line = lang.t("event-transfer-to");
        let line = line.arg("who", who(lang, &row.by_whom));
        capital(&line.arg("to", subjects.names.of(&row.receiver)).to_string())
    } else if !row.other.is_empty() {
        let key = match row.came() {
            true => format!("event-{}-here", verb.code()),
            false => format!("event-{}-of", verb.code()),
        };
        let line = lang.t(key).arg("who", who(lang, &row.by_whom));
        let other = lang.topic(&row.other, &row.other_title);
        capital(&line.arg("other", other).to_string())
    } else {
        sentence(lang, verb, row.step_before, &row.by_whom, &subjects.entered)
    };
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
    let words = match eyes {
        Eyes::Staff => true,
        // What one official proposes to another becomes public with the decision; what the author is asked
        // is between them and the council.
        Eyes::Author | Eyes::Public => {
            let asks = eyes == Eyes::Author && verb == Verb::AskMore;
            // What an author says for a text that is hidden may quote it.
            let appeal = verb == Verb::Restore && (eyes == Eyes::Author || !by_author(row));
            asks || appeal || WITH_REASON.contains(&verb) || decides(verb, row)
        }
    };
    Happening {
        machine: times::machine(row.at),
        date: lang.short_date(row.at),
        text,
        words: if words {
            spoken(lang, says)
        } else {
            String::new()
        },
        href: String::new(),
    }
}

/// At step 1 a decline is asked for; later it is the decision itself.
const fn decides(verb: Verb, row: &TimelineRow) -> bool {
    matches!(verb, Verb::Decline) && row.step_before > 1
}

/// The author appealed; an officer decides.
fn by_author(row: &TimelineRow) -> bool {
    split_by(&row.by_whom).0 == Capacity::Author.code()
}

/// What was said with an act, a line each.
fn spoken(lang: Lang, row: &TimelineRow) -> String {
    let elsewhere = (!row.elsewhere.is_empty()).then(|| elsewhere(lang, row));
    let reason = (!row.reason.is_empty()).then(|| row.reason.clone());
    let lines: Vec<String> = reason.into_iter().chain(elsewhere).collect();
    lines.join("\n")
}

/// Where else the author of a declined topic can go.
fn elsewhere(lang: Lang, row: &TimelineRow) -> String {
    let line = lang.t("event-elsewhere");
    line.arg("where", &row.elsewhere).to_string()
}

/// What the author is told above the timeline: what is asked of them now, or why the topic was declined.
#[must_use]
pub fn for_author(lang: Lang, rows: &[TimelineRow], state: &State) -> Vec<String> {
    let last = |verb: Verb| rows.iter().rev().find(|row| row.verb == verb.code());
    let said = |key: &'static str, row: &TimelineRow| {
        let line = lang.t(key).arg("words", &row.reason);
        line.to_string()
    };
    if state.standing == Standing::Declined {
        let row = last(Verb::Decline);
        return row.map_or_else(Vec::new, |row| {
            vec![said("topic-declined-why", row), elsewhere(lang, row)]
        });
    }
    if state.moderation.taken_down {
        return hidden(lang, rows, "topic-appeal-waits", "topic-appeal-refused");
    }
    let asked = last(Verb::AskMore).filter(|_| state.intake.asked_at.is_some());
    asked.map_or_else(Vec::new, |row| {
        let asked = lang.t("topic-asked").to_string();
        vec![asked, said("topic-asked-what", row)]
    })
}

/// A sentence of who said what in an entry, and when.
pub(super) fn quoted(lang: Lang, key: &'static str, row: &TimelineRow) -> String {
    let line = lang.t(key).arg("date", lang.date(row.at));
    let line = line.arg("who", capital(&who(lang, &row.by_whom)));
    line.arg("why", &row.reason).to_string()
}

/// Why a text was taken down, and what came of the appeals since.
pub(super) fn hidden(
    lang: Lang,
    rows: &[TimelineRow],
    asked: &'static str,
    decided: &'static str,
) -> Vec<String> {
    let is = |row: &TimelineRow, verb: Verb| row.verb == verb.code();
    let Some(at) = rows.iter().rposition(|r| is(r, Verb::TakeDownConfirm)) else {
        return Vec::new();
    };
    let said = rows[at + 1..].iter().filter(|r| is(r, Verb::Restore));
    let said = said.map(|r| quoted(lang, if by_author(r) { asked } else { decided }, r));
    let why = quoted(lang, "topic-hidden-why", &rows[at]);
    std::iter::once(why).chain(said).collect()
}

/// How a topic came in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Entered {
    /// By whoever raised it.
    #[default]
    Raised,
    /// By somebody who is shown by this post.
    Post(String),
    /// Staff entered it for somebody (代录), in this way.
    Behalf(String),
    /// It goes on from a community's topic, which was raised there.
    Risen,
}

/// How this one did.
pub fn entered(ui: &Shell, held: &Held) -> Entered {
    let way = way(ui, &held.row.on_behalf_way);
    let label = &held.row.author_label;
    match held.state.predecessor {
        Some(_) => Entered::Risen,
        None if !way.is_empty() => Entered::Behalf(way),
        // Of a text that is hidden nobody is told who raised it.
        None if is_post(label) && !held.state.moderation.taken_down => Entered::Post(label.clone()),
        None => Entered::Raised,
    }
}

/// Who did what: `政协工委同意立项。` Of a topic that was entered for a resident or passed on it says so; and of one
/// that somebody raised as a resident who is shown by a post, both.
#[must_use]
pub fn sentence(lang: Lang, verb: Verb, step_before: i16, by: &str, entered: &Entered) -> String {
    let key = if verb == Verb::Restore && split_by(by).0 == Capacity::Author.code() {
        "event-restore-asked".to_owned()
    } else if verb == Verb::Submit && matches!(entered, Entered::Behalf(_)) {
        "event-submit-behalf".to_owned()
    } else if verb == Verb::Submit && *entered == Entered::Risen {
        "event-submit-risen".to_owned()
    } else if verb == Verb::Decline && step_before > 1 {
        "event-declined".to_owned()
    } else {
        verb.key().replacen("verb-", "event-", 1)
    };
    let way = match entered {
        Entered::Behalf(way) => way.as_str(),
        Entered::Raised | Entered::Post(_) | Entered::Risen => "",
    };
    let resident = split_by(by).0 == Capacity::Resident.code();
    let text = match entered {
        Entered::Post(post) if verb == Verb::Submit && resident => {
            lang.t("event-submit-post").arg("who", post.as_str())
        }
        Entered::Raised | Entered::Post(_) | Entered::Behalf(_) | Entered::Risen => {
            lang.t(key).arg("who", who(lang, by))
        }
    };
    capital(&text.arg("way", way).to_string())
}

/// The seat or post of whoever acted.
pub(super) fn who(lang: Lang, by: &str) -> String {
    let (code, _) = split_by(by);
    lang.t(format!("capacity-{}", code.replace(['_', ':'], "-")))
        .to_string()
}

/// An English sentence may begin with the name of an office, which has no capital by itself.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
