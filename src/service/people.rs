//! Accounts: registration, log-in, log-out, password, and the check of a resident by staff.
//!
//! No hash holds a connection: what is known is read, the transaction ends, the password is hashed
//! or checked off the async threads, and what came of it is written in a transaction of its own.

use std::net::IpAddr;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{App, Me, Problem};
use crate::domain::actor::Role;
use crate::domain::fields::{FieldErrors, Fields, Raw};
use crate::kit::password::check_new;
use crate::kit::secret::{Token, same};
use crate::store::people::accounts::{self, NewAccount, NewGrant};
use crate::store::people::{logins, places};
use crate::store::system_tx::Street;
use crate::store::{Error, TenantTx};

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

/// The version of the consent text that registration shows.
pub const CONSENT_VERSION: &str = "2026-11";

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
        let phone = phone(&mut f);
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

/// A mobile number, as people write it.
fn phone(f: &mut Fields<'_>) -> String {
    let typed = f.text("phone", 1..=30);
    let plain = plain_phone(&typed);
    let good = plain.len() == 11 && plain.starts_with('1');
    if !good && f.ok("phone") {
        f.fail("phone", "error-phone");
    }
    plain
}

/// A mobile number without spaces, hyphens and country code, its figures made narrow.
#[must_use]
pub fn plain_phone(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xff10 + 0x30),
        _ => Some(c),
    };
    let figures: String = text
        .chars()
        .filter_map(narrow)
        .filter(char::is_ascii_digit)
        .collect();
    match figures.strip_prefix("86") {
        Some(rest) if rest.len() == 11 => rest.to_owned(),
        Some(_) | None => figures,
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
) -> Result<Entered, Problem> {
    let form = Login::parse(raw)?;
    let now = app.clock.now();
    let known = known(app, street, origin, &form, now).await?;
    if known.here >= LOCK_AFTER {
        return Err(FieldErrors::one("", "error-login-locked").into());
    }
    let stored = known.account.as_ref().map(|a| a.password_hash.as_str());
    let right = app.passwords.verify(&form.password, stored).await?;
    let proof_asked = known.anywhere >= PROOF_AFTER && !known.known_device;
    let name = known.account.as_ref().map_or("", |a| a.name.as_str());
    let proved = !proof_asked || same(name.as_bytes(), form.name.as_bytes());
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
        logins::end(&mut tx, &crate::kit::secret::token_hash(&origin.token)).await?;
    }
    logins::clear_failures(&mut tx, &form.phone, &known.lock).await?;
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
    Ok(entered)
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

async fn enter(
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

fn device_is_known(app: &App, street: &Street, phone: &str, device: &str) -> bool {
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
    logins::end(&mut tx, &crate::kit::secret::token_hash(token)).await?;
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

/// A registration form.
#[derive(Debug)]
struct Registration {
    phone: String,
    password: String,
    name: String,
    community: Uuid,
}

impl Registration {
    fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let name = f.text("name", 2..=20);
        let phone = phone(&mut f);
        let community = f.id("community");
        let password = new_password(&mut f, "password", &phone);
        f.agreed("of_age", "error-of-age");
        f.agreed("consent", "error-consent");
        f.done()?;
        Ok(Self {
            phone,
            password,
            name,
            community,
        })
    }
}

/// A new password, untouched: spaces may belong to it.
fn new_password(f: &mut Fields<'_>, field: &str, phone: &str) -> String {
    let password = f.raw().all(field).first().cloned().unwrap_or_default();
    if password.is_empty() {
        f.fail(field, "error-empty");
    } else if let Err(weakness) = check_new(&password, phone) {
        f.fail(field, weakness.key());
    }
    password
}

/// Makes an account of a resident and logs it in. Phone and name are not verified yet: the resident
/// reads, follows and waits for the community's staff, who check them ([`verify`]).
///
/// # Errors
/// [`Problem::Invalid`]; when the database is away.
pub async fn register(app: &Arc<App>, street: &Street, raw: &Raw) -> Result<Entered, Problem> {
    let form = Registration::parse(raw)?;
    let hash = app.passwords.hash(&form.password).await?;
    let now = app.clock.now();
    let mut tx = app.store.write(street.id, "people.register").await?;
    let known = places::communities(&mut tx).await?;
    if !known.iter().any(|c| c.id == form.community) {
        return Err(FieldErrors::one("community", "error-not-a-choice").into());
    }
    let account = NewAccount {
        id: app.ids.make(now),
        phone: form.phone.clone(),
        name: form.name.clone(),
        post: String::new(),
        salutation: String::new(),
        password_hash: hash.clone(),
        community_id: Some(form.community),
        verified_at: None,
        consent_version: CONSENT_VERSION.to_owned(),
        created_at: now,
    };
    accounts::insert(&mut tx, &account).await.map_err(taken)?;
    let grant = NewGrant {
        id: app.ids.make(now),
        account_id: account.id,
        role: Role::Resident.code().to_owned(),
        council_id: None,
        community_id: Some(form.community),
        unit_id: None,
        valid_from: app.clock.today(),
        valid_until: None,
    };
    accounts::grant(&mut tx, &grant).await?;
    let credentials = accounts::Credentials {
        id: account.id,
        name: form.name,
        password_hash: hash,
        disabled: false,
        staff: false,
    };
    let entered = enter(app, street, &mut tx, &credentials, &form.phone, false, now).await?;
    tx.commit().await?;
    Ok(entered)
}

fn taken(error: Error) -> Problem {
    match error.constraint() {
        Some("account_phone_key") => FieldErrors::one("phone", "error-phone-taken").into(),
        Some(_) | None => error.into(),
    }
}

/// Changes one's own password; every log-in ends and a new one begins.
///
/// # Errors
/// [`Problem::Invalid`] when the present password is wrong or the new one is weak.
pub async fn change_password(
    app: &Arc<App>,
    street: &Street,
    me: &Me,
    raw: &Raw,
) -> Result<Entered, Problem> {
    let mut f = Fields::new(raw);
    let present = raw.all("password").first().cloned().unwrap_or_default();
    if present.is_empty() {
        f.fail("password", "error-empty");
    }
    let new = new_password(&mut f, "new_password", &me.phone);
    f.done()?;
    let mut tx = app.store.read(street.id, "people.credentials").await?;
    let account = accounts::credentials(&mut tx, &me.phone).await?;
    drop(tx);
    let account = account.ok_or(Problem::LoginNeeded)?;
    if !app
        .passwords
        .verify(&present, Some(&account.password_hash))
        .await?
    {
        return Err(FieldErrors::one("password", "error-password-wrong").into());
    }
    let hash = app.passwords.hash(&new).await?;
    let mut tx = app.store.write(street.id, "people.password").await?;
    accounts::set_password(&mut tx, account.id, &hash).await?;
    let now = app.clock.now();
    let entered = enter(app, street, &mut tx, &account, &me.phone, false, now).await?;
    tx.commit().await?;
    Ok(entered)
}

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
