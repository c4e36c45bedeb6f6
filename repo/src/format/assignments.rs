//! Files of variables: `make.defaults`, `make.conf` and those that `package.env` names. They look like shell, and no shell is
//! needed (`ch:profiles` and what package managers read besides).
//!
//! The specification wants `VAR="value"`. Files have more: values in single quotes or in none, `export`, comments after a value,
//! blanks around the equals sign, several values after each other. A variable is replaced wherever it stands, also in single quotes.

use memchr::memchr;

use super::text::{Line, Parsed, line_at};
use super::{Code, Fault};

/// What a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// Gives a variable a value.
    Assignment {
        /// The variable.
        name: Box<str>,
        /// What it gets.
        value: Value,
    },
    /// Reads another file.
    Source {
        /// Its path, relative to the directory of the file that says so.
        path: Value,
    },
}

/// A value in which variables are not replaced yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    parts: Box<[Part]>,
    /// The line in which it begins.
    line: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A text that begins in this line.
    Text(Box<str>, u32),
    Variable(Box<str>),
}

/// What stands in the place of a variable: a text, or a value of the same file, whose words keep their lines.
#[derive(Clone, Copy, Debug)]
pub struct Replacement<'a> {
    text: &'a str,
    lines: &'a [(u32, u32)],
}

impl<'a> From<&'a str> for Replacement<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, lines: &[] }
    }
}

impl<'a> From<&'a Expanded> for Replacement<'a> {
    fn from(value: &'a Expanded) -> Self {
        Self { text: &value.text, lines: &value.lines }
    }
}

/// A value after variables were replaced. It still knows in which line each word was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expanded {
    text: String,
    /// Where in the text which line begins.
    lines: Vec<(u32, u32)>,
}

impl Value {
    /// A value in which nothing is replaced, and that stands in no file.
    pub fn constant(text: &str) -> Self {
        Self { parts: Box::new([Part::Text(text.into(), 0)]), line: 0 }
    }

    /// The line in which it begins, from 1.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The names of the variables in it.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Variable(name) => Some(&**name),
            Part::Text(..) => None,
        })
    }

    /// The value after `get` told the variables; one that it does not know is empty. Line breaks in it become blanks.
    pub fn expand<'a, R: Into<Replacement<'a>>>(&self, get: impl Fn(&str) -> Option<R>) -> Expanded {
        let mut expanded = Expanded { text: String::new(), lines: vec![(0, self.line)] };
        for part in &self.parts {
            match part {
                Part::Text(text, line) => expanded.push(text, *line),
                Part::Variable(name) => get(name).into_iter().for_each(|value| expanded.replace(value.into())),
            }
        }
        expanded
    }
}

impl Expanded {
    /// Notes which line begins at a place. There is one at most for each place, so that there are no more of them than bytes.
    fn mark(&mut self, begins: usize, line: u32) {
        match self.lines.last_mut().filter(|last| last.0 == begins as u32) {
            Some(last) => last.1 = line,
            None => self.lines.push((begins as u32, line)),
        }
    }

    fn push(&mut self, text: &str, mut line: u32) {
        self.mark(self.text.len(), line);
        for (at, piece) in text.split('\n').enumerate() {
            if at > 0 {
                line += 1;
                self.text.push(' ');
                self.mark(self.text.len(), line);
            }
            self.text.push_str(piece);
        }
    }

    fn replace(&mut self, value: Replacement<'_>) {
        let start = self.text.len();
        value.lines.iter().for_each(|&(begins, line)| self.mark(start + begins as usize, line));
        self.text.push_str(value.text);
    }

    /// The value.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The line in which it begins.
    pub fn line(&self) -> u32 {
        self.lines.first().map_or(0, |&(_, line)| line)
    }

    /// Its words, each with the line it was written in. Words of variables from elsewhere stand in the line of the variable.
    pub fn words(&self) -> impl Iterator<Item = (u32, &str)> {
        let start = self.text.as_ptr() as usize;
        self.text.split_ascii_whitespace().map(move |word| {
            let at = (word.as_ptr() as usize - start) as u32;
            let place = self.lines.partition_point(|&(begins, _)| begins <= at);
            (self.lines[place.max(1) - 1].1, word)
        })
    }

