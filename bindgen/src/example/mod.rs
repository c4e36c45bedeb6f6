//! Examples in documentation: written once over the interface, spelled in each language, and run there.
//!
//! A fenced block marked `example` has one thing on each line. `name = expression` gives a name, `expression -> value` tells what an
//! expression makes, and `expression -> error Kind code` how it fails:
//!
//! ```text
//! atom = Atom(">=dev-lang/python-3.11")
//! atom.op -> Operator.GreaterOrEqual
//! Atom("a/b-1") -> error Atom missing_operator
//! ```
//!
//! Names are the interface's own. A text stands for a text type where one is expected, and `none` for what is absent.

pub mod syntax;

use crate::interface::*;
use anyhow::{Context, Result, anyhow, bail, ensure};
use std::collections::BTreeMap;
use syntax::{Statement, Syntax};

/// Begins the block.
const FENCE: &str = "```example";

/// The lines of an example, checked against the interface.
pub type Example<'a> = Vec<Line<'a>>;

/// A line of an example.
#[derive(Debug)]
pub enum Line<'a> {
    /// Gives a name to what an expression makes.
    Let(Name, Expression<'a>),
    /// Tells what an expression makes: the second is a literal of the first one's type.
    Shows(Expression<'a>, Expression<'a>),
    /// Tells how a call fails: with that kind of error, of that code. That there is such a code is seen when the example runs.
    Fails(Expression<'a>, &'a ErrorVariant, String),
}

/// An expression and its type.
#[derive(Debug)]
pub struct Expression<'a> {
    /// What it is.
    pub form: Form<'a>,
    /// What it makes. A literal has the type that is expected where it stands; what gives nothing back gives a truth value: that it went well.
    pub ty: Type,
}

