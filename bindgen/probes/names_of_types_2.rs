//! The same types as in `names_of_types`, as others of the three kinds.

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
    Dict Mapping Int Tuple Type ClassVar Overload Lists Choices Index Slice Value Detail Variant Library Copy Debug
    HashMap Rt Version Monitor Math Datetime Warning Collections Nocgo
}

records! {
    List work_list Iterator work_iterator Thread work_thread Bool work_bool
    Callable work_callable Enum work_enum Protocol work_protocol Values work_values
    Functions work_functions Name work_name Length work_length Function work_function
    Handle work_handle Vector work_vector Ffi work_ffi Send work_send
    Clone work_clone Display work_display Duration work_duration Argument work_argument
    Signal work_signal Method work_method Signature work_signature Date work_date
    Records work_records Callbacks work_callbacks All work_all
}

choices! {
    Map work_map Sequence work_sequence Mutex work_mutex Str work_str
    Context work_context Final work_final Generic work_generic Handles work_handles
    Errors work_errors Path work_path Text work_text Failure work_failure
    Std work_std Optional work_optional Pointer work_pointer Sync work_sync
    Drop work_drop Fn work_fn SystemTime work_system_time Testing work_testing
    Process work_process Random work_random Timedelta work_timedelta Position work_position
    Enums work_enums Owned work_owned
}