    /// The value alone.
    pub fn into_text(self) -> String {
        self.text
    }
}

/// Reads a file. `sourcing` says whether it may read others.
pub fn assignments(text: &str, sourcing: bool) -> Parsed<Vec<Statement>> {
    let mut scanner = Scanner { text, at: 0, sourcing, faults: Vec::new() };
    let mut found = Vec::new();
    while scanner.next_statement() {
        let start = scanner.at;
        match scanner.statement() {
            Ok(statement) => found.push(statement),
            Err(fault) => {
                scanner.faults.push(fault);
                scanner.skip_line(start);
            }
        }
    }
    Parsed { value: found, faults: scanner.faults }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    sourcing: bool,
    faults: Vec<Fault>,
}

impl<'a> Scanner<'a> {
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// Goes to where a statement begins, if there is one more.
    fn next_statement(&mut self) -> bool {
        loop {
            match self.text.as_bytes().get(self.at) {
                None => return false,
                Some(b'#') => self.skip_line(self.at),
                Some(byte) if byte.is_ascii_whitespace() => self.at += 1,
                Some(_) => return true,
            }
        }
    }

    /// Goes after the line in which `start` is.
    fn skip_line(&mut self, start: usize) {
        self.at = memchr(b'\n', &self.text.as_bytes()[start..]).map_or(self.text.len(), |length| start + length + 1);
    }

    fn skip_blanks(&mut self) {
        while matches!(self.byte(), b' ' | b'\t') {
            self.at += 1;
        }
    }

    fn line(&self) -> u32 {
        line_at(self.text, self.at).0
    }

    #[cold]
    fn fault(&self, code: Code, start: usize, end: usize) -> Fault {
        let (number, begins) = line_at(self.text, start);
        let row = self.text[begins..].lines().next().unwrap_or("");
        let place = |at: usize| (at - begins).min(row.len());
        Fault::new(code, number, row, place(start)..place(end).max(place(start)))
    }

    fn name(&mut self) -> &'a str {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        let name = &self.text[self.at..self.at + length];
        self.at += length;
        name
    }

    fn statement(&mut self) -> Result<Statement, Fault> {
        let start = self.at;
        let mut name = self.name();
        if name == "export" && matches!(self.byte(), b' ' | b'\t') {
            self.skip_blanks();
            name = self.name();
        }
        if name == "source" && self.sourcing && matches!(self.byte(), b' ' | b'\t') {
            self.skip_blanks();
            return Ok(Statement::Source { path: self.value()? });
        }
        let end = self.at;
        self.skip_blanks();
        if self.byte() != b'=' {
            return Err(self.no_equals(start));
        }
        if name.is_empty() || name.as_bytes()[0].is_ascii_digit() {
            let code = if name.is_empty() { Code::NoKey } else { Code::VariableName };
            return Err(self.fault(code, start, end.max(start + 1)));
        }
        self.at += 1;
        self.skip_blanks();
        Ok(Statement::Assignment { name: name.into(), value: self.value()? })
    }

    #[cold]
    fn no_equals(&self, start: usize) -> Fault {
        let (number, begins) = line_at(self.text, start);
        let row = Line { number, text: self.text[begins..].lines().next().unwrap_or("").trim() };
        match row.is_conflict_marker() {
            true => row.fault(Code::ConflictMarker, 0, row.text.len()),
            false => self.fault(Code::NoEquals, start, begins + self.text[begins..].lines().next().unwrap_or("").len()),
        }
    }

    /// Reads up to the end of a value, which ends at a blank, a line or a comment outside of quotes.
    fn value(&mut self) -> Result<Value, Fault> {
        let line = self.line();
        let mut parts = Parts { done: Vec::new(), text: String::new(), begins: line, line };
        loop {
            match self.byte() {
                quote @ (b'"' | b'\'') => self.quoted(quote, &mut parts)?,
                b'\\' if self.text[self.at..].starts_with("\\\n") => {
                    self.at += 2;
                    parts.continue_line();
                }
                b'\\' => {
                    self.at += 1;
                    self.character(&mut parts);
                }
                b'$' => self.variable(&mut parts)?,
                0 if self.at >= self.text.len() => break,
                b'#' => break,
                byte if byte.is_ascii_whitespace() => break,
                _ => self.character(&mut parts),
            }
        }
        Ok(parts.finish(line))
    }

    fn character(&mut self, parts: &mut Parts) {
        if let Some(character) = self.text[self.at..].chars().next() {
            self.at += character.len_utf8();
            parts.push(character);
        }
    }

    fn quoted(&mut self, quote: u8, parts: &mut Parts) -> Result<(), Fault> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.byte() {
                0 if self.at >= self.text.len() => return Err(self.fault(Code::OpenQuote, start, start + 1)),
                byte if byte == quote => {
                    self.at += 1;
                    return Ok(());
                }
                b'\\' => self.escaped(quote, parts),
                b'$' => self.variable(parts)?,
                _ => self.character(parts),
            }
        }
    }

    /// In quotes a backslash stays, unless what follows would mean something else.
    fn escaped(&mut self, quote: u8, parts: &mut Parts) {
        match self.text.as_bytes().get(self.at + 1) {
            Some(b'\n') => {
                self.at += 2;
                parts.continue_line();
            }
            Some(b'$' | b'\\') => {
                self.at += 1;
                self.character(parts);
            }
            Some(b'"') if quote == b'"' => {
                self.at += 1;
                self.character(parts);
            }
            _ => self.character(parts),
        }
    }

    /// `$name` or `${name}`; a dollar sign at the end of a value stands for itself.
    fn variable(&mut self, parts: &mut Parts) -> Result<(), Fault> {
        let start = self.at;
        self.at += 1;
        let braced = self.byte() == b'{';
        self.at += usize::from(braced);
        let name = self.name();
        match (braced, name.is_empty(), self.byte()) {
            (true, false, b'}') => self.at += 1,
            (false, false, _) => {}
            (false, true, byte) if byte == 0 || byte == b'"' || byte == b'\'' || byte.is_ascii_whitespace() => {
                parts.push('$');
                return Ok(());
            }
            _ => return Err(self.fault(Code::Substitution, start, self.at + 1)),
        }
        parts.variable(name);
        Ok(())
    }
}

