//! Faults that tests can switch on, to see that a test which must notice them does. Outside the tests
//! every question is answered "no" at compile time.

/// A way to be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mutant {
    /// What came before a cut is taken for all there was.
    IgnoresTheEnd,
    /// Any pages will do, if there are as many as there should be.
    IgnoresTheChain,
    /// Whoever can write into the stream is taken for the maker.
    TrustsAnySignature,
    /// A bundle passed on to others is read as if it had been made for them.
    IgnoresTheRecipients,
    /// The second reading hands out whatever it finds.
    ReadsAgainUnchecked,
    /// The parts of a blob are taken for what they are said to be.
    TakesAnyBlob,
    /// Whatever the words open is taken for the request they were made from.
    TakesAnyRequest,
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
