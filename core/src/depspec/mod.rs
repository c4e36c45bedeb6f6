//! Dependency specifications: the values of `DEPEND` and its like, `LICENSE`, `SRC_URI`, `REQUIRED_USE`, `RESTRICT` and
//! `PROPERTIES` (`sec:dependency-spec`).

mod circuit;
mod demands;
mod diagnostics;
mod dnf;
mod evaluate;
mod forest;
mod kind;
mod node;
mod parse;
mod required_use;
mod satisfy;
mod sets;
mod simplify;
mod solve;
mod sort;
mod src_uri;
mod tree;
mod verdict;
mod words;
mod write;

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use crate::eapi::{Eapi, EapiFeature};
use crate::error::{Error, ErrorKind, Fault, Reason};
use tree::Node;

pub use diagnostics::{Diagnostic, DiagnosticKind};
pub use kind::{DepSpecKind, DepSpecOptions, NodeKind};
pub use node::{ConditionalLeaf, NodeRef};
pub use required_use::RequiredUseResult;
pub use satisfy::{Choice, Satisfaction};
pub use solve::RequiredUseSolution;
pub use src_uri::{Download, Uri, UriPrefix};

/// A dependency specification: `|| ( dev-libs/a dev-libs/b ) ssl? ( >=dev-libs/openssl-3:= )`.
///
/// It is one text and a flat list of where its parts stand; parts are handed out as slices. Every leaf has been checked:
/// atoms, names, URIs. Whitespace is space, tab, line feed, carriage return and form feed. Groups may stand in each
/// other as deep as memory allows: nothing here calls itself.
///
/// Two specifications are equal if they are of one kind and EAPI and read alike, whitespace aside: these decide what
/// [`diagnostics`](DepSpec::diagnostics) finds and whether an empty group is matched. They are ordered by kind, then word by
/// word, then by EAPI.
///
/// ```
/// use polyatom::{DepSpec, DepSpecKind, Eapi, NodeKind};
/// let spec = DepSpec::parse(DepSpecKind::Depend, "dev-libs/glib:2 ssl? ( || ( net-libs/a net-libs/b ) )", Eapi::V8)?;
/// let condition = spec.items().nth(1).unwrap();
/// assert_eq!((condition.kind(), condition.flag()), (NodeKind::UseConditional, Some("ssl")));
/// assert_eq!(spec.leaves().map(|leaf| leaf.text()).collect::<Vec<_>>(), ["dev-libs/glib:2", "net-libs/a", "net-libs/b"]);
/// assert_eq!(spec.evaluate(&["ssl"]).as_str(), "dev-libs/glib:2 || ( net-libs/a net-libs/b )");
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone)]
pub struct DepSpec {
    text: Box<str>,
    nodes: Box<[Node]>,
    kind: DepSpecKind,
    eapi: Option<Eapi>,
}

impl DepSpec {
    /// Reads a specification.
    pub fn parse(kind: DepSpecKind, text: &str, options: impl Into<DepSpecOptions>) -> Result<Self, Error> {
        let options = options.into();
        match parse::scan(text, kind, options) {
            Ok(nodes) => Ok(Self { text: text.into(), nodes, kind, eapi: options.eapi }),
            Err(fault) => Err(fault.into_error(ErrorKind::DepSpec, text, options.eapi)),
        }
    }

    /// Whether `text` is a specification of that kind.
    pub fn is_valid(kind: DepSpecKind, text: &str, options: impl Into<DepSpecOptions>) -> bool {
        parse::scan(text, kind, options.into()).is_ok()
    }

    /// What it is the value of.
    pub fn kind(&self) -> DepSpecKind {
        self.kind
    }

    /// The EAPI it was read with.
    pub fn eapi(&self) -> Option<Eapi> {
        self.eapi
    }

    /// Whether it has groups with nothing in them, which it then was allowed to have when it was read.
    pub fn has_empty_groups(&self) -> bool {
        self.recursive().any(|node| node.kind().is_group() && node.children().next().is_none())
    }

    /// The exact text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether `|| ( )` and `^^ ( )` count as matched (`tab:empty-dep-groups`).
    fn empty_matches(&self) -> bool {
        self.eapi.unwrap_or(Eapi::LATEST).has(EapiFeature::EmptyDepGroups)
    }

    /// Whether it has no items.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The number of its items, which are the parts that are in no group.
    pub fn len(&self) -> usize {
        self.items().count()
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.text.split_ascii_whitespace()
    }

    /// The error of something in the text which is wrong though it could be read.
    fn error(&self, reason: Reason, span: Range<usize>) -> Error {
        Fault::new(reason, span.start, span.end).into_error(ErrorKind::DepSpec, &self.text, self.eapi)
    }
}

impl std::fmt::Display for DepSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.text)
    }
}

impl std::fmt::Debug for DepSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("DepSpec").field(&self.kind).field(&self.text).finish()
    }
}

impl AsRef<str> for DepSpec {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl PartialEq for DepSpec {
    fn eq(&self, other: &Self) -> bool {
        (self.kind, self.eapi) == (other.kind, other.eapi) && (self.text == other.text || self.words().eq(other.words()))
    }
}

impl Eq for DepSpec {}

impl PartialOrd for DepSpec {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DepSpec {
    fn cmp(&self, other: &Self) -> Ordering {
        self.kind.cmp(&other.kind).then_with(|| self.words().cmp(other.words())).then(self.eapi.cmp(&other.eapi))
    }
}

impl Hash for DepSpec {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.kind, self.eapi).hash(state);
        self.words().for_each(|word| word.hash(state));
    }
}
