//! Cards: how a hub that stands alone and a network come to know each other, by stick or by mail. The hub's
//! card holds its Roster; the network's answer says whom to trust and where Kyiv is met.

use std::collections::BTreeMap;
use std::path::Path;

use feed::{AuthorityKey, Branch, Controls, DeviceKey, FeedId, HubId, Membership, Scope};
use minicbor::{Decode, Encode};
use zeroize::Zeroizing;

use crate::api::job::Notice;
use crate::api::operation::Outcome;
use crate::api::problem::{FileProblem, Problem, SyncProblem};
use crate::books::{Books, Center, role_number};
use crate::clock::{day, now_ms};
use crate::hex::hex;
use crate::komora::Komora;
use domain::Refusal;

const MAGIC: &[u8] = b"KOMORA-CARD\n";
/// A card holds control entries alone; this is far beyond any.
const MOST_BYTES: u64 = 64 << 20;
const MOST_VOUCHERS: u32 = 1_000;
const MOST_DAYS: u32 = 3 * 366;
const DAY_MS: i64 = 24 * 3_600 * 1_000;
const CARD: &str = "Komora app 1: network card";

#[derive(Encode, Decode)]
enum Card {
    #[n(0)]
    Hub {
        #[n(0)]
        hub: HubId,
        /// Pages of its Roster.
        #[n(1)]
        pages: Vec<Page>,
    },
    #[n(1)]
    Network {
        #[n(0)]
        terms: Terms,
        /// Ed25519, by the network's authority, over the terms.
        #[cbor(n(1), with = "minicbor::bytes")]
        signature: [u8; 64],
        /// Pages of Network.
        #[n(2)]
        pages: Vec<Page>,
    },
}

#[derive(Encode, Decode)]
struct Page(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>);

/// What a hub that joins is told.
#[derive(Clone, Encode, Decode)]
struct Terms {
    #[n(0)]
    network: AuthorityKey,
    /// For which hub the card was made.
    #[n(1)]
    hub: HubId,
    /// Where Kyiv is met; none in a network that lives by sticks alone.
    #[n(2)]
    center: Option<Met>,
    /// By the clock of whoever made the card: UTC, milliseconds since 1970.
    #[n(3)]
    made_at_ms: i64,
}

#[derive(Clone, Encode, Decode)]
struct Met {
    /// Host and port.
    #[n(0)]
    address: String,
    #[cbor(n(1), with = "minicbor::bytes")]
    key: [u8; 32],
}

impl Terms {
    fn message(&self) -> [u8; 32] {
        blake3::derive_key(CARD, &minicbor::to_vec(self).expect("writing to memory cannot fail"))
    }
}

/// Writes this hub's card.
pub(crate) fn save_hub_card(komora: &Komora, path: &Path) -> Result<Outcome, Problem> {
    let books = komora.books()?;
    let hub = books.hub().ok_or(Problem::NoHub)?;
    let pages = books.pages_of(Scope::Roster(hub))?.into_iter().map(Page).collect();
    write(path, &Card::Hub { hub, pages })
}

/// Coordination vouches for the hub of this card, and writes the network's answer beside it.
pub(crate) fn admit_hub(komora: &Komora, path: &Path, answer: &Path) -> Result<Outcome, Problem> {
    let books = komora.books()?;
    let network = books.network()?.ok_or(SyncProblem::NotJoined)?;
    let Card::Hub { hub, pages } = read(path)? else { return Err(SyncProblem::BadCard.into()) };
    // Before anything is kept: without the key nobody is admitted.
    let authority = books.sign_as_network()?;
    keep(&books, pages)?;
    if books.authority_of(hub)?.is_none() {
        return Err(SyncProblem::BadCard.into());
    }
    books.countersign(hub)?;
    let center = books.center()?.map(|Center { address, key, .. }| Met { address, key });
    let terms = Terms { network, hub, center, made_at_ms: now_ms() };
    let signature = ed25519_dalek::Signer::sign(&authority, &terms.message()).to_bytes();
    let pages = books.pages_of(Scope::Network)?.into_iter().map(Page).collect();
    let saved = write(answer, &Card::Network { terms, signature, pages })?;
    tell(komora);
    Ok(saved)
}

