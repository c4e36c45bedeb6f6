//! Installed packages: made up ones in memory and on disk, and real ones.

use std::io;
use std::sync::Arc;

use polyatom::{Atom, Cpn, Cpv, Eapi};
use polyatom_repo::format::contents::ContentsKind;
use polyatom_repo::{Installed, InstalledOptions, MemoryDisk, Metadata};

use crate::real;
use crate::small::texts;

const DATABASE: &str = "/r/var/db/pkg";
const MD5: &str = "68b329da9893e34099c7d8ad5cb9c940";

fn disk() -> Arc<MemoryDisk> {
    let file = |path: &str, text: &str| (format!("{DATABASE}/{path}"), text.to_owned());
    Arc::new(MemoryDisk::new([
        file("app-misc/tool-1.0/SLOT", "0/1\n"),
        file("app-misc/tool-1.0/EAPI", "8\n"),
        file("app-misc/tool-1.0/USE", "amd64 elibc_glibc ssl\n"),
        file("app-misc/tool-1.0/IUSE", "+ssl tk\n"),
        file("app-misc/tool-1.0/IUSE_EFFECTIVE", "amd64 elibc_glibc ssl tk\n"),
        file("app-misc/tool-1.0/RDEPEND", ">=dev-libs/base-2:2/2=\n  dev-libs/more\n"),
        file("app-misc/tool-1.0/repository", "gentoo\n"),
        file("app-misc/tool-1.0/BUILD_TIME", "1700000000\n"),
        file("app-misc/tool-1.0/COUNTER", "17"),
        file("app-misc/tool-1.0/SIZE", "x\n"),
        file("app-misc/tool-1.0/DEFINED_PHASES", "-\n"),
        file("app-misc/tool-1.0/INHERITED", "a b\n"),
        file("app-misc/tool-1.0/NEEDED", "/bin/tool libc.so.6\n/bin/x libc.so.6\n"),
        file("app-misc/tool-1.0/tool-1.0.ebuild", "# nothing"),
        file("app-misc/tool-1.0/CONTENTS", &format!("dir /usr\ndir /usr/bin\nobj /usr/bin/a b {MD5} 1\nnot a line\n")),
        file("app-misc/tool-2.0/SLOT", "2\n"),
        file("app-misc/tool-2.0/CONTENTS", &format!("dir /usr\nobj /usr/bin/a b {MD5} 1\nsym /usr/c -> bin 1\n")),
        file("app-misc/bare-1/DEPEND", "dev-libs/base\n"),
        file("app-misc/odd-1/EAPI", "77\n"),
        file("app-misc/-MERGING-new-1/SLOT", "0\n"),
        file("app-misc/no version/SLOT", "0\n"),
        file("-merge-foo/x-1/SLOT", "0\n"),
        file("lost+found/x-1/SLOT", "0\n"),
        file(".cache/x-1/SLOT", "0\n"),
        file("app-misc/a-file", ""),
    ]))
}

fn open(disk: &Arc<MemoryDisk>) -> Arc<Installed> {
    let disk: Arc<MemoryDisk> = Arc::clone(disk);
    Installed::open_with("/r", InstalledOptions { disk: Some(disk), database: None }).unwrap_or_else(|error| panic!("{error}"))
}

fn cpv(text: &str) -> Cpv {
    Cpv::parse(text).unwrap()
}

#[test]
fn unfinished_ones_are_none_and_bad_names_are_told() {
    let installed = open(&disk());
    assert_eq!(texts(installed.cpvs()), ["app-misc/bare-1", "app-misc/odd-1", "app-misc/tool-1.0", "app-misc/tool-2.0"]);
    assert_eq!(texts(installed.cpns()), ["app-misc/bare", "app-misc/odd", "app-misc/tool"]);
    let errors: Vec<_> = installed.name_errors().iter().map(|error| (error.path().file_name().unwrap(), error.code())).collect();
    assert_eq!(errors, [("no version", "file_name")]);
    assert_eq!(installed.versions(&Cpn::parse("app-misc/tool").unwrap()).len(), 2);
    assert!(installed.contains(&cpv("app-misc/tool-2.0")) && !installed.contains(&cpv("app-misc/tool-3")));
    let error = Installed::open_with("/nowhere", InstalledOptions { disk: Some(disk()), database: None }).unwrap_err();
    assert_eq!((error.code(), error.path().as_str()), ("no_database", "/nowhere/var/db/pkg"));
}

