//! The filters of the topic list as links: each value keeps the others, and says how many topics it holds.

use std::iter::once;

use super::filters::Wanted;
use crate::domain::topics::WHOLE_STREET;
use crate::domain::workflow::{Source, Standing, Step};
use crate::kit::i18n::Lang;
use crate::store::people::places::{Category, Place};
use crate::store::topics::counts::Counts;
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

/// What the values of every filter are made of.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// The address of the list.
    pub list: &'a str,
    /// The street's communities.
    pub communities: &'a [Place],
    /// The street's categories.
    pub categories: &'a [Category],
    /// What the reader sees, where it was counted.
    pub counts: Option<&'a Counts>,
}

impl Wanted {
    /// How many topics the list of this holds for whom `counts` was made, where they know: by community, step and
    /// state, or by category and source in the community that was asked for.
    fn counted(&self, communities: &[Place], counts: Option<&Counts>) -> Option<i32> {
        let counts = counts?;
        if self.mine || self.followed || self.rated.is_some() || !self.words.is_empty() {
            return None;
        }
        let community = self.place(communities).ok()?;
        if !self.category.is_empty() || self.source.is_some() {
            let stands = self.step.is_some() || self.stage.is_some() || self.state.is_some();
            let held = counts.kinds.iter().filter(|k| {
                (self.category.is_empty() || k.category == self.category)
                    && self.source.is_none_or(|source| k.source == source.code())
            });
            return (!stands && counts.community == community).then(|| held.map(|k| k.n).sum());
        }
        let going = |c: &Cell| matches!(c.state.as_str(), "open" | "suspended");
        let held = counts.cells.iter().filter(|c| {
            community.is_none_or(|place| place == c.community_id)
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

    /// One filter: "all", which is the value that says nothing, and its values; `get` and `set` are where it has its
    /// place in what is wanted.
    fn group<T: Default + PartialEq>(
        &self,
        ground: Ground<'_>,
        label: &str,
        values: impl IntoIterator<Item = (String, T)>,
        get: fn(&Self) -> T,
        set: fn(&mut Self, T),
    ) -> Group {
        let lang = ground.lang;
        let chosen = get(self);
        let all = (lang.t("topics-all").to_string(), T::default());
        let values = once(all).chain(values).map(|(label, value)| {
            let on = value == chosen;
            let mut wanted = self.clone();
            set(&mut wanted, value);
            Value {
                label,
                href: wanted.href(ground.list),
                on,
                n: wanted.counted(ground.communities, ground.counts),
            }
        });
        Group {
            label: lang.t(label).to_string(),
            values: values.collect(),
            on: chosen != T::default(),
        }
    }

    /// The filters as links; the first two are shown at once, the others behind "more".
    #[must_use]
    pub fn groups(&self, ground: Ground<'_>, known: bool) -> Vec<Group> {
        let lang = ground.lang;
        let said = |key: &str| lang.t(key).to_string();
        let communities = ground.communities.iter().map(|c| {
            let name = lang.name(&c.name, &c.english_name).to_owned();
            (name, c.slug.clone())
        });
        let street = (said("topic-whole-street"), WHOLE_STREET.to_owned());
        // Only the portal leads to a stage: its value stands here while it is chosen.
        let stage = self.stage.map(|s| (said(&s.key()), (None, Some(s))));
        let steps = Step::ALL.into_iter();
        let steps = steps.map(|step| (said(&step.key()), (Some(step), None)));
        let categories = ground.categories.iter().map(|c| {
            let name = lang.name(&c.name, &c.english_name).to_owned();
            (name, c.id.clone())
        });
        let sources = Source::ALL.iter().map(|s| (said(&s.key()), Some(*s)));
        let states = Standing::ALL.into_iter();
        let states = states.map(|s| (said(&s.key()), (Some(s), None)));
        // And only the portal and the board to what was rated in a period.
        let rated = self.rated.map(|period| {
            let label = lang.t("topics-rated").arg("period", lang.period(period));
            (label.to_string(), (None, Some(period)))
        });
        let mine = [
            (said("topics-mine"), (true, false)),
            (said("topics-followed"), (false, true)),
        ];
        let of_me = known.then(|| {
            self.group(
                ground,
                "topics-by-me",
                mine,
                |w| (w.mine, w.followed),
                |w, v| (w.mine, w.followed) = v,
            )
        });
        let groups = [
            self.group(
                ground,
                "topics-by-community",
                communities.chain([street]),
                |w| w.community.clone(),
                |w, v| w.community = v,
            ),
            // A step says that a topic runs: no state goes with it.
            self.group(
                ground,
                "topics-by-step",
                stage.into_iter().chain(steps),
                |w| (w.step, w.stage),
                |w, v| {
                    (w.step, w.stage) = v;
                    if w.step.is_some() {
                        (w.state, w.rated) = (None, None);
                    }
                },
            ),
            self.group(
                ground,
                "topics-by-category",
                categories,
                |w| w.category.clone(),
                |w, v| w.category = v,
            ),
            self.group(
                ground,
                "topics-by-source",
                sources,
                |w| w.source,
                |w, v| w.source = v,
            ),
            self.group(
                ground,
                "topics-by-state",
                rated.into_iter().chain(states),
                |w| (w.state, w.rated),
                |w, v| {
                    (w.state, w.rated) = v;
                    if w.state.is_some() {
                        (w.step, w.stage) = (None, None);
                    }
                },
            ),
        ];
        of_me.into_iter().chain(groups).collect()
    }
}
