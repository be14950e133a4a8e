//! Joining by code.

use std::sync::Arc;

use center::books::Books;
use feed::membership::{DeviceEnrolledByVoucher, PersonEnrolled, Voucher, VoucherTerms};
use feed::{Scope, roles};
use wire::message::{EnrolAnswer, EnrolRequest, HeadsRequest};
use wire::server::Limits;
use wire::{Client, EnrolmentCode, Refused, WireError};

use crate::databases::every;
use crate::served::{Served, push, sqlite_kept};
use crate::world::{Laptop, NOW, World, key};

pub const SECRET: [u8; 16] = [77; 16];

/// Far beyond the clock of the machine the test runs on.
pub const LATER: i64 = 32_503_680_000_000;

pub fn voucher(world: &World, scope: Scope, expires_at_ms: i64, secret: &[u8; 16]) -> Voucher {
    let authority = if scope == Scope::Network { &world.authority } else { &world.hub_authority };
    let nonce = [secret[0]; 16];
    let person_role = Some(roles::QUARTERMASTER);
    Voucher::sign(authority, VoucherTerms { scope, nonce, expires_at_ms, person_role }, secret)
}

fn ask(client: &mut Client, code: &EnrolmentCode) -> Result<Voucher, WireError> {
    match client.enrol(&EnrolRequest::Ticket(code.ticket()))? {
        EnrolAnswer::Voucher(voucher) => Ok(voucher),
        other => panic!("{other:?}"),
    }
}

fn claim(client: &mut Client, voucher: Voucher, laptop: &Laptop) -> Result<EnrolAnswer, WireError> {
    let person = PersonEnrolled { person: laptop.person, key: laptop.person_key() };
    let claim = DeviceEnrolledByVoucher::claim(voucher, &SECRET, laptop.device(), Some(person));
    client.enrol(&EnrolRequest::Claim(Box::new(claim)))
}

pub fn code(served: &Served) -> EnrolmentCode {
    EnrolmentCode::new(&served.address.to_string(), served.key, SECRET, LATER).unwrap()
}

fn with_voucher(world: &World, books: &Books, scope: Scope, expires_at_ms: i64) {
    assert!(books.keep_voucher(&voucher(world, scope, expires_at_ms, &SECRET), SECRET, NOW).unwrap());
}

#[test]
fn a_laptop_joins_once_with_its_code_and_then_works() {
    for database in every() {
        let world = World::new();
        let books = world.founded(database.storage.clone());
        with_voucher(&world, &books, world.roster_scope(), LATER);
        let served = Served::start(Arc::clone(&books), Limits::default());
        let mut laptop = Laptop::new(30);
        let mut client = served.client(&laptop.key);
        let voucher = ask(&mut client, &code(&served)).unwrap();
        let answer = claim(&mut client, voucher.clone(), &laptop).unwrap();
        let EnrolAnswer::Admitted { scope, entry, .. } = answer else { panic!("{answer:?}") };
        assert_eq!(scope, world.roster_scope(), "{}", database.name);
        assert_eq!(client.heads(&HeadsRequest::default()).unwrap().holdings.haves.0.len(), 3);

        let session = laptop.open_session(world.hub_scope(), &[entry]);
        let answer = push(&mut client, std::slice::from_ref(&session)).unwrap();
        assert_eq!(answer.receipt.heads, [session.head()]);

        // The same claim again is the same laptop; another's is turned away.
        assert!(claim(&mut client, voucher.clone(), &laptop).is_ok());
        let other = Laptop::new(31);
        let mut client = served.client(&other.key);
        let refused = claim(&mut client, voucher, &other);
        assert!(matches!(refused, Err(WireError::Refused(Refused::WrongCode))), "{refused:?}");
    }
}

#[test]
fn codes_that_are_wrong_expired_or_anothers_admit_nobody() {
    let world = World::new();
    let books = world.founded(sqlite_kept());
    with_voucher(&world, &books, world.roster_scope(), NOW - 1_000_000_000_000);
    let served = Served::start(Arc::clone(&books), Limits::default());
    let laptop = Laptop::new(30);
    let mut client = served.client(&laptop.key);
    let expired = ask(&mut client, &code(&served));
    assert!(matches!(expired, Err(WireError::Refused(Refused::ExpiredCode))), "{expired:?}");
    let unknown = EnrolmentCode::new("h:1", served.key, [1; 16], LATER).unwrap();
    let unknown = ask(&mut client, &unknown);
    assert!(matches!(unknown, Err(WireError::Refused(Refused::WrongCode))), "{unknown:?}");

    let good = voucher(&world, world.roster_scope(), LATER, &SECRET);
    // Sent by another device than it names.
    let refused = claim(&mut served.client(&key(32)), good.clone(), &laptop);
    assert!(matches!(refused, Err(WireError::Refused(Refused::Malformed))), "{refused:?}");
    // Signed by somebody who is not the hub's authority.
    let forged = Voucher { by: feed::AuthorityKey::of(&key(9)), ..good.clone() };
    let refused = claim(&mut client, forged, &laptop);
    assert!(matches!(refused, Err(WireError::Refused(Refused::WrongCode))), "{refused:?}");
    // For a hub that is not of this network.
    let terms = VoucherTerms {
        scope: Scope::Roster(feed::HubId::from_bytes([8; 32])),
        nonce: [1; 16],
        expires_at_ms: LATER,
        person_role: None,
    };
    let foreign = Voucher::sign(&world.hub_authority, terms, &SECRET);
    let refused = claim(&mut client, foreign, &laptop);
    assert!(matches!(refused, Err(WireError::Refused(Refused::WrongCode))), "{refused:?}");
}
