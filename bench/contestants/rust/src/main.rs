//! The core as a contestant.

#![allow(clippy::unnecessary_wraps)] // Some cases can fail, and all have one type.

mod configurations;
mod jobs;
mod repositories;

use polyatom::{Atom, AtomField, Cpv, DepSpec, DepSpecKind, Eapi, Version};
use polyatom_bench_harness::{Case, Outcome, inputs, kept, main as contestant, repeated, timed};
use rayon::prelude::*;
use std::hint::black_box;
use std::process::ExitCode;

static CASES: &[Case] = &[
    ("atom.distinct", |size| {
        let texts = inputs::atoms(size);
        kept(size, || texts.iter().map(|text| atom(text)).collect::<Vec<_>>())
    }),
    ("atom.equal", |size| {
        let texts = vec![inputs::atom(0); size];
        kept(size, || texts.iter().map(|text| atom(text)).collect::<Vec<_>>())
    }),
    ("atom.invalid", |size| {
        let texts: Vec<String> = (0..size).map(|i| format!("cat/pkg-{i}")).collect();
        repeated(size, |i| Atom::parse(&texts[i], None).is_err())
    }),
    ("atom.valid", |size| repeated(size, |_| Atom::is_valid(black_box(VALID), None))),
    ("atom.random_fresh", |size| {
        let texts = inputs::fresh_atoms(size);
        repeated(size, |i| atom(&texts[i]))
    }),
    ("atom.all_fields", |size| {
        let texts = inputs::atoms(size);
        repeated(size, |i| read_all(&atom(&texts[i])))
    }),
    ("atom.read", |size| {
        let atom = atom(&inputs::atom(0));
        repeated(size, |_| black_box(black_box(&atom).category()).len())
    }),
    ("atom.text", |size| {
        let atom = atom(&inputs::atom(0));
        repeated(size, |_| black_box(&atom).to_string())
    }),
    ("atom.property", |size| read_version("=cat/pkg-1-r2:3/4=[a,b,c]", size)),
    ("atom.property_none", |size| read_version("cat/pkg", size)),
    ("atom.compare", |size| {
        let (a, b) = (atom(&inputs::atom(1)), atom(&inputs::atom(2)));
        repeated(size, |_| black_box(&a) < black_box(&b))
    }),
    ("atom.bulk", |size| {
        let texts = inputs::atoms(size);
        timed(size, || texts.par_iter().map(|text| Atom::parse(text, None)).collect::<Vec<_>>())
    }),
    ("atom.sort_reversed", |size| sort_hundred(size, (0..100).rev())),
    ("atom.sort_ordered", |size| sort_hundred(size, 0..100)),
    ("atom.sort_bulk", |size| {
        let mut atoms: Vec<Atom> = inputs::shuffled_atoms(size).iter().map(|text| atom(text)).collect();
        timed(size, || {
            atoms.par_sort();
            atoms
        })
    }),
    ("atom.match", |size| {
        let (wanted, packages) = (atom(">=cat/pkg-5"), packages(size));
        repeated(size, |i| wanted.matches(&packages[i]))
    }),
    ("atom.match_bulk", |size| {
        let (wanted, packages) = (atom(">=cat/pkg-5"), packages(size));
        timed(size, || matching(&wanted, &packages))
    }),
    ("atom.without", |size| {
        let atom = atom(">=cat/pkg-1-r2:3/4=::repo[a,b,c]");
        repeated(size, |_| black_box(&atom).without(&[AtomField::Repo]))
    }),
    ("atom.modify", |size| {
        let atom = atom(">=cat/pkg-1-r2:3/4=[a,b,c]");
        repeated(size, |_| black_box(&atom).with_repo(Some("repo")))
    }),
    ("version.create", |size| repeated(size, |_| Version::parse(black_box("1.2.3-r4")))),
    ("version.invalid", |size| repeated(size, |_| Version::parse(black_box("1.2.3-r")).is_err())),
    ("version.compare", |size| {
        let (a, b) = (version("1.2.3-r4"), version("1.2.3-r5"));
        repeated(size, |_| black_box(&a) < black_box(&b))
    }),
    ("version.sort", |size| {
        let mut versions: Vec<Version> = inputs::versions(size).iter().map(|text| version(text)).collect();
        timed(size, || {
            versions.sort();
            versions
        })
    }),
    ("depspec.parse", |size| {
        let text = inputs::dependencies(size);
        timed(size, || specification(&text, Eapi::V8))
    }),
    ("depspec.nested", |size| {
        let text = inputs::nested(size);
        timed(size, || DepSpec::parse(DepSpecKind::Depend, &text, Eapi::V8)).and_then(|timed| {
            DepSpec::parse(DepSpecKind::Depend, &text, Eapi::V8).map_err(|error| error.to_string()).map(|_| timed)
        })
    }),
    ("depspec.evaluate", |size| {
        let spec = specification(&inputs::dependencies(size), Eapi::V8);
        timed(size, || spec.evaluate(&["f0", "f2", "f4", "f6"]))
    }),
    ("job.parse", jobs::parse),
    ("job.evaluate", jobs::evaluate),
    ("job.sort", jobs::sort),
    ("job.match", jobs::matches),
    ("job.load", jobs::load),
    ("repo.open", repositories::open),
    ("repo.metadata", repositories::metadata),
    ("repo.reverse", repositories::reverse),
    ("repo.reverse_again", repositories::reverse_again),
    ("repo.field", repositories::field),
    ("repo.grown", repositories::grown),
    ("config.profile", configurations::profile),
    ("config.profile_again", configurations::profile_again),
    ("config.profiles", configurations::profiles),
    ("config.best", configurations::best),
    ("config.best_again", configurations::best_again),
    ("config.flags", configurations::flags),
    ("config.flags_in_two", configurations::flags_in_two),
];

