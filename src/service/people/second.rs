//! The second factor: an authenticator app, set up with a first code, asked for after the password; and
//! recovery codes for a lost phone.

use std::sync::Arc;

use uuid::Uuid;

use super::half::{self, Half};
use super::login::{Entered, LOCK_AFTER, WINDOW, locked_out};
use crate::domain::fields::{FieldErrors, Fields, Raw, figures};
use crate::kit::seal::SealingKey;
use crate::kit::secret::{plain_letters, random_letters};
use crate::kit::totp::Authenticator;
use crate::service::{App, Me, Problem};
use crate::store::TenantTx;
use crate::store::people::factors::{self, Factor};
use crate::store::people::{accounts, logins};
use crate::store::system_tx::Street;

/// Recovery codes that come with a second factor.
pub const RECOVERY_CODES: usize = 10;

/// Under what wrong codes are counted: only who knows the password gets there, so the account may be
/// closed to everybody for some minutes.
const LOCK: &str = "second-factor";

/// What an app is told when a second factor is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUp {
    /// The address in the picture.
    pub address: String,
    /// The key, to be typed.
    pub key: String,
}

/// How somebody stands with the second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// None.
    Without,
    /// Set up, and to be confirmed by a first code.
    Begun(SetUp),
    /// Asked for at every log-in.
    On {
        /// Recovery codes that are left.
        recovery_codes: i64,
        /// It cannot be taken off: an administrator outside the demonstration.
        must: bool,
    },
}

fn sealing(app: &App, street: &Street) -> SealingKey {
    SealingKey::new(app.street_key(street.id).mark("seal", b"second factor"))
}

fn authenticator(
    app: &App,
    street: &Street,
    account: Uuid,
    phone: &str,
    factor: &Factor,
) -> Result<Authenticator, Problem> {
    let key = sealing(app, street).open(&factor.sealed_key, account.as_bytes());
    let key = key.ok_or_else(|| Problem::Fault("a second factor's key does not open".into()))?;
    let (head, tail) = (phone.get(..3), phone.get(7..));
    let name = format!(
        "{}****{}",
        head.unwrap_or_default(),
        tail.unwrap_or_default()
    );
    Authenticator::of(&key, &street.name, &name).map_err(|fault| Problem::Fault(fault.to_string()))
}

fn set_up(
    app: &App,
    street: &Street,
    account: Uuid,
    phone: &str,
    factor: &Factor,
) -> Result<SetUp, Problem> {
    let authenticator = authenticator(app, street, account, phone, factor)?;
    let address = authenticator.address();
    Ok(SetUp {
        address: address.map_err(|fault| Problem::Fault(fault.to_string()))?,
        key: authenticator.key_text(),
    })
}

/// Writes a new key that is to be confirmed.
pub(super) async fn begin_for(
    app: &App,
    street: &Street,
    tx: &mut TenantTx,
    account: Uuid,
    again: bool,
) -> Result<(), Problem> {
    let key = Authenticator::new_key();
    let sealed = sealing(app, street).seal(&key, account.as_bytes());
    let sealed = sealed.map_err(|fault| Problem::Fault(fault.to_string()))?;
    Ok(factors::begin(tx, account, &sealed, again, app.clock.now()).await?)
}

/// How somebody who is logged in stands.
///
/// # Errors
/// When the database is away.
pub async fn standing(
    app: &App,
    street: &Street,
    tx: &mut TenantTx,
    me: &Me,
) -> Result<Standing, Problem> {
    let Some(factor) = factors::of(tx, me.account()).await? else {
        return Ok(Standing::Without);
    };
    if !factor.confirmed {
        let set_up = set_up(app, street, me.account(), &me.phone, &factor)?;
        return Ok(Standing::Begun(set_up));
    }
    let found = accounts::credentials_of(tx, me.account()).await?;
    let must = match &found {
        Some((account, _)) => half::must_have(app, street, account).await?,
        None => false,
    };
    Ok(Standing::On {
        recovery_codes: factor.recovery_codes,
        must,
    })
}

