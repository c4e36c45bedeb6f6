//! The fields of packages: what they are called, what they hold, and where that comes from.

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldKind {
    /// Yes or no.
    Flag,
    /// One text, or none.
    Text,
    /// A version, which has an order.
    Version,
    /// An EAPI, which has an order.
    Eapi,
    /// A number, or none.
    Number,
    /// Texts.
    List,
    /// Dependencies.
    Atoms,
    /// People or places, each with fields of its own.
    Records,
}

impl FieldKind {
    /// Whether there may be any number of them.
    pub(super) const fn is_many(self) -> bool {
        matches!(self, Self::List | Self::Atoms | Self::Records)
    }
}

/// A kind of packages, which know different things of themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PackageKind {
    /// A package of a repository.
    Ebuild,
    /// A package of a repository under a configuration.
    Configured,
    /// An installed package.
    Installed,
    /// A binary package.
    Binary,
}

impl PackageKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Ebuild, Self::Configured, Self::Installed, Self::Binary];

    /// What such packages are called.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ebuild => "packages of repositories",
            Self::Configured => "packages under a configuration",
            Self::Installed => "installed packages",
            Self::Binary => "binary packages",
        }
    }
}

/// The kinds of packages that have a field.
#[derive(Clone, Copy)]
enum Known {
    Everywhere,
    /// To repositories, with or without a configuration.
    Ebuild,
    Configured,
    /// To what has flags that are on: by a configuration, or since it was built.
    Decided,
    Built,
    Installed,
    Binary,
}

impl Known {
    const fn is_to(self, kind: PackageKind) -> bool {
        use PackageKind::{Binary, Configured, Ebuild, Installed};
        match self {
            Self::Everywhere => true,
            Self::Ebuild => matches!(kind, Ebuild | Configured),
            Self::Configured => matches!(kind, Configured),
            Self::Decided => matches!(kind, Configured | Installed | Binary),
            Self::Built => matches!(kind, Installed | Binary),
            Self::Installed => matches!(kind, Installed),
            Self::Binary => matches!(kind, Binary),
        }
    }
}

/// Where the value of a field comes from, the cheapest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Level {
    /// From the names of files.
    Names,
    /// From the metadata of the package.
    Entry,
    /// From other files, or from a configuration.
    Files,
}

/// Declares the fields: what each holds, where it comes from, and which packages have it.
macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident $name:literal $kind:ident $level:ident $known:ident;)+) => {
        /// A field of a package.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($(#[$doc])* $variant,)+ }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name, `description`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What it holds.
            pub const fn kind(self) -> FieldKind {
                match self { $(Self::$variant => FieldKind::$kind,)+ }
            }

            pub(super) const fn level(self) -> Level {
                match self { $(Self::$variant => Level::$level,)+ }
            }

            const fn known(self) -> Known {
                match self { $(Self::$variant => Known::$known,)+ }
            }
        }
    };
}

