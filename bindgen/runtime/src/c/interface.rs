//! Which code can use which library.

/// The hash of an interface, and the version of the library or of the header that has it: 1,002,003 for 1.2.3.
pub type Made = (u64, u32);

/// Whether a library can be used by code that was made with a header: with its own, or with an older one of the same interface version,
/// which promised no less.
pub fn serves(library: Made, header: Made) -> bool {
    let (library_hash, library_version) = library;
    let (header_hash, header_version) = header;
    let is_newer = interface(library_version) == interface(header_version) && library_version > header_version;
    library_hash == header_hash || is_newer
}

/// Before 1.0, each minor version is an interface of its own.
fn interface(version: u32) -> (u32, u32) {
    let (major, minor) = (version / 1_000_000, version / 1000 % 1000);
    if major == 0 { (0, minor) } else { (major, 0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_serves_its_own_header_and_older_ones_of_its_interface() {
        let library = (1, 2_003);
        assert!(serves(library, (1, 2_003)));
        assert!(serves(library, (9, 2_002)), "older");
        assert!(!serves(library, (9, 2_003)), "another one of the same version");
        assert!(!serves(library, (9, 2_004)), "newer");
        assert!(!serves(library, (9, 1_999)), "an interface before");
        assert!(!serves(library, (9, 3_000)), "an interface after");
    }

    #[test]
    fn from_1_0_on_minor_versions_only_add() {
        let library = (1, 1_002_003);
        assert!(serves(library, (9, 1_000_000)));
        assert!(serves(library, (9, 1_002_002)));
        assert!(!serves(library, (9, 1_003_000)), "newer");
        assert!(!serves(library, (9, 2_000_000)), "an interface after");
        assert!(!serves(library, (9, 999_000)), "an interface before");
    }
}
