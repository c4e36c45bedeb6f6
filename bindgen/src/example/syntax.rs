//! The text of an example's line, before anything is known of what it names.

use anyhow::{Context, Result, bail, ensure};

/// An expression as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Syntax {
    /// `"text"`.
    Text(String),
    /// `12`.
    Number(String),
    /// `name`.
    Word(String),
    /// `[a, b]`.
    List(Vec<Syntax>),
    /// `of.name`.
    Member(Box<Syntax>, String),
    /// `of(argument, name = argument)`.
    Call(Box<Syntax>, Vec<(Option<String>, Syntax)>),
    /// `of[0]`.
    At(Box<Syntax>, usize),
}

/// A line as written: `name = expression`, `expression -> value` or `expression -> error Kind code`.
#[derive(Debug, Clone, PartialEq)]
pub enum Statement {
    /// Gives a name to what an expression makes.
    Let(String, Syntax),
    /// Tells what an expression makes.
    Shows(Syntax, Syntax),
    /// Tells how an expression fails: the kind of error, and its code.
    Fails(Syntax, String, String),
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Text(String),
    Number(String),
    Word(String),
    Mark(&'static str),
}

const MARKS: &[&str] = &["->", "(", ")", "[", "]", ",", ".", "="];

/// Reads a line.
pub fn statement(line: &str) -> Result<Statement> {
    let mut parser = Parser { tokens: tokens(line)?, at: 0 };
    if let [Token::Word(name), Token::Mark("="), ..] = parser.tokens.as_slice() {
        let name = name.clone();
        parser.at = 2;
        let value = parser.expression()?;
        parser.end()?;
        return Ok(Statement::Let(name, value));
    }
    let value = parser.expression()?;
    ensure!(parser.takes("->"), "it neither has a name nor says `-> value`");
    if let Some([Token::Word(error), Token::Word(kind), Token::Word(code)]) = parser.tokens.get(parser.at..)
        && error == "error"
    {
        return Ok(Statement::Fails(value, kind.clone(), code.clone()));
    }
    let shown = parser.expression()?;
    parser.end()?;
    Ok(Statement::Shows(value, shown))
}

fn tokens(line: &str) -> Result<Vec<Token>> {
    let mut tokens = vec![];
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = |is_part: fn(char) -> bool| rest.find(|c| !is_part(c)).map_or((rest, ""), |end| rest.split_at(end));
        let (token, tail) = match first {
            '"' => {
                let (text, tail) = rest[1..].split_once('"').context("a text does not end")?;
                ensure!(!text.contains('\\'), "a text has no escapes");
                (Token::Text(text.to_owned()), tail)
            }
            '0'..='9' => {
                let (number, tail) = word(|c| c.is_ascii_digit());
                (Token::Number(number.to_owned()), tail)
            }
            'A'..='Z' | 'a'..='z' | '_' => {
                let (name, tail) = word(|c| c.is_ascii_alphanumeric() || c == '_');
                (Token::Word(name.to_owned()), tail)
            }
            _ => {
                let mark = MARKS.iter().find(|mark| rest.starts_with(**mark));
                let mark = mark.with_context(|| format!("{first:?} means nothing"))?;
                (Token::Mark(mark), &rest[mark.len()..])
            }
        };
        tokens.push(token);
        rest = tail.trim_start();
    }
    Ok(tokens)
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    /// Whether that mark comes next, which is then passed.
    fn takes(&mut self, mark: &str) -> bool {
        let is_next = matches!(self.tokens.get(self.at), Some(Token::Mark(next)) if *next == mark);
        self.at += usize::from(is_next);
        is_next
    }

    fn end(&self) -> Result<()> {
        ensure!(self.at == self.tokens.len(), "something follows that does not belong there");
        Ok(())
    }

    fn expression(&mut self) -> Result<Syntax> {
        let mut value = match self.next() {
            Some(Token::Text(text)) => Syntax::Text(text),
            Some(Token::Number(number)) => Syntax::Number(number),
            Some(Token::Word(word)) => Syntax::Word(word),
            Some(Token::Mark("[")) => Syntax::List(self.until("]", Self::expression)?),
            other => bail!("an expression is missing before {other:?}"),
        };
        loop {
            value = if self.takes(".") {
                let Some(Token::Word(name)) = self.next() else { bail!("a name is missing after the dot") };
                Syntax::Member(Box::new(value), name)
            } else if self.takes("(") {
                Syntax::Call(Box::new(value), self.until(")", Self::argument)?)
            } else if self.takes("[") {
                let Some(Token::Number(index)) = self.next() else { bail!("a number is missing in the brackets") };
                ensure!(self.takes("]"), "a bracket is not closed");
                Syntax::At(Box::new(value), index.parse()?)
            } else {
                return Ok(value);
            };
        }
    }

    fn argument(&mut self) -> Result<(Option<String>, Syntax)> {
        let name = match self.tokens.get(self.at..) {
            Some([Token::Word(name), Token::Mark("="), ..]) => Some(name.clone()),
            _ => None,
        };
        self.at += if name.is_some() { 2 } else { 0 };
        Ok((name, self.expression()?))
    }

    /// Items between commas, up to a mark that ends them.
    fn until<T>(&mut self, end: &str, item: impl Fn(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let mut items = vec![];
        while !self.takes(end) {
            ensure!(items.is_empty() || self.takes(","), "a comma or {end:?} is missing");
            items.push(item(self)?);
        }
        Ok(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read() {
        let word = |word: &str| Syntax::Word(word.to_owned());
        let line = statement(r#"a = F("x", of = [1, 2])"#).unwrap();
        let list = Syntax::List(vec![Syntax::Number("1".into()), Syntax::Number("2".into())]);
        let arguments = vec![(None, Syntax::Text("x".into())), (Some("of".into()), list)];
        assert_eq!(line, Statement::Let("a".into(), Syntax::Call(Box::new(word("F")), arguments)));
        let fails = Statement::Fails(word("a"), "Kind".into(), "some_code".into());
        assert_eq!(statement("a -> error Kind some_code").unwrap(), fails);
        let line = statement("a.b[0] -> none").unwrap();
        let member = Syntax::Member(Box::new(word("a")), "b".into());
        assert_eq!(line, Statement::Shows(Syntax::At(Box::new(member), 0), word("none")));
    }

    #[test]
    fn what_is_not_a_line_is_refused() {
        let lines = [
            "",
            "a",
            "a ->",
            "a = ",
            "a(1 -> 2",
            "\"a -> b",
            "a -> b c",
            "a; -> b",
            "a[b] -> c",
            "a. -> b",
            "[1 2] -> c",
            "a -> error Kind",
            "a -> error b c d",
        ];
        for line in lines {
            assert!(statement(line).is_err(), "{line}");
        }
    }
}
