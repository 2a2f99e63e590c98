//! The workflow: sentences about the one machine that moves a topic.

mod beginnings;
mod bounds;
mod cast;
mod ends;
mod evidence;
mod loops;
mod score;
mod sessions;
mod signatures;
mod solver;
mod stands;
mod task_evidence;
mod tasks;
mod walks;
mod way;
mod words;
