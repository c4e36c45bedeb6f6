//! From UniFFI's metadata to the interface model. The only file, with [`crate::metadata`], that knows UniFFI's types.
//!
//! Everything that a backend could not express is refused here, once, with the name of the item.

mod callbacks;
mod checks;
mod collections;
mod data;
mod docs;
mod errors;
pub mod reached;
pub mod refusals;
pub mod rest;
mod symbols;

use crate::config::Config;
use crate::interface::*;
use crate::names::rust_identifier;
use anyhow::{Result, bail, ensure};
use refusals::Refusals;
use std::collections::{BTreeMap, BTreeSet};
use uniffi_meta as meta;
use uniffi_meta::{Metadata, UniffiTraitMetadata as Trait};

/// Builds the interface model of `items`, the metadata of one crate. What cannot be expressed is noted, and the model is of all else.
pub fn interface(items: &[Metadata], config: &Config, refusals: &Refusals) -> Interface {
    let reader = Reader { members: Members::of(items), config, errors: error_names(items), data: data_names(items), refusals };
    let mut interface = reader.interface(items);
    checks::names(&interface, refusals);
    docs::check(&interface, config.styled_docs, refusals);
    if refusals.is_empty() {
        // What names an item that is refused is not wrong.
        checks::examples(&interface, refusals);
        checks::settings(&interface, config, refusals);
    }
    if !refusals.is_empty() {
        rest::keep(&mut interface);
    }
    checks::choices(&interface, refusals);
    checks::errors(&interface, refusals);
    symbols::check(&interface, refusals);
    interface
}

/// Refuses what has no place in the model.
fn unsupported(item: &Metadata) -> Result<()> {
    ensure!(!matches!(item, Metadata::ObjectTraitImpl(_)), "exported trait implementations are not supported");
    Ok(())
}

/// The members of each type, by its name.
#[derive(Default)]
struct Members<'a> {
    constructors: BTreeMap<&'a str, Vec<&'a meta::ConstructorMetadata>>,
    methods: BTreeMap<&'a str, Vec<&'a meta::MethodMetadata>>,
    traits: BTreeMap<&'a str, Traits>,
    /// The methods of traits.
    told: BTreeMap<&'a str, Vec<&'a meta::TraitMethodMetadata>>,
}

impl<'a> Members<'a> {
    fn of(items: &'a [Metadata]) -> Self {
        let mut members = Self::default();
        for item in items {
            match item {
                Metadata::Constructor(c) => members.constructors.entry(&c.self_name).or_default().push(c),
                Metadata::Method(m) => members.methods.entry(&m.self_name).or_default().push(m),
                Metadata::TraitMethod(m) => members.told.entry(&m.trait_name).or_default().push(m),
                Metadata::UniffiTrait(t) => note_trait(members.traits.entry(t.self_name()).or_default(), t),
                _ => {}
            }
        }
        members
    }
}

fn note_trait(traits: &mut Traits, exported: &Trait) {
    match exported {
        Trait::Debug { .. } => traits.debug = true,
        Trait::Display { .. } => traits.display = true,
        Trait::Eq { .. } => traits.eq = true,
        Trait::Hash { .. } => traits.hash = true,
        Trait::Ord { .. } => traits.ord = true,
    }
}

fn error_names(items: &[Metadata]) -> BTreeSet<&str> {
    let errors = items.iter().filter_map(|item| match item {
        Metadata::Enum(e) if e.shape.is_error() => Some(e.name.as_str()),
        _ => None,
    });
    errors.collect()
}

fn data_names(items: &[Metadata]) -> BTreeSet<&str> {
    let choices = items.iter().filter_map(|item| match item {
        Metadata::Enum(e) if !e.shape.is_error() && Reader::has_data(e) => Some(e.name.as_str()),
        _ => None,
    });
    choices.collect()
}

/// The failure of an item of whose parts each was noted that is wrong.
const NOTED: &str = "";

/// What functions, methods and constructors have in common.
struct Callable<'a> {
    /// The type it belongs to.
    owner: Option<&'a str>,
    name: &'a str,
    rust_name: &'a str,
    is_async: bool,
    inputs: &'a [meta::FnParamMetadata],
    returns: Option<&'a meta::Type>,
    throws: Option<&'a meta::Type>,
    docs: Option<&'a str>,
    is_method: bool,
}

