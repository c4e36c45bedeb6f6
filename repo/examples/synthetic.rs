//! Makes a repository of any size, always the same, to see how time and memory grow with it:
//! `cargo run --release --example synthetic -- DIRECTORY PACKAGES`, then the example `time` on the directory.

use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Versions that dependencies ask for, as many as of each name in real repositories.
const ASKED: usize = 3;
/// Versions of each name, and names of each category.
const VERSIONS: usize = 4;
const NAMES: usize = 250;
/// Dependencies of a package, some of them in groups.
const DEPENDENCIES: usize = 12;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(directory), Some(count)) = (arguments.next(), arguments.next().and_then(|count| count.parse().ok())) else {
        panic!("usage: synthetic DIRECTORY PACKAGES");
    };
    let directory = Path::new(&directory);
    fs::create_dir_all(directory.join("profiles")).expect("a directory");
    fs::create_dir_all(directory.join("metadata")).expect("a directory");
    fs::write(directory.join("profiles/repo_name"), "synthetic\n").expect("written");
    fs::write(directory.join("metadata/layout.conf"), "masters =\ncache-formats = md5-dict\n").expect("written");
    let names = count / VERSIONS;
    let mut random = Random(1);
    for package in 0..count {
        let (name, version) = (package / VERSIONS, package % VERSIONS);
        let category = directory.join("metadata/md5-cache").join(category_of(name));
        if version == 0 && name % NAMES == 0 {
            fs::create_dir_all(&category).expect("a directory");
        }
        fs::write(category.join(format!("pkg{name}-{version}.{}", random.below(30))), entry(&mut random, names))
            .expect("written");
    }
    println!("{count} packages of {names} names in {}", directory.display());
}

fn category_of(name: usize) -> String {
    format!("cat-{}", name / NAMES)
}

fn entry(random: &mut Random, names: usize) -> String {
    let mut entry = String::from("DEFINED_PHASES=compile configure install\n");
    for variable in ["DEPEND", "RDEPEND"] {
        write!(entry, "{variable}=").expect("in memory");
        for _ in 0..DEPENDENCIES {
            dependency(&mut entry, random, names);
        }
        entry.push('\n');
    }
    entry.push_str(
        "DESCRIPTION=A package that nobody needs\nEAPI=8\nIUSE=+ssl tk X test\nKEYWORDS=amd64 ~arm64 x86\nLICENSE=MIT\n",
    );
    entry.push_str("SLOT=0\nSRC_URI=https://example.org/a.tar.xz\n_md5_=0123456789abcdef0123456789abcdef\n");
    entry
}

fn dependency(entry: &mut String, random: &mut Random, names: usize) {
    let name = random.below(names);
    let atom = format!("{}/pkg{name}", category_of(name));
    let text = match random.below(4) {
        0 => format!("{atom} "),
        1 => format!(">={atom}-{}.{}:= ", random.below(VERSIONS), random.below(ASKED)),
        2 => format!("ssl? ( {atom}[tk] ) "),
        _ => format!("|| ( {atom}:0 !X? ( {atom} ) ) "),
    };
    entry.push_str(&text);
}

/// Numbers that look random and are always the same.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}
