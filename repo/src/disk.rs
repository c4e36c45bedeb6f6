//! Where files come from. This is the only file of the crate that opens any.
//!
//! Whatever lies in a repository may be wrong: too large, a pipe nobody writes to, a link to itself, gone since it was listed. So
//! reading has a limit, never waits, and refuses what is not a regular file.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;
use std::io::{self, Read, Seek, Write};
use std::sync::RwLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A device, a pipe or a socket.
    Other,
}

/// What is known of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stat {
    /// What it is, after following links.
    pub kind: FileKind,
    /// Its size in bytes.
    pub size: u64,
    /// When it was changed, in seconds since 1970.
    pub mtime: i64,
    /// The nanoseconds of that second.
    pub nanos: u32,
}

impl Stat {
    /// When it was changed, in nanoseconds since 1970.
    pub fn mtime_nanos(&self) -> i128 {
        i128::from(self.mtime) * 1_000_000_000 + i128::from(self.nanos)
    }
}

/// A file that is open for reading, from its beginning or from another place.
pub trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

/// An entry of a directory.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Listed {
    /// Its name, with U+FFFD for each part that is not UTF-8.
    pub name: String,
    /// Whether it is a symbolic link, and [`Disk::stat`] has to say to what.
    pub is_link: bool,
    /// Whether it is a directory.
    pub is_directory: bool,
}

/// A place that files are read from.
pub trait Disk: Debug + Send + Sync {
    /// Opens a regular file, and tells its size.
    fn open(&self, path: &Utf8Path) -> io::Result<(Box<dyn ReadSeek>, u64)>;

    /// What is in a directory, in no order.
    fn list(&self, path: &Utf8Path) -> io::Result<Vec<Listed>>;

    /// What is at a path, after following links.
    fn stat(&self, path: &Utf8Path) -> io::Result<Stat>;

    /// Where the symbolic link at a path points to; none if there is no link. A disk without links need not have it.
    fn link(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        let _ = path;
        None
    }

    /// The same place, if files can be written to it.
    fn writable(&self) -> Option<&dyn WriteDisk> {
        None
    }

    /// The path without links, `.` and `..`.
    fn canonical(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
        Ok(normal(path))
    }

    /// Reads a regular file of at most so many bytes.
    fn read(&self, path: &Utf8Path, limit: u64) -> io::Result<Vec<u8>> {
        let (file, size) = self.open(path)?;
        read_all(file, size, limit)
    }
}

/// A place that files are written to, too. Nothing is ever written into a file that is there.
pub trait WriteDisk: Disk {
    /// Makes a new file in a directory, under a name that nothing else has and no reader looks at. It is gone again if it is
    /// dropped.
    fn create(&self, directory: &Utf8Path) -> io::Result<Box<dyn NewFile>>;

    /// Makes a directory and those above it, where they are not there.
    fn create_directory(&self, path: &Utf8Path) -> io::Result<()>;

    /// Waits until what changed in a directory is on the disk.
    fn sync_directory(&self, path: &Utf8Path) -> io::Result<()>;
}

/// A file that is being written and has no place yet.
pub trait NewFile {
    /// Adds bytes to it.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Sets when it was changed, in seconds since 1970.
    fn set_mtime(&mut self, mtime: i64) -> io::Result<()>;

    /// Waits until all of it is on the disk.
    fn sync(&mut self) -> io::Result<()>;

    /// Puts it in the place of what is at a path in its directory, at once: there is no moment at which neither is there. It
    /// may be read by whoever could read what was there.
    fn replace(self: Box<Self>, path: &Utf8Path) -> io::Result<()>;
}

/// The path without `.` and `..`, which are taken as they are written: links are not looked at.
pub(crate) fn normal(path: &Utf8Path) -> Utf8PathBuf {
    let mut found = Utf8PathBuf::new();
    for part in path.components() {
        match part {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir if found.file_name().is_some() => drop(found.pop()),
            Utf8Component::ParentDir if found.has_root() => {}
            part => found.push(part.as_str()),
        }
    }
    found
}