impl<'a> Callable<'a> {
    fn function(f: &'a meta::FnMetadata) -> Self {
        Self {
            owner: None,
            name: &f.name,
            rust_name: f.orig_name.as_deref().unwrap_or(&f.name),
            is_async: f.is_async,
            inputs: &f.inputs,
            returns: f.return_type.as_ref(),
            throws: f.throws.as_ref(),
            docs: f.docstring.as_deref(),
            is_method: false,
        }
    }

    fn method(m: &'a meta::MethodMetadata) -> Self {
        Self {
            owner: Some(&m.self_name),
            name: &m.name,
            rust_name: m.orig_name.as_deref().unwrap_or(&m.name),
            is_async: m.is_async,
            inputs: &m.inputs,
            returns: m.return_type.as_ref(),
            throws: m.throws.as_ref(),
            docs: m.docstring.as_deref(),
            is_method: true,
        }
    }

    fn constructor(c: &'a meta::ConstructorMetadata) -> Self {
        Self {
            owner: Some(&c.self_name),
            name: &c.name,
            rust_name: c.orig_name.as_deref().unwrap_or(&c.name),
            is_async: c.is_async,
            inputs: &c.inputs,
            returns: None,
            throws: c.throws.as_ref(),
            docs: c.docstring.as_deref(),
            is_method: false,
        }
    }

    /// `Atom.without`, or `sort_versions`.
    fn full_name(&self) -> String {
        self.owner.map_or_else(|| self.name.to_owned(), |owner| format!("{owner}.{}", self.name))
    }
}

struct Reader<'a> {
    members: Members<'a>,
    config: &'a Config,
    errors: BTreeSet<&'a str>,
    /// The choices with data.
    data: BTreeSet<&'a str>,
    refusals: &'a Refusals,
}

