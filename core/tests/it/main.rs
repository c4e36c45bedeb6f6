//! The tests of the public interface, in one binary: it is linked once.

mod atoms;
mod codes;
mod data;
mod depspec;
mod depspec_laws;
mod depspec_properties;
mod depspec_real_data;
mod eapi;
mod errors;
mod flags;
mod intersects;
mod keywords;
mod matching;
mod memory;
mod names;
mod pattern;
mod real_data;
mod required_use_scale;
mod requirements;
mod src_uri;
mod upstream;
mod versions;
