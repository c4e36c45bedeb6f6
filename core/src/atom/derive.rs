//! Atoms made of other atoms.

use super::{Atom, AtomOptions};
use crate::cpn::Cpn;
use crate::cpv::Cpv;
use crate::error::Error;
use crate::flags::UseSet;
use crate::operator::{Blocker, Operator};
use crate::slot::SlotDep;
use crate::use_dep::UseDep;
use crate::version::{Version, canonical};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// A part of an atom, for [`Atom::without`].
    AtomField, UnknownAtomField, 8 {
        /// The blocker.
        Blocker => "blocker",
        /// The operator, and with it the version.
        Op => "op",
        /// The version, and with it the operator.
        Version => "version",
        /// The whole slot dependency.
        SlotDep => "slot_dep",
        /// The sub-slot.
        Subslot => "subslot",
        /// The slot operator.
        SlotOp => "slot_op",
        /// All USE dependencies.
        UseDeps => "use_deps",
        /// The repository.
        Repo => "repo",
    }
}

/// The parts of an atom as texts, to be put together again.
struct Pieces<'a> {
    blocker: &'a str,
    op: Option<Operator>,
    name: &'a str,
    version: &'a str,
    slot: &'a str,
    subslot: Option<&'a str>,
    slot_op: &'a str,
    repo: Option<&'a str>,
    /// With the commas, without the brackets.
    use_deps: &'a str,
}

impl<'a> Pieces<'a> {
    fn of(atom: &'a Atom) -> Self {
        Self {
            blocker: atom.blocker().map_or("", Blocker::as_str),
            op: atom.op(),
            name: atom.name(),
            version: atom.version_text().unwrap_or(""),
            slot: atom.slot().unwrap_or(""),
            subslot: atom.subslot(),
            slot_op: atom.slot_op().map_or("", |op| op.as_str()),
            repo: atom.repo(),
            use_deps: atom.text[atom.parts.repo_end as usize..].trim_matches(['[', ']']),
        }
    }

    fn set_slot_dep(&mut self, dep: Option<&'a SlotDep>) {
        self.slot = dep.and_then(SlotDep::slot).unwrap_or("");
        self.subslot = dep.and_then(SlotDep::subslot);
        self.slot_op = dep.and_then(SlotDep::op).map_or("", |op| op.as_str());
    }

    fn remove(&mut self, field: AtomField) {
        match field {
            AtomField::Blocker => self.blocker = "",
            AtomField::Op | AtomField::Version => self.op = None,
            AtomField::SlotDep => self.set_slot_dep(None),
            AtomField::Subslot => self.subslot = None,
            AtomField::SlotOp => self.slot_op = "",
            AtomField::UseDeps => self.use_deps = "",
            AtomField::Repo => self.repo = None,
        }
    }

    fn text(&self) -> String {
        let mut text = String::with_capacity(self.capacity());
        text += self.blocker;
        text += self.op.map_or("", Operator::prefix);
        text += self.name;
        if let Some(op) = self.op {
            text += "-";
            text += self.version;
            text += if op == Operator::EqualGlob { "*" } else { "" };
        }
        if !self.slot.is_empty() || !self.slot_op.is_empty() {
            text += ":";
            text += self.slot;
            push(&mut text, "/", self.subslot);
            text += self.slot_op;
        }
        push(&mut text, "::", self.repo);
        if !self.use_deps.is_empty() {
            text += "[";
            text += self.use_deps;
            text += "]";
        }
        text
    }

    /// Room for all the pieces and the characters between them.
    fn capacity(&self) -> usize {
        let names = self.blocker.len() + self.name.len() + self.version.len() + self.use_deps.len();
        let slots = self.slot.len() + self.subslot.map_or(0, str::len) + self.slot_op.len();
        names + slots + self.repo.map_or(0, str::len) + 10
    }

    fn atom(&self) -> Atom {
        // Parts of valid atoms in the right order read again; only a text beyond all memory would not.
        Atom::parse(&self.text(), AtomOptions::default()).expect("parts of valid atoms make a valid atom")
    }
}

fn push(text: &mut String, separator: &str, piece: Option<&str>) {
    if let Some(piece) = piece {
        *text += separator;
        *text += piece;
    }
}

impl From<&Cpn> for Atom {
    fn from(package: &Cpn) -> Self {
        Self::parse(package.as_str(), AtomOptions::default()).expect("category and package make an atom")
    }
}

impl Cpv {
    /// The atom with that operator: `>=app-editors/vim-7.0.174-r1`.
    pub fn with_op(&self, op: Operator) -> Atom {
        let asterisk = if op == Operator::EqualGlob { "*" } else { "" };
        let text = format!("{}{self}{asterisk}", op.prefix());
        Atom::parse(&text, AtomOptions::default()).expect("an operator and a package with version make an atom")
    }
}

impl Atom {
    fn changed<'a>(&'a self, change: impl FnOnce(&mut Pieces<'a>)) -> Self {
        let mut pieces = Pieces::of(self);
        change(&mut pieces);
        pieces.atom()
    }

