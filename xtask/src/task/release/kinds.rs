//! The kinds of packages: how each is made, what it is made of, and how it is uploaded.

use super::{crates, gentoo, programs, pytest};
use crate::kit::archive::{self, Files};
use crate::kit::chosen;
use crate::kit::ctx::Ctx;
use crate::kit::portable::{Libc, Platform};
use crate::kit::report::Report;
use crate::lang::packaging::{self, LICENSES, Packaging, Place};
use anyhow::Result;
use std::path::{Path, PathBuf};

pub struct Kind {
    pub name: &'static str,
    /// Kinds whose making this one's uses.
    pub after: &'static [&'static str],
    /// Names in the table of tools.
    pub tools: &'static [&'static str],
    /// Makes packages in the place's `dist`, and those that are for any platform with this machine's.
    pub make: fn(&Ctx, &Place) -> Result<()>,
    /// How it is installed and used, if a package manager of a language's own does that and it can be asked the suite.
    pub packaging: Option<Packaging>,
    /// What else it is tried with on a platform.
    pub tries: &'static [Try],
    /// Whether a platform has packages of its own.
    pub has: fn(&Platform) -> bool,
    /// Whether there is something here to try those with.
    pub tried: fn(&Platform) -> bool,
    /// The packages in that directory, with the names under which they are released.
    pub packages: fn(&Ctx, &Path) -> Result<Files>,
    /// The files with the licenses, which must be in each.
    pub holds: &'static [&'static str],
    /// The crate of which its binaries are made, if that is one.
    pub made_of: Option<&'static str>,
    /// Where users get it.
    pub registry: &'static Registry,
}

pub struct Try {
    pub what: &'static str,
    pub ask: fn(&Ctx, &'static Kind, &'static Platform) -> Result<Report>,
}

pub struct Registry {
    /// The commands that upload packages of a version.
    pub upload: fn(&str, &[String]) -> Vec<String>,
    /// The variables with what it wants to see.
    pub credentials: &'static [&'static str],
}

/// What has no registry of its own is attached to the version's page.
const PAGE: Registry = Registry { upload: attach, credentials: &["GH_TOKEN"] };
const REPOSITORY: Registry = Registry { upload: tags, credentials: &["GH_TOKEN"] };
const PYPI: Registry = Registry {
    upload: |_, names| vec![format!("twine upload {}", in_dist(names))],
    credentials: &["TWINE_USERNAME", "TWINE_PASSWORD"],
};
const RUBYGEMS: Registry = Registry {
    upload: |_, names| names.iter().map(|name| format!("gem push dist/{name}")).collect(),
    credentials: &["GEM_HOST_API_KEY"],
};
const CRATES: Registry = Registry {
    upload: |version, names| vec![format!("cargo publish --locked {}", crates::chosen(version, names))],
    credentials: &["CARGO_REGISTRY_TOKEN"],
};