/// Begins the set-up by choice.
///
/// # Errors
/// [`Problem::NotFound`] for who does not work here.
pub async fn begin(app: &App, street: &Street, mut tx: TenantTx, me: &Me) -> Result<(), Problem> {
    if !me.actor.is_staff() {
        return Err(Problem::NotFound);
    }
    begin_for(app, street, &mut tx, me.account(), true).await?;
    Ok(tx.commit().await?)
}

/// Confirms the set-up by a first code; gives the recovery codes, shown this once.
///
/// # Errors
/// [`Problem::Invalid`] for a wrong code.
pub async fn confirm(
    app: &App,
    street: &Street,
    mut tx: TenantTx,
    me: &Me,
    raw: &Raw,
) -> Result<Vec<String>, Problem> {
    let codes = confirm_for(app, street, &mut tx, me.account(), &me.phone, raw).await?;
    tx.commit().await?;
    Ok(codes)
}

async fn confirm_for(
    app: &App,
    street: &Street,
    tx: &mut TenantTx,
    account: Uuid,
    phone: &str,
    raw: &Raw,
) -> Result<Vec<String>, Problem> {
    let mut f = Fields::new(raw);
    let code = figures(&f.text("code", 1..=20));
    f.done()?;
    let factor = factors::of(tx, account).await?;
    let factor = factor.filter(|f| !f.confirmed).ok_or(Problem::NotFound)?;
    let authenticator = authenticator(app, street, account, phone, &factor)?;
    let step = authenticator.step(&code, app.clock.wall());
    let step = step.ok_or_else(|| FieldErrors::one("code", "error-second-code"))?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| random_letters::<8>()).collect();
    let hashes: Vec<Vec<u8>> = codes.iter().map(|c| hash(app, street, c)).collect();
    let now = app.clock.now();
    if factors::confirm(tx, account, &factor.sealed_key, step, &hashes, now).await? {
        Ok(codes)
    } else {
        Err(Problem::NotFound)
    }
}

/// Takes the second factor off, with the password.
///
/// # Errors
/// [`Problem::Invalid`] for a wrong password; [`Problem::NotFound`] where it must stay.
pub async fn take_off(app: &Arc<App>, street: &Street, me: &Me, raw: &Raw) -> Result<(), Problem> {
    let password = raw.all("password").first().cloned().unwrap_or_default();
    let mut tx = app.store.read(street.id, "people.credentials").await?;
    let found = accounts::credentials_of(&mut tx, me.account()).await?;
    drop(tx);
    let (account, _) = found.ok_or(Problem::LoginNeeded)?;
    if half::must_have(app, street, &account).await? {
        return Err(Problem::NotFound);
    }
    let right = app
        .passwords
        .verify(&password, Some(&account.password_hash));
    if !right.await? {
        return Err(FieldErrors::one("password", "error-password-wrong").into());
    }
    let mut tx = app.store.write(street.id, "people.second-off").await?;
    factors::remove(&mut tx, me.account()).await?;
    Ok(tx.commit().await?)
}

/// The set-up that an administrator must go through before the first log-in.
///
/// # Errors
/// When the database is away.
pub async fn must_set_up(
    app: &App,
    street: &Street,
    tx: &mut TenantTx,
    mark: &str,
) -> Result<Option<SetUp>, Problem> {
    let Some(half) = half::of(app, street, tx, mark).await? else {
        return Ok(None);
    };
    let factor = factors::of(tx, half.account.id).await?;
    match factor.filter(|f| !f.confirmed) {
        Some(factor) => {
            let set_up = set_up(app, street, half.account.id, &half.phone, &factor)?;
            Ok(Some(set_up))
        }
        None => Ok(None),
    }
}

/// Whether a mark of half a log-in still holds.
///
/// # Errors
/// When the database is away.
pub async fn is_half(
    app: &App,
    street: &Street,
    tx: &mut TenantTx,
    mark: &str,
) -> Result<bool, Problem> {
    Ok(half::of(app, street, tx, mark).await?.is_some())
}

