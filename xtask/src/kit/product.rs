//! The two interfaces that are bound: the product's own and the one that the generator is tested with.

use crate::kit::ctx::Ctx;
use std::path::PathBuf;

/// One interface and its bindings: the product's own, or those of the generator's fixture.
pub struct Product {
    /// The interface's namespace: the name of libraries, headers and modules.
    pub name: &'static str,
    /// Holds `c`, `python`, `ruby` and `go`.
    pub dir: &'static str,
    pub c_crate: &'static str,
    /// What cargo names the library: in one directory with the Rust libraries, so that it cannot always be the name above.
    pub c_lib: &'static str,
    pub python_crate: &'static str,
    /// Arguments of cargo for the C library that Ruby and Go use.
    pub features: &'static [&'static str],
    /// Under the output directory.
    pub out: &'static str,
}

pub static POLYATOM: Product = Product {
    name: "polyatom",
    dir: "bindings",
    c_crate: "polyatom-c",
    c_lib: "polyatom_c",
    python_crate: "polyatom-python",
    features: &[],
    out: "",
};

pub static FIXTURE: Product = Product {
    name: "fixture",
    dir: "bindgen/fixture",
    c_crate: "fixture-c",
    c_lib: "fixture",
    python_crate: "fixture-python",
    features: &["--features=count-live"],
    out: "fixture",
};

impl Product {
    pub fn dir(&self, ctx: &Ctx, lang: &str) -> PathBuf {
        ctx.path(self.dir).join(lang)
    }

    pub fn out(&self, ctx: &Ctx, lang: &str) -> PathBuf {
        ctx.out.join(self.out).join(lang)
    }
}
