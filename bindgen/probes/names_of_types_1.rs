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
    Map Sequence Mutex Str Context Final Generic Handles Errors Path Text Failure Std Optional Pointer Sync Drop Fn
    SystemTime Testing Process Random Timedelta Position Enums Owned
}

records! {
    Dict work_dict Mapping work_mapping Int work_int Tuple work_tuple
    Type work_type ClassVar work_class_var Overload work_overload Lists work_lists
    Choices work_choices Index work_index Slice work_slice Value work_value
    Detail work_detail Variant work_variant Library work_library Copy work_copy
    Debug work_debug HashMap work_hash_map Rt work_rt Version work_version
    Monitor work_monitor Math work_math Datetime work_datetime Warning work_warning
    Collections work_collections Nocgo work_nocgo
}

choices! {
    List work_list Iterator work_iterator Thread work_thread Bool work_bool
    Callable work_callable Enum work_enum Protocol work_protocol Values work_values
    Functions work_functions Name work_name Length work_length Function work_function
    Handle work_handle Vector work_vector Ffi work_ffi Send work_send
    Clone work_clone Display work_display Duration work_duration Argument work_argument
    Signal work_signal Method work_method Signature work_signature Date work_date
    Records work_records Callbacks work_callbacks All work_all
}
