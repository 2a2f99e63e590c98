//! The people of a test street.

use tokio::sync::OnceCell;
use uuid::Uuid;
use yishi::kit::password::Passwords;

/// Everybody's password.
pub const PASSWORD: &str = "Lantern-Bridge-7";

/// Cheap hashing, for everything in a test that hashes.
pub fn passwords() -> Passwords {
    Passwords::weak_for_tests().unwrap()
}

/// The stored form of [`PASSWORD`], made once a process.
pub async fn password_hash() -> &'static str {
    static HASH: OnceCell<String> = OnceCell::const_new();
    HASH.get_or_init(|| async { passwords().hash(PASSWORD).await.unwrap() })
        .await
}

/// Somebody with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub id: Uuid,
    /// The log-in name.
    pub phone: String,
    /// Real name.
    pub name: String,
    /// Post; empty for residents.
    pub post: String,
}
