//! A form that is sent twice, as by a button pressed again on a slow line: the second press finds the topic
//! changed by the first one, and is answered like it.

use serde_json::Value;
use uuid::Uuid;

use super::see;
use crate::domain::fields::Raw;
use crate::domain::privacy::mask;
use crate::domain::workflow::Verb;
use crate::service::{App, Done, Problem};
use crate::store::TenantId;
use crate::store::record::entries;

/// What came of the same form, if this person has sent it before: the entry that followed the version seen is
/// theirs, of this verb, and holds every word that was typed and all that was chosen. What differs is never taken
/// for the same: where an entry holds a choice in other letters, the person is told what they did before.
///
/// # Errors
/// When the database is away.
pub async fn pressed(
    app: &App,
    tenant: TenantId,
    account: Uuid,
    verb: Verb,
    (code, seen): (&str, u32),
    raw: &Raw,
) -> Result<Option<Done>, Problem> {
    let mut tx = app.store.read(tenant, "step.pressed").await?;
    let held = match see(&mut tx, code).await {
        Ok(held) => held,
        Err(Problem::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let next = i32::try_from(seen.saturating_add(1)).unwrap_or(i32::MAX);
    let Some(entry) = entries::one(&mut tx, held.row.id, next).await? else {
        return Ok(None);
    };
    let me = app.street_key(tenant).person_ref(account, held.row.id);
    let did = Verb::from_code(&entry.verb).or_else(|| entry.verb.parse().ok());
    let theirs = did == Some(verb) && entry.by_whom.split(' ').nth(1) == Some(&me);
    let same = || -> Result<bool, Problem> {
        let mut said = String::new();
        words(&serde_json::from_str(&entry.content)?, &mut said);
        let chosen = chosen(raw).all(|choice| said.lines().any(|s| s.eq_ignore_ascii_case(choice)));
        let typed = || typed(raw).all(|l| said.contains(&l) || said.contains(&plain(&mask(&l))));
        Ok(chosen && typed())
    };
    if !theirs || !same()? {
        return Ok(None);
    }
    Ok(Some(Done {
        code: held.row.code,
        topic: held.row.id,
        state: held.state,
        events: Vec::new(),
    }))
}

/// The lines that somebody wrote: what is chosen, dated or numbered has neither a blank nor a Chinese character.
fn typed(raw: &Raw) -> impl Iterator<Item = String> {
    let lines = raw.0.values().flatten().flat_map(|text| text.lines());
    lines
        .map(str::trim)
        .filter(|line| line.contains(|c: char| !c.is_ascii() || c == ' '))
        .map(plain)
}

/// Fields that are of the form, not of what is decided.
const OF_THE_FORM: [&str; 7] = ["version", "page", "lock", "key", "hash", "mask", "standard"];

/// What somebody chose by a code: a date, a number and an id may be written otherwise in the entry.
fn chosen(raw: &Raw) -> impl Iterator<Item = &str> {
    let fields = raw
        .0
        .iter()
        .filter(|(name, _)| !OF_THE_FORM.contains(&name.as_str()));
    let coded =
        |text: &&str| text.len() > 3 && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    fields
        .flat_map(|(_, all)| all)
        .map(|text| text.trim())
        .filter(coded)
}

fn words(value: &Value, said: &mut String) {
    match value {
        Value::String(text) => {
            said.push_str(&plain(text));
            said.push('\n');
        }
        Value::Array(all) => all.iter().for_each(|v| words(v, said)),
        Value::Object(all) => all.values().for_each(|v| words(v, said)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// However it was spaced.
fn plain(text: &str) -> String {
    text.split_whitespace().collect()
}
