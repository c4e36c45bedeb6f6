//! Special methods: a language's own syntax, `for item in bag`, `len(bag)`, `item in bag`, `a | b`, `a <= b`, for methods of an object.

use super::derived::derived_methods;
use super::glue::asks_for_py;
use super::layout::{bracketed, docstring};
use super::spelling::{glue_identifier, identifier};
use super::types::{Lists, extracted, extracted_argument, given, taken};
use crate::interface::*;
use anyhow::{Context, Result, ensure};

/// A special method of a class, in the glue and in the stubs.
pub struct Special {
    /// Its definition in the glue.
    pub glue: String,
    /// Its definition in the stubs, with the docs of the method that it stands for.
    pub stub: String,
}

/// The special methods that an object's protocol asks for.
pub fn special_methods(interface: &Interface, object: &Object) -> Result<Vec<Special>> {
    let writer = Writer { interface, object };
    let protocol = &object.protocol;
    let operators = [
        ("or", &protocol.union),
        ("and", &protocol.intersection),
        ("sub", &protocol.difference),
        ("xor", &protocol.symmetric_difference),
    ];
    let mut special = vec![];
    special.extend(object.sequence().map(|sequence| writer.sequence(sequence)).unwrap_or_default());
    special.extend(protocol.iterate.as_deref().map(|method| writer.iterate(method)).transpose()?);
    special.extend(protocol.lookup.as_deref().map(|method| writer.lookup(method)).transpose()?);
    special.extend(protocol.length.as_deref().map(|method| writer.length(method)).transpose()?);
    if let (Some(method), None) = (protocol.iterate.as_deref(), &protocol.length) {
        special.push(writer.counted(method)?);
    }
    special.extend(protocol.contains.as_deref().map(|method| writer.contains(method)).transpose()?);
    if let (Some(method), None) = (protocol.iterate.as_deref(), &protocol.contains) {
        special.push(writer.found(method)?);
    }
    for (name, method) in operators {
        special.extend(method.as_deref().map(|method| writer.operator(name, method)).transpose()?);
    }
    special.extend(protocol.complement.as_deref().map(|method| writer.complement(method)).transpose()?);
    special.extend(protocol.predicate.then(|| writer.called()).transpose()?);
    if let Some(method) = protocol.subset.as_deref() {
        special.push(writer.comparison(method)?);
        special.push(writer.question("issubset", method, "&self.0, other")?);
        special.push(writer.question("issuperset", method, "other, &self.0")?);
    }
    special.extend(protocol.disjoint.as_deref().map(|m| writer.question("isdisjoint", m, "&self.0, other")).transpose()?);
    special.extend(derived_methods(object));
    Ok(special)
}

/// Whether Python's comparisons are those of sets.
pub fn is_set(object: &Object) -> bool {
    object.protocol.subset.is_some()
}

/// The argument of a method that takes another set, or its items.
pub struct SetArgument {
    /// What PyO3 extracts.
    pub extracted: String,
    /// Its annotation.
    pub taken: String,
    /// The statement that makes a set of it.
    pub prelude: String,
}

/// The argument of a method of two sets, if the method is one whose other set may be given as items.
pub fn set_argument(interface: &Interface, object: &Object, function: &Function) -> Option<SetArgument> {
    let of_two_sets = object.protocol.of_two_sets().any(|name| function.name.rust() == name);
    let make = object.protocol.with_items.as_deref().filter(|_| of_two_sets).and_then(|name| object.method(name))?;
    let (class, name) = (object.name.pascal(), glue_identifier(&function.arguments.first()?.name));
    let items = &make.arguments.first()?.ty;
    let py = if asks_for_py(make) { "py, " } else { "" };
    let make = format!("|{}, items| self.{}({py}items)", if py.is_empty() { "_" } else { "py" }, glue_identifier(&make.name));
    Some(SetArgument {
        extracted: format!("runtime::SetOr<'_, {class}, {}>", extracted_item(interface, object, items.list_element()?)),
        taken: format!("{class} | {}", taken_items(interface, object, items)),
        prelude: format!("let {name} = {name}.resolve({make})?;\nlet {name} = {name}.value();"),
    })
}

