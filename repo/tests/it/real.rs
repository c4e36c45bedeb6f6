//! Real repositories, where the directory that `POLYATOM_DATA` names has them as archives in `repos`.

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use camino::{Utf8Path, Utf8PathBuf};
use polyatom::DepSpecKind;
use polyatom_repo::{Key, OpenOptions, Repository, camino};

/// The directory of an archive, unpacked once for all runs; none if the data is not there.
pub fn data(archive: &str) -> Option<Utf8PathBuf> {
    static UNPACKING: Mutex<()> = Mutex::new(());
    let packed = std::env::var_os("POLYATOM_DATA").map(|dir| Path::new(&dir).join("repos").join(format!("{archive}.tar.xz")));
    let Some(packed) = packed.filter(|packed| packed.exists()) else {
        // Not by a macro, whose output tests keep to themselves.
        let _ =
            writeln!(std::io::stderr(), "SKIPPED: repos/{archive}.tar.xz of real data: it is not in a directory POLYATOM_DATA");
        return None;
    };
    let _one = UNPACKING.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let unpacked = Path::new(env!("CARGO_TARGET_TMPDIR")).join(archive);
    if !unpacked.exists() {
        let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a directory");
        let status = Command::new("tar").arg("xJf").arg(&packed).arg("-C").arg(scratch.path()).status().expect("tar");
        assert!(status.success(), "tar cannot unpack {}", packed.display());
        std::fs::rename(scratch.keep(), &unpacked).expect("renamed");
    }
    Some(Utf8PathBuf::from_path_buf(unpacked).expect("a path in UTF-8"))
}

pub fn big() -> Option<Arc<Repository>> {
    Some(Repository::open(data("big")?.join("big")).unwrap_or_else(|error| panic!("{error}")))
}

pub fn gentoo(options: OpenOptions) -> Option<Arc<Repository>> {
    Some(Repository::open_with(data("gentoo-2026-08")?.join("gentoo"), options).unwrap_or_else(|error| panic!("{error}")))
}

#[test]
fn all_names_of_a_big_one() {
    let Some(repository) = big() else { return };
    assert_eq!((repository.name(), repository.cpvs().len(), repository.names().len()), ("big", 22_533, 10_796));
    assert_eq!(repository.package_categories().len(), 158);
    assert_eq!(repository.name_errors().count() + repository.errors().len() + repository.orphans().len(), 0);
    assert!(repository.cpvs().windows(2).all(|pair| pair[0] < pair[1]), "in order, and each once");
    assert!(repository.cpvs().iter().all(|cpv| repository.contains(cpv)));
    assert_eq!(repository.names().map(|name| name.versions().len()).sum::<usize>(), 22_533);
}

#[test]
fn all_metadata_of_a_big_one() {
    let Some(repository) = big() else { return };
    let counts = repository.map_packages(|package| {
        let texts = |package: &polyatom_repo::Package| {
            DepSpecKind::ALL.iter().filter(|&&kind| package.get(Key::of_spec(kind)).is_some_and(|text| !text.is_empty())).count()
        };
        package.map(|package| texts(&package))
    });
    let strings: usize = counts.iter().flatten().sum();
    let errors = repository.check_packages();
    let specs = errors.iter().filter(|error| error.cause().is_some_and(|cause| cause.kind() == polyatom::ErrorKind::DepSpec));
    assert_eq!(specs.count(), 16, "strings that are no valid specifications");
    assert_eq!(strings, 100_218, "of the entries that can be used");
    let missing: Vec<_> =
        errors.iter().filter(|error| error.code() == "missing_variable").map(|error| error.package().unwrap()).collect();
    assert_eq!(missing, ["app-emulation/spice-0.12.2"]);
    assert!(errors.iter().all(|error| error.package().is_some() && error.variable().is_some()));
}

#[test]
fn entries_are_written_as_egencache_does() {
    let Some(repository) = gentoo(OpenOptions::default()) else { return };
    assert_eq!(repository.cpvs().len(), 1747);
    for package in repository.packages() {
        let package = package.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(package.entry().to_md5_dict(), package.entry().text(), "{package}");
    }
}

#[test]
fn ebuilds_without_an_entry_are_told() {
    let Some(root) = data("gentoo-2026-08") else { return };
    let list: &Utf8Path = &root.join("gentoo/ebuilds.md5");
    let Some(repository) = gentoo(OpenOptions { ebuild_sums: Some(list.to_owned()), ..OpenOptions::default() }) else { return };
    assert_eq!((repository.cpvs().len(), repository.missing().count(), repository.orphans().len()), (1761, 14, 0));
}
