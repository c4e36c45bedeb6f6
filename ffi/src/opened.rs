//! What is opened: a repository, a profile, a configuration.

/// Makes objects equal that are handles to the very same thing. What is opened again may have changed meanwhile.
macro_rules! opened {
    ($name:ident) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                std::sync::Arc::ptr_eq(&self.0, &other.0)
            }
        }

        impl Eq for $name {}

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                std::sync::Arc::as_ptr(&self.0).hash(state);
            }
        }
    };
}

pub(crate) use opened;
