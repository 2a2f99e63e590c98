//! What the council found out about a topic at step 1, as names with values.

use super::shell::Shell;
use crate::store::topics::papers::Papers;

/// People affected, stakeholders and the three criteria; nothing before the assessment.
#[must_use]
pub fn pairs(ui: &Shell, papers: &Papers) -> Vec<(String, String)> {
    let Some(found) = &papers.assessment else {
        return Vec::new();
    };
    let groups: Vec<&str> = papers.groups.iter().map(|g| g.name.as_str()).collect();
    let people = ui.t("topic-people-n").arg("n", found.people);
    let scores = ui
        .t("topic-criteria-n")
        .arg("narrow", found.narrow)
        .arg("broad", found.broad)
        .arg("strong", found.strong);
    let pairs = [
        ("topic-people", people.to_string()),
        ("topic-groups", ui.lang.join(&groups)),
        ("topic-criteria", scores.to_string()),
    ];
    let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    pairs
        .map(|(key, value)| (ui.t(key).to_string(), value))
        .collect()
}
