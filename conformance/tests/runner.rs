//! The program from outside: does it catch every way in which an adapter can be wrong?

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

/// Cases of single digits, among them `9 < 10`, which the fake adapter gets wrong, and `99 < 100`, likewise.
const GROUP: &str = "version/first-number";

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_polyatom-conformance"))
}

/// Examples are built beside the programs.
fn fake(fault: &str) -> String {
    let path = PathBuf::from(env!("CARGO_BIN_EXE_polyatom-conformance")).with_file_name("examples").join("fake_adapter");
    assert!(path.with_extension(std::env::consts::EXE_EXTENSION).exists(), "build the examples first");
    format!("{} {fault}", path.display())
}

fn run(adapters: &[&str], arguments: &[&str]) -> (Output, Vec<Value>) {
    let directory = scratch("report");
    let report = directory.join("report.jsonl");
    let mut command = program();
    command.args(["run", "--case", GROUP, "--report"]).arg(&report).args(arguments);
    for adapter in adapters {
        command.args(["--adapter", adapter]);
    }
    let output = command.output().expect("the program starts");
    let lines = std::fs::read_to_string(&report).unwrap_or_default();
    std::fs::remove_dir_all(directory).expect("the directory is there");
    (output, lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect())
}

/// A directory of this test's own.
fn scratch(name: &str) -> PathBuf {
    static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let path = std::env::temp_dir().join(format!("polyatom-conformance-{}-{name}-{number}", std::process::id()));
    std::fs::create_dir_all(&path).expect("a scratch directory");
    path
}

fn with_status<'a>(lines: &'a [Value], status: &str) -> Vec<&'a Value> {
    lines.iter().filter(|line| line["status"] == status).collect()
}

/// The first case with `"a":"9"` crashes for the expected reason; the cases after it are answered by a new process.
fn expect_crash(fault: &str, reason: &str, arguments: &[&str]) {
    expect_crash_of(&fake(fault), reason, arguments);
}

fn expect_crash_of(fault: &str, reason: &str, arguments: &[&str]) {
    let (output, lines) = run(&[fault], arguments);
    assert_eq!(output.status.code(), Some(1), "{fault}: {output:?}");
    let crashed = with_status(&lines, "crashed");
    assert_eq!(crashed.len(), 1, "{fault}: {lines:?}");
    assert_eq!(crashed[0]["in"]["a"], "9");
    let found = crashed[0]["reason"].as_str().expect("a reason");
    assert!(found.contains(reason), "{fault}: {found}");
    let place = lines.iter().position(|line| line == crashed[0]).expect("it is one of them");
    assert!(lines[place + 1..].iter().any(|line| line["status"] == "passed"), "{fault}: nothing passed after it");
}

#[test]
fn right_and_wrong_answers() {
    let (output, lines) = run(&[&fake("none")], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(lines[0]["adapters"][0]["about"]["name"], "fake");
    let failed = with_status(&lines, "failed");
    let nine = failed.iter().find(|line| line["in"]["a"] == "9").expect("9 < 10 is answered by text");
    assert_eq!((&nine["expected"]["out"], &nine["got"]["out"]), (&"<".into(), &">".into()));
    let footer = lines.last().expect("a footer");
    assert_eq!(footer["counts"]["fake"]["failed"], failed.len());
    assert_eq!(footer["counts"]["fake"]["passed"], with_status(&lines, "passed").len());
    assert_eq!(footer["failed"], true);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("expected  {\"out\":\"<\"}"), "{text}");
    assert!(text.contains("alg:version-comparison-numeric"), "{text}");
    assert!(text.contains("it says   “if An_0>Bn_0 using integer comparison” (Version comparison, names.tex)"), "{text}");
    assert!(text.contains("--case version/first-number/"), "{text}");
    assert!(!text.contains('\x1b'), "colours in a pipe");
}

#[test]
fn a_dying_adapter_is_restarted() {
    expect_crash("die", "division by zero", &[]);
    expect_crash("die", "exit status: 7", &[]);
}

#[test]
fn a_hanging_adapter_is_restarted() {
    expect_crash("hang", "no answer within 0.3 s", &["--timeout", "0.3"]);
    expect_crash("spin", "no answer within 0.3 s", &["--timeout", "0.3"]);
}

