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

/// The eight steps as the track draws them.
#[must_use]
pub fn track(state: &State) -> Vec<TrackStep> {
    Step::ALL
        .into_iter()
        .map(|step| TrackStep {
            step,
            segment: segment(state, step),
            visits: visits(state, step),
        })
        .collect()
}

fn visits(state: &State, step: Step) -> u32 {
    let n = state.passages.iter().filter(|p| p.step == step).count();
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn segment(state: &State, step: Step) -> Segment {
    let last = state.passages.iter().rev().find(|p| p.step == step);
    if step == state.step {
        return Segment::Current {
            since: last.map_or(state.since, |p| p.since),
        };
    }
    // After a signed no-result the topic goes from 5 to 8.
    let skipped = state.no_result() && [Step::Conversion, Step::Supervision].contains(&step);
    match last.and_then(|p| p.until.map(|until| (until, p.out_by))) {
        _ if skipped => Segment::Skipped,
        _ if step > state.step => Segment::Future,
        Some((until, by)) => Segment::Past { until, by },
        // A successor begins at 2: its predecessor stood at 1.
        None => Segment::Skipped,
    }
}
