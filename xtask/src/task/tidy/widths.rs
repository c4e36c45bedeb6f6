//! Documentation that is generated fits where it is read: in a terminal, or beside the code.

use super::File;

/// How a language's comments begin, after blanks, and their widest line; a tab is as wide as eight letters.
const COMMENTS: [(&[&str], &[&str], usize); 3] =
    [(&["h"], &["* ", "/* ", "/** "], 80), (&["rb", "rbs"], &["# "], 100), (&["go"], &["// "], 100)];

pub fn hold(files: &[File]) -> Vec<String> {
    files.iter().filter(|file| file.is_generated()).flat_map(too_wide).collect()
}

fn too_wide(file: &File) -> Vec<String> {
    let Some((_, signs, width)) = COMMENTS.iter().find(|(extensions, ..)| file.has_extension(extensions)) else { return vec![] };
    let is_wide = |line: &str| columns(line) > *width && signs.iter().any(|sign| could_break(line, sign));
    let wide = (1..).zip(file.text.lines()).filter(|(_, line)| is_wide(line));
    wide.map(|(number, line)| format!("{}:{number}: {} columns; {width} is the limit", file.path, columns(line))).collect()
}

/// Whether it is a line of a paragraph that has more than one word. Code stands further in; the types of a tag are one word.
fn could_break(line: &str, sign: &str) -> bool {
    let Some(text) = line.trim_start().strip_prefix(sign) else { return false };
    let words = if text.starts_with('@') { text.split_once("] ").map_or("", |(_, words)| words) } else { text };
    !text.starts_with([' ', '\t', '|']) && words.contains(' ')
}

fn columns(line: &str) -> usize {
    line.chars().map(|character| if character == '\t' { 8 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(path: &str, line: &str) -> usize {
        hold(&[File { path: path.to_owned(), text: format!("{}\n{line}\n", super::super::MARKER) }]).len()
    }

    #[test]
    fn long_comments_are_told() {
        let words = |sign: &str, width: usize| format!("{sign}{}", "a ".repeat(width / 2));
        assert_eq!(complaints("a.h", &words(" * ", 90)), 1);
        assert_eq!(complaints("a.h", &words(" * ", 70)), 0);
        assert_eq!(complaints("a.rb", &words("  # ", 90)), 0);
        assert_eq!(complaints("a.rb", &words("  # ", 98)), 1);
        assert_eq!(complaints("a.go", &words("\t// ", 92)), 1);
        assert_eq!(complaints("a.go", &words("//     ", 120)), 0, "code");
        assert_eq!(complaints("a.go", &format!("// {}", "a".repeat(120))), 0, "one word");
        assert_eq!(complaints("a.py", &words("# ", 200)), 0, "not a language whose comments are documentation");
    }
}
