//! Files of profiles and of configuration that have one thing in each line (`sec:line-stacking`, `sec:use-masking`).
//!
//! A word that begins with `#` ends its line, as package managers read it, though the specification has comments in lines of their
//! own only.

use std::sync::Arc;

use polyatom::{Cpv, names};

use super::lists::one;
use super::selector::{Selector, SelectorRules};
use super::text::{Line, Parsed, each_uncommented as each, lines};
use super::{Code, Fault};

/// A flag that is switched on, or with a hyphen off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toggle {
    /// The flag; of users also `*` for all, and `video_cards_*` for all that begin so.
    pub flag: Arc<str>,
    /// Whether it stands without a hyphen.
    pub on: bool,
}

/// A line of `use.mask` and its kin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagLine {
    /// The flag.
    pub toggle: Toggle,
    /// The line, from 1.
    pub line: u32,
}

/// A line of `package.use` and its kin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageFlags {
    /// Which packages.
    pub selector: Selector,
    /// The flags, in their order.
    pub toggles: Box<[Toggle]>,
    /// The line, from 1.
    pub line: u32,
}

/// A line of `package.accept_keywords`, `package.license` and others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageWords {
    /// Which packages.
    pub selector: Selector,
    /// The words after it.
    pub words: Box<[Box<str>]>,
    /// The line, from 1.
    pub line: u32,
}

/// A line of `package.mask` or `package.unmask`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskLine {
    /// Which packages.
    pub selector: Selector,
    /// Whether it takes away an earlier line with the same text.
    pub removes: bool,
    /// The comment above, as that of a [`Mask`](super::masks::Mask).
    pub comment: Box<str>,
    /// The line, from 1.
    pub line: u32,
}

/// A line of `packages` or `package.provided`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackedLine {
    /// The text without the hyphen.
    pub text: Box<str>,
    /// Whether it takes away an earlier line with the same text; `*` takes away all.
    pub removes: bool,
    /// The line, from 1.
    pub line: u32,
}

fn toggle(line: Line<'_>, at: usize, word: &str) -> Result<Toggle, Fault> {
    let flag = word.strip_prefix('-').unwrap_or(word);
    let start = at + word.len() - flag.len();
    names::use_flag(flag).map_err(|error| Fault::value(line.number, line.text, start, error))?;
    Ok(Toggle { flag: flag.into(), on: flag.len() == word.len() })
}

/// `use.mask`, `use.force`, `use.stable` and their stable forms.
pub fn flag_lines(text: &str) -> Parsed<Vec<FlagLine>> {
    each(text, |line| Ok(FlagLine { toggle: toggle(line, 0, one(line)?)?, line: line.number }))
}

/// `package.use`, `package.use.mask` and their kin in a profile.
pub fn package_flags(text: &str, rules: SelectorRules) -> Parsed<Vec<PackageFlags>> {
    let mut faults = Vec::new();
    let mut parsed = each(text, |line| {
        let (selector, words) = selected(line, rules)?;
        let toggles = if rules.patterns { user_toggles(line, words, &mut faults) } else { toggles(line, words, &mut faults) };
        Ok(PackageFlags { selector, toggles, line: line.number })
    });
    parsed.faults.append(&mut faults);
    parsed.faults.sort_by_key(Fault::line);
    parsed
}

/// A bad flag costs itself alone.
fn toggles<'a>(line: Line<'_>, words: impl Iterator<Item = (usize, &'a str)>, faults: &mut Vec<Fault>) -> Box<[Toggle]> {
    words.filter_map(|(at, word)| toggle(line, at, word).map_err(|fault| faults.push(fault)).ok()).collect()
}

/// Users may write `VIDEO_CARDS: a -b` for `video_cards_a -video_cards_b`, and asterisks.
fn user_toggles<'a>(line: Line<'_>, words: impl Iterator<Item = (usize, &'a str)>, faults: &mut Vec<Fault>) -> Box<[Toggle]> {
    let mut prefix = String::new();
    let mut found = Vec::new();
    for (at, word) in words {
        if let Some(variable) = word.strip_suffix(':') {
            prefix = format!("{}_", variable.to_ascii_lowercase());
            continue;
        }
        let bare = word.strip_prefix('-').unwrap_or(word);
        let flag = format!("{prefix}{bare}");
        let name = flag.strip_suffix("_*").unwrap_or(&flag);
        match names::use_flag(name) {
            Err(error) if flag != "*" || bare.len() == word.len() => {
                // Where the fault is in a name that nobody wrote, the word is it.
                let fault = match prefix.is_empty() {
                    true => Fault::value(line.number, line.text, at + word.len() - bare.len(), error),
                    false => line.fault(Code::Value, at, word.len()),
                };
                faults.push(fault);
            }
            _ => found.push(Toggle { flag: flag.into(), on: bare.len() == word.len() }),
        }
    }
    found.into()
}

