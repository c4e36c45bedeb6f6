//! From the text of a query to its tree.

use std::sync::Arc;

use polyatom::{Eapi, Version};

use super::Query;
use super::error::{QueryCode, QueryError};
use super::field::{Field, FieldKind};
use super::pattern::{Pattern, Wrong};
use super::scan::{Scanner, Value};
use super::test::{Comparison, End, Item, Match, Quantifier, Rank, Test, Wanted};
use super::tree::{Node, Tree};
use crate::format::selector::{Selector, SelectorRules};
use crate::format::text::{self, Line};

/// Queries that one may be in.
pub(super) const DEEPEST: usize = 16;

/// What stands in parentheses, and the groups that are open in it: those of `||`, of `^^` and of `&&`, in each other.
struct Level {
    /// Where the parenthesis stands; none where the text begins.
    start: Option<usize>,
    any: usize,
    odd: usize,
    all: usize,
    /// The negations before the operand that comes.
    negations: Vec<usize>,
}

type Raw<L> = Vec<(Node<L>, u32)>;

fn push<L>(raw: &mut Raw<L>, node: Node<L>) -> usize {
    raw.push((node, 0));
    raw.len() - 1
}

fn close<L>(raw: &mut Raw<L>, at: usize) {
    raw[at].1 = raw.len() as u32;
}

impl Level {
    fn open<L>(raw: &mut Raw<L>, start: Option<usize>) -> Self {
        let [any, odd, all] = [Node::Any, Node::Odd, Node::All].map(|node| push(raw, node));
        Self { start, any, odd, all, negations: Vec::new() }
    }

    fn close<L>(self, raw: &mut Raw<L>) {
        [self.all, self.odd, self.any].into_iter().for_each(|group| close(raw, group));
    }

    fn end_operand<L>(&mut self, raw: &mut Raw<L>) {
        self.negations.drain(..).for_each(|negation| close(raw, negation));
    }

    /// After `||`.
    fn next_any<L>(&mut self, raw: &mut Raw<L>) {
        close(raw, self.all);
        close(raw, self.odd);
        self.odd = push(raw, Node::Odd);
        self.all = push(raw, Node::All);
    }

    /// After `^^`.
    fn next_odd<L>(&mut self, raw: &mut Raw<L>) {
        close(raw, self.all);
        self.all = push(raw, Node::All);
    }
}

/// Reads tests that are joined, until the text ends or, of what is in a parenthesis at `start`, until that is closed. A test says
/// whether it is negated by its operator, with which it may begin where `operators` says so.
fn expression<'a, L>(
    scanner: &mut Scanner<'a>,
    start: Option<usize>,
    operators: bool,
    mut test: impl FnMut(&mut Scanner<'a>) -> Result<(L, bool), QueryError>,
) -> Result<Tree<L>, QueryError> {
    let mut raw: Raw<L> = Vec::new();
    let mut level = Level::open(&mut raw, start);
    let mut outer: Vec<Level> = Vec::new();
    loop {
        scanner.blanks();
        if scanner.takes_not(operators) {
            level.negations.push(push(&mut raw, Node::Not));
            continue;
        }
        if scanner.takes("(") {
            let inner = Level::open(&mut raw, Some(scanner.at - 1));
            outer.push(std::mem::replace(&mut level, inner));
            continue;
        }
        let (leaf, negated) = test(scanner)?;
        let negation = negated.then(|| push(&mut raw, Node::Not));
        let leaf = push(&mut raw, Node::Leaf(leaf));
        negation.into_iter().chain([leaf]).for_each(|at| close(&mut raw, at));
        loop {
            level.end_operand(&mut raw);
            scanner.blanks();
            if scanner.takes_either("&&", "and") {
                break;
            } else if scanner.takes("^^") {
                level.next_odd(&mut raw);
                break;
            } else if scanner.takes_either("||", "or") {
                level.next_any(&mut raw);
                break;
            }
            match (outer.pop(), level.start) {
                (None, None) if scanner.is_at_end() => {
                    level.close(&mut raw);
                    return Ok(Tree::new(raw));
                }
                (None, Some(_)) if scanner.takes(")") => {
                    level.close(&mut raw);
                    return Ok(Tree::new(raw));
                }
                (Some(around), _) if scanner.takes(")") => std::mem::replace(&mut level, around).close(&mut raw),
                (_, Some(open)) if scanner.is_at_end() => return Err(scanner.error(QueryCode::GroupOpen, open..open + 1)),
                (None, None) if scanner.takes(")") => {
                    return Err(scanner.error(QueryCode::GroupClosed, scanner.at - 1..scanner.at));
                }
                _ => {
                    let end = scanner.word_end().max(scanner.at + next_length(scanner.rest()));
                    return Err(scanner.error(QueryCode::JoinMissing, scanner.at..end));
                }
            }
        }
    }
}

