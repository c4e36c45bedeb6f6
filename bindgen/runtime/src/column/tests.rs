//! Every layout reads as what it was made of, wherever it begins, and says what is wrong with it.

use super::build::{BoolRows, Build, Int8Rows, KeyRows, ListRows, TextRows, structs};
use super::*;
use proptest::prelude::*;

/// A text in a column, or none.
type Row = Option<String>;

/// The same rows in every layout, each after so many that are no part of it.
pub(super) fn layouts(rows: &[Row], before: usize) -> Vec<Array> {
    let padded: Vec<Option<&[u8]>> =
        (0..before).map(|_| Some(&b"before"[..])).chain(rows.iter().map(|row| row.as_deref().map(str::as_bytes))).collect();
    let validity = || bitmap(padded.iter().map(|row| row.is_some()));
    let made = |layout| Array::new(layout, before, rows.len(), Some(validity())).unwrap();
    let mut all: Vec<Array> = [false, true]
        .into_iter()
        .flat_map(|is_large| [false, true].map(|is_text| made(strings(&padded, is_large, is_text))))
        .collect();
    all.extend([false, true].map(|is_text| made(views(&padded, is_text))));
    let widths = [1, 2, 4, 8].into_iter().flat_map(|bytes| [false, true].map(|is_signed| Width { bytes, is_signed }));
    all.extend(
        widths.flat_map(|width| {
            [strings(&[], false, true), views(&[], true)].map(|like| dictionary(&padded, before, width, &like))
        }),
    );
    if rows.iter().all(Option::is_none) {
        all.push(Array::new(Layout::Null, before, rows.len(), None).unwrap());
    }
    all
}

pub(super) fn bitmap(bits: impl Iterator<Item = bool>) -> Bytes {
    let mut made = Bits::default();
    bits.for_each(|bit| made.push(bit));
    made.into_bytes()
}

pub(super) fn strings(rows: &[Option<&[u8]>], is_large: bool, is_text: bool) -> Layout {
    let (mut offsets, mut data) = (vec![0_i64], vec![]);
    for row in rows {
        data.extend_from_slice(row.unwrap_or(b"junk of none"));
        offsets.push(data.len() as i64);
    }
    let offsets: Vec<u8> = match is_large {
        true => offsets.iter().flat_map(|offset| offset.to_ne_bytes()).collect(),
        false => offsets.iter().flat_map(|&offset| (offset as i32).to_ne_bytes()).collect(),
    };
    Layout::Strings { offsets: offsets.into(), is_large, data: data.into(), is_text }
}

/// In two buffers, by turns.
fn views(rows: &[Option<&[u8]>], is_text: bool) -> Layout {
    let (mut views, mut data) = (vec![], [vec![b'x'], vec![]]);
    for (place, row) in rows.iter().enumerate() {
        // What no row has may lead anywhere.
        let bytes = row.unwrap_or(b"");
        views.extend(if row.is_some() { bytes.len() as u32 } else { u32::MAX }.to_ne_bytes());
        match bytes.len() {
            0..=12 => {
                views.extend(bytes);
                views.resize(views.len() + 12 - bytes.len(), 0);
            }
            _ => {
                views.extend(&bytes[..4]);
                views.extend((place as u32 % 2).to_ne_bytes());
                views.extend((data[place % 2].len() as u32).to_ne_bytes());
                data[place % 2].extend(bytes);
            }
        }
    }
    Layout::Views { views: views.into(), data: data.map(Bytes::from).into(), is_text }
}

/// Every value once, one that is missing among them; where no row has a value, the index may be wrong.
fn dictionary(rows: &[Option<&[u8]>], before: usize, width: Width, like: &Layout) -> Array {
    let mut values: Vec<Option<&[u8]>> = vec![None];
    let mut indices = vec![];
    for (place, row) in rows.iter().enumerate() {
        let index = match (row, values.iter().position(|value| value == row)) {
            (None, _) if place % 2 == 0 => 0x7F,
            (_, Some(known)) => known,
            (_, None) => {
                values.push(*row);
                values.len() - 1
            }
        };
        indices.extend_from_slice(&index.to_le_bytes()[..width.bytes]);
    }
    let of = if matches!(like, Layout::Views { .. }) { views(&values, true) } else { strings(&values, false, true) };
    let values = Array::new(of, 0, values.len(), Some(bitmap(values.iter().map(|value| value.is_some())))).unwrap();
    let validity = bitmap(rows.iter().enumerate().map(|(place, row)| row.is_some() || place % 2 == 1));
    let layout = Layout::Dictionary { indices: indices.into(), width, values: Box::new(values) };
    Array::new(layout, before, rows.len() - before, Some(validity)).unwrap()
}

pub(super) fn read(column: &Column, rows: std::ops::Range<usize>) -> Vec<Row> {
    Texts::of(column).unwrap().range(rows).map(|text| text.map(std::borrow::Cow::into_owned)).collect()
}

