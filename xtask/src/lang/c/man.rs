//! Manual pages, made of the C header: a page for each of its sections, and `polyatom(3)` with the rules that hold for all of them.

use std::collections::BTreeMap;
use std::fmt::Write;

/// A section of the header.
struct Section<'a> {
    title: &'a str,
    items: Vec<Item<'a>>,
}

/// A declaration with its comment.
struct Item<'a> {
    comment: String,
    code: &'a str,
}

/// A function as the synopsis shows it.
struct Function<'a> {
    returns: &'a str,
    name: &'a str,
    parameters: Vec<&'a str>,
}

/// What stands on every page.
pub struct Edition<'a> {
    pub version: &'a str,
    /// `November 29, 2026`.
    pub date: &'a str,
}

/// The pages as names and texts.
pub fn pages(header: &str, edition: &Edition<'_>) -> BTreeMap<String, String> {
    let sections = sections(header);
    let (types, rest) = sections.split_first().expect("the header has sections");
    let mut pages: BTreeMap<String, Page> = BTreeMap::new();
    for section in rest.iter().filter(|section| section.items.iter().any(|item| function(item.code).is_some())) {
        let (name, about) = subject(section.title);
        let page = pages.entry(name.clone()).or_insert_with(|| Page::new(&name, &about, types));
        section.items.iter().for_each(|item| page.add(item));
    }
    let rules = rules(header);
    pages.into_iter().map(|(name, page)| (format!("{name}.3"), page.text(&name, edition, &rules))).collect()
}

/// The name of a section's page, and what that is about.
fn subject(title: &str) -> (String, String) {
    let page = |name: &str, about: &str| (format!("polyatom{name}"), about.to_owned());
    match title {
        "The library, text and bytes" => page("", "Gentoo's package language: the library, text and bytes"),
        "Errors" => page("_error", "what went wrong"),
        "Functions" => page("_functions", "functions that belong to no type"),
        lists if lists.starts_with("Lists of ") => page("_list", "lists that functions give back"),
        name => page(&snake(name), &format!("the type {name}")),
    }
}

/// `UseDep` as `_use_dep`.
fn snake(name: &str) -> String {
    name.chars().flat_map(|c| c.is_ascii_uppercase().then_some('_').into_iter().chain([c.to_ascii_lowercase()])).collect()
}

struct Page {
    about: String,
    /// What the type is, and what it can be.
    opening: String,
    names: Vec<String>,
    synopsis: String,
    description: String,
}

impl Page {
    fn new(name: &str, about: &str, types: &Section<'_>) -> Page {
        let of_type = |item: &&Item<'_>| item.code.contains(&format!(" {name} ")) || item.code.contains(&format!("({name})"));
        let opening =
            types.items.iter().find(of_type).map(|item| prose(&item.comment) + &variants(item.code)).unwrap_or_default();
        Page { about: about.to_owned(), opening, names: vec![], synopsis: String::new(), description: String::new() }
    }

    fn add(&mut self, item: &Item<'_>) {
        let Some(Function { returns, name, parameters }) = function(item.code) else { return };
        let arguments: String = parameters.iter().map(|parameter| format!(".Fa \"{parameter}\"\n")).collect();
        self.synopsis += &format!(".Ft \"{returns}\"\n.Fo {name}\n{arguments}.Fc\n");
        self.description += &format!(".It Fn {name}\n{}", prose(&item.comment));
        self.names.push(name.to_owned());
    }

    fn text(&self, name: &str, Edition { version, date }: &Edition<'_>, rules: &str) -> String {
        let names: Vec<_> = self.names.iter().map(|name| format!(".Nm {name}")).collect();
        let title = name.to_uppercase();
        let mut text =
            format!(".Dd {date}\n.Dt {title} 3\n.Os polyatom {version}\n.Sh NAME\n{}\n.Nd {}\n", names.join(" ,\n"), self.about);
        write!(text, ".Sh SYNOPSIS\n.In polyatom.h\n{}", self.synopsis).expect("a String takes everything");
        write!(text, ".Sh DESCRIPTION\n{}.Bl -tag -width Ds\n{}.El\n", self.opening, self.description).expect("as above");
        match name {
            "polyatom" => text += rules,
            _ => text += ".Sh SEE ALSO\n.Xr polyatom 3\n",
        }
        text
    }
}

/// The rules at the head of the header.
fn rules(header: &str) -> String {
    let (_, after) = header.split_once(" * Rules that hold for every function:\n").expect("the header has rules");
    let (rules, _) = after.split_once("*/").expect("a comment ends");
    let text = unwrapped(rules);
    let items = text.split("\n- ").map(|item| format!(".It\n{}", prose(item.trim_start_matches("- "))));
    format!(".Sh RULES\nThey hold for every function:\n.Bl -bullet\n{}.El\n", items.collect::<String>())
}

/// The sections, each with its declarations.
fn sections(header: &str) -> Vec<Section<'_>> {
    let parts = header.split("\n/* ---- ").skip(1);
    let section = |part: &'_ str| -> Option<(usize, usize)> {
        let end = part.find(" ---- */\n")?;
        Some((end, end + " ---- */\n".len()))
    };
    parts
        .filter_map(|part| {
            let (end, start) = section(part)?;
            Some(Section { title: &part[..end], items: items(&part[start..]) })
        })
        .collect()
}

