//! `check`: files, repositories and configurations, told and repaired.

use crate::files::run;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::process::Command;
use tempfile::TempDir;

/// The lines are right, can be repaired, cannot, are not UTF-8, and have no end.
const SPECS: &[u8] = b"a/b\n||(a/b:= c/d)\n|| ( a/b\na/\xff[]\na/b[,x]";
const REPAIRED: &[u8] = b"a/b\n|| ( a/b c/d )\n|| ( a/b\na/\xff[]\na/b[x]";

fn with_specs() -> io::Result<TempDir> {
    let place = tempfile::tempdir()?;
    fs::write(place.path().join("specs"), SPECS)?;
    Ok(place)
}

#[test]
fn a_file_is_repaired_and_the_rest_is_told() -> io::Result<()> {
    let place = with_specs()?;
    let (specs, link) = (place.path().join("specs"), place.path().join("link"));
    fs::set_permissions(&specs, Permissions::from_mode(0o640))?;
    symlink("specs", &link)?;
    let (code, told, wrong) = run(&place, &["check", "-k", "RDEPEND", "--fix", "link"], "");
    assert_eq!((code, wrong.as_str()), (Some(1), ""));
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].starts_with("link:2:3: missing blank") && lines[0].ends_with(" (repaired)"), "{told}");
    assert!(told.contains("link:5:5: empty USE dependency (repaired)"), "{told}");
    assert!(
        told.contains("link:3:1: group without") && lines.last().is_some_and(|line| line.starts_with("link:4:3: ")),
        "{told}"
    );
    assert_eq!(fs::read(&specs)?, REPAIRED);
    assert!(fs::symlink_metadata(&link)?.is_symlink());
    assert_eq!(fs::metadata(&specs)?.permissions().mode() & 0o777, 0o640);
    // Nothing is left to do.
    let before = fs::metadata(&specs)?.ino();
    let (code, told, _) = run(&place, &["check", "-k", "RDEPEND", "--fix", "specs"], "");
    assert_eq!((code, told.lines().count()), (Some(1), 2));
    assert_eq!(fs::metadata(&specs)?.ino(), before);
    Ok(())
}

#[test]
fn a_dry_run_shows_what_would_change() -> io::Result<()> {
    let place = with_specs()?;
    let (code, told, _) = run(&place, &["check", "-k", "RDEPEND", "--fix", "-n", "specs"], "");
    assert_eq!(code, Some(1));
    assert!(
        told.starts_with("--- specs\n+++ specs\n@@ -1,5 +1,5 @@\n a/b\n-||(a/b:= c/d)\n+|| ( a/b c/d )\n || ( a/b\n"),
        "{told}"
    );
    assert!(told.ends_with("+a/b[x]\n\\ No newline at end of file\n"), "{told}");
    assert_eq!(fs::read(place.path().join("specs"))?, SPECS);
    assert_eq!(run(&place, &["check", "-k", "RDEPEND", "-n", "specs"], "").0, Some(2), "there is nothing to try");
    Ok(())
}

#[test]
fn standard_input_is_a_filter() -> io::Result<()> {
    let place = tempfile::tempdir()?;
    let entry = "EAPI=8\nDEPEND=(a/b)\nDESCRIPTION=(x)\n";
    let (code, printed, told) = run(&place, &["check", "--fix"], entry);
    assert_eq!((code, printed.as_str()), (Some(0), "EAPI=8\nDEPEND=( a/b )\nDESCRIPTION=(x)\n"));
    assert!(told.starts_with("stdin:2:8: missing blank (repaired)\n"), "{told}");
    let (code, printed, _) = run(&place, &["check", "--json"], entry);
    let expected = r#"{"file":"stdin","line":2,"column":8,"code":"missing_blank","message":"missing blank ("#;
    assert!(code == Some(1) && printed.starts_with(expected) && !printed.contains("repaired"), "{printed}");
    Ok(())
}

/// Who may write no byte writes nothing: the old file stays whole.
#[test]
fn a_file_that_cannot_be_written_stays() -> io::Result<()> {
    let place = with_specs()?;
    let script = r#"trap "" XFSZ; ulimit -f 0; exec "$0" check -k RDEPEND --fix specs"#;
    let mut command = Command::new("sh");
    let output = command.args(["-c", script, env!("CARGO_BIN_EXE_polyatom")]).current_dir(&place).output()?;
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.starts_with("specs: error: the file cannot be written"), "{told}");
    assert_eq!(fs::read(place.path().join("specs"))?, SPECS);
    assert_eq!(fs::read_dir(&place)?.count(), 1, "nothing is left behind");
    Ok(())
}

#[test]
fn a_repository_is_checked_and_repaired_as_a_whole() -> io::Result<()> {
    let place = tempfile::tempdir()?;
    for (path, text) in [
        ("r/profiles/repo_name", "mine\n"),
        ("r/profiles/profiles.desc", "amd64 p stable\n"),
        ("r/profiles/p/eapi", "8\n"),
        ("r/profiles/p/package.use", "a/b-1 x\n"),
        ("r/metadata/layout.conf", "masters =\nnonsense\n"),
        ("r/a/b/Manifest", "DIST\n"),
        ("r/metadata/md5-cache/a/b-1", "DESCRIPTION=x\nEAPI=8\nRDEPEND=|| ( a/c:= a/d ) a/e[]\nSLOT=0\n"),
        ("r/metadata/md5-cache/a/b-2", "DESCRIPTION=x\nEAPI=8\nPDEPEND=|| ( a/c:0/1= )\nSLOT=é\n"),
    ] {
        let path = place.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(place.path()))?;
        fs::write(path, text)?;
    }
    let check = |words: &[&str]| run(&place, &[&["check", "r"], words].concat(), "");
    let (code, told, wrong) = check(&[]);
    assert_eq!((code, wrong.as_str()), (Some(1), ""), "{told}");
    for expected in [
        "r/metadata/layout.conf:2:1: ",
        "r/a/b/Manifest:1:",
        "r/profiles/p/package.use:1:",
        "r/metadata/md5-cache/a/b-1:3:29: RDEPEND: empty brackets",
        "r/metadata/md5-cache/a/b-2:3:17: PDEPEND: the slot operator = must not be used in PDEPEND",
        "r/metadata/md5-cache/a/b-2:4:6: SLOT: ",
    ] {
        assert_eq!(told.lines().filter(|line| line.starts_with(expected)).count(), 1, "{expected}: {told}");
    }
    let (code, diff, _) = check(&["--fix", "--dry-run"]);
    assert!(code == Some(1) && diff.contains("\n+RDEPEND=|| ( a/c a/d ) a/e\n"), "{diff}");
    assert_eq!(check(&[]).1, told, "nothing has changed");
    let (code, repaired, _) = check(&["--fix"]);
    assert_eq!(code, Some(1));
    assert!(repaired.starts_with("r/metadata/md5-cache/a/b-1:3:29: empty brackets (repaired)\n"), "{repaired}");
    let after = check(&[]).1;
    assert!(!after.contains("b-1:") && after.contains("b-2:4:6"), "{after}");
    Ok(())
}

#[test]
fn the_configuration_of_a_system_is_checked() -> io::Result<()> {
    let place = tempfile::tempdir()?;
    let portage = place.path().join("root/etc/portage");
    fs::create_dir_all(portage.join("make.profile"))?;
    fs::write(portage.join("package.use"), "a/b x\na/b-1 x\n")?;
    let (code, told, _) = run(&place, &["check", "root"], "");
    assert!(code == Some(1) && told.contains("root/etc/portage/package.use:2:4: version without an operator"), "{told}");
    Ok(())
}
