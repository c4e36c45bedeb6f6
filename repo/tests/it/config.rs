//! Configurations: verdicts and reasons agree, and what would lift a reason lifts it.

use std::sync::Arc;

use polyatom::{Atom, Cpn, Cpv};
use polyatom_repo::{Config, ConfigOptions, MemoryDisk, ReasonKind, Topic};
use proptest::prelude::*;

use crate::real;

const FILES: [(&str, &str); 8] = [
    ("/etc/portage/repos.conf", "[DEFAULT]\nmain-repo = r\n[r]\nlocation = /r\n"),
    ("/etc/portage/make.profile/make.defaults", "ARCH=\"amd64\"\nACCEPT_KEYWORDS=\"amd64\"\nACCEPT_LICENSE=\"-* @FREE\"\n"),
    ("/r/profiles/repo_name", "r"),
    ("/r/profiles/license_groups", "FREE GPL-2 MIT\n"),
    ("/r/metadata/layout.conf", "masters =\n"),
    ("/r/metadata/md5-cache/app/a-1", "DESCRIPTION=x\nEAPI=8\nIUSE=+x y\nKEYWORDS=amd64\nLICENSE=GPL-2\nSLOT=0\n"),
    ("/r/metadata/md5-cache/app/a-2", "DESCRIPTION=x\nEAPI=8\nIUSE=x\nKEYWORDS=~amd64\nLICENSE=x? ( evil )\nSLOT=0\n"),
    ("/r/metadata/md5-cache/app/a-3", "DESCRIPTION=x\nEAPI=8\nKEYWORDS=~x86\nLICENSE=|| ( bad evil )\nRESTRICT=fetch\nSLOT=0\n"),
];

fn config(more: &[(&str, &str)]) -> Arc<Config> {
    let disk = MemoryDisk::new(FILES.iter().chain(more).copied());
    Config::read_with("/", ConfigOptions { disk: Some(Arc::new(disk)), ..ConfigOptions::default() }).unwrap()
}

fn cpv(text: &str) -> Cpv {
    Cpv::parse(text).unwrap()
}

#[test]
fn every_flag_has_its_reasons() {
    let files = [
        ("/etc/portage/make.conf", "# mine\nUSE=\"y\n  -x\"\n"),
        ("/etc/portage/package.use", "app/a x\n"),
        ("/etc/portage/make.profile/use.mask", "y\n"),
    ];
    let config = config(&files);
    let package = config.package(&cpv("app/a-1")).unwrap();
    let told = |flag: &str| -> Vec<String> {
        let state = package.flag(flag);
        let place = |reason: &polyatom_repo::FlagReason| {
            reason.place.as_ref().map_or("-".into(), |place| format!("{place} {}", place.text()))
        };
        state.because.iter().map(|reason| format!("{:?} {} {}", reason.topic, reason.on, place(reason))).collect()
    };
    let wanted = [
        "Use true /r/metadata/md5-cache/app/a-1:3 IUSE=+x y",
        "Use false /etc/portage/make.conf:3 -x\"",
        "Use true /etc/portage/package.use:1 app/a x",
    ];
    assert_eq!(told("x"), wanted);
    assert_eq!(told("y"), ["Use true /etc/portage/make.conf:2 USE=\"y", "Mask true /etc/portage/make.profile/use.mask:1 y"]);
    let state = package.flag("y");
    assert_eq!((state.on, state.masked, state.because[1].topic), (false, true, Topic::Mask));
    assert_eq!(package.flag_states().iter().map(|state| state.on).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn reasons_name_lines_and_what_would_lift_them() {
    let config = config(&[
        ("/etc/portage/package.mask/own", "# why\n>app/a-2\n"),
        ("/etc/portage/make.conf", "ACCEPT_RESTRICT=\"-fetch\""),
    ]);
    let package = config.package(&cpv("app/a-3")).unwrap();
    let reasons = package.reasons();
    let kinds: Vec<_> = reasons.iter().map(|reason| reason.kind).collect();
    assert_eq!(kinds, [ReasonKind::PackageMask, ReasonKind::License, ReasonKind::Restrict, ReasonKind::Keywords]);
    let places: Vec<_> = reasons.iter().map(|reason| reason.place().unwrap().to_string()).collect();
    let profile = "/etc/portage/make.profile/make.defaults";
    assert_eq!(
        places,
        [
            "/etc/portage/package.mask/own:2".to_owned(),
            format!("{profile}:3"),
            "/etc/portage/make.conf:1".into(),
            format!("{profile}:2")
        ]
    );
    let mut lifted = Arc::clone(&config);
    for remedy in reasons.iter().filter_map(|reason| reason.remedy.as_ref()) {
        assert!(!lifted.package(&cpv("app/a-3")).unwrap().is_visible());
        lifted = lifted.with_remedy(remedy).unwrap();
    }
    assert!(lifted.package(&cpv("app/a-3")).unwrap().is_visible());
    assert!(!config.package(&cpv("app/a-3")).unwrap().is_visible(), "the configuration itself does not change");
    let changes = config.changes(&lifted);
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].before.clone().unwrap().as_str(), changes[0].after.clone().unwrap().as_str()), ("app/a-1", "app/a-3"));
}

