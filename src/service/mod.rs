//! Floor 3: use cases, one function per verb; owns transactions.
//!
//! Everything that a person does is a [`Deed`]: [`deeds::perform`] finds the function of its verb, in
//! the room of its name. Each goes the same way: hold the topic, ask the policy, let the machine
//! decide, write the room's rows, and [`step::record`] what happened, all in one transaction.

pub mod admin;
pub mod app;
pub mod approvals;
pub mod comments;
pub mod deed;
pub mod deeds;
pub mod evaluations;
pub mod exports;
pub mod feedback;
pub mod me;
pub mod notices;
pub mod opinions;
pub mod people;
pub mod photos;
pub mod plans;
pub mod platform;
pub mod problem;
pub mod record;
pub mod research;
pub mod scope;
pub mod sessions;
pub mod step;
pub mod tasks;
pub mod topics;
pub mod wake;

pub use app::App;
pub use deed::{Deed, Done, Target};
pub use me::Me;
pub use problem::Problem;
