//! The filters of the topic list: each value a link that keeps the others, so that a filtered list is
//! an address that can be sent to somebody.

use crate::domain::fields::Fields;
use crate::domain::topics::code;
use crate::domain::workflow::{Source, Stage, Standing, Step};
use crate::kit::i18n::Lang;
use crate::kit::segment::{self, Own};
use crate::store::people::places::{Category, Place};
use crate::store::topics::list::{Cell, Filter, Order};
use crate::web::kit::answer::encode;

/// The most characters of a search.
const WORDS: usize = 100;

/// What stands in the address, as far as it means something.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// A community's slug.
    pub community: String,
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
    /// Only my own.
    pub mine: bool,
    /// Only what I support or follow.
    pub followed: bool,
    /// What comes first.
    pub order: Order,
    /// Words.
    pub words: String,
}

/// One value of a filter.
#[derive(Debug, Clone)]
pub struct Value {
    /// Its words.
    pub label: String,
    /// The list with this value.
    pub href: String,
    /// It is chosen.
    pub on: bool,
    /// How many topics it holds, where the counters know.
    pub n: Option<i32>,
}

/// A filter with its values.
#[derive(Debug, Clone)]
pub struct Group {
    /// What it is about.
    pub label: String,
    /// "All", and the values.
    pub values: Vec<Value>,
    /// One of its values is chosen.
    pub on: bool,
}

