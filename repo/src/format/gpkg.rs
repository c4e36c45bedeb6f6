//! GPKG (GLEP 78): an archive in which a compressed archive has the variables of a package.
//!
//! ```text
//! NAME/gpkg-1  NAME/metadata.tar[.zst …]  [NAME/metadata.tar….sig]  NAME/image.tar[.zst …]  NAME/Manifest
//! ```

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};

use tar::{Archive, EntryType};

use super::compression::{Compression, decompress};
use super::variables::Variables;
use super::{Code, Fault};

/// The file that an archive begins with, and tells its format.
const FORMAT: &str = "gpkg-1";
/// The archive with the variables, and the directory inside.
const METADATA: &str = "metadata.tar";
const DIRECTORY: &str = "metadata/";
/// The sizes and checksums of the members.
pub const MANIFEST: &str = "Manifest";
/// Bytes that are read of the variables at most, compressed or not.
pub const LIMIT: u64 = 64 << 20;

/// Whether a file is of this format, by the first 512 bytes of it.
pub fn is_gpkg(start: &[u8]) -> bool {
    start.len() >= 512 && name_of(&tar::Header::from_byte_slice(&start[..512]).path_bytes()) == FORMAT.as_bytes()
}

/// The part of a path after the last slash.
fn name_of(path: &[u8]) -> &[u8] {
    path.rsplit(|&byte| byte == b'/').next().unwrap_or(path)
}

/// Reads the variables of a package. What is not UTF-8 in them is added to the faults.
pub fn read(file: &mut (impl Read + Seek), faults: &mut Vec<Fault>) -> Result<Variables, Fault> {
    let found = walk(file, |member| match is_metadata(member.name.as_bytes()) {
        true => inner(decompress(member.content(LIMIT)?, LIMIT)?, faults).map(Some),
        false => Ok(None),
    })?;
    found.ok_or_else(|| Fault::file(Code::Archive, format!("there is no {METADATA} in it")))
}

/// The text of the Manifest of a package, with U+FFFD for what is not UTF-8.
pub fn manifest(file: &mut (impl Read + Seek)) -> Result<String, Fault> {
    let found = walk(file, |member| match member.name == MANIFEST {
        true => member.content(LIMIT).map(|bytes| Some(String::from_utf8_lossy(&bytes).into_owned())),
        false => Ok(None),
    })?;
    found.ok_or_else(|| Fault::file(Code::Archive, format!("there is no {MANIFEST} in it")))
}

/// Something in the outer archive.
pub struct Member<'a> {
    /// Its name, in the directory that everything is in; with the directory if that is another one.
    pub name: String,
    kind: EntryType,
    size: u64,
    left: &'a Cell<u64>,
    content: &'a mut dyn Read,
}

impl Member<'_> {
    /// All of it, which may not be more than this.
    pub fn content(self, limit: u64) -> Result<Vec<u8>, Fault> {
        must_be_regular(self.kind, &self.name)?;
        content(self.content, limit)
    }

    /// All of it, however much it is.
    pub fn stream(&mut self) -> Result<&mut dyn Read, Fault> {
        must_be_regular(self.kind, &self.name)?;
        // It is not kept, so that it may have as many bytes as it says.
        self.left.set(self.left.get().saturating_add(self.size));
        Ok(&mut self.content)
    }
}

