//! Objects that give and take each other, in every form.

use std::sync::Arc;

/// A leaf.
#[derive(Debug, uniffi::Object)]
pub struct Leaf;

/// A tree.
#[derive(Debug, uniffi::Object)]
pub struct Tree {
    leaves: Vec<Arc<Leaf>>,
    parent: Option<Arc<Tree>>,
}

#[uniffi::export]
impl Leaf {
    /// Makes one.
    #[uniffi::constructor]
    pub fn new() -> Arc<Self> {
        Arc::new(Self)
    }

    /// The tree of it alone.
    pub fn tree(&self) -> Tree {
        Tree { leaves: vec![], parent: None }
    }
}

#[uniffi::export]
impl Tree {
    /// Makes one.
    #[uniffi::constructor(default(parent = None))]
    pub fn new(leaves: Vec<Arc<Leaf>>, parent: Option<Arc<Tree>>) -> Self {
        Self { leaves, parent }
    }

    /// Its parent.
    pub fn parent(&self) -> Option<Arc<Tree>> {
        self.parent.clone()
    }

    /// Its leaves.
    pub fn leaves(&self) -> Vec<Arc<Leaf>> {
        self.leaves.clone()
    }

    /// Perhaps its leaves.
    pub fn leaves_if(&self, wanted: bool) -> Option<Vec<Arc<Leaf>>> {
        wanted.then(|| self.leaves.clone())
    }

    /// Another one, grafted.
    pub fn grafted(&self, other: &Tree, more: Option<Vec<Arc<Leaf>>>, by: Arc<Leaf>) -> Arc<Tree> {
        let leaves = more.into_iter().flatten().chain(other.leaves.clone()).chain([by]).collect();
        Arc::new(Tree { leaves, parent: None })
    }
}
