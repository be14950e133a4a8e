//! Why an entry does not stand.

/// Why an entry is quarantined. The numbers are stored: add, never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Reason {
    /// The device was not enrolled in the entry's causal past.
    DeviceNotEnrolled = 1,
    /// A cut of the device leaves this entry out.
    DeviceCut = 2,
    /// The actor was not enrolled in the entry's causal past.
    ActorNotEnrolled = 3,
    /// No session, or another person's, is open in this feed.
    NoSession = 4,
    /// A session that its person did not sign, for another feed, or not alone in its entry.
    BadSession = 5,
    /// A founding that its authority did not sign, of another scope, or not alone and before everything else.
    BadFounding = 6,
    /// A membership act by someone who was no administrator.
    NotAdministrator = 7,
    /// A membership act outside the control scopes.
    OutsideControlScope = 8,
    /// A membership act that does not decode.
    Undecodable = 9,
    /// A signature of the actor's own is due and missing.
    LacksEvidence = 10,
    /// A cut in one entry with other acts, or one that replaces a cut its author did not know of.
    BadCut = 11,
    /// A voucher that the scope's authority did not sign, or of another scope; claimed without its secret,
    /// not alone in its entry, or for a person it does not admit or who is somebody else already.
    BadVoucher = 12,
    /// A voucher that another device, or another person, used before in fold order.
    VoucherUsed = 13,
    /// A registrar that the scope's authority did not name.
    BadRegistrar = 14,
    /// A registrar wrote something other than an enrolment by voucher or a plain cut of a laptop.
    RegistrarOverreach = 15,
    /// An act about the whole network, in the Roster of one hub.
    OutsideNetwork = 16,
}

impl Reason {
    const ALL: [Self; 16] = [
        Self::DeviceNotEnrolled,
        Self::DeviceCut,
        Self::ActorNotEnrolled,
        Self::NoSession,
        Self::BadSession,
        Self::BadFounding,
        Self::NotAdministrator,
        Self::OutsideControlScope,
        Self::Undecodable,
        Self::LacksEvidence,
        Self::BadCut,
        Self::BadVoucher,
        Self::VoucherUsed,
        Self::BadRegistrar,
        Self::RegistrarOverreach,
        Self::OutsideNetwork,
    ];

    pub fn code(self) -> u8 {
        self as u8
    }

    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}