impl Reader<'_> {
    fn interface(&self, items: &[Metadata]) -> Interface {
        let mut interface = Interface {
            namespace: Name::new(&self.config.namespace),
            crate_path: self.config.package.replace('-', "_"),
            version: "0.0.0".to_owned(),
            docs: self.config.docs.trim().to_owned(),
            objects: vec![],
            records: vec![],
            enums: vec![],
            data: vec![],
            errors: vec![],
            error_fields: vec![],
            error_codes: vec![],
            callbacks: vec![],
            functions: vec![],
        };
        for item in items {
            match item {
                Metadata::CallbackInterface(callback) => {
                    let read = self.callback(&callback.name, None, callback.docstring.as_deref());
                    interface.callbacks.extend(self.refusals.kept(read));
                }
                Metadata::Object(meta::ObjectMetadata { name, orig_name, imp, docstring, .. }) if is_foreign(imp) => {
                    let read = self.callback(name, orig_name.as_deref(), docstring.as_deref());
                    interface.callbacks.extend(self.refusals.kept(read));
                }
                Metadata::Object(object) => interface.objects.extend(self.refusals.kept(self.object(object))),
                Metadata::Record(record) => interface.records.extend(self.refusals.kept(self.record(record))),
                Metadata::Enum(error) if error.shape.is_error() => {
                    interface.errors.extend(self.refusals.kept(self.error(error)));
                }
                Metadata::Enum(choice) if Self::has_data(choice) => {
                    if let Some((data, object, kind)) = self.refusals.kept(self.data(choice)) {
                        interface.data.push(data);
                        interface.objects.push(object);
                        interface.enums.push(kind);
                    }
                }
                Metadata::Enum(choice) => interface.enums.extend(self.refusals.kept(self.enumeration(choice))),
                Metadata::Func(function) => {
                    interface.functions.extend(self.refusals.kept(self.function(&Callable::function(function))));
                }
                item => {
                    self.refusals.kept(unsupported(item));
                }
            }
        }
        errors::tell_apart(&mut interface.errors);
        let fields = Refusals::default();
        interface.error_fields = errors::fields(&interface.errors, &fields);
        if self.refusals.kept(fields.told()).is_none() {
            // No language can have such errors; what else there is stands without them.
            interface.errors.clear();
            interface.error_fields.clear();
        }
        interface
    }

    fn object(&self, object: &meta::ObjectMetadata) -> Result<Object> {
        let name = object.name.as_str();
        keeps_its_name(name, object.orig_name.as_deref())?;
        ensure!(object.imp == meta::ObjectImpl::Struct, "{name}: traits are not supported as objects");
        let (mut primary, mut constructors) = (None, vec![]);
        for constructor in self.members.constructors.get(name).into_iter().flatten() {
            let Some(mut function) = self.refusals.kept(self.function(&Callable::constructor(constructor))) else { continue };
            function.is_constructor = true;
            if function.callback().is_some() {
                let why = "a constructor takes no callback; let a function that gives the object take it";
                self.refusals.refuse(format!("{name}.{}: {why}", function.name));
                continue;
            }
            function.returns = Some(Type::Object(Name::new(name)));
            if constructor.is_primary() { primary = Some(function) } else { constructors.push(function) }
        }
        let (traits, methods) = (self.traits(name), self.methods(name));
        let is_text = traits.display && primary.as_ref().is_some_and(|primary| takes_only(primary, &Type::String));
        let can_be_rebuilt = traits.eq && primary.as_ref().is_some_and(|primary| all_are_properties(primary, &methods));
        let parts =
            primary.iter().filter(|_| can_be_rebuilt && !is_text).flat_map(|f| f.arguments.iter().map(|a| a.name.clone()));
        let named = self.config.positions.get(name).into_iter().flatten().map(|property| Name::new(property));
        Ok(Object {
            name: Name::new(name),
            docs: docs(object.docstring.as_deref()),
            is_text,
            is_column: self.config.column.as_deref() == Some(name),
            list_of: primary.as_ref().and_then(only_list),
            can_be_rebuilt,
            positions: parts.chain(named).collect(),
            pattern: self.config.patterns.get(name).cloned(),
            protocol: self.config.protocols.get(name).cloned().unwrap_or_default(),
            primary,
            constructors,
            equality: equality(traits, Equality::Itself),
            traits: compared(traits, methods.iter().map(|method| &method.name)),
            methods,
        })
    }

    fn record(&self, record: &meta::RecordMetadata) -> Result<Record> {
        let name = record.name.as_str();
        keeps_its_name(name, record.orig_name.as_deref())?;
        let (fields, methods, traits) = (self.fields(name, &record.fields)?, self.methods(name), self.traits(name));
        let members = fields.iter().map(|field| &field.name).chain(methods.iter().map(|method| &method.name));
        Ok(Record {
            name: Name::new(name),
            docs: docs(record.docstring.as_deref()),
            equality: equality(traits, Equality::Parts),
            traits: compared(traits, members),
            fields,
            methods,
        })
    }

    fn enumeration(&self, choice: &meta::EnumMetadata) -> Result<Enum> {
        let name = choice.name.as_str();
        keeps_its_name(name, choice.orig_name.as_deref())?;
        is_exhaustive(choice)?;
        if let Some(variant) = choice.variants.iter().find(|v| v.discr.is_some()) {
            bail!("{name}.{}: a variant's number is kept in the file of numbers, so it cannot be set here", variant.name);
        }
        let variant = |(place, v): (usize, &meta::VariantMetadata)| Variant {
            name: Name::new(&v.name),
            number: i32::try_from(place).unwrap_or(i32::MAX),
            text: None,
            docs: docs(v.docstring.as_deref()),
        };
        Ok(Enum {
            name: Name::new(name),
            docs: docs(choice.docstring.as_deref()),
            variants: choice.variants.iter().enumerate().map(variant).collect(),
            methods: self.methods_of_enum(name),
            traits: self.traits(name),
            reads_text: self.traits(name).display && !self.errors.is_empty(),
        })
    }

    fn methods(&self, owner: &str) -> Vec<Function> {
        let methods = self.members.methods.get(owner).into_iter().flatten();
        methods.filter_map(|m| self.refusals.kept(self.function(&Callable::method(m)))).collect()
    }

    /// A choice is passed by value, so that nothing belongs to it.
    fn methods_of_enum(&self, owner: &str) -> Vec<Function> {
        let checked = self.methods(owner).into_iter().map(|method| {
            ensure!(!method.lends, "{owner}.{}: a choice has no text to lend", method.name);
            let is_called = method.callback().is_none();
            ensure!(is_called, "{owner}.{}: a method of a choice takes no callback; make it a function", method.name);
            Ok(method)
        });
        self.refusals.each(checked)
    }

    /// All fields, or none: what is wrong with each is noted.
    fn fields(&self, owner: &str, fields: &[meta::FieldMetadata]) -> Result<Vec<Field>> {
        let field = |f: &meta::FieldMetadata| {
            let full_name = format!("{owner}.{}", f.name);
            ensure!(!f.name.is_empty(), "{owner}: fields must have names");
            keeps_its_name(&full_name, f.orig_name.as_deref())?;
            let ty = self.value(&full_name, &f.ty)?;
            Ok(Field {
                name: Name::new(&f.name),
                docs: docs(f.docstring.as_deref()),
                is_path: self.config.paths.contains(&f.name) && *ty.without_option() == Type::String,
                ty,
                default: f.default.as_ref().map(|d| default(&full_name, d)).transpose()?,
            })
        };
        let read = self.refusals.each(fields.iter().map(field));
        ensure!(read.len() == fields.len(), NOTED);
        Ok(read)
    }

    fn function(&self, callable: &Callable) -> Result<Function> {
        let full_name = callable.full_name();
        ensure!(!callable.is_async, "{full_name}: async functions are not supported");
        let error = match callable.throws {
            Some(meta::Type::Enum { name, .. }) if self.errors.contains(name.as_str()) => Some(Name::new(name)),
            Some(_) => bail!("{full_name}: it throws something that is not an error enum of the interface"),
            None => None,
        };
        let inputs = callable.inputs.iter();
        let arguments: Vec<_> = inputs.filter_map(|input| self.refusals.kept(self.argument(&full_name, input))).collect();
        ensure!(arguments.len() == callable.inputs.len(), NOTED);
        ensure!(
            arguments.iter().filter(|a| a.ty.is_callback()).count() < 2,
            "{full_name}: a function takes one callback at most, as the languages' blocks are one at most"
        );
        let first_optional = arguments.iter().position(|a| a.default.is_some()).unwrap_or(arguments.len());
        if let Some(late) = arguments[first_optional..].iter().find(|a| a.default.is_none()) {
            bail!("{full_name}: {} has no default but stands after an argument that has one", late.name);
        }
        let is_variadic = self.config.variadic.contains(&full_name);
        let last_is_list = matches!(arguments.last(), Some(Argument { ty: Type::List(_), .. }));
        ensure!(!is_variadic || last_is_list, "{full_name}: it is named as variadic, but its last argument is no list");
        let returns = callable.returns.map(|ty| self.value(&full_name, ty)).transpose()?;
        let is_lent = callable.returns.is_some_and(|ty| self.is_lent(ty));
        let is_alone = arguments.is_empty() && callable.throws.is_none() && !returns.as_ref().is_some_and(Type::is_option);
        ensure!(
            !is_lent || callable.is_method || callable.owner.is_none() && is_alone,
            "{full_name}: text that belongs to no object is a constant, given by a function without arguments that cannot fail"
        );
        let is_property = callable.is_method && self.is_property(&full_name, &arguments, returns.is_some(), error.is_some());
        Ok(Function {
            name: Name::new(property_name(callable.name).filter(|_| is_property).unwrap_or(callable.name)),
            rust_name: rust_identifier(callable.rust_name),
            docs: docs(callable.docs),
            is_property,
            is_variadic,
            is_long: self.config.long.contains(&full_name),
            is_constructor: false,
            arguments,
            returns,
            lends: is_lent && callable.is_method,
            is_constant: is_lent && !callable.is_method,
            error,
        })
    }

    fn argument(&self, function: &str, input: &meta::FnParamMetadata) -> Result<Argument> {
        let full_name = format!("{function}({})", input.name);
        Ok(Argument {
            name: Name::new(&input.name),
            ty: self.ty(&full_name, &input.ty)?,
            by_ref: input.by_ref,
            default: input.default.as_ref().map(|d| default(&full_name, d)).transpose()?,
            is_path: self.config.paths.contains(&input.name),
        })
    }

    /// Whether a type is text that is lent, or perhaps such text.
    fn is_lent(&self, ty: &meta::Type) -> bool {
        match ty {
            meta::Type::Optional { inner_type } => self.is_lent(inner_type),
            meta::Type::Custom { name, .. } => self.config.lent.contains(name),
            _ => false,
        }
    }

    /// A getter is a property: it has no arguments, cannot fail, gives something back, and is not named as a conversion.
    fn is_property(&self, full_name: &str, arguments: &[Argument], returns: bool, throws: bool) -> bool {
        let named = |list: &[String]| list.iter().any(|name| name == full_name);
        let name = full_name.rsplit('.').next().unwrap_or_default();
        let is_conversion = ["to_", "into_", "as_"].iter().any(|prefix| name.starts_with(prefix));
        let by_rule = arguments.is_empty() && returns && !throws && !is_conversion;
        named(&self.config.properties) || (by_rule && !named(&self.config.methods))
    }

    /// A type of values: callbacks are none.
    fn value(&self, owner: &str, ty: &meta::Type) -> Result<Type> {
        let ty = self.ty(owner, ty)?;
        ensure!(!ty.is_callback(), "{owner}: a callback is an argument of a function, and nothing else");
        Ok(ty)
    }

    fn ty(&self, owner: &str, ty: &meta::Type) -> Result<Type> {
        let int = |signed, bits| Type::Int { signed, bits };
        Ok(match ty {
            meta::Type::Boolean => Type::Bool,
            meta::Type::UInt8 => int(false, 8),
            meta::Type::UInt16 => int(false, 16),
            meta::Type::UInt32 => int(false, 32),
            meta::Type::UInt64 => int(false, 64),
            meta::Type::Int8 => int(true, 8),
            meta::Type::Int16 => int(true, 16),
            meta::Type::Int32 => int(true, 32),
            meta::Type::Int64 => int(true, 64),
            meta::Type::Float32 => Type::Float { bits: 32 },
            meta::Type::Float64 => Type::Float { bits: 64 },
            meta::Type::String => Type::String,
            meta::Type::Bytes => Type::Bytes,
            meta::Type::Object { name, imp, .. } if is_foreign(imp) => Type::Callback { name: Name::new(name), is_shared: true },
            meta::Type::CallbackInterface { name, .. } => Type::Callback { name: Name::new(name), is_shared: false },
            meta::Type::Object { name, .. } => Type::Object(Name::new(name)),
            meta::Type::Record { name, .. } => Type::Record(Name::new(name)),
            meta::Type::Enum { name, .. } if self.errors.contains(name.as_str()) => bail!("{owner}: an error is not a value"),
            meta::Type::Enum { name, .. } if self.data.contains(name.as_str()) => {
                let name = Name::new(name);
                Type::Custom { name: name.clone(), via: Box::new(Type::Object(name)) }
            }
            meta::Type::Enum { name, .. } => Type::Enum(Name::new(name)),
            meta::Type::Custom { name, .. } if self.config.lent.contains(name) => Type::String,
            meta::Type::Custom { name, .. } if self.config.offsets.contains(name) => Type::Offset(Name::new(name)),
            meta::Type::Custom { name, builtin, .. } => {
                let via = self.value(owner, builtin)?;
                ensure!(!via.plain().is_option(), "{owner}: {name} cannot cross as what may be absent; make it of what is there");
                Type::Custom { name: Name::new(name), via: Box::new(via) }
            }
            meta::Type::Optional { inner_type } => match self.ty(owner, inner_type)? {
                Type::Option(_) => bail!("{owner}: an option in an option cannot be told from a plain one"),
                inner => Type::Option(Box::new(inner)),
            },
            meta::Type::Sequence { inner_type } => {
                Type::List(Box::new(collections::element(owner, self.value(owner, inner_type)?)?))
            }
            meta::Type::Map { key_type, value_type } => {
                let (key, value) = (self.ty(owner, key_type)?, self.value(owner, value_type)?);
                Type::Map(Box::new(collections::key(owner, key)?), Box::new(collections::element(owner, value)?))
            }
            meta::Type::Set { inner_type } => Type::Set(Box::new(collections::key(owner, self.ty(owner, inner_type)?)?)),
            meta::Type::Timestamp => Type::Time,
            meta::Type::Duration => Type::Duration,
            meta::Type::Box { .. } => bail!("{owner}: a `Box` does not cross; let a list or an object hold what is inside"),
        })
    }

    fn traits(&self, name: &str) -> Traits {
        self.members.traits.get(name).copied().unwrap_or_default()
    }
}

