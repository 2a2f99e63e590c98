//! What a street can set, pure: each setting with its name, its values and the program's own way.

pub mod answers;

use super::actor::Unverified;
use super::fields::{FieldErrors, Fields, Raw};

/// What a street has set; what it has not set is the program's own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Comments are looked at before they show.
    pub comments_moderated: bool,
    /// What somebody may do whose name nobody has checked yet.
    pub unverified: Unverified,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            comments_moderated: true,
            unverified: Unverified::default(),
        }
    }
}

/// A setting by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// [`Settings::comments_moderated`].
    CommentsModerated,
    /// [`Settings::unverified`].
    Unverified,
}

impl Key {
    /// Every setting.
    pub const ALL: [Self; 2] = [Self::CommentsModerated, Self::Unverified];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CommentsModerated => "comments_moderated",
            Self::Unverified => "unverified",
        }
    }

    /// The setting with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

impl Settings {
    /// Out of names and values as stored. A name or value that this program does not know changes nothing: it
    /// may be a newer program's.
    pub fn of<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut settings = Self::default();
        for (name, value) in rows {
            match (Key::from_code(name), value) {
                (Some(Key::CommentsModerated), "yes") => settings.comments_moderated = true,
                (Some(Key::CommentsModerated), "no") => settings.comments_moderated = false,
                (Some(Key::Unverified), value) => {
                    settings.unverified = Unverified::from_code(value).unwrap_or_default();
                }
                (Some(Key::CommentsModerated), _) | (None, _) => {}
            }
        }
        settings
    }

    /// The value of a setting as it is stored.
    #[must_use]
    pub const fn value(&self, key: Key) -> &'static str {
        match key {
            Key::CommentsModerated if self.comments_moderated => "yes",
            Key::CommentsModerated => "no",
            Key::Unverified => self.unverified.code(),
        }
    }

    /// Reads the form about comments.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let moderated = f.choice("comments_moderated", |v| match v {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        });
        f.done()?;
        Ok(Self {
            comments_moderated: moderated.unwrap_or(true),
            ..Self::default()
        })
    }

    /// Reads the form about residents whose name nobody has checked.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse_unverified(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let unverified = f.choice(Key::Unverified.code(), Unverified::from_code);
        f.done()?;
        Ok(Self {
            unverified: unverified.unwrap_or_default(),
            ..Self::default()
        })
    }
}
