//! A directory with scripts as tools, and the program in front of them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

pub const CCWRAP: &str = env!("CARGO_BIN_EXE_ccwrap");

/// A directory with scripts as tools, and links of the wrapper to them.
pub struct Place {
    pub directory: TempDir,
}

/// Prints its name and its words, one a line.
pub const SHOW: &str = "printf '%s\\n' \"$@\"";

impl Place {
    /// Tools are scripts; the configuration is what is given, after the tools.
    pub fn new(tools: &[(&str, &str)], config: &str) -> Self {
        let place = Self { directory: tempfile::tempdir().expect("a directory") };
        let mut text = String::from("[tools]\n");
        for (name, script) in tools {
            let real = place.path(&format!("real-{name}"));
            write_script(&real, &format!("#!/bin/sh\n{script}\n"));
            text.push_str(&format!("{name:?} = {real:?}\n"));
        }
        fs::write(place.path("c.toml"), format!("{config}\n{text}")).expect("a file");
        let output = place.ccwrap(&["setup", "--config", "c.toml", "--dir", "bin"]);
        assert!(output.status.success(), "{}", said(&output));
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub fn ccwrap(&self, words: &[&str]) -> Output {
        Command::new(CCWRAP).args(words).current_dir(&self.directory).output().expect("it starts")
    }

    /// Calls a tool in a clean environment: the configuration is found beside the link.
    pub fn call(&self, tool: &str, words: &[&str]) -> Output {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut command = Command::new(self.path("bin").join(tool));
        command.args(words).env_clear().env("PATH", path).current_dir(&self.directory).output().expect("it starts")
    }

    pub fn words(&self, tool: &str, words: &[&str]) -> Vec<String> {
        let output = self.call(tool, words);
        assert!(output.status.success(), "{}", said(&output));
        String::from_utf8(output.stdout).expect("text").lines().map(str::to_owned).collect()
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }
}

/// Another process writes the script: a file that this one wrote might be open in a child of another test, and could not be run then.
pub fn write_script(path: &Path, text: &str) {
    let draft = path.with_extension("draft");
    fs::write(&draft, text).expect("a file");
    fs::set_permissions(&draft, fs::Permissions::from_mode(0o755)).expect("a mode");
    assert!(Command::new("cp").args([&draft, path]).status().expect("it starts").success());
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn refused(output: &Output, reason: &str) {
    assert_eq!(output.status.code(), Some(255), "{}", said(output));
    assert!(said(output).contains(reason), "{}", said(output));
}
