//! What a type has besides what is declared: equality, order, iteration, text, copies. It is read from what each language's backend
//! writes, so that a page cannot promise what is not there; and nothing that is there may go untold.

use crate::c_abi::{Abi, Exchange, Role, Section, Subject};
use crate::interface::Name;
use crate::output::File;
use anyhow::{Result, bail};
use std::collections::{BTreeMap, BTreeSet};

/// Of a type: what it can be asked for, and how that is spelled.
pub type Rows = Vec<(&'static str, Vec<&'static str>)>;

/// What a member stands for, and how it is spelled; nothing where another member tells it.
type Told = (&'static str, &'static str, &'static str);

const EQUAL: &str = "Equality";
const ORDER: &str = "Order";
const TEXT: &str = "Text";
const DEBUG: &str = "Text for developers";
const ITEMS: &str = "Items";
const SETS: &str = "Operators";
const MATCH: &str = "As a test";
const PARTS: &str = "Parts";
const COPIES: &str = "Copies and storage";
const SHARED: &str = "Shared with other libraries";
const MADE: &str = "Made otherwise";
const MEMORY: &str = "Memory";

/// All of them, in the order of the page.
const ORDER_OF_ROWS: [&str; 12] = [EQUAL, ORDER, TEXT, DEBUG, ITEMS, SETS, MATCH, PARTS, COPIES, SHARED, MADE, MEMORY];

const PYTHON: &[Told] = &[
    ("__eq__", EQUAL, "a == b"),
    ("__hash__", EQUAL, "hash(a)"),
    ("__lt__", ORDER, "a < b"),
    ("compare", ORDER, "a.compare(b)"),
    ("__format__", TEXT, "str(a)"),
    ("__int__", TEXT, "int(a)"),
    ("__iter__", ITEMS, "for item in a"),
    ("__reversed__", ITEMS, "reversed(a)"),
    ("iterate", ITEMS, "a.iterate(on_error=…)"),
    ("__len__", ITEMS, "len(a)"),
    ("__bool__", ITEMS, "bool(a)"),
    ("__getitem__", ITEMS, "a[key]"),
    ("__contains__", ITEMS, "item in a"),
    ("index", ITEMS, "a.index(item)"),
    ("count", ITEMS, "a.count(item)"),
    ("__or__", SETS, "a | b"),
    ("__and__", SETS, "a & b"),
    ("__sub__", SETS, "a - b"),
    ("__xor__", SETS, "a ^ b"),
    ("__invert__", SETS, "~a"),
    ("issubset", SETS, "a <= b"),
    ("issuperset", SETS, "a >= b"),
    ("isdisjoint", SETS, "a.isdisjoint(b)"),
    ("__call__", MATCH, "filter(a, items)"),
    ("__match_args__", PARTS, "match a: case Type(…)"),
    ("__replace__", PARTS, "copy.replace(a, …)"),
    ("__copy__", COPIES, "copy.copy(a)"),
    ("__reduce__", COPIES, "pickle.dumps(a)"),
    ("__get_pydantic_core_schema__", COPIES, "pydantic.TypeAdapter(Type)"),
    ("from_arrow", SHARED, ".from_arrow(data)"),
    ("__arrow_c_array__", SHARED, "pyarrow.array(a)"),
    ("__arrow_c_stream__", SHARED, "pyarrow.chunked_array(a)"),
    ("cached", MADE, ".cached(text)"),
    ("clear_cache", MADE, ".clear_cache()"),
];
/// Members that the ones above tell.
const PYTHON_TOLD: &[&str] = &[
    "__new__",
    "__init__",
    "__le__",
    "__gt__",
    "__ge__",
    "__deepcopy__",
    "__ror__",
    "__rand__",
    "__rsub__",
    "__rxor__",
    "__arrow_c_schema__",
];

const RUBY: &[Told] = &[
    ("==", EQUAL, "a == b"),
    ("eql?", EQUAL, "a.eql?(b)"),
    ("hash", EQUAL, "a.hash"),
    ("<=>", ORDER, "a <=> b"),
    ("include Comparable", ORDER, "a < b"),
    ("to_s", TEXT, "a.to_s"),
    ("to_i", TEXT, "a.to_i"),
    ("inspect", DEBUG, "a.inspect"),
    ("each", ITEMS, "a.each { |item| … }"),
    ("include Enumerable", ITEMS, "a.map { |item| … }"),
    ("size", ITEMS, "a.size"),
    ("[]", ITEMS, "a[key]"),
    ("slice", ITEMS, "a.slice(start, count)"),
    ("first", ITEMS, "a.first"),
    ("last", ITEMS, "a.last"),
    ("at", ITEMS, "a.at(place)"),
    ("empty?", ITEMS, "a.empty?"),
    ("reverse_each", ITEMS, "a.reverse_each { |item| … }"),
    ("include?", ITEMS, "a.include?(item)"),
    ("|", SETS, "a | b"),
    ("&", SETS, "a & b"),
    ("-", SETS, "a - b"),
    ("^", SETS, "a ^ b"),
    ("~", SETS, "~a"),
    ("<=", SETS, "a <= b"),
    (">=", SETS, "a >= b"),
    ("disjoint?", SETS, "a.disjoint?(b)"),
    ("===", MATCH, "case item when a"),
    ("to_proc", MATCH, "items.select(&a)"),
    ("deconstruct_keys", PARTS, "in { part: }"),
    ("deconstruct", PARTS, "in [part, …]"),
    ("to_h", PARTS, "a.to_h"),
    ("to_a", PARTS, "a.to_a"),
    ("with", PARTS, "a.with(part: …)"),
    ("with", COPIES, "Marshal.dump(a)"),
    ("with", COPIES, "a.to_json"),
    ("span", PARTS, "a.span"),
    ("members", PARTS, ".members"),
    ("marshal_dump", COPIES, "Marshal.dump(a)"),
    ("to_json", COPIES, "a.to_json"),
    ("import", SHARED, ".import(array, schema)"),
    ("import_stream", SHARED, ".import_stream(stream)"),
    ("export", SHARED, "a.export(array, schema)"),
    ("export_stream", SHARED, "a.export_stream(stream)"),
    ("parse", MADE, ".parse(text)"),
    ("parse?", MADE, ".parse?(text)"),
    ("parse?", COPIES, "Marshal.dump(a)"),
    ("parse?", COPIES, "a.to_json"),
    ("valid?", MADE, ".valid?(text)"),
    ("values", MADE, ".values"),
];
const RUBY_TOLD: &[&str] = &[
    "initialize",
    "new",
    "length",
    "member?",
    "subset?",
    "superset?",
    "<",
    ">",
    "proper_subset?",
    "proper_superset?",
    "pretty_print",
    "to_str",
    "intersect?",
];

const GO: &[Told] = &[
    ("Equal", EQUAL, "a.Equal(b)"),
    ("Hash", EQUAL, "a.Hash()"),
    ("Key", EQUAL, "a.Key()"),
    ("Compare", ORDER, "a.Compare(b)"),
    ("String", TEXT, "a.String()"),
    ("GoString", DEBUG, "a.GoString()"),
    ("All", ITEMS, "for item := range a.All()"),
    ("Len", ITEMS, "a.Len()"),
    ("At", ITEMS, "a.At(place)"),
    ("Contains", ITEMS, "a.Contains(item)"),
    ("MarshalText", COPIES, "a.MarshalText()"),
    ("UnmarshalText", COPIES, "a.UnmarshalText(text)"),
    ("MarshalJSON", COPIES, "json.Marshal(a)"),
    ("MarshalBinary", COPIES, "gob.NewEncoder(w).Encode(a)"),
    ("Value", COPIES, "database.Exec(query, a)"),
    ("Scan", COPIES, "row.Scan(&a)"),
    ("Import", SHARED, "Import…(array, schema)"),
    ("Export", SHARED, "a.Export(array, schema)"),
    ("ExportStream", SHARED, "a.ExportStream(stream)"),
    ("Must", MADE, "Must…(text)"),
    ("Values", MADE, "…Values()"),
    ("Parse", MADE, "Parse…(text)"),
    ("Close", MEMORY, "a.Close()"),
];
const GO_TOLD: &[&str] = &["UnmarshalJSON", "UnmarshalBinary"];

const C: &[Told] = &[
    ("equal", EQUAL, "…_equal(a, b)"),
    ("hash", EQUAL, "…_hash(a)"),
    ("compare", ORDER, "…_compare(a, b)"),
    ("compare_texts", ORDER, "…_compare_texts(a, …, b, …)"),
    ("to_string", TEXT, "…_to_string(a)"),
    ("name", TEXT, "…_name(a)"),
    ("debug", DEBUG, "…_debug(a)"),
    ("import", SHARED, "…_import(array, schema)"),
    ("import_stream", SHARED, "…_import_stream(stream)"),
    ("export", SHARED, "…_export(a, array, schema)"),
    ("export_stream", SHARED, "…_export_stream(a, stream)"),
    ("new", MADE, "…_new(…)"),
    ("parse", MADE, "…_parse(text, length)"),
    ("clone", MEMORY, "…_clone(a)"),
    ("free", MEMORY, "…_free(a)"),
];

const RUST: &[Told] = &[
    ("PartialEq", EQUAL, "a == b"),
    ("Hash", EQUAL, "a.hash(&mut hasher)"),
    ("Ord", ORDER, "a < b"),
    ("Display", TEXT, "a.to_string()"),
    ("Debug", DEBUG, "{a:?}"),
    ("IntoIterator", ITEMS, "for item in a"),
    ("Iterator", ITEMS, "for item in a"),
    ("BitOr", SETS, "a | b"),
    ("BitAnd", SETS, "a & b"),
    ("BitXor", SETS, "a ^ b"),
    ("Sub", SETS, "a - b"),
    ("Not", SETS, "!a"),
    ("Clone", COPIES, "a.clone()"),
    ("FromStr", MADE, "text.parse()"),
    ("Default", MADE, "default()"),
];

/// The rows of members.
fn rows<'a>(members: impl IntoIterator<Item = &'a str>, told: &[Told], fixed: &[Told]) -> Rows {
    let members: BTreeSet<&str> = members.into_iter().collect();
    let is_there = |(member, ..): &&Told| members.contains(member);
    let spelled = |row: &&'static str| {
        let all = told.iter().filter(is_there).chain(fixed);
        let mut spelled: Vec<&'static str> = vec![];
        all.filter(|(_, of, _)| of == row).for_each(|(.., way)| {
            if !spelled.contains(way) {
                spelled.push(way);
            }
        });
        (*row, spelled)
    };
    ORDER_OF_ROWS.iter().map(spelled).filter(|(_, spelled)| !spelled.is_empty()).collect()
}

