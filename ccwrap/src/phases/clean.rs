//! Drops what says nothing new.

use super::Context;
use crate::Text;
use crate::arg::{Arg, Kind};
use crate::config::{Config, RpathOrigin};
use crate::error::Error;
use crate::options::PathKind;
use crate::trace::Trace;
use std::collections::HashSet;

pub(super) fn clean(args: Vec<Arg>, context: &Context<'_>, trace: &mut Trace) -> Result<Vec<Arg>, Error> {
    let mut seen: HashSet<(PathKind, Text)> = HashSet::new();
    let mut cleaned: Vec<Arg> = Vec::with_capacity(args.len());
    for arg in args {
        let reason = match &arg.kind {
            Kind::Path { kind: PathKind::Rpath, value } if !may_be_rpath(value, context.settings) => Some("a relative rpath"),
            Kind::Path { kind, value } if once(*kind) && !seen.insert((*kind, value.clone())) => Some("said before"),
            Kind::Library(_) if cleaned.last().is_some_and(|last| last.kind == arg.kind) => Some("said before"),
            _ => None,
        };
        match reason {
            Some(reason) => trace.note(arg.origin, || reason.into()),
            None => cleaned.push(arg),
        }
    }
    Ok(cleaned)
}

/// A directory of these is looked into once, at its first place. `-D` is not among them: the last one counts.
fn once(kind: PathKind) -> bool {
    matches!(kind, PathKind::Include | PathKind::Libraries | PathKind::Rpath | PathKind::RpathLink)
}

fn may_be_rpath(value: &[u8], settings: &Config) -> bool {
    let is_origin = value.starts_with(b"$ORIGIN") || value.starts_with(b"${ORIGIN}") || value.starts_with(b"@");
    value.starts_with(b"/") || is_origin && settings.rpath_origin == RpathOrigin::Keep
}
