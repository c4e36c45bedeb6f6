//! Files beside the ebuilds: `metadata.xml`, `Manifest`, and what they name.

use std::sync::Arc;

use polyatom::{Cpn, Cpv};
use polyatom_repo::format::manifest::{HashKind, Manifest};
use polyatom_repo::format::metadata_xml::MetadataXml;
use polyatom_repo::{MemoryDisk, Mismatch, OpenOptions, Source};

use crate::real;
use crate::small::{open, texts};

fn disk() -> Arc<MemoryDisk> {
    let entry = "EAPI=8\nSLOT=0\nDESCRIPTION=x\n\
        SRC_URI=https://e/a.tar mirror://gnu/b.tar x? ( fetch+https://e/c.tar mirror+https://e/d.tar e.tar )\nRESTRICT=x? ( fetch )\n";
    Arc::new(MemoryDisk::new([
        ("/r/profiles/thirdpartymirrors", "gnu https://g/ https://h\n"),
        ("/r/metadata/md5-cache/a/b-1", entry),
        ("/r/a/b/Manifest", "DIST a.tar 3 MD5 900150983cd24fb0d6963f7d28e17f72\nDIST b.tar x\n"),
        (
            "/r/a/b/metadata.xml",
            "<pkgmetadata><use><flag name=\"z\">Last</flag><flag name=\"a\">First</flag></use></pkgmetadata>",
        ),
        ("/r/a/metadata.xml", "<catmetadata><longdescription>A category</longdescription></catmetadata>"),
        ("/distfiles/a.tar", "abc"),
    ]))
}

#[test]
fn distfiles_have_places_and_entries() {
    let package = open(&disk(), Source::Cache).package(&Cpv::parse("a/b-1").unwrap()).unwrap();
    let all = package.distfiles().unwrap();
    assert_eq!(texts(all.iter().map(|file| &file.filename)), ["a.tar", "b.tar", "c.tar", "d.tar", "e.tar"]);
    assert_eq!(all[1].uris, ["https://g/b.tar", "https://h/b.tar"]);
    let fetchable: Vec<_> = all.iter().map(|file| (file.fetchable.len(), file.may_mirror)).collect();
    assert_eq!(fetchable, [(0, false), (0, false), (1, false), (1, true), (0, false)], "feat:uri-restrict");
    assert_eq!((all[0].entry.as_ref().unwrap().size, &all[1].entry), (Some(3), &None));
    let some = package.distfiles_with(&[""; 0][..]).unwrap();
    assert_eq!(some.iter().map(|file| (file.fetchable.len(), file.may_mirror)).collect::<Vec<_>>(), [(1, true), (2, true)]);
    assert_eq!(package.manifest().errors[0].to_string().lines().next(), Some("/r/a/b/Manifest:2: not a number"));
}

#[test]
fn files_beside_ebuilds_are_checked() {
    let disk = disk();
    disk.write("/r/a/metadata.xml", "<catmetadata>", 0);
    disk.write("/r/a/b/metadata.xml", "<pkgmetadata>&x;</pkgmetadata>", 0);
    let repository = open(&disk, Source::Cache);
    let told: Vec<_> = repository.check_package_files().iter().map(|error| (error.path().to_string(), error.code())).collect();
    let expected = [("/r/a/metadata.xml", "xml"), ("/r/a/b/metadata.xml", "xml"), ("/r/a/b/Manifest", "number")];
    assert_eq!(told, expected.map(|(path, code)| (path.to_owned(), code)));
    assert_eq!(repository.check_package_files_with(&mut |_, _| false).unwrap_err().code(), "stopped");
}

#[test]
fn a_file_is_compared_with_its_entry() {
    let disk = disk();
    let repository = open(&disk, Source::Cache);
    let manifest = repository.manifest(&Cpn::parse("a/b").unwrap()).value;
    let entry = manifest.dist("a.tar").unwrap();
    let mut heard = 0;
    let mut progress = |done: u64| {
        heard = done;
        true
    };
    assert_eq!(repository.verify_file("/distfiles/a.tar", entry, &mut progress), Ok(None));
    assert_eq!(heard, 3);
    disk.write("/distfiles/a.tar", "abd", 0);
    let other = repository.verify_file("/distfiles/a.tar", entry, &mut |_| true).unwrap();
    assert!(matches!(other, Some(Mismatch::Hash { kind: HashKind::Md5, .. })));
    assert_eq!(repository.verify_file("/distfiles/x", entry, &mut |_| true).unwrap_err().code(), "unreadable");
    assert_eq!(repository.verify_file("/distfiles/a.tar", entry, &mut |_| false).unwrap_err().code(), "stopped");
}

