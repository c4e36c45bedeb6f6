//! Compressed data, whose kind is told by its beginning, and which never becomes more than was asked for.
//!
//! All of it is decompressed by Rust: nothing else has to be there to build for another machine.

use std::io::{self, Read};

use super::{Code, Fault};

/// How data is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compression {
    /// bzip2.
    Bzip2,
    /// gzip.
    Gzip,
    /// LZ4, in its frame format.
    Lz4,
    /// lzip.
    Lzip,
    /// xz.
    Xz,
    /// Zstandard.
    Zstd,
}

/// What frames of Zstandard begin with that are to be skipped, without the lowest bits of the first byte.
const SKIPPABLE: [u8; 4] = [0x50, 0x2A, 0x4D, 0x18];
/// Memory that a decompressor may want for what it remembers, in bytes.
const WINDOW: u64 = 128 << 20;

impl Compression {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Bzip2, Self::Gzip, Self::Lz4, Self::Lzip, Self::Xz, Self::Zstd];

    /// What its data begins with.
    const fn magic(self) -> &'static [u8] {
        match self {
            Self::Bzip2 => b"BZh",
            Self::Gzip => &[0x1F, 0x8B],
            Self::Lz4 => &[0x04, 0x22, 0x4D, 0x18],
            Self::Lzip => b"LZIP",
            Self::Xz => &[0xFD, b'7', b'z', b'X', b'Z', 0],
            Self::Zstd => &[0x28, 0xB5, 0x2F, 0xFD],
        }
    }

    /// The kind of compressed data; none of what is not compressed in a known way.
    pub fn of(data: &[u8]) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|kind| data.starts_with(kind.magic()));
        found.or_else(|| is_skippable(data).then_some(Self::Zstd))
    }

    /// The data as it was before it was compressed, if that is not more than `limit` bytes.
    pub fn decompress(self, data: &[u8], limit: u64) -> Result<Vec<u8>, Fault> {
        let mut out = Vec::new();
        match self {
            Self::Bzip2 => read(bzip2::read::MultiBzDecoder::new(data), limit, &mut out),
            Self::Gzip => read(flate2::read::MultiGzDecoder::new(data), limit, &mut out),
            Self::Lz4 if !ends_as_lz4(data) => Err(broken(&io::ErrorKind::UnexpectedEof.into())),
            Self::Lz4 => read(lz4_flex::frame::FrameDecoder::new(data), limit, &mut out),
            Self::Lzip => read(lzma_rust2::LzipReader::new(data), limit, &mut out),
            Self::Xz => read(lzma_rust2::XzReader::new_mem_limit(data, true, (WINDOW >> 10) as u32), limit, &mut out),
            Self::Zstd => zstd(data, limit, &mut out),
        }?;
        Ok(out)
    }
}

/// Data that is compressed in any known way or not at all, as it was before, if that is not more than `limit` bytes.
pub fn decompress(data: Vec<u8>, limit: u64) -> Result<Vec<u8>, Fault> {
    match Compression::of(&data) {
        Some(kind) => kind.decompress(&data, limit),
        None if data.len() as u64 > limit => Err(too_large(limit)),
        None => Ok(data),
    }
}

fn read(from: impl Read, limit: u64, out: &mut Vec<u8>) -> Result<(), Fault> {
    let left = limit - out.len() as u64;
    let read = from.take(left + 1).read_to_end(out).map_err(|error| broken(&error))?;
    if read as u64 > left { Err(too_large(limit)) } else { Ok(()) }
}

#[cold]
fn broken(error: &io::Error) -> Fault {
    Fault::file(Code::Compression, error.to_string())
}

#[cold]
fn too_large(limit: u64) -> Fault {
    Fault::file(Code::ArchiveTooLarge, format!("more than {limit} bytes"))
}

fn is_skippable(data: &[u8]) -> bool {
    data.len() >= 4 && data[0] & 0xF0 == SKIPPABLE[0] && data[1..4] == SKIPPABLE[1..]
}

/// Whether the mark of the end is there, which may have a checksum after it. The decoder takes any end for one.
fn ends_as_lz4(data: &[u8]) -> bool {
    let has_checksum = data.get(4).is_some_and(|flags| flags & 0b100 != 0);
    let end = data.len().saturating_sub(if has_checksum { 4 } else { 0 });
    data[..end].ends_with(&[0; 4])
}

