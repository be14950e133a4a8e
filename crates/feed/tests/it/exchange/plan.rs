//! What is sent, as a decision table.

use feed::exchange::{HeldBranch, HeldFeed, Plan, Resolved, Run, Theirs, Tip, Unknown, plan};
use feed::{Branch, FeedId, Hash, Party, Position, Scope};

use crate::known::some_hub;

const FEED: FeedId = FeedId::from_bytes([1; 32]);

fn held(branches: &[(u32, Option<u32>, u64, u64)]) -> Vec<HeldFeed> {
    let branches = branches.iter().map(|&(branch, parent, first, tip)| HeldBranch {
        branch: Branch(branch),
        parent: parent.map(Branch),
        first,
        tip,
    });
    vec![HeldFeed { feed: FEED, scope: Scope::Hub(some_hub()), branches: branches.collect() }]
}

fn at(branch: u32, seq: u64) -> Resolved {
    let held = Some(Position { branch: Branch(branch), seq });
    Resolved { tip: Tip { seq, hash: Hash::from_bytes([branch as u8; 32]) }, held }
}

fn strange(seq: u64) -> Resolved {
    Resolved { tip: Tip { seq, hash: Hash::from_bytes([0xee; 32]) }, held: None }
}

fn said(tips: &[Resolved], ladder: &[Resolved]) -> Vec<Theirs> {
    vec![Theirs { feed: FEED, tips: tips.to_vec(), ladder: ladder.to_vec() }]
}

fn run(branch: u32, after: u64, until: u64) -> Run {
    Run { feed: FEED, branch: Branch(branch), after, until }
}

fn unknown(seq: u64, ladder_wanted: bool) -> Unknown {
    Unknown { feed: FEED, tip: strange(seq).tip, ladder_wanted }
}

#[test]
fn what_is_sent_follows_from_what_both_hold() {
    let one = held(&[(0, None, 1, 10)]);
    let forked = held(&[(0, None, 1, 10), (1, Some(0), 6, 12)]);
    let thrice = held(&[(0, None, 1, 10), (1, Some(0), 6, 12), (2, Some(1), 9, 9)]);
    type Row = (&'static str, Vec<HeldFeed>, Vec<Theirs>, Vec<Run>, Vec<Unknown>);
    let table: Vec<Row> = vec![
        ("neither has anything", vec![], vec![], vec![], vec![]),
        ("they have nothing", one.clone(), vec![], vec![run(0, 0, 10)], vec![]),
        ("equal", one.clone(), said(&[at(0, 10)], &[]), vec![], vec![]),
        ("they are behind", one.clone(), said(&[at(0, 4)], &[]), vec![run(0, 4, 10)], vec![]),
        ("they are ahead", one.clone(), said(&[strange(12)], &[]), vec![], vec![unknown(12, false)]),
        ("only they have it", vec![], said(&[strange(3)], &[]), vec![], vec![unknown(3, false)]),
        ("they have nothing of a fork", forked.clone(), vec![], vec![run(0, 0, 10), run(1, 5, 12)], vec![]),
        ("they know one branch", forked.clone(), said(&[at(0, 10)], &[]), vec![run(1, 5, 12)], vec![]),
        ("they know the other branch", forked.clone(), said(&[at(1, 12)], &[]), vec![run(0, 5, 10)], vec![]),
        ("they know the fork", forked.clone(), said(&[at(0, 10), at(1, 12)], &[]), vec![], vec![]),
        (
            "they stand before the fork",
            forked.clone(),
            said(&[at(0, 3)], &[]),
            vec![run(0, 3, 10), run(1, 5, 12)],
            vec![],
        ),
        (
            "a branch of a branch",
            thrice,
            said(&[at(1, 7)], &[]),
            vec![run(0, 5, 10), run(1, 7, 12), run(2, 8, 9)],
            vec![],
        ),
        ("another branch below ours", one.clone(), said(&[strange(8)], &[]), vec![], vec![unknown(8, true)]),
        ("another branch as long", one.clone(), said(&[strange(10)], &[]), vec![], vec![unknown(10, true)]),
        (
            "a ladder shows where they part",
            one.clone(),
            said(&[strange(8)], &[strange(7), at(0, 6), at(0, 4)]),
            vec![run(0, 6, 10)],
            vec![unknown(8, false)],
        ),
        (
            "a ladder that has nothing in common",
            one.clone(),
            said(&[strange(8)], &[strange(7), strange(1)]),
            vec![run(0, 0, 10)],
            vec![unknown(8, false)],
        ),
        (
            "a ladder shows they are only ahead",
            one.clone(),
            said(&[strange(11)], &[at(0, 10), at(0, 9)]),
            vec![],
            vec![unknown(11, false)],
        ),
        (
            "another first entry has no ladder",
            one.clone(),
            said(&[strange(1)], &[]),
            vec![run(0, 0, 10)],
            vec![unknown(1, false)],
        ),
        (
            "a branch they end on is certain, whatever else they have",
            one.clone(),
            said(&[at(0, 7), strange(9)], &[]),
            vec![run(0, 7, 10)],
            vec![unknown(9, false)],
        ),
        (
            "so is one that parts after that end",
            held(&[(0, None, 1, 10), (1, Some(0), 9, 12)]),
            said(&[at(0, 7), strange(9)], &[]),
            vec![run(0, 7, 10), run(1, 8, 12)],
            vec![unknown(9, false)],
        ),
        (
            "one that parts before it may go on in what is unknown",
            forked,
            said(&[at(0, 7), strange(9)], &[]),
            vec![run(0, 7, 10)],
            vec![unknown(9, true)],
        ),
    ];
    for (name, held, theirs, runs, unknown) in table {
        assert_eq!(plan(&held, &theirs, &|_| true), Plan { runs, unknown }, "{name}");
    }
}

#[test]
fn control_scopes_travel_first_and_what_may_not_be_held_stays() {
    let scopes = [
        Scope::Hub(some_hub()),
        Scope::link(Party::Headquarters, Party::Hub(some_hub())).expect("two parties"),
        Scope::Roster(some_hub()),
        Scope::Network,
    ];
    let held: Vec<HeldFeed> = (1..)
        .zip(scopes)
        .map(|(n, scope)| HeldFeed {
            feed: FeedId::from_bytes([n; 32]),
            scope,
            branches: vec![HeldBranch { branch: Branch(u32::from(n)), parent: None, first: 1, tip: 1 }],
        })
        .collect();
    let sent = |allowed: &dyn Fn(&Scope) -> bool| -> Vec<u32> {
        plan(&held, &[], allowed).runs.iter().map(|run| run.branch.0).collect()
    };
    assert_eq!(sent(&|_| true), [4, 3, 1, 2]);
    assert_eq!(sent(&|scope| scope.is_control()), [4, 3]);
    let theirs = said(&[strange(5)], &[]);
    let theirs = vec![Theirs { feed: held[0].feed, ..theirs[0].clone() }];
    assert_eq!(plan(&held, &theirs, &|scope| scope.is_control()).unknown, [], "nor is anything said of it");
}
