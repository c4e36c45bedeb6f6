//! Atoms: package dependency specifications.

use crate::flags::FlagsOrNone;
use crate::give::{Made, Text, text};
use crate::mirror::{mirror, text_type};
use crate::{Cpn, Cpv, Eapi, Package, Refused, Revision, SlotDep, SlotOperator, UseDep, UseFlags, Version, VersionRequirement};
use std::sync::Arc;

mirror! {
    /// The way an atom compares versions (PMS, sec:dep-operator).
    ///
    /// ```example
    /// Atom(">=dev-lang/python-3.11").op -> Operator.GreaterOrEqual
    /// ```
    Operator {
        /// `<`: strictly less.
        Less,
        /// `<=`: less or equal.
        LessOrEqual,
        /// `=`: equal.
        Equal,
        /// `=…*`: equal as far as components are given.
        EqualGlob,
        /// `~`: equal if revisions are ignored.
        Approximate,
        /// `>=`: greater or equal.
        GreaterOrEqual,
        /// `>`: strictly greater.
        Greater,
    }
}

mirror! {
    /// The strength with which an atom blocks what it matches (PMS, tab:bang-strength-table).
    ///
    /// ```example
    /// Atom("!!<app-misc/foo-2").blocker -> Blocker.Strong
    /// ```
    Blocker {
        /// `!`: may be ignored as long as the blocked package is uninstalled later on.
        Weak,
        /// `!!`: must not be ignored.
        Strong,
    }
}

mirror! {
    /// The part in which two atoms exclude each other.
    ///
    /// ```example
    /// Atom("a/b:1").conflict_with("a/b:2").part -> ConflictPart.Slot
    /// ```
    ConflictPart {
        /// Category and package name.
        Package,
        /// The version.
        Version,
        /// The slot.
        Slot,
        /// The sub-slot.
        Subslot,
        /// The repository.
        Repo,
        /// The USE dependencies on a flag.
        UseDeps,
    }
}

/// The reason why no package can match two atoms.
///
/// ```example
/// conflict = Atom("<a/b-2").conflict_with(">=a/b-3")
/// conflict.part -> ConflictPart.Version
/// conflict.sentence -> "no version satisfies both <2 and >=3"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct AtomConflict {
    /// The first part in which they exclude each other.
    pub part: ConflictPart,
    /// The USE flag, if it is about one.
    pub flag: Option<String>,
    /// The reason for people: `no version satisfies both <2 and >=3`.
    pub sentence: String,
}

mirror! {
    /// A part of an atom that can be left out.
    ///
    /// ```example
    /// Atom(">=a/b-1:3[ssl]").without([AtomField.UseDeps]) -> ">=a/b-1:3"
    /// ```
    AtomField {
        /// The blocker.
        Blocker,
        /// The operator, and with it the version.
        Op,
        /// The version, and with it the operator.
        Version,
        /// The whole slot dependency.
        SlotDep,
        /// The sub-slot.
        Subslot,
        /// The slot operator.
        SlotOp,
        /// All USE dependencies.
        UseDeps,
        /// The repository.
        Repo,
    }
}

text_type! {
    /// A package dependency specification, `!>=dev-lang/python-3.11:3.11=[ssl,-test(-)]` (PMS, ch:dependencies).
    ///
    /// Two atoms are equal if their parts are, versions compared as PMS does and USE dependencies as a set: `a/b[x,y]` and `a/b[y,x,y]`
    /// are equal. The text stays as written; `canonical` has one for all equal atoms. They are ordered by category, package and version
    /// first, atoms without a version before those with one.
    ///
    /// ```example
    /// atom = Atom(">=dev-lang/python-3.11:3.11=[ssl,tk?]")
    /// atom.package -> "python"
    /// atom.version -> "3.11"
    /// atom.slot -> "3.11"
    /// atom.use_deps -> ["ssl", "tk?"]
    /// Atom("a/b").version -> none
    /// Atom("dev-lang/python-3.11") -> error Atom missing_operator
    /// ```
    Atom
}

