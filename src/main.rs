//! Parses the command line and calls [`yishi::cli`]; nothing else.

fn main() {}
