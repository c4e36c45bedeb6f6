//! The program as people use it.

mod check;
mod files;
mod manners;
mod packages;
mod queries;
mod terminal;

/// The sessions of the project's page are among those that are run.
#[test]
fn the_front_page_shows_sessions_that_are_run() -> std::io::Result<()> {
    let (front, ours) = (std::fs::read_to_string("../README.md")?, std::fs::read_to_string("README.md")?);
    let sessions: Vec<&str> = front.split("\n\n").map(|part| part.trim_start_matches("```console\n")).collect();
    let sessions: Vec<&str> = sessions.into_iter().filter(|part| part.starts_with("$ polyatom")).collect();
    assert_eq!(sessions.len(), 3);
    for session in sessions {
        assert!(ours.contains(&format!("\n{session}\n\n")), "{session}");
    }
    Ok(())
}

/// What replaces other tools is run as it stands in the page, and finds something.
#[test]
fn what_stands_in_the_place_of_other_tools_runs() -> std::io::Result<()> {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_polyatom"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places = vec![program.parent().unwrap_or(program).to_owned()];
    places.extend(std::env::split_paths(&path));
    let path = std::env::join_paths(places).expect("a path was split");
    let page = std::fs::read_to_string("README.md")?;
    let commands: Vec<&str> = page.lines().filter_map(|line| line.split_once(" | `polyatom ")?.1.split('`').next()).collect();
    assert!(commands.len() > 10, "{commands:?}");
    for words in commands {
        let mut shell = std::process::Command::new("sh");
        let run = shell.args(["-c", &format!("polyatom {words}")]).env("PATH", &path).current_dir("README.in").output()?;
        assert!(run.status.success() && run.stderr.is_empty(), "{words}: {}", String::from_utf8_lossy(&run.stderr));
        assert!(!run.stdout.is_empty() || words.starts_with("compare"), "{words}");
    }
    Ok(())
}

/// Each session is what a person types, and what comes back.
#[test]
fn sessions() {
    trycmd::TestCases::new().case("README.md");
}
