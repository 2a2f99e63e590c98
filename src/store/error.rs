//! What can go wrong below the rules, told apart by what the caller can do about it.

/// The result of every function of this floor.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure of the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The row asked for is not there, or not there for this street.
    #[error("no such row")]
    NotFound,
    /// A named constraint refused the change; the room maps the name to a field error.
    #[error("constraint {0} refused the change")]
    Constraint(String),
    /// The database could not be reached, or did not answer in time; trying again may help.
    #[error("the database is away: {0}")]
    Unavailable(#[source] sqlx::Error),
    /// A stored value that the program cannot read: corruption or a newer version's row.
    #[error("stored value not understood: {0}")]
    Decode(String),
    /// Anything else; logged whole, shown as a sentence with a reference number.
    #[error(transparent)]
    Sql(sqlx::Error),
}

impl Error {
    /// The name of the constraint that refused, without the shard suffix that a cluster adds.
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Self::Constraint(name) => Some(name),
            Self::NotFound | Self::Unavailable(_) | Self::Decode(_) | Self::Sql(_) => None,
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => Self::Unavailable(error),
            sqlx::Error::Database(db) => {
                let code = db.code().unwrap_or_default();
                match code.as_ref() {
                    // integrity_constraint_violation
                    c if c.starts_with("23") => Self::Constraint(constraint_name(db.as_ref())),
                    // admin shutdown, crash, cannot connect now, statement timeout, a transaction left idle
                    "57P01" | "57P02" | "57P03" | "57014" | "25P03" => Self::Unavailable(error),
                    c if c.starts_with("08") || c.starts_with("53") => Self::Unavailable(error),
                    _ => Self::Sql(error),
                }
            }
            _ => Self::Sql(error),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Decode(error.to_string())
    }
}

/// On a cluster the name stands only in the message, with a `_<digits>` shard suffix.
fn constraint_name(error: &dyn sqlx::error::DatabaseError) -> String {
    let name = error
        .constraint()
        .map(str::to_owned)
        .or_else(|| error.message().split('"').nth(3).map(str::to_owned))
        .unwrap_or_default();
    match name.rsplit_once('_') {
        Some((stem, digits)) if digits.len() >= 5 && digits.bytes().all(|b| b.is_ascii_digit()) => {
            stem.to_owned()
        }
        _ => name,
    }
}
