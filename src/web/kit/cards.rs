//! A topic as a row of a list.

use crate::domain::policy::Visibility;
use crate::domain::workflow::Step;
use crate::store::topics::list::ListRow;
use crate::web::kit::Shell;
use crate::web::kit::parts::Chip;

/// A topic in a list.
#[derive(Debug, Clone)]
pub struct Card {
    /// Its page.
    pub href: String,
    /// One line.
    pub title: String,
    /// Where it stands.
    pub chip: Chip,
    /// Place, category, source and code, in words.
    pub facts: Vec<String>,
    /// How many support it.
    pub side: String,
}

/// The card of a row.
#[must_use]
pub fn card(ui: &Shell, r: &ListRow) -> Card {
    let lang = ui.lang;
    let place = if r.community_name.is_empty() {
        &r.council_name
    } else {
        &r.community_name
    };
    Card {
        href: ui.path(&format!("/topics/{}", r.code)),
        title: r.title.clone(),
        chip: chip(ui, r),
        facts: vec![
            ui.named(place).to_owned(),
            ui.named(&r.category_name).to_owned(),
            lang.t("topics-changed")
                .arg("date", lang.short_date(r.updated_at))
                .to_string(),
            r.code.clone(),
        ],
        side: lang.t("topics-supports").arg("n", r.supports).to_string(),
    }
}

/// What its author waits for, or is waited for with: it is sent and not accepted.
#[must_use]
pub fn waits(ui: &Shell, r: &ListRow) -> Option<Chip> {
    let submitted = Visibility::from_code(&r.visibility) == Some(Visibility::Submitted);
    (submitted && r.state == "open").then(|| match r.asked {
        true => Chip::new("wait", ui.t("topics-asked")),
        false => Chip::new("plain", ui.t("topics-waiting")),
    })
}

fn chip(ui: &Shell, r: &ListRow) -> Chip {
    if let Some(chip) = waits(ui, r) {
        return chip;
    }
    let lang = ui.lang;
    let step = u8::try_from(r.step).ok().and_then(Step::from_no);
    let step = step.map_or(String::new(), |s| {
        let line = lang.t("track-step").arg("n", s.no());
        line.arg("name", lang.t(s.key())).to_string()
    });
    match r.state.as_str() {
        "open" => Chip::new("calm", step),
        "concluded" => Chip::new("good", lang.t("standing-concluded")),
        other => Chip::new(
            "plain",
            lang.t(format!("standing-{}", other.replace('_', "-"))),
        ),
    }
}
