//! What may be asked of a specification besides: as many ways as that, a part by its number, what only a `REQUIRED_USE` knows.

use crate::question::{Question, Refused};
use polyatom::{DepSpec, DepSpecKind, NO_FLAGS};
use serde_json::{Value, json};

/// The answer to the words, as facts; nothing if nothing is asked.
pub fn answer(spec: &DepSpec, question: &Question<'_>) -> Result<Vec<Value>, Refused> {
    let unknown = || Refused::Question(format!("{:?} is not asked of a specification", question.asked));
    let number = |text: &str| text.trim().parse::<usize>().map_err(|_| unknown());
    let (word, rest) = question.asked.trim().split_once(' ').unwrap_or((question.asked.trim(), ""));
    let found = match word {
        "" => return Ok(vec![]),
        "ways" => {
            let ways = spec.dnf(number(rest)?).map_err(Refused::Text)?;
            ways.iter().map(|way| way.join(" ")).collect::<Vec<_>>().join("; ")
        }
        "part" => spec.demand_part(number(rest)?).map_err(Refused::Text)?.text().to_owned(),
        "check" => spec.check_required_use(&question.flags, None).map_err(Refused::Text)?.sentences().join("; "),
        "solve" => {
            let solution = spec.solve_required_use(&question.flags, NO_FLAGS, NO_FLAGS).map_err(Refused::Text)?;
            solution.map_or_else(|| "nothing helps".to_owned(), |found| format!("{} changes", found.changes.len()))
        }
        "union" => {
            let (kind, text) = rest.split_once(' ').ok_or_else(unknown)?;
            let kind = DepSpecKind::parse(kind).map_err(|error| Refused::Field("ask", error))?;
            let other = DepSpec::parse(kind, text, question.eapi).map_err(|error| Refused::Field("ask", error))?;
            spec.union(&other).map_err(Refused::Text)?.to_string()
        }
        _ => return Err(unknown()),
    };
    Ok(vec![json!([question.asked.trim(), found])])
}