/// Gives the members of a package to `each` in their order, until that has found something.
pub fn walk<T>(
    file: &mut (impl Read + Seek),
    mut each: impl FnMut(Member<'_>) -> Result<Option<T>, Fault>,
) -> Result<Option<T>, Fault> {
    file.seek(SeekFrom::Start(0)).map_err(|error| broken(&error))?;
    let left = &Cell::new(LIMIT);
    let mut archive = Archive::new(Metered { inner: file, left });
    let mut directory: Option<Vec<u8>> = None;
    for entry in archive.entries_with_seek().map_err(|error| broken(&error))? {
        let mut entry = entry.map_err(|error| broken(&error))?;
        let path = entry.path_bytes().into_owned();
        let name = name_of(&path);
        let above = &path[..path.len() - name.len()];
        let name = if directory.get_or_insert_with(|| above.to_owned()) == above { name } else { &path };
        let name = String::from_utf8_lossy(name).into_owned();
        let (kind, size) = (entry.header().entry_type(), entry.size());
        if let Some(found) = each(Member { name, kind, size, left, content: &mut entry })? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// `metadata.tar`, with the ending of its compression or without; not its signature.
fn is_metadata(name: &[u8]) -> bool {
    name.strip_prefix(METADATA.as_bytes()).is_some_and(|rest| rest.is_empty() || rest[0] == b'.' && !rest.ends_with(b".sig"))
}

/// The files in the inner archive.
fn inner(bytes: Vec<u8>, faults: &mut Vec<Fault>) -> Result<Variables, Fault> {
    if Compression::of(&bytes).is_none() && !bytes.is_empty() && bytes.len() < 512 {
        return Err(Fault::file(Code::Archive, "metadata compressed in an unknown way, or not an archive"));
    }
    let mut archive = Archive::new(&bytes[..]);
    let mut files = Vec::new();
    for entry in archive.entries().map_err(|error| broken(&error))? {
        let mut entry = entry.map_err(|error| broken(&error))?;
        if entry.header().entry_type() == EntryType::Directory {
            continue;
        }
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        must_be_regular(entry.header().entry_type(), &path)?;
        if let Some(name) = path.strip_prefix("./").unwrap_or(&path).strip_prefix(DIRECTORY) {
            files.push((name.to_owned(), content(&mut entry, LIMIT)?));
        }
    }
    match files.is_empty() {
        true => Err(Fault::file(Code::Archive, "there are no variables in it")),
        false => Variables::new(files, faults),
    }
}

/// A link or a device in the place of a file could lead anywhere.
fn must_be_regular(kind: EntryType, name: &str) -> Result<(), Fault> {
    match kind {
        EntryType::Regular | EntryType::Continuous => Ok(()),
        _ => Err(Fault::file(Code::NotAFile, name)),
    }
}

/// The content of a member, all of which has to be there.
fn content(entry: &mut (impl Read + ?Sized), limit: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    entry.take(limit + 1).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
    match bytes.len() as u64 > limit {
        true => Err(Fault::file(Code::ArchiveTooLarge, format!("more than {limit} bytes"))),
        false => Ok(bytes),
    }
}

#[cold]
pub(crate) fn broken(error: &io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::Interrupted => Fault::file(Code::Stopped, ""),
        io::ErrorKind::FileTooLarge => Fault::file(Code::ArchiveTooLarge, error.to_string()),
        _ => Fault::file(Code::Archive, error.to_string()),
    }
}

/// Gives so many bytes and no more: an archive may say that the name of a member has a million million.
struct Metered<'a, F> {
    inner: &'a mut F,
    left: &'a Cell<u64>,
}

impl<F: Read> Read for Metered<'_, F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        if left == 0 {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("more than {LIMIT} bytes")));
        }
        let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let read = self.inner.read(&mut buffer[..most])?;
        self.left.set(left - read as u64);
        Ok(read)
    }
}

