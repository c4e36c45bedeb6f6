//! `metadata.xml`: who maintains a package, and what people should know about it (GLEP 67 and 68).

use super::text::Parsed;
use super::xml::{self, Attributes, Sink};

/// A text with its language, `en` if none is given. Blanks are single ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Localized {
    /// The language, `en`.
    pub lang: String,
    /// The text.
    pub text: String,
}

/// Who maintains the package.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Maintainer {
    /// `person` or `project`.
    pub kind: String,
    /// The address.
    pub email: String,
    /// The name.
    pub name: Option<String>,
    /// What they do for the package, by language.
    pub descriptions: Vec<Localized>,
    /// Whether others commit for them: `yes`, `no` or `proxy`.
    pub proxied: Option<String>,
    /// The versions it is about, as an atom.
    pub restrict: Option<String>,
}

impl Maintainer {
    /// Whether others commit for them.
    pub fn is_proxied(&self) -> bool {
        self.proxied.as_deref() == Some("yes")
    }
}

/// Who maintains the software.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UpstreamMaintainer {
    /// The name.
    pub name: String,
    /// The address.
    pub email: Option<String>,
    /// `active`, `inactive` or `unknown`.
    pub status: Option<String>,
}

/// What the software is called elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RemoteId {
    /// The place, `github`.
    pub kind: String,
    /// The name there, `larry/cow`.
    pub value: String,
}

/// Where the software comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Upstream {
    /// Who maintains it.
    pub maintainers: Vec<UpstreamMaintainer>,
    /// Where its changes are told.
    pub changelog: Option<String>,
    /// Where its documentation is, by language.
    pub docs: Vec<Localized>,
    /// Where faults are reported.
    pub bugs_to: Option<String>,
    /// What it is called elsewhere.
    pub remote_ids: Vec<RemoteId>,
}

/// What a USE flag does in the package.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalFlag {
    /// The flag.
    pub name: String,
    /// The versions it is about, as an atom.
    pub restrict: Option<String>,
    /// What it does.
    pub description: Localized,
}

/// What a slot is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotDescription {
    /// The slot, `*` for any.
    pub name: String,
    /// What it is for.
    pub description: Localized,
}

/// What a `metadata.xml` says, of a package or of a category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MetadataXml {
    /// Who maintains the package; nobody if it is empty.
    pub maintainers: Vec<Maintainer>,
    /// The groups that once maintained packages. New documents have none.
    pub herds: Vec<String>,
    /// Where the software comes from.
    pub upstream: Option<Upstream>,
    /// What the package is, by language.
    pub long_descriptions: Vec<Localized>,
    /// What its USE flags do.
    pub flags: Vec<LocalFlag>,
    /// What its slots are for.
    pub slots: Vec<SlotDescription>,
    /// What its sub-slots mean.
    pub subslots: Vec<Localized>,
    /// Whether a version that is stable on one architecture may be so on all.
    pub stabilize_allarches: bool,
}

impl MetadataXml {
    /// Reads a document. Of one that is not well-formed it gives what stands before the fault.
    pub fn parse(text: &str) -> Parsed<Self> {
        let mut value = Self::default();
        let fault = xml::read(text, &["pkgmetadata", "catmetadata"], &mut value).err();
        Parsed { value, faults: fault.into_iter().collect() }
    }

    /// The long description in a language, else in English.
    pub fn long_description(&self, lang: &str) -> Option<&str> {
        let of = |lang: &str| self.long_descriptions.iter().find(|found| found.lang == lang);
        of(lang).or_else(|| of("en")).map(|found| found.text.as_str())
    }

    /// What a USE flag does in this package, in English.
    pub fn flag(&self, name: &str) -> Option<&str> {
        let found = self.flags.iter().find(|flag| flag.name == name && flag.description.lang == "en");
        found.map(|flag| flag.description.text.as_str())
    }
}

impl MetadataXml {
    fn upstream_mut(&mut self) -> &mut Upstream {
        self.upstream.get_or_insert_default()
    }

    fn maintainer_text(&mut self, field: &str, lang: String, text: String) {
        let Some(maintainer) = self.maintainers.last_mut() else { return };
        match field {
            "email" => maintainer.email = text,
            "name" => maintainer.name = Some(text),
            "description" => maintainer.descriptions.push(Localized { lang, text }),
            _ => {}
        }
    }
}

