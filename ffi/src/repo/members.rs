//! Whether the file of a binary package is what its index and its own Manifest say.

use super::distfile::{FileMismatch, bytes};
use super::problem::{Problem, problems};
use super::{BinaryPackage, Progress};
use crate::Refused;

/// A member of a binary package that is not what the Manifest in it says.
///
/// ```example
/// MemberDifference("image.tar", FileMismatch(MismatchKind.Absent, none, none, none)).name -> "image.tar"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct MemberDifference {
    /// The name of the member, `image.tar.zst`.
    pub name: String,
    /// The difference.
    pub mismatch: FileMismatch,
}

/// A comparison of the members of a binary package with the Manifest among them (GLEP 78). No signature is verified: a member that is one is compared as
/// any other, and whose it is nobody asks.
///
/// ```example
/// MemberCheck(["gpkg-1", "Manifest"], [], [], []).signatures -> []
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct MemberCheck {
    /// The names of all members, in their order.
    pub members: Vec<String>,
    /// The members that are not what the Manifest says, that are missing, or that it does not list; none if all are right.
    pub differences: Vec<MemberDifference>,
    /// The members that are signatures, and `Manifest` if it is in the armor of one. They are not verified.
    pub signatures: Vec<String>,
    /// Lines of the Manifest that are wrong.
    pub problems: Vec<Problem>,
}

impl From<polyatom_repo::Found<polyatom_repo::MemberCheck>> for MemberCheck {
    fn from(found: polyatom_repo::Found<polyatom_repo::MemberCheck>) -> Self {
        let polyatom_repo::MemberCheck { members, differences, signatures } = found.value;
        let differences = differences.into_iter().map(|(name, mismatch)| MemberDifference { name, mismatch: mismatch.into() });
        Self { members, differences: differences.collect(), signatures, problems: problems(&found.errors) }
    }
}

#[uniffi::export]
impl BinaryPackage {
    /// Compares its file with the size and the checksums that an index has of it; none if they agree. It fails if the file cannot be read, or
    /// is told to stop.
    #[uniffi::method(default(progress = None))]
    pub fn verify(&self, progress: Option<Box<dyn Progress>>) -> Result<Option<FileMismatch>, Refused> {
        let total = self.0.file_size()?.unwrap_or(0);
        Ok(self.0.verify(&mut bytes(total, progress))?.map(Into::into))
    }

    /// Compares the members of its file with the Manifest among them: sizes, checksums, and that none is missing, too many or there twice. It
    /// fails if the file cannot be read, if it is not GPKG, which alone has a Manifest, or if it is told to stop.
    #[uniffi::method(default(progress = None))]
    pub fn verify_members(&self, progress: Option<Box<dyn Progress>>) -> Result<MemberCheck, Refused> {
        let total = self.0.file_size()?.unwrap_or(0);
        Ok(self.0.verify_members(&mut bytes(total, progress))?.into())
    }
}