fields! {
    /// The category, `dev-lang`.
    Category "category" Text Names Everywhere;
    /// The name without its category, `python`.
    Package "package" Text Names Everywhere;
    /// Category and name.
    Cpn "cpn" Text Names Everywhere;
    /// Category, name and version.
    Cpv "cpv" Text Names Everywhere;
    /// Name and version, `python-3.12-r1`.
    Pf "pf" Text Names Everywhere;
    /// The version with its revision.
    Version "version" Version Names Everywhere;
    /// The repository; of a package that was built, the one that it came from.
    Repo "repo" Text Names Everywhere;
    /// `EAPI`.
    Eapi "eapi" Eapi Entry Everywhere;
    /// The slot without its sub-slot.
    Slot "slot" Text Entry Everywhere;
    /// The sub-slot, which is the slot where none is given.
    Subslot "subslot" Text Entry Everywhere;
    /// `DESCRIPTION`.
    Description "description" Text Entry Everywhere;
    /// The URIs of `HOMEPAGE`.
    Homepage "homepage" List Entry Everywhere;
    /// The flags of `IUSE`, without their defaults.
    Iuse "iuse" List Entry Everywhere;
    /// Those that are on by default.
    IuseEnabled "iuse_enabled" List Entry Everywhere;
    /// `KEYWORDS`: `amd64`, `~arm`, `-*`.
    Keywords "keywords" List Entry Everywhere;
    /// The names in `LICENSE`.
    License "license" List Entry Everywhere;
    /// The words of `PROPERTIES`.
    Properties "properties" List Entry Everywhere;
    /// The words of `RESTRICT`.
    Restrict "restrict" List Entry Everywhere;
    /// The flags that `REQUIRED_USE` speaks of.
    RequiredUse "required_use" List Entry Everywhere;
    /// The URIs of `SRC_URI`.
    SrcUri "src_uri" List Entry Everywhere;
    /// The names of the files that `SRC_URI` stands for.
    Distfiles "distfiles" List Entry Everywhere;
    /// The atoms of `DEPEND`.
    Depend "depend" Atoms Entry Everywhere;
    /// The atoms of `BDEPEND`.
    Bdepend "bdepend" Atoms Entry Everywhere;
    /// The atoms of `RDEPEND`.
    Rdepend "rdepend" Atoms Entry Everywhere;
    /// The atoms of `PDEPEND`.
    Pdepend "pdepend" Atoms Entry Everywhere;
    /// The atoms of `IDEPEND`.
    Idepend "idepend" Atoms Entry Everywhere;
    /// The atoms of all five.
    Dependencies "dependencies" Atoms Entry Everywhere;
    /// The phases that ebuild and eclasses define.
    DefinedPhases "defined_phases" List Entry Everywhere;
    /// The eclasses that the ebuild inherits itself.
    Inherit "inherit" List Entry Ebuild;
    /// All eclasses.
    Inherited "inherited" List Entry Everywhere;
    /// Whether `PROPERTIES` has `live`.
    Live "live" Flag Entry Everywhere;
    /// Who maintains it, from `metadata.xml`.
    Maintainers "maintainers" Records Files Ebuild;
    /// What the software is called elsewhere, from `metadata.xml`.
    RemoteIds "remote_ids" Records Files Ebuild;
    /// The long description in English, from `metadata.xml`.
    LongDescription "long_description" Text Files Ebuild;
    /// Whether a mask counts: of the repository and its masters or, under a configuration, any.
    Masked "masked" Flag Files Ebuild;
    /// Whether `package.deprecated` of the repository or a master has it.
    Deprecated "deprecated" Flag Files Ebuild;
    /// Whether it may be installed.
    Visible "visible" Flag Files Configured;
    /// Why it may not be installed: `KEYWORDS`, `package.mask`.
    Reasons "reasons" List Files Configured;
    /// Whether it counts as stable, for what profiles say about flags.
    Stable "stable" Flag Files Configured;
    /// The flags of `IUSE` that are on; of a package that was built, that were on then.
    Use "use" List Files Decided;
    /// Those that must not be on.
    UseMasked "use_masked" List Files Configured;
    /// Those that have to be on.
    UseForced "use_forced" List Files Configured;
    /// All flags that it has, with those that its profile gives to every package.
    IuseEffective "iuse_effective" List Files Decided;
    /// Whether `REQUIRED_USE` holds with the flags that are on.
    RequiredUseHolds "required_use_holds" Flag Files Configured;
    /// When it was built, in seconds since 1970.
    BuildTime "build_time" Number Entry Built;
    /// The number of its build: a version that is built again gets a higher one.
    BuildId "build_id" Number Entry Built;
    /// A number that is higher for what was installed later.
    Counter "counter" Number Entry Installed;
    /// The bytes that its files have together once it is installed; an index of binary packages does not tell.
    Size "size" Number Entry Built;
    /// The bytes that the file of a binary package has.
    FileSize "file_size" Number Entry Binary;
    /// The paths of the files and directories that it put on the system.
    Contents "contents" List Files Installed;
}

impl Field {
    /// The field of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.as_str() == name)
    }

    /// Whether packages of that kind have it.
    pub const fn is_of(self, kind: PackageKind) -> bool {
        self.known().is_to(kind)
    }

    /// Whether a package of a repository has it under a configuration alone.
    pub const fn needs_configuration(self) -> bool {
        self.is_of(PackageKind::Configured) && !self.is_of(PackageKind::Ebuild)
    }

    /// The fields of its records.
    pub(super) const fn parts(self) -> &'static [Part] {
        match self {
            Self::Maintainers => &[Part::Email, Part::Name, Part::Type, Part::Proxied, Part::Description],
            Self::RemoteIds => &[Part::Type, Part::Name],
            _ => &[],
        }
    }
}

/// A field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Part {
    Email,
    Name,
    Type,
    Proxied,
    Description,
}

impl Part {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Name => "name",
            Self::Type => "type",
            Self::Proxied => "proxied",
            Self::Description => "description",
        }
    }
}
