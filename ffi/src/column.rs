//! Columns: what data engines have many rows of, in one object.

use crate::give::Lent;
use crate::{Atom, DepSpecKind, Eapi, Refused, UseFlags};
use polyatom_columns as columns;
use polyatom_runtime::column;
use std::fmt;

/// A column: many texts, or what was made of them, each in its row or missing.
///
/// Data engines give and take it as Arrow data, by Arrow's C data interface, which copies no text. Texts are of any layout: `utf8`,
/// `large_utf8`, `utf8_view`, dictionaries of these, in one part or in many. What a function makes of a column is another one, with as many
/// rows: where a text is missing there is nothing, and where one is wrong there is nothing either or, if the call is strict, an error with the
/// row.
///
/// ```example
/// column = Column(["1.10", "1.9", "?"])
/// column.compare(Column(["1.9", "1.9", "1"])).numbers() -> [1, 0, 0]
/// column.sort_key(strict = true) -> error Column version_start
/// ```
#[derive(Debug, Clone, uniffi::Object)]
#[uniffi::export(Display)]
pub struct Column(column::Column);

/// What glue makes of data of another library's.
impl From<column::Column> for Column {
    fn from(column: column::Column) -> Self {
        Self(column)
    }
}

/// What glue gives to another library.
impl AsRef<column::Column> for Column {
    fn as_ref(&self) -> &column::Column {
        &self.0
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        columns::describe(&self.0, f)
    }
}

#[uniffi::export]
impl Column {
    /// Makes a column of texts, which may be missing.
    #[uniffi::constructor]
    pub fn new(texts: &[Option<Lent>]) -> Self {
        columns::of_texts(texts.iter().map(|text| text.as_deref())).into()
    }

    /// The number of rows.
    pub fn length(&self) -> u64 {
        self.0.len() as u64
    }

    /// The kind of its values, as Arrow's C data interface names it: `u` for texts, `z` for bytes, `b` for truth values, `c` for small numbers, `+s` for
    /// structs, `+l` for lists.
    pub fn format(&self) -> String {
        self.0.format().to_owned()
    }

    /// The rows in which nothing is.
    pub fn missing(&self) -> Vec<u64> {
        self.0.missing()
    }

    /// The texts, row by row. It fails if it is not a column of texts.
    pub fn texts(&self) -> Result<Vec<Option<String>>, Refused> {
        Ok(columns::read::texts(&self.0)?)
    }

    /// The byte strings, row by row. It fails if it is not a column of byte strings or texts.
    pub fn bytes(&self) -> Result<Vec<Option<Vec<u8>>>, Refused> {
        Ok(columns::read::bytes(&self.0)?)
    }

    /// The numbers, or 1 and 0 for what is true and what is not; 0 also where nothing is, as `missing` tells. It fails if it is no such column.
    ///
    /// ```example
    /// Column(["a/b-1", "a/c-1"]).matches("a/b").numbers() -> [1, 0]
    /// ```
    pub fn numbers(&self) -> Result<Vec<i8>, Refused> {
        Ok(columns::read::numbers(&self.0)?)
    }

    /// The lists of texts; empty ones also where nothing is, as `missing` tells. It fails if it is not a column of lists.
    ///
    /// ```example
    /// Column(["a/b c/d"]).atoms().lists() -> [["a/b", "c/d"]]
    /// ```
    pub fn lists(&self) -> Result<Vec<Vec<String>>, Refused> {
        Ok(columns::read::lists(&self.0)?)
    }

    /// The names of the fields of a column of structs; none of any other.
    pub fn fields(&self) -> Vec<String> {
        columns::read::fields(&self.0)
    }

    /// The column of that field of a column of structs. It fails if there is none of that name.
    pub fn field(&self, name: &str) -> Result<Column, Refused> {
        Ok(columns::read::field(&self.0, name)?.into())
    }

    /// The sort key of each version: bytes whose plain order is the order of versions, and which are equal for equal ones. So an engine
    /// orders, joins and indexes by them, and takes the greatest of each group.
    ///
    /// ```example
    /// Column(["1.10", "1.9"]).sort_key().format -> "z"
    /// ```
    #[uniffi::method(default(strict = false))]
    pub fn sort_key(&self, strict: bool) -> Result<Column, Refused> {
        Ok(columns::sort_key(&self.0, strict)?.into())
    }

