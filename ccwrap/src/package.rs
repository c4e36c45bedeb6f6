//! What is in a package: every binary of every archive in it, and whether it may be there.

use crate::abi::{self, Abi};
use goblin::archive::Archive;
use serde::Serialize;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The largest member: a package that says more is damaged, or means harm.
pub const LARGEST: u64 = 1 << 30;

/// How deep archives may lie in each other: a gem has an archive in an archive, and that may have a static library.
const DEEPEST: usize = 6;

/// A binary in a package.
#[derive(Debug, Serialize)]
pub struct Binary {
    /// Where it is: `data.tar.gz/lib/x.so`.
    pub member: String,
    pub libc: Option<Libc>,
    #[serde(flatten)]
    pub abi: Abi,
}

/// A C library that a binary cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Libc {
    Glibc,
    Musl,
}

/// On what a package says that it runs.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Promise {
    pub tag: String,
    pub machine: Option<&'static str>,
    pub libc: Option<Libc>,
    /// The oldest glibc.
    pub glibc: Option<String>,
    /// Libraries that are there, besides those of the compiler and of the C library.
    pub allowed: Vec<String>,
}

/// What every system with that C library has: the beginnings of their names.
const SYSTEM: [&str; 11] = [
    "libc.so",
    "libc.musl-",
    "libm.so",
    "libpthread.so",
    "libdl.so",
    "librt.so",
    "libutil.so",
    "libgcc_s.so",
    "ld-linux",
    "ld64.so",
    "ld-musl-",
];

impl Promise {
    /// What a platform's tag promises: `manylinux_2_17_x86_64`, `musllinux_1_2_aarch64`, `x86_64-linux-gnu`, `linux_amd64`. A wheel may have
    /// several tags between dots, of which the one that promises most counts.
    pub fn of(tag: &str) -> Promise {
        let tags: Vec<&str> = tag.split('.').collect();
        let glibc = tags.iter().filter_map(|tag| abi::glibc_of_tag(tag)).min_by_key(|version| abi::numbers(version));
        let libc = if tags.iter().any(|tag| tag.contains("musl")) {
            Some(Libc::Musl)
        } else {
            (glibc.is_some() || tags.iter().any(|tag| tag.ends_with("gnu"))).then_some(Libc::Glibc)
        };
        let machine = tags.iter().find_map(|tag| machine(tag));
        Promise { tag: tag.to_owned(), machine, libc, glibc, allowed: Vec::new() }
    }

    /// Whether it is for the system on which it was made, as a wheel is whose tag names nothing but the machine (`linux_x86_64`): no index
    /// takes it, and it may need what is there.
    fn is_local(&self) -> bool {
        let machine = self.tag.strip_prefix("linux_");
        // Go's names, of which a package for any system has its own.
        machine.is_some_and(|machine| !["amd64", "arm64"].iter().any(|name| machine.starts_with(name)))
    }

    /// Why a binary must not be in a package that promises this. `siblings` are the names of the files in the package.
    pub fn broken_by(&self, binary: &Binary, siblings: &[String]) -> Option<String> {
        let Binary { member, libc, abi } = binary;
        if self.machine != Some(abi.machine.as_str()) {
            let wanted = self.machine.unwrap_or("no machine");
            return Some(format!("{member} is for {}, and {} for {wanted}", abi.machine, self.tag));
        }
        if let (Some(found), Some(wanted)) = (libc, self.libc)
            && *found != wanted
        {
            return Some(format!("{member} needs {}, and {} promises {}", found.name(), self.tag, wanted.name()));
        }
        if let (Some(needs), Some(promised)) = (&abi.glibc_max, &self.glibc)
            && abi::numbers(needs) > abi::numbers(promised)
        {
            return Some(format!("{member} needs glibc {needs}, and {} promises {promised}", self.tag));
        }
        let is_there = |name: &str| {
            SYSTEM.iter().any(|known| name.starts_with(known))
                || self.allowed.iter().any(|allowed| allowed == name)
                || siblings.iter().any(|sibling| sibling == name)
        };
        let foreign = abi.needed.iter().find(|name| !self.is_local() && !is_there(name))?;
        Some(format!("{member} needs {foreign}, which is neither in the package nor on every system of {}", self.tag))
    }
}

/// `x86_64-linux-gnu` and `linux_arm64_musl` end with the C library, and the machine is before it.
fn machine(tag: &str) -> Option<&'static str> {
    let tag = tag.strip_suffix("_musl").unwrap_or(tag);
    abi::machine_of_tag(tag).or_else(|| tag.split('-').next().and_then(abi::machine_of_tag))
}

