//! Invitation codes: the clerk hands one to each household, and whoever uses it is checked by that.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::domain::actor::Role;
use crate::domain::calendar::local_day;
use crate::domain::fields::{FieldErrors, Fields, KEY, Raw};
use crate::kit::secret::{letters, plain_letters};
use crate::service::{App, Me, Problem};
use crate::store::TenantTx;
use crate::store::people::checks;
use crate::store::people::invitations::{self, NewBatch};
use crate::store::people::places::{self, Council, Place};

/// The most codes of one sheet.
pub const MOST: u32 = 200;

/// The most days that a code can be used.
pub const LONGEST_DAYS: u32 = 180;

/// Codes that were just made: shown this once, for only their hashes are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The community.
    pub community: Place,
    /// The codes, as they are printed.
    pub codes: Vec<String>,
    /// Until when they can be used.
    pub expires_at: DateTime<Utc>,
}

/// The communities whose households somebody invites: the administrator all, a liaison that of the
/// council.
#[must_use]
pub fn invites(me: &Me, communities: Vec<Place>, councils: &[Council]) -> Vec<Place> {
    if me.actor.has(Role::StreetAdmin) {
        return communities;
    }
    let liaison = me.actor.roles.iter().filter(|g| g.role == Role::Liaison);
    let own: Vec<Option<Uuid>> = liaison
        .filter_map(|g| g.council)
        .filter_map(|id| councils.iter().find(|c| c.id == id))
        .map(|c| c.community_id)
        .collect();
    communities
        .into_iter()
        .filter(|c| own.contains(&Some(c.id)))
        .collect()
}

/// Makes codes for the households of a community. The same form sent again on the same day, as by a button
/// pressed twice, makes no more and answers the same sheet: else a set would be valid that nobody has seen.
///
/// # Errors
/// [`Problem::NotFound`] for who invites nobody; [`Problem::Invalid`].
pub async fn invite(app: &App, mut tx: TenantTx, me: &Me, raw: &Raw) -> Result<Sheet, Problem> {
    let communities = places::communities(&mut tx).await?;
    let councils = places::councils(&mut tx).await?;
    let mine = invites(me, communities, &councils);
    if mine.is_empty() {
        return Err(Problem::NotFound);
    }
    let mut f = Fields::new(raw);
    let community = f.choice("community", |v| {
        mine.iter().find(|c| c.id.to_string() == v).cloned()
    });
    let number = f.number("number", 1..=MOST);
    let days = f.number("days", 1..=LONGEST_DAYS);
    let key = f.opt_id(KEY);
    f.done()?;
    let community = community.ok_or(Problem::NotFound)?;
    let now = app.clock.now();
    let key = key.unwrap_or_else(|| app.ids.make(now));
    let (by, day) = (me.account(), local_day(now));
    let secret = app.street_key(tx.tenant());
    let of = format!("{key} {by} {} {number} {days} {day}", community.id);
    let code = |n| {
        letters(first(
            &secret.mark("invitation-sheet", format!("{of} {n}").as_bytes()),
        ))
    };
    let codes: Vec<String> = (0..number).map(code).collect();
    let batch = NewBatch {
        community: community.id,
        ids: codes.iter().map(|_| app.ids.make(now)).collect(),
        hashes: codes.iter().map(|c| hash(app, tx.tenant(), c)).collect(),
        by,
        at: now,
        expires_at: now + TimeDelta::days(i64::from(days)),
    };
    invitations::insert(&mut tx, &batch).await?;
    tx.commit().await?;
    Ok(Sheet {
        community,
        codes,
        expires_at: batch.expires_at,
    })
}

/// Checks an account by a code: once, and only in the community that the code was made for.
///
/// # Errors
/// [`Problem::Invalid`] with `error-invitation`.
pub(super) async fn redeem(
    app: &App,
    tx: &mut TenantTx,
    account: Uuid,
    community: Option<Uuid>,
    typed: &str,
) -> Result<(), Problem> {
    let now = app.clock.now();
    let hash = hash(app, tx.tenant(), typed);
    let good = invitations::used(tx, &hash, community, account, now).await?
        && checks::by_code(tx, account, now).await?;
    if good {
        Ok(())
    } else {
        Err(FieldErrors::one("invitation", "error-invitation").into())
    }
}

/// Somebody who registered without a code uses one later.
///
/// # Errors
/// [`Problem::Invalid`].
pub async fn invited(app: &App, mut tx: TenantTx, me: &Me, raw: &Raw) -> Result<(), Problem> {
    let mut f = Fields::new(raw);
    let typed = f.text("invitation", 1..=30);
    f.done()?;
    redeem(app, &mut tx, me.account(), me.actor.community, &typed).await?;
    Ok(tx.commit().await?)
}

/// The first bytes of a mark: what a code is made of.
fn first(mark: &[u8; 32]) -> [u8; 10] {
    std::array::from_fn(|i| mark[i])
}

fn hash(app: &App, tenant: i32, typed: &str) -> Vec<u8> {
    let key = app.street_key(tenant);
    key.mark("invitation", plain_letters(typed).as_bytes())
        .to_vec()
}
