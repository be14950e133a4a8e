//! A request: a laptop that has no line at all asks a hub to let it in, by a file on a stick.
//!
//! In front stand a magic and the number of the form; the rest is one age stream, opened by five words that the
//! new laptop shows. The words are the beginning of the hash of what is asked, so they do two things: whoever
//! finds the stick learns nothing, not even a name, and nobody can put another laptop's key under the same words
//! (docs/decisions/0014). They go by another way than the stick: by voice, or read off the screen.

use std::fmt;
use std::io::{Read, Write};
use std::iter;

use age::{DecryptError, Decryptor, Encryptor, Recipient};
use ed25519_dalek::SigningKey;
use feed::{DeviceKey, Hash, PersonId, PersonKey};
use minicbor::{Decode, Decoder, Encode};
use zeroize::Zeroizing;

use crate::mutant::{self, Mutant};
use crate::{sealing, words};

/// What a file of this kind is called.
pub const REQUEST_ENDING: &str = "komora-request";

/// Before everything else in the file, then one byte: the number of the form.
const MAGIC: &[u8; 14] = b"KOMORA REQUEST";

/// Of the form of requests; a newer one is refused by number.
const FORM: u8 = 1;

/// Far beyond any request: a name and a rank of 200 letters are 1,600 bytes at most.
const MAX_BYTES: usize = 16 * 1024;

/// Two bytes a word. As many as nobody finds by trying, and few enough to be read out.
const WORD_BYTES: usize = 10;

const ID: &str = "Komora wire 1: what a join request asks";
const KEY: &str = "Komora wire 1: key of a join request's words";

/// Who asks.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Asking {
    /// The new laptop's.
    #[n(0)]
    pub device: DeviceKey,
    /// Who comes with it.
    #[n(1)]
    pub person: PersonId,
    #[n(2)]
    pub person_key: PersonKey,
    /// UTC, milliseconds since 1970, by the new laptop's clock. Shown, never obeyed.
    #[n(3)]
    pub made_at_ms: i64,
    #[n(4)]
    pub name: String,
    /// Random: so that the words cannot be found by guessing the rest.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub salt: [u8; 16],
    #[n(6)]
    pub rank: Option<String>,
}

/// A request, as it was made or as it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinRequest {
    asking: Asking,
    id: Hash,
}

/// Why a request does not open. Nothing of it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    #[error("this is no request")]
    NotARequest,
    #[error("the request is of form {form}, this program reads form {FORM}")]
    Newer { form: u8 },
    /// Or it is damaged just where it says what opens it, or was made by another for these words.
    #[error("the words do not open this request")]
    WrongWords,
    #[error("the request is damaged, or was not copied to its end")]
    Damaged,
}

impl JoinRequest {
    pub fn new(asking: Asking) -> Self {
        let bytes = minicbor::to_vec(&asking).expect("writing to memory cannot fail");
        let id = Hash::from_bytes(blake3::derive_key(ID, &bytes));
        Self { asking, id }
    }

    pub fn asking(&self) -> &Asking {
        &self.asking
    }

    /// Names the request. Longer than its words, so an answer that names it was written by somebody who had
    /// opened it.
    pub fn id(&self) -> Hash {
        self.id
    }

    /// Five words, to be told by another way than the file.
    pub fn words(&self) -> String {
        words::spell(&self.told())
    }

    /// The file. Written again it has other bytes and asks the same.
    pub fn to_file(&self) -> Vec<u8> {
        let plain = minicbor::to_vec(&self.asking).expect("writing to memory cannot fail");
        let key = key_of(&self.told());
        let to = sealing::recipient(&DeviceKey::of(&key)).expect("a key made from a hash keeps secrets");
        let encryptor = Encryptor::with_recipients(iter::once(&to as &dyn Recipient));
        let encryptor = encryptor.expect("there is one recipient");
        let mut file = [&MAGIC[..], &[FORM]].concat();
        let mut stream = encryptor.wrap_output(&mut file).expect("writing to memory cannot fail");
        stream.write_all(&plain).expect("writing to memory cannot fail");
        stream.finish().expect("writing to memory cannot fail");
        file
    }

