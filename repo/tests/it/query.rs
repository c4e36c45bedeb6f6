//! Queries: their text, their errors, and what they find.

use std::collections::BTreeSet;
use std::sync::Arc;

use polyatom_repo::{
    Config, ConfigOptions, Field, FieldKind, Found, Installed, InstalledOptions, MemoryDisk, Metadata, OpenOptions, PackageKind,
    PackageList, Pkgdir, PkgdirOptions, Query, QueryCode, Repository, RepositorySet, SetOptions,
};
use proptest::prelude::*;

const FILES: &[(&str, &str)] = &[
    ("/r/profiles/repo_name", "main\n"),
    ("/r/profiles/eapi", "8\n"),
    ("/r/profiles/package.mask", "# Larry <l@e.org> (2026-01-01)\n=app/two-1\n"),
    ("/r/profiles/package.deprecated", "app/one:old\n"),
    ("/r/metadata/layout.conf", "masters =\n"),
    (
        "/r/metadata/md5-cache/app/one-1",
        "EAPI=0\nSLOT=old\nKEYWORDS=amd64\nDESCRIPTION=First one\nRDEPEND=lib/c x? ( >=lib/d-2 )\nIUSE=x\n",
    ),
    (
        "/r/metadata/md5-cache/app/one-2",
        "EAPI=8\nSLOT=0/2\nKEYWORDS=~amd64 arm\nDESCRIPTION=An editor\nIUSE=+ssl x\nRDEPEND=lib/c:2= !lib/e lib/f[ssl?]\nLICENSE=|| ( GPL-2 MIT )\n",
    ),
    (
        "/r/metadata/md5-cache/app/one-10",
        "EAPI=8\nSLOT=0/3\nDESCRIPTION=It's live\nPROPERTIES=live\nRESTRICT=test\nHOMEPAGE=https://a.org/ https://b.org/\nINHERIT=a\n_eclasses_=a\t0123456789abcdef0123456789abcdef\tb\t0123456789abcdef0123456789abcdef\n",
    ),
    (
        "/r/metadata/md5-cache/app/two-1",
        "EAPI=7\nSLOT=0\nKEYWORDS=-* amd64\nDESCRIPTION=Two\nSRC_URI=https://a.org/b -> c.tar\nREQUIRED_USE=|| ( x ssl )\nIUSE=x ssl\nDEFINED_PHASES=compile install\nDEPEND=|| ( lib/c lib/d )\n",
    ),
    ("/r/metadata/md5-cache/lib/c-2", "EAPI=8\nSLOT=2\nKEYWORDS=amd64\nDESCRIPTION=C\nBDEPEND=app/two\n"),
    ("/r/metadata/md5-cache/lib/bad-1", "EAPI=8\nDESCRIPTION=without a slot\n"),
    ("/r/metadata/md5-cache/lib/odd-1", "EAPI=8\nSLOT=0\nDESCRIPTION=Odd\nRDEPEND=( lib/c\nDEPEND=lib/d\n"),
    (
        "/r/app/one/metadata.xml",
        "<pkgmetadata><maintainer type=\"person\" proxied=\"yes\"><email>l@e.org</email><name>Larry</name></maintainer><maintainer type=\"project\"><email>p@g.org</email></maintainer><longdescription>Long words</longdescription><upstream><remote-id type=\"github\">l/one</remote-id></upstream></pkgmetadata>",
    ),
    ("/r/app/two/metadata.xml", "<pkgmetadata/>"),
    ("/r/lib/odd/metadata.xml", "<pkgmetadata><maintainer>"),
    ("/o/profiles/repo_name", "other\n"),
    ("/o/metadata/layout.conf", "masters =\n"),
    ("/o/metadata/md5-cache/app/one-2", "EAPI=8\nSLOT=0\nKEYWORDS=amd64\nDESCRIPTION=Of another\nIUSE=x\n"),
    ("/o/metadata/md5-cache/app/one-3", "EAPI=8\nSLOT=0\nKEYWORDS=amd64\nDESCRIPTION=Of another\n"),
    ("/etc/portage/repos.conf", "[DEFAULT]\nmain-repo = main\n[main]\nlocation = /r\n[other]\nlocation = /o\n"),
    ("/etc/portage/make.profile/make.defaults", "ARCH=\"amd64\"\nACCEPT_KEYWORDS=\"amd64\"\nUSE=\"x\"\n"),
    ("/etc/portage/package.use", "app/two -x\n"),
];

