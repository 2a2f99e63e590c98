//! What a stakeholder can do about the posting (公示) on the public page of a topic; the posting itself
//! stands there among the papers.

use uuid::Uuid;

use super::forms;
use crate::domain::workflow::Verb;
use crate::web::kit::panel::{Ask, Panel};

/// To read it or to object, while it runs, for members of the stakeholder groups.
#[must_use]
pub fn panels(ask: &Ask<'_>) -> Vec<Panel> {
    let Some(posting) = &ask.papers.posting else {
        return Vec::new();
    };
    let (lang, now) = (ask.ui.lang, ask.ui.now);
    let runs = posting.released_at <= now && now < posting.closes_at;
    if !runs || ask.may(Verb::FeedbackObject).is_err() {
        return Vec::new();
    }
    let facts = [
        lang.t("posting-until")
            .arg("at", lang.short_date_time(posting.closes_at))
            .to_string(),
        lang.t("posting-acknowledged")
            .arg("n", posting.acknowledged)
            .to_string(),
        lang.t("posting-objected")
            .arg("n", posting.objections)
            .arg("answered", posting.answered)
            .to_string(),
    ];
    let groups: Vec<(Uuid, String)> = ask
        .papers
        .groups
        .iter()
        .map(|g| (g.id, g.name.clone()))
        .collect();
    let panel = Panel::new(lang.t("posting-yours").to_string()).line(facts.join(" · "));
    vec![
        forms::stakeholder(ask, &groups)
            .into_iter()
            .fold(panel, Panel::form),
    ]
}
