//! Topics: the row that the workflow moves, its lists, and the voices behind it.

pub mod list;
pub mod row;
pub mod voices;

pub use row::{NewTopic, Snapshot, TopicRow};
