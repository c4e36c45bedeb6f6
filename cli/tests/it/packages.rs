//! Packages of repositories, binary packages, and what a configuration makes of them.

use crate::files::{run, with_entry};
use std::fs;
use std::io;

#[test]
fn binary_packages_are_asked_by_their_index() -> io::Result<()> {
    let place = tempfile::tempdir()?;
    let index = "PACKAGES: 2\nVERSION: 0\nTIMESTAMP: 1\n\n\
        CPV: app-misc/tool-1\nSLOT: 0\nBUILD_ID: 1\nPATH: app-misc/tool/tool-1-1.gpkg.tar\nREPO: mine\nIUSE: ssl\nUSE: ssl\n\n\
        CPV: app-misc/tool-2\nSLOT: 2\nBUILD_ID: 1\nPATH: app-misc/tool/tool-2-1.gpkg.tar\n";
    fs::create_dir(place.path().join("p"))?;
    fs::write(place.path().join("p/Packages"), index)?;
    let pkg = |words: &[&str]| run(&place, &[&["pkg", "--binary", "p"], words].concat(), "");
    let names = "app-misc/tool-1::mine\napp-misc/tool-2\n";
    assert_eq!(pkg(&["--show", "names", "app-misc/*"]), (Some(0), names.to_owned(), String::new()));
    assert_eq!(pkg(&["--key", "USE", "app-misc/tool[ssl]"]).1, "ssl\n");
    assert_eq!(pkg(&["--best", "--key", "SLOT", "app-misc/tool"]).1, "2\n");
    assert_eq!(pkg(&["--show", "names", "app-misc/gone"]), (Some(1), String::new(), String::new()));
    let (code, printed, told) = pkg(&["--show", "distfiles", "app-misc/tool:2"]);
    assert_eq!((code, printed.as_str()), (Some(2), ""));
    assert_eq!(told, "app-misc/tool-2: error: only a package of a repository has this\n");
    assert_eq!(run(&place, &["pkg", "--binary", "p/Packages", "a/b"], "").0, Some(2), "it is not a package");
    Ok(())
}

#[test]
fn what_a_repository_lacks_is_listed() -> io::Result<()> {
    let place = with_entry()?;
    fs::write(place.path().join("r/app-misc/tool/tool-2.ebuild"), "EAPI=8\n")?;
    fs::rename(
        place.path().join("r/metadata/md5-cache/app-misc/tool-1"),
        place.path().join("r/metadata/md5-cache/app-misc/tool-0"),
    )?;
    let list = |what: &str| run(&place, &["repo", "--repo", "r", "--list", what], "").1;
    assert_eq!(list("packages"), "app-misc/tool-1\napp-misc/tool-2\n");
    assert_eq!(list("missing"), list("packages"));
    assert_eq!(list("orphans"), "app-misc/tool-0\n");
    assert_eq!(list("eclasses"), "build\n");
    assert_eq!(list("categories"), "app-misc\n");
    assert_eq!(run(&place, &["repo", "./r", "--list", "eclasses"], "").1, "build\n");
    assert_eq!(run(&place, &["repo", "--root", ".", "./r"], "").0, Some(2));
    let (code, _, told) = run(&place, &["repo", "--repo", "r", "other"], "");
    assert!(code == Some(2) && told == "other: error: there is no such repository\n", "{told}");
    Ok(())
}

#[test]
fn files_to_download_are_told_with_their_entries() -> io::Result<()> {
    let place = with_entry()?;
    let distfiles =
        |words: &[&str]| run(&place, &[&["pkg", "--repo", "r", "--show", "distfiles", "app-misc/tool"], words].concat(), "").1;
    assert_eq!(distfiles(&[]), "tool-1.tar - https://example.org/tool-1.tar\n");
    let write = run(&place, &["manifest", "write", "--repo", "r", "--distdir", "d", "app-misc/tool"], "");
    assert_eq!(write.0, Some(0));
    assert_eq!(distfiles(&[]), "tool-1.tar 3 https://example.org/tool-1.tar\n");
    let json = distfiles(&["--json"]);
    assert!(
        json.contains(r#""fetchable":["https://example.org/tool-1.tar"],"may_mirror":true,"entry":{"kind":"DIST","#),
        "{json}"
    );
    Ok(())
}

/// Variables of the caller go before those of files, and the environment does not count.
#[test]
fn a_configuration_can_be_tried_otherwise() -> io::Result<()> {
    let place = with_entry()?;
    let portage = place.path().join("root/etc/portage");
    fs::create_dir_all(portage.join("make.profile"))?;
    fs::create_dir_all(place.path().join("r/profiles/p"))?;
    let location = place.path().join("r");
    fs::write(portage.join("repos.conf"), format!("[DEFAULT]\nmain-repo = mine\n[mine]\nlocation = {}\n", location.display()))?;
    fs::write(portage.join("make.profile/make.defaults"), "ARCH=\"amd64\"\nACCEPT_KEYWORDS=\"amd64\"\n")?;
    fs::write(place.path().join("r/profiles/p/make.defaults"), "ARCH=\"amd64\"\nACCEPT_KEYWORDS=\"**\"\n")?;
    let visible = |words: &[&str]| run(&place, &[&["visible", "--root", "root", "app-misc/tool"], words].concat(), "");
    assert_eq!(visible(&[]), (Some(1), String::new(), String::new()));
    let found = (Some(0), "app-misc/tool-1::mine\n".to_owned(), String::new());
    assert_eq!(visible(&["--set", "ACCEPT_KEYWORDS=**"]), found);
    assert_eq!(visible(&["--profile", "p"]), found);
    assert_eq!(visible(&["--set", "ACCEPT_KEYWORDS"]).0, Some(2));
    let json = visible(&["--all", "--json"]).1;
    assert!(json.contains(r#""visible":false,"reasons":[{"kind":"KEYWORDS","#) && json.contains("=app-misc/tool-1 **"), "{json}");
    fs::write(portage.join("repos.conf"), "[gone]\nlocation = /nowhere\n")?;
    let (code, _, told) = visible(&[]);
    assert!(code == Some(2) && told.contains("repos.conf:2: error: ") && told.contains("names no repository"), "{told}");
    Ok(())
}
