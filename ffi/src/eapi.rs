//! EAPIs and what each of them has.

use crate::mirror::mirror;

mirror! {
    /// An EAPI of the specification, oldest first (PMS, ch:eapi). Its text is its name, `8`.
    ///
    /// ```example
    /// Eapi.V8.has(EapiFeature.UseDeps) -> true
    /// ```
    Eapi {
        /// EAPI 0.
        V0,
        /// EAPI 1.
        V1,
        /// EAPI 2.
        V2,
        /// EAPI 3.
        V3,
        /// EAPI 4.
        V4,
        /// EAPI 5.
        V5,
        /// EAPI 6.
        V6,
        /// EAPI 7.
        V7,
        /// EAPI 8.
        V8,
        /// EAPI 9.
        V9,
    }
}

#[uniffi::export]
impl Eapi {
    /// Whether it has a feature.
    pub fn has(&self, feature: EapiFeature) -> bool {
        polyatom::Eapi::from(*self).has(feature.into())
    }

    /// All features of it.
    pub fn features(&self) -> Vec<EapiFeature> {
        polyatom::Eapi::from(*self).features().map(Into::into).collect()
    }
}

mirror! {
    /// A feature that only some EAPIs have. Its text is the specification's own label, `slot-deps`, where it has one.
    ///
    /// ```example
    /// EapiFeature.SlotDeps.first_eapi -> Eapi.V1
    /// ```
    EapiFeature {
        /// A slot after a colon: `:3`.
        SlotDeps,
        /// A sub-slot after a slash: `:3/3.1`, also in `SLOT`.
        SubSlots,
        /// The slot operators `:=`, `:3=` and `:*`.
        SlotOperators,
        /// USE dependencies: `[flag]`.
        UseDeps,
        /// Defaults of USE dependencies: `[flag(+)]`.
        UseDepDefaults,
        /// The strong block `!!`.
        StrongBlockers,
        /// `??` groups in `REQUIRED_USE`.
        AtMostOneOf,
        /// Empty `||` and `^^` groups count as matched.
        EmptyDepGroups,
        /// The variable `BDEPEND`.
        Bdepend,
        /// The variable `IDEPEND`.
        Idepend,
        /// An unset `RDEPEND` takes the value of `DEPEND`.
        RdependDepend,
        /// `->` in `SRC_URI`.
        SrcUriArrows,
        /// The prefixes `fetch+` and `mirror+` in `SRC_URI`.
        UriRestrict,
        /// `+flag` and `-flag` in `IUSE`.
        IuseDefaults,
        /// The variable `REQUIRED_USE`.
        RequiredUse,
        /// Support of `PROPERTIES` is mandatory (optional before).
        Properties,
        /// Support of `DEFINED_PHASES` is mandatory (optional before).
        DefinedPhases,
        /// The phase `src_prepare`.
        SrcPrepare,
        /// The phase `src_configure`.
        SrcConfigure,
        /// The phase `pkg_pretend`.
        PkgPretend,
        /// `PROPERTIES` and `RESTRICT` accumulate across eclasses.
        AccumulateVars,
        /// The profile adds flags to `IUSE_EFFECTIVE`.
        ProfileIuseInject,
        /// Profiles may name variables to unset in `ENV_UNSET`.
        EnvUnset,
        /// A profile without an `eapi` file takes the EAPI of the top-level directory, not 0.
        ProfileEapiDefault,
        /// Profile files may be directories.
        ProfileFileDirs,
        /// `package.provided` in profiles (optional for package managers).
        PackageProvided,
        /// `use.stable` and `package.use.stable` in profiles.
        UseStable,
        /// Masking and forcing of flags for stable keywords only.
        StableMask,
        /// The repository's `package.mask` may be a directory.
        PackageMaskDir,
        /// Files in `updates` may have any name, not only that of a quarter.
        UpdatesFilenames,
        /// `failglob` is set in global scope.
        Failglob,
        /// Variables for the ebuild are exported to the environment.
        ExportVars,
        /// The variable `AA`.
        Aa,
        /// The variable `KV`.
        Kv,
        /// The variable `PORTDIR`.
        Portdir,
        /// The variable `ECLASSDIR`.
        Eclassdir,
        /// The variable `DESTTREE`.
        Desttree,
        /// The variable `INSDESTTREE`.
        Insdesttree,
        /// The variable `MERGE_TYPE`.
        MergeType,
        /// The variables `REPLACING_VERSIONS` and `REPLACED_BY_VERSION`.
        ReplaceVersionVars,
        /// The variable `EBUILD_PHASE_FUNC`.
        EbuildPhaseFunc,
        /// The variables `SYSROOT` and `ESYSROOT`.
        Sysroot,
        /// The variable `BROOT`.
        Broot,
        /// Offset-prefix support: `EPREFIX`, `EROOT` and `ED`.
        OffsetPrefixVars,
        /// `ROOT`, `EROOT`, `D` and `ED` end with a slash.
        TrailingSlash,
        /// `LC_CTYPE` and `LC_COLLATE` behave like the POSIX locale for ASCII.
        LocaleSettings,
        /// `S` falls back to `WORKDIR` without restriction.
        SWorkdirFallback,
        /// The working directory of `pkg_*` phases is empty.
        PhaseFunctionDir,
    }
}

#[uniffi::export]
impl EapiFeature {
    /// The first EAPI that has it.
    pub fn first_eapi(&self) -> Eapi {
        polyatom::EapiFeature::from(*self).first().into()
    }

    /// The last EAPI that has it.
    pub fn last_eapi(&self) -> Eapi {
        polyatom::EapiFeature::from(*self).last().into()
    }

    /// The label in the source of PMS of what says so.
    pub fn label(&self) -> String {
        polyatom::EapiFeature::from(*self).label().to_owned()
    }
}