pub(super) fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(prop::option::weighted(0.8, "[a-z0-9é]{0,30}"), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_layout_reads_as_what_it_was_made_of(rows in rows(), before in 0..20_usize, cut in any::<(prop::sample::Index, prop::sample::Index)>()) {
        let (from, to) = (cut.0.index(rows.len() + 1), cut.1.index(rows.len() + 1));
        let cut = from.min(to)..from.max(to);
        for array in layouts(&rows, before) {
            let missing: Vec<u64> = rows.iter().zip(0..).filter(|(row, _)| row.is_none()).map(|(_, place)| place).collect();
            let column = Column::from(array);
            prop_assert_eq!(column.len(), rows.len());
            if !matches!(column.arrays()[0].layout(), Layout::Dictionary { .. }) {
                prop_assert_eq!(column.missing(), missing.clone());
                prop_assert_eq!(column.arrays()[0].missing(), missing.len());
            }
            prop_assert_eq!(read(&column, 0..rows.len()), rows.clone());
            prop_assert_eq!(read(&column, cut.clone()), rows[cut.clone()].to_vec());
        }
    }

    #[test]
    fn parts_read_as_one(parts in prop::collection::vec(rows(), 1..5), before in 0..9_usize, start in 0..50_usize, count in 0..50_usize) {
        let whole: Vec<Row> = parts.concat();
        let (start, end) = (start.min(whole.len()), (start + count).min(whole.len()));
        // By turns in this and in that layout: a stream may not do so, and reading does not mind.
        let arrays = parts.iter().enumerate().map(|(place, rows)| layouts(rows, before).swap_remove(place % 6)).collect();
        let column = Column::new(arrays);
        prop_assert_eq!(column.len(), whole.len());
        prop_assert_eq!(read(&column, start..end), whole[start..end].to_vec());
        let joined = texts::joined(column.arrays()).unwrap();
        prop_assert_eq!(read(&joined.into(), 0..whole.len()), whole);
    }

    #[test]
    fn what_is_built_in_parts_is_what_is_built_at_once(parts in prop::collection::vec(rows(), 0..6)) {
        fn built<B: Build>(parts: &[Vec<Row>], push: impl Fn(&mut B, &str)) -> [Array; 2] {
            let add = |mut made: B, rows: &[Row]| {
                rows.iter().for_each(|row| match row {
                    Some(text) => push(&mut made, text),
                    None => made.push_missing(),
                });
                made
            };
            let once = parts.iter().fold(B::default(), |made, rows| add(made, rows));
            let mut appended = B::default();
            parts.iter().for_each(|rows| appended.append(add(B::default(), rows)));
            [once.finish(), appended.finish()]
        }
        fn same([once, appended]: [Array; 2]) -> Array {
            assert_eq!(format!("{once:?}"), format!("{appended:?}"));
            let bytes = |array: &Array| match array.layout() {
                Layout::Bool(bytes) | Layout::Int8(bytes) => bytes.to_vec(),
                Layout::Strings { offsets, data, .. } => [&offsets[..], data].concat(),
                Layout::Lists { offsets, .. } => offsets.to_vec(),
                _ => vec![],
            };
            assert_eq!(bytes(&once), bytes(&appended));
            assert_eq!(once.validity().map(|bits| bits.to_vec()), appended.validity().map(|bits| bits.to_vec()));
            appended
        }
        let whole: Vec<Row> = parts.concat();
        for array in [
            same(built(&parts, |made: &mut TextRows, text| made.push(text.as_bytes()))),
            same(built(&parts, |made: &mut KeyRows, text| made.push_written(|data| { data.extend(text.bytes()); Ok::<_, ()>(()) }).unwrap())),
        ] {
            prop_assert_eq!(read(&array.into(), 0..whole.len()), whole.clone());
        }
        let lists = same(built(&parts, |made: &mut ListRows, text| made.push(text.split('a'))));
        let Layout::Lists { items, .. } = lists.layout() else { panic!("lists") };
        let wanted: Vec<Row> = whole.iter().flatten().flat_map(|text| text.split('a')).map(|item| Some(item.to_owned())).collect();
        prop_assert_eq!(read(&(**items).clone().into(), 0..wanted.len()), wanted);
        let numbers = same(built(&parts, |made: &mut Int8Rows, text| made.push(text.len() as i8 - 5)));
        let Layout::Int8(bytes) = numbers.layout() else { panic!("numbers") };
        prop_assert!(bytes.iter().zip(&whole).all(|(byte, row)| *byte as i8 == row.as_ref().map_or(0, |text| text.len() as i8 - 5)));
        let truths = same(built(&parts, |made: &mut BoolRows, text| made.push(text.len() % 2 == 0)));
        let Layout::Bool(bits) = truths.layout() else { panic!("truth values") };
        prop_assert!(whole.iter().enumerate().all(|(place, row)| super::bits::bit(bits, place) == row.as_ref().is_some_and(|text| text.len() % 2 == 0)));
    }
}

