//! `bench --only cli`: the command line beside the programs that people use for the same, as whole processes.

use crate::kit::ctx::Ctx;
use crate::kit::race::{Runner, race};
use crate::kit::{apt, exec, portable, shipped};
use crate::lang::contestants;
use crate::lang::python;
use anyhow::Result;
use std::ffi::OsStr;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use xshell::cmd;

const ROUNDS: usize = 100;
const ROUNDS_OF_SLOW: usize = 15;
const VERSIONS: u32 = 200_000;
const ATOMS: usize = 1000;
const PACKAGES: usize = 500;

/// An ebuild that has nothing in it, and its checksum: package managers look at both.
const EBUILD: &str = "EAPI=8\n";
const MD5: &str = "9d04a5f1462b46be363776f06f8e13b6";

/// What has pkgcraft's command line, of the version of the library that is measured elsewhere.
const PKGCRAFT: &str = "pkgcraft-tools@0.0.31";

/// The comparison that is not that of versions here, but what there is on every system.
const SORT: &str = "sort -V (another order)";
const PORTAGE_COMPARES: &str = "from portage.versions import vercmp; vercmp('1.2', '1.10')";
const PORTAGE_READS: &str = "
import sys
from portage.dep import Atom
for text in sys.argv[1:]:
    atom = Atom(text)
    print(atom.cp, atom.version)
";

pub fn bench(ctx: &Ctx) -> Result<()> {
    let dir = contestants::scratch(ctx, "cli")?;
    let polyatom = shipped::static_program(ctx, portable::NATIVE, "polyatom-cli", "polyatom")?;
    let portage = told("portage", python::peer_environment(ctx, &["portage==3.0.83"]));
    let qatom = told("qatom of portage-utils", which("qatom"));
    let pk = told("pk of pkgcraft-tools", pk(ctx, &dir));
    start(&polyatom, portage.as_deref(), qatom.as_deref(), pk.as_deref())?;
    sort(ctx, &dir, &polyatom, pk.as_deref())?;
    read(&polyatom, portage.as_deref(), qatom.as_deref())?;
    ask(ctx, &dir, &polyatom, portage.as_deref())
}

/// What is there; why not is said.
fn told(name: &str, found: Result<PathBuf>) -> Option<PathBuf> {
    found.inspect_err(|error| println!("{name} is absent: {error:#}")).ok()
}

fn which(name: &str) -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|dir| dir.join(name)).find(|program| program.is_file());
    found.ok_or_else(|| anyhow::anyhow!("it is not installed"))
}

/// The one that is installed, or one that is built once.
fn pk(ctx: &Ctx, dir: &Path) -> Result<PathBuf> {
    if let Ok(installed) = which("pk") {
        return Ok(installed);
    }
    let built = dir.join("bin/pk");
    if !built.is_file() {
        apt::ensure(ctx, &["cargo", "libclang"])?;
        exec::quiet(ctx, cmd!(ctx.sh, "cargo install --quiet --locked --root {dir} {PKGCRAFT}"))?;
    }
    Ok(built)
}

/// To start, and to compare two versions.
fn start(polyatom: &Path, portage: Option<&Path>, qatom: Option<&Path>, pk: Option<&Path>) -> Result<()> {
    let mut all = vec![Runner::new("polyatom lt", polyatom, ROUNDS).args(["lt", "1.2", "1.10"])];
    if let Ok(dpkg) = which("dpkg") {
        all.push(Runner::new("dpkg --compare-versions", dpkg, ROUNDS).args(["--compare-versions", "1.2", "lt", "1.10"]));
    }
    if let Some(qatom) = qatom {
        all.push(Runner::new("qatom -c", qatom, ROUNDS).args(["-c", "a/b-1.2", "a/b-1.10"]));
    }
    if let Some(pk) = pk {
        all.push(Runner::new("pk version compare", pk, ROUNDS).args(["version", "compare", "1.2 < 1.10"]));
    }
    if let Some(portage) = portage {
        let python = portage.join("bin/python");
        all.push(Runner::new("python -c, portage's vercmp", python, ROUNDS_OF_SLOW).args(["-c", PORTAGE_COMPARES]));
    }
    race("compare two versions", all)
}

fn sort(ctx: &Ctx, dir: &Path, polyatom: &Path, pk: Option<&Path>) -> Result<()> {
    let path = dir.join("versions");
    ctx.sh.write_file(&path, versions())?;
    let mut all = vec![Runner::new("polyatom sort", polyatom, ROUNDS_OF_SLOW).args(["sort"]).input(&path)];
    all.push(Runner::new(SORT, "sort", ROUNDS_OF_SLOW).args(["-V"]).env("LC_ALL", "C").input(&path));
    if let Some(pk) = pk {
        all.push(Runner::new("pk version sort", pk, ROUNDS_OF_SLOW).args(["version", "sort", "-"]).input(&path));
    }
    race(&format!("sort {VERSIONS} versions"), all)
}

