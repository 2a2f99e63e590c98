//! The frame of every work page: track on top, the forms and papers of the step on the left, its
//! evidence checklist on the right (above them on a phone). A room's template extends `work.html`,
//! has the fields `ui` and `work`, and fills the block `papers`.

use super::form::Form;
use super::parts::{Checks, Chip};
use super::track::Track;

/// A link beside the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Where to.
    pub href: String,
    /// Its words.
    pub label: String,
}

/// What the frame shows.
#[derive(Debug, Clone)]
pub struct Work {
    /// The topic's code.
    pub code: String,
    /// The topic's title.
    pub title: String,
    /// What is done here: `确认协商计划`.
    pub heading: String,
    /// State and time left.
    pub chips: Vec<Chip>,
    /// Council, focus and the like, in words.
    pub facts: Vec<String>,
    /// The track.
    pub track: Track,
    /// What the step still asks.
    pub checks: Checks,
    /// What this person can do now, the main thing first.
    pub forms: Vec<Form>,
    /// Said where this person can do nothing here: who can.
    pub nothing: String,
    /// Further links.
    pub asides: Vec<Aside>,
}

impl Work {
    /// Takes the first form out, for a page that shows it above its papers.
    pub fn first(&mut self) -> Option<Form> {
        let first = (!self.forms.is_empty()).then(|| self.forms.remove(0));
        if first.is_some() {
            self.nothing.clear();
        }
        first
    }
}
