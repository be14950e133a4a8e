//! Numbers of the membership kinds. 1 to 99 are reserved for membership; all others belong to the books.

pub const FOUNDED: u32 = 1;
pub const DEVICE_ENROLLED: u32 = 2;
pub const PERSON_ENROLLED: u32 = 3;
pub const PERSON_KEY_CHANGED: u32 = 4;
pub const ROLE_GRANTED: u32 = 5;
pub const ROLE_REVOKED: u32 = 6;
pub const DEVICE_CUT: u32 = 7;
pub const COUNTERSIGNED: u32 = 8;
pub const SESSION_OPENED: u32 = 9;
pub const SESSION_CLOSED: u32 = 10;
pub const PERSONAL_DROPPED: u32 = 11;
pub const RELEASED: u32 = 12;
pub const DEVICE_ENROLLED_BY_VOUCHER: u32 = 13;
pub const REGISTRAR_NAMED: u32 = 14;
pub const CENTER_ROLLED_BACK: u32 = 15;

/// Whether `kind` is reserved for membership, known or not.
pub fn is_membership(kind: u32) -> bool {
    (1..=99).contains(&kind)
}

/// Session entries are written in every scope, by the person they are about.
pub fn is_session(kind: u32) -> bool {
    matches!(kind, SESSION_OPENED | SESSION_CLOSED)
}
