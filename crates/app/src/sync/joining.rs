//! First runs that begin in a network: a laptop that joins by code, and the laptop that founds a network.

use std::time::Duration;

use feed::membership::{DeviceEnrolledByVoucher, PersonEnrolled, Voucher};
use feed::{AuthorityKey, DeviceKey, PersonKey, Scope, SigningKey};
use store::Held;
use store::keys::{DatabaseKey, Machine, Passphrase, Unlocked};
use wire::message::{EnrolAnswer, EnrolRequest};
use wire::{Cancel, Client, EnrolmentCode, Identity, Peer, Waits, WireError};

use crate::api::operation::Outcome;
use crate::api::problem::{Problem, SyncProblem};
use crate::api::status::StoreName;
use crate::books::{Admitted, Books, Center, Introduction, chance, secret};
use crate::clock::now_ms;
use crate::first_run::{filled, required};
use crate::komora::Komora;
use crate::opening;
use domain::PersonId;

/// A claim is the same however often it is sent; a bad line gets several tries.
const TRIES: usize = 3;
/// Joining waits while a person watches.
const WAITS: Waits = Waits {
    connect: Duration::from_secs(15),
    exchange: Duration::from_secs(40),
    silence: Duration::from_secs(60),
};

/// Joins a hub, or coordination, with a code from the center; leaves the books open, empty until the first
/// meeting.
pub(crate) fn join_by_code(
    komora: &Komora,
    code: &str,
    person: &str,
    rank: Option<String>,
    passphrase: &str,
) -> Result<Outcome, Problem> {
    fresh(komora)?;
    let code = EnrolmentCode::parse(code)?;
    let introduction = Introduction { name: required("person", person)?, rank: filled(rank) };
    let chosen = Passphrase::chosen(passphrase)?;
    let newcomer = Newcomer::new()?;
    let peer = Peer { address: code.address().to_owned(), key: code.center() };
    let mut client = Client::new(&Identity::new(&newcomer.device), peer, WAITS, Cancel::default());
    let voucher = ask(&mut client, &code)?;
    let (scope, network) = claim(&mut client, voucher, code.secret(), &newcomer)?;
    let (address, key) = (code.address().to_owned(), *code.center().as_bytes());
    let center = Center { address, key, said_ms: now_ms() };
    let admitted =
        Admitted { keys: newcomer.keys, device: newcomer.device, scope, network, center, introduction };
    let parameters = opening::derivation(komora)?;
    let folder = komora.inner.layout.hub.clone();
    let (held, machine) = (Held::take(&folder)?, Machine::at(&folder)?);
    let (books, recovery) = Books::join(held, admitted, &chosen, &machine, parameters)?;
    Ok(leave_open(komora, books, recovery.text().to_string()))
}

/// Founds a network: this laptop is the first of coordination and keeps the authority's key.
pub(crate) fn found_network(komora: &Komora, person: &str, passphrase: &str) -> Result<Outcome, Problem> {
    fresh(komora)?;
    let introduction = Introduction { name: required("person", person)?, rank: None };
    let chosen = Passphrase::chosen(passphrase)?;
    let parameters = opening::derivation(komora)?;
    let folder = komora.inner.layout.hub.clone();
    let (held, machine) = (Held::take(&folder)?, Machine::at(&folder)?);
    let newcomer = Newcomer::new()?;
    let (books, recovery) = Books::found_network(
        held,
        newcomer.keys,
        newcomer.device,
        introduction,
        &chosen,
        &machine,
        parameters,
    )?;
    Ok(leave_open(komora, books, recovery.text().to_string()))
}

pub(crate) fn fresh(komora: &Komora) -> Result<(), Problem> {
    match komora.inner.layout.exists(StoreName::Hub) {
        true => Err(Problem::StoreExists),
        false => Ok(()),
    }
}

pub(crate) fn leave_open(komora: &Komora, books: Books, recovery_code: String) -> Outcome {
    opening::put_open(komora, StoreName::Hub, books);
    komora.standing().recovery_code = Some(recovery_code.clone());
    Outcome::Created { recovery_code }
}

/// Keys of a laptop and of the person who comes with it.
pub(crate) struct Newcomer {
    pub device: SigningKey,
    pub keys: Unlocked,
}

impl Newcomer {
    pub fn new() -> Result<Self, Problem> {
        let mut person = [0; 16];
        chance(&mut person)?;
        let person = PersonId(uuid::Builder::from_random_bytes(person).into_uuid());
        let keys = Unlocked::new(
            DatabaseKey::random()?,
            feed::PersonId::from_bytes(*person.as_bytes()),
            secret()?.to_bytes(),
        );
        Ok(Self { device: secret()?, keys })
    }
}

fn ask(client: &mut Client, code: &EnrolmentCode) -> Result<Voucher, Problem> {
    let voucher = match client.enrol(&EnrolRequest::Ticket(code.ticket()))? {
        EnrolAnswer::Voucher(voucher) => voucher,
        EnrolAnswer::Admitted { .. } => return Err(WireError::BadAnswer.into()),
    };
    if !voucher.opens_with(code.secret()) || !voucher.verify() {
        return Err(SyncProblem::WrongCode.into());
    }
    if voucher.person_role.is_none() {
        return Err(SyncProblem::CodeForNobody.into());
    }
    // A laptop belongs to a hub or to coordination, nowhere else.
    if !voucher.scope.is_control() {
        return Err(SyncProblem::ForeignCode.into());
    }
    Ok(voucher)
}

fn claim(
    client: &mut Client,
    voucher: Voucher,
    secret: &[u8; 16],
    newcomer: &Newcomer,
) -> Result<(Scope, AuthorityKey), Problem> {
    let promised = voucher.scope;
    let key = PersonKey::of(&SigningKey::from_bytes(&newcomer.keys.person_secret));
    let person = PersonEnrolled { person: newcomer.keys.person, key };
    let device = DeviceKey::of(&newcomer.device);
    let claim = DeviceEnrolledByVoucher::claim(voucher, secret, device, Some(person));
    let request = EnrolRequest::Claim(Box::new(claim));
    let mut answer = client.enrol(&request);
    for _ in 1..TRIES {
        if !matches!(answer, Err(WireError::BrokenOff(_) | WireError::TooSlow | WireError::Unreachable(_))) {
            break;
        }
        answer = client.enrol(&request);
    }
    match answer? {
        // Its authority signed the voucher for one place: a center that names another would have these books begin
        // under somebody else.
        EnrolAnswer::Admitted { scope, .. } if scope != promised => Err(SyncProblem::ForeignCode.into()),
        EnrolAnswer::Admitted { scope, network: Some(network), .. } => Ok((scope, network)),
        _ => Err(WireError::BadAnswer.into()),
    }
}
