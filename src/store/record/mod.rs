//! The record chain as stored, the rows that it covers, and what hangs on an entry.

pub mod covered;
mod covered_tables;
pub mod desk;
pub mod entries;
pub mod outbox;
pub mod recount;
pub mod walk;

pub use covered::{COVERED, CoveredTable};
