//! What came with a topic from its source, in words: the grounds of a recommendation, an assignment's
//! letter and its deadline.

use crate::domain::topics::origin::Origin;
use crate::web::kit::Shell;

/// Names with values, as the topic's page and the intake desk show them.
pub(super) fn pairs(ui: &Shell, origin: &Origin) -> Vec<(String, String)> {
    let deadline = origin.deadline.map(|day| ui.lang.day(day));
    let all = [
        ("origin-grounds", origin.grounds.as_str()),
        ("origin-suggested", &origin.suggested),
        ("origin-issuer", &origin.issuer),
        ("origin-document", &origin.document),
        ("origin-deadline", deadline.as_deref().unwrap_or_default()),
    ];
    let filled = all.into_iter().filter(|(_, value)| !value.is_empty());
    filled
        .map(|(key, value)| (ui.t(key).to_string(), value.to_owned()))
        .collect()
}
