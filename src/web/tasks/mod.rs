//! Conversion tasks: the street's list of promises (兑现榜), and the work pages of steps 6 and 7.

pub mod api;
mod forms;
mod lead;
pub mod results;
pub mod work;