    /// The order of each version and that of the same row of `others`: -1 if it is older, 0 if they are equal, 1 if it is newer.
    #[uniffi::method(default(strict = false))]
    pub fn compare(&self, others: &Column, strict: bool) -> Result<Column, Refused> {
        Ok(columns::compare(&self.0, &others.0, strict)?.into())
    }

    /// The parts of each version: a struct of the texts `base`, `numbers`, `letter`, `suffixes` and `revision`.
    ///
    /// ```example
    /// Column(["1.2b_rc4-r5"]).parse_version().fields -> ["base", "numbers", "letter", "suffixes", "revision"]
    /// ```
    #[uniffi::method(default(strict = false))]
    pub fn parse_version(&self, strict: bool) -> Result<Column, Refused> {
        Ok(columns::parse_version(&self.0, strict)?.into())
    }

    /// For each version, the sort keys between which those of all versions lie that `=VERSION*` matches: a struct of the byte strings `low`,
    /// from which on, and `high`, before which they are.
    #[uniffi::method(default(strict = false))]
    pub fn glob_range(&self, strict: bool) -> Result<Column, Refused> {
        Ok(columns::glob_range(&self.0, strict)?.into())
    }

    /// The parts of each atom: a struct of the texts `blocker`, `op`, `category`, `package`, `cpn` (these two together), `version`, `slot`,
    /// `subslot`, `slot_op` and `repo`, and the list of texts `use_deps`.
    ///
    /// ```example
    /// Column([">=a/b-1:2[x]"]).parse_atom().field("use_deps").lists() -> [["x"]]
    /// ```
    #[uniffi::method(default(eapi = None, strict = false))]
    pub fn parse_atom(&self, eapi: Option<Eapi>, strict: bool) -> Result<Column, Refused> {
        Ok(columns::parse_atom(&self.0, eapi.map(Into::into), strict)?.into())
    }

    /// Tells which of the packages, each a category, a name and a version, an atom matches, as `Atom.matches` does.
    #[uniffi::method(default(strict = false))]
    pub fn matches(&self, atom: &Atom, strict: bool) -> Result<Column, Refused> {
        Ok(columns::matches(&self.0, &atom.0, strict)?.into())
    }

    /// Tells which of the packages the atom in the same row of `atoms` matches.
    ///
    /// ```example
    /// packages = Column(["a/b-1", "a/b-2"])
    /// packages.matches_each(Column(["<a/b-2", "<a/b-2"])).numbers() -> [1, 0]
    /// packages.matches_each(Column(["a/b"])) -> error Column column_lengths
    /// ```
    #[uniffi::method(default(eapi = None, strict = false))]
    pub fn matches_each(&self, atoms: &Column, eapi: Option<Eapi>, strict: bool) -> Result<Column, Refused> {
        Ok(columns::matches_each(&self.0, &atoms.0, eapi.map(Into::into), strict)?.into())
    }

    /// The atoms of each dependency specification, as written and in their order, as if every condition held: a list of texts.
    #[uniffi::method(default(eapi = None, strict = false))]
    pub fn atoms(&self, eapi: Option<Eapi>, strict: bool) -> Result<Column, Refused> {
        Ok(columns::atoms(&self.0, eapi.map(Into::into), strict)?.into())
    }

    /// The rest of each dependency specification with these USE flags enabled, as `DepSpec.evaluate` says: texts. Without a kind they are
    /// values of `DEPEND`.
    ///
    /// ```example
    /// Column(["x? ( a/b ) c/d"]).evaluate(["x"]).atoms().lists() -> [["a/b", "c/d"]]
    /// ```
    #[uniffi::method(default(kind = None, eapi = None, strict = false))]
    pub fn evaluate(
        &self,
        use_flags: &UseFlags,
        kind: Option<DepSpecKind>,
        eapi: Option<Eapi>,
        strict: bool,
    ) -> Result<Column, Refused> {
        let kind = kind.unwrap_or(DepSpecKind::Depend).into();
        Ok(columns::evaluate(&self.0, &use_flags.0, kind, eapi.map(Into::into), strict)?.into())
    }
}