impl Libc {
    pub fn name(self) -> &'static str {
        match self {
            Libc::Glibc => "glibc",
            Libc::Musl => "musl",
        }
    }

    fn of(abi: &Abi) -> Option<Libc> {
        let needs = |start: &str| abi.needed.iter().any(|name| name.starts_with(start));
        if abi.glibc_max.is_some() || needs("libc.so.6") {
            return Some(Libc::Glibc);
        }
        let is_musl = needs("libc.musl-") || needs("ld-musl-") || abi.needed.iter().any(|name| name == "libc.so");
        is_musl.then_some(Libc::Musl)
    }
}

/// What was found in a package.
#[derive(Debug, Default)]
pub struct Contents {
    pub binaries: Vec<Binary>,
    /// The names of all files, without their directories.
    pub names: Vec<String>,
}

/// Looks into a package of any kind: a wheel, a gem, a Debian package, a crate, a module, an archive, a library.
pub fn look(name: &str, bytes: &[u8]) -> Result<Contents, String> {
    let mut contents = Contents::default();
    visit(name, bytes, &mut |place, bytes| {
        if !place.is_empty() {
            contents.names.push(place.rsplit('/').next().unwrap_or_default().to_owned());
        }
        let member = if place.is_empty() { name } else { place };
        if let Some(abi) = abi::read(bytes).map_err(|reason| format!("{member}: {reason}"))? {
            contents.binaries.push(Binary { member: member.to_owned(), libc: Libc::of(&abi), abi });
        }
        Ok(())
    })?;
    Ok(contents)
}

/// What is done with a file: its place, which is empty for the package itself, and its bytes.
type Visitor<'a> = dyn FnMut(&str, &[u8]) -> Result<(), String> + 'a;

/// Goes through a package and all that is in it, unpacked.
pub fn visit(name: &str, bytes: &[u8], seen: &mut Visitor<'_>) -> Result<(), String> {
    walk(name, "", bytes, 0, seen)
}

fn walk(name: &str, place: &str, bytes: &[u8], depth: usize, seen: &mut Visitor<'_>) -> Result<(), String> {
    let wrong = |reason: String| format!("{}: {reason}", if place.is_empty() { name } else { place });
    if depth > DEEPEST {
        return Err(wrong("archives lie too deep in each other".to_owned()));
    }
    if let Some(unpacked) = unpacked(bytes).map_err(wrong)? {
        return walk(name, place, &unpacked, depth + 1, seen);
    }
    seen(place, bytes)?;
    for (inner, bytes) in members(bytes).map_err(wrong)? {
        let inside = if place.is_empty() { inner } else { format!("{place}/{inner}") };
        walk(name, &inside, &bytes, depth + 1, seen)?;
    }
    Ok(())
}

/// What is packed as a whole.
fn unpacked(bytes: &[u8]) -> Result<Option<Vec<u8>>, String> {
    if bytes.starts_with(b"\x1f\x8b") {
        return all(flate2::read::MultiGzDecoder::new(bytes)).map(Some);
    }
    if bytes.starts_with(b"\xfd7zXZ\0") {
        return all(lzma_rust2::XzReader::new(bytes, true)).map(Some);
    }
    Ok(None)
}

type Members = Vec<(String, Vec<u8>)>;

/// The members of an archive, if it is one.
fn members(bytes: &[u8]) -> Result<Members, String> {
    if bytes.starts_with(b"PK\x03\x04") {
        return zip_members(bytes);
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return tar_members(bytes);
    }
    if bytes.starts_with(b"!<arch>\n") {
        let archive = Archive::parse(bytes).map_err(|error| error.to_string())?;
        let one = |name: &str| {
            let bytes = archive.extract(name, bytes).map_err(|error| format!("{name}: {error}"))?;
            Ok((name.to_owned(), bytes.to_vec()))
        };
        return archive.members().into_iter().map(one).collect();
    }
    Ok(Vec::new())
}

fn zip_members(bytes: &[u8]) -> Result<Members, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut members = Members::new();
    for index in 0..archive.len() {
        let member = archive.by_index(index).map_err(|error| error.to_string())?;
        if !member.is_dir() {
            let name = member.name().map_err(|error| error.to_string())?.into_owned();
            let bytes = all(member).map_err(|reason| format!("{name}: {reason}"))?;
            members.push((name, bytes));
        }
    }
    Ok(members)
}

fn tar_members(bytes: &[u8]) -> Result<Members, String> {
    let mut archive = tar::Archive::new(bytes);
    let mut members = Members::new();
    for entry in archive.entries().map_err(|error| error.to_string())? {
        let entry = entry.map_err(|error| error.to_string())?;
        if entry.header().entry_type().is_file() {
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let bytes = all(entry).map_err(|reason| format!("{name}: {reason}"))?;
            members.push((name, bytes));
        }
    }
    Ok(members)
}

