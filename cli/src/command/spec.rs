//! What is in dependency specifications: `atoms`, `evaluate`, `flags`, `uris`, `required-use` and `why`.

use crate::answer::Answer;
use crate::input::{Input, Place};
use crate::json::UriFields;
use crate::output::Output;
use polyatom::{ConditionalLeaf, Cpn, DepSpec, DepSpecKind, DepSpecOptions, Eapi, Error, NO_FLAGS, NodeRef, Uri, UseFlags};
use serde::Serialize;
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

/// Print the items of SRC_URI, one a line: as written, with what is saved under another name after an arrow.
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
    /// Print JSON, a line for each specification.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    input: Input,
}

/// What is said of REQUIRED_USE: whether it is met, what of it is not, and where a solution was asked for and exists the flags to change.
#[derive(Serialize)]
struct Verdict<'a> {
    satisfied: bool,
    unsatisfied: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Vec<(&'a str, bool)>>,
}

/// A dependency with the conditions around it.
#[derive(Serialize)]
struct Reason<'a> {
    atom: &'a str,
    conditions: Vec<String>,
}

/// The flags that are enabled.
#[derive(clap::Args)]
struct Enabled {
    /// The enabled flags, with commas or blanks between them. `-flag` says that one is not enabled, as all are that are not named.
    #[arg(short = 'u', long = "use", value_name = "FLAGS", default_value = "", value_parser = flags, allow_hyphen_values = true)]
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

    /// Prints what is found in one, each on a line.
    fn print<T: AsRef<str>>(&self, output: &mut Output, found: impl IntoIterator<Item = T>) -> io::Result<()> {
        found.into_iter().try_for_each(|text| output.text(text.as_ref(), self.input.ends))
    }

    /// The same, which is a list in JSON.
    fn print_list<'a>(&self, output: &mut Output, found: impl Iterator<Item = &'a str>) -> io::Result<()> {
        if self.json { output.json(&found.collect::<Vec<_>>()) } else { self.print(output, found) }
    }
}

impl Atoms {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let specs = &self.specs;
        specs.each(DepSpecKind::Depend, output, |output, _, spec| specs.print_list(output, spec.leaves().map(NodeRef::text)))
    }
}

impl Evaluate {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Self { kind, flags, specs } = &self;
        specs.each(*kind, output, |output, _, spec| {
            let evaluated = spec.evaluate(&flags.enabled);
            match specs.json {
                true => specs.print_list(output, evaluated.leaves().map(NodeRef::text)),
                false => specs.print(output, [evaluated]),
            }
        })
    }
}

impl Flags {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Self { kind, specs } = &self;
        specs.each(*kind, output, |output, _, spec| match specs.json {
            true => output.json(&spec.flags()),
            false => specs.print(output, [spec.flags().join(" ")]),
        })
    }
}

impl Uris {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let specs = &self.specs;
        specs.each(DepSpecKind::SrcUri, output, |output, _, spec| match specs.json {
            true => output.json(&spec.uris().map(UriFields::from).collect::<Vec<_>>()),
            false => specs.print(output, spec.uris().map(written)),
        })
    }
}

/// A URI as it is written in a specification.
fn written(uri: Uri<'_>) -> String {
    let prefix = uri.prefix().map(|prefix| format!("{prefix}+")).unwrap_or_default();
    match uri.uri().rsplit('/').next() {
        Some(last) if last == uri.filename() => format!("{prefix}{}", uri.uri()),
        _ => format!("{prefix}{} -> {}", uri.uri(), uri.filename()),
    }
}

impl RequiredUse {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let enabled = &self.flags.enabled;
        let mut all = true;
        self.specs.each(DepSpecKind::RequiredUse, output, |output, place, spec| {
            let Some(result) = output.good(place, spec.check_required_use(enabled, None))? else { return Ok(()) };
            let satisfied = result.is_satisfied();
            all &= satisfied;
            // A solution that was not asked for is not told, and neither is one that takes too long to find.
            let solved = match self.solve && !satisfied {
                true => output.good(place, spec.solve_required_use(enabled, NO_FLAGS, NO_FLAGS))?,
                false => None,
            };
            if self.specs.json {
                let changes = solved.flatten().map(|solution| solution.changes);
                return output.json(&Verdict { satisfied, unsatisfied: result.sentences(), changes });
            }
            self.specs.print(output, result.sentences())?;
            match solved {
                None => Ok(()),
                Some(None) => output.line("nothing meets it"),
                Some(Some(solution)) => {
                    let change = |&(flag, on): &(&str, bool)| format!("{}{flag}", if on { '+' } else { '-' });
                    output.line(solution.changes.iter().map(change).collect::<Vec<_>>().join(" "))
                }
            }
        })?;
        Ok(all.into())
    }
}

impl Why {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let mut found = false;
        self.specs.each(DepSpecKind::Depend, output, |output, _, spec| {
            let mut told = Vec::new();
            for leaf in spec.conditional_leaves() {
                if leaf.leaf.atom().is_some_and(|atom| atom.cpn() == self.package) {
                    found = true;
                    told.push(leaf);
                }
            }
            match self.specs.json {
                true => output.json(&told.iter().map(fields).collect::<Vec<_>>()),
                false => self.specs.print(output, told.iter().map(reason)),
            }
        })?;
        Ok(found.into())
    }
}

fn fields<'a>(leaf: &ConditionalLeaf<'a>) -> Reason<'a> {
    let condition = |node: &NodeRef<'_>| format!("{}{}", if node.negated() { "!" } else { "" }, node.flag().unwrap_or(""));
    Reason { atom: leaf.leaf.text(), conditions: leaf.conditions.iter().map(condition).collect() }
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
