//! Accounts, roles, seats and log-ins of one street.

pub mod accounts;
pub mod checks;
pub mod codes;
pub mod directory;
pub mod factors;
pub mod invitations;
pub mod logins;
pub mod looks;
pub mod mine;
pub mod places;
pub mod profile;
