//! What the fields of forms are called, by their names alone: for a form that cannot be shown again, whose words
//! are given back with their labels. A test finds every field that is not in here.

use crate::kit::i18n::Lang;

/// Fields that are called otherwise in the forms of one address: its end, the field, the label's key.
const THERE: [(&str, &str, &str); 25] = [
    ("/admin/synonyms", "words", "synonyms-words"),
    ("/admin/words", "words", "comments-words"),
    ("/ask-more", "reason", "ask-more-what"),
    ("/calls", "body", "calls-field-body"),
    ("/calls", "title", "calls-field-title"),
    ("/comments", "body", "comment-body"),
    ("/complete", "words", "task-complete-words"),
    ("/evaluation/answer", "body", "evaluation-answer-body"),
    (
        "/evaluation/contact-author",
        "body",
        "evaluation-contact-words",
    ),
    ("/evaluation/rate", "body", "evaluation-words"),
    ("/evaluation/rate", "on_behalf_of", "evaluation-behalf-name"),
    ("/feedback/object", "body", "posting-object-body"),
    ("/feedback/post", "body", "posting-body"),
    ("/inspect", "evidence", "task-inspect-place"),
    ("/inspect", "words", "task-inspect-words"),
    ("/legal", "day", "task-legal-day"),
    ("/opinion/consent", "words", "consent-words"),
    ("/progress", "words", "task-progress-words"),
    ("/remark", "body", "session-remark-body"),
    ("/research/briefing", "note", "research-briefing-words"),
    ("/research/survey", "people", "research-people"),
    ("/revise", "people", "wizard-people"),
    ("/revise", "reason", "topic-revise-why"),
    ("/topics/new", "on_behalf_phone", "topic-field-behalf-phone"),
    ("/verify", "words", "task-verify-words"),
];

/// Every other field.
const ANYWHERE: [(&str, &str); 58] = [
    ("agenda", "plan-agenda"),
    ("assisting", "task-assisting"),
    ("building", "wizard-building"),
    ("day", "research-day"),
    ("days", "invitations-days"),
    ("deadline", "origin-deadline"),
    ("details", "wizard-details"),
    ("dissents", "opinion-dissents"),
    ("document", "origin-document"),
    ("due", "task-due-by"),
    ("elsewhere", "decline-elsewhere"),
    ("evidence", "task-evidence"),
    ("findings", "research-findings"),
    ("grounds", "origin-grounds"),
    ("groups", "assess-groups"),
    ("issuer", "origin-issuer"),
    ("latitude", "wizard-latitude"),
    ("longitude", "wizard-longitude"),
    ("named", "research-named"),
    ("next_check", "task-next-check-by"),
    ("note", "feedback-note"),
    ("number", "invitations-number"),
    ("on_behalf_of", "topic-field-behalf"),
    ("on_behalf_phone", "evaluation-behalf-phone"),
    ("on_behalf_way", "topic-field-behalf-way"),
    ("options", "ballot-options"),
    ("originals", "originals-field"),
    ("paper", "task-legal-paper"),
    ("papers", "research-papers"),
    ("people", "assess-people"),
    ("photos", "photos-field"),
    ("problem", "assess-problem"),
    ("question", "ballot-question"),
    ("receiver", "transfer-receiver"),
    ("recipient", "feedback-recipient"),
    ("report", "research-report-text"),
    ("review", "suspend-review"),
    ("shortfall_member", "evaluation-reason"),
    ("shortfall_party_gov", "evaluation-reason"),
    ("shortfall_public", "evaluation-reason"),
    ("similar", "assess-similar"),
    ("speaker", "session-remark-other"),
    ("suggested", "origin-suggested"),
    ("summary", "opinion-summary"),
    ("target", "merge-target"),
    ("target_detail", "task-target-detail"),
    ("task", "research-task"),
    ("words", "task-legal-words"),
    // Parts of the rows of a plan and an opinion.
    ("session starts", "plan-starts"),
    ("session ends", "plan-ends"),
    ("session room", "plan-room"),
    ("person name", "plan-person-name"),
    ("person phone", "plan-person-phone"),
    ("group name", "plan-group-name"),
    ("group leader", "plan-group-leader"),
    ("group task", "plan-group-task"),
    ("item text", "item-text"),
    ("photo alt", "photos-alt"),
];

/// What a row is called, with its number.
const ROWS: [(&str, &str); 4] = [
    ("session", "plan-session-n"),
    ("person", "plan-person-n"),
    ("group", "plan-group-n"),
    ("item", "item-n"),
];

/// What a field is called in the forms that are posted to an address; none where it is not known.
#[must_use]
pub fn called(lang: Lang, address: &str, field: &str) -> Option<String> {
    let path = address.split('?').next().unwrap_or_default();
    let there = THERE
        .iter()
        .find(|(end, name, _)| *name == field && path.ends_with(end))
        .map(|(_, _, key)| *key);
    if let Some(key) = there.or_else(|| anywhere(field)) {
        return Some(lang.t(key).to_string());
    }
    let name = field.replace('_', "-");
    let known = |key: String| lang.maybe(&key);
    known(format!("topic-field-{name}"))
        .or_else(|| known(format!("field-{name}")))
        .or_else(|| in_row(lang, field))
}

fn anywhere(field: &str) -> Option<&'static str> {
    let found = ANYWHERE.iter().find(|(name, _)| *name == field);
    found.map(|(_, key)| *key)
}

/// A field of a row, such as `person3_name`: 参会人员 3 · 姓名.
fn in_row(lang: Lang, field: &str) -> Option<String> {
    if field.starts_with("photo_alt_") {
        return anywhere("photo alt").map(|key| lang.t(key).to_string());
    }
    let figure = field.find(|c: char| c.is_ascii_digit())?;
    let (row, rest) = field.split_at(figure);
    let (n, part) = rest.split_once('_')?;
    let row = row.trim_end_matches('_');
    let (_, title) = ROWS.iter().find(|(name, _)| *name == row)?;
    let n: u32 = n.parse().ok()?;
    let label = lang.t(anywhere(&format!("{row} {part}"))?);
    Some(format!("{} · {label}", lang.t(*title).arg("n", n)))
}
