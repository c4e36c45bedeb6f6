//! Disjunctive normal form: every way to satisfy a specification, as plain lists.

use std::collections::{HashMap, HashSet};

use super::DepSpec;
use super::kind::NodeKind;
use super::node::NodeRef;
use crate::error::{Error, Reason};

/// A leaf by its number, negated or not.
type Literal = (u32, bool);
/// Any of these lists will do; within a list, all of it has to hold.
type Clauses = Vec<Vec<Literal>>;

/// What can be wrong on the way: more clauses than allowed.
struct TooMany;

/// What a part and its opposite come to.
#[derive(Default)]
struct Forms {
    holds: Clauses,
    /// Only computed in `^^` and `??`, which need what does not hold.
    fails: Clauses,
}

struct Builder<'a> {
    spec: &'a DepSpec,
    limit: usize,
    leaves: Vec<&'a str>,
    numbers: HashMap<&'a str, u32>,
    forms: Vec<Forms>,
    needs_fails: Vec<bool>,
}

impl DepSpec {
    /// Every way to satisfy the specification: any of the lists will do, if all of its leaves are matched.
    ///
    /// There must be no conditional groups: [evaluate](DepSpec::evaluate) first. Within `REQUIRED_USE` flags may be
    /// negated that are not in the text. Lists keep the order of the text, so that what is preferred comes first; leaves
    /// within a list, and lists, are there once, and no list has a flag with its opposite. More lists than `limit`, also
    /// on the way, are an error.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind};
    /// let spec = DepSpec::parse(DepSpecKind::Depend, "a/a || ( b/b ( c/c d/d ) )", None)?;
    /// assert_eq!(spec.dnf(10)?, [vec!["a/a", "b/b"], vec!["a/a", "c/c", "d/d"]]);
    /// let spec = DepSpec::parse(DepSpecKind::RequiredUse, "^^ ( a b )", None)?;
    /// assert_eq!(spec.dnf(10)?, [["a", "!b"], ["!a", "b"]]);
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn dnf(&self, limit: usize) -> Result<Vec<Vec<String>>, Error> {
        if let Some(condition) = self.recursive().find(|node| node.kind() == NodeKind::UseConditional) {
            let start = condition.span().start;
            return Err(self.error(Reason::ConditionLeft, start..start + condition.head().len()));
        }
        let mut builder = Builder::new(self, limit);
        match builder.build() {
            Ok(clauses) => {
                Ok(clauses.iter().map(|clause| clause.iter().map(|literal| builder.text(*literal)).collect()).collect())
            }
            Err(TooMany) => Err(self.error(Reason::TooManyClauses, 0..self.text.len())),
        }
    }
}

impl<'a> Builder<'a> {
    fn new(spec: &'a DepSpec, limit: usize) -> Self {
        let count = spec.nodes.len();
        let mut needs_fails = vec![false; count];
        for node in spec.recursive() {
            let counts = matches!(node.kind(), NodeKind::ExactlyOneOf | NodeKind::AtMostOneOf) || needs_fails[node.index()];
            node.children().for_each(|child| needs_fails[child.index()] = counts);
        }
        let forms = (0..count).map(|_| Forms::default()).collect();
        Self { spec, limit, leaves: Vec::new(), numbers: HashMap::new(), forms, needs_fails }
    }

    fn text(&self, (leaf, negated): Literal) -> String {
        let words: Vec<&str> = self.leaves[leaf as usize].split_ascii_whitespace().collect();
        format!("{}{}", if negated { "!" } else { "" }, words.join(" "))
    }

    fn build(&mut self) -> Result<Clauses, TooMany> {
        // Backwards, children come before the groups they are in.
        for index in (0..self.spec.nodes.len()).rev() {
            let node = self.spec.node(index);
            self.forms[index] = match node.kind().is_group() {
                true => self.group(node)?,
                false => self.leaf(node),
            };
        }
        let items: Vec<usize> = self.spec.items().map(NodeRef::index).collect();
        self.all(items.iter().map(|&index| &self.forms[index].holds))
    }

    fn leaf(&mut self, node: NodeRef<'a>) -> Forms {
        let name = node.flag().unwrap_or(node.text());
        let leaves = &mut self.leaves;
        let number = *self.numbers.entry(name).or_insert_with(|| {
            leaves.push(name);
            leaves.len() as u32 - 1
        });
        let form = |negated| vec![vec![(number, negated)]];
        Forms { holds: form(node.negated()), fails: form(!node.negated()) }
    }

