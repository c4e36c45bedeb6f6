//! The ruby backend.

use crate::config::Config;
use crate::interface::Interface;
use crate::output::File;
use anyhow::Result;

/// All files of the ruby binding.
pub fn generate(_interface: &Interface, _config: &Config) -> Result<Vec<File>> {
    Ok(vec![])
}
