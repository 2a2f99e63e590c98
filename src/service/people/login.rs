//! Log-in and log-out, and the lock after failures.
//!
//! Failures lock the pair of account and device, or network for a device that never logged in: five
//! within five minutes. After fifty on one account from anywhere within an hour, a device that is not
//! known gives a second proof, the real name; the account itself is never locked, so that nobody can
//! be locked out by others.

use std::net::IpAddr;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::half::{self, LoggedIn};
use super::second;
use crate::domain::fields::{FieldErrors, Fields, Raw, as_name};
use crate::kit::secret::{Token, same, token_hash};
use crate::service::{App, Me, Problem};
use crate::store::TenantTx;
use crate::store::people::{accounts, logins};
use crate::store::system_tx::Street;

/// Failures from one device or network within [`WINDOW`] that close it for the account.
pub const LOCK_AFTER: i64 = 5;

/// The time in which failures count.
pub const WINDOW: TimeDelta = TimeDelta::minutes(5);

/// Failures on one account from anywhere within [`LONG_WINDOW`] after which a device that never
/// logged in before gives a second proof: the real name of the account.
pub const PROOF_AFTER: i64 = 50;

/// The time in which failures from anywhere count.
pub const LONG_WINDOW: TimeDelta = TimeDelta::hours(1);

/// Unused that long, a log-in of staff ends (GB/T 22239 practice values).
const STAFF_IDLE_MINUTES: i32 = 10;

/// Unused that long, a resident's log-in ends, when not to be remembered.
const IDLE_MINUTES: i32 = 120;

/// How long a resident is remembered on request, in days.
pub const REMEMBER_DAYS: u32 = 30;

/// The longest log-in that is not remembered.
const LONGEST: TimeDelta = TimeDelta::hours(12);

/// Where a log-in comes from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The network: the /24 of the visitor's address.
    pub network: IpAddr,
    /// The mark of a device that logged in before; empty without.
    pub device: String,
    /// The token of a log-in that is there already; it is given up.
    pub token: String,
}

/// A log-in that has begun.
#[derive(Debug)]
pub struct Entered {
    /// Goes into the cookie.
    pub token: Token,
    /// Marks the device as known to this account.
    pub device: String,
    /// Kept for [`REMEMBER_DAYS`], else until the browser is closed.
    pub remembered: bool,
    /// Somebody who works here: goes to the desk.
    pub staff: bool,
}

/// A log-in form.
#[derive(Debug)]
struct Login {
    phone: String,
    password: String,
    name: String,
    remember: bool,
}

impl Login {
    fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let phone = f.mobile("phone");
        let password = raw.all("password").first().cloned().unwrap_or_default();
        if password.is_empty() {
            f.fail("password", "error-empty");
        }
        let name = f.opt_text("name", 40);
        let remember = f.flag("remember");
        f.done()?;
        Ok(Self {
            phone,
            password,
            name,
            remember,
        })
    }
}

/// What is known before the password is checked.
struct Known {
    account: Option<accounts::Credentials>,
    lock: String,
    known_device: bool,
    here: i64,
    anywhere: i64,
}

