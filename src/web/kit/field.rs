//! A field of a form.

use crate::domain::photos;

/// What a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines.
    Area,
    /// A whole number.
    Number,
    /// A phone number.
    Phone,
    /// A password; never shown again.
    Password,
    /// A day.
    Date,
    /// A moment.
    DateTime,
    /// One of a list that is too long to show.
    Select,
    /// One of a few.
    Radio,
    /// A step of a scale from 1 up, side by side.
    Scale,
    /// Any of a few.
    Checks,
    /// Yes or no.
    Tick,
    /// Photos: those taken in already, and a choice of more files.
    Photos,
    /// Not shown.
    Hidden,
    /// Not a field: the fields up to the next [`Kind::Close`] stand in one row, under a name.
    Open,
    /// Ends a row of fields.
    Close,
    /// Not a field: the fields up to the next [`Kind::Unfold`] wait behind a summary.
    Fold,
    /// Ends what waits.
    Unfold,
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is posted.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A second line; empty without.
    pub hint: String,
}

impl Choice {
    /// A value with its words.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
        }
    }

    /// A second line.
    #[must_use]
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.hint = text.into();
        self
    }
}

/// A photo that a form carries already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// What it shows.
    pub alt: String,
}

/// What a field of photos says, in the page's language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhotoWords {
    /// The first part of a photo's address.
    pub base: String,
    /// Choose files.
    pub choose: String,
    /// What do the new ones show?
    pub new_alt: String,
    /// What does this one show?
    pub alt: String,
    /// Leave this one out.
    pub drop: String,
    /// The address of the script that shows what was chosen.
    pub script: &'static str,
    /// The most photos.
    pub most: usize,
    /// The most bytes of one.
    pub bytes: u64,
    /// There are more.
    pub too_many: String,
    /// One is larger.
    pub too_large: String,
    /// One is no photo.
    pub wrong_type: String,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What it is.
    pub kind: Kind,
    /// Its name in the form.
    pub name: String,
    /// Its element id, made when the form is shown.
    pub id: String,
    /// What it asks.
    pub label: String,
    /// A line under the label; empty without.
    pub hint: String,
    /// Its values; most kinds have one.
    pub values: Vec<String>,
    /// What is wrong with it; empty when nothing is.
    pub error: String,
    /// It must be filled. Checked by the program, not by the browser: ours says it better.
    pub required: bool,
    /// The most characters; 0 without.
    pub max: usize,
    /// Lines of an area.
    pub rows: u8,
    /// For the browser's memory: `tel`, `name`, `current-password`.
    pub autocomplete: &'static str,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// Takes the whole width of its row.
    pub wide: bool,
    /// Photos that the form carries already.
    pub kept: Vec<Kept>,
    /// Words of a field of photos.
    pub words: PhotoWords,
    /// The address that is asked, while it is typed, for what stands under it; empty without.
    pub watch: String,
}

