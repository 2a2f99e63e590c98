//! Codes by short message: six figures that prove a phone, once, within ten minutes and five tries.
//!
//! Between the page that asks for the phone and the page that asks for the code, the browser keeps the
//! phone in a mark that only this program can make; nothing is kept of it here.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::calendar::local_day;
use crate::domain::fields::FieldErrors;
use crate::kit::i18n::Lang;
use crate::kit::secret::{same, six_figures};
use crate::service::{App, Problem};
use crate::store::TenantTx;
use crate::store::people::codes::{self, NewCode};
use crate::store::system_tx::Street;

/// How long a code lives.
pub const CODE_LIFE: TimeDelta = TimeDelta::minutes(10);

/// Tries of one code.
pub const CODE_TRIES: i16 = 5;

/// A phone gets one new code in this time.
pub const CODE_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Codes to one phone on one day.
pub const CODES_A_DAY: i16 = 10;

/// How long the page that asks for the code may be open.
const MARK_LIFE: TimeDelta = TimeDelta::minutes(30);

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A new account.
    Register,
    /// A forgotten password.
    Password,
}

impl Purpose {
    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Password => "password",
        }
    }
}

/// What came of asking for a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Goes into the cookie: whose code the next page asks for.
    pub mark: String,
    /// A new code is under way; else one was sent within the last minute.
    pub fresh: bool,
}

/// Writes a new code for a phone. Nothing where one was sent within the last minute.
///
/// # Errors
/// [`Problem::Invalid`] with `error-code-day` when the phone had its day's number.
pub(super) async fn new_code(
    app: &App,
    tx: &mut TenantTx,
    phone: &str,
    purpose: Purpose,
) -> Result<Option<String>, Problem> {
    let now = app.clock.now();
    let code = six_figures();
    let new = NewCode {
        phone,
        purpose: purpose.code(),
        hash: &hash(app, tx.tenant(), phone, purpose, &code),
        at: now,
        expires_at: now + CODE_LIFE,
        day: local_day(now),
    };
    if codes::put(tx, &new, now - CODE_EVERY, CODES_A_DAY).await? {
        return Ok(Some(code));
    }
    let before = codes::sent_at(tx, phone).await?;
    if before.is_some_and(|at| at > now - CODE_EVERY) {
        return Ok(None);
    }
    Err(FieldErrors::one("phone", "error-code-day").into())
}

/// Counts a try of a code, in a transaction of its own so that it counts whatever follows.
///
/// # Errors
/// [`Problem::Invalid`] with `error-code`: wrong, ended, used, or tried too often.
pub(super) async fn prove(
    app: &App,
    street: &Street,
    phone: &str,
    purpose: Purpose,
    typed: &str,
) -> Result<(), Problem> {
    let mut tx = app.store.write(street.id, "people.code").await?;
    let kind = purpose.code();
    let there = codes::tried(&mut tx, phone, kind, CODE_TRIES, app.clock.now()).await?;
    tx.commit().await?;
    let given = hash(app, street.id, phone, purpose, typed);
    match there {
        Some(there) if same(&there, &given) => Ok(()),
        Some(_) | None => Err(wrong()),
    }
}

/// Uses a proven code up together with what it was for: once, however many come at the same time.
///
/// # Errors
/// [`Problem::Invalid`] with `error-code` when somebody was faster.
pub(super) async fn spend(
    app: &App,
    tx: &mut TenantTx,
    phone: &str,
    purpose: Purpose,
    typed: &str,
) -> Result<(), Problem> {
    let given = hash(app, tx.tenant(), phone, purpose, typed);
    if codes::used(tx, phone, purpose.code(), &given, app.clock.now()).await? {
        Ok(())
    } else {
        Err(wrong())
    }
}

fn wrong() -> Problem {
    FieldErrors::one("code", "error-code").into()
}

fn hash(app: &App, tenant: i32, phone: &str, purpose: Purpose, code: &str) -> [u8; 32] {
    let what = format!("{phone} {} {code}", purpose.code());
    app.street_key(tenant).mark("sms-code", what.as_bytes())
}

/// The message that carries a code.
pub(super) fn message(street: &Street, lang: Lang, purpose: Purpose, code: &str) -> String {
    let key = match purpose {
        Purpose::Register => "sms-register",
        Purpose::Password => "sms-password",
    };
    lang.t(key)
        .arg("street", street_name(street, lang))
        .arg("code", code)
        .arg("minutes", CODE_LIFE.num_minutes())
        .to_string()
}

pub(super) fn street_name(street: &Street, lang: Lang) -> String {
    lang.name(&street.name, &street.english_name).to_owned()
}

/// The mark of a phone for the page that asks for its code.
pub(super) fn mark(app: &App, street: &Street, purpose: Purpose, phone: &str) -> String {
    let at = app.clock.now().timestamp();
    let tie = tie(app, street, purpose, phone, at);
    format!("{phone}.{at}.{tie}")
}

/// The phone of a mark; nothing when it is not of this program's making, for something else, or old.
#[must_use]
pub fn marked_phone(app: &App, street: &Street, purpose: Purpose, mark: &str) -> Option<String> {
    let mut parts = mark.split('.');
    let (phone, at, given) = (parts.next()?, parts.next()?, parts.next()?);
    let at: i64 = at.parse().ok()?;
    let expected = tie(app, street, purpose, phone, at);
    let made: DateTime<Utc> = DateTime::from_timestamp(at, 0)?;
    let young = app.clock.now() - made < MARK_LIFE;
    (young && same(expected.as_bytes(), given.as_bytes())).then(|| phone.to_owned())
}

fn tie(app: &App, street: &Street, purpose: Purpose, phone: &str, at: i64) -> String {
    let what = format!("{} {phone} {at}", purpose.code());
    let mark = app.street_key(street.id).mark("phone", what.as_bytes());
    hex::encode(&mark[..16])
}
