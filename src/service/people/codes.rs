//! Codes by short message: six figures that prove a phone, once, within ten minutes and five tries.
//!
//! Between the page that asks for the phone and the page that asks for the code, the browser keeps the
//! phone and a random name of its own in a mark that only this program can make. A code belongs to the
//! device that asked: a stranger's tries and requests take nothing from it.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::login::device_is_known;
use crate::domain::calendar::local_day;
use crate::domain::fields::FieldErrors;
use crate::kit::i18n::Lang;
use crate::kit::secret::{Token, same, six_figures};
use crate::service::{App, Problem};
use crate::store::people::accounts;
use crate::store::people::codes::{self, NewCode, Whose};
use crate::store::system_tx::Street;
use crate::store::{self, TenantTx};

/// How long a code lives.
pub const CODE_LIFE: TimeDelta = TimeDelta::minutes(10);

/// Tries of one code.
pub const CODE_TRIES: i16 = 5;

/// A phone gets one new code in this time.
pub const CODE_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Codes to one phone for one purpose on one day, at the wish of devices that logged in before; and as many at
/// the wish of the devices of one network.
pub const CODES_A_DAY: i64 = 10;

/// At most so many at the wish of strange devices of all networks.
pub const CODES_OF_STRANGERS: i64 = 30;

/// How long the page that asks for the code may be open.
const MARK_LIFE: TimeDelta = TimeDelta::minutes(30);

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A new account.
    Register,
    /// A forgotten password.
    Password,
    /// Another number of an account.
    Phone,
    /// Another number of an account that a clerk changes for its holder.
    Counter,
}

impl Purpose {
    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Password => "password",
            Self::Phone => "phone",
            Self::Counter => "counter",
        }
    }

    /// The key of the message to a phone that has an account already.
    const fn taken(self) -> &'static str {
        match self {
            Self::Register | Self::Password => "sms-registered",
            Self::Phone | Self::Counter => "sms-phone-taken",
        }
    }
}

/// Who asks for a code.
#[derive(Debug, Clone, Default)]
pub struct Asker {
    /// The mark of an earlier request; empty without.
    pub mark: String,
    /// The mark of a device that logged in before; empty without.
    pub known: String,
    /// The network it comes from.
    pub network: String,
    /// The account that the code is asked for by somebody else; it stands in the place of the device.
    pub about: Option<Uuid>,
}

/// What a mark says: whose code is asked for, and by which device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The phone.
    pub phone: String,
    /// The device's random name.
    pub device: String,
}

impl Marked {
    /// Whether the code was asked for somebody by a clerk.
    #[must_use]
    pub fn is_about(&self, account: Uuid) -> bool {
        self.device == account.simple().to_string()
    }

    fn whose(&self, purpose: Purpose) -> Whose<'_> {
        Whose {
            phone: &self.phone,
            purpose: purpose.code(),
            device: &self.device,
        }
    }
}

/// What came of asking for a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Goes into the cookie: whose code the next page asks for.
    pub mark: String,
    /// A new code is under way, or what else.
    pub sending: Sending,
}

/// Whether a code is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    /// A new one.
    Fresh,
    /// One was sent within the last minute.
    Waits,
    /// One was sent within the last minute at the wish of another device: this one must ask again.
    Elsewhere,
}

impl Sending {
    /// The key of what the next page says.
    #[must_use]
    pub const fn said(self) -> &'static str {
        match self {
            Self::Fresh => "code-sent",
            Self::Waits => "code-waits",
            Self::Elsewhere => "code-elsewhere",
        }
    }
}

/// A code that was made for a device.
#[derive(Debug)]
pub(super) struct Made {
    /// The code, if one is to be sent.
    pub code: Option<String>,
    /// What the browser is told.
    pub asked: Asked,
}

/// Why a code proves nothing.
#[derive(Debug)]
pub(super) enum NotProved {
    /// Wrong, ended, or tried too often.
    Wrong,
    /// It is the right one, and was used: a second press of the same form.
    Used,
    /// The database is away.
    Away(Problem),
}

impl From<NotProved> for Problem {
    fn from(why: NotProved) -> Self {
        match why {
            NotProved::Wrong | NotProved::Used => FieldErrors::one("code", "error-code").into(),
            NotProved::Away(problem) => problem,
        }
    }
}

impl From<store::Error> for NotProved {
    fn from(error: store::Error) -> Self {
        Self::Away(error.into())
    }
}

/// Writes a new code for a device that asks. Nothing where one was sent within the last minute.
///
/// # Errors
/// [`Problem::Invalid`] with `error-code-day` when the phone had its day's number.
pub(super) async fn new_code(
    app: &App,
    street: &Street,
    tx: &mut TenantTx,
    phone: &str,
    purpose: Purpose,
    asker: &Asker,
) -> Result<Made, Problem> {
    let now = app.clock.now();
    let code = six_figures();
    let before = marked(app, street, purpose, &asker.mark).filter(|m| m.phone == phone);
    let about = asker.about.map(|account| account.simple().to_string());
    let device = about
        .or(before.map(|m| m.device))
        .unwrap_or_else(|| Token::random().text()[..32].to_owned());
    let lane = match device_is_known(app, street, phone, &asker.known) {
        true => codes::KNOWN,
        false => &asker.network,
    };
    let new = NewCode {
        id: app.ids.make(now),
        phone,
        purpose: purpose.code(),
        device: &device,
        lane,
        hash: &hash(app, tx.tenant(), phone, purpose, &code),
        at: now,
        expires_at: now + CODE_LIFE,
        day: local_day(now),
    };
    let since = now - CODE_EVERY;
    let written = codes::put(tx, &new, since, CODES_A_DAY, CODES_OF_STRANGERS).await?;
    let sending = if written {
        Sending::Fresh
    } else {
        match codes::sent_at(tx, &new).await? {
            Some((at, true)) if at > since => Sending::Waits,
            Some((at, false)) if at > since => Sending::Elsewhere,
            Some(_) | None => return Err(FieldErrors::one("phone", "error-code-day").into()),
        }
    };
    let asked = Asked {
        mark: mark(app, street, purpose, phone, &device),
        sending,
    };
    Ok(Made {
        code: written.then_some(code),
        asked,
    })
}

