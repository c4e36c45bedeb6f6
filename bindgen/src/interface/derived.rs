//! What languages have besides what is declared: it follows from a type, and each language has it in its own way or has a reason.

use super::{ErrorClass, Field, Function, Interface, Name, Object, Type};

/// Something that follows from a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Derived {
    /// A choice is read from its text.
    ChoiceOfText,
    /// A choice is told as text.
    TextOfChoice,
    /// A value is made of text, or list, that is known to be good: what is wrong ends the program.
    Must,
    /// A value is remembered by its text.
    Cached,
    /// Where something stands in a text, as the language's own range.
    Span,
    /// The same value with some parts changed.
    Changed,
    /// Two values are compared, three ways.
    Compared,
    /// Two texts are compared as the values that they stand for.
    ComparedTexts,
}

impl Derived {
    /// All of them.
    pub const ALL: [Derived; 8] = [
        Self::ChoiceOfText,
        Self::TextOfChoice,
        Self::Must,
        Self::Cached,
        Self::Span,
        Self::Changed,
        Self::Compared,
        Self::ComparedTexts,
    ];

    /// What it is, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::ChoiceOfText => "A choice is read from its text",
            Self::TextOfChoice => "A choice is told as text",
            Self::Must => "A value is made of what is known to be good",
            Self::Cached => "A value is remembered by its text",
            Self::Span => "A part of a text is the language's own range",
            Self::Changed => "A value is made of another, with some parts changed",
            Self::Compared => "Two values are compared, three ways",
            Self::ComparedTexts => "Two texts are compared as values",
        }
    }
}

impl Interface {
    /// The types that have it.
    pub fn with(&self, derived: Derived) -> Vec<String> {
        let objects = |has: fn(&Object) -> bool| -> Vec<String> {
            self.objects.iter().filter(move |o| has(o)).map(|o| o.name.to_string()).collect()
        };
        match derived {
            Derived::ChoiceOfText | Derived::TextOfChoice => self.enums.iter().map(|choice| choice.name.to_string()).collect(),
            Derived::Must => objects(Object::is_read_whole),
            Derived::Cached => objects(|object| object.is_text),
            Derived::Compared => objects(|object| object.traits.ord),
            Derived::ComparedTexts => objects(Object::compares_texts),
            Derived::Changed => {
                let records = self.records.iter().map(|record| record.name.to_string());
                objects(Object::can_be_changed).into_iter().chain(records).collect()
            }
            Derived::Span => {
                let objects = self.objects.iter().filter(|object| object.has_span()).map(|object| &object.name);
                let records = self.records.iter().filter(|record| is_span(&named(&record.fields))).map(|record| &record.name);
                let errors = self.error_classes();
                let errors: Vec<_> =
                    errors.iter().filter(|class| class.begins_span()).map(|class| class.name.to_string()).collect();
                objects.chain(records).map(Name::to_string).chain(errors).collect()
            }
        }
    }
}

impl Object {
    /// Whether text, or a list of texts that may be wrong, is all that it is made of.
    pub fn is_read_whole(&self) -> bool {
        let fails = self.primary.as_ref().is_some_and(Function::throws);
        self.is_text || fails && self.list_of == Some(Type::String)
    }

    /// The methods of a text type that give it with other values for parts that it has, and these parts: `with_version(op, version)`.
    pub fn changers(&self) -> Vec<(&str, Vec<&str>)> {
        let is_part = |name: &str| self.method(name).is_some_and(|method| method.is_property);
        let gives_own = |method: &&Function| self.is_text && method.returns == Some(Type::Object(self.name.clone()));
        let changers = self.methods.iter().filter(gives_own).filter(|method| method.name.rust().starts_with("with_"));
        let parts =
            changers.map(|method| (method.name.rust(), method.arguments.iter().map(|a| a.name.rust()).collect::<Vec<_>>()));
        parts.filter(|(_, parts)| !parts.is_empty() && parts.iter().all(|part| is_part(part))).collect()
    }

    /// Whether another one is made of it, with some parts changed: by its text's changers, or of its parts.
    pub fn can_be_changed(&self) -> bool {
        if self.is_text { !self.changers().is_empty() } else { self.can_be_rebuilt }
    }

    /// Whether C compares texts as its values.
    pub fn compares_texts(&self) -> bool {
        let reads = self.primary.as_ref().filter(|_| self.is_text && self.traits.ord);
        reads.is_some_and(|primary| primary.optional().all(|argument| argument.default == Some(super::Default::None)))
    }

    /// Whether it says where it stands in a text.
    pub fn has_span(&self) -> bool {
        let properties = self.methods.iter().filter(|method| method.is_property);
        is_span(&properties.filter_map(|property| Some((&property.name, property.returns.as_ref()?))).collect::<Vec<_>>())
    }
}

impl ErrorClass<'_> {
    /// Whether it says where something stands in a text, and its base class does not.
    pub fn begins_span(&self) -> bool {
        let has_span = |fields: &[&Field]| is_span(&fields.iter().map(|f| (&f.name, &f.ty)).collect::<Vec<_>>());
        has_span(&self.fields) && !has_span(&self.fields[..self.inherited])
    }
}

/// Fields by their names.
pub fn named(fields: &[Field]) -> Vec<(&Name, &Type)> {
    fields.iter().map(|field| (&field.name, &field.ty)).collect()
}

/// Whether these are the two ends of a part of a text, among others.
pub fn is_span(members: &[(&Name, &Type)]) -> bool {
    ["start", "end"].iter().all(|end| members.iter().any(|(name, ty)| name.rust() == *end && matches!(ty, Type::Offset(_))))
}
