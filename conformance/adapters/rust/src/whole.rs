//! Reads everything of every package of a repository, and sums it up: all languages must come to the same. `../../fields.txt` lists what
//! bindings have to read; what stands there and not here is told.

use std::fmt::{Display, Write};

use polyatom::DepSpecKind;
use polyatom_repo::format::manifest::{Manifest, ManifestEntry};
use polyatom_repo::format::masks::Mask;
use polyatom_repo::format::metadata_xml::{LocalFlag, Localized, Maintainer, MetadataXml, Upstream, UpstreamMaintainer};
use polyatom_repo::{Distfile, Error, Found, InFile, Metadata, Package, Repository};

/// What the bindings read, the first type of which everything is read.
const FIELDS: &str = include_str!("../../fields.txt");

/// What was put so far: how many bytes, and their CRC-32.
#[derive(Clone, Copy, Default)]
struct Sum {
    size: usize,
    crc: u32,
}

/// What each byte does to a CRC-32.
const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 * 8 {
        let crc = if at % 8 == 0 { at as u32 / 8 } else { table[at / 8] };
        table[at / 8] = crc >> 1 ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
        at += 1;
    }
    table
};

impl Sum {
    fn add(&mut self, text: &str) {
        self.size += text.len();
        let with = |crc: u32, byte: u8| crc >> 8 ^ TABLE[usize::from(crc as u8 ^ byte)];
        self.crc = !text.bytes().fold(!self.crc, with);
    }
}

/// A value as it is summed up. Some languages write an absent text as an empty one.
#[derive(Default)]
struct Out(String);

impl Out {
    fn put(&mut self, text: impl Display) {
        let _ = write!(self.0, "{text}");
    }

    fn text(&mut self, text: impl Display) {
        let text = text.to_string();
        self.put(format_args!("{}:{text}", text.len()));
    }

    fn maybe(&mut self, text: Option<impl Display>) {
        self.text(text.map_or_else(String::new, |text| text.to_string()));
    }

    fn or_nothing<T>(&mut self, value: Option<T>, each: impl FnOnce(&mut Self, T)) {
        match value {
            Some(value) => each(self, value),
            None => self.put('~'),
        }
    }

    fn truth(&mut self, truth: bool) {
        self.put(if truth { '+' } else { '-' });
    }

    fn number(&mut self, number: Option<u64>) {
        self.or_nothing(number, |out, number| out.put(format_args!("{number};")));
    }

    fn list<T>(&mut self, items: impl IntoIterator<Item = T>, each: impl Fn(&mut Self, T)) {
        self.put('[');
        items.into_iter().for_each(|item| each(self, item));
        self.put(']');
    }

    fn texts(&mut self, texts: impl IntoIterator<Item: Display>) {
        self.list(texts, |out, text| out.text(text));
    }

    /// A value that may not be valid.
    fn tried<T>(&mut self, value: Result<T, Error>, each: impl FnOnce(&mut Self, T)) {
        match value {
            Ok(value) => each(self, value),
            Err(error) => self.put(format_args!("!{};", error.code())),
        }
    }

    /// Parts, in the order of their names.
    fn parts(&mut self, parts: impl FnOnce(&mut Self)) {
        self.put('(');
        parts(self);
        self.put(')');
    }
}

/// Prints the sum of each part over all packages.
pub fn read(path: &str) -> Result<(), Error> {
    let repository = Repository::open(path)?;
    let names: Vec<&str> = FIELDS
        .lines()
        .skip(2)
        .take_while(|line| !line.starts_with("type "))
        .filter_map(|line| Some(line.split_once(' ')?.0))
        .collect();
    let mut sums = vec![Sum::default(); names.len()];
    let (mut count, mut unusable) = (0, 0);
    for package in repository.packages() {
        count += 1;
        let Ok(package) = package else {
            unusable += 1;
            continue;
        };
        for (name, sum) in names.iter().zip(&mut sums) {
            let mut out = Out::default();
            part(&mut out, &package, name);
            sum.add(&out.0);
        }
    }
    println!("{count} packages, {unusable} of them unusable");
    names.iter().zip(sums).for_each(|(name, sum)| println!("{name} {} {:08x}", sum.size, sum.crc));
    Ok(())
}

fn part(out: &mut Out, package: &Package, name: &str) {
    if let Ok(kind) = DepSpecKind::parse(name) {
        return out.tried(package.spec(kind), |out, spec| out.text(spec));
    }
    match name {
        "check" => problems(out, &package.check()),
        "cpv" => out.text(package.cpv()),
        "defined_phases" => out.texts(package.defined_phases().unwrap_or_default()),
        "deprecated" => out.tried(package.deprecated(), |out, line| out.or_nothing(line, mask)),
        "description" => out.text(package.description()),
        "directory" => out.text(package.directory()),
        "distfiles" => out.tried(package.distfiles(), |out, files| out.list(&files, distfile)),
        "eapi" => out.text(package.eapi()),
        "ebuild_path" => out.text(package.ebuild_path()),
        "entry_path" => out.text(package.entry_path()),
        "facts" => out.tried(package.facts(), facts),
        "homepages" => out.texts(package.homepages()),
        "inherit" => out.texts(package.inherit()),
        "inherited" => out.texts(package.inherited()),
        "is_live" => out.truth(package.is_live()),
        "iuse" => out.tried(package.iuse(), |out, iuse| out.text(iuse)),
        "keywords" => out.tried(package.keywords(), |out, keywords| out.text(keywords)),
        "manifest" => manifest(out, package.manifest()),
        "metadata_xml" => metadata_xml(out, package.metadata_xml()),
        "repository" => out.text(package.repository()),
        "slot" => out.tried(package.slot(), |out, slot| out.text(slot)),
        "slot_atom" => out.tried(package.slot_atom(), |out, atom| out.text(atom)),
        "variables" => out.texts(package.entry().values().map(|(key, _)| key.as_str())),
        _ => out.put("(not read in Rust)"),
    }
}

