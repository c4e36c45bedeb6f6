//! Parts of specifications without their places: equal ones are one, so that rewriting compares numbers.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::DepSpec;
use super::kind::NodeKind;
use super::node::NodeRef;
use super::write::Writer;

/// The number of a shape.
pub(super) type Id = u32;

/// A leaf or group.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Shape<'a> {
    pub(super) kind: NodeKind,
    pub(super) negated: bool,
    /// A leaf's text with single blanks, or what stands before a group's parenthesis.
    pub(super) text: Cow<'a, str>,
    pub(super) children: Vec<Id>,
}

impl<'a> Shape<'a> {
    pub(super) fn leaf(node: NodeRef<'a>) -> Self {
        Self { kind: node.kind(), negated: node.negated(), text: single_blanks(node), children: Vec::new() }
    }

    /// A group like `node` with other children.
    pub(super) fn group(node: NodeRef<'a>, children: Vec<Id>) -> Self {
        Self { kind: node.kind(), negated: node.negated(), text: node.head().into(), children }
    }

    pub(super) fn all_of(children: Vec<Id>) -> Self {
        Self { kind: NodeKind::AllOf, negated: false, text: "".into(), children }
    }
}

/// Only an arrow has blanks around it; everything else is one word.
fn single_blanks<'a>(node: NodeRef<'a>) -> Cow<'a, str> {
    match node.uri().and_then(|uri| uri.rename()) {
        Some(_) => node.words().collect::<Vec<_>>().join(" ").into(),
        None => node.text().into(),
    }
}

#[derive(Default)]
pub(super) struct Forest<'a> {
    shapes: Vec<Rc<Shape<'a>>>,
    ids: HashMap<Rc<Shape<'a>>, Id>,
}

impl<'a> Forest<'a> {
    /// The number of a shape, which is new or that of an equal one.
    pub(super) fn id(&mut self, shape: Shape<'a>) -> Id {
        if let Some(&id) = self.ids.get(&shape) {
            return id;
        }
        let id = self.shapes.len() as Id;
        let shape = Rc::new(shape);
        self.shapes.push(Rc::clone(&shape));
        self.ids.insert(shape, id);
        id
    }

    pub(super) fn shape(&self, id: Id) -> &Shape<'a> {
        &self.shapes[id as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.shapes.len()
    }

    /// A part as it is; `rearrange` may change the order of the children of each group.
    pub(super) fn plant(&mut self, node: NodeRef<'a>, mut rearrange: impl FnMut(&mut Self, NodeKind, &mut Vec<Id>)) -> Id {
        let range = node.subtree();
        let first = range.start;
        let mut ids: Vec<Id> = vec![0; range.len()];
        // Backwards, children come before the groups they are in.
        for index in range.rev() {
            let part = node.spec().node(index);
            ids[index - first] = match part.kind().is_group() {
                true => {
                    let mut children = part.children().map(|child| ids[child.index() - first]).collect();
                    rearrange(self, part.kind(), &mut children);
                    self.id(Shape::group(part, children))
                }
                false => self.id(Shape::leaf(part)),
            };
        }
        ids[0]
    }

    /// A part as it is.
    pub(super) fn copy(&mut self, node: NodeRef<'a>) -> Id {
        self.plant(node, |_, _, _| {})
    }

    /// The specification of these items, of the kind and EAPI of `like`.
    pub(super) fn spec(&self, items: &[Id], like: &DepSpec) -> DepSpec {
        let mut out = Writer::new(like.kind, like.eapi);
        let mut pending: Vec<Step> = items.iter().rev().map(|&id| Step::Write(id)).collect();
        while let Some(step) = pending.pop() {
            let Step::Write(id) = step else {
                out.close();
                continue;
            };
            let shape = self.shape(id);
            if shape.kind.is_group() {
                out.open(shape.kind, shape.negated, &shape.text);
                pending.push(Step::Close);
                pending.extend(shape.children.iter().rev().map(|&id| Step::Write(id)));
            } else {
                out.leaf(shape.kind, shape.negated, &shape.text);
            }
        }
        out.finish()
    }
}

enum Step {
    Write(Id),
    Close,
}
