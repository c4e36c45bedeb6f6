//! The two kinds of instrumented libraries.

use crate::kit::ctx::Ctx;
use crate::kit::variant::{BRIEF, Variant, owned};
use crate::kit::{debian_rust, exec};
use anyhow::{Context, Result};
use xshell::cmd;

/// Rust's unstable options work with a stable compiler that is told so.
const UNSTABLE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// Checks that releases do without, and places for the reports.
const CHECKED: [(&str, &str); 2] =
    [("CARGO_PROFILE_RELEASE_DEBUG", "line-tables-only"), ("CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS", "true")];

/// AddressSanitizer and LeakSanitizer; for what is written in C, UndefinedBehaviorSanitizer, too. The runtime is the C compiler's.
///
/// An interpreter, which is not built that way, has it loaded first. What interpreters lose is theirs: what we lose, `leaks` finds.
pub fn address(ctx: &Ctx) -> Result<Variant> {
    let runtime = exec::quiet(ctx, cmd!(ctx.sh, "cc -print-file-name=libasan.so"))?;
    let mut variant = variant(ctx, "address", &["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"])?;
    variant.env.extend(owned([UNSTABLE, ("RUSTFLAGS", "-Zsanitizer=address")]));
    variant.go = vec!["-asan".to_owned()];
    // Ruby has a signal stack of its own.
    variant.run_env =
        owned([("LD_PRELOAD", runtime.trim()), ("ASAN_OPTIONS", "detect_leaks=0:use_sigaltstack=0"), ("PYTHONMALLOC", "malloc")]);
    Ok(variant)
}

/// ThreadSanitizer, which has to know of every access: the standard library is built with it, too, by a Rust that has its source.
pub fn thread(ctx: &Ctx) -> Result<Variant> {
    let mut variant = variant(ctx, "thread", &["-fsanitize=thread"])?;
    // The C compiler's runtime knows no functions that stand for memcpy and the like; it sees those anyway. And the lock-free queues of
    // the worker threads have another way for this sanitizer, which does not understand fences.
    let flags =
        "-Zsanitizer=thread -Zexternal-clangrt -Cllvm-args=-tsan-instrument-memintrinsics=0 --cfg crossbeam_sanitize_thread";
    variant.env.extend(owned([("RUSTFLAGS", flags)]));
    variant.env.extend(debian_rust::environment(ctx)?);
    variant.cargo.push("-Zbuild-std=std,panic_unwind".to_owned());
    Ok(variant)
}

fn variant(ctx: &Ctx, name: &str, options: &[&str]) -> Result<Variant> {
    let (place, build) = (ctx.out.join("sanitize").join(name), ctx.root.join("target/sanitize").join(name));
    let about = exec::quiet(ctx, cmd!(ctx.sh, "rustc -vV"))?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not say where it runs")?;
    // A named target: programs that run during the build are built as usual.
    let target = [format!("--target={host}"), format!("--target-dir={}", build.display()), "--features=count-live".to_owned()];
    let mut variant = Variant::native(ctx, place, target.to_vec());
    variant.built = build.join(host).join("release");
    variant.env = owned(BRIEF.into_iter().chain(CHECKED));
    variant.cc.extend(["-g", "-fno-omit-frame-pointer"].iter().chain(options).map(|&option| option.to_owned()));
    Ok(variant)
}
