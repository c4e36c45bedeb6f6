//! The program as people use it.

mod check;
mod files;
mod manners;
mod queries;
mod terminal;

/// Each session is what a person types, and what comes back.
#[test]
fn sessions() {
    trycmd::TestCases::new().case("README.md");
}
