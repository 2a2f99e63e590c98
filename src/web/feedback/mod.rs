//! Feedback (反馈): the work page of step 5, and what the public page of a topic says of its posting.

mod forms;
pub mod panel;
pub mod work;
