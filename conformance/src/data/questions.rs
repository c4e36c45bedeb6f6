//! What is asked about the strings of real data.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::files::{Data, Spec};
use crate::adapter::Request;
use crate::eapis::MaybeEapi;
use crate::op::Op;
use crate::protocol::StartReply;

/// How many sets of USE flags each specification is evaluated under, beside all and none.
const SETS: u64 = 3;

/// One question to every adapter.
pub struct Question {
    pub op: Op,
    pub eapi: MaybeEapi,
    pub input: Value,
}

impl Question {
    pub fn request(&self) -> Request<'_> {
        Request { op: self.op.as_str(), eapi: self.eapi, input: &self.input }
    }

    /// Whether an adapter offers this operation and knows this EAPI.
    pub fn is_known(&self, about: &StartReply) -> bool {
        about.ops.iter().any(|op| op == self.op.as_str())
            && self.eapi.is_none_or(|eapi| about.eapis.iter().any(|known| known == eapi))
    }
}

pub fn all(data: &Data) -> Vec<Question> {
    let mut questions = Vec::new();
    let mut seen = HashSet::new();
    // The same string stands in several variables of one kind.
    for spec in data.specs.iter().filter(|spec| seen.insert(*spec)) {
        about_spec(spec, &mut questions);
    }
    let text = |op, eapi| move |text: &String| Question { op, eapi, input: json!({ "text": text }) };
    questions.extend(data.atoms.iter().map(text(Op::AtomParse, Some("9"))));
    questions.extend(data.versions.iter().map(text(Op::VersionParse, None)));
    if !data.versions.is_empty() {
        questions.push(Question { op: Op::VersionSort, eapi: None, input: json!({ "versions": data.versions }) });
    }
    questions
}

fn about_spec(spec: &Spec, questions: &mut Vec<Question>) {
    let Spec { kind, eapi, text } = spec;
    let mut ask = |op, input| questions.push(Question { op, eapi: Some(*eapi), input });
    ask(Op::DepSpecParse, json!({ "kind": kind, "text": text }));
    ask(Op::DepSpecEvaluate, json!({ "kind": kind, "text": text, "use": "all" }));
    let sets = use_sets(text, kind == "required_use");
    for flags in &sets {
        ask(Op::DepSpecEvaluate, json!({ "kind": kind, "text": text, "use": flags }));
    }
    match kind.as_str() {
        "required_use" => sets.iter().for_each(|flags| ask(Op::RequiredUseCheck, json!({ "text": text, "use": flags }))),
        "src_uri" => ask(Op::SrcUriParse, json!({ "text": text })),
        _ => {}
    }
}

/// No flags, and some sets of those in the text, always the same for the same text.
fn use_sets(text: &str, items_are_flags: bool) -> Vec<Vec<&str>> {
    let flags = flags(text, items_are_flags);
    let mut random = Random::of(text);
    let mut sets = vec![Vec::new()];
    if !flags.is_empty() {
        sets.extend((0..SETS).map(|_| flags.iter().copied().filter(|_| random.coin()).collect()));
    }
    let mut seen = HashSet::new();
    sets.retain(|set| seen.insert(set.clone()));
    sets
}

/// The flags of conditionals, and of REQUIRED_USE the items too; each once, in order.
fn flags(text: &str, items_are_flags: bool) -> Vec<&str> {
    let mut seen = HashSet::new();
    text.split_ascii_whitespace()
        .filter(|token| items_are_flags || token.ends_with('?'))
        .map(|token| token.trim_matches(['!', '?']))
        .filter(|flag| flag.starts_with(|first: char| first.is_ascii_alphanumeric()) && seen.insert(*flag))
        .collect()
}

/// A small generator of pseudo-random numbers: the sets must be the same on every machine and in every release.
struct Random(u64);

impl Random {
    /// Begins with the FNV-1a hash of the text.
    fn of(text: &str) -> Random {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Random(text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
    }

    /// The next bit of SplitMix64.
    fn coin(&mut self) -> bool {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 63 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_of_a_text() {
        assert_eq!(flags("x? ( a/b !y? ( c/d[z?] ) ) x? ( e/f )", false), ["x", "y"]);
        assert_eq!(flags("^^ ( a !b ) ?? ( a c ) d? ( || ( e ) )", true), ["a", "b", "c", "d", "e"]);
        assert!(flags("a/b || ( c/d )", false).is_empty());
    }

    #[test]
    fn sets_are_many_and_always_the_same() {
        let text = "a? ( x/y ) b? ( x/y ) c? ( x/y ) d? ( x/y ) e? ( x/y )";
        let sets = use_sets(text, false);
        assert_eq!(sets, use_sets(text, false));
        assert!(sets[0].is_empty() && sets.len() > 2, "{sets:?}");
        assert_eq!(use_sets("x/y", false), [Vec::<&str>::new()]);
        assert!(use_sets("a? ( x/y )", false).len() <= 2, "with one flag there are no more sets");
    }

    #[test]
    fn questions_by_kind() {
        let spec = |kind: &str, text: &str| Spec { kind: kind.into(), eapi: "8", text: text.into() };
        let data = Data {
            specs: vec![spec("src_uri", "a"), spec("src_uri", "a"), spec("required_use", "a")],
            atoms: vec!["a/b".into()],
            versions: vec!["1".into(), "2".into()],
            missing: Vec::new(),
        };
        let questions = all(&data);
        let count = |op| questions.iter().filter(|question| question.op == op).count();
        assert_eq!((count(Op::SrcUriParse), count(Op::DepSpecParse), count(Op::AtomParse)), (1, 2, 1));
        assert_eq!((count(Op::VersionParse), count(Op::VersionSort)), (2, 1));
        assert!(count(Op::RequiredUseCheck) >= 1);
    }
}
