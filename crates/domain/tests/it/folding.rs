//! Histories written apart: whatever the order of arrival, the same bytes.

use std::collections::BTreeSet;

use domain::asset::Whereabouts;
use domain::condition::ConditionCode;
use domain::discrepancy::{DiscrepancyKind, DiscrepancyStatus, pair_id};
use domain::event::*;
use domain::fold::*;
use domain::people::Holder;
use domain::*;
use proptest::prelude::*;

use crate::make::*;
use crate::world::{entry, stamp};

/// One entry of a branching history about one subject.
#[derive(Clone, Debug)]
struct Fact {
    entry: EntryRef,
    depth: u64,
    past: BTreeSet<EntryRef>,
    event: Option<Event>,
}

struct Past<'a>(&'a BTreeSet<EntryRef>);

impl CausalPast for Past<'_> {
    fn contains(&self, entry: &EntryRef) -> bool {
        self.0.contains(entry)
    }
}

fn step(state: Option<State>, subject: SubjectId, fact: &Fact) -> Option<State> {
    let stamp = stamp(fact.entry, act(fact.entry.feed[0]));
    match &fact.event {
        Some(event) => fold(state, subject, event, &stamp, &Past(&fact.past)),
        None => fold_unknown(state),
    }
}

fn in_order(subject: SubjectId, facts: &[Fact]) -> Option<State> {
    let mut sorted: Vec<&Fact> = facts.iter().collect();
    sorted.sort_by_key(|fact| (fact.depth, fact.entry.feed, fact.entry.seq));
    sorted.into_iter().fold(None, |state, fact| step(state, subject, fact))
}

/// As a store does it: on top if in order or commutative, otherwise the subject is folded again.
fn as_arrived(subject: SubjectId, facts: &[Fact]) -> Option<State> {
    let mut held: Vec<Fact> = Vec::new();
    let mut state = None;
    for fact in facts {
        let place = |fact: &Fact| (fact.depth, fact.entry.feed, fact.entry.seq);
        let late = held.iter().any(|other| place(other) > place(fact));
        let commutes = fact.event.as_ref().is_some_and(|event| is_commutative(event.kind()));
        held.push(fact.clone());
        state = if !late || commutes { step(state, subject, fact) } else { in_order(subject, &held) };
    }
    state
}

/// Chains of events by several writers; each sometimes has read what another had written by then.
fn history(events: Vec<(u8, bool, Option<Event>)>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for (number, (writer, reads_all, event)) in events.into_iter().enumerate() {
        let known =
            |fact: &&Fact| number == 0 || fact.entry.seq == 1 || reads_all || fact.entry.feed[0] == writer;
        let mut past = BTreeSet::new();
        let mut depth = 0;
        for fact in facts.iter().filter(known) {
            past.insert(fact.entry);
            past.extend(&fact.past);
            depth = depth.max(fact.depth);
        }
        facts.push(Fact { entry: entry(writer, number as u64 + 1), depth: depth + 1, past, event });
    }
    facts
}

fn received() -> Event {
    Event::AssetReceived(AssetReceived {
        details: asset_details(item(1), "AB-1"),
        place: place(1),
        condition: ConditionCode::A,
        kit_missing: vec![],
        opening: false,
        particulars: no_particulars(),
    })
}

fn moved(to: u8) -> Event {
    Event::AssetMoved(AssetMoved { to: place(to), particulars: no_particulars() })
}

fn issued(to: u8) -> Event {
    Event::AssetIssued(AssetIssued {
        to: Holder::Person(person(to)),
        condition: ConditionCode::A,
        kit_missing: vec![],
        particulars: no_particulars(),
        rules: 1,
        witness: None,
    })
}

fn returned(to: u8) -> Event {
    Event::AssetReturned(AssetReturned {
        to: place(to),
        condition: ConditionCode::B,
        kit_missing: vec![],
        particulars: no_particulars(),
    })
}

