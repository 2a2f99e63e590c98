//! Passwords: argon2id, bounded in memory and threads so that a rush of log-ins slows log-ins and
//! not readers, and the rule for new ones.

use std::{sync::Arc, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::{Error as HashError, phc::PasswordHash},
};
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

/// Memory of one hash, in KiB (OWASP's and RFC 9106's second choice: 19 MiB, two passes, one lane).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How long a log-in waits for its turn before it is told to come again.
const PATIENCE: Duration = Duration::from_secs(10);

/// The fewest characters of a password (GB/T 22239 practice values).
pub const MIN_LENGTH: usize = 8;

/// The most characters: beyond it the hash would be a way to keep the program busy.
pub const MAX_LENGTH: usize = 128;

/// Hashes and checks passwords off the async threads, a few at a time.
#[derive(Debug, Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    params: Params,
    nobody: Arc<str>,
}

/// Why a password could not be hashed or checked.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too many at once; come again.
    #[error("too many log-ins at once")]
    Busy,
    /// The stored text is not a hash, or the hash failed.
    #[error("password hash: {0}")]
    Hash(String),
}

impl Passwords {
    /// At most `at_once` hashes at a time, each 19 MiB for some hundredths of a second.
    ///
    /// # Errors
    /// When the system gives no randomness or memory.
    pub fn new(at_once: usize) -> Result<Self, PasswordError> {
        Self::with_memory(at_once, MEMORY_KIB, PASSES)
    }

    /// Cheap hashes for tests: never in the program itself.
    ///
    /// # Errors
    /// As [`Passwords::new`].
    pub fn weak_for_tests() -> Result<Self, PasswordError> {
        Self::with_memory(4, 64, 1)
    }

    fn with_memory(at_once: usize, kib: u32, passes: u32) -> Result<Self, PasswordError> {
        let params = Params::new(kib, passes, LANES, None)
            .map_err(|fault| PasswordError::Hash(fault.to_string()))?;
        let nobody = hash(&params, "the password of nobody")
            .map_err(|fault| PasswordError::Hash(fault.to_string()))?;
        Ok(Self {
            turns: Arc::new(Semaphore::new(at_once.max(1))),
            params,
            nobody: nobody.into(),
        })
    }

    /// The PHC text of a password, with a random salt.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] after ten seconds without a turn.
    pub async fn hash(&self, password: &str) -> Result<String, PasswordError> {
        let (params, password) = (self.params.clone(), password.to_owned());
        self.in_turn(move || hash(&params, &password)).await
    }

    /// Whether the password is the one whose PHC text is stored. The stored text's own parameters
    /// are used, so that old hashes stay good when ours rise. Without a stored text (no such
    /// account) the same work is done and the answer is no: the time tells nothing.
    ///
    /// # Errors
    /// As [`Passwords::hash`], and when the stored text is not a hash.
    pub async fn verify(
        &self,
        password: &str,
        stored: Option<&str>,
    ) -> Result<bool, PasswordError> {
        let known = stored.is_some();
        let stored: Arc<str> = stored.map_or_else(|| self.nobody.clone(), Arc::from);
        let password = password.chars().take(MAX_LENGTH + 1).collect::<String>();
        self.in_turn(move || {
            let parsed = PasswordHash::new(&stored)?;
            match Argon2::default().verify_password(password.as_bytes(), &parsed) {
                Ok(()) => Ok(known),
                Err(HashError::PasswordInvalid) => Ok(false),
                Err(fault) => Err(fault),
            }
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let turn = timeout(PATIENCE, self.turns.clone().acquire_owned()).await;
        let turn = turn.ok().and_then(Result::ok).ok_or(PasswordError::Busy)?;
        let done = spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        let done = done
            .await
            .map_err(|fault| PasswordError::Hash(fault.to_string()))?;
        done.map_err(|fault| PasswordError::Hash(fault.to_string()))
    }
}

fn hash(params: &Params, password: &str) -> Result<String, HashError> {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    argon2
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
}

/// Why a new password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer than [`MIN_LENGTH`] characters.
    Short,
    /// More than [`MAX_LENGTH`] characters.
    Long,
    /// Fewer than three of: capital letters, small letters, figures, other characters.
    FewClasses,
    /// Among the passwords that are tried first, or holds the person's phone.
    Known,
}

impl Weakness {
    /// The catalogue key of the sentence that says so.
    pub fn key(self) -> &'static str {
        match self {
            Self::Short => "password-weak-short",
            Self::Long => "password-weak-long",
            Self::FewClasses => "password-weak-classes",
            Self::Known => "password-weak-known",
        }
    }
}

/// The rule for a new password: 8 characters or more, of three classes, not a known bad one, and
/// without the person's phone in it.
///
/// # Errors
/// The first [`Weakness`].
pub fn check_new(password: &str, phone: &str) -> Result<(), Weakness> {
    let length = password.chars().count();
    if length < MIN_LENGTH {
        return Err(Weakness::Short);
    }
    if length > MAX_LENGTH {
        return Err(Weakness::Long);
    }
    let classes = [
        password.chars().any(|c| c.is_ascii_uppercase()),
        password.chars().any(|c| c.is_ascii_lowercase()),
        password.chars().any(|c| c.is_ascii_digit()),
        password.chars().any(|c| !c.is_ascii_alphanumeric()),
    ];
    if classes.into_iter().filter(|there| *there).count() < 3 {
        return Err(Weakness::FewClasses);
    }
    let plain = plain(password);
    let known =
        KNOWN_BAD.contains(&plain.as_str()) || (phone.len() >= 6 && password.contains(phone));
    if known { Err(Weakness::Known) } else { Ok(()) }
}

/// The password as a guesser's rules see it: small letters, without the figures and signs that
/// people hang on its ends, the usual swaps undone.
fn plain(password: &str) -> String {
    let lower = password.to_lowercase();
    let ends = |c: char| c.is_ascii() && !c.is_ascii_alphabetic();
    let swap = |c| match c {
        '@' => 'a',
        '0' => 'o',
        '$' => 's',
        '3' => 'e',
        '1' => 'l',
        _ => c,
    };
    lower.trim_matches(ends).chars().map(swap).collect()
}

/// The cores of the passwords that are tried first, in the form that [`plain`] gives.
const KNOWN_BAD: &[&str] = &[
    "",
    "a",
    "aa",
    "aaa",
    "aaaa",
    "ab",
    "abc",
    "abcd",
    "abcdef",
    "abcdefg",
    "admin",
    "administrator",
    "asd",
    "asdf",
    "asdfgh",
    "asdfghjkl",
    "baidu",
    "changeme",
    "china",
    "demo",
    "football",
    "guest",
    "hello",
    "huawei",
    "iloveyou",
    "letmein",
    "login",
    "love",
    "master",
    "monkey",
    "p",
    "pass",
    "passw",
    "passwd",
    "password",
    "princess",
    "q",
    "qaz",
    "qazwsx",
    "qq",
    "qw",
    "qwe",
    "qwer",
    "qwert",
    "qwerty",
    "qwertyuiop",
    "root",
    "secret",
    "sunshine",
    "test",
    "tianya",
    "user",
    "wang",
    "wechat",
    "weixin",
    "welcome",
    "woaini",
    "yishi",
    "yunxi",
    "zaq",
    "zhang",
    "zxc",
    "zxcvbn",
    "zxcvbnm",
];
