//! XPAK: the variables of a package after its archive (`.tbz2`) or by themselves (`.xpak`).
//!
//! ```text
//! [archive] XPAKPACK index-length data-length index data XPAKSTOP [offset STOP]
//! ```
//!
//! The offset is the length of all from `XPAKPACK` to `XPAKSTOP`. Numbers have four bytes, the highest first. No length is
//! trusted.

use std::io::{self, Read, Seek, SeekFrom};

use super::variables::Variables;
use super::{Code, Fault};

const BEGIN: &[u8; 8] = b"XPAKPACK";
const END: &[u8; 8] = b"XPAKSTOP";
const STOP: &[u8; 4] = b"STOP";
/// Bytes after the segment: the offset, and the word after it.
const TAIL: u64 = 8;
/// Bytes around index and data.
const FRAME: usize = 24;
/// Bytes that a segment has at most.
pub const LIMIT: u64 = 64 << 20;

/// The segment at the end of a file; none if the file has none.
pub fn find(file: &mut (impl Read + Seek), size: u64) -> io::Result<Option<Result<Vec<u8>, Fault>>> {
    let Some(end) = read_at(file, size, size.saturating_sub(16), 16)? else { return Ok(None) };
    let length = match (&end[..8], &end[12..]) {
        (word, stop) if word == END && stop == STOP => u64::from(number(&end[8..12])),
        (_, _) if &end[8..] == END => {
            let begins = read_at(file, size, 0, 8)?.is_some_and(|start| start == BEGIN);
            return if begins { segment(file, size, 0, size).map(Some) } else { Ok(None) };
        }
        _ => return Ok(None),
    };
    match (size - TAIL).checked_sub(length) {
        Some(start) => segment(file, size, start, length).map(Some),
        None => Ok(Some(Err(broken("it would begin before the file")))),
    }
}

fn segment(file: &mut (impl Read + Seek), size: u64, start: u64, length: u64) -> io::Result<Result<Vec<u8>, Fault>> {
    if length > LIMIT {
        return Ok(Err(Fault::file(Code::ArchiveTooLarge, format!("more than {LIMIT} bytes"))));
    }
    Ok(read_at(file, size, start, length)?.ok_or_else(|| broken("it is cut off")))
}

/// Bytes at a place of a file; none if there are fewer.
fn read_at(file: &mut (impl Read + Seek), size: u64, start: u64, length: u64) -> io::Result<Option<Vec<u8>>> {
    if start.checked_add(length).is_none_or(|end| end > size) {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::with_capacity(length as usize);
    file.take(length).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 == length))
}

/// Reads a segment, from `XPAKPACK` to `XPAKSTOP`.
pub fn parse(segment: &[u8], faults: &mut Vec<Fault>) -> Result<Variables, Fault> {
    let inner = segment.strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(END)).filter(|inner| inner.len() >= 8);
    let inner = inner.ok_or_else(|| broken("it does not begin and end as it has to"))?;
    let (index_length, data_length) = (number(inner) as usize, number(&inner[4..]) as usize);
    if index_length.checked_add(data_length).and_then(|sum| sum.checked_add(FRAME)) != Some(segment.len()) {
        return Err(broken("its lengths are not those that it tells"));
    }
    let (index, data) = inner[8..].split_at(index_length);
    let mut files = Vec::new();
    let mut rest = Cursor(index);
    while !rest.0.is_empty() {
        files.push(rest.file(data).ok_or_else(|| broken("an entry leads out of it"))?);
    }
    Variables::new(files, faults)
}

/// What is left of the index.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<usize> {
        Some(number(self.bytes(4)?) as usize)
    }

    /// The next file, with its content from the data.
    fn file(&mut self, data: &[u8]) -> Option<(String, Vec<u8>)> {
        let length = self.number()?;
        let name = String::from_utf8_lossy(self.bytes(length)?).into_owned();
        let (start, length) = (self.number()?, self.number()?);
        let content = data.get(start..start.checked_add(length)?)?;
        Some((name, content.to_vec()))
    }
}

/// A number of four bytes, which are there.
fn number(bytes: &[u8]) -> u32 {
    bytes[..4].iter().fold(0, |number, &byte| number << 8 | u32::from(byte))
}

#[cold]
fn broken(detail: &str) -> Fault {
    Fault::file(Code::Archive, detail)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A segment with these files.
    pub(crate) fn write(files: &[(&str, &[u8])]) -> Vec<u8> {
        let four = |number: usize| (number as u32).to_be_bytes();
        let (mut index, mut data) = (Vec::new(), Vec::new());
        for (name, content) in files {
            let parts = [&four(name.len())[..], name.as_bytes(), &four(data.len()), &four(content.len())];
            index.extend(parts.concat());
            data.extend_from_slice(content);
        }
        [&BEGIN[..], &four(index.len()), &four(data.len()), &index, &data, END].concat()
    }

    /// A file with a segment after an archive.
    pub(crate) fn behind(archive: &[u8], segment: &[u8]) -> Vec<u8> {
        [archive, segment, &(segment.len() as u32).to_be_bytes(), STOP].concat()
    }

    fn found(file: &[u8]) -> Option<Result<Vec<u8>, Fault>> {
        find(&mut io::Cursor::new(file), file.len() as u64).unwrap()
    }

    #[test]
    fn it_is_found_behind_an_archive_and_alone() {
        let segment = write(&[("SLOT", b"0\n"), ("environment.bz2", b"\xff")]);
        assert_eq!(found(&behind(b"archive", &segment)), Some(Ok(segment.clone())));
        assert_eq!(found(&segment), Some(Ok(segment.clone())));
        assert_eq!((found(b""), found(b"short"), found(&[0; 99])), (None, None, None));
        let variables = parse(&segment, &mut Vec::new()).unwrap();
        assert_eq!(variables.iter().collect::<Vec<_>>(), [("SLOT", "0")]);
    }

    #[test]
    fn no_length_is_trusted() {
        let segment = write(&[("SLOT", b"0\n")]);
        let mut far = behind(b"", &segment);
        let at = far.len() - 8;
        far[at..at + 4].copy_from_slice(&u32::MAX.to_be_bytes());
        assert_eq!(found(&far).unwrap().unwrap_err().code(), "archive");
        for at in 8..segment.len() - 8 {
            let mut changed = segment.clone();
            changed[at] = changed[at].wrapping_add(0x80);
            if let Err(fault) = parse(&changed, &mut Vec::new()) {
                assert_eq!(fault.code(), "archive");
            }
        }
        let twice = parse(&write(&[("A", b"1"), ("A", b"2")]), &mut Vec::new()).unwrap_err();
        assert_eq!(twice.code(), "duplicate_key");
        let mut faults = Vec::new();
        parse(&write(&[("A", b"\xff")]), &mut faults).unwrap();
        assert_eq!(faults[0].code(), "not_utf8");
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..60), flips in proptest::collection::vec((0..80_usize, any::<u8>()), 0..4)) {
            let mut file = behind(&bytes, &write(&[("SLOT", b"0"), ("USE", &bytes)]));
            let length = file.len();
            flips.into_iter().for_each(|(back, byte)| file[length - 1 - back % length] = byte);
            if let Some(Ok(segment)) = found(&file) {
                let _ = parse(&segment, &mut Vec::new());
            }
        }
    }
}