pub static KINDS: &[Kind] = &[
    Kind {
        name: "c",
        after: &[],
        tools: &["cargo", "cc", "binutils", "pkg-config", "jansson", "xz"],
        make: packaging::c::PACKAGING.package,
        packaging: Some(packaging::c::PACKAGING),
        tries: &[],
        has: |_| true,
        tried: |_| true,
        packages: all,
        holds: &LICENSES,
        made_of: Some("polyatom-c"),
        registry: &PAGE,
    },
    Kind {
        name: "debian",
        after: &["c"],
        tools: &["dpkg-deb", "jansson", "pkg-config"],
        make: packaging::debian::PACKAGING.package,
        packaging: Some(packaging::debian::PACKAGING),
        tries: &[],
        has: |platform| platform.libc == Libc::Glibc,
        tried: |_| true,
        packages: all,
        holds: &["copyright"],
        made_of: Some("polyatom-c"),
        registry: &PAGE,
    },
    Kind {
        name: "python",
        after: &[],
        tools: &["cargo", "python3", "python3-venv"],
        make: packaging::python::PACKAGING.package,
        packaging: Some(packaging::python::PACKAGING),
        tries: &[],
        has: |_| true,
        tried: Platform::has_interpreters,
        packages: all,
        holds: &LICENSES,
        made_of: Some("polyatom-python"),
        registry: &PYPI,
    },
    Kind {
        name: "pyodide",
        after: &[],
        tools: &["cargo", "python3", "python3-venv", "node"],
        make: packaging::pyodide::PACKAGING.package,
        packaging: Some(packaging::pyodide::PACKAGING),
        tries: &[],
        has: Platform::is_native,
        tried: |_| true,
        packages: all,
        holds: &LICENSES,
        made_of: Some("polyatom-python"),
        registry: &PYPI,
    },
    Kind {
        name: "python-cffi",
        after: &["c"],
        tools: &["cargo", "python3", "python3-venv", "pypy3"],
        make: packaging::python_cffi::PACKAGING.package,
        packaging: Some(packaging::python_cffi::PACKAGING),
        tries: &[],
        has: |platform| platform.libc == Libc::Glibc,
        tried: Platform::is_native,
        packages: all,
        holds: &LICENSES,
        made_of: Some("polyatom-c"),
        registry: &PYPI,
    },
    Kind {
        name: "python-source",
        after: &[],
        tools: &["cargo", "python3", "python3-venv"],
        make: packaging::python::SOURCES.package,
        packaging: Some(packaging::python::SOURCES),
        tries: &[],
        has: Platform::is_native,
        tried: |_| true,
        packages: all,
        holds: &LICENSES,
        made_of: Some("polyatom-python"),
        registry: &PYPI,
    },
    Kind {
        name: "ruby",
        after: &["c"],
        tools: &["ruby", "ruby-ffi"],
        make: packaging::ruby::PACKAGING.package,
        packaging: Some(packaging::ruby::PACKAGING),
        tries: &[],
        has: |_| true,
        tried: Platform::has_interpreters,
        packages: all,
        holds: &LICENSES,
        made_of: Some("polyatom-c"),
        registry: &RUBYGEMS,
    },
    Kind {
        name: "ruby-source",
        after: &[],
        tools: &["cargo", "ruby", "ruby-ffi"],
        make: packaging::ruby::SOURCES.package,
        packaging: Some(packaging::ruby::SOURCES),
        tries: &[],
        has: Platform::is_native,
        tried: |_| true,
        packages: all,
        holds: &LICENSES,
        made_of: Some("polyatom-c"),
        registry: &RUBYGEMS,
    },
    Kind {
        name: "go",
        after: &["c"],
        tools: &["go", "cc"],
        make: packaging::go::PACKAGING.package,
        packaging: Some(packaging::go::PACKAGING),
        tries: &[],
        has: |_| true,
        tried: |_| true,
        packages: modules,
        holds: &LICENSES,
        made_of: Some("polyatom-c"),
        registry: &REPOSITORY,
    },
    Kind {
        name: "rust",
        after: &[],
        tools: &["cargo"],
        make: crates::make,
        packaging: None,
        tries: &[
            Try { what: "suite against what cargo has", ask: crates::used_by_a_program },
            Try { what: "an interface by the generator", ask: crates::interface },
        ],
        has: Platform::is_native,
        tried: |_| true,
        packages: all,
        holds: &LICENSES,
        made_of: None,
        registry: &CRATES,
    },
    Kind {
        name: "programs",
        after: &[],
        tools: &["cargo", "cc", "xz"],
        make: programs::make,
        packaging: None,
        tries: &[Try { what: "they run", ask: programs::verify }],
        has: |platform| platform.libc == Libc::Glibc,
        tried: |_| true,
        packages: all,
        holds: &LICENSES,
        made_of: Some("polyatom-conformance"),
        registry: &PAGE,
    },
    Kind {
        name: "conformance-python",
        after: &["programs"],
        tools: &["cargo", "cc", "python3", "python3-venv"],
        make: pytest::make,
        packaging: None,
        tries: &[Try { what: "the suite by pytest", ask: pytest::verify }],
        has: |platform| platform.libc == Libc::Glibc,
        tried: Platform::is_native,
        packages: all,
        holds: &LICENSES,
        made_of: Some("polyatom-conformance"),
        registry: &PYPI,
    },
    Kind {
        name: "gentoo",
        after: &[],
        tools: &["cargo", "xz"],
        make: gentoo::make,
        packaging: None,
        tries: &[],
        has: Platform::is_native,
        tried: |_| true,
        packages: all,
        holds: &LICENSES,
        made_of: None,
        registry: &PAGE,
    },
];

