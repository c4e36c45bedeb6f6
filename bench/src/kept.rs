//! The tables of a page, and what is kept of them: a run of some cases writes the rows of these anew, and leaves the others.

use std::fmt::Write;

/// A table below its heading. The first row is its head.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub title: String,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The tables below the headings of a page.
    pub fn all_of(page: &str) -> Vec<Self> {
        page.split("\n### ").skip(1).map(Self::read).collect()
    }

    fn read(section: &str) -> Self {
        let (title, body) = section.split_once('\n').unwrap_or((section, ""));
        let cells = |line: &str| Some(line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").map(str::to_owned).collect());
        Self { title: title.to_owned(), rows: body.lines().filter_map(cells).collect() }
    }

    /// What it is about: its title without the names after the colon.
    fn subject(&self) -> &str {
        self.title.split(':').next().unwrap_or_default()
    }

    pub fn markdown(&self) -> String {
        let mut text = format!("\n### {}\n\n", self.title);
        for (place, row) in self.rows.iter().enumerate() {
            let _ = writeln!(text, "| {} |", row.join(" | "));
            if place == 0 {
                let _ = writeln!(text, "|---|{}", "--:|".repeat(row.len() - 1));
            }
        }
        text
    }

    /// This newer table with what it lacks of an older one: the groups of rows with a place, in the order of these. The columns are then
    /// those of both, and a cell that nobody measured has a dash.
    fn completed(self, old: &Self, place: &impl Fn(&str) -> Option<usize>) -> Self {
        let is_new = |group: &&[Vec<String>]| groups(&self.rows).any(|own| own[0][0] == group[0][0]);
        let kept: Vec<_> = groups(&old.rows).filter(|group| place(&group[0][0]).is_some() && !is_new(group)).collect();
        if kept.is_empty() {
            return self;
        }
        let mut head = old.rows[0].clone();
        head.extend(self.rows[0].iter().filter(|column| !old.rows[0].contains(column)).cloned());
        let mut all: Vec<Vec<Vec<String>>> = kept.iter().map(|group| in_columns(group, &old.rows[0], &head)).collect();
        all.extend(groups(&self.rows).map(|group| in_columns(group, &self.rows[0], &head)));
        all.sort_by_key(|group| place(&group[0][0]));
        let title = if self.rows[0].len() < head.len() { old.title.clone() } else { self.title };
        Self { title, rows: std::iter::once(head).chain(all.into_iter().flatten()).collect() }
    }
}

/// The rows below the head: each that begins with a name, with those that are indented below it.
fn groups(rows: &[Vec<String>]) -> impl Iterator<Item = &[Vec<String>]> {
    rows.get(1..).unwrap_or_default().chunk_by(|_, next| next[0].starts_with(' '))
}

/// The rows with the cells that they have in some columns, in others.
fn in_columns(rows: &[Vec<String>], from: &[String], to: &[String]) -> Vec<Vec<String>> {
    let cell = |row: &Vec<String>, column: &String| {
        let place = from.iter().position(|other| other == column);
        place.and_then(|place| row.get(place)).map_or_else(|| "–".to_owned(), Clone::clone)
    };
    rows.iter().map(|row| to.iter().map(|column| cell(row, column)).collect()).collect()
}

/// The new tables with what they lack of the old ones, in the order of the old ones; those of new subjects come last.
pub fn merged(new: Vec<Table>, old: &[Table], place: impl Fn(&str) -> Option<usize>) -> Vec<Table> {
    let mut new: Vec<Option<Table>> = new.into_iter().map(Some).collect();
    let mut take =
        |old: &Table| new.iter_mut().find(|new| new.as_ref().is_some_and(|new| new.subject() == old.subject()))?.take();
    let mut all: Vec<Table> = Vec::new();
    for old in old {
        all.push(match take(old) {
            Some(new) => new.completed(old, &place),
            None => old.clone(),
        });
    }
    all.extend(new.into_iter().flatten());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(title: &str, rows: &[&str]) -> Table {
        Table { title: title.to_owned(), rows: rows.iter().map(|row| row.split('|').map(str::to_owned).collect()).collect() }
    }

    fn place(name: &str) -> Option<usize> {
        ["read, per atom", "make, per atom", "find, per atom"].iter().position(|known| *known == name)
    }

    #[test]
    fn tables_are_read_as_they_are_written() {
        let tables =
            [table("Rust: a 1", &["case|a|b", "make, per atom|1||", "  bytes each|2||–"]), table("Go", &["case|a", "x|1"])];
        let page: String = tables.iter().map(Table::markdown).collect();
        assert!(page.contains("| case | a | b |\n|---|--:|--:|\n"));
        assert_eq!(Table::all_of(&format!("Before.\n{page}\nBehind.\n")), tables);
    }

    #[test]
    fn what_was_not_measured_stays_in_its_place() {
        let old = [
            table(
                "Rust: a 1, b 1",
                &["case|a|b", "read, per atom|1|2", "  bytes each|8|9", "make, per atom|3|4", "gone, per atom|5|6"],
            ),
            table("Go: a 1", &["case|a", "read, per atom|7"]),
        ];
        let new = vec![table("Rust: a 1, c 1", &["case|a|c", "find, per atom|20|21", "make, per atom|30|31"])];
        let expected = [
            table(
                "Rust: a 1, b 1",
                &["case|a|b|c", "read, per atom|1|2|–", "  bytes each|8|9|–", "make, per atom|30|–|31", "find, per atom|20|–|21"],
            ),
            old[1].clone(),
        ];
        assert_eq!(merged(new, &old, place), expected);
    }

    #[test]
    fn a_run_of_everything_keeps_nothing() {
        let old = [table("Rust: a 1", &["case|a|b", "read, per atom|1|2", "gone, per atom|5|6"])];
        let new = vec![table("Rust: a 2", &["case|a", "read, per atom|7"]), table("Go: a 2", &["case|a", "read, per atom|8"])];
        assert_eq!(merged(new.clone(), &old, place), new);
    }
}
