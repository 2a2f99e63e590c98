//! The filters of the topic list as they stand in its address, so that a filtered list can be sent to
//! somebody.

use uuid::Uuid;

use crate::domain::calendar::at_hour;
use crate::domain::dashboard::Period;
use crate::domain::fields::Fields;
use crate::domain::topics::{WHOLE_STREET, code};
use crate::domain::workflow::{Source, Stage, Standing, Step};
use crate::kit::segment::{self, Own};
use crate::store::people::places::{Category, Place};
use crate::store::topics::list::{Filter, Order};
use crate::web::kit::answer::encode;

/// The most characters of a search.
const WORDS: usize = 100;

/// What stands in the address, as far as it means something.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// A community's slug.
    pub community: String,
    /// A council's slug: only its page leads to it.
    pub council: String,
    /// A step.
    pub step: Option<Step>,
    /// Both steps of a stage, as the portal counts them.
    pub stage: Option<Stage>,
    /// A category's identifier.
    pub category: String,
    /// A source.
    pub source: Option<Source>,
    /// A state.
    pub state: Option<Standing>,
    /// Rated by residents in this period, as the portal and the board count it.
    pub rated: Option<Period>,
    /// Only my own.
    pub mine: bool,
    /// Only what I support or follow.
    pub followed: bool,
    /// What comes first.
    pub order: Order,
    /// Words.
    pub words: String,
    /// A step, stage, source, state or period stands there that is none.
    pub unknown: bool,
}