/// Everything, unless it is too much.
fn all(reader: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LARGEST {
        return Err("it is larger than a package's member may be".to_owned());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_promise() {
        let promise = |tag: &str| {
            let Promise { machine, libc, glibc, .. } = Promise::of(tag);
            (machine, libc, glibc)
        };
        let old = Some("2.17".to_owned());
        for (tag, wanted) in [
            ("manylinux_2_17_x86_64", (Some("x86_64"), Some(Libc::Glibc), old.clone())),
            ("manylinux_2_17_aarch64.manylinux2014_aarch64", (Some("aarch64"), Some(Libc::Glibc), old)),
            ("musllinux_1_2_aarch64", (Some("aarch64"), Some(Libc::Musl), None)),
            ("x86_64-linux-gnu", (Some("x86_64"), Some(Libc::Glibc), None)),
            ("aarch64-linux-musl", (Some("aarch64"), Some(Libc::Musl), None)),
            ("linux_amd64", (Some("x86_64"), None, None)),
            ("linux_arm64_musl", (Some("aarch64"), Some(Libc::Musl), None)),
            ("any", (None, None, None)),
        ] {
            assert_eq!(promise(tag), wanted, "{tag}");
        }
    }

    fn binary(machine: &str, needed: &[&str], glibc: Option<&str>) -> Binary {
        let abi = Abi {
            machine: machine.to_owned(),
            needed: needed.iter().map(|name| (*name).to_owned()).collect(),
            glibc_max: glibc.map(str::to_owned),
            ..Abi::default()
        };
        Binary { member: "lib/x.so".to_owned(), libc: Libc::of(&abi), abi }
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let broken = |tag: &str, binary: &Binary| Promise::of(tag).broken_by(binary, &["libown.so".to_owned()]);
        let old = binary("x86_64", &["libc.so.6", "libgcc_s.so.1", "libown.so"], Some("2.14"));
        assert_eq!(broken("manylinux_2_17_x86_64", &old), None);
        let says = |tag: &str, binary: &Binary, words: &str| {
            let reason = broken(tag, binary).unwrap_or_default();
            assert!(reason.starts_with("lib/x.so ") && reason.contains(words), "{tag}: {reason}");
        };
        says("manylinux_2_12_x86_64", &old, "needs glibc 2.14, and manylinux_2_12_x86_64 promises 2.12");
        says("manylinux_2_17_aarch64", &old, "is for x86_64, and manylinux_2_17_aarch64 for aarch64");
        says("musllinux_1_2_x86_64", &old, "needs glibc, and musllinux_1_2_x86_64 promises musl");
        let musl = binary("x86_64", &["libc.musl-x86_64.so.1"], None);
        assert_eq!(broken("x86_64-linux-musl", &musl), None);
        says("x86_64-linux-gnu", &musl, "needs musl");
        let with_zlib = binary("x86_64", &["libc.so.6", "libz.so.1"], None);
        says("x86_64-linux-gnu", &with_zlib, "needs libz.so.1");
        says("linux_amd64", &with_zlib, "needs libz.so.1");
        assert_eq!(broken("linux_x86_64", &with_zlib), None);
        says("linux_aarch64", &with_zlib, "is for x86_64");
        says("any", &musl, "no machine");
    }

    #[test]
    fn archives_in_archives_are_opened() {
        let elf = std::fs::read(std::env::current_exe().expect("this program")).expect("its bytes");
        let tarred = |files: &[(&str, &[u8])]| {
            let mut builder = tar::Builder::new(Vec::new());
            for (name, bytes) in files {
                let mut header = tar::Header::new_ustar();
                header.set_size(bytes.len() as u64);
                header.set_mode(0o644);
                builder.append_data(&mut header, name, *bytes).expect("a member");
            }
            builder.into_inner().expect("an archive")
        };
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut packed, &tarred(&[("lib/x.so", &elf), ("README", b"text")])).expect("it is packed");
        let gem = tarred(&[("metadata", b"text"), ("data.tar.gz", &packed.finish().expect("it ends"))]);
        let contents = look("x.gem", &gem).expect("it is read");
        assert_eq!(contents.binaries[0].member, "data.tar.gz/lib/x.so");
        assert_eq!(contents.names, ["metadata", "data.tar.gz", "x.so", "README"]);
        let refused = Promise::of("s390x-linux-gnu").broken_by(&contents.binaries[0], &[]).expect("this is no s390x");
        assert!(refused.starts_with("data.tar.gz/lib/x.so is for "), "{refused}");
        assert!(look("x.gem", &gem[..gem.len() / 2]).is_err());
    }
}
