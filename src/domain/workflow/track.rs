//! The track: what the picture of four stages and eight steps shows.

use chrono::{DateTime, Utc};

use super::state::State;
use super::step::Step;
use super::verb::Verb;

/// How a step looks on the track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Behind the topic.
    Past {
        /// When it was last left.
        until: DateTime<Utc>,
        /// By which verb.
        by: Option<Verb>,
    },
    /// The topic stands here, or ended here.
    Current {
        /// Since when.
        since: DateTime<Utc>,
    },
    /// Ahead of it.
    Future,
    /// Skipped, with a signed reason (6 and 7 after no result).
    Skipped,
}

/// One step of the track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackStep {
    /// The step.
    pub step: Step,
    /// How it looks.
    pub segment: Segment,
    /// How often the topic has stood here: above 1, the step shows a counted loop.
    pub visits: u32,
}
