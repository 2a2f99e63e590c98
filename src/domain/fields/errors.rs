//! What is wrong with a form, by field.

/// An error at a field: a catalogue key with its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The catalogue key, `error-…`.
    pub key: &'static str,
    /// Arguments of its sentence.
    pub args: Vec<(&'static str, i64)>,
    /// Of a field that takes several things: which, as they are called, and what is wrong with them.
    pub each: Vec<(Vec<String>, &'static str)>,
}

/// Errors by field, in the order of the form; the empty name is the form as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldErrors(pub Vec<(String, FieldError)>);

impl FieldErrors {
    /// One error at one field.
    #[must_use]
    pub fn one(field: &str, key: &'static str) -> Self {
        let mut errors = Self::default();
        errors.add(field, key, Vec::new());
        errors
    }

    /// Of whoever is too fast: one error, and in how many seconds the form may be sent again.
    #[must_use]
    pub fn later(field: &str, key: &'static str, seconds: i64) -> Self {
        let mut errors = Self::default();
        errors.add(field, key, vec![("seconds", seconds)]);
        errors
    }

    /// In how many seconds a form that came too soon may be sent again; none of any other.
    #[must_use]
    pub fn seconds(&self) -> Option<i64> {
        let mut args = self.0.iter().flat_map(|(_, error)| &error.args);
        args.find(|(name, _)| *name == "seconds").map(|(_, n)| *n)
    }

    /// Adds an error; a field keeps its first.
    pub fn add(&mut self, field: &str, key: &'static str, args: Vec<(&'static str, i64)>) {
        if self.of(field).is_none() {
            let each = Vec::new();
            self.0
                .push((field.to_owned(), FieldError { key, args, each }));
        }
    }

    /// Adds what is wrong with each of several things at a field.
    pub(super) fn add_each(&mut self, field: &str, each: Vec<(Vec<String>, &'static str)>) {
        let first = each.first().map(|(_, key)| *key);
        let Some(key) = first.filter(|_| self.of(field).is_none()) else {
            return;
        };
        let args = Vec::new();
        self.0
            .push((field.to_owned(), FieldError { key, args, each }));
    }

    /// The error at a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&FieldError> {
        self.0.iter().find(|(f, _)| f == field).map(|(_, e)| e)
    }

    /// No errors.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
