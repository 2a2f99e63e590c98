//! Sealing: what must lie in the database and be of no use to who reads only that (AES-256-GCM).

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::secret::random_bytes;

/// A key that seals and opens.
#[derive(Clone)]
pub struct SealingKey([u8; 32]);

/// Something could not be sealed: a fault of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it could not be sealed")]
pub struct NotSealed;

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey(…)")
    }
}

impl SealingKey {
    /// A key out of its bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    fn key(&self) -> Result<LessSafeKey, NotSealed> {
        let key = UnboundKey::new(&AES_256_GCM, &self.0).map_err(|_| NotSealed)?;
        Ok(LessSafeKey::new(key))
    }

    /// Seals bytes; `about` says whose they are, so that they open for nobody else.
    ///
    /// # Errors
    /// [`NotSealed`].
    pub fn seal(&self, plain: &[u8], about: &[u8]) -> Result<Vec<u8>, NotSealed> {
        let nonce = random_bytes::<NONCE_LEN>();
        let mut bytes = plain.to_vec();
        self.key()?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(about),
                &mut bytes,
            )
            .map_err(|_| NotSealed)?;
        let mut sealed = nonce.to_vec();
        sealed.extend(bytes);
        Ok(sealed)
    }

    /// What was sealed; nothing when it was altered, is about somebody else, or was sealed by another key.
    #[must_use]
    pub fn open(&self, sealed: &[u8], about: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut bytes = rest.to_vec();
        let plain = self
            .key()
            .ok()?
            .open_in_place(nonce, Aad::from(about), &mut bytes)
            .ok()?;
        Some(plain.to_vec())
    }
}
