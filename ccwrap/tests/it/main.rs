//! What the wrapper does, as rows of requests and answers, and what holds for all of them.

mod aarch64;
mod build;
mod languages;
mod options;
mod place;
mod program;
mod properties;
mod real;
mod rows;
mod same;
