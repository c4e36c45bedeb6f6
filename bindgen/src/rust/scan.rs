//! What Rust crates declare, read from their code: it is formatted, so that a line tells what stands in it.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;
use std::str::Lines;

/// A type, or what belongs to one; a function belongs to nothing.
pub type Place = (String, String);

/// The code of a crate.
#[derive(Default)]
pub struct Code {
    /// How each item is declared; of a type, nothing.
    pub declared: BTreeMap<Place, String>,
    /// The examples in its documentation, which are tests.
    pub examples: BTreeMap<Place, String>,
    /// The traits that each type has, by their names.
    pub traits: BTreeMap<String, BTreeSet<String>>,
    /// The traits that each macro gives to the type that it is called with, and these types.
    macros: BTreeMap<String, BTreeSet<String>>,
    called: Vec<(String, String)>,
}

/// Where a line stands.
#[derive(Clone)]
enum Inside {
    /// In a block of a type's own.
    Impl(String),
    Trait(String),
    /// In the body of a struct or an enum.
    Body(String),
    /// In what a macro makes.
    Macro(String),
    Nothing,
}

/// Reads a file, line by line.
struct Reader<'a> {
    code: &'a mut Code,
    lines: Peekable<Lines<'a>>,
    inside: Inside,
    /// What stands before an item.
    docs: Vec<&'a str>,
    derived: Vec<&'a str>,
    /// The macro that is called last.
    call: &'a str,
}

impl Code {
    /// Adds what a file declares.
    pub fn read(&mut self, text: &str) {
        let lines = text.lines().peekable();
        let mut reader = Reader { code: self, lines, inside: Inside::Nothing, docs: vec![], derived: vec![], call: "" };
        while let Some(line) = reader.lines.next() {
            reader.line(line);
        }
    }

    /// Adds what types have by macros, and by traits of their crate.
    pub fn inherit(&mut self) {
        for (name, ty) in &self.called {
            self.traits.entry(ty.clone()).or_default().extend(self.macros.get(name).into_iter().flatten().cloned());
        }
        for map in [&mut self.declared, &mut self.examples] {
            for (ty, name) in self.traits.iter().flat_map(|(ty, traits)| traits.iter().map(move |name| (ty, name))) {
                let members = map.range((name.clone(), " ".to_owned())..).take_while(|((owner, _), _)| owner == name);
                let members: Vec<_> = members.map(|((_, member), text)| ((ty.clone(), member.clone()), text.clone())).collect();
                for (place, text) in members {
                    map.entry(place).or_insert(text);
                }
            }
        }
    }

