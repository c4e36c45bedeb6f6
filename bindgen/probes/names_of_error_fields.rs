//! Fields of errors that are called as what languages, libraries and the glue have themselves, and more of them than a tuple has.

macro_rules! error {
    ($($variant:ident: $($name:ident)*;)*) => {
        /// What can go wrong.
        #[derive(Debug, uniffi::Error)]
        pub enum WorkError {
            $(
                /// It went wrong.
                $variant {
                    $(
                        /// Something.
                        $name: String,
                    )*
                },
            )*
        }
    };
}

error! {
    Late0: list bytes dict set frozenset r#type property id len print open max min any;
    Late1: all repr isinstance iter next map filter range hash format staticmethod classmethod overload annotations;
    Late2: copy r#final r#enum typing datetime timedelta decimal path sequence mapping iterator callable version testing;
    Late3: native exceptions collections raise require p lambda proc r#loop binding block_given sprintf caller freeze;
    Late4: frozen dup clone_of send tap then itself inspect to_s to_a to_h to_str to_i to_json;
    Late5: method methods extend instance_eval name members values keys each select first last size length;
    Late6: count empty nil class module begin end rescue ensure initialize new_one allocate superclass const_get;
    Late7: include prepend equal eql instance_variables singleton_class marshal_dump as_json define_method private public attr_reader handle ffi;
    Late8: append cap close complex delete imag make_it panic real recover init main string error;
    Late9: maps slices cmp json driver strconv sync time runtime r#unsafe context check gone live;
    Late10: maybe must nothing result options ctx err during chosen go func chan defer package;
    Late11: interface fallthrough cgo c value key compare go_string marshal_text shim lift lower printf null;
    Late12: size_t uint8_t int32_t text lengths user mended std detail c_ptr c_error c_result c_value c_made;
    Late13: unique_ptr move_it swap release reset get string_view optional vector operator and or not template;
    Late14: this new namespace signed unsigned long short double char inline restrict r#as assert def;
    Late15: del elif except finally from global import is nonlocal pass with none rt call;
    Late16: failure ptr other kwargs state i items item index some ok vec arc r#box;
    Late17: option cls plain;
}

impl std::fmt::Display for WorkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("late")
    }
}

/// Works.
#[uniffi::export]
pub fn work() -> Result<(), WorkError> {
    Ok(())
}
