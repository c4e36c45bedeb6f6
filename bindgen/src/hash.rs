//! The hash of an interface: the same for a library and for bindings that may call it, different as soon as a call would go wrong.
