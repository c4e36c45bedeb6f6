//! What a person at a terminal sees, through a pseudo-terminal.

use rexpect::session::{PtySession, spawn_command};
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

/// A program that says nothing for so long is stuck.
const STUCK: u64 = 60_000;

fn at_terminal(words: &[&str], environment: &[(&str, &str)]) -> PtySession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_polyatom"));
    command.args(words).env_remove("NO_COLOR").env("TERM", "xterm").envs(environment.iter().copied());
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.in"));
    spawn_command(command, Some(STUCK)).expect("the program starts")
}

#[test]
fn colors_are_at_a_terminal() -> Result<(), rexpect::error::Error> {
    let all = |words: &[&str], environment: &[(&str, &str)]| at_terminal(words, environment).exp_eof();
    for words in [&["key", "x"][..], &["repo", "--repo", "r"], &["visible", "--root", "root", "--all", "app-misc/tool"]] {
        assert!(all(words, &[])?.contains("\u{1b}["), "{words:?}");
        assert!(!all(words, &[("NO_COLOR", "1")])?.contains('\u{1b}'), "{words:?}");
        assert!(!all(&[words, &["--color", "never"]].concat(), &[])?.contains('\u{1b}'), "{words:?}");
    }
    Ok(())
}

#[test]
fn lines_are_answered_one_by_one() -> Result<(), rexpect::error::Error> {
    let mut session = at_terminal(&["parse", "cpv", "--format", "<{package}>"], &[]);
    session.send_line("a/b-1")?;
    session.exp_string("<b>")?;
    session.send_line("a/b")?;
    session.exp_string("line 2")?;
    session.send_line("a/c-1")?;
    session.exp_string("<c>")?;
    session.send_control('d')?;
    session.exp_eof()?;
    Ok(())
}

/// The file is so large that nothing can read it before a person begins to wait.
#[test]
fn a_bar_is_shown_to_who_waits() -> Result<(), rexpect::error::Error> {
    let place = tempfile::tempdir()?;
    let path = |inside: &str| place.path().join(inside);
    for directory in ["r/profiles", "r/metadata/md5-cache/a", "r/a/b", "distfiles"] {
        fs::create_dir_all(path(directory))?;
    }
    const SIZE: u64 = 1 << 36;
    File::create(path("distfiles/x"))?.set_len(SIZE)?;
    fs::write(path("r/metadata/md5-cache/a/b-1"), "EAPI=8\nSLOT=0\nDESCRIPTION=x\n")?;
    fs::write(path("r/a/b/Manifest"), format!("DIST x {SIZE} SHA512 {}\n", "0".repeat(128)))?;
    let [repo, distdir] = ["r", "distfiles"].map(|inside| path(inside).display().to_string());
    let mut session = at_terminal(&["manifest", "verify", "--repo", &repo, "--distdir", &distdir, "a/b"], &[]);
    session.exp_string("verifying files")?;
    session.exp_string("/64.00 GiB")?;
    session.process_mut().kill(rexpect::process::signal::SIGKILL)?;
    Ok(())
}