impl Field {
    /// A field of any kind.
    #[must_use]
    pub fn new(kind: Kind, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
            id: String::new(),
            label: label.into(),
            hint: String::new(),
            values: Vec::new(),
            error: String::new(),
            required: true,
            max: 0,
            rows: 5,
            autocomplete: "",
            choices: Vec::new(),
            wide: false,
            kept: Vec::new(),
            words: PhotoWords::default(),
            watch: String::new(),
        }
    }

    /// One line of text.
    #[must_use]
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Text, name, label)
    }

    /// Several lines of text.
    #[must_use]
    pub fn area(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Area, name, label)
    }

    /// A whole number.
    #[must_use]
    pub fn number(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Number, name, label)
    }

    /// A day.
    #[must_use]
    pub fn date(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Date, name, label)
    }

    /// A moment.
    #[must_use]
    pub fn date_time(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::DateTime, name, label)
    }

    /// One of a list.
    #[must_use]
    pub fn select(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self::new(Kind::Select, name, label).choices(choices)
    }

    /// One of a few, all shown.
    #[must_use]
    pub fn radio(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self::new(Kind::Radio, name, label).choices(choices)
    }

    /// Any of a few.
    #[must_use]
    pub fn checks(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self::new(Kind::Checks, name, label).choices(choices)
    }

    /// A step of a scale.
    #[must_use]
    pub fn scale(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self::new(Kind::Scale, name, label).choices(choices)
    }

    /// Yes or no; posts `yes`.
    #[must_use]
    pub fn tick(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Tick, name, label)
    }

    /// Photos; may be left empty.
    #[must_use]
    pub fn photos(label: impl Into<String>) -> Self {
        // One line for what the new ones show.
        let field = Self::new(Kind::Photos, photos::FIELD, label).optional();
        field.value("")
    }

    /// Scans of an original, for staff; may be left empty.
    #[must_use]
    pub fn originals(label: impl Into<String>) -> Self {
        Self::new(Kind::Photos, photos::ORIGINALS.field, label).optional()
    }

    /// The names by which a field of pictures is posted.
    #[must_use]
    pub fn names(&self) -> &'static photos::Names {
        photos::Names::of(&self.name).unwrap_or(&photos::PHOTOS)
    }

    /// Whether it is asked what its pictures show: a scan is read by whoever opens it.
    #[must_use]
    pub fn asks_alt(&self) -> bool {
        self.name == photos::FIELD
    }

    /// A photo that is there already: its id and what it shows.
    #[must_use]
    pub fn keeps(mut self, id: uuid::Uuid, alt: impl Into<String>) -> Self {
        self.kept.push(Kept {
            id: id.to_string(),
            alt: alt.into(),
        });
        self
    }

    /// Not shown.
    #[must_use]
    pub fn hidden(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(Kind::Hidden, name, "").value(value)
    }

    /// Begins a row of fields, such as the parts of one session.
    #[must_use]
    pub fn open(label: impl Into<String>) -> Self {
        Self::new(Kind::Open, "-", label)
    }

    /// Ends a row of fields.
    #[must_use]
    pub fn close() -> Self {
        Self::new(Kind::Close, "-", "")
    }

    /// What follows waits behind these words, open only where something in it is wrong or typed.
    #[must_use]
    pub fn fold(label: impl Into<String>) -> Self {
        Self::new(Kind::Fold, "-", label)
    }

    /// Ends what waits.
    #[must_use]
    pub fn unfold() -> Self {
        Self::new(Kind::Unfold, "-", "")
    }

    /// Takes the whole width of its row.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// What can be chosen.
    #[must_use]
    pub fn choices(mut self, choices: impl IntoIterator<Item = Choice>) -> Self {
        self.choices.extend(choices);
        self
    }

    /// A line under the label.
    #[must_use]
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.hint = text.into();
        self
    }

    /// Its value before anything is typed; again for further values of checks.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.values.push(value.into());
        self
    }

    /// May be left empty; the label says so.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// The most characters.
    #[must_use]
    pub fn max(mut self, n: usize) -> Self {
        self.max = n;
        self
    }

    /// Lines of an area.
    #[must_use]
    pub fn rows(mut self, n: u8) -> Self {
        self.rows = n;
        self
    }

    /// For the browser's memory.
    #[must_use]
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = what;
        self
    }

    /// Its first value.
    #[must_use]
    pub fn first(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    /// Whether a choice is among its values.
    #[must_use]
    pub fn chosen(&self, choice: &Choice) -> bool {
        self.values.iter().any(|v| v.trim() == choice.value)
    }

    /// Whether a tick is set.
    #[must_use]
    pub fn ticked(&self) -> bool {
        !matches!(self.first(), "" | "0" | "false" | "off" | "no")
    }

    /// The element that the error summary jumps to: the first choice of a group, else the field.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.id
    }

    /// The `aria-describedby` of its element: hint and error, those that are there.
    #[must_use]
    pub fn described(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        let error = (!self.error.is_empty()).then(|| format!("{}-error", self.id));
        [hint, error]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The `type` of its input element.
    #[must_use]
    pub const fn input(&self) -> &'static str {
        match self.kind {
            Kind::Password => "password",
            Kind::Phone => "tel",
            Kind::Date => "date",
            Kind::DateTime => "datetime-local",
            Kind::Hidden => "hidden",
            Kind::Text
            | Kind::Area
            | Kind::Number
            | Kind::Select
            | Kind::Radio
            | Kind::Scale
            | Kind::Checks
            | Kind::Tick
            | Kind::Photos
            | Kind::Open
            | Kind::Close
            | Kind::Fold
            | Kind::Unfold => "text",
        }
    }
}
