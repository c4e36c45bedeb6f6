//! Command lines of `ar`, `ranlib` and `strip`: archives without times, users and groups.

use crate::Text;
use crate::arg::join;
use crate::error::ArgError;
use crate::tool::Tool;

/// Makes what a tool writes the same at any time and for any user.
pub fn deterministic(words: &[Text], tool: Tool) -> Result<Vec<Text>, ArgError> {
    match tool {
        Tool::Ar => ar(words),
        Tool::Ranlib => Ok(first(words, "-D")),
        Tool::Strip => match words.iter().position(|word| word == "-p" || word == "--preserve-dates") {
            Some(index) => {
                Err(ArgError { word: words[index].clone(), index, reason: "the time of a file depends on the build".to_owned() })
            }
            None => Ok(first(words, "-D")),
        },
        _ => Ok(words.to_vec()),
    }
}

fn first(words: &[Text], option: &str) -> Vec<Text> {
    let is_there = words.iter().any(|word| word == option);
    let asks = words.is_empty() || words.iter().any(|word| matches!(word.as_slice(), b"--version" | b"-V" | b"--help" | b"-h"));
    if is_there || asks { words.to_vec() } else { [&[Text::from(option)], words].concat() }
}

/// The first word has the operation and its modifiers, with or without a dash: `rcs`, `-crU`.
fn ar(words: &[Text]) -> Result<Vec<Text>, ArgError> {
    let Some(keys) = words.first().filter(|keys| !keys.starts_with(b"--")) else { return Ok(words.to_vec()) };
    let letters = keys.strip_prefix(b"-").unwrap_or(keys);
    if letters.contains(&b'U') {
        return Err(ArgError { word: keys.clone(), index: 0, reason: "U keeps what depends on the build".to_owned() });
    }
    let writes =
        letters.iter().any(|letter| b"rqsd".contains(letter)) && !letters.iter().any(|letter| b"tpxVhM".contains(letter));
    let mut words = words.to_vec();
    if writes && !letters.contains(&b'D') {
        words[0] = join(&[keys, b"D"]);
    }
    Ok(words)
}