#[test]
fn a_mask_tells_what_it_hides() {
    let config = config(&[("/etc/portage/package.mask", "app/a\n")]);
    assert_eq!(config.hidden_by("app/a"), [cpv("app/a-1")], "the others have more reasons");
    assert!(config.best_visible(&Atom::parse("app/a", None).unwrap()).is_none());
    let without = config.with_line("package.mask", "-app/a").unwrap();
    assert_eq!(without.best_visible(&Atom::parse("app/a", None).unwrap()).unwrap().cpv().as_str(), "app/a-1");
}

#[test]
fn answers_about_all_packages_tell_and_can_be_stopped() {
    let config = config(&[("/etc/portage/package.mask", "app/a\n")]);
    let count = config.names().len();
    let mut told = Vec::new();
    let mut report = |done, total| {
        told.push((done, total));
        true
    };
    assert_eq!(config.best_visible_of_all_with(&mut report).unwrap().len(), count);
    assert_eq!(config.changes_with(&config, &mut report).unwrap(), []);
    assert_eq!(config.hidden_by_with("app/a", &mut report).unwrap().len(), 1);
    assert_eq!(told, [(count, count), (count, count), (count, count), (1, 1)]);
    let code = |error: polyatom_repo::Error| (error.code().to_owned(), error.path().to_string());
    let stopped = ("stopped".to_owned(), "/".to_owned());
    assert_eq!(code(config.best_visible_of_all_with(&mut |_, _| false).unwrap_err()), stopped);
    assert_eq!(code(config.changes_with(&config, &mut |_, _| false).unwrap_err()), stopped);
    assert_eq!(code(config.hidden_by_with("app/a", &mut |_, _| false).unwrap_err()), stopped);
}

#[test]
fn required_use_is_solved_with_masks() {
    let entry = "DESCRIPTION=x\nEAPI=8\nIUSE=x y z\nKEYWORDS=amd64\nLICENSE=MIT\nREQUIRED_USE=|| ( x y z )\nSLOT=0\n";
    let config = config(&[("/r/metadata/md5-cache/app/q-1", entry), ("/etc/portage/make.profile/use.mask", "x\ny\n")]);
    let package = config.package(&cpv("app/q-1")).unwrap();
    assert!(package.is_visible() && !package.required_use().unwrap().is_satisfied());
    assert_eq!(package.solve_required_use().unwrap().unwrap().changes, [("z", true)]);
    let with = config.with_line("package.use", "app/q z").unwrap();
    assert!(with.package(&cpv("app/q-1")).unwrap().required_use().unwrap().is_satisfied());
}

#[test]
fn masks_look_at_flags() {
    let config = config(&[("/etc/portage/package.mask", "app/a[x]\n")]);
    assert!(!config.package(&cpv("app/a-1")).unwrap().is_visible());
    assert!(config.with_line("package.use", "app/a -x").unwrap().package(&cpv("app/a-1")).unwrap().is_visible());
}

#[test]
fn nothing_is_there_and_nothing_breaks() {
    let disk = Arc::new(MemoryDisk::new([("/x", "")]));
    let config = Config::read_with("/", ConfigOptions { disk: Some(disk), ..ConfigOptions::default() }).unwrap();
    assert!(config.repositories().is_empty() && config.profile().is_none());
    assert_eq!(config.diagnostics().iter().map(|error| error.code()).collect::<Vec<_>>(), ["no_profile"]);
    assert_eq!(config.package(&cpv("a/b-1")).unwrap_err().code(), "no_package");
    assert!(config.best_visible_of_all().is_empty());
}

