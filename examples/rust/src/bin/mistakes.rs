//! Five common mistakes, and what is said about them.
use polyatom::{Atom, DepSpec, DepSpecKind, Eapi, Version};

fn main() {
    let mistakes = [
        Atom::parse("dev-lang/python-3.11", None).err(),
        Atom::parse(">=dev-lang/python", None).err(),
        Atom::parse("dev-lang/python:3.11=", Eapi::V4).err(),
        Version::parse("1.0-rc1").err(),
        DepSpec::parse(DepSpecKind::Depend, "|| ( dev-libs/openssl dev-libs/libressl)", None).err(),
    ];
    for error in mistakes.into_iter().flatten() {
        println!("{error}\n");
    }
}