/// What it does at its end may take longer than an answer.
#[test]
fn an_adapter_may_take_its_time_to_end() {
    let file = scratch("end").join("ended");
    let adapter = format!("{} {}", fake("slow-end"), file.display());
    run(&[&adapter], &["--timeout", "0.1"]);
    assert!(file.exists(), "it was stopped before its end");
    std::fs::remove_dir_all(file.parent().expect("a directory")).expect("the directory is there");
}

#[test]
fn an_adapter_that_breaks_the_protocol_is_restarted() {
    expect_crash("chatter", "not a JSON message", &[]);
    expect_crash("wrong-seq", "answered request 12345", &[]);
    expect_crash("bad-message", "against schema run-reply", &["--validate"]);
}

#[test]
fn what_a_bad_adapter_costs_is_bounded() {
    expect_crash("empty-line", "an empty line", &[]);
    expect_crash("endless", "a line of more than 16 MiB", &["--timeout", "60"]);
    expect_crash("twice", "twice", &[]);
    expect_crash("hoard", "no answer within 128 MiB of memory", &["--memory", "128", "--timeout", "60"]);
    let (output, lines) = run(&[&fake("flood")], &["--timeout", "60"]);
    assert_eq!(with_status(&lines, "crashed").len(), 0, "{output:?}");
}

#[test]
fn an_adapter_that_always_dies_is_given_up() {
    let (output, lines) = run(&[&fake("always-die")], &["--max-crashes", "3"]);
    assert_eq!(output.status.code(), Some(1));
    let reasons: Vec<_> = with_status(&lines, "crashed").iter().map(|line| line["reason"].to_string()).collect();
    assert_eq!(reasons.iter().filter(|reason| reason.contains("division by zero")).count(), 3);
    assert!(reasons.iter().any(|reason| reason.contains("not asked: the adapter crashed 3 times in a row")), "{reasons:?}");
}