fn disk() -> Arc<MemoryDisk> {
    Arc::new(MemoryDisk::new(FILES.iter().copied()))
}

fn repository() -> Arc<Repository> {
    Repository::open_with("/r", OpenOptions { disk: Some(disk()), ..OpenOptions::default() }).unwrap()
}

fn query(text: &str) -> Query {
    Query::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

fn ask(repository: &Arc<Repository>, text: &str) -> Found<PackageList> {
    repository.query(&query(text)).unwrap_or_else(|error| panic!("{error}"))
}

/// What is found, without `category/`.
fn found(repository: &Arc<Repository>, text: &str) -> String {
    let found = ask(repository, text).value;
    found.cpvs().map(|cpv| cpv.pf().to_owned()).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_field_is_asked() {
    let repository = repository();
    let cases = [
        ("app/one", "one-1 one-2 one-10"),
        (">=app/one-2", "one-2 one-10"),
        ("=app/one-1*", "one-1"),
        ("app/one:0", "one-2 one-10"),
        ("app/one:0/3", "one-10"),
        ("app/one[ssl]", "one-2"),
        ("app/one[-ssl(-)]", "one-1 one-2 one-10"),
        ("app/one::main", "one-1 one-2 one-10"),
        ("app/one::other", ""),
        ("a*/*", "one-1 one-2 one-10 two-1"),
        ("*/*:2", "c-2"),
        ("*/*::other", ""),
        ("=*/*-*0*", "one-10"),
        ("'app/two'", "two-1"),
        ("category == app && package == one", "one-1 one-2 one-10"),
        ("category glob 'l?b' && package glob c*", "c-2"),
        ("cpn == lib/c", "c-2"),
        ("cpn == lib", ""),
        ("cpv == app/one-2", "one-2"),
        ("cpv == x", ""),
        ("pf =~ '^one-.$'", "one-1 one-2"),
        ("version > 1 && category == app", "one-2 one-10"),
        ("version == 1.0-r0 || version == 1-r0 && app/two", "two-1"),
        ("version != 1 && category == app", "one-2 one-10"),
        ("version =~ 0 && category == app", "one-10"),
        ("repo == main && lib/c", "c-2"),
        ("eapi == 7", "two-1"),
        ("eapi < 7", "one-1"),
        ("eapi >= 7 && category == app", "one-2 one-10 two-1"),
        ("slot == old", "one-1"),
        ("subslot == 3", "one-10"),
        ("subslot == old", "one-1"),
        ("description =~ '(?i)EDITOR'", "one-2"),
        ("description == 'It''s live'", "one-10"),
        ("description == \"It's live\"", "one-10"),
        ("description is none", ""),
        ("homepage count == 2", "one-10"),
        ("homepage any glob 'https://b*'", "one-10"),
        ("homepage is not none", "one-10"),
        ("iuse any ssl", "one-2 two-1"),
        ("iuse all (x || ssl) && iuse is not none", "one-1 one-2 two-1"),
        ("iuse none ssl && category == app", "one-1 one-10"),
        ("iuse_enabled any ssl", "one-2"),
        ("keywords any ~amd64", "one-2"),
        ("keywords any '-*'", "two-1"),
        ("keywords is none && app/*", "one-10"),
        ("keywords count != 0 && app/*", "one-1 one-2 two-1"),
        ("license any MIT", "one-2"),
        ("properties any live", "one-10"),
        ("live", "one-10"),
        ("not live and app/one", "one-1 one-2"),
        ("restrict any test", "one-10"),
        ("required_use any ssl", "two-1"),
        ("src_uri any https://a.org/b", "two-1"),
        ("distfiles any c.tar", "two-1"),
        ("defined_phases any compile", "two-1"),
        ("inherit any a", "one-10"),
        ("inherited any b && inherit none b", "one-10"),
        ("rdepend any lib/c", "one-1 one-2"),
        ("rdepend any lib/c:2", "one-1 one-2"),
        ("rdepend any lib/c:3", "one-1"),
        ("rdepend any <lib/d-2", ""),
        ("rdepend any >lib/d-3", "one-1"),
        ("rdepend any lib/e", ""),
        ("rdepend any '!lib/e'", "one-2"),
        ("rdepend any lib/*", "one-1 one-2"),
        ("rdepend any == 'lib/f[ssl?]'", "one-2"),
        ("rdepend any =~ '=$'", "one-2"),
        ("rdepend all lib/* && rdepend is not none", "one-1"),
        ("rdepend any !lib/c", "one-1 one-2"),
        ("rdepend count > 2", "one-2"),
        ("depend any lib/d", "two-1 odd-1"),
        ("bdepend any app/two", "c-2"),
        ("dependencies any app/two", "c-2"),
        ("pdepend is not none || idepend is not none", ""),
        ("maintainers any email == l@e.org", "one-1 one-2 one-10"),
        ("maintainers any (type == person && proxied == yes && name glob L*)", "one-1 one-2 one-10"),
        ("maintainers any (type == project && proxied == yes)", ""),
        ("maintainers any name is none && version == 1", "one-1"),
        ("maintainers count == 2 && version == 1", "one-1"),
        ("maintainers is none", "two-1 bad-1 c-2"),
        ("remote_ids any (type == github && name == l/one) && version == 2", "one-2"),
        ("long_description =~ words && live", "one-10"),
        ("masked", "two-1"),
        ("deprecated", "one-1"),
        ("newest 1 && category == app", "one-10 two-1"),
        ("oldest 1 && category == app", "one-1 two-1"),
        ("newest 2 && app/one", "one-2 one-10"),
        ("newest 1 in slot && app/one", "one-1 one-10"),
        ("newest 1 of (!live) && app/one", "one-2"),
        ("newest 1 in slot of (keywords any amd64) && app/one", "one-1"),
        ("newest 0", ""),
        ("live ^^ app/one", "one-1 one-2"),
        ("!(live || eapi == 8) && category == app", "one-1 two-1"),
    ];
    let mut asked: BTreeSet<Field> = BTreeSet::new();
    for (text, expected) in cases {
        assert_eq!(found(&repository, text), expected, "{text}");
        asked.extend(query(text).fields());
    }
    assert_eq!(asked, fields_of(PackageKind::Ebuild), "every field of such packages");
}

#[test]
fn what_cannot_be_read_is_told_only_where_it_matters() {
    let repository = repository();
    let codes = |text: &str| {
        let found = ask(&repository, text);
        let codes = found.errors.iter().map(|error| format!("{} {}", error.package().unwrap_or("-"), error.code()));
        codes.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(codes("category == lib"), "", "names are enough");
    assert_eq!(codes("description == Odd"), "lib/bad-1 missing_variable");
    assert_eq!(codes("description == Odd && category == app"), "");
    assert_eq!(codes("description == Odd || category == lib"), "", "the name decides");
    assert_eq!(codes("rdepend any lib/c"), "lib/bad-1 missing_variable, lib/odd-1 unclosed_group");
    assert_eq!(codes("rdepend any lib/e"), "lib/bad-1 missing_variable", "a text without the name has no such dependency");
    assert_eq!(codes("!(rdepend any lib/c) && package == odd"), "lib/odd-1 unclosed_group", "neither does its opposite hold");
    assert_eq!(codes("dependencies any lib/d && package == odd"), "", "one variable decides");
    assert_eq!(codes("maintainers is none && package == odd"), "lib/odd-1 xml");
}

#[test]
fn sets_and_configurations_are_asked() {
    let set =
        RepositorySet::open_with([("/r", 0), ("/o", 10)], &SetOptions { disk: Some(disk()), ..SetOptions::default() }).value;
    let shown = |found: PackageList| {
        let located = found.located().map(|(repository, cpv)| format!("{}:{}", cpv.pf(), repository.name()));
        located.collect::<Vec<_>>().join(" ")
    };
    let in_set = |text: &str| shown(set.query(&query(text)).unwrap().value);
    assert_eq!(in_set("app/one"), "one-1:main one-2:main one-2:other one-3:other one-10:main");
    assert_eq!(in_set("app/one::other && newest 2"), "one-3:other");
    assert_eq!(in_set("app/one && newest 3"), "one-2:main one-2:other one-3:other one-10:main");
    assert_eq!(in_set("repo == other && oldest 2"), "one-2:other");
    let config = Config::read_with("/", ConfigOptions { disk: Some(disk()), ..ConfigOptions::default() }).unwrap();
    let under = |text: &str| shown(config.query(&query(text)).unwrap().value);
    for (text, expected) in [
        ("visible && category == app", "one-1:main one-2:other one-3:other"),
        ("newest 1 of (visible) && category == app", "one-3:other"),
        ("reasons any KEYWORDS && category == app", "one-2:main one-10:main"),
        ("masked", "two-1:main"),
        ("reasons any package.mask", "two-1:main"),
        ("stable && category == app", "one-1:main one-2:other one-3:other two-1:main"),
        ("use any x", "one-1:main one-2:main one-2:other"),
        ("use any ssl", "one-2:main"),
        ("use_masked is not none || use_forced is not none", ""),
        ("iuse_effective any ssl", "one-2:main two-1:main"),
        ("!required_use_holds", "two-1:main"),
        ("app/one[x]", "one-1:main one-2:main one-2:other"),
        ("app/one[-ssl]", ""),
        ("deprecated", "one-1:main"),
    ] {
        assert_eq!(under(text), expected, "{text}");
    }
    let package = config.package(&polyatom::Cpv::parse("app/one-3").unwrap()).unwrap();
    assert!(query("visible && newest 1 of (visible)").matches_configured(&package).unwrap().unwrap());
    let one = repository().package(&polyatom::Cpv::parse("app/one-2").unwrap()).unwrap();
    assert!(query("iuse any ssl && !(newest 1)").matches(&one).unwrap().unwrap());
    assert_eq!(query("slot == 0 && stable").matches(&one).unwrap_err().span(), 13..19);
}

fn fields_of(kind: PackageKind) -> BTreeSet<Field> {
    Field::ALL.iter().copied().filter(|field| field.is_of(kind)).collect()
}

const INSTALLED: &[(&str, &str)] = &[
    ("/var/db/pkg/app/one-1/EAPI", "8\n"),
    ("/var/db/pkg/app/one-1/SLOT", "0/2\n"),
    ("/var/db/pkg/app/one-1/repository", "main\n"),
    ("/var/db/pkg/app/one-1/IUSE", "ssl x\n"),
    ("/var/db/pkg/app/one-1/USE", "amd64 ssl\n"),
    ("/var/db/pkg/app/one-1/IUSE_EFFECTIVE", "amd64 ssl x\n"),
    ("/var/db/pkg/app/one-1/BUILD_TIME", "1700000000\n"),
    ("/var/db/pkg/app/one-1/COUNTER", "7\n"),
    ("/var/db/pkg/app/one-1/SIZE", "4096\n"),
    ("/var/db/pkg/app/one-1/CONTENTS", "dir /usr\nobj /usr/a b 900150983cd24fb0d6963f7d28e17f72 1\n"),
    ("/var/db/pkg/app/one-2/SLOT", "0\n"),
    ("/var/db/pkg/app/one-2/BUILD_TIME", "soon\n"),
    ("/var/db/pkg/app/one-2/CONTENTS", "obj /usr/b\n"),
    ("/var/db/pkg/app/two-1/EAPI", "unknown\n"),
];

#[test]
fn installed_packages_are_asked() {
    let disk = Arc::new(MemoryDisk::new(INSTALLED.iter().copied()));
    let installed = Installed::open_with("/", InstalledOptions { disk: Some(disk), ..InstalledOptions::default() }).unwrap();
    let asked = |text: &str| {
        let found = installed.query(&query(text)).unwrap_or_else(|error| panic!("{error}"));
        let errors = found.errors.iter().map(|error| format!("{} {}", error.package().unwrap_or("-"), error.code()));
        found.value.cpvs().map(ToString::to_string).chain(errors).collect::<Vec<_>>().join(", ")
    };
    for (text, expected) in [
        ("category == app", "app/one-1, app/one-2, app/two-1"),
        ("use any ssl && package == one", "app/one-1"),
        ("app/one[ssl]", "app/one-1"),
        ("app/one::main", "app/one-1"),
        ("build_time > 1600000000 && package == one", "app/one-1, app/one-2 number"),
        ("counter is not none && package == one", "app/one-1"),
        ("contents any '/usr/a b' && package == one", "app/one-1, app/one-2 missing_field"),
        ("slot == 0", "app/one-1, app/one-2, app/two-1 unknown_eapi"),
        ("newest 1 && package == one", "app/one-2"),
        ("newest 1 of (use any ssl) && package == one", "app/one-1"),
    ] {
        assert_eq!(asked(text), expected, "{text}");
    }
    let package = installed.package(&polyatom::Cpv::parse("app/one-1").unwrap()).unwrap();
    let is = |text: &str| query(text).matches_installed(&package).unwrap().unwrap();
    assert!(is("size == 4096") && is("!(newest 1)") && is("repo == main && iuse_effective any amd64 && build_id is none"));
    assert_eq!(query("slot == 0 && visible").matches_installed(&package).unwrap_err().span(), 13..20);
    let stopped = installed.query_with(&query("size > 1"), &mut |_, _| false).unwrap();
    assert_eq!(stopped.map_err(|error| error.code()).err(), Some("stopped"));
}

#[test]
fn binary_packages_are_asked() {
    let index = "REPO: main\n\nBUILD_ID: 1\nBUILD_TIME: 5\nCPV: a/b-1\nIUSE: x\nSIZE: 7\nUSE: x\n\nBUILD_ID: 2\nBUILD_TIME: 6\nCPV: a/b-1\nIUSE: x\n\nCPV: a/b-2\nREPO: own\n\n";
    let disk = Arc::new(MemoryDisk::new([("/Packages", index)]));
    let pkgdir = Pkgdir::open_with("/", PkgdirOptions { disk: Some(disk), ..PkgdirOptions::default() }).unwrap();
    let asked = |text: &str| {
        let found = pkgdir.query(&query(text)).unwrap_or_else(|error| panic!("{error}")).value;
        let builds =
            found.map(|package| package.map(|package| format!("{} {:?}", package.cpv().pvr(), package.build_id().unwrap())));
        builds.into_iter().map(Result::unwrap).collect::<Vec<_>>().join(", ")
    };
    for (text, expected) in [
        ("*/*", "1 Some(1), 1 Some(2), 2 None"),
        ("a/b[x]", "1 Some(1)"),
        ("build_id >= 1 && use none x", "1 Some(2)"),
        ("file_size == 7 && size is none", "1 Some(1)"),
        ("repo == own", "2 None"),
        ("oldest 1", "1 Some(1), 1 Some(2)"),
    ] {
        assert_eq!(asked(text), expected, "{text}");
    }
    let package = pkgdir.package(&polyatom::Cpv::parse("a/b-1").unwrap()).unwrap();
    assert!(query("newest 1 && build_id == 2").matches_binary(&package).unwrap().unwrap(), "it knows of no other");
    assert_eq!(query("counter > 1").matches_binary(&package).unwrap_err().kind(), QueryCode::NotOfThisKind);
}

#[test]
fn each_kind_of_packages_refuses_what_it_does_not_have() {
    let disk: Arc<dyn polyatom_repo::Disk> = Arc::new(MemoryDisk::new(
        [("/var/db/pkg/a/b-1/SLOT", "0"), ("/Packages", "\nCPV: a/b-1\n")].into_iter().chain(FILES.iter().copied()),
    ));
    let installed =
        Installed::open_with("/", InstalledOptions { disk: Some(Arc::clone(&disk)), ..InstalledOptions::default() }).unwrap();
    let pkgdir = Pkgdir::open_with("/", PkgdirOptions { disk: Some(Arc::clone(&disk)), ..PkgdirOptions::default() }).unwrap();
    let repository = repository();
    let config = Config::read_with("/", ConfigOptions { disk: Some(disk), ..ConfigOptions::default() }).unwrap();
    for &field in Field::ALL {
        let asks = query(&match field.kind() {
            FieldKind::Flag => field.as_str().to_owned(),
            _ => format!("{} is none", field.as_str()),
        });
        let answers = [
            (PackageKind::Ebuild, repository.query(&asks).is_ok()),
            (PackageKind::Configured, config.query(&asks).is_ok()),
            (PackageKind::Installed, installed.query(&asks).is_ok()),
            (PackageKind::Binary, pkgdir.query(&asks).is_ok()),
        ];
        for (kind, answered) in answers {
            assert_eq!((answered, asks.is_for(kind)), (field.is_of(kind), field.is_of(kind)), "{field:?} of {kind:?}");
        }
    }
}

#[test]
fn queries_tell_how_far_they_are_and_can_be_stopped() {
    let options = SetOptions { disk: Some(disk()), ..SetOptions::default() };
    let set = RepositorySet::open_with([("/r", 0), ("/o", 10)], &options).value;
    let config = Config::read_with("/", ConfigOptions { disk: Some(disk()), ..ConfigOptions::default() }).unwrap();
    let sizes = |repositories: Vec<&Arc<Repository>>| -> BTreeSet<(usize, usize)> {
        repositories.into_iter().map(|repository| (repository.cpvs().len(), repository.cpvs().len())).collect()
    };
    let live = query("live");
    let mut told = BTreeSet::new();
    let mut tell = |done, total| {
        told.insert((done, total));
        true
    };
    let found = set.query_with(&live, &mut tell).unwrap().unwrap();
    assert_eq!(found.value.len(), 1);
    assert_eq!(config.query_with(&live, &mut tell).unwrap().unwrap().value.len(), 1);
    assert_eq!(told, sizes(set.repositories().collect()));
    let code = |error: polyatom_repo::Error| error.code();
    assert_eq!(set.query_with(&live, &mut |_, _| false).unwrap().map_err(code).err(), Some("stopped"));
    assert_eq!(config.query_with(&live, &mut |_, _| false).unwrap().map_err(code).err(), Some("stopped"));
}

#[test]
fn there_is_one_text_for_each_query() {
    for (text, printed) in [
        ("  live ", "live"),
        ("a/b", "a/b"),
        ("(((a/b)))", "a/b"),
        ("!!a/b", "a/b"),
        ("!(!(a/b))", "a/b"),
        ("not a/b and live or masked", "!a/b && live || masked"),
        ("a/b&&(c/d&&(e/f))", "a/b && c/d && e/f"),
        ("a/b || (c/d || e/f)", "a/b || c/d || e/f"),
        ("a/b ^^ c/d ^^ (e/f ^^ live)", "a/b ^^ c/d ^^ e/f ^^ live"),
        ("(a/b || c/d) && live", "(a/b || c/d) && live"),
        ("(a/b ^^ c/d) && live || masked ^^ live", "(a/b ^^ c/d) && live || masked ^^ live"),
        ("!(a/b && !!(c/d && live))", "!(a/b && c/d && live)"),
        ("!(slot == 0)", "slot != 0"),
        ("!(slot != 0)", "slot == 0"),
        ("!(slot =~ x)", "slot !~ x"),
        ("!(slot glob x)", "!slot glob x"),
        ("!(version < 2)", "!version < 2"),
        ("!(version == 2)", "version != 2"),
        ("!(iuse count == 2)", "iuse count != 2"),
        ("!(iuse count > 2)", "!iuse count > 2"),
        ("!(slot is none)", "slot is not none"),
        ("eapi >= '7'", "eapi >= 7"),
        ("description == \"it's\"", "description == 'it''s'"),
        ("description == ''", "description == ''"),
        ("iuse any (ssl)", "iuse any ssl"),
        ("iuse any (ssl || !tk)", "iuse any (ssl || != tk)"),
        ("iuse any 'glob'", "iuse any 'glob'"),
        ("iuse any != ssl", "iuse any (!= ssl)"),
        ("rdepend none !a/b", "rdepend none (!a/b)"),
        ("!=a/b-1 && !~c/d-1", "!=a/b-1 && !~c/d-1"),
        ("rdepend any (!'~a/b-1' || != ~a/b-1)", "rdepend any (!'~a/b-1' || != ~a/b-1)"),
        ("rdepend any '!!a/b'", "rdepend any '!a/b'"),
        ("rdepend any == a/b", "rdepend any == a/b"),
        ("rdepend any ('a/b' ^^ == 'a/b:=' || != '>a/b')", "rdepend any (a/b ^^ == 'a/b:=' || != '>a/b')"),
        ("rdepend any >=a/b-1[c(+),!d?]", "rdepend any '>=a/b-1[c(+),!d?]'"),
        (
            "maintainers all (email glob '*@g.org' && name is not none)",
            "maintainers all (email glob *@g.org && name is not none)",
        ),
        ("newest 2 in slot of (live or a/b)", "newest 2 in slot of (live || a/b)"),
        ("=a/b-1*:0/2::r[c]", "=a/b-1*:0/2::r[c]"),
    ] {
        let read = query(text);
        assert_eq!(read.as_str(), printed, "{text}");
        assert_eq!(query(printed), read, "{text}");
    }
    assert_eq!((query("a/b") & query("live") | !query("masked")).as_str(), "a/b && live || !masked");
    assert_eq!((query("a/b") ^ query("live")).as_str(), "a/b ^^ live");
    assert_eq!(Query::any(["a/b", "c/d"].map(query)).as_str(), "a/b || c/d");
    assert_eq!((Query::all([]), Query::any([])), (query("*/*"), query("!*/*")));
    assert_eq!(Query::test("slot", "==", "it's").unwrap().as_str(), "slot == 'it''s'");
    assert_eq!(Query::test("live || slot", "==", "0").unwrap_err().kind(), QueryCode::OperatorNotHere);
    assert_eq!(Query::test("iuse", "any", "ssl").unwrap(), query("iuse any ssl"));
}

#[test]
fn errors_have_a_code_and_a_place() {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (text, code, part) in [
        ("", "query_test_missing", ""),
        ("live && ", "query_test_missing", ""),
        ("()", "query_test_missing", ""),
        ("slot", "query_operator_missing", "slot"),
        ("iuse count ssl", "query_operator_missing", ""),
        ("maintainers any larry", "query_operator_missing", "larry"),
        ("maintainers any email", "query_operator_missing", "email"),
        ("slot ==", "query_value_missing", ""),
        ("slot is", "query_value_missing", ""),
        ("newest 1 of live", "query_value_missing", ""),
        ("live masked", "query_join_missing", "masked"),
        ("a/b é", "query_join_missing", "é"),
        ("slott == 0", "query_unknown_field", "slott"),
        ("live == yes", "query_operator_not_here", "=="),
        ("slot < 0", "query_operator_not_here", "<"),
        ("slot any 0", "query_operator_not_here", "any"),
        ("iuse == ssl", "query_operator_not_here", "=="),
        ("(live && (masked)", "query_group_open", "("),
        ("iuse any (ssl", "query_group_open", "("),
        ("live)", "query_group_closed", ")"),
        ("slot == 'é", "query_quote_open", "'é"),
        ("slot =~ 'a(b'", "query_regex", "("),
        ("slot =~ '(a{1000}){1000}'", "query_regex", "(a{1000}){1000}"),
        ("iuse count > x", "query_number", "x"),
        ("newest -1", "query_number", "-1"),
        ("version >= 1..2", "missing_number", ""),
        ("eapi == 99", "unknown_eapi", "99"),
        ("a/b-1 && live", "missing_operator", "-1"),
        ("python-3", "missing_category", ""),
        ("rdepend any a/b-1", "missing_operator", "-1"),
        ("'!a/b'", "query_value", "!a/b"),
        ("rdepend any a/*:0", "query_atom_not_here", "a/*:0"),
        ("rdepend any =*/*-*9*", "query_atom_not_here", "=*/*-*9*"),
    ] {
        let error = Query::parse(text).expect_err(text);
        assert_eq!(error.code(), code, "{error}");
        if code != "missing_number" {
            assert_eq!(&text[error.span()], part, "{error}");
        }
        assert!(error.to_string().starts_with("invalid query: "), "{error}");
        let is_of_value = error.cause().is_some() || code == "query_unknown_field";
        assert!(error.hint().is_some() || is_of_value, "{error}");
        seen.insert(error.kind().as_str());
    }
    let deep = format!("{}live{}", "newest 1 of (".repeat(17), ")".repeat(17));
    assert_eq!(Query::parse(&deep).unwrap_err().kind(), QueryCode::TooDeep);
    assert!(Query::parse(&format!("{}live{}", "(!".repeat(100_000), ")".repeat(100_000))).is_ok(), "no depth costs stack");
    let error = repository().query(&query("category == app && !(newest 1 of (visible))")).unwrap_err();
    assert_eq!((error.kind(), &error.input()[error.span()]), (QueryCode::NeedsConfiguration, "newest 1 of (visible)"));
    assert_eq!(error.hint(), Some("ask a configuration, not a repository"));
    let error = repository().query(&query("live && newest 1 of (slot == 0 && counter > 3)")).unwrap_err();
    assert_eq!(
        (error.kind(), &error.input()[error.span()]),
        (QueryCode::NotOfThisKind, "newest 1 of (slot == 0 && counter > 3)")
    );
    assert_eq!(error.hint(), Some("installed packages have counter"));
    seen.extend([QueryCode::TooDeep, QueryCode::NeedsConfiguration, QueryCode::NotOfThisKind].map(QueryCode::as_str));
    let all: BTreeSet<&str> = QueryCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(seen, all);
    let error = Query::parse("descr == x").unwrap_err();
    assert_eq!(error.to_string(), "invalid query: an unknown field\n  descr == x\n  ^^^^^\nhint: description");
}

/// Texts of tests of all forms.
fn test_text() -> impl Strategy<Value = String> {
    let value = prop_oneof!["[a-z0-9~*.-]{1,4}", "'[ -&(-~]{0,6}'", Just("'it''s'".to_owned())];
    let field = |kind: FieldKind| {
        let fields: Vec<&str> = Field::ALL.iter().filter(|field| field.kind() == kind).map(|field| field.as_str()).collect();
        proptest::sample::select(fields)
    };
    let sign = proptest::sample::select(vec!["==", "!=", "=~", "!~", "glob"]);
    let order = proptest::sample::select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let many = proptest::sample::select(vec!["any", "all", "none"]);
    let atom = proptest::sample::select(vec!["app/one", ">=app/one-2", "*/t*", "app/one:0", "lib/c", "=*/*-*1*"]);
    prop_oneof![
        atom.prop_map(str::to_owned),
        field(FieldKind::Flag).prop_map(str::to_owned),
        (field(FieldKind::Text), sign.clone(), value.clone()).prop_map(|(a, b, c)| format!("{a} {b} {c}")),
        (order.clone(), 0..12_u32).prop_map(|(a, b)| format!("version {a} {b}")),
        (order.clone(), 0..9_u32).prop_map(|(a, b)| format!("eapi {a} {b}")),
        (field(FieldKind::Number), order.clone(), 0..3_u32).prop_map(|(a, b, c)| format!("{a} {b} {c}")),
        (field(FieldKind::List), order, 0..3_u32).prop_map(|(a, b, c)| format!("{a} count {b} {c}")),
        (field(FieldKind::List), many.clone(), value.clone()).prop_map(|(a, b, c)| format!("{a} {b} {c}")),
        (field(FieldKind::List), many.clone(), sign.clone(), value.clone()).prop_map(|(a, b, c, d)| format!("{a} {b} {c} {d}")),
        (field(FieldKind::Atoms), many.clone(), sign, value.clone()).prop_map(|(a, b, c, d)| format!("{a} {b} {c} {d}")),
        (field(FieldKind::Atoms), many.clone()).prop_map(|(a, b)| format!("{a} {b} (lib/c || !lib/* ^^ =~ x)")),
        (many, value).prop_map(|(a, b)| format!("maintainers {a} (email == {b} && !(name is none))")),
        (0..3_u32).prop_map(|count| format!("newest {count} of (live || slot == 0)")),
    ]
}

/// Texts of tests that are joined.
fn text() -> impl Strategy<Value = String> {
    test_text().prop_recursive(5, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|parts| format!("({})", parts.join(" && "))),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|parts| format!("({})", parts.join(" || "))),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|parts| format!("({})", parts.join(" ^^ "))),
            inner.prop_map(|part| format!("!({part})")),
        ]
    })
}

