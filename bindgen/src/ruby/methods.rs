//! Methods: documentation, signature and body of each function, constructor and method of the interface.

use super::convert::{Passed, argument, counted, out_parameter, result};
use super::protocols::takes_set;
use super::spelling::{comment, default, error_name, is_keyword, local, method, module_method, wrapped};
use super::types::{yard_argument, yard_in, yard_out};
use crate::c_abi::{apart_from, symbol, type_names};
use crate::interface::*;
use anyhow::Result;

/// Whether what a method gives is kept with the object: it is read from one that never changes, and costs more to make than to keep.
pub fn is_kept(object: &Object, function: &Function) -> bool {
    let is_simple = |ty: &Type| {
        matches!(ty.without_option(), Type::Bool | Type::Int { .. } | Type::Offset(_) | Type::Float { .. } | Type::Enum(_))
    };
    object.is_text && function.is_property && !function.throws() && function.returns.as_ref().is_some_and(|ty| !is_simple(ty))
}

/// The name under which it is kept.
pub fn kept_name(function: &Function) -> String {
    format!("__{}", method(function))
}

/// Where a function belongs.
#[derive(Clone, Copy)]
pub enum Owner<'a> {
    /// To the module.
    Nothing,
    /// To an object.
    Object(&'a Object),
    /// To a record.
    Record(&'a Record),
    /// To an enum.
    Enum(&'a Enum),
}

/// A function with what must be known to write it.
pub struct Method<'a> {
    interface: &'a Interface,
    owner: Owner<'a>,
    function: &'a Function,
}

impl<'a> Method<'a> {
    /// A function of `owner`.
    pub fn new(interface: &'a Interface, owner: Owner<'a>, function: &'a Function) -> Self {
        Self { interface, owner, function }
    }

    /// The constructor behind `new`.
    pub fn is_primary(&self) -> bool {
        matches!(self.owner, Owner::Object(object) if object.primary.as_ref() == Some(self.function))
    }

    /// Whether it is called on an object, and not on a class or module.
    pub fn is_of_instance(&self) -> bool {
        matches!(self.owner, Owner::Object(_) | Owner::Record(_)) && !self.function.is_constructor
    }

    /// Its name in Ruby.
    pub fn name(&self) -> String {
        if self.is_primary() {
            "initialize".into()
        } else if self.is_of_instance() {
            method(self.function)
        } else {
            module_method(self.function)
        }
    }

    /// The parameter that takes the value of an enum's method.
    pub fn subject(&self) -> Option<String> {
        let Owner::Enum(choice) = self.owner else { return None };
        let name = local(&choice.name);
        let is_taken = self.function.arguments.iter().any(|a| local(&a.name) == name);
        Some(if is_taken { "value".into() } else { name })
    }

    /// The type of that parameter.
    pub fn subject_type(&self) -> Option<Type> {
        let Owner::Enum(choice) = self.owner else { return None };
        Some(Type::Enum(choice.name.clone()))
    }

    /// The argument that is written as any number of arguments.
    pub fn variadic(&self) -> Option<&'a Argument> {
        self.function.arguments.last().filter(|_| self.function.is_variadic)
    }

    /// The arguments that are given by their place.
    pub fn positional(&self) -> impl Iterator<Item = &'a Argument> {
        self.function.arguments.iter().filter(|a| a.default.is_none() && !a.ty.is_callback() && Some(*a) != self.variadic())
    }

    /// The arguments that are given by their name.
    pub fn named(&self) -> impl Iterator<Item = &'a Argument> {
        self.function.arguments.iter().filter(|a| a.default.is_some() && !a.ty.is_callback() && Some(*a) != self.variadic())
    }

    /// The block that it takes: the argument, and what the block is told.
    pub fn block(&self) -> Option<(&'a Argument, &'a Callback)> {
        self.interface.called_back(self.function)
    }

    /// The set that it belongs to, if its argument is another one or its items.
    pub fn set(&self) -> Option<&'a Object> {
        match self.owner {
            Owner::Object(object) if takes_set(object, self.function) => Some(object),
            _ => None,
        }
    }

    /// The whole method.
    pub fn text(&self) -> Result<String> {
        let receiver = if self.is_primary() || self.is_of_instance() { "" } else { "self." };
        let head = format!("def {receiver}{}", self.name());
        let head = wrapped(&head, &self.parameters()?);
        Ok(format!("{}\n{head}\n  {}\nend", self.docs(), self.body().join("\n").replace('\n', "\n  ")))
    }

    fn parameters(&self) -> Result<Vec<String>> {
        let mut parameters: Vec<_> = self.subject().into_iter().chain(self.positional().map(|a| local(&a.name))).collect();
        parameters.extend(self.variadic().map(|a| format!("*{}", local(&a.name))));
        for argument in self.named() {
            let value = default(&self.name(), &argument.ty, argument.default.as_ref().unwrap_or(&Default::None))?;
            parameters.push(format!("{}: {value}", argument.name.snake()));
        }
        parameters.extend(self.block().map(|(argument, _)| format!("&{}", local(&argument.name))));
        Ok(parameters)
    }

    fn docs(&self) -> String {
        let mut lines = vec![];
        if !self.function.docs.is_empty() {
            lines.extend([comment(&self.function.docs), "#".to_owned()]);
        }
        if let (Some(subject), Some(ty)) = (self.subject(), self.subject_type()) {
            lines.push(format!("# @param {subject} [{}]", yard_in(self.interface, &ty)));
        }
        for argument in self.function.arguments.iter().filter(|a| !a.ty.is_callback()) {
            lines.push(format!("# @param {} [{}]", local(&argument.name), yard_argument(self.interface, argument)));
        }
        if let Some((_, callback)) = self.block() {
            lines.extend(callback.arguments.iter().map(|a| format!("# @yieldparam {} [{}]", local(&a.name), yard_out(&a.ty))));
            lines.extend(callback.answers.then(|| "# @yieldreturn [Boolean, nil] false stops the call".to_owned()));
        }
        match &self.function.returns {
            _ if self.is_primary() => {}
            Some(ty) => lines.push(format!("# @return [{}]", yard_out(ty))),
            None => lines.push("# @return [nil]".to_owned()),
        }
        if let Some(error) = &self.function.error {
            lines.push(format!("# @raise [{}]", error_name(self.interface, error)));
        }
        lines.join("\n")
    }

    /// A long call lets other threads run. Lists can be long; what is read like a field, or written out in the call, is not.
    pub fn is_blocking(function: &Function) -> bool {
        let has_list = function.arguments.iter().map(|a| &a.ty).chain(&function.returns).any(|ty| ty.list_element().is_some());
        function.is_long || function.callback().is_some() || has_list && !function.is_property && !function.is_variadic
    }

    fn body(&self) -> Vec<String> {
        let mut lines: Vec<_> = self.named().map(|a| &a.name).filter(|n| is_keyword(&n.snake())).map(fetched).collect();
        // A copy of a record lives as long as this variable.
        lines.extend(matches!(self.owner, Owner::Record(_)).then(|| format!("{} = __handle", self.unused("handle"))));
        let arguments: Vec<_> = self
            .function
            .arguments
            .iter()
            .map(|a| argument(&local(&a.name), &a.ty, Self::is_blocking(self.function), a.is_path))
            .collect();
        lines.extend(arguments.iter().filter_map(|passed| passed.check.clone()).map(|check| self.with_set(check)));

        let out = out_parameter(self.function.returns.as_ref()).map(|name| self.unused(name));
        lines.extend(out.iter().map(|out| format!("{out} = +Native::SLOT")));
        let error = self.function.throws().then(|| self.unused("error"));
        lines.extend(error.iter().map(|error| format!("{error} = +Native::SLOT")));

        let call = self.call(arguments, out.as_ref(), error.as_ref());
        match &error {
            Some(error) => lines.extend(self.after_fallible(&call, out.as_deref().unwrap_or_default(), error)),
            None => lines.extend(self.after_infallible(&call, out.as_deref().unwrap_or_default())),
        }
        if let Some((argument, _)) = self.block() {
            lines = self.called_back(&local(&argument.name), error.as_deref(), lines);
        }
        match self.owner {
            Owner::Object(object) if is_kept(object, self.function) => self.kept(&lines),
            _ => lines,
        }
    }

    /// What the block raised is raised when the call is over, and what the call gave is not lost.
    fn called_back(&self, block: &str, error: Option<&str>, mut lines: Vec<String>) -> Vec<String> {
        let value = lines.pop().unwrap_or_default();
        if let Some(error) = error {
            let raise = lines.pop().unwrap_or_default();
            lines.extend([format!("{block}.failed({error})"), raise]);
        }
        let kept = self.unused("value");
        lines.extend([format!("{kept} = {value}"), format!("{block}.over"), kept]);
        lines
    }

    fn kept(&self, lines: &[String]) -> Vec<String> {
        let head = format!("@__owner.{} ||=", kept_name(self.function));
        match lines {
            [line] => vec![format!("{head} {line}")],
            lines => vec![format!("{head} begin\n  {}\nend", lines.join("\n").replace('\n', "\n  "))],
        }
    }

    /// Where another set is expected, its items are welcome.
    fn with_set(&self, check: String) -> String {
        match self.set() {
            Some(object) => check.replace(&format!("{}.__from(", object.name.pascal()), "__set("),
            None => check,
        }
    }

    /// How much memory of the library's an object has that this makes: about as much as what it is made of.
    fn size(&self) -> Option<String> {
        let of_argument = |a: &Argument| {
            let name = local(&a.name);
            match &a.ty {
                Type::String => Some(format!("{name}.bytesize")),
                Type::List(element) if *element.without_option() == Type::String => Some(format!("{name}.bytes")),
                Type::Object(object) if !self.interface.object(object).is_text => Some(format!("{name}.__size")),
                _ => None,
            }
        };
        let is_item = matches!(self.owner, Owner::Object(object) if object.sequence().is_some_and(|s| s.index == self.function));
        let is_of_object = matches!(self.owner, Owner::Object(_)) && self.is_of_instance();
        let this = (is_of_object && !self.function.is_property && !is_item).then(|| "@__owner.size".to_owned());
        let sizes: Vec<_> = this.into_iter().chain(self.function.arguments.iter().filter_map(of_argument)).collect();
        (!sizes.is_empty()).then(|| sizes.join(" + "))
    }

    /// The Ruby object of one that C gave.
    fn owned(&self, address: &str) -> String {
        format!("__own({address}, OWNER.new({address}, {}, FREE))", self.size().unwrap_or_else(|| "0".to_owned()))
    }

    fn given(&self, ty: &Type, call: &str, out: &str) -> String {
        let size = self.size().map(|size| format!(", {size}")).unwrap_or_default();
        match ty.without_option() {
            Type::Object(_) if self.function.is_constructor => format!("__take({call}{size})"),
            Type::Object(name) => format!("{}.__take({call}{size})", name.pascal()),
            _ if self.function.is_constant => format!("Native.constant({call})"),
            _ => result(ty, call, out),
        }
    }

    fn call(&self, arguments: Vec<Passed>, out: Option<&String>, error: Option<&String>) -> String {
        let (name, is_text) = match self.owner {
            Owner::Nothing => (None, false),
            Owner::Object(object) => (Some(&object.name), object.is_text),
            Owner::Record(record) => (Some(&record.name), false),
            Owner::Enum(choice) => (Some(&choice.name), false),
        };
        let this = match self.subject() {
            Some(subject) => Some(format!("__number({subject})")),
            None if matches!(self.owner, Owner::Record(_)) => Some(format!("{}.to_i", self.unused("handle"))),
            None => self.is_of_instance().then(|| "@__address".to_owned()),
        };
        let values = this.into_iter().chain(arguments.into_iter().flat_map(|a| a.values));
        let values: Vec<_> = values.chain(out.cloned()).chain(error.cloned()).collect();
        let symbol = symbol(&self.interface.namespace.snake(), name, self.function, is_text);
        let symbol = apart_from(&type_names(self.interface), symbol);
        let symbol = match &self.function.returns {
            Some(ty) => counted(ty, symbol),
            None => symbol,
        };
        wrapped(&format!("Native.{symbol}"), &values)
    }

    fn after_fallible(&self, call: &str, out: &str, error: &str) -> Vec<String> {
        let raise = format!("Native.raise_error({error}) unless {error} == Native::SLOT");
        let Some(ty) = &self.function.returns else { return vec![call.to_owned(), raise, "nil".into()] };
        let result_name = self.unused("result");
        let value = match ty {
            _ if self.is_primary() => self.owned(&result_name),
            // Zero and false are what they are: the slot told already whether something went wrong.
            Type::Bool | Type::Int { .. } | Type::Offset(_) | Type::Float { .. } => result_name.clone(),
            ty => self.given(ty, &result_name, out),
        };
        vec![format!("{result_name} = {call}"), raise, value]
    }

    fn after_infallible(&self, call: &str, out: &str) -> Vec<String> {
        match &self.function.returns {
            None => vec![call.to_owned(), "Native.raise_pending".into()],
            Some(_) if self.is_primary() => {
                let result = self.unused("result");
                vec![format!("{result} = {call}"), format!("Native.raise_pending if {result}.zero?"), self.owned(&result)]
            }
            Some(ty) => vec![self.given(ty, call, out)],
        }
    }

    /// A name for a local variable that no argument has.
    fn unused(&self, name: &str) -> String {
        let is_taken = self.function.arguments.iter().any(|a| local(&a.name) == name) || self.subject().as_deref() == Some(name);
        if is_taken { format!("{name}_slot") } else { name.to_owned() }
    }
}

/// A named parameter that is called like a keyword can be given, but not read by its name.
fn fetched(name: &Name) -> String {
    format!("{} = binding.local_variable_get(:{})", local(name), name.snake())
}
