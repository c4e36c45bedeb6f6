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

/// Declares the fields: what each holds and where it comes from.
macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident $name:literal $kind:ident $level:ident;)+) => {
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
        }
    };
}

fields! {
    /// The category, `dev-lang`.
    Category "category" Text Names;
    /// The name without its category, `python`.
    Package "package" Text Names;
    /// Category and name.
    Cpn "cpn" Text Names;
    /// Category, name and version.
    Cpv "cpv" Text Names;
    /// Name and version, `python-3.12-r1`.
    Pf "pf" Text Names;
    /// The version with its revision.
    Version "version" Version Names;
    /// The repository.
    Repo "repo" Text Names;
    /// `EAPI`.
    Eapi "eapi" Eapi Entry;
    /// The slot without its sub-slot.
    Slot "slot" Text Entry;
    /// The sub-slot, which is the slot where none is given.
    Subslot "subslot" Text Entry;
    /// `DESCRIPTION`.
    Description "description" Text Entry;
    /// The URIs of `HOMEPAGE`.
    Homepage "homepage" List Entry;
    /// The flags of `IUSE`, without their defaults.
    Iuse "iuse" List Entry;
    /// Those that are on by default.
    IuseEnabled "iuse_enabled" List Entry;
    /// `KEYWORDS`: `amd64`, `~arm`, `-*`.
    Keywords "keywords" List Entry;
    /// The names in `LICENSE`.
    License "license" List Entry;
    /// The words of `PROPERTIES`.
    Properties "properties" List Entry;
    /// The words of `RESTRICT`.
    Restrict "restrict" List Entry;
    /// The flags that `REQUIRED_USE` speaks of.
    RequiredUse "required_use" List Entry;
    /// The URIs of `SRC_URI`.
    SrcUri "src_uri" List Entry;
    /// The names of the files that `SRC_URI` stands for.
    Distfiles "distfiles" List Entry;
    /// The atoms of `DEPEND`.
    Depend "depend" Atoms Entry;
    /// The atoms of `BDEPEND`.
    Bdepend "bdepend" Atoms Entry;
    /// The atoms of `RDEPEND`.
    Rdepend "rdepend" Atoms Entry;
    /// The atoms of `PDEPEND`.
    Pdepend "pdepend" Atoms Entry;
    /// The atoms of `IDEPEND`.
    Idepend "idepend" Atoms Entry;
    /// The atoms of all five.
    Dependencies "dependencies" Atoms Entry;
    /// The phases that ebuild and eclasses define.
    DefinedPhases "defined_phases" List Entry;
    /// The eclasses that the ebuild inherits itself.
    Inherit "inherit" List Entry;
    /// All eclasses.
    Inherited "inherited" List Entry;
    /// Whether `PROPERTIES` has `live`.
    Live "live" Flag Entry;
    /// Who maintains it, from `metadata.xml`.
    Maintainers "maintainers" Records Files;
    /// What the software is called elsewhere, from `metadata.xml`.
    RemoteIds "remote_ids" Records Files;
    /// The long description in English, from `metadata.xml`.
    LongDescription "long_description" Text Files;
    /// Whether a mask counts: of the repository and its masters or, under a configuration, any.
    Masked "masked" Flag Files;
    /// Whether `package.deprecated` of the repository or a master has it.
    Deprecated "deprecated" Flag Files;
    /// Whether it may be installed.
    Visible "visible" Flag Files;
    /// Why it may not be installed: `KEYWORDS`, `package.mask`.
    Reasons "reasons" List Files;
    /// Whether it counts as stable, for what profiles say about flags.
    Stable "stable" Flag Files;
    /// The flags of `IUSE` that are on.
    Use "use" List Files;
    /// Those that must not be on.
    UseMasked "use_masked" List Files;
    /// Those that have to be on.
    UseForced "use_forced" List Files;
    /// All flags that it has, with those that the profile gives to every package.
    IuseEffective "iuse_effective" List Files;
    /// Whether `REQUIRED_USE` holds with the flags that are on.
    RequiredUseHolds "required_use_holds" Flag Files;
}

impl Field {
    /// The field of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.as_str() == name)
    }

    /// Whether only a configuration knows it.
    pub const fn needs_configuration(self) -> bool {
        matches!(
            self,
            Self::Visible
                | Self::Reasons
                | Self::Stable
                | Self::Use
                | Self::UseMasked
                | Self::UseForced
                | Self::IuseEffective
                | Self::RequiredUseHolds
        )
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
