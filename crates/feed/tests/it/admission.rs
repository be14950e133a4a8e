//! What is open to whom, now.

use feed::membership::{
    Admission, Countersigned, DeviceCut, DeviceEnrolled, DeviceEnrolledByVoucher, Founded, RegistrarNamed,
    Voucher,
};
use feed::{Membership, Party, Scope, roles};

use crate::hub::ADMIN;
use crate::known::{device, key, person, person_key, some_hub};
use crate::net::{AUTHORITY, LAPTOP, Net, REGISTRAR, Registrar};
use crate::vouchers::{NEW, SECRET, claim, terms};

/// A second hub of the network, with a laptop of its own.
const NEIGHBOUR: u8 = 30;
/// A third hub, which nobody countersigned.
const OUTSIDER: u8 = 31;

fn founded(laptop: u8) -> Founded {
    Founded::sign(&key(laptop), [9; 16], device(laptop), person(ADMIN), person_key(20))
}

/// Two hubs in the network and one outside; coordination has a second laptop, the hub a second and a third.
fn world() -> (Net, Registrar) {
    let mut net = Net::new();
    for laptop in [NEIGHBOUR, OUTSIDER] {
        let hub = founded(laptop).hub_id();
        let line = net.hub.book.line(laptop, Scope::Roster(hub), 1);
        net.hub.book.say(line, person(ADMIN), founded(laptop).into(), &[]);
    }
    net.coordination(Countersigned::sign(&key(AUTHORITY), founded(NEIGHBOUR).hub_id()));
    net.coordination(DeviceEnrolled { device: device(41) });
    let registrar = Registrar::named(&mut net);
    let joins = claim(&net);
    registrar.says(&mut net, joins);
    net.hub.admin(DeviceEnrolled { device: device(12) });
    (net, registrar)
}

fn cut(n: u8) -> DeviceCut {
    DeviceCut { device: device(n), last: Vec::new(), replaces: Vec::new() }
}

/// Network, own Roster, the neighbour's Roster, own Hub, the neighbour's Hub, own Link with HQ, Link with the
/// neighbour, the neighbour's Link with HQ: `r` may be given, `w` may write, `b` both, `-` neither.
fn open(net: &Net, admission: &Admission) -> String {
    let (hub, neighbour) = (net.hub_id(), founded(NEIGHBOUR).hub_id());
    let link = |one, other| Scope::link(one, other).expect("two parties");
    let scopes = [
        Scope::Network,
        Scope::Roster(hub),
        Scope::Roster(neighbour),
        Scope::Hub(hub),
        Scope::Hub(neighbour),
        link(Party::Headquarters, Party::Hub(hub)),
        link(Party::Hub(hub), Party::Hub(neighbour)),
        link(Party::Headquarters, Party::Hub(neighbour)),
    ];
    let letter = |scope: &Scope| match (admission.reads(*scope), admission.writes(*scope)) {
        (true, true) => 'b',
        (true, false) => 'r',
        (false, true) => 'w',
        (false, false) => '-',
    };
    scopes.iter().map(letter).collect()
}

const NOTHING: &str = "--------";
const OF_HUB: &str = "rbrb-bb-";
const OF_COORDINATION: &str = "brrrrbrb";
const OF_REGISTRAR: &str = "bbb-----";

/// Something else that was told; which act it is does not matter.
type Change = fn(&mut Net, &Registrar) -> usize;

#[test]
fn each_device_is_given_what_its_place_needs() {
    let none: Change = |_, _| 0;
    let rows: [(&str, u8, Change, &str); 15] = [
        ("a hub's first laptop", 10, none, OF_HUB),
        ("a hub's laptop that joined by voucher", NEW, none, OF_HUB),
        ("the neighbour's laptop", NEIGHBOUR, none, "rrb-b-bb"),
        ("coordination's first laptop", LAPTOP, none, OF_COORDINATION),
        ("coordination's second laptop", 41, none, OF_COORDINATION),
        ("the registrar", REGISTRAR, none, OF_REGISTRAR),
        ("a laptop of a hub outside the network", OUTSIDER, none, NOTHING),
        ("a device nobody knows", 90, none, NOTHING),
        ("a laptop its administrator cut", 12, |net, _| net.hub.admin(cut(12)), NOTHING),
        ("a laptop the registrar cut", 12, |net, registrar| registrar.says(net, cut(12)), NOTHING),
        ("a coordination laptop that was cut", 41, |net, _| net.coordination(cut(41)), NOTHING),
        ("a registrar the network cut", REGISTRAR, |net, _| net.coordination(cut(REGISTRAR)), NOTHING),
        ("a registrar one hub cut", REGISTRAR, |net, _| net.hub.admin(cut(REGISTRAR)), "brb-----"),
        (
            "a laptop named registrar of its hub",
            12,
            |net, _| {
                let named = RegistrarNamed::sign(&key(1), net.roster(), device(12));
                net.hub.admin(named)
            },
            "rbr-----",
        ),
        (
            "a laptop of both",
            12,
            |net, _| net.coordination(DeviceEnrolled { device: device(12) }),
            "bbrbrbbb",
        ),
    ];
    for (name, asked, change, expected) in rows {
        let (mut net, registrar) = world();
        change(&mut net, &registrar);
        let admission = net.membership().admission(device(asked));
        assert_eq!(open(&net, &admission), expected, "{name}");
        assert_eq!(admission.is_nothing(), expected == NOTHING, "{name}");
    }
}

#[test]
fn a_hubs_laptops_meet_before_the_hub_is_in_a_network() {
    let (net, _) = world();
    let outside = founded(OUTSIDER).hub_id();
    let joined = net.membership();
    let own = joined.admission_at(outside, device(OUTSIDER));
    assert!(own.reads(Scope::Hub(outside)) && own.writes(Scope::Hub(outside)));
    assert!(own.reads(Scope::Roster(outside)) && !own.reads(Scope::Network));
    assert!(!own.reads(Scope::Roster(net.hub_id())));
    assert!(joined.admission_at(net.hub_id(), device(OUTSIDER)).is_nothing(), "at another hub");
    let alone = net.hub.book.settled_from(&Membership::new(), &net.hub.book.control_acts()).membership;
    assert!(alone.admission(device(10)).is_nothing(), "there is no network");
    assert_eq!(open(&net, &alone.admission_at(net.hub_id(), device(10))), "-b-b-bb-");
    assert_eq!(open(&net, &joined.admission_at(net.hub_id(), device(10))), OF_HUB);
    let registrar = joined.admission_at(net.hub_id(), device(REGISTRAR));
    assert_eq!(open(&net, &registrar), OF_REGISTRAR);
}

#[test]
fn a_voucher_that_did_not_count_opens_nothing() {
    let (mut net, registrar) = world();
    let voucher = Voucher::sign(&key(1), terms(net.roster(), Some(roles::STOREKEEPER)), &SECRET);
    let second = DeviceEnrolledByVoucher::claim(voucher, &SECRET, device(61), None);
    registrar.says(&mut net, second);
    assert!(net.membership().admission(device(61)).is_nothing());
    assert!(!net.membership().admission(device(NEW)).reads(Scope::Hub(some_hub())));
}
