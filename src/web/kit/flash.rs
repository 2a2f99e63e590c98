//! What a page says once, after a form was done. The cookie holds a code and numbers, never text:
//! nobody can put words on our page by planting one.

use crate::domain::workflow::{Step, Verb};
use crate::kit::i18n::Lang;

/// Something said once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flash {
    /// A verb was done; the topic may have moved to a step, or ended.
    Done {
        /// Which.
        verb: Verb,
        /// Where the topic went, if it moved.
        moved: Option<Step>,
        /// Whether it ended by it.
        ended: bool,
    },
    /// A text of the catalogue: `flash-<name>`.
    Said(String),
}

/// What is said where nothing was done: in a while, or once more.
const AWAITED: [&str; 5] = [
    "code-waits",
    "code-elsewhere",
    "code-late",
    "second-late",
    "joined-waits",
];

impl Flash {
    /// The text `flash-<name>`.
    #[must_use]
    pub fn said(name: &str) -> Self {
        Self::Said(name.to_owned())
    }

    /// As the cookie holds it.
    #[must_use]
    pub fn encode(&self) -> String {
        match self {
            Self::Done { verb, moved, ended } => {
                let moved = moved.map_or(0, Step::no);
                format!("d:{}:{moved}:{}", verb.code(), u8::from(*ended))
            }
            Self::Said(name) => format!("s:{name}"),
        }
    }

    /// From the cookie; nothing when it is not of our making.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        match parts.next()? {
            "d" => Some(Self::Done {
                verb: Verb::from_code(parts.next()?)?,
                moved: Step::from_no(parts.next()?.parse().ok()?),
                ended: parts.next() == Some("1"),
            }),
            "s" => {
                let name = parts.next()?;
                let plain = |b: u8| b.is_ascii_lowercase() || b == b'-';
                name.bytes().all(plain).then(|| Self::said(name))
            }
            _ => None,
        }
    }

    /// Whether it says that something is waited for, rather than that all is done.
    #[must_use]
    pub fn waits(&self) -> bool {
        match self {
            Self::Done { verb, ended, .. } => {
                matches!(verb, Verb::AskMore | Verb::Decline) && !ended
            }
            Self::Said(name) => AWAITED.contains(&name.as_str()),
        }
    }

    /// The sentence; a room may give its own words for a verb under `flash-<verb>`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Said(name) => lang.maybe(&format!("flash-{name}")),
            Self::Done { verb, moved, ended } => {
                // A decline is proposed at step 1, and is the decision itself later.
                let own = (!ended)
                    .then(|| lang.maybe(&verb.key().replacen("verb-", "flash-", 1)))
                    .flatten();
                let mut text = own.unwrap_or_else(|| {
                    lang.t("flash-done")
                        .arg("verb", lang.t(verb.key()))
                        .to_string()
                });
                if let Some(step) = moved {
                    let line = lang.t("flash-moved").arg("n", step.no());
                    text.push_str(&line.arg("step", lang.t(step.key())).to_string());
                }
                if *ended {
                    text.push_str(&lang.t("flash-ended").to_string());
                }
                Some(text)
            }
        }
    }
}
