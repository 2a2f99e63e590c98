//! A rating: a row of its own, once a person and round, that carries no person.

use uuid::Uuid;

use super::round;
use crate::domain::evaluations::{Behalf, Rating, RatingWay, kinds, on_behalf};
use crate::domain::fields::FieldErrors;
use crate::domain::policy::{self, Scope};
use crate::domain::workflow::{EvaluationKind, Refusal, Verb};
use crate::kit::secret::{StreetKey, random_bytes};
use crate::service::scope::{self, About};
use crate::service::step;
use crate::service::{Deed, Done, Problem};
use crate::store::evaluations::ratings as rows;
use crate::store::people::accounts;

/// Somebody rates the result, or staff enter what a resident said.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn rate(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::EvaluationRate;
    let code = deed.target.code.clone();
    let held = step::see(&mut deed.tx, &code).await?;
    let scope = scope::of(&mut deed, &held, About::default()).await?;
    policy::may(&deed.me.actor, verb, &scope)?;
    let form = Rating::parse(&deed.raw)?;
    let topic = held.row.id;
    let key = deed.app.street_key(deed.street.id);
    let (voter, same, kind, by_author) = match &form.behalf {
        Some(behalf) => {
            if on_behalf(&deed.me.actor, &scope).is_none() {
                let who = vec![policy::Who::OnBehalf];
                return Err(Refusal::NotYours { verb, who }.into());
            }
            let account = account_of(&mut deed, behalf).await?;
            let author = account.is_some() && account == held.row.author_id;
            let voter = account.map_or_else(
                || voter_entered(&key, topic, behalf),
                |account| voter(&key, topic, account),
            );
            (voter, None, EvaluationKind::Public, author)
        }
        None => {
            let kind = kind(&deed, &scope, form.kind)?;
            let me = deed.me.account();
            // Entered by staff before there was an account with this number.
            let entered = Behalf {
                name: String::new(),
                phone: deed.me.phone.clone(),
                way: RatingWay::Phone,
            };
            let same = voter_entered(&key, topic, &entered);
            (voter(&key, topic, me), Some(same), kind, scope.is_author)
        }
    };
    let round = round(&held.state);
    if let Some(same) = same
        && rows::has_rated(&mut deed.tx, topic, round, &same).await?
    {
        return Err(Refusal::AlreadyDone { verb }.into());
    }
    let row = rows::Rating {
        voter,
        kind: kind.code().to_owned(),
        score: form.score.code().to_owned(),
        body: form.body,
        by_author,
        way: form.behalf.as_ref().map_or("", |b| b.way.code()).to_owned(),
        entered_by: form.behalf.is_some().then(|| deed.me.account()),
        salt: random_bytes::<32>().to_vec(),
        at: deed.at,
    };
    match rows::insert(&mut deed.tx, topic, round, &row).await? {
        rows::Inserted::New => {}
        rows::Inserted::Twice => return Err(Refusal::AlreadyDone { verb }.into()),
        rows::Inserted::Closed => return Err(Refusal::TooLate { verb }.into()),
    }
    let done = Done {
        code: held.row.code.clone(),
        topic,
        state: held.state,
        events: Vec::new(),
    };
    deed.commit(done).await
}

/// As what somebody rates: as the kind that they chose, or the only one that they may.
fn kind(
    deed: &Deed,
    scope: &Scope,
    chosen: Option<EvaluationKind>,
) -> Result<EvaluationKind, Problem> {
    let mine = kinds(&deed.me.actor, scope);
    match (chosen, mine.as_slice()) {
        (Some(kind), mine) if mine.contains(&kind) => Ok(kind),
        (Some(_), _) => Err(FieldErrors::one("kind", "error-not-a-choice").into()),
        (None, [first, ..]) => Ok(*first),
        (None, []) if on_behalf(&deed.me.actor, scope).is_some() => {
            Err(FieldErrors::one("on_behalf_of", "error-empty").into())
        }
        (None, []) => Err(Refusal::NotYours {
            verb: Verb::EvaluationRate,
            who: policy::row(Verb::EvaluationRate).who.to_vec(),
        }
        .into()),
    }
}

async fn account_of(deed: &mut Deed, behalf: &Behalf) -> Result<Option<Uuid>, Problem> {
    if behalf.phone.is_empty() {
        return Ok(None);
    }
    Ok(accounts::id_by_phone(&mut deed.tx, &behalf.phone).await?)
}

/// The keyed hash under which a person's rating of a topic is kept: another one than the reference in
/// the record, so that no entry leads to a rating.
#[must_use]
pub fn voter(key: &StreetKey, topic: Uuid, account: Uuid) -> String {
    key.voter(topic, account)
}

/// The same for somebody without an account: by phone, or by name where there is none.
fn voter_entered(key: &StreetKey, topic: Uuid, behalf: &Behalf) -> String {
    if behalf.phone.is_empty() {
        hash(key, topic, &[b"name\0", behalf.name.as_bytes()])
    } else {
        hash(key, topic, &[b"phone\0", behalf.phone.as_bytes()])
    }
}

fn hash(key: &StreetKey, topic: Uuid, parts: &[&[u8]]) -> String {
    let mut value = topic.as_bytes().to_vec();
    for part in parts {
        value.extend_from_slice(part);
    }
    hex::encode(key.mark("rating", &value))
}
