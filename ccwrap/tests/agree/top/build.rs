//! Asks what the dependencies have agreed on.

use std::process::Command;

fn main() {
    let program = std::env::var("CCWRAP").expect("CCWRAP names the program");
    let output = Command::new(program).args(["ask", "abi.float"]).output().expect("it starts");
    assert!(output.status.success(), "no dependency has told how it passes floating-point numbers");
    println!("cargo::rustc-env=FLOAT={}", String::from_utf8_lossy(&output.stdout).trim());
}
