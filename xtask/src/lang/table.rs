//! The one table of languages: what each needs, how it is built and how it is tested. A new language is one entry here, one module in
//! `lang/` and one generator.

use crate::kit::chosen;
use crate::lang::{Lang, c, go, python, ruby, rust};
use anyhow::Result;

pub static LANGS: &[Lang] = &[rust::LANG, c::LANG, python::LANG, ruby::LANG, go::LANG];

/// The languages that `--only` names, in the table's order; all without it.
pub fn select(only: Option<&str>) -> Result<Vec<&'static Lang>> {
    chosen::named("language", only, LANGS.iter(), |lang| lang.name.to_owned())
}

/// These languages and those whose build they use, in the table's order.
pub fn with_needed<'a>(chosen: &[&'a Lang]) -> Vec<&'a Lang> {
    let needed = |lang: &Lang| chosen.iter().any(|other| other.name == lang.name || other.after.contains(&lang.name));
    LANGS.iter().filter(|lang| needed(lang)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::tools::Tool;

    fn names(langs: &[&Lang]) -> Vec<&'static str> {
        langs.iter().map(|lang| lang.name).collect()
    }

    #[test]
    fn languages_are_chosen_by_name_in_the_tables_order() {
        assert_eq!(names(&select(Some("go, c")).unwrap()), ["c", "go"]);
        assert_eq!(select(None).unwrap().len(), LANGS.len());
    }

    #[test]
    fn an_unknown_language_is_named_with_those_that_there_are() {
        let refused = select(Some("c,perl")).err().unwrap().to_string();
        assert!(refused.contains("\"perl\"") && refused.contains("rust, c, python, ruby, go"), "{refused}");
    }

    #[test]
    fn what_a_languages_build_uses_comes_before_it() {
        assert_eq!(names(&with_needed(&select(Some("ruby")).unwrap())), ["c", "ruby"]);
        for (index, lang) in LANGS.iter().enumerate() {
            assert!(lang.after.iter().all(|name| LANGS[..index].iter().any(|before| before.name == *name)), "{}", lang.name);
        }
    }

    #[test]
    fn every_tool_of_a_language_is_in_the_table_of_tools() {
        for lang in LANGS {
            lang.tools.iter().chain(lang.test_tools).for_each(|name| assert_eq!(Tool::named(name).name, *name));
        }
    }
}