impl Upstream {
    fn maintainer_text(&mut self, field: &str, text: String) {
        let Some(maintainer) = self.maintainers.last_mut() else { return };
        match field {
            "name" => maintainer.name = text,
            "email" => maintainer.email = Some(text),
            _ => {}
        }
    }

    fn text(&mut self, field: &str, kind: Option<String>, lang: String, text: String) {
        match field {
            "changelog" => self.changelog = Some(text),
            "doc" => self.docs.push(Localized { lang, text }),
            "bugs-to" => self.bugs_to = Some(text),
            "remote-id" => self.remote_ids.push(RemoteId { kind: kind.unwrap_or_default(), value: text }),
            _ => {}
        }
    }
}

impl Sink for MetadataXml {
    fn start(&mut self, path: &[&str], attributes: &Attributes) -> bool {
        match path {
            ["maintainer"] => self.maintainers.push(Maintainer {
                kind: attributes.get("type").unwrap_or_default(),
                proxied: attributes.get("proxied"),
                restrict: attributes.get("restrict"),
                ..Maintainer::default()
            }),
            ["upstream"] => drop(self.upstream_mut()),
            ["upstream", "maintainer"] => {
                let maintainer = UpstreamMaintainer { status: attributes.get("status"), ..UpstreamMaintainer::default() };
                self.upstream_mut().maintainers.push(maintainer);
            }
            ["use" | "slots"] => {}
            _ => return true,
        }
        false
    }

