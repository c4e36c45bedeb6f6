//! `doctor`: each tool, found and needed, and the line that installs it.

use crate::kit::ctx::Ctx;
use crate::kit::tools::{Found, TOOLS, Tool};
use crate::kit::ui::Style;
use crate::lang::{Lang, table};
use anyhow::{Result, bail};

pub fn run(ctx: &Ctx) -> Result<()> {
    let style = Style::stdout();
    println!("{}", style.bold(&format!("{:<14}{:<12}{:<8}{:<22}to install", "tool", "found", "needed", "used by")));
    let mut blocked = 0;
    for tool in TOOLS {
        let (good, found) = match tool.find(ctx) {
            Found::Good(version) => (true, version),
            Found::TooOld(version) => (false, format!("{version} (old)")),
            Found::Missing => (false, "missing".to_owned()),
        };
        blocked += usize::from(!good);
        let padded = format!("{found:<12}");
        let found = if good { style.green(&padded) } else { style.red(&padded) };
        let how = if good { String::new() } else { remedy(tool) };
        println!("{:<14}{found}{:<8}{:<22}{how}", tool.name, tool.needs(), users(tool.name));
    }
    println!(
        "\nPython's maturin, pytest, mypy, ruff and typos are installed by the commands that use them, in target/polyatom/venv."
    );
    if blocked > 0 { bail!("{blocked} of {} tools are missing or too old", TOOLS.len()) } else { Ok(()) }
}

fn remedy(tool: &Tool) -> String {
    tool.apt.map_or_else(|| tool.by_hand.to_owned(), |package| format!("apt-get install {package}"))
}

/// The languages whose steps need a tool; a star for those that need it for their tests only.
fn users(tool: &str) -> String {
    let uses = |lang: &Lang| {
        let always = lang.tools.contains(&tool).then(|| lang.name.to_owned());
        always.or_else(|| lang.test_tools.contains(&tool).then(|| format!("{}*", lang.name)))
    };
    table::LANGS.iter().filter_map(uses).collect::<Vec<_>>().join(" ")
}
