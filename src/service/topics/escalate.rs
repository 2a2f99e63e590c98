//! A community's topic goes up: it ends, and a successor with a code and chain of its own opens for
//! the street council, in the same transaction.

use uuid::Uuid;

use super::submit::{insert, next_code};
use super::{begin, has_liaison, level_of};
use crate::domain::actor::Capacity;
use crate::domain::audit::{Hash, Head, Predecessor};
use crate::domain::policy::Scope;
use crate::domain::topics;
use crate::domain::workflow::{self, Act, Carried, ContentHash, Evidence, Rules, Submission, Verb};
use crate::service::photos;
use crate::service::step::{self, Decided, Held, Words};
use crate::service::{Deed, Done, Problem};
use crate::store::people::places;
use crate::store::sessions;
use crate::store::topics::details;
use crate::store::topics::groups::{self, Group};
use crate::store::topics::{NewTopic, contacts, origins, voices};

/// The topic ends as escalated and goes on as another one of the street council.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn escalate(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Escalate;
    let (held, scope) = begin(&mut deed, verb).await?;
    let reason = topics::reason(&deed.raw)?;
    let successor = deed.id();
    let evidence = Evidence::Escalate {
        reason: true,
        successor,
    };
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    let code = next_code(&mut deed).await?;
    let mut words = Words::reason(&reason);
    words
        .words
        .insert("successor".to_owned(), code.clone().into());
    // What was announced and not held is off; the street council plans anew.
    let (me, at) = (deed.me.account(), deed.at);
    let off = sessions::cancel(&mut deed.tx, held.row.id, &reason, me, at).await?;
    words = words.with("session", off);
    let capacity = decided.act.by.capacity;
    let done = step::record(&mut deed, &held, decided, words).await?;
    // The successor's first entry is bound to the end of the chain that was just written.
    let ended = step::see(&mut deed.tx, &held.row.code).await?;
    let old = groups::of_topic(&mut deed.tx, held.row.id).await?;
    let named: Vec<Group> = old
        .into_iter()
        .map(|g| Group { id: deed.id(), ..g })
        .collect();
    let act = succeed(&mut deed, &held, &ended, &named, (successor, capacity)).await?;
    let (state, events) = workflow::submit(&act)?;
    let decided = Decided { act, state, events };
    let new = copy(&held, successor, code, decided.state.council, &deed);
    insert(&mut deed, &new, &decided).await?;
    let mut words = Words {
        predecessor: Some(Predecessor {
            topic: held.row.id,
            head: Head {
                length: ended.row.record_length,
                hash: head_of(&ended)?,
            },
        }),
        ..Words::default()
    };
    words = words.with("topic", [successor]);
    words = papers(&mut deed, held.row.id, successor, &named, words).await?;
    words = photos::carry(&mut deed, held.row.id, successor, words).await?;
    step::record_first(&mut deed, &new, decided, words).await?;
    voices::copy(&mut deed.tx, held.row.id, successor).await?;
    deed.commit(done).await
}

/// What the author said of the place and the people, and what the council found out, go with the topic, under
/// the successor's own ids.
async fn papers(
    deed: &mut Deed,
    from: Uuid,
    successor: Uuid,
    named: &[Group],
    mut words: Words,
) -> Result<Words, Problem> {
    let at = deed.at;
    let written = groups::save(&mut deed.tx, successor, named, at).await?;
    words = words.with("stakeholder_group", written);
    if let Some(found) = groups::assessment(&mut deed.tx, from).await? {
        groups::assess(&mut deed.tx, successor, &found).await?;
        words = words.with("assessment", [successor]);
    }
    if origins::carry(&mut deed.tx, from, successor).await? {
        words = words.with("topic_origin", [successor]);
    }
    contacts::carry(&mut deed.tx, from, successor).await?;
    if details::carry(&mut deed.tx, from, successor).await? {
        words = words.with("topic_detail", [successor]);
    }
    Ok(words)
}

fn head_of(held: &Held) -> Result<Hash, Problem> {
    held.row
        .record_head
        .as_slice()
        .try_into()
        .map_err(|_| Problem::Fault(format!("record head of {}", held.row.code)))
}

/// The act that opens the successor.
async fn succeed(
    deed: &mut Deed,
    held: &Held,
    ended: &Held,
    named: &[Group],
    (successor, capacity): (Uuid, Capacity),
) -> Result<Act, Problem> {
    let councils = places::councils(&mut deed.tx).await?;
    let above = councils
        .into_iter()
        .find(|c| c.level == "subdistrict")
        .ok_or_else(|| Problem::Fault("a street without a council".to_owned()))?;
    let head = ContentHash(head_of(ended)?.hex());
    let mut carried: Carried = held.state.carried(held.row.id, head);
    if let Some(assessment) = &mut carried.assessment {
        assessment.groups = named.iter().map(|g| g.id).collect();
    }
    let author = held.row.author_id.unwrap_or(successor);
    let submission = Submission {
        council: above.id,
        level: level_of(&above)?,
        has_liaison: has_liaison(deed, &above).await?,
        source: held.state.source,
        author: step::person(deed, author, successor),
        author_has_account: held.state.author_has_account,
        consent: true,
        rules: Rules::default(),
        carried: Some(carried),
    };
    let scope = Scope::council(above.id, submission.level, submission.has_liaison);
    let evidence = Evidence::Submit(Box::new(submission));
    Ok(step::act(
        deed,
        successor,
        &scope,
        capacity,
        Verb::Submit,
        evidence,
    ))
}

/// The successor's row: the same words, under its own code and council.
fn copy(held: &Held, id: Uuid, code: String, council: Uuid, deed: &Deed) -> NewTopic {
    let from = &held.row;
    NewTopic {
        id,
        code,
        council_id: council,
        community_id: from.community_id,
        category_id: from.category_id.clone(),
        source: from.source.clone(),
        title: from.title.clone(),
        body: from.body.clone(),
        place: from.place.clone(),
        show_name: from.show_name.clone(),
        author_id: from.author_id,
        author_label: from.author_label.clone(),
        entered_by: from.entered_by,
        on_behalf_of: from.on_behalf_of.clone(),
        on_behalf_way: from.on_behalf_way.clone(),
        created_at: deed.at,
    }
}
