//! Forms as data, shown by one template: labels above, a hint, the error at its field and linked
//! from a summary on top of the page, what was typed kept, what happens next said before the button.

use askama::Template;
use askama::filters::HtmlSafe;

use super::asked::Again;
use super::assets;
pub use super::field::{Choice, Field, Kind};
use super::field::{Kept, PhotoWords};
use crate::domain::fields::{FieldError, Raw};
use crate::domain::photos;
use crate::domain::workflow::Verb;
use crate::kit::i18n::Lang;

/// The box of a form whose texts may be sent with what is personal masked.
const MASK: &str = "mask";

/// How much a form's button asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The one thing to do on the page.
    Primary,
    /// One of several.
    Quiet,
    /// Hard to take back.
    Danger,
}

impl Tone {
    /// The class of the button.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button",
            Self::Quiet => "button quiet",
            Self::Danger => "button danger",
        }
    }
}

/// An error in the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The element to jump to; empty when the form as a whole is meant.
    pub id: String,
    /// The sentence.
    pub text: String,
}

/// What a form that is shown again says first on its page, wherever on it the form stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Heading of the mistakes.
    pub title: String,
    /// What is wrong, in the order of the fields.
    pub mistakes: Vec<Mistake>,
    /// A sentence such as that the topic has changed; empty without.
    pub notice: String,
    /// The form was refused; else it only waits to be sent.
    pub refused: bool,
}

/// A form that is posted to one address.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/form.html")]
pub struct Form {
    /// Where it is posted to; also tells two forms of a page apart.
    pub action: String,
    /// First part of the ids inside it, made of the address.
    pub id: String,
    /// A heading above it; empty without.
    pub title: String,
    /// A sentence under the heading; empty without.
    pub intro: String,
    /// The fields, in their order.
    pub fields: Vec<Field>,
    /// What the button does: 确认本方案, never 提交.
    pub submit: String,
    /// The button's tone.
    pub tone: Tone,
    /// What happens next and who is told; empty without.
    pub note: String,
    /// Why it cannot be sent now, in words; empty when it can.
    pub blocked: Vec<String>,
    /// Heading of `blocked`, in the page's language.
    pub blocked_title: String,
    /// Behind a summary that opens it: for what is done seldom.
    pub folded: bool,
    /// Said beside the label of a field that may be empty.
    pub optional: String,
    /// Said in a list of which nothing is chosen yet and something must be.
    pub choose: String,
    /// It changes nothing: it leads to the page of its address with what was typed.
    pub leads: bool,
}

impl HtmlSafe for Form {}

impl Form {
    /// A form with the words of its button.
    #[must_use]
    pub fn new(action: impl Into<String>, submit: impl Into<String>) -> Self {
        let action = action.into();
        Self {
            id: ident(&action),
            action,
            title: String::new(),
            intro: String::new(),
            fields: Vec::new(),
            submit: submit.into(),
            tone: Tone::Primary,
            note: String::new(),
            blocked: Vec::new(),
            blocked_title: String::new(),
            folded: false,
            optional: String::new(),
            choose: String::new(),
            leads: false,
        }
    }

    /// The form of a verb of a topic: its address, its name on the button, the version seen.
    #[must_use]
    pub fn verb(lang: Lang, street: &str, code: &str, verb: Verb, version: i32) -> Self {
        let action = format!("/{street}/topics/{code}/{}", verb.address());
        let form = Self::new(action, lang.t(verb.key()));
        if verb.is_row() {
            form
        } else {
            form.field(Field::hidden("version", version.to_string()))
        }
    }

    /// Puts a number into the address in place of `{n}`: the forms of tasks.
    #[must_use]
    pub fn task(mut self, n: u32) -> Self {
        self.action = self.action.replace("{n}", &n.to_string());
        self.id = ident(&self.action);
        self
    }

    /// Adds a field.
    #[must_use]
    pub fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    /// Adds fields.
    #[must_use]
    pub fn fields(mut self, fields: impl IntoIterator<Item = Field>) -> Self {
        self.fields.extend(fields);
        self
    }

