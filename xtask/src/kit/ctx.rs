//! What every command needs to know: where things are and how loud to be.

use crate::kit::data;
use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};
use xshell::Shell;

/// The places of the project, and a shell whose working directory is its root.
pub struct Ctx {
    pub sh: Shell,
    /// The repository.
    pub root: PathBuf,
    /// Where cargo builds: `target`, or what `CARGO_TARGET_DIR` says.
    pub cargo_target: PathBuf,
    /// Where `build` puts what the bindings use: always `target/polyatom`, so that they can name it.
    pub out: PathBuf,
    /// Real data, if there is any.
    pub data: Option<PathBuf>,
    pub verbose: bool,
}

impl Ctx {
    pub fn new(verbose: bool) -> Result<Ctx> {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the xtask crate has no parent directory")?.to_path_buf();
        let sh = Shell::new()?;
        sh.change_dir(&root);
        add_usual_go_to_path(&sh);
        let cargo_target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        let data = data::find(&root)?;
        if let Some(data) = &data {
            sh.set_var(data::VARIABLE, data);
        }
        Ok(Ctx { out: root.join("target/polyatom"), data, sh, root, cargo_target, verbose })
    }

    /// A path of the repository.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// The version that every package of this repository carries.
    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// Where a plain `cargo build` leaves a file.
    pub fn debug(&self, file: &str) -> PathBuf {
        self.cargo_target.join("debug").join(file)
    }

    /// Where `cargo build --release` leaves a file.
    pub fn release(&self, file: &str) -> PathBuf {
        self.cargo_target.join("release").join(file)
    }
}

/// Go's own installer puts it where no PATH has it by default.
fn add_usual_go_to_path(sh: &Shell) {
    let path = env::var_os("PATH").unwrap_or_default();
    let usual = Path::new("/usr/local/go/bin");
    let on_path = env::split_paths(&path).any(|dir| dir.join("go").is_file());
    if !on_path && usual.join("go").is_file() {
        let dirs = env::split_paths(&path).chain([usual.to_path_buf()]);
        if let Ok(joined) = env::join_paths(dirs) {
            sh.set_var("PATH", joined);
        }
    }
}
