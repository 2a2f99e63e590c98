//! What residents may do before anybody has checked their name: the administrator's choice.

use chrono::{DateTime, Utc};

use crate::domain::actor::Role;
use crate::domain::fields::Raw;
use crate::domain::settings::{Key, Settings};
use crate::service::{Me, Problem};
use crate::store::{TenantTx, settings};

/// Whether somebody chooses it.
#[must_use]
pub fn may_set(me: &Me) -> bool {
    me.actor.has(Role::StreetAdmin)
}

/// Keeps what the administrator has chosen.
///
/// # Errors
/// [`Problem::NotFound`] for anybody else; [`Problem::Invalid`].
pub async fn set_unverified(
    mut tx: TenantTx,
    me: &Me,
    raw: &Raw,
    at: DateTime<Utc>,
) -> Result<(), Problem> {
    if !may_set(me) {
        return Err(Problem::NotFound);
    }
    let key = Key::Unverified;
    let wanted = Settings::parse_unverified(raw)?;
    settings::put(&mut tx, key, wanted.value(key), me.account(), at).await?;
    Ok(tx.commit().await?)
}