/// Reads with one allocation and at once where the size is true, and not without end where the file grows.
fn read_all(file: impl Read, size: u64, limit: u64) -> io::Result<Vec<u8>> {
    let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, format!("more than {limit} bytes"));
    if size > limit {
        return Err(too_large());
    }
    let (mut bytes, mut file) = (Vec::new(), file.take(limit + 1));
    // With room for more than there is: what leaves it free was all. A size of nothing may only mean that nobody knows it.
    bytes.try_reserve_exact(size as usize + 1)?;
    bytes.resize(size as usize + 1, 0);
    let read =
        file.read(&mut bytes).or_else(|error| if error.kind() == io::ErrorKind::Interrupted { Ok(0) } else { Err(error) })?;
    bytes.truncate(read);
    if size == 0 || read as u64 != size {
        file.read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

/// The files of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsDisk;

impl OsDisk {
    fn open_file(path: &Utf8Path) -> io::Result<(fs::File, u64)> {
        let mut options = fs::OpenOptions::new();
        options.read(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            // To open a pipe waits for its writer.
            options.custom_flags(libc::O_NONBLOCK);
        }
        let file = options.open(path)?;
        let metadata = file.metadata()?;
        match metadata.is_file() {
            true => Ok((file, metadata.len())),
            false => Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")),
        }
    }
}

/// Seconds, rounded down, and the nanoseconds that are left.
fn since_1970(time: SystemTime) -> (i64, u32) {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => (after.as_secs() as i64, after.subsec_nanos()),
        Err(before) => match (before.duration().as_secs() as i64, before.duration().subsec_nanos()) {
            (seconds, 0) => (-seconds, 0),
            (seconds, nanos) => (-seconds - 1, 1_000_000_000 - nanos),
        },
    }
}

impl Disk for OsDisk {
    fn open(&self, path: &Utf8Path) -> io::Result<(Box<dyn ReadSeek>, u64)> {
        let (file, size) = Self::open_file(path)?;
        Ok((Box::new(file), size))
    }

    fn list(&self, path: &Utf8Path) -> io::Result<Vec<Listed>> {
        let listed = |entry: io::Result<fs::DirEntry>| {
            let entry = entry?;
            let kind = entry.file_type()?;
            let name = entry.file_name().into_string().unwrap_or_else(|name| name.to_string_lossy().into_owned());
            Ok(Listed { name, is_link: kind.is_symlink(), is_directory: kind.is_dir() })
        };
        fs::read_dir(path)?.map(listed).collect()
    }

    fn stat(&self, path: &Utf8Path) -> io::Result<Stat> {
        let metadata = fs::metadata(path)?;
        let kind = match metadata.file_type() {
            kind if kind.is_file() => FileKind::File,
            kind if kind.is_dir() => FileKind::Directory,
            _ => FileKind::Other,
        };
        let (mtime, nanos) = metadata.modified().map_or((0, 0), since_1970);
        Ok(Stat { kind, size: metadata.len(), mtime, nanos })
    }

    fn link(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        Utf8PathBuf::from_path_buf(fs::read_link(path).ok()?).ok()
    }

    fn writable(&self) -> Option<&dyn WriteDisk> {
        Some(self)
    }

    fn canonical(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
        path.canonicalize_utf8()
    }

    fn read(&self, path: &Utf8Path, limit: u64) -> io::Result<Vec<u8>> {
        let (file, size) = Self::open_file(path)?;
        read_all(file, size, limit)
    }
}

/// What temporary files are called first: readers skip names with a dot before them.
const TEMPORARY: &str = ".polyatom-";

impl WriteDisk for OsDisk {
    fn create(&self, directory: &Utf8Path) -> io::Result<Box<dyn NewFile>> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(TEMPORARY);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Of everybody, less what the process takes away, as of any new file.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        Ok(Box::new(builder.tempfile_in(directory)?))
    }

    fn create_directory(&self, path: &Utf8Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn sync_directory(&self, path: &Utf8Path) -> io::Result<()> {
        // Only on Unix can directories be opened.
        if cfg!(unix) { fs::File::open(path)?.sync_all() } else { Ok(()) }
    }
}

impl NewFile for tempfile::NamedTempFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn set_mtime(&mut self, mtime: i64) -> io::Result<()> {
        let distance = Duration::from_secs(mtime.unsigned_abs());
        let time = if mtime < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) };
        let time = time.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a time that the system does not have"))?;
        self.as_file().set_modified(time)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.as_file().sync_all()
    }

    fn replace(self: Box<Self>, path: &Utf8Path) -> io::Result<()> {
        if let Ok(before) = fs::metadata(path) {
            self.as_file().set_permissions(before.permissions())?;
        }
        self.persist(path).map(drop).map_err(|error| error.error)
    }
}

/// Files in memory, for tests and for repositories that are made by a program.
#[derive(Debug, Default)]
pub struct MemoryDisk(RwLock<BTreeMap<Utf8PathBuf, Held>>);

#[derive(Clone, Debug)]
enum Held {
    File { bytes: Vec<u8>, mtime: i64 },
    Failing(io::ErrorKind),
}

