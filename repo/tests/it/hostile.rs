//! What can lie on a disk: pipes, links to themselves, names that are not text, files without end.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

use polyatom_repo::camino::Utf8Path;
use polyatom_repo::{Metadata, Repository, VerifyLevel};

#[test]
fn nothing_hangs_and_nothing_is_lost() {
    let scratch = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(scratch.path()).unwrap();
    let cache = root.join("metadata/md5-cache");
    let category = cache.join("a-a");
    fs::create_dir_all(&category).unwrap();
    fs::create_dir_all(root.join("profiles/desc")).unwrap();
    fs::write(category.join("good-1"), "EAPI=8\nSLOT=0\nDESCRIPTION=x\n").unwrap();
    symlink("good-1", category.join("link-1")).unwrap();
    symlink("nowhere", category.join("dangling-1")).unwrap();
    symlink("loop-1", category.join("loop-1")).unwrap();
    symlink(&cache, cache.join("b-b")).unwrap();
    symlink("c-c", cache.join("c-c")).unwrap();
    symlink("..", root.join("profiles/desc/up.desc")).unwrap();
    symlink("/dev/zero", root.join("profiles/use.desc")).unwrap();
    assert!(Command::new("mkfifo").arg(category.join("pipe-1")).status().unwrap().success());
    assert!(Command::new("mkfifo").arg(root.join("profiles/arch.list")).status().unwrap().success());
    fs::File::create(category.join("huge-1")).unwrap().set_len(1 << 40).unwrap();
    fs::write(category.as_std_path().join(OsStr::from_bytes(b"wr\xf6ng-1")), "").unwrap();

    let repository = Repository::open(root).unwrap();
    let found: Vec<_> = repository
        .packages()
        .map(|found| match found {
            Ok(package) => format!("{} good", package.cpv().pn()),
            Err(error) => format!("{} {}", error.package().unwrap().trim_start_matches("a-a/"), error.code()),
        })
        .collect();
    let expected =
        ["dangling-1 unreadable", "good good", "huge-1 too_large", "link good", "loop-1 unreadable", "pipe-1 not_a_file"];
    assert_eq!(found, expected);
    let names: Vec<_> = repository.name_errors().map(|error| error.path().strip_prefix(&cache).unwrap().as_str()).collect();
    assert_eq!(names, ["a-a/wr\u{FFFD}ng-1", "b-b/c-c"], "what is not UTF-8, and a loop in the place of an entry");
    let errors: Vec<_> =
        repository.check().iter().map(|error| (error.path().file_name().unwrap().to_owned(), error.kind())).collect();
    for file in ["arch.list", "use.desc"] {
        assert!(errors.contains(&(file.to_owned(), polyatom_repo::Code::NotAFile)), "{errors:?}");
    }
    assert_eq!(repository.verify(VerifyLevel::Md5).broken.len(), 4);
}

#[test]
fn files_may_vanish_after_they_were_listed() {
    let scratch = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(scratch.path()).unwrap();
    let category = root.join("metadata/md5-cache/a-a");
    fs::create_dir_all(&category).unwrap();
    for number in 0..200 {
        fs::write(category.join(format!("p{number}-1")), "EAPI=8\nSLOT=0\nDESCRIPTION=x\n").unwrap();
    }
    let repository = Repository::open(root).unwrap();
    let mut packages = repository.packages();
    assert!(packages.next().unwrap().is_ok());
    fs::remove_dir_all(&category).unwrap();
    let (good, bad): (Vec<_>, Vec<_>) = packages.partition(|found| found.is_ok());
    assert_eq!(good.len() + bad.len(), 199);
    assert!(bad.iter().all(|found| found.as_ref().is_err_and(|error| error.code() == "unreadable")) && !bad.is_empty());
}
