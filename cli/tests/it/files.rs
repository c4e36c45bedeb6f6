//! Commands that write into a repository, and what they refuse.

use crate::manners::polyatom;
use std::fs;
use std::io;
use std::path::Path;
use tempfile::TempDir;

const EBUILD: &str = "r/app-misc/tool/tool-1.ebuild";
const ENTRY: &str = "r/metadata/md5-cache/app-misc/tool-1";

/// A repository with an ebuild, an eclass and a file to download.
fn repository() -> io::Result<TempDir> {
    let place = tempfile::tempdir()?;
    for (path, text) in [
        ("r/profiles/repo_name", "mine\n"),
        ("r/profiles/categories", "app-misc\n"),
        ("r/metadata/layout.conf", "masters =\ncache-formats = md5-dict\nmanifest-hashes = SHA256\nthin-manifests = true\n"),
        ("r/eclass/build.eclass", "# builds\n"),
        (EBUILD, "EAPI=8\n"),
        ("r/app-misc/tool/files/a.patch", "a\n"),
        ("d/tool-1.tar", "abc"),
    ] {
        let path = place.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("/")))?;
        fs::write(path, text)?;
    }
    Ok(place)
}

/// Runs the program in a directory; gives its exit code and what it printed.
pub fn run(place: &TempDir, words: &[&str], input: &str) -> (Option<i32>, String, String) {
    let done = polyatom(words).current_dir(place).write_stdin(input).assert();
    let output = done.get_output();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

const PACKAGE: &str = r#"{"cpv":"app-misc/tool-1","EAPI":"8","SLOT":"0","DESCRIPTION":"A tool","RDEPEND":null,
    "SRC_URI":"https://example.org/tool-1.tar","inherited":["build"],"slot":"0"}"#;

pub fn with_entry() -> io::Result<TempDir> {
    let place = repository()?;
    let line = PACKAGE.replace('\n', "");
    let done = run(&place, &["metadata", "write", "--repo", "r"], &line);
    assert_eq!(done, (Some(0), format!("{ENTRY}\n"), String::new()));
    Ok(place)
}

#[test]
fn an_entry_is_written_and_fits() -> io::Result<()> {
    let place = with_entry()?;
    let text = fs::read_to_string(place.path().join(ENTRY))?;
    let expected = "DESCRIPTION=A tool\nEAPI=8\nSLOT=0\nSRC_URI=https://example.org/tool-1.tar\n_eclasses_=build\t";
    assert!(text.starts_with(expected) && text.contains("\n_md5_="), "{text}");
    let verify = || run(&place, &["metadata", "verify", "--repo", "r"], "");
    assert_eq!(verify(), (Some(0), String::new(), String::new()));
    fs::write(place.path().join("r/eclass/build.eclass"), "# builds otherwise\n")?;
    assert_eq!(verify().1, "app-misc/tool-1::mine stale: the eclass build is another one\n");
    fs::write(place.path().join(EBUILD), "EAPI=7\n")?;
    fs::write(place.path().join("r/app-misc/tool/tool-2.ebuild"), "EAPI=8\n")?;
    let told = "app-misc/tool-1::mine stale: the ebuild is another one\napp-misc/tool-2::mine missing\n";
    assert_eq!(verify(), (Some(1), told.to_owned(), String::new()));
    let json = run(&place, &["metadata", "verify", "--repo", "r", "--json"], "").1;
    assert!(json.ends_with("{\"cpv\":\"app-misc/tool-2\",\"repo\":\"mine\",\"status\":\"missing\",\"reason\":null}\n"), "{json}");
    Ok(())
}

#[test]
fn what_one_repository_prints_another_writes() -> io::Result<()> {
    let (from, to) = (with_entry()?, repository()?);
    let printed = run(&from, &["pkg", "--repo", "r", "--json", "*/*"], "").1;
    assert_eq!(run(&to, &["metadata", "write", "--repo", "r"], &printed).0, Some(0));
    assert_eq!(fs::read(to.path().join(ENTRY))?, fs::read(from.path().join(ENTRY))?);
    Ok(())
}