#[test]
fn variables_are_texts_and_values() {
    let package = open(&disk()).package(&cpv("app-misc/tool-1.0")).unwrap();
    assert_eq!(package.get("RDEPEND").unwrap(), Some(">=dev-libs/base-2:2/2= dev-libs/more"));
    assert_eq!(package.get("NEEDED").unwrap(), Some("/bin/tool libc.so.6\n/bin/x libc.so.6"), "lines count");
    assert_eq!((package.get("CFLAGS").unwrap(), package.get("tool-1.0.ebuild").unwrap()), (None, None));
    let keys = ["BUILD_TIME", "COUNTER", "DEFINED_PHASES", "EAPI", "INHERITED", "IUSE", "IUSE_EFFECTIVE", "NEEDED", "RDEPEND"];
    assert_eq!(package.keys(), [&keys[..], &["SIZE", "SLOT", "USE", "repository"]].concat());
    assert_eq!((package.eapi(), package.slot().unwrap().subslot()), (Eapi::V8, "1"));
    assert_eq!(package.rdepend().unwrap().leaves().count(), 2);
    assert!(package.iuse().unwrap().default_of("ssl") == Some(true) && package.keywords().unwrap().to_string().is_empty());
    assert!(package.use_flags().unwrap().contains("elibc_glibc") && package.iuse_effective().unwrap().contains("tk"));
    assert_eq!((package.repository().unwrap(), package.build_time().unwrap()), (Some("gentoo"), Some(1_700_000_000)));
    assert_eq!((package.counter().unwrap(), package.build_id().unwrap()), (Some(17), None));
    assert_eq!((package.defined_phases().unwrap(), package.inherited().unwrap()), (Some(vec![]), vec!["a", "b"]));
    let error = package.size().unwrap_err();
    assert_eq!((error.code(), error.variable(), error.line()), ("number", Some("SIZE"), Some(1)));
    let told: Vec<_> = package.check().iter().map(|error| (error.path().file_name().unwrap().to_owned(), error.kind())).collect();
    use polyatom_repo::Code::{Number, UnknownWord};
    assert_eq!(told, [("SIZE".to_owned(), Number), ("CONTENTS".to_owned(), UnknownWord)]);
}

#[test]
fn little_is_enough() {
    let package = open(&disk()).package(&cpv("app-misc/bare-1")).unwrap();
    assert_eq!((package.eapi(), package.slot().unwrap().to_string().as_str()), (Eapi::V0, "0"));
    assert_eq!(package.depend().unwrap().as_str(), "dev-libs/base");
    assert_eq!((package.get("SLOT").unwrap(), package.keys()), (None, vec!["DEPEND"]));
    assert!(package.use_flags().unwrap().is_empty() && package.contents().value.entries().next().is_none());
    assert!(package.check().is_empty() && package.repository().unwrap().is_none());
}

#[test]
fn iteration_goes_on_after_what_is_bad() {
    let disk = disk();
    disk.fail(format!("{DATABASE}/app-misc/tool-1.0"), io::ErrorKind::PermissionDenied);
    let found: Vec<_> =
        open(&disk).packages().map(|package| package.map(drop).map_err(|error| error.code().to_owned())).collect();
    assert_eq!(found, [Ok(()), Err("unknown_eapi".to_owned()), Err("unreadable".to_owned()), Ok(())]);
    let vanished = open(&disk).package(&cpv("app-misc/tool-2.0")).unwrap();
    disk.fail(format!("{DATABASE}/app-misc/tool-2.0/SLOT"), io::ErrorKind::NotFound);
    let error = vanished.slot().unwrap_err();
    assert_eq!((error.code(), error.package()), ("unreadable", Some("app-misc/tool-2.0")));
    disk.write(format!("{DATABASE}/app-misc/bare-1/DEPEND"), b"a/\xff".to_vec(), 0);
    assert_eq!(open(&disk).package(&cpv("app-misc/bare-1")).unwrap().get("DEPEND").unwrap_err().code(), "not_utf8");
}

#[test]
fn atoms_match_what_was_built() {
    let installed = open(&disk());
    let found = |atom: &str| {
        let atom = Atom::parse(atom, None).unwrap();
        texts(installed.matching(&atom).map(|package| package.unwrap().cpv().pvr().to_owned()))
    };
    assert_eq!(found("app-misc/tool"), ["1.0", "2.0"]);
    assert_eq!((found("app-misc/tool:0/1"), found("app-misc/tool[ssl]")), (vec!["1.0".to_owned()], vec!["1.0".to_owned()]));
    assert_eq!(found("app-misc/tool[-tk]"), ["1.0"]);
    assert_eq!(found("app-misc/tool[tk(-)]"), [""; 0]);
    assert_eq!(found("app-misc/tool::gentoo[amd64]"), ["1.0"], "an implicit flag");
    assert_eq!(found("app-misc/tool::other"), [""; 0]);
    let odd = Atom::parse("app-misc/odd", None).unwrap();
    assert_eq!(installed.matching(&odd).next().unwrap().unwrap_err().code(), "unknown_eapi");
    assert_eq!(installed.matching_names(&odd).count(), 1);
}

