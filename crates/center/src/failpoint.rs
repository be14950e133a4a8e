//! Places where a test can end the process as a power cut would. Compiled to nothing in a release.

/// The variable that names the place, `NAME` or `NAME:N` for the Nth time it is passed.
#[cfg(debug_assertions)]
const VARIABLE: &str = "KOMORA_CENTER_FAILPOINT";

/// Every place, in the order a push passes them.
pub const NAMES: &[&str] = &[
    "before-begin",
    "before-entries",
    "among-entries",
    "before-seals",
    "before-ledger",
    "before-commit",
    "after-commit",
    "before-receipt",
];

/// Every place that a part of a blob passes, in its order; only the last part of one passes the last place.
pub const NAMES_OF_PARTS: &[&str] =
    &["before-part", "before-part-commit", "after-part-commit", "before-whole"];

#[cfg(debug_assertions)]
pub(crate) fn pass(name: &str) {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    static CHOSEN: LazyLock<Option<(String, u64)>> = LazyLock::new(|| {
        let chosen = std::env::var(VARIABLE).ok()?;
        match chosen.split_once(':') {
            Some((name, time)) => Some((name.to_owned(), time.parse().ok()?)),
            None => Some((chosen, 1)),
        }
    });
    static PASSED: AtomicU64 = AtomicU64::new(0);
    if let Some((chosen, time)) = &*CHOSEN
        && chosen == name
        && PASSED.fetch_add(1, Ordering::Relaxed) + 1 == *time
    {
        std::process::abort();
    }
}

#[cfg(not(debug_assertions))]
pub(crate) fn pass(_: &str) {}
