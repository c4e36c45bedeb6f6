//! Each function gives in every row what core gives for that row's text.

use polyatom::{Atom, Cpv, DepSpec, DepSpecKind, UseFlags, Version};
use polyatom_columns::{self as columns, Error};
use polyatom_runtime::column::{Array, Column, Layout, Texts};
use proptest::prelude::*;

type Row = Option<String>;

fn column(rows: &[Row]) -> Column {
    columns::of_texts(rows.iter().map(Option::as_deref))
}

fn bytes(column: &Column) -> Vec<Option<Vec<u8>>> {
    let texts = Texts::of(column).unwrap();
    texts.bytes(0..column.len()).map(|row| row.map(<[u8]>::to_vec)).collect()
}

fn texts(array: &Array) -> Vec<Row> {
    bytes(&array.clone().into()).into_iter().map(|row| row.map(|row| String::from_utf8(row).unwrap())).collect()
}

fn numbers(column: &Column) -> Vec<Option<i8>> {
    let array = &column.arrays()[0];
    let value = |place: usize| match array.layout() {
        Layout::Int8(bytes) => bytes[place] as i8,
        Layout::Bool(bits) => (bits[place / 8] >> (place % 8) & 1) as i8,
        other => panic!("{other:?}"),
    };
    (0..array.len()).map(|place| array.is_present(place).then(|| value(place))).collect()
}

fn fields(column: &Column) -> Vec<(&'static str, Array)> {
    let Layout::Struct(fields) = column.arrays()[0].layout() else { panic!("a struct") };
    fields.clone()
}

fn lists(array: &Array) -> Vec<Option<Vec<String>>> {
    let Layout::Lists { offsets, items, is_large: false } = array.layout() else { panic!("lists") };
    let items = texts(items);
    let offset = |place: usize| i32::from_ne_bytes(offsets[4 * place..][..4].try_into().unwrap()) as usize;
    let list = |place| items[offset(place)..offset(place + 1)].iter().flatten().cloned().collect();
    (0..array.len()).map(|place| array.is_present(place).then(|| list(place))).collect()
}

/// Texts of which most are good, and none is missing everywhere.
fn rows(good: &'static str) -> impl Strategy<Value = Vec<Row>> {
    let text = prop_oneof![8 => good, 1 => "[a-z0-9.=/é-]{0,6}"];
    prop::collection::vec(prop::option::weighted(0.9, text), 0..30)
}

const VERSION: &str = "[0-9]{1,3}([.][0-9]{1,3}){0,2}[a-z]?(_(alpha|rc|p)[0-9]{0,2}){0,2}(-r[0-9]{1,2})?";
const CPV: &str = "[ab]/[cd]-[0-9]([.][0-9]){0,1}(-r[0-9])?";
const ATOM: &str =
    "(!{0,2}[ab]/[cd](:[0-9](/[0-9])?=?)?|(<|<=|=|~|>=|>)[ab]/[cd]-[0-9]([.][0-9])?(::gentoo)?)(\\[-?[xy](,!z[?])?\\])?";
const SPEC: &str = "([ab]/[cd]|x[?] \\( >=a/c-[0-9] \\)|\\|\\| \\( a/c !y[?] \\( b/d:= \\) \\))( [ab]/[cd]){0,2}";

/// What `each` makes of the good texts.
fn wanted<T>(rows: &[Row], each: impl Fn(&str) -> Result<T, polyatom::Error>) -> Vec<Option<T>> {
    rows.iter().map(|row| row.as_deref().and_then(|text| each(text).ok())).collect()
}