#[test]
fn a_run_may_end_at_the_first_failure() {
    let (output, lines) = run(&[&fake("none")], &["--case", "version", "--fail-fast"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let (failed, skipped) = (with_status(&lines, "failed"), with_status(&lines, "skipped"));
    let place = |found: &Value| lines.iter().position(|line| line == found).expect("it is one of them");
    let not_asked: Vec<_> =
        skipped.iter().filter(|line| line["reason"].as_str().is_some_and(|why| why.starts_with("not asked"))).collect();
    assert!(not_asked.len() > 64 && !failed.is_empty(), "{failed:?}");
    assert!(not_asked.iter().all(|line| place(line) > place(failed[0])));
}

#[test]
fn a_bad_end_is_told() {
    let (output, _) = run(&[&fake("bad-end")], &[]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("ended with exit status: 7 after `stop`"), "{text}");
}

#[test]
fn one_that_cannot_start_does_not_stop_the_others() {
    let (output, lines) = run(&[&format!("bad={}", fake("refuse-start")), &format!("good={}", fake("none"))], &[]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let counts = &lines.last().expect("a footer")["counts"];
    assert_eq!(counts["bad"]["passed"], 0);
    assert!(counts["good"]["passed"].as_u64() > Some(0), "{counts}");
}

/// Though what it started keeps its standard output open.
#[test]
#[cfg(target_os = "linux")]
fn an_adapter_that_ends_before_what_it_started_has_ended() {
    expect_crash_of(&fake("orphan"), "the adapter ended (exit status: 7)", &["--timeout", "0.3"]);
}

#[test]
#[cfg(target_os = "linux")]
fn all_that_an_adapter_started_is_ended() {
    let file = scratch("group").join("number");
    let adapter = format!("{} {}", fake("grandchild"), file.display());
    expect_crash_of(&adapter, "no answer within 0.3 s", &["--timeout", "0.3"]);
    let number = std::fs::read_to_string(&file).expect("it was started");
    let is_alive = || std::fs::read_to_string(format!("/proc/{number}/stat")).is_ok_and(|text| !text.contains(") Z "));
    // It is ended when the runner is, but the system may take a moment.
    while is_alive() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    std::fs::remove_dir_all(file.parent().expect("a directory")).expect("the directory is there");
}

#[test]
fn several_processes_give_the_same_report() {
    let report = |arguments: &[&str]| run(&[&fake("none")], arguments).1.into_iter().filter(|line| line.get("id").is_some());
    assert!(report(&[]).eq(report(&["--jobs", "4"])));
}

#[test]
fn a_run_goes_on_where_it_was_broken_off() {
    let directory = scratch("resume");
    let journal = directory.join("answers.jsonl");
    let arguments = ["--resume", journal.to_str().expect("UTF-8")];
    let (_, lines) = run(&[&fake("none")], &arguments);
    let text = std::fs::read_to_string(&journal).expect("it was written");
    let (half, _) = text.split_at(text.len() / 2);
    std::fs::write(&journal, half).expect("it can be written");
    let (_, again) = run(&[&fake("none")], &arguments);
    assert_eq!(lines[1..lines.len() - 1], again[1..again.len() - 1]);
    assert_eq!(std::fs::read_to_string(&journal).expect("it is there").lines().count(), text.lines().count());
    std::fs::remove_dir_all(directory).expect("the directory is there");
}

#[test]
fn an_adapter_that_does_not_start_is_an_error() {
    for (command, reason) in [
        (fake("refuse-start"), "cannot find my library"),
        (fake("old-protocol"), "speaks protocol 0"),
        ("no-such-program-anywhere".to_owned(), "cannot start"),
        ("'unbalanced".to_owned(), "unbalanced quotes"),
    ] {
        let (output, _) = run(&[&command], &[]);
        assert_eq!(output.status.code(), Some(2), "{command}: {output:?}");
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(text.contains(reason), "{command}: {text}");
    }
}

#[test]
fn what_an_adapter_does_not_offer_is_skipped() {
    let output = program().args(["run", "--area", "cpv", "--adapter", &fake("none")]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("0/0/"));
}

#[test]
fn adapters_are_compared() {
    let (output, lines) = run(&[&format!("good={}", fake("none")), &format!("bad={}", fake("die"))], &[]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!text.contains("Adapters disagree"), "a crash is no answer: {text}");
    assert_eq!(lines.last().expect("a footer")["counts"]["bad"]["crashed"], 1);
    assert_eq!(lines.last().expect("a footer")["counts"]["good"]["crashed"], 0);
}

#[test]
fn adapters_can_be_asked_for_the_very_same_answers() {
    let pair = |fault: &str| [format!("here={}", fake("none")), format!("there={}", fake(fault))];
    let text = |fault: &str| {
        let [here, there] = pair(fault);
        let (output, _) = run(&[&here, &there], &["--same"]);
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(text("none").contains("all adapters give the same answers"));
    let different = text("die");
    assert!(different.contains("1 answers differ from those of here") && different.contains(": differs"), "{different}");
}

#[test]
fn known_failures_are_strict() {
    let directory = scratch("known");
    let known = directory.join("known-fake.toml");
    let known = known.to_str().expect("UTF-8");
    let fake = fake("none");
    assert_eq!(run(&[&fake], &["--known", known, "--accept"]).0.status.code(), Some(0));
    assert_eq!(run(&[&fake], &["--known", known]).0.status.code(), Some(0));
    let text = std::fs::read_to_string(known).expect("it was written");
    let first = text.lines().find(|line| line.contains("= \"failed\"")).expect("a failure").to_owned();
    std::fs::write(known, text.replace(&first, "")).expect("it can be written");
    assert_eq!(run(&[&fake], &["--known", known]).0.status.code(), Some(1), "a failure that is not listed");
    let passing = text.clone() + "\"version/first-number/1\" = \"failed\"\n";
    std::fs::write(known, passing).expect("it can be written");
    let (output, lines) = run(&[&fake], &["--known", known]);
    assert_eq!(output.status.code(), Some(1), "a listed case that passes");
    assert!(lines.iter().any(|line| line["reason"] == "listed as known to fail, but passes"), "{lines:?}");
    std::fs::remove_dir_all(directory).expect("the directory is there");
}

#[test]
fn reports_are_well_formed() {
    let directory = scratch("forms");
    let (junit, html) = (directory.join("report.xml"), directory.join("report.html"));
    let (badge, markdown) = (directory.join("badge.svg"), directory.join("report.md"));
    let paths = [&junit, &html, &badge, &markdown].map(|path| path.to_str().unwrap());
    let arguments = ["--junit", paths[0], "--html", paths[1], "--badge", paths[2], "--markdown", paths[3]];
    let (_, lines) = run(&[&fake("die")], &arguments);
    let (cases, failures) = count_junit(&std::fs::read_to_string(junit).expect("it was written"));
    assert_eq!(cases, lines.len() - 2);
    assert_eq!(failures, with_status(&lines, "failed").len() + with_status(&lines, "crashed").len());
    let page = std::fs::read_to_string(html).expect("it was written");
    assert!(page.contains("division by zero") && page.contains("</html>"), "{page}");
    assert!(!page.contains("http"), "the page must not load anything");
    assert!(std::fs::read_to_string(badge).expect("it was written").contains("PMS conformance: 18 of 39"));
    let table = std::fs::read_to_string(markdown).expect("it was written");
    assert!(table.contains("| fake 1 | 18/39 **21** |") && table.contains("`version/first-number` | 21 |"), "{table}");
    std::fs::remove_dir_all(directory).expect("the directory is there");
}

#[test]
fn disputed_points_have_a_table() {
    let directory = scratch("disputed");
    let table = directory.join("report.md");
    let mut command = program();
    command.args(["run", "--case", "atom/operator/18", "--case", "atom/operator/19", "--adapter", &fake("die"), "--markdown"]);
    command.arg(&table).output().expect("the program starts");
    let table = std::fs::read_to_string(&table).expect("it was written");
    let points: Vec<&str> = table.split_once("### Disputed points").map_or("", |(_, points)| points).lines().skip(4).collect();
    assert!(points.len() == 2 && points.iter().all(|point| point.contains("~cat/pkg-1-r")), "{table}");
    std::fs::remove_dir_all(directory).expect("the directory is there");
}

/// Parses the XML strictly; counts test cases, and failures with errors.
fn count_junit(xml: &str) -> (usize, usize) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut cases, mut failures, mut depth) = (0, 0, 0);
    loop {
        let event = reader.read_event().expect("well-formed XML");
        if let Event::Start(tag) | Event::Empty(tag) = &event {
            tag.attributes().for_each(|attribute| assert!(attribute.is_ok(), "{attribute:?}"));
            match tag.name().as_ref() {
                b"testcase" => cases += 1,
                b"failure" | b"error" => failures += 1,
                _ => {}
            }
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    (cases, failures)
}

#[test]
fn the_other_commands() {
    let say = |arguments: &[&str]| {
        let output = program().args(arguments).output().expect("it starts");
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let explained = say(&["explain", "version/first-number/2"]);
    assert!(explained.contains("alg:version-comparison-numeric (Version comparison, names.tex)"), "{explained}");
    assert!(explained.contains("it says    “if An_0>Bn_0 using integer comparison”"), "{explained}");
    assert!(say(&["list", "--area", "cpv"]).contains("cpv/parts/1 "));
    assert!(say(&["check"]).contains("no problems"));
    assert!(say(&["new-adapter", "--lang", "python"]).contains("json.loads"));
    let smoke = program().args(["smoke", "--adapter", &fake("none")]).output().expect("it starts");
    assert!(String::from_utf8_lossy(&smoke.stdout).contains("> {\"cmd\":\"run\",\"seq\":0,\"op\":\"version.compare\""));
    let unknown = program().args(["explain", "version/nothing/1"]).output().expect("it starts");
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn a_copy_of_the_suite_checks_and_mistakes_in_it_are_found() {
    let directory = scratch("copy");
    let path = directory.to_str().expect("UTF-8");
    assert!(program().args(["copy", path]).status().expect("it starts").success());
    let check = || program().args(["check", "--dir", path]).output().expect("it starts");
    assert!(check().status.success());
    let file = directory.join("cases/version/sort.json");
    let text = std::fs::read_to_string(&file).expect("it was copied");
    std::fs::write(&file, text.replace("version/sort/2\"", "version/sort/1\"")).expect("it can be written");
    let output = check();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("used twice"), "{output:?}");
    std::fs::remove_dir_all(directory).expect("the directory is there");
}
