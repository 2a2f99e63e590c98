//! Making an account, and changing its password.

use std::sync::Arc;

use chrono::Datelike;
use uuid::Uuid;

use super::codes::{self, Asked, Asker, Marked, NotProved, Purpose};
use super::invitations::redeem;
use super::login::{Entered, enter};
use crate::domain::actor::Role;
use crate::domain::fields::{FieldErrors, Fields, Raw, figures};
use crate::domain::people::name;
use crate::domain::privacy::{Age, age};
use crate::kit::i18n::Lang;
use crate::kit::password::check_new;
use crate::service::{App, Me, Problem};
use crate::store::Error;
use crate::store::people::accounts::{self, NewAccount, NewGrant};
use crate::store::people::places;
use crate::store::system_tx::Street;

/// The version of the consent text that registration shows.
pub const CONSENT_VERSION: &str = "2026-11";

/// Whom the first page of a registration is about.
#[derive(Debug)]
struct Beginning {
    phone: String,
}

impl Beginning {
    fn parse(raw: &Raw, year: i32) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let phone = f.mobile("phone");
        let this = year.unsigned_abs();
        let born = f.year("birth_year", this.saturating_sub(120)..=this);
        if f.ok("birth_year") {
            match age(born.cast_signed(), year) {
                Age::Under => f.fail("birth_year", "error-of-age"),
                Age::Between if !f.flag("of_age") => f.fail("of_age", "error-birthday"),
                Age::Between | Age::Over => {}
            }
        }
        f.agreed("consent", "error-consent");
        f.done()?;
        Ok(Self { phone })
    }
}

/// Whether the year of birth that was typed leaves open on which side of 14 somebody is this year.
#[must_use]
pub fn may_be_either(app: &App, typed: &str) -> bool {
    let born: Option<i32> = figures(typed).parse().ok();
    born.is_some_and(|born| age(born, app.clock.today().year()) == Age::Between)
}

/// The second page of a registration.
#[derive(Debug)]
struct Registration {
    code: String,
    password: String,
    name: String,
    community: Uuid,
    estate: String,
    invitation: String,
}

/// What came of a registration.
#[derive(Debug)]
pub enum Registered {
    /// The account is made.
    New {
        /// The log-in that began.
        entered: Entered,
        /// The household's invitation code has checked the resident.
        checked: bool,
    },
    /// This very form has made it already: a second press.
    Already,
}

impl Registration {
    fn parse(raw: &Raw, phone: &str) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let code = figures(&f.text("code", 1..=20));
        let name = name(&mut f);
        let community = f.id("community");
        let estate = f.opt_line("estate", 60);
        let password = new_password(&mut f, "password", phone);
        let invitation = f.opt_text("invitation", 30);
        f.done()?;
        Ok(Self {
            invitation,
            code,
            password,
            name,
            community,
            estate,
        })
    }
}

/// A new password, untouched: spaces may belong to it.
pub(super) fn new_password(f: &mut Fields<'_>, field: &str, phone: &str) -> String {
    let password = f.raw().all(field).first().cloned().unwrap_or_default();
    if password.is_empty() {
        f.fail(field, "error-empty");
    } else if let Err(weakness) = check_new(&password, phone) {
        f.fail(field, weakness.key());
    }
    password
}

/// The first page: the phone, the year of birth and consent. A code goes to the phone; a number that has
/// an account already is told so by the message, not by the page.
///
/// # Errors
/// [`Problem::Invalid`], with `error-sms` when the message could not be sent; when the database is away.
pub async fn register(
    app: &Arc<App>,
    street: &Street,
    lang: Lang,
    raw: &Raw,
    asker: &Asker,
) -> Result<Asked, Problem> {
    let form = Beginning::parse(raw, app.clock.today().year())?;
    codes::to_new_phone(app, street, lang, &form.phone, Purpose::Register, asker).await
}

/// The second page: makes an account of a resident and logs it in. The phone is proved; the name is not
/// checked yet, unless the household's invitation code does it: without one the resident reads, follows
/// and waits for the community's staff ([`super::decide`]).
///
/// # Errors
/// [`Problem::Invalid`]; when the database is away.
pub async fn registered(
    app: &Arc<App>,
    street: &Street,
    by: &Marked,
    raw: &Raw,
) -> Result<Registered, Problem> {
    let phone = by.phone.as_str();
    let form = Registration::parse(raw, phone)?;
    let mut tx = app.store.read(street.id, "people.communities").await?;
    let known = places::communities(&mut tx).await?;
    drop(tx);
    if !known.iter().any(|c| c.id == form.community) {
        return Err(FieldErrors::one("community", "error-not-a-choice").into());
    }
    // Whoever presses twice has the right code, and it made the account: no more is told than the first
    // press told this very device.
    match codes::prove(app, street, by, Purpose::Register, &form.code).await {
        Err(NotProved::Used) => return Ok(Registered::Already),
        proved => proved?,
    }
    let hash = app.passwords.hash(&form.password).await?;
    let now = app.clock.now();
    let mut tx = app.store.write(street.id, "people.register").await?;
    match codes::spend(app, &mut tx, by, Purpose::Register, &form.code).await {
        Err(NotProved::Used) => return Ok(Registered::Already),
        spent => spent?,
    }
    let account = NewAccount {
        id: app.ids.make(now),
        phone: phone.to_owned(),
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
    accounts::set_details(&mut tx, account.id, &form.estate, true).await?;
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
    let checked = !form.invitation.is_empty();
    if checked {
        let home = Some(form.community);
        redeem(app, &mut tx, account.id, home, &form.invitation).await?;
    }
    let credentials = accounts::Credentials {
        id: account.id,
        name: form.name,
        password_hash: hash,
        disabled: false,
        staff: false,
        administers: false,
        second_factor: false,
    };
    let entered = enter(app, street, &mut tx, &credentials, phone, false, now).await?;
    tx.commit().await?;
    Ok(Registered::New { entered, checked })
}

fn taken(error: Error) -> Problem {
    match error.constraint() {
        Some("account_phone_key") => FieldErrors::one("", "error-phone-taken").into(),
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
