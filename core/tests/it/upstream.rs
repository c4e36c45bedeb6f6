//! Versions as other projects write them, against the orders that these projects document.

use std::cmp::Ordering;

use polyatom::Version;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

#[test]
fn table() {
    let cases = [
        ("2.0.0rc1", "2.0.0_rc1"),
        ("v1.2.3", "1.2.3"),
        ("V1.2.3", "1.2.3"),
        ("2.0.0-beta1", "2.0.0_beta1"),
        ("1.0.0-rc.1", "1.0.0_rc1"),
        ("3.0b2", "3.0_beta2"),
        ("3.0a1", "3.0_alpha1"),
        ("1.2.3-beta.4", "1.2.3_beta4"),
        ("v20.63.0", "20.63.0"),
        ("20.63.0.rc1", "20.63.0_rc1"),
        ("1.0.post1", "1.0_p1"),
        ("1.0.dev3", "1.0_alpha_alpha3"),
        ("1.0a1.post2.dev3", "1.0_alpha1_p2_pre3"),
        ("1.0.post2.dev3", "1.0_p2_pre3"),
        ("2024-01-02", "2024.01.02"),
        ("1.2.3a", "1.2.3a"),
        ("1.0.2k-beta1", "1.0.2k_beta1"),
        ("release-1.2", "1.2"),
        ("Release_v1.2-RC2", "1.2_rc2"),
        ("ver.3", "3"),
        ("version-3", "3"),
        ("rel1.2", "1.2"),
        ("9.6p1", "9.6_p1"),
        ("1.0pl3", "1.0_p3"),
        ("1.0-alpha", "1.0_alpha"),
        ("1.0_preview_2", "1.0_pre2"),
        ("1.0-r4", "1.0-r4"),
        ("1.0_p4", "1.0_p4"),
        ("9999", "9999"),
        ("99999999999999999999.1rc00000000000000000000001", "99999999999999999999.1_rc00000000000000000000001"),
    ];
    for (upstream, ours) in cases {
        let version = Version::from_upstream(upstream).unwrap_or_else(|error| panic!("{upstream}: {error}"));
        assert_eq!(version.as_str(), ours, "{upstream}");
        assert_eq!(Version::parse(ours).unwrap().as_str(), ours);
    }
}

#[test]
fn refused() {
    let cases = [
        ("1!2.0", 0..2),
        ("1:2.0", 0..2),
        ("1.0+git5", 3..8),
        ("1.0.0-rc.1+build.5", 10..18),
        ("2024.01.02.1-1ubuntu1", 12..21),
        ("1.0-1", 3..5),
        ("2024-13-02", 4..10),
        ("2024-1-2", 4..8),
        ("1.0-SNAPSHOT", 4..12),
        ("1.0-dev.1", 4..9),
        ("1.0-dev1", 4..8),
        ("1.0-p1", 4..6),
        ("1.0-foo3", 4..8),
        ("1.0rc1rc2", 6..9),
        ("1.0rc1beta2", 6..11),
        ("1.0.post1.rc2", 10..13),
        ("1.0-rc.1.2", 8..9),
        ("1.0A", 3..4),
        ("foo-1.0", 0..1),
        ("vv1", 0..1),
        ("v", 0..1),
        ("", 0..0),
        ("1.0 ", 3..4),
        (" 1.0", 0..1),
        ("v1.0 rc", 4..5),
        ("1.0é", 3..5),
        ("1.0~rc1", 3..4),
        ("1.", 2..2),
        ("1.0-", 3..4),
        ("3.0b.2", 4..5),
    ];
    for (text, span) in cases {
        let error = Version::from_upstream(text).expect_err(text);
        assert_eq!((error.input(), error.span()), (text, span), "{error}");
    }
}

/// What the text of a refused version could have meant is its hint.
#[test]
fn hints() {
    for (text, hint) in [("2.0.0rc1", "2.0.0_rc1"), ("v1.2.3", "1.2.3"), ("20.63.0.rc1", "20.63.0_rc1"), ("1.0-beta", "1.0_beta")]
    {
        assert_eq!(Version::parse(text).unwrap_err().hint().as_deref(), Some(hint));
    }
    assert_ne!(Version::parse("1!2").unwrap_err().hint().as_deref(), Some("1!2"));
}

