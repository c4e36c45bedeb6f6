//! Types that are called as what languages, libraries and the glue have themselves.

use std::string::String as Words;
use std::vec::Vec as Row;

macro_rules! objects {
    ($($name:ident)*) => {
        $(
            /// A thing.
            #[derive(::std::fmt::Debug, uniffi::Object)]
            pub struct $name;

            #[uniffi::export]
            impl $name {
                /// Makes one.
                #[uniffi::constructor]
                pub fn new(names: Row<Words>) -> Self {
                    let _ = names;
                    Self
                }

                /// Does something with another one.
                pub fn with_other(&self, by: &$name) -> Words {
                    let _ = by;
                    Words::new()
                }
            }
        )*
    };
}

macro_rules! records {
    ($($name:ident $function:ident)*) => {
        $(
            /// A record.
            #[derive(::std::fmt::Debug, ::std::clone::Clone, uniffi::Record)]
            pub struct $name {
                /// A title.
                pub title: Words,
                /// Sizes.
                pub sizes: Row<u32>,
            }

            /// Gives it back.
            #[uniffi::export]
            pub fn $function(it: $name) -> $name {
                it
            }
        )*
    };
}

macro_rules! choices {
    ($($name:ident $function:ident)*) => {
        $(
            /// A choice.
            #[derive(::std::fmt::Debug, ::std::clone::Clone, ::std::marker::Copy, uniffi::Enum)]
            pub enum $name {
                /// One.
                One,
                /// Two.
                Two,
            }

            /// Gives it back.
            #[uniffi::export]
            pub fn $function(it: $name) -> $name {
                it
            }
        )*
    };
}

objects! {
    List Iterator Thread Bool Callable Enum Protocol Values Functions Name Length Function Handle Vector Ffi Send
    Clone Display Duration Argument Signal Method Signature Date Records Callbacks All
}

records! {
    Map work_map Sequence work_sequence Mutex work_mutex Str work_str
    Context work_context Final work_final Generic work_generic Handles work_handles
    Errors work_errors Path work_path Text work_text Failure work_failure
    Std work_std Optional work_optional Pointer work_pointer Sync work_sync
    Drop work_drop Fn work_fn SystemTime work_system_time Testing work_testing
    Process work_process Random work_random Timedelta work_timedelta Position work_position
    Enums work_enums Owned work_owned
}

choices! {
    Dict work_dict Mapping work_mapping Int work_int Tuple work_tuple
    Type work_type ClassVar work_class_var Overload work_overload Lists work_lists
    Choices work_choices Index work_index Slice work_slice Value work_value
    Detail work_detail Variant work_variant Library work_library Copy work_copy
    Debug work_debug HashMap work_hash_map Rt work_rt Version work_version
    Monitor work_monitor Math work_math Datetime work_datetime Warning work_warning
    Collections work_collections Nocgo work_nocgo
}
