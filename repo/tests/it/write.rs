//! Writing: what comes out is what other tools write, and no reader ever sees half of it.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use polyatom::{Cpn, Cpv};
use polyatom_repo::camino::{Utf8Path, Utf8PathBuf};
use polyatom_repo::format::binary_index::{BinaryIndex, BinaryIndexEntry, BinaryIndexValues};
use polyatom_repo::format::manifest::{HashKind, Manifest, ManifestEntry, ManifestKind};
use polyatom_repo::{
    CacheEntry, Disk, Key, Listed, Metadata, NewFile, OpenOptions, OsDisk, ReadSeek, Repository, Source, Stat, WriteDisk, write,
};

use crate::real;

/// A step of writing, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Create,
    WriteHalf,
    Write,
    SetTime,
    Sync,
    Replace,
    SyncDirectory,
}

const STEPS: [Step; 7] =
    [Step::Create, Step::WriteHalf, Step::Write, Step::SetTime, Step::Sync, Step::Replace, Step::SyncDirectory];

/// What happens after a step.
type After = Arc<dyn Fn(Step) -> io::Result<()> + Send + Sync>;

/// The disk of the system, on which something happens after each step of writing.
#[derive(Clone)]
struct Watched(After);

struct WatchedFile(Box<dyn NewFile>, After);

impl std::fmt::Debug for Watched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watched")
    }
}

impl Disk for Watched {
    fn open(&self, path: &Utf8Path) -> io::Result<(Box<dyn ReadSeek>, u64)> {
        OsDisk.open(path)
    }

    fn list(&self, path: &Utf8Path) -> io::Result<Vec<Listed>> {
        OsDisk.list(path)
    }

    fn stat(&self, path: &Utf8Path) -> io::Result<Stat> {
        OsDisk.stat(path)
    }
}

impl WriteDisk for Watched {
    fn create(&self, directory: &Utf8Path) -> io::Result<Box<dyn NewFile>> {
        let file = OsDisk.create(directory)?;
        self.0(Step::Create)?;
        Ok(Box::new(WatchedFile(file, Arc::clone(&self.0))))
    }

    fn create_directory(&self, path: &Utf8Path) -> io::Result<()> {
        OsDisk.create_directory(path)
    }

    fn sync_directory(&self, path: &Utf8Path) -> io::Result<()> {
        OsDisk.sync_directory(path)?;
        self.0(Step::SyncDirectory)
    }
}

impl NewFile for WatchedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let (first, second) = bytes.split_at(bytes.len() / 2);
        self.0.write(first)?;
        self.1(Step::WriteHalf)?;
        self.0.write(second)?;
        self.1(Step::Write)
    }

    fn set_mtime(&mut self, mtime: i64) -> io::Result<()> {
        self.0.set_mtime(mtime)?;
        self.1(Step::SetTime)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync()?;
        self.1(Step::Sync)
    }

    fn replace(self: Box<Self>, path: &Utf8Path) -> io::Result<()> {
        self.0.replace(path)?;
        self.1(Step::Replace)
    }
}

fn scratch() -> (tempfile::TempDir, Utf8PathBuf) {
    let scratch = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(scratch.path().to_owned()).unwrap();
    (scratch, path)
}

const OLD: &str = "EAPI=8\nSLOT=0\n_md5_=0123456789abcdef0123456789abcdef\n";
const NEW: &str = "DESCRIPTION=A new one\nEAPI=8\nSLOT=0/1\n_md5_=0123456789abcdef0123456789abcdee\n";

fn entry(text: &str) -> CacheEntry {
    CacheEntry::parse(text.to_owned(), &mut Vec::new())
}

fn cpv() -> Cpv {
    Cpv::parse("app-misc/tool-1").unwrap()
}

/// A repository with an old entry.
fn old_repository(path: &Utf8Path) -> Arc<Repository> {
    let category = path.join("metadata/md5-cache/app-misc");
    fs::create_dir_all(&category).unwrap();
    fs::write(category.join("tool-1"), OLD).unwrap();
    Repository::open(path).unwrap()
}

/// What a reader finds.
fn text_in(path: &Utf8Path) -> String {
    let repository = Repository::open(path).unwrap();
    let packages: Vec<_> = repository.packages().collect::<Result<_, _>>().unwrap();
    assert_eq!((packages.len(), repository.name_errors().count()), (1, 0), "what is half written is no package");
    assert_eq!(packages[0].check().iter().filter(|error| error.variable() != Some("DESCRIPTION")).count(), 0);
    packages[0].entry().text().to_owned()
}

