//! The cases and schemas are compiled in: new files among them need a new build.

fn main() {
    println!("cargo:rerun-if-changed=cases");
    println!("cargo:rerun-if-changed=schema");
}
