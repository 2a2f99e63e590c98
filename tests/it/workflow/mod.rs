//! The workflow: sentences about the one machine that moves a topic.

mod cast;
mod ends;
mod evidence;
mod solver;
mod walks;
mod way;
mod words;
