//! The inputs, as `bench/README.md` describes them: the same for every contestant.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The generator of everything random.
pub struct Random(u32);

impl Default for Random {
    fn default() -> Self {
        Self(1)
    }
}

impl Random {
    pub fn next(&mut self, below: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % below
    }

    fn version(&mut self) -> String {
        match self.next(8) {
            0 => format!("{}.{}_p{}", self.next(10), self.next(20), 20_200_000 + self.next(50_000)),
            1 => format!("{}.{}.{}_rc{}", self.next(10), self.next(20), self.next(30), self.next(5)),
            2 => format!("{}.{:02}.{}-r{}", self.next(10), self.next(20), self.next(30), self.next(5)),
            _ => format!("{}.{}.{}", self.next(10), self.next(50), self.next(100)),
        }
    }
}

/// Versions of many shapes.
pub fn versions(count: usize) -> Vec<String> {
    let mut random = Random::default();
    (0..count).map(|_| random.version()).collect()
}

/// `a{i}`.
pub fn atom(i: usize) -> String {
    format!("=cat/pkg-{i}-r1:2/3=[a,b,c]")
}

/// `a{0}` and so on.
pub fn atoms(count: usize) -> Vec<String> {
    (0..count).map(atom).collect()
}

/// Atoms in an order that is random.
pub fn shuffled_atoms(count: usize) -> Vec<String> {
    random_numbers(count, count).map(atom).collect()
}

/// Random numbers below a limit.
pub fn random_numbers(count: usize, below: usize) -> impl Iterator<Item = usize> {
    let mut random = Random::default();
    (0..count).map(move |_| random.next(below as u32) as usize)
}

/// Atoms with long random names.
pub fn fresh_atoms(count: usize) -> Vec<String> {
    let mut random = Random::default();
    let mut hex = || (0..5).map(|_| format!("{:04x}", random.next(0x1_0000))).collect::<String>();
    (0..count).map(|_| format!("=cat_{}/pkg_{}-1-r2:3/4=[a,b,c]", hex(), hex())).collect()
}

/// One long dependency string.
pub fn dependencies(count: usize) -> String {
    let part = |i| format!("f{}? ( >=cat/pkg{i}-1.{i}:0[a,b?] || ( cat/a{i} cat/b{i} ) )", i % 7);
    (0..count).map(part).collect::<Vec<_>>().join(" ")
}

/// Groups within groups.
pub fn nested(depth: usize) -> String {
    format!("{}cat/pkg{}", "( ".repeat(depth), " )".repeat(depth))
}

/// A dependency string of the real repository.
pub struct Dependency {
    pub eapi: String,
    pub flags: Vec<String>,
    pub text: String,
}

/// All of them.
pub fn real_dependencies() -> Result<Vec<Dependency>, String> {
    let read = |line: &str| {
        let mut fields = line.splitn(3, '\t').map(str::to_owned);
        let (eapi, flags, text) = (fields.next()?, fields.next()?, fields.next()?);
        Some(Dependency { eapi, flags: flags.split_whitespace().map(str::to_owned).collect(), text })
    };
    lines("deps.tsv")?.iter().map(|line| read(line).ok_or_else(|| format!("deps.tsv: not three fields: {line}"))).collect()
}

/// The lines of a file of real data.
pub fn lines(file: &str) -> Result<Vec<String>, String> {
    let path = data()?.join(file);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.lines().map(str::to_owned).collect())
}

/// Every cache entry of the real repository.
pub fn cache_files() -> Result<Vec<PathBuf>, String> {
    let list = |dir: PathBuf| -> Result<Vec<PathBuf>, String> {
        let entries = fs::read_dir(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        Ok(paths)
    };
    let categories = list(data()?.join("md5-cache"))?;
    Ok(categories.into_iter().map(list).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// The values of the five dependency variables in a cache entry.
pub fn dependency_values(entry: &str) -> impl Iterator<Item = &str> {
    entry.lines().filter_map(|line| {
        let (key, value) = line.split_once('=')?;
        matches!(key, "DEPEND" | "RDEPEND" | "BDEPEND" | "PDEPEND" | "IDEPEND").then_some(value)
    })
}

/// The EAPI of a cache entry.
pub fn eapi_of(entry: &str) -> &str {
    entry.lines().find_map(|line| line.strip_prefix("EAPI=")).unwrap_or("0")
}

/// The profile of the system, which has a long way to its parents.
pub const PROFILE: &str = "default/linux/amd64/23.0";

/// The directory of real data.
pub fn data() -> Result<PathBuf, String> {
    env::var_os("POLYATOM_BENCH_INPUTS")
        .map(PathBuf::from)
        .ok_or_else(|| "there is no real data: POLYATOM_BENCH_INPUTS is not set".to_owned())
}

/// Versions of each name, and names of each category, of a repository that is made up.
const VERSIONS: usize = 4;
const NAMES: usize = 250;
/// Dependencies of a package, some of them in groups.
const DEPENDENCIES: usize = 12;
/// Versions that dependencies ask for, as many as of each name in real repositories.
const ASKED: u32 = 3;

/// Writes a repository of so many packages, of which there is only the metadata cache.
pub fn made_up_repository(directory: &Path, packages: usize) -> io::Result<()> {
    fs::create_dir_all(directory.join("profiles"))?;
    fs::write(directory.join("profiles/repo_name"), "synthetic\n")?;
    let (mut random, names) = (Random::default(), packages.div_ceil(VERSIONS));
    for package in 0..packages {
        let (name, version) = (package / VERSIONS, package % VERSIONS);
        let category = directory.join("metadata/md5-cache").join(category_of(name));
        if version == 0 && name % NAMES == 0 {
            fs::create_dir_all(&category)?;
        }
        fs::write(category.join(format!("pkg{name}-{version}.{}", random.next(30))), entry(&mut random, names))?;
    }
    fs::write(directory.join("metadata/layout.conf"), "masters =\ncache-formats = md5-dict\n")
}

fn category_of(name: usize) -> String {
    format!("cat-{}", name / NAMES)
}

fn entry(random: &mut Random, names: usize) -> String {
    let mut entry = String::from("DEFINED_PHASES=compile configure install\n");
    for variable in ["DEPEND", "RDEPEND"] {
        let _ = write!(entry, "{variable}=");
        (0..DEPENDENCIES).for_each(|_| dependency(&mut entry, random, names));
        entry.push('\n');
    }
    entry.push_str("DESCRIPTION=A package that nobody needs\nEAPI=8\nIUSE=+ssl tk X test\nKEYWORDS=amd64 ~arm64 x86\n");
    entry + "LICENSE=MIT\nSLOT=0\nSRC_URI=https://example.org/a.tar.xz\n_md5_=0123456789abcdef0123456789abcdef\n"
}

fn dependency(entry: &mut String, random: &mut Random, names: usize) {
    let name = random.next(names as u32) as usize;
    let atom = format!("{}/pkg{name}", category_of(name));
    let _ = match random.next(4) {
        0 => write!(entry, "{atom} "),
        1 => write!(entry, ">={atom}-{}.{}:= ", random.next(VERSIONS as u32), random.next(ASKED)),
        2 => write!(entry, "ssl? ( {atom}[tk] ) "),
        _ => write!(entry, "|| ( {atom}:0 !X? ( {atom} ) ) "),
    };
}
