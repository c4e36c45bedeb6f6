//! Where files are looked for: on the disk, or among texts that somebody gives.

use crate::Text;
use bstr::{BStr, ByteSlice};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The files that a command line may name.
#[derive(Debug, Default)]
pub struct Files {
    /// Texts by name; none means the disk.
    given: Option<BTreeMap<Text, Text>>,
    /// Where relative names begin.
    directory: PathBuf,
}

impl Files {
    /// The files of the disk; relative names begin at `directory`, or where the program is when it is empty.
    pub fn on_disk(directory: &Path) -> Self {
        Self { given: None, directory: directory.to_owned() }
    }

    /// Nothing but these files.
    pub fn given(files: BTreeMap<Text, Text>, directory: &Path) -> Self {
        Self { given: Some(files), directory: directory.to_owned() }
    }

    /// Says whether there is such a file.
    pub fn exists(&self, name: &[u8]) -> bool {
        match &self.given {
            Some(files) => self.find(files, name).is_some(),
            None => name.to_path().is_ok_and(|path| self.directory.join(path).exists()),
        }
    }

    /// Reads a file.
    pub fn read(&self, name: &[u8]) -> io::Result<Text> {
        match &self.given {
            Some(files) => self.find(files, name).cloned().ok_or_else(|| io::ErrorKind::NotFound.into()),
            None => {
                let path = name.to_path().map_err(|_| io::Error::from(io::ErrorKind::InvalidFilename))?;
                std::fs::read(self.directory.join(path)).map(Text::from)
            }
        }
    }

    /// A given file has the name as it is asked for, or one that means the same.
    fn find<'a>(&self, files: &'a BTreeMap<Text, Text>, name: &[u8]) -> Option<&'a Text> {
        let full = |name: &[u8]| crate::path::clean(&[self.directory.as_os_str().as_encoded_bytes(), b"/", name].concat());
        let absolute = |name: &BStr| if name.starts_with(b"/") { crate::path::clean(name) } else { full(name) };
        files.get(name.as_bstr()).or_else(|| {
            let wanted = absolute(name.as_bstr());
            files.iter().find(|(known, _)| absolute(known.as_bstr()) == wanted).map(|(_, text)| text)
        })
    }
}
