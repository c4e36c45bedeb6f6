//! Methods and properties that are called as what languages, libraries and the glue have themselves.

macro_rules! methods {
    ($owner:ident: $($name:ident)*) => {
        /// A thing.
        #[derive(Debug, uniffi::Object)]
        pub struct $owner;

        #[uniffi::export]
        impl $owner {
            /// Makes one.
            #[uniffi::constructor]
            pub fn new(text: &str, names: Vec<String>) -> Self {
                let _ = (text, names);
                Self
            }

            $(
                /// Tells something.
                pub fn $name(&self) -> Vec<String> {
                    vec![]
                }
            )*
        }
    };
    ($owner:ident, with arguments: $($name:ident)*) => {
        /// A thing.
        #[derive(Debug, uniffi::Object)]
        pub struct $owner;

        #[uniffi::export]
        impl $owner {
            $(
                /// Does something.
                pub fn $name(&self, other: &$owner, names: Vec<String>) -> Option<String> {
                    let _ = (other, names);
                    None
                }
            )*
        }
    };
}

methods! {
    Thing:
    id len print open max min any all repr isinstance iter next map filter range hash format annotations copy r#enum
    typing datetime timedelta decimal path sequence mapping iterator callable version testing native exceptions
    collections raise require p lambda proc r#loop binding block_given sprintf caller freeze frozen dup clone_of
    send tap then itself inspect to_s to_a to_h to_str to_i to_json method methods extend instance_eval name members
    values keys each select first last size length count empty nil class module begin end rescue ensure initialize
    new_one allocate superclass const_get include prepend equal eql instance_variables singleton_class marshal_dump
    as_json define_method private public attr_reader handle ffi append cap close complex delete imag make_it panic
    real recover init main string error maps slices cmp json driver strconv sync time runtime r#unsafe context check
    gone live maybe must nothing result options ctx err during chosen go func chan defer package interface
    fallthrough cgo c value key compare go_string marshal_text shim lift lower printf null size_t uint8_t int32_t
    text lengths user mended std detail c_ptr c_error c_result c_value c_made unique_ptr move_it swap release reset
    get string_view optional vector operator and or not template this namespace signed unsigned long short double
    char inline restrict r#as assert def del elif except finally from global import is nonlocal pass with none rt
    call failure ptr other args kwargs state i items item index some ok vec arc r#box option cls plain
    int str bool float bytes bytearray list tuple dict set frozenset object property r#type slice staticmethod classmethod
}

methods! {
    Worker, with arguments:
    id len print open max min any all repr isinstance iter next map filter range hash format annotations copy r#enum
    typing datetime timedelta decimal path sequence mapping iterator callable version testing native exceptions
    collections raise require p lambda proc r#loop binding block_given sprintf caller freeze frozen dup clone_of
    send tap then itself inspect to_s to_a to_h to_str to_i to_json method methods extend instance_eval name members
    values keys each select first last size length count empty nil class module begin end rescue ensure initialize
    new_one allocate superclass const_get include prepend equal eql instance_variables singleton_class marshal_dump
    as_json define_method private public attr_reader handle ffi append cap close complex delete imag make_it panic
    real recover init main string error maps slices cmp json driver strconv sync time runtime r#unsafe context check
    gone live maybe must nothing result options ctx err during chosen go func chan defer package interface
    fallthrough cgo c value key compare go_string marshal_text shim lift lower printf null size_t uint8_t int32_t
    text lengths user mended std detail c_ptr c_error c_result c_value c_made unique_ptr move_it swap release reset
    get string_view optional vector operator and or not template this namespace signed unsigned long short double
    char inline restrict r#as assert def del elif except finally from global import is nonlocal pass with none rt
    call failure ptr other args kwargs state i items item index some ok vec arc r#box option cls plain
    int str bool float bytes bytearray list tuple dict set frozenset object property r#type slice staticmethod classmethod
}
