//! Names as Go spells them.

use crate::interface::*;

/// Keywords and predeclared names of Go, and the variables that generated functions have themselves.
#[rustfmt::skip]
const TAKEN: &[&str] = &[
    "break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for",
    "func", "go", "goto", "if", "import", "interface", "map", "package", "range", "return",
    "select", "struct", "switch", "type", "var", "any", "bool", "byte", "error", "false",
    "float32", "float64", "int", "int16", "int32", "int64", "int8", "len", "make", "nil", "rune",
    "string", "true", "uint", "uint16", "uint32", "uint64", "uint8", "uintptr", "runtime",
    "unsafe", "err", "result", "options", "ctx", "context", "during", "chosen", "self", "append",
    "cap", "clear", "close", "comparable", "complex", "complex64", "complex128", "copy", "delete",
    "imag", "iota", "max", "min", "new", "panic", "print", "println", "real", "recover",
];

/// The packages that generated files import.
#[rustfmt::skip]
const PACKAGES: &[&str] = &[
    "bytes", "cmp", "context", "driver", "errors", "fmt", "iter", "json", "maps", "runtime",
    "slices", "strconv", "sync", "time", "unsafe",
];

/// The functions that every package has for itself, and its variables and types.
#[rustfmt::skip]
const HELPERS: &[&str] = &[
    "allChoices", "article", "begin", "bytesOf", "call", "cell", "check", "choiceOf", "choiceText",
    "compareKeys", "counted", "countsOf", "durationOf", "eachOf", "errorKinds", "firstOrNil",
    "firstOrZero", "fits", "functions", "gather", "given", "givenText", "gone", "handlesOf",
    "inUse", "interfaceHash", "joinBytes", "joinMaybeTexts", "joinTexts", "keyOf", "keysOf",
    "lengthOf", "lent", "listOf", "listOfValue", "live", "liveObjects", "looks", "lowerEach",
    "mapOf", "maybe", "maybeBytes", "maybeCount", "maybeNanosecondsOf",
    "maybeNanosecondsSince1970", "maybeTake", "maybeText", "memory", "must", "nanosecondsOf",
    "nanosecondsSince1970", "native", "negative", "noChoice", "notRead", "notText", "notWritten",
    "nothing", "numberOf", "numbersOf", "outOfRange", "parseChoice", "perItem", "pointerIf",
    "pointerOr", "returnPanic", "room", "seldom", "setOf", "share", "sizeOf", "pullAllBorrowed", "pullBorrowed",
    "pullByteStrings", "pullBytes", "pullError", "pullMaybeTexts", "pullText", "pullTexts", "tell",
    "textOf", "timeOf", "tooMany", "types", "unfit", "valueIf", "valueOr", "valuesOf",
    "versionNumber", "wantedKey",
];

/// Methods that every object may have beside those of the interface.
const METHODS: &[&str] = &[
    "All",
    "Close",
    "Compare",
    "Equal",
    "GoString",
    "Key",
    "MarshalBinary",
    "Hash",
    "MarshalJSON",
    "MarshalText",
    "String",
    "UnmarshalBinary",
    "UnmarshalJSON",
    "UnmarshalText",
];

/// How Go spells the names of one interface.
pub struct Spelling {
    /// Words written in capitals, in lower case here.
    initialisms: Vec<String>,
}

impl Spelling {
    /// A spelling with these words in capitals.
    pub fn new(initialisms: &[String]) -> Self {
        Self { initialisms: initialisms.iter().map(|word| word.to_lowercase()).collect() }
    }

    /// `UseDep`, and `EAPIFeature` if EAPI is an initialism.
    pub fn exported(&self, name: &Name) -> String {
        name.snake().split('_').map(|word| self.word(word)).collect()
    }

    fn word(&self, word: &str) -> String {
        // Digits belong to the word in front of them, as in `eapi8`.
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_initialism = |word: &str| self.initialisms.iter().any(|initialism| initialism == word);
        if is_initialism(letters) {
            word.to_uppercase()
        } else if let Some(one) = word.strip_suffix('s').filter(|one| is_initialism(one)) {
            one.to_uppercase() + "s"
        } else {
            Name::new(word).pascal()
        }
    }

    /// `useDep`: a name inside the package.
    pub fn local(&self, name: &Name) -> String {
        let snake = name.snake();
        let mut words = snake.split('_');
        let first = words.next().unwrap_or_default().to_owned();
        first + &words.map(|word| self.word(word)).collect::<String>()
    }

    /// The name of an argument. The receiver is named after its type, and comes first.
    pub fn argument(&self, name: &Name, receiver: &str) -> String {
        let name = match name.rust() {
            "package" => "pkg".to_owned(),
            _ => self.local(name),
        };
        let is_taken = [TAKEN, PACKAGES, HELPERS].iter().any(|names| names.contains(&name.as_str()));
        if is_taken || is_of_types(&name) || name == receiver { format!("{name}_") } else { name }
    }

    /// The name of a method.
    pub fn method(&self, function: &Function) -> String {
        let name = self.exported(&function.name);
        if METHODS.contains(&name.as_str()) { format!("{name}_") } else { name }
    }