    fn group(&mut self, node: NodeRef<'a>) -> Result<Forms, TooMany> {
        let children: Vec<Forms> = node
            .children()
            .map(|child| child.index())
            .collect::<Vec<_>>()
            .into_iter()
            .map(|index| std::mem::take(&mut self.forms[index]))
            .collect();
        let holds = || children.iter().map(|child| &child.holds);
        let fails = || children.iter().map(|child| &child.fails);
        let empty_matches = children.is_empty() && self.spec.options.empty_matches();
        let needs_fails = self.needs_fails[node.index()];
        let always = || vec![Vec::new()];
        Ok(match node.kind() {
            NodeKind::AnyOf | NodeKind::ExactlyOneOf if empty_matches => Forms { holds: always(), fails: Vec::new() },
            NodeKind::AnyOf => {
                Forms { holds: self.any(holds())?, fails: if needs_fails { self.all(fails())? } else { Vec::new() } }
            }
            NodeKind::ExactlyOneOf => {
                let none = if needs_fails { self.all(fails())? } else { Vec::new() };
                let several = if needs_fails { self.several(&children)? } else { Vec::new() };
                Forms { holds: self.one(&children)?, fails: self.any([&none, &several].into_iter())? }
            }
            NodeKind::AtMostOneOf => {
                let (one, none) = (self.one(&children)?, self.all(fails())?);
                let several = if needs_fails { self.several(&children)? } else { Vec::new() };
                Forms { holds: self.any([&one, &none].into_iter())?, fails: several }
            }
            _ => Forms { holds: self.all(holds())?, fails: if needs_fails { self.any(fails())? } else { Vec::new() } },
        })
    }

    /// Each child with the opposite of all others.
    fn one(&self, children: &[Forms]) -> Result<Clauses, TooMany> {
        let mut all = Vec::new();
        for chosen in 0..children.len() {
            let forms = children.iter().enumerate();
            all.push(self.all(forms.map(|(index, child)| if index == chosen { &child.holds } else { &child.fails }))?);
        }
        self.any(all.iter())
    }

    /// Any two children.
    fn several(&self, children: &[Forms]) -> Result<Clauses, TooMany> {
        let mut all = Vec::new();
        for (index, first) in children.iter().enumerate() {
            for second in &children[index + 1..] {
                all.push(self.all([&first.holds, &second.holds].into_iter())?);
            }
        }
        self.any(all.iter())
    }

    fn any<'c>(&self, parts: impl Iterator<Item = &'c Clauses>) -> Result<Clauses, TooMany> {
        let mut clauses = Distinct::new(self.limit);
        parts.flatten().try_for_each(|clause| clauses.add(clause.clone()))?;
        Ok(clauses.list)
    }

    fn all<'c>(&self, parts: impl Iterator<Item = &'c Clauses>) -> Result<Clauses, TooMany> {
        let mut product: Clauses = vec![Vec::new()];
        for part in parts {
            // The usual case, one more leaf, copies nothing.
            if let ([clause], [only]) = (&mut product[..], &part[..]) {
                if !extend(clause, only) {
                    return Ok(Vec::new());
                }
                continue;
            }
            let mut clauses = Distinct::new(self.limit);
            for clause in &product {
                for more in part {
                    let mut clause = clause.clone();
                    if extend(&mut clause, more) {
                        clauses.add(clause)?;
                    }
                }
            }
            product = clauses.list;
        }
        Ok(product)
    }
}

/// Adds literals that are not there yet; false if the opposite of one is.
fn extend(clause: &mut Vec<Literal>, more: &[Literal]) -> bool {
    let own: HashSet<Literal> = clause.iter().copied().collect();
    for &(leaf, negated) in more {
        if own.contains(&(leaf, !negated)) {
            return false;
        }
        if !own.contains(&(leaf, negated)) {
            clause.push((leaf, negated));
        }
    }
    true
}

/// Clauses, each once whatever the order in it, up to a limit.
struct Distinct {
    list: Clauses,
    seen: HashSet<Vec<Literal>>,
    limit: usize,
}

impl Distinct {
    fn new(limit: usize) -> Self {
        Self { list: Vec::new(), seen: HashSet::new(), limit }
    }

    fn add(&mut self, clause: Vec<Literal>) -> Result<(), TooMany> {
        let mut key = clause.clone();
        key.sort_unstable();
        if self.seen.insert(key) {
            self.list.push(clause);
        }
        if self.list.len() > self.limit { Err(TooMany) } else { Ok(()) }
    }
}
