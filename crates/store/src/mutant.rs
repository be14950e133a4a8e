//! Faults that tests can switch on, to see that a test which must notice them does. In a release every
//! question is answered "no" at compile time.

/// A way to be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    /// What is held already is folded once more.
    FoldsTwice,
    /// What comes late is folded on top.
    FoldsLateOnTop,
    /// A cut reaches only what comes after it.
    CutsForwardOnly,
    /// What a device wrote beyond its cut counts as what it wrote before.
    FoldsBeyondCuts,
    /// What a clock said decides what comes after what.
    OrdersByClock,
}

#[cfg(not(any(test, debug_assertions)))]
#[inline]
pub(crate) const fn is(_: Mutant) -> bool {
    false
}

#[cfg(any(test, debug_assertions))]
thread_local! {
    static ACTIVE: std::cell::Cell<Option<Mutant>> = const { std::cell::Cell::new(None) };
}

#[cfg(any(test, debug_assertions))]
pub(crate) fn is(mutant: Mutant) -> bool {
    ACTIVE.get() == Some(mutant)
}

/// On this thread, until told otherwise.
#[cfg(any(test, debug_assertions))]
pub fn set(mutant: Option<Mutant>) {
    ACTIVE.set(mutant);
}
