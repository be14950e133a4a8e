//! The payloads of the membership kinds. Fields are numbered and never renumbered; a newer app may add
//! some, which an older one passes over.

use minicbor::{Decode, Decoder, Encode};

use super::kinds;
use crate::canonical;
use crate::header::Head;
use crate::ids::{DeviceKey, Hash, PersonId, PersonKey};

pub use super::registrar::RegistrarNamed;
pub use super::signed::{Countersigned, Founded, SessionOpened};
pub use super::vouchers::DeviceEnrolledByVoucher;

/// A device may write from here on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DeviceEnrolled {
    #[n(0)]
    pub device: DeviceKey,
}

/// A person may act from here on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PersonEnrolled {
    #[n(0)]
    pub person: PersonId,
    #[n(1)]
    pub key: PersonKey,
}

/// A person signs with another key from here on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PersonKeyChanged {
    #[n(0)]
    pub person: PersonId,
    #[n(1)]
    pub key: PersonKey,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RoleGranted {
    #[n(0)]
    pub person: PersonId,
    /// One of [`roles`](super::roles).
    #[n(1)]
    pub role: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RoleRevoked {
    #[n(0)]
    pub person: PersonId,
    #[n(1)]
    pub role: u32,
}

/// A device is shut out; of what it wrote, this much is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DeviceCut {
    #[n(0)]
    pub device: DeviceKey,
    /// The last accepted entry of each feed; feeds not named are cut at zero.
    #[n(1)]
    pub last: Vec<Head>,
    /// Entries with earlier cuts of this device that this one takes the place of. Cuts that do not know of
    /// each other all hold, so the lower wins.
    #[n(2)]
    pub replaces: Vec<Hash>,
}

/// A person locked this device.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SessionClosed {
    #[n(0)]
    pub person: PersonId,
}

/// The personal fields of an entry are erased everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PersonalDropped {
    #[n(0)]
    pub entry: Hash,
}

/// One officer's word that a quarantined entry stands; it takes two officers.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Released {
    #[n(0)]
    pub entry: Hash,
}

/// One officer's word that a center was set back to an older state and has forgotten what it held; it takes
/// two officers. Told in Network only.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct CenterRolledBack {
    /// The key laptops know the center by.
    #[n(0)]
    pub center: DeviceKey,
    /// From 1; each time it happens, one more. Receipts of earlier generations prove nothing about what the
    /// center holds now.
    #[n(1)]
    pub generation: u64,
}

/// Any membership event this version knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MembershipEvent {
    Founded(Founded),
    DeviceEnrolled(DeviceEnrolled),
    PersonEnrolled(PersonEnrolled),
    PersonKeyChanged(PersonKeyChanged),
    RoleGranted(RoleGranted),
    RoleRevoked(RoleRevoked),
    DeviceCut(DeviceCut),
    Countersigned(Countersigned),
    SessionOpened(SessionOpened),
    SessionClosed(SessionClosed),
    PersonalDropped(PersonalDropped),
    Released(Released),
    DeviceEnrolledByVoucher(DeviceEnrolledByVoucher),
    RegistrarNamed(RegistrarNamed),
    CenterRolledBack(CenterRolledBack),
}

/// The payload of a known membership kind does not decode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the payload of membership kind {kind} does not decode")]
pub struct BadPayload {
    pub kind: u32,
}

