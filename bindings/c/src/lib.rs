//! The C library of polyatom: generated from the interface in `ffi/`, documented by `include/polyatom.h`.

mod generated;
