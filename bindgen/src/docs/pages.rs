//! The pages: one for each type, one for the functions and one for the classes of errors.

use super::links::{Links, sections};
use super::tabs::{Language, besides, key, tabs};
use crate::interface::*;
use crate::output::File;
use crate::since::Since;
use std::collections::BTreeMap;

/// Everything that pages are made of.
struct Site<'a> {
    interface: &'a Interface,
    languages: &'a [Language],
    links: Links,
    since: &'a Since,
}

/// All pages. Documentation has no examples any more: the languages have them.
pub fn all(interface: &Interface, languages: &[Language], since: &Since) -> Vec<File> {
    let site = Site { interface, languages, links: Links::new(interface), since };
    let page = |name: &str, text: String| File { path: format!("{name}.md").into(), text };
    let mut pages: Vec<File> = vec![];
    pages.extend(interface.objects.iter().map(|object| page(object.name.rust(), site.object(object))));
    pages.extend(interface.records.iter().map(|record| page(record.name.rust(), site.record(record))));
    pages.extend(interface.enums.iter().map(|choice| page(choice.name.rust(), site.choice(choice))));
    if !interface.functions.is_empty() {
        pages.push(page("functions", format!("# Functions\n\n{}", site.members(None, "", &interface.functions))));
    }
    if !interface.errors.is_empty() {
        pages.push(page("errors", site.errors()));
    }
    pages.push(page("index", site.index()));
    pages.push(File { path: "sections.json".into(), text: site.sections() });
    pages
}

