//! The plan as its signers read it.

use crate::domain::plans::{Content, Participant, unusual};
use crate::kit::times;
use crate::store::plans::{OnTable, Saved};
use crate::web::kit::{PageError, Shell, still};

/// A saved version, in words.
pub struct Shown {
    /// `计划（第 3 版）`.
    pub title: String,
    /// Names with values.
    pub pairs: Vec<(String, String)>,
    /// What is unusual about the times of its sessions, a sentence each.
    pub unusual: Vec<String>,
    /// The participants, each with identity and group.
    pub people: Vec<String>,
    /// The agenda.
    pub agenda: Vec<String>,
    /// First figures of what is signed.
    pub hash: String,
}

/// The content of a saved version.
///
/// # Errors
/// When it cannot be read: a fault of the program.
pub fn content(plan: &Saved) -> Result<Content, PageError> {
    serde_json::from_value(plan.content.clone())
        .map_err(|e| PageError::fault(format!("plan {}: {e}", plan.n)))
}

/// The account of somebody who is named is closed: it has no phone any more.
pub fn is_gone(table: &OnTable, p: &Participant) -> bool {
    let phone = p.account.and_then(|id| table.phones.get(&id));
    phone.is_some_and(String::is_empty)
}

fn name_of<'a>(table: &OnTable, p: &'a Participant) -> &'a str {
    if is_gone(table, p) { "" } else { &p.name }
}

/// A version as the page shows it.
#[must_use]
pub fn shown(ui: &Shell, table: &OnTable, plan: &Saved, content: &Content) -> Shown {
    let mut pairs = Vec::new();
    let mut strange = Vec::new();
    for s in &content.sessions {
        for what in unusual(&ui.calendar, s) {
            let line = ui.t(what.key()).arg("when", ui.date_time(&s.starts_at));
            strange.push(line.to_string());
        }
        let form = ui.lang.t(s.form.key()).to_string();
        let when = format!(
            "{}–{}",
            ui.date_time(&s.starts_at),
            until(ui, s.starts_at, s.ends_at)
        );
        let room = if s.room.is_empty() {
            String::new()
        } else {
            format!(" · {}", ui.named(&s.room))
        };
        pairs.push((form, format!("{when}{room}")));
    }
    pairs.push((
        ui.t("plan-participants").to_string(),
        ui.t("plan-people")
            .arg("n", content.participants.len())
            .arg("who", by_identity(ui, content))
            .to_string(),
    ));
    let groups: Vec<String> = content
        .groups
        .iter()
        .map(|g| {
            let line = ui.t("plan-group").arg("name", g.name.as_str());
            line.arg("task", g.task.as_str()).to_string()
        })
        .collect();
    if !groups.is_empty() {
        pairs.push((ui.t("plan-groups").to_string(), ui.lang.join(&groups)));
    }
    Shown {
        title: ui.t("plan-version").arg("n", plan.n).to_string(),
        pairs,
        unusual: strange,
        people: content
            .participants
            .iter()
            .map(|p| person(ui, table, p))
            .collect(),
        agenda: content.agenda.lines().map(str::to_owned).collect(),
        hash: plan.hash.chars().take(12).collect(),
    }
}

/// The end: only the hour where it is the same day.
fn until(
    ui: &Shell,
    from: chrono::DateTime<chrono::Utc>,
    to: chrono::DateTime<chrono::Utc>,
) -> String {
    let same = crate::domain::calendar::local_day(from) == crate::domain::calendar::local_day(to);
    if same {
        times::clock(to)
    } else {
        ui.lang.short_date_time(to)
    }
}

fn by_identity(ui: &Shell, content: &Content) -> String {
    let counts: Vec<String> = content
        .by_identity()
        .into_iter()
        .map(|(identity, n)| format!("{} {n}", ui.lang.t(identity.key())))
        .collect();
    ui.lang.join(&counts)
}

fn person(ui: &Shell, table: &OnTable, p: &Participant) -> String {
    let group = p
        .group
        .and_then(|id| table.groups.iter().find(|g| g.id == id));
    let line = ui
        .t(if group.is_some() {
            "plan-person-of-group"
        } else {
            "plan-person"
        })
        .arg("name", still(ui.lang, name_of(table, p)))
        .arg("identity", ui.lang.t(p.identity.key()));
    match group {
        Some(group) => line.arg("group", group.name.as_str()).to_string(),
        None => line.to_string(),
    }
}
