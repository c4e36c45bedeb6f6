//! `profiles/updates`: packages that got another name, and versions that got another slot (`sec:updates-dir`).

use polyatom::{Atom, Cpn, Cpv, Eapi, Slot, SlotDep, names};

use super::text::{Line, Parsed, each};
use super::{Code, Fault};

/// One line of a file of updates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Update {
    /// `move FROM TO`: a package has another name.
    Move {
        /// What it was called.
        from: Cpn,
        /// What it is called.
        to: Cpn,
    },
    /// `slotmove SPEC FROM TO`: what an atom matches and has one slot now has another.
    SlotMove {
        /// What is moved.
        spec: Atom,
        /// The slot it had.
        from: String,
        /// The slot it has.
        to: String,
    },
}

/// Reads a file with the EAPI of the directory `profiles`.
pub fn updates(text: &str, eapi: Eapi) -> Parsed<Vec<Update>> {
    each(text, |line| update(line, eapi))
}

fn update(line: Line<'_>, eapi: Eapi) -> Result<Update, Fault> {
    let words: Vec<(usize, &str)> = line.words().collect();
    let wrong = |at: usize, error| Fault::value(line.number, line.text, at, error);
    let cpn = |(at, word): (usize, &str)| Cpn::parse(word).map_err(|error| wrong(at, error));
    let slot = |(at, word): (usize, &str)| names::slot(word).map(|()| word.to_owned()).map_err(|error| wrong(at, error));
    match words[..] {
        [(_, "move"), from, to] => Ok(Update::Move { from: cpn(from)?, to: cpn(to)? }),
        [(_, "slotmove"), (at, spec), from, to] => {
            let spec = Atom::parse(spec, eapi).map_err(|error| wrong(at, error))?;
            Ok(Update::SlotMove { spec, from: slot(from)?, to: slot(to)? })
        }
        [(_, "move"), _, _, (at, _), ..] | [(_, "slotmove"), _, _, _, (at, _), ..] => {
            Err(line.fault(Code::TrailingField, at, line.text.len() - at))
        }
        [(_, "move" | "slotmove"), ..] => Err(line.missing("move FROM TO, or slotmove SPEC FROM TO")),
        [(at, word), ..] => Err(line.fault(Code::UnknownWord, at, word.len()).because("neither move nor slotmove")),
        [] => Err(line.missing("move or slotmove")),
    }
}

/// What a file name of updates is ordered by: quarters by time, then the others by name.
pub fn file_order(name: &str) -> (bool, u32, u32, &str) {
    match quarter(name) {
        Some((year, quarter)) => (false, year, quarter, name),
        None => (true, 0, 0, name),
    }
}

/// Year and quarter of `[1-4]Q-[YYYY]`, the only names before EAPI 8 (`tab:updates-filenames`).
pub fn quarter(name: &str) -> Option<(u32, u32)> {
    let (quarter, year) = name.split_once("Q-")?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    match quarter {
        "1" | "2" | "3" | "4" if is_year => Some((year.parse().ok()?, quarter.parse().ok()?)),
        _ => None,
    }
}

impl Update {
    /// What a package is called after this update.
    fn cpn(&self, cpn: &Cpn) -> Option<Cpn> {
        match self {
            Self::Move { from, to } if from == cpn => Some(to.clone()),
            _ => None,
        }
    }

    /// The atom after this update. What a slot move leaves open, because only some of the versions that the atom matches
    /// are moved, stays.
    fn atom(&self, atom: &Atom) -> Option<Atom> {
        match self {
            Self::Move { from, to } if *from == atom.cpn() => {
                atom.with_category(to.category()).and_then(|atom| atom.with_package(to.package())).ok()
            }
            Self::SlotMove { spec, from, to } if atom.slot() == Some(from) && spec.cpn() == atom.cpn() => {
                let all = spec.op().is_none() || atom.cpv().is_some_and(|cpv| spec.could_match(&cpv));
                let subslot = atom.subslot().map_or(String::new(), |subslot| format!("/{subslot}"));
                let op = atom.slot_op().map_or("", |op| op.as_str());
                let dep = SlotDep::parse(&format!("{to}{subslot}{op}"), None).ok()?;
                all.then(|| atom.with_slot_dep(Some(&dep)))
            }
            _ => None,
        }
    }

    fn package(&self, cpv: &Cpv, slot: &Slot) -> Option<(Cpv, Slot)> {
        match self {
            Self::Move { from, to } if *from == cpv.cpn() => {
                Some((Cpv::parse(&format!("{to}-{}", cpv.version_text())).ok()?, slot.clone()))
            }
            Self::SlotMove { spec, from, to } if slot.name() == from && spec.could_match(cpv) => {
                let text = slot.explicit_subslot().map_or(to.clone(), |subslot| format!("{to}/{subslot}"));
                Some((cpv.clone(), Slot::parse(&text).ok()?))
            }
            _ => None,
        }
    }
}

