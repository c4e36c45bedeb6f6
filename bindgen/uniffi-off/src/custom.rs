//! Custom types: the functions by which they cross, made of what the macros are told.

use proc_macro::{TokenStream, TokenTree};

/// `custom_type!(Type, Builtin, { remote, try_lift: |value| …, lower: |value| … })`. Without closures, the type is made by `TryFrom`, and
/// becomes what it crosses as by `Into`.
pub fn of_closures(arguments: TokenStream) -> TokenStream {
    let parts = split(arguments);
    let [ty, builtin, settings @ ..] = parts.as_slice() else {
        return refusal("custom_type! takes a type and what it crosses as");
    };
    let settings = settings.first().and_then(|group| match group.as_slice() {
        [TokenTree::Group(group)] => Some(settings_in(group.stream())),
        _ => None,
    });
    let closure = |name: &str| settings.iter().flatten().find_map(|setting| value_of(name, setting));
    let (ty, builtin) = (text(ty), text(builtin));
    let lift = match closure("try_lift") {
        Some(closure) => {
            // What a closure fails with cannot be inferred where it ends in `?`.
            let is_anyhow = closure.contains("anyhow");
            let error = if is_anyhow { "::anyhow::Error" } else { "::std::boxed::Box<dyn ::std::error::Error + Send + Sync>" };
            format!(
                "fn checked<F: Fn({builtin}) -> ::std::result::Result<{ty}, {error}>>(lift: F) -> F {{ lift }} \
                 checked({closure})(value).map_err(|error| error.to_string())"
            )
        }
        None => format!(
            "<{ty} as ::std::convert::TryFrom<{builtin}>>::try_from(value).map_err(|error| ::std::string::ToString::to_string(&error))"
        ),
    };
    let lower = match closure("lower") {
        Some(closure) => format!("fn checked<F: Fn({ty}) -> {builtin}>(lower: F) -> F {{ lower }} checked({closure})(value)"),
        None => format!("<{ty} as ::std::convert::Into<{builtin}>>::into(value)"),
    };
    functions(&ty, &builtin, &lift, &lower)
}

/// `custom_newtype!(Type, Builtin)`: a struct with one field that has no name.
pub fn of_newtype(arguments: TokenStream) -> TokenStream {
    let parts = split(arguments);
    let [ty, builtin] = parts.as_slice() else { return refusal("custom_newtype! takes a type and what it crosses as") };
    let (ty, builtin) = (text(ty), text(builtin));
    functions(&ty, &builtin, &format!("::std::result::Result::Ok({ty}(value))"), "value.0")
}

fn functions(ty: &str, builtin: &str, lift: &str, lower: &str) -> TokenStream {
    let name = ty.rsplit("::").next().unwrap_or_default().trim();
    let text = format!(
        "#[doc(hidden)] #[allow(non_snake_case, missing_docs, clippy::all, clippy::pedantic)]\n\
         pub fn uniffi_lift_{name}(value: {builtin}) -> ::std::result::Result<{ty}, ::std::string::String> {{ {lift} }}\n\
         #[doc(hidden)] #[allow(non_snake_case, missing_docs, clippy::all, clippy::pedantic)]\n\
         pub fn uniffi_lower_{name}(value: {ty}) -> {builtin} {{ {lower} }}"
    );
    text.parse().unwrap_or_else(|_| refusal("custom_type! is told something that is no Rust"))
}

fn refusal(reason: &str) -> TokenStream {
    format!("::std::compile_error!({reason:?});").parse().expect("it is Rust")
}

/// The parts between commas. Those within parentheses are none, nor are those between `<` and `>`.
fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let (mut parts, mut depth, mut before) = (vec![vec![]], 0_u32, ' ');
    for token in tokens {
        let mark = if let TokenTree::Punct(mark) = &token { mark.as_char() } else { ' ' };
        match mark {
            '<' => depth += 1,
            '>' if before != '-' && before != '=' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(vec![]);
                before = mark;
                continue;
            }
            _ => {}
        }
        before = mark;
        parts.last_mut().expect("there is one").push(token);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The settings, each with its name in front. A closure may have commas, and what is less than something.
fn settings_in(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut settings: Vec<Vec<TokenTree>> = vec![];
    for token in tokens {
        let begins = match (&token, settings.last().and_then(|setting| setting.last())) {
            (TokenTree::Ident(name), None) => is_setting(&name.to_string()),
            (TokenTree::Ident(name), Some(TokenTree::Punct(comma))) => comma.as_char() == ',' && is_setting(&name.to_string()),
            _ => false,
        };
        if begins {
            settings.last_mut().map(Vec::pop);
            settings.push(vec![]);
        }
        if let Some(setting) = settings.last_mut() {
            setting.push(token);
        }
    }
    if settings.last().and_then(|setting| setting.last()).is_some_and(|last| last.to_string() == ",") {
        settings.last_mut().map(Vec::pop);
    }
    settings
}

fn is_setting(name: &str) -> bool {
    ["remote", "try_lift", "lower"].contains(&name)
}

/// What stands after `name:`.
fn value_of(name: &str, setting: &[TokenTree]) -> Option<String> {
    match setting {
        [TokenTree::Ident(found), TokenTree::Punct(colon), value @ ..] if found.to_string() == name && colon.as_char() == ':' => {
            Some(text(value))
        }
        _ => None,
    }
}

fn text(tokens: &[TokenTree]) -> String {
    tokens.iter().cloned().collect::<TokenStream>().to_string()
}
