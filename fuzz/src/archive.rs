//! Compressed data and binary packages: no length is trusted, and what comes out has a limit.

use polyatom_repo::format::compression::Compression;
use polyatom_repo::format::variables::Variables;
use polyatom_repo::format::{Fault, gpkg, xpak};
use polyatom_repo::{BinaryPackage, Disk, MemoryDisk};
use std::io::Cursor;
use std::sync::Arc;

/// Bytes that may come out.
const LIMIT: u64 = 1 << 16;

/// Every format reads everything.
pub fn check(bytes: &[u8]) {
    for kind in Compression::ALL {
        if let Ok(out) = kind.decompress(bytes, LIMIT) {
            assert!(out.len() as u64 <= LIMIT);
        }
    }
    let mut faults = Vec::new();
    read(gpkg::read(&mut Cursor::new(bytes), &mut faults));
    read(xpak::parse(bytes, &mut faults));
    let found = xpak::find(&mut Cursor::new(bytes), bytes.len() as u64).expect("memory can be read");
    if let Some(Ok(segment)) = found {
        assert!(segment.len() <= bytes.len(), "a segment is a part of its file");
        read(xpak::parse(&segment, &mut faults));
    }
    gpkg::is_gpkg(bytes);
    members(bytes);
}

/// What the Manifest in an archive says of the members is told of each once.
fn members(bytes: &[u8]) {
    let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::new([("/x", bytes)]));
    let Ok(package) = BinaryPackage::open_on(&disk, "/x") else { return };
    let mut heard = 0;
    let mut progress = |done| {
        assert!(done >= heard && done <= bytes.len() as u64);
        heard = done;
        true
    };
    if let Ok(found) = package.verify_members(&mut progress) {
        let named = found.value.differences.iter().filter(|(name, _)| found.value.members.contains(name)).count();
        assert!(named <= found.value.members.len());
    }
}

/// Variables have names, and are found by them.
fn read(read: Result<Variables, Fault>) {
    match read {
        Ok(variables) => {
            assert!(variables.iter().all(|(name, text)| !name.is_empty() && variables.get(name) == Some(text)));
        }
        Err(fault) => assert!(!fault.reason().is_empty() && fault.to_string().len() < 2000),
    }
}
