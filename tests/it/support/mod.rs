//! What every test stands on: a PostgreSQL cluster, a migrated database of its own, a small street.
//!
//! [`db`] gives a database cloned from a migrated template, dropped when the [`Db`] is; [`street`]
//! fills it with places and people of every role.

mod after;
mod browser;
mod cluster;
mod database;
mod people;
pub mod program;
mod rows;
mod streets;
mod talk;
mod way;
mod world;

pub use after::POSTING;
pub use browser::{Answer, Browser, SITE, app_code};
pub use cluster::cluster;
pub use database::{Db, MIGRATIONS, create_empty, db, migrator, refusal};
pub use people::{PASSWORD, Person, password_hash, passwords};
pub use rows::{fill, row_id};
pub use streets::{Street, at, other_street, street};
pub use world::{World, world};
