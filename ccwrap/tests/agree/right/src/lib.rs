//! Half of a program.
