//! The workflow: four stages, eight steps, and the one machine that moves a topic through them.
//!
//! [`advance`] takes the state and an [`Act`] and returns the next state with its events, or a typed
//! [`Refusal`]. It is pure: time comes with the act, facts come as [`Evidence`], and it knows no room.
//! [`gate`] lists what a step still lacks, [`duties`] on whose desk which verb lies, [`deadline`]
//! until when, and [`track`] what the picture shows.

mod act;
mod codes;
mod condition;
mod deadline;
mod duties;
mod event;
mod evidence;
mod facts;
mod refusal;
mod rooms;
mod rules;
mod state;
mod step;
mod track;
mod verb;

pub use act::{Act, By, ContentHash, PersonRef};
pub use condition::Condition;
pub use deadline::{Deadline, DeadlineKind, Limit};
pub use duties::{Duty, Holder};
pub use event::{Event, Paper};
pub use evidence::Evidence;
pub use facts::{
    Agreement, Assessment, Carried, Focus, Form, Grade, ItemFacts, OpinionFacts, PlanFacts,
    PlannedSession, Presence, Ratings, Ruling, Satisfaction, Source, Submission, Tally, Target,
    Way,
};
pub use refusal::{Arg, Refusal};
pub use rooms::{
    Account, AuthorWord, Deliberation, Evaluation, Feedback, GroupWork, Meeting, MeetingState,
    Opinion, Plan, Posting, Reply, Research, Task, TaskState,
};
pub use rules::{Bound, Bounds, ChainLink, EvaluationKind, Fraction, Limits, PerKind, Rules};
pub use state::{
    Approval, Declined, Intake, Loops, Merged, Moderation, Passage, Proposal, Signature,
    Signatures, Standing, State, Suspension,
};
pub use step::{NotAStep, Stage, Step};
pub use track::{Segment, TrackStep};
pub use verb::{Base, NotAVerb, Verb};

use chrono::{DateTime, Utc};

/// Opens a topic: the only act without a state before it.
///
/// # Errors
/// A refusal, with nothing changed.
pub fn submit(act: &Act) -> Result<(State, Vec<Event>), Refusal> {
    Err(Refusal::WrongEvidence { verb: act.verb })
}

/// Does one act.
///
/// # Errors
/// A refusal, with nothing changed.
pub fn advance(_state: &State, act: &Act) -> Result<(State, Vec<Event>), Refusal> {
    Err(Refusal::WrongEvidence { verb: act.verb })
}

/// What the step's exit asks, met or not. `objections` counts the rows made in this posting.
#[must_use]
pub fn gate(_state: &State, _at: DateTime<Utc>, _objections: u32) -> Vec<Condition> {
    Vec::new()
}

/// On whose desk which verb lies.
#[must_use]
pub fn duties(_state: &State, _at: DateTime<Utc>) -> Vec<Duty> {
    Vec::new()
}

/// What is due next for the topic as a whole.
#[must_use]
pub fn deadline(_state: &State) -> Option<Deadline> {
    None
}

/// The eight steps as the track draws them.
#[must_use]
pub fn track(_state: &State) -> Vec<TrackStep> {
    Vec::new()
}
