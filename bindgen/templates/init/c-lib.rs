//! The C library; its header is `include/{{ namespace }}.h`.

mod generated;
