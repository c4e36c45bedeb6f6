//! Records of `polyatom-repo`, declared again because UniFFI's macros must see them.

/// Declares a record with fields of a struct of `polyatom-repo`, each with what its value becomes.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident of $of:ty { $($(#[$field_doc:meta])* $field:ident: $ty:ty = |$it:pat_param| $value:expr,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
        pub struct $name { $($(#[$field_doc])* pub $field: $ty,)+ }

        impl From<$of> for $name {
            fn from(value: $of) -> Self {
                Self { $($field: { let $it = value.$field; $value },)+ }
            }
        }
    )+};
}

/// The same list in the interface's types.
pub(super) fn list<A, B: From<A>>(items: impl IntoIterator<Item = A>) -> Vec<B> {
    items.into_iter().map(B::from).collect()
}

pub(super) use records;
