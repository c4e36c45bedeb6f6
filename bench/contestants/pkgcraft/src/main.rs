//! pkgcraft as a contestant. Parsing an atom goes through its cache of the last atoms; inputs that differ go past it.

mod jobs;

use pkgcraft::dep::{Cpv, Dep, DepField, DependencySet, Version};
use pkgcraft::eapi::{EAPI8, Eapi};
use pkgcraft::traits::Intersects;
use polyatom_bench_harness::{Case, Outcome, inputs, kept, main as contestant, repeated, timed};
use std::hint::black_box;
use std::process::ExitCode;

static CASES: &[Case] = &[
    ("atom.distinct", |size| {
        let texts = inputs::atoms(size);
        kept(size, || texts.iter().map(|text| atom(text)).collect::<Vec<_>>())
    }),
    ("atom.equal_cached", |size| {
        let texts = vec![inputs::atom(0); size];
        kept(size, || texts.iter().map(|text| atom(text)).collect::<Vec<_>>())
    }),
    ("atom.invalid", |size| {
        let texts: Vec<String> = (0..size).map(|i| format!("cat/pkg-{i}")).collect();
        repeated(size, |i| Dep::try_new(&texts[i]).is_err())
    }),
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
    ("atom.sort_reversed", |size| sort_hundred(size, (0..100).rev())),
    ("atom.sort_ordered", |size| sort_hundred(size, 0..100)),
    ("atom.match", |size| {
        let (wanted, packages) = (atom(">=cat/pkg-5"), packages(size));
        repeated(size, |i| wanted.intersects(&packages[i]))
    }),
    ("atom.match_bulk", |size| {
        let (wanted, packages) = (atom(">=cat/pkg-5"), packages(size));
        timed(size, || (0..size).filter(|&i| wanted.intersects(&packages[i])).collect::<Vec<_>>())
    }),
    ("atom.without", |size| {
        let atom = atom(">=cat/pkg-1-r2:3/4=::repo[a,b,c]");
        repeated(size, |_| black_box(&atom).without([DepField::Repo]).map(std::borrow::Cow::into_owned))
    }),
    ("atom.modify", |size| {
        let atom = atom(">=cat/pkg-1-r2:3/4=[a,b,c]");
        repeated(size, |_| black_box(&atom).modify([(DepField::Repo, Some("repo"))]).map(std::borrow::Cow::into_owned))
    }),
    ("version.create", |size| repeated(size, |_| Version::try_new(black_box("1.2.3-r4")))),
    ("version.invalid", |size| repeated(size, |_| Version::try_new(black_box("1.2.3-r")).is_err())),
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
        timed(size, || specification(&text, &EAPI8))
    }),
    ("depspec.evaluate", |size| {
        use pkgcraft::dep::Evaluate;
        let spec = specification(&inputs::dependencies(size), &EAPI8);
        let flags = ["f0", "f2", "f4", "f6"].iter().map(ToString::to_string).collect();
        timed(size, || spec.evaluate(&flags))
    }),
    ("job.parse", jobs::parse),
    ("job.evaluate", jobs::evaluate),
    ("job.sort", jobs::sort),
    ("job.match", jobs::matches),
    ("job.load", jobs::load),
];

fn main() -> ExitCode {
    contestant("pkgcraft", "0.0.31", CASES)
}

fn atom(text: &str) -> Dep {
    Dep::try_new(text).unwrap_or_else(|error| panic!("{error}"))
}

fn version(text: &str) -> Version {
    Version::try_new(text).unwrap_or_else(|error| panic!("{error}"))
}

fn specification(text: &str, eapi: &'static Eapi) -> DependencySet<Dep> {
    DependencySet::package(text, eapi).unwrap_or_else(|error| panic!("{error}"))
}

fn package(version: impl std::fmt::Display) -> Cpv {
    Cpv::try_new(format!("cat/pkg-{version}")).unwrap_or_else(|error| panic!("{error}"))
}

fn packages(count: usize) -> Vec<Cpv> {
    (0..count).map(package).collect()
}

fn read_all(atom: &Dep) -> usize {
    black_box((atom.blocker(), atom.op(), atom.slot_op()));
    black_box((atom.category(), atom.package(), atom.version(), atom.revision()));
    black_box((atom.slot(), atom.subslot(), atom.repo()));
    black_box(atom.use_deps()).map_or(0, |flags| flags.len())
}

fn read_version(text: &str, times: usize) -> Outcome {
    let atom = atom(text);
    repeated(times, |_| black_box(&atom).version())
}

fn sort_hundred(times: usize, numbers: impl Iterator<Item = usize>) -> Outcome {
    let atoms: Vec<Dep> = numbers.map(|i| atom(&inputs::atom(i))).collect();
    repeated(times, |_| {
        let mut sorted: Vec<&Dep> = atoms.iter().collect();
        sorted.sort();
        sorted
    })
}
