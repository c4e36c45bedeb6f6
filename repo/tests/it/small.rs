//! A small repository in memory, written for these tests.

use std::sync::Arc;

use polyatom_repo::{MemoryDisk, OpenOptions, Repository, Source};

/// Its files.
pub const FILES: &[(&str, &str)] = &[
    ("/r/profiles/repo_name", "small\n"),
    ("/r/profiles/eapi", "8\n"),
    ("/r/profiles/categories", "app-misc\ndev-libs\n"),
    ("/r/metadata/layout.conf", "masters =\naliases = tiny\ncache-formats = md5-dict\n"),
    ("/r/app-misc/tool/tool-1.0.ebuild", ""),
    ("/r/app-misc/tool/tool-1.10-r1.ebuild", ""),
    ("/r/app-misc/tool/tool-1.9.ebuild", ""),
    ("/r/app-misc/tool/other-1.ebuild", ""),
    ("/r/app-misc/tool/Manifest", ""),
    ("/r/app-misc/tool/files/tool-1.2.ebuild", ""),
    ("/r/app-misc/.hidden/x-1.ebuild", ""),
    ("/r/app-misc/CVS/CVS-1.ebuild", ""),
    ("/r/app-misc/new/new-3.ebuild", ""),
    ("/r/dev-libs/base/base-2.ebuild", ""),
    ("/r/scripts/x/x-1.ebuild", ""),
    (
        "/r/metadata/md5-cache/app-misc/tool-1.0",
        "DESCRIPTION=A tool\nEAPI=8\nSLOT=0\nRDEPEND=dev-libs/base\nIUSE=+ssl tk\nKEYWORDS=amd64 ~arm\n_md5_=0123456789abcdef0123456789abcdef\n",
    ),
    (
        "/r/metadata/md5-cache/app-misc/tool-1.9",
        "DESCRIPTION=A tool\nEAPI=8\nSLOT=0/1\nRDEPEND=>=dev-libs/base-2 || (\nPROPERTIES=live\nDEFINED_PHASES=-\n",
    ),
    (
        "/r/metadata/md5-cache/app-misc/tool-1.10-r1",
        "DESCRIPTION=A tool\nEAPI=8\nSLOT=2/3\nRDEPEND=tk? ( || ( dev-libs/base:2 dev-libs/other ) )\nINHERIT=a\n\
         _eclasses_=a\t0123456789abcdef0123456789abcdef\tb\t0123456789abcdef0123456789abcdef\n",
    ),
    ("/r/metadata/md5-cache/app-misc/gone-1", "DESCRIPTION=x\nEAPI=8\nSLOT=0\n"),
    ("/r/metadata/md5-cache/app-misc/not a version", ""),
    ("/r/metadata/md5-cache/dev-libs/base-2", "DESCRIPTION=Old\nSLOT=2\nDEPEND=app-misc/tool\n"),
];

pub fn disk() -> Arc<MemoryDisk> {
    Arc::new(MemoryDisk::new(FILES.iter().copied()))
}

pub fn open(disk: &Arc<MemoryDisk>, source: Source) -> Arc<Repository> {
    open_with(disk, OpenOptions { source, ..OpenOptions::default() })
}

pub fn open_with(disk: &Arc<MemoryDisk>, options: OpenOptions) -> Arc<Repository> {
    let disk: Arc<MemoryDisk> = Arc::clone(disk);
    Repository::open_with("/r", OpenOptions { disk: Some(disk), ..options }).unwrap_or_else(|error| panic!("{error}"))
}

pub fn texts<'a, T: ToString + 'a>(values: impl IntoIterator<Item = T>) -> Vec<String> {
    values.into_iter().map(|value| value.to_string()).collect()
}
