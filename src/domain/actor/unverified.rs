//! How much a street lets residents do before anybody has checked their name.

/// What somebody may do whose name nobody has checked yet: a choice of the street, each with what the one
/// before it has. The phone itself was proved by a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unverified {
    /// Read and follow.
    #[default]
    Follow,
    /// Raise topics, too.
    Submit,
    /// Support topics, too.
    Support,
    /// Comment on topics, too.
    Comment,
}

impl Unverified {
    /// Every choice.
    pub const ALL: [Self; 4] = [Self::Follow, Self::Submit, Self::Support, Self::Comment];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Follow => "follow",
            Self::Submit => "submit",
            Self::Support => "support",
            Self::Comment => "comment",
        }
    }

    /// The choice with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|u| u.code() == code)
    }

    /// The catalogue key of its name.
    #[must_use]
    pub fn key(self) -> String {
        format!("unverified-{}", self.code())
    }
}
