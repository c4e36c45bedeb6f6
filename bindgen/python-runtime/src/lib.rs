//! What generated Python glue stands on.
//!
//! The glue names a type of this crate for each argument ([`TextOr`], [`Instance`], [`Choice`], [`List`]), so that PyO3
//! converts it, and then hands the Rust value behind it to the interface crate with [`Argument::into_rust`]. What is the same for
//! every interface is written here, by hand; what differs is generated.

mod argument;
mod cache;
mod callback;
mod choice;
mod class;
mod column;
mod exception;
mod interpreter;
mod kept;
mod live;
mod map;
mod package;
mod panic;
mod print;
mod sequence;
mod set;
mod text;
mod texts;
mod times;

pub use argument::{Argument, Bytes, List, Plain, argument, contains, contains_key, refused, wrong_type};
pub use cache::{Cache, cached, clear_cache};
pub use callback::{Call, Callable};
pub use choice::{Choice, Enumeration, Table, ranks};
pub use class::{Class, Instance, IntoValue, Made, StandInClass, StandInOr, TextClass, TextOr, compare, hash, hash_by};
pub use column::{array_capsules, column_of, schema_capsule, stream_capsule};
pub use exception::exception;
pub use interpreter::refuse_others;
pub use kept::Kept;
pub use live::live;
pub use map::Map;
pub use package::add_function;
pub use panic::{catch, note_panics};
pub use polyatom_runtime::panics::Panic;
pub use print::{SHOWN, annotations, changed, display, format, match_args, replaced, text_repr, value_repr};
pub use sequence::{Sequence, count_of, index_of, item_or_error, iterate, iterate_with, reversed, subscript};
pub use set::{Resolved, SetOr, compare_sets};
pub use text::{OwnPath, OwnText, PathText, SharedText, Text};
pub use texts::text;
pub use times::{Moment, Span};
