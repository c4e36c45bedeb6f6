//! Arguments that are called as what languages, libraries and the glue have themselves.

use std::collections::HashMap;

/// What can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum WorkError {
    /// The work is late.
    Late,
}

impl std::fmt::Display for WorkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("late")
    }
}

macro_rules! functions {
    ($($name:ident: $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident;)*) => {
        $(
            /// Works.
            #[uniffi::export]
            pub fn $name(
                $a: u32,
                $b: Option<String>,
                $c: Vec<String>,
                $d: HashMap<String, u32>,
                $e: Vec<u8>,
                $f: Option<f64>,
            ) -> Result<Option<u32>, WorkError> {
                let _ = ($a, $b, $c, $d, $e, $f);
                Ok(None)
            }
        )*
    };
}

functions! {
    work0: list int str bytes float bool;
    work1: dict set frozenset tuple r#type object;
    work2: property id len print open max;
    work3: min any all repr isinstance iter;
    work4: next map filter range hash format;
    work5: staticmethod classmethod overload annotations copy r#final;
    work6: r#enum typing datetime timedelta decimal path;
    work7: sequence mapping iterator callable version testing;
    work8: native exceptions collections raise require p;
    work9: lambda proc r#loop binding block_given sprintf;
    work10: caller freeze frozen dup clone_of send;
    work11: tap then itself inspect to_s to_a;
    work12: to_h to_str to_i to_json method methods;
    work13: extend instance_eval name members values keys;
    work14: each select first last size length;
    work15: count empty nil class module begin;
    work16: end rescue ensure initialize new_one allocate;
    work17: superclass const_get include prepend equal eql;
    work18: instance_variables singleton_class marshal_dump as_json define_method private;
    work19: public attr_reader handle ffi append cap;
    work20: close complex delete imag make_it panic;
    work21: real recover init main string error;
    work22: maps slices cmp json driver strconv;
    work23: sync time runtime r#unsafe context check;
    work24: gone live maybe must nothing result;
    work25: options ctx err during chosen go;
    work26: func chan defer package interface fallthrough;
    work27: cgo c value key compare go_string;
    work28: marshal_text shim lift lower printf null;
    work29: size_t uint8_t int32_t text lengths user;
    work30: mended std detail c_ptr c_error c_result;
    work31: c_value c_made unique_ptr move_it swap release;
    work32: reset get string_view optional vector operator;
    work33: and or not template this new;
    work34: namespace signed unsigned long short double;
    work35: char inline restrict r#as assert def;
    work36: del elif except finally from global;
    work37: import is nonlocal pass with none;
    work38: rt call failure ptr other args;
    work39: kwargs state i items item index;
    work40: some ok vec arc r#box option;
    work41: cls plain filler0 filler1 filler2 filler3;
    toil0: bytes float bool list int str;
    toil1: tuple r#type object dict set frozenset;
    toil2: print open max property id len;
    toil3: repr isinstance iter min any all;
    toil4: range hash format next map filter;
    toil5: annotations copy r#final staticmethod classmethod overload;
    toil6: timedelta decimal path r#enum typing datetime;
    toil7: callable version testing sequence mapping iterator;
    toil8: raise require p native exceptions collections;
    toil9: binding block_given sprintf lambda proc r#loop;
    toil10: dup clone_of send caller freeze frozen;
    toil11: inspect to_s to_a tap then itself;
    toil12: to_json method methods to_h to_str to_i;
    toil13: members values keys extend instance_eval name;
    toil14: last size length each select first;
    toil15: class module begin count empty nil;
    toil16: initialize new_one allocate end rescue ensure;
    toil17: prepend equal eql superclass const_get include;
    toil18: as_json define_method private instance_variables singleton_class marshal_dump;
    toil19: ffi append cap public attr_reader handle;
    toil20: imag make_it panic close complex delete;
    toil21: main string error real recover init;
    toil22: json driver strconv maps slices cmp;
    toil23: r#unsafe context check sync time runtime;
    toil24: must nothing result gone live maybe;
    toil25: during chosen go options ctx err;
    toil26: package interface fallthrough func chan defer;
    toil27: key compare go_string cgo c value;
    toil28: lower printf null marshal_text shim lift;
    toil29: text lengths user size_t uint8_t int32_t;
    toil30: c_ptr c_error c_result mended std detail;
    toil31: move_it swap release c_value c_made unique_ptr;
    toil32: optional vector operator reset get string_view;
    toil33: template this new and or not;
    toil34: long short double namespace signed unsigned;
    toil35: r#as assert def char inline restrict;
    toil36: finally from global del elif except;
    toil37: pass with none import is nonlocal;
    toil38: ptr other args rt call failure;
    toil39: items item index kwargs state i;
    toil40: arc r#box option some ok vec;
    toil41: filler1 filler2 filler3 cls plain filler0;
}
