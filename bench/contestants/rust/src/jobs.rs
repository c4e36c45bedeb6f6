//! Whole jobs on the data of a real repository.

use crate::{atom, specification, version};
use polyatom::{Atom, Cpv, DepSpec, Eapi, Version};
use polyatom_bench_harness::inputs::{self, Dependency};
use polyatom_bench_harness::{Outcome, timed};
use std::fs;
use std::hint::black_box;

pub fn parse(size: usize) -> Outcome {
    let dependencies = with_eapis()?;
    timed(size * dependencies.len(), || {
        for (eapi, dependency) in (0..size).flat_map(|_| &dependencies) {
            black_box(specification(&dependency.text, *eapi));
        }
    })
}

pub fn evaluate(size: usize) -> Outcome {
    let read = |(eapi, dependency): (Eapi, Dependency)| (specification(&dependency.text, eapi), dependency.flags);
    let trees: Vec<(DepSpec, Vec<String>)> = with_eapis()?.into_iter().map(read).collect();
    timed(size * trees.len(), || {
        for (tree, flags) in (0..size).flat_map(|_| &trees) {
            black_box(tree.evaluate(flags.as_slice()));
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
    let atoms: Vec<Atom> = inputs::lines("matchers.txt")?.iter().map(|text| atom(text)).collect();
    let package = |version: &String| Cpv::parse(&format!("cat/pkg-{version}")).map_err(|error| error.to_string());
    let packages: Vec<Cpv> = inputs::lines("versions.txt")?.iter().map(package).collect::<Result<_, _>>()?;
    timed(size * atoms.len() * packages.len(), || {
        for atom in (0..size).flat_map(|_| &atoms) {
            black_box(packages.iter().filter(|package| atom.matches(package)).count());
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

fn read_entry(entry: &str) -> Vec<DepSpec> {
    let eapi = eapi(inputs::eapi_of(entry));
    inputs::dependency_values(entry).map(|value| specification(value, eapi)).collect()
}

fn eapi(text: &str) -> Eapi {
    Eapi::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

fn with_eapis() -> Result<Vec<(Eapi, Dependency)>, String> {
    Ok(inputs::real_dependencies()?.into_iter().map(|dependency| (eapi(&dependency.eapi), dependency)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_whole() {
        let entry = "EAPI=7\nDEPEND=a/b c? ( d/e )\nSLOT=0\nRDEPEND=a/b\n";
        assert_eq!(read_entry(entry).iter().map(DepSpec::as_str).collect::<Vec<_>>(), ["a/b c? ( d/e )", "a/b"]);
    }
}
