//! Sessions (协商会): the list, a session's own page, and the work page of step 4 up to its close.

pub mod api;
pub mod calendar;
mod course;
mod lines;
pub mod read;
mod show;
mod view;
