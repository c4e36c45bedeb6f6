//! What the conformance suite says of a text, the playground says, too.

use polyatom_playground::answer;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

/// A case as it stands in a file, for one EAPI or for none.
struct Case {
    id: String,
    eapi: Option<String>,
    asked: Value,
    /// Whether other answers are allowed, too; a crash never is.
    is_free: bool,
    /// None where the text is refused.
    expected: Option<Value>,
}

fn files() -> &'static [Value] {
    static FILES: OnceLock<Vec<Value>> = OnceLock::new();
    FILES.get_or_init(|| {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../conformance/cases");
        let areas = fs::read_dir(cases).unwrap().flat_map(|area| fs::read_dir(area.unwrap().path()).unwrap());
        areas.map(|file| serde_json::from_slice(&fs::read(file.unwrap().path()).unwrap()).unwrap()).collect()
    })
}

/// All cases of an operation.
fn cases(op: &str) -> Vec<Case> {
    let files = files().iter().filter(|file| file["op"] == op);
    let groups = files.flat_map(|file| file["groups"].as_array().unwrap().clone());
    let tests = groups.flat_map(|group| {
        let own = group["eapis"].clone();
        group["tests"].as_array().unwrap().clone().into_iter().map(move |test| (own.clone(), test))
    });
    let found: Vec<Case> = tests.flat_map(|(group, test)| of_each_eapi(&group, &test)).collect();
    assert!(!found.is_empty(), "the suite has no cases of {op}");
    found
}

fn of_each_eapi(group: &Value, test: &Value) -> Vec<Case> {
    let eapis = test["eapis"].as_str().or(group.as_str()).expect("a group has EAPIs");
    let case = |eapi: Option<String>| Case {
        id: test["id"].as_str().unwrap().to_owned(),
        eapi,
        asked: expanded(&test["in"]),
        is_free: test["level"] == "may",
        expected: test.get("out").map(expanded),
    };
    let numbers = |item: &str| -> Vec<Option<String>> {
        let (first, last) = item.split_once("..").unwrap_or((item, item));
        let (first, last) = (first.parse().unwrap_or(0), last.parse().unwrap_or(9));
        (first..=last).map(|eapi: u8| Some(eapi.to_string())).collect()
    };
    eapis.split(',').flat_map(|item| if item == "none" { vec![None] } else { numbers(item) }).map(case).collect()
}

/// Long texts and lists are written by rule.
fn expanded(value: &Value) -> Value {
    let numbered = |text: &Value| -> Vec<String> {
        let (text, times) = (text.as_str().unwrap(), value["times"].as_u64().unwrap());
        (0..times).map(|number| text.replace('#', &number.to_string())).collect()
    };
    match value {
        Value::Array(items) => items.iter().map(expanded).collect(),
        Value::Object(fields) if fields.contains_key("repeat") => numbered(&value["repeat"]).concat().into(),
        Value::Object(fields) if fields.contains_key("each") => numbered(&value["each"]).into(),
        Value::Object(fields) if fields.contains_key("concat") => {
            let parts = value["concat"].as_array().unwrap().iter().map(expanded);
            parts.map(|part| part.as_str().unwrap().to_owned()).collect::<String>().into()
        }
        Value::Object(fields) => Value::Object(fields.iter().map(|(name, value)| (name.clone(), expanded(value))).collect()),
        _ => value.clone(),
    }
}

/// Asks about a text; none if it is refused.
fn ask(case: &Case, read: &str, text: &str, more: Value) -> Option<Value> {
    let mut question = json!({"as": read, "text": text, "eapi": case.eapi});
    question.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    let answer: Value = serde_json::from_str(&answer(&question.to_string())).unwrap();
    assert_ne!(answer["error"]["field"], "question", "{}: {answer}", case.id);
    answer.get("error").is_none().then_some(answer)
}

