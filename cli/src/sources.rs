//! Where packages are looked for: in the repositories that are named, or in those of a system.

use crate::output::Output;
use polyatom_repo::{Config, ConfigOptions, RepositorySet};
use std::io;
use std::sync::Arc;

/// The repositories that a command asks.
#[derive(clap::Args)]
pub struct Sources {
    /// The directory of a repository. May be given more than once; masters are found among them.
    #[arg(long = "repo", value_name = "DIR", conflicts_with = "root")]
    repos: Vec<String>,
    /// The root of a system, whose etc/portage names its repositories. It is / if neither this nor a repository is given.
    #[arg(long, value_name = "DIR")]
    root: Option<String>,
}

/// The root of a system, whose configuration decides.
#[derive(clap::Args)]
pub struct Root {
    /// The root of a system, which has etc/portage.
    #[arg(long = "root", value_name = "DIR", default_value = "/")]
    pub path: String,
    /// A profile of the main repository, in place of that which the system has chosen: default/linux/amd64/23.0.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// A variable that goes before those of all files, such as USE or ACCEPT_KEYWORDS. May be given more than once.
    #[arg(long, value_name = "VARIABLE=VALUE", value_parser = variable)]
    set: Vec<(String, String)>,
}

/// What was opened.
pub enum Opened {
    Repositories(RepositorySet),
    Config(Arc<Config>),
}

fn variable(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("a variable, = and its value are needed")?;
    Ok((name.to_owned(), value.to_owned()))
}

impl Root {
    /// The configuration; what is wrong with it has been told if there is none.
    pub fn config(self, output: &mut Output) -> io::Result<Option<Arc<Config>>> {
        let options = ConfigOptions { profile: self.profile, variables: self.set, ..ConfigOptions::default() };
        read(&self.path, options, output)
    }
}

/// A system without a repository has nothing to ask.
fn read(root: &str, options: ConfigOptions, output: &mut Output) -> io::Result<Option<Arc<Config>>> {
    let Some(config) = output.good(root, Config::read_with(root, options))? else { return Ok(None) };
    let repos_conf = config.root().join("etc/portage/repos.conf");
    // Most of what may be wrong does not matter to who asks for packages; a repository that is not there does.
    let told = config.diagnostics().iter().filter(|error| error.path().starts_with(&repos_conf));
    output.all_wrong(told)?;
    if config.repositories().is_empty() {
        output.bad(root, "etc/portage/repos.conf names no repository that is there; --repo names one")?;
        return Ok(None);
    }
    Ok(Some(config))
}

impl Sources {
    /// Asks the repositories in these directories, too. With a root it gives back the first of them.
    pub fn add(&mut self, mut directories: Vec<String>) -> Result<(), String> {
        if self.root.is_some() && !directories.is_empty() {
            return Err(directories.swap_remove(0));
        }
        self.repos.append(&mut directories);
        Ok(())
    }

    /// The repositories, or a system with its configuration. What is wrong has been told if there are none.
    pub fn open(&self, output: &mut Output) -> io::Result<Option<Opened>> {
        if self.repos.is_empty() {
            let root = self.root.as_deref().unwrap_or("/");
            return Ok(read(root, ConfigOptions::default(), output)?.map(Opened::Config));
        }
        let opened = RepositorySet::open(self.repos.iter().map(|path| (path, 0)));
        output.all_wrong(&opened.errors)?;
        let is_open = opened.value.repositories().len() > 0;
        Ok(is_open.then_some(Opened::Repositories(opened.value)))
    }

    /// The repositories alone.
    pub fn set(&self, output: &mut Output) -> io::Result<Option<RepositorySet>> {
        Ok(self.open(output)?.map(|opened| match opened {
            Opened::Repositories(set) => set,
            Opened::Config(config) => set_of(&config),
        }))
    }
}

/// The repositories of a configuration, in the order in which they answer.
fn set_of(config: &Config) -> RepositorySet {
    let members = config.repositories().iter().rev().map(|configured| {
        let priority = configured.priority().clamp(i32::MIN.into(), i32::MAX.into());
        (Arc::clone(configured.repository()), priority as i32)
    });
    RepositorySet::new(members)
}
