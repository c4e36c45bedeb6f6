//! `Manifest`: the files of a package with their sizes and checksums (GLEP 44, 59 and 74), thin or thick, signed or not, and the
//! form that was used before.

use super::text::{self, Line, Parsed, lines};
use super::{Code, Fault};

/// Declares kinds with their names.
macro_rules! kinds {
    ($(#[$type_doc:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident: $text:literal, $number:literal;)+ }) => {
        $(#[$type_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name in the file.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The kind of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }

            const fn number(self) -> usize {
                match self { $(Self::$variant => $number,)+ }
            }
        }
    };
}

kinds! {
    /// What kind of file an entry is about. The number is that of the words before the hashes.
    ManifestKind {
        /// A file to download.
        Dist: "DIST", 3;
        /// An ebuild.
        Ebuild: "EBUILD", 3;
        /// A file in the directory `files`.
        Aux: "AUX", 3;
        /// Another file beside the ebuilds.
        Misc: "MISC", 3;
        /// Any file of the repository.
        Data: "DATA", 3;
        /// Another Manifest.
        Manifest: "MANIFEST", 3;
        /// A path that is not looked at.
        Ignore: "IGNORE", 2;
        /// When the Manifest was made.
        Timestamp: "TIMESTAMP", 2;
    }
}

kinds! {
    /// A hash function. The number is that of the hexadecimal digits of its values.
    HashKind {
        /// BLAKE2b.
        Blake2b: "BLAKE2B", 128;
        /// BLAKE2s.
        Blake2s: "BLAKE2S", 64;
        /// MD5.
        Md5: "MD5", 32;
        /// RIPEMD-160.
        Rmd160: "RMD160", 40;
        /// SHA-1.
        Sha1: "SHA1", 40;
        /// SHA-2 with 256 bits.
        Sha256: "SHA256", 64;
        /// SHA-3 with 256 bits.
        Sha3_256: "SHA3_256", 64;
        /// SHA-3 with 512 bits.
        Sha3_512: "SHA3_512", 128;
        /// SHA-2 with 512 bits.
        Sha512: "SHA512", 128;
        /// Whirlpool.
        Whirlpool: "WHIRLPOOL", 128;
    }
}

impl HashKind {
    /// The number of hexadecimal digits of its values.
    pub const fn digits(self) -> usize {
        self.number()
    }
}

/// A checksum.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileHash {
    /// The hash function.
    pub kind: HashKind,
    /// Its value in hexadecimal digits.
    pub digest: String,
}

/// What a Manifest says about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestEntry {
    /// What kind of file it is.
    pub kind: ManifestKind,
    /// The file's name, for a timestamp the time.
    pub name: String,
    /// Its size in bytes; none where the kind has no size.
    pub size: Option<u64>,
    /// Its checksums, in the order of the line.
    pub hashes: Vec<FileHash>,
}

impl ManifestEntry {
    /// The checksum by that function.
    pub fn hash(&self, kind: HashKind) -> Option<&str> {
        self.hashes.iter().find(|hash| hash.kind == kind).map(|hash| hash.digest.as_str())
    }

    /// Where the file is below the directory of the Manifest; none for what has to be downloaded.
    pub fn path(&self) -> Option<String> {
        match self.kind {
            ManifestKind::Dist | ManifestKind::Timestamp => None,
            ManifestKind::Aux => Some(format!("files/{}", self.name)),
            _ => Some(self.name.clone()),
        }
    }
}

impl std::fmt::Display for ManifestEntry {
    /// Its line.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind.as_str(), self.name)?;
        if let Some(size) = self.size {
            write!(f, " {size}")?;
        }
        self.hashes.iter().try_for_each(|hash| write!(f, " {} {}", hash.kind.as_str(), hash.digest))
    }
}

/// A Manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Its entries, in the order of the file.
    pub entries: Vec<ManifestEntry>,
    /// Whether it is in the armour of a signature, which is not checked here.
    pub is_signed: bool,
}

impl Manifest {
    /// Reads the file. A line that is wrong costs one entry.
    pub fn parse(text: &str) -> Parsed<Self> {
        let mut parsed = Parsed::<Self>::default();
        let mut armour = Armour::Outside;
        for line in lines(text) {
            let Some(line) = armour.strip(line, &mut parsed.value.is_signed) else { continue };
            if line.text.is_empty() {
                continue;
            }
            match parsed.value.read(line) {
                Ok(()) => {}
                Err(_) if line.is_conflict_marker() => parsed.faults.push(line.fault(Code::ConflictMarker, 0, line.text.len())),
                Err(fault) => parsed.faults.push(fault),
            }
        }
        parsed
    }

