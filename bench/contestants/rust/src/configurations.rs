//! Profiles and configurations of a real repository.

use polyatom_bench_harness::{Outcome, inputs, timed};
use polyatom_repo::{Config, Profiles, Repository};
use std::hint::black_box;
use std::sync::Arc;

pub fn profiles(size: usize) -> Outcome {
    let repository = Repository::open(path("big")?).map_err(|error| error.to_string())?;
    let desc = repository.profiles_desc();
    let names: Vec<&str> = desc.iter().take(size).map(|profile| profile.path.as_str()).collect();
    timed(names.len(), || {
        let profiles = Profiles::new([Arc::clone(&repository)]);
        let read = |name: &&str| profiles.profile(&repository, name).map(|profile| profile.use_final().len());
        names.iter().map(read).collect::<Result<Vec<_>, _>>()
    })
}

pub fn visible(size: usize) -> Outcome {
    let config = Config::read(path("root")?).map_err(|error| error.to_string())?;
    let names: Vec<_> = config.names().into_iter().take(size).collect();
    let atoms: Vec<_> = names.iter().map(|name| crate::atom(name.as_ref())).collect();
    let best = || atoms.iter().filter_map(|atom| config.best_visible(atom)).map(|best| best.cpv().clone()).collect::<Vec<_>>();
    black_box(best());
    timed(atoms.len(), best)
}

pub fn path(name: &str) -> Result<String, String> {
    let path = inputs::data()?.join(name);
    path.to_str().map(str::to_owned).ok_or_else(|| format!("{} is not UTF-8", path.display()))
}
