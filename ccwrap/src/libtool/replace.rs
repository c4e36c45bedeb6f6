//! Puts the wrapper in the place of a libtool that `configure` wrote. Builds call it by its path, so that no search path helps.

use crate::error::Error;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// The name under which the script stays.
const REAL: &str = "libtool.real";

/// Moves `libtool` aside, and writes a script that runs the wrapper in its place. Done twice, it changes nothing.
pub fn replace(directory: &Path) -> Result<(), Error> {
    let (script, real) = (directory.join("libtool"), directory.join(REAL));
    let wrong = |error: std::io::Error| Error::File { name: script.display().to_string(), line: 0, reason: error.to_string() };
    let text = fs::read(&script).map_err(wrong)?;
    if real.exists() && String::from_utf8_lossy(&text).contains(REAL) {
        return Ok(());
    }
    let wrapper = std::env::current_exe().map_err(wrong)?;
    let directory = directory.canonicalize().map_err(wrong)?;
    fs::rename(&script, &real).map_err(wrong)?;
    let text = format!(
        "#!/bin/sh\n# {REAL} is what configure wrote.\nCCWRAP_LIBTOOL='{}' exec '{}' libtool -- \"$@\"\n",
        directory.join(REAL).display(),
        wrapper.display()
    );
    fs::write(&script, text).map_err(wrong)?;
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).map_err(wrong)
}
