//! A badge in SVG, for a README: the share of right answers.

use std::io::{self, Write};

use super::{Counts, Report};

/// About how wide a character is.
const CHARACTER: usize = 7;
const MARGIN: usize = 12;

pub fn write(report: &Report<'_>, mut out: impl Write) -> io::Result<()> {
    let mut all = Counts::default();
    for adapter in report.adapters {
        let counts = report.counts(&adapter.name, None);
        all.passed += counts.right();
        all.failed += counts.failed + counts.unbound;
        all.crashed += counts.crashed;
    }
    let (text, color) = content(&all, report.is_fatal());
    out.write_all(svg("PMS conformance", &text, color).as_bytes())
}

fn content(counts: &Counts, is_fatal: bool) -> (String, &'static str) {
    let color = match (counts.asked(), is_fatal) {
        (0, _) => "#6e7781",
        (_, false) => "#1a7f37",
        (_, true) => "#cf222e",
    };
    (format!("{} of {}", counts.passed, counts.asked()), color)
}

fn svg(label: &str, text: &str, color: &str) -> String {
    let (left, right) = (label.len() * CHARACTER + MARGIN, text.len() * CHARACTER + MARGIN);
    let width = left + right;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"20\" role=\"img\" aria-label=\"{label}: {text}\">\
         <title>{label}: {text}</title>\
         <rect width=\"{left}\" height=\"20\" fill=\"#444d56\"/><rect x=\"{left}\" width=\"{right}\" height=\"20\" fill=\"{color}\"/>\
         <g fill=\"#fff\" text-anchor=\"middle\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">\
         <text x=\"{}\" y=\"14\">{label}</text><text x=\"{}\" y=\"14\">{text}</text></g></svg>\n",
        left / 2,
        left + right / 2
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_asked_is_no_success() {
        assert_eq!(content(&Counts::default(), false), ("0 of 0".to_owned(), "#6e7781"));
        let good = Counts { passed: 3, ..Counts::default() };
        assert_eq!(content(&good, false).1, "#1a7f37");
        assert_eq!(content(&good, true).1, "#cf222e");
    }
}
