//! Functions, methods and constructors.

use super::Go;
use super::docs::{self, Kind};
use super::lower::{Failure, Lowered};
use super::spell::{quoted, receiver};
use super::types::{has_no_nil, is_pointer};
use crate::c_abi::{Role, argument_parameters};
use crate::interface::*;

/// What a function belongs to.
#[derive(Clone, Copy)]
pub enum Owner<'a> {
    /// The package.
    Package,
    /// An object that it makes.
    Constructor(&'a Object),
    /// An object.
    Object(&'a Object),
    /// A record.
    Record(&'a Record),
    /// An enum.
    Enum(&'a Enum),
}

impl<'a> Owner<'a> {
    pub fn name(self) -> Option<&'a Name> {
        match self {
            Owner::Package => None,
            Owner::Constructor(object) | Owner::Object(object) => Some(&object.name),
            Owner::Record(record) => Some(&record.name),
            Owner::Enum(choice) => Some(&choice.name),
        }
    }
}

/// The arguments of a Go function, as they are declared and as they are used.
#[derive(Default)]
struct Inputs {
    /// Name and type.
    declared: Vec<(String, String)>,
    lowered: Lowered,
    /// The declaration of the type of its options, if it has several.
    options: String,
    /// Its type parameters.
    generics: &'static str,
}

impl Go<'_> {
    /// A function with all that it needs.
    pub fn function(&self, owner: Owner, function: &Function) -> String {
        let name = self.function_name(owner, function);
        let results = self.results(function.returns.as_ref());
        // A text may always be wrong: that it is not UTF-8, at least, is an error and no panic.
        let fails = function.throws()
            || function.callback().is_some()
            || matches!(owner, Owner::Constructor(object) if object.is_text && function.name.rust() == "new");
        let zeros = results.iter().map(|ty| self.zero(ty)).collect();
        let failure = if fails { Failure::Returns(zeros) } else { Failure::Panics };

        let mut inputs = self.inputs(owner, &name, function, &failure);
        let mut lowered = self.lower_self(owner, &failure);
        lowered.append(std::mem::take(&mut inputs.lowered));
        let shim = format!("go_{}", self.symbol(owner.name(), function));
        let mut body = self.range_check(owner, function);
        if let Some(argument) = function.callback() {
            body += &format!(
                "during := begin(ctx, {})\ndefer during.end()\n",
                self.names.argument(&argument.name, &self.receiver_name(owner))
            );
        }
        body.extend(lowered.before.iter().map(|statement| format!("{statement}\n")));
        body += &call(&shim, &lowered.passed);
        body.extend(lowered.kept.iter().map(|kept| format!("runtime.KeepAlive({kept})\n")));
        body += &match failure {
            Failure::Panics => "check(result.error)\n".to_owned(),
            _ if function.callback().is_some() => {
                format!("{}\n", failure.check("result.error != 0", "during.failed(pullError(result.error))"))
            }
            _ => format!("{}\n", failure.check("result.error != 0", "pullError(result.error)")),
        };
        let size = self.size(owner, function);
        let mut returned = match &function.returns {
            Some(_) if function.is_constant => vec!["pullBorrowed(result.text)".to_owned()],
            Some(ty) => self.lift("result", ty, &size),
            None => vec![],
        };
        if function.callback().is_some() {
            body += &self.stopped(&mut returned, &inputs.declared, &failure);
        }
        returned.extend(fails.then(|| "nil".to_owned()));
        if !returned.is_empty() {
            body += &format!("return {}\n", returned.join(", "));
        }
        let mut results = results;
        results.extend(fails.then(|| "error".to_owned()));
        let signature =
            format!("{}{name}{}({}){}", self.receiver(owner), inputs.generics, declared(&inputs.declared), result_list(&results));
        let docs = self.function_docs(&name, function, fails);
        format!("{}{docs}func {signature} {{\n{}}}\n", inputs.options, indented(&body))
    }

    /// What came back belongs to Go before it is asked whether the call was stopped.
    fn stopped(&self, returned: &mut Vec<String>, declared: &[(String, String)], failure: &Failure) -> String {
        let is_taken = |name: &str| declared.iter().any(|(taken, _)| taken == name);
        let apart = |name: &str| if is_taken(name) { format!("{name}_") } else { name.to_owned() };
        let names = ["value", "present"].map(apart)[..returned.len()].to_vec();
        let values = std::mem::replace(returned, names);
        let kept = if values.is_empty() { String::new() } else { format!("{} := {}\n", returned.join(", "), values.join(", ")) };
        format!("{kept}{}\n", failure.check("during.stopped() != nil", "during.err"))
    }

    /// `MustParseAtom`: for text, or a list of texts, that is known to be good.
    pub fn must_parse(&self, object: &Object, function: &Function) -> String {
        let parse = self.function_name(Owner::Constructor(object), function);
        let inputs = self.inputs(Owner::Constructor(object), &parse, function, &Failure::Panics);
        let passed: Vec<_> = inputs
            .declared
            .iter()
            .map(|(name, ty)| if ty.starts_with("...") { format!("{name}...") } else { name.clone() })
            .collect();
        let ty = self.names.exported(&object.name);
        let what = if object.is_text { "the text" } else { "a text" };
        format!(
            "// Must{parse} is like {parse}, but panics if {what} is wrong. It is for text that is written in the program.\n\
             func Must{parse}({}) *{ty} {{\n\treturn must({parse}({}))\n}}\n",
            declared(&inputs.declared),
            passed.join(", ")
        )
    }

    /// The name that a function has in Go.
    pub fn function_name(&self, owner: Owner, function: &Function) -> String {
        match owner {
            Owner::Package => self.names.exported(&function.name),
            Owner::Constructor(object) => self.names.constructor(object, function),
            Owner::Object(object) => self.method_name(object, function),
            Owner::Record(_) | Owner::Enum(_) => self.names.method(function),
        }
    }

    /// The name of an object's method: `Len` for the one that gives the number of items. What has no order may call something else `Compare`.
    pub fn method_name(&self, object: &Object, function: &Function) -> String {
        match object.protocol.length.as_deref() {
            Some(length) if length == function.name.rust() => "Len".into(),
            _ if function.name.rust() == "compare" && !object.traits.ord => "Compare".into(),
            _ => self.names.method(function),
        }
    }

    /// A place that there is not is the caller's mistake, as with a slice.
    fn range_check(&self, owner: Owner, function: &Function) -> String {
        match owner {
            Owner::Object(object) if self.is_index(object, function) => {
                let this = self.receiver_name(owner);
                let place = self.names.argument(&function.arguments[0].name, &this);
                let negative = if self.is_count(&function.arguments[0].ty) { format!("{place} < 0 || ") } else { String::new() };
                format!("if length := {this}.Len(); {negative}{place} >= length {{\n\toutOfRange({place}, length)\n}}\n")
            }
            _ => String::new(),
        }
    }

    /// About how many bytes the library has for the objects that a function gives: what they are made of tells.
    fn size(&self, owner: Owner, function: &Function) -> String {
        let is_small = |name: &Name| self.interface.object(name).is_text;
        // What was opened is as large as its files.
        let is_opened = |object: &Object| !object.is_text && self.parts(object, "").is_none();
        if selects_items(owner, function) || matches!(owner, Owner::Constructor(object) if is_opened(object)) {
            return "0".into();
        }
        let made = function.returns.as_ref().map(Type::without_option);
        let this = self.receiver_name(owner);
        let mut sizes: Vec<String> = match (owner, made) {
            (Owner::Object(object), _) if self.is_index(object, function) => {
                vec![format!("share({this}.bytes(), {this}.Len())")]
            }
            (Owner::Object(_), Some(Type::Object(made))) if !is_small(made) => vec![format!("{this}.bytes()")],
            (Owner::Object(object), Some(Type::List(_))) if !is_small(&object.name) => vec![format!("{this}.bytes()")],
            _ => vec![],
        };
        let has_options = function.optional().count() > 1;
        for argument in &function.arguments {
            let is_required = argument.default.is_none();
            let name = match is_required || !has_options {
                true => self.names.argument(&argument.name, &this),
                false => format!("chosen.{}", self.names.exported(&argument.name)),
            };
            match argument.ty.list_element().map(Type::without_option) {
                Some(Type::String) => sizes.push(format!("lengthOf({name})")),
                // A small object, and a list, is at most one of those that were given.
                Some(Type::Object(_)) if matches!(made, Some(Type::Object(made)) if !is_small(made)) => {
                    sizes.push(format!("sizeOf({name})"));
                }
                _ => {}
            }
            match &argument.ty {
                Type::String if is_required => sizes.push(format!("3*len({name})/2")),
                Type::Object(of) if is_required && !is_small(of) => sizes.push(format!("{name}.bytes()")),
                _ => {}
            }
        }
        if sizes.is_empty() { "0".into() } else { sizes.join("+") }
    }

    /// The name of the struct with the optional arguments of a function that has several.
    pub fn options_name(&self, owner: Owner, function: &Function) -> String {
        let type_name = owner.name().map(|name| self.names.exported(name)).unwrap_or_default();
        match owner {
            Owner::Constructor(_) if function.name.rust() == "new" => format!("{type_name}Options"),
            Owner::Package | Owner::Constructor(_) => format!("{}Options", self.function_name(owner, function)),
            Owner::Object(_) | Owner::Record(_) | Owner::Enum(_) => format!("{type_name}{}Options", self.names.method(function)),
        }
    }

    fn function_docs(&self, name: &str, function: &Function, fails: bool) -> String {
        let mut text = function.docs.clone();
        let tells_presence = matches!(&function.returns, Some(Type::Option(inner)) if has_no_nil(inner));
        if tells_presence {
            text += if fails {
                "\n\nThe second result tells whether there is one."
            } else {
                "\n\nThe last result tells whether there is one."
            };
        }
        for argument in function.optional().filter(|_| function.optional().count() > 1) {
            text = text.replace(&format!("`{}`", argument.name), &format!("`{}`", self.names.exported(&argument.name)));
        }
        for argument in &function.arguments {
            text = text.replace(&format!("`{}`", argument.name), &format!("`{}`", self.names.argument(&argument.name, "")));
        }
        if function.callback().is_some() {
            text += "\n\nWhen the context is done, the call is stopped as soon as the library calls back, and the error is the context's.";
        }
        let text = self.linked(&text);
        docs::comment(name, if function.is_property { Kind::Property } else { Kind::Function }, &text, "")
    }

    /// The C function behind it.
    fn symbol(&self, owner: Option<&Name>, function: &Function) -> &str {
        let is_wanted = |role: &Role| matches!(role, Role::Call(of, call) if of.as_ref() == owner && call.name == function.name);
        let found = self.abi.functions().find(|f| is_wanted(&f.role));
        &found.unwrap_or_else(|| panic!("the C ABI does not have {}", function.name)).symbol
    }

    fn receiver(&self, owner: Owner) -> String {
        let (name, pointer) = match owner {
            Owner::Object(object) => (&object.name, "*"),
            Owner::Record(record) => (&record.name, ""),
            Owner::Enum(choice) => (&choice.name, ""),
            _ => return String::new(),
        };
        let ty = self.names.exported(name);
        format!("({} {pointer}{ty}) ", receiver(&ty))
    }

    fn receiver_name(&self, owner: Owner) -> String {
        match owner {
            Owner::Object(_) | Owner::Record(_) | Owner::Enum(_) => {
                owner.name().map(|name| receiver(&self.names.exported(name))).unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    fn lower_self(&self, owner: Owner, failure: &Failure) -> Lowered {
        let receiver = self.receiver_name(owner);
        match owner {
            Owner::Object(object) => self.lower(&receiver, "self", &Type::Object(object.name.clone()), failure),
            Owner::Record(record) => self.lower(&receiver, "self", &Type::Record(record.name.clone()), failure),
            Owner::Enum(choice) => self.lower(&receiver, "self", &Type::Enum(choice.name.clone()), failure),
            _ => Lowered::default(),
        }
    }

    fn inputs(&self, owner: Owner, go_name: &str, function: &Function, failure: &Failure) -> Inputs {
        let receiver = self.receiver_name(owner);
        let mut inputs = Inputs::default();
        let optional: Vec<_> = function.optional().collect();
        if function.callback().is_some() {
            inputs.declared.push(("ctx".to_owned(), "context.Context".to_owned()));
        }
        for argument in function.required() {
            let name = self.names.argument(&argument.name, &receiver);
            let ty = match &argument.ty {
                Type::List(element) if is_last_of_variadic(function, argument) => format!("...{}", self.ty(element)),
                // Methods cannot have type parameters.
                ty if ty.is_list_of_maybe_texts() && matches!(owner, Owner::Package | Owner::Constructor(_)) => {
                    inputs.generics = "[T string | *string]";
                    "[]T".to_owned()
                }
                ty => self.ty(ty),
            };
            inputs.lowered.append(self.lower(&name, &name, &argument.ty, failure));
            inputs.declared.push((name, ty));
        }
        inputs
            .declared
            .extend(function.callback().map(|a| (self.names.argument(&a.name, &receiver), self.ty(a.ty.without_option()))));
        match optional.as_slice() {
            [] => {}
            [argument] => self.one_optional(argument, &receiver, failure, &mut inputs),
            several => {
                let type_name = self.options_name(owner, function);
                self.several_optional(several, &type_name, go_name, failure, &mut inputs);
            }
        }
        // For C it stands in its place.
        if let Some(place) = function.arguments.iter().position(|a| a.ty.is_callback()) {
            let before = function.arguments[..place].iter();
            let before = before.map(|a| argument_parameters(&self.abi.prefix, &a.name, &a.ty).len()).sum();
            inputs.lowered.passed.insert(before, "during.user()".to_owned());
        }
        inputs
    }

    /// One optional argument is written as a variadic one.
    fn one_optional(&self, argument: &Argument, receiver: &str, failure: &Failure, inputs: &mut Inputs) {
        let name = self.names.argument(&argument.name, receiver);
        if let Type::List(element) = &argument.ty {
            inputs.lowered.append(self.lower(&name, &name, &argument.ty, failure));
            inputs.declared.push((name, format!("...{}", self.ty(element))));
            return;
        }
        let default = self.literal(argument);
        let value = format!("{name}Value");
        let chosen = match (&argument.ty, default) {
            (given, None) if self.is_given_text(given) => format!("firstOrZero({name})"),
            (Type::Option(inner), None) if is_pointer(inner) => format!("firstOrNil({name})"),
            (Type::Option(inner), Some(default)) if is_pointer(inner) => format!("pointerOr(firstOrNil({name}), {default})"),
            (_, None) => format!("firstOrZero({name})"),
            (_, Some(default)) => format!("valueOr(firstOrNil({name}), {default})"),
        };
        let check = failure.check(&format!("len({name}) > 1"), &format!("tooMany({})", quoted(&name)));
        inputs.lowered.before.push(check);
        inputs.lowered.before.push(format!("{value} := {chosen}"));
        inputs.lowered.append(self.lower(&value, &name, &argument.ty, failure));
        inputs.declared.push((name, format!("...{}", self.ty(argument.ty.without_option()))));
    }

    /// Several optional arguments are the fields of a struct.
    fn several_optional(&self, arguments: &[&Argument], ty: &str, function: &str, failure: &Failure, inputs: &mut Inputs) {
        let mut fields = String::new();
        inputs.lowered.before.push(failure.check("len(options) > 1", "tooMany(\"options\")"));
        inputs.lowered.before.push("chosen := firstOrZero(options)".into());
        for argument in arguments {
            let (field, local) = (self.names.exported(&argument.name), self.names.argument(&argument.name, ""));
            let (default, go_type) = (self.literal(argument), self.ty(&argument.ty));
            let is_option = argument.ty.is_option();
            let (declared, value, docs) = match &default {
                None => (go_type, format!("chosen.{field}"), self.zero_docs(argument).to_owned()),
                Some(default) => {
                    let (declared, or) = if is_option { (go_type, "pointerOr") } else { (format!("*{go_type}"), "valueOr") };
                    inputs.lowered.before.push(format!("{local}Value := {or}(chosen.{field}, {default})"));
                    (declared, format!("{local}Value"), format!("If it is nil: {}.", default_text(argument)))
                }
            };
            fields += &format!("\t// {docs}\n\t{field} {declared}\n");
            inputs.lowered.append(self.lower(&value, &local, &argument.ty, failure));
        }
        inputs.options = format!(
            "// {ty} are the optional arguments of {}. Those that are not set take their defaults.\ntype {ty} struct {{\n{fields}}}\n\n",
            function
        );
        inputs.declared.push(("options".into(), format!("...{ty}")));
    }

    /// The names of a function's arguments, and of the variables that are made of them.
    pub fn variables(&self, owner: Owner, function: &Function) -> (Vec<String>, Vec<String>) {
        let inputs = self.inputs(owner, "", function, &Failure::Panics);
        let made = inputs.lowered.before.iter().flat_map(|statement| statement.lines()).filter_map(|line| {
            let line = line.trim().trim_start_matches("var ");
            Some(line.split_once(" :=").or_else(|| line.split_once(" C.uintptr_t"))?.0)
        });
        let made = made.flat_map(|names| names.split(", ")).map(str::to_owned).collect();
        (inputs.declared.into_iter().map(|(name, _)| name).collect(), made)
    }

    fn zero_docs(&self, argument: &Argument) -> &'static str {
        match (&argument.ty, argument.default.as_ref()) {
            (given, _) if self.is_given_text(given) => "Empty if there is none, as by default.",
            (Type::Option(inner), _) if matches!(**inner, Type::Enum(_)) => "0 if there is none, as by default.",
            (Type::Option(_), _) => "nil if there is none, as by default.",
            (Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Bytes | Type::String, _) => "Empty by default.",
            (Type::Bool, _) => "False by default.",
            _ => "0 by default.",
        }
    }

    /// The default as a Go literal, if it is not what Go gives to a variable that is not set.
    pub fn literal(&self, argument: &Argument) -> Option<String> {
        let literal = match argument.default.as_ref()? {
            Default::None | Default::Empty | Default::Bool(false) => return None,
            Default::Bool(true) => "true".into(),
            Default::Int(text) | Default::Float(text) => text.clone(),
            Default::String(text) => quoted(text),
        };
        let is_zero = literal == "\"\"" || literal.parse::<f64>().is_ok_and(|number| number == 0.0);
        if is_zero && !argument.ty.is_option() {
            return None;
        }
        // A literal has no type of its own when it is passed to a generic function.
        let ty = self.ty(argument.ty.without_option());
        Some(if matches!(ty.as_str(), "string" | "bool") { literal } else { format!("{ty}({literal})") })
    }
}

/// The default as documentation tells it.
fn default_text(argument: &Argument) -> String {
    match argument.default.as_ref() {
        Some(Default::Int(text) | Default::Float(text)) => text.clone(),
        Some(Default::String(text)) => quoted(text),
        _ => "true".into(),
    }
}

/// Whether it gives some of the items that the object holds: it makes nothing new.
fn selects_items(owner: Owner, function: &Function) -> bool {
    let Owner::Object(object) = owner else { return false };
    let items = object.protocol.iterate.as_deref().and_then(|name| object.method(name)).and_then(|all| all.returns.as_ref());
    let item = items.and_then(Type::list_element);
    let given = function.returns.as_ref().map(|given| given.list_element().unwrap_or(given.without_option()));
    item.is_some() && item == given && !function.arguments.is_empty()
}

fn is_last_of_variadic(function: &Function, argument: &Argument) -> bool {
    function.is_variadic && function.arguments.last().is_some_and(|last| std::ptr::eq(last, argument))
}

/// `a, b *Point, count uint32`
fn declared(parameters: &[(String, String)]) -> String {
    let mut text = String::new();
    for (index, (name, ty)) in parameters.iter().enumerate() {
        let same_follows = parameters.get(index + 1).is_some_and(|(_, next)| next == ty);
        text += name;
        if !same_follows {
            text += &format!(" {ty}");
        }
        if index + 1 < parameters.len() {
            text += ", ";
        }
    }
    text
}

fn result_list(results: &[String]) -> String {
    match results {
        [] => String::new(),
        [one] => format!(" {one}"),
        several => format!(" ({})", several.join(", ")),
    }
}

/// The call of a shim, over several lines if it is long.
pub fn call(shim: &str, passed: &[String]) -> String {
    let line = format!("result := C.{shim}({})\n", passed.join(", "));
    if line.len() <= 120 {
        return line;
    }
    let passed: String = passed.iter().map(|argument| format!("\t{argument},\n")).collect();
    format!("result := C.{shim}(\n{passed})\n")
}

/// Each line one tab deeper.
pub fn indented(text: &str) -> String {
    text.lines().map(|line| format!("\t{line}\n")).collect()
}