/// What a type has in Rust, by its traits.
pub fn rust<'a>(traits: impl Iterator<Item = &'a str>) -> Rows {
    rows(traits, RUST, &[])
}

/// What each type has in Python, by the stubs.
pub fn python(files: &[File], declared: &Declared) -> Result<BTreeMap<String, Rows>> {
    let stubs = files.iter().filter(|file| file.path.as_str().ends_with("__init__.pyi"));
    let mut members = Members::default();
    for line in stubs.flat_map(|file| file.text.lines()) {
        if let Some(class) = line.strip_prefix("class ") {
            members.begin(class);
        } else if let Some(member) =
            line.strip_prefix("    def ").or(line.strip_prefix("    ").filter(|l| l.starts_with("__match")))
        {
            members.add(member);
        }
    }
    members.told("Python", declared, PYTHON, PYTHON_TOLD, &[("", DEBUG, "repr(a)")])
}

/// What each type has in Ruby, by the signatures.
pub fn ruby(files: &[File], declared: &Declared) -> Result<BTreeMap<String, Rows>> {
    let signatures = files.iter().filter(|file| file.path.extension() == Some("rbs"));
    let mut members = Members::default();
    for line in signatures.flat_map(|file| file.text.lines()) {
        let bare = line.trim_start();
        match (line.len() - bare.len(), bare.split_once(' ')) {
            (2, Some(("class" | "module", name))) => members.begin(name),
            (2, None) if bare == "end" => members.1 = None,
            (4, Some(("include", module))) => {
                members.add_whole(&format!("include {}", module.split('[').next().unwrap_or_default()))
            }
            (4, Some(("alias", names))) => members.add_whole(names.split(' ').next().unwrap_or_default()),
            (4, Some(("def", rest))) => {
                let name = rest.trim_start_matches("self.").split(": ").next().unwrap_or_default();
                members.add_whole(name.trim_end_matches(':'));
            }
            _ => {}
        }
    }
    members.told("Ruby", declared, RUBY, RUBY_TOLD, &[])
}