#[uniffi::export]
impl Atom {
    /// Reads an atom.
    ///
    /// With an EAPI, only what that EAPI allows. Without one, everything that any EAPI allows, and `::repository`, which is in none.
    #[uniffi::constructor(default(eapi = None))]
    pub fn new(text: &str, eapi: Option<Eapi>) -> Result<Self, Refused> {
        #[cfg(feature = "leak-on-purpose")]
        if std::env::var_os("POLYATOM_LEAKS").is_some() {
            std::hint::black_box(Box::leak(Box::new([1_u8; 256])));
        }
        Ok(Self(polyatom::Atom::parse(text, eapi.map(polyatom::Eapi::from))?))
    }

    /// Reads an atom of that EAPI which may also name a repository, `::gentoo`, as atoms outside of ebuilds may.
    ///
    /// ```example
    /// Atom.parse_with_repo("a/b::gentoo", Eapi.V8).repo -> "gentoo"
    /// ```
    #[uniffi::constructor]
    pub fn parse_with_repo(text: &str, eapi: Eapi) -> Result<Self, Refused> {
        Ok(Self(polyatom::Atom::parse(text, polyatom::AtomOptions { eapi: Some(eapi.into()), repo: true })?))
    }

    /// The blocker, if it is one.
    pub fn blocker(&self) -> Option<Blocker> {
        self.0.blocker().map(Into::into)
    }

    /// The operator, if there is a version.
    pub fn op(&self) -> Option<Operator> {
        self.0.op().map(Into::into)
    }

    /// The category, `dev-lang`.
    pub fn category(&self) -> Text {
        text(self.0.category())
    }

    /// The package name, `python`.
    pub fn package(&self) -> Text {
        text(self.0.package())
    }

    /// The version with its revision, without operator and asterisk.
    pub fn version(&self) -> Option<Made<Version>> {
        self.0.version().map(Version::made)
    }

    /// The revision of the version if one is written.
    pub fn revision(&self) -> Option<Made<Revision>> {
        self.0.revision().map(Revision::made)
    }

    /// The slot, if one is named.
    pub fn slot(&self) -> Option<Text> {
        self.0.slot().map(text)
    }

    /// The sub-slot, if one is named.
    pub fn subslot(&self) -> Option<Text> {
        self.0.subslot().map(text)
    }

    /// The slot operator, if there is one.
    pub fn slot_op(&self) -> Option<SlotOperator> {
        self.0.slot_op().map(Into::into)
    }

    /// The whole slot dependency, if there is one.
    pub fn slot_dep(&self) -> Option<Made<SlotDep>> {
        self.0.slot_dep().map(SlotDep::made)
    }

    /// The USE dependencies, in the order written.
    pub fn use_deps(&self) -> Vec<Arc<UseDep>> {
        self.0.use_deps().map(UseDep::shared).collect()
    }

    /// The repository, if one is named.
    pub fn repo(&self) -> Option<Text> {
        self.0.repo().map(text)
    }

    /// Category and package name.
    pub fn cpn(&self) -> Cpn {
        self.0.cpn().into()
    }

    /// Category, package name and version, if there is a version.
    pub fn cpv(&self) -> Option<Made<Cpv>> {
        self.0.cpv().map(Cpv::made)
    }

    /// Operator and version without the package, `>=3.11`, if there is a version.
    pub fn version_requirement(&self) -> Option<Made<VersionRequirement>> {
        self.0.version_requirement().map(VersionRequirement::made)
    }

    /// Whether it matches a package of which no more is known than this: an atom with a slot, a repository or USE dependencies that
    /// have no default does not, so `>=a/b-1:3` does not match `a/b-4`. Ask `could_match` to take what is not known for a match. A
    /// blocker matches what it blocks.
    ///
    /// ```example
    /// Atom(">=a/b-1").matches("a/b-4") -> true
    /// Atom(">=a/b-1:3").matches("a/b-4") -> false
    /// ```
    pub fn matches(&self, package: &Cpv) -> bool {
        self.0.matches(&package.0)
    }

