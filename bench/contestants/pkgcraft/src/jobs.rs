//! Whole jobs on the data of a real repository.

use crate::{atom, package, specification, version};
use indexmap::IndexSet;
use pkgcraft::dep::{Cpv, Dep, DependencySet, Evaluate, Version};
use pkgcraft::eapi::Eapi;
use pkgcraft::traits::Intersects;
use polyatom_bench_harness::inputs;
use polyatom_bench_harness::{Outcome, timed};
use std::fs;
use std::hint::black_box;

pub fn parse(size: usize) -> Outcome {
    let dependencies = inputs::real_dependencies()?;
    let dependencies: Vec<_> = dependencies.iter().map(|dependency| (eapi(&dependency.eapi), &dependency.text)).collect();
    timed(size * dependencies.len(), || {
        for (eapi, text) in (0..size).flat_map(|_| &dependencies) {
            black_box(specification(text, eapi));
        }
    })
}

pub fn evaluate(size: usize) -> Outcome {
    let trees: Vec<(DependencySet<Dep>, IndexSet<String>)> = inputs::real_dependencies()?
        .into_iter()
        .map(|dependency| (specification(&dependency.text, eapi(&dependency.eapi)), dependency.flags.into_iter().collect()))
        .collect();
    timed(size * trees.len(), || {
        for (tree, flags) in (0..size).flat_map(|_| &trees) {
            black_box(tree.evaluate(flags));
        }
    })
}

pub fn sort(size: usize) -> Outcome {
    let versions: Vec<Version> = inputs::lines("versions.txt")?.iter().map(|text| version(text)).collect();
    timed(size * versions.len(), || {
        for _ in 0..size {
            let mut sorted: Vec<&Version> = versions.iter().collect();
            sorted.sort();
            black_box(sorted);
        }
    })
}

pub fn matches(size: usize) -> Outcome {
    let atoms: Vec<Dep> = inputs::lines("matchers.txt")?.iter().map(|text| atom(text)).collect();
    let packages: Vec<Cpv> = inputs::lines("versions.txt")?.iter().map(package).collect();
    timed(size * atoms.len() * packages.len(), || {
        for atom in (0..size).flat_map(|_| &atoms) {
            black_box(packages.iter().filter(|package| atom.intersects(*package)).count());
        }
    })
}

pub fn load(size: usize) -> Outcome {
    let files = inputs::cache_files()?;
    timed(size * files.len(), || {
        let files = (0..size).flat_map(|_| &files);
        files.map(|file| fs::read_to_string(file).map(|entry| read_entry(&entry))).collect::<Result<Vec<_>, _>>()
    })
}

fn read_entry(entry: &str) -> Vec<DependencySet<Dep>> {
    let eapi = eapi(inputs::eapi_of(entry));
    inputs::dependency_values(entry).map(|value| specification(value, eapi)).collect()
}

fn eapi(text: &str) -> &'static Eapi {
    text.try_into().unwrap_or_else(|error| panic!("{error}"))
}
