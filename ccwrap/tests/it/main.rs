//! What the wrapper does, as rows of requests and answers, and what holds for all of them.

mod options;
mod properties;
mod rows;
