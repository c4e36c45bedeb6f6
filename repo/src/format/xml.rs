//! Reading XML without surprises: nothing is fetched, no entity but XML's own is known, so that a document cannot grow while it is
//! read, and depth has a limit.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::text::line_at;
use super::{Code, Fault};

/// Elements in each other that are read at most; real documents have five.
const DEEPEST: usize = 32;

/// Elements of running text that begin and end a line, so that their words are apart from those beside them.
const BLOCKS: [&str; 11] = ["p", "ul", "ol", "li", "dl", "dt", "dd", "code", "table", "tr", "ti"];

/// The attributes of an element.
#[derive(Clone, Debug, Default)]
pub(super) struct Attributes(Vec<(String, String)>);

impl Attributes {
    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone())
    }
}

/// Who hears what stands in a document. A path has the names of the elements below the root, outermost first.
pub(super) trait Sink {
    /// The root element begins.
    fn root(&mut self, _attributes: &Attributes) {}

    /// An element begins. Whether its text is wanted, with that of all elements in it; then these are not told by themselves.
    fn start(&mut self, path: &[&str], attributes: &Attributes) -> bool;

    /// An element whose text was wanted ends. Blanks in the text are single ones.
    fn text(&mut self, path: &[&str], attributes: &Attributes, text: String);
}

/// Reads a document whose root is one of these. What stands before a fault has been told to the sink.
pub(super) fn read(text: &str, roots: &[&str], sink: &mut impl Sink) -> Result<(), Fault> {
    let illegal = |character: char| character < ' ' && !matches!(character, '\t' | '\n' | '\r');
    if let Some(at) = text.find(illegal) {
        return Err(fault(text, at, Code::Xml, "a control character"));
    }
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = true;
    config.expand_empty_elements = true;
    config.check_comments = true;
    let mut walk = Walk {
        roots,
        sink,
        stack: Vec::new(),
        has_root: false,
        wanted: None,
        text: String::new(),
        attributes: Attributes::default(),
    };
    loop {
        let before = reader.buffer_position() as usize;
        let event =
            reader.read_event().map_err(|error| fault(text, reader.error_position() as usize, Code::Xml, error.to_string()))?;
        match event {
            Event::Eof => return walk.eof().map_err(|(code, why)| fault(text, text.len(), code, why)),
            event => walk.event(event).map_err(|(code, why)| fault(text, before, code, why))?,
        }
    }
}

fn fault(text: &str, at: usize, code: Code, why: impl Into<String>) -> Fault {
    let at = at.min(text.len());
    let (line, start) = line_at(text, at);
    let row = text[start..].lines().next().unwrap_or("");
    Fault::new(code, line, row, (at - start).min(row.len())..row.len()).because(why)
}

type Refused = (Code, String);

fn refused(error: impl ToString) -> Refused {
    (Code::Xml, error.to_string())
}

/// Where the reader is.
struct Walk<'a, S> {
    roots: &'a [&'a str],
    sink: &'a mut S,
    stack: Vec<String>,
    /// Whether the root element began.
    has_root: bool,
    /// The element whose text is wanted, by its depth.
    wanted: Option<usize>,
    text: String,
    attributes: Attributes,
}

impl<S: Sink> Walk<'_, S> {
    fn event(&mut self, event: Event<'_>) -> Result<(), Refused> {
        match event {
            Event::Start(start) => self.start(&start)?,
            Event::End(_) => self.end(),
            Event::Text(part) => {
                let part = part.xml10_content();
                if self.stack.is_empty() && !part.trim().is_empty() {
                    return Err(refused("text outside of the root element"));
                }
                self.text.push_str(&part);
            }
            Event::CData(part) => self.text.push_str(&part.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref().map_err(refused)? {
                Some(character) => self.text.push(character),
                None => {
                    let known = quick_xml::escape::resolve_predefined_entity(&name.xml10_content());
                    self.text.push_str(known.ok_or_else(|| refused("an unknown entity"))?);
                }
            },
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Refused> {
        let name = element.name().as_ref().to_owned();
        if self.stack.len() == DEEPEST {
            return Err((Code::XmlTooLarge, format!("{DEEPEST} elements in each other")));
        }
        if self.stack.is_empty() && !self.roots.contains(&name.as_str()) {
            return Err((Code::XmlRoot, format!("<{name}>")));
        }
        if self.stack.is_empty() && std::mem::replace(&mut self.has_root, true) {
            return Err(refused("a second root element"));
        }
        let attributes = attributes(element)?;
        self.separate(&name);
        self.stack.push(name);
        if self.stack.len() == 1 {
            self.sink.root(&attributes);
        } else if self.wanted.is_none() && self.sink.start(&path(&self.stack), &attributes) {
            self.wanted = Some(self.stack.len());
            self.text.clear();
            self.attributes = attributes;
        }
        Ok(())
    }

    fn end(&mut self) {
        if self.wanted == Some(self.stack.len()) {
            self.wanted = None;
            let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.sink.text(&path(&self.stack), &self.attributes, text);
        }
        if let Some(name) = self.stack.pop() {
            self.separate(&name);
        }
    }

    fn separate(&mut self, element: &str) {
        if BLOCKS.contains(&element) {
            self.text.push(' ');
        }
    }

    fn eof(&self) -> Result<(), Refused> {
        match self.stack.is_empty() {
            true if self.has_root => Ok(()),
            true => Err(refused("no root element")),
            false => Err(refused(format!("<{}> is not closed", self.stack.join("><")))),
        }
    }
}

fn path(stack: &[String]) -> Vec<&str> {
    stack.iter().skip(1).map(String::as_str).collect()
}

fn attributes(element: &BytesStart<'_>) -> Result<Attributes, Refused> {
    let mut found = Attributes::default();
    for attribute in element.attributes() {
        let attribute = attribute.map_err(refused)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(refused)?;
        found.0.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(found)
}