impl Wanted {
    /// Reads the query through a function, since a page and its test have different ones.
    #[must_use]
    pub fn read<'a>(query: impl Fn(&str) -> &'a str) -> Self {
        let step = query("step")
            .parse::<Step>()
            .ok()
            .or_else(|| query("step").parse::<u8>().ok().and_then(Step::from_no));
        let stage = Stage::ALL
            .into_iter()
            .find(|s| s.no().to_string() == query("stage"));
        let source = Source::from_code(query("source"));
        let state = Standing::from_code(query("state"));
        let rated = Period::from_code(query("rated"));
        let unknown = [
            ("step", step.is_some()),
            ("stage", stage.is_some()),
            ("source", source.is_some()),
            ("state", state.is_some()),
            ("rated", rated.is_some()),
        ]
        .into_iter()
        .any(|(name, known)| !known && !query(name).is_empty());
        let yes = |name: &str| !matches!(query(name), "" | "0");
        let words: String = query("q").chars().take(WORDS).collect();
        Self {
            community: query("community").to_owned(),
            council: query("council").to_owned(),
            step,
            stage: stage.filter(|_| step.is_none()),
            category: query("category").to_owned(),
            source,
            state,
            rated,
            mine: yes("mine"),
            followed: yes("followed"),
            order: match query("sort") {
                "newest" => Order::Newest,
                "changed" => Order::Changed,
                _ => usual(&words),
            },
            words,
            unknown,
        }
    }

    /// The community that is wanted: nil for what concerns the whole street, as the counters have it. An error
    /// where the address names one that is not there.
    pub(super) fn place(&self, communities: &[Place]) -> Result<Option<Uuid>, ()> {
        match self.community.as_str() {
            "" => Ok(None),
            WHOLE_STREET => Ok(Some(Uuid::nil())),
            named => communities
                .iter()
                .find(|c| c.slug == named || c.id.to_string() == named)
                .map(|c| Some(c.id))
                .ok_or(()),
        }
    }

    /// The address names a filter's value that is none: nothing is found by it.
    #[must_use]
    pub fn names_nothing(&self, communities: &[Place], categories: &[Category]) -> bool {
        let category = self.category.is_empty() || categories.iter().any(|c| c.id == self.category);
        self.unknown || !category || self.place(communities).is_err()
    }

    /// As [`Wanted::read`], for a program: a value that says nothing is an error at its field, a place or
    /// category may be named as lists name it, and what comes first is the newest, since what changes while
    /// one pages through would move.
    #[must_use]
    pub fn strict(f: &mut Fields<'_>, communities: &[Place], categories: &[Category]) -> Self {
        let raw = f.raw();
        let given = |name: &str| !raw.first(name).is_empty();
        let mut wanted = Self::read(|name| raw.first(name));
        let mut places = communities.iter();
        let community = places
            .find(|c| c.is_named(&wanted.community))
            .map(|c| c.slug.clone())
            .or_else(|| (wanted.community == WHOLE_STREET).then(|| wanted.community.clone()));
        let named = |c: &&Category| [&c.id, &c.name].contains(&&wanted.category);
        let category = categories.iter().find(named);
        let understood = [
            ("community", community.is_some()),
            ("step", wanted.step.is_some()),
            ("category", category.is_some()),
            ("source", wanted.source.is_some()),
            ("state", wanted.state.is_some()),
            ("sort", matches!(raw.first("sort"), "newest" | "changed")),
        ];
        for (name, known) in understood {
            if given(name) && !known {
                f.fail(name, "error-not-a-choice");
            }
        }
        f.opt_text("q", WORDS);
        wanted.community = community.unwrap_or_default();
        wanted.category = category.map_or_else(String::new, |c| c.id.clone());
        if !given("sort") && wanted.words.is_empty() {
            wanted.order = Order::Newest;
        }
        wanted
    }

    /// The filter of the store; `me` only where somebody is logged in.
    #[must_use]
    pub fn filter(&self, communities: &[Place], me: Option<Uuid>, own: &Own) -> Filter {
        let community = self.place(communities);
        let nothing = self.unknown || community.is_err();
        let mut filter = Filter {
            community: community.unwrap_or_default(),
            ids: nothing.then(Vec::new),
            step: self.step.map(|s| i16::from(s.no())),
            stage: self.stage.map(|s| s.steps().map(|s| i16::from(s.no()))),
            category: (!self.category.is_empty()).then(|| self.category.clone()),
            source: self.source.map(|s| s.code().to_owned()),
            state: self.state.map(|s| s.code().to_owned()),
            rated: self.rated.map(|p| at_hour(p.from, 0)..at_hour(p.end(), 0)),
            order: self.order,
            author: me.filter(|_| self.mine),
            followed_by: me.filter(|_| self.followed),
            ..Filter::default()
        };
        if let Some(code) = code::written(&self.words) {
            filter.code = Some(code);
        } else if !self.words.is_empty() {
            filter.sought = segment::sought(&self.words, own);
            // Marks alone name nothing that a topic could be found by.
            if filter.sought.is_empty() {
                filter.ids = Some(Vec::new());
            }
        }
        filter
    }

    /// The same list without what was searched in it.
    #[must_use]
    pub fn without_words(&self) -> Self {
        let order = if self.order == Order::Weight {
            usual("")
        } else {
            self.order
        };
        Self {
            words: String::new(),
            order,
            ..self.clone()
        }
    }

    /// Something is chosen.
    #[must_use]
    pub fn narrowed(&self) -> bool {
        let chosen = Self {
            order: usual(&self.words),
            ..self.clone()
        };
        !chosen.query().is_empty()
    }

    /// What is chosen, by the names that it has in the address; the words last.
    #[must_use]
    pub fn chosen(&self) -> Vec<(&'static str, String)> {
        let yes = |on: bool| if on { "1".to_owned() } else { String::new() };
        let pairs = [
            ("community", self.community.clone()),
            ("council", self.council.clone()),
            (
                "step",
                self.step.map_or(String::new(), |s| s.no().to_string()),
            ),
            (
                "stage",
                self.stage.map_or(String::new(), |s| s.no().to_string()),
            ),
            ("category", self.category.clone()),
            (
                "source",
                self.source.map_or(String::new(), |s| s.code().to_owned()),
            ),
            (
                "state",
                self.state.map_or(String::new(), |s| s.code().to_owned()),
            ),
            ("rated", self.rated.map_or(String::new(), Period::code)),
            ("mine", yes(self.mine)),
            ("followed", yes(self.followed)),
            (
                "sort",
                match self.order {
                    order if order == usual(&self.words) => String::new(),
                    Order::Newest => "newest".to_owned(),
                    Order::Changed | Order::Weight => "changed".to_owned(),
                },
            ),
            ("q", self.words.clone()),
        ];
        let chosen = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        chosen.collect()
    }

    /// The query that says this.
    #[must_use]
    pub fn query(&self) -> String {
        let chosen = self.chosen().into_iter();
        let pairs: Vec<String> = chosen
            .map(|(name, value)| format!("{name}={}", encode(&value)))
            .collect();
        pairs.join("&")
    }

    pub(super) fn href(&self, list: &str) -> String {
        let query = self.query();
        if query.is_empty() {
            list.to_owned()
        } else {
            format!("{list}?{query}")
        }
    }
}

/// What comes first unless something else is asked for.
fn usual(words: &str) -> Order {
    if words.is_empty() {
        Order::Changed
    } else {
        Order::Weight
    }
}
