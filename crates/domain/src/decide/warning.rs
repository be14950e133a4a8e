//! What is allowed but worth a second look.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::facts::Date;
use crate::ids::LotId;
use crate::nsn::NsnWarning;
use crate::refusal::LookAlike;

/// Travels with the receipt of an act that was done all the same. The words live in the locale files
/// under `warning-<kind>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "kind")]
pub enum Warning {
    /// The NSN is well-formed but odd (rule N1).
    Nsn {
        nsn: String,
        warning: NsnWarning,
    },
    /// Cyrillic and Latin letters stand side by side in the serial.
    MixedAlphabets {
        serial: String,
    },
    /// The serial was made up because the thing bears none: to be checked.
    SerialUnmarked {
        serial: String,
    },
    /// After a change, the serial could be taken for another.
    SerialLooksLike {
        serial: String,
        similar: Vec<LookAlike>,
    },
    /// The lot expires within [`crate::decide::EXPIRING_DAYS`] days.
    LotExpiring {
        lot: LotId,
        on: Date,
    },
    LotExpired {
        lot: LotId,
        on: Date,
    },
    /// The UN number is listed with other divisions than this.
    HazardDiffers {
        un_number: String,
        code: String,
    },
    /// An item of class V says nothing about its hazard: unknown is not none.
    HazardUnknown,
}
