//! What happened to a topic, in plain sentences.

use crate::domain::audit::split_by;
use crate::domain::workflow::Verb;
use crate::kit::i18n::Lang;
use crate::kit::times;
use crate::store::record::entries::TimelineRow;
use crate::web::kit::parts::{Happening, Timeline};

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
pub fn timeline(lang: Lang, rows: &[TimelineRow], staff: bool) -> Timeline {
    let items = rows
        .iter()
        .rev()
        .filter_map(|row| {
            let verb = Verb::from_code(&row.verb)?;
            let shown = staff || !INSIDE.contains(&verb);
            shown.then(|| happening(lang, row, verb, staff))
        })
        .collect();
    Timeline {
        items,
        more: lang.t("topic-more").to_string(),
    }
}

fn happening(lang: Lang, row: &TimelineRow, verb: Verb, staff: bool) -> Happening {
    let mut text = sentence(lang, verb, &row.by_whom);
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

/// Who did what: `政协工委同意立项。`
#[must_use]
pub fn sentence(lang: Lang, verb: Verb, by: &str) -> String {
    let (code, _) = split_by(by);
    let who = format!("capacity-{}", code.replace(['_', ':'], "-"));
    let text = lang
        .t(verb.key().replacen("verb-", "event-", 1))
        .arg("who", lang.t(who))
        .to_string();
    // An English sentence may begin with the name of an office, which has no capital by itself.
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
