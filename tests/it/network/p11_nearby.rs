//! P11 on the cable: from the moment a laptop knows that its neighbour is cut off, the neighbour receives nothing more
//! of it, not even the rest of what is on its way.

use std::time::{Duration, Instant};

use center::center::now_ms;
use feed::Scope;
use wire::message::{HeadsRequest, PullRequest};
use wire::{Client, Peer, Refused, WireError};

use super::device::Device;
use super::live::until;
use super::nearby::door;
use super::p11_cut_off::{AT_MOST, AT_WORK, noise};
use super::p11_hanging::{BEGUN_BYTES, halfway};
use super::relay::Relay;
use super::world::{Laptop, World};
use crate::dice::Dice;

/// A laptop that answers its neighbours, and one of these whose keys lie open, on a line that can be held up.
struct Cable {
    world: World,
    desk: Laptop,
    culprit: Device,
    relay: Relay,
    /// The desk, at the other end of that line.
    at: Peer,
}

impl Cable {
    fn laid() -> Self {
        let world = World::founded();
        let desk = world.hub("OAK");
        // There is still somebody to answer when the other is cut.
        let mut honest = Device::joined(&world, &desk, 60, world.center.address);
        let culprit = Device::joined(&world, &desk, 61, world.center.address);
        let mut pen = honest.pen(1);
        let mut runs = vec![honest.opens(&mut pen, AT_WORK)];
        runs.extend(honest.fills(&mut pen, noise(24, &mut Dice::seeded(1)), AT_WORK));
        honest.push(&runs).unwrap();
        desk.meet();
        let relay = Relay::to(door(&desk));
        let at = Device::neighbour(relay.address, desk.device());
        Self { world, desk, culprit, relay, at }
    }

    fn client(&self) -> Client {
        self.culprit.speaking_to(&self.at)
    }

    /// What asks for all the desk has.
    fn everything(&self) -> PullRequest {
        let told = self.client().heads(&HeadsRequest::default()).unwrap();
        let wanted = told.holdings.haves.0.iter().map(|have| have.feed).collect();
        PullRequest { wanted, holdings: Default::default(), most_entries: 5_000 }
    }

    /// What the pull of everything comes to, `between` its first bytes and the rest.
    fn pulled(&self, between: &mut dyn FnMut()) -> Result<usize, WireError> {
        let (request, mut client) = (self.everything(), self.client());
        let mut bytes = 0;
        self.relay.down().hold_after(BEGUN_BYTES);
        let pull = || client.pull(&request).map(|answer| bytes = answer.page.len());
        halfway(&self.relay, between, pull)?;
        Ok(bytes)
    }

    fn cut_off(&self) {
        let (scope, device) = (Scope::Roster(self.culprit.hub), self.culprit.device());
        self.world.center.books.cut(scope, device, None, now_ms()).unwrap();
    }
}

#[test]
fn p11_a_neighbour_that_is_cut_off_in_the_middle_of_a_page_does_not_get_the_rest() {
    let cable = Cable::laid();
    let mut resting = cable.client();
    resting.heads(&HeadsRequest::default()).unwrap();
    let mut known = None;
    let outcome = cable.pulled(&mut || {
        cable.cut_off();
        cable.desk.meet();
        known = Some(Instant::now());
    });
    assert!(matches!(outcome, Err(WireError::BrokenOff(_))), "{outcome:?}");
    until("the line that rested is closed too", || cable.relay.open_connections() == 0);
    let took: Duration = known.unwrap().elapsed();
    println!("hung up on after {took:?}");
    assert!(took < AT_MOST, "{took:?}");
    for _ in 0..3 {
        let told = cable.client().heads(&HeadsRequest::default());
        assert!(matches!(told, Err(WireError::Refused(Refused::UnknownDevice))), "{told:?}");
    }
    cable.desk.komora.shut_down();
}

/// Otherwise a line that is merely slow would pass for a laptop that is cut off.
#[test]
fn p11_a_neighbour_that_is_not_cut_off_gets_the_page_to_its_end() {
    let cable = Cable::laid();
    let (up, down) = (cable.relay.up(), cable.relay.down());
    let pulled = cable.pulled(&mut || {
        cable.desk.meet();
        up.let_on();
        down.let_on();
    });
    assert!(pulled.unwrap() > 1_000_000, "not much of a page");
    cable.desk.komora.shut_down();
}
