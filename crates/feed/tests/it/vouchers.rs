//! Joining by voucher: one row for each way it is refused, and for whoever may write it down.

use feed::membership::{
    DeviceEnrolledByVoucher, MembershipEvent, PersonEnrolled, PersonKeyChanged, Voucher, VoucherTerms,
};
use feed::{Reason, Scope, Standing, kinds, roles};
use proptest::prelude::*;

use crate::hub::{ADMIN, KEEPER, SECOND, STRANGER, WORK};
use crate::known::{device, key, person, person_key, some_hub};
use crate::net::{AUTHORITY, Net, Registrar, check_order};

/// The hub authority's key.
const HUB: u8 = 1;
pub const SECRET: [u8; 16] = [0x51; 16];
/// The laptop that joins.
pub const NEW: u8 = 60;

pub fn terms(scope: Scope, person_role: Option<u32>) -> VoucherTerms {
    VoucherTerms { scope, nonce: [6; 16], expires_at_ms: 1_800_000_000_000, person_role }
}

fn second() -> PersonEnrolled {
    PersonEnrolled { person: person(SECOND), key: person_key(23) }
}

/// A claim of the hub's voucher that nothing is wrong with.
pub fn claim(net: &Net) -> DeviceEnrolledByVoucher {
    let voucher = Voucher::sign(&key(HUB), terms(net.roster(), Some(roles::STOREKEEPER)), &SECRET);
    DeviceEnrolledByVoucher::claim(voucher, &SECRET, device(NEW), Some(second()))
}

