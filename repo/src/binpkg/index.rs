//! The index of a directory as a file: read once, and shared by its packages.

use std::fmt;
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use polyatom::{UseFlags, names};

use crate::disk::{Disk, OsDisk};
use crate::error::{Error, Found};
use crate::format::binary_index::BinaryIndex;
use crate::format::compression::decompress;
use crate::format::text::decode;
use crate::reading::{LIMIT, is_absent};

/// The name of the index, and of a compressed one that may be there in its place.
pub(super) const NAME: &str = "Packages";
const COMPRESSED: &str = "Packages.gz";

/// The index, and where it is.
pub(super) struct IndexFile {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) directory: Utf8PathBuf,
    pub(super) path: Utf8PathBuf,
    pub(super) index: BinaryIndex,
    implicit: OnceLock<UseFlags>,
}

/// The index in these bytes, which may be compressed.
fn parse(path: &Utf8Path, bytes: Vec<u8>) -> Result<Found<BinaryIndex>, Error> {
    let bytes = decompress(bytes, LIMIT).map_err(|fault| Error::new(path, fault))?;
    let (text, fault) = decode(bytes);
    let mut found = Found::of(path, BinaryIndex::parse(text));
    found.errors.splice(..0, fault.map(|fault| Error::new(path, fault)));
    Ok(found)
}

/// Reads an index by its path, which may also be that of its directory.
pub fn read_binary_index(path: impl AsRef<Utf8Path>) -> Result<Found<BinaryIndex>, Error> {
    let path = path.as_ref();
    let in_directory = [path.join(NAME), path.join(COMPRESSED)];
    let there = in_directory.iter().find(|path| OsDisk.stat(path).is_ok());
    let path = there.map_or(path, |path| path);
    parse(path, OsDisk.read(path, LIMIT).map_err(|error| Error::io(path, &error))?)
}

impl IndexFile {
    /// Reads the index; none if there is none. What is wrong with its lines is added to the errors.
    pub(super) fn read(disk: &Arc<dyn Disk>, directory: &Utf8Path, errors: &mut Vec<Error>) -> Result<Option<Arc<Self>>, Error> {
        for path in [directory.join(NAME), directory.join(COMPRESSED)] {
            let bytes = match disk.read(&path, LIMIT) {
                Ok(bytes) => bytes,
                Err(error) if is_absent(&error) => continue,
                Err(error) => return Err(Error::io(&path, &error)),
            };
            let found = parse(&path, bytes)?;
            errors.extend(found.errors);
            let (disk, directory, implicit) = (Arc::clone(disk), directory.to_owned(), OnceLock::new());
            return Ok(Some(Arc::new(Self { disk, directory, path, index: found.value, implicit })));
        }
        Ok(None)
    }

    fn words(&self, name: &str) -> impl Iterator<Item = &str> {
        self.index.header(name).unwrap_or("").split_ascii_whitespace()
    }

    /// The flags that profiles add to every package, by the variables in the header (`sec:use-iuse-handling`).
    pub(super) fn implicit(&self) -> &UseFlags {
        self.implicit.get_or_init(|| {
            let mut flags: Vec<String> = self.words("IUSE_IMPLICIT").map(str::to_owned).collect();
            for variable in self.words("USE_EXPAND_IMPLICIT") {
                let name = format!("USE_EXPAND_VALUES_{variable}");
                let is_plain = self.words("USE_EXPAND_UNPREFIXED").any(|word| word == variable);
                let prefix = if is_plain { String::new() } else { format!("{}_", variable.to_ascii_lowercase()) };
                flags.extend(self.words(&name).map(|value| format!("{prefix}{value}")));
            }
            flags.retain(|flag| names::use_flag(flag).is_ok());
            UseFlags::new(flags).unwrap_or_default()
        })
    }
}

impl fmt::Debug for IndexFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IndexFile").field(&self.path).finish()
    }
}