fn settled(discrepancy: [u8; 32], whereabouts: Option<Whereabouts>) -> Event {
    let finding = "looked".to_owned();
    Event::DiscrepancySettled(DiscrepancySettled { discrepancy, whereabouts, finding, accepted: None })
}

fn asset_of(state: Option<State>) -> AssetState {
    match state {
        Some(State::Asset(asset)) => *asset,
        other => panic!("not an asset: {other:?}"),
    }
}

/// Writer, whether it had read all there was, and what it wrote.
type Acts = Vec<(u8, bool, Event)>;

fn rifle(events: Acts) -> (Vec<Fact>, AssetState) {
    let first = (1, false, Some(received()));
    let rest = events.into_iter().map(|(writer, reads_all, event)| (writer, reads_all, Some(event)));
    let facts = history(std::iter::once(first).chain(rest).collect());
    let state = asset_of(in_order(asset(1).into(), &facts));
    (facts, state)
}

#[test]
fn two_issues_apart_are_one_discrepancy_on_both_laptops() {
    let (facts, state) = rifle(vec![(2, false, issued(1)), (3, false, issued(2))]);
    assert_eq!(state.discrepancies.len(), 1);
    let subject = asset(1).into();
    let id = pair_id(DiscrepancyKind::CustodyConflict, subject, &facts[1].entry, &facts[2].entry);
    assert_eq!(state.discrepancies[0].id, id);
    assert_eq!(state.heads.len(), 2);
    let swapped = [facts[0].clone(), facts[2].clone(), facts[1].clone()];
    assert_eq!(as_arrived(subject, &swapped), as_arrived(subject, &facts));
}

#[test]
fn acts_apart_and_their_discrepancies() {
    let (a, b) = (false, true);
    let rows: [(&str, Acts, usize); 8] = [
        ("one after the other", vec![(2, a, issued(1)), (3, b, returned(2))], 0),
        ("moved to the same place apart", vec![(2, a, moved(2)), (3, a, moved(2))], 0),
        ("moved to two places apart", vec![(2, a, moved(2)), (3, a, moved(3))], 1),
        ("issued to one person twice", vec![(2, a, issued(1)), (3, a, issued(1))], 1),
        ("moved and issued apart", vec![(2, a, moved(2)), (3, a, issued(1))], 1),
        ("issued twice, one returned", vec![(2, a, issued(1)), (3, a, issued(2)), (3, a, returned(2))], 1),
        ("issued thrice", vec![(2, a, issued(1)), (3, a, issued(2)), (4, a, issued(3))], 3),
        ("merged by a later act", vec![(2, a, issued(1)), (3, a, issued(2)), (4, b, returned(2))], 1),
    ];
    for (name, events, discrepancies) in rows {
        let (_, state) = rifle(events);
        assert_eq!(state.discrepancies.len(), discrepancies, "{name}");
        assert_eq!(state.disputed(), discrepancies > 0, "{name}");
    }
}

#[test]
fn an_act_apart_from_the_settling_is_a_new_discrepancy() {
    let (facts, state) = rifle(vec![(2, false, issued(1)), (3, false, issued(2))]);
    let first = state.discrepancies[0].id;
    let settling = settled(first, Some(Whereabouts::Stored(place(5))));
    let mut events = vec![(2, false, issued(1)), (3, false, issued(2)), (4, true, settling)];
    let (_, state) = rifle(events.clone());
    assert!(!state.disputed());
    assert_eq!(state.place(), Some(place(5)));
    assert_eq!(facts[1].entry, entry(2, 2));

    // Writer 3, who has not heard of the settling, takes it back elsewhere.
    events.push((3, false, returned(2)));
    let (facts, state) = rifle(events);
    let open: Vec<_> =
        state.discrepancies.iter().filter(|one| one.status == DiscrepancyStatus::Open).collect();
    assert_eq!(open.len(), 1);
    assert!(open[0].between.contains(&facts[3].entry) && open[0].between.contains(&facts[4].entry));
}