/// The forms of expressions.
#[derive(Debug)]
pub enum Form<'a> {
    /// What was given a name before.
    Variable(Name),
    /// Nothing.
    None,
    /// A truth value.
    Bool(bool),
    /// A number.
    Int(String),
    /// A text, or an object that is made of it.
    Text(String),
    /// A choice.
    Choice(&'a Enum, &'a Variant),
    /// A list, or an object that is made of it.
    List(Vec<Expression<'a>>),
    /// A record of these fields.
    Record(&'a Record, Vec<(&'a Field, Expression<'a>)>),
    /// A call, or reading a property.
    Call(Call<'a>),
    /// Reading a field of a record.
    Field(Box<Expression<'a>>, &'a Field),
    /// An item of a list.
    At(Box<Expression<'a>>, usize),
}

/// A call of a function, a constructor or a method.
#[derive(Debug)]
pub struct Call<'a> {
    /// What the function belongs to.
    pub owner: Owner<'a>,
    /// The function.
    pub function: &'a Function,
    /// What the method is called on.
    pub receiver: Option<Box<Expression<'a>>>,
    /// The arguments that are given, in the function's order.
    pub arguments: Vec<(&'a Argument, Expression<'a>)>,
}

/// What a function or an example belongs to.
#[derive(Debug, Clone, Copy)]
pub enum Owner<'a> {
    /// Nothing.
    Library,
    /// An object.
    Object(&'a Object),
    /// A record.
    Record(&'a Record),
    /// An enum.
    Enum(&'a Enum),
}

impl<'a> Owner<'a> {
    /// The name of the type.
    pub fn name(self) -> Option<&'a Name> {
        match self {
            Owner::Library => None,
            Owner::Object(object) => Some(&object.name),
            Owner::Record(record) => Some(&record.name),
            Owner::Enum(choice) => Some(&choice.name),
        }
    }
}

/// An item that has an example: a type, or a function of one.
pub type Place<'a> = (Owner<'a>, Option<&'a Function>);

/// Every example of an interface, with what it belongs to; or why it does not fit the interface.
pub fn all(interface: &Interface) -> Vec<(Place<'_>, Result<Example<'_>>)> {
    let mut places: Vec<(Place<'_>, &Docs)> = vec![];
    for object in &interface.objects {
        places.push(((Owner::Object(object), None), &object.docs));
        let functions = object.primary.iter().chain(&object.constructors).chain(&object.methods);
        places.extend(functions.map(|f| ((Owner::Object(object), Some(f)), &f.docs)));
    }
    for record in &interface.records {
        places.push(((Owner::Record(record), None), &record.docs));
        places.extend(record.methods.iter().map(|f| ((Owner::Record(record), Some(f)), &f.docs)));
    }
    for choice in &interface.enums {
        places.push(((Owner::Enum(choice), None), &choice.docs));
        places.extend(choice.methods.iter().map(|f| ((Owner::Enum(choice), Some(f)), &f.docs)));
    }
    places.extend(interface.functions.iter().map(|f| ((Owner::Library, Some(f)), &f.docs)));
    let examples = places.into_iter().filter_map(|(place, docs)| Some((place, split(docs)?.1)));
    let read = |lines, place| read(interface, lines).map_err(|error| anyhow!("{}: {error:#}", name_of(place)));
    examples.map(|(place, lines)| (place, read(lines, place))).collect()
}

/// The interface with each example in its documentation spelled by a language, or left out.
pub fn spelled(interface: &Interface, spell: impl Fn(&Example) -> Option<String>) -> Result<Interface> {
    let with = |docs: &mut Docs| -> Result<()> {
        let Some((before, lines)) = split(docs) else { return Ok(()) };
        let example = read(interface, lines)?;
        *docs = [Some(before), spell(&example)].into_iter().flatten().collect::<Vec<_>>().join("\n\n");
        Ok(())
    };
    let mut changed = interface.clone();
    documentation(&mut changed).try_for_each(with)?;
    Ok(changed)
}

/// Takes all examples away.
pub fn forget(interface: &mut Interface) {
    for docs in documentation(interface) {
        if let Some((before, _)) = split(docs) {
            *docs = before;
        }
    }
}

/// Every documentation that may have an example.
fn documentation(interface: &mut Interface) -> impl Iterator<Item = &mut Docs> {
    let of_objects = interface.objects.iter_mut().flat_map(|object| {
        let functions = object.primary.iter_mut().chain(&mut object.constructors).chain(&mut object.methods);
        std::iter::once(&mut object.docs).chain(functions.map(|f| &mut f.docs))
    });
    let of_records = interface
        .records
        .iter_mut()
        .flat_map(|record| std::iter::once(&mut record.docs).chain(record.methods.iter_mut().map(|f| &mut f.docs)));
    let of_enums = interface
        .enums
        .iter_mut()
        .flat_map(|choice| std::iter::once(&mut choice.docs).chain(choice.methods.iter_mut().map(|f| &mut f.docs)));
    let of_functions = interface.functions.iter_mut().map(|f| &mut f.docs);
    of_objects.chain(of_records).chain(of_enums).chain(of_functions)
}

/// The documentation without its example, and the example's lines.
fn split(docs: &str) -> Option<(String, &str)> {
    let (before, block) = docs.split_once(FENCE)?;
    let (lines, after) = block.split_once("```").unwrap_or((block, ""));
    Some((format!("{}\n\n{}", before.trim_end(), after.trim_start()).trim().to_owned(), lines.trim()))
}

fn name_of((owner, function): Place) -> String {
    [owner.name(), function.map(|f| &f.name)].into_iter().flatten().map(Name::rust).collect::<Vec<_>>().join(".")
}

/// An expression that stands by itself.
pub fn expression<'a>(interface: &'a Interface, syntax: &Syntax) -> Result<Expression<'a>> {
    Reader { interface, names: BTreeMap::new() }.infer(syntax)
}

fn read<'a>(interface: &'a Interface, lines: &str) -> Result<Example<'a>> {
    let mut reader = Reader { interface, names: BTreeMap::new() };
    let lines: Example =
        lines.lines().map(|line| reader.line(line).with_context(|| format!("in the example `{line}`"))).collect::<Result<_>>()?;
    ensure!(matches!(lines.last(), Some(Line::Shows(..) | Line::Fails(..))), "an example ends with `expression -> value`");
    Ok(lines)
}