/// What has a comment for documentation: up to the next one.
fn items(text: &str) -> Vec<Item<'_>> {
    let parts = text.split("\n/**").skip(1);
    parts
        .filter_map(|part| part.split_once("*/\n"))
        .map(|(comment, code)| Item { comment: unwrapped(comment).trim().to_owned(), code: code.trim() })
        .collect()
}

/// A comment without its frame.
fn unwrapped(comment: &str) -> String {
    let line =
        |line: &str| line.trim_start().strip_prefix('*').map_or(line, |rest| rest.strip_prefix(' ').unwrap_or(rest)).to_owned();
    comment.trim().lines().map(line).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// A function's declaration, if it is one.
fn function(code: &str) -> Option<Function<'_>> {
    let code = code.split(";\n").next()?.trim_end_matches(';');
    let code = code.strip_prefix("POLYATOM_NODISCARD ").unwrap_or(code);
    let (head, parameters) = code.strip_suffix(')')?.split_once('(')?;
    if ["typedef", "enum", "#", "POLYATOM_ENUM"].iter().any(|start| head.starts_with(start)) {
        return None;
    }
    let start = head.rfind([' ', '*'])? + 1;
    let parameters = parameters.split(',').map(str::trim).collect();
    Some(Function { returns: head[..start].trim(), name: &head[start..], parameters })
}

/// The choices of an enum, as a list.
fn variants(code: &str) -> String {
    let Some(body) = code.strip_prefix("POLYATOM_ENUM(").and_then(|code| code.split_once("{\n")) else { return String::new() };
    let (body, _) = body.1.split_once("\n};").unwrap_or((body.1, ""));
    let items = body.split("/**").skip(1).filter_map(|part| part.split_once("*/"));
    let items = items.map(|(comment, constant)| {
        let name = constant.trim().split(' ').next().unwrap_or_default();
        format!(".It Dv {name}\n{}", prose(&unwrapped(comment)))
    });
    format!(".Bl -tag -width Ds\n{}.El\n", items.collect::<String>())
}

/// Text of a comment as mdoc has it.
fn prose(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let lines = paragraph.lines().map(|line| code(&line.trim().replace('\\', "\\e")));
        let text = one_sentence_a_line(&lines.collect::<Vec<_>>().join("\n"));
        text.lines().map(protected).collect::<Vec<_>>().join("\n")
    });
    paragraphs.collect::<Vec<_>>().join("\n.Pp\n") + "\n"
}

/// The formatter knows by this where a sentence ends.
fn one_sentence_a_line(text: &str) -> String {
    let ends = [". ", "? ", "! ", ".) ", ".' ", ".\" "];
    ends.iter().fold(text.to_owned(), |text, end| text.replace(end, &format!("{}\n", end.trim_end())))
}

/// What stands between backticks is shown as it is.
fn code(line: &str) -> String {
    let parts = line.split('`').enumerate();
    parts.map(|(place, part)| if place % 2 == 0 { part.to_owned() } else { format!("\\fB{part}\\fR") }).collect()
}

/// A line that a formatter would take for a command.
fn protected(line: &str) -> String {
    if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "\
/*
 * Rules that hold for every function:
 *
 * - One rule
 *   of two lines.
 * - Another.
 */

/* ---- Types ---- */

/** A thing,\n * `.5` of it. */
typedef struct polyatom_use_dep polyatom_use_dep;

/* ---- The library, text and bytes ---- */

/** Does. */
void polyatom_do(void);

/* ---- UseDep ---- */

/**
 * Makes one.
 *
 * .5 at a time.
 */
POLYATOM_NODISCARD polyatom_use_dep *polyatom_use_dep_parse(
    const char *text,
    size_t length);

/* ---- Cleanup ---- */
";

    #[test]
    fn a_page_for_each_section() {
        let pages = pages(HEADER, &Edition { version: "1.2.3", date: "May 1, 2026" });
        assert_eq!(pages.keys().collect::<Vec<_>>(), ["polyatom.3", "polyatom_use_dep.3"]);
        let page = &pages["polyatom_use_dep.3"];
        for part in [
            ".Dd May 1, 2026\n.Dt POLYATOM_USE_DEP 3\n.Os polyatom 1.2.3\n",
            ".Ft \"polyatom_use_dep *\"\n.Fo polyatom_use_dep_parse\n.Fa \"const char *text\"\n.Fa \"size_t length\"\n.Fc\n",
            "A thing,\n\\fB.5\\fR of it.\n",
            ".It Fn polyatom_use_dep_parse\nMakes one.\n.Pp\n\\&.5 at a time.\n",
        ] {
            assert!(page.contains(part), "{page}");
        }
        assert!(pages["polyatom.3"].contains(".It\nOne rule\nof two lines.\n.It\nAnother.\n"), "{}", pages["polyatom.3"]);
    }
}