fn write_new(disk: &dyn WriteDisk, repository: &Repository) -> Result<Utf8PathBuf, polyatom_repo::Error> {
    write::cache_entry(disk, repository, &cpv(), &entry(NEW), Some(1_000_000_000))
}

#[test]
fn an_entry_takes_the_place_of_the_old_one() {
    let (_scratch, path) = scratch();
    let repository = old_repository(&path);
    let written = write_new(&OsDisk, &repository).unwrap();
    assert_eq!((text_in(&path).as_str(), OsDisk.stat(&written).unwrap().mtime), (NEW, 1_000_000_000));
    assert_eq!(OsDisk.list(written.parent().unwrap()).unwrap().len(), 1, "nothing is left");
    let other = Cpv::parse("dev-libs/new-1").unwrap();
    write::cache_entry(&OsDisk, &repository, &other, &entry(NEW), Some(-5)).unwrap();
    assert_eq!(Repository::open(&path).unwrap().package(&other).unwrap().slot().unwrap().subslot(), "1");
    let error = write::cache_entry(&OsDisk, &repository, &other, &entry("SLOT=0\n"), None).unwrap_err();
    assert_eq!((error.code(), error.variable()), ("missing_variable", Some("_md5_")));
}

#[cfg(unix)]
#[test]
fn who_could_read_the_old_file_can_read_the_new_one() {
    use std::os::unix::fs::PermissionsExt;
    let (_scratch, path) = scratch();
    let repository = old_repository(&path);
    let mode = |path: &Utf8Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let old = path.join("metadata/md5-cache/app-misc/tool-1");
    fs::set_permissions(&old, fs::Permissions::from_mode(0o640)).unwrap();
    write_new(&OsDisk, &repository).unwrap();
    assert_eq!(mode(&old), 0o640);
    write::replace(&OsDisk, &path.join("new"), b"x", None).unwrap();
    fs::File::create(path.join("plain")).unwrap();
    assert_eq!(mode(&path.join("new")), mode(&path.join("plain")), "as any new file");
}

#[test]
fn a_failure_at_any_step_costs_nothing() {
    for failing in STEPS {
        let (_scratch, path) = scratch();
        let repository = old_repository(&path);
        let full = move |step| if step == failing { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) };
        let error = write_new(&Watched(Arc::new(full)), &repository).unwrap_err();
        assert_eq!(error.code(), "unwritable");
        let is_done = matches!(failing, Step::Replace | Step::SyncDirectory);
        assert_eq!(text_in(&path), if is_done { NEW } else { OLD }, "{failing:?}");
        let left = OsDisk.list(&path.join("metadata/md5-cache/app-misc")).unwrap();
        assert_eq!(left.len(), 1, "nothing is left after {failing:?}");
    }
}

/// The variables of the environment that tell a child what to do.
const CHILD: [&str; 2] = ["POLYATOM_TEST_WRITE", "POLYATOM_TEST_STEP"];

/// Not a test by itself: what the children of the other tests do.
#[test]
fn child_of_other_tests() {
    let [Ok(path), Ok(step)] = CHILD.map(std::env::var) else { return };
    let stop = move |now: Step| {
        if format!("{now:?}") == step {
            // Not by a macro, whose output tests keep to themselves.
            writeln!(io::stderr(), "at {now:?}").unwrap();
            loop {
                std::thread::park();
            }
        }
        Ok(())
    };
    let repository = Repository::open(&path).unwrap();
    let written = write_new(&Watched(Arc::new(stop)), &repository);
    writeln!(io::stderr(), "at the end: {:?}", written.map_err(|error| error.to_string())).unwrap();
}

fn child(path: &Utf8Path, step: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "write::child_of_other_tests"]).env(CHILD[0], path).env(CHILD[1], step);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Waits for a line of a child that begins so.
fn wait_for(child: &mut Child, start: &str) -> String {
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    lines.find_map(|line| line.ok().filter(|line| line.starts_with(start))).expect("the child says where it is")
}

#[test]
fn killed_at_any_step_nothing_is_half() {
    for step in STEPS {
        let (_scratch, path) = scratch();
        old_repository(&path);
        let mut child = child(&path, &format!("{step:?}")).spawn().unwrap();
        wait_for(&mut child, "at ");
        let is_done = matches!(step, Step::Replace | Step::SyncDirectory);
        assert_eq!(text_in(&path), if is_done { NEW } else { OLD }, "while it stands at {step:?}");
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(text_in(&path), if is_done { NEW } else { OLD }, "killed at {step:?}");
        write_new(&OsDisk, &Repository::open(&path).unwrap()).unwrap();
        assert_eq!(text_in(&path), NEW, "and the next one writes");
    }
}