    /// The entry of a file to download.
    pub fn dist(&self, filename: &str) -> Option<&ManifestEntry> {
        self.entries.iter().find(|entry| entry.kind == ManifestKind::Dist && entry.name == filename)
    }

    /// Whether it is about files to download only.
    pub fn is_thin(&self) -> bool {
        self.entries.iter().all(|entry| entry.kind == ManifestKind::Dist)
    }

    /// The Manifest as a file. It fails if an entry would read otherwise, as one with a blank in its name does.
    pub fn to_checked_text(&self) -> Result<String, Fault> {
        let text = self.to_text();
        let read = Self::parse(&text);
        match read.faults.into_iter().next() {
            Some(fault) => Err(fault),
            None if read.value.entries.iter().all(|entry| self.entries.contains(entry)) => Ok(text),
            None => Err(Fault::file(Code::FileName, "a name or checksum with a blank")),
        }
    }

    /// The Manifest as a file: the entries in order, as every tool writes them.
    pub fn to_text(&self) -> String {
        let mut lines: Vec<String> = self.entries.iter().map(|entry| format!("{entry}\n")).collect();
        lines.sort_unstable();
        lines.concat()
    }

    fn read(&mut self, line: Line<'_>) -> Result<(), Fault> {
        let words: Vec<(usize, &str)> = line.words().collect();
        let [(at, first), ref rest @ ..] = words[..] else { return Ok(()) };
        match (ManifestKind::from_name(first), HashKind::from_name(first)) {
            (Some(kind), _) => {
                let entry = entry(line, kind, rest)?;
                self.entries.push(entry);
            }
            (None, Some(kind)) => self.read_old(line, kind, rest)?,
            (None, None) => return Err(line.fault(Code::UnknownWord, at, first.len())),
        }
        Ok(())
    }

    /// A line in the form before GLEP 44, `MD5 HASH path size`: one for each file and hash.
    fn read_old(&mut self, line: Line<'_>, kind: HashKind, words: &[(usize, &str)]) -> Result<(), Fault> {
        let [digest, (_, path), size] = *words else { return Err(line.missing("HASH path size are needed")) };
        let hash = hash(line, kind, digest)?;
        let size = number(line, size)?;
        if let Some(known) = self.entries.iter_mut().find(|entry| entry.path().as_deref() == Some(path)) {
            if known.size == Some(size) && known.hash(kind).is_none() {
                known.hashes.push(hash);
            }
            return Ok(());
        }
        let (kind, name) = match path.strip_prefix("files/") {
            Some(name) => (ManifestKind::Aux, name),
            None if path.ends_with(".ebuild") => (ManifestKind::Ebuild, path),
            None => (ManifestKind::Misc, path),
        };
        self.entries.push(ManifestEntry { kind, name: name.to_owned(), size: Some(size), hashes: vec![hash] });
        Ok(())
    }
}

fn entry(line: Line<'_>, kind: ManifestKind, words: &[(usize, &str)]) -> Result<ManifestEntry, Fault> {
    let fixed = kind.number() - 1;
    if words.len() < fixed {
        return Err(line.missing(if fixed == 1 { "a name" } else { "a name and a size" }));
    }
    let (fields, pairs) = words.split_at(fixed);
    let size = fields.get(1).map(|&size| number(line, size)).transpose()?;
    if let (None, Some((at, _))) = (size, pairs.first()) {
        return Err(line.fault(Code::TrailingField, *at, line.text.len() - at));
    }
    let mut hashes = Vec::with_capacity(pairs.len() / 2);
    for pair in pairs.chunks(2) {
        let (at, name) = pair[0];
        let kind = HashKind::from_name(name).ok_or_else(|| line.fault(Code::UnknownWord, at, name.len()))?;
        let digest = *pair.get(1).ok_or_else(|| line.missing("the checksum"))?;
        hashes.push(hash(line, kind, digest)?);
    }
    Ok(ManifestEntry { kind, name: fields[0].1.to_owned(), size, hashes })
}

fn hash(line: Line<'_>, kind: HashKind, (at, digest): (usize, &str)) -> Result<FileHash, Fault> {
    match digest.len() == kind.digits() && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        true => Ok(FileHash { kind, digest: digest.to_owned() }),
        false => Err(line.fault(Code::Checksum, at, digest.len()).because(format!("{} digits are needed", kind.digits()))),
    }
}

fn number(line: Line<'_>, (at, word): (usize, &str)) -> Result<u64, Fault> {
    text::number(word).ok_or_else(|| line.fault(Code::Number, at, word.len()))
}

