//! Valgrind: what it is given to run, and what it finds.

use anyhow::{Context, Result};
use std::path::Path;

/// The words that look for wrong accesses and losses, and write what they find to a file for each process.
pub fn memcheck(reports: &Path) -> String {
    format!(
        "valgrind --quiet --leak-check=full --show-leak-kinds=definite,indirect --errors-for-leak-kinds=definite,indirect \
        --num-callers=40 --child-silent-after-fork=yes --xml=yes --xml-file={}/%p.xml",
        reports.display()
    )
}

/// An error or a loss.
#[derive(Debug, PartialEq)]
pub struct Finding {
    /// `InvalidRead`, `Leak_DefinitelyLost` and so on.
    pub kind: String,
    /// What valgrind says of it.
    pub what: String,
    /// From the innermost on.
    frames: Vec<Frame>,
}

#[derive(Debug, Default, PartialEq)]
struct Frame {
    function: String,
    object: String,
}

impl Frame {
    fn is_ours(&self) -> bool {
        let file = self.object.rsplit('/').next().unwrap_or_default();
        self.function.contains("polyatom") || file.contains("polyatom") || file.starts_with("_native")
    }

    /// Where Ruby calls us, or is called back: what is further in is the called side's alone.
    fn is_border(&self) -> bool {
        self.object.contains("libffi.so")
    }

    /// Valgrind's own copies of functions of the C library, the C library, and Go's runtime with its assembly.
    fn is_library(&self) -> bool {
        let (function, object) = (&self.function, &self.object);
        ["vgpreload", "libc.so", "libc-", "libpthread", "ld-linux"].iter().any(|name| object.contains(name))
            || function.starts_with("runtime.")
            || function.ends_with("body")
    }
}

impl Finding {
    /// Something that nothing points to any more, rather than a wrong access.
    pub fn is_loss(&self) -> bool {
        self.kind.starts_with("Leak")
    }

    /// Whether it is ours: something lost that we took, or something done wrong by us, not by an interpreter that called us or was called.
    pub fn is_ours(&self) -> bool {
        if self.is_loss() {
            return self.frames.iter().take_while(|frame| !frame.is_border()).any(Frame::is_ours);
        }
        self.frames.iter().find(|frame| !frame.is_library()).is_some_and(Frame::is_ours)
    }

    /// For people: the innermost frames.
    pub fn told(&self) -> String {
        let name = |frame: &Frame| if frame.function.is_empty() { frame.object.clone() } else { frame.function.clone() };
        let frames: Vec<_> = self.frames.iter().take(12).map(name).collect();
        format!("{}: {}\n    in {}", self.kind, self.what, frames.join("\n    by "))
    }
}

/// Reads a report in XML, of which valgrind writes one element a line.
pub fn findings(report: &str) -> Result<Vec<Finding>> {
    report.trim_end().strip_suffix("</valgrindoutput>").context("valgrind's report has no end: it was stopped")?;
    Ok(report.split("<error>").skip(1).map(finding).collect())
}

fn finding(text: &str) -> Finding {
    let text = text.split("</error>").next().unwrap_or_default();
    // The first stack is where it happened; others tell where memory came from.
    let stack = text.split("</stack>").next().unwrap_or_default();
    let what = element(text, "what").or_else(|| element(text, "text")).unwrap_or_default();
    Finding { kind: element(text, "kind").unwrap_or_default(), what, frames: stack.split("<frame>").skip(1).map(frame).collect() }
}

fn frame(text: &str) -> Frame {
    Frame { function: element(text, "fn").unwrap_or_default(), object: element(text, "obj").unwrap_or_default() }
}

fn element(text: &str, name: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    let (content, _) = rest.split_once(&format!("</{name}>"))?;
    Some(content.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(kind: &str, frames: &[(&str, &str)]) -> String {
        let frames: String = frames
            .iter()
            .map(|(function, object)| format!("<frame>\n<obj>{object}</obj>\n<fn>{function}</fn>\n</frame>\n"))
            .collect();
        format!("<error>\n<kind>{kind}</kind>\n<what>so</what>\n<stack>\n{frames}</stack>\n</error>\n")
    }

    fn ours(errors: &[String]) -> Vec<bool> {
        let report = format!("<valgrindoutput>\n{}</valgrindoutput>\n", errors.concat());
        findings(&report).unwrap().iter().map(Finding::is_ours).collect()
    }

    #[test]
    fn a_loss_is_ours_if_we_are_anywhere_on_the_way() {
        let malloc = ("malloc", "/usr/libexec/valgrind/vgpreload_memcheck.so");
        let lost = error(
            "Leak_DefinitelyLost",
            &[malloc, ("alloc&lt;T&gt;", ""), ("polyatom_atom_parse", "/x/libpolyatom.so"), ("main", "")],
        );
        let other = error("Leak_DefinitelyLost", &[malloc, ("rb_str_new", "/usr/lib/libruby.so")]);
        let libffi = ("ffi_call", "/usr/lib/libffi.so.8");
        let called = error("Leak_IndirectlyLost", &[malloc, ("", "/x/libpolyatom.so"), libffi, ("", "/usr/lib/libruby.so")]);
        let called_back = error("Leak_IndirectlyLost", &[malloc, ("", "/usr/lib/libruby.so"), libffi, ("", "/x/libpolyatom.so")]);
        assert_eq!(ours(&[lost, other, called, called_back]), [true, false, true, false]);
    }

    #[test]
    fn an_error_is_ours_if_we_made_it() {
        let memcpy = ("memcpy", "/usr/libexec/valgrind/vgpreload_memcheck.so");
        let made = error("InvalidRead", &[memcpy, ("", "/x/_native.abi3.so"), ("call", "/x/python3")]);
        let copied =
            error("InvalidRead", &[("runtime.memmove", "/x/go"), ("github.com/polyatom/polyatom/bindings/go.take", "/x/go")]);
        let interpreter = error("UninitValue", &[("", "/usr/lib/libruby.so"), ("polyatom_atom_free", "/x/libpolyatom.so")]);
        assert_eq!(ours(&[made, copied, interpreter]), [true, true, false]);
    }

    #[test]
    fn a_report_without_an_end_is_none() {
        assert!(findings("<valgrindoutput>\n<error>").is_err());
    }
}
