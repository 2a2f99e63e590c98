//! Evaluation (评议): the work page of step 8, and what the public page of a topic says of its ratings.

mod forms;
pub mod panel;
pub mod work;
