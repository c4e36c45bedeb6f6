//! Compiles for other machines while this one's packages are made: each has a directory of its own, so cargo lets both go on, and most of such
//! a step keeps one core busy. When a package's turn comes, cargo finds its library.

use super::kinds::Kind;
use crate::kit::ctx::Ctx;
use crate::kit::portable::Platform;
use crate::kit::product::POLYATOM;
use crate::kit::shipped;
use anyhow::Result;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Does that beside some work. When this ends, nothing more is begun.
pub fn beside<T>(ctx: &Ctx, needed: &[&'static Kind], platforms: &[&'static Platform], work: impl FnOnce() -> T) -> T {
    let (enough, verbose) = (AtomicBool::new(false), ctx.verbose);
    let libraries = libraries(needed, platforms);
    thread::scope(|scope| {
        // What goes wrong will go wrong again in the package's own step, which tells it.
        scope.spawn(|| compile(verbose, &libraries, &enough));
        let done = work();
        enough.store(true, Ordering::Relaxed);
        done
    })
}

/// What is compiled, in the order in which it is wanted. Programs are not: how they are linked is written down in their step.
fn libraries(needed: &[&'static Kind], platforms: &[&'static Platform]) -> Vec<(&'static Platform, &'static str)> {
    let foreign = platforms.iter().copied().filter(|platform| !platform.is_native());
    let of = |kind: &Kind| match kind.name {
        "c" => Some(POLYATOM.c_crate),
        "python" => Some(POLYATOM.python_crate),
        _ => None,
    };
    foreign.flat_map(|platform| needed.iter().filter_map(move |kind| Some((platform, of(kind)?)))).collect()
}

fn compile(verbose: bool, libraries: &[(&'static Platform, &'static str)], enough: &AtomicBool) -> Result<()> {
    // A shell is for one thread.
    let ctx = Ctx::new(verbose)?;
    for (platform, krate) in libraries {
        if enough.load(Ordering::Relaxed) {
            break;
        }
        shipped::static_library(&ctx, platform, krate)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::kinds;
    use super::*;
    use crate::kit::portable::PLATFORMS;

    #[test]
    fn this_machines_are_not_compiled_ahead() {
        let (needed, platforms) = (kinds::select(Some("c,python,programs")).unwrap(), [&PLATFORMS[0], &PLATFORMS[2]]);
        let ahead: Vec<_> =
            libraries(&needed, &platforms).into_iter().map(|(platform, krate)| (platform.name(), krate)).collect();
        let musl = || "x86_64-linux-musl".to_owned();
        assert_eq!(ahead, [(musl(), "polyatom-c"), (musl(), "polyatom-python")]);
    }
}
