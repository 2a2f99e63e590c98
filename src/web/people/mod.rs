//! Pages of people: registration, log-in, account, and the check of residents by staff.

pub mod read;
mod view;
pub mod write;
