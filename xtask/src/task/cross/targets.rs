//! The architectures that are looked at, and what each is called by whom.

use anyhow::{Result, bail};

pub struct Target {
    /// By us, and by the kernel.
    pub name: &'static str,
    /// By Rust.
    pub triple: &'static str,
    /// By Debian.
    pub debian: &'static str,
    /// By the GNU compilers, and in Debian's library directories.
    pub gnu: &'static str,
    /// The emulator.
    pub qemu: &'static str,
    /// By Go.
    pub go: &'static str,
    /// The languages that cannot be tried there.
    pub without: &'static [&'static str],
    /// Names in the table of tools.
    pub tools: &'static [&'static str],
}

pub static TARGETS: &[Target] = &[
    Target {
        name: "aarch64",
        triple: "aarch64-unknown-linux-gnu",
        debian: "arm64",
        gnu: "aarch64-linux-gnu",
        qemu: "qemu-aarch64-static",
        go: "arm64",
        without: &[],
        tools: &["gcc-aarch64"],
    },
    // The one that writes numbers with the big end first.
    Target {
        name: "s390x",
        triple: "s390x-unknown-linux-gnu",
        debian: "s390x",
        gnu: "s390x-linux-gnu",
        qemu: "qemu-s390x-static",
        go: "s390x",
        without: &[],
        tools: &["gcc-s390x"],
    },
    // The one whose pointers have 32 bits.
    Target {
        name: "armhf",
        triple: "armv7-unknown-linux-gnueabihf",
        debian: "armhf",
        gnu: "arm-linux-gnueabihf",
        qemu: "qemu-arm-static",
        go: "arm",
        // Ruby itself does not come up in this emulator: it cannot resolve the paths of its own files.
        without: &["ruby"],
        tools: &["gcc-armhf"],
    },
];

/// Those that `--arch` names, in the table's order; all without it.
pub fn select(names: Option<&str>) -> Result<Vec<&'static Target>> {
    let Some(names) = names else { return Ok(TARGETS.iter().collect()) };
    let names: Vec<&str> = names.split(',').map(str::trim).collect();
    if let Some(unknown) = names.iter().find(|name| TARGETS.iter().all(|target| target.name != **name)) {
        let known: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
        bail!("no architecture named {unknown:?}: there are {}", known.join(", "));
    }
    Ok(TARGETS.iter().filter(|target| names.contains(&target.name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn architectures_are_chosen_by_name() {
        let names = |text| select(text).map(|targets| targets.iter().map(|target| target.name).collect::<Vec<_>>());
        assert_eq!(names(Some("armhf, aarch64")).unwrap(), ["aarch64", "armhf"]);
        assert_eq!(names(None).unwrap().len(), TARGETS.len());
        assert!(names(Some("vax")).unwrap_err().to_string().contains("aarch64, s390x, armhf"));
    }
}
