//! The cases: their titles, units and sizes. What they are is said in `README.md`.

/// A case.
#[derive(Debug)]
pub struct Case {
    pub id: &'static str,
    pub title: &'static str,
    /// What an item is.
    pub item: &'static str,
    pub size: Size,
}

/// How large the input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// As many repetitions as take a while: the runner finds out.
    Calibrated,
    /// The size is a part of the case.
    Fixed(usize),
    /// The results are kept and their memory is looked at, in a process of its own.
    Kept(usize),
}

use Size::{Calibrated, Fixed, Kept};

const fn case(id: &'static str, title: &'static str, item: &'static str, size: Size) -> Case {
    Case { id, title, item, size }
}

pub static CASES: &[Case] = &[
    case("atom.distinct", "create distinct atoms", "atom", Kept(200_000)),
    case("atom.distinct_collected", "the same while garbage is collected", "atom", Kept(200_000)),
    case("atom.equal", "create equal atoms", "atom", Kept(200_000)),
    case("atom.equal_cached", "create equal atoms, cached", "atom", Kept(200_000)),
    case("atom.random_cached", "create random of 10,000 atoms, cached", "atom", Kept(200_000)),
    case("atom.random_fresh", "create atoms with long random names", "atom", Calibrated),
    case("atom.invalid", "refuse an invalid atom", "atom", Calibrated),
    case("atom.valid", "tell that an atom is valid", "call", Calibrated),
    case("atom.all_fields", "create, read every field", "atom", Calibrated),
    case("atom.all_fields_collected", "the same while garbage is collected", "atom", Calibrated),
    case("atom.read", "read the category", "call", Calibrated),
    case("atom.text", "text of an atom", "call", Calibrated),
    case("atom.property", "read the version", "call", Calibrated),
    case("atom.property_none", "read a version that is absent", "call", Calibrated),
    case("atom.use_deps", "read the USE dependencies", "call", Calibrated),
    case("atom.compare", "compare two atoms", "call", Calibrated),
    case("atom.match", "match a package", "call", Calibrated),
    case("atom.without", "an atom without its repository", "call", Calibrated),
    case("atom.modify", "an atom with a repository", "call", Calibrated),
    case("atom.sort_reversed", "sort 100 atoms, reversed", "sort", Calibrated),
    case("atom.sort_ordered", "sort 100 atoms, in order", "sort", Calibrated),
    case("atom.bulk", "create atoms in one call", "atom", Fixed(100_000)),
    case("atom.sort_bulk", "sort atoms in one call", "atom", Fixed(100_000)),
    case("atom.match_bulk", "match packages in one call", "package", Fixed(100_000)),
    case("version.create", "create a version", "version", Calibrated),
    case("version.invalid", "refuse an invalid version", "version", Calibrated),
    case("version.compare", "compare two versions", "call", Calibrated),
    case("version.sort", "sort 200,000 versions", "version", Fixed(200_000)),
    case("depspec.parse", "read a long dependency string", "conditional", Fixed(2_000)),
    case("depspec.nested", "read nested groups", "group", Fixed(500)),
    case("depspec.evaluate", "evaluate a long dependency string", "conditional", Fixed(2_000)),
    case("job.parse", "read the dependency strings of a repository", "string", Fixed(1)),
    case("job.parse_collected", "the same while garbage is collected", "string", Fixed(1)),
    case("job.evaluate", "evaluate them under USE flags", "string", Fixed(1)),
    case("job.sort", "sort all versions of a repository", "version", Fixed(1)),
    case("job.match", "match all its atoms with all its versions", "pair", Fixed(1)),
    case("job.load", "read its cache files and their dependencies", "file", Fixed(1)),
    case("repo.open", "open a repository and list its versions", "repository", Kept(1)),
    case("repo.metadata", "read all its metadata and dependencies", "repository", Kept(1)),
    case("repo.metadata_collected", "the same while garbage is collected", "repository", Kept(1)),
    case("repo.reverse", "find what depends on a package", "question", Fixed(1)),
    case("repo.reverse_again", "find it again", "question", Fixed(100)),
    case("repo.field", "read a slot of a package again", "call", Calibrated),
    case("repo.grown", "read a made-up repository, and what depends on what", "package", Fixed(20_000)),
    case("config.profile", "read a profile of which nothing was read", "profile", Fixed(10)),
    case("config.profile_again", "read it again", "profile", Fixed(100)),
    case("config.profiles", "read all 487 profiles", "profile", Fixed(487)),
    case("config.best", "find the best visible version of every name, from nothing", "system", Fixed(1)),
    case("config.best_again", "find it again", "system", Fixed(1)),
    case("config.flags", "tell the flags of a package and why", "package", Fixed(2_000)),
    case("config.flags_in_two", "tell them in two threads, what both compute", "package", Fixed(2_000)),
    case("column.sort_key", "make the sort keys of a column", "version", Kept(1_000_000)),
    case("column.match", "match a column of packages with one of atoms", "pair", Kept(1_000_000)),
    case("column.atoms", "list the atoms of a column of dependency strings", "string", Kept(200_000)),
    case("column.compare", "compare two columns in a query of DuckDB", "pair", Fixed(100_000)),
    case("column.order", "order a column in a query of DuckDB", "version", Fixed(1_000_000)),
];

