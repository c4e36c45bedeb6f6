//! Opening repositories together: masters are found among them.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::RepositorySet;
use crate::disk::Disk;
use crate::error::{Error, Found};
use crate::format::{Code, Fault};
use crate::tree::{OpenOptions, Repository, Source};

/// How the repositories of a set are opened.
#[derive(Clone, Debug, Default)]
pub struct SetOptions {
    /// Where the files are; those of the operating system if not given.
    pub disk: Option<Arc<dyn Disk>>,
    /// Where the names of packages come from.
    pub source: Source,
}

/// The repositories of a set on their way to being open.
struct Opening<'a> {
    options: &'a SetOptions,
    /// Opened without their masters, to know what they are called.
    known: Vec<Arc<Repository>>,
    state: Vec<State>,
    errors: Vec<Error>,
}

#[derive(Clone)]
enum State {
    Waiting,
    /// Its masters are being opened. Who needs it then has it as a master of itself.
    Busy,
    Open(Arc<Repository>),
}

impl RepositorySet {
    /// Opens the repositories in these directories, with their priorities. One that cannot be opened is told, and the others
    /// are open without it; so are masters in a circle, and two repositories of one name.
    pub fn open<P: AsRef<Utf8Path>>(locations: impl IntoIterator<Item = (P, i32)>) -> Found<Self> {
        Self::open_with(locations, &SetOptions::default())
    }

    /// The same with options.
    pub fn open_with<P: AsRef<Utf8Path>>(locations: impl IntoIterator<Item = (P, i32)>, options: &SetOptions) -> Found<Self> {
        let (mut known, mut errors) = (Vec::new(), Vec::new());
        for (path, priority) in locations {
            match options.open(path.as_ref(), Vec::new()) {
                Ok(repository) => known.push((repository, priority)),
                Err(error) => errors.push(error),
            }
        }
        Self::related(known, errors, options)
    }

    /// Opens the repositories in these directories, the first of which answers before the others. It fails at the first that
    /// cannot be opened; what else is wrong is told.
    pub fn open_all<P: AsRef<Utf8Path>>(paths: impl IntoIterator<Item = P>, options: &SetOptions) -> Result<Found<Self>, Error> {
        let known = paths.into_iter().map(|path| Ok((options.open(path.as_ref(), Vec::new())?, 0)));
        Ok(Self::related(known.collect::<Result<_, Error>>()?, Vec::new(), options))
    }

    /// Repositories that were opened without their masters, with these.
    fn related(known: Vec<(Arc<Repository>, i32)>, errors: Vec<Error>, options: &SetOptions) -> Found<Self> {
        let (known, priorities): (Vec<_>, Vec<_>) = known.into_iter().unzip();
        let state = vec![State::Waiting; known.len()];
        let mut opening = Opening { options, known, state, errors };
        opening.tell_namesakes();
        let open: Vec<Arc<Repository>> = (0..priorities.len()).filter_map(|at| opening.open(at)).collect();
        Found { value: Self::new(open.into_iter().zip(priorities)), errors: opening.errors }
    }
}

impl SetOptions {
    fn open(&self, path: &Utf8Path, masters: Vec<Arc<Repository>>) -> Result<Arc<Repository>, Error> {
        let options = OpenOptions { disk: self.disk.clone(), source: self.source, masters, ..OpenOptions::default() };
        Repository::open_with(path, options)
    }
}

impl Opening<'_> {
    fn tell_namesakes(&mut self) {
        for (at, repository) in self.known.iter().enumerate() {
            if let Some(other) = self.known[..at].iter().find(|other| other.name() == repository.name()) {
                let fault = Fault::file(Code::DuplicateName, format!("{} is also that of {}", repository.name(), other.path()));
                self.errors.push(Error::new(repository.path(), fault));
            }
        }
    }

    /// Opens the repository at this place after its masters; none where it waits for itself.
    fn open(&mut self, at: usize) -> Option<Arc<Repository>> {
        match &self.state[at] {
            State::Open(repository) => return Some(Arc::clone(repository)),
            State::Busy => return None,
            State::Waiting => {}
        }
        self.state[at] = State::Busy;
        let repository = Arc::clone(&self.known[at]);
        let mut masters = Vec::new();
        for name in repository.layout().masters.iter().flatten() {
            let Some(master) = self.place_of(name) else { continue };
            match self.open(master) {
                Some(open) => masters.push(open),
                None => self.errors.push(Error::new(layout_of(&repository), Fault::file(Code::Circle, format!("master {name}")))),
            }
        }
        let open = if masters.is_empty() { Ok(Arc::clone(&repository)) } else { self.options.open(repository.path(), masters) };
        // It was open a moment ago. If it is gone, what is known of it stays.
        let open = open.unwrap_or_else(|error| {
            self.errors.push(error);
            repository
        });
        self.state[at] = State::Open(Arc::clone(&open));
        Some(open)
    }

    /// The place of a repository of that name, else of one that has it as an alias.
    fn place_of(&self, name: &str) -> Option<usize> {
        let named = self.known.iter().position(|repository| repository.name() == name);
        named.or_else(|| self.known.iter().position(|repository| repository.is_called(name)))
    }
}

fn layout_of(repository: &Repository) -> Utf8PathBuf {
    repository.path().join("metadata/layout.conf")
}