fn next_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Reads a query.
pub(super) fn query(text: &str) -> Result<Tree<Arc<Test>>, QueryError> {
    let mut scanner = Scanner::new(text);
    expression(&mut scanner, None, false, |scanner| test(scanner).map(|(test, negated)| (Arc::new(test), negated)))
}

fn test(scanner: &mut Scanner<'_>) -> Result<(Test, bool), QueryError> {
    let (at, name) = (scanner.at, scanner.name());
    if name.is_empty() {
        let word = if scanner.rest().starts_with(['\'', '"']) { scanner.value()? } else { scanner.word() };
        return match word.text.is_empty() {
            true => Err(scanner.error(QueryCode::TestMissing, at..at)),
            false => Ok((Test::Package(selector(scanner, &word)?), false)),
        };
    }
    scanner.at += name.len();
    match (name, Field::from_name(name)) {
        ("newest", _) => Ok((Test::Rank(rank(scanner, End::Newest)?), false)),
        ("oldest", _) => Ok((Test::Rank(rank(scanner, End::Oldest)?), false)),
        (_, Some(field)) => of_field(scanner, field, at),
        (_, None) => Err(unknown(scanner, at, name)),
    }
}

#[cold]
fn unknown(scanner: &Scanner<'_>, at: usize, name: &str) -> QueryError {
    let error = scanner.error(QueryCode::UnknownField, at..at + name.len());
    let near: Vec<&str> = Field::ALL.iter().map(|field| field.as_str()).filter(|field| is_near(field, name)).collect();
    match near.as_slice() {
        [] => error.hint_is(format!("*/{name} is a package of that name in any category")),
        _ => error.hint_is(near.join(", ")),
    }
}

/// Whether a name may have been meant for another.
fn is_near(field: &str, name: &str) -> bool {
    let begins = name.get(..3).is_some_and(|start| field.starts_with(start));
    begins || field.replace('_', "") == name.replace('_', "") || field.strip_suffix('s') == Some(name)
}

/// What a selector names, at the place of a value.
fn selector(scanner: &Scanner<'_>, value: &Value<'_>) -> Result<Selector, QueryError> {
    let rules = SelectorRules::USER.with_use_deps();
    let line = Line { number: 1, text: &value.text };
    Selector::parse(line, 0, &value.text, rules).map_err(|fault| match fault.cause() {
        Some(cause) if matches!(value.text, std::borrow::Cow::Borrowed(_)) => {
            QueryError::value(scanner.text, value.at, cause.clone())
        }
        _ => scanner.error(QueryCode::Value, value.span()).because(fault.reason()),
    })
}

/// After `newest` or `oldest`.
fn rank(scanner: &mut Scanner<'_>, end: End) -> Result<Rank, QueryError> {
    let count = number(scanner)?;
    scanner.blanks();
    let in_slot = scanner.takes_word("in");
    if in_slot {
        scanner.blanks();
        if !scanner.takes_word("slot") {
            return Err(scanner.error(QueryCode::ValueMissing, scanner.at..scanner.at).hint_is("in slot"));
        }
        scanner.blanks();
    }
    let of = if scanner.takes_word("of") { Some(nested(scanner)?) } else { None };
    Ok(Rank { end, count, in_slot, of })
}

/// A query in parentheses.
fn nested(scanner: &mut Scanner<'_>) -> Result<Query, QueryError> {
    scanner.blanks();
    let start = scanner.at;
    if !scanner.takes("(") {
        return Err(scanner.error(QueryCode::ValueMissing, start..start).hint_is("a query in parentheses"));
    }
    if scanner.depth == DEEPEST {
        return Err(scanner.error(QueryCode::TooDeep, start..start + 1));
    }
    scanner.depth += 1;
    let tree = expression(scanner, Some(start), false, |scanner| test(scanner).map(|(test, negated)| (Arc::new(test), negated)))?;
    scanner.depth -= 1;
    Ok(Query::of_tree(tree))
}

fn number(scanner: &mut Scanner<'_>) -> Result<u64, QueryError> {
    scanner.blanks();
    let value = scanner.value()?;
    text::number(&value.text).ok_or_else(|| scanner.error(QueryCode::Number, value.span()))
}

/// The operator that stands here, and whether it is a negated one.
#[derive(Clone, Copy)]
enum Operator {
    Compare(Comparison),
    Regex,
    Glob,
    Missing,
    Count,
    Quantifier(Quantifier),
}