/// Where a line stands in the armour of OpenPGP.
enum Armour {
    Outside,
    Header,
    Message,
    Signature,
}

impl Armour {
    /// The line without the armour, if something is left of it.
    fn strip<'a>(&mut self, line: Line<'a>, is_signed: &mut bool) -> Option<Line<'a>> {
        match (&self, line.text) {
            (Self::Outside, "-----BEGIN PGP SIGNED MESSAGE-----") => {
                *is_signed = true;
                *self = Self::Header;
            }
            (Self::Header, "") => *self = Self::Message,
            (Self::Header, _) => {}
            (Self::Message, "-----BEGIN PGP SIGNATURE-----") => *self = Self::Signature,
            (Self::Signature, "-----END PGP SIGNATURE-----") => *self = Self::Outside,
            (Self::Signature, _) => {}
            (Self::Message, text) => return Some(Line { text: text.strip_prefix("- ").unwrap_or(text), ..line }),
            (Self::Outside, _) => return Some(line),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(parsed: &Parsed<Manifest>) -> Vec<(&'static str, u32)> {
        parsed.faults.iter().map(|fault| (fault.code(), fault.line().unwrap())).collect()
    }

    #[test]
    fn thin_and_thick() {
        let sum = "a".repeat(64);
        let thin = Manifest::parse(&format!("DIST a.tar 12 SHA256 {sum}\n"));
        assert!(thin.value.is_thin() && thin.faults.is_empty());
        assert_eq!(thin.value.dist("a.tar").unwrap().hash(HashKind::Sha256), Some(&*sum));
        let thick = Manifest::parse(&format!(
            "AUX b.patch 1 SHA256 {sum}\nEBUILD c-1.ebuild 2\nTIMESTAMP 2026-01-01T00:00:00Z\nIGNORE x\n"
        ));
        assert!(!thick.value.is_thin() && !thick.value.is_signed);
        let paths: Vec<_> = thick.value.entries.iter().map(ManifestEntry::path).collect();
        assert_eq!(paths, [Some("files/b.patch".to_owned()), Some("c-1.ebuild".to_owned()), None, Some("x".to_owned())]);
    }

    #[test]
    fn the_old_form_is_put_together() {
        let (md5, sha) = ("a".repeat(32), "b".repeat(64));
        let text =
            format!("MD5 {md5} x-1.ebuild 5\nSHA256 {sha} x-1.ebuild 5\nMD5 {md5} files/digest-x-1 9\nMD5 {md5} ChangeLog 3\n");
        let found = Manifest::parse(&text);
        assert_eq!(found.faults, []);
        let kinds: Vec<_> = found.value.entries.iter().map(|entry| (entry.kind, entry.hashes.len())).collect();
        assert_eq!(kinds, [(ManifestKind::Ebuild, 2), (ManifestKind::Aux, 1), (ManifestKind::Misc, 1)]);
    }

    #[test]
    fn armour_is_taken_off() {
        let text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n- DIST a 1\nDIST b 2\n-----BEGIN PGP SIGNATURE-----\n\nxyz\n-----END PGP SIGNATURE-----\n";
        let found = Manifest::parse(text);
        assert_eq!((found.value.is_signed, found.value.entries.len(), found.faults.len()), (true, 2, 0));
    }

    #[test]
    fn bad_lines_cost_one_entry() {
        let text = "<<<<<<< HEAD\nDIST a 1 MD5 abc\nDIST b x\nDIST c\nWHAT d 1\nDIST e 1 MD4 00\nDIST f 1 MD5\n=======\nDIST g 1\nMD5 a b\nIGNORE a b\n";
        let found = Manifest::parse(text);
        assert_eq!(found.value.entries.len(), 1);
        let expected = [
            ("conflict_marker", 1),
            ("checksum", 2),
            ("number", 3),
            ("missing_field", 4),
            ("unknown_word", 5),
            ("unknown_word", 6),
            ("missing_field", 7),
            ("conflict_marker", 8),
            ("missing_field", 10),
            ("trailing_field", 11),
        ];
        assert_eq!(codes(&found), expected);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "((DIST|MD5|AUX|IGNORE|-)( [a-f0-9]{1,3}){0,4}\n){0,9}|\\PC*") {
            let found = Manifest::parse(&text);
            let again = Manifest::parse(&found.value.to_text());
            prop_assert!(again.faults.is_empty());
            prop_assert_eq!(again.value.entries.len(), found.value.entries.len());
            prop_assert_eq!(again.value.to_text(), found.value.to_text());
        }
    }
}
