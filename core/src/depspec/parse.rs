//! The grammar of `sec:dependency-spec`, in one forward scan over the words of a text.

use super::kind::{DepSpecKind, DepSpecOptions, NodeKind};
use super::src_uri;
use super::tree::{Node, Tree};
use super::words::{skip_blanks, word_end};
use crate::atom;
use crate::chars::fits;
use crate::eapi::{EapiFeature, gate};
use crate::error::{Fault, NameProblem, Part, Reason};
use crate::names::{LICENSE, USE_FLAG};

pub(super) fn scan(text: &str, kind: DepSpecKind, options: DepSpecOptions) -> Result<Box<[Node]>, Fault> {
    let bytes = text.as_bytes();
    fits(bytes)?;
    let mut parser = Parser { bytes, kind, options, tree: Tree::with_capacity(most_nodes(bytes)) };
    let mut at = skip_blanks(bytes, 0);
    if kind == DepSpecKind::RequiredUse && at < bytes.len() {
        gate(options.eapi, EapiFeature::RequiredUse, at, bytes.len())?;
    }
    while at < bytes.len() {
        let end = word_end(bytes, at);
        at = skip_blanks(bytes, parser.element(at, end)?);
    }
    match parser.tree.innermost() {
        Some(group) => Err(parser.unclosed_fault(group)),
        None => Ok(parser.tree.finish()),
    }
}

/// At least as many as there will be, and exactly that where there are no groups and only single blanks.
fn most_nodes(bytes: &[u8]) -> usize {
    if bytes.is_empty() {
        return 0;
    }
    // Sums that fit in a byte are made of many bytes in one go.
    let up_to_space = |chunk: &[u8]| chunk.iter().map(|&byte| u8::from(byte <= b' ')).sum::<u8>();
    bytes.chunks(128).map(|chunk| usize::from(up_to_space(chunk))).sum::<usize>() + 1
}

struct Parser<'t> {
    bytes: &'t [u8],
    kind: DepSpecKind,
    options: DepSpecOptions,
    tree: Tree,
}

impl<'t> Parser<'t> {
    /// Reads the element that begins with the word from `at` to `end`, and returns where it ends.
    #[inline(always)]
    fn element(&mut self, at: usize, end: usize) -> Result<usize, Fault> {
        let word = &self.bytes[at..end];
        match word {
            b")" => self.close(at, end),
            b"(" => Ok(self.open(NodeKind::AllOf, false, at, end)),
            b"||" => self.operator(NodeKind::AnyOf, at, end),
            b"^^" => self.operator(NodeKind::ExactlyOneOf, at, end),
            b"??" => self.operator(NodeKind::AtMostOneOf, at, end),
            [.., b'?'] if self.is_condition(word) => self.condition(at, end),
            _ => self.leaf(at, end),
        }
    }

    /// Begins a group at `start`, and goes on at `inside`.
    fn open(&mut self, kind: NodeKind, negated: bool, start: usize, inside: usize) -> usize {
        self.tree.open(kind, negated, start);
        inside
    }

    fn close(&mut self, at: usize, end: usize) -> Result<usize, Fault> {
        let Some(group) = self.tree.innermost() else {
            return Err(Fault::new(Reason::CloseWithoutGroup, at, end));
        };
        if self.tree.innermost_is_empty() && !self.options.empty_groups {
            return Err(Fault::new(Reason::GroupEmpty, group.start as usize, end));
        }
        self.tree.close(end);
        Ok(end)
    }

    fn operator(&mut self, kind: NodeKind, at: usize, end: usize) -> Result<usize, Fault> {
        if let Some(reason) = self.kind.refuses(kind, self.options.eapi) {
            return Err(Fault::new(reason, at, end));
        }
        let inside = self.parenthesis(end).ok_or_else(|| self.no_parenthesis_fault(Reason::OperatorWithoutGroup, at, end))?;
        Ok(self.open(kind, false, at, inside))
    }

    /// A URI may end in a question mark; nothing else but a condition does.
    fn is_condition(&self, word: &[u8]) -> bool {
        self.kind != DepSpecKind::SrcUri || !src_uri::has_scheme_mark(word)
    }

    fn condition(&mut self, at: usize, end: usize) -> Result<usize, Fault> {
        let negated = self.bytes[at] == b'!';
        let start = at + usize::from(negated);
        self.flag(start, end - 1)?;
        let inside = self.parenthesis(end).ok_or_else(|| self.no_parenthesis_fault(Reason::ConditionWithoutGroup, at, end))?;
        Ok(self.open(NodeKind::UseConditional, negated, at, inside))
    }

