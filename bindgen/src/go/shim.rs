//! The C functions that Go calls: each makes one call of the library, asks whether it failed, and gives everything back at once.
//!
//! A panic waits on the thread that it happened on, and Go may go on on another one: call and question must be one step for Go.

use super::callbacks::{trampoline, trampolines};
use super::types::{c_scalar, shape};
use crate::c::spelled;
use crate::c_abi::{Abi, CFunction, CType, Exchange, Parameter, Role, Section, Subject, error_field_name, list_name, type_name};
use crate::interface::*;

/// All shims, and their names.
pub struct Shims {
    /// Their C source.
    pub text: String,
    /// The names of those that never call back, and keep nothing.
    pub names: Vec<String>,
}

/// The shims of an interface. Records that Go compares by itself have none for that.
pub fn shims(interface: &Interface, abi: &Abi, is_compared: impl Fn(&Record) -> bool) -> Shims {
    let mut writer = Writer { prefix: &abi.prefix, shims: Shims { text: trampolines(abi), names: vec![] } };
    // A list is freed as it is read, unless it was made here.
    let is_made = |section: &Section| section.functions.iter().any(|function| function.role == Role::ListNew);
    let is_called = |section: &Section, role: &Role| match (&section.subject, role) {
        (Subject::List(_), Role::Free) => is_made(section),
        (Subject::Record(name), Role::Equal) => !is_compared(interface.record(name)),
        _ => true,
    };
    for section in &abi.sections {
        section.functions.iter().filter(|f| is_called(section, &f.role)).for_each(|f| writer.function(section, f));
    }
    for section in &abi.sections {
        if let Subject::List(element) = &section.subject {
            let is_lent = |other: &Section| matches!(&other.subject, Subject::Map(k, v) if k == element || v == element);
            writer.list(element, "take");
            if abi.sections.iter().any(is_lent) {
                writer.list(element, "read");
            }
            if is_made(section) {
                writer.list_of(element);
            }
        }
    }
    for record in &interface.records {
        writer.record(record, abi);
    }
    writer.error(&interface.error_fields);
    writer.shims
}

struct Writer<'a> {
    prefix: &'a str,
    shims: Shims,
}

