//! Generators which build valid text from the grammar. Alphabets are small, so that different texts often mean the same.

pub mod depspec;

use polyatom::Operator;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Digits: zeros at either end, equal values in different texts, numbers of any length.
pub fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(vec!["0", "00", "01", "010", "001", "1", "10", "2", "9", "100", "159", "160", "255", "256"]).prop_map(str::to_owned),
        2 => "[0-9]{1,4}",
        1 => select(vec!["10399", "10400", "65535", "65536", "18446744073709551615", "18446744073709551616", "9999999999999999999", "10000000000000000000"]).prop_map(str::to_owned),
        1 => "[0-9]{17,24}",
    ]
}

fn suffix() -> impl Strategy<Value = String> {
    let kind = select(vec!["alpha", "beta", "pre", "rc", "p"]);
    (kind, option::of(number())).prop_map(|(kind, number)| format!("_{kind}{}", number.unwrap_or_default()))
}

pub fn base() -> impl Strategy<Value = String> {
    let letter = prop_oneof![3 => Just(String::new()), 1 => select(vec!["a", "b", "z"]).prop_map(str::to_owned)];
    (vec(number(), 1..4), letter, vec(suffix(), 0..3))
        .prop_map(|(numbers, letter, suffixes)| format!("{}{letter}{}", numbers.join("."), suffixes.concat()))
}

pub fn version() -> impl Strategy<Value = String> {
    (base(), option::of(number()))
        .prop_map(|(base, revision)| base + &revision.map(|revision| format!("-r{revision}")).unwrap_or_default())
}

/// A version and one that is near it: equal in another text, a prefix, an extension, or any other.
pub fn version_pair() -> impl Strategy<Value = (String, String)> {
    (version(), version(), 0..9).prop_map(|(a, b, relation)| {
        let base = a.split("-r").next().unwrap_or_default().to_owned();
        let near = match relation {
            0 => format!("{base}-r0"),
            1 => format!("{base}_p"),
            2 => format!("{base}_alpha1"),
            3 if base.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => format!("{base}.0"),
            4 => base.rsplit_once(['.', '_']).map_or(base.clone(), |(front, _)| front.to_owned()),
            5 => format!("0{a}"),
            6 => base.clone(),
            7 => a.clone() + if a.contains("-r") { "0" } else { "-r1" },
            _ => b,
        };
        (a, near)
    })
}

/// An atom's parts as they were put together.
#[derive(Clone, Debug)]
pub struct AtomParts {
    pub blocker: &'static str,
    pub op: Option<Operator>,
    pub category: String,
    pub package: String,
    pub version: String,
    pub slot: Option<String>,
    pub subslot: Option<String>,
    pub slot_op: &'static str,
    pub repo: Option<String>,
    pub use_deps: Vec<String>,
}

impl AtomParts {
    pub fn text(&self) -> String {
        let version = self.op.map_or(String::new(), |_| format!("-{}", self.version));
        let (before, after) = match self.op {
            Some(Operator::EqualGlob) => ("=", "*"),
            op => (op.map_or("", Operator::as_str), ""),
        };
        let colon = if self.slot.is_some() || !self.slot_op.is_empty() { ":" } else { "" };
        let slot = self.slot.as_deref().unwrap_or("");
        let subslot = self.subslot.as_ref().map_or(String::new(), |subslot| format!("/{subslot}"));
        let repo = self.repo.as_ref().map_or(String::new(), |repo| format!("::{repo}"));
        let use_deps = if self.use_deps.is_empty() { String::new() } else { format!("[{}]", self.use_deps.join(",")) };
        let Self { blocker, category, package, slot_op, .. } = self;
        format!("{blocker}{before}{category}/{package}{version}{after}{colon}{slot}{subslot}{slot_op}{repo}{use_deps}")
    }
}

pub fn operator() -> impl Strategy<Value = Operator> {
    select(Operator::ALL.to_vec())
}

pub fn package() -> impl Strategy<Value = String> {
    "[a-b1_]([a-c0-2+_]|-[a-b+_r]|--){0,6}".prop_filter("ends in a version", |name| crate::grammar::is_package(name))
}

fn slot_parts() -> impl Strategy<Value = (Option<String>, Option<String>, &'static str)> {
    let name = || "[a-b0-3_][a-b0-3+_.-]{0,3}";
    prop_oneof![
        2 => Just((None, None, "")),
        1 => select(vec!["*", "="]).prop_map(|op| (None, None, op)),
        3 => (name(), option::of(name()), select(vec!["", "="])).prop_map(|(slot, subslot, op)| (Some(slot), subslot, op)),
    ]
}

pub fn use_dep_of(flags: &'static str) -> impl Strategy<Value = String> {
    let form = select(vec![("", ""), ("-", ""), ("", "="), ("!", "="), ("", "?"), ("!", "?")]);
    let default = select(vec!["", "", "(+)", "(-)"]);
    (form, flags, default).prop_map(|((before, after), flag, default)| format!("{before}{flag}{default}{after}"))
}

pub fn use_dep() -> impl Strategy<Value = String> {
    use_dep_of("[a-cA-B0-2][a-c0-2+_@-]{0,4}")
}

pub fn atom_parts() -> impl Strategy<Value = AtomParts> {
    let blocker = select(vec!["", "", "!", "!!"]);
    let repo = option::of("[a-b_][a-b0-1_]{0,3}(-[a-b]){0,2}");
    let rest = (slot_parts(), repo, vec(use_dep(), 0..4));
    let name = ("[a-b0-1_][a-b0-1+_.-]{0,4}", package());
    (blocker, option::of(operator()), name, version(), rest).prop_map(
        |(blocker, op, (category, package), version, ((slot, subslot, slot_op), repo, use_deps))| AtomParts {
            blocker,
            op,
            category,
            package,
            version,
            slot,
            subslot,
            slot_op,
            repo,
            use_deps,
        },
    )
}

/// Texts of the characters that matter, which are seldom valid and often nearly so.
pub fn nearly_valid() -> impl Strategy<Value = String> {
    let mutated = (atom_parts(), any::<prop::sample::Index>(), "[!<>=~a-c0-2/:\\[\\]()+,?@_.* -]{0,2}", 0..3usize).prop_map(
        |(parts, index, inserted, removed)| {
            let mut text = parts.text();
            let at = index.index(text.len() + 1);
            text.replace_range(at..(at + removed).min(text.len()), &inserted);
            text
        },
    );
    prop_oneof![
        4 => mutated,
        2 => "[!<>=~a-c0-2/:\\[\\]()+,?@_.*\u{0}\n\u{e9} -]{0,24}",
        1 => "[!<>=~]{0,3}[a-b]/[a-b0-1._r-]{0,12}[*]?(:[*=/0]{0,4})?",
        1 => any::<String>(),
    ]
}