/// Compares what is expected with what is found, for every case of an operation.
fn agrees(op: &str, found: impl Fn(&Case) -> Option<Value>, expected: impl Fn(&Value) -> Value) {
    let differs = |case: &Case| {
        let (found, expected) = (found(case), case.expected.as_ref().map(&expected));
        (found != expected && !case.is_free).then(|| format!("{} {:?}: {found:?}, not {expected:?}", case.id, case.eapi))
    };
    let wrong: Vec<String> = cases(op).iter().filter(|case| can_be_typed(&case.asked)).filter_map(differs).collect();
    assert!(wrong.is_empty(), "{} cases of {op}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether a page can ask this: it takes packages and versions as words, and a sub-slot after its slot.
fn can_be_typed(asked: &Value) -> bool {
    let is_word = |text: &Value| text.as_str().is_none_or(|text| !text.is_empty() && !text.contains(char::is_whitespace));
    let packages = asked["packages"].as_array().into_iter().flatten();
    let typed = |package: &Value| is_word(&package["cpv"]) && (package["slot"].is_string() || package["subslot"].is_null());
    packages.into_iter().all(typed)
        && asked["versions"].as_array().is_none_or(|versions| versions.len() > 1 && versions.iter().all(is_word))
}

fn text<'a>(case: &'a Case, key: &str) -> &'a str {
    case.asked[key].as_str().unwrap()
}

fn words(value: &Value) -> String {
    let words: Vec<&str> = value.as_array().into_iter().flatten().map(|word| word.as_str().unwrap()).collect();
    words.join(" ")
}

