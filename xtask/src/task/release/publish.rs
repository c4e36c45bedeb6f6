//! `--publish`: says what it would do, and does it only when every credential is there.

use super::kinds::Kind;
use super::records;
use crate::kit::ctx::Ctx;
use anyhow::{Result, bail};
use std::env;
use xshell::cmd;

pub fn run(ctx: &Ctx, chosen: &[&'static Kind]) -> Result<()> {
    let artefacts = records::artefacts(ctx, chosen)?;
    let lines = records::uploads(ctx, &artefacts);
    println!("{}", lines.join("\n"));
    let missing = missing(chosen, |name| env::var_os(name).is_some());
    if !missing.is_empty() {
        bail!("nothing is uploaded: {}", missing.join("; "));
    }
    for line in lines.iter().filter(|line| !line.starts_with('#')) {
        cmd!(ctx.sh, "sh -c {line}").run()?;
    }
    Ok(())
}

fn missing(chosen: &[&'static Kind], is_set: impl Fn(&str) -> bool) -> Vec<String> {
    let lacks = |kind: &&'static Kind| {
        let names: Vec<&str> = kind.registry.credentials.iter().copied().filter(|name| !is_set(name)).collect();
        (!names.is_empty()).then(|| format!("{} needs {}", kind.name, names.join(" and ")))
    };
    chosen.iter().filter_map(lacks).collect()
}

#[cfg(test)]
mod tests {
    use super::super::kinds;
    use super::*;

    #[test]
    fn credentials_that_are_not_there_are_named() {
        let chosen = kinds::select(Some("python,ruby")).unwrap();
        let missing = |set: &[&str]| missing(&chosen, |name| set.contains(&name));
        assert_eq!(missing(&["TWINE_USERNAME"]), ["python needs TWINE_PASSWORD", "ruby needs GEM_HOST_API_KEY"]);
        assert!(missing(&["TWINE_USERNAME", "TWINE_PASSWORD", "GEM_HOST_API_KEY"]).is_empty());
    }
}
