//! Yishi (议事): community deliberation councils, from a topic raised to a promise kept.
//!
//! A map of the house. Layers are floors and imports run downwards only; a feature is a room of
//! the same name on every floor, so that `**/sessions*` shows one feature whole.
//!
//! | floor | module      | what it holds                                                        |
//! |-------|-------------|----------------------------------------------------------------------|
//! | 0     | [`domain`]  | rules: pure, no I/O, clock, randomness, SQL or HTTP                   |
//! | 1     | [`kit`]     | tools: configuration, clock, password, texts, exports                 |
//! | 2     | [`store`]   | SQL and nothing but; [`store::tenant_tx`] is the only door            |
//! | 3     | [`service`] | use cases, one function per verb; owns transactions                   |
//! | 4     | [`web`]     | HTTP: one table of routes, forms, pages                               |
//! | 4     | [`worker`]  | what happens by itself: outbox, desks that time changes, clean-up    |
//! | 5     | [`cli`]     | wiring: the commands of the binary                                    |
//!
//! `tests/it/architecture.rs` proves the direction of the imports.

pub mod cli;
pub mod domain;
pub mod kit;
pub mod service;
pub mod store;
pub mod web;
pub mod worker;
