//! The specification's LaTeX source as plain text, as far as sentences need it.

/// Arguments of these are no text.
const SILENT: [&str; 6] = ["ChangeWhenAddingAnEAPI", "begin", "cite", "end", "featurelabel", "label"];

/// Text without commands, comments and line ends; what is in braces stays.
pub fn plain(latex: &str) -> String {
    let mut text = String::new();
    let lines: String = latex.lines().filter(|line| !line.starts_with('%')).flat_map(|line| [line, "\n"]).collect();
    let mut rest = lines.as_str();
    while let Some(c) = rest.chars().next() {
        rest = match c {
            '\\' => command(&rest[1..], &mut text),
            _ => {
                let (length, shown) = character(rest, c);
                text.push_str(shown);
                &rest[length..]
            }
        };
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A character or a ligature: how long it is, and what is shown.
fn character(rest: &str, c: char) -> (usize, &str) {
    const LIGATURES: [(&str, &str); 4] = [("---", "—"), ("``", "“"), ("''", "”"), ("`", "'")];
    if let Some((written, shown)) = LIGATURES.iter().find(|(written, _)| rest.starts_with(written)) {
        return (written.len(), shown);
    }
    match c {
        '{' | '}' | '$' => (1, ""),
        '~' => (1, " "),
        _ => (c.len_utf8(), &rest[..c.len_utf8()]),
    }
}

/// What stands after a backslash: what is shown of it is written, what is left is given back.
fn command<'a>(rest: &'a str, text: &mut String) -> &'a str {
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    if name.is_empty() {
        let Some(c) = rest.chars().next() else { return rest };
        // Of these marks only a space is seen; other characters stand for themselves.
        text.push_str(if ",@".contains(c) { "" } else { &rest[..c.len_utf8()] });
        return &rest[c.len_utf8()..];
    }
    text.push_str(match name {
        "textasciicircum" => "^",
        "textasciitilde" => "~",
        "textbackslash" => "\\",
        "slash" => "/",
        // Of algorithms.
        "IF" => "if ",
        "ELSIF" => "else if ",
        "ELSE" => "else ",
        "RETURN" => "return ",
        _ => "",
    });
    if SILENT.contains(&name) {
        return after.split_once('}').map_or(after, |(_, after)| after);
    }
    after.trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_leave_their_text() {
        let latex = "% a comment\n\\featurelabel{x} The \\t{SLOT} of~it, i.\\,e.\\ \\emph{one}---see section~\\ref{sec:a}\\@.\n``\\$\\{a\\}'' \\t{\\textasciitilde}";
        assert_eq!(plain(latex), "The SLOT of it, i.e. one—see section sec:a. “${a}” ~");
        let algorithm = "\\begin{algorithmic}[1]\n\\IF{$As_{n}>B'_i$}\n  \\RETURN $A>B$\n\\ELSE\n\\STATE x\n\\ENDIF";
        assert_eq!(plain(algorithm), "[1] if As_n>B'_i return A>B else x");
    }
}
