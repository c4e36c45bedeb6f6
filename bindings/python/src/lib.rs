//! The Python extension of polyatom, `polyatom._native`; all of it is generated from the interface in `ffi/`.

mod generated;