/// Those that `--only` names, in the table's order; all without it.
pub fn select(only: Option<&str>) -> Result<Vec<&'static Kind>> {
    chosen::named("kind of package", only, KINDS.iter(), |kind| kind.name.to_owned())
}

/// These and those that they use, in the table's order.
pub fn with_needed(chosen: &[&'static Kind]) -> Vec<&'static Kind> {
    let needed = |kind: &Kind| chosen.iter().any(|other| other.name == kind.name || other.after.contains(&kind.name));
    KINDS.iter().filter(|kind| needed(kind)).collect()
}

fn all(_: &Ctx, dir: &Path) -> Result<Files> {
    let mut files = archive::files_of(dir)?;
    files.sort();
    Ok(files)
}

/// A proxy keeps all modules under names of their own.
fn modules(ctx: &Ctx, dir: &Path) -> Result<Files> {
    let version = ctx.version();
    let named = |(name, path): (String, PathBuf)| {
        let (module, _) = name.rsplit_once(&format!("/@v/v{version}.zip"))?;
        let name = match module.rsplit_once("/lib/") {
            Some((_, platform)) => format!("polyatom-go-lib-{version}-{platform}.zip"),
            None => format!("polyatom-go-{version}.zip"),
        };
        Some((name, path))
    };
    Ok(all(ctx, dir)?.into_iter().filter_map(named).collect())
}

fn in_dist(names: &[String]) -> String {
    names.iter().map(|name| format!("dist/{name}")).collect::<Vec<_>>().join(" ")
}

fn attach(version: &str, names: &[String]) -> Vec<String> {
    vec![format!("gh release upload v{version} {}", in_dist(names))]
}

/// Modules come out of the repository: their archives are committed on a branch that ends there, tags of submodules first.
fn tags(version: &str, names: &[String]) -> Vec<String> {
    let mut commands = vec![format!("git switch --detach v{version}")];
    let mut tags = Vec::new();
    for name in names {
        let Some(platform) = name.strip_prefix(&format!("polyatom-go-lib-{version}-")).and_then(|rest| rest.strip_suffix(".zip"))
        else {
            continue;
        };
        let dir = format!("bindings/go/lib/{platform}");
        commands.push(format!("unzip -jo dist/{name} '*/libpolyatom.a' '*/LICENSE-*' -d {dir}"));
        commands.push(format!("git add --force {dir}"));
        tags.push(format!("{dir}/v{version}"));
    }
    tags.push(format!("bindings/go/v{version}"));
    commands.push(format!("git commit --message 'go: the libraries of {version}'"));
    commands.extend(tags.iter().map(|tag| format!("git tag {tag}")));
    commands.push(format!("git push origin {}", tags.join(" ")));
    commands
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::tools::Tool;

    #[test]
    fn kinds_are_chosen_by_name_and_bring_what_they_use() {
        let names = |kinds: &[&'static Kind]| kinds.iter().map(|kind| kind.name).collect::<Vec<_>>();
        let chosen = select(Some("ruby, python")).unwrap();
        assert_eq!(names(&chosen), ["python", "ruby"]);
        assert_eq!(names(&with_needed(&chosen)), ["c", "python", "ruby"]);
        let refused = select(Some("c,perl")).err().unwrap().to_string();
        assert!(refused.contains("\"perl\"") && refused.contains("c, debian, python"), "{refused}");
    }

    #[test]
    fn every_tool_is_in_the_table() {
        for kind in KINDS {
            kind.tools.iter().for_each(|name| assert_eq!(Tool::named(name).name, *name));
        }
    }

    #[test]
    fn tags_of_submodules_come_first() {
        let commands = tags("0.1.0", &["polyatom-go-0.1.0.zip".to_owned(), "polyatom-go-lib-0.1.0-linux_amd64.zip".to_owned()]);
        let last = commands.last().unwrap();
        assert_eq!(last, "git push origin bindings/go/lib/linux_amd64/v0.1.0 bindings/go/v0.1.0");
    }
}