/// Logs somebody in. An unknown phone and a wrong password are answered alike, in the same time.
///
/// # Errors
/// [`Problem::Invalid`] with `error-login` on a wrong pair, `error-login-locked` after too many, and
/// `error-login-proof` where a second proof is asked; when the database is away.
pub async fn login(
    app: &Arc<App>,
    street: &Street,
    origin: &Origin,
    raw: &Raw,
) -> Result<LoggedIn, Problem> {
    let form = Login::parse(raw)?;
    let now = app.clock.now();
    let known = known(app, street, origin, &form, now).await?;
    if known.here >= LOCK_AFTER {
        return Err(locked_out().into());
    }
    let stored = known.account.as_ref().map(|a| a.password_hash.as_str());
    let right = app.passwords.verify(&form.password, stored).await?;
    let proof_asked = known.anywhere >= PROOF_AFTER && !known.known_device;
    let name = known.account.as_ref().map_or("", |a| a.name.as_str());
    let proved = !proof_asked || same(as_name(name).as_bytes(), as_name(&form.name).as_bytes());
    let account = known.account.filter(|a| right && proved && !a.disabled);
    let Some(account) = account else {
        let mut tx = app.store.write(street.id, "people.login-failed").await?;
        let id = app.ids.make(now);
        logins::insert_failure(&mut tx, id, &form.phone, &known.lock, now).await?;
        tx.commit().await?;
        let key = if proof_asked {
            "error-login-proof"
        } else {
            "error-login"
        };
        return Err(FieldErrors::one("", key).into());
    };
    let mut tx = app.store.write(street.id, "people.login").await?;
    if !origin.token.is_empty() {
        logins::end(&mut tx, &token_hash(&origin.token)).await?;
    }
    logins::clear_failures(&mut tx, &form.phone, &known.lock).await?;
    let must = half::must_have(app, street, &account).await?;
    if account.second_factor || must {
        let mark = half::mark(app, street, &account, form.remember);
        if !account.second_factor {
            second::begin_for(app, street, &mut tx, account.id, false).await?;
        }
        tx.commit().await?;
        return Ok(if account.second_factor {
            LoggedIn::Second(mark)
        } else {
            LoggedIn::SetUp(mark)
        });
    }
    let entered = enter(
        app,
        street,
        &mut tx,
        &account,
        &form.phone,
        form.remember,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(LoggedIn::Entered(entered))
}

/// What is said after too many wrong tries.
pub(super) fn locked_out() -> FieldErrors {
    FieldErrors::later("", "error-login-locked", WINDOW.num_seconds())
}

async fn known(
    app: &App,
    street: &Street,
    origin: &Origin,
    form: &Login,
    now: DateTime<Utc>,
) -> Result<Known, Problem> {
    let known_device = device_is_known(app, street, &form.phone, &origin.device);
    let lock = if known_device {
        let random = origin.device.split('.').next().unwrap_or_default();
        format!("device:{random}")
    } else {
        let mark = app
            .street_key(street.id)
            .mark("network", origin.network.to_string().as_bytes());
        format!("network:{}", hex::encode(&mark[..8]))
    };
    let mut tx = app.store.read(street.id, "people.credentials").await?;
    let account = accounts::credentials(&mut tx, &form.phone).await?;
    let (here, _) = logins::failures(&mut tx, &form.phone, &lock, now - WINDOW).await?;
    let (_, anywhere) = logins::failures(&mut tx, &form.phone, &lock, now - LONG_WINDOW).await?;
    Ok(Known {
        account,
        lock,
        known_device,
        here,
        anywhere,
    })
}

/// Writes the log-in.
pub(super) async fn enter(
    app: &App,
    street: &Street,
    tx: &mut TenantTx,
    account: &accounts::Credentials,
    phone: &str,
    remember: bool,
    now: DateTime<Utc>,
) -> Result<Entered, Problem> {
    let remembered = remember && !account.staff;
    let (until, idle) = match (account.staff, remembered) {
        (true, _) => (now + LONGEST, STAFF_IDLE_MINUTES),
        (false, false) => (now + LONGEST, IDLE_MINUTES),
        (false, true) => {
            let days = i32::try_from(REMEMBER_DAYS).unwrap_or(30);
            (now + TimeDelta::days(i64::from(days)), days * 24 * 60)
        }
    };
    let token = Token::random();
    logins::insert(tx, &token.hash(), account.id, now, until, idle).await?;
    Ok(Entered {
        token,
        device: device_mark(app, street, phone),
        remembered,
        staff: account.staff,
    })
}

/// What a device keeps after a log-in: a random part, and its tie to the account's phone.
fn device_mark(app: &App, street: &Street, phone: &str) -> String {
    let token = Token::random();
    let random = &token.text()[..32];
    format!("{random}.{}", device_tie(app, street, phone, random))
}

fn device_tie(app: &App, street: &Street, phone: &str, random: &str) -> String {
    let mark = app
        .street_key(street.id)
        .mark("device", format!("{phone} {random}").as_bytes());
    hex::encode(&mark[..16])
}

pub(super) fn device_is_known(app: &App, street: &Street, phone: &str, device: &str) -> bool {
    let Some((random, tie)) = device.split_once('.') else {
        return false;
    };
    same(
        device_tie(app, street, phone, random).as_bytes(),
        tie.as_bytes(),
    )
}

/// Ends one log-in.
///
/// # Errors
/// When the database is away.
pub async fn logout(app: &App, street: &Street, token: &str) -> Result<(), Problem> {
    let mut tx = app.store.write(street.id, "people.logout").await?;
    logins::end(&mut tx, &token_hash(token)).await?;
    Ok(tx.commit().await?)
}

/// Ends every log-in of an account.
///
/// # Errors
/// When the database is away.
pub async fn logout_everywhere(mut tx: TenantTx, me: &Me) -> Result<(), Problem> {
    logins::end_all(&mut tx, me.account()).await?;
    Ok(tx.commit().await?)
}
