//! What a finished file is: its machine, what it needs, and how old a system may be on which it runs.

use goblin::elf::Elf;
use goblin::elf::header::{EM_386, EM_AARCH64, EM_ARM, EM_PPC64, EM_RISCV, EM_S390, EM_X86_64};
use serde::Serialize;

/// A file of machine code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Abi {
    pub machine: String,
    pub soname: Option<String>,
    pub needed: Vec<String>,
    pub runpath: Vec<String>,
    /// The newest version of glibc that it asks for.
    pub glibc_max: Option<String>,
    pub exports: usize,
}

/// The names of machines, and the names in tags of packages that mean them.
const MACHINES: [(u16, &str, &[&str]); 7] = [
    (EM_X86_64, "x86_64", &["x86_64", "amd64"]),
    (EM_386, "i686", &["i686", "i386", "i586"]),
    (EM_AARCH64, "aarch64", &["aarch64", "arm64"]),
    (EM_ARM, "arm", &["armv7l", "armv6l", "armhf", "arm"]),
    (EM_S390, "s390x", &["s390x"]),
    (EM_PPC64, "powerpc64", &["ppc64le", "ppc64", "powerpc64"]),
    (EM_RISCV, "riscv", &["riscv64", "riscv"]),
];

/// How a file of WebAssembly begins.
const WASM: &[u8] = b"\0asm";

/// Reads a file; nothing if it is no machine code. The error says what is wrong with one that begins like it.
pub fn read(bytes: &[u8]) -> Result<Option<Abi>, String> {
    if bytes.starts_with(WASM) {
        return Ok(Some(Abi { machine: "wasm32".to_owned(), ..Abi::default() }));
    }
    if !bytes.starts_with(b"\x7fELF") {
        return Ok(None);
    }
    let elf = Elf::parse(bytes).map_err(|error| error.to_string())?;
    let machine = elf.header.e_machine;
    let name = MACHINES
        .iter()
        .find(|(number, ..)| *number == machine)
        .map_or_else(|| format!("machine {machine}"), |(_, name, _)| (*name).to_owned());
    let own = |texts: &[&str]| texts.iter().flat_map(|text| text.split(':')).map(str::to_owned).collect();
    Ok(Some(Abi {
        machine: name,
        soname: elf.soname.map(str::to_owned),
        needed: elf.libraries.iter().map(|name| (*name).to_owned()).collect(),
        runpath: own(&[elf.rpaths.as_slice(), elf.runpaths.as_slice()].concat()),
        glibc_max: glibc(&elf),
        exports: elf.dynsyms.iter().filter(|symbol| !symbol.is_import() && symbol.st_name != 0).count(),
    }))
}

fn glibc(elf: &Elf<'_>) -> Option<String> {
    let needs = elf.verneed.as_ref()?;
    let versions = needs.iter().flat_map(|need| need.iter().map(|version| version.vna_name).collect::<Vec<_>>());
    let names = versions.filter_map(|name| elf.dynstrtab.get_at(name)?.strip_prefix("GLIBC_"));
    names.filter(|name| !numbers(name).is_empty()).max_by_key(|name| numbers(name)).map(str::to_owned)
}

/// The numbers of a version, for comparing.
pub fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map_while(|part| part.parse().ok()).collect()
}

/// The machine that a tag of a package means: `manylinux_2_17_aarch64`, `linux_x86_64`, `pyodide_2025_0_wasm32`.
pub fn machine_of_tag(tag: &str) -> Option<&'static str> {
    if tag.ends_with("wasm32") {
        return Some("wasm32");
    }
    let ends = |name: &str| tag == name || tag.strip_suffix(name).is_some_and(|rest| rest.ends_with(['_', '-']));
    MACHINES.iter().find(|(_, _, names)| names.iter().any(|name| ends(name))).map(|(_, name, _)| *name)
}

/// The version of glibc that a tag promises: `2.17` of `manylinux_2_17_aarch64`.
pub fn glibc_of_tag(tag: &str) -> Option<String> {
    let mut parts = tag.strip_prefix("manylinux_")?.split('_');
    let (major, minor) = (parts.next()?, parts.next()?);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(major) && is_number(minor)).then(|| format!("{major}.{minor}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_mean_machines() {
        for (tag, machine) in [
            ("manylinux_2_17_x86_64", Some("x86_64")),
            ("linux_aarch64", Some("aarch64")),
            ("pyodide_2025_0_wasm32", Some("wasm32")),
            ("any", None),
            ("linux_armv7l", Some("arm")),
        ] {
            assert_eq!(machine_of_tag(tag), machine, "{tag}");
        }
        assert_eq!(glibc_of_tag("manylinux_2_17_x86_64").as_deref(), Some("2.17"));
        assert_eq!(glibc_of_tag("linux_x86_64"), None);
    }

    #[test]
    fn versions_are_numbers() {
        assert!(numbers("2.17") > numbers("2.9"));
    }

    #[test]
    fn what_is_damaged_is_said() {
        assert_eq!(read(b"text"), Ok(None));
        assert!(read(b"\x7fELF\x02\x01").is_err());
    }
}
