//! Checksums of files, and comparing a file with its Manifest entry.

use std::io::{self, Read};

use digest::DynDigest;

use crate::format::manifest::{FileHash, HashKind, ManifestEntry};

/// Bytes that are read at once.
const CHUNK: usize = 1 << 16;

/// Hears how many bytes were read so far, and says whether to go on.
pub type Progress<'a> = &'a mut dyn FnMut(u64) -> bool;

fn hasher(kind: HashKind) -> Box<dyn DynDigest> {
    match kind {
        HashKind::Blake2b => Box::<blake2::Blake2b512>::default(),
        HashKind::Blake2s => Box::<blake2::Blake2s256>::default(),
        HashKind::Md5 => Box::<md5::Md5>::default(),
        HashKind::Rmd160 => Box::<ripemd::Ripemd160>::default(),
        HashKind::Sha1 => Box::<sha1::Sha1>::default(),
        HashKind::Sha256 => Box::<sha2::Sha256>::default(),
        HashKind::Sha3_256 => Box::<sha3::Sha3_256>::default(),
        HashKind::Sha3_512 => Box::<sha3::Sha3_512>::default(),
        HashKind::Sha512 => Box::<sha2::Sha512>::default(),
        HashKind::Whirlpool => Box::<whirlpool::Whirlpool>::default(),
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// The checksum of some bytes, in hexadecimal digits.
///
/// ```
/// use polyatom_repo::format::manifest::HashKind;
/// assert_eq!(polyatom_repo::hash(HashKind::Md5, b""), "d41d8cd98f00b204e9800998ecf8427e");
/// ```
pub fn hash(kind: HashKind, bytes: &[u8]) -> String {
    let mut hasher = hasher(kind);
    hasher.update(bytes);
    hex(&hasher.finalize())
}

/// How a file differs from its Manifest entry. That one of the two is missing only those tell that look at many files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// It has another size.
    Size {
        /// That of the entry.
        expected: u64,
        /// That of the file; of one that is too long what was read until that was known.
        found: u64,
    },
    /// It has another checksum.
    Hash {
        /// The hash function.
        kind: HashKind,
        /// What the entry says.
        expected: String,
        /// That of the file.
        found: String,
    },
    /// The entry has no checksum, so that nothing can be said.
    NoHash,
    /// There is no such file.
    Absent,
    /// There is no entry of the file.
    Unlisted,
}

/// Compares a file with its entry: the size and every checksum. None if they agree.
///
/// `progress` may stop it, which is an error of the kind `Interrupted`.
pub(crate) fn verify(file: impl Read, entry: &ManifestEntry, progress: Progress<'_>) -> io::Result<Option<Mismatch>> {
    if entry.hashes.is_empty() {
        return Ok(Some(Mismatch::NoHash));
    }
    let mut hashers: Vec<_> = entry.hashes.iter().map(|hash| (hash, hasher(hash.kind))).collect();
    let is_too_long = |done| entry.size.is_some_and(|size| done > size);
    let done = feed(file, progress, |chunk, done| {
        hashers.iter_mut().for_each(|(_, hasher)| hasher.update(chunk));
        !is_too_long(done)
    })?;
    if let Some(expected) = entry.size.filter(|&size| done != size) {
        return Ok(Some(Mismatch::Size { expected, found: done }));
    }
    let wrong = hashers.into_iter().find_map(|(hash, hasher)| {
        let found = hex(&hasher.finalize());
        (!found.eq_ignore_ascii_case(&hash.digest)).then(|| Mismatch::Hash {
            kind: hash.kind,
            expected: hash.digest.clone(),
            found,
        })
    });
    Ok(wrong)
}

/// The size of a file and its checksums by these functions, in their order.
pub(crate) fn measure(file: impl Read, kinds: &[HashKind], progress: Progress<'_>) -> io::Result<(u64, Vec<FileHash>)> {
    let mut hashers: Vec<_> = kinds.iter().map(|&kind| (kind, hasher(kind))).collect();
    let size = feed(file, progress, |chunk, _| {
        hashers.iter_mut().for_each(|(_, hasher)| hasher.update(chunk));
        true
    })?;
    let hash = |(kind, hasher): (HashKind, Box<dyn DynDigest>)| FileHash { kind, digest: hex(&hasher.finalize()) };
    Ok((size, hashers.into_iter().map(hash).collect()))
}

/// Reads a file in chunks until `each`, which gets one and the number of bytes so far, has enough. It gives that number.
fn feed(mut file: impl Read, progress: Progress<'_>, mut each: impl FnMut(&[u8], u64) -> bool) -> io::Result<u64> {
    let mut chunk = vec![0; CHUNK];
    let mut done = 0;
    loop {
        let length = match file.read(&mut chunk) {
            Ok(0) => return Ok(done),
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        done += length as u64;
        if !each(&chunk[..length], done) {
            return Ok(done);
        }
        if !progress(done) {
            return Err(io::Error::new(io::ErrorKind::Interrupted, "stopped"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::manifest::{FileHash, ManifestKind};

    /// Of the text `abc`, from the documents that define the functions.
    const ABC: [(HashKind, &str); 6] = [
        (HashKind::Md5, "900150983cd24fb0d6963f7d28e17f72"),
        (HashKind::Rmd160, "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"),
        (HashKind::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (HashKind::Sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (HashKind::Sha3_256, "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"),
        (HashKind::Blake2s, "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982"),
    ];

    #[test]
    fn functions_are_what_they_are_called() {
        assert!(ABC.iter().all(|&(kind, digest)| hash(kind, b"abc") == digest));
        for &kind in HashKind::ALL {
            assert_eq!(hash(kind, b"x").len(), kind.digits(), "{}", kind.as_str());
        }
        assert!(hash(HashKind::Blake2b, b"abc").starts_with("ba80a53f981c4d0d"));
        assert!(hash(HashKind::Sha512, b"abc").starts_with("ddaf35a193617aba"));
        assert!(hash(HashKind::Sha3_512, b"abc").starts_with("b751850b1a57168a"));
        assert!(hash(HashKind::Whirlpool, b"abc").starts_with("4e2448a4c6f486bb"));
    }

    #[test]
    fn files_are_compared() {
        let entry = |size: u64, digest: &str| {
            let hashes = vec![FileHash { kind: HashKind::Md5, digest: digest.to_owned() }];
            ManifestEntry { kind: ManifestKind::Dist, name: "x".to_owned(), size: Some(size), hashes }
        };
        let (good, other) = (ABC[0].1.to_uppercase(), "0".repeat(32));
        let told = |entry: &ManifestEntry| verify(&b"abc"[..], entry, &mut |_| true).unwrap();
        assert_eq!(told(&entry(3, &good)), None);
        assert_eq!(told(&entry(4, &good)), Some(Mismatch::Size { expected: 4, found: 3 }));
        assert_eq!(told(&entry(2, &good)), Some(Mismatch::Size { expected: 2, found: 3 }));
        let expected = Mismatch::Hash { kind: HashKind::Md5, expected: other.clone(), found: ABC[0].1.to_owned() };
        assert_eq!(told(&entry(3, &other)), Some(expected));
        let bare = ManifestEntry { hashes: Vec::new(), ..entry(3, &good) };
        assert_eq!(told(&bare), Some(Mismatch::NoHash));
        let stopped = verify(&b"abc"[..], &entry(3, &good), &mut |_| false).unwrap_err();
        assert_eq!(stopped.kind(), io::ErrorKind::Interrupted);
    }
}