/// The parts of a value that is being read.
struct Parts {
    done: Vec<Part>,
    text: String,
    /// The line in which the text begins.
    begins: u32,
    /// The line that is being read.
    line: u32,
}

impl Parts {
    fn push(&mut self, character: char) {
        self.line += u32::from(character == '\n');
        self.text.push(character);
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.done.push(Part::Text(std::mem::take(&mut self.text).into(), self.begins));
        }
        self.begins = self.line;
    }

    fn continue_line(&mut self) {
        self.flush();
        self.line += 1;
        self.begins = self.line;
    }

    fn variable(&mut self, name: &str) {
        self.flush();
        self.done.push(Part::Variable(name.into()));
    }

    fn finish(mut self, line: u32) -> Value {
        self.flush();
        Value { parts: self.done.into(), line }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values(text: &str) -> Vec<(String, String)> {
        let parsed = assignments(text, false);
        assert_eq!(parsed.faults, [], "{text}");
        let mut seen: Vec<(String, String)> = Vec::new();
        for statement in parsed.value {
            let Statement::Assignment { name, value } = statement else { panic!("{statement:?}") };
            let get = |name: &str| seen.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
            let value = value.expand(get).into_text();
            seen.push((name.into(), value));
        }
        seen
    }

    fn one(text: &str) -> String {
        values(text).pop().unwrap().1
    }

    #[test]
    fn values_are_quoted_or_not() {
        assert_eq!(one("A=\"x y\""), "x y");
        assert_eq!(one("A='x y' # c"), "x y");
        assert_eq!(one("export A=x#y"), "x");
        assert_eq!(one("A = \"x\"'y'z"), "xyz");
        assert_eq!(one("# c\n\n\tA=\n"), "");
        assert_eq!(values("A=1 B=2\nC=3"), [("A", "1"), ("B", "2"), ("C", "3")].map(|(a, b)| (a.into(), b.into())));
    }

    #[test]
    fn values_go_on_in_other_lines() {
        assert_eq!(one("A=\"x\ny\""), "x y");
        assert_eq!(one("A=\"x\\\ny\""), "xy");
        assert_eq!(one("A=x\\\ny"), "xy");
        let parsed = assignments("\nA=\"a b\n c \\\n d\ne${X}\"\n", false);
        let Statement::Assignment { value, .. } = &parsed.value[0] else { panic!() };
        let expanded = value.expand(|_| Some("1 f"));
        assert_eq!(expanded.words().collect::<Vec<_>>(), [(2, "a"), (2, "b"), (3, "c"), (4, "d"), (5, "e1"), (5, "f")]);
        let again = assignments("\n\n\n\n\n\n\nA=\"${A} g ${A}\nh\"\n", false);
        let Statement::Assignment { value, .. } = &again.value[0] else { panic!() };
        let lines: Vec<u32> = value.expand(|_| Some(&expanded)).words().map(|(line, _)| line).collect();
        assert_eq!(lines, [2, 2, 3, 4, 5, 5, 8, 2, 2, 3, 4, 5, 5, 9], "words keep their lines");
        let doubled = (0..64).fold(Value::constant("").expand(|_| None::<&str>), |value, _| {
            let twice = assignments("A=${A}${A}\n", false).value;
            let Statement::Assignment { value: next, .. } = &twice[0] else { panic!() };
            next.expand(|_| Some(&value))
        });
        assert_eq!(doubled.lines.len(), 1, "nothing is as much as it was, however often it is doubled");
    }

    #[test]
    fn variables_are_replaced() {
        assert_eq!(one("A=x\nB=\"$A-${A}y$C\""), "x-xy");
        assert_eq!(one("A=x\nB='${A}'"), "x", "package managers replace there, too");
        assert_eq!(one("A=x\nB=\"\\$A \\\\ \\\" \\n $\""), "$A \\ \" \\n $");
        assert_eq!(one("A=x\nA=\"${A} y\"\nA=\"${A} z\""), "x y z");
    }

    #[test]
    fn a_bad_line_costs_one_line() {
        let text = "A=1\nnothing here\n1X=2\n=3\nB=\"${A\"\nC=\"${A:-x}\"\n<<<<<<< HEAD\nD=4\nE=\"open\nF=5\n";
        let parsed = assignments(text, false);
        let codes: Vec<_> = parsed.faults.iter().map(|fault| (fault.code(), fault.line().unwrap())).collect();
        let substitution = "substitution";
        assert_eq!(
            codes,
            [
                ("no_equals", 2),
                ("variable_name", 3),
                ("no_key", 4),
                (substitution, 5),
                (substitution, 6),
                ("conflict_marker", 7),
                ("open_quote", 9)
            ]
        );
        assert_eq!(parsed.value.len(), 3);
    }

    #[test]
    fn files_are_read_where_that_is_allowed() {
        let parsed = assignments("source \"${ROOT}/x\"\nA=1", true);
        assert!(matches!(&parsed.value[0], Statement::Source { path } if path.expand(|_| Some("/r")).as_str() == "/r/x"));
        assert_eq!(assignments("source /x\n", false).faults[0].code(), "no_equals");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([A-C=\"'$\\{}\\\\\n #x]){0,60}|\\PC*") {
            let parsed = assignments(&text, true);
            for statement in &parsed.value {
                let (Statement::Assignment { value, .. } | Statement::Source { path: value }) = statement;
                let expanded = value.expand(|name| Some(if name == "A" { "a  b" } else { "" }));
                prop_assert!(expanded.words().all(|(line, _)| line as usize <= text.split('\n').count()));
                prop_assert!(!expanded.as_str().contains('\n'));
            }
        }

        #[test]
        fn what_is_quoted_is_read(values in proptest::collection::vec("[a-z0-9 ~.*@+-]{0,12}", 0..6)) {
            let text: String = values.iter().map(|value| format!("A=\"{value}\"\n")).collect();
            let parsed = assignments(&text, false);
            let read: Vec<_> = parsed.value.iter().map(|statement| match statement {
                Statement::Assignment { value, .. } => value.expand(|_| None::<&str>).into_text(),
                Statement::Source { .. } => String::new(),
            }).collect();
            prop_assert_eq!(read, values);
        }
    }
}
