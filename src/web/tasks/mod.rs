//! Conversion tasks: the street's list of promises (兑现榜), the work pages of steps 6 and 7, and what
//! the public page of a topic says of its tasks.

mod forms;
mod lead;
pub mod panel;
pub mod results;
pub mod work;
