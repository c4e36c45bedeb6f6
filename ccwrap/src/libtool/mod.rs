//! libtool: its command lines, and the archives that it writes.

pub mod command;
pub mod fix;
pub mod la;
pub mod replace;
