//! Forms, pure: what was posted, and how a room turns it into its own type or into errors by field.
//!
//! A room's `parse(&Raw)` makes a [`Fields`], asks it for each value, and ends with [`Fields::done`],
//! so that a person sees every error at once and never loses what was typed.

mod clean;
mod errors;
mod numbers;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, TimeZone, Utc};
use uuid::Uuid;

use super::calendar::ZONE;
use super::privacy;
use clean::{clean, item, line};
pub use clean::{in_a_name, name as as_name};
pub use errors::{FieldError, FieldErrors};
pub use numbers::{figures, half_width, plain_phone, whole};

/// The field of a standard answer that was chosen in place of a typed reason, or before it.
pub const STANDARD: &str = "standard";

/// The field of an id that was made with a form: sent again, the form makes nothing twice.
pub const KEY: &str = "key";

/// What was posted: each field with its values, in the order of sending.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Raw(pub BTreeMap<String, Vec<String>>);

impl Raw {
    /// A form out of pairs; a name that comes again adds a value.
    pub fn of<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut raw = Self::default();
        for (name, value) in pairs {
            raw.add(name, value);
        }
        raw
    }

    /// Adds a value to a field, without NULs: no text of the database can hold them.
    pub fn add(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let value = value.into().replace('\0', "");
        self.0.entry(name.into()).or_default().push(value);
    }

    /// The first value as typed, without spaces around it; empty when there is none.
    #[must_use]
    pub fn first(&self, name: &str) -> &str {
        self.0
            .get(name)
            .and_then(|v| v.first())
            .map_or("", |v| v.trim())
    }

    /// The first value as a text of several lines is stored.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        clean(self.first(name))
    }

    /// The first value as a text of one line is stored.
    #[must_use]
    pub fn line(&self, name: &str) -> String {
        line(self.first(name))
    }

    /// The first value as a name is stored.
    #[must_use]
    pub fn name(&self, name: &str) -> String {
        as_name(self.first(name))
    }

    /// All values of a field as typed.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Reads values out of a form and collects what is wrong with them. A value that could not be read is
/// given as a default; [`Fields::done`] keeps it from being used.
#[derive(Debug)]
pub struct Fields<'a> {
    raw: &'a Raw,
    errors: FieldErrors,
    /// What is typed becomes public.
    public: bool,
}

impl<'a> Fields<'a> {
    /// A reader of this form.
    #[must_use]
    pub fn new(raw: &'a Raw) -> Self {
        Self {
            raw,
            errors: FieldErrors::default(),
            public: false,
        }
    }

    /// A reader of a form whose texts become public: what is personal in one is said at its field, and
    /// has to go before the form is taken.
    #[must_use]
    pub fn published(raw: &'a Raw) -> Self {
        Self {
            public: true,
            ..Self::new(raw)
        }
    }

    fn scan(&mut self, name: &str, text: &str) {
        if self.public {
            self.errors.add_each(name, privacy::told(text));
        }
    }

    /// Notes an error of the room's own.
    pub fn fail(&mut self, field: &str, key: &'static str) {
        self.errors.add(field, key, Vec::new());
    }

