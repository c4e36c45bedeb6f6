//! Gentoo: an archive of sources that builds without a network, and an overlay whose ebuilds are made of one table.
//!
//! The ebuilds inherit nothing: what they say is all that there is, so that their cache entries are written here, by our own writer.

use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::report::Report;
use crate::kit::{archive, cargo, exec, sources, venv};
use crate::lang::packaging::{Place, add_licenses, copy_tracked};
use anyhow::{Result, ensure};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// A package of the overlay. Its phases are in a file of `packaging/gentoo`.
struct Ebuild {
    category: &'static str,
    name: &'static str,
    phases: &'static str,
    description: &'static str,
    iuse: &'static [&'static str],
    required_use: &'static str,
    depend: &'static str,
    bdepend: &'static str,
}

/// Ours, of which a user chooses one, and those of what is linked into the library.
const LICENSES: [&str; 5] = ["MIT", "Apache-2.0", "BZIP2", "Unicode-3.0", "ZLIB"];

const RUST: &str = "|| ( >=dev-lang/rust-bin-1.88.0 >=dev-lang/rust-1.88.0 )";

static EBUILDS: &[Ebuild] = &[
    Ebuild {
        category: "dev-libs",
        name: "libpolyatom",
        phases: "libpolyatom.sh",
        description: "Gentoo's package language as a library for C and C++",
        iuse: &["static-libs"],
        required_use: "",
        depend: "",
        bdepend: "virtual/pkgconfig",
    },
    Ebuild {
        category: "dev-python",
        name: "polyatom",
        phases: "python.sh",
        description: "Gentoo's package language for Python",
        iuse: &["python_targets_python3_12", "+python_targets_python3_13", "python_targets_python3_14"],
        required_use: "|| ( python_targets_python3_12 python_targets_python3_13 python_targets_python3_14 )",
        depend: "python_targets_python3_12? ( dev-lang/python:3.12 ) python_targets_python3_13? ( dev-lang/python:3.13 ) \
                 python_targets_python3_14? ( dev-lang/python:3.14 )",
        bdepend: "",
    },
    Ebuild {
        category: "dev-ruby",
        name: "polyatom",
        phases: "ruby.sh",
        description: "Gentoo's package language for Ruby",
        iuse: &["ruby_targets_ruby32", "+ruby_targets_ruby33", "ruby_targets_ruby34"],
        required_use: "|| ( ruby_targets_ruby32 ruby_targets_ruby33 ruby_targets_ruby34 )",
        depend: "~dev-libs/libpolyatom-@VERSION@ >=dev-ruby/ffi-1.15 ruby_targets_ruby32? ( dev-lang/ruby:3.2 ) \
                 ruby_targets_ruby33? ( dev-lang/ruby:3.3 ) ruby_targets_ruby34? ( dev-lang/ruby:3.4 )",
        bdepend: "",
    },
    Ebuild {
        category: "app-portage",
        name: "polyatom",
        phases: "polyatom.sh",
        description: "Gentoo's package language on the command line",
        iuse: &[],
        required_use: "",
        depend: "",
        bdepend: "",
    },
    Ebuild {
        category: "dev-util",
        name: "polyatom-conformance",
        phases: "polyatom-conformance.sh",
        description: "Conformance suite for implementations of the Package Manager Specification",
        iuse: &[],
        required_use: "",
        depend: "",
        bdepend: "",
    },
];

/// What is built of the archive: the rest of what it holds are crates that these need.
const BUILT: [&str; 5] = ["polyatom-c", "polyatom-python", "polyatom-cli", "polyatom-conformance", "xtask"];

