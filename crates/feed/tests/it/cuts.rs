//! Cuts reach back, and whoever is cut cannot undo it.

use feed::membership::{DeviceCut, DeviceEnrolled, Released, RoleGranted};
use feed::{Head, Membership, Reason, Standing, roles};
use proptest::prelude::*;

use crate::hub::{ADMIN, Hub, KEEPER};
use crate::known::{device, person};

const CUT: Standing = Standing::Quarantined(Reason::DeviceCut);

/// A hub with a second laptop, on which the storekeeper is administrator too.
struct Two {
    hub: Hub,
    /// The second laptop's lines.
    roster: usize,
    store: usize,
    /// The act that enrolled it.
    ready: usize,
}

impl Two {
    fn new() -> Self {
        let mut hub = Hub::new();
        hub.admin(RoleGranted { person: person(KEEPER), role: roles::ADMINISTRATOR });
        let ready = hub.admin(DeviceEnrolled { device: device(11) });
        let roster = hub.book.line(11, hub.book.feed(hub.roster).scope, 1);
        let store = hub.book.line(11, hub.book.feed(hub.store).scope, 1);
        hub.open(roster, KEEPER, &[ready]);
        hub.open(store, KEEPER, &[ready]);
        Self { hub, roster, store, ready }
    }

    fn work(&mut self) -> usize {
        self.hub.work(self.store, KEEPER, &[])
    }

    fn head(&self, act: usize) -> Head {
        self.hub.book.head(act)
    }

    fn last_of(&self, line: usize) -> Head {
        self.head(self.hub.book.last(line).expect("has acts"))
    }

    /// The first laptop cuts the second after `last`, keeping all of its roster.
    fn cut(&mut self, last: Head, replaces: &[usize], seen: &[usize]) -> usize {
        let roster = self.last_of(self.roster);
        self.cut_to(vec![last, roster], replaces, seen)
    }

    fn cut_to(&mut self, last: Vec<Head>, replaces: &[usize], seen: &[usize]) -> usize {
        let replaces = replaces.iter().map(|act| self.head(*act).hash).collect();
        let cut = DeviceCut { device: device(11), last, replaces };
        self.hub.book.say(self.hub.roster, person(ADMIN), cut.into(), seen)
    }

    fn standing(&self, act: usize) -> Standing {
        self.hub.book.standings()[act]
    }
}

#[test]
fn a_cut_keeps_what_it_names_and_quarantines_what_lies_above() {
    let mut two = Two::new();
    let kept = two.work();
    let lost = two.work();
    assert_eq!(two.standing(lost), Standing::Folded);
    two.cut(two.head(kept), &[], &[]);
    let later = two.work();
    assert_eq!((two.standing(kept), two.standing(lost), two.standing(later)), (Standing::Folded, CUT, CUT));
}

#[test]
fn a_feed_the_cut_does_not_name_is_cut_at_zero() {
    let mut two = Two::new();
    let work = two.work();
    two.cut_to(Vec::new(), &[], &[]);
    let first = two.hub.book.last(two.roster).expect("has acts");
    assert_eq!((two.standing(work), two.standing(first)), (CUT, CUT));
    let fresh = two.hub.book.line(11, two.hub.book.feed(two.store).scope, 2);
    let opened = two.hub.open(fresh, KEEPER, &[two.ready]);
    assert_ne!(two.standing(opened), Standing::Folded);
}

#[test]
fn of_cuts_that_do_not_know_of_each_other_the_lower_wins() {
    let mut two = Two::new();
    let (low, high) = (two.work(), two.work());
    two.cut(two.head(high), &[], &[]);
    assert_eq!(two.standing(high), Standing::Folded);
    two.cut(two.head(low), &[], &[]);
    assert_eq!((two.standing(low), two.standing(high)), (Standing::Folded, CUT));
}

#[test]
fn a_cut_that_names_an_earlier_one_takes_its_place() {
    let mut two = Two::new();
    let (low, high) = (two.work(), two.work());
    let first = two.cut(two.head(low), &[], &[]);
    let second = two.cut(two.head(high), &[first], &[]);
    assert_eq!((two.standing(second), two.standing(high)), (Standing::Folded, Standing::Folded));
}

#[test]
fn a_cut_cannot_replace_what_it_did_not_know_of() {
    let mut two = Two::new();
    let work = two.work();
    let kept = two.last_of(two.roster);
    let cut = two.cut_to(vec![kept], &[], &[]);
    let undo =
        DeviceCut { device: device(11), last: vec![two.head(work)], replaces: vec![two.head(cut).hash] };
    let undo = two.hub.book.say(two.roster, person(KEEPER), undo.into(), &[]);
    assert_ne!(two.standing(undo), Standing::Folded);
    assert_eq!(two.standing(work), CUT);
    let knowing =
        DeviceCut { device: device(11), last: vec![two.head(work)], replaces: vec![two.head(cut).hash] };
    let knowing = two.hub.book.say(two.roster, person(KEEPER), knowing.into(), &[cut]);
    assert_eq!((two.standing(knowing), two.standing(work)), (CUT, CUT));
}

#[test]
fn what_a_cut_administrator_granted_falls_with_its_grant() {
    let mut two = Two::new();
    let kept = two.last_of(two.roster);
    let granted = DeviceEnrolled { device: device(12) };
    let granted = two.hub.book.say(two.roster, person(KEEPER), granted.into(), &[]);
    let friend = two.hub.book.line(12, two.hub.book.feed(two.store).scope, 1);
    let opened = two.hub.open(friend, KEEPER, &[granted]);
    assert_eq!(two.standing(opened), Standing::Folded);
    two.cut_to(vec![kept], &[], &[]);
    assert_eq!(two.standing(granted), CUT);
    assert_eq!(two.standing(opened), Standing::Quarantined(Reason::DeviceNotEnrolled));
}

