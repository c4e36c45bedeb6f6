//! `KEYWORDS` and `ACCEPT_KEYWORDS`.

use crate::Refused;
use crate::give::{Text, text};
use crate::mirror::{mirror, text_type};
use std::sync::Arc;

mirror! {
    /// The statement of a keyword about its architecture (PMS, sec:keywords), lowest first.
    ///
    /// ```example
    /// Keyword("~amd64").status -> KeywordStatus.Testing
    /// ```
    KeywordStatus {
        /// `-amd64`: the package does not work there.
        Disabled,
        /// `~amd64`: it is thought to work there, and is being tested.
        Testing,
        /// `amd64`: it works there.
        Stable,
    }
}

text_type! {
    /// One keyword of `KEYWORDS`: `amd64`, `~amd64`, `-amd64` or `-*` (PMS, sec:keyword-names).
    ///
    /// Keywords are ordered as in ebuilds: `-*` comes first, then architectures by name, and then those with a hyphen, such as
    /// `~amd64-linux`, by what follows it.
    ///
    /// ```example
    /// Keyword("~amd64").arch -> "amd64"
    /// ```
    Keyword
}

#[uniffi::export]
impl Keyword {
    /// Reads a keyword.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom::Keyword::parse(text)?))
    }

    /// The architecture, `amd64`; `*` for `-*`, which means every architecture that is not listed.
    pub fn arch(&self) -> Text {
        text(self.0.arch())
    }

    /// The statement about the architecture.
    pub fn status(&self) -> KeywordStatus {
        self.0.status().into()
    }
}

text_type! {
    /// The value of `KEYWORDS`, `amd64 ~arm64 -*` (PMS, sec:keywords). Values are equal if they have the same keywords, in any order.
    ///
    /// ```example
    /// keywords = Keywords("~x86 amd64")
    /// keywords.status("x86") -> KeywordStatus.Testing
    /// keywords.status("riscv") -> none
    /// keywords.sorted() -> "amd64 ~x86"
    /// ```
    Keywords
}

#[uniffi::export]
impl Keywords {
    /// Reads a value, which may be empty.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom::Keywords::parse(text)?))
    }

    /// The keywords, in order and each once.
    pub fn items(&self) -> Vec<Arc<Keyword>> {
        self.0.iter().cloned().map(Keyword::shared).collect()
    }

    /// The number of keywords.
    pub fn length(&self) -> u64 {
        self.0.iter().len() as u64
    }

    /// Whether the keyword is one of them.
    pub fn contains(&self, keyword: &Keyword) -> bool {
        self.0.iter().any(|own| *own == keyword.0)
    }

    /// The architectures with that status, in order, without the `*` of `-*`.
    ///
    /// ```example
    /// Keywords("amd64 ~arm64 x86").arches(KeywordStatus.Stable) -> ["amd64", "x86"]
    /// ```
    pub fn arches(&self, status: KeywordStatus) -> Vec<String> {
        self.0.arches(status.into()).map(str::to_owned).collect()
    }

    /// The statement about the architecture, if there is one. The highest status counts if there are several, and `-*` only for an
    /// architecture that is not listed.
    pub fn status(&self, arch: &str) -> Option<KeywordStatus> {
        self.0.status(arch).map(Into::into)
    }

    /// Whether it is stable on the architecture.
    pub fn is_stable(&self, arch: &str) -> bool {
        self.0.is_stable(arch)
    }

    /// Whether it is being tested on the architecture.
    pub fn is_testing(&self, arch: &str) -> bool {
        self.0.is_testing(arch)
    }

    /// The architectures on which one of the others is stable and these keywords are not, in order and each once: what a newer version still
    /// needs.
    ///
    /// ```example
    /// newer = Keywords("amd64 ~arm64 ~x86")
    /// newer.lagging_behind(["amd64 arm64", "x86"]) -> ["arm64", "x86"]
    /// ```
    pub fn lagging_behind(&self, others: Vec<Arc<Keywords>>) -> Vec<String> {
        self.0.lagging_behind(others.iter().map(|other| &other.0)).into_iter().map(str::to_owned).collect()
    }

    /// Whether these keywords are stable on every architecture on which the others are stable or being tested: then a version with the others is
    /// needed nowhere.
    ///
    /// ```example
    /// Keywords("amd64 arm64").covers("~amd64 -sparc") -> true
    /// Keywords("amd64 ~arm64").covers("arm64") -> false
    /// ```
    pub fn covers(&self, others: &Keywords) -> bool {
        self.0.covers(&others.0)
    }

    /// Whether one of the keywords is accepted.
    ///
    /// ```example
    /// Keywords("~amd64").is_accepted_by("amd64") -> false
    /// ```
    pub fn is_accepted_by(&self, accepted: &AcceptKeywords) -> bool {
        self.0.is_accepted_by(&accepted.0)
    }

    /// The same keywords in the order of ebuilds, each once.
    pub fn sorted(&self) -> Keywords {
        self.0.sorted().into()
    }
}

text_type! {
    /// The value of `ACCEPT_KEYWORDS`, `amd64 ~arm64`: which keywords are wanted. Values are equal if the same words are left in the end.
    ///
    /// `amd64` accepts the keyword `amd64`; `~amd64` accepts `~amd64` and `amd64`; `*` accepts any keyword without a sign, `~*` any with
    /// `~`, and `**` every package, also one without keywords. `-` takes back a word before it, and `-*` all of them.
    ///
    /// ```example
    /// AcceptKeywords("~amd64").accepts("amd64") -> true
    /// AcceptKeywords("amd64").accepts("~amd64") -> false
    /// ```
    AcceptKeywords
}

#[uniffi::export]
impl AcceptKeywords {
    /// Reads a value, which may be empty.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom::AcceptKeywords::parse(text)?))
    }

    /// Whether a package with only this keyword is accepted.
    pub fn accepts(&self, keyword: &Keyword) -> bool {
        self.0.accepts(&keyword.0)
    }
}