    /// The end of the parenthesis which is the next word, if it is.
    fn parenthesis(&self, end: usize) -> Option<usize> {
        let at = skip_blanks(self.bytes, end);
        let end = word_end(self.bytes, at);
        (&self.bytes[at..end] == b"(").then_some(end)
    }

    /// Checks that the bytes from `start` to `end` are the name of a USE flag.
    fn flag(&self, start: usize, end: usize) -> Result<(), Fault> {
        let bytes = &self.bytes[..end];
        if start == end {
            return Err(Fault::at(Reason::Name(Part::UseFlag, NameProblem::Empty), start));
        }
        match USE_FLAG.scan(bytes, start)? {
            stop if stop == end => Ok(()),
            stop => Err(USE_FLAG.character_fault(bytes, stop)),
        }
    }

    #[inline(always)]
    fn leaf(&mut self, at: usize, end: usize) -> Result<usize, Fault> {
        let word = &self.bytes[at..end];
        let mut negated = false;
        let mut leaf_end = end;
        match self.kind {
            DepSpecKind::Depend | DepSpecKind::Bdepend | DepSpecKind::Rdepend | DepSpecKind::Pdepend | DepSpecKind::Idepend => {
                atom::check(word, self.options.atom()).map_err(|fault| self.leaf_fault(at, end, fault.shifted(at)))?;
            }
            DepSpecKind::License => self.license(at, end).map_err(|fault| self.leaf_fault(at, end, fault))?,
            DepSpecKind::RequiredUse => {
                negated = word[0] == b'!';
                self.flag(at + usize::from(negated), end).map_err(|fault| self.leaf_fault(at, end, fault))?;
            }
            DepSpecKind::Properties | DepSpecKind::Restrict => {
                self.token(at, end).map_err(|fault| self.leaf_fault(at, end, fault))?;
            }
            DepSpecKind::SrcUri => leaf_end = src_uri::scan(self.bytes, at, end, self.options.eapi)?,
        }
        self.tree.leaf(self.kind.leaf(), negated, at, leaf_end);
        Ok(leaf_end)
    }

    fn license(&self, at: usize, end: usize) -> Result<(), Fault> {
        let bytes = &self.bytes[..end];
        match LICENSE.scan(bytes, at)? {
            stop if stop == end => Ok(()),
            stop => Err(LICENSE.character_fault(bytes, stop)),
        }
    }

    /// A simple string of printable ASCII, without the characters that groups are made of.
    fn token(&self, at: usize, end: usize) -> Result<(), Fault> {
        let wrong = |&at: &usize| !self.bytes[at].is_ascii_graphic() || matches!(self.bytes[at], b'(' | b')' | b'|');
        match (at..end).find(wrong) {
            Some(at) => Err(Fault::character(Reason::TokenCharacter, self.bytes, at)),
            None => Ok(()),
        }
    }

    /// What is wrong with a word that is no leaf: where it is one with a group next to it, the blank that is missing.
    #[cold]
    fn leaf_fault(&self, at: usize, end: usize, fault: Fault) -> Fault {
        let word = &self.bytes[at..end];
        let operator_length = match word {
            [b'|', b'|', ..] | [b'^', b'^', ..] | [b'?', b'?', ..] => Some(2),
            [b'(', ..] => Some(0),
            _ => word.windows(2).position(|pair| pair == b"?(").map(|mark| mark + 1),
        };
        let joint = operator_length.map_or(fault.start(), |length| at + length);
        match self.bytes[..end].get(joint) {
            Some(_) if operator_length.is_some() => Fault::character(Reason::BlankMissing, self.bytes, joint),
            Some(b'(' | b')') if fault.reason != Reason::UseDepDefault => Fault::new(Reason::BlankMissing, joint, joint + 1),
            _ => fault,
        }
    }

    /// What should have been a parenthesis begins with one, or is something else.
    #[cold]
    fn no_parenthesis_fault(&self, reason: Reason, at: usize, end: usize) -> Fault {
        let next = skip_blanks(self.bytes, end);
        match self.bytes.get(next) {
            Some(b'(') => Fault::new(Reason::BlankMissing, next, next + 1),
            _ => Fault::new(reason, at, end),
        }
    }

    #[cold]
    fn unclosed_fault(&self, group: &Node) -> Fault {
        let start = group.start as usize;
        Fault::new(Reason::GroupUnclosed, start, word_end(self.bytes, start))
    }
}