    /// The name of a constructor: `ParseAtom`, `NewCounter`, `CounterSumOf`; a leading `parse` or `new` stays in front.
    pub fn constructor(&self, object: &Object, function: &Function) -> String {
        let name = self.exported(&object.name);
        let snake = function.name.snake();
        let (verb, rest) = snake.split_once('_').unwrap_or((&snake, ""));
        match verb {
            "new" | "parse" => {
                let verb = if object.is_text && rest.is_empty() { "Parse".to_owned() } else { Name::new(verb).pascal() };
                let rest = if rest.is_empty() { String::new() } else { self.exported(&Name::new(rest)) };
                format!("{verb}{name}{rest}")
            }
            _ => format!("{name}{}", self.exported(&function.name)),
        }
    }

    /// The name of a choice: `OperatorLess`; `EAPI8` for the choice `V8`.
    pub fn choice(&self, choice: &Enum, variant: &Variant) -> String {
        let (owner, name) = (self.exported(&choice.name), self.exported(&variant.name));
        // `V8` is a version, which Rust must begin with a letter.
        let version = name.strip_prefix('V').filter(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
        match version.or(name.strip_prefix(&owner).filter(|rest| !rest.is_empty())) {
            Some(rest) => format!("{owner}{rest}"),
            None => format!("{owner}{name}"),
        }
    }

    /// The field of a record, away from the methods that it may have beside those of the interface.
    pub fn part(&self, name: &Name) -> String {
        let name = self.exported(name);
        if ["Compare", "Equal", "GoString", "Hash", "String"].contains(&name.as_str()) { format!("{name}_") } else { name }
    }

    /// The field of a struct that is also an `error`.
    pub fn field(&self, name: &Name) -> String {
        let name = self.exported(name);
        if ["Error", "ErrorDetails", "Details", "Is"].contains(&name.as_str()) { format!("{name}_") } else { name }
    }
}

/// Whether a package has functions of such a name for its types.
fn is_of_types(name: &str) -> bool {
    let verbs = ["free", "lower", "lowerEach", "new", "read", "take"];
    verbs.iter().filter_map(|verb| name.strip_prefix(verb)).any(|rest| rest.starts_with(char::is_uppercase))
}

/// The receiver of a type's methods: its first letter.
pub fn receiver(type_name: &str) -> String {
    type_name.chars().take(1).flat_map(char::to_lowercase).collect()
}

/// The name of a type's file. Underscores would make `_test` and `_linux` mean something to Go.
pub fn file_name(name: &Name) -> String {
    let name = name.snake().replace('_', "");
    let is_own = ["callbacks", "collections", "enums", "errors", "functions", "native", "nocgo", "owned", "records", "values"];
    if is_own.contains(&name.as_str()) { format!("{name}type.go") } else { format!("{name}.go") }
}

/// A text as Go writes it in source.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            ' '..='~' => quoted.push(c),
            c if u32::from(c) <= 0xffff => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelling() -> Spelling {
        Spelling::new(&["EAPI".into()])
    }

    #[test]
    fn initialisms_are_whole_words() {
        let spelled = |name| spelling().exported(&Name::new(name));
        assert_eq!(spelled("EapiFeature"), "EAPIFeature");
        assert_eq!(spelled("first_eapi"), "FirstEAPI");
        assert_eq!(spelled("eapis"), "EAPIs");
        assert_eq!(spelled("use"), "Use");
        assert_eq!(spelling().local(&Name::new("eapi_of")), "eapiOf");
    }

    #[test]
    fn arguments_avoid_keywords_and_the_receiver() {
        let spelled = |name| spelling().argument(&Name::new(name), "w");
        assert_eq!(spelled("type"), "type_");
        assert_eq!(spelled("range"), "range_");
        assert_eq!(spelled("w"), "w_");
        assert_eq!(spelled("from"), "from");
    }

    #[test]
    fn arguments_hide_no_function() {
        let templates = std::fs::read_dir("templates/go").expect("templates").map(|entry| entry.expect("an entry").path());
        let heads = ["func ", "type ", "var ", "const "];
        for text in templates.map(|path| std::fs::read_to_string(path).expect("a template")) {
            for head in text.lines().filter_map(|line| heads.iter().find_map(|head| line.strip_prefix(head))) {
                let name: String = head.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                let is_name = name.starts_with(char::is_lowercase) && !head[name.len()..].starts_with('{') && name != "init";
                assert!(!is_name || spelling().argument(&Name::new(&name), "") != name, "{name}");
            }
        }
    }

    #[test]
    fn choices_do_not_repeat_their_type() {
        let variant = |name: &str| Variant { name: Name::new(name), number: 0, text: None, docs: String::new() };
        let choice = Enum {
            name: Name::new("Eapi"),
            docs: String::new(),
            variants: vec![],
            methods: vec![],
            traits: Traits::default(),
            reads_text: false,
        };
        let spelled = |name| spelling().choice(&choice, &variant(name));
        assert_eq!(spelled("V8"), "EAPI8");
        assert_eq!(spelled("Eapi8"), "EAPI8");
        assert_eq!(spelled("Virtual"), "EAPIVirtual");
    }

    #[test]
    fn text_is_quoted_for_go() {
        assert_eq!(quoted("a\"\\\n\u{e9}\u{1f600}"), r#""a\"\\\u000a\u00e9\U0001f600""#);
    }
}
