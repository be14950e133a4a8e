//! The center does not take a page in the middle of a meeting: what went before is kept, other scopes are not held
//! up, and nothing here is different for it.

use app::api::exchange::BundleFor;
use app::api::operation::Operation;
use feed::{DeviceKey, Scope};
use serde_json::json;
use wire::Refused;

use super::choosy::Choosy;
use super::world::{Laptop, World, alone};

/// Entries of a page on a metered line.
const METERED_PAGE: usize = 250;

/// Three hubs that no line reaches, in the order in which their scopes are handed over.
struct Scene {
    world: World,
    hubs: [Laptop; 3],
}

impl Scene {
    fn set() -> Self {
        let world = World::founded();
        let mut hubs = ["OAK", "ELM", "ASH"].map(|code| world.hub(code));
        hubs.sort_by_key(|hub| scope_of(&world, hub));
        world.coordination.meet();
        Self { world, hubs }
    }

    /// Each hub does so many acts, and coordination hears of them by stick.
    fn act(&self, acts: [usize; 3]) {
        for (hub, acts) in self.hubs.iter().zip(acts) {
            (0..acts).for_each(|_| add_place(hub));
            let bundle = hub.path("for-kyiv.komora");
            hub.komora.export_bundle(BundleFor::Kyiv, true, &bundle, &|_, _, _| true).unwrap();
            self.world.coordination.komora.import_bundle(&bundle, &|_, _, _| true).unwrap();
        }
    }

    /// Another hub is admitted: an act in Network.
    fn coordination_acts(&self) {
        let hub = alone("FIR");
        let (card, answer) = (hub.path("hub.card"), hub.path("network.card"));
        hub.do_it(Operation::SaveHubCard { path: card.display().to_string() });
        self.world.coordination.do_it(Operation::AdmitHub {
            path: card.display().to_string(),
            answer: answer.display().to_string(),
        });
    }

    /// How many entries the center holds of each hub's own scope.
    fn held(&self) -> [u64; 3] {
        [0, 1, 2].map(|at: usize| {
            let (device, scope) = (self.hubs[at].device(), scope_of(&self.world, &self.hubs[at]));
            held(&self.world, device, scope)
        })
    }

    /// Entries of Network that the center holds.
    fn held_of_network(&self) -> u64 {
        held(&self.world, self.world.coordination.device(), Scope::Network)
    }

    /// Coordination meets a center that says no to pages with anything of the hub in the middle.
    fn meet_refused(&mut self, refused: Refused) -> Result<(), app::api::problem::Problem> {
        let middle = scope_of(&self.world, &self.hubs[1]);
        self.world.center.leave();
        let choosy = Choosy::instead_of(&self.world.center, move |runs| {
            runs.iter().any(|run| run.feed().scope == middle).then_some(refused)
        });
        let before = self.world.coordination.hashes();
        let met = self.world.coordination.komora.sync_once(&|_, _| {}).map(drop);
        assert_eq!(self.world.coordination.hashes(), before, "{refused}: the books are as they were");
        drop(choosy);
        self.world.center.listen();
        met
    }
}

fn add_place(laptop: &Laptop) {
    let id = uuid::Uuid::now_v7();
    let code = &id.simple().to_string()[24..];
    laptop.act(json!({ "command": "add-place", "id": id,
        "details": { "name": "Rack", "code": code, "kind": "rack" } }));
}

/// The hub's own scope.
fn scope_of(world: &World, hub: &Laptop) -> Scope {
    let device = hub.device();
    let state = world.center.books.state();
    let own =
        state.index.all().find(|held| held.feed.device == device && matches!(held.feed.scope, Scope::Hub(_)));
    own.unwrap().feed.scope
}

fn held(world: &World, device: DeviceKey, scope: Scope) -> u64 {
    let state = world.center.books.state();
    let feeds = state.index.all().filter(|held| held.feed.device == device && held.feed.scope == scope);
    feeds.flat_map(|held| held.tips().map(|tip| tip.seq).max()).sum()
}

/// What is said of a page, not of the laptop or the line.
const OF_A_PAGE: [Refused; 7] = [
    Refused::Malformed,
    Refused::TooLarge { limit_bytes: 1 },
    Refused::OutOfScope,
    Refused::Gap,
    Refused::TooManyForks,
    Refused::NotFound,
    Refused::Other { code: 99 },
];

#[test]
fn a_page_that_is_refused_keeps_back_no_other_scope() {
    let mut scene = Scene::set();
    for refused in OF_A_PAGE {
        let (before, network) = (scene.held(), scene.held_of_network());
        scene.act([2, 1, 3]);
        scene.coordination_acts();
        scene.meet_refused(refused).unwrap();
        let after = scene.held();
        assert_eq!(after[1], before[1], "{refused}");
        assert!(after[0] > before[0] && after[2] > before[2], "{refused}: {before:?}, then {after:?}");
        assert!(scene.held_of_network() > network, "{refused}: nor what coordination did itself");
    }
}

#[test]
fn a_no_in_the_middle_of_a_meeting_keeps_what_went_before_and_the_next_goes_on_from_there() {
    let mut scene = Scene::set();
    scene.world.coordination.do_it(Operation::SetMetered { metered: true });
    for refused in
        [Refused::CannotKeep, Refused::SlowDown { after_ms: 10 }, Refused::TooSlow { limit_ms: 10 }]
    {
        let before = scene.held();
        // More than a page of the first hub, so that one is kept before the no.
        scene.act([METERED_PAGE + 50, 1, 1]);
        let met = scene.meet_refused(refused);
        assert!(met.is_err(), "{refused}");
        let after = scene.held();
        assert!(after[0] > before[0], "{refused}: what went before is kept");
        assert_eq!(after[1..], before[1..], "{refused}");
        assert!(scene.world.coordination.network().waiting.acts > 0, "{refused}: and what did not go waits");
        scene.world.coordination.meet();
        let whole = scene.held();
        assert!((0..3).all(|at| whole[at] > before[at]) && whole[0] >= after[0], "{refused}: {whole:?}");
        assert_eq!(scene.world.coordination.network().waiting.acts, 0, "{refused}");
    }
}
