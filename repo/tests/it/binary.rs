//! Binary packages: made up ones in memory, and those that a package manager wrote.

use std::sync::Arc;

use polyatom::{Atom, Cpn, Cpv, Eapi};
use polyatom_repo::{
    BinaryFormat, BinaryPackage, Disk, MemoryDisk, Metadata, Mismatch, Pkgdir, PkgdirOptions, PkgdirSource, hash,
};

use crate::real;
use crate::small::texts;

const INDEX: &str = "\
CHOST: x86_64-pc-linux-gnu
IUSE_IMPLICIT: prefix
PACKAGES: 5
REPO: main
USE_EXPAND: ELIBC
USE_EXPAND_IMPLICIT: ARCH ELIBC
USE_EXPAND_UNPREFIXED: ARCH
USE_EXPAND_VALUES_ARCH: amd64 x86
USE_EXPAND_VALUES_ELIBC: glibc musl
VERSION: 0

BUILD_ID: 10
CPV: app-misc/tool-1.0
EAPI: 8
IUSE: +ssl tk
PATH: app-misc/tool/tool-1.0-10.xpak
RDEPEND: dev-libs/base:0/2=
USE: amd64 elibc_glibc ssl

BUILD_ID: 9
CPV: app-misc/tool-1.0
EAPI: 8
PATH: ../../etc/shadow

CPV: app-misc/tool-2.0
DESC: The second
EAPI: 8
REPO: other
SIZE: x
SLOT: 2

CPV: app-misc/odd-1
EAPI: 77

CPV: no version
";

/// A segment with these variables, and what makes of it the end of a file.
fn xpak(variables: &[(&str, &str)]) -> Vec<u8> {
    let four = |number: usize| (number as u32).to_be_bytes();
    let (mut index, mut data) = (Vec::new(), Vec::new());
    for (name, text) in variables {
        index.extend([&four(name.len())[..], name.as_bytes(), &four(data.len()), &four(text.len())].concat());
        data.extend_from_slice(text.as_bytes());
    }
    let segment = [b"XPAKPACK", &four(index.len())[..], &four(data.len()), &index, &data, b"XPAKSTOP"].concat();
    [&segment[..], &four(segment.len()), b"STOP"].concat()
}

fn open(files: &[(&str, &[u8])], source: PkgdirSource) -> Result<Arc<Pkgdir>, polyatom_repo::Error> {
    let disk = MemoryDisk::new(files.iter().map(|&(path, bytes)| (path, bytes)));
    Pkgdir::open_with("/p", PkgdirOptions { disk: Some(Arc::new(disk)), source })
}

fn cpv(text: &str) -> Cpv {
    Cpv::parse(text).unwrap()
}

#[test]
fn an_index_is_enough() {
    let pkgdir = open(&[("/p/Packages", INDEX.as_bytes())], PkgdirSource::Any).unwrap();
    assert_eq!(texts(pkgdir.cpvs()), ["app-misc/tool-1.0", "app-misc/tool-1.0", "app-misc/tool-2.0"]);
    assert_eq!(
        (texts(pkgdir.cpns()), pkgdir.versions(&Cpn::parse("app-misc/tool").unwrap()).len()),
        (vec!["app-misc/tool".into()], 3)
    );
    let builds: Vec<_> = pkgdir.builds(&cpv("app-misc/tool-1.0")).iter().map(|package| package.build_id().unwrap()).collect();
    assert_eq!(builds, [Some(9), Some(10)], "as numbers");
    let newest = pkgdir.package(&cpv("app-misc/tool-1.0")).unwrap();
    assert_eq!((newest.eapi(), newest.repository(), newest.get("CHOST")), (Eapi::V8, Some("main"), Some("x86_64-pc-linux-gnu")));
    assert_eq!((newest.slot().unwrap().name(), newest.rdepend().unwrap().as_str()), ("0", "dev-libs/base:0/2="));
    assert_eq!((newest.path().as_str(), newest.format()), ("/p/app-misc/tool/tool-1.0-10.xpak", None));
    let flags: Vec<_> = newest.iuse_effective().unwrap().names().map(str::to_owned).collect();
    assert_eq!(flags, ["amd64", "elibc_glibc", "elibc_musl", "prefix", "ssl", "tk", "x86"]);
    assert_eq!(newest.keys(), ["BUILD_ID", "CPV", "EAPI", "IUSE", "PATH", "RDEPEND", "USE"]);
    let outside = &pkgdir.builds(&cpv("app-misc/tool-1.0"))[0];
    assert_eq!(outside.path(), "/p/etc/shadow", "no path leads out");
    let second = pkgdir.package(&cpv("app-misc/tool-2.0")).unwrap();
    assert_eq!((second.description(), second.repository()), ("The second", Some("other")));
    assert_eq!(second.path(), "/p/app-misc/tool-2.0.tbz2");
    let error = second.file_size().unwrap_err();
    assert_eq!((error.path().as_str(), error.line(), error.column()), ("/p/Packages", Some(29), 6));
    assert_eq!(second.check(), [error]);
    let bad: Vec<_> = pkgdir.packages().filter_map(Result::err).map(|error| (error.code().to_owned(), error.line())).collect();
    assert_eq!(bad, [("unknown_eapi".to_owned(), Some(33)), ("category_character".to_owned(), Some(35))]);
    assert_eq!(pkgdir.package(&cpv("app-misc/none-1")).unwrap_err().code(), "no_package");
    assert!(pkgdir.contains(&cpv("app-misc/tool-2.0")) && pkgdir.errors().is_empty());
}