#[test]
fn files_have_owners() {
    let installed = open(&disk());
    assert_eq!(texts(installed.owners("/usr")), ["app-misc/tool-1.0", "app-misc/tool-2.0"]);
    assert_eq!(texts(installed.owners("/usr/bin/")), ["app-misc/tool-1.0"]);
    assert_eq!(texts(installed.owners("usr//bin/a b")), ["app-misc/tool-1.0", "app-misc/tool-2.0"]);
    assert_eq!(texts(installed.owners("/usr/x/../c")), ["app-misc/tool-2.0"]);
    for nobody in ["/", "", "/bin/a b", "/usr/bin/a", "/usr/d"] {
        assert!(installed.owners(nobody).is_empty(), "{nobody}");
    }
    assert_eq!(open(&disk()).read_owners(&mut |_, _| false).unwrap_err().code(), "stopped");
    installed.read_owners(&mut |_, _| panic!("they are read")).unwrap();
    let errors: Vec<_> = installed.owner_errors().iter().map(|error| (error.package().unwrap(), error.line())).collect();
    assert_eq!(errors, [("app-misc/tool-1.0", Some(4))]);
}

#[test]
fn one_file_stands_for_many() {
    let taken = |time: i64| format!("#format=1\nDEPEND=a/b\nEAPI=8\nSLOT=3\nUSE=x +\n#dir_mtime={time}\n");
    let disk = disk();
    // Directories in memory have the time 0.
    disk.write(format!("{DATABASE}/app-misc/tool-2.0/metadata"), taken(0), 0);
    disk.write(format!("{DATABASE}/app-misc/bare-1/metadata"), taken(1), 0);
    let package = open(&disk).package(&cpv("app-misc/tool-2.0")).unwrap();
    assert_eq!((package.slot().unwrap().name(), package.eapi(), package.depend().unwrap().as_str()), ("3", Eapi::V8, "a/b"));
    let error = package.use_flags().unwrap_err();
    assert_eq!((error.path().file_name(), error.line(), error.column()), (Some("metadata"), Some(5), 6));
    assert_eq!(package.check().len(), 1, "{:?}", package.check());
    let old = open(&disk).package(&cpv("app-misc/bare-1")).unwrap();
    assert_eq!((old.depend().unwrap().as_str(), old.slot().unwrap().name()), ("dev-libs/base", "3"), "a file knows better");
    assert!(old.check().iter().any(|error| error.code() == "out_of_date"));
    assert_eq!(old.keys(), ["DEPEND", "EAPI", "SLOT", "USE"]);
}

#[cfg(unix)]
#[test]
fn links_lead_to_owners_inside_the_root() {
    use std::fs::{create_dir_all, write};
    use std::os::unix::fs::symlink;
    let scratch = tempfile::tempdir().unwrap();
    let root = camino::Utf8Path::from_path(scratch.path()).unwrap();
    let package = root.join("var/db/pkg/sys-apps/tool-1");
    create_dir_all(&package).unwrap();
    create_dir_all(root.join("usr/bin")).unwrap();
    symlink("usr/bin", root.join("bin")).unwrap();
    symlink("/usr/bin", root.join("usr/sbin")).unwrap();
    symlink("loop", root.join("loop")).unwrap();
    write(package.join("CONTENTS"), format!("obj /bin/tool {MD5} 1\nobj /usr/bin/new {MD5} 1\nobj /loop/x {MD5} 1\n")).unwrap();
    let installed = Installed::open(root).unwrap();
    for path in ["/bin/tool", "/usr/bin/tool", "/usr/sbin/tool", "/bin/new", "/usr/sbin/../bin/new", "/loop/x"] {
        assert_eq!(installed.owners(path).len(), 1, "{path}");
    }
    assert!(installed.owners("/usr/tool").is_empty() && installed.owners("/other/x").is_empty());
}

use polyatom_repo::camino;

#[test]
fn real_entries() {
    let Some(samples) = real::data("samples") else { return };
    let open = |name: &str| {
        let database = Some(samples.join("samples/vdb").join(name));
        Installed::open_with(&samples, InstalledOptions { disk: None, database }).unwrap_or_else(|error| panic!("{error}"))
    };
    let files = open("qfile");
    let package = files.packages().next().unwrap().unwrap();
    assert_eq!((package.to_string().as_str(), package.keys().len()), ("app-shells/bash-4.4_p23-r1", 28));
    assert_eq!(package.check(), []);
    assert_eq!((package.counter().unwrap(), package.size().unwrap()), (Some(4119), Some(8_259_979)));
    assert_eq!((package.inherited().unwrap().len(), package.use_flags().unwrap().len()), (11, 8));
    let contents = package.contents();
    assert_eq!((contents.errors.len(), contents.value.entries().count()), (0, 153));
    let count = |kind| contents.value.entries().filter(|entry| entry.kind == kind).count();
    assert_eq!((count(ContentsKind::Directory), count(ContentsKind::Link)), (89, 2));
    assert!(contents.value.entries().all(|entry| files.owners(entry.path) == [package.cpv().clone()]));
    let little: Vec<_> = ["qlist", "qcheck", "qdepends"].map(open).iter().flat_map(|database| database.packages()).collect();
    assert_eq!(little.iter().filter(|package| package.is_ok()).count(), 10);
    let errors: Vec<_> = little.iter().flatten().flat_map(|package| package.check()).collect();
    assert_eq!(errors, []);
    assert!(little.iter().flatten().all(|package| package.facts().is_ok()));
    assert_eq!(open("qlist").cpvs().len(), 6, "without the unfinished one");
}
