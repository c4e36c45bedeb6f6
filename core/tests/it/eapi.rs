//! EAPIs and the table of their features.

use std::collections::HashSet;

use polyatom::{Eapi, EapiFeature, ErrorKind};

#[test]
fn texts() {
    for (number, eapi) in Eapi::ALL.into_iter().enumerate() {
        assert_eq!(eapi.to_string(), number.to_string());
        assert_eq!(Eapi::parse(eapi.as_str()).unwrap(), eapi);
    }
    assert_eq!(Eapi::parse("").unwrap(), Eapi::V0, "sec:eapi: an empty EAPI is 0");
    for text in ["10", "00", " 8", "8 ", "eight", "-1"] {
        assert_eq!(Eapi::parse(text).unwrap_err().kind(), ErrorKind::Eapi, "{text}");
    }
    assert_eq!(Eapi::LATEST, Eapi::V9);
    assert!(Eapi::ALL.is_sorted());
}

#[test]
fn features_have_names_labels_and_ranges() {
    let names: HashSet<&str> = EapiFeature::ALL.iter().map(|feature| feature.as_str()).collect();
    assert_eq!(names.len(), EapiFeature::ALL.len());
    for feature in EapiFeature::ALL {
        assert_eq!(EapiFeature::parse(feature.as_str()).unwrap(), feature);
        assert!(feature.label().starts_with("tab:") || feature.label().starts_with("feat:"));
        assert!(feature.first() <= feature.last());
        let having: Vec<Eapi> = Eapi::ALL.into_iter().filter(|eapi| eapi.has(feature)).collect();
        assert_eq!((having.first(), having.last()), (Some(&feature.first()), Some(&feature.last())));
    }
    assert!(EapiFeature::parse("slot_deps").is_err());
}

/// "Differences between EAPIs": what each EAPI adds and takes away.
#[test]
fn differences() {
    let added: [&[&str]; 9] = [
        &["slot-deps", "iuse-defaults"],
        &["use-deps", "bang-strength", "src-uri-arrows", "src-prepare", "src-configure"],
        &["offset-prefix-vars"],
        &[
            "use-dep-defaults",
            "required-use",
            "properties",
            "defined-phases",
            "pkg-pretend",
            "merge-type",
            "replace-version-vars",
        ],
        &["sub-slot", "slot-operator-deps", "at-most-one-of", "profile-iuse-inject", "stablemask", "ebuild-phase-func"],
        &["failglob", "locale-settings"],
        &["bdepend", "env-unset", "profile-file-dirs", "package-mask-dir", "sysroot", "broot"],
        &["idepend", "uri-restrict", "accumulate-vars", "updates-filenames", "phase-function-dir"],
        &["profile-eapi-default", "use-stable"],
    ];
    let removed: [&[&str]; 9] = [
        &[],
        &[],
        &[],
        &["rdepend-depend", "aa", "kv", "s-workdir-fallback"],
        &[],
        &[],
        &["empty-dep-groups", "package-provided", "portdir", "eclassdir", "desttree", "insdesttree", "trailing-slash"],
        &[],
        &["export-vars"],
    ];
    for (pair, (added, removed)) in Eapi::ALL.windows(2).zip(added.into_iter().zip(removed)) {
        let [before, after] =
            [pair[0], pair[1]].map(|eapi| eapi.features().map(|feature| feature.as_str()).collect::<HashSet<_>>());
        assert_eq!(&after - &before, added.iter().copied().collect(), "added by EAPI {}", pair[1]);
        assert_eq!(&before - &after, removed.iter().copied().collect(), "removed by EAPI {}", pair[1]);
    }
}