impl Writer<'_> {
    fn add(&mut self, returns: &str, name: &str, parameters: &str, body: &str) {
        let parameters = if parameters.is_empty() { "void" } else { parameters };
        self.shims.text += &format!("static inline {returns} {name}({parameters}) {{\n{body}}}\n\n");
        self.shims.names.push(name.to_owned());
    }

    /// Text that belongs to the library.
    fn constant(&mut self, symbol: &str) {
        let body = format!(
            "\tgo_constant result;\n\tresult.text = go_borrow({symbol}());\n\tresult.error = (uintptr_t){}_take_failure();\n\treturn result;\n",
            self.prefix
        );
        self.add("go_constant", &format!("go_{symbol}"), "", &body);
    }

    fn function(&mut self, section: &Section, function: &CFunction) {
        let name = format!("go_{}", function.symbol);
        let text = Type::String;
        let returns = match &function.role {
            Role::Call(_, call) if call.is_constant => return self.constant(&function.symbol),
            Role::Call(_, call) => call.returns.clone(),
            Role::Display | Role::Debug => Some(text),
            Role::FromText => Some(Type::Enum(Name::new("choice"))),
            Role::Equal => Some(Type::Bool),
            Role::Hash => Some(Type::Int { signed: false, bits: 64 }),
            Role::Compare => Some(Type::Int { signed: true, bits: 32 }),
            Role::RecordNew(_) | Role::ListNew | Role::MapNew => Some(Type::Object(Name::new("handle"))),
            Role::MapKeys | Role::MapValues => Some(Type::List(Box::new(lent_element(section, &function.role)))),
            Role::Exchange(Exchange::Export | Exchange::ExportStream) => None,
            Role::Exchange(_) => Some(Type::Object(Name::new("handle"))),
            Role::Free => return self.free(function, &name),
            _ => return,
        };
        let (parameters, before, arguments, after) = inputs(self.prefix, function);
        let shape = shape(returns.as_ref());
        let mut body = format!("\t{shape} go_result;\n\t{}_error *go_failure = NULL;\n{before}", self.prefix);
        body += &store("go_result", self.prefix, returns.as_ref(), &function.symbol, &arguments);
        body += &after;
        body += if throws(function) {
            "\tgo_result.error = (uintptr_t)go_failure;\n\treturn go_result;\n".to_owned()
        } else {
            format!(
                "\tgo_failure = {}_take_failure();\n\tgo_result.error = (uintptr_t)go_failure;\n\treturn go_result;\n",
                self.prefix
            )
        }
        .as_str();
        self.add(&shape, &name, &parameters, &body);
        if function.parameters.iter().any(|parameter| matches!(parameter.ty, CType::Function(_))) {
            self.shims.names.pop();
        }
    }

    /// Frees many handles at once: those that one cleanup is about.
    fn free(&mut self, function: &CFunction, name: &str) {
        let CType::OwnedHandle(handle) = &function.parameters[0].ty else { unreachable!("what is freed is a handle") };
        let body = format!("\tfor (size_t i = 0; i < count; i++) {{\n\t\t{}(({handle} *)handles[i]);\n\t}}\n", function.symbol);
        self.add("void", name, "const uintptr_t *handles, size_t count", &body);
    }

    /// Takes or reads all elements of a list, and frees it if it takes them.
    fn list(&mut self, element: &Type, verb: &str) {
        let list = list_name(self.prefix, element);
        let (out, value) = match element.without_option() {
            Type::String | Type::Bytes => ("uintptr_t".to_owned(), "(uintptr_t)"),
            Type::Object(_) | Type::Record(_) | Type::List(_) | Type::Map(..) => ("uintptr_t".to_owned(), "(uintptr_t)"),
            scalar => (c_scalar(scalar), ""),
        };
        let is_bytes = *element.without_option() == Type::Bytes;
        let is_text = matches!(element.without_option(), Type::String);
        let length = if is_bytes { ", &lengths[i]" } else { "" };
        let mut body = format!("\tgo_nothing result;\n\t{list} *owned = ({list} *)list;\n");
        body += "\tfor (size_t i = 0; i < count; i++) {\n";
        body += &format!("\t\telements[i] = {value}{list}_get(owned, i{length});\n");
        if is_text {
            body += &format!("\t\tlengths[i] = {}_string_length((const char *)elements[i]);\n", self.prefix);
        }
        let free = if verb == "take" { format!("\t{list}_free(owned);\n") } else { String::new() };
        body += &format!("\t}}\n{free}\tresult.error = (uintptr_t){}_take_failure();\n\treturn result;\n", self.prefix);
        let lengths = if is_text || is_bytes { ", size_t *lengths" } else { "" };
        let parameters = format!("uintptr_t list, {out} *elements{lengths}, size_t count");
        self.add("go_nothing", &format!("go_{list}_{verb}"), &parameters, &body);
    }

    /// A list with its length, of its handle.
    fn list_of(&mut self, element: &Type) {
        let list = list_name(self.prefix, element);
        let body = format!(
            "\tgo_list result;\n\tresult.handle = handle;\n\tresult.length = {list}_length((const {list} *)handle);\n\
             \tresult.error = 0;\n\treturn result;\n"
        );
        self.add("go_list", &format!("go_{list}_of"), "uintptr_t handle", &body);
    }

    /// Reads all fields of a record and frees it.
    fn record(&mut self, record: &Record, abi: &Abi) {
        let c_name = type_name(self.prefix, &record.name);
        let section = abi.section(&Subject::Record(record.name.clone()));
        let (mut fields, mut body) = (String::new(), format!("\tgo_{c_name} result;\n\t{c_name} *record = ({c_name} *)self;\n"));
        for function in &section.functions {
            let Role::RecordField(field) = &function.role else { continue };
            let place = format!("f_{}", field.name.snake());
            fields += &format!("\t{} {place};\n", shape(Some(&field.ty)));
            body += &store(&format!("result.{place}"), self.prefix, Some(&field.ty), &function.symbol, &["record".into()]);
        }
        body +=
            &format!("\t{c_name}_free(record);\n\tresult.error = (uintptr_t){}_take_failure();\n\treturn result;\n", self.prefix);
        self.shims.text += &format!("typedef struct {{\n{fields}\tuintptr_t error;\n}} go_{c_name};\n\n");
        self.add(&format!("go_{c_name}"), &format!("go_{c_name}_take"), "uintptr_t self", &body);
    }

    /// Reads all fields of an error.
    fn error(&mut self, carried: &[Field]) {
        let p = self.prefix;
        let (mut fields, mut body) =
            (String::new(), format!("\tgo_error result;\n\tconst {p}_error *error = (const {p}_error *)handle;\n"));
        body += &format!("\tresult.code = {p}_error_code(error);\n");
        body += &format!("\tresult.message = go_borrow({p}_error_message(error));\n");
        body += &format!("\tresult.backtrace = go_borrow({p}_error_backtrace(error));\n");
        for field in carried {
            let (name, symbol) = (field.name.snake(), error_field_name(&field.name));
            match field.ty.without_option() {
                Type::String => {
                    fields += &format!("\tgo_borrowed f_{name};\n");
                    body += &format!("\tresult.f_{name}.text = {p}_error_{symbol}(error, &result.f_{name}.length);\n");
                }
                scalar => {
                    fields += &format!("\t{} f_{name};\n", c_scalar(scalar));
                    body += &format!("\tresult.f_{name} = {p}_error_{symbol}(error);\n");
                }
            }
        }
        body += "\treturn result;\n";
        self.shims.text += &format!(
            "typedef struct {{\n\tint32_t code;\n\tgo_borrowed message;\n\tgo_borrowed backtrace;\n{fields}}} go_error;\n\n"
        );
        self.add("go_error", "go_error_read", "uintptr_t handle", &body);
        self.add("void", "go_error_free", "uintptr_t handle", &format!("\t{p}_error_free(({p}_error *)handle);\n"));
    }
}