const VALID: &str = ">=cat/pkg-1-r2:3/4=[a,b,c]";

fn main() -> ExitCode {
    let done = contestant("polyatom", env!("CARGO_PKG_VERSION"), CASES);
    repositories::clear();
    done
}

fn atom(text: &str) -> Atom {
    Atom::parse(text, None).unwrap_or_else(|error| panic!("{error}"))
}

fn version(text: &str) -> Version {
    Version::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

fn specification(text: &str, eapi: Eapi) -> DepSpec {
    DepSpec::parse(DepSpecKind::Depend, text, eapi).unwrap_or_else(|error| panic!("{error}"))
}

fn packages(count: usize) -> Vec<Cpv> {
    (0..count).map(|i| Cpv::parse(&format!("cat/pkg-{i}")).unwrap_or_else(|error| panic!("{error}"))).collect()
}

/// The places of the packages that match.
fn matching(atom: &Atom, packages: &[Cpv]) -> Vec<usize> {
    (0..packages.len()).filter(|&i| atom.matches(&packages[i])).collect()
}

fn read_all(atom: &Atom) -> usize {
    black_box((atom.blocker(), atom.op(), atom.slot_op()));
    black_box((atom.category(), atom.package(), atom.version(), atom.revision()));
    black_box((atom.slot(), atom.subslot(), atom.repo()));
    black_box(atom.use_deps().collect::<Vec<_>>()).len()
}

fn read_version(text: &str, times: usize) -> Outcome {
    let atom = atom(text);
    repeated(times, |_| black_box(&atom).version_ref())
}

fn sort_hundred(times: usize, numbers: impl Iterator<Item = usize>) -> Outcome {
    let atoms: Vec<Atom> = numbers.map(|i| atom(&inputs::atom(i))).collect();
    repeated(times, |_| {
        let mut sorted: Vec<&Atom> = atoms.iter().collect();
        sorted.sort();
        sorted
    })
}
