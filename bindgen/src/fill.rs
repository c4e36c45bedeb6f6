//! Documentation in lines that fit: Markdown as it is read, and the comments of files that are finished.

use crate::output::File;

/// The widest line of a docstring that PEP 8's tools and `help()` show whole.
pub const PYTHON: usize = 79;
/// The widest line of a comment in C: headers are read in terminals.
pub const C: usize = 80;
/// The widest line of a comment in Ruby.
pub const RUBY: usize = 100;
/// The widest line of a comment in Go, where a tab is as wide as eight letters.
pub const GO: usize = 100;

/// Markdown with its paragraphs filled to `width` columns, and without the brackets of links to Rust items, which lead nowhere outside Rust.
pub fn filled(docs: &str, width: usize) -> String {
    fill(&docs.replace("[`", "`").replace("`]", "`"), width).join("\n")
}

fn fill(text: &str, width: usize) -> Vec<String> {
    let mut filled = Filled { width, ..Filled::default() };
    text.lines().for_each(|line| filled.add(line));
    filled.lines
}

/// A text while it is filled, line by line.
#[derive(Default)]
struct Filled {
    width: usize,
    lines: Vec<String>,
    is_code: bool,
    is_session: bool,
    /// How far the lines of the paragraph stand from the margin, if the next line can go on with it.
    hanging: Option<usize>,
}

impl Filled {
    fn add(&mut self, line: &str) {
        let text = line.trim_start_matches(' ');
        let margin = line.len() - text.len();
        let is_fence = text.starts_with("```");
        self.is_session = !line.is_empty() && (self.is_session || line.starts_with(">>> "));
        // YARD's tags go on in lines that stand further in, as items of lists do; below one alone is code.
        let is_tag = text.starts_with('@') && text.contains(' ');
        let is_item = is_tag || text.starts_with("- ") || text.starts_with("* ");
        let goes_on = self.hanging.is_some_and(|hanging| hanging == margin);
        let is_verbatim = self.is_code || is_fence || self.is_session || line.is_empty();
        self.is_code ^= is_fence;
        if is_verbatim
            || text.starts_with(['|', '#', '\t'])
            || (text.starts_with('@') && !is_tag)
            || (margin > 0 && !is_item && !goes_on)
        {
            self.hanging = None;
            self.lines.push(line.to_owned());
            return;
        }
        if is_item || !goes_on {
            self.hanging = Some(if is_item { margin + 2 } else { 0 });
            self.lines.push(" ".repeat(margin));
        }
        // The types in a tag's brackets are one word.
        let types = text.find(']').filter(|_| is_tag).map_or(0, |end| end + 1);
        let (tag, rest) = text.split_at(types);
        Some(tag).into_iter().chain(rest.split(' ')).filter(|word| !word.is_empty()).for_each(|word| self.add_word(word));
    }

    /// Adds a word to the last line, or begins another.
    fn add_word(&mut self, word: &str) {
        let last = self.lines.last_mut().expect("a paragraph has begun");
        if last.trim().is_empty() {
            last.push_str(word);
        } else if last.chars().count() + 1 + word.chars().count() <= self.width {
            last.push(' ');
            last.push_str(word);
        } else {
            self.lines.push(format!("{}{word}", " ".repeat(self.hanging.unwrap_or_default())));
        }
    }
}

/// The files, with the comments filled that have lines beyond `width`. `sign` begins each line of a comment.
pub fn comments(files: Vec<File>, sign: &str, width: usize) -> Vec<File> {
    files.into_iter().map(|file| File { text: commented(&file.text, sign, width), ..file }).collect()
}

/// The text of a file, with its comments filled in the same way.
pub fn commented(text: &str, sign: &str, width: usize) -> String {
    let lines: Vec<_> = text.lines().flat_map(|line| opened(line, sign, width)).collect();
    let margin = |line: &String| parts(line, sign).map(|(margin, _)| margin.to_owned());
    let blocks = lines.chunk_by(|a, b| margin(a).is_some() && margin(a) == margin(b));
    blocks.flat_map(|block| filled_block(block, sign, width)).map(|line| line + "\n").collect()
}

