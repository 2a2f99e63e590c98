//! Short messages to phones: through an HTTP gateway, or for development into the log.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, StatusCode, redirect};
use serde_json::json;
use url::Url;

/// How long a gateway may take to be reached, and to answer.
const REACHED_IN: Duration = Duration::from_secs(3);
const ANSWERED_IN: Duration = Duration::from_secs(5);

/// A gateway for short messages, cheap to clone.
#[derive(Debug, Clone, Default)]
pub enum Sms {
    /// The message stands in the log: development and the demonstration.
    #[default]
    Console,
    /// `{"phone": …, "text": …}` is posted to an address (YISHI_SMS_URL).
    Http(Gateway),
    /// Kept in memory: tests, and the residents whom the demonstration registers.
    Kept(Arc<Mutex<Vec<Message>>>),
}

/// A message that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// To whom.
    pub phone: String,
    /// What it says.
    pub text: String,
}

/// An HTTP gateway. Its address may hold a key and is never printed.
#[derive(Clone)]
pub struct Gateway {
    client: Client,
    url: Url,
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gateway(…)")
    }
}

/// Why a message was not sent. It holds neither the phone, the text nor the gateway's address.
#[derive(Debug, thiserror::Error)]
pub enum SmsError {
    /// The client cannot be made: no certificates, for example.
    #[error("no client for the SMS gateway: {0}")]
    Client(String),
    /// The gateway cannot be reached, or is silent.
    #[error("the SMS gateway does not answer: {0}")]
    Away(String),
    /// The gateway says no.
    #[error("the SMS gateway refuses with {0}")]
    Refused(StatusCode),
}

impl Sms {
    /// The gateway at an address; the log without one.
    ///
    /// # Errors
    /// [`SmsError::Client`].
    pub fn open(url: Option<&Url>) -> Result<Self, SmsError> {
        let Some(url) = url else {
            return Ok(Self::Console);
        };
        let client = Client::builder()
            .connect_timeout(REACHED_IN)
            .timeout(ANSWERED_IN)
            .redirect(redirect::Policy::none())
            .build()
            .map_err(|fault| SmsError::Client(fault.without_url().to_string()))?;
        Ok(Self::Http(Gateway {
            client,
            url: url.clone(),
        }))
    }

    /// A drawer in which messages lie until a test looks.
    #[must_use]
    pub fn kept() -> Self {
        Self::Kept(Arc::default())
    }

    /// What was kept so far; nothing where messages are sent.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        match self {
            Self::Kept(drawer) => drawer
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
            Self::Console | Self::Http(_) => Vec::new(),
        }
    }

    /// Messages stand in the program's log, where a page may say so.
    #[must_use]
    pub const fn is_console(&self) -> bool {
        match self {
            Self::Console => true,
            Self::Http(_) | Self::Kept(_) => false,
        }
    }

    /// Sends a message, within some seconds. No connection of the database may be held meanwhile.
    ///
    /// # Errors
    /// [`SmsError::Away`], [`SmsError::Refused`].
    pub async fn send(&self, phone: &str, text: &str) -> Result<(), SmsError> {
        match self {
            Self::Console => {
                tracing::info!(sms.phone = phone, sms.text = text, "a short message");
                Ok(())
            }
            Self::Kept(drawer) => {
                let mut drawer = drawer.lock().unwrap_or_else(PoisonError::into_inner);
                drawer.push(Message {
                    phone: phone.to_owned(),
                    text: text.to_owned(),
                });
                Ok(())
            }
            Self::Http(gateway) => gateway.post(phone, text).await,
        }
    }
}

impl Gateway {
    async fn post(&self, phone: &str, text: &str) -> Result<(), SmsError> {
        let body = json!({ "phone": phone, "text": text }).to_string();
        let request = self.client.post(self.url.clone());
        let answer = request
            .header(CONTENT_TYPE, "application/json")
            .body(body)
            .send()
            .await
            .map_err(|fault| SmsError::Away(fault.without_url().to_string()))?;
        if answer.status().is_success() {
            Ok(())
        } else {
            Err(SmsError::Refused(answer.status()))
        }
    }
}
