//! Ballots (表决): opened with a frozen rule, one vote a person, closed with counts and a root.

use serde::Serialize;
use uuid::Uuid;

use super::{beside_session, on_session, row_done, salt_of};
use crate::domain::audit::{merkle_root, salted_leaf};
use crate::domain::fields::{FieldErrors, Fields};
use crate::domain::policy;
use crate::domain::sessions::{Ballot, Vote};
use crate::domain::workflow::{ContentHash, Evidence, Refusal, Verb};
use crate::kit::secret::random_bytes;
use crate::service::step::{Words, decide, record};
use crate::service::{Deed, Done, Problem};
use crate::store::sessions::ballots;

/// The chair opens a ballot; who counts and is there now may vote.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn ballot_open(mut deed: Deed) -> Result<Done, Problem> {
    let (held, session, scope) = on_session(&mut deed, Verb::BallotOpen).await?;
    let form = Ballot::parse(&deed.raw)?;
    let row = ballots::NewBallot {
        id: deed.id(),
        session_id: session.id,
        question: form.question,
        options: form.options,
        threshold: form.threshold,
        secret: form.secret,
        opened_by: deed.me.account(),
        opened_at: deed.at,
    };
    // Written first, because the database counts the electorate; a refusal takes it back.
    let (_, electorate) = ballots::open(&mut deed.tx, held.row.id, &row).await?;
    let evidence = Evidence::BallotOpen {
        session: session.id,
        ballot: row.id,
        options: u32::try_from(row.options.len()).unwrap_or(u32::MAX),
        electorate: u32::try_from(electorate).unwrap_or(0),
        secret: row.secret,
    };
    let decided = decide(&deed, &held, &scope, Verb::BallotOpen, evidence)?;
    let words = Words::default().with("ballot", [row.id]);
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// The chair closes a ballot: it is counted, and the root of its votes enters the record.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn ballot_close(mut deed: Deed) -> Result<Done, Problem> {
    let (held, session, scope) = on_session(&mut deed, Verb::BallotClose).await?;
    let mut f = Fields::new(&deed.raw);
    let id = f.id("ballot");
    f.done()?;
    let ballot = of_session(&mut deed, held.row.id, session.id)
        .await?
        .into_iter()
        .find(|b| b.id == id)
        .ok_or_else(|| FieldErrors::one("ballot", "error-not-a-choice"))?;
    let (counts, root) = tally(&mut deed, &ballot).await?;
    let evidence = Evidence::BallotClose {
        session: session.id,
        ballot: id,
        counts: counts.clone(),
        root: Some(root.clone()),
    };
    let decided = decide(&deed, &held, &scope, Verb::BallotClose, evidence)?;
    write(&mut deed, id, &counts, &root).await?;
    let words = Words::default().with("ballot", [id]);
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

async fn of_session(
    deed: &mut Deed,
    topic: Uuid,
    session: Uuid,
) -> Result<Vec<ballots::Ballot>, Problem> {
    let all = ballots::of_topic(&mut deed.tx, topic).await?;
    Ok(all
        .into_iter()
        .filter(|b| b.session_id == session)
        .collect())
}

/// Votes for each option, and the root over the salted votes. A secret vote's leaf holds its choice alone.
async fn tally(
    deed: &mut Deed,
    ballot: &ballots::Ballot,
) -> Result<(Vec<u32>, ContentHash), Problem> {
    #[derive(Serialize)]
    struct Leaf {
        choice: i16,
        #[serde(skip_serializing_if = "Option::is_none")]
        person: Option<Uuid>,
    }
    let votes = ballots::votes(&mut deed.tx, ballot.id).await?;
    let mut counts = vec![0u32; ballot.options.len()];
    let mut leaves = Vec::with_capacity(votes.len());
    for vote in &votes {
        let place = usize::try_from(vote.choice - 1).unwrap_or(usize::MAX);
        if let Some(n) = counts.get_mut(place) {
            *n += 1;
        }
        let leaf = Leaf {
            choice: vote.choice,
            person: vote.person_id,
        };
        leaves.push(salted_leaf(&salt_of(&vote.salt)?, &leaf)?);
    }
    Ok((counts, ContentHash(merkle_root(&leaves).to_string())))
}

async fn write(
    deed: &mut Deed,
    id: Uuid,
    counts: &[u32],
    root: &ContentHash,
) -> Result<(), Problem> {
    let counts: Vec<i32> = counts
        .iter()
        .map(|n| i32::try_from(*n).unwrap_or(i32::MAX))
        .collect();
    let at = deed.at;
    if ballots::close(&mut deed.tx, id, &counts, &root.0, at).await? {
        Ok(())
    } else {
        Err(Refusal::AlreadyDone {
            verb: Verb::BallotClose,
        }
        .into())
    }
}

/// Closes what is still open of a session that ends; answers the ids.
pub(super) async fn close_open(
    deed: &mut Deed,
    topic: Uuid,
    session: Uuid,
) -> Result<Vec<Uuid>, Problem> {
    let mut closed = Vec::new();
    for ballot in of_session(deed, topic, session).await? {
        if ballot.closed_at.is_none() {
            let (counts, root) = tally(deed, &ballot).await?;
            write(deed, ballot.id, &counts, &root).await?;
            closed.push(ballot.id);
        }
    }
    Ok(closed)
}

/// Somebody present and entitled votes, once.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn vote(mut deed: Deed) -> Result<Done, Problem> {
    let (held, session, _) = beside_session(&mut deed, Verb::SessionVote).await?;
    let form = Vote::parse(&deed.raw)?;
    let ballot = of_session(&mut deed, held.row.id, session.id)
        .await?
        .into_iter()
        .find(|b| b.id == form.ballot)
        .ok_or_else(|| FieldErrors::one("ballot", "error-not-a-choice"))?;
    if usize::try_from(form.choice).unwrap_or(usize::MAX) > ballot.options.len() {
        return Err(FieldErrors::one("choice", "error-not-a-choice").into());
    }
    let me = deed.me.account();
    let voter = voter_of(&deed, me, ballot.id);
    let row = ballots::Vote {
        voter: voter.clone(),
        person_id: None,
        choice: form.choice,
        salt: random_bytes::<32>().to_vec(),
        at: deed.at,
    };
    if !ballots::vote(&mut deed.tx, ballot.id, me, &row).await? {
        return Err(refused(&mut deed, held.row.id, ballot.id, &voter).await?);
    }
    let done = row_done(held);
    deed.commit(done).await
}

fn voter_of(deed: &Deed, account: Uuid, ballot: Uuid) -> String {
    let mut what = [0; 32];
    what[..16].copy_from_slice(account.as_bytes());
    what[16..].copy_from_slice(ballot.as_bytes());
    hex::encode(deed.app.street_key(deed.street.id).mark("vote", &what))
}

/// Why a vote was not taken: voted before, the ballot is closed, or not entitled.
async fn refused(
    deed: &mut Deed,
    topic: Uuid,
    ballot: Uuid,
    voter: &str,
) -> Result<Problem, Problem> {
    let verb = Verb::SessionVote;
    if ballots::has_voted(&mut deed.tx, ballot, voter).await? {
        return Ok(Refusal::AlreadyDone { verb }.into());
    }
    // Read again: the vote waited for a close under way.
    let all = ballots::of_topic(&mut deed.tx, topic).await?;
    let open = all.iter().any(|b| b.id == ballot && b.closed_at.is_none());
    Ok(if open {
        Refusal::NotYours {
            verb,
            who: policy::row(verb).who.to_vec(),
        }
        .into()
    } else {
        Refusal::TooLate { verb }.into()
    })
}