/// What an argument with items is extracted as, if they are given as text.
pub fn items_argument(object: &Object, function: &Function) -> Option<String> {
    let makes = object.protocol.with_items.as_deref() == Some(function.name.rust());
    let takes_texts = function.arguments.first().is_some_and(|a| a.ty == Type::List(Box::new(Type::String)));
    (makes && takes_texts).then(|| format!("runtime::List<{}>", item_class(object)))
}

/// The annotation of a list of items.
pub fn taken_items(interface: &Interface, object: &Object, items: &Type) -> String {
    match items {
        Type::List(element) if **element == Type::String => {
            format!("Iterable[{}]", item_types(object).iter().chain(&["str".to_owned()]).cloned().collect::<Vec<_>>().join(" | "))
        }
        other => taken(interface, other),
    }
}

fn extracted_item(interface: &Interface, object: &Object, element: &Type) -> String {
    if *element == Type::String { item_class(object) } else { extracted(interface, element, false) }
}

/// The name of what may be an item, in the glue.
fn item_class(object: &Object) -> String {
    format!("{}Item", object.name.pascal())
}

/// The classes whose objects may be items by their text: what iterating gives, and those that are named.
fn item_types(object: &Object) -> Vec<String> {
    let iterated = object.protocol.iterate.as_deref().and_then(|name| object.method(name)?.returns.as_ref()?.list_element());
    let iterated = match iterated {
        Some(Type::Object(name) | Type::Record(name)) => Some(name.pascal()),
        _ => None,
    };
    iterated.into_iter().chain(object.protocol.items.iter().map(|name| Name::new(name).pascal())).collect()
}

/// What the glue knows of an object's items, where they are given as text.
pub struct Items {
    /// The name of what may be one.
    pub class: String,
    /// The classes whose text may be one.
    pub types: Vec<String>,
    /// What is expected.
    pub expected: String,
}

/// The items of an object, if some method takes them as text.
pub fn items(object: &Object) -> Option<Items> {
    let protocol = &object.protocol;
    let methods = [&protocol.contains, &protocol.with_items].into_iter().flatten().filter_map(|name| object.method(name));
    let is_text = |a: &Argument| a.ty == Type::String || a.ty.list_element() == Some(&Type::String);
    methods.flat_map(|m| &m.arguments).any(is_text).then(|| {
        let types = item_types(object);
        let expected = if types.is_empty() { "text".to_owned() } else { format!("{} or text", types.join(", ")) };
        Items { class: item_class(object), types, expected }
    })
}

/// The annotation of what stands in a sequence's places, if it is one: an item, nothing if it has gaps, an error if one may be wrong.
pub fn sequence_item(object: &Object) -> Option<String> {
    let sequence = object.sequence()?;
    let item = good_item(object, sequence.item());
    Some(match &sequence.index.error {
        Some(error) => format!("{item} | {}", error.pascal()),
        None => item,
    })
}

/// The same without errors.
fn good_item(object: &Object, item: &Type) -> String {
    let item = given(item, Lists::Fresh);
    if object.has_gaps() { format!("{item} | None") } else { item }
}

/// Iterating over a sequence in which errors stand, with a word on what becomes of them.
fn iterate_with(object: &Object, item: &Type, error: &Name) -> Special {
    const DOCS: &str = "The items in order. What becomes of the errors in the places of items says `on_error`: \
        \"raise\" raises the first one, \"skip\" leaves them out, and \"collect\" gives them in their places.";
    let (item, error) = (good_item(object, item), error.pascal());
    let choice = |words: &str, item: &str, body: &str| {
        let parameters = ["self", "*", words].map(str::to_owned);
        bracketed("    ", "def iterate(", &parameters, &format!(") -> Iterator[{item}]:{body}"))
    };
    let good = choice("on_error: Literal[\"raise\", \"skip\"] = \"raise\"", &item, "");
    let all = choice("on_error: Literal[\"collect\"]", &format!("{item} | {error}"), " ...");
    let docs = docstring(DOCS, "        ");
    Special {
        glue: format!(
            "/// {DOCS}
            #[pyo3(signature = (*, on_error = \"raise\"), text_signature = \"($self, *, on_error='raise')\")]
            fn iterate<'py>(slf: &Bound<'py, Self>, on_error: &str) -> PyResult<Bound<'py, PyIterator>> {{
                static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
                runtime::iterate_with(slf, on_error, CLASS.import(slf.py(), ERRORS, \"{error}\")?)
            }}"
        ),
        stub: format!("    @overload\n{good}\n{docs}\n    @overload\n{all}"),
    }
}