/// Lines by the generator of `bench/README.md`.
fn versions() -> String {
    let mut seed = 1_u32;
    let mut next = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % below
    };
    let mut text = String::new();
    for _ in 0..VERSIONS {
        // Writing into a text does not fail.
        let _ = match next(8) {
            0 => writeln!(text, "{}.{}_p{}", next(10), next(20), 20_200_000 + next(50_000)),
            1 => writeln!(text, "{}.{}.{}_rc{}", next(10), next(20), next(30), next(5)),
            2 => writeln!(text, "{}.{:02}.{}-r{}", next(10), next(20), next(30), next(5)),
            _ => writeln!(text, "{}.{}.{}", next(10), next(50), next(100)),
        };
    }
    text
}

/// To read atoms that are arguments, and print parts of them.
fn read(polyatom: &Path, portage: Option<&Path>, qatom: Option<&Path>) -> Result<()> {
    let atoms: Vec<String> = (0..ATOMS).map(|at| format!(">=cat/pkg-{at}-r1:2/3=[a,b,c]")).collect();
    let format = ["parse", "atom", "--format", "{category}/{package} {version}"];
    let mut all = vec![Runner::new("polyatom parse atom", polyatom, ROUNDS).args(format).args(&atoms)];
    if let Some(qatom) = qatom {
        all.push(Runner::new("qatom -F", qatom, ROUNDS).args(["-F", "%{CATEGORY}/%{PN} %{PV}"]).args(&atoms));
    }
    if let Some(portage) = portage {
        let python = portage.join("bin/python");
        all.push(Runner::new("python -c, portage's Atom", python, ROUNDS_OF_SLOW).args(["-c", PORTAGE_READS]).args(&atoms));
    }
    race(&format!("read {ATOMS} atoms"), all)
}

/// To ask a system of a few packages.
fn ask(ctx: &Ctx, dir: &Path, polyatom: &Path, portage: Option<&Path>) -> Result<()> {
    let root = system(ctx, dir)?;
    let portageq = |words: &[&str]| {
        portage.map(|place| {
            let runner = Runner::new(format!("portageq {}", words[0]), place.join("bin/portageq"), ROUNDS_OF_SLOW);
            // The root that it knows is the place that it was installed in; the configuration may be elsewhere.
            runner.args([OsStr::new(words[0]), place.as_os_str()]).args(&words[1..]).env("PORTAGE_CONFIGROOT", &root)
        })
    };
    let ours = |words: &[&str]| {
        let runner = Runner::new(format!("polyatom {}", words[0]), polyatom, ROUNDS);
        runner.args([OsStr::new(words[0]), OsStr::new("--root"), root.as_os_str()]).args(&words[1..])
    };
    let with = |first: Runner, second: Option<Runner>| [first].into_iter().chain(second).collect();
    race("the best visible version", with(ours(&["visible", "app-bench/p7"]), portageq(&["best_visible", "app-bench/p7"])))?;
    let (name, key) = ("app-bench/p7-2", "SLOT");
    race("a variable of a package", with(ours(&["pkg", "--key", key, name]), portageq(&["metadata", "ebuild", name, key])))?;
    race("the owner of a file", vec![ours(&["owner", "/usr/bin/p7_3"])])
}

/// Makes a repository, a configuration and installed packages.
fn system(ctx: &Ctx, dir: &Path) -> Result<PathBuf> {
    let (repository, root) = (dir.join("repository"), dir.join("root"));
    let portage = root.join("etc/portage");
    let write = |path: PathBuf, text: &str| ctx.sh.write_file(path, text);
    write(repository.join("profiles/repo_name"), "bench\n")?;
    write(repository.join("profiles/eapi"), "8\n")?;
    write(repository.join("profiles/categories"), "app-bench\n")?;
    write(repository.join("profiles/arch.list"), "amd64\n")?;
    write(repository.join("metadata/layout.conf"), "masters =\ncache-formats = md5-dict\n")?;
    let repos = format!("[DEFAULT]\nmain-repo = bench\n\n[bench]\nlocation = {}\n", repository.display());
    write(portage.join("repos.conf"), &repos)?;
    write(portage.join("make.profile/eapi"), "8\n")?;
    write(portage.join("make.profile/make.defaults"), "ARCH=\"amd64\"\nACCEPT_KEYWORDS=\"amd64\"\n")?;
    write(portage.join("make.conf"), "ACCEPT_LICENSE=\"*\"\n")?;
    for package in 0..PACKAGES {
        for (version, keyword) in [(1, "amd64"), (2, "amd64"), (3, "~amd64")] {
            let entry =
                format!("DEFINED_PHASES=-\nDESCRIPTION=x\nEAPI=8\nKEYWORDS={keyword}\nLICENSE=MIT\nSLOT=0\n_md5_={MD5}\n");
            write(repository.join(format!("app-bench/p{package}/p{package}-{version}.ebuild")), EBUILD)?;
            write(repository.join(format!("metadata/md5-cache/app-bench/p{package}-{version}")), &entry)?;
        }
        let files = (0..50).map(|file| format!("obj /usr/bin/p{package}_{file} d41d8cd98f00b204e9800998ecf8427e 1700000000\n"));
        let contents = format!("dir /usr\ndir /usr/bin\n{}", files.collect::<String>());
        write(root.join(format!("var/db/pkg/app-bench/p{package}-1/CONTENTS")), &contents)?;
    }
    Ok(root)
}