/// The parts of an answer with this name.
fn part(answer: &Value, name: &str) -> Vec<String> {
    let parts = answer["parts"].as_array().unwrap().iter().filter(|part| part["name"] == name);
    parts.map(|part| part["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn atoms_have_the_parts_that_they_have_elsewhere() {
    const PARTS: [(&str, &str); 9] = [
        ("blocker", "blocker"),
        ("op", "operator"),
        ("category", "category"),
        ("package", "package"),
        ("version", "version"),
        ("slot", "slot"),
        ("subslot", "sub-slot"),
        ("slot_op", "slot operator"),
        ("repo", "repository"),
    ];
    let found = |case: &Case| {
        let answer = ask(case, "atom", text(case, "text"), json!({}))?;
        let parts = PARTS.map(|(key, name)| json!([key, part(&answer, name).first()]));
        Some(json!([parts, part(&answer, "USE dependency")]))
    };
    let no_flags = json!([]);
    let expected = |out: &Value| json!([PARTS.map(|(key, _)| json!([key, out[key]])), out.get("use").unwrap_or(&no_flags)]);
    agrees("atom.parse", found, expected);
}

#[test]
fn specifications_have_the_leaves_that_they_have_elsewhere() {
    let found = |case: &Case| {
        let answer = ask(case, text(case, "kind"), text(case, "text"), json!({}))?;
        // What is too large to be drawn is right or wrong all the same.
        let Some(tree) = answer["tree"].as_array() else { return case.expected.as_ref().map(leaves).or(Some(Value::Null)) };
        let leaves = tree.iter().filter(|part| !part["kind"].as_str().unwrap().contains('_'));
        Some(leaves.map(|leaf| leaf["label"].clone()).collect())
    };
    agrees("depspec.parse", found, leaves);
}

fn leaves(out: &Value) -> Value {
    out["leaves"].as_array().cloned().unwrap_or_default().into()
}

#[test]
fn versions_are_read_and_sorted_as_elsewhere() {
    let is_valid = |case: &Case| match text(case, "text").split_ascii_whitespace().count() {
        // Several words are several versions here.
        2.. => case.expected.as_ref().map(|_| true.into()),
        _ => ask(case, "version", text(case, "text"), json!({})).map(|_| true.into()),
    };
    agrees("version.parse", is_valid, |_| true.into());
    let sorted = |case: &Case| {
        let answer = ask(case, "version", &words(&case.asked["versions"]), json!({}))?;
        Some(answer["sorted"].as_array().unwrap().iter().map(|pair| pair[0].clone()).collect())
    };
    agrees("version.sort", sorted, Value::clone);
    let upstream = |case: &Case| Some(ask(case, "upstream", text(case, "text"), json!({}))?["facts"][0][1].clone());
    agrees("version.from_upstream", upstream, Value::clone);
}

/// A package as it is typed.
fn typed(package: &Value) -> String {
    let or_nothing = |key: &str, before: &str| package[key].as_str().map(|text| format!("{before}{text}")).unwrap_or_default();
    let on: Vec<&str> = package["use"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let known = package["iuse"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let off =
        known.map(|flag| flag.trim_start_matches(['+', '-'])).filter(|flag| !on.contains(flag)).map(|flag| format!("-{flag}"));
    let flags: Vec<String> = on.iter().map(|flag| (*flag).to_owned()).chain(off).collect();
    let flags = if flags.is_empty() { String::new() } else { format!("[{}]", flags.join(",")) };
    format!(
        "{}{}{}{}{flags}",
        package["cpv"].as_str().unwrap(),
        or_nothing("slot", ":"),
        or_nothing("subslot", "/"),
        or_nothing("repo", "::")
    )
}

fn all_typed(packages: &Value) -> String {
    packages.as_array().into_iter().flatten().map(typed).collect::<Vec<_>>().join(" ")
}

#[test]
fn packages_match_as_elsewhere() {
    let found = |case: &Case| {
        let more = json!({"packages": all_typed(&case.asked["packages"]), "use": words(&case.asked["parent_use"])});
        let answer = ask(case, "atom", text(case, "atom"), more)?;
        let packages = answer["packages"].as_array().unwrap().iter().enumerate();
        Some(packages.filter(|(_, package)| package["matches"] == true).map(|(index, _)| index).collect())
    };
    agrees("atom.matches", found, Value::clone);
}

#[test]
fn dependencies_are_satisfied_as_elsewhere() {
    let found = |case: &Case| {
        // Without any package nothing is said of being satisfied.
        let packages = match all_typed(&case.asked["packages"]) {
            none if none.is_empty() => "no-such/package-0".to_owned(),
            some => some,
        };
        let more = json!({"packages": packages, "use": words(&case.asked["parent_use"])});
        Some(ask(case, "depend", text(case, "text"), more)?["satisfied"]["is"].clone())
    };
    agrees("depspec.satisfied", found, Value::clone);
    let diagnosed = |case: &Case| {
        let answer = ask(case, text(case, "variable"), text(case, "text"), json!({}))?;
        Some(answer["notes"].as_array().unwrap().iter().map(|note| note["code"].clone()).collect())
    };
    agrees("depspec.diagnose", diagnosed, Value::clone);
}

#[test]
fn required_use_is_met_and_mended_as_elsewhere() {
    let met = |case: &Case| {
        let iuse = case.asked["iuse"].as_array().map(|_| words(&case.asked["iuse"]));
        let answer = ask(case, "required_use", text(case, "text"), json!({"use": words(&case.asked["use"]), "iuse": iuse}))?;
        // Where the suite wants an error, a note is shown.
        let is_noted = answer["notes"].as_array().unwrap().iter().any(|note| note["code"] == "flag_not_in_iuse");
        (!is_noted).then(|| answer["required_use"]["is"].clone())
    };
    agrees("required_use.check", met, Value::clone);
    let changes = |case: &Case| {
        if case.asked.get("masked").or(case.asked.get("forced")).is_some() {
            return case.expected.as_ref().map(|out| out["changes"].clone());
        }
        let more = json!({"use": words(&case.asked["use"])});
        let answer = ask(case, "required_use", text(case, "text"), more)?;
        Some(answer["required_use"]["changes"].as_array().map(Vec::len).into())
    };
    agrees("required_use.solve", changes, |out| out["changes"].clone());
}

#[test]
fn errors_have_the_codes_and_places_that_they_have_elsewhere() {
    let found = |case: &Case| {
        let (read, text) = (text(case, "what"), text(case, "text"));
        let read = match read {
            "requirement" => "version_requirement",
            "keyword" => "keywords",
            other => other,
        };
        let question = json!({"as": read, "text": text});
        let answer: Value = serde_json::from_str(&answer(&question.to_string())).unwrap();
        let error = answer.get("error").map(|error| json!([error["code"], error["start"], error["end"]]));
        Some(json!([text, error]))
    };
    for case in cases("error.describe") {
        let text = text(&case, "text");
        let units = |at: &Value| text[..at.as_u64().unwrap() as usize].encode_utf16().count();
        let out = case.expected.as_ref().filter(|out| !out.is_null());
        let expected = out.map(|out| json!([out["code"], units(&out["start"]), units(&out["end"])]));
        assert_eq!(found(&case), Some(json!([text, expected])), "{}", case.id);
    }
}
