//! The Manifest that a GPKG has of itself.

use std::sync::Arc;

use polyatom_repo::format::manifest::HashKind;
use polyatom_repo::{BinaryPackage, Disk, MemberCheck, MemoryDisk, Mismatch, Pkgdir, hash};

use crate::real;

const VARIABLES: [(&str, &str); 3] = [("metadata/CATEGORY", "a"), ("metadata/PF", "b-1"), ("metadata/SLOT", "0")];

fn tar<N: AsRef<str>, B: AsRef<[u8]>>(members: impl IntoIterator<Item = (N, B)>) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.as_ref().len() as u64);
        builder.append_data(&mut header, name.as_ref(), content.as_ref()).unwrap();
    }
    builder.into_inner().unwrap()
}

/// Names with contents.
type Members = Vec<(String, Vec<u8>)>;

/// The members of a package, with a Manifest of them.
fn members() -> Members {
    let mut members: Members = [
        ("gpkg-1", Vec::new()),
        ("metadata.tar", tar(VARIABLES)),
        ("metadata.tar.sig", b"a signature".to_vec()),
        ("image.tar", vec![7; 100_000]),
    ]
    .map(|(name, content)| (name.to_owned(), content))
    .into();
    let line = |(name, content): &(String, Vec<u8>)| {
        format!("DATA {name} {} SHA512 {}\n", content.len(), hash(HashKind::Sha512, content))
    };
    let manifest: String = members.iter().map(line).collect();
    members.push(("Manifest".to_owned(), manifest.into()));
    members
}

fn opened(members: &[(String, Vec<u8>)]) -> Arc<BinaryPackage> {
    let placed =
        members.iter().map(|(name, content)| (if name.contains('/') { name.clone() } else { format!("d/{name}") }, content));
    let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::new([("/x.gpkg.tar", tar(placed))]));
    BinaryPackage::open_on(&disk, "/x.gpkg.tar").unwrap_or_else(|error| panic!("{error}"))
}

fn check(members: &[(String, Vec<u8>)]) -> MemberCheck {
    let found = opened(members).verify_members(&mut |_| true).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(found.errors, []);
    found.value
}

fn different(members: &[(String, Vec<u8>)]) -> Vec<(String, &'static str)> {
    let kind = |mismatch: &Mismatch| match mismatch {
        Mismatch::Size { .. } => "size",
        Mismatch::Hash { .. } => "hash",
        Mismatch::NoHash => "no hash",
        Mismatch::Absent => "absent",
        Mismatch::Unlisted => "unlisted",
    };
    check(members).differences.iter().map(|(name, mismatch)| (name.clone(), kind(mismatch))).collect()
}

#[test]
fn members_are_what_their_manifest_says() {
    let right = check(&members());
    assert_eq!(right.members, ["gpkg-1", "metadata.tar", "metadata.tar.sig", "image.tar", "Manifest"]);
    assert_eq!((right.differences, right.signatures), (vec![], vec!["metadata.tar.sig".to_owned()]));
    let mut signed = members();
    let text = String::from_utf8(signed[4].1.clone()).unwrap();
    signed[4].1 = format!(
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{text}-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\n"
    )
    .into();
    let signed = check(&signed);
    assert_eq!((signed.differences, signed.signatures[1].as_str()), (vec![], "Manifest"));
}

#[test]
fn every_difference_is_found() {
    let changed = |change: &dyn Fn(&mut Members)| {
        let mut members = members();
        change(&mut members);
        different(&members)
    };
    let told = |name: &str, kind: &'static str| vec![(name.to_owned(), kind)];
    assert_eq!(changed(&|members| members[3].1[99_999] = 8), told("image.tar", "hash"));
    assert_eq!(changed(&|members| members[3].1.push(8)), told("image.tar", "size"));
    assert_eq!(changed(&|members| members[3].1.truncate(5)), told("image.tar", "size"));
    assert_eq!(changed(&|members| drop(members.remove(3))), told("image.tar", "absent"));
    assert_eq!(changed(&|members| members.push(("more".to_owned(), vec![]))), told("more", "unlisted"));
    // Whatever else is there under a name that was seen, or in another directory, nobody vouches for.
    assert_eq!(changed(&|members| members.push(("image.tar".to_owned(), vec![7; 100_000]))), told("image.tar", "unlisted"));
    assert_eq!(changed(&|members| members[3].0 = "e/image.tar".to_owned())[0], ("e/image.tar".to_owned(), "unlisted"));
    assert_eq!(changed(&|members| members.push(("Manifest".to_owned(), vec![]))), told("Manifest", "unlisted"));
    let unhashed = |members: &mut Members| {
        let text = String::from_utf8(members[4].1.clone()).unwrap();
        members[4].1 = text.replace(&text[text.find(" SHA512").unwrap()..text.find('\n').unwrap()], "").into();
    };
    assert_eq!(changed(&unhashed), told("gpkg-1", "no hash"));
}

#[test]
fn what_cannot_be_compared_is_an_error() {
    let mut without = members();
    without.pop();
    assert_eq!(opened(&without).verify_members(&mut |_| true).unwrap_err().code(), "archive");
    assert_eq!(opened(&members()).verify_members(&mut |_| false).unwrap_err().code(), "stopped");
    let mut wrong = members();
    wrong[4].1.extend_from_slice(b"DATA x\n\xff\n");
    let found = opened(&wrong).verify_members(&mut |_| true).unwrap();
    let told: Vec<_> = found.errors.iter().map(|error| (error.path().as_str(), error.line(), error.code())).collect();
    let path = "/x.gpkg.tar/Manifest";
    assert_eq!(told, [(path, Some(6), "not_utf8"), (path, Some(5), "missing_field"), (path, Some(6), "unknown_word")]);
    let mut heard = Vec::new();
    let mut progress = |done| {
        heard.push(done);
        true
    };
    opened(&members()).verify_members(&mut progress).unwrap();
    assert!(heard.is_sorted() && heard.last().is_some_and(|&done| done > 100_000), "bytes of all members: {heard:?}");
}

#[test]
fn real_packages_are_what_they_say() {
    let Some(samples) = real::data("samples") else { return };
    let pkgdir = Pkgdir::open(samples.join("samples/binpkg/portage-3.0.83")).unwrap();
    let checked = pkgdir.packages().map(|package| package.unwrap().verify_members(&mut |_| true));
    let told: Vec<_> = checked
        .map(|checked| checked.map_or_else(|error| error.code().to_owned(), |found| format!("{:?}", found.value.differences)))
        .collect();
    assert_eq!(told, ["[]", "[]", "[]", "unknown_format", "unknown_format"], "three GPKG, two XPAK");
}
