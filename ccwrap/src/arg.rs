//! Arguments with a type: an option keeps its value through every phase, so that no value is taken for an input.

use crate::Text;
use crate::error::ArgError;
use crate::options::{Form, PathKind, Role, Spec, Table};
use bstr::{BStr, ByteSlice};

/// An argument, and the place of the word from which it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arg {
    pub kind: Kind,
    /// The index of its first word on the command line.
    pub origin: usize,
}

/// What an argument is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file, or `-` for standard input.
    Input(Text),
    /// An option of one word. The table may not know it.
    Flag { spec: Option<&'static Spec>, text: Text },
    /// An option with its value, spelled as it was.
    Valued { spec: &'static Spec, name: Text, form: Form, value: Text },
    /// A path that rules apply to, whatever its option was called.
    Path { kind: PathKind, value: Text },
    /// `-lNAME`
    Library(Text),
    /// Words that the compiler hands to the linker, an option and its value together.
    Linker(Vec<Text>),
}

impl Arg {
    /// The role that the table of options gives it.
    pub fn role(&self) -> Role {
        match &self.kind {
            Kind::Flag { spec: Some(spec), .. } | Kind::Valued { spec, .. } => spec.role,
            Kind::Path { kind, .. } => Role::Path(*kind),
            Kind::Library(_) => Role::Library,
            Kind::Linker(_) => Role::LinkerWords,
            Kind::Input(_) | Kind::Flag { spec: None, .. } => Role::Plain,
        }
    }

    /// Its words on a command line.
    pub fn words(&self, linker: bool) -> Vec<Text> {
        match &self.kind {
            Kind::Input(text) | Kind::Flag { text, .. } => vec![text.clone()],
            Kind::Valued { name, form: Form::Separate, value, .. } => vec![name.clone(), value.clone()],
            Kind::Valued { name, form: Form::Joined, value, .. } => vec![join(&[name, value])],
            Kind::Valued { name, form: Form::Assigned, value, .. } => vec![join(&[name, b"=", value])],
            Kind::Path { kind, value } => path_words(*kind, value, linker),
            Kind::Library(name) => vec![join(&[b"-l", name])],
            Kind::Linker(words) => words.iter().flat_map(for_linker).collect(),
        }
    }
}

/// A word with a comma cannot follow `-Wl,`, which would cut it.
fn for_linker(word: &Text) -> Vec<Text> {
    if word.contains(&b',') { vec!["-Xlinker".into(), word.clone()] } else { vec![join(&[b"-Wl,", word])] }
}

fn path_words(kind: PathKind, value: &Text, linker: bool) -> Vec<Text> {
    let joined = |name: &str| vec![join(&[name.as_bytes(), value])];
    // Alone, a value with a dash would be an option.
    let separate = |name: &str| match value.first() {
        Some(b'-') if linker => vec![join(&[name.as_bytes(), b"=", value])],
        Some(b'-') => vec![join(&[name.as_bytes(), value])],
        _ => vec![Text::from(name), value.clone()],
    };
    match kind {
        PathKind::Include => joined("-I"),
        PathKind::Quote => separate("-iquote"),
        PathKind::System => separate("-isystem"),
        PathKind::After => separate("-idirafter"),
        PathKind::Prefixed(name) => separate(name),
        PathKind::Libraries => joined("-L"),
        PathKind::Framework => joined("-F"),
        PathKind::Programs => joined("-B"),
        PathKind::Sysroot => joined("--sysroot="),
        PathKind::LinkerSysroot => joined("-Wl,--sysroot="),
        PathKind::Rpath if linker => separate("-rpath"),
        PathKind::Rpath => linker_pair("-rpath", value),
        PathKind::RpathLink if linker => separate("-rpath-link"),
        PathKind::RpathLink => linker_pair("-rpath-link", value),
    }
}

fn linker_pair(name: &str, value: &Text) -> Vec<Text> {
    if value.contains(&b',') {
        return vec!["-Xlinker".into(), name.into(), "-Xlinker".into(), value.clone()];
    }
    vec![join(&[b"-Wl,", name.as_bytes(), b",", value])]
}

/// One text of many parts.
pub fn join(parts: &[&[u8]]) -> Text {
    parts.concat().into()
}

/// Parses words by tables of options. Empty words are dropped, as compilers take them for files without a name.
///
/// With `strict`, an option without the value it needs is an error; otherwise it stays as it is.
pub fn parse(words: &[Text], tables: &[Table], strict: bool) -> Result<Vec<Arg>, ArgError> {
    let mut args = Vec::with_capacity(words.len());
    let mut rest = words.iter().enumerate().filter(|(_, word)| !word.is_empty());
    while let Some((origin, word)) = rest.next() {
        let kind = match classify(word, tables) {
            Word::Whole(kind) => kind,
            Word::NeedsValue(spec) => match rest.next() {
                Some((_, value)) => Kind::Valued { spec, name: word.clone(), form: Form::Separate, value: value.clone() },
                None if strict => return Err(ArgError::missing_value(word.as_bstr(), origin)),
                None => Kind::Flag { spec: None, text: word.clone() },
            },
        };
        args.push(Arg { kind, origin });
    }
    Ok(args)
}

enum Word {
    Whole(Kind),
    NeedsValue(&'static Spec),
}

fn classify(word: &Text, tables: &[Table]) -> Word {
    if !word.starts_with(b"-") || word.len() == 1 {
        return Word::Whole(Kind::Input(word.clone()));
    }
    let Some(found) = crate::options::find(tables, word) else {
        return Word::Whole(Kind::Flag { spec: None, text: word.clone() });
    };
    let cut = |form: Form, name: &BStr, value: &BStr| {
        Word::Whole(Kind::Valued { spec: found.spec, name: name.to_owned(), form, value: value.to_owned() })
    };
    match found.value {
        Some((form, name, value)) => cut(form, name, value),
        None if found.spec.needs_value() => Word::NeedsValue(found.spec),
        None => Word::Whole(Kind::Flag { spec: Some(found.spec), text: word.clone() }),
    }
}

/// The words of arguments.
pub fn render(args: &[Arg], linker: bool) -> Vec<Text> {
    args.iter().flat_map(|arg| arg.words(linker)).collect()
}
