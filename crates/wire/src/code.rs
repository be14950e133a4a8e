//! The enrolment code: what a laptop must be told before it can speak to a center, on paper or in a QR code.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::tls::PeerKey;
use crate::words;

/// The form of the bytes below; a later form gets another number.
const FORM: u8 = 1;

/// Before the words in a QR code, so that a scan tells what it is.
const SCHEME: &str = "KOMORA:";

const FIXED: usize = 1 + 1 + 8 + 32 + 16;
const CHECK: usize = 4;

/// Bytes of the longest address.
const LONGEST_ADDRESS: usize = 100;

/// Where the center is, the key it must prove, and a secret that admits one device once. To what hub and in
/// what role is fixed by the authority's voucher, which the center keeps and answers with: words cannot be
/// changed to gain more. Wiped when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct EnrolmentCode {
    /// Host and port.
    #[zeroize(skip)]
    address: String,
    #[zeroize(skip)]
    center: PeerKey,
    secret: [u8; 16],
    /// UTC, milliseconds since 1970. The center decides, this lets the screen say it early.
    #[zeroize(skip)]
    expires_at_ms: i64,
}

/// Why a code does not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadCode {
    #[error("the code is mistyped or incomplete")]
    Mistyped,
    #[error("the code is of a newer form")]
    Newer,
    #[error("the address is empty, longer than {LONGEST_ADDRESS} bytes or no host and port")]
    Address,
}

impl EnrolmentCode {
    /// # Errors
    /// The address is no `host:port` of usual length.
    pub fn new(
        address: &str,
        center: PeerKey,
        secret: [u8; 16],
        expires_at_ms: i64,
    ) -> Result<Self, BadCode> {
        if !is_address(address) {
            return Err(BadCode::Address);
        }
        Ok(Self { address: address.to_owned(), center, secret, expires_at_ms })
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn center(&self) -> PeerKey {
        self.center
    }

    pub fn secret(&self) -> &[u8; 16] {
        &self.secret
    }

    /// What a laptop shows first: it tells which voucher is meant and gives nothing away.
    pub fn ticket(&self) -> [u8; 32] {
        ticket_of(&self.secret)
    }

    /// UTC, milliseconds since 1970.
    pub fn expires_at_ms(&self) -> i64 {
        self.expires_at_ms
    }

    /// As words of five letters, with a checksum. Wiped when dropped.
    pub fn words(&self) -> Zeroizing<String> {
        Zeroizing::new(words::spell(&self.to_bytes()))
    }

    /// What the QR code holds: capital letters, which make it smaller.
    pub fn scanned(&self) -> Zeroizing<String> {
        let words = self.words();
        let joined = Zeroizing::new(words.replace(' ', ""));
        Zeroizing::new(format!("{SCHEME}{}", joined.to_ascii_uppercase()))
    }

    /// Reads words or a scan, in any case, with any spaces and dashes.
    ///
    /// # Errors
    /// A wrong letter, a word too few or too many, or a form of a later version.
    pub fn parse(text: &str) -> Result<Self, BadCode> {
        let text = text.trim();
        let words = match text.get(..SCHEME.len()) {
            Some(start) if start.eq_ignore_ascii_case(SCHEME) => &text[SCHEME.len()..],
            _ => text,
        };
        Self::from_bytes(&Zeroizing::new(words::read(words).ok_or(BadCode::Mistyped)?))
    }

    fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(FIXED + self.address.len() + CHECK + 1));
        bytes.push(FORM);
        bytes.push(u8::try_from(self.address.len()).expect("an address is short"));
        bytes.extend_from_slice(&self.expires_at_ms.to_be_bytes());
        bytes.extend_from_slice(self.center.as_bytes());
        bytes.extend_from_slice(&self.secret);
        bytes.extend_from_slice(self.address.as_bytes());
        let check = checksum(&bytes);
        bytes.extend_from_slice(&check);
        bytes
    }

    /// The checksum first: after it only a code of another form can be wrong.
    fn from_bytes(bytes: &[u8]) -> Result<Self, BadCode> {
        let address_length = usize::from(*bytes.get(1).ok_or(BadCode::Mistyped)?);
        let length = FIXED + address_length + CHECK;
        let padding = bytes.get(length..).ok_or(BadCode::Mistyped)?;
        let (held, check) = bytes[..length].split_at(length - CHECK);
        if check != checksum(held) || padding.len() != length % 2 || padding.iter().any(|byte| *byte != 0) {
            return Err(BadCode::Mistyped);
        }
        if held[0] != FORM {
            return Err(BadCode::Newer);
        }
        let (head, rest) = held[2..].split_at(8);
        let (center, rest) = rest.split_at(32);
        let (secret, address) = rest.split_at(16);
        let expires_at_ms = i64::from_be_bytes(head.try_into().expect("eight bytes"));
        let center = PeerKey::from_bytes(center.try_into().expect("32 bytes"));
        let secret = secret.try_into().expect("16 bytes");
        let address = std::str::from_utf8(address).map_err(|_| BadCode::Address)?;
        Self::new(address, center, secret, expires_at_ms)
    }
}