/// What each type has in Go, by its methods.
pub fn go(files: &[File], declared: &Declared) -> Result<BTreeMap<String, Rows>> {
    let code = files.iter().filter(|file| file.path.extension() == Some("go") && !file.path.as_str().ends_with("_test.go"));
    let lines: Vec<&str> = code.flat_map(|file| file.text.lines()).collect();
    let mut members = Members::default();
    for line in &lines {
        let Some((receiver, rest)) = line.strip_prefix("func (").and_then(|rest| rest.split_once(") ")) else { continue };
        let ty = receiver.rsplit([' ', '*']).next().unwrap_or_default();
        if ty.starts_with(char::is_uppercase) && rest.starts_with(char::is_uppercase) {
            members.begin(ty);
            members.add(rest);
        }
    }
    let functions = lines.iter().filter_map(|line| line.strip_prefix("func ")?.split('(').next());
    for function in functions.filter(|name| name.starts_with(char::is_uppercase)) {
        let of = |name: &str| members.0.contains_key(name).then(|| name.to_owned());
        let must = function.strip_prefix("MustParse").or(function.strip_prefix("MustNew")).and_then(of);
        let values = function.strip_suffix("Values").and_then(of);
        let import = function.strip_prefix("Import").and_then(of);
        let found = must.map(|ty| (ty, "Must")).or(values.map(|ty| (ty, "Values"))).or(import.map(|ty| (ty, "Import")));
        if let Some((ty, member)) = found {
            members.0.entry(ty).or_default().insert(member.to_owned());
        }
    }
    members.told("Go", declared, GO, GO_TOLD, &[])
}

