//! Objections to the posting: rows of the stakeholders' own, answered or sustained by the signing set.

use super::{begin, running, turn, words};
use crate::domain::feedback::{Answer, Objection, answer_hash};
use crate::domain::fields::FieldErrors;
use crate::domain::policy;
use crate::domain::workflow::{Evidence, Refusal, Verb};
use crate::kit::secret::random_bytes;
use crate::service::scope::{self, About};
use crate::service::step::{self, Held, Words};
use crate::service::{Deed, Done, Problem};
use crate::store::feedback::{objections as rows, postings};
use crate::store::{opinions, scopes};

/// Somebody of a stakeholder group has read the posting.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn acknowledge(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::FeedbackAcknowledge;
    let (held, posting) = see(&mut deed, verb).await?;
    let (me, at) = (deed.me.account(), deed.at);
    if !postings::acknowledge(&mut deed.tx, posting.id, me, at).await? {
        return Err(Refusal::AlreadyDone { verb }.into());
    }
    finish(deed, &held).await
}

/// Somebody of a stakeholder group objects.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn object(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::FeedbackObject;
    let (held, posting) = see(&mut deed, verb).await?;
    let form = Objection::parse(&deed.raw)?;
    let me = deed.me.account();
    let topic = held.row.id;
    let facts = scopes::of(&mut deed.tx, topic, me, None).await?;
    let mine = facts.stakeholder_of;
    let group = match (form.group, mine.as_slice()) {
        (Some(group), mine) if mine.contains(&group) => group,
        (None, [only]) => *only,
        (Some(_), _) => return Err(FieldErrors::one("group", "error-not-a-choice").into()),
        (None, _) => return Err(FieldErrors::one("group", "error-choose").into()),
    };
    let row = rows::NewObjection {
        id: deed.id(),
        posting_id: posting.id,
        account_id: me,
        group_id: group,
        body: form.body,
        salt: random_bytes::<32>().to_vec(),
        at: deed.at,
    };
    if !rows::insert(&mut deed.tx, held.row.id, &row).await? {
        return Err(Refusal::AlreadyDone { verb }.into());
    }
    let subject = held.subject(deed.street.id);
    let calendar = deed.app.calendar.clone();
    let new = [(row.id, row.at)];
    step::put_answers(&mut deed.tx, &calendar, &subject, &held.state, &new).await?;
    finish(deed, &held).await
}

/// The topic without its lock, and the posting under way, held together with others who read it.
async fn see(deed: &mut Deed, verb: Verb) -> Result<(Held, postings::Posting), Problem> {
    let code = deed.target.code.clone();
    let held = step::see(&mut deed.tx, &code).await?;
    let scope = scope::of(deed, &held, About::default()).await?;
    policy::may(&deed.me.actor, verb, &scope)?;
    let posting = running(deed, &held, verb, false).await?;
    if !posting.is_running(deed.at) {
        return Err(Refusal::TooLate { verb }.into());
    }
    Ok((held, posting))
}

async fn finish(deed: Deed, held: &Held) -> Result<Done, Problem> {
    let done = Done {
        code: held.row.code.clone(),
        topic: held.row.id,
        state: held.state.clone(),
        events: Vec::new(),
    };
    deed.commit(done).await
}

/// A member of the signing set answers an objection; the last signature gives the answer.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn answer(deed: Deed) -> Result<Done, Problem> {
    reply(deed, Verb::FeedbackAnswer, false).await
}

/// A member of the signing set sustains an objection; the last signature sends the topic back to
/// deliberation.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn sustain(deed: Deed) -> Result<Done, Problem> {
    reply(deed, Verb::FeedbackSustain, true).await
}

async fn reply(mut deed: Deed, verb: Verb, sustains: bool) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, verb).await?;
    let form = Answer::parse(&deed.raw)?;
    let topic = held.row.id;
    let posting = running(&mut deed, &held, verb, true).await?;
    let objection = rows::of_topic(&mut deed.tx, topic)
        .await?
        .into_iter()
        .find(|o| o.id == form.objection && o.posting_id == posting.id)
        .ok_or(Refusal::Unknown { verb })?;
    let outcome = if sustains { "sustained" } else { "answered" };
    let kept = (objection.outcome == outcome && objection.decided_at.is_none())
        .then_some((objection.hash.as_str(), objection.reason.as_str()));
    let reason = words(form.reason, kept)?;
    let hash = answer_hash(objection.id, sustains, &reason)?;
    let evidence = Evidence::Objection {
        objection: objection.id,
        hash: hash.clone(),
        reason: true,
    };
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    let back = turn(&decided.state) > turn(&held.state);
    let given = back
        || decided
            .state
            .feedback
            .replies
            .get(&objection.id)
            .is_some_and(|r| r.given_at.is_some());
    let row = rows::NewAnswer {
        id: deed.id(),
        objection_id: objection.id,
        outcome: outcome.to_owned(),
        reason: reason.clone(),
        hash: hash.0,
        at: deed.at,
        decided_at: given.then_some(deed.at),
    };
    let id = rows::answer(&mut deed.tx, topic, &row).await?;
    let mut words = Words::reason(&reason).with("objection_answer", [id]);
    if back {
        // What was signed and posted is void: the further session makes its own.
        let at = deed.at;
        let void = postings::void(&mut deed.tx, topic, at).await?;
        words = words.with("posting", void);
        let void = opinions::void(&mut deed.tx, topic, at).await?;
        words = words.with("opinion", void);
    }
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}
