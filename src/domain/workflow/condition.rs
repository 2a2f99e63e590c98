//! A named condition, as gates list them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// One condition of a gate or of a verb, met or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The catalogue key of its name, `condition-…`.
    pub key: Cow<'static, str>,
    /// It is met.
    pub met: bool,
    /// How much there is, of `want`.
    pub have: u32,
    /// How much there must be.
    pub want: u32,
}

impl Condition {
    /// A yes-or-no condition.
    #[must_use]
    pub const fn flag(key: &'static str, met: bool) -> Self {
        Self {
            key: Cow::Borrowed(key),
            met,
            have: met as u32,
            want: 1,
        }
    }

    /// A condition met by reaching a number.
    #[must_use]
    pub const fn count(key: &'static str, have: u32, want: u32) -> Self {
        Self {
            key: Cow::Borrowed(key),
            met: have >= want,
            have,
            want,
        }
    }
}