/// What the glue knows of a sequence: how it calls the methods.
pub struct SequenceCalls {
    /// The length.
    pub length: String,
    /// The item at `place`, inside `PyResult`.
    pub item: String,
    /// The class of errors that stand for items.
    pub error: Option<String>,
    /// A part.
    pub part: String,
}

/// The calls of a sequence's methods, on `own`.
pub fn sequence_calls(object: &Object) -> Option<SequenceCalls> {
    let Sequence { index, length, slice } = object.sequence()?;
    let called = |method: &Function, arguments: &[&str]| call(method, arguments).replacen("self", "own.get()", 1);
    Some(SequenceCalls {
        length: called(length, &["own.py()"]),
        item: called(index, &["own.py()", "runtime::Plain(place as u64)"]),
        error: index.error.as_ref().map(Name::pascal),
        part: called(
            slice,
            &["own.py()", "runtime::Plain(start as u64)", "runtime::Plain(count as u64)", "runtime::Plain(step as i64)"],
        ),
    })
}

struct Writer<'a> {
    interface: &'a Interface,
    object: &'a Object,
}

impl<'a> Writer<'a> {
    /// What makes it a sequence, besides its length.
    fn sequence(&self, sequence: Sequence) -> Vec<Special> {
        let class = self.object.name.pascal();
        let item = sequence_item(self.object).expect("it is a sequence");
        let special = |glue: &str, stub: String| Special { glue: glue.to_owned(), stub };
        let docs = format!(
            "The item at a place, from 0 on, or from the end if it is negative{}; a part, for a slice.",
            if sequence.index.throws() { ", or the error in its place" } else { "" }
        );
        let items = if sequence.index.throws() {
            "The items in order; an error stands where an item is wrong."
        } else {
            "The items in order."
        };
        let key = ["self", "key: SupportsIndex", "/"].map(str::to_owned);
        let bounds = ["self", "value: object", "start: SupportsIndex | None = None", "stop: SupportsIndex | None = None", "/"];
        let bounds = bounds.map(str::to_owned);
        let mut special_methods = vec![
            special(
                "fn __getitem__<'py>(slf: &Bound<'py, Self>, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
                    runtime::subscript(slf, key)
                }",
                format!(
                    "    @overload\n{}\n{}\n    @overload\n    def __getitem__(self, key: slice, /) -> {class}: ...",
                    bracketed("    ", "def __getitem__(", &key, &format!(") -> {item}:")),
                    docstring(&docs, "        ")
                ),
            ),
            special(
                "fn __iter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyIterator>> { runtime::iterate(slf) }",
                documented(&format!("def __iter__(self) -> Iterator[{item}]:"), items),
            ),
            special(
                "fn __reversed__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyIterator>> { runtime::reversed(slf) }",
                documented(&format!("def __reversed__(self) -> Iterator[{item}]:"), "The items, the last first."),
            ),
            special(
                "/// The first place of an equal item, from `start` on and before `stop`.
                #[pyo3(signature = (value, start=None, stop=None, /))]
                fn index<'py>(
                    slf: &Bound<'py, Self>,
                    value: &Bound<'py, PyAny>,
                    start: Option<&Bound<'py, PyAny>>,
                    stop: Option<&Bound<'py, PyAny>>,
                ) -> PyResult<usize> {
                    runtime::index_of(slf, value, start, stop)
                }",
                documented(
                    bracketed("    ", "def index(", &bounds, ") -> int:").trim_start(),
                    "The first place of an equal item, from `start` on and before `stop`.",
                ),
            ),
            special(
                "/// How many items are equal.
                #[pyo3(signature = (value, /))]
                fn count(slf: &Bound<'_, Self>, value: &Bound<'_, PyAny>) -> PyResult<usize> { runtime::count_of(slf, value) }",
                documented("def count(self, value: object, /) -> int:", "How many items are equal."),
            ),
        ];
        special_methods.extend(sequence.index.error.as_ref().map(|error| iterate_with(self.object, sequence.item(), error)));
        special_methods
    }

    fn iterate(&self, method: &str) -> Result<Special> {
        let method = self.method(method, 0)?;
        let through = self.interface.iterated_sequence(self.object).and_then(sequence_item);
        let (item, list) = match (&method.returns, through) {
            (Some(Type::List(item)), _) => (given(item, Lists::Fresh), ""),
            (_, Some(item)) => (item, ".into_bound_py_any(py)?"),
            _ => return self.refuse(method, "give a list or a sequence"),
        };
        let call = call(method, &["py"]);
        Ok(Special {
            glue: format!(
                "fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {{ {call}?{list}.try_iter() }}"
            ),
            stub: documented(&format!("def __iter__(self) -> Iterator[{item}]:"), &method.docs),
        })
    }

    fn lookup(&self, method: &str) -> Result<Special> {
        let method = self.method(method, 1)?;
        let Some(item) = &method.returns else { return self.refuse(method, "give something") };
        let argument = &method.arguments[0];
        let (name, extracted) = (glue_identifier(&argument.name), extracted_argument(self.interface, argument));
        let call = call(method, &["key.py()", "value"]);
        let header =
            format!("def __getitem__(self, key: {}, /) -> {}:", taken(self.interface, &argument.ty), given(item, Lists::Fresh));
        Ok(Special {
            glue: format!(
                "fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {{
                    let value: {extracted} = argument::{name}(key)?;
                    {call}?.into_bound_py_any(key.py())
                }}"
            ),
            stub: documented(&header, &method.docs),
        })
    }

    fn length(&self, method: &str) -> Result<Special> {
        let method = self.method(method, 0)?;
        let Some(Type::Int { .. }) = &method.returns else { return self.refuse(method, "give a number") };
        let (py, call) = (py_parameter(method), call(method, &["py"]));
        Ok(Special {
            glue: format!("fn __len__(&self{py}) -> PyResult<usize> {{ Ok(usize::try_from({call}?)?) }}"),
            stub: documented("def __len__(self) -> int:", &method.docs),
        })
    }

    /// What iterates has a length. Where that is not a property of its own, nothing is not what it is about: it is true all the same.
    fn counted(&self, method: &str) -> Result<Special> {
        let call = call(self.method(method, 0)?, &["py"]);
        let stubs = [
            "    def __len__(self) -> int:",
            "        \"\"\"The number of things that iterating gives.\"\"\"",
            "    def __bool__(self) -> bool:",
            "        \"\"\"True, also if iterating gives nothing.\"\"\"",
        ];
        Ok(Special {
            glue: format!(
                "fn __len__(&self, py: Python<'_>) -> PyResult<usize> {{ Ok({call}?.len()) }}

                fn __bool__(&self) -> bool {{ true }}"
            ),
            stub: stubs.join("\n"),
        })
    }

    /// What iterates says what is in it: what is equal to one of the things, as in a tuple.
    fn found(&self, method: &str) -> Result<Special> {
        let call = call(self.method(method, 0)?, &["item.py()"]);
        Ok(Special {
            glue: format!(
                "fn __contains__(&self, item: &Bound<'_, PyAny>) -> PyResult<bool> {{
                    {call}?.into_bound_py_any(item.py())?.contains(item)
                }}"
            ),
            stub: documented("def __contains__(self, item: object, /) -> bool:", "Whether iterating gives it."),
        })
    }

    /// What cannot be an item is not in it, as in Python's own containers.
    fn contains(&self, method: &str) -> Result<Special> {
        let method = self.method(method, 1)?;
        let Some(Type::Bool) = &method.returns else { return self.refuse(method, "give a truth value") };
        let (item, value) = match &method.arguments[0].ty {
            Type::String => (item_class(self.object), "runtime::Text::from(value.0)"),
            ty => (extracted(self.interface, ty, method.arguments[0].by_ref), "value"),
        };
        let call = call(method, &["item.py()", value]);
        let asked = match &self.object.protocol.key_of {
            Some(key) => format!("runtime::contains_key(item, {key:?}, "),
            None => "runtime::contains(item, ".to_owned(),
        };
        Ok(Special {
            glue: format!(
                "fn __contains__(&self, item: &Bound<'_, PyAny>) -> PyResult<bool> {{
                    {asked}|value: {item}| {call})
                }}"
            ),
            stub: documented("def __contains__(self, item: object, /) -> bool:", &method.docs),
        })
    }

    /// Operators are for sets alone, as with Python's own; methods take any iterable. PyO3 gives `NotImplemented` where the other operand
    /// is of another type.
    fn operator(&self, name: &str, method: &str) -> Result<Special> {
        let method = self.set_method(method, &Type::Object(self.object.name.clone()))?;
        let class = self.object.name.pascal();
        let takes_items = set_argument(self.interface, self.object, method).is_some();
        let other = match takes_items {
            true => "runtime::SetOr::Set(other.0)",
            false if self.object.is_text => "runtime::TextOr::Instance(other.0)",
            false => "other",
        };
        let (py, call) = (py_parameter(method), call(method, &["py", other]));
        Ok(Special {
            glue: format!(
                "fn __{name}__(&self{py}, other: runtime::Instance<'_, {class}>) -> PyResult<runtime::Made<{class}>> {{ {call} }}"
            ),
            // Python adds the reflected method to every operator of an extension type.
            stub: ["", "r"]
                .map(|r| documented(&format!("def __{r}{name}__(self, other: {class}, /) -> {class}:"), &method.docs))
                .join("\n"),
        })
    }

    fn complement(&self, method: &str) -> Result<Special> {
        let (method, class) = (self.method(method, 0)?, self.object.name.pascal());
        let (py, call) = (py_parameter(method), call(method, &["py"]));
        Ok(Special {
            glue: format!("fn __invert__(&self{py}) -> PyResult<runtime::Made<{class}>> {{ {call} }}"),
            stub: documented(&format!("def __invert__(self) -> {class}:"), &method.docs),
        })
    }

    /// What matches can be called: by the class of the item each method is told.
    fn called(&self) -> Result<Special> {
        let (mut cases, mut classes) = (String::new(), vec![]);
        for method in &self.object.protocol.matching {
            let method = self.method(method, 1)?;
            let Type::Object(class) = &method.arguments[0].ty else { return self.refuse(method, "take an object") };
            let (class, call) = (class.pascal(), call(method, &["item.py()", "runtime::Instance(item.clone())"]));
            cases += &format!("if let Ok(item) = item.cast::<{class}>() {{ return {call} }}\n");
            classes.push(class);
        }
        let docs = "Whether it matches something: it is a function, for `filter` and its like.";
        Ok(Special {
            glue: format!(
                "#[pyo3(signature = (item, /))]
                fn __call__(&self, item: &Bound<'_, PyAny>) -> PyResult<bool> {{
                    {cases}
                    Err(runtime::wrong_type(\"{}\", item.as_borrowed()))
                }}",
                classes.join(" or ")
            ),
            stub: documented(&called_line(&classes.join(" | ")), docs),
        })
    }

    fn comparison(&self, method: &str) -> Result<Special> {
        let method = self.set_method(method, &Type::Bool)?;
        let (class, rust) = (self.object.name.pascal(), format!("ffi::{}::{}", self.object.name, method.rust_name));
        ensure!(self.object.traits.eq && !method.throws(), "{}.{}: it must not fail", self.object.name, method.name);
        Ok(Special {
            glue: format!(
                "fn __richcmp__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>, op: CompareOp) -> PyResult<Py<PyAny>> {{
                    call_rust(|| runtime::compare_sets(slf, other, op, |a, b| {rust}(a, b)))
                }}"
            ),
            stub: ["lt", "le", "gt", "ge"]
                .map(|name| documented(&format!("def __{name}__(self, other: {class}, /) -> bool:"), comparison_docs(name)))
                .join("\n"),
        })
    }

    /// A method that has the name of one of Python's `set`, and takes what that takes.
    fn question(&self, name: &str, method: &str, passed: &str) -> Result<Special> {
        let method = self.set_method(method, &Type::Bool)?;
        let (owner, rust) = (&self.object.name, &method.rust_name);
        ensure!(!method.throws(), "{owner}.{}: it must not fail", method.name);
        let argument = &method.arguments[0];
        let (given_name, read) = (identifier(&argument.name), glue_identifier(&argument.name));
        let set = set_argument(self.interface, self.object, method).unwrap_or_else(|| SetArgument {
            extracted: extracted(self.interface, &argument.ty, true),
            taken: taken(self.interface, &argument.ty),
            prelude: format!("let {read} = {read}.value();"),
        });
        let docs = if name == "issuperset" { "Whether it has all items of the other." } else { &method.docs };
        let parameters = ["self".to_owned(), format!("{given_name}: {}", set.taken)];
        let header = bracketed("    ", &format!("def {name}("), &parameters, ") -> bool:");
        let passed = passed.replace("other", &read);
        let comment: String = docs.lines().map(|line| format!("/// {line}\n")).collect();
        Ok(Special {
            glue: format!(
                "{comment}fn {name}(&self, #[pyo3(from_py_with = argument::{read})] {read}: {}) -> PyResult<bool> {{
                    {}
                    call_rust(|| ffi::{owner}::{rust}({passed}))
                }}",
                set.extracted, set.prelude
            ),
            stub: format!("{header}\n{}", docstring(docs, "        ")),
        })
    }

    /// A method that takes another object of the type, and gives that.
    fn set_method(&self, method: &str, gives: &Type) -> Result<&'a Function> {
        let method = self.method(method, 1)?;
        let takes_own = method.arguments[0].ty == Type::Object(self.object.name.clone()) && method.arguments[0].by_ref;
        if !takes_own || method.returns.as_ref() != Some(gives) {
            return self.refuse(method, &format!("take a {} and give {}", self.object.name.pascal(), given(gives, Lists::Fresh)));
        }
        Ok(method)
    }

    /// The method, which must do with that many arguments.
    fn method(&self, name: &str, arguments: usize) -> Result<&'a Function> {
        let method = self.object.method(name).with_context(|| format!("{} has no method {name}", self.object.name))?;
        let object = &self.object.name;
        ensure!(method.arguments.len() == arguments, "{object}.{name}: a method of a protocol takes {arguments} arguments here");
        ensure!(!method.is_variadic, "{object}.{name}: a method of a protocol cannot be variadic");
        Ok(method)
    }

    fn refuse<T>(&self, method: &Function, need: &str) -> Result<T> {
        anyhow::bail!("{}.{}: to stand for Python's syntax it must {need}", self.object.name, method.name)
    }
}

