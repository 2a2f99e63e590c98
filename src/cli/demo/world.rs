//! What the demonstration world is made of: `world.json`, invented places, people and topics under the
//! unassigned division prefix 99, so that nothing is said of a real place.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::way::Way;

/// The world as written down.
#[derive(Debug, Deserialize)]
pub struct World {
    /// Its streets; the first is the one that everything happens in.
    pub streets: Vec<StreetSeed>,
    /// Departments and other units of every street.
    pub units: Vec<Named>,
    /// Surnames of residents.
    pub surnames: Vec<String>,
    /// Given names of residents.
    pub given: Vec<String>,
    /// Words that people write at the steps, by what they are for.
    pub texts: Texts,
    /// Topics of the first street.
    pub topics: Vec<TopicSeed>,
    /// Topics of the second.
    pub dongli_topics: Vec<TopicSeed>,
}

impl World {
    /// Reads the world that the program carries.
    ///
    /// # Errors
    /// Never for a program that was tested: a test reads it.
    pub fn read() -> serde_json::Result<Self> {
        serde_json::from_str(include_str!("world.json"))
    }
}

/// A street.
#[derive(Debug, Clone, Deserialize)]
pub struct StreetSeed {
    /// First part of its addresses.
    pub slug: String,
    /// Prefix of its topic codes.
    pub prefix: String,
    /// Division code.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// English name.
    pub english_name: String,
    /// Who runs the site.
    pub organiser: String,
    /// The same in English.
    pub english_organiser: String,
    /// Phone for the footer.
    pub phone: String,
    /// Its communities, each with a council.
    pub communities: Vec<CommunitySeed>,
}

/// A community.
#[derive(Debug, Clone, Deserialize)]
pub struct CommunitySeed {
    /// Part of its address.
    pub slug: String,
    /// Chinese name.
    pub name: String,
    /// English name.
    pub english_name: String,
    /// Households.
    pub households: i32,
}

/// Something with a name in both languages.
#[derive(Debug, Clone, Deserialize)]
pub struct Named {
    /// Chinese name.
    pub name: String,
    /// English name.
    pub english_name: String,
}

/// A topic and how far it goes.
#[derive(Debug, Clone, Deserialize)]
pub struct TopicSeed {
    /// How far it goes, and by which loops.
    pub way: Way,
    /// The community's slug; none for the street council.
    pub community: Option<String>,
    /// The category's identifier.
    pub category: String,
    /// One line.
    pub title: String,
    /// The problem.
    pub body: String,
    /// Where it is.
    pub place: String,
    /// `public_call` unless said otherwise.
    #[serde(default)]
    pub source: Option<String>,
    /// What came with it from its source, by field of the form.
    #[serde(default)]
    pub origin: BTreeMap<String, String>,
    /// On whose behalf it is entered, and the way: from a written original.
    #[serde(default)]
    pub behalf: Option<[String; 2]>,
    /// The focus, set at acceptance.
    #[serde(default)]
    pub focus: Option<String>,
    /// Stakeholder groups.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Items of the opinion.
    #[serde(default)]
    pub items: Vec<String>,
    /// How many neighbours support it beside the author.
    #[serde(default)]
    pub supports: Option<usize>,
    /// A name by which another topic points here.
    #[serde(default)]
    pub key: Option<String>,
    /// The topic that this one is merged into, by its `key`.
    #[serde(default)]
    pub into: Option<String>,
}

/// Words that people write at the steps, by what they are for.
#[derive(Debug, Deserialize)]
pub struct Texts {
    /// Findings of research groups.
    pub findings: Vec<String>,
    /// Remarks at sessions.
    pub remarks: Vec<String>,
    /// Everything else.
    #[serde(flatten)]
    one: HashMap<String, String>,
}

impl Texts {
    /// The words for this; empty where the world has none, which the form then refuses.
    pub fn of(&self, what: &str) -> &str {
        self.one.get(what).map_or("", String::as_str)
    }
}