proptest! {
    #[test]
    fn what_prints_is_read_again(text in text()) {
        if let Ok(read) = Query::parse(&text) {
            let again = Query::parse(read.as_str());
            prop_assert_eq!(again.as_ref().map(Query::as_str), Ok(read.as_str()), "{}", text);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "([a-z]{1,9}|[!()&|^'\"<>=~*/ ]{1,3}|any|newest|é|[0-9]){0,9}") {
        match Query::parse(&text) {
            Ok(read) => prop_assert_eq!(Query::parse(read.as_str()).ok(), Some(read)),
            Err(error) => prop_assert!(text.get(error.span()).is_some() && !error.to_string().is_empty()),
        }
    }

    /// Queries find what the sets of their parts say, wherever names are looked up, whatever is read first.
    #[test]
    fn joined_queries_find_what_sets_tell(a in text(), b in text()) {
        let config = Config::read_with("/", ConfigOptions { disk: Some(disk()), ..ConfigOptions::default() }).unwrap();
        let all = |query: &Query| {
            let found = config.query(query).unwrap();
            let shown = found.value.located().map(|(repository, cpv)| format!("{cpv}::{}", repository.name()));
            (shown.collect::<BTreeSet<String>>(), found.errors.len())
        };
        let read = |text: &str| Query::parse(text).ok().filter(|query| query.is_for(PackageKind::Configured));
        let (Some(a), Some(b)) = (read(&a), read(&b)) else { return Ok(()) };
        let ((of_a, bad_a), (of_b, bad_b)) = (all(&a), all(&b));
        let (both, bad_both) = all(&(a.clone() & b.clone()));
        prop_assert_eq!(&both, &(&of_a & &of_b));
        let (either, bad_either) = all(&(a.clone() | b.clone()));
        prop_assert_eq!(&either, &(&of_a | &of_b));
        prop_assert!(bad_both <= bad_a + bad_b && bad_either <= bad_a + bad_b);
        let (none, bad) = all(&!a.clone());
        prop_assert!(none.is_disjoint(&of_a));
        prop_assert_eq!((none.len() + of_a.len() + bad, bad), (9, bad_a));
        if bad_a + bad_b == 0 {
            prop_assert_eq!(all(&(a ^ b)).0, &of_a ^ &of_b);
        }
    }
}
