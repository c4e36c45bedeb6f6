//! What is in a column, row by row, for those who have no library for it.

use crate::Error;
use polyatom_runtime::column::{Array, Column, Flaw, Layout, Texts};

/// The texts.
pub fn texts(column: &Column) -> Result<Vec<Option<String>>, Error> {
    let texts = Texts::of(column)?;
    Ok(texts.range(0..texts.len()).map(|text| text.map(String::from)).collect())
}

/// The byte strings, or those of the texts.
pub fn bytes(column: &Column) -> Result<Vec<Option<Vec<u8>>>, Error> {
    let texts = Texts::of(column)?;
    Ok(texts.bytes(0..texts.len()).map(|bytes| bytes.map(<[u8]>::to_vec)).collect())
}

/// The numbers, or 1 for what is true; 0 where there is none.
pub fn numbers(column: &Column) -> Result<Vec<i8>, Error> {
    let mut numbers = Vec::with_capacity(column.len());
    for array in column.arrays() {
        let wrong = || Flaw(format!("its format is {}, which is not numbers", array.layout().format()));
        numbers.extend((0..array.len()).map(|place| array.number(place)).collect::<Option<Vec<_>>>().ok_or_else(wrong)?);
    }
    Ok(numbers)
}

/// The lists of texts; empty ones where there is none.
pub fn lists(column: &Column) -> Result<Vec<Vec<String>>, Error> {
    let mut lists = Vec::with_capacity(column.len());
    for array in column.arrays() {
        let Layout::Lists { items, .. } = array.layout() else {
            return Err(Flaw(format!("its format is {}, which is not lists", array.layout().format())).into());
        };
        let items = texts(&Array::clone(items).into())?;
        let list = |place| items[array.list(place)].iter().flatten().cloned().collect();
        lists.extend((0..array.len()).map(list));
    }
    Ok(lists)
}

/// The names of the fields of structs.
pub fn fields(column: &Column) -> Vec<String> {
    structs(column).iter().map(|(name, _)| (*name).to_owned()).collect()
}

/// The column of a field.
pub fn field(column: &Column, name: &str) -> Result<Column, Error> {
    let known = structs(column);
    match known.iter().find(|(known, _)| *known == name) {
        Some((_, field)) => Ok(field.clone().into()),
        None => Err(Flaw(format!("it has no field {name}; its fields are {}", fields(column).join(", "))).into()),
    }
}

/// Structs are made here only, in one array that begins at its buffers' start.
fn structs(column: &Column) -> &[(&'static str, Array)] {
    match column.arrays() {
        [array] => match array.layout() {
            Layout::Struct(fields) => fields,
            _ => &[],
        },
        _ => &[],
    }
}