/// What each type has in C, by what its symbols are made from.
pub fn c(abi: &Abi) -> BTreeMap<String, Rows> {
    let name = |section: &Section| match &section.subject {
        Subject::Object(name) | Subject::Record(name) | Subject::Enum(name) => Some(name.clone()),
        _ => None,
    };
    let member = |role: &Role| match role {
        Role::Equal => Some("equal"),
        Role::Hash => Some("hash"),
        Role::Compare => Some("compare"),
        Role::CompareTexts(_) => Some("compare_texts"),
        Role::Display => Some("to_string"),
        Role::Debug => Some("debug"),
        Role::Clone => Some("clone"),
        Role::Free => Some("free"),
        Role::FromText => Some("parse"),
        Role::ChoiceName => Some("name"),
        Role::RecordNew(_) => Some("new"),
        Role::Exchange(Exchange::Import) => Some("import"),
        Role::Exchange(Exchange::ImportStream) => Some("import_stream"),
        Role::Exchange(Exchange::Export) => Some("export"),
        Role::Exchange(Exchange::ExportStream) => Some("export_stream"),
        _ => None,
    };
    let of = |section: &Section| rows(section.functions.iter().filter_map(|function| member(&function.role)), C, &[]);
    abi.sections.iter().filter_map(|section| Some((name(section)?.rust().to_owned(), of(section)))).collect()
}

