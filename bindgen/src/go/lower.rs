//! How values go to C: what must be done before the call, and what is passed.

use super::Go;
use super::spell::quoted;
use super::types::c_scalar;
use crate::interface::*;

/// What a Go function does about a failure.
pub enum Failure {
    /// It returns an error, after these values.
    Returns(Vec<String>),
    /// It cannot return one.
    Panics,
}

impl Failure {
    /// The statement.
    pub fn with(&self, error: &str) -> String {
        match self {
            Failure::Returns(zeros) if zeros.is_empty() => format!("return {error}"),
            Failure::Returns(zeros) => format!("return {}, {error}", zeros.join(", ")),
            Failure::Panics => format!("panic({error})"),
        }
    }

    /// Fails if a condition holds.
    pub fn check(&self, condition: &str, error: &str) -> String {
        format!("if {condition} {{\n\t{}\n}}", self.with(error))
    }

    /// Puts the first result of a call that also gives an error into a variable.
    fn assign(&self, variable: &str, call: &str) -> String {
        match self {
            Failure::Returns(_) => format!("{variable}, err := {call}\n{}", self.check("err != nil", "err")),
            Failure::Panics => format!("{variable} := must({call})"),
        }
    }
}

/// A value on its way to C.
#[derive(Default)]
pub struct Lowered {
    /// Statements before the call.
    pub before: Vec<String>,
    /// The arguments of the C function.
    pub passed: Vec<String>,
    /// What Go must not collect before the call is over.
    pub kept: Vec<String>,
}

impl Lowered {
    fn pass(expression: impl Into<String>) -> Self {
        Self { passed: vec![expression.into()], ..Self::default() }
    }

    fn pass_two(first: String, second: String) -> Self {
        Self { passed: vec![first, second], ..Self::default() }
    }

    /// Adds another value's part.
    pub fn append(&mut self, mut other: Self) {
        self.before.append(&mut other.before);
        self.passed.append(&mut other.passed);
        self.kept.append(&mut other.kept);
    }
}