/// A hub that stood alone joins the network that admitted it. What it wrote alone stands and goes along. Later cards
/// say where Kyiv has moved to; one that was made before what is known here only where it is taken `even_older`.
pub(crate) fn join_network(komora: &Komora, path: &Path, even_older: bool) -> Result<Outcome, Problem> {
    let books = komora.books()?;
    let hub = books.hub().ok_or(SyncProblem::AlreadyJoined)?;
    let Card::Network { terms, signature, pages } = read(path)? else {
        return Err(SyncProblem::BadCard.into());
    };
    let sound = ed25519_dalek::VerifyingKey::from_bytes(terms.network.as_bytes()).is_ok_and(|key| {
        key.verify_strict(&terms.message(), &ed25519_dalek::Signature::from_bytes(&signature)).is_ok()
    });
    if !sound || terms.hub != hub {
        return Err(SyncProblem::BadCard.into());
    }
    // Before anything is trusted: a card that does not vouch for this hub changes nothing.
    if !vouches(&books, &terms, &pages)? {
        return Err(SyncProblem::BadCard.into());
    }
    let trusted = books.network()?;
    if trusted.is_some_and(|trusted| trusted != terms.network) {
        return Err(SyncProblem::AlreadyJoined.into());
    }
    let center = center_of(&terms, books.center()?, even_older)?;
    books.trust(terms.network)?;
    keep(&books, pages)?;
    if let Some(center) = center {
        books.set_center(&center)?;
    }
    tell(komora);
    komora.inner.keeper.call();
    Ok(Outcome::Done)
}

/// Where a card says Kyiv is met; none where it says nothing that is not known.
///
/// # Errors
/// [`SyncProblem::OlderCard`]: it says something else than is known, and was not made later. Which of the two clocks
/// was right only a person can tell.
fn center_of(terms: &Terms, known: Option<Center>, even_older: bool) -> Result<Option<Center>, SyncProblem> {
    let Some(Met { address, key }) = terms.center.clone() else { return Ok(None) };
    let said = Center { address, key, said_ms: terms.made_at_ms };
    match known {
        Some(known) if known.address == said.address && known.key == said.key => {
            Ok((said.said_ms > known.said_ms).then_some(said))
        }
        Some(known) if said.said_ms <= known.said_ms && !even_older => {
            let (made_on, known_on) = (day(said.said_ms), day(known.said_ms));
            Err(SyncProblem::OlderCard { made_on, known_on })
        }
        _ => Ok(Some(said)),
    }
}

/// Writes what is held here as the center's operator needs it to write a bundle of what is lacking: names and numbers
/// of feeds and names of photographs, nothing of what they hold or show.
pub(crate) fn save_holdings(komora: &Komora, path: &Path) -> Result<Outcome, Problem> {
    write_whole(path, &komora.books()?.all_holdings()?)
}

/// Coordination names the registrar of a center, and remembers where it is met.
pub(crate) fn name_center(
    komora: &Komora,
    address: &str,
    center: &str,
    registrar: &str,
) -> Result<Outcome, Problem> {
    let books = komora.books()?;
    let key = |field: &str, text: &str| {
        let key = DeviceKey::from_hex(text.trim());
        key.ok_or_else(|| Problem::from(Refusal::NotValid { field: field.into(), value: text.into() }))
    };
    let (center, registrar) = (key("center-key", center)?, key("registrar-key", registrar)?);
    let address = address.trim();
    // The rule for addresses is the enrolment code's.
    let peer = wire::PeerKey::from_bytes(*center.as_bytes());
    wire::EnrolmentCode::new(address, peer, [0; 16], 0)
        .map_err(|_| Refusal::NotValid { field: "center-address".into(), value: address.into() })?;
    books.name_registrar(registrar)?;
    books.set_center(&Center { address: address.to_owned(), key: *center.as_bytes(), said_ms: now_ms() })?;
    tell(komora);
    Ok(Outcome::Done)
}