/// What a value is equal to that exports these traits, or else.
fn equality(traits: Traits, otherwise: Equality) -> Equality {
    if traits.eq || traits.ord { Equality::Exported } else { otherwise }
}

/// The traits that a value has in other languages: every one can be compared, and hashed as it is compared, unless something of its own
/// has that name.
fn compared<'a>(traits: Traits, members: impl Iterator<Item = &'a Name> + Clone) -> Traits {
    let is_free = |name: &str| !members.clone().any(|member| member.snake() == name);
    let hash = traits.hash || equality(traits, Equality::Itself) != Equality::Exported && is_free("hash");
    Traits { eq: traits.eq || is_free("equal"), hash, ..traits }
}

/// The glue knows all variants.
fn is_exhaustive(of: &meta::EnumMetadata) -> Result<()> {
    ensure!(
        !of.non_exhaustive,
        "{}: the glue is made for the variants that there are, so it must not be `#[non_exhaustive]`",
        of.name
    );
    Ok(())
}

/// Whether a trait can be implemented in other languages.
fn is_foreign(imp: &meta::ObjectImpl) -> bool {
    matches!(imp, meta::ObjectImpl::Trait(meta::TraitKind::Both | meta::TraitKind::ForeignOnly))
}

/// What a getter is called as a property: `size` for `get_size`.
fn property_name(name: &str) -> Option<&str> {
    name.strip_prefix("get_")
}

