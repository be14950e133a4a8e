//! A center that was set back, as two officers say it.

use feed::membership::{CenterRolledBack, DeviceCut, PersonEnrolled, RoleGranted};
use feed::{Reason, Standing, roles};
use proptest::prelude::*;

use crate::hub::{ADMIN, COORDINATOR, SECOND};
use crate::known::{device, person, person_key};
use crate::net::{LAPTOP, Net, Registrar, check_order};

const CENTER: u8 = 70;

fn rolled_back(generation: u64) -> CenterRolledBack {
    CenterRolledBack { center: device(CENTER), generation }
}

/// Two officers of coordination; the second has this role. Both use the one laptop.
fn with_second(role: Option<u32>) -> Net {
    let mut net = Net::new();
    net.coordination(PersonEnrolled { person: person(SECOND), key: person_key(23) });
    if let Some(role) = role {
        net.coordination(RoleGranted { person: person(SECOND), role });
    }
    net
}

fn second_says(net: &mut Net, generation: u64) -> usize {
    net.hub.open(net.network, SECOND, &[]);
    let act = net.hub.book.say(net.network, person(SECOND), rolled_back(generation).into(), &[]);
    net.hub.open(net.network, COORDINATOR, &[]);
    act
}

fn generation(net: &Net) -> u64 {
    net.membership().center_generation(device(CENTER))
}

#[test]
fn it_counts_once_two_officers_said_the_same() {
    for (name, first, second, counts) in [
        ("nobody", None, None, 0),
        ("one", Some(1), None, 0),
        ("two", Some(1), Some(1), 1),
        ("two, of different times", Some(1), Some(2), 0),
        ("two, of the third time", Some(3), Some(3), 3),
    ] {
        let mut net = with_second(Some(roles::COORDINATOR));
        if let Some(first) = first {
            net.coordination(rolled_back(first));
            net.coordination(rolled_back(first));
        }
        if let Some(second) = second {
            second_says(&mut net, second);
        }
        assert_eq!(generation(&net), counts, "{name}");
        assert_eq!(net.membership().center_generation(device(71)), 0, "another center");
    }
}

#[test]
fn the_latest_that_two_officers_agree_on_counts() {
    let mut net = with_second(Some(roles::ADMINISTRATOR));
    for told in [1, 2] {
        net.coordination(rolled_back(told));
        second_says(&mut net, told);
    }
    net.coordination(rolled_back(u64::MAX));
    assert_eq!(generation(&net), 2);
}

#[test]
fn officers_of_coordination_say_it_and_nobody_else() {
    for (role, outcome) in [
        (Some(roles::COORDINATOR), Standing::Folded),
        (Some(roles::ADMINISTRATOR), Standing::Folded),
        (Some(roles::AUDITOR), Standing::Quarantined(Reason::NotAdministrator)),
        (None, Standing::Quarantined(Reason::NotAdministrator)),
    ] {
        let mut net = with_second(role);
        net.coordination(rolled_back(1));
        let act = second_says(&mut net, 1);
        assert_eq!(net.standing(act), outcome, "{role:?}");
        assert_eq!(generation(&net), u64::from(outcome == Standing::Folded), "{role:?}");
    }
    let mut net = with_second(None);
    let in_a_roster = net.hub.book.say(net.hub.roster, person(ADMIN), rolled_back(1).into(), &[]);
    assert_eq!(net.standing(in_a_roster), Standing::Quarantined(Reason::OutsideNetwork));
    let registrar = Registrar::named(&mut net);
    let by_it = registrar.says(&mut net, rolled_back(1));
    assert_eq!(net.standing(by_it), Standing::Quarantined(Reason::RegistrarOverreach));
}

/// Both words, and the laptop gives itself up from the second on.
fn cut_short() -> Net {
    let mut net = with_second(Some(roles::COORDINATOR));
    let first = net.coordination(rolled_back(1));
    second_says(&mut net, 1);
    assert_eq!(generation(&net), 1);
    let last = vec![net.hub.book.head(first)];
    let cut = DeviceCut { device: device(LAPTOP), last, replaces: Vec::new() };
    net.coordination(cut);
    net
}

#[test]
fn a_late_cut_takes_a_word_back() {
    assert_eq!(generation(&cut_short()), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) })]

    #[test]
    fn whether_it_counts_does_not_depend_on_arrival(seed in any::<u64>(), cut in any::<bool>()) {
        let mut net = if cut { cut_short() } else { with_second(Some(roles::COORDINATOR)) };
        net.coordination(rolled_back(1));
        second_says(&mut net, 1);
        check_order(&net, seed)?;
    }
}
