//! What Kyiv does not take: it is named, keeps back nothing else, and is not offered again before something changed.

use app::api::network::{Untaken, WhyUntaken};
use app::api::operation::Operation;
use center::center::now_ms;
use feed::ActId;
use serde_json::json;
use wire::message::{Message, PushRequest};
use wire::{Refused, route};

use super::by_stick::{Newcomer, carry};
use super::stand_in::honest;
use super::world::{Laptop, PASSPHRASE, World};

fn untaken(laptop: &Laptop) -> Vec<Untaken> {
    laptop.network().center.unwrap().untaken
}

pub fn name(laptop: &Laptop) -> String {
    laptop.komora.status().device.unwrap()
}

/// Every page the center was given left a row, whatever it took of it.
fn pages_given(world: &World) -> u64 {
    world.center.books.state().since().number
}

/// The id of the newest act that is listed.
pub fn newest_act(laptop: &Laptop) -> String {
    laptop.ask(json!({ "query": "acts" }))["rows"][0]["act"].as_str().unwrap().to_owned()
}

/// How far an act has travelled.
pub fn reach(laptop: &Laptop, act: &str) -> String {
    let acts = laptop.ask(json!({ "query": "acts" }));
    let row = acts["rows"].as_array().unwrap().iter().find(|row| row["act"] == act).unwrap().clone();
    row["reach"].as_str().unwrap().to_owned()
}

/// Two laptops, and a third that the first let in after it was cut and before it knew: what it did came to the
/// second on a stick.
pub struct Story {
    pub world: World,
    pub first: Laptop,
    pub second: Laptop,
    newcomer: Newcomer,
    /// What the second did before it heard of the third.
    own_act: String,
}

impl Story {
    pub fn told() -> Self {
        let world = World::founded();
        let first = world.hub("OAK");
        let second = world.second(&first, "Quartermaster 2");
        first.meet();
        world.cut(&first);
        let newcomer = Newcomer::asked("Storekeeper 3");
        newcomer.let_in_by(&first, "storekeeper").unwrap();
        newcomer.take(&newcomer.answer()).unwrap();
        newcomer.laptop.issue(1, newcomer.laptop.person());
        second.issue(2, second.person());
        let own_act = newest_act(&second);
        carry(&newcomer.laptop, &second);
        Self { world, first, second, newcomer, own_act }
    }

    /// A meeting in which nothing is offered that was not taken before.
    fn stays_quiet(&self) {
        let before = pages_given(&self.world);
        let met = self.second.meet();
        assert_eq!((met.refused, pages_given(&self.world)), (0, before), "offered again");
        assert_eq!(untaken(&self.second).len(), 1, "and still named");
    }
}

#[test]
fn what_a_stranger_wrote_is_named_goes_nowhere_and_keeps_nothing_back() {
    let Story { world, second, newcomer, own_act, .. } = Story::told();
    let met = second.meet();
    assert!(met.refused == 1 && met.went > 0, "{met:?}");
    assert_eq!(reach(&second, &own_act), "center");
    let all = untaken(&second);
    let [one] = &all[..] else { panic!("{all:?}") };
    // Its person was written into the books, and a rifle issued.
    assert_eq!((one.name.as_str(), one.membership, one.acts), (name(&newcomer.laptop).as_str(), false, 2));
    assert_eq!(one.why, WhyUntaken::UnknownLaptop);
    world.coordination.meet();
    assert_eq!(world.coordination.ask(json!({ "query": "counts" }))["issuedAssets"], 1);
}

#[test]
fn what_was_not_taken_is_offered_again_only_where_something_has_changed() {
    let story = Story::told();
    let Story { world, first, second, newcomer, .. } = &story;
    assert_eq!(second.meet().refused, 1);
    story.stays_quiet();
    // Nor after locking, which closes the person's session: it is remembered in the store.
    second.do_it(Operation::Lock);
    second.do_it(Operation::Unlock { passphrase: PASSPHRASE.into() });
    assert_eq!(second.meet().refused, 0);
    story.stays_quiet();
    // The branch grew.
    newcomer.laptop.issue(3, newcomer.laptop.person());
    carry(&newcomer.laptop, second);
    assert_eq!(second.meet().refused, 1);
    assert_eq!(untaken(second)[0].acts, 3);
    story.stays_quiet();
    // Who belongs changed: it might be let in by now.
    world.second(first, "Quartermaster 4");
    assert_eq!(second.meet().refused, 1);
    story.stays_quiet();
    // The center was set back.
    world.center.books.begin_generation(now_ms()).unwrap();
    assert_eq!(second.meet().refused, 1);
    story.stays_quiet();
}

#[test]
fn an_act_that_kyiv_cannot_read_keeps_back_only_what_follows_it() {
    let mut world = World::founded();
    let first = world.hub("OAK");
    let second = world.second(&first, "Quartermaster 2");
    first.meet();
    second.issue(1, second.person());
    let by_the_other = newest_act(&second);
    carry(&second, &first);
    let acts = [2, 3, 4].map(|rifle| {
        first.issue(rifle, first.person());
        newest_act(&first)
    });
    let strange = ActId::from_bytes(uuid::Uuid::parse_str(&acts[1]).unwrap().into_bytes());
    world.center.let_answer(move |books, device, path, body| {
        if path == route::PUSH {
            let runs = books.read_page(&PushRequest::from_bytes(body).unwrap().page)?;
            let mut entries = runs.iter().flat_map(|run| run.entries());
            if entries.any(|one| one.entry.header.act == strange) {
                return Err(Refused::Malformed);
            }
        }
        honest(books, device, path, body)
    });
    let met = first.meet();
    assert_eq!(met.refused, 1, "{met:?}");
    assert_eq!(acts.each_ref().map(|act| reach(&first, act)), ["center", "here", "here"]);
    assert_eq!(reach(&first, &by_the_other), "center");
    let all = untaken(&first);
    let [one] = &all[..] else { panic!("{all:?}") };
    assert_eq!((one.name.as_str(), one.acts, one.why), (name(&first).as_str(), 2, WhyUntaken::Unreadable));
    assert_eq!(first.meet().refused, 0, "not again");

    // Kyiv's program was brought up to date, and came to know it by another laptop.
    world.center.leave();
    world.center.listen();
    carry(&first, &second);
    second.meet();
    first.meet();
    assert!(untaken(&first).is_empty());
    assert_eq!(acts.each_ref().map(|act| reach(&first, act)), ["center"; 3]);
}
