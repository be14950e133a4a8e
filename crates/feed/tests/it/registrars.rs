//! What a registrar may write, from its naming to its cut.

use feed::membership::{DeviceCut, DeviceEnrolled, RegistrarNamed, Released, RoleGranted, SessionOpened};
use feed::{DeviceKey, Head, PersonId, Reason, Scope, Standing, roles};
use proptest::prelude::*;

use crate::hub::{ADMIN, COORDINATOR, KEEPER};
use crate::known::{device, key, person};
use crate::net::{AUTHORITY, Net, REGISTRAR, Registrar, check_order};
use crate::vouchers::{NEW, claim};

const CUT: Standing = Standing::Quarantined(Reason::DeviceCut);
const OVERREACH: Standing = Standing::Quarantined(Reason::RegistrarOverreach);

fn cut_of(n: u8, last: Vec<Head>) -> DeviceCut {
    DeviceCut { device: device(n), last, replaces: Vec::new() }
}

#[test]
fn an_authority_names_the_registrar_of_its_own_scope() {
    let registrar = device(REGISTRAR);
    let forged = |scope, by: u8| {
        let mut named = RegistrarNamed::sign(&key(3), scope, registrar);
        named.by = feed::AuthorityKey::of(&key(by));
        named
    };
    let roster = Net::new().roster();
    for (name, in_network, named, sound) in [
        ("the network's", true, RegistrarNamed::sign(&key(AUTHORITY), Scope::Network, registrar), true),
        ("the hub's", false, RegistrarNamed::sign(&key(1), roster, registrar), true),
        ("by another authority", true, RegistrarNamed::sign(&key(3), Scope::Network, registrar), false),
        ("forged", true, forged(Scope::Network, AUTHORITY), false),
        ("for another scope", true, RegistrarNamed::sign(&key(AUTHORITY), roster, registrar), false),
        ("by the network for a hub", false, RegistrarNamed::sign(&key(AUTHORITY), roster, registrar), false),
        ("by an administrator's own key", false, RegistrarNamed::sign(&key(20), roster, registrar), false),
    ] {
        let mut net = Net::new();
        let act = if in_network { net.coordination(named) } else { net.hub.admin(named) };
        let expected = if sound { Standing::Folded } else { Standing::Quarantined(Reason::BadRegistrar) };
        assert_eq!(net.standing(act), expected, "{name}");
        assert_eq!(net.membership().registrars().count(), usize::from(sound), "{name}");
    }
}

/// What happened before, and the acts of it the registrar knows.
type Story = fn(&mut Net) -> Vec<usize>;

#[test]
fn a_registrar_serves_the_scopes_it_was_named_for() {
    let network = |net: &mut Net| vec![Registrar::name(net), net.countersign()];
    let uncountersigned = |net: &mut Net| vec![Registrar::name(net)];
    let unknown = |net: &mut Net| vec![net.countersign()];
    let hub = |net: &mut Net| {
        let named = RegistrarNamed::sign(&key(1), net.roster(), device(REGISTRAR));
        vec![net.hub.admin(named)]
    };
    let elsewhere = |net: &mut Net| {
        let named = RegistrarNamed::sign(&key(1), net.roster(), device(REGISTRAR));
        let named = net.hub.admin(named);
        Registrar::name(net);
        net.countersign();
        vec![named, net.hub.ready]
    };
    let rows: [(&str, Story, Standing); 5] = [
        ("by the network, in a hub of it", network, Standing::Folded),
        ("by the hub", hub, Standing::Folded),
        ("by the hub, the network unseen", elsewhere, Standing::Folded),
        (
            "by the network, in a hub outside",
            uncountersigned,
            Standing::Quarantined(Reason::DeviceNotEnrolled),
        ),
        ("by nobody", unknown, Standing::Quarantined(Reason::DeviceNotEnrolled)),
    ];
    for (name, story, expected) in rows {
        let mut net = Net::new();
        let mut seen = story(&mut net);
        seen.push(net.hub.ready);
        let roster = net.roster();
        let line = net.hub.book.line(REGISTRAR, roster, 1);
        let claim = claim(&net);
        let act = net.hub.book.say(line, Registrar::actor(), claim.into(), &seen);
        assert_eq!(net.standing(act), expected, "{name}");
    }
}