impl Site<'_> {
    fn object(&self, object: &Object) -> String {
        let primary = object.primary.iter().chain(&object.constructors).cloned().collect::<Vec<_>>();
        let (properties, methods): (Vec<_>, Vec<_>) = object.methods.iter().cloned().partition(|f| f.is_property);
        let owner = Some(&object.name);
        self.head(&object.name, &object.docs)
            + &self.members(owner, "Made from", &primary)
            + &self.members(owner, "Properties", &properties)
            + &self.members(owner, "Methods", &methods)
            + &self.besides(&object.name)
    }

    fn record(&self, record: &Record) -> String {
        let field = |field: &Field| {
            let docs = self.links.linked(&field.docs, record.name.rust());
            let tabs = tabs(self.languages, &key(Some(&record.name), Some(&field.name)));
            let since = self.since(record.name.rust(), field.name.rust());
            format!("### {name} {{ #{name} }}\n\n{since}{docs}\n\n{tabs}\n", name = field.name.rust())
        };
        let fields: String = record.fields.iter().map(field).collect();
        format!("{}## Fields\n\n{fields}", self.head(&record.name, &record.docs))
            + &self.members(Some(&record.name), "Methods", &record.methods)
            + &self.besides(&record.name)
    }

    fn choice(&self, choice: &Enum) -> String {
        let variant = |variant: &Variant| {
            let docs = self.links.linked(&variant.docs, choice.name.rust());
            let text = variant.text.as_ref().map(|text| format!("As text: {}\n\n", code(text))).unwrap_or_default();
            let tabs = tabs(self.languages, &key(Some(&choice.name), Some(&variant.name)));
            let since = self.since(choice.name.rust(), variant.name.rust());
            format!("### {name} {{ #{name} }}\n\n{since}{docs}\n\n{text}{tabs}\n", name = variant.name.rust())
        };
        let variants: String = choice.variants.iter().map(variant).collect();
        self.head(&choice.name, &choice.docs)
            + &self.members(Some(&choice.name), "Methods", &choice.methods)
            + &format!("## Choices\n\n{variants}")
            + &self.besides(&choice.name)
    }

    /// The title, what the type is, and how each language spells it.
    fn head(&self, name: &Name, docs: &str) -> String {
        let tabs = tabs(self.languages, &key(Some(name), None));
        let since = self.since(name.rust(), "");
        format!("# {name}\n\n{since}{}\n\n{tabs}\n", self.links.linked(docs, name.rust()))
    }

    /// The version that an item came with.
    fn since(&self, owner: &str, member: &str) -> String {
        let version = self.since.version(owner, member);
        version.map(|version| format!("Since {version}.\n{{ .since }}\n\n")).unwrap_or_default()
    }

    /// What a type has in each language without being declared: equality, order, iteration, copies.
    fn besides(&self, name: &Name) -> String {
        let tabs = besides(self.languages, name.rust());
        if tabs.is_empty() { tabs } else { format!("## In each language {{ #in-each-language }}\n\n{tabs}\n") }
    }

    fn members(&self, owner: Option<&Name>, title: &str, functions: &[Function]) -> String {
        let members: String = functions.iter().map(|function| self.function(owner, function)).collect();
        match (members.as_str(), title) {
            ("", _) | (_, "") => members,
            _ => format!("## {title}\n\n{members}"),
        }
    }

    fn function(&self, owner: Option<&Name>, function: &Function) -> String {
        let name = function.name.rust();
        let docs = self.links.linked(&function.docs, owner.map_or("", Name::rust));
        let tabs = tabs(self.languages, &key(owner, Some(&function.name)));
        let fails = match &function.error {
            Some(_) => format!("{}\n\n", self.failure(owner, function)),
            None => String::new(),
        };
        let since = self.since(owner.map_or("", |owner| owner.rust()), name);
        format!("### {name} {{ #{name} }}\n\n{since}{docs}\n\n{fails}{tabs}\n")
    }

    /// The class of errors that a function fails with.
    fn failure(&self, owner: Option<&Name>, function: &Function) -> String {
        let of_type = |variant: &&ErrorVariant| {
            owner.is_some_and(|owner| function.is_constructor && variant.class.pascal() == format!("{}Error", owner.pascal()))
        };
        let class = match (self.interface.error_variants().find(of_type), &function.error) {
            (Some(variant), _) => variant.class.pascal(),
            (None, error) => error.as_ref().map(Name::pascal).unwrap_or_default(),
        };
        format!("Fails with [`{class}`](errors.md#{class}).")
    }

    fn errors(&self) -> String {
        let mut text =
            "# Classes of errors\n\nWhat a program catches. Each error also has a code, which says precisely what is wrong.\n\n"
                .to_owned();
        for class in self.interface.error_classes() {
            let name = class.name.pascal();
            let base = class.base.as_ref().map(|base| base.pascal());
            let base = base.map(|base| format!("A [`{base}`](#{base}). ")).unwrap_or_default();
            let spelled = self.languages.iter().filter_map(|language| Some((language, language.errors.get(&name)?)));
            let rows: String = spelled.map(|(language, name)| format!("| {} | {} |\n", language.tab, code(name))).collect();
            let fields = class.own().iter().map(|f| format!("- `{}`: {}\n", f.name.rust(), self.links.linked(&f.docs, "")));
            let fields = fields.collect::<String>();
            let carries = if fields.is_empty() { String::new() } else { format!("It carries:\n\n{fields}\n") };
            text += &format!(
                "## {name} {{ #{name} }}\n\n{base}{}\n\n| language | name |\n| --- | --- |\n{rows}\n{carries}",
                class.docs
            );
        }
        text
    }

    fn index(&self) -> String {
        let row = |name: &Name, docs: &str| {
            let first = docs.split("\n\n").next().unwrap_or_default().replace('\n', " ").replace('|', "\\|");
            format!("| [`{name}`]({name}.md) | {} |\n", self.links.linked(&first, name.rust()))
        };
        let interface = self.interface;
        let part = |title: &str, rows: String| match rows.as_str() {
            "" => String::new(),
            _ => format!("## {title}\n\n| type | what it is |\n| --- | --- |\n{rows}\n"),
        };
        format!("# Types\n\n{}\n\n", interface.docs.trim())
            + &part("Values", interface.objects.iter().map(|object| row(&object.name, &object.docs)).collect())
            + &part("Records", interface.records.iter().map(|record| row(&record.name, &record.docs)).collect())
            + &part("Choices", interface.enums.iter().map(|choice| row(&choice.name, &choice.docs)).collect())
    }

    /// Where each section of PMS is cited: names of items, by section.
    fn sections(&self) -> String {
        let mut cited: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut note = |docs: &str, item: String| {
            for section in sections(docs) {
                let items = cited.entry(section).or_default();
                if !items.contains(&item) {
                    items.push(item.clone());
                }
            }
        };
        let interface = self.interface;
        interface.objects.iter().for_each(|object| note(&object.docs, object.name.to_string()));
        for record in &interface.records {
            note(&record.docs, record.name.to_string());
            record.fields.iter().for_each(|field| note(&field.docs, format!("{}.{}", record.name, field.name.rust())));
        }
        for choice in &interface.enums {
            note(&choice.docs, choice.name.to_string());
            choice.variants.iter().for_each(|variant| note(&variant.docs, format!("{}.{}", choice.name, variant.name.rust())));
        }
        for (owner, function) in interface.all_functions() {
            let owner = owner.map(|owner| format!("{owner}.")).unwrap_or_default();
            note(&function.docs, format!("{owner}{}", function.name.rust()));
        }
        serde_json::to_string_pretty(&cited).expect("texts are JSON") + "\n"
    }
}

/// A text as code, whatever it has in it.
fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