    fn text(&mut self, path: &[&str], attributes: &Attributes, text: String) {
        let lang = attributes.get("lang").or_else(|| attributes.get("xml:lang")).unwrap_or_else(|| "en".to_owned());
        let name = || attributes.get("name").unwrap_or_default();
        match path {
            ["maintainer", field] => self.maintainer_text(field, lang, text),
            ["upstream", "maintainer", field] => self.upstream_mut().maintainer_text(field, text),
            ["upstream", field] => self.upstream_mut().text(field, attributes.get("type"), lang, text),
            ["herd"] => self.herds.push(text),
            ["longdescription"] => self.long_descriptions.push(Localized { lang, text }),
            ["use", "flag"] => {
                let (name, restrict) = (name(), attributes.get("restrict"));
                self.flags.push(LocalFlag { name, restrict, description: Localized { lang, text } });
            }
            ["slots", "slot"] => self.slots.push(SlotDescription { name: name(), description: Localized { lang, text } }),
            ["slots", "subslots"] => self.subslots.push(Localized { lang, text }),
            ["stabilize-allarches"] => self.stabilize_allarches = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WHOLE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE pkgmetadata SYSTEM "https://www.example.org/dtd/metadata.dtd">
<pkgmetadata>
  <!-- a comment -->
  <maintainer type="person" proxied="yes" restrict="&gt;=a/b-2">
    <email>larry@example.org</email><name>Larry the Cow &amp; Co.</name>
    <description lang="de">Hilft</description>
  </maintainer>
  <maintainer type="project"><email>cows@example.org</email></maintainer>
  <longdescription>A   tool for <pkg>a/b</pkg>
    and more.</longdescription>
  <longdescription lang="fr">Un outil &#233;</longdescription>
  <use><flag name="ssl" restrict="a/b:2">Use <pkg>dev-libs/openssl</pkg></flag><flag name="x" lang="de">Fenster</flag></use>
  <slots><slot name="2">New</slot><subslots>ABI</subslots></slots>
  <upstream>
    <maintainer status="active"><name>Up</name><email>up@example.org</email></maintainer>
    <changelog>https://example.org/c</changelog><doc lang="en">https://example.org/d</doc>
    <bugs-to>mailto:bugs@example.org</bugs-to>
    <remote-id type="github">larry/cow</remote-id><remote-id type="pypi">cow</remote-id>
  </upstream>
  <stabilize-allarches/>
  <new><thing>of later</thing></new>
</pkgmetadata>
"#;

    #[test]
    fn all_of_a_document() {
        let Parsed { value, faults } = MetadataXml::parse(WHOLE);
        assert_eq!(faults, []);
        let larry = &value.maintainers[0];
        assert_eq!((larry.email.as_str(), larry.name.as_deref()), ("larry@example.org", Some("Larry the Cow & Co.")));
        assert!(larry.is_proxied() && larry.restrict.as_deref() == Some(">=a/b-2") && larry.descriptions[0].lang == "de");
        assert_eq!((value.maintainers.len(), value.maintainers[1].kind.as_str()), (2, "project"));
        assert_eq!(value.long_description("en"), Some("A tool for a/b and more."));
        assert_eq!(
            (value.long_description("fr"), value.long_description("it")),
            (Some("Un outil é"), value.long_description("en"))
        );
        assert_eq!((value.flag("ssl"), value.flag("x")), (Some("Use dev-libs/openssl"), None));
        assert_eq!(value.flags[0].restrict.as_deref(), Some("a/b:2"));
        assert_eq!((value.slots[0].name.as_str(), value.subslots[0].text.as_str()), ("2", "ABI"));
        let upstream = value.upstream.unwrap();
        assert_eq!(upstream.maintainers[0].status.as_deref(), Some("active"));
        assert_eq!(upstream.remote_ids.iter().map(|id| &*id.value).collect::<Vec<_>>(), ["larry/cow", "cow"]);
        assert_eq!((upstream.changelog.is_some(), upstream.docs.len(), upstream.bugs_to.is_some()), (true, 1, true));
        assert!(value.stabilize_allarches);
    }

    #[test]
    fn what_is_not_well_formed_is_told_with_its_line() {
        let told = |text: &str| MetadataXml::parse(text).faults.first().map(|fault| (fault.code(), fault.line().unwrap()));
        assert_eq!(told("<pkgmetadata>\n<herd>a & b</herd>\n</pkgmetadata>"), Some(("xml", 2)));
        assert_eq!(told("<pkgmetadata>\n<herd>\u{8}</herd></pkgmetadata>"), Some(("xml", 2)));
        assert_eq!(told("<pkgmetadata>\n<herd>a</hurd>\n</pkgmetadata>"), Some(("xml", 2)));
        assert_eq!(told("<pkgmetadata>\n<herd>a"), Some(("xml", 2)));
        assert_eq!(told("<pkgmetadata a='1' a='2'/>"), Some(("xml", 1)));
        assert_eq!(told("<html/>"), Some(("xml_root", 1)));
        assert_eq!(told("text"), Some(("xml", 1)));
        assert_eq!(told(&format!("<pkgmetadata>{}", "<a>".repeat(1_000_000))), Some(("xml_too_large", 1)));
        let cut = MetadataXml::parse("<pkgmetadata><maintainer><email>a@b</email></maintainer><use><flag");
        assert_eq!((cut.value.maintainers.len(), cut.faults.len()), (1, 1), "what stands before is given");
    }

    #[test]
    fn a_bomb_does_not_grow() {
        let text =
            "<!DOCTYPE pkgmetadata [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<pkgmetadata><herd>&b;</herd></pkgmetadata>";
        let found = MetadataXml::parse(text);
        assert_eq!((found.value.herds.len(), found.faults[0].code()), (0, "xml"));
        let text =
            "<!DOCTYPE pkgmetadata [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><pkgmetadata><herd>&a;</herd></pkgmetadata>";
        assert_eq!(MetadataXml::parse(text).faults.len(), 1);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(<|>|/|&|;|\"|=|a|pkgmetadata| |maintainer|email|!--|\\[CDATA){0,30}|\\PC*") {
            MetadataXml::parse(&text);
            MetadataXml::parse(&format!("<pkgmetadata>{text}</pkgmetadata>"));
        }

        #[test]
        fn what_is_written_is_read(emails in proptest::collection::vec("[!-~]{1,12}", 0..5)) {
            let element = |email: &String| format!("<maintainer type=\"person\"><email>{}</email></maintainer>", quick_xml::escape::escape(email.as_str()));
            let text = format!("<pkgmetadata>{}</pkgmetadata>", emails.iter().map(element).collect::<String>());
            let found = MetadataXml::parse(&text);
            prop_assert!(found.faults.is_empty());
            prop_assert_eq!(found.value.maintainers.into_iter().map(|maintainer| maintainer.email).collect::<Vec<_>>(), emails);
        }
    }
}