    /// Whether a package of that name and version could match, whatever its slot, its repository and its USE flags are: `>=a/b-1:3`
    /// could match `a/b-4`.
    ///
    /// ```example
    /// Atom(">=a/b-1:3").could_match("a/b-4") -> true
    /// ```
    pub fn could_match(&self, package: &Cpv) -> bool {
        self.0.could_match(&package.0)
    }

    /// The packages among these that it matches, in their order, as `matches` says.
    ///
    /// ```example
    /// Atom(">=a/b-2").filter(["a/b-1", "a/b-2", "a/b-3"]) -> ["a/b-2", "a/b-3"]
    /// ```
    pub fn filter(&self, packages: Vec<Arc<Cpv>>) -> Vec<Arc<Cpv>> {
        packages.into_iter().filter(|package| self.0.matches(&package.0)).collect()
    }

    /// Whether it matches a package, whose slot, repository and USE flags may be known.
    ///
    /// `parent_use` are the flags enabled in the package that has the dependency, which conditional USE dependencies depend on. A
    /// USE dependency without a default on a flag that the package does not have, which PMS calls an error (sec:use-dep), does not
    /// match here; `check_use` tells such errors.
    ///
    /// ```example
    /// package = Package("a/b-1", slot = "3", use_flags = ["ssl"], iuse = "ssl tk")
    /// Atom("a/b:3[ssl,-tk]").matches_package(package) -> true
    /// ```
    #[uniffi::method(default(parent_use = None))]
    pub fn matches_package(&self, package: &Package, parent_use: Option<Arc<UseFlags>>) -> bool {
        self.0.matches_package(&package.0, parent_use.or_none())
    }

    /// Whether its USE dependencies hold for a package. A USE dependency without a default is an error if the package lacks the flag
    /// (PMS, sec:use-dep).
    ///
    /// ```example
    /// atom = Atom("a/b[ssl]")
    /// atom.check_use(Package("a/b-1", use_flags = ["ssl"])) -> true
    /// atom.check_use(Package("a/b-1")) -> error MissingFlag missing_flag
    /// ```
    #[uniffi::method(default(parent_use = None))]
    pub fn check_use(&self, package: &Package, parent_use: Option<Arc<UseFlags>>) -> Result<bool, Refused> {
        Ok(self.0.check_use(&package.0, parent_use.or_none())?)
    }

    /// The newest of the packages that it matches, if it matches any.
    ///
    /// ```example
    /// Atom("<a/b-3").best_match(["a/b-1", "a/b-2", "a/b-3"]) -> "a/b-2"
    /// ```
    pub fn best_match(&self, packages: Vec<Arc<Cpv>>) -> Option<Arc<Cpv>> {
        let best = self.0.best_match(packages.iter().map(|package| &package.0))?;
        packages.iter().find(|package| std::ptr::eq(&package.0, best)).cloned()
    }

    /// Whether some package could match both atoms. Blockers count like the atoms that they block.
    ///
    /// ```example
    /// Atom(">=a/b-2").intersects("<a/b-3") -> true
    /// Atom("a/b[ssl]").intersects("a/b[-ssl]") -> false
    /// ```
    pub fn intersects(&self, other: &Atom) -> bool {
        self.0.intersects(&other.0)
    }

    /// The reason why no package can match both atoms; nothing if they intersect. Of several reasons it is the first of package, version, slot,
    /// sub-slot, repository and USE flags.
    ///
    /// ```example
    /// Atom("a/b[ssl]").conflict_with("a/b[-ssl]").flag -> "ssl"
    /// ```
    pub fn conflict_with(&self, other: &Atom) -> Option<AtomConflict> {
        let conflict = self.0.conflict_with(&other.0)?;
        let flag = conflict.flag().map(str::to_owned);
        Some(AtomConflict { part: conflict.part().into(), flag, sentence: conflict.to_string() })
    }

