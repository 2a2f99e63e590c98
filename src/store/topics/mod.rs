//! Topics: the row that the workflow moves, its lists, who is concerned, and the voices behind it.

pub mod bulk;
pub mod calls;
pub mod contacts;
pub mod counts;
pub mod details;
pub mod drafts;
pub mod groups;
pub mod intake;
pub mod list;
pub mod locks;
pub mod lookup;
pub mod merges;
pub mod origins;
pub mod papers;
pub mod row;
pub mod similar;
pub mod synonyms;
pub mod terms;
pub mod voices;
pub mod waking;

pub use row::{NewTopic, Snapshot, TopicRow};
