//! The texts of choices and the codes of errors. No metadata has them: the library, once built, is asked.

use crate::interface::{Interface, Name};
use anyhow::{Context, Result, bail, ensure};
use camino::Utf8Path;
use libloading::{Library, Symbol};
use uniffi_meta::{Metadata, Type, UniffiTraitMetadata};

/// Gives each choice of an enum that prints as text its text, and the error the codes that a function lists.
pub fn fill(interface: &mut Interface, library: &Utf8Path, items: &[Metadata], codes: Option<&str>) -> Result<()> {
    // SAFETY: the library is an interface crate that was just built; nothing in it runs when it is loaded.
    let library = unsafe { Library::new(library) }.with_context(|| format!("loading {library}"))?;
    for choices in &mut interface.enums {
        let Some(symbol) = items.iter().find_map(|item| display_symbol(item, &choices.name)) else { continue };
        for (place, variant) in choices.variants.iter_mut().enumerate() {
            let text = ask(&library, &interface.crate_path, &symbol, place);
            variant.text = Some(text.with_context(|| format!("asking for the text of {}.{}", choices.name, variant.name))?);
        }
    }
    if let Some(function) = codes {
        let symbol = items.iter().find_map(|item| listing_symbol(item, function));
        let symbol = symbol.with_context(|| format!("{function}: no function of this name lists texts and takes nothing"))?;
        interface.error_codes = list(&library, &interface.crate_path, &symbol).with_context(|| format!("asking {function}"))?;
    }
    Ok(())
}

/// The function of that name, if it takes nothing and gives a list of texts.
fn listing_symbol(item: &Metadata, name: &str) -> Option<String> {
    let list_of_texts = Type::Sequence { inner_type: Box::new(Type::String) };
    match item {
        Metadata::Func(function) => {
            let lists = function.inputs.is_empty() && function.throws.is_none() && function.return_type == Some(list_of_texts);
            (function.name == name && lists).then(|| function.ffi_symbol_name())
        }
        _ => None,
    }
}

/// The function that prints an enum, if the item is about it.
fn display_symbol(item: &Metadata, name: &Name) -> Option<String> {
    match item {
        Metadata::UniffiTrait(UniffiTraitMetadata::Display { fmt }) if fmt.self_name == name.rust() => {
            Some(fmt.ffi_symbol_name())
        }
        _ => None,
    }
}

/// UniFFI's bytes on their way across.
#[repr(C)]
struct Buffer {
    capacity: u64,
    length: u64,
    data: *mut u8,
}

/// How a call went; 0 is well.
#[repr(C)]
struct Status {
    code: i8,
    error: Buffer,
}

impl Status {
    fn new() -> Self {
        Self { code: 0, error: Buffer { capacity: 0, length: 0, data: std::ptr::null_mut() } }
    }

    fn check(&self) -> Result<()> {
        ensure!(self.code == 0, "the library failed");
        Ok(())
    }
}

type Allocate = unsafe extern "C" fn(u64, &mut Status) -> Buffer;
type Free = unsafe extern "C" fn(Buffer, &mut Status);

/// The bytes that the library gave. They are given back.
fn read(library: &Library, crate_path: &str, given: Buffer) -> Result<Vec<u8>> {
    let mut status = Status::new();
    // SAFETY: this is the type of UniFFI's function in the version that this crate is bound to. The bytes are the library's, and are read
    // before they are given back.
    unsafe {
        let free: Symbol<Free> = library.get(format!("ffi_{crate_path}_rustbuffer_free").as_bytes())?;
        let bytes = std::slice::from_raw_parts(given.data, usize::try_from(given.length)?).to_vec();
        free(given, &mut status);
        Ok(bytes)
    }
}

/// The texts that a function gives. UniFFI writes their number, then each with its length in front, these numbers in four bytes.
fn list(library: &Library, crate_path: &str, function: &str) -> Result<Vec<String>> {
    type List = unsafe extern "C" fn(&mut Status) -> Buffer;
    let mut status = Status::new();
    // SAFETY: this is the type of UniFFI's function for one that takes nothing and gives a list.
    let given = unsafe {
        let list: Symbol<List> = library.get(function.as_bytes())?;
        list(&mut status)
    };
    status.check()?;
    let bytes = read(library, crate_path, given)?;
    let mut rest = bytes.as_slice();
    let count = number(&mut rest)?;
    (0..count)
        .map(|_| {
            let length = number(&mut rest)?;
            let Some((text, after)) = rest.split_at_checked(length) else { bail!("a text is cut off") };
            rest = after;
            Ok(String::from_utf8(text.to_vec())?)
        })
        .collect()
}

fn number(rest: &mut &[u8]) -> Result<usize> {
    let Some((bytes, after)) = rest.split_first_chunk() else { bail!("a number is cut off") };
    *rest = after;
    Ok(usize::try_from(u32::from_be_bytes(*bytes))?)
}

/// The text of the choice at that place. UniFFI writes a choice as its number, counted from 1, in four bytes.
fn ask(library: &Library, crate_path: &str, display: &str, place: usize) -> Result<String> {
    type Display = unsafe extern "C" fn(Buffer, &mut Status) -> Buffer;
    let number = (u32::try_from(place)? + 1).to_be_bytes();
    let mut status = Status::new();
    // SAFETY: these are the types of UniFFI's functions in the version that this crate is bound to. The choice is written into memory of the
    // library's own, of the length that was asked for, which `display` takes back.
    let printed = unsafe {
        let allocate: Symbol<Allocate> = library.get(format!("ffi_{crate_path}_rustbuffer_alloc").as_bytes())?;
        let display: Symbol<Display> = library.get(display.as_bytes())?;
        let mut choice = allocate(number.len() as u64, &mut status);
        status.check()?;
        std::ptr::copy_nonoverlapping(number.as_ptr(), choice.data, number.len());
        choice.length = number.len() as u64;
        display(choice, &mut status)
    };
    status.check()?;
    Ok(String::from_utf8(read(library, crate_path, printed)?)?)
}