    fn note(&mut self, owner: &str, member: &str, declared: &str, docs: &[&str]) {
        let place = (owner.to_owned(), member.to_owned());
        let example = example(docs);
        if !example.is_empty() {
            self.examples.entry(place.clone()).or_insert(example);
        }
        self.declared.entry(place).or_insert_with(|| declared.to_owned());
    }
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: &'a str) {
        let bare = line.trim_start();
        if let Some(doc) = bare.strip_prefix("///") {
            self.docs.push(doc.strip_prefix(' ').unwrap_or(doc));
            return;
        }
        if let Some(list) = bare.strip_prefix("#[derive(") {
            self.derived.extend(words(list));
        }
        if let (Inside::Macro(name), true) = (&self.inside, line.starts_with(' ')) {
            let given = bare.strip_prefix("impl").and_then(trait_of);
            let traits = given.into_iter().chain(self.derived.drain(..)).map(str::to_owned);
            self.code.macros.entry(name.clone()).or_default().extend(traits);
            return;
        }
        if bare.starts_with("#[") || bare.starts_with("//") {
            return;
        }
        match line.len() - bare.len() {
            0 => self.item(line),
            4 => self.member(bare),
            8 => self.choice_of_macro(bare),
            _ => {}
        }
        self.docs.clear();
        self.derived.clear();
    }

    fn item(&mut self, line: &'a str) {
        let public = line.strip_prefix("pub ").unwrap_or_default();
        if let Some((kind, name)) = declared_type(public) {
            self.code.traits.entry(name.to_owned()).or_default().extend(self.derived.iter().map(|&name| name.to_owned()));
            self.code.note(name, "", "", &self.docs);
            self.inside = match kind {
                _ if !line.ends_with('{') => Inside::Nothing,
                "trait" => Inside::Trait(name.to_owned()),
                _ => Inside::Body(name.to_owned()),
            };
        } else if let Some(head) = line.strip_prefix("impl") {
            self.inside = self.implemented(head).map_or(Inside::Nothing, Inside::Impl);
        } else if let Some(name) = function(public) {
            let head = self.head(line, "");
            self.code.note("", name, &head, &self.docs);
        } else if let Some(name) = line.strip_prefix("macro_rules! ") {
            self.inside = Inside::Macro(words(name).next().unwrap_or_default().to_owned());
        } else if let Some((name, rest)) = line.split_once('!') {
            self.call = name;
            if let Some(rest) = rest.strip_prefix('(') {
                self.code.called.extend(words(rest).next().map(|ty| (name.to_owned(), ty.to_owned())));
            }
        } else if line == "}" {
            self.inside = Inside::Nothing;
        }
    }

    /// Notes a trait of a type, or says whose own block begins.
    fn implemented(&mut self, head: &str) -> Option<String> {
        let head = if head.starts_with('<') { head.split_once("> ")?.1 } else { head };
        let Some((_, ty)) = head.split_once(" for ") else { return words(head).next().map(str::to_owned) };
        let name = trait_of(head)?;
        self.code.traits.entry(words(ty).next()?.to_owned()).or_default().insert(name.to_owned());
        None
    }

    fn member(&mut self, bare: &'a str) {
        let public = bare.strip_prefix("pub ");
        match (self.inside.clone(), public) {
            (Inside::Impl(owner), Some(public)) => self.method(&owner, bare, public),
            (Inside::Trait(owner), None) => self.method(&owner, bare, bare),
            (Inside::Body(owner), Some(field)) => {
                let name = field.split(':').next().unwrap_or_default();
                self.code.note(&owner, name, bare.trim_end_matches(','), &self.docs);
            }
            (Inside::Body(owner), None) if bare.starts_with(char::is_uppercase) => {
                let name = words(bare).next().unwrap_or_default();
                self.code.note(&owner, name, &format!("{owner}::{name}"), &self.docs);
            }
            _ => self.macro_of_choices(bare),
        }
    }

    fn method(&mut self, owner: &str, bare: &'a str, public: &str) {
        if let Some(name) = function(public) {
            let head = self.head(bare, "    ");
            self.code.note(owner, name, &head, &self.docs);
        }
    }

    /// A macro declares an enum: `Operator, OperatorUnknown, 7 {`.
    fn macro_of_choices(&mut self, bare: &str) {
        let words: Vec<&str> = bare.strip_suffix(" {").unwrap_or_default().split(", ").collect();
        if let [name, _, count] = words[..]
            && count.parse::<usize>().is_ok()
        {
            self.code.note(name, "", "", &self.docs);
            self.code.called.push((self.call.to_owned(), name.to_owned()));
            self.inside = Inside::Body(name.to_owned());
        }
    }

    fn choice_of_macro(&mut self, bare: &str) {
        if let (Inside::Body(owner), Some((name, _))) = (self.inside.clone(), bare.split_once(" => \"")) {
            self.code.note(&owner, name, &format!("{owner}::{name}"), &self.docs);
        }
    }

    /// The head of a function, which may go over several lines.
    fn head(&mut self, first: &str, indent: &str) -> String {
        let mut head = first.to_owned();
        while !head.ends_with(['{', ';', '}']) {
            let Some(line) = self.lines.next() else { break };
            head += "\n";
            head += line.strip_prefix(indent).unwrap_or(line);
        }
        let body = if head.ends_with('}') { head.rfind(" {") } else { None };
        head[..body.unwrap_or(head.len())].trim_end_matches(['{', ';', ' ', '\n']).to_owned()
    }
}

