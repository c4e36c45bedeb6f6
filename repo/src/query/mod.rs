//! Queries: what packages are looked for, as values and as text.
//!
//! `tree` has tests joined by and, or and not; `test` what is asked of one package; `parse` and `print` are the text.
//! `facts` answers what a package is, as far as it is read; `search` goes over repositories and configurations.

mod error;
mod evaluate;
mod facts;
mod field;
mod parse;
mod pattern;
mod print;
mod scan;
mod scope;
mod search;
mod test;
mod tree;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{BitAnd, BitOr, BitXor, Not};
use std::str::FromStr;
use std::sync::{Arc, OnceLock};

pub use error::{QueryCode, QueryError};
pub use field::{Field, FieldKind, PackageKind};
use test::Test;
use tree::{Node, Tree};

use crate::format::selector::Selector;

/// What packages are looked for.
///
/// A query is a test, or several that are joined by `&&`, `||`, `^^` and `!`, for which `and`, `or` and `not` may stand. A test is
/// an atom or a pattern of names, or it is about a [`Field`]. Two queries are equal if they print the same.
///
/// ```
/// use std::sync::Arc;
/// use polyatom_repo::{MemoryDisk, OpenOptions, Query, Repository};
/// let disk = MemoryDisk::new([
///     ("/r/metadata/md5-cache/dev-libs/a-1", "EAPI=7\nSLOT=0\nKEYWORDS=amd64\nDESCRIPTION=Old\n"),
///     ("/r/metadata/md5-cache/dev-libs/a-2", "EAPI=8\nSLOT=0\nKEYWORDS=~amd64\nDESCRIPTION=New\nRDEPEND=>=dev-libs/b-3\n"),
/// ]);
/// let repository = Repository::open_with("/r", OpenOptions { disk: Some(Arc::new(disk)), ..OpenOptions::default() })?;
/// let found = |text: &str| -> Result<Vec<String>, Box<dyn std::error::Error>> {
///     let found = repository.query(&Query::parse(text)?)?;
///     Ok(found.value.cpvs().map(ToString::to_string).collect())
/// };
/// assert_eq!(found("dev-libs/a && keywords any amd64")?, ["dev-libs/a-1"]);
/// assert_eq!(found("eapi >= 8 && description =~ '(?i)^new'")?, ["dev-libs/a-2"]);
/// assert_eq!(found("rdepend any dev-libs/b")?, ["dev-libs/a-2"]);
/// assert_eq!(found("newest 1 of (keywords any amd64)")?, ["dev-libs/a-1"]);
/// let old = Query::parse("category == dev-libs")? & !Query::parse("eapi == 8")?;
/// assert_eq!(old.to_string(), "category == dev-libs && eapi != 8");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Query(Arc<Inner>);

struct Inner {
    tree: Tree<Arc<Test>>,
    text: OnceLock<String>,
}

impl Query {
    fn of_tree(tree: Tree<Arc<Test>>) -> Self {
        Self(Arc::new(Inner { tree, text: OnceLock::new() }))
    }

    /// Reads a query.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parse::query(text).map(Self::of_tree)
    }

    /// The one text that it prints as, and that is read as an equal query.
    pub fn as_str(&self) -> &str {
        self.0.text.get_or_init(|| print::query(&self.0.tree).0)
    }

    fn tree(&self) -> &Tree<Arc<Test>> {
        &self.0.tree
    }

    fn join(node: Node<Arc<Test>>, queries: impl IntoIterator<Item = Self>) -> Self {
        let is_all = matches!(node, Node::All);
        let mut trees = queries.into_iter().map(|query| query.0.tree.clone()).peekable();
        match trees.peek() {
            Some(_) => Self::of_tree(Tree::group(node, trees)),
            None if is_all => Self::everything(),
            None => !Self::everything(),
        }
    }

    /// What matches every package: `*/*`.
    pub fn everything() -> Self {
        Self::of_tree(Tree::leaf(Arc::new(Test::Package(Selector::everything()))))
    }

    /// What all of these match; every package if there are none.
    pub fn all(queries: impl IntoIterator<Item = Self>) -> Self {
        Self::join(Node::All, queries)
    }

    /// What any of these matches; no package if there are none.
    pub fn any(queries: impl IntoIterator<Item = Self>) -> Self {
        Self::join(Node::Any, queries)
    }

    /// One test of a field by an operator and a value, which may be any text: `description`, `=~`, `it's`.
    pub fn test(field: &str, operator: &str, value: &str) -> Result<Self, QueryError> {
        let text = format!("{field} {operator} '{}'", value.replace('\'', "''"));
        let query = Self::parse(&text)?;
        match query.tree().leaves().count() {
            1 => Ok(query),
            _ => {
                let error = QueryError::new(&text, QueryCode::OperatorNotHere, 0..field.len() + 1 + operator.len());
                Err(error.hint_is("one operator between one field and its value"))
            }
        }
    }

    /// The fields that it asks about, each once and in their order.
    pub fn fields(&self) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        let mut queries = vec![self];
        while let Some(query) = queries.pop() {
            for test in query.tree().leaves() {
                fields.extend(test.field());
                if let Test::Rank(test::Rank { of: Some(of), .. }) = &**test {
                    queries.push(of);
                }
            }
        }
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// Whether packages of repositories can answer it under a configuration alone.
    pub fn needs_configuration(&self) -> bool {
        self.asks(&Field::needs_configuration)
    }

    /// Whether packages of that kind have all that it asks about.
    pub fn is_for(&self, kind: PackageKind) -> bool {
        !self.asks(&|field| !field.is_of(kind))
    }

    fn asks(&self, is: &impl Fn(Field) -> bool) -> bool {
        self.tree().leaves().any(|test| test.field_that(is).is_some())
    }

    /// Says where it asks for what packages of that kind do not have.
    fn check_for(&self, kind: PackageKind) -> Result<(), QueryError> {
        if self.is_for(kind) {
            return Ok(());
        }
        let is_missing = |field: Field| !field.is_of(kind);
        let (text, spans) = print::query(self.tree());
        let found = self.tree().leaves().zip(spans).find_map(|(test, span)| Some((test.field_that(&is_missing)?, span)));
        let Some((field, place)) = found else { return Ok(()) };
        Err(match kind {
            PackageKind::Ebuild if field.needs_configuration() => QueryError::new(&text, QueryCode::NeedsConfiguration, place),
            _ => {
                let having = PackageKind::ALL.into_iter().filter(|&kind| field.is_of(kind)).map(PackageKind::as_str);
                let having = having.collect::<Vec<_>>().join(" and ");
                QueryError::new(&text, QueryCode::NotOfThisKind, place).hint_is(format!("{having} have {}", field.as_str()))
            }
        })
    }
}

impl BitAnd for Query {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self::of_tree(Tree::group(Node::All, [self.0.tree.clone(), other.0.tree.clone()]))
    }
}

impl BitOr for Query {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self::of_tree(Tree::group(Node::Any, [self.0.tree.clone(), other.0.tree.clone()]))
    }
}

/// What one of two matches, and not both.
impl BitXor for Query {
    type Output = Self;

    fn bitxor(self, other: Self) -> Self {
        Self::of_tree(Tree::group(Node::Odd, [self.0.tree.clone(), other.0.tree.clone()]))
    }
}

impl Not for Query {
    type Output = Self;

    fn not(self) -> Self {
        Self::of_tree(Tree::group(Node::Not, [self.0.tree.clone()]))
    }
}

impl FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Query {}

impl PartialOrd for Query {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// By their texts.
impl Ord for Query {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Query {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Query({:?})", self.as_str())
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