/// What the list is of that a map lends.
fn lent_element(section: &Section, role: &Role) -> Type {
    match (&section.subject, role) {
        (Subject::Map(key, _), Role::MapKeys) => key.clone(),
        (Subject::Map(_, value), _) => value.clone(),
        (subject, _) => unreachable!("{subject:?} lends no list"),
    }
}

fn throws(function: &CFunction) -> bool {
    function.parameters.iter().any(is_error)
}

fn is_error(parameter: &Parameter) -> bool {
    matches!(&parameter.ty, CType::Out(out) if matches!(**out, CType::OwnedHandle(_)))
}

/// The shim's parameters, statements before the call, the call's arguments, and statements after it.
fn inputs(prefix: &str, function: &CFunction) -> (String, String, Vec<String>, String) {
    let (mut parameters, mut before, mut arguments, mut after) = (vec![], String::new(), vec![], String::new());
    for (index, parameter) in function.parameters.iter().enumerate() {
        let name = &parameter.name;
        let (declared, passed) = match &parameter.ty {
            CType::Handle(handle) => (format!("uintptr_t {name}"), format!("(const {handle} *){name}")),
            CType::Array(item) => match &**item {
                CType::Handle(handle) => (format!("const uintptr_t *{name}"), format!("(const {handle} *const *){name}")),
                CType::Enum(_) => (format!("const int32_t *{name}"), format!("(const {} *){name}", spelled(prefix, item))),
                CType::Text | CType::Bytes => {
                    // After texts come their lengths and, perhaps after other values, their number.
                    let (lengths, rest) = (&function.parameters[index + 1].name, &function.parameters[index + 2..]);
                    let count = &rest.iter().find(|p| p.ty == CType::Size).expect("the number of texts").name;
                    before += &format!("\tconst char *{name}_few[GO_FEW];\n");
                    before += &format!("\tconst char **{name}_all = go_split({name}, {lengths}, {count}, {name}_few);\n");
                    after += &format!("\tgo_split_done({name}_all, {name}_few);\n");
                    let cast = if **item == CType::Bytes { "(const uint8_t *const *)" } else { "" };
                    (format!("const char *{name}"), format!("{cast}{name}_all"))
                }
                item => (format!("const {} *{name}", spelled(prefix, item)), name.clone()),
            },
            CType::Out(_) if is_error(parameter) => {
                arguments.push("&go_failure".into());
                continue;
            }
            CType::Out(_) => continue,
            CType::Function(callback) => (format!("uintptr_t {name}"), trampoline(callback)),
            CType::User => {
                // Behind the function.
                arguments.push(format!("(void *){}", function.parameters[index - 1].name));
                continue;
            }
            CType::Enum(_) => (format!("int32_t {name}"), format!("({}){name}", spelled(prefix, &parameter.ty))),
            other => {
                let spelled = spelled(prefix, other);
                (format!("{spelled}{}{name}", if spelled.ends_with('*') { "" } else { " " }), name.clone())
            }
        };
        parameters.push(declared);
        arguments.push(passed);
    }
    (parameters.join(", "), before, arguments, after)
}

/// The call, with what it gives back put into `place`. Out-parameters stand before `error`, or last.
fn store(place: &str, prefix: &str, ty: Option<&Type>, symbol: &str, arguments: &[String]) -> String {
    let with = |out: Option<&str>| {
        let mut all = arguments.to_vec();
        let at = all.len() - usize::from(all.last().is_some_and(|last| last == "&go_failure"));
        all.splice(at..at, out.map(str::to_owned));
        format!("{symbol}({})", all.join(", "))
    };
    let Some(ty) = ty else { return format!("\t{};\n", with(None)) };
    match ty.without_option() {
        Type::String => format!("\tgo_set_text(&{place}, {});\n", with(None)),
        Type::Bytes => {
            let out = format!("&{place}.length");
            format!("\tgo_set_bytes(&{place}, {});\n", with(Some(&out)))
        }
        Type::Object(_) | Type::Record(_) | Type::Map(..) => format!("\t{place}.handle = (uintptr_t){};\n", with(None)),
        Type::List(element) | Type::Set(element) => {
            let list = list_name(prefix, &element.listed());
            format!(
                "\t{place}.handle = (uintptr_t){};\n\t{place}.length = {place}.handle ? {list}_length((const {list} *){place}.handle) : 0;\n",
                with(None)
            )
        }
        Type::Enum(_) => format!("\t{place}.value = {};\n", with(None)),
        _ if ty.is_option() => {
            let out = format!("&{place}.value");
            format!("\t{place}.value = 0;\n\t{place}.present = {};\n", with(Some(&out)))
        }
        _ => format!("\t{place}.value = {};\n", with(None)),
    }
}
