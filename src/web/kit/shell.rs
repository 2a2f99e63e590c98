//! What stands around every page: header, navigation, switches, flash, footer. A template extends
//! `layout.html` and has a field `ui` of this type; it also speaks: `{{ ui.t("key") }}`,
//! `{{ ui.lang.date(at) }}`, `{{ ui.left(due) }}`, `{{ ui.icon("check") }}`.

use std::sync::{Arc, OnceLock};

use chrono::{DateTime, TimeDelta, Utc};

use super::asked::Asked;
use super::assets;
use super::flash::Flash;
use super::form::Summary;
use super::icons::Icon;
use super::names::Names;
use super::parts::Chip;
use super::state::AppState;
use crate::domain::calendar::Calendar;
use crate::kit::i18n::{Lang, Text};
use crate::kit::times;
use crate::service::Me;
use crate::store::system_tx::{PLATFORM, Street};

/// A part of the site, marked in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nav {
    /// The portal.
    Home,
    /// The topics.
    Topics,
    /// The sessions.
    Sessions,
    /// Promises and what became of them.
    Results,
    /// The desk of an official.
    Desk,
    /// The dashboard.
    Dashboard,
    /// My account.
    Account,
    /// None of them.
    Other,
}

impl Nav {
    /// The pages of the navigation: which, the path below the street, the text, for those with a desk alone.
    const ALL: [(Self, &'static str, &'static str, bool); 6] = [
        (Self::Home, "", "nav-home", false),
        (Self::Topics, "/topics", "nav-topics", false),
        (Self::Sessions, "/sessions", "nav-sessions", false),
        (Self::Results, "/results", "nav-results", false),
        (Self::Desk, "/desk", "nav-desk", true),
        (Self::Dashboard, "/dashboard", "nav-dashboard", true),
    ];
}

/// A link of the navigation.
#[derive(Debug, Clone)]
pub struct NavLink {
    /// Where to.
    pub href: String,
    /// Its words.
    pub label: String,
    /// The page is part of it.
    pub current: bool,
}

/// The most characters that a chat is told of a page.
const ABOUT: usize = 90;

fn canonical(web: &AppState, asked: &Asked) -> String {
    if !asked.reads || asked.me().is_some() {
        return String::new();
    }
    let path = asked.path.split('?').next().unwrap_or_default();
    format!("{}{path}", web.config.public_url)
}

/// What stands around a page, and what its template speaks with.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The page's language.
    pub lang: Lang,
    /// Large type.
    pub large: bool,
    /// The page's own title.
    pub title: String,
    /// The street; none on the list of streets.
    pub street: Option<Arc<Street>>,
    /// Who is logged in.
    pub me: Option<Arc<Me>>,
    /// The navigation.
    pub nav: Vec<NavLink>,
    /// Said once.
    pub flash: Option<String>,
    /// It says who is waited for.
    pub flash_waits: bool,
    /// What the form that is shown again has to say; set when its page is put together.
    again: Arc<OnceLock<Summary>>,
    /// The page's own absolute address, without what narrows it; empty behind a log-in.
    pub canonical: String,
    /// What the page is about, for a chat that shows a link; empty for the street's or the site's own sentence.
    pub about: String,
    /// What a reader subscribes to here, below the street.
    pub feed: String,
    /// The site's absolute address, for what a chat fetches.
    pub site: String,
    /// Where the switches come back to.
    pub here: String,
    /// The form that the switches send, so that it keeps what is typed in it; empty for one of their own.
    pub keeps: String,
    /// Reference number of the request.
    pub reference: String,
    /// Now.
    pub now: DateTime<Utc>,
    /// Names of places in the page's language.
    pub names: Arc<Names>,
    /// The working days.
    pub calendar: Arc<Calendar>,
}

/// ` lang="zh-CN"` on an English page: titles, texts and names are written in Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theirs(Lang);

impl std::fmt::Display for Theirs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Lang::Zh => Ok(()),
            Lang::En => write!(f, r#" lang="{}""#, Lang::Zh.tag()),
        }
    }
}

impl askama::filters::HtmlSafe for Theirs {}

impl Shell {
    /// Around the answer to a request.
    #[must_use]
    pub fn new(web: &AppState, asked: &Asked, title: impl Into<String>, part: Nav) -> Self {
        let me = asked.me();
        let lang = asked.lang;
        let staff = me.as_ref().is_some_and(|m| m.actor.is_staff());
        let at_desk = staff || me.as_ref().is_some_and(|m| m.has_desk);
        let runs = me.as_ref().is_some_and(|m| m.actor.runs_street());
        let link = |(nav, path, key, _): (Nav, &str, &str, bool)| NavLink {
            href: asked
                .street
                .as_ref()
                .map_or(String::new(), |s| format!("/{}{path}", s.slug)),
            label: lang.t(key).to_string(),
            current: nav == part,
        };
        let nav = match &asked.street {
            Some(street) if street.id == PLATFORM => Vec::new(),
            Some(_) => Nav::ALL
                .into_iter()
                .filter(|(_, path, _, for_staff)| (at_desk || !for_staff) && web.offers(path))
                .filter(|(nav, ..)| *nav != Nav::Dashboard || runs)
                .map(link)
                .collect(),
            None => Vec::new(),
        };
        asked.learn(|l| l.flash_shown = true);
        Self {
            lang,
            large: asked.large,
            title: title.into(),
            street: asked.street.clone(),
            me,
            nav,
            again: (asked.again.as_ref()).map_or_else(Arc::default, |a| a.summary.clone()),
            flash: asked.flash.as_ref().and_then(|f| f.text(lang)),
            flash_waits: asked.flash.as_ref().is_some_and(Flash::waits),
            canonical: canonical(web, asked),
            about: String::new(),
            feed: "/feed.atom".to_owned(),
            site: web.config.public_url.clone(),
            here: if asked.reads {
                asked.path.clone()
            } else {
                asked
                    .street
                    .as_ref()
                    .map_or("/".into(), |s| format!("/{}", s.slug))
            },
            keeps: String::new(),
            reference: asked.reference.clone(),
            now: web.app.clock.now(),
            names: asked.names(),
            calendar: web.app.calendar.clone(),
        }
    }