#[test]
fn atoms_match_what_was_built() {
    let pkgdir = open(&[("/p/Packages", INDEX.as_bytes())], PkgdirSource::Index).unwrap();
    let found = |atom: &str| {
        let atom = Atom::parse(atom, None).unwrap();
        pkgdir.matching(&atom).map(|package| package.unwrap().cpv().pvr().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("app-misc/tool"), ["1.0", "1.0", "2.0"]);
    assert_eq!((found("app-misc/tool:2"), found("app-misc/tool[ssl]")), (vec!["2.0".to_owned()], vec!["1.0".to_owned()]));
    assert_eq!(found("app-misc/tool::main[-elibc_musl]"), ["1.0", "1.0"], "implicit flags");
    assert_eq!(found("app-misc/none"), [""; 0]);
}

#[test]
fn files_are_enough() {
    let first = xpak(&[
        ("CATEGORY", "a-b\n"),
        ("PF", "c-1\n"),
        ("SLOT", "0\n"),
        ("EAPI", "8\n"),
        ("RDEPEND", "x/y\n z/z\n"),
        ("SIZE", "99\n"),
    ]);
    let second = [b"an archive".to_vec(), xpak(&[("CATEGORY", "a-b"), ("PF", "c-2"), ("SLOT", "0"), ("BUILD_ID", "2")])].concat();
    let slotless = xpak(&[("CATEGORY", "a-b"), ("PF", "c-3")]);
    let files: [(&str, &[u8]); 7] = [
        ("/p/a-b/c/c-1-1.xpak", &first),
        ("/p/a-b/c-2.tbz2", &second),
        ("/p/All/c-3.tbz2", &slotless),
        ("/p/a-b/c/c-4.gpkg.tar", b"not a package"),
        ("/p/a-b/c/c-5.partial", b""),
        ("/p/a-b/c/deep/deeper/c-6.xpak", &first),
        ("/p/.hidden/c-7.xpak", &first),
    ];
    let pkgdir = open(&files, PkgdirSource::Any).unwrap();
    assert_eq!(pkgdir.read_packages(&mut |_, _| false).unwrap_err().code(), "stopped");
    let mut told = Vec::new();
    let mut report = |done, total| {
        told.push((done, total));
        true
    };
    pkgdir.read_packages(&mut report).unwrap();
    assert_eq!(told, [(4, 4)]);
    assert_eq!(texts(pkgdir.cpvs()), ["a-b/c-1", "a-b/c-2"]);
    let package = pkgdir.package(&cpv("a-b/c-1")).unwrap();
    assert_eq!((package.get("RDEPEND"), package.format()), (Some("x/y z/z"), Some(BinaryFormat::Xpak)));
    assert_eq!((package.file_size().unwrap(), package.installed_size().unwrap()), (Some(first.len() as u64), Some(99)));
    assert_eq!(package.from_file().unwrap().cpv(), package.cpv(), "on the same disk");
    let bad: Vec<_> = pkgdir.packages().filter_map(Result::err).map(|error| (error.path().to_string(), error.kind())).collect();
    use polyatom_repo::Code::{MissingVariable, UnknownFormat};
    assert_eq!(bad, [("/p/All/c-3.tbz2".to_owned(), MissingVariable), ("/p/a-b/c/c-4.gpkg.tar".to_owned(), UnknownFormat)]);
    assert_eq!(open(&files, PkgdirSource::Index).unwrap_err().code(), "unreadable");
    assert_eq!(open(&[("/q/x", b"")], PkgdirSource::Any).unwrap_err().code(), "no_pkgdir");
}

#[test]
fn content_decides_and_not_the_name() {
    let bytes = xpak(&[("CATEGORY", "a-b"), ("PF", "c-1"), ("SLOT", "0"), ("EAPI", "5"), ("USE", "x +y")]);
    let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::new([("/x.gpkg.tar", bytes.clone()), ("/empty", Vec::new())]));
    let package = BinaryPackage::open_on(&disk, "/x.gpkg.tar").unwrap();
    assert_eq!((package.format(), package.eapi()), (Some(BinaryFormat::Xpak), Eapi::V5));
    let error = package.use_flags().unwrap_err();
    assert_eq!((error.variable(), error.column(), error.package()), (Some("USE"), 2, Some("a-b/c-1")));
    assert_eq!(BinaryPackage::open_on(&disk, "/empty").unwrap_err().code(), "unknown_format");
    assert_eq!(BinaryPackage::open_on(&disk, "/none").unwrap_err().code(), "unreadable");
}

