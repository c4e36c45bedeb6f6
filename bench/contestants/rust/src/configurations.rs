//! Profiles and configurations of a real repository.

use polyatom_bench_harness::{Outcome, computed, inputs};
use polyatom_repo::{Config, Profiles, Repository};
use std::hint::black_box;
use std::sync::Arc;
use std::thread;

fn opened() -> Result<Arc<Repository>, String> {
    Repository::open(path("big")?).map_err(|error| error.to_string())
}

fn read() -> Result<Arc<Config>, String> {
    Config::read(path("root")?).map_err(|error| error.to_string())
}

/// How many flags a profile has on.
fn flags_on(profiles: &Profiles, repository: &Repository, name: &str) -> usize {
    profiles.profile(repository, name).map_or(0, |profile| profile.use_final().len())
}

/// How many flags the newest versions of these packages have, of each of which is told what was said about it.
fn flags_of(config: &Arc<Config>, names: &[polyatom::Cpn]) -> usize {
    let newest = names.iter().filter_map(|name| config.versions(name).pop());
    newest.filter_map(|cpv| config.package(cpv).ok()).map(|package| package.flag_states().len()).sum()
}

pub fn profile(size: usize) -> Outcome {
    let repository = opened()?;
    let fresh = || Profiles::new([Arc::clone(&repository)]);
    computed(size, || (0..size).map(|_| flags_on(&fresh(), &repository, inputs::PROFILE)).sum::<usize>())
}

pub fn profile_again(size: usize) -> Outcome {
    let repository = opened()?;
    let profiles = Profiles::new([Arc::clone(&repository)]);
    black_box(flags_on(&profiles, &repository, inputs::PROFILE));
    computed(size, || (0..size).map(|_| flags_on(&profiles, &repository, inputs::PROFILE)).sum::<usize>())
}

pub fn profiles(size: usize) -> Outcome {
    let repository = opened()?;
    let desc = repository.profiles_desc();
    let names: Vec<&str> = desc.iter().take(size).map(|profile| profile.path.as_str()).collect();
    computed(names.len(), || {
        let profiles = Profiles::new([Arc::clone(&repository)]);
        names.iter().map(|name| flags_on(&profiles, &repository, name)).sum::<usize>()
    })
}

pub fn best(size: usize) -> Outcome {
    computed(size, || (0..size).map(|_| read().map(|config| config.best_visible_of_all().len())).collect::<Vec<_>>())
}

pub fn best_again(size: usize) -> Outcome {
    let config = read()?;
    black_box(config.best_visible_of_all());
    computed(size, || (0..size).map(|_| config.best_visible_of_all().len()).sum::<usize>())
}

pub fn flags(size: usize) -> Outcome {
    let config = read()?;
    let names: Vec<_> = config.names().into_iter().take(size).collect();
    black_box(flags_of(&config, &names));
    computed(names.len(), || flags_of(&config, &names))
}

/// The same names, half of them in each of two threads.
pub fn flags_in_two(size: usize) -> Outcome {
    let config = read()?;
    let names: Vec<_> = config.names().into_iter().take(size).collect();
    black_box(flags_of(&config, &names));
    let (some, others) = names.split_at(names.len() / 2);
    computed(names.len(), || {
        thread::scope(|scope| {
            let beside = scope.spawn(|| flags_of(&config, others));
            flags_of(&config, some) + beside.join().unwrap_or(0)
        })
    })
}

pub fn path(name: &str) -> Result<String, String> {
    let path = inputs::data()?.join(name);
    path.to_str().map(str::to_owned).ok_or_else(|| format!("{} is not UTF-8", path.display()))
}
