//! Choices of `polyatom-repo`, declared again because UniFFI's macros must see them.

/// Declares an enum of `polyatom-repo` again, with the texts of its variants and conversions.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident of $of:path { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, uniffi::Enum)]
        #[uniffi::export(Display, Eq, Hash, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl From<$of> for $name {
            fn from(value: $of) -> Self {
                use $of as Of;
                match value { $(Of::$variant { .. } => Self::$variant,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(match self { $(Self::$variant => $text,)+ })
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::PolyatomError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(crate::PolyatomError::unknown_choice(text, &[$($text),+])),
                }
            }
        }
    };
}

pub(crate) use choices;

/// Declares the way back of a choice that is asked with.
macro_rules! asked {
    ($name:ident of $of:path { $($variant:ident)+ }) => {
        impl From<$name> for $of {
            fn from(value: $name) -> Self {
                use $of as Of;
                match value { $($name::$variant => Of::$variant,)+ }
            }
        }
    };
}

choices! {
    /// The place where a repository's names of packages come from.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", [])], source = PackageSource.Ebuilds)
    /// repository.cpvs -> []
    /// ```
    PackageSource of polyatom_repo::Source {
        /// The ebuilds, and the metadata cache where there is not one ebuild.
        Both = "both",
        /// The ebuilds alone.
        Ebuilds = "ebuilds",
        /// The metadata cache alone, which is the fastest.
        Cache = "cache",
    }
}
asked! { PackageSource of polyatom_repo::Source { Both Ebuilds Cache } }

choices! {
    /// The format of a metadata cache (PMS, ch:metadata-cache).
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"])])
    /// repository.cache_format -> CacheFormat.Md5Dict
    /// ```
    CacheFormat of polyatom_repo::CacheFormat {
        /// `metadata/md5-cache`, with `KEY=value` lines.
        Md5Dict = "md5-dict",
        /// `metadata/cache`, with a value in each line.
        Pms = "pms",
    }
}

choices! {
    /// The closeness with which cache entries are compared with ebuilds and eclasses.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"])])
    /// repository.verify(VerifyLevel.Unchecked).valid -> 1
    /// repository.verify(VerifyLevel.Md5).valid -> 0
    /// ```
    VerifyLevel of polyatom_repo::VerifyLevel {
        /// An entry that can be read is valid.
        Unchecked = "unchecked",
        /// No ebuild and no eclass is newer than the entry.
        Mtime = "mtime",
        /// The checksums in the entry are those of ebuild and eclasses.
        Md5 = "md5",
    }
}
asked! { VerifyLevel of polyatom_repo::VerifyLevel { Unchecked Mtime Md5 } }

choices! {
    /// The reason why a cache entry does not fit.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"])])
    /// repository.verify(VerifyLevel.Md5).stale[0].reason -> StaleReason.NoChecksum
    /// ```
    StaleReason of polyatom_repo::StaleReason {
        /// There is no ebuild.
        EbuildMissing = "ebuild_missing",
        /// The ebuild is another one.
        Ebuild = "ebuild",
        /// There is no such eclass, here or in a master that is known.
        EclassMissing = "eclass_missing",
        /// The eclass is another one.
        Eclass = "eclass",
        /// The entry has no checksum to compare.
        NoChecksum = "no_checksum",
    }
}

choices! {
    /// The kind of file that an entry of a `Manifest` is about.
    ///
    /// ```example
    /// parse_manifest("DIST a.tar 3").entries[0].kind -> ManifestKind.Dist
    /// ```
    ManifestKind of polyatom_repo::format::manifest::ManifestKind {
        /// A file to download.
        Dist = "DIST",
        /// An ebuild.
        Ebuild = "EBUILD",
        /// A file in the directory `files`.
        Aux = "AUX",
        /// Another file beside the ebuilds.
        Misc = "MISC",
        /// Any file of the repository.
        Data = "DATA",
        /// Another Manifest.
        Manifest = "MANIFEST",
        /// A path that is not looked at.
        Ignore = "IGNORE",
        /// The time when the Manifest was made.
        Timestamp = "TIMESTAMP",
    }
}

asked! { ManifestKind of polyatom_repo::format::manifest::ManifestKind { Dist Ebuild Aux Misc Data Manifest Ignore Timestamp } }

