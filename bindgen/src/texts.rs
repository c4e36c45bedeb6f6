//! The texts of choices. No metadata has them: the library, once built, is asked.

use crate::interface::{Interface, Name};
use anyhow::{Context, Result, ensure};
use camino::Utf8Path;
use libloading::{Library, Symbol};
use uniffi_meta::{Metadata, UniffiTraitMetadata};

/// Gives each choice of an enum that prints as text its text.
pub fn fill(interface: &mut Interface, library: &Utf8Path, items: &[Metadata]) -> Result<()> {
    // SAFETY: the library is an interface crate that was just built; nothing in it runs when it is loaded.
    let library = unsafe { Library::new(library) }.with_context(|| format!("loading {library}"))?;
    for choices in &mut interface.enums {
        let Some(symbol) = items.iter().find_map(|item| display_symbol(item, &choices.name)) else { continue };
        for (place, variant) in choices.variants.iter_mut().enumerate() {
            let text = ask(&library, &interface.crate_path, &symbol, place);
            variant.text = Some(text.with_context(|| format!("asking for the text of {}.{}", choices.name, variant.name))?);
        }
    }
    Ok(())
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

/// The text of the choice at that place. UniFFI writes a choice as its number, counted from 1, in four bytes.
fn ask(library: &Library, crate_path: &str, display: &str, place: usize) -> Result<String> {
    type Allocate = unsafe extern "C" fn(u64, &mut Status) -> Buffer;
    type Free = unsafe extern "C" fn(Buffer, &mut Status);
    type Display = unsafe extern "C" fn(Buffer, &mut Status) -> Buffer;
    let number = (u32::try_from(place)? + 1).to_be_bytes();
    let mut status = Status::new();
    // SAFETY: these are the types of UniFFI's functions in the version that this crate is bound to. The choice is written into memory of the
    // library's own, of the length that was asked for, which `display` takes back; the text is read before it is given back.
    unsafe {
        let allocate: Symbol<Allocate> = library.get(format!("ffi_{crate_path}_rustbuffer_alloc").as_bytes())?;
        let free: Symbol<Free> = library.get(format!("ffi_{crate_path}_rustbuffer_free").as_bytes())?;
        let display: Symbol<Display> = library.get(display.as_bytes())?;
        let mut choice = allocate(number.len() as u64, &mut status);
        status.check()?;
        std::ptr::copy_nonoverlapping(number.as_ptr(), choice.data, number.len());
        choice.length = number.len() as u64;
        let printed = display(choice, &mut status);
        status.check()?;
        let text = String::from_utf8(std::slice::from_raw_parts(printed.data, usize::try_from(printed.length)?).to_vec());
        free(printed, &mut status);
        Ok(text?)
    }
}
