//! Atoms as bytes whose plain order is the order of atoms.

use super::Atom;

impl Atom {
    /// The atom as bytes whose plain order is the order of atoms: equal atoms have equal keys.
    ///
    /// The parts stand in the order in which atoms are compared, each with an end that sorts before what could follow.
    ///
    /// ```
    /// use polyatom::Atom;
    /// let key = |text| Atom::parse(text, None).map(|atom| atom.sort_key());
    /// assert!(key("=a/b-1.9")? < key("=a/b-1.10")?);
    /// assert_eq!(key("a/b[x,y]")?, key("a/b[y,x]")?);
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn sort_key(&self) -> Vec<u8> {
        let mut key = Vec::with_capacity(self.text.len() + 16);
        push_text(&mut key, self.category());
        push_text(&mut key, self.package());
        // The key of a version does not begin with 0, and is not the beginning of another.
        match self.version() {
            Some(version) => key.extend(version.sort_key()),
            None => key.push(0),
        }
        key.push(self.parts.op.map_or(0, |op| op as u8 + 1));
        key.push(self.parts.blocker.map_or(0, |blocker| blocker as u8 + 1));
        push_option(&mut key, self.slot());
        push_option(&mut key, self.subslot());
        key.push(self.parts.slot_op.map_or(0, |op| op as u8 + 1));
        for dep in self.sorted_use_parts() {
            push_option(&mut key, Some(dep.flag));
            key.push(dep.kind as u8);
            key.push(dep.default.map_or(0, |default| default as u8 + 1));
        }
        key.push(0);
        push_option(&mut key, self.repo());
        key.push(self.open_bytes() as u8); // It is 2 at most.
        // Zeros at the end stand for what is not there. No key is the beginning of another, so what follows them decides nothing.
        key.truncate(key.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1));
        key
    }
}

/// A text, and its end: no part of an atom has a NUL.
fn push_text(key: &mut Vec<u8>, text: &str) {
    key.extend(text.as_bytes());
    key.push(0);
}

/// Perhaps a text: none stands before all.
fn push_option(key: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => {
            key.push(1);
            push_text(key, text);
        }
        None => key.push(0),
    }
}
