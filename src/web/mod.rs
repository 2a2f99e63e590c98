//! Floor 4: HTTP. [`routes`] is the one table of routes; [`kit`] what every room stands on.
//!
//! A request goes: compression, [`kit`]'s pipeline (language, street, form, limits, time-outs, panic,
//! errors, headers, log), the check that a form comes from our own pages, the route's handler.

pub mod admin;
pub mod comments;
pub mod councils;
pub mod dashboard;
pub mod deeds;
pub mod evaluations;
pub mod feedback;
pub mod help;
pub mod kit;
pub mod notices;
pub mod opinions;
pub mod panels;
pub mod people;
pub mod photos;
pub mod plans;
pub mod platform;
pub mod portal;
pub mod research;
pub mod routes;
pub mod sessions;
pub mod tasks;
pub mod topics;

pub use kit::{AppState, Config, PAGE_LIFE};
pub use routes::router;
