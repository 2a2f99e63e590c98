//! Every test of the program but the browser's, in one binary. Each test is a sentence of the domain.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod answers;
mod api;
mod append_only;
mod approvals;
mod architecture;
mod attended;
mod audit;
mod calendar;
mod calls;
mod commands;
mod comments;
mod councils;
mod dashboard;
mod demo;
mod deployment;
mod desk;
mod embedded;
mod entry;
mod evaluations;
mod exported;
mod feedback;
mod headers;
mod intake;
mod isolation;
mod kept_pages;
mod keys;
mod load;
mod locks;
mod login;
mod looks;
mod migrations;
mod office;
mod opinions;
mod own_words;
mod pages;
mod pasted;
mod people;
mod photos;
mod plans;
mod platform;
mod policy;
mod pressed;
mod privacy;
mod public_site;
mod recounted;
mod research;
mod revised;
mod search;
mod sessions;
mod similar;
mod sources;
mod staff_words;
mod statements;
mod store_apart;
mod store_bulk;
mod store_door;
mod store_lists;
mod store_papers;
mod store_record;
mod store_sessions;
mod supervisors;
#[allow(
    dead_code,
    unused_imports,
    reason = "a box of tools: not every one is in use at every time"
)]
mod support;
mod taken_down;
mod tasks;
mod tongues;
mod topic_counts;
mod topic_list;
mod topics;
mod topics_joined;
mod topics_merged;
mod wizard;
mod words;
mod worker;
mod workflow;
