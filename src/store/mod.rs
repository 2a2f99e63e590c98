//! Floor 2: SQL and nothing but.
//!
//! [`tenant_tx`] is the only door to the rows of a street, [`system_tx`] the other, small one, to
//! the reference tables that belong to no street. Every query names `tenant_id`; row-level security
//! is the net, not the filter.

pub mod bulk;
pub mod comments;
pub mod councils;
pub mod dashboard;
pub mod error;
pub mod evaluations;
pub mod exports;
pub mod feedback;
pub mod guard;
pub mod migrate;
pub mod notices;
pub mod opinions;
pub mod owner;
pub mod page;
pub mod patience;
pub mod people;
pub mod photos;
pub mod plans;
pub mod portal;
pub mod record;
pub mod research;
pub mod scopes;
pub mod sessions;
pub mod settings;
mod sight;
pub mod system_tx;
pub mod tables;
pub mod tasks;
pub mod tenant_tx;
pub mod tenants;
pub mod topics;

pub use error::{Error, Result};
pub use owner::Owner;
pub use tenant_tx::{Store, TenantId, TenantTx};
