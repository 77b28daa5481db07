//! The built-in themes are embedded in the binary: a change in them makes a new one.

fn main() {
    println!("cargo::rerun-if-changed=themes");
}
