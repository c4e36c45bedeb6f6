//! The samples of docs/queries.md: what each query of its table finds.

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};

/// The code in a cell of a table.
fn code(cell: &str) -> Option<&str> {
    cell.trim().strip_prefix('`')?.strip_suffix('`')
}

/// The text of the page, a repository, and the root of a system that has it.
fn page(name: &str) -> std::io::Result<(String, PathBuf, PathBuf)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let profile = root.join("etc/portage/make.profile");
    fs::create_dir_all(&profile)?;
    let repository = here.join("README.in/r");
    let repos = format!("[DEFAULT]\nmain-repo = example\n[example]\nlocation = {}\n", repository.display());
    fs::write(root.join("etc/portage/repos.conf"), repos)?;
    let installed = root.join("var/db/pkg/app-misc/tool-1");
    fs::create_dir_all(&installed)?;
    fs::write(installed.join("SLOT"), "0\n")?;
    fs::write(profile.join("make.defaults"), "ARCH=\"amd64\"\nACCEPT_KEYWORDS=\"amd64\"\n")?;
    Ok((fs::read_to_string(here.join("../docs/queries.md"))?, repository, root))
}

#[test]
fn each_command_of_the_page_runs() -> std::io::Result<()> {
    let (page, repository, root) = page("commands")?;
    let (_, block) = page.split_once("```sh\n").expect("the page has commands");
    let (commands, _) = block.split_once("```").expect("the block ends");
    assert!(commands.lines().count() > 1);
    for command in commands.lines() {
        let ours = command.replace("/var/db/repos/gentoo", &repository.display().to_string());
        let of_root =
            |text: String, option: &str| text.replace(&format!("{option} / "), &format!("{option} {} ", root.display()));
        let ours = of_root(of_root(ours, "--root"), "--installed");
        let program = Command::cargo_bin("polyatom").expect("the program is built");
        let directory = Path::new(program.get_program()).parent().expect("it is in a directory");
        let done = Command::new("/bin/sh").arg("-c").arg(&ours).env("PATH", directory).assert();
        let output = done.get_output();
        // In so small a repository there may be nothing to be found, which is told by 1.
        let is_understood = matches!(output.status.code(), Some(0 | 1)) && output.stderr.is_empty();
        assert!(is_understood, "{command}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

#[test]
fn each_row_of_the_page_finds_what_it_says() -> std::io::Result<()> {
    let (page, _, root) = page("queries")?;
    let rows = page.lines().skip_while(|line| !line.starts_with("| theirs")).skip(2);
    let mut asked = 0;
    for row in rows.take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        let [_, ours, finds] = cells[..] else { panic!("{row}") };
        let (Some(query), Some(finds)) = (code(ours), code(finds)) else { panic!("{row}") };
        let mut command = Command::cargo_bin("polyatom").expect("the program is built");
        let done = command.arg("query").arg("--root").arg(&root).arg(query).assert();
        let output = done.get_output();
        let found = String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!((found.as_str(), &*String::from_utf8_lossy(&output.stderr)), (finds, ""), "{query}");
        asked += 1;
    }
    assert!(asked > 20, "the table has so many rows");
    Ok(())
}
