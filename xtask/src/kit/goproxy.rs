//! A Go module proxy made of files: four per module and version, as <https://go.dev/ref/mod#goproxy-protocol> describes.

use crate::kit::archive;
use crate::kit::ctx::Ctx;
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Adds a module; `extra` are files that are not in its source directory.
pub fn add(ctx: &Ctx, proxy: &Path, module: &str, source: &Path, extra: &[(&str, &Path)]) -> Result<()> {
    let version = format!("v{}", ctx.version());
    let dir = proxy.join(module).join("@v");
    ctx.sh.create_dir(&dir)?;
    // A directory with a `go.mod` of its own is another module.
    let mut files = archive::files_but(source, |dir| dir.join("go.mod").exists())?;
    files.extend(extra.iter().map(|(name, path)| ((*name).to_owned(), path.to_path_buf())));
    let files: Vec<_> = files.into_iter().map(|(name, path)| (format!("{module}@{version}/{name}"), path)).collect();
    ctx.sh.write_file(dir.join("list"), format!("{version}\n"))?;
    ctx.sh
        .write_file(dir.join(format!("{version}.info")), format!(r#"{{"Version":"{version}","Time":"1980-01-01T00:00:00Z"}}"#))?;
    ctx.sh.copy_file(source.join("go.mod"), dir.join(format!("{version}.mod")))?;
    ctx.sh.write_file(zip_path(ctx, proxy, module), archive::zip(&files)?)?;
    Ok(())
}

/// Where the proxy keeps a module's content.
pub fn zip_path(ctx: &Ctx, proxy: &Path, module: &str) -> PathBuf {
    proxy.join(module).join(format!("@v/v{}.zip", ctx.version()))
}