#[test]
fn facts_that_make_no_sense_change_nothing() {
    let stamp = stamp(entry(1, 1), act(1));
    let none = BTreeSet::new();
    let past = Past(&none);
    let subject = asset(1).into();
    for event in [moved(1), issued(1), returned(1)] {
        assert_eq!(fold(None, subject, &event, &stamp, &past), None, "nothing was received yet");
    }
    let known = fold(None, subject, &received(), &stamp, &past);
    let foreign = Event::ItemAdded(item_details("x", domain::item::Tracking::Bulk));
    assert_eq!(fold(known.clone(), subject, &foreign, &stamp, &past), known);
    let line = line(place(1), item(4), None);
    for (subject, change) in [(subject, 5), (line.subject(), i64::MIN), (line.subject(), i64::MAX)] {
        assert_eq!(fold(None, subject, &stocked(line, change), &stamp, &past), None, "{change}");
    }
}

fn stocked(line: domain::stock::StockKey, change: i64) -> Event {
    let reason = StockReason::Moved;
    Event::StockChanged(StockChanged { line, change, reason, particulars: no_particulars() })
}

#[test]
fn a_person_can_be_forgotten() {
    let stamp = stamp(entry(1, 1), act(1));
    let none = BTreeSet::new();
    let subject = person(1).into();
    let added = Event::PersonAdded(Default::default(), Some(personal("Olha")));
    let (payload, part) = added.encode();
    assert_eq!(Event::decode(added.kind(), &payload, part.as_deref()).unwrap(), added);
    let erased = Event::decode(added.kind(), &payload, None).unwrap();
    let Some(State::Person(known)) = fold(None, subject, &erased, &stamp, &Past(&none)) else {
        panic!("no person");
    };
    assert!(known.erased && known.personal.is_none());

    let renamed = Event::PersonChanged(Default::default(), PersonalPart::Replaced(personal("O.")));
    let (payload, _) = renamed.encode();
    let dropped = Event::decode(renamed.kind(), &payload, None).unwrap();
    assert_eq!(dropped, Event::PersonChanged(Default::default(), PersonalPart::Erased));
    let kept = Event::PersonChanged(Default::default(), PersonalPart::Kept);
    let (payload, _) = kept.encode();
    assert_eq!(Event::decode(kept.kind(), &payload, None).unwrap(), kept);
}

fn custody_event() -> impl Strategy<Value = Option<Event>> {
    let condition = Event::AssetConditionChanged(AssetConditionChanged {
        to: ConditionCode::F,
        particulars: no_particulars(),
    });
    let lost = Event::AssetLost(AssetLost {
        circumstances: "gone".into(),
        particulars: no_particulars(),
        rules: 1,
        witness: None,
    });
    // Names the conflict that writers 2 and 3 make when they write entries 2 and 3 apart.
    let pair = pair_id(DiscrepancyKind::CustodyConflict, asset(1).into(), &entry(2, 2), &entry(3, 3));
    prop_oneof![
        3 => (1u8..4).prop_map(|to| Some(moved(to))),
        3 => (1u8..4).prop_map(|to| Some(issued(to))),
        2 => (1u8..4).prop_map(|to| Some(returned(to))),
        1 => Just(Some(condition)),
        1 => Just(Some(lost)),
        1 => Just(None),
        1 => Just(Some(received())),
        1 => Just(Some(settled(pair, None))),
        1 => Just(Some(settled(pair, Some(Whereabouts::Lost)))),
    ]
}

fn shuffled<T: Clone + std::fmt::Debug + 'static>(facts: Vec<T>) -> impl Strategy<Value = Vec<T>> {
    Just(facts).prop_shuffle()
}

