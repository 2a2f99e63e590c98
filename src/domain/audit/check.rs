//! The whole check of one topic: its chain, its contents, and that its rows agree with both.

use std::collections::BTreeMap;

use serde_json::Value;
use uuid::Uuid;

use super::{Broken, Fault, Kept, Link, Uncovered, replay, verify_chain};
use crate::domain::policy::Visibility;
use crate::domain::workflow::State;

/// What a topic's row says, as far as its chain vouches for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicClaim {
    /// The topic.
    pub id: Uuid,
    /// `open`, `suspended` …
    pub state: String,
    /// Step number, 1-8.
    pub step: i16,
    /// How far it is shown.
    pub visibility: String,
    /// The version that decision forms carry.
    pub version: i32,
    /// The workflow state as stored.
    pub workflow: Value,
    /// Entries in the chain.
    pub record_length: i32,
    /// Hash of the last one, as stored.
    pub record_head: Vec<u8>,
}

/// Covered rows as the database holds them: by table and id.
pub type CoveredNow = BTreeMap<(String, Uuid), Value>;

/// Checks one topic from its first entry to its rows.
///
/// # Errors
/// The first [`Fault`], naming the topic and, where there is one, the entry.
pub fn check_topic(
    tenant: i32,
    claim: &TopicClaim,
    links: &[Link],
    contents: &BTreeMap<i32, Kept>,
    now: &CoveredNow,
) -> Result<(), Fault> {
    let topic = claim.id;
    let fault = |seq, what| Err(Fault { topic, seq, what });
    let head = verify_chain(tenant, topic, links)?;
    if head.length != claim.record_length || head.hash.as_bytes() != claim.record_head.as_slice() {
        return fault(
            Some(head.length.min(claim.record_length)),
            Broken::Head {
                row: claim.record_length,
                chain: head.length,
            },
        );
    }
    let done = replay(topic, links, contents)?;
    let last = Some(head.length);
    let Some(state) = &done.state else {
        return fault(
            None,
            Broken::Head {
                row: claim.record_length,
                chain: 0,
            },
        );
    };
    if let Some((field, row, chain)) = row_differs(claim, state) {
        return fault(last, Broken::Row { field, row, chain });
    }
    for (key, (seq, columns)) in &done.rows {
        let found = now.get(key);
        if let Some(what) = covered_differs(key, found, columns.as_ref()) {
            return fault(Some(*seq), Broken::Covered(Box::new(what)));
        }
    }
    // A row that no entry wrote. Where a content is gone by redaction its rows cannot be told apart.
    if done.unknown.is_empty() {
        for (key, columns) in now {
            if !done.rows.contains_key(key) {
                let what = Uncovered {
                    table: key.0.clone(),
                    id: key.1,
                    column: "row".to_owned(),
                    row: short(columns),
                    chain: "nothing".to_owned(),
                };
                return fault(last, Broken::Covered(Box::new(what)));
            }
        }
    }
    Ok(())
}

/// The first column of the topic's row that is not what its entries come to: name, row, chain.
fn row_differs(claim: &TopicClaim, state: &State) -> Option<(String, String, String)> {
    let version = i32::try_from(state.version).unwrap_or(i32::MAX);
    let plain = [
        (
            "state",
            claim.state.clone(),
            state.standing.code().to_owned(),
        ),
        ("step", claim.step.to_string(), state.step.no().to_string()),
        (
            "visibility",
            claim.visibility.clone(),
            Visibility::of(state).code().to_owned(),
        ),
        ("version", claim.version.to_string(), version.to_string()),
    ];
    if let Some((field, row, chain)) = plain.into_iter().find(|(_, row, chain)| row != chain) {
        return Some((field.to_owned(), row, chain));
    }
    let folded = serde_json::to_value(state).unwrap_or(Value::Null);
    difference("workflow", &claim.workflow, &folded)
}

fn covered_differs(
    (table, id): &(String, Uuid),
    row: Option<&Value>,
    chain: Option<&Value>,
) -> Option<Uncovered> {
    let what = |column: String, row: String, chain: String| Uncovered {
        table: table.clone(),
        id: *id,
        column,
        row,
        chain,
    };
    match (row, chain) {
        (None, None) => None,
        (None, Some(_)) => Some(what("row".into(), "missing".into(), "there".into())),
        (Some(_), None) => Some(what("row".into(), "there".into(), "removed".into())),
        (Some(row), Some(chain)) => difference("", row, chain)
            .map(|(path, row, chain)| what(path.trim_start_matches('.').to_owned(), row, chain)),
    }
}

/// The first place where two values differ: path, left, right.
fn difference(path: &str, left: &Value, right: &Value) -> Option<(String, String, String)> {
    match (left, right) {
        (Value::Object(l), Value::Object(r)) => {
            let names: std::collections::BTreeSet<&String> = l.keys().chain(r.keys()).collect();
            names.into_iter().find_map(|name| {
                let (a, b) = (
                    l.get(name).unwrap_or(&Value::Null),
                    r.get(name).unwrap_or(&Value::Null),
                );
                difference(&format!("{path}.{name}"), a, b)
            })
        }
        (Value::Array(l), Value::Array(r)) if l.len() == r.len() => l
            .iter()
            .zip(r)
            .enumerate()
            .find_map(|(i, (a, b))| difference(&format!("{path}[{i}]"), a, b)),
        _ if left == right => None,
        _ => Some((path.to_owned(), short(left), short(right))),
    }
}

/// A value as a person reads it in a message, cut where it is long.
fn short(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 80 {
        return text;
    }
    text.chars().take(77).chain("...".chars()).collect()
}