impl Ebuild {
    /// The variables in the order in which an ebuild has them, without those that are empty.
    fn variables(&self, version: &str) -> Vec<(&'static str, String)> {
        let bdepend = if self.phases == "ruby.sh" { self.depend.to_owned() } else { format!("{RUST} {}", self.bdepend) };
        let filled = |text: &str| text.replace("@VERSION@", version).split_whitespace().collect::<Vec<_>>().join(" ");
        let all = [
            ("EAPI", "8".to_owned()),
            ("DESCRIPTION", self.description.to_owned()),
            ("HOMEPAGE", env!("CARGO_PKG_REPOSITORY").to_owned()),
            ("SRC_URI", format!("{}/releases/download/v{version}/{}.tar.xz", env!("CARGO_PKG_REPOSITORY"), source(version))),
            ("LICENSE", format!("|| ( {} {} ) {} {} {}", LICENSES[0], LICENSES[1], LICENSES[2], LICENSES[3], LICENSES[4])),
            ("SLOT", self.slot(version)),
            ("KEYWORDS", "~amd64 ~arm64".to_owned()),
            ("IUSE", self.iuse.join(" ")),
            ("REQUIRED_USE", self.required_use.to_owned()),
            ("RDEPEND", filled(self.depend)),
            ("DEPEND", filled(self.depend)),
            ("BDEPEND", filled(&bdepend)),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The library's subslot is its interface.
    fn slot(&self, version: &str) -> String {
        if self.name == "libpolyatom" { format!("0/{}", crate::kit::prelink::interface(version)) } else { "0".to_owned() }
    }

    fn text(&self, version: &str, phases: &str) -> String {
        let mut text =
            "# Copyright 2026 The Polyatom authors\n# Distributed under the terms of the MIT license or of the Apache License, \
                        version 2.0\n\n"
                .to_owned();
        for (name, value) in self.variables(version) {
            let value = value.replace(version, "${PV}");
            text.push_str(&if name == "EAPI" { format!("{name}={value}\n\n") } else { format!("{name}=\"{value}\"\n") });
            if name == "SRC_URI" {
                text.push_str(&format!("S=\"${{WORKDIR}}/{}\"\n\n", source("${PV}")));
            }
        }
        format!("{text}\n{phases}")
    }

    /// What a cache entry says, as our command line takes it.
    fn entry(&self, version: &str) -> Value {
        let mut entry =
            json!({ "cpv": format!("{}/{}-{version}", self.category, self.name), "DEFINED_PHASES": "compile install" });
        for (name, value) in self.variables(version) {
            entry[name] = json!(value);
        }
        entry
    }
}

fn source(version: &str) -> String {
    format!("polyatom-{version}-vendored")
}

fn overlay(version: &str) -> String {
    format!("polyatom-overlay-{version}")
}

/// Both archives.
pub fn make(ctx: &Ctx, place: &Place) -> Result<()> {
    let (stage, dist) = (fresh(ctx, place.stage("gentoo"))?, fresh(ctx, place.dist("gentoo"))?);
    let name = source(ctx.version());
    let root = stage.join(&name);
    sources::tree(ctx, &BUILT, &root)?;
    for more in ["bindings/ruby/lib", "bindings/ruby/README.md"] {
        let place = root.join(more);
        if ctx.path(more).is_dir() {
            copy_tracked(ctx, &ctx.path(more), &place)?
        } else {
            ctx.sh.copy_file(ctx.path(more), place)?
        }
    }
    archive::tar_xz(ctx, &stage, &name, &dist)?;
    let overlay = overlay(ctx.version());
    write(ctx, &stage.join(&overlay), &dist)?;
    archive::tar_xz(ctx, &stage, &overlay, &dist)
}

fn write(ctx: &Ctx, root: &Path, distfiles: &Path) -> Result<()> {
    let (version, sh) = (ctx.version(), &ctx.sh);
    sh.write_file(root.join("profiles/repo_name"), "polyatom\n")?;
    let layout = "masters = gentoo\nthin-manifests = true\nsign-manifests = false\ncache-formats = md5-dict\n";
    sh.write_file(root.join("metadata/layout.conf"), layout)?;
    add_licenses(ctx, root)?;
    let polyatom = cargo::program(ctx, "polyatom")?;
    for ebuild in EBUILDS {
        let dir = root.join(ebuild.category).join(ebuild.name);
        let phases = sh.read_file(ctx.path("packaging/gentoo").join(ebuild.phases))?;
        sh.write_file(dir.join(format!("{}-{version}.ebuild", ebuild.name)), ebuild.text(version, &phases))?;
        sh.write_file(dir.join("metadata.xml"), about(ebuild))?;
        let (category, name, entry) = (ebuild.category, ebuild.name, ebuild.entry(version).to_string());
        exec::quiet(ctx, cmd!(sh, "{polyatom} metadata write --repo {root} {entry}"))?;
        exec::quiet(ctx, cmd!(sh, "{polyatom} manifest write --repo {root} --distdir {distfiles} {category}/{name}"))?;
    }
    Ok(())
}

fn about(ebuild: &Ebuild) -> String {
    let flags: String = ebuild
        .iuse
        .iter()
        .filter(|flag| !flag.contains("_targets_"))
        .map(|flag| format!("\t\t<flag name=\"{flag}\">Install the static library</flag>\n"))
        .collect();
    let flags = if flags.is_empty() { flags } else { format!("\t<use>\n{flags}\t</use>\n") };
    let (_, repository) = env!("CARGO_PKG_REPOSITORY").split_once("github.com/").unwrap_or_default();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE pkgmetadata SYSTEM \"https://www.gentoo.org/dtd/metadata.dtd\">\n\
         <pkgmetadata>\n\t<maintainer type=\"project\" proxied=\"no\">\n\t\t<email>polyatom@users.noreply.github.com</email>\n\
         \t\t<name>The Polyatom developers</name>\n\t</maintainer>\n{flags}\t<upstream>\n\
         \t\t<remote-id type=\"github\">{repository}</remote-id>\n\t</upstream>\n</pkgmetadata>\n"
    )
}

/// What pkgcheck would have otherwise: that we inherit eclasses, for Python and for the completions of shells. Ours inherit none, so that this
/// repository can write their cache entries itself.
const PKGCHECK: &str = "-MissingPythonEclass,-DeprecatedInsinto";

/// Of the overlay: our own command line finds nothing wrong, cache entries and Manifests are those of its files, and pkgcheck agrees.
pub fn check(ctx: &Ctx, place: &Place) -> Result<Report> {
    let (polyatom, distfiles) = (cargo::program(ctx, "polyatom")?, place.dist("gentoo"));
    let root = place.stage("gentoo").join(overlay(ctx.version()));
    for command in [
        cmd!(ctx.sh, "{polyatom} check {root}"),
        cmd!(ctx.sh, "{polyatom} metadata verify --repo {root}"),
        cmd!(ctx.sh, "{polyatom} manifest verify --repo {root} --distdir {distfiles}")
            .args(EBUILDS.iter().map(|ebuild| format!("{}/{}", ebuild.category, ebuild.name))),
    ] {
        let told = exec::quiet(ctx, command)?;
        ensure!(told.trim().is_empty(), "{told}");
    }
    let names = EBUILDS.iter().map(|ebuild| format!("{}/{}", ebuild.category, ebuild.name));
    let (together, pkgcheck) = (together(ctx, place, &root)?, venv::tool_of(ctx, &["snakeoil", "pkgcore", "pkgcheck"])?);
    let told = exec::quiet(ctx, cmd!(ctx.sh, "{pkgcheck} scan -r {together} --keywords={PKGCHECK}").args(names))?;
    ensure!(told.trim().is_empty(), "{told}");
    Ok(Report::passed())
}

/// The overlay with what it asks of its master in one repository: pkgcheck would look for the master on this system.
fn together(ctx: &Ctx, place: &Place, overlay: &Path) -> Result<PathBuf> {
    let root = fresh(ctx, place.scratch("gentoo"))?;
    exec::quiet(ctx, cmd!(ctx.sh, "cp -R {overlay}/. {root}"))?;
    let layout = ctx.sh.read_file(root.join("metadata/layout.conf"))?.replace("masters = gentoo", "masters =");
    let mut files = vec![
        ("metadata/layout.conf".to_owned(), layout + "profile-formats = portage-2\n"),
        ("profiles/arch.list".to_owned(), "amd64\narm64\n".to_owned()),
        ("profiles/profiles.desc".to_owned(), "amd64 default stable\narm64 default stable\n".to_owned()),
        ("profiles/default/eapi".to_owned(), "8\n".to_owned()),
        ("profiles/default/make.defaults".to_owned(), "ARCH=\"amd64\"\nUSE_EXPAND=\"PYTHON_TARGETS RUBY_TARGETS\"\n".to_owned()),
        ("profiles/use.desc".to_owned(), "static-libs - Build static libraries\n".to_owned()),
        (
            "profiles/categories".to_owned(),
            "app-portage\ndev-lang\ndev-libs\ndev-python\ndev-ruby\ndev-util\nvirtual\n".to_owned(),
        ),
    ];
    let flags = || EBUILDS.iter().flat_map(|ebuild| ebuild.iuse).map(|flag| flag.trim_start_matches('+'));
    for variable in ["python_targets", "ruby_targets"] {
        let known = flags().filter_map(|flag| flag.strip_prefix(&format!("{variable}_")));
        files.push((format!("profiles/desc/{variable}.desc"), known.map(|flag| format!("{flag} - Build for it\n")).collect()));
    }
    files.extend(LICENSES.map(|license| (format!("licenses/{license}"), "The text of the license.\n".to_owned())));
    for (name, version, slot) in NEEDED {
        let text = format!("EAPI=8\nDESCRIPTION=\"Needed\"\nSLOT=\"{slot}\"\nKEYWORDS=\"~amd64 ~arm64\"\n");
        let package = name.rsplit('/').next().unwrap_or_default();
        files.push((format!("{name}/{package}-{version}.ebuild"), text));
    }
    files.into_iter().try_for_each(|(name, text)| ctx.sh.write_file(root.join(name), text))?;
    Ok(root)
}

/// Packages of Gentoo's that ours need.
const NEEDED: [(&str, &str, &str); 10] = [
    ("dev-lang/rust", "1.88.0", "1.88.0"),
    ("dev-lang/rust-bin", "1.88.0", "1.88.0"),
    ("virtual/pkgconfig", "3", "0"),
    ("dev-ruby/ffi", "1.17.0", "0"),
    ("dev-lang/python", "3.12.1", "3.12"),
    ("dev-lang/python", "3.13.1", "3.13"),
    ("dev-lang/python", "3.14.1", "3.14"),
    ("dev-lang/ruby", "3.2.1", "3.2"),
    ("dev-lang/ruby", "3.3.1", "3.3"),
    ("dev-lang/ruby", "3.4.1", "3.4"),
];
