//! Architectures, and what each is called by whom: the one place that says so. ccwrap, which shares nothing with us, has files for users of
//! its own; a test compares.

use crate::kit::chosen;
use anyhow::Result;

pub struct Target {
    /// By us, and by the kernel.
    pub name: &'static str,
    /// By Rust.
    pub triple: &'static str,
    /// By Debian.
    pub debian: &'static str,
    /// By the GNU compilers, and in Debian's library directories.
    pub gnu: &'static str,
    /// The emulator; none for this machine's own.
    pub qemu: &'static str,
    /// By Go.
    pub go: &'static str,
    /// The languages that cannot be tried there.
    pub without: &'static [&'static str],
    /// Names in the table of tools.
    pub tools: &'static [&'static str],
}

/// This machine's: the packages are made on no other.
pub static X86_64: Target = Target {
    name: "x86_64",
    triple: "x86_64-unknown-linux-gnu",
    debian: "amd64",
    gnu: "x86_64-linux-gnu",
    qemu: "",
    go: "amd64",
    without: &[],
    tools: &[],
};

pub static AARCH64: Target = Target {
    name: "aarch64",
    triple: "aarch64-unknown-linux-gnu",
    debian: "arm64",
    gnu: "aarch64-linux-gnu",
    qemu: "qemu-aarch64-static",
    go: "arm64",
    without: &[],
    tools: &["gcc-aarch64"],
};

/// The one that writes numbers with the big end first.
pub static S390X: Target = Target {
    name: "s390x",
    triple: "s390x-unknown-linux-gnu",
    debian: "s390x",
    gnu: "s390x-linux-gnu",
    qemu: "qemu-s390x-static",
    go: "s390x",
    without: &[],
    tools: &["gcc-s390x"],
};

/// The one whose pointers have 32 bits.
pub static ARMHF: Target = Target {
    name: "armhf",
    triple: "armv7-unknown-linux-gnueabihf",
    debian: "armhf",
    gnu: "arm-linux-gnueabihf",
    qemu: "qemu-arm-static",
    go: "arm",
    // Ruby itself does not come up in this emulator: it cannot resolve the paths of its own files.
    without: &["ruby"],
    tools: &["gcc-armhf"],
};

/// The architectures that are looked at in an emulator.
pub static FOREIGN: [&Target; 3] = [&AARCH64, &S390X, &ARMHF];

/// Those that `--arch` names, in the table's order; all without it.
pub fn select(names: Option<&str>) -> Result<Vec<&'static Target>> {
    chosen::named("architecture", names, FOREIGN, |target| target.name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn architectures_are_chosen_by_name() {
        let names = |text| select(text).map(|targets| targets.iter().map(|target| target.name).collect::<Vec<_>>());
        assert_eq!(names(Some("armhf, aarch64")).unwrap(), ["aarch64", "armhf"]);
        assert_eq!(names(None).unwrap().len(), FOREIGN.len());
        assert!(names(Some("vax")).unwrap_err().to_string().contains("aarch64, s390x, armhf"));
    }
}
