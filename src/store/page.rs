//! Paging by key: a page goes on after the last row seen, never by offset.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The key after which a page goes on: a time in microseconds and an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// The sort time of the last row seen.
    pub at: DateTime<Utc>,
    /// Its id, which breaks ties.
    pub id: Uuid,
}

impl After {
    /// The key of an order by a number rather than a time.
    pub fn numbered(n: i64, id: Uuid) -> Self {
        Self {
            at: DateTime::from_timestamp_micros(n).unwrap_or_default(),
            id,
        }
    }

    /// The number of [`After::numbered`].
    pub fn number(&self) -> i64 {
        self.at.timestamp_micros()
    }

    /// Reads `<microseconds>-<id>`; none when it is not of that form.
    pub fn parse(text: &str) -> Option<Self> {
        let (micros, id) = text.split_once('-')?;
        Some(Self {
            at: DateTime::from_timestamp_micros(micros.parse().ok()?)?,
            id: Uuid::try_parse(id).ok()?,
        })
    }
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.at.timestamp_micros(), self.id.simple())
    }
}

/// Rows of one page and the key of the next, if there is one.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// At most the size asked for.
    pub rows: Vec<T>,
    /// Where the next page goes on.
    pub next: Option<After>,
}

impl<T> Page<T> {
    /// Out of at most `size` and one rows: the one too many says that another page follows.
    pub fn cut(mut rows: Vec<T>, size: usize, key: impl FnOnce(&T) -> After) -> Self {
        let more = rows.len() > size;
        rows.truncate(size);
        let next = if more { rows.last().map(key) } else { None };
        Self { rows, next }
    }
}

/// A count that stops at a bound and then says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// What was counted, at most [`Count::BOUND`].
    pub n: i64,
    /// Whether there are more.
    pub more: bool,
}

impl Count {
    /// Past this many a page says "1,000+".
    pub const BOUND: i64 = 1_000;

    /// From a number that was counted up to the bound and one.
    pub fn bounded(n: i64) -> Self {
        Self {
            n: n.min(Self::BOUND),
            more: n > Self::BOUND,
        }
    }

    /// From an exact number.
    pub fn exact(n: i64) -> Self {
        Self { n, more: false }
    }
}
