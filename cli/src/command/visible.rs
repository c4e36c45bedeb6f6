//! `visible`: which versions a configuration allows, and why not the others.

use super::wanted;
use crate::answer::Answer;
use crate::input::Input;
use crate::json::ReasonFields;
use crate::output::{BAD, GOOD, Output};
use crate::sources::Root;
use polyatom::{Atom, Cpv, NO_FLAGS};
use polyatom_repo::{Config, ConfiguredPackage, Reason};
use serde::Serialize;
use std::io;
use std::sync::Arc;

/// Print the best version of packages that the configuration of a system allows.
///
/// With --all every version is told, with every reason why it may not be installed: the line that says so, and a line that would lift it.
#[derive(clap::Args)]
pub struct Visible {
    #[command(flatten)]
    root: Root,
    /// Tell all versions, the oldest first, and why those are masked that are.
    #[arg(short, long)]
    all: bool,
    /// Print JSON, a line for each package.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    input: Input,
}

/// A version, and why it may not be installed.
struct Verdict {
    cpv: Cpv,
    package: Option<ConfiguredPackage>,
    reasons: Vec<Reason>,
}

#[derive(Serialize)]
struct Fields<'a> {
    cpv: &'a str,
    repo: Option<&'a str>,
    visible: bool,
    reasons: Vec<ReasonFields<'a>>,
    r#use: Vec<&'a str>,
}

impl Visible {
    pub fn run(mut self, output: &mut Output) -> io::Result<Answer> {
        let input = std::mem::take(&mut self.input);
        let (is_all, is_json) = (self.all, self.json);
        let Some(config) = self.root.config(output)? else { return Ok(Answer::Bad) };
        let mut every = true;
        input.each(|place, text| {
            let Some(atom) = output.good(place, wanted::atom(text))? else { return Ok(()) };
            let verdicts = if is_all { all(&config, &atom) } else { best(&config, &atom).into_iter().collect() };
            every &= verdicts.iter().any(|verdict| verdict.reasons.is_empty());
            verdicts.iter().try_for_each(|verdict| match (is_json, is_all) {
                (true, _) => output.json(&verdict.fields()),
                (false, true) => verdict.print(output),
                (false, false) => output.text(verdict.name(), input.ends),
            })
        })?;
        Ok(every.into())
    }
}

fn best(config: &Arc<Config>, atom: &Atom) -> Option<Verdict> {
    config.best_visible(atom).map(Verdict::visible)
}

/// What becomes of each version that an atom matches. One that cannot be read is matched by its name alone.
fn all(config: &Arc<Config>, atom: &Atom) -> Vec<Verdict> {
    let cpn = atom.cpn();
    let visible = config.visible(&cpn).into_iter().map(Verdict::visible);
    let hidden = config.invisible(&cpn).into_iter().map(|(cpv, reasons)| {
        let package = config.package(&cpv).ok();
        Verdict { cpv, package, reasons }
    });
    let is_meant = |verdict: &Verdict| match &verdict.package {
        Some(package) => atom.matches_package(&package.facts(), NO_FLAGS),
        None => atom.could_match(&verdict.cpv),
    };
    let mut all: Vec<Verdict> = visible.chain(hidden).filter(is_meant).collect();
    all.sort_by(|a, b| a.cpv.cmp(&b.cpv));
    all
}

impl Verdict {
    fn visible(package: ConfiguredPackage) -> Self {
        Self { cpv: package.cpv().clone(), package: Some(package), reasons: Vec::new() }
    }

    fn repo(&self) -> Option<&str> {
        self.package.as_ref().map(|package| package.package().repository().name())
    }

    fn name(&self) -> String {
        self.package.as_ref().map_or_else(|| self.cpv.to_string(), ToString::to_string)
    }

    fn fields(&self) -> Fields<'_> {
        Fields {
            cpv: self.cpv.as_str(),
            repo: self.repo(),
            visible: self.reasons.is_empty(),
            reasons: self.reasons.iter().map(ReasonFields::from).collect(),
            r#use: self.package.as_ref().map(ConfiguredPackage::enabled).unwrap_or_default(),
        }
    }

    fn print(&self, output: &mut Output) -> io::Result<()> {
        if self.reasons.is_empty() {
            return output.line(format_args!("{} is {}", self.name(), output.paint(GOOD, "visible")));
        }
        for reason in &self.reasons {
            let words = if reason.words.is_empty() { "none".to_owned() } else { reason.words.join(" ") };
            output.line(format_args!("{} is {} by {}: {words}", self.name(), output.paint(BAD, "masked"), reason.kind))?;
            for place in &reason.places {
                output.line(format_args!("  {place}: {}", place.text()))?;
            }
            if let Some(remedy) = &reason.remedy {
                output.line(format_args!("  to lift it: {remedy}"))?;
            }
        }
        Ok(())
    }
}