impl Wanted {
    /// Reads the query through a function, since a page and its test have different ones.
    #[must_use]
    pub fn read<'a>(query: impl Fn(&str) -> &'a str) -> Self {
        let step = query("step");
        let step = step
            .parse::<Step>()
            .ok()
            .or_else(|| step.parse::<u8>().ok().and_then(Step::from_no));
        let yes = |name: &str| !matches!(query(name), "" | "0");
        let words: String = query("q").chars().take(WORDS).collect();
        Self {
            community: query("community").to_owned(),
            step,
            stage: Stage::ALL
                .into_iter()
                .find(|s| step.is_none() && s.no().to_string() == query("stage")),
            category: query("category").to_owned(),
            source: Source::from_code(query("source")),
            state: Standing::from_code(query("state")),
            mine: yes("mine"),
            followed: yes("followed"),
            order: match query("sort") {
                "newest" => Order::Newest,
                "changed" => Order::Changed,
                _ => usual(&words),
            },
            words,
        }
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
        let community = places.find(|c| c.is_named(&wanted.community));
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
        wanted.community = community.map_or_else(String::new, |c| c.slug.clone());
        wanted.category = category.map_or_else(String::new, |c| c.id.clone());
        if !given("sort") && wanted.words.is_empty() {
            wanted.order = Order::Newest;
        }
        wanted
    }

    /// The filter of the store; `me` only where somebody is logged in.
    #[must_use]
    pub fn filter(&self, communities: &[Place], me: Option<uuid::Uuid>, own: &Own) -> Filter {
        let community = communities
            .iter()
            .find(|c| c.slug == self.community || c.id.to_string() == self.community);
        let mut filter = Filter {
            community: community.map(|c| c.id),
            step: self.step.map(|s| i16::from(s.no())),
            stage: self.stage.map(|s| s.steps().map(|s| i16::from(s.no()))),
            category: (!self.category.is_empty()).then(|| self.category.clone()),
            source: self.source.map(|s| s.code().to_owned()),
            state: self.state.map(|s| s.code().to_owned()),
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

    /// Something is chosen.
    #[must_use]
    pub fn narrowed(&self) -> bool {
        let chosen = Self {
            order: usual(&self.words),
            ..self.clone()
        };
        !chosen.query().is_empty()
    }

    /// How many public topics this holds: the counters know communities, steps and states, nothing finer.
    fn counted(&self, communities: &[Place], cells: &[Cell]) -> Option<i32> {
        let finer = self.mine
            || self.followed
            || self.source.is_some()
            || !self.category.is_empty()
            || !self.words.is_empty();
        let community = communities.iter().find(|c| c.slug == self.community);
        if finer || (community.is_none() && !self.community.is_empty()) {
            return None;
        }
        let going = |c: &Cell| matches!(c.state.as_str(), "open" | "suspended");
        let held = cells.iter().filter(|c| {
            c.visibility == "public"
                && community.is_none_or(|place| place.id == c.community_id)
                && self
                    .step
                    .is_none_or(|step| going(c) && c.step == i16::from(step.no()))
                && self.stage.is_none_or(|stage| {
                    going(c) && stage.steps().iter().any(|s| c.step == i16::from(s.no()))
                })
                && self.state.is_none_or(|state| state.code() == c.state)
        });
        Some(held.map(|c| c.n).sum())
    }

    /// The orders of the list; by weight only where words are searched.
    #[must_use]
    pub fn orders(&self, lang: Lang, list: &str) -> Vec<Value> {
        let orders = [
            (Order::Weight, "topics-by-weight"),
            (Order::Changed, "topics-by-change"),
            (Order::Newest, "topics-by-age"),
        ];
        let some = usize::from(self.words.is_empty());
        let value = |(order, key): (Order, &'static str)| Value {
            label: lang.t(key).to_string(),
            href: Self {
                order,
                ..self.clone()
            }
            .href(list),
            on: self.order == order,
            n: None,
        };
        orders.into_iter().skip(some).map(value).collect()
    }

    /// What is chosen, by the names that it has in the address; the words last.
    #[must_use]
    pub fn chosen(&self) -> Vec<(&'static str, String)> {
        let yes = |on: bool| if on { "1".to_owned() } else { String::new() };
        let pairs = [
            ("community", self.community.clone()),
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

    fn href(&self, list: &str) -> String {
        let query = self.query();
        if query.is_empty() {
            list.to_owned()
        } else {
            format!("{list}?{query}")
        }
    }

    /// The filters as links; the first two are shown at once, the others behind "more".
    #[must_use]
    pub fn groups(
        &self,
        lang: Lang,
        list: &str,
        communities: &[Place],
        categories: &[Category],
        cells: &[Cell],
        known: bool,
    ) -> Vec<Group> {
        let group = |label: &str, values: Vec<(String, Self, bool)>| {
            let values: Vec<Value> = values
                .into_iter()
                .map(|(label, wanted, on)| Value {
                    n: wanted.counted(communities, cells),
                    label,
                    href: wanted.href(list),
                    on,
                })
                .collect();
            Group {
                label: lang.t(label).to_string(),
                on: values.iter().skip(1).any(|v| v.on),
                values,
            }
        };
        let all = || lang.t("topics-all").to_string();
        let mut groups = vec![
            group("topics-by-community", {
                let none = Self {
                    community: String::new(),
                    ..self.clone()
                };
                let mut values = vec![(all(), none, self.community.is_empty())];
                values.extend(communities.iter().map(|c| {
                    let with = Self {
                        community: c.slug.clone(),
                        ..self.clone()
                    };
                    let name = lang.name(&c.name, &c.english_name).to_owned();
                    (name, with, self.community == c.slug)
                }));
                values
            }),
            group("topics-by-step", {
                let none = Self {
                    step: None,
                    stage: None,
                    ..self.clone()
                };
                let every = self.step.is_none() && self.stage.is_none();
                let mut values = vec![(all(), none, every)];
                // Only the portal leads to a stage: its value stands here while it is chosen.
                values.extend(
                    self.stage
                        .map(|s| (lang.t(s.key()).to_string(), self.clone(), true)),
                );
                values.extend(Step::ALL.into_iter().map(|step| {
                    let with = Self {
                        step: Some(step),
                        stage: None,
                        state: None,
                        ..self.clone()
                    };
                    (
                        lang.t(step.key()).to_string(),
                        with,
                        self.step == Some(step),
                    )
                }));
                values
            }),
            group("topics-by-category", {
                let none = Self {
                    category: String::new(),
                    ..self.clone()
                };
                let mut values = vec![(all(), none, self.category.is_empty())];
                values.extend(categories.iter().map(|c| {
                    let with = Self {
                        category: c.id.clone(),
                        ..self.clone()
                    };
                    let name = lang.name(&c.name, &c.english_name).to_owned();
                    (name, with, self.category == c.id)
                }));
                values
            }),
            group("topics-by-source", {
                let none = Self {
                    source: None,
                    ..self.clone()
                };
                let mut values = vec![(all(), none, self.source.is_none())];
                values.extend(Source::ALL.iter().map(|source| {
                    let with = Self {
                        source: Some(*source),
                        ..self.clone()
                    };
                    (
                        lang.t(source.key()).to_string(),
                        with,
                        self.source == Some(*source),
                    )
                }));
                values
            }),
            group("topics-by-state", {
                let none = Self {
                    state: None,
                    ..self.clone()
                };
                let mut values = vec![(all(), none, self.state.is_none())];
                values.extend(Standing::ALL.into_iter().map(|state| {
                    let with = Self {
                        state: Some(state),
                        step: None,
                        stage: None,
                        ..self.clone()
                    };
                    (
                        lang.t(state.key()).to_string(),
                        with,
                        self.state == Some(state),
                    )
                }));
                values
            }),
        ];
        if known {
            let none = Self {
                mine: false,
                followed: false,
                ..self.clone()
            };
            let mine = Self {
                mine: true,
                followed: false,
                ..self.clone()
            };
            let followed = Self {
                mine: false,
                followed: true,
                ..self.clone()
            };
            let values = vec![
                (all(), none, !self.mine && !self.followed),
                (lang.t("topics-mine").to_string(), mine, self.mine),
                (
                    lang.t("topics-followed").to_string(),
                    followed,
                    self.followed,
                ),
            ];
            groups.insert(0, group("topics-by-me", values));
        }
        groups
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
