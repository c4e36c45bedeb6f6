//! What is not given back yet, so that tests can see a leak. Costs nothing unless built in.

#[cfg(feature = "count-live")]
#[global_allocator]
static ALLOCATOR: polyatom_runtime::allocations::Counting = polyatom_runtime::allocations::Counting;

/// How many allocations of the extension's Rust code are not given back; 0 if they are not counted.
pub fn live() -> u64 {
    #[cfg(feature = "count-live")]
    return polyatom_runtime::allocations::live();
    #[cfg(not(feature = "count-live"))]
    0
}