#[test]
fn a_registrar_writes_enrolments_by_voucher_and_plain_cuts_and_nothing_else() {
    type Write = fn(&mut Net, &Registrar) -> usize;
    let rows: [(&str, Write, Standing); 9] = [
        ("an enrolment", |net, registrar| registrar.says(net, claim(net)), Standing::Folded),
        ("a cut", |net, registrar| registrar.says(net, cut_of(10, Vec::new())), Standing::Folded),
        (
            "an enrolment without a voucher",
            |net, registrar| registrar.says(net, DeviceEnrolled { device: device(NEW) }),
            OVERREACH,
        ),
        (
            "a role",
            |net, registrar| {
                let grant = RoleGranted { person: person(KEEPER), role: roles::ADMINISTRATOR };
                registrar.says(net, grant)
            },
            OVERREACH,
        ),
        (
            "a release",
            |net, registrar| registrar.says(net, Released { entry: feed::Hash::from_bytes([1; 32]) }),
            OVERREACH,
        ),
        (
            "a registrar",
            |net, registrar| registrar.says(net, RegistrarNamed::sign(&key(1), net.roster(), device(62))),
            OVERREACH,
        ),
        (
            "a cut of a registrar",
            |net, registrar| registrar.says(net, cut_of(REGISTRAR, Vec::new())),
            OVERREACH,
        ),
        (
            "in a person's name",
            |net, registrar| {
                let claim = claim(net);
                registrar.says_as(net, person(ADMIN), claim, &[])
            },
            OVERREACH,
        ),
        (
            "a person's session",
            |net, registrar| {
                let feed = net.hub.book.feed(registrar.line).id();
                let opened = SessionOpened::sign(&key(20), person(ADMIN), feed, [4; 16]);
                registrar.says_as(net, person(ADMIN), opened, &[])
            },
            OVERREACH,
        ),
    ];
    for (name, write, expected) in rows {
        let mut net = Net::new();
        let registrar = Registrar::named(&mut net);
        let act = write(&mut net, &registrar);
        assert_eq!(net.standing(act), expected, "{name}");
    }
}

#[test]
fn a_registrar_takes_no_cut_back() {
    let mut net = Net::new();
    let registrar = Registrar::named(&mut net);
    let cut = net.hub.admin(cut_of(11, Vec::new()));
    let replaces = vec![net.hub.book.head(cut).hash];
    let undo = DeviceCut { device: device(11), last: vec![net.hub.book.head(cut)], replaces };
    let undo = registrar.says_after(&mut net, undo, &[cut]);
    assert_eq!((net.standing(cut), net.standing(undo)), (Standing::Folded, OVERREACH));
}

#[test]
fn an_enrolled_laptop_is_bound_as_a_registrar_once_it_knows_that_it_is_one() {
    let mut net = Net::new();
    let enrolled = net.hub.admin(DeviceEnrolled { device: device(REGISTRAR) });
    let store = net.hub.book.feed(net.hub.store).scope;
    let line = net.hub.book.line(REGISTRAR, store, 1);
    net.hub.open(line, ADMIN, &[enrolled]);
    let before = net.hub.work(line, ADMIN, &[]);
    let named = Registrar::name(&mut net);
    let after = net.hub.work(line, ADMIN, &[named]);
    assert_eq!((net.standing(before), net.standing(after)), (Standing::Folded, OVERREACH));
}

#[test]
fn a_registrars_cut_shuts_a_laptop_out() {
    let mut net = Net::new();
    let registrar = Registrar::named(&mut net);
    let kept = net.hub.work(net.hub.store, ADMIN, &[]);
    let lost = net.hub.work(net.hub.store, ADMIN, &[]);
    let last = vec![net.hub.book.head(kept), net.hub.book.head(net.hub.ready)];
    registrar.says(&mut net, cut_of(10, last));
    assert_eq!((net.standing(kept), net.standing(lost)), (Standing::Folded, CUT));
}