impl<F: Seek> Seek for Metered<'_, F> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An archive with these members.
    pub(crate) fn tar(members: &[(&str, EntryType, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, kind, content) in members {
            let mut header = tar::Header::new_ustar();
            header.set_entry_type(*kind);
            header.set_mode(0o644);
            header.set_size(if *kind == EntryType::Regular { content.len() as u64 } else { 0 });
            let inside = if *kind == EntryType::Regular { content } else { &[][..] };
            match kind {
                EntryType::Symlink => builder.append_link(&mut header, name, "elsewhere").unwrap(),
                _ => builder.append_data(&mut header, name, inside).unwrap(),
            }
        }
        builder.into_inner().unwrap()
    }

    /// A package with these variables.
    pub(crate) fn package(variables: &[(&str, &str)]) -> Vec<u8> {
        let names: Vec<String> = variables.iter().map(|(name, _)| format!("{DIRECTORY}{name}")).collect();
        let members: Vec<_> =
            names.iter().zip(variables).map(|(name, (_, text))| (name.as_str(), EntryType::Regular, text.as_bytes())).collect();
        outer(METADATA, &tar(&members))
    }

    fn outer(name: &str, metadata: &[u8]) -> Vec<u8> {
        let regular = EntryType::Regular;
        tar(&[("a-1/gpkg-1", regular, b""), (&format!("a-1/{name}"), regular, metadata), ("a-1/image.tar", regular, &[0; 9999])])
    }

    fn parse(bytes: &[u8]) -> Result<Variables, Fault> {
        read(&mut io::Cursor::new(bytes), &mut Vec::new())
    }

    fn code(bytes: &[u8]) -> String {
        parse(bytes).unwrap_err().code().to_owned()
    }

    #[test]
    fn variables_are_files() {
        let bytes = package(&[("SLOT", "0\n"), ("DEPEND", "a/b\n c/d\n"), ("environment.bz2", "")]);
        assert!(is_gpkg(&bytes) && !is_gpkg(&bytes[512..]) && !is_gpkg(b"short"));
        assert_eq!(parse(&bytes).unwrap().iter().collect::<Vec<_>>(), [("DEPEND", "a/b c/d"), ("SLOT", "0")]);
    }

    #[test]
    fn what_is_no_file_is_refused() {
        let (regular, link) = (EntryType::Regular, EntryType::Symlink);
        let linked = tar(&[("metadata/SLOT", regular, b"0"), ("metadata/DEPEND", link, b"")]);
        assert_eq!(code(&outer(METADATA, &linked)), "not_a_file");
        assert_eq!(code(&tar(&[("a/gpkg-1", regular, b""), ("a/metadata.tar", link, b"")])), "not_a_file");
        assert_eq!(code(&tar(&[("a/gpkg-1", regular, b""), ("a/metadata.tar.zst.sig", regular, b"")])), "archive");
        let twice = tar(&[("metadata/SLOT", regular, b"0"), ("metadata/SLOT", regular, b"1")]);
        assert_eq!(code(&outer(METADATA, &twice)), "duplicate_key");
        assert_eq!(code(&outer(METADATA, b"LZOP and more")), "archive");
        assert_eq!(code(&outer(METADATA, &tar(&[("other/SLOT", regular, b"0")]))), "archive");
        let directory = tar(&[("metadata", EntryType::Directory, b""), ("metadata/SLOT", regular, b"0")]);
        assert_eq!(parse(&outer(METADATA, &directory)).unwrap().get("SLOT"), Some("0"));
    }

    #[test]
    fn a_bomb_does_not_explode() {
        use std::io::Write;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let zeros = vec![0; 1 << 20];
        (0..=LIMIT >> 20).for_each(|_| gzip.write_all(&zeros).unwrap());
        let bomb = gzip.finish().unwrap();
        assert!(bomb.len() < 1 << 20);
        assert_eq!(code(&outer("metadata.tar.gz", &bomb)), "archive_too_large");
        // A name of a million million bytes.
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(EntryType::GNULongName);
        header.set_size(1 << 40);
        header.set_cksum();
        let endless = io::Cursor::new(header.as_bytes().to_vec());
        struct Endless(io::Cursor<Vec<u8>>);
        impl Read for Endless {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                match self.0.read(buffer)? {
                    0 => Ok(buffer.len()),
                    read => Ok(read),
                }
            }
        }
        impl Seek for Endless {
            fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
                self.0.seek(to)
            }
        }
        assert_eq!(read(&mut Endless(endless), &mut Vec::new()).unwrap_err().code(), "archive_too_large");
    }

    proptest! {
        #[test]
        fn nothing_panics(cut in 0..4000_usize, flips in proptest::collection::vec((0..4000_usize, any::<u8>()), 0..4)) {
            let mut bytes = package(&[("SLOT", "0\n")]);
            flips.into_iter().for_each(|(at, byte)| bytes[at] = byte);
            let _ = parse(&bytes);
            let _ = parse(&bytes[..cut]);
        }
    }
}