#[test]
fn flags_of_packages_come_from_their_metadata() {
    let disk = disk();
    let found = |disk| {
        texts(
            open(disk, Source::Cache)
                .use_local_desc()
                .iter()
                .map(|flag| format!("{}:{} - {}", flag.package, flag.flag, flag.description)),
        )
    };
    assert_eq!(found(&disk), ["a/b:a - First", "a/b:z - Last"]);
    disk.write("/r/profiles/use.local.desc", "a/b:c - Of the file\n", 0);
    assert_eq!(found(&disk), ["a/b:c - Of the file"]);
    let repository = open(&disk, Source::Cache);
    assert_eq!(repository.category_metadata_xml("a").value.long_description("en"), Some("A category"));
    assert_eq!(repository.category_metadata_xml("..").value, MetadataXml::default());
}

#[test]
fn a_document_of_100_megabytes_is_refused() {
    let disk = disk();
    disk.write("/r/a/b/metadata.xml", vec![b' '; 100 << 20], 0);
    let found = open(&disk, Source::Cache).metadata_xml(&Cpn::parse("a/b").unwrap());
    assert_eq!((found.errors[0].code(), found.value), ("too_large", MetadataXml::default()));
}

#[test]
fn real_documents_and_manifests_are_read() {
    let Some(repository) = real::gentoo(OpenOptions::default()) else { return };
    let (mut documents, mut manifests, mut dists) = (0, 0, 0);
    for name in repository.names() {
        let (document, manifest) = (repository.metadata_xml(&name.cpn()), repository.manifest(&name.cpn()));
        assert!(document.errors.is_empty(), "{}", document.errors[0]);
        assert!(manifest.errors.is_empty(), "{}", manifest.errors[0]);
        assert!(manifest.value.is_thin());
        documents += usize::from(document.value != MetadataXml::default());
        manifests += usize::from(!manifest.value.entries.is_empty());
        dists += manifest.value.entries.len();
    }
    assert!(documents > 500 && manifests > 400 && dists > 1000, "{documents} {manifests} {dists}");
    assert!(repository.use_local_desc().len() > 500);
    let all = repository.packages().flatten().map(|package| package.distfiles().unwrap());
    let (with, without): (Vec<_>, Vec<_>) = all.flatten().partition(|file| file.entry.is_some());
    assert!(without.is_empty() && with.len() > 1000, "{:?}", without.first());
}

#[test]
fn real_broken_ones_are_told() {
    let Some(samples) = real::data("samples") else { return };
    let read = |directory: &str| {
        let files = std::fs::read_dir(samples.join("samples").join(directory)).unwrap().map(|entry| entry.unwrap());
        files.map(|file| (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap())).collect::<Vec<_>>()
    };
    let documents = read("broken-xml");
    assert_eq!(documents.len(), 8);
    for (name, bytes) in documents {
        let found = MetadataXml::parse(&String::from_utf8_lossy(&bytes));
        assert!(found.faults.iter().any(|fault| fault.line().is_some()), "{name}");
    }
    for (name, bytes) in read("odd-manifest") {
        let found = Manifest::parse(std::str::from_utf8(&bytes).unwrap());
        let wrong = texts(found.faults.iter().map(|fault| fault.code()));
        let expected = match name.rsplit('.').next().unwrap() {
            "conflict" => wrong.contains(&"conflict_marker".to_owned()),
            "line" => wrong == ["checksum"],
            _ => wrong.is_empty(),
        };
        assert!(expected && !found.value.entries.is_empty() || name == "io-streams.line", "{name}: {wrong:?}");
        assert_eq!(found.value.is_signed, name.contains("pgp"), "{name}");
    }
}
