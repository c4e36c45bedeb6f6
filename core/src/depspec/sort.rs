//! Specifications with their parts in order.

use std::cmp::Ordering;

use super::DepSpec;
use super::forest::{Forest, Id};
use super::kind::NodeKind;
use crate::atom::Atom;

impl DepSpec {
    /// The specification with its items in order: leaves first, atoms as [`Atom`] orders them and others by their text,
    /// then groups by kind, condition and what is in them.
    #[must_use]
    pub fn sorted(&self) -> Self {
        let mut forest = Forest::default();
        let mut items: Vec<Id> = self.items().map(|item| forest.copy(item)).collect();
        Sorter::default().sort(&forest, &mut items);
        forest.spec(&items, self)
    }

    /// The same on every level, except that the members of any-of groups keep their places, which tell what is
    /// preferred.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind};
    /// let spec = DepSpec::parse(DepSpecKind::Depend, "|| ( d/d c/c ) x? ( >=b/b-10 >=b/b-9 ) a/a", None)?;
    /// assert_eq!(spec.sorted_recursive().as_str(), "a/a || ( d/d c/c ) x? ( >=b/b-9 >=b/b-10 )");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    #[must_use]
    pub fn sorted_recursive(&self) -> Self {
        let mut forest = Forest::default();
        let mut sorter = Sorter::default();
        let mut items = Vec::new();
        for item in self.items() {
            items.push(forest.plant(item, |forest, kind, children| {
                if kind != NodeKind::AnyOf {
                    sorter.sort(forest, children);
                }
            }));
        }
        sorter.sort(&forest, &mut items);
        forest.spec(&items, self)
    }
}

/// Compares shapes; reads every atom once.
#[derive(Default)]
struct Sorter {
    atoms: Vec<Option<Atom>>,
}

impl Sorter {
    fn sort(&mut self, forest: &Forest<'_>, ids: &mut [Id]) {
        for id in self.atoms.len()..forest.len() {
            let shape = forest.shape(id as Id);
            self.atoms.push((shape.kind == NodeKind::Atom).then(|| Atom::parse(&shape.text, None).ok()).flatten());
        }
        ids.sort_by(|&a, &b| self.compare(forest, a, b));
    }

    /// Item by item, whatever the depth.
    fn compare(&self, forest: &Forest<'_>, a: Id, b: Id) -> Ordering {
        let mut pending = vec![Step::Compare(a, b)];
        while let Some(step) = pending.pop() {
            let order = match step {
                Step::Decided(order) => order,
                Step::Compare(a, b) if a == b => Ordering::Equal,
                Step::Compare(a, b) => {
                    let (left, right) = (forest.shape(a), forest.shape(b));
                    pending.push(Step::Decided(left.children.len().cmp(&right.children.len())));
                    let pairs = left.children.iter().zip(&right.children).rev();
                    pending.extend(pairs.map(|(&a, &b)| Step::Compare(a, b)));
                    self.compare_heads(forest, a, b)
                }
            };
            if order.is_ne() {
                return order;
            }
        }
        Ordering::Equal
    }

    /// Without what is in groups.
    fn compare_heads(&self, forest: &Forest<'_>, a: Id, b: Id) -> Ordering {
        let (left, right) = (forest.shape(a), forest.shape(b));
        let by_kind = (left.kind.is_group(), left.kind).cmp(&(right.kind.is_group(), right.kind));
        let by_atom = || self.atoms[a as usize].cmp(&self.atoms[b as usize]);
        // A flag stands next to its negation.
        let name = |text: &'_ str| text.trim_start_matches('!').len();
        let names = (&left.text[left.text.len() - name(&left.text)..], &right.text[right.text.len() - name(&right.text)..]);
        by_kind.then_with(by_atom).then_with(|| names.0.cmp(names.1)).then(left.negated.cmp(&right.negated))
    }
}

enum Step {
    Compare(Id, Id),
    Decided(Ordering),
}
