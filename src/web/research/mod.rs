//! Research (调研): the work page of step 3.

pub mod read;
mod view;
