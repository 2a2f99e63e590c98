//! The codes of an authenticator app (RFC 6238, as every app does it: SHA-1, six figures, half a minute).

use chrono::{DateTime, Utc};
use totp_rs::{Builder, Totp};

use super::secret::random_bytes;

/// Bytes of a key: those of SHA-1, as RFC 4226 advises.
pub const KEY_BYTES: usize = 20;

/// An authenticator with its key.
pub struct Authenticator(Totp);

/// The key or a name cannot be used: a fault of the program.
#[derive(Debug, thiserror::Error)]
#[error("an authenticator cannot be made: {0}")]
pub struct NoAuthenticator(String);

impl Authenticator {
    /// A new random key.
    #[must_use]
    pub fn new_key() -> [u8; KEY_BYTES] {
        random_bytes()
    }

    /// The authenticator of a key. The app shows `issuer` and `account` beside its codes.
    ///
    /// # Errors
    /// [`NoAuthenticator`] for a short key or a colon in a name.
    pub fn of(key: &[u8], issuer: &str, account: &str) -> Result<Self, NoAuthenticator> {
        let issuer = issuer.replace(':', " ");
        Builder::new()
            .with_secret(key.to_vec())
            .with_issuer(Some(issuer))
            .with_account_name(account)
            .build()
            .map(Self)
            .map_err(|fault| NoAuthenticator(fault.to_string()))
    }

    /// The half minute that a code is of, at most one before or after `at`; nothing for a wrong code.
    #[must_use]
    pub fn step(&self, code: &str, at: DateTime<Utc>) -> Option<i64> {
        let at = u64::try_from(at.timestamp()).ok()?;
        let step = self.0.check(code, at)?;
        i64::try_from(step).ok()
    }

    /// The address that an app reads from the picture.
    ///
    /// # Errors
    /// [`NoAuthenticator`] without an account's name.
    pub fn address(&self) -> Result<String, NoAuthenticator> {
        let address = self.0.to_url();
        address.map_err(|fault| NoAuthenticator(fault.to_string()))
    }

    /// The key as people type it: groups of four letters.
    #[must_use]
    pub fn key_text(&self) -> String {
        let text = self.0.secret().to_base32();
        let letters: Vec<char> = text.chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(String::from_iter).collect();
        groups.join(" ")
    }
}
