//! What a bundle that answers a request says beside its pages: where the laptop that asked belongs from now on.

use feed::{CenterKey, Hash, Scope};
use minicbor::{Decode, Encode};

/// An answer to a [`JoinRequest`](crate::JoinRequest). Signed with the manifest, by the laptop that admitted.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Welcome {
    /// [`JoinRequest::id`](crate::JoinRequest::id): only who was told the request's words can name it.
    #[n(0)]
    pub request: Hash,
    /// Where the laptop was admitted: the Roster of its hub, or Network for one of coordination.
    #[n(1)]
    pub scope: Scope,
    /// Where Kyiv is met; none for a hub that stands alone, and in a network that lives by sticks alone.
    #[n(2)]
    pub center: Option<Met>,
}

/// Where a center is met.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Met {
    /// Host and port, at most 100 bytes.
    #[n(0)]
    pub address: String,
    /// What it must prove, and signs receipts with.
    #[n(1)]
    pub key: CenterKey,
}