/// The members that a language has since the interface declares them, by their types, and what the language calls the types.
pub struct Declared {
    types: BTreeMap<String, String>,
    members: BTreeMap<String, BTreeSet<String>>,
}

impl Declared {
    /// Of what a language declares; `spelled` is what it calls a type.
    pub fn of(declared: &BTreeMap<super::Key, String>, types: &[&Name], spelled: impl Fn(&Name) -> String) -> Self {
        let mut members: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for ((owner, _), text) in declared {
            members.entry(owner.clone()).or_default().extend(text.lines().filter_map(named).map(str::to_owned));
        }
        Self { types: types.iter().map(|name| (spelled(name), name.rust().to_owned())).collect(), members }
    }
}

/// The name that a line declares: what stands before its parentheses or its type.
fn named(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = line.strip_prefix("func (").map_or(line, |rest| rest.split_once(") ").map_or(rest, |(_, rest)| rest));
    let line = ["def ", "attr_reader ", "func "].iter().fold(line, |line, word| line.strip_prefix(word).unwrap_or(line));
    let line = line.strip_prefix("self.").unwrap_or(line);
    let end = line.find('(').into_iter().chain(line.find(": ")).min()?;
    line[..end].trim_end_matches(':').rsplit('.').next()
}

/// The members of each type, as a language calls both, and the type whose members come.
#[derive(Default)]
struct Members(BTreeMap<String, BTreeSet<String>>, Option<String>);

impl Members {
    fn begin(&mut self, text: &str) {
        let name = word(text);
        self.0.entry(name.clone()).or_default();
        self.1 = Some(name);
    }

    fn add(&mut self, text: &str) {
        self.add_whole(&word(text));
    }

    fn add_whole(&mut self, name: &str) {
        if let Some(members) = self.1.as_ref().and_then(|owner| self.0.get_mut(owner)) {
            members.insert(name.to_owned());
        }
    }

    /// The rows of each type of the interface. A member that nothing is said of is an error.
    fn told(
        self,
        language: &str,
        declared: &Declared,
        told: &[Told],
        more: &[&str],
        fixed: &[Told],
    ) -> Result<BTreeMap<String, Rows>> {
        let (mut found, mut unknown) = (BTreeMap::new(), BTreeSet::new());
        for (name, members) in &self.0 {
            let Some(ty) = declared.types.get(name) else { continue };
            // What the interface declares has a place of its own on the page.
            let own = declared.members.get(ty);
            let members = members.iter().map(String::as_str).filter(|member| !own.is_some_and(|own| own.contains(*member)));
            let is_told = |member: &&str| told.iter().any(|(known, ..)| known == member) || more.contains(member);
            let (members, others): (Vec<_>, Vec<_>) = members.partition(is_told);
            unknown.extend(others.iter().map(|member| format!("{member} of {name}")));
            found.insert(ty.clone(), rows(members, told, fixed));
        }
        if !unknown.is_empty() {
            let unknown: Vec<String> = unknown.into_iter().collect();
            bail!("{language}: the page of its type says nothing of {}; docs/besides.rs lists what is said", unknown.join(", "));
        }
        Ok(found)
    }
}

/// The word that a text begins with.
fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn go_says(method: &str) -> Result<BTreeMap<String, Rows>> {
        let declared = Declared { types: BTreeMap::from([("Word".to_owned(), "Word".to_owned())]), members: BTreeMap::new() };
        let text = format!("func (w *Word) {method}() bool {{\n}}\n\nfunc MustParseWord(text string) *Word {{\n}}\n");
        go(&[File { path: "word.go".into(), text }], &declared)
    }

    #[test]
    fn what_a_backend_writes_is_told() {
        let rows = go_says("Equal").expect("it is known");
        assert_eq!(rows["Word"], [(EQUAL, vec!["a.Equal(b)"]), (MADE, vec!["Must…(text)"])]);
    }

    #[test]
    fn a_member_without_words_is_refused() {
        let message = go_says("Surprise").expect_err("nothing is said of it").to_string();
        assert!(message.contains("says nothing of Surprise of Word"), "{message}");
    }
}