    /// Lets the switches send the form of this id, whose handler keeps what is typed and then asks
    /// [`super::switches::pressed`].
    #[must_use]
    pub fn keeping(self, form: &str) -> Self {
        Self {
            keeps: form.to_owned(),
            ..self
        }
    }

    /// What the form that is shown again has to say.
    #[must_use]
    pub fn summary(&self) -> Option<&Summary> {
        self.again.get()
    }

    /// Whether the page answers a form that was refused.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.summary().is_some_and(|s| s.refused)
    }

    /// Says what the page is about, in its first words.
    #[must_use]
    pub fn about(mut self, text: &str) -> Self {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.about = line.chars().take(ABOUT).collect();
        if line.chars().count() > ABOUT {
            self.about.push('…');
        }
        self
    }

    /// Has a feed of its own, below the street.
    #[must_use]
    pub fn fed_by(self, feed: String) -> Self {
        Self { feed, ..self }
    }

    /// A text of the catalogue; add what it names with `.arg("name", value)`.
    #[must_use]
    pub fn t<'a>(&self, key: &'a str) -> Text<'a> {
        self.lang.t(key)
    }

    /// An address below the street: `ui.path("/topics")` is `/yunxi/topics`.
    #[must_use]
    pub fn path(&self, below: &str) -> String {
        let slug = self.street.as_ref().map_or("", |s| s.slug.as_str());
        format!("/{slug}{below}")
    }

    /// The street's name in the page's language.
    #[must_use]
    pub fn street_name(&self) -> &str {
        self.street
            .as_ref()
            .map_or("", |s| self.lang.name(&s.name, &s.english_name))
    }

    /// The name of a community, council, room, department or category in the page's language.
    #[must_use]
    pub fn named<'a>(&'a self, name: &'a str) -> &'a str {
        self.names.of(name)
    }

    /// The `lang` attribute of what people wrote, on a page that is in another language than theirs.
    #[must_use]
    pub fn theirs(&self) -> Theirs {
        Theirs(self.lang)
    }

    /// Until when a merge can be undone, and how long that is; nothing when it is too late.
    #[must_use]
    pub fn undo(&self, at: DateTime<Utc>, hours: i64) -> Option<String> {
        let until = at + TimeDelta::hours(hours);
        let left = until - self.now;
        if left <= TimeDelta::zero() {
            return None;
        }
        let (key, n) = match left.num_hours() {
            0 => ("waits-undo-minutes", left.num_minutes().max(1)),
            hours => ("waits-undo-hours", hours),
        };
        let text = self.t(key).arg("until", self.lang.short_date_time(until));
        Some(text.arg("n", n).to_string())
    }

    /// What is left of a limit, in words.
    #[must_use]
    pub fn left(&self, due: &DateTime<Utc>) -> String {
        self.lang.left(&self.calendar, self.now, *due)
    }

    /// The chip that says what is left of a limit.
    #[must_use]
    pub fn due_chip(&self, due: &DateTime<Utc>) -> Chip {
        let tone = times::pressure(&self.calendar, self.now, *due).tone();
        Chip::new(tone, self.left(due))
    }

    /// A date, `2026年11月23日`.
    #[must_use]
    pub fn date(&self, at: &DateTime<Utc>) -> String {
        self.lang.date(*at)
    }

    /// A date without its year, `11月23日`.
    #[must_use]
    pub fn short_date(&self, at: &DateTime<Utc>) -> String {
        self.lang.short_date(*at)
    }

    /// `2026年11月23日 周一 14:30`.
    #[must_use]
    pub fn date_time(&self, at: &DateTime<Utc>) -> String {
        self.lang.date_time(*at)
    }

    /// For the `datetime` attribute of a `time` element.
    #[must_use]
    pub fn machine_time(&self, at: &DateTime<Utc>) -> String {
        times::machine(*at)
    }

    /// An icon of the set.
    #[must_use]
    pub fn icon(&self, name: &str) -> Icon {
        Icon::of(name)
    }

    /// The address of an asset.
    #[must_use]
    pub fn asset(&self, name: &str) -> &'static str {
        assets::path(name)
    }

    /// Whether somebody who works here is logged in.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.me.as_ref().is_some_and(|m| m.actor.is_staff())
    }
}
