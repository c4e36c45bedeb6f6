//! The two kinds of libraries that are looked at.

use crate::kit::ctx::Ctx;
use crate::kit::variant::{self, Variant};

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
        let (name, features) = match self {
            Self::Counting => ("counting", "--features=count-live"),
            Self::Leaking => ("leaking", "--features=count-live,leak-on-purpose"),
        };
        let steady =
            [("MALLOC_ARENA_MAX", "1"), ("GOMAXPROCS", "1"), ("GODEBUG", "asyncpreemptoff=1"), ("PYTHONMALLOC", "malloc")];
        let run_env = variant::owned(steady);
        Variant { run_env, ..Variant::native(ctx, ctx.out.join("leaks").join(name), vec![features.to_owned()]) }
    }

    /// The same, and Go tells valgrind of its memory.
    pub fn told_to_valgrind(self, ctx: &Ctx, tag: &'static str) -> Variant {
        let variant = self.variant(ctx);
        Variant { place: variant.place.join("told"), go_tags: tag, ..variant }
    }
}
