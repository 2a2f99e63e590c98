//! A forgotten password: a code to the phone, then a new one. Whether the number has an account is
//! told to nobody but the phone itself.

use std::sync::Arc;

use super::account::new_password;
use super::codes::{self, Asked, Asker, Marked, Purpose};
use crate::domain::fields::{FieldErrors, Fields, Raw, figures};
use crate::kit::i18n::Lang;
use crate::service::{App, Problem};
use crate::store::people::{accounts, logins};
use crate::store::system_tx::Street;

/// Asks for a code. A number without an account is answered alike, in the same time: its code is
/// written too, and a message to anybody is sent after the answer.
///
/// # Errors
/// [`Problem::Invalid`]; when the database is away.
pub async fn forgotten(
    app: &Arc<App>,
    street: &Street,
    lang: Lang,
    raw: &Raw,
    asker: &Asker,
) -> Result<Asked, Problem> {
    let mut f = Fields::new(raw);
    let phone = f.mobile("phone");
    f.done()?;
    forgotten_again(app, street, lang, &phone, asker).await
}

/// Asks for another code for a phone that the first page took.
///
/// # Errors
/// As [`forgotten`].
pub async fn forgotten_again(
    app: &Arc<App>,
    street: &Street,
    lang: Lang,
    phone: &str,
    asker: &Asker,
) -> Result<Asked, Problem> {
    let mut tx = app.store.write(street.id, "people.forgotten").await?;
    let made = codes::new_code(app, street, &mut tx, phone, Purpose::Password, asker).await?;
    let account = accounts::credentials(&mut tx, phone).await?;
    tx.commit().await?;
    if let (Some(code), Some(_)) = (made.code, account.filter(|a| !a.disabled)) {
        let text = codes::message(street, lang, Purpose::Password, &code);
        let (sms, phone) = (app.sms.clone(), phone.to_owned());
        tokio::spawn(async move {
            if let Err(error) = sms.send(&phone, &text).await {
                tracing::error!(%error, "a code for a forgotten password was not sent");
            }
        });
    }
    Ok(made.asked)
}

/// Sets a new password for who holds the phone; every log-in of the account ends, and so do the locks
/// after wrong passwords.
///
/// # Errors
/// [`Problem::Invalid`] when the code is wrong, ended or used, or the password weak.
pub async fn reset(app: &Arc<App>, street: &Street, by: &Marked, raw: &Raw) -> Result<(), Problem> {
    let phone = &by.phone;
    let mut f = Fields::new(raw);
    let code = figures(&f.text("code", 1..=20));
    let new = new_password(&mut f, "new_password", phone);
    f.done()?;
    codes::prove(app, street, by, Purpose::Password, &code).await?;
    let hash = app.passwords.hash(&new).await?;
    let mut tx = app.store.write(street.id, "people.reset").await?;
    codes::spend(app, &mut tx, by, Purpose::Password, &code).await?;
    let account = accounts::credentials(&mut tx, phone).await?;
    // Closed or disabled since the code was sent: the code says nothing any more.
    let Some(account) = account.filter(|a| !a.disabled) else {
        return Err(FieldErrors::one("code", "error-code").into());
    };
    accounts::set_password(&mut tx, account.id, &hash).await?;
    logins::forget_failures(&mut tx, phone).await?;
    Ok(tx.commit().await?)
}
