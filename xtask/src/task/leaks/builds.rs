//! The libraries that are looked at. One build serves as both kinds: it loses memory if the environment says so.

use crate::kit::ctx::Ctx;
use crate::kit::variant::{self, Variant};
use crate::task::conformance;

/// How the libraries are built.
#[derive(Clone, Copy, PartialEq)]
pub enum Build {
    /// Everything that is alive is counted.
    Counting,
    /// And each atom that is read loses some memory: what the checks must find.
    Leaking,
}

impl Build {
    /// What the C library and Go keep for each thread is kept once, so that memory is flat from the start; valgrind sees all of Python's
    /// memory, and Go is not interrupted where valgrind cannot follow.
    pub fn variant(self, ctx: &Ctx) -> Variant {
        let steady =
            [("MALLOC_ARENA_MAX", "1"), ("GOMAXPROCS", "1"), ("GODEBUG", "asyncpreemptoff=1"), ("PYTHONMALLOC", "malloc")];
        let mut run_env = variant::owned(steady);
        if self == Self::Leaking {
            run_env.extend(variant::owned([("POLYATOM_LEAKS", "1")]));
        }
        let build = ctx.root.join("target/leaks");
        let cargo = vec!["--features=count-live,leak-on-purpose".to_owned(), format!("--target-dir={}", build.display())];
        Variant {
            run_env,
            built: build.join("release"),
            env: variant::owned(variant::BRIEF),
            ..Variant::native(ctx, ctx.out.join("leaks"), cargo)
        }
    }

    /// The part of the suite that is put to it.
    pub fn part(self, reduced: bool) -> &'static [&'static str] {
        match self {
            Self::Counting => conformance::part(reduced),
            Self::Leaking => &conformance::ATOMS,
        }
    }

    /// The same, and Go tells valgrind of its memory.
    pub fn told_to_valgrind(self, ctx: &Ctx, tag: &'static str) -> Variant {
        let variant = self.variant(ctx);
        Variant { place: variant.place.join("told"), go_tags: tag, ..variant }
    }
}
