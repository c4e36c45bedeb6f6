//! Installs what is missing where that is possible: on Debian and its relatives, as root or with a sudo that asks nothing.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::tools::{Found, Tool};
use crate::kit::ui::Style;
use anyhow::{Result, bail};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use xshell::cmd;

/// Makes sure that these tools are there, or says what to do.
pub fn ensure(ctx: &Ctx, names: &[&str]) -> Result<()> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _held = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let missing = missing(ctx, names);
    if missing.is_empty() {
        return Ok(());
    }
    let packages = packages_of(&missing);
    if let (false, Some(sudo)) = (packages.is_empty(), privilege(ctx)) {
        install(ctx, sudo, &packages)?;
    }
    let still = self::missing(ctx, names);
    if still.is_empty() { Ok(()) } else { bail!("{}", advice(&still)) }
}

fn missing(ctx: &Ctx, names: &[&str]) -> Vec<&'static Tool> {
    let tools = names.iter().map(|name| Tool::named(name));
    tools.filter(|tool| !matches!(tool.find(ctx), Found::Good(_))).collect()
}

fn packages_of(tools: &[&Tool]) -> Vec<&'static str> {
    let mut packages: Vec<_> = tools.iter().filter_map(|tool| tool.apt).flat_map(str::split_whitespace).collect();
    packages.sort_unstable();
    packages.dedup();
    packages
}

/// The words to put before `apt-get`; none where we may not install anything.
fn privilege(ctx: &Ctx) -> Option<&'static [&'static str]> {
    let debian = Path::new("/etc/debian_version").exists();
    let works = |cmd| exec::finish(ctx, cmd).ok().filter(|done| done.ok);
    if !debian || works(cmd!(ctx.sh, "apt-get --version")).is_none() {
        return None;
    }
    if works(cmd!(ctx.sh, "id -u"))?.text.trim() == "0" {
        return Some(&[]);
    }
    works(cmd!(ctx.sh, "sudo -n true")).map(|_| &["sudo", "-n"][..])
}

fn install(ctx: &Ctx, sudo: &[&str], packages: &[&str]) -> Result<()> {
    println!("{} apt-get install {}", Style::stdout().bold("Installing what is missing:"), packages.join(" "));
    for arguments in [vec!["update"], [&["install", "-y", "--no-install-recommends"], packages].concat()] {
        let words = [sudo, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], &arguments].concat();
        let (program, rest) = (words[0], &words[1..]);
        exec::quiet(ctx, cmd!(ctx.sh, "{program} {rest...}"))?;
    }
    Ok(())
}

fn advice(missing: &[&Tool]) -> String {
    let mut lines = vec!["some tools are missing or too old:".to_owned()];
    lines.extend(missing.iter().map(|tool| format!("  {:<13} needed: {:<5} {}", tool.name, tool.needs(), tool.by_hand)));
    let packages = packages_of(missing);
    if !packages.is_empty() {
        lines.push(format!("on Debian: apt-get update && apt-get install {}", packages.join(" ")));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_tool_comes_with_what_installs_it() {
        let told = advice(&[Tool::named("cmake"), Tool::named("go")]);
        assert!(told.contains("cmake") && told.contains("3.16") && told.contains("apt-get install cmake"), "{told}");
        assert!(told.contains("Go: https://go.dev/dl"), "{told}");
    }
}
