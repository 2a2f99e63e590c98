//! Texts in two languages: the catalogues under `locales/`, one file a room, the same keys in both.
//!
//! [`Lang::t`] gives a [`Text`], which prints itself, so that a template writes
//! `{{ lang.t("topic-title") }}` and `{{ lang.t("topic-supports").arg("n", n) }}`. In Rust the same
//! is `lang.t("…").to_string()`, or [`t`] with its arguments at once.

use std::{
    borrow::Cow,
    collections::HashMap,
    fmt,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use fluent_templates::{StaticLoader, fluent_bundle::FluentValue, static_loader};
use unic_langid::{LanguageIdentifier, langid};

use crate::domain::workflow::{Arg, Refusal};

static_loader! {
    static CATALOGUE = {
        locales: "./locales",
        fallback_language: "zh",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const ZH: LanguageIdentifier = langid!("zh");
const EN: LanguageIdentifier = langid!("en");

/// A language of the product. Chinese is the one it is written in, English stands complete beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// 中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The name in the cookie, in forms and under `locales/`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The language with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }

    /// The value of the page's `lang` attribute (BCP 47).
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The other one: what the switch in the header offers.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// The first language of an `Accept-Language` header that we have; Chinese when there is none.
    /// The order in the header is taken for the preference: browsers write it so.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        header
            .split(',')
            .filter_map(|part| part.trim().get(..2))
            .find_map(|code| Self::from_code(&code.to_ascii_lowercase()))
            .unwrap_or_default()
    }

    /// A text of the catalogue; add what it names with [`Text::arg`].
    pub fn t<'a>(self, key: impl Into<Cow<'a, str>>) -> Text<'a> {
        Text {
            lang: self,
            key: key.into(),
            args: Vec::new(),
        }
    }

    /// What is to be done where a condition is not met: 受理议题 rather than 已受理. A condition that no gate
    /// asks has its own words alone.
    #[must_use]
    pub fn lacks(self, key: &str) -> String {
        let name = key.strip_prefix("condition-").unwrap_or_default();
        self.maybe(&format!("todo-{name}"))
            .unwrap_or_else(|| look_up(self, key, &[]))
    }

    /// What is to be done of several conditions, joined: `、` or `, `.
    #[must_use]
    pub fn list<S: AsRef<str>>(self, keys: &[S]) -> String {
        let texts: Vec<String> = keys.iter().map(|k| self.lacks(k.as_ref())).collect();
        self.join(&texts)
    }

    /// Joins what is already text: `、` or `, `.
    #[must_use]
    pub fn join<S: AsRef<str>>(self, texts: &[S]) -> String {
        let separator = match self {
            Self::Zh => "、",
            Self::En => ", ",
        };
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        texts.join(separator)
    }

    /// A topic by its code, and by its title where that is given.
    #[must_use]
    pub fn topic(self, code: &str, title: &str) -> String {
        let key = if title.is_empty() {
            "topic-named-code"
        } else {
            "topic-named"
        };
        self.t(key)
            .arg("code", code)
            .arg("title", title)
            .to_string()
    }

    /// A name given in both languages; the Chinese one where the English is empty.
    #[must_use]
    pub fn name<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::En if !english.is_empty() => english,
            Self::En | Self::Zh => chinese,
        }
    }

    /// The sentence of a refusal: why not, and who can or what is missing.
    #[must_use]
    pub fn refusal(self, refusal: &Refusal) -> String {
        let mut text = self.t(refusal.key());
        for (name, arg) in refusal.args() {
            text = match arg {
                Arg::Keys(keys) => text.arg(name, self.list(&keys)),
                Arg::Number(n) => text.arg(name, n),
            };
        }
        text.to_string()
    }

    /// A text that a catalogue may lack, such as a hint; it names nothing.
    #[must_use]
    pub fn maybe(self, key: &str) -> Option<String> {
        raw(self, key, None).ok()
    }
}

/// A text of the catalogue at once: `t(lang, "topic-supports", &[("n", n.into())])`.
#[must_use]
pub fn t(lang: Lang, key: &str, args: &[(&'static str, FluentValue<'_>)]) -> String {
    look_up(lang, key, args)
}

