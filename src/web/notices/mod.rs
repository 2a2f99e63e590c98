//! The desk (待办): what waits for whom, until when; and the notices of what happened elsewhere.

mod desk;
mod list;

pub use desk::desk;
pub use list::{list, read_all};
