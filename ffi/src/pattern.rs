//! Patterns of package names.

use crate::give::{Text, text};
use crate::mirror::text_type;
use crate::{Cpn, Cpv, Package, Refused};

text_type! {
    /// A pattern of package names, such as `dev-lang/py*`, perhaps with `:slot` and `::repository`: an extension outside of PMS, and not
    /// an atom. An asterisk, of which category and name may have several, stands for any text, also none.
    ///
    /// ```example
    /// AtomPattern("dev-lang/py*").matches("dev-lang/python-3.12") -> true
    /// ```
    AtomPattern
}

#[uniffi::export]
impl AtomPattern {
    /// Reads a pattern.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom::AtomPattern::parse(text)?))
    }

    /// The pattern of the category.
    pub fn category(&self) -> Text {
        text(self.0.category())
    }

    /// The pattern of the package name.
    pub fn package(&self) -> Text {
        text(self.0.package())
    }

    /// The slot, if one is named.
    pub fn slot(&self) -> Option<Text> {
        self.0.slot().map(text)
    }

    /// The repository, if one is named.
    pub fn repo(&self) -> Option<Text> {
        self.0.repo().map(text)
    }

    /// Whether it matches a package of which no more is known than this.
    pub fn matches(&self, package: &Cpv) -> bool {
        self.0.matches(&package.0)
    }

    /// Whether it matches a package name.
    pub fn matches_cpn(&self, cpn: &Cpn) -> bool {
        self.0.matches_cpn(&cpn.0)
    }

    /// Whether it matches a package, whose slot and repository may be known.
    pub fn matches_package(&self, package: &Package) -> bool {
        self.0.matches_package(&package.0)
    }
}