    /// The same atom written shortest: USE dependencies in the order of their flags, each once, and the version without what means
    /// nothing, such as `-r0`. `=a/b-01-r0[d,-c,d]` becomes `=a/b-1[-c,d]`. Equal atoms have equal canonical texts.
    ///
    /// ```example
    /// Atom("=a/b-01-r0[d,-c,d]").canonical -> "=a/b-1[-c,d]"
    /// ```
    pub fn canonical(&self) -> Atom {
        self.0.canonical().into()
    }

    /// Bytes whose plain order is the order of atoms, and which are equal for equal ones: what a database can sort, index and join by.
    pub fn sort_key(&self) -> Vec<u8> {
        self.0.sort_key()
    }

    /// The atom without some of its parts; an equal one if it has none of them.
    ///
    /// ```example
    /// Atom(">=a/b-1:3=[ssl]").without([AtomField.SlotDep, AtomField.UseDeps]) -> ">=a/b-1"
    /// ```
    pub fn without(&self, fields: Vec<AtomField>) -> Atom {
        let fields: Vec<_> = fields.into_iter().map(Into::into).collect();
        self.0.without(&fields).into()
    }

    /// The atom with another category. It fails if that is not the name of a category.
    ///
    /// ```example
    /// Atom("a/b").with_category("c") -> "c/b"
    /// Atom("a/b").with_category("-c") -> error InvalidName category_start
    /// ```
    pub fn with_category(&self, category: &str) -> Result<Atom, Refused> {
        Ok(self.0.with_category(category)?.into())
    }

    /// The atom with another package name. It fails if that is not the name of a package.
    pub fn with_package(&self, package: &str) -> Result<Atom, Refused> {
        Ok(self.0.with_package(package)?.into())
    }

    /// The atom with another blocker, or with none.
    pub fn with_blocker(&self, blocker: Option<Blocker>) -> Atom {
        self.0.with_blocker(blocker.map(Into::into)).into()
    }

    /// The atom with another operator and version.
    ///
    /// ```example
    /// Atom("a/b:3").with_version(Operator.GreaterOrEqual, "2") -> ">=a/b-2:3"
    /// ```
    pub fn with_version(&self, op: Operator, version: &Version) -> Atom {
        self.0.with_version(Some((op.into(), &version.0))).into()
    }

    /// The atom with another slot dependency, or with none.
    pub fn with_slot_dep(&self, slot_dep: Option<Arc<SlotDep>>) -> Atom {
        self.0.with_slot_dep(slot_dep.as_ref().map(|dep| &dep.0)).into()
    }

    /// The atom with other USE dependencies, or with none.
    pub fn with_use_deps(&self, use_deps: Vec<Arc<UseDep>>) -> Atom {
        let use_deps: Vec<_> = use_deps.iter().map(|dep| dep.0.clone()).collect();
        self.0.with_use_deps(&use_deps).into()
    }

    /// The atom with another repository, or with none.
    pub fn with_repo(&self, repo: Option<String>) -> Result<Atom, Refused> {
        Ok(self.0.with_repo(repo.as_deref())?.into())
    }

    /// Category and package name alone, as an atom.
    pub fn unversioned(&self) -> Atom {
        self.0.unversioned().into()
    }

    /// Operator, category, package name and version alone, as an atom.
    pub fn versioned(&self) -> Atom {
        self.0.versioned().into()
    }

    /// The atom with its conditional USE dependencies resolved for a package with these flags enabled.
    ///
    /// ```example
    /// Atom("a/b[x?,y]").evaluate(["x"]) -> "a/b[x,y]"
    /// Atom("a/b[x?,y]").evaluate([]) -> "a/b[y]"
    /// ```
    pub fn evaluate(&self, use_flags: &UseFlags) -> Atom {
        self.0.evaluate(&use_flags.0).into()
    }
}
