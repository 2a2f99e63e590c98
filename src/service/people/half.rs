//! Half a log-in: the password was right, the second factor is asked for. It is a mark in the browser that
//! only this program can make; it ends after ten minutes and with the password that it stands on.

use chrono::{DateTime, TimeDelta};
use uuid::Uuid;

use super::login::{Entered, enter};
use crate::kit::secret::same;
use crate::service::{App, Problem};
use crate::store::TenantTx;
use crate::store::people::accounts::{self, Credentials};
use crate::store::system_tx::{self, PLATFORM, Street};

/// How long the second factor may take.
const LIFE: TimeDelta = TimeDelta::minutes(10);

/// What came of phone and password.
#[derive(Debug)]
pub enum LoggedIn {
    /// The log-in has begun.
    Entered(Entered),
    /// The code of the second factor is asked for; the mark goes into the cookie.
    Second(String),
    /// A second factor is to be set up first: an administrator outside the demonstration.
    SetUp(String),
}

/// Who has shown the password.
#[derive(Debug, Clone)]
pub(super) struct Half {
    pub account: Credentials,
    pub phone: String,
    pub remember: bool,
}

impl Half {
    /// Enters, once the second factor is shown.
    pub(super) async fn enter(
        &self,
        app: &App,
        street: &Street,
        tx: &mut TenantTx,
    ) -> Result<Entered, Problem> {
        let now = app.clock.now();
        enter(
            app,
            street,
            tx,
            &self.account,
            &self.phone,
            self.remember,
            now,
        )
        .await
    }
}

/// Whether this account must have a second factor: an administrator, outside the demonstration.
pub(super) async fn must_have(
    app: &App,
    street: &Street,
    account: &Credentials,
) -> Result<bool, Problem> {
    if !account.administers || street.demo {
        return Ok(false);
    }
    if street.id != PLATFORM {
        return Ok(true);
    }
    // The platform of a demonstration has no street that is not the demonstration's.
    let streets = system_tx::streets(&app.store).await?;
    Ok(streets.is_empty() || streets.iter().any(|s| !s.demo))
}

/// The mark of somebody whose password was right.
pub(super) fn mark(app: &App, street: &Street, account: &Credentials, remember: bool) -> String {
    let at = app.clock.now().timestamp();
    let kept = u8::from(remember);
    let tie = tie(app, street, account, at, kept);
    format!("{}.{at}.{kept}.{tie}", account.id)
}

/// Whose mark it is; nobody's when it is not of this program's making, old, or the password was changed
/// since.
pub(super) async fn of(
    app: &App,
    street: &Street,
    tx: &mut TenantTx,
    mark: &str,
) -> Result<Option<Half>, Problem> {
    let parts: Vec<&str> = mark.split('.').collect();
    let [id, at, kept, given] = parts.as_slice() else {
        return Ok(None);
    };
    let (Ok(id), Ok(at), Ok(kept)) = (Uuid::try_parse(id), at.parse(), kept.parse::<u8>()) else {
        return Ok(None);
    };
    let young = DateTime::from_timestamp(at, 0).is_some_and(|made| app.clock.now() - made < LIFE);
    let found = accounts::credentials_of(tx, id).await?;
    let Some((account, phone)) = found.filter(|(a, _)| young && !a.disabled) else {
        return Ok(None);
    };
    let expected = tie(app, street, &account, at, kept);
    Ok(same(expected.as_bytes(), given.as_bytes()).then_some(Half {
        account,
        phone,
        remember: kept == 1,
    }))
}

fn tie(app: &App, street: &Street, account: &Credentials, at: i64, kept: u8) -> String {
    let what = format!("{} {at} {kept} {}", account.id, account.password_hash);
    let mark = app.street_key(street.id).mark("half", what.as_bytes());
    hex::encode(&mark[..16])
}
