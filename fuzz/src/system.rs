//! Whole systems: a configuration, a profile and the metadata of a package, whose files a text has one after the other. Whatever stands
//! in them, verdicts and their reasons agree, and what is said to lift a reason lifts it.

use polyatom::Cpv;
use polyatom_repo::{Config, ConfigOptions, ConfiguredPackage, Error, MemoryDisk, Query, Reason, ReasonKind};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// What every system has. A line `@NAME` in the text begins one of the other files, or one of these anew.
const FILES: [(&str, &str); 6] = [
    ("etc/portage/repos.conf", "[DEFAULT]\nmain-repo = r\n[r]\nlocation = /r\n"),
    ("r/metadata/layout.conf", "masters =\nprofile-formats = portage-2\n"),
    ("r/profiles/repo_name", "r\n"),
    ("r/profiles/license_groups", "FREE @GPL MIT\nGPL GPL-2\n"),
    (
        "r/metadata/md5-cache/a/b-1",
        "EAPI=8\nSLOT=0/2\nKEYWORDS=amd64 ~x86\nIUSE=+x y v_z\nLICENSE=y? ( MIT ) || ( GPL-2 z )\nPROPERTIES=live\n",
    ),
    ("r/metadata/md5-cache/a/b-2", "EAPI=7\nSLOT=0\nKEYWORDS=~amd64\nIUSE=x\nREQUIRED_USE=x\nRESTRICT=fetch\n"),
];

/// Where a file of a name stands: a user's, a profile's, or the entry of a package.
fn place(name: &str) -> String {
    match name.split_once('/') {
        Some(("profile", file)) => format!("etc/portage/make.profile/{file}"),
        Some(("parent", file)) => format!("r/profiles/p/{file}"),
        Some(("repo", file)) => format!("r/profiles/{file}"),
        _ if name == "entry" => "r/metadata/md5-cache/a/b-1".to_owned(),
        _ => format!("etc/portage/{name}"),
    }
}

/// The files of a text.
fn files(text: &str) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = FILES.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())).collect();
    let mut current = place("make.conf");
    for line in text.split_inclusive('\n') {
        match line.trim_end().strip_prefix('@').filter(|name| is_name(name)) {
            Some(name) => {
                current = place(name);
                files.insert(current.clone(), String::new());
            }
            None => files.entry(current.clone()).or_default().push_str(line),
        }
    }
    files
}

/// Whether it is the name of a file that a system may have.
fn is_name(name: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.' || byte == b'_')
    };
    name.split('/').count() <= 3 && name.split('/').all(is_part)
}

fn told(error: &Error) {
    assert!(error.excerpt().get(error.span()).is_some() && !error.reason().is_empty(), "{error:?}");
}

/// The target.
pub fn check(text: &str) {
    let disk = Arc::new(MemoryDisk::new(files(text).into_iter().map(|(path, text)| (format!("/{path}"), text))));
    let config = match Config::read_with("/", ConfigOptions { disk: Some(disk), ..ConfigOptions::default() }) {
        Ok(config) => config,
        Err(error) => return told(&error),
    };
    config.diagnostics().iter().for_each(told);
    let commented = config.with_line("package.use", "# nothing").expect("a comment changes nothing");
    for text in ["a/b-1", "a/b-2"] {
        let cpv = Cpv::parse(text).expect("a package");
        let Ok(package) = config.package(&cpv) else {
            assert!(config.reasons(&cpv).is_ok_and(|reasons| !reasons.is_empty()), "{text} cannot be used, which is a reason");
            continue;
        };
        judged(&package);
        lifted(&config, &cpv);
        let again = commented.package(&cpv).expect("it was one before");
        assert_eq!((again.enabled(), again.is_visible()), (package.enabled(), package.is_visible()));
    }
    queried(&config);
    assert!(config.changes(&commented).is_empty());
}

/// One walk gives verdicts and reasons.
fn judged(package: &ConfiguredPackage) {
    assert_eq!(package.is_visible(), package.reasons().is_empty());
    let states = package.flag_states();
    let on: Vec<&str> = states.iter().filter(|state| state.on).map(|state| state.name.as_str()).collect();
    assert_eq!(on, package.enabled());
    for state in &states {
        assert!(!(state.masked && state.on) && (!state.forced || state.masked || state.on), "{state:?}");
        assert!(state.because.iter().filter_map(|reason| reason.place.as_ref()).all(|place| place.line() > 0));
        assert_eq!(&package.flag(&state.name), state);
    }
    assert!(on.iter().all(|flag| package.use_flags().contains(flag)));
    if let (Ok(result), Ok(Some(solution))) = (package.required_use(), package.solve_required_use()) {
        assert_eq!(result.is_satisfied(), solution.changes.is_empty());
    }
}

/// What lifts each reason, one after the other, makes the package one that may be installed.
fn lifted(config: &Arc<Config>, cpv: &Cpv) {
    let mut config = Arc::clone(config);
    // A license may be wanted only once another one is accepted, and so on; there are seven kinds of reasons.
    for _ in 0..=ReasonKind::ALL.len() {
        let reasons = config.package(cpv).expect("a package").reasons();
        if reasons.is_empty() || reasons.iter().any(|reason| reason.remedy.is_none()) {
            return;
        }
        for remedy in reasons.iter().filter_map(|reason| reason.remedy.as_ref()) {
            config = config.with_remedy(remedy).expect("a line more");
        }
    }
    let kinds = |reasons: &[Reason]| format!("{reasons:?}");
    panic!("not lifted: {}", kinds(&config.package(cpv).expect("a package").reasons()));
}

/// Queries say what packages say.
fn queried(config: &Arc<Config>) {
    static VISIBLE: LazyLock<Query> = LazyLock::new(|| Query::parse("visible").expect("a query"));
    let found = config.query(&VISIBLE).expect("a configuration knows this").value;
    let visible: Vec<&Cpv> = found.cpvs().collect();
    for cpv in visible {
        assert!(config.package(cpv).is_ok_and(|package| package.is_visible()), "{cpv}");
    }
}