type Row = (&'static str, fn(&Net) -> DeviceEnrolledByVoucher, Result<(), Reason>);

const CLAIMS: [Row; 14] = [
    ("sound", claim, Ok(())),
    (
        "without a person",
        |net| DeviceEnrolledByVoucher::claim(claim(net).voucher, &SECRET, device(NEW), None),
        Ok(()),
    ),
    (
        "with the key that a person has",
        |net| {
            let known = PersonEnrolled { person: person(KEEPER), key: person_key(21) };
            DeviceEnrolledByVoucher::claim(claim(net).voucher, &SECRET, device(NEW), Some(known))
        },
        Ok(()),
    ),
    (
        "another secret",
        |net| DeviceEnrolledByVoucher::claim(claim(net).voucher, &[0x52; 16], device(NEW), Some(second())),
        Err(Reason::BadVoucher),
    ),
    (
        "another laptop put in the claim",
        |net| DeviceEnrolledByVoucher { device: device(61), ..claim(net) },
        Err(Reason::BadVoucher),
    ),
    (
        "another person put in the claim",
        |net| {
            let person = Some(PersonEnrolled { person: person(SECOND), key: person_key(24) });
            DeviceEnrolledByVoucher { person, ..claim(net) }
        },
        Err(Reason::BadVoucher),
    ),
    (
        "a forged voucher",
        |net| {
            let mut claim = claim(net);
            claim.voucher.signature[7] ^= 1;
            claim
        },
        Err(Reason::BadVoucher),
    ),
    (
        "a better role written over",
        |net| {
            let mut voucher = claim(net).voucher;
            voucher.person_role = Some(roles::ADMINISTRATOR);
            DeviceEnrolledByVoucher::claim(voucher, &SECRET, device(NEW), Some(second()))
        },
        Err(Reason::BadVoucher),
    ),
    (
        "signed by an administrator, not by the authority",
        |net| signed_by(20, net.roster()),
        Err(Reason::BadVoucher),
    ),
    (
        "signed by the network's authority, not by the hub's",
        |net| signed_by(AUTHORITY, net.roster()),
        Err(Reason::BadVoucher),
    ),
    ("to the network", |_| signed_by(AUTHORITY, Scope::Network), Err(Reason::BadVoucher)),
    (
        "to another hub of the same authority",
        |_| signed_by(HUB, Scope::Roster(some_hub())),
        Err(Reason::BadVoucher),
    ),
    (
        "with a person the voucher does not admit",
        |net| {
            let voucher = Voucher::sign(&key(HUB), terms(net.roster(), None), &SECRET);
            DeviceEnrolledByVoucher::claim(voucher, &SECRET, device(NEW), Some(second()))
        },
        Err(Reason::BadVoucher),
    ),
    (
        "in the name of a person who has another key",
        |net| {
            let thief = PersonEnrolled { person: person(ADMIN), key: person_key(23) };
            DeviceEnrolledByVoucher::claim(claim(net).voucher, &SECRET, device(NEW), Some(thief))
        },
        Err(Reason::BadVoucher),
    ),
];

fn signed_by(who: u8, scope: Scope) -> DeviceEnrolledByVoucher {
    let voucher = Voucher::sign(&key(who), terms(scope, Some(roles::STOREKEEPER)), &SECRET);
    DeviceEnrolledByVoucher::claim(voucher, &SECRET, device(NEW), Some(second()))
}

fn expected(outcome: Result<(), Reason>) -> Standing {
    outcome.map_or_else(Standing::Quarantined, |()| Standing::Folded)
}

#[test]
fn a_voucher_admits_whom_its_scopes_authority_meant() {
    for (name, make, outcome) in CLAIMS {
        let mut net = Net::new();
        let registrar = Registrar::named(&mut net);
        let claim = make(&net);
        if outcome.is_ok() || claim.voucher.scope == net.roster() {
            assert_eq!(net.membership().check_claim(&claim), outcome, "asked before: {name}");
        }
        let act = registrar.says(&mut net, claim.clone());
        assert_eq!(net.standing(act), expected(outcome), "by the registrar: {name}");
        let mut net = Net::new();
        let act = net.hub.admin(claim);
        assert_eq!(net.standing(act), expected(outcome), "by an administrator: {name}");
    }
}

#[test]
fn who_joined_writes_with_the_role_the_voucher_gave() {
    let mut net = Net::new();
    let registrar = Registrar::named(&mut net);
    let claim = claim(&net);
    let joined = registrar.says(&mut net, claim);
    let store = net.hub.book.feed(net.hub.store).scope;
    let line = net.hub.book.line(NEW, store, 1);
    net.hub.open(line, SECOND, &[joined]);
    let work = net.hub.work(line, SECOND, &[]);
    assert_eq!(net.standing(work), Standing::Folded);
    let clock = &net.hub.book.acts[work].clock;
    assert_eq!(net.membership().roles_of(store, person(SECOND), clock), [roles::STOREKEEPER]);
}

#[test]
fn a_coordination_laptop_joins_by_the_network_authoritys_voucher() {
    let mut net = Net::new();
    let mut registrar = Registrar::named(&mut net);
    let line = registrar.line_in(&mut net, Scope::Network);
    for (signer, outcome) in [(AUTHORITY, Ok(())), (HUB, Err(Reason::BadVoucher))] {
        let claim = signed_by(signer, Scope::Network);
        let act = registrar.writes(&mut net, line, claim);
        assert_eq!(net.standing(act), expected(outcome), "signed by {signer}");
    }
}

#[test]
fn a_voucher_is_used_once_and_a_repeat_is_no_second_use() {
    let mut net = Net::new();
    let registrar = Registrar::named(&mut net);
    let first = claim(&net);
    let voucher = first.voucher.clone();
    registrar.says(&mut net, first.clone());
    let other_laptop =
        DeviceEnrolledByVoucher::claim(voucher.clone(), &SECRET, device(61), first.person.clone());
    let other_person = PersonEnrolled { person: person(STRANGER), key: person_key(30) };
    let other_person = DeviceEnrolledByVoucher::claim(voucher, &SECRET, device(NEW), Some(other_person));
    for (name, claim, outcome) in [
        ("the same again", first, Ok(())),
        ("another laptop", other_laptop, Err(Reason::VoucherUsed)),
        ("another person", other_person, Err(Reason::VoucherUsed)),
    ] {
        assert_eq!(net.membership().check_claim(&claim), outcome, "asked before: {name}");
        let act = registrar.says(&mut net, claim);
        assert_eq!(net.standing(act), expected(outcome), "{name}");
    }
}

/// Two laptops claim one voucher, one through the registrar, one through an administrator.
fn claimed_twice() -> (Net, [usize; 2]) {
    let mut net = Net::new();
    let registrar = Registrar::named(&mut net);
    let first = claim(&net);
    let other = DeviceEnrolledByVoucher::claim(first.voucher.clone(), &SECRET, device(61), None);
    let through_registrar = registrar.says(&mut net, first);
    let through_administrator = net.hub.admin(other);
    (net, [through_registrar, through_administrator])
}

#[test]
fn of_uses_that_do_not_know_of_each_other_the_first_in_fold_order_counts() {
    let (net, uses) = claimed_twice();
    let standings = net.standings();
    let mut ordered = uses;
    ordered.sort_by_key(|act| net.hub.book.acts[*act].placed.order);
    assert_eq!(standings[ordered[0]], Standing::Folded);
    assert_eq!(standings[ordered[1]], Standing::Quarantined(Reason::VoucherUsed));
}

/// Who served whoever came first, and never judged again, would admit one laptop here and the other there.
#[test]
fn first_come_first_served_would_diverge() {
    let (net, uses) = claimed_twice();
    let before: Vec<usize> =
        net.hub.book.control_acts().into_iter().filter(|act| !uses.contains(act)).collect();
    for first in uses {
        let held: Vec<usize> = before.iter().copied().chain([first]).collect();
        let settled = net.hub.book.settled_from(&Net::start(), &held);
        assert_eq!(settled.standings.last(), Some(&Standing::Folded));
    }
}

#[test]
fn a_voucher_stands_alone_in_its_entry() {
    let mut net = Net::new();
    let claim = MembershipEvent::from(claim(&net)).to_bytes();
    let events = vec![(kinds::DEVICE_ENROLLED_BY_VOUCHER, claim), (WORK, Vec::new())];
    let act = net.hub.book.act(net.hub.roster, person(ADMIN), events, &[]);
    assert_eq!(net.standing(act), Standing::Quarantined(Reason::BadVoucher));
}

#[test]
fn a_person_joins_with_the_key_they_have_now() {
    let mut net = Net::new();
    let registrar = Registrar::named(&mut net);
    let changed = PersonKeyChanged { person: person(KEEPER), key: person_key(24) };
    let changed = net.hub.admin(changed);
    for (n, outcome) in [(21, Err(Reason::BadVoucher)), (24, Ok(()))] {
        let known = PersonEnrolled { person: person(KEEPER), key: person_key(n) };
        let voucher = claim(&net).voucher;
        let claim = DeviceEnrolledByVoucher::claim(voucher, &SECRET, device(NEW), Some(known));
        let act = registrar.says_after(&mut net, claim, &[changed]);
        assert_eq!(net.standing(act), expected(outcome), "key {n}");
    }
}

#[test]
fn a_secret_opens_its_own_voucher_and_forms_are_canonical() {
    let claim = claim(&Net::new());
    assert!(claim.voucher.opens_with(&SECRET) && !claim.voucher.opens_with(&[0; 16]));
    assert_eq!(Voucher::from_bytes(&claim.voucher.to_bytes()), Ok(claim.voucher.clone()));
    let bytes = claim.to_bytes();
    assert_eq!(DeviceEnrolledByVoucher::from_bytes(&bytes), Ok(claim));
    let mut longer = bytes;
    longer.push(0);
    assert!(DeviceEnrolledByVoucher::from_bytes(&longer).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) })]

    #[test]
    fn which_use_counts_does_not_depend_on_arrival(seed in any::<u64>()) {
        check_order(&claimed_twice().0, seed)?;
    }
}
