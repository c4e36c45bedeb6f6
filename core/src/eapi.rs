//! EAPIs and what each of them has.

use crate::error::{Error, Fault, Reason};
use crate::vocabulary::{advice, unknown, vocabulary};

vocabulary! {
    /// An EAPI of the specification, oldest first. The empty text is EAPI 0, too (`sec:eapi`).
    ///
    /// ```
    /// use polyatom::{Eapi, EapiFeature};
    /// let eapi = Eapi::parse("4")?;
    /// assert!(eapi.has(EapiFeature::UseDepDefaults));
    /// assert!(!eapi.has(EapiFeature::SubSlots));
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    Eapi, UnknownEapi, 10 {
        /// EAPI 0.
        V0 => "0" | "",
        /// EAPI 1.
        V1 => "1",
        /// EAPI 2.
        V2 => "2",
        /// EAPI 3.
        V3 => "3",
        /// EAPI 4.
        V4 => "4",
        /// EAPI 5.
        V5 => "5",
        /// EAPI 6.
        V6 => "6",
        /// EAPI 7.
        V7 => "7",
        /// EAPI 8.
        V8 => "8",
        /// EAPI 9.
        V9 => "9",
    }
}

impl Eapi {
    /// The newest EAPI of the specification.
    pub const LATEST: Self = Self::V9;

    /// Whether this EAPI has `feature`.
    pub const fn has(self, feature: EapiFeature) -> bool {
        let row = feature.row();
        row.first as u8 <= self as u8 && self as u8 <= row.last as u8
    }

    /// The features that this EAPI has, in the order of [`EapiFeature::ALL`].
    pub fn features(self) -> impl Iterator<Item = EapiFeature> {
        EapiFeature::ALL.into_iter().filter(move |&feature| self.has(feature))
    }
}

/// The fault of a part that `eapi` lacks.
#[inline(always)]
pub(crate) fn gate(eapi: Option<Eapi>, feature: EapiFeature, start: usize, end: usize) -> Result<(), Fault> {
    match eapi {
        Some(eapi) if !eapi.has(feature) => Err(Fault::new(Reason::NotInEapi(feature), start, end)),
        _ => Ok(()),
    }
}

/// One line of the feature table.
struct Row {
    name: &'static str,
    first: Eapi,
    last: Eapi,
    label: &'static str,
}

