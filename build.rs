//! Rebuilds when a catalogue or a migration is added: the macros only track the files they knew before.

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=static");
}
