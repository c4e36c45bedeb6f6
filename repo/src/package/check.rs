//! Telling what is wrong with a package.

use polyatom::DepSpecKind;

use super::{Package, value_fault};
use crate::error::Error;
use crate::format::cache::Key;
use crate::format::{Code, Fault, lists};
use crate::metadata::{Metadata, parse_spec};

impl Package {
    /// Everything that is wrong with the package's cache entry: bad lines, and values that are not valid in its EAPI.
    pub fn check(&self) -> Vec<Error> {
        let lines = self.faults.iter().map(|fault| self.error(fault.clone()));
        lines.chain(self.check_values()).collect()
    }

    /// The values that are not valid in its EAPI, by variable.
    pub fn check_values(&self) -> Vec<Error> {
        let mut errors: Vec<Error> = Vec::new();
        if self.description().is_empty() {
            errors.push(self.error(value_fault(&self.entry, Key::Description, Code::EmptyVariable, 0, 0)));
        }
        let specs = DepSpecKind::ALL.into_iter().filter(|&kind| !self.spec_text(kind).is_empty());
        // What nobody asked for yet is not kept.
        errors.extend(specs.filter_map(|kind| parse_spec(self, kind).err()));
        errors.extend(self.slot().err());
        errors.extend(self.keywords().err());
        errors.extend(self.iuse().err());
        errors.extend(self.check_eclasses());
        errors.sort_by_key(|error| error.variable());
        errors
    }

    /// The names of eclasses and their checksums have to be such.
    fn check_eclasses(&self) -> Option<Error> {
        let wrong = |(name, sum): (&str, Option<&str>)| {
            let text = match polyatom::names::eclass(name) {
                Err(_) => name,
                Ok(()) => sum.filter(|sum| !lists::is_md5(sum))?,
            };
            Some(text.to_owned())
        };
        let text = self.entry.eclasses().find_map(wrong)?;
        let fault: Fault = value_fault(&self.entry, Key::Eclasses, Code::Checksum, 0, 0).because(text);
        Some(self.error(fault))
    }
}