    /// The atom without these parts; those that it does not have don't matter.
    ///
    /// Without its operator it has no version, and the other way round; without the only part of a slot dependency
    /// it has none.
    ///
    /// ```
    /// use polyatom::{Atom, AtomField};
    /// let atom = Atom::parse("!>=a/b-1:2/3=[c]", None)?;
    /// assert_eq!(atom.without(&[AtomField::Version, AtomField::Subslot]).as_str(), "!a/b:2=[c]");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    #[must_use]
    pub fn without(&self, fields: &[AtomField]) -> Self {
        self.changed(|pieces| fields.iter().for_each(|&field| pieces.remove(field)))
    }

    /// The atom with another slot dependency, or without one.
    #[must_use]
    pub fn with_slot_dep(&self, dep: Option<&SlotDep>) -> Self {
        let mut pieces = Pieces::of(self);
        pieces.set_slot_dep(dep);
        pieces.atom()
    }

    /// The atom with other USE dependencies; without brackets if there are none.
    #[must_use]
    pub fn with_use_deps(&self, deps: &[UseDep]) -> Self {
        let texts: Vec<&str> = deps.iter().map(UseDep::as_str).collect();
        Pieces { use_deps: &texts.join(","), ..Pieces::of(self) }.atom()
    }

    /// The atom with another repository, or without one. Fails if that is no repository name.
    pub fn with_repo(&self, repo: Option<&str>) -> Result<Self, Error> {
        repo.map_or(Ok(()), crate::names::repository)?;
        Ok(Pieces { repo, ..Pieces::of(self) }.atom())
    }

    /// The atom with another operator and version, or without them.
    #[must_use]
    pub fn with_version(&self, version: Option<(Operator, &Version)>) -> Self {
        let op = version.map(|(op, _)| op);
        let version = version.map_or("", |(_, version)| version.as_str());
        Pieces { op, version, ..Pieces::of(self) }.atom()
    }

    /// The atom with another blocker, or without one.
    #[must_use]
    pub fn with_blocker(&self, blocker: Option<Blocker>) -> Self {
        Pieces { blocker: blocker.map_or("", Blocker::as_str), ..Pieces::of(self) }.atom()
    }

    /// Only category and package: `dev-lang/python`.
    #[must_use]
    pub fn unversioned(&self) -> Self {
        Self::from(&self.cpn())
    }

    /// Only operator, category, package and version: `>=dev-lang/python-3.11`.
    #[must_use]
    pub fn versioned(&self) -> Self {
        let rest = [AtomField::Blocker, AtomField::SlotDep, AtomField::UseDeps, AtomField::Repo];
        self.without(&rest)
    }

    /// The same atom written shortest: USE dependencies in order, each once, and the version without what means nothing, such
    /// as `-r0`. Equal atoms have equal canonical texts.
    ///
    /// ```
    /// use polyatom::Atom;
    /// assert_eq!(Atom::parse("=a/b-01-r0[d,-c,d]", None)?.canonical().as_str(), "=a/b-1[-c,d]");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    #[must_use]
    pub fn canonical(&self) -> Self {
        let version = self.version_text().map(|version| canonical(version, self.op() == Some(Operator::EqualGlob)));
        let deps: Vec<UseDep> = self.sorted_use_parts().iter().map(UseDep::from_parts).collect();
        let texts: Vec<&str> = deps.iter().map(UseDep::as_str).collect();
        Pieces { version: version.as_deref().unwrap_or(""), use_deps: &texts.join(","), ..Pieces::of(self) }.atom()
    }

    /// The atom with another category. It fails if that is not a category.
    pub fn with_category(&self, category: &str) -> Result<Self, Error> {
        crate::names::category(category)?;
        Ok(self.with_name(category, self.package()))
    }

    /// The atom with another package name. It fails if that is not a package name.
    pub fn with_package(&self, package: &str) -> Result<Self, Error> {
        crate::names::package(package)?;
        Ok(self.with_name(self.category(), package))
    }

    fn with_name(&self, category: &str, package: &str) -> Self {
        Pieces { name: &format!("{category}/{package}"), ..Pieces::of(self) }.atom()
    }

    /// The atom as it applies to a package with these enabled USE flags: no USE dependency of it is conditional.
    ///
    /// ```
    /// use polyatom::Atom;
    /// let atom = Atom::parse("a/b[c?,!d?,e=,f]", None)?;
    /// assert_eq!(atom.evaluate(&["c", "d"]).as_str(), "a/b[c,-e,f]");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    #[must_use]
    pub fn evaluate(&self, enabled: &(impl UseSet + ?Sized)) -> Self {
        let resolved = self.use_parts().filter_map(|dep| dep.evaluate(enabled.contains_flag(dep.flag)));
        let deps: Vec<UseDep> = resolved.map(|dep| UseDep::from_parts(&dep)).collect();
        self.with_use_deps(&deps)
    }
}