choices! {
    /// A hash function.
    ///
    /// ```example
    /// manifest = parse_manifest("DIST a 0 MD5 d41d8cd98f00b204e9800998ecf8427e")
    /// manifest.entries[0].hashes[0].kind -> HashKind.Md5
    /// ```
    HashKind of polyatom_repo::format::manifest::HashKind {
        /// BLAKE2b.
        Blake2b = "BLAKE2B",
        /// BLAKE2s.
        Blake2s = "BLAKE2S",
        /// MD5.
        Md5 = "MD5",
        /// RIPEMD-160.
        Rmd160 = "RMD160",
        /// SHA-1.
        Sha1 = "SHA1",
        /// SHA-2 with 256 bits.
        Sha256 = "SHA256",
        /// SHA-3 with 256 bits.
        Sha3_256 = "SHA3_256",
        /// SHA-3 with 512 bits.
        Sha3_512 = "SHA3_512",
        /// SHA-2 with 512 bits.
        Sha512 = "SHA512",
        /// Whirlpool.
        Whirlpool = "WHIRLPOOL",
    }
}

asked! {
    HashKind of polyatom_repo::format::manifest::HashKind {
        Blake2b Blake2s Md5 Rmd160 Sha1 Sha256 Sha3_256 Sha3_512 Sha512 Whirlpool
    }
}

choices! {
    /// The kind of file that an installed package put on the system.
    ///
    /// ```example
    /// installed = Installed.from_files([RepositoryFile("var/db/pkg/a/b-1/CONTENTS", ["dir /usr"])])
    /// installed.package("a/b-1").contents()[0].kind -> ContentsKind.Directory
    /// ```
    ContentsKind of polyatom_repo::format::contents::ContentsKind {
        /// A directory.
        Directory = "dir",
        /// A regular file.
        File = "obj",
        /// A symbolic link.
        Link = "sym",
        /// A pipe.
        Fifo = "fif",
        /// A device.
        Device = "dev",
    }
}

choices! {
    /// The format of a binary package.
    ///
    /// ```example
    /// pkgdir = Pkgdir.from_files([RepositoryFile("Packages", ["", "CPV: a/b-1"])])
    /// pkgdir.package("a/b-1").format -> none
    /// ```
    BinaryFormat of polyatom_repo::BinaryFormat {
        /// GPKG, of GLEP 78: `.gpkg.tar`.
        Gpkg = "gpkg",
        /// XPAK: `.xpak`, `.tbz2`.
        Xpak = "xpak",
    }
}

choices! {
    /// The state of an architecture's dependencies (GLEP 72).
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("profiles/arches.desc", ["hppa testing"])])
    /// repository.arches_desc[0].status -> ArchStatus.Testing
    /// ```
    ArchStatus of polyatom_repo::format::descriptions::ArchStatus {
        /// Stable and testing keywords are both consistent.
        Stable = "stable",
        /// Only testing keywords are consistent.
        Testing = "testing",
        /// Stable keywords exist, and tools take them for testing ones.
        Transitional = "transitional",
    }
}

choices! {
    /// The kind of change in a file of `profiles/updates` (PMS, sec:updates-dir).
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("profiles/updates/1Q-2026", ["slotmove a/b 0 2"])])
    /// repository.updates[0].kind -> UpdateKind.SlotMove
    /// ```
    UpdateKind of polyatom_repo::format::updates::Update {
        /// A package has another name.
        Move = "move",
        /// Some versions of a package have another slot.
        SlotMove = "slotmove",
    }
}

choices! {
    /// The comparison of versions in a security advisory.
    ///
    /// ```example
    /// glsa = parse_glsa("<glsa id='1'><affected><package name='a/b'><vulnerable range='rle'>2</vulnerable></package></affected></glsa>")
    /// glsa.packages[0].vulnerable[0].kind -> GlsaRangeKind.LessOrEqual
    /// ```
    GlsaRangeKind of polyatom_repo::format::glsa::RangeKind {
        /// Older versions.
        Less = "lt",
        /// Older versions and the same.
        LessOrEqual = "le",
        /// The same version; with an asterisk those that it begins.
        Equal = "eq",
        /// Newer versions and the same.
        GreaterOrEqual = "ge",
        /// Newer versions.
        Greater = "gt",
    }
}

choices! {
    /// The way in which a file differs from its Manifest entry.
    ///
    /// ```example
    /// FileMismatch(MismatchKind.NoHash, none, none, none).kind -> MismatchKind.NoHash
    /// ```
    MismatchKind of polyatom_repo::Mismatch {
        /// Another size.
        Size = "size",
        /// Another checksum.
        Hash = "hash",
        /// No checksum in the entry, so that nothing can be said.
        NoHash = "no_hash",
        /// No file.
        Absent = "absent",
        /// No entry.
        Unlisted = "unlisted",
    }
}
