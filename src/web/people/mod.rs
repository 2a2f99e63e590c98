//! Pages of people: registration, log-in, forgotten password, account, and the check of residents by staff.

pub mod account;
pub mod counter;
pub mod entry;
pub mod invitations;
mod joining;
pub mod phone;
pub mod read;
pub mod residents;
pub mod second;
mod view;
pub mod write;
