//! Security advisories, `glsa-*.xml`.

use polyatom::{Cpn, Cpv, Slot, Version};

use super::text::Parsed;
use super::xml::{self, Attributes, Sink};
use super::{Code, Fault};

/// How versions are compared with that of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RangeKind {
    /// `lt`: older ones.
    Less,
    /// `le`: older ones and itself.
    LessOrEqual,
    /// `eq`: itself; with an asterisk those that it begins.
    Equal,
    /// `ge`: newer ones and itself.
    GreaterOrEqual,
    /// `gt`: newer ones.
    Greater,
}

/// Some versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlsaRange {
    /// How they are compared.
    pub kind: RangeKind,
    /// Whether only revisions of the same version are meant: `rge` and its like.
    pub same_version: bool,
    /// The version they are compared with.
    pub version: Version,
    /// Whether an asterisk stands after the version: those that it begins.
    pub glob: bool,
    /// The slot they are in; any if none.
    pub slot: Option<String>,
}

impl GlsaRange {
    /// Whether a version in a slot is among them. Without a slot any is taken.
    pub fn contains(&self, version: &Version, slot: Option<&Slot>) -> bool {
        let slot_fits = match (&self.slot, slot) {
            (Some(wanted), Some(slot)) => wanted == slot.name(),
            _ => true,
        };
        let version_fits = !self.same_version || version.without_revision() == self.version.without_revision();
        slot_fits
            && version_fits
            && match self.kind {
                RangeKind::Equal if self.glob => version.matches_glob(&self.version),
                RangeKind::Less => *version < self.version,
                RangeKind::LessOrEqual => *version <= self.version,
                RangeKind::Equal => *version == self.version,
                RangeKind::GreaterOrEqual => *version >= self.version,
                RangeKind::Greater => *version > self.version,
            }
    }
}

/// A package in an advisory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlsaPackage {
    /// The package.
    pub name: Cpn,
    /// The architectures, `*` for all.
    pub arch: String,
    /// Whether tools can upgrade it by themselves.
    pub auto: bool,
    /// Versions that are safe.
    pub unaffected: Vec<GlsaRange>,
    /// Versions that are not, unless they are among the safe ones.
    pub vulnerable: Vec<GlsaRange>,
}

impl GlsaPackage {
    /// Whether a package is vulnerable.
    pub fn affects(&self, cpv: &Cpv, slot: Option<&Slot>) -> bool {
        let version = cpv.version();
        let in_any = |ranges: &[GlsaRange]| ranges.iter().any(|range| range.contains(&version, slot));
        cpv.cpn() == self.name && in_any(&self.vulnerable) && !in_any(&self.unaffected)
    }
}

/// A link of an advisory.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GlsaReference {
    /// Where it leads.
    pub link: String,
    /// What stands there.
    pub text: String,
}

/// A security advisory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glsa {
    /// Its number, `202601-02`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is about, in a sentence.
    pub synopsis: String,
    /// What kind of thing is affected, `ebuild`.
    pub product_kind: String,
    /// What is affected, in a word.
    pub product: String,
    /// The day on which it was published.
    pub announced: String,
    /// The day on which it was changed.
    pub revised: String,
    /// Counts the changes.
    pub revision: Option<u32>,
    /// The reports of it.
    pub bugs: Vec<String>,
    /// From where the fault can be used: `remote`, `local`.
    pub access: String,
    /// The packages.
    pub packages: Vec<GlsaPackage>,
    /// What the package is.
    pub background: String,
    /// What is wrong.
    pub description: String,
    /// How bad it is, `high`.
    pub severity: String,
    /// What can happen.
    pub impact: String,
    /// What helps without an upgrade.
    pub workaround: String,
    /// What to do.
    pub resolution: String,
    /// Where there is more.
    pub references: Vec<GlsaReference>,
}

impl Glsa {
    /// Reads an advisory. What is wrong with a package or a range costs that.
    pub fn parse(text: &str) -> Parsed<Self> {
        let mut reader = Reader::default();
        let fault = xml::read(text, &["glsa"], &mut reader).err();
        Parsed { value: reader.out, faults: reader.faults.into_iter().chain(fault).collect() }
    }

    /// Whether a package is vulnerable.
    pub fn affects(&self, cpv: &Cpv, slot: Option<&Slot>) -> bool {
        self.packages.iter().any(|package| package.affects(cpv, slot))
    }
}

#[derive(Default)]
struct Reader {
    out: Glsa,
    faults: Vec<Fault>,
    /// Whether the last package has a name that is one.
    in_package: bool,
}

impl Sink for Reader {
    fn root(&mut self, attributes: &Attributes) {
        self.out.id = attributes.get("id").unwrap_or_default();
    }

    fn start(&mut self, path: &[&str], attributes: &Attributes) -> bool {
        match path {
            ["affected"] | ["references"] => return false,
            ["affected", "package"] => self.package(attributes),
            _ => return true,
        }
        false
    }

    fn text(&mut self, path: &[&str], attributes: &Attributes, text: String) {
        let get = |name: &str| attributes.get(name).unwrap_or_default();
        let out = &mut self.out;
        match path {
            ["title"] => out.title = text,
            ["synopsis"] => out.synopsis = text,
            ["product"] => (out.product_kind, out.product) = (get("type"), text),
            ["announced"] => out.announced = text,
            ["revised"] => (out.revision, out.revised) = (get("count").parse().ok(), text),
            ["bug"] => out.bugs.push(text),
            ["access"] => out.access = text,
            ["background"] => out.background = text,
            ["description"] => out.description = text,
            ["impact"] => (out.severity, out.impact) = (get("type"), text),
            ["workaround"] => out.workaround = text,
            ["resolution"] => out.resolution = text,
            ["references", "uri"] => out.references.push(GlsaReference { link: get("link"), text }),
            ["affected", "package", kind @ ("unaffected" | "vulnerable")] => self.range(kind, attributes, &text),
            _ => {}
        }
    }
}

