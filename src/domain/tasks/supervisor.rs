//! The form by which a resident supervisor (居民监督员) is appointed, or no longer.

use uuid::Uuid;

use crate::domain::fields::{FieldErrors, Fields, Raw};

/// Who is appointed, or whose appointment ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Appoint {
    /// The resident with this mobile number.
    Yes(String),
    /// This account no longer.
    No(Uuid),
}

impl Appoint {
    /// Reads the form: `phone`; or `undo` with `account`.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let found = if f.flag("undo") {
            Self::No(f.id("account"))
        } else {
            Self::Yes(f.mobile("phone"))
        };
        f.done()?;
        Ok(found)
    }
}
