//! Feedback is closed: what was said to the posting enters the chain, and the tasks come to be.

use serde_json::json;

use super::{begin, running};
use crate::domain::audit::{Hash, merkle_root, salted_leaf, utc_text};
use crate::domain::workflow::{ContentHash, Evidence, Verb};
use crate::service::step::{self, Held, Words};
use crate::service::{Deed, Done, Problem};
use crate::store::feedback::{objections, postings};

/// The liaison closes feedback: to the conversion, or to the evaluation after no result.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn close(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::FeedbackClose;
    let (held, scope) = begin(&mut deed, verb).await?;
    let evidence = counted(&mut deed, &held).await?;
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    let ids = step::make_tasks(&mut deed, &held, &decided).await?;
    let words = Words::default().with("task", ids);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// Objections and acknowledgements of the posting, counted, with the Merkle root of their salted
/// leaves. The posting is sealed: nothing comes in between.
async fn counted(deed: &mut Deed, held: &Held) -> Result<Evidence, Problem> {
    let nothing = Evidence::FeedbackClose {
        objections: 0,
        acknowledged: 0,
        root: None,
    };
    let posting = match running(deed, held, Verb::FeedbackClose, true).await {
        Ok(posting) if posting.voided_at.is_none() => posting,
        // Not posted yet: the gate says so.
        Ok(_) | Err(Problem::Refused(_)) => return Ok(nothing),
        Err(other) => return Err(other),
    };
    let mut leaves: Vec<Hash> = Vec::new();
    let mut objected = 0;
    for o in objections::of_topic(&mut deed.tx, held.row.id).await? {
        if o.posting_id != posting.id {
            continue;
        }
        let salt = salt(&o.salt)?;
        let row = json!({
            "objection": o.id,
            "person": step::person(deed, o.account_id, held.row.id),
            "group": o.group_id,
            "body": o.body,
            "at": utc_text(o.at),
        });
        leaves.push(salted_leaf(&salt, &row)?);
        objected += 1;
    }
    let mut acknowledged = 0;
    for (account, at) in postings::acknowledgements(&mut deed.tx, posting.id).await? {
        // The reference to the person is keyed and so needs no salt of its own.
        let row = json!({
            "acknowledged": posting.id,
            "person": step::person(deed, account, held.row.id),
            "at": utc_text(at),
        });
        leaves.push(salted_leaf(&[0; 32], &row)?);
        acknowledged += 1;
    }
    Ok(Evidence::FeedbackClose {
        objections: objected,
        acknowledged,
        root: Some(ContentHash(merkle_root(&leaves).hex())),
    })
}

fn salt(bytes: &[u8]) -> Result<[u8; 32], Problem> {
    bytes
        .try_into()
        .map_err(|_| Problem::Fault("a salt is not 32 bytes".to_owned()))
}