impl Reader {
    fn package(&mut self, attributes: &Attributes) {
        let name = attributes.get("name").unwrap_or_default();
        self.in_package = match Cpn::parse(name.trim()) {
            Ok(name) => {
                let arch = attributes.get("arch").unwrap_or_else(|| "*".to_owned());
                let auto = attributes.get("auto").is_some_and(|auto| auto == "yes");
                self.out.packages.push(GlsaPackage { name, arch, auto, unaffected: Vec::new(), vulnerable: Vec::new() });
                true
            }
            Err(error) => {
                self.faults.push(Fault::value(0, &name, 0, error));
                false
            }
        };
    }

    fn range(&mut self, kind: &str, attributes: &Attributes, text: &str) {
        let Some(package) = self.out.packages.last_mut().filter(|_| self.in_package) else { return };
        match range(attributes, text) {
            Ok(range) if kind == "vulnerable" => package.vulnerable.push(range),
            Ok(range) => package.unaffected.push(range),
            Err(fault) => self.faults.push(fault),
        }
    }
}

fn range(attributes: &Attributes, text: &str) -> Result<GlsaRange, Fault> {
    let name = attributes.get("range").unwrap_or_default();
    let (same_version, operator) = match name.strip_prefix('r') {
        Some(operator) => (true, operator),
        None => (false, name.as_str()),
    };
    let kind = match operator {
        "lt" => RangeKind::Less,
        "le" => RangeKind::LessOrEqual,
        "eq" => RangeKind::Equal,
        "ge" => RangeKind::GreaterOrEqual,
        "gt" => RangeKind::Greater,
        _ => return Err(Fault::file(Code::UnknownWord, format!("range \"{name}\""))),
    };
    let (version, glob) = text.strip_suffix('*').map_or((text, false), |version| (version, true));
    let version = Version::parse(version).map_err(|error| Fault::value(0, text, 0, error))?;
    let slot = attributes.get("slot").filter(|slot| slot != "*");
    Ok(GlsaRange { kind, same_version, version, glob, slot })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE glsa SYSTEM "http://www.example.org/dtd/glsa.dtd">
<glsa id="202601-02">
  <title>Cow: Milk</title><synopsis>Too much.</synopsis><product type="ebuild">cow</product>
  <announced>2026-01-02</announced><revised count="2">2026-01-03</revised><bug>1</bug><bug>2</bug><access>remote</access>
  <affected>
    <package name="a/b" auto="yes" arch="*">
      <unaffected range="ge">2</unaffected><unaffected range="rge">1.5-r2</unaffected>
      <vulnerable range="lt">2</vulnerable>
    </package>
    <package name="c/d" arch="amd64"><vulnerable range="eq" slot="3">3*</vulnerable></package>
  </affected>
  <background><p>A cow.</p></background><description><p>It gives</p><p>milk.</p></description>
  <impact type="high"><p>Floods.</p></impact><workaround><p>None.</p></workaround><resolution><code># drink</code></resolution>
  <references><uri link="https://example.org/1">ONE</uri></references>
</glsa>
"#;

    #[test]
    fn all_of_an_advisory() {
        let Parsed { value, faults } = Glsa::parse(TEXT);
        assert_eq!(faults, []);
        assert_eq!((&*value.id, &*value.title, value.revision, value.bugs.len()), ("202601-02", "Cow: Milk", Some(2), 2));
        assert_eq!((&*value.description, &*value.severity, &*value.resolution), ("It gives milk.", "high", "# drink"));
        assert_eq!(value.references, [GlsaReference { link: "https://example.org/1".to_owned(), text: "ONE".to_owned() }]);
        let affects = |cpv: &str, slot: Option<&str>| {
            value.affects(&Cpv::parse(cpv).unwrap(), slot.map(|slot| Slot::parse(slot).unwrap()).as_ref())
        };
        assert!(affects("a/b-1", None) && affects("a/b-1.5-r1", None));
        assert!(!affects("a/b-2", None) && !affects("a/b-1.5-r3", None) && affects("a/b-1.6", None));
        assert!(affects("c/d-3.1", Some("3")) && !affects("c/d-3.1", Some("4")) && !affects("c/d-30", Some("3")));
    }

    #[test]
    fn what_is_wrong_costs_itself() {
        let text = "<glsa id='1'><affected><package name='x'><vulnerable range='lt'>1</vulnerable></package>\
            <package name='a/b'><vulnerable range='xx'>1</vulnerable><vulnerable range='lt'>y</vulnerable>\
            <vulnerable range='le'>1</vulnerable></package></affected></glsa>";
        let found = Glsa::parse(text);
        let codes: Vec<_> = found.faults.iter().map(Fault::code).collect();
        assert_eq!(codes, ["missing_category", "unknown_word", "version_start"]);
        assert_eq!((found.value.packages.len(), found.value.packages[0].vulnerable.len()), (1, 1));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(</?(affected|package|title|unaffected|x)( name=\"a/b\"| range=\"lt\")?>|1|&){0,20}") {
            Glsa::parse(&format!("<glsa>{text}</glsa>"));
        }
    }
}
