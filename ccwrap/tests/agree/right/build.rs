//! Tells how floating-point numbers are passed, and refuses to be built where others say something else.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-env-changed=RIGHT_FLOAT");
    let float = std::env::var("RIGHT_FLOAT").unwrap_or_else(|_| "hard".to_owned());
    let program = std::env::var("CCWRAP").expect("CCWRAP names the program");
    let status = Command::new(program).args(["tell", &format!("abi.float={float}")]).status().expect("it starts");
    assert!(status.success(), "the other parts of this program pass floating-point numbers in another way");
}