/// Counts a try of a code, in a transaction of its own so that it counts whatever follows.
///
/// # Errors
/// [`NotProved`].
pub(super) async fn prove(
    app: &App,
    street: &Street,
    by: &Marked,
    purpose: Purpose,
    typed: &str,
) -> Result<(), NotProved> {
    let mut tx = app.store.write(street.id, "people.code").await?;
    let whose = by.whose(purpose);
    let there = codes::tried(&mut tx, whose, CODE_TRIES, app.clock.now()).await?;
    tx.commit().await?;
    let given = hash(app, street.id, &by.phone, purpose, typed);
    match there {
        Some(there) if !same(&there.hash, &given) => Err(NotProved::Wrong),
        Some(there) if there.used => Err(NotProved::Used),
        Some(_) => Ok(()),
        None => Err(NotProved::Wrong),
    }
}

/// Uses a proven code up together with what it was for: once, however many come at the same time.
///
/// # Errors
/// [`NotProved::Used`] when somebody was faster.
pub(super) async fn spend(
    app: &App,
    tx: &mut TenantTx,
    by: &Marked,
    purpose: Purpose,
    typed: &str,
) -> Result<(), NotProved> {
    let given = hash(app, tx.tenant(), &by.phone, purpose, typed);
    if codes::used(tx, by.whose(purpose), &given, app.clock.now()).await? {
        Ok(())
    } else {
        Err(NotProved::Used)
    }
}

fn hash(app: &App, tenant: i32, phone: &str, purpose: Purpose, code: &str) -> [u8; 32] {
    let what = format!("{phone} {} {code}", purpose.code());
    app.street_key(tenant).mark("sms-code", what.as_bytes())
}

/// Sends a code to a phone that is to be an account's, the first or another one. A phone that has an account already
/// is told so by its message, and by nothing that the asker sees.
///
/// # Errors
/// [`Problem::Invalid`], with `error-sms` when the message could not be sent; when the database is away.
pub async fn to_new_phone(
    app: &App,
    street: &Street,
    lang: Lang,
    phone: &str,
    purpose: Purpose,
    asker: &Asker,
) -> Result<Asked, Problem> {
    let mut tx = app.store.write(street.id, "people.code").await?;
    let made = new_code(app, street, &mut tx, phone, purpose, asker).await?;
    let there = accounts::id_by_phone(&mut tx, phone).await?;
    tx.commit().await?;
    if let Some(code) = made.code {
        let text = match there {
            None => message(street, lang, purpose, &code),
            Some(_) => lang
                .t(purpose.taken())
                .arg("street", street_name(street, lang))
                .to_string(),
        };
        if let Err(error) = app.sms.send(phone, &text).await {
            tracing::error!(%error, purpose = purpose.code(), "a code was not sent");
            return Err(FieldErrors::one("", "error-sms").into());
        }
    }
    Ok(made.asked)
}

/// The message that carries a code.
pub(super) fn message(street: &Street, lang: Lang, purpose: Purpose, code: &str) -> String {
    let key = match purpose {
        Purpose::Register => "sms-register",
        Purpose::Password => "sms-password",
        Purpose::Phone => "sms-phone",
        Purpose::Counter => "sms-counter",
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

/// 138****0001.
#[must_use]
pub fn hidden(phone: &str) -> String {
    let (head, tail) = (phone.get(..3), phone.get(7..));
    format!(
        "{}****{}",
        head.unwrap_or_default(),
        tail.unwrap_or_default()
    )
}

/// The mark of a phone and device for the page that asks for the code.
fn mark(app: &App, street: &Street, purpose: Purpose, phone: &str, device: &str) -> String {
    let at = app.clock.now().timestamp();
    let tie = tie(app, street, purpose, &format!("{phone} {device}"), at);
    format!("{phone}.{device}.{at}.{tie}")
}

/// What a mark says; nothing when it is not of this program's making, for something else, or old.
#[must_use]
pub fn marked(app: &App, street: &Street, purpose: Purpose, mark: &str) -> Option<Marked> {
    let mut parts = mark.split('.');
    let (phone, device) = (parts.next()?, parts.next()?);
    let (at, given) = (parts.next()?, parts.next()?);
    let at: i64 = at.parse().ok()?;
    let expected = tie(app, street, purpose, &format!("{phone} {device}"), at);
    let made: DateTime<Utc> = DateTime::from_timestamp(at, 0)?;
    let young = app.clock.now() - made < MARK_LIFE;
    (young && same(expected.as_bytes(), given.as_bytes())).then(|| Marked {
        phone: phone.to_owned(),
        device: device.to_owned(),
    })
}

fn tie(app: &App, street: &Street, purpose: Purpose, whose: &str, at: i64) -> String {
    let what = format!("{} {whose} {at}", purpose.code());
    let mark = app.street_key(street.id).mark("phone", what.as_bytes());
    hex::encode(&mark[..16])
}