    /// Opens a file with the words told, typed in any case and with anything between the letters.
    ///
    /// # Errors
    /// It is no request, of a newer form, damaged, or not the one these words are of.
    pub fn open(file: &[u8], words: &str) -> Result<Self, RequestError> {
        let sealed = sealed(file)?;
        let told = words::read(words).and_then(|bytes| <[u8; WORD_BYTES]>::try_from(bytes).ok());
        let told = told.ok_or(RequestError::WrongWords)?;
        let decryptor = Decryptor::new_buffered(sealed).map_err(|_| RequestError::Damaged)?;
        let identity = sealing::identity(&key_of(&told));
        let mut stream = decryptor.decrypt(iter::once(&identity as _)).map_err(refused)?;
        let mut plain = Vec::new();
        stream.read_to_end(&mut plain).map_err(|_| RequestError::Damaged)?;
        let request = Self::new(whole(&plain)?);
        // Whoever overhears the words can encrypt anything under them, but not make it hash to them.
        let same = request.told() == told || mutant::is(Mutant::TakesAnyRequest);
        if same { Ok(request) } else { Err(RequestError::WrongWords) }
    }

    fn told(&self) -> [u8; WORD_BYTES] {
        *self.id.as_bytes().first_chunk().expect("a hash is longer")
    }
}

/// Names stay out of every log.
impl fmt::Debug for Asking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asking").field("device", &self.device).finish_non_exhaustive()
    }
}

fn sealed(file: &[u8]) -> Result<&[u8], RequestError> {
    let rest = match file.strip_prefix(MAGIC) {
        Some(rest) => rest,
        None if !file.is_empty() && MAGIC.starts_with(file) => return Err(RequestError::Damaged),
        None => return Err(RequestError::NotARequest),
    };
    match rest.split_first() {
        Some((&FORM, sealed)) if file.len() <= MAX_BYTES => Ok(sealed),
        Some((&form, _)) if form > FORM => Err(RequestError::Newer { form }),
        _ => Err(RequestError::Damaged),
    }
}

/// The key that words open with.
fn key_of(told: &[u8; WORD_BYTES]) -> SigningKey {
    SigningKey::from_bytes(&Zeroizing::new(blake3::derive_key(KEY, told)))
}

fn refused(error: DecryptError) -> RequestError {
    match error {
        DecryptError::NoMatchingKeys => RequestError::WrongWords,
        _ => RequestError::Damaged,
    }
}

