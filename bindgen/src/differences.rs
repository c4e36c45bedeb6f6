//! The list of what one language has besides what is declared and another has not, with the reason.

use crate::interface::{Derived, Interface};
use crate::output::{File, MARKER};
use camino::Utf8Path;
use std::fmt::Write;

/// How a language has it, or why it has not.
type Spelled = Result<&'static str, &'static str>;

/// The list's file.
pub fn file(interface: &Interface, path: &Utf8Path) -> File {
    let mut text = format!(
        "# {MARKER}\n# What follows from a type besides what is declared: how each language has it, or why it has not. The number of\n\
         # reasons should only get smaller.\n"
    );
    for derived in Derived::ALL {
        let types = interface.with(derived);
        if types.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{}: {}", derived.words(), types.join(", "));
        for (language, spelled) in [("C", c(derived)), ("Python", python(derived)), ("Ruby", ruby(derived)), ("Go", go(derived))]
        {
            let (mark, how) = match spelled {
                Ok(how) => ("", how),
                Err(reason) => ("no. ", reason),
            };
            let _ = writeln!(text, "  {language}: {mark}{how}");
        }
    }
    File { path: path.to_owned(), text }
}

fn c(derived: Derived) -> Spelled {
    match derived {
        Derived::ChoiceOfText => Ok("_parse(), if the choice prints"),
        Derived::TextOfChoice => Ok("_name(), which is lent; _to_string(), if the choice prints"),
        Derived::Must => Err("Nothing ends the program; with NULL for `error`, the result alone tells."),
        Derived::Cached => Err("A handle belongs to its caller, so that two callers cannot have one."),
        Derived::Span => Err("C has no ranges; both ends are there."),
        Derived::Changed => Err("_new() takes all parts, and each has a function that reads it."),
        Derived::Compared => Ok("_compare()"),
        Derived::ComparedTexts => Ok("_compare_texts()"),
    }
}

fn python(derived: Derived) -> Spelled {
    match derived {
        Derived::ChoiceOfText => Ok("Type(text); text is welcome in its place"),
        Derived::TextOfChoice => Ok(".value, str()"),
        Derived::Must => Err("The class itself raises what is wrong."),
        Derived::Cached => Ok(".cached(text)"),
        Derived::Span => Err("A slice takes two numbers, which are there."),
        Derived::Changed => Ok("copy.replace()"),
        Derived::Compared => Ok(".compare(), operators"),
        Derived::ComparedTexts => Ok(".compare(), to which text is welcome"),
    }
}

fn ruby(derived: Derived) -> Spelled {
    match derived {
        Derived::ChoiceOfText => Ok(".parse(text); text is welcome in its place"),
        Derived::TextOfChoice => Ok("A choice is a Symbol; TEXTS has its text."),
        Derived::Must => Err("`new` itself raises what is wrong."),
        Derived::Cached => Err("A Hash with a default block does the same."),
        Derived::Span => Ok("#span"),
        Derived::Changed => Ok("#with"),
        Derived::Compared => Ok("#<=>, operators"),
        Derived::ComparedTexts => Ok("#<=>, to which text is welcome"),
    }
}

fn go(derived: Derived) -> Spelled {
    match derived {
        Derived::ChoiceOfText => Ok("ParseType(), UnmarshalText()"),
        Derived::TextOfChoice => Ok("String(), MarshalText()"),
        Derived::Must => Ok("MustParseType(), MustNewType()"),
        Derived::Cached => Err("A map does the same, and its owner says for how long."),
        Derived::Span => Err("A slice takes two numbers, which are there."),
        Derived::Changed => Err("Records are structs, whose copies are changed; objects are made anew."),
        Derived::Compared => Ok("Compare()"),
        Derived::ComparedTexts => Err("Values are made of text in one step."),
    }
}