/// (who cuts the registrar, whether in the Roster or above it)
#[test]
fn a_cut_of_the_registrar_keeps_what_it_names_and_reaches_back_over_the_rest() {
    for in_network in [true, false] {
        let mut net = Net::new();
        let registrar = Registrar::named(&mut net);
        let sound = claim(&net);
        let kept = registrar.says(&mut net, sound);
        let mut late = claim(&net);
        late.voucher = feed::membership::Voucher::sign(
            &key(1),
            feed::membership::VoucherTerms { nonce: [8; 16], ..crate::vouchers::terms(net.roster(), None) },
            &[9; 16],
        );
        let late = feed::membership::DeviceEnrolledByVoucher::claim(late.voucher, &[9; 16], device(61), None);
        let lost = registrar.says(&mut net, late);
        let store = net.hub.book.feed(net.hub.store).scope;
        let line = net.hub.book.line(61, store, 1);
        let opened = net.hub.open(line, ADMIN, &[lost]);
        assert_eq!((net.standing(lost), net.standing(opened)), (Standing::Folded, Standing::Folded));
        let cut = cut_of(REGISTRAR, vec![net.hub.book.head(kept)]);
        if in_network {
            net.coordination(cut)
        } else {
            net.hub.admin(cut)
        };
        assert_eq!((net.standing(kept), net.standing(lost)), (Standing::Folded, CUT));
        assert_eq!(net.standing(opened), Standing::Quarantined(Reason::DeviceNotEnrolled));
        let revoked = registrar.says(&mut net, cut_of(NEW, Vec::new()));
        assert_eq!(net.standing(revoked), if in_network { CUT } else { Standing::Folded });
    }
}

/// A cut in the Roster spares cuts that did not know of it, as among administrators; one in Network does
/// not: else a registrar in wrong hands could shut out a whole hub for good.
#[test]
fn what_a_registrar_in_wrong_hands_cut_comes_back_when_the_network_cuts_it() {
    let mut net = Net::new();
    let registrar = Registrar::named(&mut net);
    let work = net.hub.work(net.hub.store, ADMIN, &[]);
    let seized = registrar.says(&mut net, cut_of(10, Vec::new()));
    assert_eq!((net.standing(seized), net.standing(work)), (Standing::Folded, CUT));
    let answer = net.hub.admin(cut_of(REGISTRAR, Vec::new()));
    assert_eq!((net.standing(answer), net.standing(seized)), (Standing::Folded, Standing::Folded));
    net.coordination(cut_of(REGISTRAR, Vec::new()));
    assert_eq!((net.standing(seized), net.standing(work)), (CUT, Standing::Folded));
}

#[test]
fn officers_release_what_their_own_scope_governs() {
    let mut net = Net::new();
    let joined = net.countersign();
    net.coordination(RoleGranted { person: person(COORDINATOR), role: roles::HUB_COMMANDER });
    net.hub.admin(RoleGranted { person: person(KEEPER), role: roles::ADMINISTRATOR });
    let false_name = net.coordination(RegistrarNamed::sign(&key(3), Scope::Network, device(62)));
    let released = Released { entry: net.hub.book.head(false_name).hash };
    net.hub.admin(released.clone());
    net.hub.open(net.hub.roster, KEEPER, &[joined]);
    let second = net.hub.book.say(net.hub.roster, person(KEEPER), released.into(), &[]);
    assert_eq!(net.standing(second), Standing::Folded);
    assert_eq!(net.standing(false_name), Standing::Quarantined(Reason::BadRegistrar));
}

#[test]
fn a_registrars_name_is_its_keys_and_nobody_elses() {
    let names = [REGISTRAR, 62].map(|n| PersonId::of_registrar(&device(n)));
    assert_ne!(names[0], names[1]);
    assert_ne!(names[0].as_bytes()[..], DeviceKey::as_bytes(&device(REGISTRAR))[..16]);
}

/// Namings, enrolments, cuts in both directions, and a hub that joins in the middle.
fn eventful() -> Net {
    let mut net = Net::new();
    let mut registrar = Registrar::named(&mut net);
    let enrolment = claim(&net);
    let kept = registrar.says(&mut net, enrolment);
    let ready = net.hub.book.head(net.hub.ready);
    registrar.says(&mut net, cut_of(10, vec![ready]));
    net.hub.admin(cut_of(REGISTRAR, Vec::new()));
    let line = registrar.line_in(&mut net, Scope::Network);
    registrar.writes(&mut net, line, cut_of(41, Vec::new()));
    net.coordination(cut_of(REGISTRAR, vec![net.hub.book.head(kept)]));
    net.hub.admin(DeviceEnrolled { device: device(12) });
    net
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn what_registrars_leave_behind_does_not_depend_on_arrival(seed in any::<u64>()) {
        check_order(&eventful(), seed)?;
    }
}