/// Operators of signs, the longer ones first.
const SIGNS: [(&str, Operator, bool); 8] = [
    ("==", Operator::Compare(Comparison::Equal), false),
    ("!=", Operator::Compare(Comparison::Equal), true),
    ("=~", Operator::Regex, false),
    ("!~", Operator::Regex, true),
    ("<=", Operator::Compare(Comparison::LessOrEqual), false),
    (">=", Operator::Compare(Comparison::GreaterOrEqual), false),
    ("<", Operator::Compare(Comparison::Less), false),
    (">", Operator::Compare(Comparison::Greater), false),
];

/// Takes an operator, if one stands here.
fn operator(scanner: &mut Scanner<'_>) -> Result<Option<(Operator, bool)>, QueryError> {
    if let Some((_, operator, negated)) = SIGNS.into_iter().find(|(sign, ..)| scanner.takes(sign)) {
        return Ok(Some((operator, negated)));
    }
    if scanner.takes_word("is") {
        scanner.blanks();
        let negated = scanner.takes_word("not");
        scanner.blanks();
        return match scanner.takes_word("none") {
            true => Ok(Some((Operator::Missing, negated))),
            false => Err(scanner.error(QueryCode::ValueMissing, scanner.at..scanner.at).hint_is("is none, is not none")),
        };
    }
    let quantifier = Quantifier::ALL.into_iter().find(|quantifier| scanner.takes_word(quantifier.as_str()));
    let word = quantifier.map(Operator::Quantifier).or_else(|| scanner.takes_word("glob").then_some(Operator::Glob));
    Ok(word.or_else(|| scanner.takes_word("count").then_some(Operator::Count)).map(|operator| (operator, false)))
}

/// The operators of a field.
const fn operators(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Flag => "the field stands alone, or after a !",
        FieldKind::Text => "== != =~ !~ glob, is none",
        FieldKind::Version | FieldKind::Eapi => "== != < <= > >= =~ !~ glob",
        FieldKind::Number => "== != < <= > >=, is none",
        FieldKind::List | FieldKind::Atoms | FieldKind::Records => "any, all, none, count, is none",
    }
}

/// What follows the name of a field.
fn of_field(scanner: &mut Scanner<'_>, field: Field, field_at: usize) -> Result<(Test, bool), QueryError> {
    let (kind, after) = (field.kind(), scanner.at);
    scanner.blanks();
    let at = scanner.at;
    let found = operator(scanner)?;
    let not_here =
        |scanner: &Scanner<'_>| Err(scanner.error(QueryCode::OperatorNotHere, at..scanner.at).hint_is(operators(kind)));
    let Some((operator, negated)) = found else {
        return match kind {
            FieldKind::Flag => Ok((Test::Flag(field), false)),
            _ => Err(scanner.error(QueryCode::OperatorMissing, field_at..after).hint_is(operators(kind))),
        };
    };
    let test = match (operator, kind) {
        (_, FieldKind::Flag) => return not_here(scanner),
        (Operator::Missing, _) => Test::One(field, Match::Missing),
        (Operator::Count, _) if kind.is_many() => return count(scanner, field),
        (Operator::Quantifier(quantifier), _) if kind.is_many() => Test::Items(field, quantifier, items(scanner, field)?),
        (Operator::Compare(comparison), FieldKind::Version) => {
            let value = next_value(scanner)?;
            let version = Version::parse(&value.text).map_err(|cause| QueryError::value(scanner.text, value.at, cause))?;
            Test::One(field, Match::Version(comparison, version))
        }
        (Operator::Compare(comparison), FieldKind::Eapi) => {
            let value = next_value(scanner)?;
            let eapi = Eapi::parse(&value.text).map_err(|cause| QueryError::value(scanner.text, value.at, cause))?;
            Test::One(field, Match::Eapi(comparison, eapi))
        }
        (Operator::Compare(comparison), FieldKind::Number) => Test::One(field, Match::Number(comparison, number(scanner)?)),
        (_, FieldKind::Number) => return not_here(scanner),
        (_, _) if kind.is_many() => return not_here(scanner),
        _ => match text_match(scanner, operator)? {
            Some(is) => Test::One(field, is),
            None => return not_here(scanner),
        },
    };
    Ok((test, negated))
}

fn next_value<'a>(scanner: &mut Scanner<'a>) -> Result<Value<'a>, QueryError> {
    scanner.blanks();
    scanner.value()
}

