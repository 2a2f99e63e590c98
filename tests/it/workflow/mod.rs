//! The workflow: sentences about the one machine that moves a topic.

mod cast;
mod way;
mod words;
