//! Random command histories at one laptop.

use domain::facts::Facts;
use domain::fold::State;
use domain::quantity::Quantity;
use domain::*;
use proptest::prelude::*;

use crate::arbitrary;
use crate::asked_for::assert_done;
use crate::world::World;

fn copy(world: &World) -> World {
    let mut copy = World::default();
    copy.states.clone_from(&world.states);
    copy
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_history_of_any_commands_holds_together(
        commands in prop::collection::vec(arbitrary::command(), 1..60),
    ) {
        let mut world = World::stocked();
        let mut assets = world.assets().count();
        for command in &commands {
            let before = copy(&world);
            match world.execute(command) {
                Ok(decision) => {
                    prop_assert!(!decision.events.is_empty());
                    assert_done(command, &before, &world);
                }
                Err(refusal) => {
                    prop_assert!(world.states == before.states, "{refusal} changed something");
                    prop_assert!(!refusal.to_string().is_empty());
                }
            }
            for line in world.lines() {
                prop_assert!(line.quantity >= 0 && line.quantity <= Quantity::MAX.0 as i64);
            }
            prop_assert!(world.discrepancies().iter().all(|open| open.figure.is_some()), "no conflicts at one desk");
            let now = world.assets().count();
            prop_assert!(now >= assets, "a record was deleted");
            assets = now;
        }
        for (subject, state) in &world.states {
            let read = State::decode(state.subject_kind(), &state.encode());
            prop_assert_eq!(read.unwrap(), state.clone(), "{}", subject);
        }
    }

    #[test]
    fn creating_twice_creates_once(command in arbitrary::command()) {
        let mut world = World::stocked();
        let creates = matches!(
            command,
            Command::AddItem { .. } | Command::AddPlace { .. } | Command::AddPerson { .. }
                | Command::AddUnit { .. } | Command::AddLot { .. } | Command::ReceiveAssets(_)
                | Command::ReceiveStock(_) | Command::Attach { .. }
        );
        if creates && world.execute(&command).is_ok() {
            let again = world.execute(&command);
            prop_assert!(matches!(again, Err(Refusal::Exists { .. })), "{again:?}");
        }
    }

    #[test]
    fn what_can_be_taken_back_is_answered_alike_before_and_after_asking(command in arbitrary::command()) {
        let mut world = World::stocked();
        let act = match &command {
            Command::ReceiveStock(receipt) => receipt.id,
            _ => ActId::from_bytes(u128::MAX.to_be_bytes()),
        };
        if let Ok(decision) = world.execute_as(&command, act) {
            let said = kinds::can_be_taken_back(decision.events.iter().map(|new| new.event.kind()));
            let asked = world.execute(&crate::make::correct(act));
            prop_assert_eq!(said, asked != Err(Refusal::NotCorrectable { act }));
        }
    }

    #[test]
    fn a_correction_brings_stock_back(commands in prop::collection::vec(arbitrary::command(), 1..20)) {
        let mut world = World::stocked();
        for command in &commands {
            let act = ActId::from_bytes(u128::MAX.to_be_bytes());
            let mut tried = World::stocked();
            let lines: Vec<_> = tried.lines().map(|line| (line.key, line.quantity)).collect();
            let is_stock = matches!(command, Command::MoveStock { .. } | Command::IssueStock { .. });
            if is_stock && tried.execute_as(command, act).is_ok() {
                tried.execute(&crate::make::correct(act)).unwrap();
                for (key, quantity) in lines {
                    prop_assert_eq!(tried.on_hand(&key), quantity);
                }
            }
            let _ = world.execute(command);
        }
    }
}
