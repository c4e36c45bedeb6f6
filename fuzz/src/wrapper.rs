//! What the compiler wrapper reads: `.la` files, response files, configurations, toolchains, requests and command lines.

use ccwrap::Text;
use ccwrap::config::{Compiled, Config};
use ccwrap::libtool::fix::{Kind, fix};
use ccwrap::libtool::la::La;
use ccwrap::phases::{Context, run};
use ccwrap::tool::Tool;
use ccwrap::toolchain::Toolchain;
use ccwrap::trace::Trace;
use ccwrap::{abi, answer, arg, response};

/// Every format reads everything.
pub fn check(bytes: &[u8]) {
    let words = response::split(bytes);
    assert_eq!(response::split(&response::quote(&words)), words);
    command_line(&words);
    answer::answer(bytes);
    let _ = abi::read(bytes);
    let _ = Compiled::from_bytes(bytes.to_vec()).map(|config| config.rules.option(b"-c"));
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    archive(text);
    if let Ok(config) = Config::from_toml(text, "c.toml")
        && let Ok(compiled) = config.compile()
    {
        let exists = |_: &[u8]| false;
        let _ = run(&words, &Context::new(Tool::Cc, &compiled, &exists), &mut Trace::on());
    }
    let _ = Toolchain::parse(text, "t.toml");
}

/// What is parsed loses nothing, and what went through the phases stays as it is the next time.
fn command_line(words: &[Text]) {
    let given: Vec<Text> = words.iter().filter(|word| !word.is_empty()).cloned().collect();
    let config = Config::from_toml("map = [['I,L,R,P', '', '/']]\nrpath_origin = 'keep'\n", "c.toml").and_then(|config| config.compile());
    let config = config.expect("it is right");
    for tool in [Tool::Cc, Tool::Ld, Tool::As, Tool::Libtool] {
        let args = arg::parse(&given, tool.tables(), false).expect("nothing is refused");
        assert_eq!(arg::render(&args, tool.is_linker()), given);
        let exists = |_: &[u8]| false;
        let context = Context::new(tool, &config, &exists);
        if let Ok(once) = run(&given, &context, &mut Trace::default()) {
            let twice = run(&once.words, &context, &mut Trace::default()).expect("it was accepted once");
            assert_eq!(once.words, twice.words);
        }
    }
}

/// A file prints as it was read, and is rewritten once.
fn archive(text: &str) {
    let Ok(la) = La::parse(text, "x.la") else { return };
    assert_eq!(la.to_string(), text);
    let config = Config { wrksrc: "/w".to_owned(), exec_path: "/wrapper".to_owned(), ..Config::default() };
    for kind in [Kind::Built, Kind::Installed] {
        let once = fix(text, "x.la", kind, &config).expect("it was parsed");
        assert_eq!(fix(&once, "x.la", kind, &config).expect("it was rewritten"), once);
    }
}
