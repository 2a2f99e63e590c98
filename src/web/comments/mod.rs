//! Comments: the panel on a topic's page, the page of all of them, the queue of who looks after them, and the
//! street's rules.

pub mod panel;
pub mod read;
mod view;
pub mod write;
