//! Residents are checked by staff before they may raise, support and rate.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::actor::Role;
use crate::domain::fields::Raw;
use crate::service::{Me, Problem};
use crate::store::TenantTx;
use crate::store::people::accounts;

/// Whether somebody checks the phones and names of residents: liaisons and conveners those of their
/// council's community, office and administrator those of the whole street.
#[must_use]
pub fn may_verify(me: &Me) -> bool {
    let office = [Role::OfficeOfficer, Role::StreetAdmin];
    office.into_iter().any(|role| me.actor.has(role))
        || me.actor.has(Role::Liaison)
        || !me.actor.seats.is_empty()
}

/// The councils whose residents somebody checks; none: those of the whole street.
#[must_use]
pub fn verifies(me: &Me) -> Option<Vec<Uuid>> {
    if [Role::OfficeOfficer, Role::StreetAdmin]
        .into_iter()
        .any(|r| me.actor.has(r))
    {
        return None;
    }
    let liaison = me.actor.roles.iter().filter(|g| g.role == Role::Liaison);
    let mut councils: Vec<Uuid> = me.actor.seats.iter().map(|s| s.council).collect();
    councils.extend(liaison.filter_map(|g| g.council));
    Some(councils)
}

/// Notes that staff have checked a resident's phone and name.
///
/// # Errors
/// [`Problem::NotFound`] when the resident is not one of theirs, or is checked already.
pub async fn verify(
    mut tx: TenantTx,
    me: &Me,
    raw: &Raw,
    at: DateTime<Utc>,
) -> Result<(), Problem> {
    let account = Uuid::try_parse(raw.first("account")).map_err(|_| Problem::NotFound)?;
    let councils = verifies(me);
    if account == me.account() || !may_verify(me) {
        return Err(Problem::NotFound);
    }
    if !accounts::verify(&mut tx, account, councils.as_deref(), at).await? {
        return Err(Problem::NotFound);
    }
    Ok(tx.commit().await?)
}
