//! The text of a query, in the one form that it prints in.

use std::ops::Range;
use std::sync::Arc;

use super::field::FieldKind;
use super::test::{Comparison, Item, Match, Rank, Test};
use super::tree::{Node, Tree};

/// Words that have a meaning where a value may stand.
const WORDS: [&str; 10] = ["glob", "is", "not", "and", "or", "email", "name", "type", "proxied", "description"];

/// What can be a leaf of a tree.
pub(super) trait Leaf {
    /// Writes it. Returns false, and writes nothing, if it has to be negated and has no form for that.
    fn write(&self, negated: bool, out: &mut String) -> bool;
}

/// The text of a query, and where its tests stand in it.
pub(super) fn query(tree: &Tree<Arc<Test>>) -> (String, Vec<Range<usize>>) {
    let (mut out, mut spans) = (String::new(), Vec::new());
    write(tree, &mut out, &mut spans);
    (out, spans)
}

const fn rank<L>(node: &Node<L>) -> u8 {
    match node {
        Node::Any => 0,
        Node::Odd => 1,
        Node::All => 2,
        Node::Not | Node::Leaf(_) => 3,
    }
}

fn write<L: Leaf>(tree: &Tree<L>, out: &mut String, spans: &mut Vec<Range<usize>>) {
    struct Open {
        first: usize,
        end: usize,
        rank: u8,
        join: &'static str,
        closes: bool,
    }
    let mut around: Vec<Open> = Vec::new();
    let mut negated = false;
    for (at, (node, end)) in tree.nodes().iter().enumerate() {
        while around.last().is_some_and(|open| open.end <= at) {
            out.push_str(if around.pop().is_some_and(|open| open.closes) { ")" } else { "" });
        }
        if let Some(open) = around.last().filter(|open| open.first != at) {
            out.push_str(open.join);
        }
        let outer = around.last().map_or(0, |open| open.rank);
        let join = match node {
            Node::Leaf(leaf) => {
                let mut start = out.len();
                if negated && !leaf.write(true, out) {
                    out.push('!');
                    (negated, start) = (false, start + 1);
                }
                if !negated {
                    leaf.write(false, out);
                }
                negated = false;
                spans.push(start..out.len());
                continue;
            }
            Node::Not => {
                // A test has a form of its own for that.
                negated = matches!(tree.nodes()[at + 1].0, Node::Leaf(_));
                out.push_str(if negated { "" } else { "!" });
                ""
            }
            Node::All => " && ",
            Node::Any => " || ",
            Node::Odd => " ^^ ",
        };
        let closes = rank(node) < outer;
        out.push_str(if closes { "(" } else { "" });
        around.push(Open { first: at + 1, end: *end as usize, rank: rank(node), join, closes });
    }
    around.iter().rev().filter(|open| open.closes).for_each(|_| out.push(')'));
}

/// Writes a value, with quotes where it would not be read as one without.
fn value(text: &str, out: &mut String) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_+-./:@~*".contains(&byte);
    match !text.is_empty() && text.bytes().all(is_plain) && !WORDS.contains(&text) {
        true => out.push_str(text),
        false => quoted(text, out),
    }
}

fn quoted(text: &str, out: &mut String) {
    out.extend(["'", &text.replace('\'', "''"), "'"]);
}

/// Writes an operator with its value. Returns false where there is no such operator.
fn operator(is: &Match, negated: bool, out: &mut String) -> bool {
    let choose = |yes: &'static str, no: &'static str| if negated { no } else { yes };
    let compare = |comparison: Comparison| match (comparison, negated) {
        (Comparison::Equal, true) => Some("!="),
        (_, true) => None,
        (comparison, false) => Some(comparison.as_str()),
    };
    let digits;
    let (word, text) = match is {
        Match::Missing => {
            out.push_str(choose("is none", "is not none"));
            return true;
        }
        Match::Equal(text) => (Some(choose("==", "!=")), &**text),
        Match::Regex(pattern) => (Some(choose("=~", "!~")), pattern.as_str()),
        Match::Glob(pattern) => (Some("glob").filter(|_| !negated), pattern.as_str()),
        Match::Version(comparison, version) => (compare(*comparison), version.as_str()),
        Match::Eapi(comparison, eapi) => (compare(*comparison), eapi.as_str()),
        Match::Number(comparison, number) => {
            digits = number.to_string();
            (compare(*comparison), &*digits)
        }
        Match::Atom(_) => (None, ""),
    };
    let Some(word) = word else { return false };
    out.extend([word, " "]);
    value(text, out);
    true
}

impl Leaf for Item {
    fn write(&self, negated: bool, out: &mut String) -> bool {
        match (&self.is, self.part) {
            (Match::Atom(_), _) if negated => false,
            (Match::Atom(wanted), _) => {
                let blocker = if wanted.blocker { "!" } else { "" };
                let text = format!("{blocker}{}", wanted.selector);
                // After a negation an operator begins with a tilde.
                if text.starts_with('~') {
                    quoted(&text, out)
                } else {
                    value(&text, out)
                }
                true
            }
            // Among dependencies a value without an operator is an atom.
            (Match::Equal(text), None) if !negated && self.list != FieldKind::Atoms => {
                value(text, out);
                true
            }
            (is, part) => {
                let length = out.len();
                out.extend(part.map_or(["", ""], |part| [part.as_str(), " "]));
                let written = operator(is, negated, out);
                if !written {
                    out.truncate(length);
                }
                written
            }
        }
    }
}

impl Leaf for Arc<Test> {
    fn write(&self, negated: bool, out: &mut String) -> bool {
        let length = out.len();
        if let Some(field) = self.field() {
            out.push_str(field.as_str());
        }
        let written = match &**self {
            Test::One(_, is) => {
                out.push(' ');
                operator(is, negated, out)
            }
            Test::Count(_, comparison, number) => {
                let word = if negated { "!=" } else { comparison.as_str() };
                out.push_str(&format!(" count {word} {number}"));
                !negated || *comparison == Comparison::Equal
            }
            _ if negated => false,
            Test::Flag(_) => true,
            Test::Items(_, quantifier, tree) => {
                out.extend([" ", quantifier.as_str(), " "]);
                let closes = tree.only_leaf().is_none();
                out.push_str(if closes { "(" } else { "" });
                write(tree, out, &mut Vec::new());
                out.push_str(if closes { ")" } else { "" });
                true
            }
            Test::Package(selector) => {
                out.push_str(selector.as_str());
                true
            }
            Test::Rank(Rank { end, count, in_slot, of }) => {
                out.push_str(&format!("{} {count}", end.as_str()));
                out.push_str(if *in_slot { " in slot" } else { "" });
                if let Some(of) = of {
                    out.extend([" of (", of.as_str(), ")"]);
                }
                true
            }
        };
        if !written {
            out.truncate(length);
        }
        written
    }
}
