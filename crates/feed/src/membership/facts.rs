//! Facts with their place in the history, kept in fold order: the same set in whatever order they came.

use crate::causality::{Clock, OrderKey, Placed, Position};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact<T> {
    pub order: OrderKey,
    pub position: Position,
    pub what: T,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Facts<T>(Vec<Fact<T>>);

impl<T> Default for Facts<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq> Facts<T> {
    /// A fact of the same entry told again changes nothing; two of one entry keep their order.
    pub fn add(&mut self, at: &Placed, what: T) {
        let end = self.0.partition_point(|fact| fact.order <= at.order);
        let same = self.0[..end].iter().rev().take_while(|fact| fact.order == at.order);
        if same.into_iter().all(|fact| fact.what != what) {
            self.0.insert(end, Fact { order: at.order, position: at.position, what });
        }
    }

    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Fact<T>> {
        self.0.iter()
    }

    pub fn past<'a>(&'a self, clock: &'a Clock) -> impl DoubleEndedIterator<Item = &'a Fact<T>> {
        self.known(Some(clock))
    }

    pub fn last(&self, clock: &Clock) -> Option<&T> {
        self.0.iter().rev().find(|fact| clock.contains(fact.position)).map(|fact| &fact.what)
    }

    /// Those in the past of `clock`; without one, all that is known now.
    pub fn known<'a>(&'a self, clock: Option<&'a Clock>) -> impl DoubleEndedIterator<Item = &'a Fact<T>> {
        self.0.iter().filter(move |fact| clock.is_none_or(|clock| clock.contains(fact.position)))
    }

    pub fn newest(&self) -> Option<&T> {
        self.0.last().map(|fact| &fact.what)
    }
}