impl MemoryDisk {
    /// A disk with these files.
    pub fn new<P: Into<Utf8PathBuf>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let disk = Self::default();
        files.into_iter().for_each(|(path, bytes)| disk.write(path, bytes, 0));
        disk
    }

    /// Puts a file there, changed at that time.
    pub fn write(&self, path: impl Into<Utf8PathBuf>, bytes: impl Into<Vec<u8>>, mtime: i64) {
        self.set(path.into(), Held::File { bytes: bytes.into(), mtime });
    }

    /// Puts something there that is listed, but cannot be read.
    pub fn fail(&self, path: impl Into<Utf8PathBuf>, kind: io::ErrorKind) {
        self.set(path.into(), Held::Failing(kind));
    }

    fn set(&self, path: Utf8PathBuf, held: Held) {
        self.0.write().unwrap_or_else(|poisoned| poisoned.into_inner()).insert(path, held);
    }

    fn with<R>(&self, each: impl FnOnce(&BTreeMap<Utf8PathBuf, Held>) -> R) -> R {
        each(&self.0.read().unwrap_or_else(|poisoned| poisoned.into_inner()))
    }
}

impl Disk for MemoryDisk {
    fn open(&self, path: &Utf8Path) -> io::Result<(Box<dyn ReadSeek>, u64)> {
        let bytes = self.with(|files| match files.get(path) {
            Some(Held::File { bytes, .. }) => io::Result::Ok(bytes.clone()),
            Some(Held::Failing(kind)) => Err((*kind).into()),
            None => Err(io::ErrorKind::NotFound.into()),
        })?;
        let size = bytes.len() as u64;
        Ok((Box::new(io::Cursor::new(bytes)), size))
    }

    fn list(&self, path: &Utf8Path) -> io::Result<Vec<Listed>> {
        let mut found: BTreeMap<String, bool> = BTreeMap::new();
        self.with(|files| match files.get(path) {
            Some(Held::Failing(kind)) => Err(io::Error::from(*kind)),
            _ => {
                for inside in files.keys().filter_map(|file| file.strip_prefix(path).ok()) {
                    let mut parts = inside.components();
                    if let Some(first) = parts.next() {
                        *found.entry(first.as_str().to_owned()).or_default() |= parts.next().is_some();
                    }
                }
                Ok(())
            }
        })?;
        if found.is_empty() {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(found.into_iter().map(|(name, is_directory)| Listed { name, is_link: false, is_directory }).collect())
    }

    fn stat(&self, path: &Utf8Path) -> io::Result<Stat> {
        self.with(|files| match files.get(path) {
            Some(Held::File { bytes, mtime }) => {
                Ok(Stat { kind: FileKind::File, size: bytes.len() as u64, mtime: *mtime, nanos: 0 })
            }
            Some(Held::Failing(kind)) => Err((*kind).into()),
            None if files.keys().any(|file| file.starts_with(path)) => {
                Ok(Stat { kind: FileKind::Directory, size: 0, mtime: 0, nanos: 0 })
            }
            None => Err(io::ErrorKind::NotFound.into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_behaves_as_a_disk() {
        let disk = MemoryDisk::new([("/r/a/b", "12"), ("/r/c", "")]);
        let names: Vec<_> = disk.list("/r".into()).unwrap().into_iter().map(|found| (found.name, found.is_directory)).collect();
        assert_eq!(names, [("a".to_owned(), true), ("c".to_owned(), false)]);
        assert_eq!(disk.stat("/r/a".into()).unwrap().kind, FileKind::Directory);
        assert_eq!(disk.stat("/r/a/b".into()).unwrap().size, 2);
        assert_eq!(disk.read("/r/a/b".into(), 2).unwrap(), b"12");
        assert_eq!(disk.read("/r/a/b".into(), 1).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(disk.list("/x".into()).unwrap_err().kind(), io::ErrorKind::NotFound);
        disk.fail("/r/d", io::ErrorKind::PermissionDenied);
        assert_eq!(disk.read("/r/d".into(), 9).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
    }

    #[test]
    fn paths_are_made_normal() {
        for (path, wanted) in
            [("/a/./b/../c", "/a/c"), ("/../a", "/a"), ("../a/..", ".."), ("a//b/", "a/b"), ("../../x", "../../x")]
        {
            assert_eq!(normal(path.into()), wanted);
        }
    }

    #[test]
    fn a_file_that_grows_has_an_end() {
        assert_eq!(read_all(io::repeat(b'x'), 3, 100).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(read_all(io::repeat(b'x').take(100), 3, 100).unwrap().len(), 100);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_refused_and_nothing_waits() {
        let scratch = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(scratch.path()).unwrap();
        let pipe = root.join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        std::os::unix::fs::symlink(root.join("loop"), root.join("loop")).unwrap();
        assert_eq!(OsDisk.read(&pipe, 10).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert_eq!(OsDisk.read("/dev/zero".into(), 10).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert_eq!(OsDisk.read(root, 10).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert!(OsDisk.read(&root.join("loop"), 10).is_err());
        assert!(OsDisk.stat(&root.join("loop")).is_err());
        assert!(OsDisk.list(root).unwrap().iter().any(|found| found.name == "loop" && found.is_link));
    }
}
