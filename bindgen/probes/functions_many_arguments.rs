//! A function with as many arguments as there are types, all of them optional but the first.

/// Takes everything.
#[allow(clippy::too_many_arguments)]
#[uniffi::export(default(
    a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 0.5, h = 1.5, i = true, j = "text", k = None, l = None, m = [], n = None
))]
pub fn everything(
    first: &str,
    a: u8,
    b: i8,
    c: u16,
    d: i32,
    e: u64,
    f: i64,
    g: f32,
    h: f64,
    i: bool,
    j: &str,
    k: Option<String>,
    l: Option<Vec<u8>>,
    m: Vec<String>,
    n: Option<Vec<u64>>,
) -> String {
    let _ = (a, b, c, d, e, f, g, h, i, k, l, m, n);
    [first, j].concat()
}
