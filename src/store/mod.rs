//! Floor 2: SQL and nothing but.

pub mod tenant_tx {}
