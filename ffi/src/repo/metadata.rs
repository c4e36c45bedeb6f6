//! Values of a package's variables, the same for packages of every origin.

/// Declares the values of a type around a package of `polyatom-repo`, and how it is shown.
macro_rules! metadata {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!("<", stringify!($name), " {}>"), self.0)
            }
        }

        #[uniffi::export]
        impl $name {
            /// Category, package and version.
            pub fn cpv(&self) -> Cpv {
                Metadata::cpv(&*self.0).clone().into()
            }

            /// Its EAPI.
            pub fn eapi(&self) -> Eapi {
                Metadata::eapi(&*self.0).into()
            }

            /// `SLOT`, with its sub-slot. It fails if the value is not valid.
            pub fn slot(&self) -> Result<Slot, Refused> {
                Ok(polyatom::Slot::clone(self.0.slot()?).into())
            }

            /// The atom of its name and slot, `dev-lang/python:3.12`: of the packages that it matches, one can be installed at a time. It fails if
            /// the slot is not valid.
            pub fn slot_atom(&self) -> Result<Atom, Refused> {
                Ok(self.0.slot_atom()?.into())
            }

            /// `KEYWORDS`; empty if it is not set. It fails if the value is not valid.
            pub fn keywords(&self) -> Result<Keywords, Refused> {
                Ok(polyatom::Keywords::clone(self.0.keywords()?).into())
            }

            /// `IUSE` with its defaults; empty if it is not set. It fails if the value is not valid.
            pub fn iuse(&self) -> Result<Iuse, Refused> {
                Ok(polyatom::Iuse::clone(self.0.iuse()?).into())
            }

            /// The specification of a variable: dependencies, licenses, sources and so on; empty if it is not set. It fails if the value is
            /// not valid.
            pub fn spec(&self, kind: DepSpecKind) -> Result<DepSpec, Refused> {
                Ok(DepSpec::of(self.0.spec(kind.into())?))
            }

            /// `DEPEND`: build dependencies for the system being built. It fails if the value is not valid.
            pub fn depend(&self) -> Result<DepSpec, Refused> {
                self.spec(DepSpecKind::Depend)
            }

            /// `BDEPEND`: build dependencies for the system that builds. It fails if the value is not valid.
            pub fn bdepend(&self) -> Result<DepSpec, Refused> {
                self.spec(DepSpecKind::Bdepend)
            }

            /// `RDEPEND`: runtime dependencies. It fails if the value is not valid.
            pub fn rdepend(&self) -> Result<DepSpec, Refused> {
                self.spec(DepSpecKind::Rdepend)
            }

            /// `PDEPEND`: post dependencies. It fails if the value is not valid.
            pub fn pdepend(&self) -> Result<DepSpec, Refused> {
                self.spec(DepSpecKind::Pdepend)
            }

            /// `IDEPEND`: install-time dependencies. It fails if the value is not valid.
            pub fn idepend(&self) -> Result<DepSpec, Refused> {
                self.spec(DepSpecKind::Idepend)
            }

            /// `LICENSE`. It fails if the value is not valid.
            pub fn license(&self) -> Result<DepSpec, Refused> {
                self.spec(DepSpecKind::License)
            }

            /// `PROPERTIES`. It fails if the value is not valid.
            pub fn properties(&self) -> Result<DepSpec, Refused> {
                self.spec(DepSpecKind::Properties)
            }

            /// `REQUIRED_USE`. It fails if the value is not valid.
            pub fn required_use(&self) -> Result<DepSpec, Refused> {
                self.spec(DepSpecKind::RequiredUse)
            }

            /// `RESTRICT`. It fails if the value is not valid.
            pub fn restrict(&self) -> Result<DepSpec, Refused> {
                self.spec(DepSpecKind::Restrict)
            }

            /// `SRC_URI`. It fails if the value is not valid.
            pub fn src_uri(&self) -> Result<DepSpec, Refused> {
                self.spec(DepSpecKind::SrcUri)
            }

            /// Whether its sources may be others each time: `PROPERTIES` has `live`.
            pub fn is_live(&self) -> bool {
                self.0.is_live()
            }

            /// The facts that atoms match. It fails if a value that they need is not valid.
            pub fn facts(&self) -> Result<Package, Refused> {
                Ok(Package(self.0.facts()?))
            }

            /// Everything that is wrong with its metadata: bad lines, and values that are not valid in its EAPI.
            pub fn check(&self) -> Vec<Problem> {
                problems(&self.0.check())
            }
        }
    };
}

pub(super) use metadata;
