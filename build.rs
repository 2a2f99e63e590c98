//! Rebuilds when a catalogue or a migration is added: the macros only track the files they knew before.
//! Puts what npm installed for the pages where the program can include it; without it the pages work all the
//! same, and the program says so when it starts.

use std::path::Path;
use std::{env, fs, io};

/// What the pages load and did not write themselves, as package.json pins it.
const HTMX: &str = "node_modules/htmx.org/dist/htmx.min.js";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=static");
    // A file that is not there would count as changed at every build: the scripts touch this one after npm.
    println!("cargo::rerun-if-changed=package.json");
    let installed = Path::new(HTMX).exists();
    let bytes = if installed {
        println!("cargo::rerun-if-changed={HTMX}");
        fs::read(HTMX)?
    } else {
        Vec::new()
    };
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("htmx.js"), bytes)
}