/// A version by PEP 440: all but epoch and local label, with as many numbers each time.
#[derive(Clone, Debug)]
struct Pep440 {
    release: Vec<u32>,
    pre: Option<(&'static str, u32)>,
    post: Option<u32>,
    dev: Option<u32>,
}

impl Pep440 {
    fn text(&self) -> String {
        let numbers: Vec<String> = self.release.iter().map(u32::to_string).collect();
        let pre = self.pre.map_or(String::new(), |(word, number)| format!("{word}{number}"));
        let part = |word: &str, number: Option<u32>| number.map_or(String::new(), |number| format!(".{word}{number}"));
        numbers.join(".") + &pre + &part("post", self.post) + &part("dev", self.dev)
    }

    /// The key that PEP 440, "Summary of permitted suffixes and relative ordering", describes: without a pre-release a development
    /// release comes before all pre-releases, and any other after them; no post-release before all; no development release after all.
    fn key(&self) -> impl Ord {
        let pre = match self.pre {
            None if self.post.is_none() && self.dev.is_some() => (0, "", 0),
            Some((word, number)) => (1, word, number),
            None => (2, "", 0),
        };
        let post = self.post.map_or((0, 0), |number| (1, number));
        let dev = self.dev.map_or((1, 0), |number| (0, number));
        (self.release.clone(), pre, post, dev)
    }
}

fn pep440() -> impl Strategy<Value = Pep440> {
    let pre = option::of((select(vec!["a", "b", "rc"]), 0..3u32));
    (vec(0..3u32, 2), pre, option::of(0..3u32), option::of(0..3u32)).prop_map(|(release, pre, post, dev)| Pep440 {
        release,
        pre,
        post,
        dev,
    })
}

/// A version by Semantic Versioning 2.0.0, with a word and a number as the pre-release.
type Semver = ((u32, u32, u32), Option<(&'static str, u32)>);

fn semver() -> impl Strategy<Value = Semver> {
    ((0..3u32, 0..11u32, 0..2u32), option::of((select(vec!["alpha", "beta", "pre", "rc"]), 0..12u32)))
}

/// Clause 11: a pre-release comes first; words compare as text, numbers as numbers.
fn semver_order(a: &Semver, b: &Semver) -> Ordering {
    let rank = |version: &Semver| (version.1.is_none(), version.1);
    a.0.cmp(&b.0).then_with(|| rank(a).cmp(&rank(b)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn pep440_keeps_its_order(a in pep440(), b in pep440(), same: bool) {
        let b = if same { Pep440 { release: a.release.clone(), ..b } } else { b };
        let (x, y) = (Version::from_upstream(&a.text()).unwrap(), Version::from_upstream(&b.text()).unwrap());
        prop_assert_eq!(x.cmp(&y), a.key().cmp(&b.key()), "{} {} {} {}", a.text(), b.text(), x, y);
    }

    #[test]
    fn semver_keeps_its_order(a in semver(), b in semver(), v: bool, separator in select(vec![".", "", "-"])) {
        let read = |version: &Semver| {
            let ((major, minor, patch), pre) = version;
            let pre = pre.map_or(String::new(), |(word, number)| format!("-{word}{separator}{number}"));
            Version::from_upstream(&format!("{}{major}.{minor}.{patch}{pre}", if v { "v" } else { "" })).unwrap()
        };
        prop_assert_eq!(read(&a).cmp(&read(&b)), semver_order(&a, &b));
    }

    #[test]
    fn any_text(text in prop_oneof![any::<String>(), "v?[0-9]{1,3}[0-9a-e.+!:_~-]{0,8}(rc|alpha|post|dev|p)?[.-]?[0-9]?"]) {
        match Version::from_upstream(&text) {
            Ok(version) => {
                prop_assert!(Version::is_valid(version.as_str()), "{}", version);
                prop_assert_eq!(Version::from_upstream(version.as_str()).unwrap().to_string(), version.to_string());
            }
            Err(error) => prop_assert!(text.get(error.span()).is_some() && !Version::is_valid(&text)),
        }
    }
}