/// How the cost of a case grows with its size.
pub struct Growth {
    pub case: &'static str,
    pub title: &'static str,
    /// What the size counts.
    pub unit: &'static str,
    pub sizes: &'static [usize],
    /// Of time against size, both on logarithmic scales.
    pub slope: f64,
}

pub static GROWTH: &[Growth] = &[
    Growth {
        case: "atom.distinct",
        title: "Creating atoms",
        unit: "atoms",
        sizes: &[100, 1_000, 10_000, 100_000, 1_000_000],
        slope: 1.0,
    },
    Growth {
        case: "depspec.parse",
        title: "Reading a dependency string",
        unit: "conditionals in it",
        sizes: &[10, 100, 1_000, 10_000, 100_000],
        slope: 1.0,
    },
    Growth {
        case: "depspec.evaluate",
        title: "Evaluating a dependency string",
        unit: "conditionals in it",
        sizes: &[10, 100, 1_000, 10_000, 100_000],
        slope: 1.0,
    },
    Growth {
        case: "depspec.nested",
        title: "Reading nested groups",
        unit: "levels",
        sizes: &[10, 100, 1_000, 10_000, 100_000],
        slope: 1.0,
    },
    Growth {
        case: "version.sort",
        title: "Sorting versions",
        unit: "versions",
        sizes: &[100, 1_000, 10_000, 100_000, 1_000_000],
        // n log n: between 10,000 and 1,000,000 the logarithm itself grows by half.
        slope: 1.1,
    },
    Growth {
        case: "repo.grown",
        title: "Reading a repository and its dependencies",
        unit: "packages",
        sizes: &[2_000, 20_000, 200_000],
        slope: 1.0,
    },
    Growth {
        case: "atom.match_bulk",
        title: "Matching packages",
        unit: "packages",
        sizes: &[100, 1_000, 10_000, 100_000, 1_000_000],
        slope: 1.0,
    },
];

impl Growth {
    /// As it is called in the table.
    pub fn name(&self) -> String {
        format!("{}: {}", self.title, self.unit)
    }
}

impl Case {
    /// As it is called in tables.
    pub fn name(&self) -> String {
        format!("{}, per {}", self.title, self.item)
    }
}

/// Where the case stands that tables call so.
pub fn place(name: &str) -> Option<usize> {
    CASES.iter().position(|case| case.name() == name)
}

/// The cases whose name contains a text.
pub fn containing(text: Option<&str>) -> Vec<&'static Case> {
    CASES.iter().filter(|case| text.is_none_or(|text| case.id.contains(text))).collect()
}

/// The case of that name.
pub fn named(id: &str) -> Option<&'static Case> {
    CASES.iter().find(|case| case.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_is_in_the_readme_and_the_other_way_round() {
        let readme = include_str!("../README.md");
        let listed: Vec<&str> = readme
            .lines()
            .filter(|line| line.starts_with("| `") && line.contains('.'))
            .flat_map(|line| line.split('|').nth(1).unwrap_or("").split(','))
            .map(|id| id.trim().trim_matches('`'))
            .filter(|id| {
                ["atom.", "version.", "depspec.", "job.", "repo.", "config.", "column."].iter().any(|area| id.starts_with(area))
            })
            .collect();
        for case in CASES {
            assert!(listed.contains(&case.id), "{} is not in README.md", case.id);
        }
        for id in listed {
            assert!(named(id).is_some(), "{id} is in README.md only");
        }
    }

    #[test]
    fn what_grows_is_a_case() {
        for growth in GROWTH {
            // The page tells the growth of those with three points or more.
            assert!(named(growth.case).is_some() && growth.sizes.is_sorted() && growth.sizes.len() > 2);
        }
    }
}
