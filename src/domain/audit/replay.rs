//! Replay: folding the entries of a topic through the machine must give the topic's row.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use uuid::Uuid;

use super::content::by_text;
use super::{Broken, Content, Fault, Link, check_content};
use crate::domain::workflow::{self, Act, State, Verb};

/// A content as it is kept: its salt and canonical text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The salt.
    pub salt: [u8; 32],
    /// The canonical text.
    pub content: String,
}

/// A covered row by table and id, with the entry that set it last; no columns when it was removed.
type Rows = BTreeMap<(String, Uuid), (i32, Option<Value>)>;

/// What the entries of a topic come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed {
    /// The state after the last entry; none for an empty chain.
    pub state: Option<State>,
    /// Each covered row as the last content that set it left it.
    pub rows: Rows,
    /// Rows whose last content may have been redacted: what they hold cannot be checked.
    pub unknown: BTreeSet<i32>,
}

/// Checks each content against its commitment and folds the acts through the machine. The chain
/// itself must have been checked by [`super::verify_chain`] before.
///
/// # Errors
/// The first [`Fault`], naming topic and entry.
pub fn replay(
    topic: Uuid,
    links: &[Link],
    contents: &BTreeMap<i32, Kept>,
) -> Result<Replayed, Fault> {
    let redacted = redacted(links, contents);
    let mut done = Replayed {
        state: None,
        rows: Rows::new(),
        unknown: BTreeSet::new(),
    };
    for link in links {
        let seq = link.entry.seq;
        let fault = |what| Fault {
            topic,
            seq: Some(seq),
            what,
        };
        let act = match (contents.get(&seq), redacted.get(&seq)) {
            (None, Some(act)) => {
                done.unknown.insert(seq);
                act.clone()
            }
            (kept, _) => {
                check_content(
                    &link.entry,
                    kept.map(|kept| (&kept.salt, kept.content.as_str())),
                )?;
                let text = kept.map_or("", |kept| kept.content.as_str());
                let content: Content = serde_json::from_str(text)
                    .map_err(|why| fault(Broken::Unreadable(why.to_string())))?;
                for row in content.rows {
                    done.rows.insert((row.table, row.id), (seq, row.columns));
                }
                content.act
            }
        };
        let before = done.state.as_ref().map_or(0, step_no);
        let next = step(done.state.as_ref(), &act).map_err(|why| fault(Broken::Refused(why)))?;
        let same = [
            ("verb", link.entry.verb == act.verb.code()),
            ("time", link.entry.at == act.at),
            ("person", link.entry.by == by_text(&act.by)),
            ("step before", link.entry.step_before == before),
            ("step after", link.entry.step_after == step_no(&next)),
        ];
        if let Some((what, _)) = same.into_iter().find(|(_, same)| !same) {
            return Err(fault(Broken::Mismatch(what)));
        }
        done.state = Some(next);
    }
    Ok(done)
}

/// The acts of entries whose contents were removed, as the redacting entries keep them. Only a
/// content that matches its own commitment counts.
fn redacted(links: &[Link], contents: &BTreeMap<i32, Kept>) -> BTreeMap<i32, Act> {
    let mut acts = BTreeMap::new();
    for link in links {
        let Some(kept) = contents.get(&link.entry.seq) else {
            continue;
        };
        // Most contents redact nothing; the name is looked for before the text is read.
        if !kept.content.contains("\"redacted\":{")
            || check_content(&link.entry, Some((&kept.salt, kept.content.as_str()))).is_err()
        {
            continue;
        }
        if let Ok(content) = serde_json::from_str::<Content>(&kept.content) {
            if content.act.verb != Verb::RedactConfirm {
                continue;
            }
            acts.extend(
                content
                    .redacted
                    .into_iter()
                    .filter(|(seq, _)| *seq < link.entry.seq),
            );
        }
    }
    acts
}

fn step(state: Option<&State>, act: &Act) -> Result<State, String> {
    let done = match state {
        None => workflow::submit(act),
        Some(state) => workflow::advance(state, act),
    };
    done.map(|(state, _)| state)
        .map_err(|refusal| format!("{refusal:?}"))
}

fn step_no(state: &State) -> i16 {
    i16::from(state.step.no())
}
