//! The hash of an interface: the same for a library and for bindings that may call it, different as soon as a call could go wrong.
//!
//! It covers every exported symbol with its types, the enums' choices in order, the plain structs and the errors' codes; not documentation, defaults
//! or anything else that a compiled caller does not depend on.

use crate::c_abi::Abi;
use crate::interface::Interface;
use std::fmt::Write;

/// Bumped when the rules of the C ABI change in a way that signatures do not show.
const RULES: u32 = 1;

/// The hash, 64 bits of FNV-1a over [`text`].
pub fn of(interface: &Interface, abi: &Abi) -> u64 {
    text(interface, abi).bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What is hashed: a line for each thing that a compiled caller depends on.
fn text(interface: &Interface, abi: &Abi) -> String {
    let mut text = format!("rules {RULES}\n");
    let mut line = |words: std::fmt::Arguments| writeln!(text, "{words}").expect("a String takes everything");
    for choice in &interface.enums {
        let variants: Vec<&str> = choice.by_number().iter().map(|v| v.name.rust()).collect();
        line(format_args!("enum {} {variants:?}", choice.name));
    }
    for variant in interface.error_variants() {
        line(format_args!("error {} {}", variant.code, variant.kind));
    }
    for callback in &abi.callbacks {
        let types: Vec<_> = callback.parameters.iter().map(|p| &p.ty).collect();
        line(format_args!("callback {} {types:?} {}", callback.name, callback.answers));
    }
    for record in abi.plain_records(interface) {
        let types: Vec<_> = record.fields.iter().map(|field| &field.ty).collect();
        line(format_args!("plain {} {types:?}", record.name));
    }
    for function in abi.functions() {
        let types: Vec<_> = function.parameters.iter().map(|p| &p.ty).collect();
        line(format_args!("{} {types:?} {:?}", function.symbol, function.returns));
    }
    text
}
