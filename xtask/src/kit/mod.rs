//! What tasks and languages are made with. Nothing here knows a task or a language.

pub mod apt;
pub mod archive;
pub mod browser;
pub mod cargo;
pub mod ccwrap;
pub mod cost;
pub mod count;
pub mod ctx;
pub mod data;
pub mod debian_rust;
pub mod exec;
pub mod files;
pub mod goproxy;
pub mod plan;
pub mod portable;
pub mod prelink;
pub mod product;
pub mod race;
pub mod report;
pub mod tools;
pub mod ui;
pub mod valgrind;
pub mod variant;
pub mod venv;
pub mod versions;
pub mod watch;
