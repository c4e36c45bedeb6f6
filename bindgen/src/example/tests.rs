//! Examples are held against the interface, and spelled in each language.

use crate::read::tests::whole;
use crate::read::tests::{choice, config, function, variant};
use crate::{c, go, python, ruby};
use uniffi_meta::{EnumShape, FnParamMetadata, Metadata, Type};

const EXAMPLE: &str = "color = work(\"it\")\ncolor -> Color.Red";

/// An interface of an enum and a function with an example.
fn items(example: &str) -> Vec<Metadata> {
    let color = Type::Enum { module_path: "some_ffi".into(), name: "Color".into() };
    let work = function(|f| {
        f.docstring = Some(format!(" Works.\n\n```example\n{example}\n```\n\n More."));
        f.inputs = vec![FnParamMetadata::simple("what", Type::String)];
        f.return_type = Some(color);
    });
    vec![choice("Color", EnumShape::Enum, vec![variant("Red", vec![]), variant("Green", vec![])]), work]
}

fn refusal(example: &str) -> String {
    let error = whole(&items(example), &config()).expect_err("this should be refused");
    error.to_string()
}

#[test]
fn what_does_not_fit_is_refused_with_name_and_line() {
    assert_eq!(refusal("work(1) -> Color.Red"), "work: in the example `work(1) -> Color.Red`: a text is expected");
    let reasons = [
        ("play() -> 1", "the interface has neither a type nor a function play"),
        ("work() -> Color.Red", "work: what is missing"),
        ("work(\"a\", \"b\") -> Color.Red", "work: an argument too many, or one that is not known"),
        ("work(\"a\", how = \"b\") -> Color.Red", "work: an argument too many, or one that is not known"),
        ("work(\"a\") -> Color.Blue", "Color has no such choice"),
        ("work(\"a\") -> none", "none was not given a value"),
        ("work(\"a\").size -> 1", "Color has no size"),
        ("work(\"a\")[0] -> 1", "only a list has items"),
        ("work(\"a\") -> work(\"a\")", "after the arrow stands a text, a number, a choice, or a list of them"),
        ("a = work(\"a\")", "an example ends with `expression -> value`"),
    ];
    for (example, reason) in reasons {
        let message = refusal(example);
        assert!(message.starts_with("work: ") && message.ends_with(reason), "{message}");
    }
}

#[test]
fn each_language_spells_it() {
    let interface = whole(&items(EXAMPLE), &config()).expect("it fits");
    let text = |files: anyhow::Result<Vec<crate::output::File>>, name: &str| {
        let files = files.expect("it is written");
        files.into_iter().find(|file| file.path.as_str().ends_with(name)).expect("the file is there").text
    };
    let python = text(python::generate(&interface, &config(), "".into()), "__init__.pyi");
    assert!(python.contains("    More.\n\n    >>> color = work(\"it\")\n    >>> color\n    Color.RED\n"), "{python}");
    let ruby = text(ruby::generate(&interface, &config(), "".into()), "functions.rb");
    assert!(ruby.contains("# More.\n  #\n  # @example\n  #   color = Some.work(\"it\")\n  #   color # => :red\n  #\n"), "{ruby}");
    let go = text(go::generate(&interface, &config(), "".into()), "examples_test.go");
    let body = "func ExampleWork() {\n\tcolor := some.Work(\"it\")\n\tfmt.Println(color)\n\t// Output: red\n}\n";
    assert!(go.ends_with(body), "{go}");
    let header = text(c::generate(&interface, &config(), "".into()), ".h");
    assert!(header.contains("More.") && !header.contains("example"), "{header}");
}