impl Go<'_> {
    /// Lowers `value`, a Go expression that costs nothing to repeat. `name` is what it is called in messages and in the names of
    /// variables made from it.
    pub fn lower(&self, value: &str, name: &str, ty: &Type, failure: &Failure) -> Lowered {
        let is_option = ty.is_option();
        match ty.without_option() {
            Type::String if self.is_given_text(ty) => {
                let before = vec![format!("{name}Text, {name}Length := givenText({value})")];
                Lowered { before, ..Lowered::pass_two(format!("{name}Text"), format!("{name}Length")) }
            }
            Type::String if is_option => {
                let before = vec![format!("{name}Text, {name}Length := maybeText({value})")];
                Lowered { before, ..Lowered::pass_two(format!("{name}Text"), format!("{name}Length")) }
            }
            Type::String => Lowered::pass_two(format!("textOf({value})"), format!("C.size_t(len({value}))")),
            Type::Bytes => {
                let function = if is_option { "maybeBytes" } else { "bytesOf" };
                Lowered::pass_two(format!("{function}({value})"), format!("C.size_t(len({value}))"))
            }
            Type::Enum(of) => self.lower_enum(value, of, is_option, failure),
            Type::Object(of) => self.lower_object(value, name, of, is_option, failure),
            Type::Record(of) => self.lower_record(value, name, of, is_option, failure),
            Type::List(element) => self.lower_list(value, name, element, failure),
            Type::Set(item) => {
                let items = format!("{name}Items");
                let mut lowered = self.lower_list(&items, name, item, failure);
                lowered.before.insert(0, format!("{items} := keysOf({value})"));
                lowered
            }
            Type::Map(..) => {
                let handle = format!("{name}Handle");
                let [lower, free] = ["lower", "free"].map(|verb| self.collection_function(verb, ty.without_option()));
                let before = vec![failure.assign(&handle, &format!("{lower}({value})")), format!("defer {free}({handle})")];
                Lowered { before, ..Lowered::pass(handle) }
            }
            Type::Duration | Type::Time => {
                let number = format!("{name}Nanoseconds");
                let function = match (ty.without_option(), is_option) {
                    (Type::Duration, false) => "nanosecondsOf",
                    (Type::Duration, true) => "maybeNanosecondsOf",
                    (_, false) => "nanosecondsSince1970",
                    (_, true) => "maybeNanosecondsSince1970",
                };
                let before = vec![failure.assign(&number, &format!("{function}({value}, {})", quoted(name)))];
                Lowered { before, ..Lowered::pass(number) }
            }
            Type::Callback { .. } => unreachable!("the call begins with it"),
            count if self.is_count(count) && is_option => Lowered::pass(format!("maybeCount({value})")),
            count if self.is_count(count) => {
                let before = vec![failure.check(&format!("{value} < 0"), &format!("negative({})", quoted(name)))];
                Lowered { before, ..Lowered::pass(format!("C.uint64_t({value})")) }
            }
            scalar if is_option => Lowered::pass(format!("(*C.{})(unsafe.Pointer({value}))", c_scalar(scalar))),
            scalar => Lowered::pass(format!("C.{}({value})", c_scalar(scalar))),
        }
    }

    fn lower_enum(&self, value: &str, of: &Name, is_option: bool, failure: &Failure) -> Lowered {
        let present = if is_option { format!("{value} != 0 && ") } else { String::new() };
        let error = format!("noChoice({}, {value})", quoted(&self.names.exported(of)));
        let before = vec![failure.check(&format!("{present}!{value}.isValid()"), &error)];
        Lowered { before, ..Lowered::pass(format!("numberOf({value})")) }
    }

    fn lower_object(&self, value: &str, name: &str, of: &Name, is_option: bool, failure: &Failure) -> Lowered {
        let handle = format!("{value}.pointer()");
        let kept = vec![value.to_owned()];
        let of = self.names.exported(of);
        let what = quoted(if name == "self" { &of } else { name });
        match failure {
            _ if is_option => {
                let closed = format!("{value} != nil && {handle} == 0");
                Lowered { before: vec![failure.check(&closed, &format!("gone({what})"))], kept, ..Lowered::pass(handle) }
            }
            Failure::Panics => Lowered { kept, ..Lowered::pass(format!("live({handle}, {what})")) },
            Failure::Returns(_) => {
                let before = vec![failure.check(&format!("{handle} == 0"), &format!("gone({what})"))];
                Lowered { before, kept, ..Lowered::pass(handle) }
            }
        }
    }

    fn lower_record(&self, value: &str, name: &str, of: &Name, is_option: bool, failure: &Failure) -> Lowered {
        let handle = format!("{name}Handle");
        let lowered = failure.assign(&handle, &format!("{value}.lower()"));
        let before = if is_option {
            // Nothing to free is allowed.
            let inner = failure.assign("lowered", &format!("{value}.lower()")).replace('\n', "\n\t");
            format!("var {handle} C.uintptr_t\nif {value} != nil {{\n\t{inner}\n\t{handle} = lowered\n}}")
        } else {
            lowered
        };
        let free = format!("defer free{}({handle})", self.names.exported(of));
        Lowered { before: vec![before, free], ..Lowered::pass(handle) }
    }

    fn lower_list(&self, value: &str, name: &str, element: &Type, failure: &Failure) -> Lowered {
        let count = format!("C.size_t(len({value}))");
        let count_of = count.clone();
        match element.without_option() {
            Type::String => {
                let join = if element.is_option() { "joinMaybeTexts" } else { "joinTexts" };
                let before = vec![format!("{name}Texts, {name}Lengths := {join}({value})")];
                Lowered { before, passed: vec![format!("{name}Texts"), format!("{name}Lengths"), count], kept: vec![] }
            }
            Type::Bytes => {
                let before = vec![format!("{name}Bytes, {name}Lengths := joinBytes({value}, {})", element.is_option())];
                let passed = vec![format!("{name}Bytes"), format!("{name}Lengths"), count];
                Lowered { before, passed, kept: vec![] }
            }
            time @ (Type::Duration | Type::Time) => {
                let numbers = format!("{name}Nanoseconds");
                let each = if *time == Type::Duration { "nanosecondsOf" } else { "nanosecondsSince1970" };
                let before = vec![failure.assign(&numbers, &format!("eachOf({value}, {each}, {})", quoted(name)))];
                Lowered { before, ..Lowered::pass_two(format!("unsafe.SliceData({numbers})"), count) }
            }
            Type::Object(_) => {
                let handles = format!("{name}Handles");
                let call = format!("handlesOf({value}, {})", quoted(name));
                let before = vec![failure.assign(&handles, &call)];
                Lowered { before, passed: vec![format!("unsafe.SliceData({handles})"), count], kept: vec![value.to_owned()] }
            }
            Type::Record(of) => {
                let (handles, of) = (format!("{name}Handles"), self.names.exported(of));
                let before =
                    vec![failure.assign(&handles, &format!("lowerEach{of}({value})")), format!("defer free{of}({handles}...)")];
                Lowered { before, ..Lowered::pass_two(format!("unsafe.SliceData({handles})"), count) }
            }
            collection if collection.is_collection() => {
                let handles = format!("{name}Handles");
                let [lower, free] = ["lower", "free"].map(|verb| self.collection_function(verb, collection));
                let before = vec![
                    failure.assign(&handles, &format!("lowerEach({value}, {lower}, {free})")),
                    format!("defer {free}({handles}...)"),
                ];
                Lowered { before, ..Lowered::pass_two(format!("unsafe.SliceData({handles})"), count) }
            }
            Type::Enum(of) => {
                let numbers = format!("{name}Numbers");
                let kind = quoted(&self.names.exported(of));
                let before = vec![failure.assign(&numbers, &format!("numbersOf({value}, {kind})"))];
                Lowered { before, ..Lowered::pass_two(format!("unsafe.SliceData({numbers})"), count) }
            }
            count if self.is_count(count) => Lowered::pass_two(format!("countsOf({value})"), count_of),
            scalar => {
                let pointer = format!("(*C.{})(unsafe.Pointer(unsafe.SliceData({value})))", c_scalar(scalar));
                Lowered::pass_two(pointer, count)
            }
        }
    }
}
