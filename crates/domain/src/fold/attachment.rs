//! Attachments: once added they stay; withdrawn ones say by whom and why.

use minicbor::{Decode, Encode};

use super::Stamp;
use super::state::{State, found};
use crate::attachment::AttachmentDetails;
use crate::event::AttachmentWithdrawn;

/// A photograph or document that was added to a thing.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct AttachmentState {
    #[n(0)]
    pub details: AttachmentDetails,
    #[n(1)]
    pub added: Stamp,
    /// It was added by mistake. Withdrawn apart, the last in fold order is told.
    #[n(2)]
    pub withdrawn: Option<Withdrawal>,
    /// Holds events of a newer Komora.
    #[n(3)]
    pub unknown: bool,
}

/// Who took an attachment out of sight, and why.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Withdrawal {
    #[n(0)]
    pub stamp: Stamp,
    #[n(1)]
    pub reason: String,
}

impl AttachmentState {
    pub(super) fn withdraw(&mut self, withdrawn: &AttachmentWithdrawn, stamp: &Stamp) {
        self.withdrawn = Some(Withdrawal { stamp: *stamp, reason: withdrawn.reason.clone() });
    }
}

pub(super) fn attach(state: &mut Option<State>, details: &AttachmentDetails, stamp: &Stamp) {
    found(state, |before| {
        State::Attachment(AttachmentState {
            details: details.clone(),
            added: *stamp,
            withdrawn: None,
            unknown: before.unknown,
        })
    });
}
