//! A choice that holds itself.
//! refused: Tree.Branch.value: a `Box` does not cross; let a list or an object hold what is inside

/// A tree.
#[derive(Debug, Clone, uniffi::Enum)]
pub enum Tree {
    /// One more.
    Branch(Box<Tree>),
    /// The end.
    Leaf,
}
