//! Rebuilds when a catalogue is added: the loader's macro only tracks the files that it knew before.

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=static");
}