#[test]
fn a_file_is_compared_with_its_index() {
    let bytes = xpak(&[("CATEGORY", "a-b"), ("PF", "c-1"), ("SLOT", "0")]);
    let sum = hash(polyatom_repo::format::manifest::HashKind::Sha1, &bytes);
    let index = |sum: &str| format!("\nCPV: a-b/c-1\nPATH: c.xpak\nSHA1: {sum}\nSIZE: {}\n", bytes.len());
    let verify = |index: String| {
        let pkgdir = open(&[("/p/Packages", index.as_bytes()), ("/p/c.xpak", &bytes)], PkgdirSource::Any).unwrap();
        pkgdir.package(&cpv("a-b/c-1")).unwrap().verify(&mut |_| true).unwrap()
    };
    assert_eq!(verify(index(&sum)), None);
    assert!(matches!(verify(index(&"0".repeat(40))), Some(Mismatch::Hash { .. })));
    assert_eq!(verify("\nCPV: a-b/c-1\nPATH: c.xpak\n".to_owned()), Some(Mismatch::NoHash));
}

#[test]
fn real_packages() {
    let Some(samples) = real::data("samples") else { return };
    let path = samples.join("samples/binpkg/portage-3.0.83");
    let open = |source| Pkgdir::open_with(&path, PkgdirOptions { disk: None, source }).unwrap_or_else(|error| panic!("{error}"));
    let (index, files) = (open(PkgdirSource::Index), open(PkgdirSource::Files));
    assert_eq!(index.errors(), []);
    let expected = ["hello-1.0", "hello-1.0", "hello-1.1-r1", "old-1", "old-2_p1"].map(|name| format!("app-misc/{name}"));
    assert_eq!((texts(index.cpvs()), texts(files.cpvs())), (expected.to_vec(), expected.to_vec()));
    for (of_index, of_file) in index.packages().zip(files.packages()) {
        let (of_index, of_file) = (of_index.unwrap(), of_file.unwrap());
        assert_eq!((of_index.check(), of_file.check()), (vec![], vec![]), "{of_index}");
        assert_eq!(of_index.path(), of_file.path());
        assert_eq!((of_index.build_id(), of_index.eapi()), (of_file.build_id(), of_file.eapi()));
        assert_eq!(of_index.file_size().unwrap(), of_file.file_size().unwrap());
        for key in ["SLOT", "KEYWORDS", "IUSE", "USE", "LICENSE", "repository", "BUILD_TIME"] {
            assert_eq!(of_index.get(key), of_file.get(key), "{key} of {of_index}");
        }
        let evaluated = of_file.rdepend().unwrap().evaluate(&**of_file.use_flags().unwrap());
        assert_eq!(of_index.get("RDEPEND"), Some(evaluated.to_string().as_str()), "an index has what the flags make of it");
        assert_eq!(of_file.get("DESCRIPTION"), Some("A shell, éü"));
        assert!(of_index.facts().is_ok() && of_file.facts().is_ok());
        assert_eq!(of_index.from_file().unwrap().keys(), of_file.keys());
    }
    let formats: Vec<_> = files.packages().map(|package| package.unwrap().format().unwrap()).collect();
    use BinaryFormat::{Gpkg, Xpak};
    assert_eq!(formats, [Gpkg, Gpkg, Gpkg, Xpak, Xpak]);
    let old = Pkgdir::open(samples.join("samples/binpkg/old-index")).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((old.cpvs().len(), old.errors().len()), (2, 0));
    assert_eq!(old.packages().next().unwrap().unwrap().description(), "my desc");
}

#[test]
fn a_compressed_index_is_one() {
    let Some(samples) = real::data("samples") else { return };
    let packed = std::fs::read(samples.join("samples/binpkg/portage-3.0.83/Packages.gz")).unwrap();
    let pkgdir = open(&[("/p/Packages.gz", &packed)], PkgdirSource::Any).unwrap();
    assert_eq!((pkgdir.cpvs().len(), pkgdir.index().unwrap().header("VERSION")), (5, Some("0")));
}