impl MembershipEvent {
    /// `None` for a kind this version does not know.
    ///
    /// # Errors
    /// The kind is known and the payload is not one of it.
    pub fn decode(kind: u32, payload: &[u8]) -> Result<Option<Self>, BadPayload> {
        let event = match kind {
            kinds::FOUNDED => read(payload).map(Self::Founded),
            kinds::DEVICE_ENROLLED => read(payload).map(Self::DeviceEnrolled),
            kinds::PERSON_ENROLLED => read(payload).map(Self::PersonEnrolled),
            kinds::PERSON_KEY_CHANGED => read(payload).map(Self::PersonKeyChanged),
            kinds::ROLE_GRANTED => read(payload).map(Self::RoleGranted),
            kinds::ROLE_REVOKED => read(payload).map(Self::RoleRevoked),
            kinds::DEVICE_CUT => read(payload).map(Self::DeviceCut),
            kinds::COUNTERSIGNED => read(payload).map(Self::Countersigned),
            kinds::SESSION_OPENED => read(payload).map(Self::SessionOpened),
            kinds::SESSION_CLOSED => read(payload).map(Self::SessionClosed),
            kinds::PERSONAL_DROPPED => read(payload).map(Self::PersonalDropped),
            kinds::RELEASED => read(payload).map(Self::Released),
            kinds::DEVICE_ENROLLED_BY_VOUCHER => read(payload).map(Self::DeviceEnrolledByVoucher),
            kinds::REGISTRAR_NAMED => read(payload).map(Self::RegistrarNamed),
            kinds::CENTER_ROLLED_BACK => read(payload).map(Self::CenterRolledBack),
            _ => return Ok(None),
        };
        event.map(Some).ok_or(BadPayload { kind })
    }

    pub fn kind(&self) -> u32 {
        match self {
            Self::Founded(_) => kinds::FOUNDED,
            Self::DeviceEnrolled(_) => kinds::DEVICE_ENROLLED,
            Self::PersonEnrolled(_) => kinds::PERSON_ENROLLED,
            Self::PersonKeyChanged(_) => kinds::PERSON_KEY_CHANGED,
            Self::RoleGranted(_) => kinds::ROLE_GRANTED,
            Self::RoleRevoked(_) => kinds::ROLE_REVOKED,
            Self::DeviceCut(_) => kinds::DEVICE_CUT,
            Self::Countersigned(_) => kinds::COUNTERSIGNED,
            Self::SessionOpened(_) => kinds::SESSION_OPENED,
            Self::SessionClosed(_) => kinds::SESSION_CLOSED,
            Self::PersonalDropped(_) => kinds::PERSONAL_DROPPED,
            Self::Released(_) => kinds::RELEASED,
            Self::DeviceEnrolledByVoucher(_) => kinds::DEVICE_ENROLLED_BY_VOUCHER,
            Self::RegistrarNamed(_) => kinds::REGISTRAR_NAMED,
            Self::CenterRolledBack(_) => kinds::CENTER_ROLLED_BACK,
        }
    }

    /// The canonical payload.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Founded(event) => canonical::to_bytes(event),
            Self::DeviceEnrolled(event) => canonical::to_bytes(event),
            Self::PersonEnrolled(event) => canonical::to_bytes(event),
            Self::PersonKeyChanged(event) => canonical::to_bytes(event),
            Self::RoleGranted(event) => canonical::to_bytes(event),
            Self::RoleRevoked(event) => canonical::to_bytes(event),
            Self::DeviceCut(event) => canonical::to_bytes(event),
            Self::Countersigned(event) => canonical::to_bytes(event),
            Self::SessionOpened(event) => canonical::to_bytes(event),
            Self::SessionClosed(event) => canonical::to_bytes(event),
            Self::PersonalDropped(event) => canonical::to_bytes(event),
            Self::Released(event) => canonical::to_bytes(event),
            Self::DeviceEnrolledByVoucher(event) => canonical::to_bytes(event),
            Self::RegistrarNamed(event) => canonical::to_bytes(event),
            Self::CenterRolledBack(event) => canonical::to_bytes(event),
        }
    }
}

/// All of the payload, or nothing.
fn read<'b, T: Decode<'b, ()>>(payload: &'b [u8]) -> Option<T> {
    let mut decoder = Decoder::new(payload);
    let event = decoder.decode().ok()?;
    (decoder.position() == payload.len()).then_some(event)
}

macro_rules! into_event {
    ($($name:ident),*) => {$(
        impl From<$name> for MembershipEvent {
            fn from(event: $name) -> Self {
                Self::$name(event)
            }
        }
    )*};
}

into_event!(
    Founded,
    DeviceEnrolled,
    PersonEnrolled,
    PersonKeyChanged,
    RoleGranted,
    RoleRevoked,
    DeviceCut,
    Countersigned,
    SessionOpened,
    SessionClosed,
    PersonalDropped,
    Released,
    DeviceEnrolledByVoucher,
    RegistrarNamed,
    CenterRolledBack
);
