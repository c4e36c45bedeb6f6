//! Choices of configurations.

use crate::repo::choices;

choices! {
    /// The topic of a line about a flag, which the line decides.
    ///
    /// ```example
    /// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "IUSE=+ssl"])])
    /// config.package("a/b-1").flag("ssl").because[0].topic -> FlagTopic.Use
    /// ```
    FlagTopic of polyatom_repo::Topic {
        /// Whether the flag is on.
        Use = "use",
        /// Whether it must not be on.
        Mask = "mask",
        /// Whether it has to be on.
        Force = "force",
    }
}

choices! {
    /// The kind of a reason why a package may not be installed: the variable or the file that decides.
    ///
    /// ```example
    /// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0"])])
    /// config.reasons("a/b-1")[0].kind -> ReasonKind.Keywords
    /// ```
    ReasonKind of polyatom_repo::ReasonKind {
        /// A line masks it.
        PackageMask = "package.mask",
        /// A license is not accepted.
        License = "LICENSE",
        /// A property is not accepted.
        Properties = "PROPERTIES",
        /// A restriction is not accepted.
        Restrict = "RESTRICT",
        /// No keyword is accepted.
        Keywords = "KEYWORDS",
        /// Its EAPI is not known.
        Eapi = "EAPI",
        /// Its metadata cannot be used.
        Corruption = "corruption",
    }
}
