//! Where every path may stay, the compiler runs the same programs with the same words, whether it is given the words as they were or as
//! the wrapper makes them.

use ccwrap::Text;
use ccwrap::config::Config;
use ccwrap::phases::{Context, run};
use ccwrap::tool::Tool;
use ccwrap::trace::Trace;
use std::process::Command;

/// Each says nothing twice, since what is said again goes.
const LINES: [&str; 12] = [
    "-I inc -I/usr/local/include -isystem/opt/a -iquote b -idirafter/opt/c -D X=1 -DY -U Z -c x.c -o x.o",
    "-Wp,-MD,x.d -Xpreprocessor -DQ -include y.h -MF z.d -MMD -MT x.o -c x.c -o x.o",
    "-Wa,--noexecstack -Xassembler --warn -c x.S -o x.o",
    "x.o y.o -L lib -L/opt/lib -l z -lm -o x",
    "x.o -Wl,-soname,libx.so.1 -Wl,-z,relro,-z,now -Xlinker --as-needed -Wl,--start-group -la -lb -Wl,--end-group -shared -o x.so",
    "x.o -Wl,-Bstatic -la -Wl,-Bdynamic -lb -Wl,--version-script=v.map -Wl,--defsym,a=b -o x",
    "x.o -Xlinker --defsym=a=b,c -o x",
    "x.o -Wl,-rpath,/opt/lib -Wl,-rpath-link,/opt/other -o x",
    "x.c y.c -O2 -g -std=c99 -march=x86-64 -o x",
    "-x c - -E",
    "--include-directory=inc --define-macro=A --output=x.o -c x.c",
    "x.o -T script.ld -e start -u symbol -static -nostdlib -o x",
];

/// What gcc would run, without the names of temporary files and without what it says of itself.
fn programs(words: &[Text]) -> Option<Vec<String>> {
    let words = words.iter().map(ToString::to_string);
    let output = Command::new("gcc").arg("-###").args(words).env("LC_ALL", "C").output().ok()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let masked = |line: &str| {
        let words = line.split(' ').map(|word| if word.contains("/cc") && !word.ends_with("/cc1") { "TEMPORARY" } else { word });
        words.collect::<Vec<_>>().join(" ")
    };
    Some(text.lines().filter(|line| line.starts_with(' ') || line.starts_with("gcc: ")).map(masked).collect())
}

#[test]
fn the_compiler_runs_the_same_programs() {
    let config =
        Config::from_toml("map = [['I,L,R,P', '', '/']]", "c.toml").and_then(|config| config.compile()).expect("it is right");
    for line in LINES {
        let given: Vec<Text> = line.split(' ').map(Text::from).collect();
        let made =
            run(&given, &Context::new(Tool::Cc, &config, &|_| false), &mut Trace::default()).expect("it is accepted").words;
        let Some(wanted) = programs(&given) else { return eprintln!("skipped: there is no gcc") };
        assert!(!wanted.is_empty(), "{line}");
        assert_eq!(programs(&made).expect("it is there"), wanted, "{line}\n{made:?}");
    }
}