fn skipped(what: &str) {
    // Not by a macro, whose output tests keep to themselves.
    let _ = writeln!(io::stderr(), "SKIPPED: {what}");
}

#[cfg(unix)]
#[test]
fn a_directory_that_is_read_only() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let (scratch, path) = scratch();
    old_repository(&path);
    fs::set_permissions(scratch.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(path.join("metadata/md5-cache/app-misc"), fs::Permissions::from_mode(0o555)).unwrap();
    let mut command = child(&path, "none");
    // The superuser may write everywhere, and becomes somebody else.
    if fs::File::create(path.join("metadata/md5-cache/app-misc/.try")).is_ok() {
        fs::remove_file(path.join("metadata/md5-cache/app-misc/.try")).unwrap();
        command.uid(65534).gid(65534);
    }
    let Ok(mut child) = command.spawn() else {
        return skipped("a read-only directory: no other user can run this program");
    };
    let said = wait_for(&mut child, "at the end");
    child.wait().unwrap();
    assert!(said.contains("Err") && said.contains("tool-1: the file cannot be written"), "{said}");
    assert_eq!(text_in(&path), OLD);
    fs::set_permissions(path.join("metadata/md5-cache/app-misc"), fs::Permissions::from_mode(0o755)).unwrap();
}

/// A file system that is full, where one may be mounted.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full() {
    struct Mounted(Utf8PathBuf);
    impl Drop for Mounted {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(&self.0).status();
        }
    }
    let (_scratch, path) = scratch();
    let mut mount = Command::new("mount");
    mount.args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(&path).stderr(Stdio::null());
    if !mount.status().is_ok_and(|status| status.success()) {
        return skipped("a full disk: no file system can be mounted here");
    }
    let _mounted = Mounted(path.clone());
    let repository = old_repository(&path);
    let mut filler = fs::File::create(path.join("filler")).unwrap();
    while filler.write_all(&[0; 4096]).is_ok() {}
    drop(filler);
    let long = format!("{NEW}RDEPEND={}\n", "a/b ".repeat(20_000));
    let error = write::cache_entry(&OsDisk, &repository, &cpv(), &entry(&long), None).unwrap_err();
    assert!(error.to_string().contains("tool-1"), "{error}");
    assert_eq!(text_in(&path), OLD);
    fs::remove_file(path.join("filler")).unwrap();
    write_new(&OsDisk, &repository).unwrap();
    assert_eq!(text_in(&path), NEW);
}

#[test]
fn a_reader_sees_the_old_or_the_new_one() {
    let (_scratch, path) = scratch();
    let repository = old_repository(&path);
    let (old, new) = (format!("{OLD}RDEPEND={}\n", "a/b ".repeat(5000)), format!("{NEW}RDEPEND={}\n", "c/d ".repeat(9000)));
    let entries = [&old, &new].map(|text| entry(text));
    write::cache_entry(&OsDisk, &repository, &cpv(), &entries[0], None).unwrap();
    let done = std::sync::atomic::AtomicBool::new(false);
    let written = [&old, &new].map(|text| entry(text).to_md5_dict());
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0..200 {
                write::cache_entry(&OsDisk, &repository, &cpv(), &entries[round % 2], None).unwrap();
            }
            done.store(true, std::sync::atomic::Ordering::Release);
        });
        while !done.load(std::sync::atomic::Ordering::Acquire) {
            let found = repository.package(&cpv()).unwrap();
            assert!(written.iter().any(|text| text == found.entry().text()), "half a file was read");
        }
    });
}

/// A file that is not written at once may be read at any moment: whatever is there is read, and nothing breaks.
#[test]
fn a_file_that_is_written_while_it_is_read() {
    let (_scratch, path) = scratch();
    let repository = old_repository(&path);
    let file = path.join("metadata/md5-cache/app-misc/tool-1");
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0..200 {
                fs::write(&file, if round % 2 == 0 { NEW.repeat(300) } else { OLD.to_owned() }).unwrap();
            }
            done.store(true, std::sync::atomic::Ordering::Release);
        });
        while !done.load(std::sync::atomic::Ordering::Acquire) {
            match repository.package(&cpv()) {
                Ok(package) => drop(package.check()),
                Err(error) => assert_eq!(error.package(), Some("app-misc/tool-1")),
            }
        }
    });
}