    /// Notes what is wrong with each of several things at a field.
    pub fn fail_each(&mut self, field: &str, each: Vec<(Vec<String>, &'static str)>) {
        self.errors.add_each(field, each);
    }

    /// Nothing was wrong with this field so far.
    #[must_use]
    pub fn ok(&self, field: &str) -> bool {
        self.errors.of(field).is_none()
    }

    /// Whether nothing stands in a field that anybody would see.
    #[must_use]
    pub fn blank(&self, name: &str) -> bool {
        self.raw.text(name).is_empty()
    }

    /// A text of so many characters; line ends become `\n`, control characters go.
    pub fn text(&mut self, name: &str, length: RangeInclusive<usize>) -> String {
        self.bounded(name, length, clean)
    }

    /// A text of one line, of so many characters; what broke it is a space, what made it one of a list goes.
    pub fn line(&mut self, name: &str, length: RangeInclusive<usize>) -> String {
        self.bounded(name, length, line)
    }

    /// Somebody's name, of so many characters.
    pub fn name(&mut self, field: &str, length: RangeInclusive<usize>) -> String {
        let name = self.bounded(field, length, as_name);
        if self.ok(field) && !name.chars().all(in_a_name) {
            self.fail(field, "error-name");
        }
        name
    }

    fn bounded(
        &mut self,
        name: &str,
        length: RangeInclusive<usize>,
        as_stored: fn(&str) -> String,
    ) -> String {
        let text = self.typed(name, *length.end(), as_stored);
        self.scan(name, &text);
        let n = text.chars().count();
        if n == 0 && *length.start() > 0 {
            self.fail(name, "error-empty");
        } else if n < *length.start() {
            self.errors.add(
                name,
                "error-too-short",
                vec![("min", as_i64(*length.start()))],
            );
        }
        text
    }

    /// A text that may be empty, of at most `max` characters.
    pub fn opt_text(&mut self, name: &str, max: usize) -> String {
        self.bounded(name, 0..=max, clean)
    }

    /// A text of one line that may be empty: see [`Fields::line`].
    pub fn opt_line(&mut self, name: &str, max: usize) -> String {
        self.bounded(name, 0..=max, line)
    }

    fn typed(&mut self, name: &str, max: usize, as_stored: fn(&str) -> String) -> String {
        let text = as_stored(self.raw.first(name));
        let n = text.chars().count();
        if n > max {
            self.errors.add(
                name,
                "error-too-long",
                vec![("max", as_i64(max)), ("have", as_i64(n))],
            );
        }
        text
    }

    /// A reason that may be left out: see [`Fields::reason`].
    pub fn opt_reason(&mut self, name: &str, max: usize) -> String {
        match clean(self.raw.first(STANDARD)).as_str() {
            "" => self.opt_text(name, max),
            _ => self.reason(name, max),
        }
    }

    /// A mobile number, however people write it, in its eleven figures.
    pub fn mobile(&mut self, name: &str) -> String {
        let typed = self.typed(name, 30, line);
        if typed.is_empty() {
            self.fail(name, "error-empty");
        }
        let plain = plain_phone(&typed);
        let good = plain.len() == 11 && plain.starts_with('1');
        if !good && self.ok(name) {
            self.fail(name, "error-phone");
        }
        plain
    }

    /// A mobile number, or nothing.
    pub fn opt_mobile(&mut self, name: &str) -> String {
        if self.blank(name) {
            return String::new();
        }
        self.mobile(name)
    }

    /// A reason: the standard answer that was chosen, and after it what was typed.
    pub fn reason(&mut self, name: &str, max: usize) -> String {
        let standard = clean(self.raw.first(STANDARD));
        if standard.is_empty() {
            return self.text(name, 1..=max);
        }
        let typed = clean(self.raw.first(name));
        let whole = [standard, typed].join("\n").trim().to_owned();
        let n = whole.chars().count();
        if n > max {
            let args = vec![("max", as_i64(max)), ("have", as_i64(n))];
            self.errors.add(name, "error-too-long", args);
        }
        self.scan(name, &whole);
        whole
    }

    /// One of a closed list.
    pub fn choice<T>(&mut self, name: &str, of: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = self.raw.first(name);
        let found = of(value);
        if found.is_none() {
            self.fail(
                name,
                if value.is_empty() {
                    "error-choose"
                } else {
                    "error-not-a-choice"
                },
            );
        }
        found
    }

    /// One of a closed list, or nothing chosen.
    pub fn opt_choice<T>(&mut self, name: &str, of: impl Fn(&str) -> Option<T>) -> Option<T> {
        if self.raw.first(name).is_empty() {
            return None;
        }
        self.choice(name, of)
    }

    /// Every value of a field that can be ticked more than once.
    pub fn choices<T>(&mut self, name: &str, of: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut found = Vec::new();
        for value in self.raw.all(name).iter().filter(|v| !v.trim().is_empty()) {
            match of(value.trim()) {
                Some(value) => found.push(value),
                None => self.fail(name, "error-not-a-choice"),
            }
        }
        found
    }

    /// A whole number within bounds.
    pub fn number(&mut self, name: &str, within: RangeInclusive<u32>) -> u32 {
        self.number_of(name, "", within)
    }

    /// A whole number of something, whose word (`人`, `年`) may stand behind it.
    pub fn number_of(&mut self, name: &str, unit: &str, within: RangeInclusive<u32>) -> u32 {
        let value = self.raw.line(name);
        if value.is_empty() {
            self.fail(name, "error-empty");
            return *within.start();
        }
        match whole(&value, unit) {
            Some(n) if within.contains(&n) => n,
            Some(_) | None => {
                self.errors.add(
                    name,
                    "error-number",
                    vec![
                        ("min", i64::from(*within.start())),
                        ("max", i64::from(*within.end())),
                    ],
                );
                *within.start()
            }
        }
    }

    /// A year.
    pub fn year(&mut self, name: &str, within: RangeInclusive<u32>) -> u32 {
        self.number_of(name, "年", within)
    }

    /// The id of something chosen.
    pub fn id(&mut self, name: &str) -> Uuid {
        self.choice(name, |v| Uuid::try_parse(v).ok())
            .unwrap_or(Uuid::nil())
    }

    /// The id of something chosen, or nothing.
    pub fn opt_id(&mut self, name: &str) -> Option<Uuid> {
        self.opt_choice(name, |v| Uuid::try_parse(v).ok())
    }

    /// A day, `2026-11-27`.
    pub fn day(&mut self, name: &str) -> NaiveDate {
        let value = self.raw.line(name);
        if value.is_empty() {
            self.fail(name, "error-empty");
            return NaiveDate::default();
        }
        half_width(&value).parse().unwrap_or_else(|_| {
            self.fail(name, "error-date");
            NaiveDate::default()
        })
    }

    /// A day, or nothing.
    pub fn opt_day(&mut self, name: &str) -> Option<NaiveDate> {
        (!self.blank(name)).then(|| self.day(name))
    }

    /// A moment in Asia/Shanghai, `2026-11-27T09:00`.
    pub fn time(&mut self, name: &str) -> DateTime<Utc> {
        let value = half_width(&self.raw.line(name));
        if value.is_empty() {
            self.fail(name, "error-empty");
            return DateTime::UNIX_EPOCH;
        }
        let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(&value, format).ok())
            .map(|local| ZONE.from_local_datetime(&local));
        match local {
            Some(LocalResult::Single(at) | LocalResult::Ambiguous(at, _)) => at.with_timezone(&Utc),
            Some(LocalResult::None) | None => {
                self.fail(name, "error-time");
                DateTime::UNIX_EPOCH
            }
        }
    }

    /// Something ticked.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        !matches!(self.raw.first(name), "" | "0" | "false" | "off" | "no")
    }

    /// Something that must be ticked.
    pub fn agreed(&mut self, name: &str, key: &'static str) -> bool {
        let yes = self.flag(name);
        if !yes {
            self.fail(name, key);
        }
        yes
    }

    /// The lines of a text area that are not empty, without the signs of a list before them, each of at most `max`
    /// characters.
    pub fn lines(&mut self, name: &str, max: usize) -> Vec<String> {
        let text = clean(self.raw.first(name));
        let lines: Vec<String> = text
            .lines()
            .map(|l| item(l).to_owned())
            .filter(|l| !l.is_empty())
            .collect();
        if lines.iter().any(|l| l.chars().count() > max) {
            self.errors
                .add(name, "error-line-too-long", vec![("max", as_i64(max))]);
        }
        self.scan(name, &text);
        lines
    }

    /// The form as it was posted.
    #[must_use]
    pub const fn raw(&self) -> &'a Raw {
        self.raw
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// Every error found, by field.
    pub fn done(self) -> Result<(), FieldErrors> {
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(self.errors)
        }
    }
}

fn as_i64(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
