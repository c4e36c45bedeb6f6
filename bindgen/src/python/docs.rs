//! Documentation for Python: Markdown in lines that fit, and what a function raises.

use crate::interface::*;
use std::collections::BTreeSet;

/// The widest line of a docstring that PEP 8's tools and `help()` show whole.
pub const WIDTH: usize = 79;

/// A function's documentation, with the errors that it can raise.
pub fn of_function(interface: &Interface, owner: Option<&Name>, function: &Function) -> String {
    let raised: Vec<String> = raised(interface, owner, function).iter().map(|class| format!("`{class}`")).collect();
    let raises = if raised.is_empty() { String::new() } else { format!("Raises: {}.", raised.join(", ")) };
    [function.docs.as_str(), &raises].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The classes of errors that a function can raise: its own, and those of arguments that are read from text.
fn raised(interface: &Interface, owner: Option<&Name>, function: &Function) -> BTreeSet<String> {
    let class_of = |name: &Name| {
        let is_its = |variant: &&ErrorVariant| variant.class.pascal() == format!("{}Error", name.pascal());
        interface.error_variants().find(is_its).map(|variant| variant.class.pascal())
    };
    let read = |argument: &Argument| match argument.ty.list_element().unwrap_or(argument.ty.without_option()) {
        Type::Object(name) if interface.object(name).is_text => class_of(name),
        Type::Enum(name) => class_of(name),
        _ => None,
    };
    let made = owner.filter(|_| function.is_constructor).and_then(class_of);
    let own = function.error.as_ref().map(|error| made.unwrap_or_else(|| error.pascal()));
    let is_whole = |error: &Error| Some(error.name.pascal()) == own;
    if interface.errors.len() == 1 && interface.errors.iter().any(is_whole) {
        return own.into_iter().collect();
    }
    own.into_iter().chain(function.arguments.iter().filter_map(read)).collect()
}

/// Markdown with its paragraphs filled to `width` columns, and without the brackets of links to Rust items, which lead nowhere outside Rust.
pub fn filled(docs: &str, width: usize) -> String {
    let docs = docs.replace("[`", "`").replace("`]", "`");
    let mut lines: Vec<String> = vec![];
    let (mut is_code, mut is_session, mut continues) = (false, false, false);
    for line in docs.lines() {
        let is_fence = line.trim_start().starts_with("```");
        is_session = !line.is_empty() && (is_session || line.starts_with(">>> "));
        let is_text = !is_code && !is_fence && !is_session && !line.is_empty() && !line.starts_with(['|', ' ', '#']);
        let begins = !continues || line.starts_with("- ") || line.starts_with("* ");
        is_code ^= is_fence;
        continues = is_text;
        if !is_text {
            lines.push(line.to_owned());
            continue;
        }
        if begins {
            lines.push(String::new());
        }
        for word in line.split_whitespace() {
            add(&mut lines, word, width);
        }
    }
    lines.join("\n")
}

/// Adds a word to the last line, or begins another.
fn add(lines: &mut Vec<String>, word: &str, width: usize) {
    let last = lines.last_mut().expect("a paragraph has begun");
    if last.is_empty() {
        last.push_str(word);
    } else if last.chars().count() + 1 + word.chars().count() <= width {
        last.push(' ');
        last.push_str(word);
    } else {
        lines.push(word.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_filled_and_code_is_not() {
        assert_eq!(filled("one two\nthree four\n\nfive", 13), "one two three\nfour\n\nfive");
        assert_eq!(filled("- a b\n- c", 9), "- a b\n- c");
        assert_eq!(filled("```\na b\nc\n```\nd\ne", 9), "```\na b\nc\n```\nd e");
        assert_eq!(filled("a\nb\n\n>>> a\nb\n\na\nb", 9), "a b\n\n>>> a\nb\n\na b");
        assert_eq!(filled("See [`Atom`].", 79), "See `Atom`.");
    }
}
