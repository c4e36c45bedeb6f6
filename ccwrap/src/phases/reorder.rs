//! Brings libraries into the order that the configuration asks for.

use super::Context;
use crate::Text;
use crate::arg::{Arg, Kind};
use crate::error::Error;
use crate::trace::Trace;

/// Applies the rules in their order, each once: in a circle, the last wins.
pub(super) fn reorder(mut args: Vec<Arg>, context: &Context<'_>, trace: &mut Trace) -> Result<Vec<Arg>, Error> {
    for (index, last, first) in asked(&args, context) {
        let at = |name: &Text| args.iter().position(|arg| matches!(&arg.kind, Kind::Library(found) if found == name));
        let (Some(early), Some(mut place)) = (at(&last), at(&first)) else { continue };
        if early > place {
            continue;
        }
        let moved = args[early].clone();
        trace.note(moved.origin, || format!("after: rule {}", index + 1).into());
        // The first one moves to the place after; the others before that place are in the way.
        for other in (early..place).rev() {
            if args[other].kind == moved.kind {
                args.remove(other);
                place -= 1;
            }
        }
        args.insert(place + 1, moved);
    }
    Ok(args)
}

/// The rules about libraries on this command line: their places, what must come last, what first.
fn asked(args: &[Arg], context: &Context<'_>) -> Vec<(u32, Text, Text)> {
    let mut names: Vec<&Text> =
        args.iter().filter_map(|arg| if let Kind::Library(name) = &arg.kind { Some(name) } else { None }).collect();
    names.sort_unstable();
    names.dedup();
    let of = |name: &&Text| {
        context.rules.after(name).into_iter().map(|(index, first)| (index, (*name).clone(), first)).collect::<Vec<_>>()
    };
    let mut asked: Vec<_> = names.iter().flat_map(of).collect();
    asked.sort_unstable_by_key(|(index, ..)| *index);
    asked
}
