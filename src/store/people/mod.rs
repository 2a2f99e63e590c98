//! Accounts, roles, seats and log-ins of one street.

pub mod accounts;
pub mod logins;
pub mod places;