fn comparison_docs(name: &str) -> &'static str {
    match name {
        "lt" => "Whether the other has all its items, and more.",
        "le" => "Whether the other has all its items.",
        "gt" => "Whether it has all items of the other, and more.",
        _ => "Whether it has all items of the other.",
    }
}

/// A stub, with docs.
pub fn documented(header: &str, docs: &str) -> String {
    format!("    {header}\n{}", docstring(docs, "        "))
}

/// The parameter of a special method that its method asks for.
fn py_parameter(method: &Function) -> &'static str {
    if asks_for_py(method) { ", py: Python<'_>" } else { "" }
}

/// The call of a method's glue; the first argument is the interpreter, for those that ask for it.
fn call(method: &Function, arguments: &[&str]) -> String {
    let arguments = if asks_for_py(method) { arguments } else { &arguments[1..] };
    format!("self.{}({})", glue_identifier(&method.name), arguments.join(", "))
}

/// The line of a method that takes one of several classes, or its lines where it is a long one.
fn called_line(classes: &str) -> String {
    let line = format!("def __call__(self, item: {classes}, /) -> bool:");
    match line.len() + "    ".len() {
        ..=88 => line,
        // Only its first line is indented by who puts it into the class.
        _ => format!("def __call__(\n        self,\n        item: {classes},\n        /,\n    ) -> bool:"),
    }
}