/// Ends the set-up that must be, and enters.
///
/// # Errors
/// [`Problem::LoginNeeded`] when the mark has ended; [`Problem::Invalid`] for a wrong code.
pub async fn set_up_and_enter(
    app: &App,
    street: &Street,
    mark: &str,
    raw: &Raw,
) -> Result<(Entered, Vec<String>), Problem> {
    let mut tx = app.store.write(street.id, "people.second-set-up").await?;
    let half = half::of(app, street, &mut tx, mark).await?;
    let half = half.ok_or(Problem::LoginNeeded)?;
    if locked(app, &mut tx, &half).await? {
        return Err(locked_out().into());
    }
    let account = half.account.id;
    match confirm_for(app, street, &mut tx, account, &half.phone, raw).await {
        Ok(codes) => {
            let entered = half.enter(app, street, &mut tx).await?;
            tx.commit().await?;
            Ok((entered, codes))
        }
        Err(Problem::Invalid(errors)) => {
            drop(tx);
            failed(app, street, &half).await?;
            Err(errors.into())
        }
        Err(other) => Err(other),
    }
}

/// Enters with a code of the app, or with a recovery code.
///
/// # Errors
/// [`Problem::LoginNeeded`] when the mark has ended; [`Problem::Invalid`] for a wrong or used code, and
/// after too many.
pub async fn second(app: &App, street: &Street, mark: &str, raw: &Raw) -> Result<Entered, Problem> {
    let mut f = Fields::new(raw);
    let typed = f.text("code", 1..=20);
    f.done()?;
    let mut tx = app.store.write(street.id, "people.second").await?;
    let half = half::of(app, street, &mut tx, mark).await?;
    let half = half.ok_or(Problem::LoginNeeded)?;
    if locked(app, &mut tx, &half).await? {
        return Err(locked_out().into());
    }
    if shown(app, street, &mut tx, &half, &typed).await? {
        logins::clear_failures(&mut tx, &half.phone, LOCK).await?;
        let entered = half.enter(app, street, &mut tx).await?;
        tx.commit().await?;
        return Ok(entered);
    }
    drop(tx);
    failed(app, street, &half).await?;
    Err(FieldErrors::one("code", "error-second-code").into())
}

/// Whether what was typed is the second factor: a code of the app that was not taken before, or a
/// recovery code that is left.
async fn shown(
    app: &App,
    street: &Street,
    tx: &mut TenantTx,
    half: &Half,
    typed: &str,
) -> Result<bool, Problem> {
    let account = half.account.id;
    let factor = factors::of(tx, account).await?;
    let Some(factor) = factor.filter(|f| f.confirmed) else {
        return Ok(false);
    };
    let plain = plain_letters(typed);
    if plain.len() == 6 {
        let authenticator = authenticator(app, street, account, &half.phone, &factor)?;
        return match authenticator.step(&plain, app.clock.wall()) {
            Some(step) => Ok(factors::take_step(tx, account, step).await?),
            None => Ok(false),
        };
    }
    let hash = hash(app, street, &plain);
    Ok(factors::take_recovery_code(tx, account, &hash).await?)
}

async fn locked(app: &App, tx: &mut TenantTx, half: &Half) -> Result<bool, Problem> {
    let since = app.clock.now() - WINDOW;
    let (here, _) = logins::failures(tx, &half.phone, LOCK, since).await?;
    Ok(here >= LOCK_AFTER)
}

async fn failed(app: &App, street: &Street, half: &Half) -> Result<(), Problem> {
    let now = app.clock.now();
    let mut tx = app.store.write(street.id, "people.second-failed").await?;
    let id = app.ids.make(now);
    logins::insert_failure(&mut tx, id, &half.phone, LOCK, now).await?;
    Ok(tx.commit().await?)
}

fn hash(app: &App, street: &Street, code: &str) -> Vec<u8> {
    let plain = plain_letters(code);
    let key = app.street_key(street.id);
    key.mark("recovery-code", plain.as_bytes()).to_vec()
}
