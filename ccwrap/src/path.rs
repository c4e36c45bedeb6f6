//! Paths as bytes: what rules compare.

use bstr::{BStr, ByteSlice};

/// A path for comparing: without `.`, doubled slashes, a slash at the end, and with `..` taken back. Links are not followed.
///
/// The root is the empty text, so that a path below is always `parent + "/" + name`.
pub fn clean(path: &[u8]) -> Vec<u8> {
    let mut cleaned = Vec::with_capacity(path.len());
    for part in path.split_str("/") {
        match part {
            b"" | b"." => {}
            b".." => cleaned.truncate(cleaned.rfind_byte(b'/').unwrap_or(0)),
            part => {
                cleaned.push(b'/');
                cleaned.extend_from_slice(part);
            }
        }
    }
    cleaned
}

/// Says whether `path` is `directory` or below it.
pub fn is_below(path: &[u8], directory: &[u8]) -> bool {
    let (path, directory) = (clean(path), clean(directory));
    path.strip_prefix(directory.as_slice()).is_some_and(|rest| rest.is_empty() || rest.starts_with(b"/"))
}

/// `/usr/include` of `/usr/include/.`, which is the same directory.
pub fn without_dot(path: &[u8]) -> &[u8] {
    let mut path = path;
    while let Some(rest) = path.strip_suffix(b"/.").filter(|rest| !rest.is_empty()) {
        path = rest;
    }
    path
}

/// The directory and the name of a path; the directory of `/a` is the root.
pub fn split(path: &[u8]) -> (&BStr, &BStr) {
    match path.rfind_byte(b'/') {
        Some(0) => (b"/".as_bstr(), path[1..].as_bstr()),
        Some(at) => (path[..at].as_bstr(), path[at + 1..].as_bstr()),
        None => (b".".as_bstr(), path.as_bstr()),
    }
}

/// `x` of `libx.so`, `libx.so.1.2`, `libx.sl` and `libx.dylib`. A name has letters, digits, `_` and `-` only: others cannot be asked for
/// in a way that every linker understands.
pub fn shared_library_name(file: &[u8]) -> Option<&BStr> {
    let rest = file.strip_prefix(b"lib")?;
    let (name, extension) = rest.split_once_str(".")?;
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let is_shared = [&b"so"[..], b"sl", b"dylib"].into_iter().any(|known| {
        extension.strip_prefix(known).is_some_and(|version| match version {
            [] => true,
            [b'.', digit, ..] => digit.is_ascii_digit(),
            _ => false,
        })
    });
    (is_shared && !name.is_empty() && name.iter().all(plain)).then(|| name.as_bstr())
}

/// `x` of `libx.la` and of `libx.a`, when `extension` is that.
pub fn library_name<'a>(file: &'a [u8], extension: &str) -> Option<&'a BStr> {
    let name = file.strip_prefix(b"lib")?.strip_suffix(extension.as_bytes())?.strip_suffix(b".")?;
    (!name.is_empty()).then(|| name.as_bstr())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_compared_clean() {
        for (path, expected) in [
            ("/usr/include/", "/usr/include"),
            ("//usr/./include/.", "/usr/include"),
            ("/opt/pkgs/../../usr", "/usr"),
            ("/", ""),
            ("/../..", ""),
        ] {
            assert_eq!(clean(path.as_bytes()).as_bstr(), expected, "{path}");
        }
    }

    #[test]
    fn a_boundary_is_a_slash() {
        assert!(is_below(b"/usr/lib/x", b"/usr/lib/") && is_below(b"/usr/lib", b"/usr/lib"));
        assert!(!is_below(b"/usr/lib64", b"/usr/lib"));
    }

    #[test]
    fn shared_libraries_have_names() {
        for (file, name) in [("libx.so", "x"), ("liba-b_1.so.1.2", "a-b_1"), ("libx.sl", "x"), ("libx.dylib", "x")] {
            assert_eq!(shared_library_name(file.as_bytes()).unwrap(), name);
        }
        for file in ["libstdc++.so", "x.so", "lib.so", "libx.so.", "libx.sop", "libx.so.x", "libx.a", "libx.1.dylib", "libx"] {
            assert!(shared_library_name(file.as_bytes()).is_none(), "{file}");
        }
    }
}
