//! Random histories of a network: administrators, coordination and the registrar at work and at odds.

use feed::membership::{
    CenterRolledBack, DeviceCut, DeviceEnrolled, DeviceEnrolledByVoucher, MembershipEvent, PersonEnrolled,
    RegistrarNamed, Released, RoleGranted, Voucher, VoucherTerms,
};
use feed::{Scope, roles};
use proptest::prelude::*;

use crate::hub::{ADMIN, COORDINATOR, KEEPER};
use crate::known::{device, key, person, person_key};
use crate::net::{AUTHORITY, LAPTOP, Net, REGISTRAR, Registrar, check_order};

/// One step: who does what to whom, having seen how much.
type Step = (u8, u8, u8, prop::sample::Index, bool);

/// Who may get a device key in the story.
const LAPTOPS: [u8; 6] = [10, 11, 12, LAPTOP, 41, REGISTRAR];

struct Story {
    net: Net,
    /// A second hub laptop with an administrator of its own, and the registrar's two lines.
    second: usize,
    in_roster: usize,
    in_network: usize,
}

impl Story {
    fn begin() -> Self {
        let mut net = Net::new();
        net.hub.admin(RoleGranted { person: person(KEEPER), role: roles::ADMINISTRATOR });
        net.coordination(PersonEnrolled { person: person(ADMIN), key: person_key(20) });
        net.coordination(RoleGranted { person: person(ADMIN), role: roles::COORDINATOR });
        Registrar::name(&mut net);
        let joined = net.countersign();
        let enrolled = net.hub.admin(DeviceEnrolled { device: device(11) });
        let roster = net.roster();
        let second = net.hub.book.line(11, roster, 1);
        net.hub.open(second, KEEPER, &[enrolled]);
        let in_roster = net.hub.book.line(REGISTRAR, roster, 1);
        let in_network = net.hub.book.line(REGISTRAR, Scope::Network, 1);
        for (line, seen) in [(in_roster, vec![joined, enrolled]), (in_network, vec![joined])] {
            let cut = DeviceCut { device: device(90), last: Vec::new(), replaces: Vec::new() };
            net.hub.book.say(line, Registrar::actor(), cut.into(), &seen);
        }
        Self { net, second, in_roster, in_network }
    }

    fn step(&mut self, (who, what, whom, index, sees): Step) {
        let (line, actor) = match who % 5 {
            0 => (self.net.hub.roster, person(ADMIN)),
            1 => (self.second, person(KEEPER)),
            2 => (self.net.network, person(COORDINATOR)),
            3 => (self.in_roster, Registrar::actor()),
            _ => (self.in_network, Registrar::actor()),
        };
        let scope = self.net.hub.book.feed(line).scope;
        let any = index.index(self.net.hub.book.acts.len());
        let event = self.event(scope, what, whom, any);
        let seen: Vec<usize> = if sees { self.others(line, scope) } else { Vec::new() };
        self.net.hub.book.say(line, actor, event, &seen);
    }

    /// The last acts of the lines a device of this scope may know.
    fn others(&self, line: usize, scope: Scope) -> Vec<usize> {
        let book = &self.net.hub.book;
        let lines = [self.net.hub.roster, self.second, self.net.network, self.in_roster, self.in_network];
        let known = |other: &usize| {
            let of = book.feed(*other).scope;
            *other != line && (of == scope || scope.controls().contains(&of))
        };
        lines.into_iter().filter(known).filter_map(|other| book.last(other)).collect()
    }

    fn event(&self, scope: Scope, what: u8, whom: u8, any: usize) -> MembershipEvent {
        let book = &self.net.hub.book;
        let laptop = LAPTOPS[usize::from(whom) % LAPTOPS.len()];
        match what % 8 {
            0 | 1 => claim(scope, whom).into(),
            2 => {
                let cut = DeviceCut { device: device(laptop), last: vec![book.head(any)], replaces: vec![] };
                cut.into()
            }
            3 => {
                let replaces = vec![book.head(any).hash];
                DeviceCut { device: device(laptop), last: vec![], replaces }.into()
            }
            4 => Released { entry: book.head(any).hash }.into(),
            5 => {
                let authority = if scope == Scope::Network { AUTHORITY } else { 1 };
                RegistrarNamed::sign(&key(authority), scope, device(laptop)).into()
            }
            6 => CenterRolledBack { center: device(70), generation: 1 + u64::from(whom % 2) }.into(),
            _ => RoleGranted { person: person(KEEPER), role: roles::ADMINISTRATOR }.into(),
        }
    }
}

/// One of two vouchers of the scope, claimed by one of three laptops.
fn claim(scope: Scope, whom: u8) -> DeviceEnrolledByVoucher {
    let authority = if scope == Scope::Network { AUTHORITY } else { 1 };
    let nonce = [whom % 2; 16];
    let terms = VoucherTerms { scope, nonce, expires_at_ms: 0, person_role: None };
    let voucher = Voucher::sign(&key(authority), terms, &nonce);
    DeviceEnrolledByVoucher::claim(voucher, &nonce, device(60 + whom % 3), None)
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (any::<u8>(), any::<u8>(), any::<u8>(), any::<prop::sample::Index>(), any::<bool>());
    prop::collection::vec(step, 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_network_at_odds_comes_to_the_same_in_whatever_order_it_arrives(
        steps in steps(),
        seed in any::<u64>(),
    ) {
        let mut story = Story::begin();
        for step in steps {
            story.step(step);
        }
        check_order(&story.net, seed)?;
    }

    /// What the Network comes to rests on nothing in the Rosters.
    #[test]
    fn the_network_comes_to_the_same_without_the_rosters(steps in steps()) {
        let mut story = Story::begin();
        for step in steps {
            story.step(step);
        }
        let book = &story.net.hub.book;
        let all = book.control_acts();
        let of_network: Vec<usize> =
            all.iter().copied().filter(|act| book.acts[*act].placed.scope == Scope::Network).collect();
        let whole = book.settled_from(&Net::start(), &all);
        let alone = book.settled_from(&Net::start(), &of_network);
        for (act, standing) in of_network.iter().zip(alone.standings) {
            let at = all.iter().position(|one| one == act).expect("from the same acts");
            prop_assert_eq!(whole.standings[at], standing, "act {}", act);
        }
    }
}