impl fmt::Debug for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EnrolmentCode(for {})", self.address)
    }
}

/// The ticket of a voucher made for `secret`.
pub fn ticket_of(secret: &[u8; 16]) -> [u8; 32] {
    blake3::derive_key("Komora wire 1: enrolment ticket", secret)
}

/// Host and port, without spaces; an IPv6 host stands in brackets.
fn is_address(address: &str) -> bool {
    let plain = address.bytes().all(|byte| byte.is_ascii_graphic());
    let split = address.rsplit_once(':');
    plain
        && address.len() <= LONGEST_ADDRESS
        && split.is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok())
}

fn checksum(bytes: &[u8]) -> [u8; CHECK] {
    let hash = blake3::derive_key("Komora wire 1: enrolment code checksum", bytes);
    hash[..CHECK].try_into().expect("a hash is longer")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> EnrolmentCode {
        EnrolmentCode::new("center.example:8443", PeerKey::from_bytes([7; 32]), [9; 16], 1_800_000_000_000)
            .unwrap()
    }

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let words = code().words();
        for typed in [
            words.to_string(),
            words.to_uppercase(),
            words.replace(' ', ""),
            words.replace(' ', "-"),
            format!(" {} \n", words.replace(' ', "\n")),
            code().scanned().to_string(),
            code().scanned().to_lowercase(),
        ] {
            assert_eq!(EnrolmentCode::parse(&typed), Ok(code()), "{typed}");
        }
        for address in ["h:1", "10.0.0.1:8443", "[::1]:8443", "a.example:65535"] {
            let other = EnrolmentCode::new(address, PeerKey::from_bytes([1; 32]), [2; 16], -1).unwrap();
            assert_eq!(EnrolmentCode::parse(&other.words()), Ok(other.clone()), "{address}");
        }
    }

    #[test]
    fn one_wrong_word_is_noticed() {
        let words = code().words();
        let words: Vec<&str> = words.split(' ').collect();
        for at in 0..words.len() {
            for wrong in ["babab", "zuzuz", ""] {
                let mut typed = words.clone();
                typed[at] = wrong;
                let same = typed[at] == words[at];
                assert_eq!(EnrolmentCode::parse(&typed.join(" ")).is_ok(), same, "word {at} as {wrong:?}");
            }
            let mut swapped = words.clone();
            swapped.swap(at, (at + 1) % words.len());
            assert_eq!(EnrolmentCode::parse(&swapped.join(" ")).is_ok(), swapped == words);
        }
        for wrong in ["", "KOMORA:", "hello", "лусаб бабад"] {
            assert_eq!(EnrolmentCode::parse(wrong), Err(BadCode::Mistyped), "{wrong:?}");
        }
    }

    #[test]
    fn only_host_and_port_make_an_address() {
        for wrong in
            ["", "host", ":1", "host:", "host:99999", "a host:1", "höst:1", &format!("{:>120}:1", "a")]
        {
            assert_eq!(
                EnrolmentCode::new(wrong, PeerKey::from_bytes([1; 32]), [2; 16], 0),
                Err(BadCode::Address),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn a_code_of_a_later_form_says_so() {
        let mut bytes = code().to_bytes();
        bytes[0] = 2;
        let end = FIXED + code().address.len();
        let check = checksum(&bytes[..end]);
        bytes[end..end + CHECK].copy_from_slice(&check);
        assert_eq!(EnrolmentCode::parse(&words::spell(&bytes)), Err(BadCode::Newer));
    }

    #[test]
    fn the_secret_is_not_shown_by_accident() {
        assert_eq!(format!("{:?}", code()), "EnrolmentCode(for center.example:8443)");
    }
}