/// One frame after the other, of which some are to be skipped.
fn zstd(mut data: &[u8], limit: u64, out: &mut Vec<u8>) -> Result<(), Fault> {
    let cut_off = || broken(&io::ErrorKind::UnexpectedEof.into());
    while !data.is_empty() {
        if is_skippable(data) {
            let length = data.get(4..8).and_then(|length| length.try_into().ok()).map(u32::from_le_bytes).ok_or_else(cut_off)?;
            data = data.get(8 + length as usize..).ok_or_else(cut_off)?;
            continue;
        }
        let frame = ruzstd::decoding::StreamingDecoder::new_with_max_window_size(&mut data, WINDOW);
        let mut frame = frame.map_err(|error| broken(&io::Error::other(error.to_string())))?;
        read(&mut frame, limit, out)?;
        let decoder = &frame.decoder;
        if decoder.get_checksum_from_data().is_some_and(|sum| Some(sum) != decoder.get_calculated_checksum()) {
            return Err(Fault::file(Code::Compression, "another checksum"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `b"hello hello hello\n"`, compressed by the tool of each format.
    const HELLO: [(Compression, &str); 6] = [
        (Compression::Bzip2, "425a6839314159265359e5b5f3090000045100001040000244a00021b5180c029069c2a30bb9229c284872daf98480"),
        (Compression::Gzip, "1f8b0800000000000203cb48cdc9c957c840905c003b7c8adf12000000"),
        (Compression::Lz4, "04224d186440a70f0000006368656c6c6f20060050656c6c6f0a00000000c659d85b"),
        (Compression::Lzip, "4c5a4950011000341949ee8de94f7e21b620b7ffffba3400003b7c8adf12000000000000002d00000000000000"),
        (
            Compression::Xz,
            "fd377a585a000004e6d6b4460200210116000000742fe5a3e00011000c5d00341949ee8de94f7e2121b000001f01d9c887c143c800012812c96a628e1fb6f37d010000000004595a",
        ),
        (Compression::Zstd, "28b52ffd04586d00003868656c6c6f200a0100314a11a3aa74ce"),
    ];

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    }

    #[test]
    fn every_kind_is_told_by_its_beginning() {
        for (kind, hex) in HELLO {
            let data = bytes(hex);
            assert_eq!(Compression::of(&data), Some(kind));
            assert_eq!(decompress(data.clone(), 18).unwrap(), b"hello hello hello\n", "{kind:?}");
            assert_eq!(decompress(data.clone(), 17).unwrap_err().code(), "archive_too_large", "{kind:?}");
            for end in 0..data.len() {
                assert!(kind.decompress(&data[..end], 100).is_err() || end == 0, "{kind:?} cut off at {end}");
            }
        }
        assert_eq!(decompress(b"plain".to_vec(), 5).unwrap(), b"plain");
        assert_eq!(decompress(b"plain".to_vec(), 4).unwrap_err().code(), "archive_too_large");
    }

    #[test]
    fn frames_follow_each_other() {
        let mut data = vec![0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
        data.extend(bytes(HELLO[5].1));
        data.extend(bytes(HELLO[5].1));
        assert_eq!(decompress(data.clone(), 36).unwrap().len(), 36);
        assert_eq!(decompress(data.clone(), 35).unwrap_err().code(), "archive_too_large");
        data[4] = 200;
        assert_eq!(decompress(data, 36).unwrap_err().code(), "compression");
    }

    #[test]
    fn a_frame_with_another_checksum_is_refused() {
        let mut data = bytes(HELLO[5].1);
        *data.last_mut().unwrap() ^= 1;
        assert_eq!(decompress(data, 36).unwrap_err().code(), "compression");
    }

    proptest! {
        #[test]
        fn nothing_panics(kind in 0..6_usize, changes in proptest::collection::vec((0..200_usize, any::<u8>()), 0..4)) {
            let (kind, hex) = HELLO[kind];
            let mut data = bytes(hex);
            let length = data.len();
            changes.into_iter().for_each(|(at, byte)| data[at % length] = byte);
            if let Ok(out) = kind.decompress(&data, 1000) {
                prop_assert!(out.len() <= 1000);
            }
        }
    }
}