#[test]
fn two_devices_that_cut_each_other_unknowingly_are_both_cut() {
    let mut two = Two::new();
    let (mine, theirs) = (two.hub.work(two.hub.store, ADMIN, &[]), two.work());
    let enrolled = two.head(two.ready);
    let other = DeviceCut { device: device(10), last: vec![enrolled], replaces: Vec::new() };
    let other = two.hub.book.say(two.roster, person(KEEPER), other.into(), &[]);
    let own = two.cut_to(Vec::new(), &[], &[]);
    assert_eq!((two.standing(mine), two.standing(theirs)), (CUT, CUT));
    assert_eq!((two.standing(own), two.standing(other)), (Standing::Folded, Standing::Folded));
    assert_eq!(two.standing(0), Standing::Folded, "the founding stands whatever is cut");
}

#[test]
fn a_cut_tells_the_branches_of_a_fork_apart() {
    let mut two = Two::new();
    let stem = two.work();
    let fork = two.hub.book.fork(two.store, stem);
    let (bad, good) = (two.work(), two.hub.work(fork, KEEPER, &[]));
    let (beside, head) = (two.work(), two.hub.work(fork, KEEPER, &[]));
    two.cut(two.head(head), &[], &[]);
    assert_eq!(two.standing(beside), CUT, "the same number on the other branch");
    let mut start = Membership::new();
    let named: Vec<Head> = two.hub.book.settled().membership.named_heads().collect();
    assert!(named.contains(&two.head(head)));
    start.place_head(two.head(head), two.hub.book.acts[head].clock.clone());
    start.place_head(two.last_of(two.roster), clock_of_last(&two));
    let standings = two.hub.book.standings_from(&start);
    assert_eq!([stem, good, head].map(|act| standings[act]), [Standing::Folded; 3]);
    assert_eq!([bad, beside].map(|act| standings[act]), [CUT; 2]);
}

fn clock_of_last(two: &Two) -> feed::Clock {
    let last = two.hub.book.last(two.roster).expect("has acts");
    two.hub.book.acts[last].clock.clone()
}

#[test]
fn two_officers_release_and_one_does_not() {
    let mut two = Two::new();
    let (kept, lost) = (two.work(), two.work());
    two.cut(two.head(kept), &[], &[]);
    let released = Released { entry: two.head(lost).hash };
    two.hub.admin(released.clone());
    two.hub.admin(released.clone());
    assert_eq!(two.standing(lost), CUT, "the same officer twice");
    let seen = two.hub.book.last(two.hub.roster).expect("has acts");
    two.hub.open(two.hub.roster, KEEPER, &[]);
    let second = two.hub.book.say(two.hub.roster, person(KEEPER), released.into(), &[]);
    assert_eq!((two.standing(seen), two.standing(second)), (Standing::Folded, Standing::Folded));
    assert_eq!(two.standing(lost), Standing::Folded);
}

#[test]
fn a_hub_commander_releases_and_does_nothing_else_to_the_roster() {
    let mut hub = Hub::new();
    hub.admin(RoleGranted { person: person(KEEPER), role: roles::HUB_COMMANDER });
    hub.open(hub.roster, KEEPER, &[]);
    let released = Released { entry: feed::Hash::from_bytes([1; 32]) };
    let released = hub.book.say(hub.roster, person(KEEPER), released.into(), &[]);
    let enrolled = DeviceEnrolled { device: device(12) };
    let enrolled = hub.book.say(hub.roster, person(KEEPER), enrolled.into(), &[]);
    let standings = hub.book.standings();
    assert_eq!(standings[released], Standing::Folded);
    assert_eq!(standings[enrolled], Standing::Quarantined(Reason::NotAdministrator));
}

/// A roster with cuts, grants, back-dated acts and releases in it.
fn eventful() -> Two {
    let mut two = Two::new();
    let kept = two.last_of(two.roster);
    let granted = DeviceEnrolled { device: device(12) };
    let granted = two.hub.book.say(two.roster, person(KEEPER), granted.into(), &[]);
    let cut = two.cut_to(vec![kept], &[], &[]);
    two.cut_to(vec![two.head(granted)], &[cut], &[]);
    two.hub.admin(Released { entry: two.head(granted).hash });
    two.hub.open(two.hub.roster, KEEPER, &[]);
    let released = Released { entry: two.head(granted).hash };
    two.hub.book.say(two.hub.roster, person(KEEPER), released.into(), &[]);
    two.cut_to(Vec::new(), &[], &[]);
    two
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn what_the_control_scopes_come_to_does_not_depend_on_arrival(
        order in Just(eventful().hub.book.control_acts()).prop_shuffle(),
        doubled in any::<prop::sample::Index>(),
    ) {
        let two = eventful();
        let expected = two.hub.book.settled();
        let mut arrived = order.clone();
        arrived.push(order[doubled.index(order.len())]);
        let settled = two.hub.book.settled_from(&Membership::new(), &arrived);
        prop_assert_eq!(&settled.membership, &expected.membership);
        prop_assert_eq!(&settled.sessions, &expected.sessions);
        let written = two.hub.book.control_acts();
        for (at, act) in arrived.iter().enumerate() {
            let same = written.iter().position(|one| one == act).expect("from the same acts");
            prop_assert_eq!(settled.standings[at], expected.standings[same]);
        }
    }
}
