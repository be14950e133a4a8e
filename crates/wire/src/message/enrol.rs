//! A laptop joins. First it shows a ticket made from its code's secret and is told the voucher; then it sends
//! its claim, signed by the secret. The secret itself stays where it is.

use feed::membership::{DeviceEnrolledByVoucher, Voucher};
use feed::{AuthorityKey, DeviceKey, Head, Scope};
use minicbor::{Decode, Encode};

/// Both steps of joining.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum EnrolRequest {
    /// From [`ticket`](crate::EnrolmentCode::ticket).
    #[n(0)]
    Ticket(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]),
    #[n(1)]
    Claim(#[n(0)] Box<DeviceEnrolledByVoucher>),
}

/// The answers to both.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum EnrolAnswer {
    #[n(0)]
    Voucher(#[n(0)] Voucher),
    /// Written into the control scope named, and safe on the center's disk.
    #[n(1)]
    Admitted {
        /// The Roster of the hub, or Network for a coordination laptop.
        #[n(0)]
        scope: Scope,
        /// Whom the laptop is to trust from now on.
        #[n(1)]
        network: Option<AuthorityKey>,
        /// The registrar's entry.
        #[n(2)]
        entry: Head,
        #[n(3)]
        registrar: DeviceKey,
    },
}
