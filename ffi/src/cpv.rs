//! Packages by name, with and without a version.

use crate::give::{Made, Text, text};
use crate::mirror::text_type;
use crate::{Atom, Operator, Refused, Revision, Version};

text_type! {
    /// A package name with its category, `dev-lang/python` (PMS, sec:package-names).
    ///
    /// ```example
    /// Cpn("dev-lang/python").category -> "dev-lang"
    /// ```
    Cpn
}

#[uniffi::export]
impl Cpn {
    /// Reads `category/package`.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom::Cpn::parse(text)?))
    }

    /// Puts the two names together.
    ///
    /// ```example
    /// Cpn.from_parts("dev-lang", "python") -> "dev-lang/python"
    /// ```
    #[uniffi::constructor]
    pub fn from_parts(category: &str, package: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom::Cpn::new(category, package)?))
    }

    /// The category, `dev-lang`.
    pub fn category(&self) -> Text {
        text(self.0.category())
    }

    /// The package name, `python`.
    pub fn package(&self) -> Text {
        text(self.0.package())
    }
}

text_type! {
    /// A package with its category and version, `dev-lang/python-3.12.1-r2`.
    ///
    /// Ordered by category, package and version; equal if the versions are equal by PMS, though their texts may differ.
    ///
    /// ```example
    /// cpv = Cpv("dev-lang/python-3.12.1-r2")
    /// cpv.cpn -> "dev-lang/python"
    /// cpv.version -> "3.12.1-r2"
    /// cpv.pv -> "3.12.1"
    /// ```
    Cpv
}

#[uniffi::export]
impl Cpv {
    /// Reads `category/package-version`.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom::Cpv::parse(text)?))
    }

    /// The category, `dev-lang`.
    pub fn category(&self) -> Text {
        text(self.0.category())
    }

    /// The package name, `python`.
    pub fn package(&self) -> Text {
        text(self.0.package())
    }

    /// The version with its revision.
    pub fn version(&self) -> Version {
        self.0.version().into()
    }

    /// The revision if one is written.
    pub fn revision(&self) -> Option<Made<Revision>> {
        self.0.revision().map(Revision::made)
    }

    /// Category and package name.
    pub fn cpn(&self) -> Cpn {
        self.0.cpn().into()
    }

    /// The package name and version without revision, `python-3.12.1`: the variable `P` of an ebuild.
    pub fn p(&self) -> Text {
        text(self.0.p())
    }

    /// The package name, `python`: the variable `PN` of an ebuild.
    pub fn pn(&self) -> Text {
        text(self.0.pn())
    }

    /// The version without revision, `3.12.1`: the variable `PV` of an ebuild.
    pub fn pv(&self) -> Text {
        text(self.0.pv())
    }

    /// The revision, `r2`, as it is written, or `r0` if there is none: the variable `PR` of an ebuild.
    pub fn pr(&self) -> Text {
        text(self.0.pr())
    }

    /// The version with its revision, `3.12.1-r2`, as it is written, `-r0` too: the variable `PVR` of an ebuild (PMS,
    /// tab:defined-vars: "if any").
    pub fn pvr(&self) -> Text {
        text(self.0.pvr())
    }

    /// The package name and version with its revision, `python-3.12.1-r2`, as it is written, `-r0` too: the variable `PF` of an ebuild.
    pub fn pf(&self) -> Text {
        text(self.0.pf())
    }

    /// Bytes whose plain order is the order of packages, and which are equal for equal ones: what a database can sort, index and join by.
    pub fn sort_key(&self) -> Vec<u8> {
        self.0.sort_key()
    }

    /// The atom with that operator and this package and version.
    ///
    /// ```example
    /// Cpv("a/b-1").with_op(Operator.Approximate) -> "~a/b-1"
    /// ```
    pub fn with_op(&self, op: Operator) -> Atom {
        self.0.with_op(op.into()).into()
    }
}
