//! Exit codes, pipes and colors.

use assert_cmd::Command;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::process::{Command as Process, Stdio};

pub fn polyatom(words: &[&str]) -> Command {
    let mut command = Command::cargo_bin("polyatom").expect("the program is built");
    command.args(words).env_remove("NO_COLOR");
    command
}

#[test]
fn the_exit_code_answers() {
    for (words, code) in [
        (&["lt", "1.9", "1.10"][..], 0),
        (&["gt", "1.9", "1.10"], 1),
        (&["gt", "1.9", "1."], 2),
        (&["compare", "1", "=", "1-r0"], 0),
        (&["compare", "1", "~", "1-r0"], 2),
        (&["compare", "1", "a/b-1"], 2),
        (&["match", "a/b", "a/b-1", "a/c-1"], 1),
        (&["intersects", "<a/b-1", ">a/b-1"], 1),
        (&["nonsense"], 2),
    ] {
        polyatom(words).assert().code(code);
    }
}

#[test]
fn a_bad_line_costs_that_line() {
    let done = polyatom(&["sort"]).write_stdin(b"2\n1..2\n\xff\n1\n".as_slice()).assert().code(2);
    let output = done.get_output();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "1\n2\n");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("line 2: error: invalid version") && told.contains("line 3: error: invalid version"), "{told}");
}

#[test]
fn a_bad_argument_costs_that_argument() {
    let mut command = polyatom(&["key", "1", "x"]);
    command.arg(std::ffi::OsStr::from_bytes(b"1\xff")).arg("1");
    let done = command.assert().code(2);
    let output = done.get_output();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "2505\n2505\n");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("argument 2: error") && told.contains("argument 3: error"), "{told}");
}

#[test]
fn a_path_need_not_be_utf8() -> std::io::Result<()> {
    let root = tempfile::tempdir()?;
    let package = root.path().join("var/db/pkg/a/b-1");
    std::fs::create_dir_all(&package)?;
    std::fs::write(package.join("CONTENTS"), b"dir /x\xff\ndir /y\n")?;
    let mut command = polyatom(&["owner", "--root"]);
    command.arg(root.path()).arg(std::ffi::OsStr::from_bytes(b"/x\xff")).arg("/y");
    let output = command.assert().code(2).get_output().clone();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "a/b-1: /x\u{fffd}\na/b-1: /y\n");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("CONTENTS:1: error: not UTF-8"), "{told}");
    Ok(())
}

#[test]
fn nul_ends_texts_that_are_read_and_written() {
    polyatom(&["sort", "-0"]).write_stdin("2\x001\x00").assert().success().stdout("1\x002\x00");
}

#[test]
fn colors_are_for_who_wants_them() {
    let has_color = |words: &[&str]| polyatom(words).assert().get_output().stderr.contains(&0x1b);
    assert!(has_color(&["--color=always", "key", "x"]));
    assert!(!has_color(&["--color=never", "key", "x"]) && !has_color(&["key", "x"]));
}

#[test]
fn a_reader_that_leaves_is_no_failure() -> std::io::Result<()> {
    let lines = "1\n".repeat(200_000);
    let mut command = Process::new(env!("CARGO_BIN_EXE_polyatom"));
    command.args(["key", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let mut input = child.stdin.take().expect("it was piped");
    let writer = std::thread::spawn(move || std::io::Write::write_all(&mut input, lines.as_bytes()));
    child.stdout.take().expect("it was piped").read_exact(&mut [0; 4])?;
    let done = child.wait_with_output()?;
    // What nobody reads any more cannot be written, which is not an error of the program's.
    let _ = writer.join();
    assert_eq!((done.status.code(), String::from_utf8_lossy(&done.stderr).as_ref()), (Some(0), ""));
    Ok(())
}

#[test]
fn every_command_has_a_manual_page_and_completions() {
    let help = polyatom(&["--help"]).assert().success();
    let text = String::from_utf8_lossy(&help.get_output().stdout).into_owned();
    let commands = text.lines().skip_while(|line| *line != "Versions:").take_while(|line| *line != "Options:");
    let names: Vec<&str> = commands.filter_map(|line| line.strip_prefix("  ")?.split_ascii_whitespace().next()).collect();
    assert!(names.len() > 30, "{text}");
    let printed = |words: &[&str]| String::from_utf8_lossy(&polyatom(words).assert().success().get_output().stdout).into_owned();
    for name in names.into_iter().filter(|name| *name != "help") {
        let (page, help) = (printed(&["man", name]).replace('\\', ""), printed(&[name, "--help"]));
        assert!(page.contains(&format!(".TH polyatom-{name} ")), "{page}");
        // Both say what the command is for, in the same words.
        assert!(page.contains(help.lines().next().expect("it says something")), "{page}{help}");
    }
    let page = polyatom(&["man", "manifest", "verify"]).assert().success();
    assert!(String::from_utf8_lossy(&page.get_output().stdout).contains(".TH polyatom-manifest-verify"));
    for shell in ["bash", "zsh", "fish"] {
        let script = polyatom(&["completions", shell]).assert().success();
        assert!(String::from_utf8_lossy(&script.get_output().stdout).contains("required-use"), "{shell}");
    }
}

#[test]
fn json_has_the_words_of_the_suite() {
    for (words, expected) in [
        (&["atoms", "--json", "x? ( a/b ) c/d"][..], r#"["a/b","c/d"]"#),
        (&["evaluate", "--json", "--use", "x", "x? ( a/b ) y? ( c/d )"], r#"["a/b"]"#),
        (&["flags", "--json", "x? ( a/b ) !y? ( c/d )"], r#"["x","y"]"#),
        (&["uris", "--json", "fetch+https://a/b -> c"], r#"[{"uri":"https://a/b","filename":"c","prefix":"fetch"}]"#),
        (
            &["required-use", "--json", "--solve", "--use", "a,b", "?? ( a b )"],
            r#"{"satisfied":false,"unsatisfied":["at most one of a, b may be enabled, but a and b are"],"changes":[["b",false]]}"#,
        ),
        (&["required-use", "--json", "|| ( a )", "-u", "a"], r#"{"satisfied":true,"unsatisfied":[]}"#),
        (&["why", "--json", "a/b", "x? ( !y? ( a/b:= ) )"], r#"[{"atom":"a/b:=","conditions":["x","!y"]}]"#),
        (&["intersects", "--json", "a/b[x]", "a/b[-x]"], r#"{"part":"use_deps","flag":"x"}"#),
        (&["intersects", "--json", "a/b", "a/b"], r#"{"part":null,"flag":null}"#),
    ] {
        let done = polyatom(words).assert();
        assert_eq!(String::from_utf8_lossy(&done.get_output().stdout).trim_end(), expected, "{words:?}");
    }
    let text = polyatom(&["uris", "fetch+https://a/b -> c https://a/d e"]).assert().success();
    text.stdout("fetch+https://a/b -> c\nhttps://a/d\ne\n");
}
