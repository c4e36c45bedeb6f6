//! The runtime of the C glue: what every exported function needs to be total.
//!
//! Nothing here knows an interface. The generated functions check their arguments with [`text`], [`handles`] and [`lists`], run
//! inside a [`guard`], and turn what goes wrong into a [`failure`].

pub mod callback;
pub mod columns;
pub mod failure;
pub mod guard;
pub mod handles;
pub mod interface;
pub mod lists;
pub mod live;
pub mod maps;
pub mod text;
pub mod times;

pub use callback::{During, User};
pub use columns::{ArrowArray, ArrowArrayStream, ArrowSchema, column_in, column_out, stream_in, stream_out};
pub use failure::{Failure, Refusal, Value};
pub use guard::{fallible, infallible, on_failure, take_failure};
pub use handles::{clone, compare, equal, equal_by, free, handle, hash, hash_by, object_out, optional_handle, shared};
pub use interface::serves;
pub use lists::{
    borrowed_maybe_texts_in, borrowed_texts_in, byte_strings_in, choice_in, choices_in, collections_in, free_collection,
    handles_in, list_out, maybe_byte_strings_in, maybe_texts_in, numbers_in, option_out, texts_in,
};
pub use maps::{Map, map_in, map_out};
pub use text::{
    Constant, borrowed, bytes_free, bytes_in, bytes_out, constant, no_bytes, string_free, string_length, string_out, text_in,
    view_out,
};
pub use times::{duration_out, time_in, time_out};
