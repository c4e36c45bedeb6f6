//! Where a query has to look: often its names say that all but a few packages cannot match.

use std::ops::Range;
use std::sync::Arc;

use super::field::Field;
use super::test::{Match, Test};
use super::tree::{Node, Tree};
use crate::cpvs::CpvList;
use crate::format::selector::Selector;

/// Places of packages in the index, in order and apart; none is everywhere.
pub(super) type Scope = Option<Vec<Range<usize>>>;

/// The places that may hold what matches.
pub(super) fn of(tree: &Tree<Arc<Test>>, list: &CpvList) -> Scope {
    let nodes = tree.nodes();
    let mut scopes: Vec<Scope> = vec![None; nodes.len()];
    for (at, (node, end)) in nodes.iter().enumerate().rev() {
        scopes[at] = match node {
            Node::Leaf(test) => of_test(test, list),
            Node::All => narrowest(parts(nodes, at + 1, *end as usize).filter_map(|part| scopes[part].take())),
            Node::Any => union(parts(nodes, at + 1, *end as usize).map(|part| scopes[part].take())),
            Node::Not | Node::Odd => None,
        };
    }
    scopes.swap_remove(0)
}

/// The parts of a group.
fn parts<L>(nodes: &[(Node<L>, u32)], first: usize, end: usize) -> impl Iterator<Item = usize> {
    let next = move |&part: &usize| Some(nodes[part].1 as usize).filter(|&next| next < end);
    std::iter::successors(Some(first), next)
}

fn narrowest(scopes: impl Iterator<Item = Vec<Range<usize>>>) -> Scope {
    scopes.min_by_key(|scope| scope.iter().map(ExactSizeIterator::len).sum::<usize>())
}

fn union(scopes: impl Iterator<Item = Scope>) -> Scope {
    let mut ranges: Vec<Range<usize>> = scopes.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
    ranges.sort_unstable_by_key(|range| range.start);
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match apart.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    Some(apart)
}

fn of_test(test: &Test, list: &CpvList) -> Scope {
    let named = |category: &str, package: &str| Some(vec![list.versions_of(category, package)]);
    match test {
        Test::Package(Selector::Atom(atom)) => named(atom.category(), atom.package()),
        Test::One(Field::Cpn, Match::Equal(text)) => {
            let (category, package) = text.split_once('/').unwrap_or_default();
            named(category, package)
        }
        Test::One(Field::Cpv, Match::Equal(text)) => match polyatom::Cpv::parse(text) {
            Ok(cpv) => named(cpv.category(), cpv.package()),
            Err(_) => Some(Vec::new()),
        },
        Test::One(Field::Category, Match::Equal(text)) => Some(vec![list.of_category(text)]),
        Test::One(Field::Package, Match::Equal(text)) => union(list.category_names().map(|category| named(category, text))),
        _ => None,
    }
}
