//! What is in dependency specifications: `atoms`, `evaluate`, `flags`, `uris`, `required-use` and `why`.

use crate::answer::Answer;
use crate::input::{Input, Place};
use crate::json::UriFields;
use crate::output::Output;
use polyatom::{ConditionalLeaf, Cpn, DepSpec, DepSpecKind, DepSpecOptions, Eapi, Error, NO_FLAGS, NodeRef, UseFlags};
use std::io;

/// Print the atoms in package dependencies, one a line, as if every condition held.
#[derive(clap::Args)]
pub struct Atoms {
    #[command(flatten)]
    specs: Specs,
}

/// Resolve the conditions of specifications for the flags that are enabled.
#[derive(clap::Args)]
pub struct Evaluate {
    /// What the specifications are: DEPEND, LICENSE, SRC_URI and so on, in either case.
    #[arg(short, long, default_value = "DEPEND", value_parser = DepSpecKind::parse)]
    kind: DepSpecKind,
    #[command(flatten)]
    flags: Enabled,
    #[command(flatten)]
    specs: Specs,
}

/// Print the USE flags in specifications, each once, a line for each specification.
#[derive(clap::Args)]
pub struct Flags {
    /// What the specifications are.
    #[arg(short, long, default_value = "DEPEND", value_parser = DepSpecKind::parse)]
    kind: DepSpecKind,
    #[command(flatten)]
    specs: Specs,
}

/// Print the items of SRC_URI as JSON, a line for each.
#[derive(clap::Args)]
pub struct Uris {
    #[command(flatten)]
    specs: Specs,
}

/// Tell whether flags meet REQUIRED_USE, and if not, what is not met.
#[derive(clap::Args)]
pub struct RequiredUse {
    #[command(flatten)]
    flags: Enabled,
    /// Print also the fewest changes of flags that would meet it: `+flag` to enable, `-flag` to disable.
    #[arg(short, long)]
    solve: bool,
    #[command(flatten)]
    specs: Specs,
}

/// Print each dependency on a package, and the conditions under which it is one.
#[derive(clap::Args)]
pub struct Why {
    /// The package, category and name.
    #[arg(value_parser = Cpn::parse)]
    package: Cpn,
    #[command(flatten)]
    specs: Specs,
}

/// The specifications that a command is given.
#[derive(clap::Args)]
struct Specs {
    /// The EAPI whose rules they keep; if left out, all that any has is allowed.
    #[arg(long, value_parser = Eapi::parse)]
    eapi: Option<Eapi>,
    #[command(flatten)]
    input: Input,
}

/// The flags that are enabled.
#[derive(clap::Args)]
struct Enabled {
    /// The enabled flags, with commas or blanks between them. `-flag` says that one is not enabled, as all are that are not named.
    #[arg(short, long = "use", value_name = "FLAGS", default_value = "", value_parser = flags, allow_hyphen_values = true)]
    enabled: UseFlags,
}

/// The last word on each flag counts.
fn flags(text: &str) -> Result<UseFlags, Error> {
    let mut enabled: Vec<&str> = Vec::new();
    for word in text.split([',', ' ', '\t', '\n']).filter(|word| !word.is_empty()) {
        match word.strip_prefix('-') {
            Some(disabled) => {
                polyatom::names::use_flag(disabled)?;
                enabled.retain(|flag| *flag != disabled);
            }
            None => enabled.push(word),
        }
    }
    UseFlags::new(enabled)
}

impl Specs {
    /// Each specification; one that is not valid is told.
    fn each(
        &self,
        kind: DepSpecKind,
        output: &mut Output,
        mut see: impl FnMut(&mut Output, Place, &DepSpec) -> io::Result<()>,
    ) -> io::Result<Answer> {
        let options = DepSpecOptions::from(self.eapi);
        self.input.each(|place, text| match output.good(place, DepSpec::parse(kind, text, options))? {
            Some(spec) => see(output, place, &spec),
            None => Ok(()),
        })?;
        Ok(Answer::Yes)
    }

    /// Prints what is found in each.
    fn print<T: AsRef<str>>(&self, output: &mut Output, found: impl IntoIterator<Item = T>) -> io::Result<()> {
        found.into_iter().try_for_each(|text| output.text(text.as_ref(), self.input.ends))
    }
}

impl Atoms {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let specs = &self.specs;
        specs.each(DepSpecKind::Depend, output, |output, _, spec| specs.print(output, spec.leaves().map(NodeRef::text)))
    }
}

impl Evaluate {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Self { kind, flags, specs } = &self;
        specs.each(*kind, output, |output, _, spec| specs.print(output, [spec.evaluate(&flags.enabled)]))
    }
}

impl Flags {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Self { kind, specs } = &self;
        specs.each(*kind, output, |output, _, spec| specs.print(output, [spec.flags().join(" ")]))
    }
}

impl Uris {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        self.specs.each(DepSpecKind::SrcUri, output, |output, _, spec| {
            spec.uris().try_for_each(|uri| output.json(&UriFields::from(uri)))
        })
    }
}

impl RequiredUse {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let enabled = &self.flags.enabled;
        let mut all = true;
        self.specs.each(DepSpecKind::RequiredUse, output, |output, place, spec| {
            let Some(result) = output.good(place, spec.check_required_use(enabled, None))? else { return Ok(()) };
            all &= result.is_satisfied();
            self.specs.print(output, result.sentences())?;
            if self.solve && !result.is_satisfied() { solution(output, place, spec, enabled) } else { Ok(()) }
        })?;
        Ok(all.into())
    }
}

fn solution(output: &mut Output, place: Place, spec: &DepSpec, enabled: &UseFlags) -> io::Result<()> {
    match output.good(place, spec.solve_required_use(enabled, NO_FLAGS, NO_FLAGS))? {
        None => Ok(()),
        Some(None) => output.line("nothing meets it"),
        Some(Some(solution)) => {
            let change = |&(flag, on): &(&str, bool)| format!("{}{flag}", if on { '+' } else { '-' });
            output.line(solution.changes.iter().map(change).collect::<Vec<_>>().join(" "))
        }
    }
}

impl Why {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let mut found = false;
        self.specs.each(DepSpecKind::Depend, output, |output, _, spec| {
            for leaf in spec.conditional_leaves() {
                if leaf.leaf.atom().is_some_and(|atom| atom.cpn() == self.package) {
                    found = true;
                    output.text(reason(&leaf), self.specs.input.ends)?;
                }
            }
            Ok(())
        })?;
        Ok(found.into())
    }
}

/// `>=a/b-1 if x and not y`.
fn reason(leaf: &ConditionalLeaf<'_>) -> String {
    let condition = |node: &NodeRef<'_>| format!("{}{}", if node.negated() { "not " } else { "" }, node.flag().unwrap_or(""));
    let conditions: Vec<String> = leaf.conditions.iter().map(condition).collect();
    let joined = conditions.join(" and ");
    if joined.is_empty() { leaf.leaf.text().to_owned() } else { format!("{} if {joined}", leaf.leaf.text()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_on_a_flag_counts() -> Result<(), Error> {
        let names = |text| flags(text).map(|flags| flags.names().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(names("a,b -a c")?, ["b", "c"]);
        assert_eq!(names("-a,a")?, ["a"]);
        assert!(names("")?.is_empty());
        assert!(names("-").is_err() && names("a!").is_err());
        Ok(())
    }
}