/// The glue knows types and fields by the names that they have in Rust.
fn keeps_its_name(name: &str, rust_name: Option<&str>) -> Result<()> {
    let own = name.rsplit('.').next().unwrap_or(name);
    ensure!(rust_name.is_none_or(|rust| rust == own), "{name}: only functions can be renamed; call it {own} in Rust, too");
    Ok(())
}

/// Whether a value of that type is all that a constructor needs.
fn takes_only(constructor: &Function, ty: &Type) -> bool {
    let mut required = constructor.required();
    required.next().is_some_and(|argument| argument.ty == *ty) && required.next().is_none()
}

/// The elements of the list of texts or objects that is all that a constructor needs.
fn only_list(constructor: &Function) -> Option<Type> {
    let mut required = constructor.required();
    let (Some(Argument { ty: Type::List(element), .. }), None) = (required.next(), required.next()) else { return None };
    matches!(**element, Type::String | Type::Object(_)).then(|| (**element).clone())
}

/// Whether every argument of a constructor can be read again, as a property of the same name and of a type that it takes.
fn all_are_properties(constructor: &Function, methods: &[Function]) -> bool {
    let same = |argument: &Argument, method: &Function| {
        let returns = method.returns.as_ref();
        let is_taken = |ty: &Type| *ty == argument.ty || matches!(ty, Type::Object(_)) && ty == argument.ty.without_option();
        method.is_property && method.name == argument.name && returns.is_some_and(is_taken)
    };
    constructor.arguments.iter().all(|argument| methods.iter().any(|method| same(argument, method)))
}

