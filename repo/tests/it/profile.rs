//! Profiles: what leads from one to another, and the real ones.

use std::sync::Arc;

use polyatom_repo::{MemoryDisk, OpenOptions, Profiles, Repository};

use crate::real;

fn repository(files: &[(&str, &str)]) -> Arc<Repository> {
    let files = files.iter().map(|(path, text)| (format!("/r/profiles/{path}"), *text));
    let options = OpenOptions { disk: Some(Arc::new(MemoryDisk::new(files))), ..OpenOptions::default() };
    Repository::open_with("/r", options).unwrap()
}

#[test]
fn a_parent_that_is_not_there_tells_the_way() {
    let repository =
        repository(&[("repo_name", "r"), ("p/parent", "# c\n../a\n"), ("a/parent", "../b\n"), ("b/parent", "\n../c\n")]);
    let error = repository.profile("p").unwrap_err();
    assert_eq!((error.code(), error.path().as_str(), error.line()), ("no_profile", "/r/profiles/b/parent", Some(2)));
    let way = "/r/profiles/p/parent:2 -> /r/profiles/a/parent:1 -> /r/profiles/b/parent:2 -> /r/profiles/c";
    assert!(error.reason().ends_with(way), "{error}");
    assert_eq!(repository.profile("nowhere").unwrap_err().code(), "no_profile");
    assert_eq!(repository.profile("../metadata").unwrap_err().code(), "no_profile");
}

#[test]
fn a_circle_tells_the_way_and_ends() {
    let repository = repository(&[("repo_name", "r"), ("p/parent", "../a"), ("a/parent", "../b"), ("b/parent", "../a")]);
    let error = repository.profile("p").unwrap_err();
    assert_eq!((error.code(), error.path().as_str()), ("circle", "/r/profiles/b/parent"));
    assert!(error.reason().contains("/r/profiles/a/parent:1 -> /r/profiles/b/parent:1 -> /r/profiles/a"), "{error}");
}

#[test]
fn depth_and_repetition_have_an_end() {
    let mut files = vec![("repo_name".to_owned(), "r".to_owned())];
    for at in 0..300 {
        files.push((format!("d{at}/parent"), format!("../d{}", at + 1)));
        files.push((format!("t{at}/parent"), format!("../t{0}\n../t{0}", at + 1)));
    }
    files.push(("d300/eapi".to_owned(), "5".to_owned()));
    files.push(("t300/eapi".to_owned(), "5".to_owned()));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let repository = repository(&files);
    assert_eq!(repository.profile("d0").unwrap().directories().len(), 301);
    assert_eq!(repository.profile("t0").unwrap_err().code(), "circle", "as many as there are atoms");
}

#[test]
fn what_is_wrong_costs_itself_and_is_told() {
    let files = [
        ("repo_name", "r"),
        ("p/eapi", "4"),
        ("p/use.mask", "a\nb c\n"),
        ("p/use.stable.mask", "a\n"),
        ("p/package.use", "x/y a !b\nz\n"),
        ("p/make.defaults", "A=\"1\"\nwhat\nUSE=\"u\"\n"),
        ("p/package.use.force/a", "x/y a\n"),
    ];
    let profile = repository(&files).profile("p").unwrap();
    assert_eq!((profile.use_mask(), profile.use_flags()), (vec!["a"], vec!["u"]));
    let mut told: Vec<_> =
        profile.check().iter().map(|error| (error.path().file_name().unwrap().to_owned(), error.code().to_owned())).collect();
    told.sort();
    let wanted = [
        ("make.defaults", "no_equals"),
        ("package.use", "missing_category"),
        ("package.use", "use_flag_character"),
        ("package.use.force", "directory_not_allowed"),
        ("use.mask", "trailing_field"),
        ("use.stable.mask", "not_in_eapi"),
    ];
    assert_eq!(told, wanted.map(|(file, code)| (file.to_owned(), code.to_owned())));
}

#[test]
fn a_profile_may_say_that_nobody_should_use_it() {
    let repository = repository(&[("repo_name", "r"), ("a/deprecated", "new/one\n\nIt is old.\n"), ("p/parent", "../a")]);
    let deprecated = repository.profile("a").unwrap().deprecated().unwrap();
    assert_eq!((deprecated.instead.as_deref(), &*deprecated.reason), (Some("new/one"), "It is old."));
    assert_eq!(repository.profile("p").unwrap().deprecated(), None, "it is not inherited");
}

#[test]
fn real_profiles_are_read() {
    let Some(repository) = real::gentoo(OpenOptions::default()) else { return };
    let profiles = Profiles::new([Arc::clone(&repository)]);
    let names: Vec<&str> = repository.profiles_desc().iter().map(|described| described.path.as_str()).collect();
    assert_eq!(names.len(), 487);
    for name in names {
        let profile = profiles.profile(&repository, name).unwrap();
        assert_eq!(profile.name(), name);
        assert_eq!(profile.check(), [], "{name}");
        let (mask, on) = (profile.use_mask(), profile.use_final());
        assert!(on.iter().all(|flag| mask.binary_search(flag).is_err()), "{name}");
        assert!(!profile.iuse_implicit().is_empty() && profile.system().count() > 0, "{name}");
    }
    let profile = profiles.profile(&repository, "default/linux/amd64/23.0").unwrap();
    let directories: Vec<&str> = profile.directories().map(|directory| directory.name()).collect();
    let wanted = [
        "base",
        "default/linux",
        "default/linux/amd64",
        "arch/base",
        "features/multilib",
        "arch/amd64",
        "releases",
        "releases/23.0",
        "default/linux/amd64/23.0",
    ];
    assert_eq!((directories.as_slice(), profile.iuse_implicit().len()), (&wanted[..], 31));
}