/// After `count`.
fn count(scanner: &mut Scanner<'_>, field: Field) -> Result<(Test, bool), QueryError> {
    scanner.blanks();
    let at = scanner.at;
    match operator(scanner)? {
        Some((Operator::Compare(comparison), negated)) => Ok((Test::Count(field, comparison, number(scanner)?), negated)),
        _ => Err(scanner.error(QueryCode::OperatorMissing, at..scanner.at).hint_is("== != < <= > >=")),
    }
}

/// What an operator asks of a text; none if it does not ask that of texts.
fn text_match(scanner: &mut Scanner<'_>, operator: Operator) -> Result<Option<Match>, QueryError> {
    let pattern = |scanner: &Scanner<'_>, value: &Value<'_>, made: Result<Pattern, Wrong>| {
        made.map_err(|(part, why)| scanner.error(QueryCode::Regex, value.part(part)).because(why))
    };
    Ok(match operator {
        Operator::Missing => Some(Match::Missing),
        Operator::Compare(Comparison::Equal) => Some(Match::Equal(next_value(scanner)?.text.into())),
        Operator::Regex => {
            let value = next_value(scanner)?;
            Some(Match::Regex(pattern(scanner, &value, Pattern::regex(&value.text))?))
        }
        Operator::Glob => {
            let value = next_value(scanner)?;
            Some(Match::Glob(pattern(scanner, &value, Pattern::glob(&value.text))?))
        }
        Operator::Compare(_) | Operator::Count | Operator::Quantifier(_) => None,
    })
}

/// What the items of a list have to be: one test, or several in parentheses.
fn items(scanner: &mut Scanner<'_>, field: Field) -> Result<Tree<Item>, QueryError> {
    scanner.blanks();
    let start = scanner.at;
    if scanner.takes("(") {
        return expression(scanner, Some(start), true, |scanner| item(scanner, field));
    }
    let mut turned = false;
    while scanner.takes_not(true) {
        turned = !turned;
        scanner.blanks();
    }
    let (leaf, negated) = item(scanner, field)?;
    Ok(if negated != turned { Tree::group(Node::Not, [Tree::leaf(leaf)]) } else { Tree::leaf(leaf) })
}

fn item(scanner: &mut Scanner<'_>, field: Field) -> Result<(Item, bool), QueryError> {
    let (list, at, name) = (field.kind(), scanner.at, scanner.name());
    let part = field.parts().iter().copied().find(|part| part.as_str() == name);
    if part.is_some() {
        scanner.at += name.len();
        scanner.blanks();
    }
    let operator_at = scanner.at;
    let sign = SIGNS.into_iter().take(4).find(|(sign, ..)| scanner.takes(sign)).map(|(_, operator, negated)| (operator, negated));
    let found = match sign {
        Some(found) => Some(found),
        None if part.is_some() || name == "glob" || name == "is" => operator(scanner)?,
        None => None,
    };
    let Some((operator, negated)) = found else {
        return match (part, list) {
            (Some(_), _) => Err(scanner.error(QueryCode::OperatorMissing, at..operator_at)),
            (None, FieldKind::Records) => {
                let parts: Vec<&str> = field.parts().iter().map(|part| part.as_str()).collect();
                Err(scanner.error(QueryCode::OperatorMissing, at..scanner.word_end()).hint_is(parts.join(", ")))
            }
            (None, FieldKind::Atoms) => Ok((Item { list, part, is: Match::Atom(wanted(scanner)?) }, false)),
            (None, _) => Ok((Item { list, part, is: Match::Equal(scanner.value()?.text.into()) }, false)),
        };
    };
    match text_match(scanner, operator)? {
        Some(is) if part.is_some() || list != FieldKind::Records => Ok((Item { list, part, is }, negated)),
        _ => Err(scanner.error(QueryCode::OperatorNotHere, operator_at..scanner.at)),
    }
}

/// The dependencies that are looked for.
fn wanted(scanner: &mut Scanner<'_>) -> Result<Wanted, QueryError> {
    let mut value = scanner.value()?;
    let stripped = value.text.trim_start_matches('!').len();
    let signs = value.text.len() - stripped;
    if signs > 0 {
        value.text = value.text[signs..].to_owned().into();
        value.at += signs;
    }
    let selector = selector(scanner, &value)?;
    let name = selector.name().map(|(category, package)| format!("{category}/{package}").into());
    match &selector {
        Selector::Version(_) => Err(scanner.error(QueryCode::AtomNotHere, value.span())),
        Selector::Pattern(pattern) if pattern.slot().is_some() || pattern.repo().is_some() => {
            Err(scanner.error(QueryCode::AtomNotHere, value.span()))
        }
        _ => Ok(Wanted { blocker: signs > 0, selector, name }),
    }
}