/// A comment of one line in C's brackets, in lines of its own if it is too long.
fn opened(line: &str, sign: &str, width: usize) -> Vec<String> {
    let text = line.trim_start();
    let open = if text.starts_with("/** ") { "/**" } else { "/*" };
    let inner = text.strip_prefix(open).and_then(|text| text.strip_suffix(" */"));
    match inner.filter(|inner| sign == "*" && columns(line) > width && inner.starts_with(' ')) {
        Some(inner) => {
            let margin = &line[..line.len() - text.len()];
            vec![format!("{margin}{open}"), format!("{margin} *{inner}"), format!("{margin} */")]
        }
        None => vec![line.to_owned()],
    }
}

/// What stands before the sign of a comment, and the comment.
fn parts<'a>(line: &'a str, sign: &str) -> Option<(&'a str, &'a str)> {
    let (margin, text) = line.split_once(sign).filter(|(margin, _)| margin.trim().is_empty())?;
    match text.strip_prefix(' ') {
        Some(text) => Some((margin, text)),
        None => (text.is_empty() || text.starts_with('\t')).then_some((margin, text)),
    }
}

fn filled_block(block: &[String], sign: &str, width: usize) -> Vec<String> {
    let texts: Vec<_> = block.iter().filter_map(|line| parts(line, sign)).collect();
    let (Some((margin, _)), true) = (texts.first(), block.iter().any(|line| columns(line) > width)) else {
        return block.to_vec();
    };
    let room = width - columns(margin) - sign.len() - 1;
    let text: Vec<_> = texts.iter().map(|(_, text)| *text).collect();
    let line = |line: &str| match line {
        "" => format!("{margin}{sign}"),
        line if line.starts_with('\t') => format!("{margin}{sign}{line}"),
        line => format!("{margin}{sign} {line}"),
    };
    fill(&text.join("\n"), room).iter().map(|filled| line(filled)).collect()
}

/// How wide a line is where it is read.
fn columns(line: &str) -> usize {
    line.chars().map(|character| if character == '\t' { 8 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_filled_and_code_is_not() {
        assert_eq!(filled("one two\nthree four\n\nfive", 13), "one two three\nfour\n\nfive");
        assert_eq!(filled("```\na b\nc\n```\nd\ne", 9), "```\na b\nc\n```\nd e");
        assert_eq!(filled("a\nb\n\n>>> a\nb\n\na\nb", 9), "a b\n\n>>> a\nb\n\na b");
        assert_eq!(filled("See [`Atom`].", 79), "See `Atom`.");
    }

    #[test]
    fn lines_of_an_item_stand_below_its_text() {
        assert_eq!(filled("- a b\n- c", 9), "- a b\n- c");
        assert_eq!(filled("- a b c d\n  e\nf g", 5), "- a b\n  c d\n  e\nf g");
        assert_eq!(filled("  - a b c", 7), "  - a b\n    c");
        assert_eq!(filled("@return [a, b] c d e", 16), "@return [a, b] c\n  d e");
        assert_eq!(filled("@example\n  a b c d\n  e", 7), "@example\n  a b c d\n  e");
    }

    #[test]
    fn comments_that_are_too_long_are_filled() {
        assert_eq!(commented("x\n  # a b c\n  # d\n  y # a b c d e f\n", "#", 7), "x\n  # a b\n  # c d\n  y # a b c d e f\n");
        assert_eq!(commented("# a b\n# c\n", "#", 7), "# a b\n# c\n");
        assert_eq!(commented("#!a b c d e\n#a b c d e f\n", "#", 7), "#!a b c d e\n#a b c d e f\n");
        assert_eq!(commented("# a b c d\n#   a b c d\n", "#", 7), "# a b c\n# d\n#   a b c d\n");
        assert_eq!(commented("\t// a b c\n//\ta b c d\n", "//", 14), "\t// a b\n\t// c\n//\ta b c d\n");
    }

    #[test]
    fn comments_in_brackets_become_higher() {
        assert_eq!(commented("/** a b c */\n", "*", 8), "/**\n * a b c\n */\n");
        assert_eq!(commented("  /* a b */\n", "*", 9), "  /*\n   * a b\n   */\n");
        assert_eq!(commented("/** a */\nint *a_long_name(int a);\n", "*", 8), "/** a */\nint *a_long_name(int a);\n");
    }
}
