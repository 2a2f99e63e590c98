//! Minutes (纪要) and the opinion (协商意见书): the second half of the work page of step 4.

mod forms;
pub mod panel;
pub mod read;
mod view;
