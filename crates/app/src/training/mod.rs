//! The training hub.
use crate::api::problem::Problem;
use std::path::Path;
/// Opens the sandbox; no secret.
pub const PASSPHRASE: &str = "training-hub-sandbox";
pub(crate) fn make(_: &Path, _: &dyn Fn(&str, u32, u32) -> bool) -> Result<(), Problem> {
    Err(Problem::NoStore)
}