    /// A heading.
    #[must_use]
    pub fn title(mut self, text: impl Into<String>) -> Self {
        self.title = text.into();
        self
    }

    /// A sentence under the heading.
    #[must_use]
    pub fn intro(mut self, text: impl Into<String>) -> Self {
        self.intro = text.into();
        self
    }

    /// What happens next and who is told.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.note = text.into();
        self
    }

    /// Other words on the button.
    #[must_use]
    pub fn submit(mut self, text: impl Into<String>) -> Self {
        self.submit = text.into();
        self
    }

    /// One of several things to do.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.tone = Tone::Quiet;
        self
    }

    /// Hard to take back.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.tone = Tone::Danger;
        self
    }

    /// Behind a summary that opens it.
    #[must_use]
    pub fn folded(mut self) -> Self {
        self.folded = true;
        self
    }

    /// Leads to a page, and changes nothing.
    #[must_use]
    pub fn leads(mut self) -> Self {
        self.leads = true;
        self
    }

    /// Cannot be sent now, for these reasons; none leaves it open.
    #[must_use]
    pub fn blocked(mut self, reasons: impl IntoIterator<Item = String>) -> Self {
        self.blocked.extend(reasons);
        self
    }

    /// Whether it carries files.
    #[must_use]
    pub fn has_files(&self) -> bool {
        self.fields.iter().any(|f| f.kind == Kind::Photos)
    }

    /// Says on which page the form stands, and gives it the words of the page's language.
    pub(super) fn set_here(&mut self, path: &str, lang: Lang) {
        if !self.leads && !self.fields.iter().any(|f| f.name == "page") {
            self.fields.push(Field::hidden("page", path));
        }
        self.blocked_title = lang.t("form-blocked").to_string();
        self.optional = lang.t("form-optional").to_string();
        self.choose = lang.t("form-choose").to_string();
        for field in &mut self.fields {
            field.id = format!("{}-{}", self.id, field.name);
            if field.kind == Kind::Photos {
                field.words = photo_words(path, lang);
            }
        }
    }

    /// With what was typed and what is wrong with it. Hidden fields keep the page's own values: the
    /// version and the hash seen are this page's.
    pub(super) fn fill(mut self, again: &Again, lang: Lang) -> Self {
        if self.folded && self.title.is_empty() {
            self.title.clone_from(&self.submit);
        }
        self.folded = false;
        // The box that masks what must not be published comes with the finding, where its form has none.
        let masks = again.errors.of(MASK).is_some() || !again.raw.first(MASK).is_empty();
        if masks && self.fields.iter().all(|f| f.name != MASK) {
            let hint = lang.t("topic-mask-hint").to_string();
            let mut masked = Field::tick(MASK, lang.t("topic-mask").to_string()).hint(hint);
            masked.id = format!("{}-{MASK}", self.id);
            self = self.field(masked.optional());
        }
        for field in self.fields.iter_mut().filter(|f| f.kind != Kind::Hidden) {
            if field.kind == Kind::Photos {
                field.kept = kept(&again.raw, field.names());
                let words = again.raw.all(photos::NEW_ALT);
                if !words.is_empty() {
                    field.values = words.to_vec();
                }
            } else if field.kind != Kind::Password {
                field.values = again.raw.all(&field.name).to_vec();
            }
            if let Some(error) = again.errors.of(&field.name) {
                field.error = sentence(lang, error);
            }
        }
        let mut mistakes = Vec::new();
        for (name, error) in &again.errors.0 {
            let shown = self
                .fields
                .iter()
                .position(|f| f.name == *name && f.kind != Kind::Hidden);
            let (id, text) = match shown {
                Some(i) if self.fields[i].kind == Kind::Tick => {
                    (self.fields[i].id.clone(), sentence(lang, error))
                }
                Some(i) => (
                    self.fields[i].target().to_owned(),
                    lang.t("form-mistake")
                        .arg("field", asked(&self.called(i)))
                        .arg("what", sentence(lang, error))
                        .to_string(),
                ),
                None => (String::new(), sentence(lang, error)),
            };
            mistakes.push(Mistake { id, text });
        }
        let title = lang.t("form-mistakes").arg("n", mistakes.len());
        let refused = again.status >= 400;
        again.summary.get_or_init(|| Summary {
            title: title.to_string(),
            mistakes,
            notice: again.notice.clone(),
            refused,
        });
        self.unfold();
        self
    }

    /// How the summary calls a field: within a row with the row's name, such as `参会人员 3 · 姓名`.
    fn called(&self, i: usize) -> String {
        let label = &self.fields[i].label;
        let row = self.fields[..i]
            .iter()
            .rev()
            .find(|f| matches!(f.kind, Kind::Open | Kind::Close));
        match row.filter(|f| f.kind == Kind::Open) {
            Some(row) if row.label != *label => format!("{} · {label}", row.label),
            Some(_) | None => label.clone(),
        }
    }

    /// Opens every fold in which something is typed or wrong.
    fn unfold(&mut self) {
        let mut fold = None;
        for i in 0..self.fields.len() {
            match self.fields[i].kind {
                Kind::Fold => fold = Some(i),
                Kind::Unfold => fold = None,
                Kind::Text
                | Kind::Area
                | Kind::Number
                | Kind::Phone
                | Kind::Password
                | Kind::Date
                | Kind::DateTime
                | Kind::Select
                | Kind::Radio
                | Kind::Scale
                | Kind::Checks
                | Kind::Tick
                | Kind::Photos
                | Kind::Hidden
                | Kind::Open
                | Kind::Close => {
                    let field = &self.fields[i];
                    let typed =
                        !field.kept.is_empty() || field.values.iter().any(|v| !v.trim().is_empty());
                    let counts = field.kind != Kind::Hidden && (typed || !field.error.is_empty());
                    if let Some(at) = fold.filter(|_| counts) {
                        self.fields[at].values = vec!["yes".to_owned()];
                    }
                }
            }
        }
    }
}

