//! Floor 1: tools without a database and without an HTTP server.

pub mod clock;
pub mod config;
pub mod export;
pub mod files;
pub mod i18n;
pub mod ids;
pub mod likeness;
pub mod password;
pub mod picture;
pub mod seal;
pub mod secret;
pub mod segment;
pub mod sms;
pub mod telemetry;
pub mod times;
pub mod totp;