fn problems(out: &mut Out, errors: &[Error]) {
    out.list(errors, |out, error| {
        out.parts(|out| {
            out.text(error.code());
            out.maybe(error.package());
            out.maybe(error.hint());
            out.text(error.excerpt());
            out.number(error.line().map(u64::from));
            out.text(error.path());
            out.text(error.reason());
            out.maybe(error.variable());
        });
    });
}

fn mask(out: &mut Out, line: &InFile<Mask>) {
    out.parts(|out| {
        let author = line.author();
        out.text(&line.atom);
        out.maybe(author.map(|author| author.name));
        out.text(&line.comment);
        out.maybe(author.map(|author| author.date));
        out.maybe(author.map(|author| author.email));
        out.text(line.explanation());
        out.number(Some(line.line.into()));
        out.text(&line.path);
    });
}

fn facts(out: &mut Out, package: polyatom::Package) {
    out.parts(|out| {
        out.text(&package.cpv);
        out.maybe(package.iuse.as_ref());
        out.maybe(package.repo());
        out.maybe(package.slot.as_ref());
        out.parts(|out| {
            out.number(Some(package.use_flags.len() as u64));
            out.texts(package.use_flags.names());
        });
    });
}

fn distfile(out: &mut Out, file: &Distfile) {
    out.parts(|out| {
        out.or_nothing(file.entry.as_ref(), manifest_entry);
        out.texts(&file.fetchable);
        out.text(&file.filename);
        out.truth(file.may_mirror);
        out.texts(&file.uris);
    });
}

fn manifest_entry(out: &mut Out, entry: &ManifestEntry) {
    out.parts(|out| {
        out.list(&entry.hashes, |out, hash| {
            out.parts(|out| {
                out.text(&hash.digest);
                out.text(hash.kind.as_str());
            });
        });
        out.text(entry.kind.as_str());
        out.text(&entry.name);
        out.number(entry.size);
    });
}

fn manifest(out: &mut Out, found: Found<Manifest>) {
    out.parts(|out| {
        out.list(&found.value.entries, manifest_entry);
        out.truth(found.value.is_signed);
        out.truth(found.value.is_thin());
        problems(out, &found.errors);
    });
}

fn localized(out: &mut Out, text: &Localized) {
    out.parts(|out| {
        out.text(&text.lang);
        out.text(&text.text);
    });
}

fn metadata_xml(out: &mut Out, found: Found<MetadataXml>) {
    let xml = found.value;
    out.parts(|out| {
        out.list(&xml.flags, flag);
        out.texts(&xml.herds);
        out.list(&xml.long_descriptions, localized);
        out.list(&xml.maintainers, maintainer);
        problems(out, &found.errors);
        out.list(&xml.slots, |out, slot| {
            out.parts(|out| {
                localized(out, &slot.description);
                out.text(&slot.name);
            });
        });
        out.truth(xml.stabilize_allarches);
        out.list(&xml.subslots, localized);
        out.or_nothing(xml.upstream.as_ref(), upstream);
    });
}

fn flag(out: &mut Out, flag: &LocalFlag) {
    out.parts(|out| {
        localized(out, &flag.description);
        out.text(&flag.name);
        out.maybe(flag.restrict.as_ref());
    });
}

fn maintainer(out: &mut Out, maintainer: &Maintainer) {
    out.parts(|out| {
        out.list(&maintainer.descriptions, localized);
        out.text(&maintainer.email);
        out.text(&maintainer.kind);
        out.maybe(maintainer.name.as_ref());
        out.maybe(maintainer.proxied.as_ref());
        out.maybe(maintainer.restrict.as_ref());
    });
}

fn upstream(out: &mut Out, upstream: &Upstream) {
    out.parts(|out| {
        out.maybe(upstream.bugs_to.as_ref());
        out.maybe(upstream.changelog.as_ref());
        out.list(&upstream.docs, localized);
        out.list(&upstream.maintainers, |out, of: &UpstreamMaintainer| {
            out.parts(|out| {
                out.maybe(of.email.as_ref());
                out.text(&of.name);
                out.maybe(of.status.as_ref());
            });
        });
        out.list(&upstream.remote_ids, |out, id| {
            out.parts(|out| {
                out.text(&id.kind);
                out.text(&id.value);
            });
        });
    });
}
