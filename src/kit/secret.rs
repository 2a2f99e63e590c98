//! Keys and tokens: the program's secret, what is derived from it for each street, random tokens,
//! and comparison in constant time.

use std::{fmt, fs, io, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// The file in YISHI_DATA that keeps the secret where YISHI_SECRET is unset.
pub const SECRET_FILE: &str = "secret";

/// The program's secret, 32 bytes (YISHI_SECRET). Never printed.
#[derive(Clone)]
pub struct Secret([u8; 32]);

/// A street's key, derived from the secret and the street's number: references made with it mean
/// nothing in another street.
#[derive(Clone)]
pub struct StreetKey([u8; 32]);

/// The text is not a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a secret is 64 hex figures (32 bytes); one is made by: openssl rand -hex 32")]
pub struct NotASecret;

impl Secret {
    /// A new random secret.
    pub fn random() -> Self {
        Self(random_bytes())
    }

    /// The secret written as 64 hex figures.
    ///
    /// # Errors
    /// [`NotASecret`], which does not repeat the value.
    pub fn parse(text: &str) -> Result<Self, NotASecret> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.trim(), &mut bytes).map_err(|_| NotASecret)?;
        Ok(Self(bytes))
    }

    /// The secret kept in the folder, made at the first call (readable by its owner only).
    ///
    /// # Errors
    /// When the file cannot be read or written, or holds something else.
    pub fn read_or_make(folder: &Path) -> io::Result<Self> {
        let path = folder.join(SECRET_FILE);
        let secret = Self::random();
        match fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
        {
            Ok(mut file) => {
                file.write_all(hex::encode(secret.0).as_bytes())?;
                file.sync_all()?;
                Ok(secret)
            }
            Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => {
                let text = fs::read_to_string(&path)?;
                Self::parse(&text)
                    .map_err(|fault| io::Error::new(io::ErrorKind::InvalidData, fault))
            }
            Err(fault) => Err(fault),
        }
    }

    /// The key of one street.
    pub fn street_key(&self, tenant: i32) -> StreetKey {
        StreetKey(keyed(
            &self.0,
            &[b"yishi street key 1\0", &tenant.to_be_bytes()],
        ))
    }
}

impl StreetKey {
    /// Who a person is within one topic's record, as 64 hex figures: the same person has another
    /// reference in each topic, and nobody without the key can tell whose it is.
    pub fn person_ref(&self, person: Uuid, topic: Uuid) -> String {
        hex::encode(keyed(
            &self.0,
            &[b"person\0", person.as_bytes(), topic.as_bytes()],
        ))
    }

    /// Under what somebody's rating of a topic is kept: another mark than [`StreetKey::person_ref`], so that
    /// no entry leads to a rating.
    pub fn voter(&self, topic: Uuid, account: Uuid) -> String {
        let mut value = topic.as_bytes().to_vec();
        value.extend_from_slice(b"account\0");
        value.extend_from_slice(account.as_bytes());
        hex::encode(self.mark("rating", &value))
    }

    /// A short keyed hash of anything else of the street, such as the network of a visitor.
    pub fn mark(&self, what: &str, value: &[u8]) -> [u8; 32] {
        keyed(&self.0, &[b"mark\0", what.as_bytes(), b"\0", value])
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl fmt::Debug for StreetKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StreetKey(…)")
    }
}

/// A random token for a cookie or a link. Only its hash is stored.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new token of 32 random bytes, as 64 hex figures.
    pub fn random() -> Self {
        Self(hex::encode(random_bytes::<32>()))
    }

    /// The text that the visitor keeps.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What the database keeps.
    pub fn hash(&self) -> [u8; 32] {
        token_hash(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The hash by which a token that came in is looked up.
pub fn token_hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// Random bytes from the system's generator: tokens, and the salts of the record.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// Six random figures: a code that a person types.
pub fn six_figures() -> String {
    format!("{:06}", u32::from_be_bytes(random_bytes()) % 1_000_000)
}

/// Figures and capital letters that nobody takes for another: no 0 O 1 I.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A random code of `N` letters, five bits each, parted in the middle: `7K2MX-9QPDW`.
pub fn random_letters<const N: usize>() -> String {
    letters(random_bytes::<N>())
}

/// The code that these bytes make, as [`random_letters`] makes it of random ones.
pub fn letters<const N: usize>(bytes: [u8; N]) -> String {
    let letter = |b: &u8| char::from(LETTERS[usize::from(b % 32)]);
    let mut code: String = bytes.iter().map(letter).collect();
    code.insert(N / 2, '-');
    code
}

/// A code however it was typed: capital letters and figures, narrow, nothing between them.
pub fn plain_letters(typed: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    typed
        .chars()
        .map(narrow)
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Whether two byte strings are the same, in a time that does not tell where they differ.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

fn keyed(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC fills a short key with zeros to the block of 64 bytes; done here, the length is in the type.
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}