/// The trait of what follows `impl`, without its path.
fn trait_of(head: &str) -> Option<&str> {
    let head = if head.starts_with('<') { head.split_once("> ")?.1 } else { head };
    head.split_once(" for ")?.0.split('<').next()?.rsplit("::").next().map(str::trim)
}

/// What a type is, and its name.
fn declared_type(public: &str) -> Option<(&str, &str)> {
    let mut words = words(public);
    let kind = words.next().filter(|kind| ["struct", "enum", "trait"].contains(kind))?;
    Some((kind, words.next()?))
}

/// The name of a function.
fn function(code: &str) -> Option<&str> {
    let code = code.strip_prefix("const ").unwrap_or(code);
    words(code.strip_prefix("fn ")?).next()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

/// The examples in documentation that are run, without the lines that readers do not see.
fn example(docs: &[&str]) -> String {
    let (mut blocks, mut block): (Vec<String>, Option<Vec<&str>>) = (vec![], None);
    let mut is_run = false;
    for line in docs {
        match (&mut block, line.strip_prefix("```")) {
            (None, Some(mark)) => {
                is_run = matches!(mark, "" | "rust");
                block = Some(vec![]);
            }
            (Some(lines), Some(_)) => {
                if is_run {
                    blocks.push(lines.join("\n").trim().to_owned());
                }
                block = None;
            }
            (Some(lines), None) if *line != "#" && !line.starts_with("# ") => lines.push(line),
            _ => {}
        }
    }
    blocks.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "\
/// A word.
///
/// ```
/// # use words::Word;
/// assert!(Word::parse(\"a\").is_some());
/// # Ok::<(), ()>(())
/// ```
#[derive(Clone, Debug)]
pub struct Word {
    text: String,
    /// How long it is.
    pub length: usize,
}

impl Word {
    /// Reads one.
    pub fn parse(text: &str) -> Option<Self> {
        None
    }

    pub fn long(
        &self,
        other: &Self,
    ) -> bool {
        true
    }

    fn hidden(&self) {}
}

impl std::fmt::Display for Word {
    fn fmt(&self) {}
}

impl<'a> Spoken for Word {}

pub trait Spoken {
    /// ```text
    /// nothing that runs
    /// ```
    fn aloud(&self) -> u8 {
        1
    }
}

macro_rules! vocabulary {
    ($name:ident) => {
        #[derive(Copy)]
        pub enum $name {}

        impl std::str::FromStr for $name {
            type Err = ();
        }
    };
}

vocabulary! {
    /// A color.
    Color, ColorUnknown, 2 {
        /// Red.
        Red => \"red\",
    }
}

pub const fn count() -> usize { 3 }
";

    #[test]
    fn items_are_read_with_their_tested_examples() {
        let mut code = Code::default();
        code.read(CODE);
        code.inherit();
        let declared = |owner: &str, member: &str| code.declared.get(&(owner.to_owned(), member.to_owned())).map(String::as_str);
        assert_eq!(declared("Word", "parse"), Some("pub fn parse(text: &str) -> Option<Self>"));
        assert_eq!(declared("Word", "long"), Some("pub fn long(\n    &self,\n    other: &Self,\n) -> bool"));
        assert_eq!(declared("Word", "length"), Some("pub length: usize"));
        assert_eq!(declared("Word", "aloud"), Some("fn aloud(&self) -> u8"));
        assert_eq!(declared("Color", "Red"), Some("Color::Red"));
        assert_eq!(declared("", "count"), Some("pub const fn count() -> usize"));
        assert_eq!([declared("Word", "hidden"), declared("Word", "text"), declared("Word", "fmt")], [None; 3]);
        assert_eq!(code.examples.len(), 1);
        assert_eq!(code.examples[&("Word".to_owned(), String::new())], "assert!(Word::parse(\"a\").is_some());");
        let traits: Vec<&str> = code.traits["Word"].iter().map(String::as_str).collect();
        assert_eq!(traits, ["Clone", "Debug", "Display", "Spoken"]);
        let traits: Vec<&str> = code.traits["Color"].iter().map(String::as_str).collect();
        assert_eq!(traits, ["Copy", "FromStr"]);
    }
}
