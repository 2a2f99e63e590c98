//! Floor 0: the rules. Pure: time, ids and randomness come as arguments.

pub mod actor;
pub mod approvals;
pub mod audit;
pub mod calendar;
pub mod comments;
pub mod dashboard;
pub mod evaluations;
pub mod feedback;
pub mod fields;
pub mod notice;
pub mod opinions;
pub mod people;
pub mod photos;
pub mod plans;
pub mod platform;
pub mod policy;
pub mod privacy;
pub mod research;
pub mod sessions;
pub mod settings;
pub mod tasks;
pub mod topics;
pub mod workflow;
