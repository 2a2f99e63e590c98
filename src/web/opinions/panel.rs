//! What those who sat in the session do on the public page of a topic while its opinion (协商意见书) waits
//! for its signatures: they read what will be signed, and say whether they agree.

use super::forms::stance;
use crate::domain::opinions::{Item, Opinion};
use crate::domain::workflow::{ContentHash, Verb};
use crate::kit::i18n::Lang;
use crate::web::kit::panel::{Ask, Panel};

/// The opinion on the table with its form, or what the reader has said to it.
#[must_use]
pub fn panels(ask: &Ask<'_>) -> Vec<Panel> {
    ask.table.and_then(|_| panel(ask)).into_iter().collect()
}

fn panel(ask: &Ask<'_>) -> Option<Panel> {
    let (lang, table) = (ask.ui.lang, ask.table?);
    let (me, _) = ask.me?;
    let facts = ask.state().opinion.facts.as_ref()?;
    let row = table.opinion.as_ref()?;
    if ContentHash(row.hash.clone()) != facts.hash || row.signed_at.is_some() {
        return None;
    }
    // Whoever signs for the set says it by the signature, on the work page.
    if ask.may(Verb::OpinionSign).is_ok() || ask.may(Verb::OpinionConsent).is_err() {
        return None;
    }
    let opinion: Opinion = serde_json::from_value(row.content.clone()).ok()?;
    let said = table
        .said
        .iter()
        .find(|s| s.account_id == Some(me.account()));
    let panel = Panel::new(lang.t("consent-title"));
    let Some(said) = said else {
        let panel = lines(lang, &opinion).into_iter().fold(panel, Panel::line);
        return Some(panel.form(stance(ask.form(Verb::OpinionConsent), lang, &row.hash)));
    };
    let stance = if said.agrees {
        "consent-agree"
    } else {
        "consent-dissent"
    };
    let words = lang.t("consent-said").arg("stance", lang.t(stance));
    Some(panel.line(words.to_string()))
}

/// What will be signed, line by line.
fn lines(lang: Lang, opinion: &Opinion) -> Vec<String> {
    let item = |i: &Item| {
        let result = if i.accepted {
            "item-accepted"
        } else {
            "item-not-accepted"
        };
        let line = lang.t("consent-item").arg("n", i.no);
        let line = line.arg("text", i.text.as_str());
        line.arg("result", lang.t(result)).to_string()
    };
    let level = opinion.agreement.map(|a| {
        let line = lang.t("consent-level");
        line.arg("level", lang.t(a.key())).to_string()
    });
    let dissent = |text: &String| {
        let line = lang.t("consent-dissent-kept");
        line.arg("text", text.as_str()).to_string()
    };
    std::iter::once(opinion.summary.clone())
        .chain(opinion.items.iter().map(item))
        .chain(level)
        .chain(opinion.dissents.iter().map(dissent))
        .collect()
}
