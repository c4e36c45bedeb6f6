//! `SRC_URI`: what to fetch, under which name, and from where.

use super::DepSpec;
use crate::UseFlags;
use crate::mirror::mirror;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

mirror! {
    /// The restriction that a prefix of a URI undoes (PMS, sec:src-uri-behaviour).
    ///
    /// ```example
    /// spec = DepSpec(DepSpecKind.SrcUri, "fetch+https://example.org/a.tgz")
    /// spec.uris[0].prefix -> UriPrefix.Fetch
    /// ```
    UriPrefix {
        /// `fetch+`: fetch restriction.
        Fetch,
        /// `mirror+`: fetch and mirror restriction.
        Mirror,
    }
}

/// An item of `SRC_URI` (PMS, sec:src-uri-behaviour).
///
/// ```example
/// spec = DepSpec(DepSpecKind.SrcUri, "https://example.org/v1.tgz -> a-1.tgz")
/// spec.uris[0].filename -> "a-1.tgz"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Display)]
pub struct Uri {
    /// The URI without prefix and arrow, or a plain file name.
    pub uri: String,
    /// The name of the file in `DISTDIR`: after the arrow, or the last component of the URI.
    pub filename: String,
    /// The name after the arrow, if there is one.
    pub rename: Option<String>,
    /// The prefix, if there is one.
    pub prefix: Option<UriPrefix>,
    /// The protocol, `https`; none for a plain file name.
    pub scheme: Option<String>,
    /// The name of the mirror in `mirror://name/path`.
    pub mirror: Option<String>,
}

impl From<polyatom::Uri<'_>> for Uri {
    fn from(uri: polyatom::Uri<'_>) -> Self {
        Self {
            uri: uri.uri().to_owned(),
            filename: uri.filename().to_owned(),
            rename: uri.rename().map(str::to_owned),
            prefix: uri.prefix().map(Into::into),
            scheme: uri.scheme().map(str::to_owned),
            mirror: uri.mirror().map(|(name, _)| name.to_owned()),
        }
    }
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(prefix) = self.prefix {
            write!(f, "{prefix}+")?;
        }
        f.write_str(&self.uri)?;
        self.rename.as_ref().map_or(Ok(()), |name| write!(f, " -> {name}"))
    }
}

/// A mirror, as `thirdpartymirrors` lists them.
///
/// ```example
/// Mirror("gnu", ["https://example.org"]).name -> "gnu"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Mirror {
    /// The name in `mirror://name/path`.
    pub name: String,
    /// The URIs where it is.
    pub uris: Vec<String>,
}

/// A file to fetch.
///
/// ```example
/// spec = DepSpec(DepSpecKind.SrcUri, "https://example.org/a.tgz")
/// spec.downloads()[0].filename -> "a.tgz"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Download {
    /// The name in `DISTDIR`.
    pub filename: String,
    /// The URIs where it is, each once, in the order written; nothing for a plain file name.
    pub uris: Vec<String>,
}

#[uniffi::export]
impl DepSpec {
    /// The items of a `SRC_URI`, as if every condition held.
    pub fn uris(&self) -> Vec<Uri> {
        self.0.uris().map(Into::into).collect()
    }

    /// The files of a `SRC_URI` and where each is: with USE flags, those of a package with these enabled; without, as if every condition
    /// held. Each is there once, in the order of `A` (PMS, sec:ebuild-env-vars), with all its places in the order written.
    ///
    /// `mirror://name/path` becomes one URI for each place of the mirror of that name, and stays as it is if the mirror is not given.
    ///
    /// ```example
    /// spec = DepSpec(DepSpecKind.SrcUri, "mirror://gnu/a.tgz")
    /// files = spec.downloads(mirrors = [Mirror("gnu", ["https://example.org"])])
    /// files[0].uris -> ["https://example.org/a.tgz"]
    /// ```
    #[uniffi::method(default(mirrors = [], use_flags = None))]
    pub fn downloads(&self, mirrors: Vec<Mirror>, use_flags: Option<Arc<UseFlags>>) -> Vec<Download> {
        let mirrors: BTreeMap<_, _> = mirrors.into_iter().map(|mirror| (mirror.name, mirror.uris)).collect();
        let files = match use_flags {
            Some(flags) => self.0.evaluate(&flags.0).downloads(&mirrors),
            None => self.0.downloads(&mirrors),
        };
        files.into_iter().map(|file| Download { filename: file.filename, uris: file.uris }).collect()
    }
}
