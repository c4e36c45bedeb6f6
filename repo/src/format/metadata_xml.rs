//! `metadata.xml`: who maintains a package, and what people should know about it (GLEP 67 and 68).
//!
//! Nothing is fetched, and no entity but XML's own is known, so a document cannot grow while it is read.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::text::{Parsed, line_at};
use super::{Code, Fault};

/// Elements in each other that are read at most; real documents have five.
const DEEPEST: usize = 32;

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
        let mut parser = Parser::default();
        let fault = parser.read(text).err();
        Parsed { value: parser.out, faults: fault.into_iter().collect() }
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

/// What was read, and where it is now.
#[derive(Default)]
struct Parser {
    out: MetadataXml,
    stack: Vec<String>,
    /// The element whose text is wanted, by its depth.
    wanted: Option<usize>,
    text: String,
    attributes: Attributes,
}

/// The attributes that elements have.
#[derive(Clone, Default)]
struct Attributes {
    kind: Option<String>,
    name: Option<String>,
    lang: Option<String>,
    restrict: Option<String>,
    status: Option<String>,
    proxied: Option<String>,
}

impl Parser {
    fn read(&mut self, text: &str) -> Result<(), Fault> {
        let fault = |at: usize, code: Code, why: String| {
            let (line, start) = line_at(text, at.min(text.len()));
            let row = text[start..].lines().next().unwrap_or("");
            let column = at.min(text.len()) - start;
            Fault::new(code, line, row, column.min(row.len())..row.len()).because(why)
        };
        let illegal = |character: char| character < ' ' && !matches!(character, '\t' | '\n' | '\r');
        if let Some(at) = text.find(illegal) {
            return Err(fault(at, Code::Xml, "a control character".to_owned()));
        }
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = true;
        config.expand_empty_elements = true;
        config.check_comments = true;
        loop {
            let before = reader.buffer_position() as usize;
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(fault(reader.error_position() as usize, Code::Xml, error.to_string())),
            };
            match event {
                Event::Start(start) => self.start(&start).map_err(|(code, why)| fault(before, code, why))?,
                Event::End(_) => self.end(),
                Event::Text(part) => {
                    let part = part.xml10_content();
                    if self.stack.is_empty() && !part.trim().is_empty() {
                        return Err(fault(before, Code::Xml, "text outside of the root element".to_owned()));
                    }
                    self.text.push_str(&part);
                }
                Event::CData(part) => self.text.push_str(&part.xml10_content()),
                Event::GeneralRef(name) => {
                    let resolved = match name.resolve_char_ref() {
                        Ok(Some(character)) => Some(character.to_string()),
                        Ok(None) => quick_xml::escape::resolve_predefined_entity(&name.xml10_content()).map(str::to_owned),
                        Err(error) => return Err(fault(before, Code::Xml, error.to_string())),
                    };
                    self.text.push_str(&resolved.ok_or_else(|| fault(before, Code::Xml, "an unknown entity".to_owned()))?);
                }
                Event::Eof if !self.stack.is_empty() => {
                    return Err(fault(text.len(), Code::Xml, format!("<{}> is not closed", self.stack.join("><"))));
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), (Code, String)> {
        let name = element.name().as_ref().to_owned();
        if self.stack.len() == DEEPEST {
            return Err((Code::XmlTooLarge, format!("{DEEPEST} elements in each other")));
        }
        if self.stack.is_empty() && !matches!(name.as_str(), "pkgmetadata" | "catmetadata") {
            return Err((Code::XmlRoot, format!("<{name}>")));
        }
        let attributes = attributes(element)?;
        self.stack.push(name);
        if self.wanted.is_some() {
            return Ok(());
        }
        let path = self.path();
        let out = &mut self.out;
        match path[..] {
            ["maintainer"] => out.maintainers.push(Maintainer {
                kind: attributes.kind.clone().unwrap_or_default(),
                proxied: attributes.proxied.clone(),
                restrict: attributes.restrict.clone(),
                ..Maintainer::default()
            }),
            ["upstream"] => drop(out.upstream.get_or_insert_default()),
            ["upstream", "maintainer"] => {
                let status = attributes.status.clone();
                let maintainer = UpstreamMaintainer { status, ..UpstreamMaintainer::default() };
                out.upstream.get_or_insert_default().maintainers.push(maintainer);
            }
            ["use"] | ["slots"] | [] => {}
            _ => {
                self.wanted = Some(self.stack.len());
                self.text.clear();
                self.attributes = attributes;
            }
        }
        Ok(())
    }

    /// The names of the open elements but the root.
    fn path(&self) -> Vec<&'static str> {
        const KNOWN: [&str; 19] = [
            "maintainer",
            "email",
            "name",
            "description",
            "herd",
            "upstream",
            "changelog",
            "doc",
            "bugs-to",
            "remote-id",
            "longdescription",
            "use",
            "flag",
            "slots",
            "slot",
            "subslots",
            "stabilize-allarches",
            "pkg",
            "cat",
        ];
        let known = |name: &String| KNOWN.into_iter().find(|known| known == name).unwrap_or("");
        self.stack.iter().skip(1).map(known).collect()
    }

    fn end(&mut self) {
        if self.wanted == Some(self.stack.len()) {
            self.wanted = None;
            self.take();
        }
        self.stack.pop();
    }

    /// What the element that ends says.
    fn take(&mut self) {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let path = self.path();
        let attributes = std::mem::take(&mut self.attributes);
        let lang = attributes.lang.unwrap_or_else(|| "en".to_owned());
        let localized = || Localized { lang: lang.clone(), text: text.clone() };
        let out = &mut self.out;
        match path[..] {
            ["maintainer", field] => {
                let Some(maintainer) = out.maintainers.last_mut() else { return };
                match field {
                    "email" => maintainer.email = text,
                    "name" => maintainer.name = Some(text),
                    "description" => maintainer.descriptions.push(localized()),
                    _ => {}
                }
            }
            ["upstream", "maintainer", field] => {
                let Some(maintainer) = out.upstream.get_or_insert_default().maintainers.last_mut() else { return };
                match field {
                    "name" => maintainer.name = text,
                    "email" => maintainer.email = Some(text),
                    _ => {}
                }
            }
            ["upstream", field] => {
                let upstream = out.upstream.get_or_insert_default();
                match field {
                    "changelog" => upstream.changelog = Some(text),
                    "doc" => upstream.docs.push(localized()),
                    "bugs-to" => upstream.bugs_to = Some(text),
                    "remote-id" => upstream.remote_ids.push(RemoteId { kind: attributes.kind.unwrap_or_default(), value: text }),
                    _ => {}
                }
            }
            ["herd"] => out.herds.push(text),
            ["longdescription"] => out.long_descriptions.push(localized()),
            ["use", "flag"] => out.flags.push(LocalFlag {
                name: attributes.name.unwrap_or_default(),
                restrict: attributes.restrict,
                description: localized(),
            }),
            ["slots", "slot"] => {
                out.slots.push(SlotDescription { name: attributes.name.unwrap_or_default(), description: localized() });
            }
            ["slots", "subslots"] => out.subslots.push(localized()),
            ["stabilize-allarches"] => out.stabilize_allarches = true,
            _ => {}
        }
    }
}

fn attributes(element: &BytesStart<'_>) -> Result<Attributes, (Code, String)> {
    let mut found = Attributes::default();
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| (Code::Xml, error.to_string()))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = Some(value.map_err(|error| (Code::Xml, error.to_string()))?.into_owned());
        match attribute.key.as_ref() {
            "type" => found.kind = value,
            "name" => found.name = value,
            "lang" | "xml:lang" => found.lang = value,
            "restrict" => found.restrict = value,
            "status" => found.status = value,
            "proxied" => found.proxied = value,
            _ => {}
        }
    }
    Ok(found)
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