/// `package.accept_keywords`, `package.license`, `package.properties`, `package.accept_restrict` and `package.env`.
pub fn package_words(text: &str, rules: SelectorRules) -> Parsed<Vec<PackageWords>> {
    each(text, |line| {
        let (selector, words) = selected(line, rules)?;
        Ok(PackageWords { selector, words: words.map(|(_, word)| word.into()).collect(), line: line.number })
    })
}

fn selected<'a>(
    line: Line<'a>,
    rules: SelectorRules,
) -> Result<(Selector, impl Iterator<Item = (usize, &'a str)> + use<'a>), Fault> {
    let mut words = line.words();
    let (at, first) = words.next().unwrap_or((0, ""));
    Ok((Selector::parse(line, at, first, rules)?, words))
}

/// `package.mask` and `package.unmask` (`ch:profiles`, GLEP 84).
pub fn mask_lines(text: &str, rules: SelectorRules) -> Parsed<Vec<MaskLine>> {
    let mut parsed: Parsed<Vec<MaskLine>> = Parsed::default();
    for (line, comment) in commented(text) {
        match mask_line(line.uncommented(), &comment, rules) {
            Ok(mask) => parsed.value.push(mask),
            Err(fault) => parsed.faults.push(line.or_marker(fault)),
        }
    }
    parsed
}

fn mask_line(line: Line<'_>, comment: &[&str], rules: SelectorRules) -> Result<MaskLine, Fault> {
    let word = one(line)?;
    let text = word.strip_prefix('-').unwrap_or(word);
    let at = word.len() - text.len();
    let selector = Selector::parse(line, at, text, rules)?;
    Ok(MaskLine { selector, removes: at > 0, comment: comment.join("\n").into(), line: line.number })
}

/// The lines that say something, each with the lines of comment above it or above the first of its block. A blank line ends a
/// block.
pub(super) fn commented(text: &str) -> impl Iterator<Item = (Line<'_>, Vec<&str>)> {
    let (mut comment, mut in_comment) = (Vec::<&str>::new(), false);
    lines(text).filter_map(move |line| {
        let found = match line.text.strip_prefix('#') {
            _ if line.text.is_empty() => {
                comment.clear();
                None
            }
            Some(words) => {
                if !in_comment {
                    comment.clear();
                }
                comment.push(words.strip_prefix(' ').unwrap_or(words));
                None
            }
            None => Some((line, comment.clone())),
        };
        in_comment = line.text.starts_with('#');
        found
    })
}

/// `packages`: atoms, with an asterisk those of the system set.
pub fn packages(text: &str, rules: SelectorRules) -> Parsed<Vec<StackedLine>> {
    stacked(text, |line, at, text| {
        let atom = text.strip_prefix('*').unwrap_or(text);
        if at > 0 && text == "*" {
            return Ok(());
        }
        Selector::parse(line, at + text.len() - atom.len(), atom, rules).map(drop)
    })
}

/// `package.provided`: packages with their versions.
pub fn provided(text: &str) -> Parsed<Vec<StackedLine>> {
    stacked(text, |line, at, text| Cpv::parse(text).map(drop).map_err(|error| Fault::value(line.number, line.text, at, error)))
}

fn stacked(text: &str, check: impl Fn(Line<'_>, usize, &str) -> Result<(), Fault>) -> Parsed<Vec<StackedLine>> {
    each(text, |line| {
        let word = one(line)?;
        let text = word.strip_prefix('-').unwrap_or(word);
        check(line, word.len() - text.len(), text)?;
        Ok(StackedLine { text: text.into(), removes: text.len() < word.len(), line: line.number })
    })
}

/// `parent`: each line names another profile. It has no other comments than lines of their own (`ch:profiles`).
pub fn parents(text: &str) -> Vec<(u32, &str)> {
    super::text::items(text).map(|line| (line.number, line.uncommented().text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use polyatom::Eapi;
    use proptest::prelude::*;

    const PROFILE: SelectorRules = SelectorRules::profile(Eapi::V5);

    fn written(toggles: &[Toggle]) -> Vec<String> {
        toggles.iter().map(|toggle| format!("{}{}", if toggle.on { "" } else { "-" }, toggle.flag)).collect()
    }

    fn codes<T>(parsed: &Parsed<T>) -> Vec<(&str, u32)> {
        parsed.faults.iter().map(|fault| (fault.code(), fault.line().unwrap())).collect()
    }

    #[test]
    fn flags_have_lines_of_their_own() {
        let found = flag_lines("# c\na\n-b # why\n-*\na b\n");
        assert_eq!(
            found.value.iter().map(|line| (&*line.toggle.flag, line.toggle.on, line.line)).collect::<Vec<_>>(),
            [("a", true, 2), ("b", false, 3)]
        );
        assert_eq!(codes(&found), [("use_flag_character", 4), ("trailing_field", 5)]);
    }

    #[test]
    fn flags_follow_a_package() {
        let found = package_flags("a/b x -y # z\na/b !x y\n*/* x\n>=a/b-1\n", PROFILE);
        let lines: Vec<_> = found.value.iter().map(|line| (line.selector.as_str(), written(&line.toggles).join(" "))).collect();
        assert_eq!(lines, [("a/b", "x -y".into()), ("a/b", "y".into()), (">=a/b-1", String::new())]);
        assert_eq!(codes(&found).iter().map(|(_, line)| *line).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn users_name_variables_and_all() {
        let found = package_flags("*/* -* VIDEO_CARDS: a -b -* L10N: de\na/b video_cards_* -x:\n", SelectorRules::USER);
        assert_eq!(written(&found.value[0].toggles), ["-*", "video_cards_a", "-video_cards_b", "-video_cards_*", "l10n_de"]);
        assert_eq!(written(&found.value[1].toggles), ["video_cards_*"]);
        let found = package_flags("a/b !x VC: !y z\n", SelectorRules::USER);
        assert_eq!((codes(&found).len(), written(&found.value[0].toggles)), (2, vec!["vc_z".to_owned()]));
    }

    #[test]
    fn masks_are_taken_away_by_their_text() {
        let found = mask_lines("# Why.\n-a/b\n=a/c-1 # tail\n\na/d[x]\n<<<<<<<\n", PROFILE.with_use_deps());
        let lines: Vec<_> = found.value.iter().map(|mask| (mask.selector.as_str(), mask.removes, &*mask.comment)).collect();
        assert_eq!(lines, [("a/b", true, "Why."), ("=a/c-1", false, "Why."), ("a/d[x]", false, "")]);
        assert_eq!(codes(&found), [("conflict_marker", 6)]);
    }

    #[test]
    fn packages_have_asterisks() {
        let found = packages("*a/b\n-*a/b\n-*\na/c\n*a/b-1\n", PROFILE);
        let lines: Vec<_> = found.value.iter().map(|line| (&*line.text, line.removes)).collect();
        assert_eq!(lines, [("*a/b", false), ("*a/b", true), ("*", true), ("a/c", false)]);
        assert_eq!(codes(&found), [("missing_operator", 5)]);
        assert_eq!(codes(&provided("a/b-1\n-a/b-1\na/b\n")).len(), 1);
        assert_eq!(parents("# c\n../a\n\n  b:c \n"), [(2, "../a"), (4, "b:c")]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([a-c/*#: \\-]{0,9}\n){0,8}|\\PC*") {
            for rules in [PROFILE, SelectorRules::USER] {
                let count = super::super::text::items(&text).count();
                let masks = mask_lines(&text, rules);
                prop_assert_eq!(masks.value.len() + masks.faults.len(), count);
                let words = package_words(&text, rules);
                prop_assert_eq!(words.value.len() + words.faults.len(), count);
                package_flags(&text, rules);
                let system = packages(&text, rules);
                prop_assert_eq!(system.value.len() + system.faults.len(), count);
            }
            let flags = flag_lines(&text);
            prop_assert_eq!(flags.value.len() + flags.faults.len(), super::super::text::items(&text).count());
            provided(&text);
        }
    }
}