/// A text of the catalogue with what it names, printed in its language.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    lang: Lang,
    key: Cow<'a, str>,
    args: Vec<(&'static str, FluentValue<'a>)>,
}

impl<'a> Text<'a> {
    /// Names something in the text: a number, or text that is already in the reader's language.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Named<'a>) -> Self {
        self.args.push((name, value.value()));
        self
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.args.is_empty()
            && let Ok(text) = plain(self.lang, &self.key)
        {
            return f.write_str(&text);
        }
        f.write_str(&look_up(self.lang, &self.key, &self.args))
    }
}

impl From<Text<'_>> for String {
    fn from(text: Text<'_>) -> Self {
        text.to_string()
    }
}

/// What a text can name. Templates pass everything by reference, hence the references.
pub trait Named<'a> {
    /// The value as the catalogue takes it.
    fn value(self) -> FluentValue<'a>;
}

macro_rules! named_numbers {
    ($($kind:ty),+) => { $(
        impl<'a> Named<'a> for $kind {
            fn value(self) -> FluentValue<'a> { FluentValue::from(self) }
        }
        impl<'a> Named<'a> for &$kind {
            fn value(self) -> FluentValue<'a> { FluentValue::from(*self) }
        }
        impl<'a> Named<'a> for &&$kind {
            fn value(self) -> FluentValue<'a> { FluentValue::from(**self) }
        }
    )+ };
}

named_numbers!(u8, u16, u32, u64, usize, i16, i32, i64);

impl<'a> Named<'a> for &'a str {
    fn value(self) -> FluentValue<'a> {
        FluentValue::from(self)
    }
}

impl<'a> Named<'a> for &&'a str {
    fn value(self) -> FluentValue<'a> {
        FluentValue::from(*self)
    }
}

impl<'a> Named<'a> for String {
    fn value(self) -> FluentValue<'a> {
        FluentValue::from(self)
    }
}

impl<'a> Named<'a> for &'a String {
    fn value(self) -> FluentValue<'a> {
        FluentValue::from(self.as_str())
    }
}

impl<'a> Named<'a> for Text<'_> {
    fn value(self) -> FluentValue<'a> {
        FluentValue::from(self.to_string())
    }
}

impl<'a> Named<'a> for &Text<'_> {
    fn value(self) -> FluentValue<'a> {
        FluentValue::from(self.to_string())
    }
}

type Args<'a> = HashMap<Cow<'static, str>, FluentValue<'a>>;

fn raw(lang: Lang, key: &str, args: Option<&Args<'_>>) -> Result<String, String> {
    let loader: &StaticLoader = &CATALOGUE;
    let id = match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    };
    loader
        .lookup_single_language(id, key, args)
        .map_err(|fault| fault.to_string())
}

type Texts = RwLock<HashMap<String, Arc<str>>>;

/// Texts that name nothing, as the catalogue gave them once, by language: most of a page is such. Only
/// what was found is kept, so they are no more than the catalogue has.
static PLAIN: LazyLock<[Texts; 2]> = LazyLock::new(Default::default);

fn plain(lang: Lang, key: &str) -> Result<Arc<str>, String> {
    let kept = &PLAIN[usize::from(lang == Lang::En)];
    let known = kept.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(text) = known.get(key) {
        return Ok(text.clone());
    }
    drop(known);
    let text: Arc<str> = raw(lang, key, None)?.into();
    let mut known = kept.write().unwrap_or_else(PoisonError::into_inner);
    known.insert(key.to_owned(), text.clone());
    Ok(text)
}

/// A fault of the catalogue never breaks a page: the key stands there, and the log says so.
fn look_up(lang: Lang, key: &str, args: &[(&'static str, FluentValue<'_>)]) -> String {
    let found = if args.is_empty() {
        plain(lang, key).map(|text| text.to_string())
    } else {
        let args: Args<'_> = args
            .iter()
            .map(|(name, value)| (Cow::Borrowed(*name), value.clone()))
            .collect();
        raw(lang, key, Some(&args))
    };
    found.unwrap_or_else(|fault| {
        tracing::warn!(
            lang = lang.code(),
            key,
            fault,
            "a text is missing from the catalogue"
        );
        format!("⟦{key}⟧")
    })
}
