//! What a topic at intake waits for, and what of a merge can still be undone: said above its work page.

use super::timeline;
use crate::domain::workflow::{Holder, State, Verb, duties};
use crate::store::topics::intake::{Beside, Joined};
use crate::web::kit::bench::Bench;
use crate::web::kit::{Shell, holder};

/// A sentence above the work page.
pub(super) struct Said {
    /// Whom or what is waited for, in a few words.
    pub title: String,
    /// Since when, and what happens then.
    pub text: String,
    /// What somebody wrote; empty without.
    pub words: String,
    /// Links, each with its words.
    pub links: Vec<(String, String)>,
}

/// What this topic waits for.
pub(super) fn of(ui: &Shell, bench: &Bench, beside: &Beside) -> Vec<Said> {
    let state = bench.state();
    let mut said = Vec::new();
    if state.intake.decline_asked.is_some() {
        said.extend(declined(ui, bench, beside));
    } else if let Some(at) = state.intake.asked_at {
        let key = if state.author_has_account {
            "waits-author-since"
        } else {
            "waits-clerk-since"
        };
        said.push(Said {
            title: ui.t("waits-author").to_string(),
            text: ui
                .t(key)
                .arg("since", ui.lang.short_date_time(at))
                .to_string(),
            words: asked(ui, beside.asked.as_deref()),
            links: Vec::new(),
        });
    }
    said.extend(beside.into.as_ref().map(|into| {
        Said {
            title: ui
                .t("waits-merged-into")
                .arg("code", &*into.code)
                .to_string(),
            text: ui
                .undo(into.at, into.hours)
                .unwrap_or_else(|| ui.t("waits-merged-late").to_string()),
            words: String::new(),
            links: into_links(ui, bench, into),
        }
    }));
    let from = beside.from.iter().filter_map(|from| {
        Some(Said {
            title: ui
                .t("waits-merged-from")
                .arg("code", &*from.code)
                .to_string(),
            text: ui.undo(from.at, from.hours)?,
            words: from.title.clone(),
            links: vec![(
                ui.path(&format!("/desk/topics/{}/solicitation", from.code)),
                ui.t("waits-merged-undo").to_string(),
            )],
        })
    });
    said.extend(from);
    said
}

/// To the other topic; and to the form that undoes the merge, which lies below.
fn into_links(ui: &Shell, bench: &Bench, into: &Joined) -> Vec<(String, String)> {
    let there = (
        ui.path(&format!("/topics/{}", into.code)),
        into.title.clone(),
    );
    let open = bench.shows(Verb::Unmerge) && ui.undo(into.at, into.hours).is_some();
    let undo = open.then(|| {
        let form = bench.form(Verb::Unmerge);
        (format!("#{}", form.id), form.submit)
    });
    std::iter::once(there).chain(undo).collect()
}

fn asked(ui: &Shell, words: Option<&str>) -> String {
    words.map_or_else(String::new, |words| {
        ui.t("waits-asked").arg("words", words).to_string()
    })
}

/// A decline that waits for a second person.
fn declined(ui: &Shell, bench: &Bench, beside: &Beside) -> Option<Said> {
    let state = bench.state();
    let ask = state.intake.decline_asked.as_ref()?;
    // Whoever confirms reads the words at the form that they confirm by.
    if bench.shows(Verb::DeclineConfirm) {
        let form = bench.form(Verb::DeclineConfirm);
        return Some(Said {
            title: ui.t("waits-you").to_string(),
            text: ui
                .t("waits-you-since")
                .arg("since", ui.lang.short_date_time(ask.at))
                .to_string(),
            words: String::new(),
            links: vec![(format!("#{}", form.id), form.submit)],
        });
    }
    let whom = holders(ui, state, bench);
    let proposed = beside.decline.as_ref();
    let text = ui.t("waits-decline-since").arg("n", whom.len());
    let text = text.arg("since", ui.lang.short_date_time(ask.at));
    let text = text.arg("whom", ui.lang.join(&whom));
    let who = proposed.map_or_else(String::new, |p| timeline::who(ui.lang, &p.by_whom));
    Some(Said {
        title: ui.t("waits-convener").to_string(),
        text: text.arg("who", who).to_string(),
        words: proposed.map_or_else(String::new, |p| {
            ui.t("waits-decline-why")
                .arg("words", &*p.reason)
                .to_string()
        }),
        links: Vec::new(),
    })
}

/// Who can confirm it.
fn holders(ui: &Shell, state: &State, bench: &Bench) -> Vec<String> {
    let open = duties(state, bench.at);
    let confirms = open.iter().filter(|d| d.verb == Verb::DeclineConfirm);
    let key = |h: &Holder| h.key(state, None, None);
    confirms
        .filter_map(|d| key(&d.holder))
        .map(|key| holder(ui.lang, &key))
        .collect()
}