fn default(owner: &str, value: &meta::DefaultValueMetadata) -> Result<Default> {
    use meta::{DefaultValueMetadata, LiteralMetadata as Literal};
    let literal = match value {
        DefaultValueMetadata::Default => return Ok(Default::Empty),
        DefaultValueMetadata::Literal(literal) => literal,
    };
    Ok(match literal {
        Literal::None => Default::None,
        Literal::EmptySequence | Literal::EmptyMap | Literal::EmptySet => Default::Empty,
        Literal::Boolean(value) => Default::Bool(*value),
        Literal::UInt(value, ..) => Default::Int(value.to_string()),
        Literal::Int(value, ..) => Default::Int(value.to_string()),
        Literal::Float(text, _) => Default::Float(text.clone()),
        Literal::String(text) => Default::String(text.clone()),
        Literal::Some { inner } => return default(owner, inner),
        other => bail!("{owner}: the default {other:?} is not supported"),
    })
}

/// The text of a doc comment without the common indentation that `///` leaves.
fn docs(text: Option<&str>) -> Docs {
    let lines: Vec<&str> = text.unwrap_or_default().trim_end().lines().collect();
    let indent_of = |line: &&str| line.len() - line.trim_start().len();
    let indent = lines.iter().filter(|line| !line.trim().is_empty()).map(indent_of).min().unwrap_or(0);
    let cut = |line: &&str| line.get(indent..).unwrap_or_default().trim_end().to_owned();
    lines.iter().map(cut).collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
pub(crate) mod tests;
