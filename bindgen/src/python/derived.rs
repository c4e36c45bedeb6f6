//! Methods that follow from a type: what other languages have as `compare`, other values for some parts, the number that a text is.

use super::protocol::{Special, documented, is_set};
use crate::interface::Object;

/// The methods that follow from what an object is.
pub fn derived_methods(object: &Object) -> Vec<Special> {
    let ordered = object.traits.ord && !is_set(object) && object.method("compare").is_none();
    // What is made of its parts has the same from there.
    let changes = object.is_text && object.can_be_changed();
    let special = [ordered.then(|| compare(object)), changes.then(|| replace(object)), object.protocol.digits.then(number)];
    special.into_iter().flatten().collect()
}

fn compare(object: &Object) -> Special {
    const DOCS: &str = "-1, 0 or 1, as it is less than the other, equal to it or greater.";
    let class = object.name.pascal();
    let (extracted, taken) = match object.is_text {
        true => (format!("runtime::TextOr<'_, {class}>"), format!("{class} | str")),
        false => (format!("runtime::Instance<'_, {class}>"), class),
    };
    Special {
        glue: format!(
            "/// {DOCS}
            #[pyo3(signature = (other, /))]
            fn compare(&self, other: {extracted}) -> PyResult<i8> {{
                call_rust(|| runtime::Class::value(self).cmp(other.value()) as i8)
            }}"
        ),
        stub: documented(&format!("def compare(self, other: {taken}, /) -> int:"), DOCS),
    }
}

fn replace(object: &Object) -> Special {
    let changer = |(method, parts): (&str, Vec<&str>)| format!("({method:?}, &{parts:?})");
    let changers: Vec<_> = object.changers().into_iter().map(changer).collect();
    Special {
        glue: format!(
            "/// Another one, with some parts changed; `copy.replace` calls it.
            #[pyo3(signature = (**changes), text_signature = \"($self, /, **changes)\")]
            fn __replace__<'py>(slf: &Bound<'py, Self>, changes: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {{
                runtime::changed(slf, &[{}], changes)
            }}",
            changers.join(", ")
        ),
        stub: format!("    def __replace__(self, /, **changes: object) -> {}: ...", object.name.pascal()),
    }
}

fn number() -> Special {
    Special {
        glue: "fn __int__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                py.get_type::<PyInt>().call1((self.__str__(py)?,))
            }"
        .to_owned(),
        stub: "    def __int__(self) -> int: ...".to_owned(),
    }
}
