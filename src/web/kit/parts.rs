//! Small parts of pages, each with its template: `{{ part }}` prints it.

use askama::Template;
use askama::filters::HtmlSafe;

use super::icons::Icon;
use super::shell::{Shell, Theirs};
use crate::domain::workflow::Condition;
use crate::kit::i18n::{Lang, Text};

/// A short word about a state, in the state's colour; the words alone say it too.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    source = r#"<span class="chip {{ tone }}">{% match self.parts() %}{% when Some((one, two)) %}<span>{{ one }} <span class="whole">{{ two }}</span></span>{% when None %}{{ text }}{% endmatch %}</span>"#,
    ext = "html"
)]
pub struct Chip {
    /// `good`, `wait`, `late`, `calm`, or `plain`.
    pub tone: &'static str,
    /// Its words.
    pub text: String,
}

impl HtmlSafe for Chip {}

impl Chip {
    /// A chip of a tone.
    #[must_use]
    pub fn new(tone: &'static str, text: impl Into<String>) -> Self {
        Self {
            tone,
            text: text.into(),
        }
    }

    /// Where a session stands: one word and one colour on every page.
    #[must_use]
    pub fn session(lang: Lang, code: &str) -> Self {
        let (tone, key) = match code {
            "planned" => ("calm", "session-status-planned"),
            "open" => ("good", "session-status-open"),
            "closed" => ("plain", "session-status-closed"),
            "adjourned" => ("wait", "session-status-adjourned"),
            _ => ("plain", "session-status-cancelled"),
        };
        Self::new(tone, lang.t(key))
    }

    /// What it says and, apart, how much time is left: a line breaks before that and never within.
    fn parts(&self) -> Option<(&str, &str)> {
        let at = self.text.rfind(" · ")? + " ·".len();
        let (one, two) = self.text.split_at(at);
        // A long name may break where it must.
        (two.chars().count() <= 25).then(|| (one, two.trim_start()))
    }
}

/// A sentence with words in it that somebody wrote, as a title, which are not in the page's language.
#[derive(Debug, Clone, Template)]
#[template(
    source = "{{ before }}<span{{ theirs }}>{{ words }}</span>{{ after }}",
    ext = "html"
)]
pub struct Around {
    before: String,
    theirs: Theirs,
    words: String,
    after: String,
}

impl HtmlSafe for Around {}

impl Around {
    /// The sentence with these words as its argument `name`.
    #[must_use]
    pub fn new(
        ui: &Shell,
        sentence: Text<'_>,
        name: &'static str,
        words: impl Into<String>,
    ) -> Self {
        const HERE: &str = "\u{1}";
        let whole = sentence.arg(name, HERE).to_string();
        let (before, after) = whole.split_once(HERE).unwrap_or((&*whole, ""));
        Self {
            before: before.to_owned(),
            theirs: ui.theirs(),
            words: words.into(),
            after: after.to_owned(),
        }
    }
}

/// An item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Done.
    pub met: bool,
    /// What.
    pub text: String,
    /// `1/2` where it is counted; empty otherwise.
    pub count: String,
    /// Where it is mended; empty without.
    pub href: String,
}

/// What a step still asks (evidence checklist), each item met or not.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/checks.html")]
pub struct Checks {
    /// Its heading.
    pub title: String,
    /// The items.
    pub items: Vec<Check>,
    /// Read aloud before an item that is met.
    pub met: String,
    /// Read aloud before an item that is not.
    pub unmet: String,
    /// The page's language.
    pub lang: Lang,
}

impl HtmlSafe for Checks {}

impl Checks {
    /// The conditions of a gate (`workflow::gate`); `href` says where each is mended.
    #[must_use]
    pub fn of(lang: Lang, conditions: &[Condition], href: impl Fn(&str) -> String) -> Self {
        let item = |c: &Condition| Check {
            met: c.met,
            text: if c.met {
                lang.t(&*c.key).to_string()
            } else {
                lang.lacks(&c.key)
            },
            count: if c.want > 1 {
                format!("{}/{}", c.have, c.want)
            } else {
                String::new()
            },
            href: if c.met { String::new() } else { href(&c.key) },
        };
        Self {
            title: lang.t("work-checks").to_string(),
            items: conditions.iter().map(item).collect(),
            met: lang.t("work-met").to_string(),
            unmet: lang.t("work-unmet").to_string(),
            lang,
        }
    }

    /// Several are met: they lie folded, so that a phone shows what is lacking first.
    fn folds(&self) -> bool {
        self.done() > 2
    }

    fn done(&self) -> usize {
        self.items.iter().filter(|i| i.met).count()
    }

    /// What is not met, in words: the reasons of a blocked form.
    #[must_use]
    pub fn lacks(&self) -> Vec<String> {
        let open = self.items.iter().filter(|i| !i.met);
        open.map(|i| i.text.clone()).collect()
    }
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// For the `datetime` attribute.
    pub machine: String,
    /// The date as read.
    pub date: String,
    /// A plain sentence.
    pub text: String,
    /// A reason or words given; empty without.
    pub words: String,
    /// Where more is; empty without.
    pub href: String,
}

/// What happened, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/timeline.html")]
pub struct Timeline {
    /// The things.
    pub items: Vec<Happening>,
    /// Older ones, behind a summary.
    pub earlier: Vec<Happening>,
    /// The words of that summary.
    pub earlier_title: String,
    /// The words of the link of an item.
    pub more: String,
}

impl HtmlSafe for Timeline {}

impl Timeline {
    /// All of these, with the words of the link of an item.
    #[must_use]
    pub fn new(items: Vec<Happening>, more: impl Into<String>) -> Self {
        Self {
            items,
            earlier: Vec::new(),
            earlier_title: String::new(),
            more: more.into(),
        }
    }

    /// Shows so many; the older ones wait behind a summary, where they are more than two or three.
    #[must_use]
    pub fn folded(mut self, lang: Lang, shown: usize) -> Self {
        if self.items.len() > shown + 3 {
            self.earlier = self.items.split_off(shown);
            let n = i64::try_from(self.earlier.len()).unwrap_or(i64::MAX);
            self.earlier_title = lang.t("timeline-earlier").arg("n", n).to_string();
        }
        self
    }
}

/// The way to the next page of a list, by key.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/pager.html")]
pub struct Pager {
    /// The first page; empty when this is it.
    pub first: String,
    /// The next page; empty when this is the last.
    pub next: String,
    /// Name of the navigation.
    pub label: String,
    /// Words of the link to the first page.
    pub to_first: String,
    /// Words of the link to the next page.
    pub to_next: String,
}

impl HtmlSafe for Pager {}

impl Pager {
    /// Links to the first and the next page; empty addresses for none.
    #[must_use]
    pub fn new(lang: Lang, first: String, next: String) -> Self {
        Self {
            first,
            next,
            label: lang.t("pager-label").to_string(),
            to_first: lang.t("pager-first").to_string(),
            to_next: lang.t("pager-next").to_string(),
        }
    }
}

/// What stands where a list would, when there is nothing to list.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/empty.html")]
pub struct Empty {
    /// What is not there.
    pub text: String,
    /// What one can do: address and words.
    pub actions: Vec<(String, String)>,
}

impl HtmlSafe for Empty {}

impl Empty {
    /// A sentence.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            actions: Vec::new(),
        }
    }

    /// What one can do, beside what else one can.
    #[must_use]
    pub fn action(mut self, href: impl Into<String>, words: impl Into<String>) -> Self {
        self.actions.push((href.into(), words.into()));
        self
    }
}
