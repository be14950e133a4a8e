//! NATO stock numbers (rule N1): the structure is checked, nothing else; what is odd is warned about.

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::tables::Tables;

/// A NATO stock number: class (4) + country (2) + number (7), kept without separators. There is no
/// check digit; newer numbers hold letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(as = "String")]
pub struct Nsn(String);

/// Why a text is not an NSN.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NsnError {
    #[error("an NSN has 13 characters, not {found}")]
    Length { found: usize },
    #[error("the class of an NSN is 4 digits")]
    Class,
    #[error("the country code of an NSN is 2 digits")]
    Country,
    #[error("the number of an NSN is 7 digits or letters")]
    Number,
}

/// What is odd about an NSN that is well-formed all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum NsnWarning {
    LetterInNiin,
    UnknownCountry,
    UnknownClass,
}

impl Nsn {
    /// Reads `1005-00-073-9421`, `1005 00 073 9421` or `1005000739421`.
    pub fn parse(text: &str) -> Result<Nsn, NsnError> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑' | '–' | '−'))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let length = plain.chars().count();
        if length != 13 {
            return Err(NsnError::Length { found: length });
        }
        let chars: Vec<char> = plain.chars().collect();
        if !chars[..4].iter().all(char::is_ascii_digit) {
            return Err(NsnError::Class);
        }
        if !chars[4..6].iter().all(char::is_ascii_digit) {
            return Err(NsnError::Country);
        }
        if !chars[6..].iter().all(char::is_ascii_alphanumeric) {
            return Err(NsnError::Number);
        }
        Ok(Nsn(plain))
    }

    /// The thirteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people read it: `1005-00-073-9421`.
    pub fn grouped(&self) -> String {
        format!("{}-{}-{}-{}", self.class(), self.country(), &self.0[6..9], &self.0[9..])
    }

    /// The last nine: what names the thing for good, while its class may change. Match on this.
    pub fn niin(&self) -> &str {
        &self.0[4..]
    }

    /// The NATO supply class.
    pub fn class(&self) -> &str {
        &self.0[..4]
    }

    /// The bureau that first codified it: neither maker nor owner.
    pub fn country(&self) -> &str {
        &self.0[4..6]
    }

    /// What a person should look at twice.
    pub fn warnings(&self, tables: &Tables) -> Vec<NsnWarning> {
        let mut warnings = Vec::new();
        if self.niin().bytes().any(|byte| byte.is_ascii_alphabetic()) {
            warnings.push(NsnWarning::LetterInNiin);
        }
        if tables.bureau(self.country()).is_none() {
            warnings.push(NsnWarning::UnknownCountry);
        }
        if tables.class(self.class()).is_none() {
            warnings.push(NsnWarning::UnknownClass);
        }
        warnings
    }
}

impl std::fmt::Display for Nsn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.grouped())
    }
}

impl TryFrom<String> for Nsn {
    type Error = NsnError;

    fn try_from(text: String) -> Result<Self, NsnError> {
        Nsn::parse(&text)
    }
}

impl From<Nsn> for String {
    fn from(nsn: Nsn) -> String {
        nsn.0
    }
}

impl<C> Encode<C> for Nsn {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.str(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Nsn {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Nsn::parse(d.str()?).map_err(|_| decode::Error::message("not an NSN"))
    }
}
