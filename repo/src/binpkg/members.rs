//! Comparing what is in a binary package with the Manifest that it has of itself (GLEP 78).

use std::collections::BTreeSet;
use std::io::Read;

use super::BinaryPackage;
use crate::digest::{Mismatch, Progress, verify};
use crate::disk::ReadSeek;
use crate::error::{Error, Found};
use crate::format::manifest::Manifest;
use crate::format::text::replaced;
use crate::format::{Code, Fault, gpkg};

/// The ending of a signature, which stands beside what it signs.
const SIGNATURE: &str = ".sig";

/// What the Manifest in a package says of its other members. Signatures are members like others: they are the ones that were
/// packed, but nobody looks whether they are right and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberCheck {
    /// The members in their order: `gpkg-1`, `metadata.tar.zst`, `image.tar.zst`.
    pub members: Vec<String>,
    /// Those that are not what the Manifest says, each with the difference.
    pub differences: Vec<(String, Mismatch)>,
    /// Those that are signatures of others, and the Manifest if it is in the armor of one.
    pub signatures: Vec<String>,
}

impl BinaryPackage {
    /// Compares the members of its file with the Manifest among them: sizes, checksums, and that none is missing, too many or
    /// there twice. `progress` hears the bytes that were read and may stop it. Only GPKG has a Manifest; XPAK is refused.
    pub fn verify_members(&self, progress: Progress<'_>) -> Result<Found<MemberCheck>, Error> {
        self.on_disk(|disk, path| {
            let (mut file, _) = disk.open(path).map_err(|error| Error::io(path, &error))?;
            let text = manifest(&mut *file).map_err(|fault| Error::new(path, fault))?;
            let mut parsed = Manifest::parse(&text);
            parsed.faults.splice(..0, replaced(&text));
            let Found { value, errors } = Found::of(&path.join(gpkg::MANIFEST), parsed);
            let value = compare(&mut *file, &value, progress).map_err(|fault| Error::new(path, fault))?;
            Ok(Found { value, errors })
        })
    }
}

fn manifest(file: &mut dyn ReadSeek) -> Result<String, Fault> {
    let mut file = file;
    let mut start = Vec::new();
    (&mut file).take(512).read_to_end(&mut start).map_err(|error| Fault::file(Code::Unreadable, error.to_string()))?;
    match gpkg::is_gpkg(&start) {
        true => gpkg::manifest(&mut file),
        false => Err(Fault::file(Code::UnknownFormat, "only GPKG has a Manifest")),
    }
}

fn compare(file: &mut dyn ReadSeek, manifest: &Manifest, progress: Progress<'_>) -> Result<MemberCheck, Fault> {
    let mut file = file;
    let mut check = MemberCheck::default();
    let mut read = 0;
    gpkg::walk(&mut file, |mut member| {
        let name = member.name.clone();
        if name == gpkg::MANIFEST && !check.members.contains(&name) {
            check.signatures.extend(manifest.is_signed.then(|| name.clone()));
            check.members.push(name);
            return Ok(None::<()>);
        }
        let entry = manifest.entries.iter().find(|entry| entry.path().as_ref() == Some(&name));
        let entry = entry.filter(|_| !check.members.contains(&name));
        let difference = match entry {
            None => Some(Mismatch::Unlisted),
            Some(entry) => {
                let before = read;
                let told = &mut |done| {
                    read = before + done;
                    progress(read)
                };
                verify(member.stream()?, entry, told).map_err(|error| gpkg::broken(&error))?
            }
        };
        check.differences.extend(difference.map(|difference| (name.clone(), difference)));
        if name.ends_with(SIGNATURE) {
            check.signatures.push(name.clone());
        }
        check.members.push(name);
        Ok(None)
    })?;
    let there: BTreeSet<&String> = check.members.iter().collect();
    let listed = manifest.entries.iter().filter_map(|entry| entry.path());
    let absent: Vec<_> = listed.filter(|name| !there.contains(name)).map(|name| (name, Mismatch::Absent)).collect();
    check.differences.extend(absent);
    Ok(check)
}
