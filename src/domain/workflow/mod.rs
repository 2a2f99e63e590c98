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
mod decide;
mod derived;
mod duties;
mod event;
mod evidence;
mod facts;
mod gate;
mod refusal;
mod rooms;
mod rules;
pub mod score;
mod state;
mod step;
mod track;
mod verb;

pub use act::{Act, By, ContentHash, PersonRef};
pub use condition::Condition;
pub use deadline::{Deadline, DeadlineKind, Limit, deadline};
pub use decide::{advance, submit};
pub use duties::{
    ANSWERS, Duty, Holder, OFFICE_ANSWERS, answer_duties, duties, supervisor_duties, turn,
};
pub use event::{Event, Paper};
pub use evidence::Evidence;
pub use facts::{
    Agreement, Assessment, Carried, Focus, Form, Grade, ItemFacts, OpinionFacts, PlanFacts,
    PlannedSession, Presence, Ratings, Ruling, Satisfaction, Source, Submission, Tally, Target,
    Way,
};
pub use gate::{gate, quorum, quorum_of};
pub use refusal::{Arg, Refusal};
pub use rooms::{
    Account, AuthorWord, Ballot, Deliberation, Evaluation, Feedback, GroupWork, Meeting,
    MeetingState, Opinion, Plan, Posting, Reply, Research, Task, TaskState,
};
pub use rules::{Bound, Bounds, ChainLink, EvaluationKind, Fraction, Limits, PerKind, Rules};
pub use state::{
    Approval, DeclineAsk, Declined, Intake, Loops, Merged, Moderation, Passage, Proposal,
    Signature, Signatures, Standing, State, Suspension,
};
pub use step::{NotAStep, Stage, Step};
pub use track::{Segment, TrackStep, track};
pub use verb::{Base, NotAVerb, Verb};
