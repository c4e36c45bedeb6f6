//! Files with one name in each line: `categories`, `arch.list`, `info_pkgs`; and lists of checksums.

use std::collections::BTreeMap;

use polyatom::{Atom, Cpn, Eapi, Error, names};

use super::text::{Line, Parsed, each};
use super::{Code, Fault};

/// The one word of a line.
pub(super) fn one(line: Line<'_>) -> Result<&str, Fault> {
    match line.words().nth(1) {
        Some((at, _)) => Err(line.fault(Code::TrailingField, at, line.text.len() - at)),
        None => Ok(line.text),
    }
}

fn names_of(text: &str, check: impl Fn(&str) -> Result<(), Error>) -> Parsed<Vec<String>> {
    each(text, |line| {
        let name = one(line)?;
        check(name).map_err(|error| Fault::value(line.number, line.text, 0, error))?;
        Ok(name.to_owned())
    })
}

/// `profiles/categories`.
pub fn categories(text: &str) -> Parsed<Vec<String>> {
    names_of(text, names::category)
}

/// `profiles/arch.list`.
pub fn arches(text: &str) -> Parsed<Vec<String>> {
    names_of(text, names::keyword)
}

/// `profiles/info_vars`.
pub fn info_vars(text: &str) -> Parsed<Vec<String>> {
    each(text, |line| one(line).map(str::to_owned))
}

/// `profiles/info_pkgs`. The specification has names of packages here, but the main repository has one with a slot.
pub fn info_pkgs(text: &str) -> Parsed<Vec<Atom>> {
    each(text, |line| Atom::parse(one(line)?, None).map_err(|error| Fault::value(line.number, line.text, 0, error)))
}

/// A list of packages, such as a group of those that are stabilized together. What follows a package and a `#` is a comment.
pub fn packages(text: &str) -> Parsed<Vec<Cpn>> {
    each(text, |line| {
        let text = line.text.split_once('#').map_or(line.text, |(text, _)| text.trim_end());
        Cpn::parse(one(Line { text, ..line })?).map_err(|error| Fault::value(line.number, line.text, 0, error))
    })
}

/// The one word of a file such as `profiles/repo_name`: that of its first line that says something.
pub fn first_word(text: &str) -> Option<Line<'_>> {
    super::text::items(text).next()
}

/// `profiles/repo_name` (`sec:repository-names`). None if the file says nothing.
pub fn repo_name(text: &str) -> Result<Option<String>, Fault> {
    let Some(line) = first_word(text) else { return Ok(None) };
    let name = one(line)?;
    names::repository(name).map_err(|error| Fault::value(line.number, line.text, 0, error))?;
    Ok(Some(name.to_owned()))
}

/// The `eapi` file of a directory of profiles (`sec:profile-eapi`). An empty one says EAPI 0.
pub fn eapi(text: &str) -> Result<Eapi, Fault> {
    let Some(line) = first_word(text) else { return Ok(Eapi::V0) };
    Eapi::parse(one(line)?).map_err(|_| line.fault(Code::UnknownEapi, 0, line.text.len()))
}

/// Checksums of files, as `md5sum` prints them: `HASH  path`.
pub fn md5_sums(text: &str) -> Parsed<BTreeMap<String, String>> {
    let parsed = each(text, |line| {
        let (sum, path) = line.text.split_once(char::is_whitespace).ok_or_else(|| line.missing("path"))?;
        match is_md5(sum) {
            true => Ok((path.trim_start().trim_start_matches('*').to_owned(), sum.to_owned())),
            false => Err(line.fault(Code::Checksum, 0, sum.len())),
        }
    });
    Parsed { value: parsed.value.into_iter().collect(), faults: parsed.faults }
}

/// Whether a text is an MD5 checksum.
pub fn is_md5(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes<T>(parsed: &Parsed<T>) -> Vec<(&'static str, u32)> {
        parsed.faults.iter().map(|fault| (fault.code(), fault.line().unwrap_or(0))).collect()
    }

    #[test]
    fn bad_names_cost_their_line() {
        let found = categories("dev-lang\n\n# c\n-bad\nvirtual\na b\n");
        assert_eq!(found.value, ["dev-lang", "virtual"]);
        assert_eq!(codes(&found), [("category_start", 4), ("trailing_field", 6)]);
    }

    #[test]
    fn one_word_files() {
        assert_eq!(repo_name("\n# x\ngentoo\n").unwrap().as_deref(), Some("gentoo"));
        assert_eq!(repo_name("").unwrap(), None);
        assert_eq!(repo_name("a/b").unwrap_err().line(), Some(1));
        assert_eq!(eapi("7\n").unwrap(), Eapi::V7);
        assert_eq!(eapi("").unwrap(), Eapi::V0);
        assert_eq!(eapi("5-progress").unwrap_err().code(), "unknown_eapi");
    }

    #[test]
    fn sums_are_read() {
        let text = "a34d7c7e9ebaa5f96ecdc681b060fb58  a/b/b-1.ebuild\nxyz  q\nnothing\n";
        let found = md5_sums(text);
        assert_eq!(found.value["a/b/b-1.ebuild"], "a34d7c7e9ebaa5f96ecdc681b060fb58");
        assert_eq!(codes(&found), [("checksum", 2), ("missing_field", 3)]);
    }
}