#[test]
fn manifests_are_measured_and_written() {
    let (_scratch, path) = scratch();
    let repository = old_repository(&path);
    let cpn = Cpn::parse("app-misc/tool").unwrap();
    fs::create_dir_all(path.join("app-misc/tool")).unwrap();
    fs::write(path.join("b.tar"), "abc").unwrap();
    let mut heard = 0;
    let mut progress = |done| {
        heard = done;
        true
    };
    let kinds = [HashKind::Md5, HashKind::Sha1];
    let entry = write::manifest_entry(&OsDisk, &path.join("b.tar"), ManifestKind::Dist, &kinds, &mut progress).unwrap();
    assert_eq!(
        entry.to_string(),
        "DIST b.tar 3 MD5 900150983cd24fb0d6963f7d28e17f72 SHA1 a9993e364706816aba3e25717850c26c9cd0d89d"
    );
    assert_eq!(repository.verify_file(path.join("b.tar"), &entry, &mut |_| true).unwrap(), None);
    assert_eq!(heard, 3);
    let stopped = write::manifest_entry(&OsDisk, &path.join("b.tar"), ManifestKind::Dist, &kinds, &mut |_| false).unwrap_err();
    assert!(stopped.to_string().contains("stopped"), "{stopped}");
    let first = ManifestEntry { name: "a.tar".to_owned(), ..entry.clone() };
    let manifest = Manifest { entries: vec![entry, first], is_signed: false };
    let written = write::manifest(&OsDisk, &repository, &cpn, &manifest).unwrap();
    let text = fs::read_to_string(&written).unwrap();
    assert!(text.starts_with("DIST a.tar 3 ") && text.lines().count() == 2);
    assert_eq!(repository.manifest(&cpn).value.to_text(), text);
}

#[test]
fn real_entries_are_written_as_they_are() {
    let (Some(gentoo), Some(big)) = (real::gentoo(OpenOptions { source: Source::Cache, ..OpenOptions::default() }), real::big())
    else {
        return;
    };
    let same = |repository: &Arc<Repository>| {
        let compared = repository.map_packages(|package| {
            let Ok(package) = package else { return false };
            let values = Key::ALL.into_iter().filter_map(|key| Some((key, package.get(key)?)));
            let built = CacheEntry::new(values).unwrap();
            // Four entries of other tools have an empty value, which this one leaves out.
            let is_kept = |line: &&str| line.split_once('=').is_some_and(|(_, value)| value != "\n");
            let expected: String = package.entry().text().split_inclusive('\n').filter(is_kept).collect();
            built.to_md5_dict() == expected && package.entry().to_md5_dict() == expected
        });
        (compared.len(), compared.iter().filter(|same| **same).count())
    };
    assert_eq!(same(&gentoo), (1747, 1747), "egencache's bytes");
    assert_eq!(same(&big), (22_533, 22_532), "all but the one that is unusable");
}

#[test]
fn real_manifests_are_written_as_they_are() {
    let Some(root) = real::data("gentoo-2026-08") else { return };
    let ebuild_sums = Some(root.join("gentoo/ebuilds.md5"));
    let Some(gentoo) = real::gentoo(OpenOptions { ebuild_sums, ..OpenOptions::default() }) else { return };
    let mut count = 0;
    for name in gentoo.names() {
        let mut text = String::new();
        let path = gentoo.path().join(name.cpn().to_string()).join("Manifest");
        let Ok(mut file) = fs::File::open(path) else { continue };
        file.read_to_string(&mut text).unwrap();
        assert_eq!(Manifest::parse(&text).value.to_text(), text, "{}", name.cpn());
        count += 1;
    }
    assert_eq!(count, 478);
}

#[test]
fn a_real_index_is_written_as_it_is() {
    let Some(samples) = real::data("samples") else { return };
    let text = fs::read_to_string(samples.join("samples/binpkg/portage-3.0.83/Packages")).unwrap();
    let index = BinaryIndex::parse(text.clone()).value;
    let header: BinaryIndexValues = index.header_values().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    let packages: Vec<_> = index.entries().map(BinaryIndexEntry::to_values).collect();
    let (_scratch, path) = scratch();
    let written = write::packages(&OsDisk, &path, &header, &packages).unwrap();
    assert_eq!(fs::read_to_string(written).unwrap(), text);
}
