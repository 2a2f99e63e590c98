//! Another mobile number of an account: a code to the new one, then the password. Whether the new number has an
//! account already is told to nobody but the phone itself.

use std::sync::Arc;

use super::codes::{self, Asked, Asker, Marked, Purpose};
use super::login::{Entered, enter};
use crate::domain::fields::{FieldErrors, Fields, Raw, figures};
use crate::kit::i18n::Lang;
use crate::service::{App, Me, Problem};
use crate::store::Error;
use crate::store::people::{accounts, logins};
use crate::store::system_tx::Street;

/// Asks for a code to the new number.
///
/// # Errors
/// [`Problem::Invalid`], with `error-sms` when the message could not be sent; when the database is away.
pub async fn new_phone(
    app: &Arc<App>,
    street: &Street,
    lang: Lang,
    me: &Me,
    raw: &Raw,
    asker: &Asker,
) -> Result<Asked, Problem> {
    let mut f = Fields::new(raw);
    let phone = f.mobile("phone");
    if f.ok("phone") && phone == me.phone {
        f.fail("phone", "error-phone-same");
    }
    f.done()?;
    codes::to_new_phone(app, street, lang, &phone, Purpose::Phone, asker).await
}

/// Changes the number: every log-in ends and a new one begins, and the old number gets a message.
///
/// # Errors
/// [`Problem::Invalid`] when the password or the code is wrong, or another account took the number meanwhile.
pub async fn change_phone(
    app: &Arc<App>,
    street: &Street,
    lang: Lang,
    me: &Me,
    by: &Marked,
    raw: &Raw,
) -> Result<Entered, Problem> {
    let mut f = Fields::new(raw);
    let code = figures(&f.text("code", 1..=20));
    let password = raw.all("password").first().cloned().unwrap_or_default();
    if password.is_empty() {
        f.fail("password", "error-empty");
    }
    f.done()?;
    let mut tx = app.store.read(street.id, "people.credentials").await?;
    let account = accounts::credentials(&mut tx, &me.phone).await?;
    drop(tx);
    let account = account.ok_or(Problem::LoginNeeded)?;
    let right = app
        .passwords
        .verify(&password, Some(&account.password_hash));
    if !right.await? {
        return Err(FieldErrors::one("password", "error-password-wrong").into());
    }
    codes::prove(app, street, by, Purpose::Phone, &code).await?;
    let mut tx = app.store.write(street.id, "people.phone").await?;
    codes::spend(app, &mut tx, by, Purpose::Phone, &code).await?;
    let set = accounts::set_phone(&mut tx, account.id, &me.phone, &by.phone).await;
    // A clerk was faster: the log-in has ended.
    if !set.map_err(taken)? {
        return Err(Problem::LoginNeeded);
    }
    logins::forget_failures(&mut tx, &me.phone).await?;
    let now = app.clock.now();
    let entered = enter(app, street, &mut tx, &account, &by.phone, false, now).await?;
    tx.commit().await?;
    let text = lang
        .t("sms-phone-changed")
        .arg("street", codes::street_name(street, lang))
        .arg("phone", codes::hidden(&by.phone))
        .to_string();
    tell(app, &me.phone, text);
    Ok(entered)
}

/// Tells a number that it is an account's no longer, or is now, after the change: as far as a message reaches it.
pub(super) fn tell(app: &Arc<App>, phone: &str, text: String) {
    let (sms, phone) = (app.sms.clone(), phone.to_owned());
    tokio::spawn(async move {
        if let Err(error) = sms.send(&phone, &text).await {
            tracing::error!(%error, "a number was not told that it was changed");
        }
    });
}

pub(super) fn taken(error: Error) -> Problem {
    match error.constraint() {
        Some("account_phone_key") => FieldErrors::one("", "error-phone-in-use").into(),
        Some(_) | None => error.into(),
    }
}
