//! The places that name the version. Cargo.toml decides; `bump` moves all of them, `tidy` compares.

/// A file, and what stands there before and after the version.
pub type Place = (&'static str, &'static str, &'static str);

pub static PLACES: &[Place] = &[
    ("Cargo.toml", "[workspace.package]\nversion = \"", "\""),
    ("Cargo.toml", "path = \"core\", version = \"", "\""),
    ("Cargo.toml", "path = \"ffi\", version = \"", "\""),
    ("Cargo.toml", "path = \"pool\", version = \"", "\""),
    ("Cargo.toml", "path = \"repo\", version = \"", "\""),
    ("Cargo.toml", "path = \"bindgen/runtime\", version = \"", "\""),
    ("Cargo.toml", "path = \"bindgen/uniffi-off\", version = \"", "\""),
    ("bindings/ruby/polyatom.gemspec", "version = \"", "\""),
    ("bindings/go/go.mod", "lib/linux_amd64 v", "\n"),
    ("bindings/go/go.mod", "lib/linux_amd64_musl v", "\n"),
    ("bindings/go/go.mod", "lib/linux_arm64 v", "\n"),
    ("bindings/go/go.mod", "lib/linux_arm64_musl v", "\n"),
    ("bindings/go/README.md", "polyatom/bindings/go v", "\n"),
    ("bench/contestants/go/go.mod", "polyatom/bindings/go v", "\n"),
    ("bench/contestants/go/go.mod", "lib/linux_amd64 v", " "),
    ("bench/contestants/go/go.mod", "lib/linux_amd64_musl v", " "),
    ("bench/contestants/go/go.mod", "lib/linux_arm64 v", " "),
    ("bench/contestants/go/go.mod", "lib/linux_arm64_musl v", " "),
    ("conformance/adapters/go/go.mod", "polyatom/bindings/go v", "\n"),
    ("conformance/adapters/go/go.mod", "lib/linux_amd64 v", " "),
    ("conformance/adapters/go/go.mod", "lib/linux_amd64_musl v", " "),
    ("conformance/adapters/go/go.mod", "lib/linux_arm64 v", " "),
    ("conformance/adapters/go/go.mod", "lib/linux_arm64_musl v", " "),
    ("examples/go/go.mod", "polyatom/bindings/go v", "\n"),
    ("CHANGELOG.md", "## [", "]"),
];

/// What a place must say.
pub fn said(&(_, before, after): &Place, version: &str) -> String {
    format!("{before}{version}{after}")
}

/// The numbers of a version, if it is one that can be released.
pub fn numbers(version: &str) -> Option<[u64; 3]> {
    let parts: Vec<&str> = version.split('.').collect();
    let number = |part: &&str| (*part == "0" || !part.starts_with('0')).then(|| part.parse().ok()).flatten();
    parts.iter().map(number).collect::<Option<Vec<u64>>>()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_three_numbers() {
        assert_eq!(numbers("0.10.2"), Some([0, 10, 2]));
        for wrong in ["", "1", "1.2", "1.2.3.4", "1.02.3", "v1.2.3", "1.2.x", "1.2.3-rc1", "1..2", "1.2.99999999999999999999"] {
            assert_eq!(numbers(wrong), None, "{wrong}");
        }
        assert!(numbers("0.9.0") < numbers("0.10.0"));
    }
}