fn whole(bytes: &[u8]) -> Result<Asking, RequestError> {
    let mut decoder = Decoder::new(bytes);
    let asking = decoder.decode().map_err(|_| RequestError::Damaged)?;
    if decoder.position() == bytes.len() { Ok(asking) } else { Err(RequestError::Damaged) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(number: u8) -> Asking {
        let key = |number: u8| SigningKey::from_bytes(&[number; 32]);
        Asking {
            device: DeviceKey::of(&key(number)),
            person: PersonId::from_bytes([number; 16]),
            person_key: PersonKey::of(&key(number + 1)),
            made_at_ms: 1_800_000_000_000,
            name: "Storekeeper 7".into(),
            salt: [9; 16],
            rank: Some("Sergeant".into()),
        }
    }

    /// A file that these words open, whatever is asked in it: as one who overheard them could make it.
    fn under(words: &JoinRequest, asking: Asking) -> Vec<u8> {
        JoinRequest { asking, id: words.id }.to_file()
    }

    #[test]
    fn a_request_opens_with_its_words_however_they_are_typed() {
        let request = JoinRequest::new(asking(1));
        let words = request.words();
        assert_eq!(words.split(' ').count(), 5);
        for typed in [words.clone(), words.to_uppercase(), words.replace(' ', "-"), format!(" {words}.\n")] {
            let opened = JoinRequest::open(&request.to_file(), &typed).unwrap();
            assert_eq!((opened.asking(), opened.id()), (request.asking(), request.id()), "{typed}");
        }
        let plain = Asking { rank: None, ..asking(1) };
        let plain = JoinRequest::new(plain);
        assert_eq!(JoinRequest::open(&plain.to_file(), &plain.words()).unwrap(), plain);
    }

    #[test]
    fn every_field_of_a_request_is_in_its_words() {
        let words = |asking: Asking| JoinRequest::new(asking).words();
        let first = asking(1);
        for other in [
            Asking { device: asking(2).device, ..first.clone() },
            Asking { person: asking(2).person, ..first.clone() },
            Asking { person_key: asking(2).person_key, ..first.clone() },
            Asking { made_at_ms: 0, ..first.clone() },
            Asking { name: "Storekeeper 8".into(), ..first.clone() },
            Asking { salt: [8; 16], ..first.clone() },
            Asking { rank: None, ..first.clone() },
        ] {
            assert_ne!(words(other), words(first.clone()));
        }
    }

    #[test]
    fn wrong_words_open_nothing() {
        let (request, other) = (JoinRequest::new(asking(1)), JoinRequest::new(asking(2)));
        let (file, words) = (request.to_file(), request.words());
        let one_wrong = words.replacen(&words[..5], "babab", 1);
        for wrong in [other.words(), one_wrong, words[..23].to_owned(), "лусаб".into(), String::new()] {
            assert_eq!(JoinRequest::open(&file, &wrong), Err(RequestError::WrongWords), "{wrong:?}");
        }
    }

    #[test]
    fn nobody_puts_another_laptop_under_words_that_were_overheard() {
        let request = JoinRequest::new(asking(1));
        let forged = under(&request, asking(3));
        let open = || JoinRequest::open(&forged, &request.words());
        assert_eq!(open(), Err(RequestError::WrongWords));
        mutant::set(Some(Mutant::TakesAnyRequest));
        let fooled = open();
        mutant::set(None);
        assert_eq!(fooled.unwrap().asking().device, asking(3).device);
    }

    #[test]
    fn a_request_changed_or_cut_anywhere_is_refused() {
        let request = JoinRequest::new(asking(1));
        let (file, words) = (request.to_file(), request.words());
        for at in 0..file.len() {
            let mut changed = file.clone();
            changed[at] ^= 1 << (at % 8);
            assert!(JoinRequest::open(&changed, &words).is_err(), "byte {at}");
            let cut = JoinRequest::open(&file[..at], &words);
            let expected = if at == 0 { RequestError::NotARequest } else { RequestError::Damaged };
            assert_eq!(cut, Err(expected), "cut at {at}");
        }
        let longer = [&file[..], b"x"].concat();
        assert_eq!(JoinRequest::open(&longer, &words), Err(RequestError::Damaged));
        let swollen = [&file[..], &[0; MAX_BYTES]].concat();
        assert_eq!(JoinRequest::open(&swollen, &words), Err(RequestError::Damaged));
        let mut newer = file.clone();
        newer[MAGIC.len()] = 2;
        assert_eq!(JoinRequest::open(&newer, &words), Err(RequestError::Newer { form: 2 }));
        assert_eq!(JoinRequest::open(b"KOMORA BUNDLE\x01", &words), Err(RequestError::NotARequest));
    }

    #[test]
    fn a_stick_that_is_found_tells_nothing() {
        let request = JoinRequest::new(asking(1));
        let file = request.to_file();
        let holds = |what: &[u8]| file.windows(what.len()).any(|part| part == what);
        let Asking { device, person, name, .. } = request.asking();
        assert!(!holds(device.as_bytes()) && !holds(person.as_bytes()) && !holds(name.as_bytes()));
        assert!(!format!("{request:?}").contains("Storekeeper"));
    }

    /// Made by hand from the form as it is written down: it must be read for ever.
    #[test]
    fn the_first_request_is_still_read() {
        let golden = include_bytes!("../tests/golden/request_1.komora-request");
        let request = JoinRequest::new(asking(1));
        assert_eq!(request.words(), "vuzim bizif nisav minod pifok");
        assert_eq!(JoinRequest::open(golden, &request.words()), Ok(request));
    }
}