#[test]
fn an_entry_that_is_wrong_is_not_written() -> io::Result<()> {
    let place = repository()?;
    for (line, told) in [
        (r#"{"cpv":"app-misc/tool-1","EAPI":"8","SLOT":"0","DESCRIPTION":"x","RDEPEND":"|| ("}"#, "closing parenthesis"),
        (r#"{"cpv":"app-misc/tool-1","EAPI":"8","SLOT":"0"}"#, "DESCRIPTION"),
        (r#"{"cpv":"app-misc/tool-1","EAPI":"99","SLOT":"0","DESCRIPTION":"x"}"#, "EAPI"),
        (r#"{"cpv":"app-misc/tool-3","EAPI":"8","SLOT":"0","DESCRIPTION":"x"}"#, "tool-3.ebuild"),
        (r#"{"cpv":"app-misc/tool-1","SLOT":"0","DESCRIPTION":"x","inherited":["gone"]}"#, "no eclass gone"),
        (r#"{"cpv":"../x-1","SLOT":"0"}"#, "invalid package"),
        (r#"["cpv"]"#, "not an object"),
    ] {
        let (code, printed, err) = run(&place, &["metadata", "write", "--repo", "r"], line);
        assert_eq!((code, printed.as_str()), (Some(2), ""), "{line}");
        assert!(err.starts_with("line 1: error: ") && err.contains(told), "{line}: {err}");
    }
    assert!(!place.path().join(ENTRY).exists());
    Ok(())
}

#[test]
fn a_manifest_is_written_and_verified() -> io::Result<()> {
    let place = with_entry()?;
    let manifest = |words: &[&str]| run(&place, &[&["manifest"], words, &["--repo", "r", "app-misc/tool"]].concat(), "");
    let path = place.path().join("r/app-misc/tool/Manifest");
    assert_eq!(manifest(&["write"]).0, Some(2), "the file is not there");
    assert!(!path.exists());
    assert_eq!(manifest(&["write", "--distdir", "d"]), (Some(0), "r/app-misc/tool/Manifest\n".to_owned(), String::new()));
    let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(fs::read_to_string(&path)?, format!("DIST tool-1.tar 3 SHA256 {sum}\n"));
    assert_eq!(manifest(&["verify", "--distdir", "d"]).0, Some(0));
    // The entry stays where the file is not.
    assert_eq!(manifest(&["write"]).0, Some(0));
    assert_eq!(fs::read_to_string(&path)?, format!("DIST tool-1.tar 3 SHA256 {sum}\n"));
    assert_eq!(run(&place, &["manifest", "show", "r/app-misc/tool/Manifest"], "").1, "DIST 3 tool-1.tar\n");
    fs::write(place.path().join("d/tool-1.tar"), "abcd")?;
    assert_eq!(
        manifest(&["verify", "--distdir", "d"]),
        (Some(1), "d/tool-1.tar: the size is 4, not 3\n".to_owned(), String::new())
    );
    fs::remove_file(place.path().join("d/tool-1.tar"))?;
    let (code, printed, _) = manifest(&["verify", "--distdir", "d"]);
    assert_eq!(code, Some(1));
    assert!(printed.starts_with("d/tool-1.tar: the file cannot be read"), "{printed}");
    assert_eq!(manifest(&["verify"]).0, Some(0), "nothing is said about what is downloaded");
    Ok(())
}

#[test]
fn a_manifest_that_is_not_thin_has_the_files_beside_it() -> io::Result<()> {
    let place = with_entry()?;
    fs::write(place.path().join("r/metadata/layout.conf"), "masters =\nmanifest-hashes = MD5\n")?;
    let words = ["manifest", "write", "--repo", "r", "--distdir", "d", "--all"];
    assert_eq!(run(&place, &words, "").0, Some(0));
    let text = fs::read_to_string(place.path().join("r/app-misc/tool/Manifest"))?;
    let names: Vec<&str> = text.lines().map(|line| line.rsplit_once(" MD5 ").unwrap_or_default().0).collect();
    assert_eq!(names, ["AUX a.patch 2", "DIST tool-1.tar 3", "EBUILD tool-1.ebuild 7"]);
    let verify = ["manifest", "verify", "--repo", "r", "--all"];
    assert_eq!(run(&place, &verify, ""), (Some(0), String::new(), String::new()));
    fs::write(place.path().join("r/app-misc/tool/files/a.patch"), "b\n")?;
    let (code, told, _) = run(&place, &verify, "");
    assert_eq!(code, Some(1));
    assert!(told.starts_with("r/app-misc/tool/files/a.patch: MD5 is "), "{told}");
    Ok(())
}

#[test]
fn a_file_that_cannot_be_read_is_told() -> io::Result<()> {
    let place = with_entry()?;
    fs::remove_file(place.path().join(ENTRY))?;
    fs::create_dir(place.path().join(ENTRY))?;
    for words in [&["pkg", "--repo", "r", "app-misc/tool"][..], &["check", ENTRY], &["manifest", "show", ENTRY]] {
        let (code, printed, told) = run(&place, words, "");
        assert_eq!((code, printed.as_str()), (Some(2), ""), "{words:?}");
        assert!(told.contains("error: "), "{words:?}: {told}");
    }
    Ok(())
}
