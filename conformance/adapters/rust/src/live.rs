//! How many allocations are alive, in a build that counts them.

use serde_json::Value;

use crate::operations::Failure;

#[cfg(feature = "count-live")]
#[global_allocator]
static ALLOCATOR: polyatom_runtime::allocations::Counting = polyatom_runtime::allocations::Counting;

/// The operation `live`.
pub fn live(_: &Value, _: &Value) -> Result<Value, Failure> {
    #[cfg(feature = "count-live")]
    return Ok(polyatom_runtime::allocations::live().into());
    #[cfg(not(feature = "count-live"))]
    Ok(0.into())
}
