//! What the public page of a topic says of its posting (公示), with the forms of the stakeholders.

use super::forms;
use crate::domain::workflow::Verb;
use crate::web::kit::panel::{Ask, Panel};

/// The posting; none before anything is posted.
#[must_use]
pub fn panels(ask: &Ask<'_>) -> Vec<Panel> {
    let Some(posting) = &ask.papers.posting else {
        return Vec::new();
    };
    let lang = ask.ui.lang;
    let now = ask.ui.now;
    let runs = posting.released_at <= now && now < posting.closes_at;
    let state = if runs { "posting-runs" } else { "posting-over" };
    let facts = [
        lang.t(state).to_string(),
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
    let mut panel = Panel::new(lang.t("posting-heading").to_string()).line(facts.join(" · "));
    for line in posting.body.lines().filter(|l| !l.trim().is_empty()) {
        panel = panel.line(line);
    }
    if runs && ask.may(Verb::FeedbackObject).is_ok() {
        let groups: Vec<(uuid::Uuid, String)> = ask
            .papers
            .groups
            .iter()
            .map(|g| (g.id, g.name.clone()))
            .collect();
        for form in forms::stakeholder(ask, &groups) {
            panel = panel.form(form);
        }
    }
    vec![panel]
}
