//! Topics: the row that the workflow moves, its lists, who is concerned, and the voices behind it.

pub mod groups;
pub mod list;
pub mod row;
pub mod voices;

pub use row::{NewTopic, Snapshot, TopicRow};
