//! Faults that tests can switch on, to see that a test which must notice them does. Outside the tests
//! every question is answered "no" at compile time.

/// A way to be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mutant {
    /// What is held already is folded once more.
    FoldsTwice,
    /// What comes late is folded on top.
    FoldsLateOnTop,
    /// A cut reaches only what comes after it.
    CutsForwardOnly,
}

#[cfg(not(test))]
#[inline]
pub(crate) const fn is(_: Mutant) -> bool {
    false
}

#[cfg(test)]
thread_local! {
    static ACTIVE: std::cell::Cell<Option<Mutant>> = const { std::cell::Cell::new(None) };
}

#[cfg(test)]
pub(crate) fn is(mutant: Mutant) -> bool {
    ACTIVE.get() == Some(mutant)
}

#[cfg(test)]
pub(crate) fn set(mutant: Option<Mutant>) {
    ACTIVE.set(mutant);
}