#[test]
fn what_fails_leaves_no_row() {
    let mut rows = TextRows::default();
    rows.push(b"a");
    assert_eq!(
        rows.push_written(|data| {
            data.extend(b"half");
            Err("no")
        }),
        Err("no")
    );
    rows.push(b"b");
    let column = Column::from(rows.finish());
    assert_eq!(read(&column, 0..2), [Some("a".to_owned()), Some("b".to_owned())]);
    assert_eq!(column.len(), 2);
}

#[test]
fn wrong_bytes_are_read_as_what_nothing_takes() {
    let array = Array::new(strings(&[Some(b"a\xFFb")], false, true), 0, 1, None).unwrap();
    assert_eq!(read(&array.into(), 0..1), [Some("a\u{FFFD}b".to_owned())]);
}

#[test]
fn buffers_that_do_not_hold_what_they_should_are_refused() {
    let offsets = |offsets: &[i32]| Bytes::from(offsets.iter().flat_map(|offset| offset.to_ne_bytes()).collect::<Vec<_>>());
    let strings =
        |ends: &[i32]| Layout::Strings { offsets: offsets(ends), is_large: false, data: vec![b'x'; 4].into(), is_text: true };
    let view = |length: u32, buffer: u32, place: u32| {
        let views: Vec<u8> = [length, 0, buffer, place].iter().flat_map(|part| part.to_ne_bytes()).collect();
        Layout::Views { views: views.into(), data: vec![vec![b'x'; 20].into()], is_text: true }
    };
    let values = || Array::new(strings(&[0, 1]), 0, 1, None).unwrap();
    let dictionary = |index: i8| Layout::Dictionary {
        indices: vec![index as u8].into(),
        width: Width { bytes: 1, is_signed: true },
        values: Box::new(values()),
    };
    let lists = |ends: &[i32]| Layout::Lists { offsets: offsets(ends), is_large: false, items: Box::new(values()) };
    let refused =
        |layout, offset, length, bits: Option<Vec<u8>>| Array::new(layout, offset, length, bits.map(Bytes::from)).unwrap_err().0;
    for (flaw, words) in [
        (refused(strings(&[0, 3, 2]), 0, 2, None), "its offset 2 is 2, which is before 3"),
        (refused(strings(&[-1, 3]), 0, 1, None), "its offset 0 is -1, which is before 0"),
        (refused(strings(&[0, 5]), 0, 1, None), "its last offset is 5, and there are 4"),
        (refused(strings(&[0, 4]), 1, 1, None), "it has no offset 2"),
        (refused(strings(&[]), 0, 1, None), "it has no offset 0"),
        (refused(strings(&[0, 4]), usize::MAX, 1, None), "its offset and its length are too large"),
        (refused(strings(&[0; 10]), 0, 9, Some(vec![0xFF])), "its bitmap ends before its 9 values"),
        (refused(view(13, 0, 8), 0, 1, None), "the view at 0 is of bytes that no buffer has"),
        (refused(view(13, 1, 0), 0, 1, None), "the view at 0 is of bytes that no buffer has"),
        (refused(view(u32::MAX, 0, u32::MAX), 0, 1, None), "the view at 0 is of bytes that no buffer has"),
        (refused(view(0, 0, 0), 0, 2, None), "a buffer of 16 bytes does not have its 2 values"),
        (refused(view(0, 0, 0), 0, usize::MAX / 8, None), "does not have its"),
        (refused(dictionary(-1), 0, 1, None), "the index at 0 is of none of the 1 values of its dictionary"),
        (refused(dictionary(1), 0, 1, None), "the index at 0 is of none of the 1 values of its dictionary"),
        (refused(dictionary(0), 0, 2, None), "a buffer of 1 bytes does not have its 2 values"),
        (refused(lists(&[0, 2]), 0, 1, None), "its last offset is 2, and there are 1"),
        (refused(Layout::Bool(vec![0].into()), 3, 6, None), "its bits end before its values"),
        (refused(Layout::Int8(vec![0].into()), 0, 2, None), "a buffer of 1 bytes does not have its 2 values"),
        (refused(Layout::Struct(vec![("a", values())]), 0, 2, None), "its field a is shorter than it"),
    ] {
        assert!(flaw.contains(words), "{flaw}");
    }
    // Nothing is read of what is missing.
    for (layout, bits) in [(dictionary(9), vec![0]), (view(u32::MAX, 9, 9), vec![0])] {
        let array = Array::new(layout, 0, 1, Some(bits.into())).unwrap();
        assert_eq!(read(&array.into(), 0..1), [None]);
    }
}

#[test]
fn what_is_not_text_is_not_read_as_text() {
    let flags = structs(Bits::default(), vec![]);
    assert_eq!(Texts::of(&flags.into()).unwrap_err().0, "its format is +s, which is not text");
}