/// What is wrong with the first text that is, and its row.
fn first_error<T>(rows: &[Row], each: impl Fn(&str) -> Result<T, polyatom::Error>) -> Option<Error> {
    let errors = rows.iter().enumerate().filter_map(|(row, text)| Some((row, each(text.as_deref()?).err()?)));
    errors.map(|(row, error)| Error::Text { row, error }).next()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn versions(rows in rows(VERSION), others in rows(VERSION)) {
        let versions = column(&rows);
        prop_assert_eq!(bytes(&columns::sort_key(&versions, false).unwrap()), wanted(&rows, |text| Ok(Version::parse(text)?.sort_key())));
        prop_assert_eq!(columns::sort_key(&versions, true).err(), first_error(&rows, Version::parse));
        let parts = fields(&columns::parse_version(&versions, false).unwrap());
        let read = wanted(&rows, Version::parse);
        let part = |of: fn(&Version) -> Option<String>| read.iter().map(|version| version.as_ref().and_then(of)).collect::<Vec<_>>();
        prop_assert_eq!(texts(&parts[0].1), part(|version| Some(version.base().to_owned())));
        prop_assert_eq!(texts(&parts[1].1), part(|version| Some(version.numbers().collect::<Vec<_>>().join("."))));
        prop_assert_eq!(texts(&parts[2].1), part(|version| version.letter().map(String::from)));
        prop_assert_eq!(texts(&parts[4].1), part(|version| version.revision_digits().map(str::to_owned)));
        for (place, version) in read.iter().enumerate() {
            let at = |field: usize| texts(&parts[field].1)[place].clone().unwrap_or_default();
            let base = version.as_ref().map_or("", Version::base);
            prop_assert_eq!(at(1) + &at(2) + &at(3), base);
        }
        let ranges = fields(&columns::glob_range(&versions, false).unwrap());
        let (low, high) = (bytes(&ranges[0].1.clone().into()), bytes(&ranges[1].1.clone().into()));
        for (place, prefix) in read.iter().enumerate() {
            prop_assert_eq!((low[place].is_some(), high[place].is_some()), (prefix.is_some(), prefix.is_some()));
            let Some(prefix) = prefix else { continue };
            for version in wanted(&others, Version::parse).iter().flatten().chain([prefix]) {
                let key = Some(version.sort_key());
                prop_assert_eq!(low[place] <= key && key < high[place], version.matches_glob(prefix), "{} in {}*", version, prefix);
            }
        }
        let count = rows.len().min(others.len());
        let (some, more) = (&rows[..count], &others[..count]);
        let orders = columns::compare(&column(some), &column(more), false).unwrap();
        let order = |(one, other): (&Row, &Row)| {
            Some(Version::parse(one.as_deref()?).ok()?.cmp(&Version::parse(other.as_deref()?).ok()?) as i8)
        };
        prop_assert_eq!(numbers(&orders), some.iter().zip(more).map(order).collect::<Vec<_>>());
        if rows.len() != others.len() {
            let failed = columns::compare(&versions, &column(&others), false).unwrap_err();
            prop_assert_eq!((failed.code(), failed.row()), ("column_lengths", count));
        }
    }

    #[test]
    fn atoms(rows in rows(ATOM), packages in rows(CPV), atom in ATOM) {
        let atoms = column(&rows);
        prop_assert_eq!(columns::parse_atom(&atoms, None, true).err(), first_error(&rows, |text| Atom::parse(text, None)));
        let parsed = columns::parse_atom(&atoms, None, false).unwrap();
        let (parts, read) = (fields(&parsed), wanted(&rows, |text| Atom::parse(text, None)));
        prop_assert_eq!(parts.iter().map(|(name, _)| *name).collect::<Vec<_>>(), columns::ATOM_FIELDS);
        prop_assert_eq!((0..rows.len()).map(|place| parsed.arrays()[0].is_present(place)).collect::<Vec<_>>(), read.iter().map(Option::is_some).collect::<Vec<_>>());
        let part = |of: fn(&Atom) -> Option<String>| read.iter().map(|atom| atom.as_ref().and_then(of)).collect::<Vec<_>>();
        let all: [fn(&Atom) -> Option<String>; 10] = [
            |atom| atom.blocker().map(|blocker| blocker.to_string()),
            |atom| atom.op().map(|op| op.to_string()),
            |atom| Some(atom.category().to_owned()),
            |atom| Some(atom.package().to_owned()),
            |atom| Some(atom.cpn().to_string()),
            |atom| atom.version().map(|version| version.to_string()),
            |atom| atom.slot().map(str::to_owned),
            |atom| atom.subslot().map(str::to_owned),
            |atom| atom.slot_op().map(|op| op.to_string()),
            |atom| atom.repo().map(str::to_owned),
        ];
        for ((_, field), of) in parts.iter().zip(all) {
            prop_assert_eq!(texts(field), part(of));
        }
        let use_deps = |atom: &Atom| atom.use_deps().map(|dep| dep.to_string()).collect::<Vec<_>>();
        prop_assert_eq!(lists(&parts[10].1), read.iter().map(|atom| atom.as_ref().map(use_deps)).collect::<Vec<_>>());

        let atom = Atom::parse(&atom, None).unwrap();
        let cpvs = wanted(&packages, Cpv::parse);
        let matches = columns::matches(&column(&packages), &atom, false).unwrap();
        prop_assert_eq!(numbers(&matches), cpvs.iter().map(|cpv| cpv.as_ref().map(|cpv| i8::from(atom.matches(cpv)))).collect::<Vec<_>>());
        let count = rows.len().min(packages.len());
        let matches = columns::matches_each(&column(&packages[..count]), &column(&rows[..count]), None, false).unwrap();
        let matching = read.iter().zip(&cpvs).map(|(atom, cpv)| Some(i8::from(atom.as_ref()?.matches(cpv.as_ref()?))));
        prop_assert_eq!(numbers(&matches), matching.collect::<Vec<_>>());
    }

    #[test]
    fn specifications(rows in rows(SPEC)) {
        let specs = column(&rows);
        let kind = DepSpecKind::Rdepend;
        let parse = |text: &str| DepSpec::parse(kind, text, None);
        let flags = UseFlags::new(vec!["x".to_owned()]).unwrap();
        let evaluated = columns::evaluate(&specs, &flags, kind, None, false).unwrap();
        prop_assert_eq!(texts(&evaluated.arrays()[0]), wanted(&rows, |text| Ok(parse(text)?.evaluate(&flags).to_string())));
        prop_assert_eq!(columns::evaluate(&specs, &flags, kind, None, true).err(), first_error(&rows, parse));
        let atoms = columns::atoms(&specs, None, false).unwrap();
        prop_assert_eq!(lists(&atoms.arrays()[0]), wanted(&rows, |text| Ok(parse(text)?.atoms().map(|atom| atom.to_string()).collect())));
    }
}

#[test]
fn many_rows_are_done_as_few_are() {
    let rows: Vec<Row> = (0..100_000).map(|row| (row % 1000 != 7).then(|| format!("{}.{}", row % 97, row))).collect();
    let keys = columns::sort_key(&column(&rows), true).unwrap();
    assert_eq!(keys.arrays().len(), 1);
    assert_eq!(bytes(&keys), wanted(&rows, |text| Ok(Version::parse(text)?.sort_key())));
    let mut wrong = rows;
    (wrong[90_000], wrong[50_001]) = (Some("?".to_owned()), Some("1.".to_owned()));
    let failed = columns::sort_key(&column(&wrong), true).unwrap_err();
    assert_eq!((failed.code(), failed.row()), ("missing_number", 50_001), "the first that is wrong");
    assert!(failed.to_string().starts_with("row 50001: invalid version"));
}

#[test]
fn what_is_not_text_is_an_error() {
    let keys = columns::parse_version(&column(&[Some("1".to_owned())]), false).unwrap();
    let failed = columns::sort_key(&keys, false).unwrap_err();
    assert_eq!((failed.code(), failed.row()), ("column_layout", 0));
}
