//! Response files: `@FILE` on a command line stands for the words in the file, which may name further files.

use crate::Text;
use crate::error::Error;
use crate::files::Files;
use bstr::ByteSlice;

/// How deep files may name each other. Nobody needs more than a few; a circle would never end.
const DEEPEST: usize = 64;
/// How many words may come of one command line: files that name each other twice would grow without end.
const MOST: usize = 1 << 20;

/// Puts the words of response files in their place. As GNU programs do, a word that names no readable file stays as it is.
pub fn expand(words: &[Text], files: &Files) -> Result<Vec<Text>, Error> {
    let mut expanded = Vec::with_capacity(words.len());
    let mut open: Vec<Text> = Vec::new();
    expand_into(words, files, &mut open, &mut expanded)?;
    Ok(expanded)
}

fn expand_into(words: &[Text], files: &Files, open: &mut Vec<Text>, expanded: &mut Vec<Text>) -> Result<(), Error> {
    for word in words {
        let text = word.strip_prefix(b"@").filter(|name| !name.is_empty()).map(|name| (name, files.read(name)));
        let Some((name, Ok(text))) = text else {
            expanded.push(word.clone());
            continue;
        };
        let wrong = |reason: &str| Error::File { name: name.as_bstr().to_string(), line: 0, reason: reason.to_owned() };
        if open.iter().any(|open| open == name) {
            return Err(wrong("the response file names itself, directly or through others"));
        }
        if open.len() == DEEPEST {
            return Err(wrong(&format!("response files name each other more than {DEEPEST} deep")));
        }
        open.push(name.into());
        let inner = split(&text);
        expand_into(&inner, files, open, expanded)?;
        open.pop();
        if expanded.len() > MOST {
            return Err(wrong(&format!("response files give more than {MOST} words")));
        }
    }
    Ok(())
}

/// Splits a text into words as GNU programs do: blanks separate, quotes of both kinds hold together, and a backslash takes the next byte
/// as it is, within quotes too. A quote that does not end holds the rest.
pub fn split(text: &[u8]) -> Vec<Text> {
    let mut words = Vec::new();
    let mut word: Option<Vec<u8>> = None;
    let mut quote: Option<u8> = None;
    let mut bytes = text.iter().copied();
    while let Some(byte) = bytes.next() {
        match (byte, quote) {
            (b'\\', _) => word.get_or_insert_default().extend(bytes.next()),
            (byte, Some(open)) if byte == open => quote = None,
            (byte, Some(_)) => word.get_or_insert_default().push(byte),
            (b'"' | b'\'', None) => {
                word.get_or_insert_default();
                quote = Some(byte);
            }
            (b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c, None) => words.extend(word.take().map(Text::from)),
            (byte, None) => word.get_or_insert_default().push(byte),
        }
    }
    words.extend(word.map(Text::from));
    words
}

/// Writes words so that `split` gives them back.
pub fn quote(words: &[Text]) -> Text {
    let mut text = Vec::new();
    for word in words {
        if word.is_empty() {
            text.extend_from_slice(b"\"\"");
        }
        for byte in word.iter().copied() {
            if matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | b'"' | b'\'' | b'\\') {
                text.push(b'\\');
            }
            text.push(byte);
        }
        text.push(b'\n');
    }
    text.into()
}