struct Reader<'a> {
    interface: &'a Interface,
    /// What was given a name, and its type.
    names: BTreeMap<String, Type>,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: &str) -> Result<Line<'a>> {
        Ok(match syntax::statement(line)? {
            Statement::Let(name, value) => {
                let value = self.value(&value)?;
                self.names.insert(name.clone(), value.ty.clone());
                Line::Let(Name::new(&name), value)
            }
            Statement::Fails(value, kind, code) => {
                let value = self.infer(&value)?;
                let fails = matches!(&value.form, Form::Call(call) if call.function.throws());
                ensure!(fails, "only a call that can fail has an error");
                let kind = self.interface.error_variants().find(|known| known.name.rust() == kind);
                let kind = kind.context("there is no such kind of error")?;
                Line::Fails(value, kind, code)
            }
            Statement::Shows(value, shown) => {
                let value = self.value(&value)?;
                let shown = self.expect(&shown, &value.ty)?;
                let is_object = matches!((&shown.form, shown.ty.without_option()), (Form::List(_), Type::Object(_)));
                let is_literal =
                    !matches!(shown.form, Form::Variable(_) | Form::Call(_) | Form::Record(..) | Form::Field(..) | Form::At(..));
                ensure!(is_literal && !is_object, "after the arrow stands a text, a number, a choice, or a list of them");
                Line::Shows(value, shown)
            }
        })
    }

    /// An expression that makes something.
    fn value(&self, syntax: &Syntax) -> Result<Expression<'a>> {
        let value = self.infer(syntax)?;
        if let Form::Call(call) = &value.form {
            ensure!(call.function.returns.is_some(), "{} gives nothing back", call.function.name);
        }
        Ok(value)
    }

    /// An expression where a type is expected.
    fn expect(&self, syntax: &Syntax, ty: &Type) -> Result<Expression<'a>> {
        let ty = &ty.plain();
        let object = match ty.without_option() {
            Type::Object(name) => Some(self.interface.object(name)),
            _ => None,
        };
        if let (Syntax::List(items), Some(element)) = (syntax, object.and_then(|object| object.list_of.as_ref())) {
            return Ok(Expression { form: self.list(items, element)?, ty: ty.clone() });
        }
        let form = match (syntax, ty.without_option()) {
            (Syntax::Word(word), _) if word == "none" && ty.is_option() => Form::None,
            (Syntax::Word(word), Type::Bool) if word == "true" || word == "false" => Form::Bool(word == "true"),
            (Syntax::Number(number), Type::Int { .. } | Type::Offset(_)) => Form::Int(number.clone()),
            (Syntax::Text(text), Type::String) => Form::Text(text.clone()),
            (Syntax::Text(text), _) if object.is_some_and(|object| object.is_text) => Form::Text(text.clone()),
            (Syntax::Text(text), Type::Enum(name)) => self.choice_of_text(name, text)?,
            (Syntax::List(items), Type::List(element)) => self.list(items, element)?,
            (Syntax::Text(_) | Syntax::Number(_) | Syntax::List(_), ty) => bail!("{} is expected", described(ty)),
            (_, ty) => {
                let found = self.infer(syntax)?;
                let made = found.ty.plain();
                ensure!(made.without_option() == ty, "{} is expected, and not {}", described(ty), described(&made));
                return Ok(found);
            }
        };
        Ok(Expression { form, ty: ty.clone() })
    }

    fn list(&self, items: &[Syntax], element: &Type) -> Result<Form<'a>> {
        Ok(Form::List(items.iter().map(|item| self.expect(item, element)).collect::<Result<_>>()?))
    }

    /// An expression that says by itself what it is.
    fn infer(&self, syntax: &Syntax) -> Result<Expression<'a>> {
        match syntax {
            Syntax::Word(word) => {
                let ty = self.names.get(word).with_context(|| format!("{word} was not given a value"))?;
                Ok(Expression { form: Form::Variable(Name::new(word)), ty: ty.clone() })
            }
            Syntax::Call(called, arguments) => match &**called {
                Syntax::Word(name) => self.call_of_name(name, arguments),
                Syntax::Member(of, name) => match self.object_named(of) {
                    Some(object) => {
                        let constructor = object.constructors.iter().find(|f| f.name.rust() == name);
                        let constructor = constructor.with_context(|| format!("{} has no constructor {name}", object.name))?;
                        self.call(Owner::Object(object), constructor, None, arguments)
                    }
                    None => self.member(self.infer(of)?, name, Some(arguments)),
                },
                _ => bail!("only what has a name can be called"),
            },
            Syntax::Member(of, name) => match self.choice(of, name) {
                Some(choice) => choice,
                None => self.member(self.infer(of)?, name, None),
            },
            Syntax::At(of, index) => {
                let of = self.infer(of)?;
                let Type::List(element) = of.ty.clone() else { bail!("only a list has items") };
                Ok(Expression { form: Form::At(Box::new(of), *index), ty: *element })
            }
            Syntax::Text(_) | Syntax::Number(_) | Syntax::List(_) => bail!("a value does not say of what type it is"),
        }
    }

    fn object_named(&self, syntax: &Syntax) -> Option<&'a Object> {
        let Syntax::Word(name) = syntax else { return None };
        self.interface.objects.iter().find(|object| object.name.rust() == name)
    }

    fn choice(&self, of: &Syntax, variant: &str) -> Option<Result<Expression<'a>>> {
        let Syntax::Word(name) = of else { return None };
        let choice = self.interface.enums.iter().find(|choice| choice.name.rust() == name)?;
        let variant = choice.variants.iter().find(|found| found.name.rust() == variant);
        let variant = variant.with_context(|| format!("{name} has no such choice"));
        Some(variant.map(|variant| Expression { form: Form::Choice(choice, variant), ty: Type::Enum(choice.name.clone()) }))
    }

    fn choice_of_text(&self, name: &Name, text: &str) -> Result<Form<'a>> {
        let choice = self.interface.enums.iter().find(|choice| choice.name == *name).context("an unknown enum")?;
        let is_meant = |variant: &&Variant| {
            variant.name.snake() == text || variant.text.as_ref().is_some_and(|known| known.eq_ignore_ascii_case(text))
        };
        let variant = choice.variants.iter().find(is_meant).with_context(|| format!("{name} has no choice {text:?}"))?;
        Ok(Form::Choice(choice, variant))
    }

    fn call_of_name(&self, name: &str, arguments: &[(Option<String>, Syntax)]) -> Result<Expression<'a>> {
        if let Some(object) = self.interface.objects.iter().find(|object| object.name.rust() == name) {
            let primary = object.primary.as_ref().with_context(|| format!("{name} cannot be made like this"))?;
            return self.call(Owner::Object(object), primary, None, arguments);
        }
        if let Some(record) = self.interface.records.iter().find(|record| record.name.rust() == name) {
            let wanted = record.fields.iter().map(|field| (field, &field.name, &field.ty, field.default.is_some()));
            let fields = self.given(name, wanted, arguments)?;
            return Ok(Expression { form: Form::Record(record, fields), ty: Type::Record(record.name.clone()) });
        }
        let function = self.interface.functions.iter().find(|function| function.name.rust() == name);
        let function = function.with_context(|| format!("the interface has neither a type nor a function {name}"))?;
        self.call(Owner::Library, function, None, arguments)
    }

    /// A property, a field or a method of what an expression makes.
    fn member(&self, of: Expression<'a>, name: &str, arguments: Option<&[(Option<String>, Syntax)]>) -> Result<Expression<'a>> {
        let (owner, methods) = match of.ty.without_option() {
            Type::Object(object) => {
                let object = self.interface.object(object);
                (Owner::Object(object), &object.methods)
            }
            Type::Enum(choice) => {
                let choice = self.interface.enums.iter().find(|known| known.name == *choice).context("an unknown enum")?;
                (Owner::Enum(choice), &choice.methods)
            }
            Type::Record(record) => {
                let record = self.interface.records.iter().find(|known| known.name == *record).context("an unknown record")?;
                let field = record.fields.iter().find(|field| field.name.rust() == name && arguments.is_none());
                if let Some(field) = field {
                    return Ok(Expression { form: Form::Field(Box::new(of), field), ty: field.ty.clone() });
                }
                (Owner::Record(record), &record.methods)
            }
            other => bail!("{} has no {name}", described(other)),
        };
        let method = methods.iter().find(|method| method.name.rust() == name);
        let method = method.with_context(|| format!("{} has no {name}", name_of((owner, None))))?;
        match (method.is_property, arguments) {
            (true, Some(_)) => bail!("{name} is a property and not called"),
            (false, None) => bail!("{name} is a method and must be called"),
            (_, arguments) => self.call(owner, method, Some(Box::new(of)), arguments.unwrap_or_default()),
        }
    }

    fn call(
        &self,
        owner: Owner<'a>,
        function: &'a Function,
        receiver: Option<Box<Expression<'a>>>,
        given: &[(Option<String>, Syntax)],
    ) -> Result<Expression<'a>> {
        let values = function.arguments.iter().filter(|argument| !argument.ty.is_callback());
        let wanted = values.map(|argument| (argument, &argument.name, &argument.ty, argument.default.is_some()));
        let arguments = self.given(function.name.rust(), wanted, given)?;
        let ty = function.returns.clone().unwrap_or(Type::Bool);
        Ok(Expression { form: Form::Call(Call { owner, function, receiver, arguments }), ty })
    }

    /// What is given for each of the arguments or fields that are wanted: those with a default by name, all others by place.
    fn given<'b, T>(
        &self,
        of: &str,
        wanted: impl Iterator<Item = (T, &'b Name, &'b Type, bool)>,
        given: &[(Option<String>, Syntax)],
    ) -> Result<Vec<(T, Expression<'a>)>> {
        let mut found = vec![];
        let mut by_place = given.iter().filter(|(name, _)| name.is_none());
        for (item, name, ty, is_optional) in wanted {
            let by_name = || given.iter().find(|(given, _)| given.as_deref() == Some(name.rust()));
            match if is_optional { by_name() } else { by_place.next() } {
                Some((_, value)) => found.push((item, self.expect(value, ty)?)),
                None => ensure!(is_optional, "{of}: {name} is missing"),
            }
        }
        ensure!(found.len() == given.len(), "{of}: an argument too many, or one that is not known");
        Ok(found)
    }
}

/// A type in words.
fn described(ty: &Type) -> String {
    match ty {
        Type::Bool => "a truth value".into(),
        Type::Int { .. } | Type::Offset(_) | Type::Float { .. } => "a number".into(),
        Type::String => "a text".into(),
        Type::Bytes => "a sequence of bytes".into(),
        Type::Custom { via, .. } => described(via),
        Type::Duration | Type::Time => "a time".into(),
        Type::Object(name) | Type::Record(name) | Type::Enum(name) => name.to_string(),
        Type::Option(inner) => described(inner),
        Type::List(_) => "a list".into(),
        Type::Set(_) => "a set".into(),
        Type::Map(..) => "a map".into(),
        Type::Callback { .. } => "a function".into(),
    }
}

#[cfg(test)]
mod tests;
