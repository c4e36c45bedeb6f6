//! The pages of a small interface.

use super::links::sections;
use super::*;
use crate::read::tests::whole;
use crate::read::tests::{choice, config, function, variant};
use uniffi_meta::{EnumShape, FnParamMetadata, Metadata, Type};

/// An interface of an enum and a function with an example.
fn items() -> Vec<Metadata> {
    let color = Type::Enum { module_path: "some_ffi".into(), name: "Color".into() };
    let work = function(|f| {
        f.docstring = Some(" Gives a `Color` (PMS, sec:colors).\n\n```example\nwork(\"it\") -> Color.Red\n```".into());
        f.inputs = vec![FnParamMetadata::simple("what", Type::String)];
        f.return_type = Some(color);
    });
    vec![choice("Color", EnumShape::Enum, vec![variant("Red", vec![]), variant("Green", vec![])]), work]
}

fn page(name: &str) -> String {
    let interface = whole(&items(), &config()).expect("it fits");
    let reference = generate(&interface, &config()).expect("it is written");
    assert_eq!(reference.examples, [("Python", 1), ("Ruby", 1), ("Go", 1)]);
    reference.files.into_iter().find(|file| file.path == name).expect("the page is there").text
}

#[test]
fn each_language_has_a_tab_with_its_declaration_and_its_tested_example() {
    let page = page("functions.md");
    assert!(
        page.contains("### work { #work }\n\nGives a [`Color`](Color.md) (PMS, [sec:colors](../pms.md#sec-colors)).\n"),
        "{page}"
    );
    let python = "=== \"Python\"\n\n    ```python\n    work(what: str) -> Color\n    ```\n\n    ```pycon\n    >>> work(\"it\")\n    Color.RED\n    ```\n";
    assert!(page.contains(python), "{page}");
    let ruby = "    def self.work: (String) -> color\n    ```\n\n    ```ruby\n    Some.work(\"it\") # => :red\n";
    assert!(page.contains(ruby), "{page}");
    let go = "    func Work(what string) Color\n    ```\n\n    ```go\n    fmt.Println(some.Work(\"it\"))\n    // Output: red\n";
    assert!(page.contains(go), "{page}");
    assert!(page.contains("    some_color some_work(const char *what, size_t what_length);\n"), "{page}");
}

#[test]
fn choices_are_spelled_in_each_language() {
    let page = page("Color.md");
    for name in ["Color.RED", ":red # Some::Color::RED", "some.ColorRed", "SOME_COLOR_RED"] {
        assert!(page.contains(name), "{name}: {page}");
    }
}

#[test]
fn sections_are_found_and_told_where_they_are_cited() {
    assert_eq!(sections("As PMS says (alg:a-b), sec:c; not sec: and x:y, but sec:d.e."), ["alg:a-b", "sec:c", "sec:d.e"]);
    assert_eq!(page("sections.json"), "{\n  \"sec:colors\": [\n    \"work\"\n  ]\n}\n");
}
