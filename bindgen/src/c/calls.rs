//! What the fuzzer of the C interface stands on: a call of every symbol, with arguments that something else comes up with.

use crate::c_abi::{Abi, CCallback, CFunction, CType, Parameter, Role, companion};
use crate::output::MARKER;

/// The calls' source text, not yet formatted. The functions are expected in a module `glue` beside it.
pub fn calls(abi: &Abi) -> String {
    let functions: Vec<_> = abi.functions().collect();
    let arms: String =
        functions.iter().enumerate().map(|(place, function)| format!("{place} => {}\n", arm(abi, function))).collect();
    let answers: String = abi.callbacks.iter().map(answer).collect();
    format!(
        "// {MARKER}\n\n\
        //! Calls every function of the C interface with what a caller comes up with.\n\n\
        use super::caller::Caller;\nuse super::glue::*;\n\n{answers}\
        /// How many functions there are.\npub const COUNT: usize = {};\n\n\
        /// Calls the function of that number.\n///\n/// # Safety\n\
        /// The caller's handles are alive and of the type that it says, and its pointers point to as much as it says.\n\
        pub unsafe fn call(function: usize, it: &mut Caller<'_>) {{\n\
        // SAFETY: the caller passes what the header asks for, or what the library must be able to refuse.\n\
        unsafe {{ match function {{ {arms} _ => unreachable!(\"there are {{COUNT}} functions\"), }} }} }}\n",
        functions.len()
    )
}

/// A function that always goes on.
fn answer(callback: &CCallback) -> String {
    let types: Vec<_> = callback.parameters.iter().map(|p| format!("_: {}", told(&p.ty))).collect();
    let (returns, body) = if callback.answers { ("-> bool", "true") } else { ("", "") };
    format!("extern \"C\" fn answer_{}({}) {returns} {{ {body} }}\n\n", callback.name.snake(), types.join(", "))
}

/// The Rust type of what a callback is told.
fn told(ty: &CType) -> String {
    match ty {
        CType::Bool => "bool".into(),
        CType::Int { signed, bits } => format!("{}{bits}", if *signed { "i" } else { "u" }),
        CType::Float { bits } => format!("f{bits}"),
        CType::Size => "usize".into(),
        CType::Text => "*const std::ffi::c_char".into(),
        CType::User => "*mut std::ffi::c_void".into(),
        other => unreachable!("no callback is told {other:?}"),
    }
}

fn arm(abi: &Abi, function: &CFunction) -> String {
    let (mut given, mut rest) = (String::new(), &function.parameters[..]);
    while let [first, behind @ ..] = rest {
        let more = behind.iter().take_while(|next| goes_with(first, next)).count();
        given += &argument(function, first, more);
        rest = &behind[more..];
    }
    let names: Vec<_> = function.parameters.iter().map(|parameter| local(&parameter.name)).collect();
    let call = format!("{}({})", function.symbol, names.join(", "));
    let throws = names.last().is_some_and(|name| name == "error_");
    let settle = if throws { format!("it.settle(error_, {}_error_free);", abi.prefix) } else { String::new() };
    format!("{{ {given} let made = {call}; {settle} {} }}", result(abi, function))
}

/// Whether a parameter tells the length or the number of what stands before it.
fn goes_with(first: &Parameter, next: &Parameter) -> bool {
    let is_sized = matches!(first.ty, CType::Text | CType::Bytes | CType::Array(_));
    is_sized && ["length", "lengths", "count"].iter().any(|suffix| next.name == companion(&first.name, suffix))
}

/// Away from `it` and from functions and constants.
fn local(name: &str) -> String {
    format!("{}_", name.trim_end_matches('_'))
}

/// The statement that makes an argument, with the lengths that go with it.
fn argument(function: &CFunction, parameter: &Parameter, more: usize) -> String {
    let name = local(&parameter.name);
    let with = |suffix: &str| local(&companion(&parameter.name, suffix));
    match (&parameter.ty, more) {
        (CType::Text, 1) => format!("let ({name}, {}) = it.text();", with("length")),
        (CType::Bytes, 1) => format!("let ({name}, {}) = it.bytes();", with("length")),
        (CType::Array(_), 2) => format!("let ({name}, {}, {}) = it.texts();", with("lengths"), with("count")),
        (CType::Array(item), _) => format!("let ({name}, {}) = it.array(|it| {});", with("count"), value(item)),
        (CType::Function(callback), _) => format!("let {name} = it.bool().then_some(answer_{} as _);", callback.snake()),
        (CType::Optional(item), _) => format!("let {name} = it.optional(|it| {});", value(item)),
        (CType::Out(_), _) if name == "error_" => format!("let {name} = it.error();"),
        (CType::Out(_), _) => format!("let {name} = it.out();"),
        (ty, _) if function.role == Role::Free || frees(function) => {
            debug_assert!(matches!(ty, CType::OwnedHandle(_) | CType::OwnedText | CType::OwnedBytes));
            format!("let {name} = it.take();")
        }
        (ty, _) => format!("let {name} = {};", value(ty)),
    }
}

/// The functions that free and are written by hand.
fn frees(function: &CFunction) -> bool {
    function.role == Role::Fixed && function.symbol.ends_with("_free")
}

/// The expression that makes one value of a type.
fn value(ty: &CType) -> String {
    match ty {
        CType::Bool => "it.bool()".into(),
        CType::Int { .. } => "it.int() as _".into(),
        CType::Float { bits } => format!("f{bits}::from_bits(it.int() as _)"),
        CType::Size => "it.size()".into(),
        CType::Enum(_) => "it.choice()".into(),
        CType::Plain(_) => "Default::default()".into(),
        CType::Callback(_) => "it.callback()".into(),
        CType::User | CType::Arrow(_) => "std::ptr::null_mut()".into(),
        // Text without a length beside it is text that was handed out.
        CType::Text | CType::Bytes | CType::Handle(_) => "it.handle()".into(),
        other => unreachable!("nothing goes in as {other:?}"),
    }
}

/// What becomes of the result.
fn result(abi: &Abi, function: &CFunction) -> String {
    let prefix = &abi.prefix;
    match &function.returns {
        CType::Void => "let () = made;".into(),
        CType::OwnedHandle(name) => format!("it.keep(made, {name}_free);"),
        CType::OwnedText => format!("it.keep_text(made, {prefix}_string_length(made), {prefix}_string_free);"),
        CType::OwnedBytes => format!("it.keep(made, {prefix}_bytes_free);"),
        // Without a length beside it, it ends at a NUL.
        CType::Text if !function.parameters.iter().any(|parameter| parameter.name == "length") => "it.read(made);".into(),
        _ => "std::hint::black_box(made);".into(),
    }
}
