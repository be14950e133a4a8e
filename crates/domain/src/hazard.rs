//! What makes an item dangerous to keep or carry. "Unknown" is never "none".

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Hazard fields of an item (UN Model Regulations class 1; IATG 01.50).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cbor(map)]
pub struct Hazard {
    /// Four digits.
    #[n(0)]
    pub un_number: Option<String>,
    /// Hazard division and compatibility group, for example "1.4S".
    #[n(1)]
    pub code: Option<String>,
    /// Net explosive quantity of one unit of issue, in milligrams; unset means unknown, not zero.
    #[n(2)]
    #[ts(as = "Option<i64>")]
    pub net_explosive_mg: Option<u64>,
    /// Truly holds no explosive (drill, training dummy).
    #[n(3)]
    #[cbor(default)]
    #[serde(default)]
    pub inert: bool,
}