/// Vouchers for the center's operator: a line each, voucher and secret in hexadecimal. Whoever has the file
/// can admit laptops: it goes by hand.
pub(crate) fn save_vouchers(
    komora: &Komora,
    role: &str,
    count: u32,
    valid_days: u32,
    path: &Path,
) -> Result<Outcome, Problem> {
    let books = komora.books()?;
    let refuse = |field: &str, value: String| Refusal::NotValid { field: field.into(), value };
    let number = role_number(role).ok_or_else(|| refuse("role", role.to_owned()))?;
    if !(1..=MOST_VOUCHERS).contains(&count) {
        return Err(refuse("count", count.to_string()).into());
    }
    if !(1..=MOST_DAYS).contains(&valid_days) {
        return Err(refuse("valid-days", valid_days.to_string()).into());
    }
    let expires_at_ms = now_ms() + i64::from(valid_days) * DAY_MS;
    let mut lines = Zeroizing::new(String::new());
    for issued in books.vouchers(count, number, expires_at_ms)? {
        lines.push_str(&format!("{} {}\n", hex(&issued.voucher.to_bytes()), hex(&issued.secret)));
    }
    crate::export::write_secret(path, lines.as_bytes())
}

/// Whether these pages of Network, under the authority that signed the card, vouch for its hub.
fn vouches(books: &Books, terms: &Terms, pages: &[Page]) -> Result<bool, Problem> {
    let mut controls = Controls::new();
    let mut branches: BTreeMap<FeedId, u32> = BTreeMap::new();
    for Page(page) in pages {
        for span in books.check(page).map_err(|_| SyncProblem::BadCard)? {
            if span.feed().scope != Scope::Network {
                return Ok(false);
            }
            let next = u32::try_from(branches.len()).unwrap_or(u32::MAX);
            let branch = Branch(*branches.entry(span.feed_id()).or_insert(next));
            for one in span.entries() {
                controls.add(span.feed(), branch, one.entry.clone(), one.hash);
            }
        }
    }
    let settled = controls.settle(&Membership::joined(terms.network));
    Ok(settled.membership.hubs().any(|hub| hub == terms.hub))
}

fn keep(books: &Books, pages: Vec<Page>) -> Result<(), Problem> {
    for Page(page) in pages {
        books.take(&page)?;
    }
    Ok(())
}

fn tell(komora: &Komora) {
    komora.tell(Notice::Topics { topics: vec![super::TOPIC.to_owned()] });
    komora.tell(Notice::Status);
}

fn write(path: &Path, card: &Card) -> Result<Outcome, Problem> {
    let mut bytes = MAGIC.to_vec();
    minicbor::encode(card, &mut bytes).expect("writing to memory cannot fail");
    write_whole(path, &bytes)
}

fn write_whole(path: &Path, bytes: &[u8]) -> Result<Outcome, Problem> {
    crate::export::write_file(path, bytes)
}

fn read(path: &Path) -> Result<Card, Problem> {
    let size = std::fs::metadata(path).map_err(|_| FileProblem::NotFound)?.len();
    if size > MOST_BYTES {
        return Err(FileProblem::TooLarge { most_bytes: MOST_BYTES as u32 }.into());
    }
    let bytes = std::fs::read(path).map_err(|error| FileProblem::Unreadable { detail: error.to_string() })?;
    let rest = bytes.strip_prefix(MAGIC).ok_or(FileProblem::WrongType)?;
    let mut decoder = minicbor::Decoder::new(rest);
    let card = decoder.decode().map_err(|_| Problem::from(SyncProblem::BadCard))?;
    match decoder.position() == rest.len() {
        true => Ok(card),
        false => Err(SyncProblem::BadCard.into()),
    }
}
