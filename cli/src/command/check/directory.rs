//! Whole repositories, and the configurations of systems.

use super::lines::{Checked, Rules};
use super::{Check, replace, show_diff};
use crate::json::Problem;
use crate::output::Output;
use crate::progress::Progress;
use polyatom::DepSpecKind;
use polyatom_repo::{CacheFormat, Code, Config, Error, Key, Metadata, Package, Profiles, Repository, RepositorySet};
use std::collections::HashSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

impl Check {
    /// Checks repositories and configurations; whether nothing is wrong.
    pub(super) fn check_directories(&self, directories: &[String], output: &mut Output) -> io::Result<bool> {
        let is_root = |path: &&String| Path::new(path).join("etc/portage").is_dir();
        let (roots, repositories): (Vec<&String>, Vec<&String>) = directories.iter().partition(is_root);
        let mut clean = true;
        for root in roots {
            let Some(config) = output.good(root, Config::read(root))? else { continue };
            clean &= self.tell_all(config.diagnostics().iter().map(Problem::from), output)?;
        }
        if self.fix {
            for repository in open(&repositories, output, self.dry_run)?.repositories() {
                clean &= self.repair_repository(repository, output)?;
            }
        }
        if !self.dry_run {
            // What was repaired is read anew.
            for repository in open(&repositories, output, true)?.repositories() {
                let Some(problems) = output.good(repository, problems(repository))? else { continue };
                clean &= self.tell_all(problems, output)?;
            }
        }
        Ok(clean)
    }

    /// Repairs cache entries, or shows what that would change; whether nothing would.
    fn repair_repository(&self, repository: &Arc<Repository>, output: &mut Output) -> io::Result<bool> {
        if repository.cache_format() != Some(CacheFormat::Md5Dict) {
            return Ok(true);
        }
        let mut progress = Progress::of_things(format!("reading packages of {repository}"));
        let wrong = |package: Result<Package, Error>| {
            package.ok().filter(|package| !of_package(package).is_empty()).map(|package| package.entry_path().into_string())
        };
        let entries = repository.map_packages_with(&mut progress.report(), wrong);
        drop(progress);
        let mut same = true;
        for entry in output.good(repository, entries)?.into_iter().flatten().flatten() {
            let Some(bytes) = output.good(&entry, std::fs::read(&entry))? else { continue };
            let checked = Checked::read(bytes, Rules { kind: None, eapi: None });
            let (repaired, repairs) = checked.repaired(&entry);
            if self.dry_run {
                same &= repairs.is_empty();
                show_diff(&entry, checked.bytes(), repaired.bytes(), output)?;
            } else if !repairs.is_empty() && output.good(&entry, replace(&entry, repaired.bytes()))?.is_some() {
                self.tell_all(repairs, output)?;
            }
        }
        Ok(same)
    }
}

/// The repositories in these directories; their masters are found among them.
fn open(directories: &[&String], output: &mut Output, tell: bool) -> io::Result<RepositorySet> {
    let opened = RepositorySet::open(directories.iter().map(|path| (path, 0)));
    if tell {
        output.all_wrong(&opened.errors)?;
    }
    Ok(opened.value)
}

/// Everything that is wrong in a repository, each once: its own files, those beside ebuilds, its profiles, and its cache entries.
fn problems(repository: &Arc<Repository>) -> Result<Vec<Problem>, Error> {
    let mut progress = Progress::of_things(format!("checking {repository}"));
    let has_cache = repository.cache_format().is_some();
    let of_packages = repository.map_packages_with(&mut progress.report(), |package| match package {
        Ok(package) => of_package(&package),
        // Where there is no cache, no package lacks its entry more than another.
        Err(error) if error.kind() == Code::NoMetadata && !has_cache => Vec::new(),
        Err(error) => vec![Problem::from(&error)],
    })?;
    let mut errors = repository.check();
    errors.extend(repository.check_package_files_with(&mut progress.report())?);
    errors.extend(of_profiles(repository));
    let mut seen = HashSet::new();
    let all = errors.iter().map(Problem::from).chain(of_packages.into_iter().flatten());
    Ok(all.filter(|problem| seen.insert(problem.clone())).collect())
}

/// What is wrong with the profiles that are listed. Those that need another repository need not be there.
fn of_profiles(repository: &Arc<Repository>) -> Vec<Error> {
    let masters = repository.masters().iter().filter_map(|master| master.repository.clone());
    let profiles = Profiles::new(std::iter::once(Arc::clone(repository)).chain(masters));
    let check = |name: &str| match profiles.profile(repository, name) {
        Ok(profile) => profile.check(),
        Err(error) => vec![error],
    };
    repository.profiles_desc().iter().flat_map(|described| check(&described.path)).collect()
}

/// What is wrong with a cache entry, also what can be read but must not stand there.
fn of_package(package: &Package) -> Vec<Problem> {
    let mut problems: Vec<Problem> = package.check().iter().map(Problem::from).collect();
    for kind in DepSpecKind::ALL {
        let key = Key::of_spec(kind);
        let (Some(line), Ok(spec)) = (package.entry().line_of(key), package.spec(kind)) else { continue };
        problems.extend(spec.diagnostics(None).into_iter().map(|told| Problem {
            file: package.entry_path().into_string(),
            line: Some(line as usize),
            column: Some(key.as_str().len() + 1 + spec.as_str()[..told.span.start].chars().count() + 1),
            code: told.kind.as_str().to_owned(),
            message: format!("{key}: {}", told.message(), key = key.as_str()),
            repaired: false,
        }));
    }
    problems
}
