//! What a function of C++ does: it calls one of C, throws what went wrong, and gives back what the standard library has for the result.

use super::members::{Head, Member, Parameter};
use super::{commented, is_member, throws, types};
use crate::c_abi::{CFunction, CType, Exchange, Role, parameter_name};
use crate::interface::*;

pub struct Writer<'a> {
    pub interface: &'a Interface,
    pub prefix: &'a str,
}

/// A function of C with what it means.
struct Call<'a> {
    function: &'a CFunction,
    /// What C gets first.
    this: Option<&'a str>,
    arguments: Vec<(String, Type)>,
    returns: Option<Type>,
    is_lent: bool,
    is_constant: bool,
}

impl Writer<'_> {
    /// The members of a class, in the order of the C header.
    pub fn members(&self, owner: &Name, functions: &[CFunction]) -> Vec<Member> {
        let is_lent =
            |function: &CFunction| functions.iter().any(|other| matches!(&other.role, Role::View(of) if **of == function.role));
        functions.iter().filter(|f| is_member(f)).flat_map(|f| self.member(owner, f, is_lent(f))).collect()
    }

    fn member(&self, owner: &Name, function: &CFunction, is_lent: bool) -> Vec<Member> {
        match &function.role {
            Role::Call(_, call) if call.is_constructor => vec![self.constructor(owner, function, call)],
            Role::Call(_, call) => self.method(owner, function, &call.name, &call.arguments, call.returns.as_ref(), is_lent),
            Role::RecordField(field) => self.method(owner, function, &field.name, &[], Some(&field.ty), is_lent),
            Role::Display => self.method(owner, function, &Name::new("to_string"), &[], Some(&Type::String), false),
            Role::Debug => self.method(owner, function, &Name::new("debug"), &[], Some(&Type::String), false),
            Role::RecordNew(fields) => vec![self.record_new(owner, function, fields)],
            Role::CompareTexts(_) => vec![self.compare_texts(owner, function)],
            Role::Exchange(exchange) => vec![self.exchange(owner, function, *exchange)],
            _ => vec![],
        }
    }

    /// Text that is lent has two: of a temporary object, a copy is given.
    fn method(
        &self,
        owner: &Name,
        function: &CFunction,
        name: &Name,
        arguments: &[Argument],
        returns: Option<&Type>,
        is_lent: bool,
    ) -> Vec<Member> {
        let parameters = parameters(arguments);
        let docs = self.docs("    ", function);
        let member = |docs: String, is_lent: bool, after: &str| {
            let ty = returns.map_or_else(|| "void".to_owned(), |ty| if is_lent { types::lent(ty) } else { types::owned(ty) });
            let head = Head {
                before: "",
                returns: Some(&ty),
                owner: format!("{}::", owner.pascal()),
                name: &types::member(name),
                after,
                base: None,
            };
            let call = Call { is_lent, ..self.call(function, Some("c_ptr()"), arguments, returns) };
            Member::new(docs, &head, &parameters, self.body(&call))
        };
        match is_lent {
            true => vec![
                member(docs, true, "const &"),
                member(commented("    ", "The same, of a temporary object."), false, "const &&"),
            ],
            false => vec![member(docs, false, "const")],
        }
    }

    fn constructor(&self, owner: &Name, function: &CFunction, call: &Function) -> Member {
        let (class, parameters) = (owner.pascal(), parameters(&call.arguments));
        let docs = self.docs("    ", function);
        let it = self.call(function, None, &call.arguments, call.returns.as_ref());
        if call.name.rust() != "new" {
            let name = types::member(&call.name);
            let ty = call.returns.as_ref().map_or_else(|| class.clone(), types::owned);
            let head =
                Head { before: "static", returns: Some(&ty), owner: format!("{class}::"), name: &name, after: "", base: None };
            return Member::new(docs, &head, &parameters, self.body(&it));
        }
        self.made_by(&class, docs, &parameters, &it)
    }

    fn record_new(&self, owner: &Name, function: &CFunction, fields: &[Field]) -> Member {
        let arguments: Vec<_> = fields.iter().map(Field::argument).collect();
        let call = self.call(function, None, &arguments, Some(&Type::Record(owner.clone())));
        self.made_by(&owner.pascal(), self.docs("    ", function), &parameters(&arguments), &call)
    }

    /// A constructor of C++, which takes the handle that the same statements make.
    fn made_by(&self, class: &str, docs: String, parameters: &[Parameter], call: &Call<'_>) -> Member {
        let before = if parameters.is_empty() { "" } else { "explicit" };
        let (mut body, last) = (self.statements(call), "return c_result;".to_owned());
        body.push(last);
        let made = format!("{class}([&] {{\n    {}\n}}())", body.join("\n    "));
        let head = Head { before, returns: None, owner: format!("{class}::"), name: class, after: "", base: Some(made) };
        Member::new(docs, &head, parameters, vec![])
    }

    fn compare_texts(&self, owner: &Name, function: &CFunction) -> Member {
        let argument =
            |name: &str| Argument { name: Name::new(name), ty: Type::String, by_ref: true, default: None, is_path: false };
        let arguments = ["a", "b"].map(argument);
        let returns = Type::Int { signed: true, bits: 32 };
        let call = self.call(function, None, &arguments, Some(&returns));
        let head = Head {
            before: "static",
            returns: Some(&types::owned(&returns)),
            owner: format!("{}::", owner.pascal()),
            name: "compare_texts",
            after: "",
            base: None,
        };
        Member::new(self.docs("    ", function), &head, &parameters(&arguments), self.body(&call))
    }

    /// What takes a column from another library, or gives it to one. A name that C++ has for itself is not to be had.
    fn exchange(&self, owner: &Name, function: &CFunction, exchange: Exchange) -> Member {
        let class = owner.pascal();
        let (name, before, after, given) = match exchange {
            Exchange::Import => ("import_array", "static", "", vec!["array", "schema"]),
            Exchange::ImportStream => ("import_stream", "static", "", vec!["stream"]),
            Exchange::Export => ("export_array", "", "const", vec!["c_ptr()", "array", "schema"]),
            Exchange::ExportStream => ("export_stream", "", "const", vec!["c_ptr()", "stream"]),
        };
        let parameters = function.parameters.iter().filter_map(|parameter| match &parameter.ty {
            CType::Arrow(ty) => Some(Parameter { ty: format!("struct {ty} *"), name: parameter.name.clone(), default: None }),
            _ => None,
        });
        let gives = matches!(exchange, Exchange::Import | Exchange::ImportStream);
        let returns = if gives { class.as_str() } else { "void" };
        let head = Head { before, returns: Some(returns), owner: format!("{class}::"), name, after, base: None };
        let call = format!("{}({}, &c_error);", function.symbol, given.join(", "));
        let mut body = vec![format!("{}_error *c_error = nullptr;", self.prefix)];
        body.push(if gives { format!("auto c_result = {call}") } else { call });
        body.push("detail::check(c_error);".to_owned());
        body.extend(gives.then(|| format!("return {class}(c_result);")));
        Member::new(self.docs("    ", function), &head, &parameters.collect::<Vec<_>>(), body)
    }

    /// What belongs to no class: functions, and what is asked of a choice.
    pub fn free_function(&self, function: &CFunction) -> Option<Member> {
        let text = [Argument { name: Name::new("text"), ty: Type::String, by_ref: true, default: None, is_path: false }];
        let choice = match &function.returns {
            CType::Enum(name) => Some(Type::Enum(name.clone())),
            _ => None,
        };
        let (name, this, arguments, returns, is_constant) = match &function.role {
            Role::Call(owner, call) => {
                let this = owner.as_ref().map(|owner| Type::Enum(owner.clone()));
                (types::member(&call.name), this, &call.arguments[..], call.returns.clone(), call.is_constant)
            }
            Role::FromText => {
                let name = function.symbol.strip_prefix(self.prefix)?.strip_prefix('_')?.strip_suffix("_parse")?.to_owned();
                (format!("parse_{name}"), None, &text[..], choice, false)
            }
            _ => return None,
        };
        let mut parameters = parameters(arguments);
        let given = this.as_ref().map(|ty| types::given(self.prefix, "self", ty).concat());
        if let Some(ty) = &this {
            parameters.insert(0, Parameter { ty: types::owned(ty), name: "self".to_owned(), default: None });
        }
        let ty = match &returns {
            _ if is_constant => "std::string_view".to_owned(),
            Some(ty) => types::owned(ty),
            None => "void".to_owned(),
        };
        let head = Head { before: "", returns: Some(&ty), owner: String::new(), name: &name, after: "", base: None };
        let call = Call { is_constant, ..self.call(function, given.as_deref(), arguments, returns.as_ref()) };
        Some(Member::new(self.docs("", function), &head, &parameters, self.body(&call)))
    }

    fn call<'a>(
        &self,
        function: &'a CFunction,
        this: Option<&'a str>,
        arguments: &[Argument],
        returns: Option<&Type>,
    ) -> Call<'a> {
        let arguments = arguments.iter().map(|argument| (parameter_name(&argument.name), argument.ty.clone())).collect();
        Call { function, this, arguments, returns: returns.map(Type::plain), is_lent: false, is_constant: false }
    }

    /// The statements of a function, to the end.
    fn body(&self, call: &Call<'_>) -> Vec<String> {
        let mut body = self.statements(call);
        let callers: Vec<_> = call.callers().collect();
        let made = match &call.returns {
            None => None,
            Some(_) if call.is_constant => Some("std::string_view(c_result)".to_owned()),
            Some(ty) => Some(types::made(ty, call.is_lent)),
        };
        match made {
            Some(made) if callers.is_empty() => body.push(format!("return {made};")),
            Some(made) => {
                body.push(format!("auto c_made = {made};"));
                body.extend(callers.iter().map(|name| format!("{name}_caller.rethrow();")));
                body.push("return c_made;".to_owned());
            }
            None => body.extend(callers.iter().map(|name| format!("{name}_caller.rethrow();"))),
        }
        body
    }

    /// The call, and what is thrown after it. Its result is `c_result`.
    fn statements(&self, call: &Call<'_>) -> Vec<String> {
        let prefix = self.prefix;
        let throws = throws(call.function);
        let symbol = match call.is_lent {
            true => format!("{}_view", call.function.symbol),
            false => call.function.symbol.clone(),
        };
        let mut given: Vec<String> = call.this.map(str::to_owned).into_iter().collect();
        given.extend(call.arguments.iter().flat_map(|(name, ty)| types::given(prefix, name, ty)));
        let mut body: Vec<String> = call.callers().map(|name| format!("detail::Caller_ {name}_caller({name});")).collect();
        if throws {
            body.push(format!("{prefix}_error *c_error = nullptr;"));
        }
        if let Some(ty) = &call.returns {
            let inner = ty.without_option();
            if call.is_lent || *inner == Type::Bytes {
                body.push("std::size_t c_length = 0;".to_owned());
                given.push("&c_length".to_owned());
            } else if ty.is_option() && inner.crossing().is_scalar() {
                body.push(format!("{} c_value{{}};", types::c_number(inner)));
                given.push("&c_value".to_owned());
            }
        }
        if throws {
            given.push("&c_error".to_owned());
        }
        let result = if call.returns.is_some() { "auto c_result = " } else { "" };
        body.push(format!("{result}{symbol}({});", given.join(", ")));
        body.extend(self.checks(call, throws));
        body
    }

    /// Throws what went wrong.
    fn checks(&self, call: &Call<'_>, throws: bool) -> Vec<String> {
        let failure = format!("detail::check({}_take_failure());", self.prefix);
        if throws {
            // Where there is no error there may be a result, which is to be freed before anything is thrown.
            let refused = call.callers().map(|name| format!("if (c_error) {{\n        {name}_caller.rethrow(c_error);\n    }}"));
            return refused.chain(["detail::check(c_error);".to_owned()]).collect();
        }
        let nothing = match call.returns.as_ref().map(|ty| (ty, ty.without_option())) {
            None => return vec![failure],
            Some((_, Type::Enum(_))) => "c_result == -1",
            Some((ty, Type::Float { .. } | Type::Int { .. } | Type::Offset(_) | Type::Duration | Type::Time))
                if !ty.is_option() =>
            {
                "c_result == 0"
            }
            Some(_) => "!c_result",
        };
        vec![format!("if ({nothing}) {{\n        {failure}\n    }}")]
    }

    fn docs(&self, indentation: &str, function: &CFunction) -> String {
        let error = match &function.role {
            Role::Call(_, call) => call.error.as_ref().map(Name::pascal),
            Role::RecordNew(_) => None,
            _ => throws(function).then(|| ANY_ERROR.to_owned()),
        };
        let throws = error.map(|error| format!("\nThrows `{error}`.")).unwrap_or_default();
        commented(indentation, &format!("{}{throws}", function.docs))
    }
}

impl Call<'_> {
    /// The arguments that are functions of the caller's.
    fn callers(&self) -> impl Iterator<Item = &String> {
        self.arguments.iter().filter(|(_, ty)| ty.is_callback()).map(|(name, _)| name)
    }
}

/// What is left out must stand at the end.
fn parameters(arguments: &[Argument]) -> Vec<Parameter> {
    let first_default = arguments.iter().rposition(|argument| argument.default.is_none()).map_or(0, |last| last + 1);
    let parameter = |(place, argument): (usize, &Argument)| Parameter {
        ty: types::parameter(&argument.ty),
        name: parameter_name(&argument.name),
        default: argument
            .default
            .as_ref()
            .filter(|_| place >= first_default)
            .map(|default| types::default(&argument.ty, default)),
    };
    arguments.iter().enumerate().map(parameter).collect()
}
