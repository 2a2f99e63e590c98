//! What the public page of a topic says of its evaluation: the window with its form, then the results
//! with their counts.

use serde_json::Value;

use super::forms;
use super::work::{IN_ORDER, percent};
use crate::domain::evaluations::kinds;
use crate::domain::workflow::{EvaluationKind, Tally, Verb, score};
use crate::kit::i18n::Lang;
use crate::store::topics::papers::Evaluation;
use crate::web::kit::panel::{Ask, Panel};

/// The latest round; none before a window was opened.
#[must_use]
pub fn panels(ask: &Ask<'_>) -> Vec<Panel> {
    let Some(round) = ask.papers.evaluations.last() else {
        return Vec::new();
    };
    let lang = ask.ui.lang;
    let panel = Panel::new(lang.t("evaluation-panel-title").to_string());
    if ask.ui.now < round.closes_at && round.counts.is_none() && round.outcome.is_none() {
        return vec![open(ask, panel, round)];
    }
    let panel = match &round.counts {
        Some(counts) => results(lang, counts).into_iter().fold(panel, Panel::line),
        None => panel.line(lang.t("evaluation-counting").to_string()),
    };
    vec![panel]
}

/// While the window is open: how many have rated, and the form of whoever may.
fn open(ask: &Ask<'_>, panel: Panel, round: &Evaluation) -> Panel {
    let lang = ask.ui.lang;
    let until = lang
        .t("evaluation-open-until")
        .arg("at", lang.short_date_time(round.closes_at));
    let so_far = lang
        .t("evaluation-so-far")
        .arg("public", round.ratings_public)
        .arg("member", round.ratings_member)
        .arg("leader", round.ratings_party_gov);
    let panel = panel.line(until.to_string()).line(so_far.to_string());
    match ask.me {
        Some((me, scope))
            if ask.may(Verb::EvaluationRate).is_ok() && !kinds(&me.actor, scope).is_empty() =>
        {
            let form = ask.form(Verb::EvaluationRate);
            panel.form(forms::rate(form, lang, &me.actor, scope))
        }
        Some(_) | None => panel.line(who(ask)).line(why_not(ask)),
    }
}

/// Who rates.
fn who(ask: &Ask<'_>) -> String {
    let key = match ask.held.row.community_id {
        Some(_) => "evaluation-who",
        None => "evaluation-who-street",
    };
    ask.ui.t(key).to_string()
}

/// Why not this reader; the office and conveners, who enter the ratings of others, do so elsewhere.
fn why_not(ask: &Ask<'_>) -> String {
    let key = match ask.me {
        None => "evaluation-not-known",
        Some((me, _)) if me.actor.is_staff() => "evaluation-not-staff",
        Some((me, _)) if !me.actor.verified => "evaluation-not-checked",
        Some(_) => "evaluation-not-here",
    };
    ask.ui.t(key).to_string()
}

/// Each kind with its counts; score, reasons and outcome stand among the papers.
fn results(lang: Lang, counts: &Value) -> Vec<String> {
    let line = |kind: EvaluationKind| {
        let t = read(counts, kind);
        lang.t("evaluation-kind-line")
            .arg("kind", lang.t(kind.key()).to_string())
            .arg("n", t.valid())
            .arg("satisfied", t.satisfied)
            .arg("basically", t.basically)
            .arg("not", t.not_satisfied)
            .arg("percent", percent(score::satisfaction(&t)))
            .to_string()
    };
    IN_ORDER.into_iter().map(line).collect()
}

fn read(counts: &Value, kind: EvaluationKind) -> Tally {
    let of = |score: &str| {
        counts
            .get(kind.code())
            .and_then(|k| k.get(score))
            .and_then(Value::as_u64)
            .and_then(|n| u32::try_from(n).ok())
            .unwrap_or(0)
    };
    Tally {
        satisfied: of("satisfied"),
        basically: of("basically"),
        not_satisfied: of("not_satisfied"),
    }
}
