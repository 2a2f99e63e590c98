//! Making an account, and changing its password.

use std::sync::Arc;

use uuid::Uuid;

use super::login::{Entered, enter};
use super::phone;
use crate::domain::actor::Role;
use crate::domain::fields::{FieldErrors, Fields, Raw};
use crate::kit::password::check_new;
use crate::service::{App, Me, Problem};
use crate::store::Error;
use crate::store::people::accounts::{self, NewAccount, NewGrant};
use crate::store::people::places;
use crate::store::system_tx::Street;

/// The version of the consent text that registration shows.
pub const CONSENT_VERSION: &str = "2026-11";

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
/// reads, follows and waits for the community's staff, who check them ([`super::verify`]).
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
