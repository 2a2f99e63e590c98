//! On which page staff looked at who somebody is: the name of a person of the street who holds no office,
//! with a phone or without. Every look is recorded, and whoever was looked at can see it.

/// A page that shows staff the names or phones of residents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LookedAt {
    /// Residents whose phone and name are to be checked.
    Residents,
    /// A plan with its participants and their phones.
    Plan,
    /// The people of a session.
    Session,
    /// The people of a research group.
    Research,
    /// Who agrees to an opinion, and who does not.
    Opinion,
    /// The residents who look after a topic's tasks.
    Tasks,
    /// Somebody without an account for whom a topic was entered: name and number.
    Entry,
    /// The scanned paper that such a topic was entered from.
    Original,
    /// The number of such a topic, which was put right.
    Contact,
    /// How the author of a topic is reached.
    Author,
}

impl LookedAt {
    /// Every one.
    pub const ALL: [Self; 10] = [
        Self::Residents,
        Self::Plan,
        Self::Session,
        Self::Research,
        Self::Opinion,
        Self::Tasks,
        Self::Entry,
        Self::Original,
        Self::Contact,
        Self::Author,
    ];

    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Residents => "residents",
            Self::Plan => "plan",
            Self::Session => "session",
            Self::Research => "research",
            Self::Opinion => "opinion",
            Self::Tasks => "tasks",
            Self::Entry => "entry",
            Self::Original => "original",
            Self::Contact => "contact",
            Self::Author => "author",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }

    /// The catalogue key of the page's name.
    #[must_use]
    pub fn key(self) -> String {
        format!("look-{}", self.code())
    }
}