#[test]
fn variables_are_given_by_those_who_ask() {
    let disk = Arc::new(MemoryDisk::new(FILES));
    let variables = vec![("USE".to_owned(), "-x y".to_owned()), ("ACCEPT_KEYWORDS".to_owned(), "~amd64".to_owned())];
    let config = Config::read_with("/", ConfigOptions { disk: Some(disk), variables, ..ConfigOptions::default() }).unwrap();
    assert_eq!(config.package(&cpv("app/a-1")).unwrap().enabled(), ["y"]);
    assert_eq!(config.best_visible(&Atom::parse("app/a", None).unwrap()).unwrap().cpv().as_str(), "app/a-2");
    assert_eq!(config.variable("ACCEPT_KEYWORDS").as_deref(), Some("amd64 ~amd64"));
}

#[test]
fn real_packages_are_judged() {
    let Some(repository) = real::big() else { return };
    let scratch = tempfile::tempdir().unwrap();
    let root = polyatom_repo::camino::Utf8Path::from_path(scratch.path()).unwrap();
    std::fs::create_dir_all(root.join("etc/portage")).unwrap();
    std::fs::write(
        root.join("etc/portage/repos.conf"),
        format!("[DEFAULT]\nmain-repo = big\n[big]\nlocation = {}\n", repository.path()),
    )
    .unwrap();
    let profile = Some("default/linux/amd64/23.0".to_owned());
    let config = Config::read_with(root, ConfigOptions { profile, ..ConfigOptions::default() }).unwrap();
    assert_eq!(config.diagnostics(), []);
    let best = config.best_visible_of_all();
    assert_eq!(best.len(), 10_796);
    for (cpn, version) in best.iter().step_by(50) {
        let (visible, invisible) = (config.visible(cpn), config.invisible(cpn));
        assert_eq!(visible.last().map(|package| package.cpv()), version.as_ref());
        assert_eq!(visible.len() + invisible.len(), config.versions(cpn).len());
        assert!(visible.iter().all(|package| package.reasons().is_empty()));
        assert!(invisible.iter().all(|(_, reasons)| !reasons.is_empty()));
    }
}

/// Lines that a user could write about the packages.
fn lines() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let file = prop::sample::select(vec![
        "package.mask",
        "package.unmask",
        "package.use",
        "package.accept_keywords",
        "package.license",
        "package.accept_restrict",
    ]);
    let about = prop::sample::select(vec!["app/a", "=app/a-2", ">app/a-1", "*/*", "app/*", "app/a::r", "=*/*-*3*", "app/a:0"]);
    let words = prop::collection::vec(
        prop::sample::select(vec!["x", "-x", "~amd64", "**", "-amd64", "*", "-*", "evil", "-GPL-2", "@FREE", "-fetch"]),
        0..3,
    );
    prop::collection::vec((file, about, words), 0..8).prop_map(|lines| {
        let line = |(file, about, words): (&'static str, &str, Vec<&str>)| match file {
            "package.mask" | "package.unmask" => (file, about.to_owned()),
            _ => (file, format!("{about} {}", words.join(" "))),
        };
        lines.into_iter().map(line).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_would_lift_reasons_lifts_them(lines in lines()) {
        let mut config = config(&[]);
        for (file, line) in lines {
            config = config.with_line(file, &line).unwrap();
        }
        let cpn = Cpn::parse("app/a").unwrap();
        for cpv in config.versions(&cpn) {
            let package = config.package(cpv).unwrap();
            let reasons = package.reasons();
            prop_assert_eq!(reasons.is_empty(), package.is_visible());
            let states = package.flag_states();
            let on: Vec<&str> = states.iter().filter(|state| state.on).map(|state| state.name.as_str()).collect();
            prop_assert_eq!(on, package.enabled());
            let mut lifted = Arc::clone(&config);
            for remedy in reasons.iter().filter_map(|reason| reason.remedy.as_ref()) {
                lifted = lifted.with_remedy(remedy).unwrap();
            }
            prop_assert!(lifted.package(cpv).unwrap().is_visible(), "{:?}", reasons);
            prop_assert!(package.package().description() == "x");
        }
    }
}
