//! Why a query cannot be read, or not be asked, and where in it.

use std::fmt;
use std::ops::Range;

use crate::codes::codes;
use polyatom::Report;

codes! {
    /// What is wrong with a query, for programs. Codes stay as they are when messages get better words.
    QueryCode

    /// The text ends where a test has to follow.
    TestMissing: "query_test_missing", "a test is missing";
    /// An operator has to follow the name of a field.
    OperatorMissing: "query_operator_missing", "an operator is missing after the field";
    /// A value has to follow an operator.
    ValueMissing: "query_value_missing", "a value is missing after the operator";
    /// Two tests without a word between them.
    JoinMissing: "query_join_missing", "neither && nor || between two tests";
    /// A name that no field has.
    UnknownField: "query_unknown_field", "an unknown field";
    /// An operator that the field does not have.
    OperatorNotHere: "query_operator_not_here", "an operator that the field does not have";
    /// A group without its end.
    GroupOpen: "query_group_open", "a group without a closing parenthesis";
    /// A closing parenthesis without a group.
    GroupClosed: "query_group_closed", "a closing parenthesis without a group";
    /// A quoted value without its end.
    QuoteOpen: "query_quote_open", "a quote that is never closed";
    /// Not a regular expression.
    Regex: "query_regex", "not a valid regular expression";
    /// A number that is none.
    Number: "query_number", "not a number";
    /// A value that the language does not allow; the cause says more.
    Value: "query_value", "not a valid value";
    /// An atom or a pattern of a form that is not looked for here.
    AtomNotHere: "query_atom_not_here", "only an atom or a pattern of names is looked for here";
    /// Queries inside of queries, too many times.
    TooDeep: "query_too_deep", "queries nested too deep";
    /// A field that only a configuration knows, asked of something else.
    NeedsConfiguration: "query_needs_configuration", "only a configuration knows this";
    /// A field that other kinds of packages have.
    NotOfThisKind: "query_not_of_this_kind", "these packages do not have this";
}

/// Why a text is not a query, or why a query cannot be asked there, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    input: String,
    span: Range<usize>,
    code: QueryCode,
    /// More than the words of the code.
    detail: Option<String>,
    hint: Option<String>,
    cause: Option<polyatom::Error>,
}

impl QueryError {
    #[cold]
    pub(super) fn new(input: &str, code: QueryCode, span: Range<usize>) -> Self {
        Self(Box::new(Inner { input: input.to_owned(), span, code, detail: None, hint: None, cause: None }))
    }

    /// A value that stands at `at` and that the language does not allow.
    #[cold]
    pub(super) fn value(input: &str, at: usize, cause: polyatom::Error) -> Self {
        let span = cause.span().start + at..cause.span().end + at;
        let mut error = Self::new(input, QueryCode::Value, span);
        error.0.hint = cause.hint();
        error.0.cause = Some(cause);
        error
    }

    #[must_use]
    pub(super) fn because(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    #[must_use]
    pub(super) fn hint_is(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// The whole query.
    pub fn input(&self) -> &str {
        &self.0.input
    }

    /// Where in it, in bytes. Empty where something is missing.
    pub fn span(&self) -> Range<usize> {
        self.0.span.clone()
    }

    /// What is wrong, for programs: `query_unknown_field`, or what the language says about a value, `missing_operator`.
    pub fn code(&self) -> &'static str {
        self.0.cause.as_ref().map_or(self.0.code.as_str(), polyatom::Error::code)
    }

    /// What kind of error it is.
    pub fn kind(&self) -> QueryCode {
        self.0.code
    }

    /// What the language says about the value.
    pub fn cause(&self) -> Option<&polyatom::Error> {
        self.0.cause.as_ref()
    }

    /// What is wrong, in a few words.
    pub fn reason(&self) -> String {
        let words = self.0.cause.as_ref().map_or(self.0.code.text(), polyatom::Error::reason);
        match &self.0.detail {
            Some(detail) => format!("{words}: {detail}"),
            None => words.to_owned(),
        }
    }

    /// What would be right: of this query if that can be told, else of what is wrong with it.
    pub fn hint(&self) -> Option<&str> {
        let cause = self.0.cause.as_ref();
        self.0.hint.as_deref().or_else(|| cause.is_none().then(|| advice(self.0.code)).flatten())
    }
}

/// What is right wherever something is wrong in that way. Of names and values, more can be told where they stand.
fn advice(code: QueryCode) -> Option<&'static str> {
    Some(match code {
        QueryCode::TestMissing => "a test stands on both sides of what joins, as in live && masked",
        QueryCode::OperatorMissing => "a field, an operator and a value, as in slot == 0",
        QueryCode::ValueMissing => "a value after the operator, as in slot == 0",
        QueryCode::JoinMissing => "join them with && or ||, as in live && masked",
        QueryCode::GroupOpen => "close it with )",
        QueryCode::GroupClosed => "one ) for every (",
        QueryCode::QuoteOpen => "close the quote, or leave it out around letters, digits and _ + - . / : @ ~ *",
        QueryCode::Regex => "write it as the Rust crate regex reads it, with a backslash before a sign that means itself",
        QueryCode::Number => "digits alone and less than 2^63, as in keywords count > 3",
        QueryCode::OperatorNotHere => "== != =~ !~ or glob",
        QueryCode::AtomNotHere => "an atom or a name, as in rdepend any dev-libs/*; a repository has a field of its own",
        QueryCode::Value => "write it as the field has it: an atom, a name, a version",
        QueryCode::TooDeep => "ask in two steps: what one query found can be asked by another",
        QueryCode::NeedsConfiguration => "ask a configuration, not a repository",
        QueryCode::UnknownField | QueryCode::NotOfThisKind => return None,
    })
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (input, span, reason, hint) = (self.input(), self.span(), &*self.reason(), self.hint());
        Report { kind: Some("query"), input, span, reason, hint }.fmt(f)
    }
}

impl std::error::Error for QueryError {}
