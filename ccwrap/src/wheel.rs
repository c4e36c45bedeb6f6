//! Wheels: another platform's tag, after a look at every binary, and other binaries in place of those that are there.

use crate::error::Error;
use crate::package::{self, LARGEST, Promise};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// A member of a wheel.
struct Member {
    bytes: Vec<u8>,
    mode: u32,
}

/// The members of a wheel, by name.
type Members = BTreeMap<String, Member>;

/// Gives a wheel another platform, swaps binaries (member, file), and writes it beside the old one. The result is the same at any time.
pub fn retag(wheel: &Path, platform: &str, swaps: &[(String, PathBuf)]) -> Result<PathBuf, Error> {
    let wrong = |reason: String| Error::File { name: wheel.display().to_string(), line: 0, reason };
    let name = wheel.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let new_name = renamed(name, platform).map_err(wrong)?;
    let mut members = read(wheel).map_err(wrong)?;
    for (member, file) in swaps {
        let bytes = std::fs::read(file).map_err(|error| wrong(format!("{}: {error}", file.display())))?;
        members.get_mut(member).ok_or_else(|| wrong(format!("there is no member {member:?}")))?.bytes = bytes;
    }
    check(&members, platform).map_err(wrong)?;
    let info = info_directory(&members).map_err(wrong)?;
    change_tags(&mut members, &info, platform).map_err(wrong)?;
    write_record(&mut members, &info);
    let bytes = pack(&members).map_err(|error| wrong(error.to_string()))?;
    let path = wheel.with_file_name(new_name);
    let draft = path.with_extension("new");
    std::fs::write(&draft, bytes).and_then(|()| std::fs::rename(&draft, &path)).map_err(|error| wrong(error.to_string()))?;
    Ok(path)
}

/// `NAME-VERSION[-BUILD]-PYTHON-ABI-PLATFORM.whl`
fn renamed(name: &str, platform: &str) -> Result<String, String> {
    let is_tag = !platform.is_empty() && platform.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
    if !is_tag {
        return Err(format!("{platform:?} is not a platform's tag"));
    }
    let stem = name.strip_suffix(".whl").ok_or("the name does not end in .whl")?;
    let parts: Vec<&str> = stem.split('-').collect();
    match parts.len() {
        5 | 6 => Ok(format!("{}-{platform}.whl", parts[..parts.len() - 1].join("-"))),
        _ => Err("the name is not NAME-VERSION-PYTHON-ABI-PLATFORM.whl".to_owned()),
    }
}

fn read(wheel: &Path) -> Result<Members, String> {
    let file = File::open(wheel).map_err(|error| error.to_string())?;
    let mut archive = ZipArchive::new(file).map_err(|error| error.to_string())?;
    let mut members = Members::new();
    for index in 0..archive.len() {
        let member = archive.by_index(index).map_err(|error| error.to_string())?;
        if member.is_dir() {
            continue;
        }
        let name = member.name().map_err(|error| error.to_string())?.into_owned();
        if member.enclosed_name().is_none() {
            return Err(format!("the member {name:?} would be outside"));
        }
        let mode = member.unix_mode().unwrap_or(0o644);
        let mut bytes = Vec::new();
        member.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
        if bytes.len() as u64 > LARGEST {
            return Err(format!("the member {name:?} is larger than a wheel's may be"));
        }
        if members.insert(name.clone(), Member { bytes, mode }).is_some() {
            return Err(format!("there are two members {name:?}"));
        }
    }
    Ok(members)
}

/// Every binary must be for the machine of the tag, and run on the systems that it promises.
fn check(members: &Members, platform: &str) -> Result<(), String> {
    let promise = Promise::of(platform);
    let siblings: Vec<String> = members.keys().map(|name| name.rsplit('/').next().unwrap_or_default().to_owned()).collect();
    for (name, member) in members {
        let contents = package::look(name, &member.bytes)?;
        if let Some(reason) = contents.binaries.iter().find_map(|binary| promise.broken_by(binary, &siblings)) {
            return Err(reason);
        }
    }
    Ok(())
}

fn info_directory(members: &Members) -> Result<String, String> {
    let mut found = members.keys().filter_map(|name| name.strip_suffix("/WHEEL")).filter(|name| name.ends_with(".dist-info"));
    match (found.next(), found.next()) {
        (Some(info), None) => Ok(info.to_owned()),
        _ => Err("there is not one .dist-info/WHEEL".to_owned()),
    }
}

/// `Tag: cp39-abi3-linux_x86_64`
fn change_tags(members: &mut Members, info: &str, platform: &str) -> Result<(), String> {
    let member = members.get_mut(&format!("{info}/WHEEL")).ok_or("there is no WHEEL")?;
    let text = std::str::from_utf8(&member.bytes).map_err(|_| "WHEEL is not text")?;
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let changed = match line.strip_prefix("Tag: ") {
            Some(tag) => {
                let (rest, _) = tag.rsplit_once('-').ok_or_else(|| format!("WHEEL: {tag:?} is not PYTHON-ABI-PLATFORM"))?;
                platform.split('.').map(|platform| format!("Tag: {rest}-{platform}")).collect()
            }
            None => vec![line.to_owned()],
        };
        // Each platform once, however many there were.
        for line in changed {
            if !(line.starts_with("Tag: ") && lines.contains(&line)) {
                lines.push(line);
            }
        }
    }
    if !lines.iter().any(|line| line.starts_with("Tag: ")) {
        return Err("WHEEL has no Tag".to_owned());
    }
    member.bytes = (lines.join("\n") + "\n").into_bytes();
    Ok(())
}

/// The hash and the size of each member but the record itself, and signatures of it.
fn write_record(members: &mut Members, info: &str) {
    let record = format!("{info}/RECORD");
    for gone in ["RECORD.jws", "RECORD.p7s"] {
        // They were about the wheel as it was.
        members.remove(&format!("{info}/{gone}"));
    }
    let mut text = String::new();
    for (name, member) in members.iter().filter(|(name, _)| **name != record) {
        let hash = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&member.bytes));
        let name = if name.contains([',', '"']) { format!("\"{}\"", name.replace('"', "\"\"")) } else { name.clone() };
        let _ = writeln!(text, "{name},sha256={hash},{}", member.bytes.len());
    }
    let _ = writeln!(text, "{record},,");
    members.insert(record, Member { bytes: text.into_bytes(), mode: 0o644 });
}

/// Members by name, the information last, without times.
fn pack(members: &Members) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let (info, others): (Vec<_>, Vec<_>) = members.iter().partition(|(name, _)| name.contains(".dist-info/"));
    for (name, member) in others.into_iter().chain(info) {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(9))
            .last_modified_time(DateTime::default())
            .unix_permissions(if member.mode & 0o111 == 0 { 0o644 } else { 0o755 });
        writer.start_file(name.as_str(), options)?;
        writer.write_all(&member.bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}