/// Photos of a form that is shown again.
fn kept(raw: &Raw, names: &photos::Names) -> Vec<Kept> {
    let photo = |id| Kept {
        alt: raw.first(&photos::alt_field(id)).to_owned(),
        id: id.to_string(),
    };
    photos::kept(raw, names).into_iter().map(photo).collect()
}

/// The words of a field of photos, on a page of a street.
fn photo_words(path: &str, lang: Lang) -> PhotoWords {
    let street = path.split(['/', '?']).nth(1).unwrap_or_default();
    PhotoWords {
        base: format!("/{street}/photos/"),
        choose: lang.t("photos-choose").to_string(),
        new_alt: lang.t("photos-new-alt").to_string(),
        alt: lang.t("photos-alt").to_string(),
        drop: lang.t("photos-drop").to_string(),
        script: assets::path("photos.js"),
        most: photos::MOST,
        bytes: photos::BYTES,
        too_many: lang.t(photos::Fault::TooMany.key()).to_string(),
        too_large: lang.t(photos::Fault::TooLarge.key()).to_string(),
        wrong_type: lang.t(photos::Fault::Type.key()).to_string(),
    }
}

/// A label before a colon: a question there loses its mark.
pub fn asked(label: &str) -> &str {
    label.trim_end_matches(['?', '\u{ff1f}'])
}

/// The sentence of an error.
#[must_use]
pub fn sentence(lang: Lang, error: &FieldError) -> String {
    let each = error.each.iter().map(|(names, key)| {
        let what = lang.t(*key).to_string();
        match names.as_slice() {
            [] => what,
            names => {
                let named = lang.t("error-named").arg("names", lang.join(names));
                named.arg("what", what).to_string()
            }
        }
    });
    let whole = each.reduce(|one, next| {
        let both = lang.t("error-and").arg("one", one);
        both.arg("next", next).to_string()
    });
    if let Some(whole) = whole {
        return whole;
    }
    let text = lang.t(error.key);
    error
        .args
        .iter()
        .fold(text, |text, (name, n)| text.arg(name, *n))
        .to_string()
}

/// An element id out of an address.
fn ident(action: &str) -> String {
    let text: String = action
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("f{text}")
}
