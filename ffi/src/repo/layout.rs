//! `metadata/layout.conf`.

use super::Variable;
use super::records::records;

records! {
    /// The content of a `layout.conf`. Lists are empty where the key is absent.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("metadata/layout.conf", ["masters = gentoo", "thin-manifests = true"])])
    /// repository.layout.masters -> ["gentoo"]
    /// repository.layout.thin_manifests -> true
    /// ```
    LayoutConf of polyatom_repo::LayoutConf {
        /// Other names of the repository.
        aliases: Vec<String> = |it| it,
        /// The formats of the metadata cache, the preferred one first.
        cache_formats: Vec<String> = |it| it,
        /// EAPIs that ebuilds may not have.
        eapis_banned: Vec<String> = |it| it,
        /// EAPIs that ebuilds should not have.
        eapis_deprecated: Vec<String> = |it| it,
        /// EAPIs in which ebuilds are only tested.
        eapis_testing: Vec<String> = |it| it,
        /// The hashes that new Manifest entries get.
        manifest_hashes: Vec<String> = |it| it,
        /// The hashes that every Manifest entry must have.
        manifest_required_hashes: Vec<String> = |it| it,
        /// The repositories it builds on, the last with the highest rank. None if the key is absent; an empty list says that the repository
        /// stands alone.
        masters: Option<Vec<String>> = |it| it,
        /// Extensions of the format of profiles.
        profile_formats: Vec<String> = |it| it,
        /// The EAPI of profiles without a file `eapi`.
        profile_eapi_when_unspecified: Option<String> = |it| it,
        /// The values that `PROPERTIES` may have.
        properties_allowed: Vec<String> = |it| it,
        /// The values that `RESTRICT` may have.
        restrict_allowed: Vec<String> = |it| it,
        /// The name of the repository. It goes before `profiles/repo_name`.
        repo_name: Option<String> = |it| it,
        /// Whether commits are signed.
        sign_commits: Option<bool> = |it| it,
        /// Whether Manifests are signed.
        sign_manifests: Option<bool> = |it| it,
        /// Whether Manifests name only files to download.
        thin_manifests: Option<bool> = |it| it,
        /// Whether files `ChangeLog` are kept.
        update_changelog: Option<bool> = |it| it,
        /// Whether Manifests are used: `strict`, `true` or `false`.
        use_manifests: Option<String> = |it| it,
        /// The keys that are none of these, in the order of the file.
        unknown: Vec<Variable> = |it| it.into_iter().map(|(name, text)| Variable { name, text }).collect(),
    }
}