fn asset_history() -> impl Strategy<Value = (Vec<Fact>, Vec<Fact>)> {
    prop::collection::vec((1u8..5, prop::bool::weighted(0.3), custody_event()), 0..14).prop_flat_map(|rest| {
        let mut all =
            vec![(1, false, Some(received())), (2, false, Some(issued(1))), (3, false, Some(issued(2)))];
        all.extend(rest);
        let facts = history(all);
        (Just(facts.clone()), shuffled(facts))
    })
}

fn stock_history() -> impl Strategy<Value = (Vec<Fact>, Vec<Fact>)> {
    let key = line(place(1), item(4), None);
    let settling = |accepted| {
        Event::DiscrepancySettled(DiscrepancySettled {
            discrepancy: [1; 32],
            whereabouts: None,
            finding: "counted".into(),
            accepted,
        })
    };
    let most = (1i64 << 53) - 1;
    let event = prop_oneof![
        6 => (-5i64..6).prop_map(move |change| Some(stocked(key, change))),
        1 => prop_oneof![Just(most), Just(-most), Just(i64::MIN)].prop_map(move |change| Some(stocked(key, change))),
        1 => prop::option::of(-5i64..0).prop_map(move |accepted| Some(settling(accepted))),
        1 => Just(None),
    ];
    prop::collection::vec((1u8..4, any::<bool>(), event), 1..12).prop_flat_map(|all| {
        let facts = history(all);
        (Just(facts.clone()), shuffled(facts))
    })
}

fn bytes(state: Option<State>) -> Option<Vec<u8>> {
    state.map(|state| state.encode())
}

proptest! {
    #[test]
    fn assets_fold_the_same_whatever_arrives_first((facts, shuffled) in asset_history()) {
        let subject = asset(1).into();
        let expected = bytes(in_order(subject, &facts));
        prop_assert_eq!(bytes(in_order(subject, &shuffled)), expected.clone());
        prop_assert_eq!(bytes(as_arrived(subject, &shuffled)), expected);
    }

    #[test]
    fn custody_holds_together((facts, _) in asset_history()) {
        let state = asset_of(in_order(asset(1).into(), &facts));
        prop_assert!(!state.heads.is_empty());
        for (at, head) in state.heads.iter().enumerate() {
            for other in &state.heads[at + 1..] {
                let later = facts.iter().find(|fact| fact.entry == other.entry).unwrap();
                prop_assert!(!later.past.contains(&head.entry), "a head rests on another");
            }
        }
        let mut ids: Vec<_> = state.discrepancies.iter().map(|one| one.id).collect();
        ids.dedup();
        prop_assert_eq!(ids.len(), state.discrepancies.len());
        for one in &state.discrepancies {
            let [a, b] = one.between.as_slice() else { panic!("a pair") };
            let past = |entry: &EntryRef| &facts.iter().find(|fact| fact.entry == *entry).unwrap().past;
            prop_assert!(!past(a).contains(b) && !past(b).contains(a), "one knew of the other");
        }
    }

    #[test]
    fn stock_folds_the_same_in_any_order((facts, shuffled) in stock_history()) {
        let subject = line(place(1), item(4), None).subject();
        let expected = bytes(in_order(subject, &facts));
        prop_assert_eq!(bytes(as_arrived(subject, &shuffled)), expected);
    }

    #[test]
    fn sums_beyond_what_fits_come_back(times in 1usize..3000) {
        let key = line(place(1), item(4), None);
        let most = (1i64 << 53) - 1;
        let none = BTreeSet::new();
        let add = |state, change| fold(state, key.subject(), &stocked(key, change), &stamp(entry(1, 1), act(1)), &Past(&none));
        let up = (0..times).fold(None, |state, _| add(state, most));
        let Some(State::Stock(full)) = up.clone() else { panic!("a line") };
        prop_assert_eq!(i128::from(full.quantity), (times as i128 * i128::from(most)).min(i128::from(i64::MAX)));
        let down = (0..times).fold(up, |state, _| add(state, -most));
        let Some(State::Stock(empty)) = down else { panic!("a line") };
        prop_assert_eq!(empty.quantity, 0);
    }
}
