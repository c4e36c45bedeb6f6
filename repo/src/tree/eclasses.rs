//! The eclasses of a repository and of its masters.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use camino::Utf8PathBuf;

use super::Repository;
use crate::digest::hash;
use crate::disk::FileKind;
use crate::format::manifest::HashKind;
use crate::reading::LIMIT;

/// An eclass.
#[derive(Debug)]
pub struct Eclass {
    /// Its name, `toolchain-funcs`.
    pub name: String,
    /// Where it is.
    pub path: Utf8PathBuf,
    /// Its checksum, once somebody asked; none where the file cannot be read.
    md5: OnceLock<Option<String>>,
}

/// Those of one repository, by name.
pub(super) type Eclasses = BTreeMap<String, Eclass>;

impl Repository {
    /// Its own eclasses: those in its directory, or those of the list that stands for it.
    fn own_eclasses(&self) -> &Eclasses {
        self.eclasses.get_or_init(|| {
            let eclass = |path: Utf8PathBuf, md5: Option<&String>| {
                let name = path.file_name()?.strip_suffix(".eclass")?.to_owned();
                let md5 = md5.map_or_else(OnceLock::new, |sum| OnceLock::from(Some(sum.clone())));
                Some((name.clone(), Eclass { name, path, md5 }))
            };
            match self.eclass_sums() {
                Some(sums) => sums.by_path.iter().filter_map(|(path, sum)| eclass(self.path.join(path), Some(sum))).collect(),
                None => {
                    let files = self.names_in("eclass", FileKind::File, &mut Vec::new());
                    files.into_iter().filter_map(|file| eclass(self.path.join("eclass").join(file), None)).collect()
                }
            }
        })
    }

    /// Its own eclasses, by name.
    pub fn eclasses(&self) -> impl ExactSizeIterator<Item = &Eclass> {
        self.own_eclasses().values()
    }

    /// The eclass that an ebuild here gets: its own, else that of the last master that has one of that name.
    pub fn eclass(&self, name: &str) -> Option<&Eclass> {
        self.lineage().find_map(|repository| repository.own_eclasses().get(name))
    }

    /// The checksum of an eclass; none where it cannot be read.
    pub fn eclass_md5<'a>(&self, eclass: &'a Eclass) -> Option<&'a str> {
        eclass.md5.get_or_init(|| Some(hash(HashKind::Md5, &self.disk().read(&eclass.path, LIMIT).ok()?))).as_deref()
    }
}
