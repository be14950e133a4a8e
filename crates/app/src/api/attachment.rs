//! Photographs and documents, as the window asks for them.

use domain::attachment::MediaType;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The bytes of an attachment, to be looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttachmentBytes {
    pub media_type: MediaType,
    /// RFC 4648, with padding.
    pub base64: String,
}

/// The room on this laptop for what others attach; what is added here is always kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttachmentRoom {
    pub mebibytes: u32,
    #[ts(as = "i64")]
    pub used_bytes: u64,
    /// Named in the books and not here yet.
    pub waiting: u32,
    #[ts(as = "i64")]
    pub waiting_bytes: u64,
}