/// The table of features: name, first and last EAPI that has it, and where the specification says so.
macro_rules! features {
    ($count:literal; $($(#[$doc:meta])* $variant:ident: $name:literal, $first:ident..=$last:ident, $label:literal;)+) => {
        /// Something that only some EAPIs have.
        ///
        /// Names are those of the specification's feature labels where it has one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum EapiFeature { $($(#[$doc])* $variant,)+ }

        const TABLE: [Row; $count] = [
            $(Row { name: $name, first: Eapi::$first, last: Eapi::$last, label: $label },)+
        ];

        impl EapiFeature {
            /// Every feature, in the order of the table.
            pub const ALL: [Self; $count] = [$(Self::$variant,)+];

            const WORDS: [&str; $count] = [$($name,)+];
        }
    };
}

features! { 48;
    /// A slot after a colon: `:3`.
    SlotDeps: "slot-deps", V1..=V9, "tab:slot-deps-table";
    /// A sub-slot after a slash: `:3/3.1`, also in `SLOT`.
    SubSlots: "sub-slot", V5..=V9, "tab:slot-deps-table";
    /// The slot operators `:=`, `:3=` and `:*`.
    SlotOperators: "slot-operator-deps", V5..=V9, "tab:slot-deps-table";
    /// USE dependencies: `[flag]`.
    UseDeps: "use-deps", V2..=V9, "tab:use-deps-table";
    /// Defaults of USE dependencies: `[flag(+)]`.
    UseDepDefaults: "use-dep-defaults", V4..=V9, "tab:use-deps-table";
    /// The strong block `!!`.
    StrongBlockers: "bang-strength", V2..=V9, "tab:bang-strength-table";
    /// `??` groups in `REQUIRED_USE`.
    AtMostOneOf: "at-most-one-of", V5..=V9, "tab:at-most-one-of-table";
    /// Empty `||` and `^^` groups count as matched.
    EmptyDepGroups: "empty-dep-groups", V0..=V6, "tab:empty-dep-groups";
    /// The variable `BDEPEND`.
    Bdepend: "bdepend", V7..=V9, "tab:depend-table";
    /// The variable `IDEPEND`.
    Idepend: "idepend", V8..=V9, "tab:depend-table";
    /// An unset `RDEPEND` takes the value of `DEPEND`.
    RdependDepend: "rdepend-depend", V0..=V3, "tab:rdepend-depend-table";
    /// `->` in `SRC_URI`.
    SrcUriArrows: "src-uri-arrows", V2..=V9, "tab:uri-arrows-table";
    /// The prefixes `fetch+` and `mirror+` in `SRC_URI`.
    UriRestrict: "uri-restrict", V8..=V9, "tab:uri-arrows-table";
    /// `+flag` and `-flag` in `IUSE`.
    IuseDefaults: "iuse-defaults", V1..=V9, "tab:iuse-defaults-table";
    /// The variable `REQUIRED_USE`.
    RequiredUse: "required-use", V4..=V9, "tab:optional-vars-table";
    /// Support of `PROPERTIES` is mandatory (optional before).
    Properties: "properties", V4..=V9, "tab:optional-vars-table";
    /// Support of `DEFINED_PHASES` is mandatory (optional before).
    DefinedPhases: "defined-phases", V4..=V9, "tab:defined-phases-table";
    /// The phase `src_prepare`.
    SrcPrepare: "src-prepare", V2..=V9, "feat:src-prepare";
    /// The phase `src_configure`.
    SrcConfigure: "src-configure", V2..=V9, "feat:src-configure";
    /// The phase `pkg_pretend`.
    PkgPretend: "pkg-pretend", V4..=V9, "feat:pkg-pretend";
    /// `PROPERTIES` and `RESTRICT` accumulate across eclasses.
    AccumulateVars: "accumulate-vars", V8..=V9, "tab:accumulate-vars";
    /// The profile adds flags to `IUSE_EFFECTIVE`.
    ProfileIuseInject: "profile-iuse-inject", V5..=V9, "tab:profile-iuse-injection-table";
    /// Profiles may name variables to unset in `ENV_UNSET`.
    EnvUnset: "env-unset", V7..=V9, "tab:profile-env-unset";
    /// A profile without an `eapi` file takes the EAPI of the top-level directory, not 0.
    ProfileEapiDefault: "profile-eapi-default", V9..=V9, "tab:profile-eapi-default";
    /// Profile files may be directories.
    ProfileFileDirs: "profile-file-dirs", V7..=V9, "tab:profile-file-dirs";
    /// `package.provided` in profiles (optional for package managers).
    PackageProvided: "package-provided", V0..=V6, "tab:package-provided";
    /// `use.stable` and `package.use.stable` in profiles.
    UseStable: "use-stable", V9..=V9, "tab:profile-use-stable";
    /// Masking and forcing of flags for stable keywords only.
    StableMask: "stablemask", V5..=V9, "tab:profile-stablemask";
    /// The repository's `package.mask` may be a directory.
    PackageMaskDir: "package-mask-dir", V7..=V9, "tab:package-mask-dir";
    /// Files in `updates` may have any name, not only that of a quarter.
    UpdatesFilenames: "updates-filenames", V8..=V9, "tab:updates-filenames";
    /// `failglob` is set in global scope.
    Failglob: "failglob", V6..=V9, "tab:bash-version";
    /// Variables for the ebuild are exported to the environment.
    ExportVars: "export-vars", V0..=V8, "tab:export-vars";
    /// The variable `AA`.
    Aa: "aa", V0..=V3, "tab:removed-env-vars-table";
    /// The variable `KV`.
    Kv: "kv", V0..=V3, "tab:removed-env-vars-table";
    /// The variable `PORTDIR`.
    Portdir: "portdir", V0..=V6, "tab:removed-env-vars-table";
    /// The variable `ECLASSDIR`.
    Eclassdir: "eclassdir", V0..=V6, "tab:removed-env-vars-table";
    /// The variable `DESTTREE`.
    Desttree: "desttree", V0..=V6, "tab:removed-env-vars-table";
    /// The variable `INSDESTTREE`.
    Insdesttree: "insdesttree", V0..=V6, "tab:removed-env-vars-table";
    /// The variable `MERGE_TYPE`.
    MergeType: "merge-type", V4..=V9, "tab:added-env-vars-table";
    /// The variables `REPLACING_VERSIONS` and `REPLACED_BY_VERSION`.
    ReplaceVersionVars: "replace-version-vars", V4..=V9, "tab:added-env-vars-table";
    /// The variable `EBUILD_PHASE_FUNC`.
    EbuildPhaseFunc: "ebuild-phase-func", V5..=V9, "tab:added-env-vars-table";
    /// The variables `SYSROOT` and `ESYSROOT`.
    Sysroot: "sysroot", V7..=V9, "tab:added-env-vars-table";
    /// The variable `BROOT`.
    Broot: "broot", V7..=V9, "tab:added-env-vars-table";
    /// Offset-prefix support: `EPREFIX`, `EROOT` and `ED`.
    OffsetPrefixVars: "offset-prefix-vars", V3..=V9, "tab:offset-support-table";
    /// `ROOT`, `EROOT`, `D` and `ED` end with a slash.
    TrailingSlash: "trailing-slash", V0..=V6, "tab:trailing-slash";
    /// `LC_CTYPE` and `LC_COLLATE` behave like the POSIX locale for ASCII.
    LocaleSettings: "locale-settings", V6..=V9, "tab:locale-settings";
    /// `S` falls back to `WORKDIR` without restriction.
    SWorkdirFallback: "s-workdir-fallback", V0..=V3, "feat:s-workdir-fallback";
    /// The working directory of `pkg_*` phases is empty.
    PhaseFunctionDir: "phase-function-dir", V8..=V9, "feat:phase-function-dir";
}

impl EapiFeature {
    const fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// The feature's name, `slot-deps`.
    pub const fn as_str(self) -> &'static str {
        self.row().name
    }

    /// The first EAPI that has the feature.
    pub const fn first(self) -> Eapi {
        self.row().first
    }

    /// The last EAPI that has the feature.
    pub const fn last(self) -> Eapi {
        self.row().last
    }

    /// The label in the specification of what says so.
    pub const fn label(self) -> &'static str {
        self.row().label
    }

    /// The feature of that name.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|feature| feature.as_str() == text);
        found.ok_or_else(|| unknown(Reason::UnknownEapiFeature, text, |text| advice(&Self::WORDS, text)))
    }
}

impl std::fmt::Display for EapiFeature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

impl std::str::FromStr for EapiFeature {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl AsRef<str> for EapiFeature {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}
