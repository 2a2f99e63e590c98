//! The filters of the topic list as links: each value keeps the others, and says how many topics it holds.

use super::filters::Wanted;
use crate::domain::topics::WHOLE_STREET;
use crate::domain::workflow::{Source, Standing, Step};
use crate::kit::i18n::Lang;
use crate::store::people::places::{Category, Place};
use crate::store::topics::list::{Cell, Order};

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
    /// How many public topics this holds: the counters know communities, steps and states, nothing finer.
    fn counted(&self, communities: &[Place], cells: &[Cell]) -> Option<i32> {
        let finer = self.mine
            || self.followed
            || self.source.is_some()
            || !self.category.is_empty()
            || !self.words.is_empty();
        if finer {
            return None;
        }
        let community = self.place(communities).ok()?;
        let going = |c: &Cell| matches!(c.state.as_str(), "open" | "suspended");
        let held = cells.iter().filter(|c| {
            c.visibility == "public"
                && community.is_none_or(|place| place == c.community_id)
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
                let street = Self {
                    community: WHOLE_STREET.to_owned(),
                    ..self.clone()
                };
                let on = self.community == WHOLE_STREET;
                values.push((lang.t("topic-whole-street").to_string(), street, on));
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
