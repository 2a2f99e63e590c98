//! Parses the command line and calls [`yishi::cli`]; nothing else.

use std::process::ExitCode;

/// Pages are made of many small pieces: this allocator gives memory back and keeps threads apart.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    yishi::cli::main()
}
