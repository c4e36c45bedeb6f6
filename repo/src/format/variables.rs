//! The variables of a binary package, as its archive has them: one for each file.

use super::installed::{is_variable, value};
use super::text::decode;
use super::{Code, Fault};

/// Variables with their texts, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables(Vec<(Box<str>, Box<str>)>);

impl Variables {
    /// Takes the files that are variables; the others are its ebuild, its environment and the like. It fails if a name is there
    /// twice. What is not UTF-8 is added to the faults.
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>, faults: &mut Vec<Fault>) -> Result<Self, Fault> {
        let mut found: Vec<(Box<str>, Box<str>)> = Vec::new();
        for (name, bytes) in files.into_iter().filter(|(name, _)| is_variable(name)) {
            let (text, fault) = decode(bytes);
            faults.extend(fault.map(|fault| fault.because(format!("in {name}"))));
            found.push((name.as_str().into(), value(&name, &text).into()));
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        match found.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(twice) => Err(Fault::file(Code::DuplicateKey, &*twice[0].0)),
            None => Ok(Self(found)),
        }
    }

    /// The text of a variable, if it is there.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.binary_search_by(|(key, _)| (**key).cmp(name)).ok().map(|at| &*self.0[at].1)
    }

    /// Every variable with its text, by name.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (&**name, &**text))
    }
}