/// What a name is after all updates in their order, each on the result of those before it.
pub fn update_cpn<'a>(updates: impl IntoIterator<Item = &'a Update>, cpn: &Cpn) -> Cpn {
    updates.into_iter().fold(cpn.clone(), |cpn, update| update.cpn(&cpn).unwrap_or(cpn))
}

/// What an atom is after all updates.
///
/// ```
/// use polyatom::{Atom, Eapi};
/// use polyatom_repo::format::updates::{update_atom, updates};
/// let found = updates("move a/b c/d\nslotmove c/d 0 2\nmove c/d c/e\n", Eapi::V8).value;
/// let atom = Atom::parse(">=a/b-1:0=[x]", None)?;
/// assert_eq!(update_atom(&found, &atom).as_str(), ">=c/e-1:2=[x]");
/// # Ok::<(), polyatom::Error>(())
/// ```
pub fn update_atom<'a>(updates: impl IntoIterator<Item = &'a Update>, atom: &Atom) -> Atom {
    updates.into_iter().fold(atom.clone(), |atom, update| update.atom(&atom).unwrap_or(atom))
}

/// What a package with its slot is after all updates.
pub fn update_package<'a>(updates: impl IntoIterator<Item = &'a Update>, cpv: &Cpv, slot: &Slot) -> (Cpv, Slot) {
    let start = (cpv.clone(), slot.clone());
    updates.into_iter().fold(start, |(cpv, slot), update| update.package(&cpv, &slot).unwrap_or((cpv, slot)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<Update> {
        updates(text, Eapi::V8).value
    }

    #[test]
    fn lines_are_told_apart() {
        let found =
            updates("# c\nmove a/b c/d\nslotmove >=a/b-1 0 2\nmove a/b\nslotmove a/b 0 1 2\nrename a b\nmove a c/d\n", Eapi::V8);
        assert_eq!(found.value.len(), 2);
        let codes: Vec<_> = found.faults.iter().map(|fault| (fault.code(), fault.line().unwrap())).collect();
        let expected = [("missing_field", 4), ("trailing_field", 5), ("unknown_word", 6), ("missing_category", 7)];
        assert_eq!(codes, expected);
        assert_eq!(updates("slotmove a/b:1 0 2\n", Eapi::V0).faults.len(), 1, "the directory's EAPI decides");
    }

    #[test]
    fn chains_are_followed_in_their_order() {
        let found = read("move a/b a/c\nmove a/c a/d\n");
        assert_eq!(update_cpn(&found, &Cpn::parse("a/b").unwrap()).as_str(), "a/d");
        let circle = read("move a/b a/c\nmove a/c a/b\n");
        assert_eq!(update_cpn(&circle, &Cpn::parse("a/b").unwrap()).as_str(), "a/b");
        let late = read("move a/c a/d\nmove a/b a/c\n");
        assert_eq!(update_cpn(&late, &Cpn::parse("a/b").unwrap()).as_str(), "a/c", "the name was free again");
    }

    #[test]
    fn slots_are_moved_where_that_is_clear() {
        let found = read("slotmove <a/b-2 0 1\n");
        let moved = |text: &str| update_atom(&found, &Atom::parse(text, None).unwrap()).to_string();
        assert_eq!(moved("=a/b-1:0"), "=a/b-1:1");
        assert_eq!(moved("=a/b-1:0/5="), "=a/b-1:1/5=");
        assert_eq!(moved("=a/b-3:0"), "=a/b-3:0");
        assert_eq!(moved("a/b:0"), "a/b:0", "some of these are not moved");
        assert_eq!(moved("=a/b-1"), "=a/b-1");
        let (cpv, slot) = update_package(&found, &Cpv::parse("a/b-1").unwrap(), &Slot::parse("0/4").unwrap());
        assert_eq!((cpv.as_str(), slot.as_str()), ("a/b-1", "1/4"));
        let moves = read("move a/b c/d\nslotmove c/d 0 9\n");
        let (cpv, slot) = update_package(&moves, &Cpv::parse("a/b-1-r2").unwrap(), &Slot::parse("0").unwrap());
        assert_eq!((cpv.as_str(), slot.as_str()), ("c/d-1-r2", "9"));
    }

    #[test]
    fn files_are_ordered_by_time() {
        let mut names = ["1Q-2020", "4Q-2019", "zz", "5Q-2000", "2Q-2020", "1Q-20200"];
        names.sort_by_key(|name| file_order(name));
        assert_eq!(names, ["4Q-2019", "1Q-2020", "2Q-2020", "1Q-20200", "5Q-2000", "zz"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "((move|slotmove|x)( (a/b|c/d|0|=a/b-1)){0,4}\n){0,9}|\\PC*") {
            let found = updates(&text, Eapi::V8);
            prop_assert_eq!(found.value.len() + found.faults.len(), crate::format::text::items(&text).count());
            update_atom(&found.value, &Atom::parse("=a/b-1:0", None).unwrap());
        }
    }
}
