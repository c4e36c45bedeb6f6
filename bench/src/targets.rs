//! What we want to reach. A target that is missed is marked in the table; it fails nothing, for machines differ.

/// The most that an item of a case may take in a language.
pub struct Target {
    pub language: &'static str,
    pub case: &'static str,
    pub ns: f64,
    pub bytes: Option<f64>,
}

const fn time(language: &'static str, case: &'static str, ns: f64) -> Target {
    Target { language, case, ns, bytes: None }
}

const fn both(language: &'static str, case: &'static str, ns: f64, bytes: f64) -> Target {
    Target { language, case, ns, bytes: Some(bytes) }
}

static TARGETS: &[Target] = &[
    both("rust", "atom.distinct", 120.0, 112.0),
    time("rust", "atom.invalid", 120.0),
    time("rust", "version.create", 45.0),
    time("rust", "version.invalid", 45.0),
    time("rust", "version.compare", 8.0),
    time("rust", "version.sort", 120.0),
    // 1.5 million strings a second.
    time("rust", "job.parse", 667.0),
    time("rust", "repo.open", 0.10e9),
    time("rust", "repo.metadata", 0.5e9),
    time("rust", "repo.reverse", 0.5e9),
    time("rust", "repo.reverse_again", 5e6),
    time("python", "repo.open", 0.10e9),
    time("python", "repo.metadata", 0.7e9),
    time("python", "repo.reverse", 0.5e9),
    time("python", "repo.reverse_again", 5e6),
    time("python", "repo.field", 60.0),
    time("rust", "config.profile", 3e6),
    time("rust", "config.profile_again", 0.3e6),
    // All in half a second.
    time("rust", "config.profiles", 0.5e9 / 487.0),
    time("rust", "config.best", 0.4e9),
    time("rust", "config.best_again", 0.15e9),
    time("rust", "config.flags", 20_000.0),
    both("python", "atom.distinct", 250.0, 160.0),
    time("python", "atom.equal", 250.0),
    both("python", "atom.equal_cached", 60.0, 9.0),
    both("python", "atom.random_cached", 120.0, 21.0),
    time("python", "atom.all_fields", 700.0),
    time("python", "atom.read", 30.0),
    time("python", "version.create", 120.0),
    time("python", "version.compare", 14.0),
    time("python", "atom.sort_reversed", 1_100.0),
    time("ruby", "atom.distinct", 1_300.0),
    // Of a million 0.3, 0.4 and 1.2 s of all cores together; of 200,000 strings 0.35 s.
    time("python", "column.sort_key", 300.0),
    time("python", "column.match", 400.0),
    time("python", "column.order", 1_200.0),
    time("python", "column.atoms", 1_750.0),
    time("ruby", "atom.read", 500.0),
    time("ruby", "atom.compare", 150.0),
    time("go", "atom.distinct", 400.0),
    time("go", "atom.read", 80.0),
    time("go", "atom.compare", 50.0),
    time("go", "atom.bulk", 150.0),
];

/// Those of a language and case.
pub fn of(language: &str, case: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.language == language && target.case == case)
}

/// How many times of Rust's time a language's call may take that does all its work in Rust.
pub fn share_of_rust(language: &str, case: &str) -> Option<f64> {
    (language == "python" && case.ends_with("bulk")).then_some(1.3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_for_cases() {
        assert!(TARGETS.iter().all(|target| crate::cases::named(target.case).is_some()));
    }
}
