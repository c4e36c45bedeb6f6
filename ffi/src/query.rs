//! Queries: what packages are looked for.

use crate::mirror::text_type;
use crate::{BinaryPackage, ConfiguredPackage, EbuildPackage, InstalledPackage, Refused};
use std::sync::Arc;

text_type! {
    /// A description of the packages that are looked for: a test, or several that are joined by `&&`, `||`, `^^` (one of both) and `!`, for which `and`, `or` and
    /// `not` may stand.
    ///
    /// A test is an atom or a pattern of names; a field with an operator and a value, `slot == 0`, `description =~ '(?i)editor'`,
    /// `version >= 3.11`; a list with `any`, `all`, `none` or `count`, `keywords any ~amd64`; a field that is yes or no, `live`; or a place
    /// among the versions of a package, `newest 1 of (keywords any amd64)`. What only a configuration knows, such as `visible`, is asked of
    /// packages under one; what a package has since it was built, such as `build_time`, of installed and binary ones.
    ///
    /// Queries are equal if they print the same.
    ///
    /// ```example
    /// query = Query("category == dev-lang and not live")
    /// query -> "category == dev-lang && !live"
    /// query.or("app-misc/jq") -> "category == dev-lang && !live || app-misc/jq"
    /// query.fields -> ["category", "live"]
    /// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/dev-lang/b-1", ["SLOT=0"])])
    /// query.matches(repository.package("dev-lang/b-1")) -> true
    /// Query("slot = 0") -> error Query query_operator_missing
    /// ```
    Query of polyatom_repo
}

fn each(queries: Vec<Arc<Query>>) -> impl Iterator<Item = polyatom_repo::Query> {
    queries.into_iter().map(|query| query.0.clone())
}

#[uniffi::export]
impl Query {
    /// Reads a query.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom_repo::Query::parse(text)?))
    }

    /// Makes a test of a field by an operator and a value, which may be any text and needs no quotes.
    ///
    /// ```example
    /// Query.test("description", "=~", "it's") -> "description =~ 'it''s'"
    /// ```
    #[uniffi::constructor]
    pub fn test(field: &str, operator: &str, value: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom_repo::Query::test(field, operator, value)?))
    }

    /// Makes a query that matches what all of these match; every package if there are none.
    ///
    /// ```example
    /// Query.all(["live", "slot == 0"]) -> "live && slot == 0"
    /// ```
    #[uniffi::constructor]
    pub fn all(queries: Vec<Arc<Query>>) -> Self {
        Self(polyatom_repo::Query::all(each(queries)))
    }

    /// Makes a query that matches what any of these matches; no package if there are none.
    ///
    /// ```example
    /// Query.any(["live", "slot == 0"]) -> "live || slot == 0"
    /// ```
    #[uniffi::constructor]
    pub fn any(queries: Vec<Arc<Query>>) -> Self {
        Self(polyatom_repo::Query::any(each(queries)))
    }

    /// The packages that both match.
    pub fn and(&self, other: &Query) -> Query {
        Self(self.0.clone() & other.0.clone())
    }

    /// The packages that one of them matches, or both.
    pub fn or(&self, other: &Query) -> Query {
        Self(self.0.clone() | other.0.clone())
    }

    /// The packages that one of them matches, and not both.
    pub fn xor(&self, other: &Query) -> Query {
        Self(self.0.clone() ^ other.0.clone())
    }

    /// The packages that it does not match.
    pub fn not(&self) -> Query {
        Self(!self.0.clone())
    }

    /// The names of the fields that it asks about, each once.
    pub fn fields(&self) -> Vec<String> {
        self.0.fields().into_iter().map(|field| field.as_str().to_owned()).collect()
    }

    /// Whether packages of repositories can answer it under a configuration alone.
    pub fn needs_configuration(&self) -> bool {
        self.0.needs_configuration()
    }

    /// Whether it matches a package, whose other versions are those in its repository. It fails if the query asks for what only a
    /// configuration knows, or packages that were built, or if it hangs on a value that cannot be read.
    pub fn matches(&self, package: &EbuildPackage) -> Result<bool, Refused> {
        Ok(self.0.matches(&package.0)??)
    }

    /// Whether it matches a package under its configuration, whose other versions are those in all its repositories. It fails if the query
    /// asks for what only packages have that were built, or if it hangs on a value that cannot be read.
    pub fn matches_configured(&self, package: &ConfiguredPackage) -> Result<bool, Refused> {
        Ok(self.0.matches_configured(&package.0)??)
    }

    /// Whether it matches an installed package, whose other versions are those in its root. It fails if the query asks for what such
    /// packages do not have, or if it hangs on a value that cannot be read.
    pub fn matches_installed(&self, package: &InstalledPackage) -> Result<bool, Refused> {
        Ok(self.0.matches_installed(&package.0)??)
    }

    /// Whether it matches a binary package, which is the only version that it knows of. It fails if the query asks for what such packages do
    /// not have, or if it hangs on a value that cannot be read.
    pub fn matches_binary(&self, package: &BinaryPackage) -> Result<bool, Refused> {
        Ok(self.0.matches_binary(&package.0)??)
    }
}
