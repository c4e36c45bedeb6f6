//! `compare`, and its short forms for scripts: `lt`, `le`, `eq`, `ne`, `ge`, `gt`.

use super::value::Value;
use crate::answer::Answer;
use crate::input::Place;
use crate::output::Output;
use std::cmp::Ordering;
use std::io;
use std::mem::discriminant;

/// Compare two versions, packages with their versions, or atoms.
///
/// With an operator the exit code answers, 0 for yes and 1 for no; without one, `<`, `=` or `>` is printed.
#[derive(clap::Args)]
pub struct Compare {
    /// The first.
    a: String,
    /// `<`, `<=`, `=`, `==`, `!=`, `>=`, `>`; or `lt`, `le`, `eq`, `ne`, `ge`, `gt`, which no shell reads as its own. If left out, the
    /// second follows.
    #[arg(value_name = "OPERATOR")]
    middle: String,
    /// The second.
    b: Option<String>,
}

/// What the short forms compare.
#[derive(clap::Args)]
pub struct Two {
    /// The first version, package with its version, or atom.
    a: String,
    /// The second.
    b: String,
}

/// What runs a short form, whose answer is whether the order `is` so.
pub fn holds(is: fn(Ordering) -> bool) -> impl Fn(Two, &mut Output) -> io::Result<Answer> {
    move |two, output| two.holds(output, is)
}

impl Compare {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(b) = self.b else {
            let two = Two { a: self.a, b: self.middle };
            let Some(order) = two.compare(output)? else { return Ok(Answer::Bad) };
            output.line(sign(order))?;
            return Ok(Answer::Yes);
        };
        let Some(holds) = operator(&self.middle) else {
            let hint = "not an operator; one of <, <=, =, !=, >=, >, lt, le, eq, ne, ge, gt";
            output.bad(Place::Argument(2), format!("{}: {hint}", self.middle))?;
            return Ok(Answer::Bad);
        };
        Two { a: self.a, b }.holds(output, holds)
    }
}

impl Two {
    fn holds(self, output: &mut Output, holds: fn(Ordering) -> bool) -> io::Result<Answer> {
        Ok(self.compare(output)?.map_or(Answer::Bad, |order| holds(order).into()))
    }

    /// The order, where both are valid and of one kind; else what is wrong has been told.
    fn compare(&self, output: &mut Output) -> io::Result<Option<Ordering>> {
        let a = output.good(Place::Argument(1), Value::parse(&self.a))?;
        let b = output.good(Place::Argument(2), Value::parse(&self.b))?;
        let (Some(a), Some(b)) = (a, b) else { return Ok(None) };
        if discriminant(&a) != discriminant(&b) {
            output.bad(Place::Argument(2), format!("{} is not of the same kind as {}", self.b, self.a))?;
            return Ok(None);
        }
        Ok(Some(a.cmp(&b)))
    }
}

fn operator(word: &str) -> Option<fn(Ordering) -> bool> {
    Some(match word {
        "<" | "lt" => Ordering::is_lt,
        "<=" | "le" => Ordering::is_le,
        "=" | "==" | "eq" => Ordering::is_eq,
        "!=" | "ne" => Ordering::is_ne,
        ">=" | "ge" => Ordering::is_ge,
        ">" | "gt" => Ordering::is_gt,
        _ => return None,
    })
}

fn sign(order: Ordering) -> char {
    match order {
        Ordering::Less => '<',
        Ordering::Equal => '=',
        Ordering::Greater => '>',
    }
}
