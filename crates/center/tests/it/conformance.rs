//! What both databases must do alike.

use center::books::Books;
use center::scrub::Scrub;
use center::storage::{Appended, Batch, LedgerRow};
use feed::exchange::Holdings;
use feed::{DeviceKey, Hash};
use wire::message::{HeadsRequest, PullRequest, Since};

use crate::databases::every;
use crate::world::{NOW, World, page};

fn entries(books: &Books) -> u64 {
    let report = Scrub::new(books).unwrap().run().unwrap();
    assert_eq!(report.wrong, 0, "{report:?}");
    report.entries
}

#[test]
fn what_is_pushed_is_held_and_pushed_again_changes_nothing() {
    for database in every() {
        let mut world = World::new();
        let books = world.founded(database.storage.clone());
        let mut runs = vec![world.begin_hub()];
        runs.extend(world.hub.acts(world.hub_scope(), 600));
        let device = world.hub.device();
        let pushed = books.push(device, &runs, NOW).unwrap();
        assert_eq!((pushed.fresh, pushed.entries), (601, 601), "{}", database.name);
        assert!(pushed.answer.gaps.is_empty() && pushed.answer.not_allowed.is_empty());
        let before = database.storage.newest().unwrap();
        let again = books.push(device, &runs, NOW).unwrap();
        assert_eq!((again.fresh, again.answer.receipt.heads.len()), (0, runs.len()));
        assert_eq!(database.storage.newest().unwrap(), before + 1, "a repeated push leaves a row");
        assert_eq!(entries(&books), 601 + 4 + 2);

        let reopened = world.books(database.storage.clone());
        assert_eq!(entries(&reopened), 607);
        assert_eq!(reopened.state().last(), books.state().last());
        let roll = &reopened.state().roll;
        assert_eq!(roll.devices(), books.state().roll.devices());
    }
}

#[test]
fn runs_that_overlap_fork_or_leave_a_gap_find_their_place() {
    for database in every() {
        let mut world = World::new();
        let books = world.founded(database.storage.clone());
        let (device, scope) = (world.hub.device(), world.hub_scope());
        let first = world.begin_hub();
        let second = world.hub.acts(scope, 3).remove(0);
        let fork_from = world.hub.head(scope);
        let third = world.hub.acts(scope, 3).remove(0);
        let feed = third.feed_id();
        let push = |runs: &[feed::Verified]| books.push(device, runs, NOW).unwrap();

        assert_eq!(push(std::slice::from_ref(&third)).answer.gaps, [feed], "{}", database.name);
        push(std::slice::from_ref(&first));
        let joined = join(&[first.clone(), second.clone(), third.clone()]);
        let pushed = push(&[joined]);
        assert_eq!(pushed.fresh, 6);

        // A restored copy goes on from an older head.
        *world.hub.writer(scope) =
            feed::Writer::resume(third.feed().clone(), world.hub.key.clone(), fork_from);
        let other = world.hub.acts(scope, 2).remove(0);
        assert_eq!(push(std::slice::from_ref(&other)).fresh, 2);
        let later = world.hub.acts(scope, 2).remove(0);
        assert_eq!(push(&[later]).fresh, 2);
        assert_eq!(push(&[join(&[first, second, other])]).fresh, 0, "the way to a fork is held");
        let held = books.state().index.get(&feed).unwrap().clone();
        assert_eq!(held.branches.len(), 2);
        assert_eq!(held.branches[1].parent, Some(held.branches[0].n));
        assert_eq!(held.branches[1].first, fork_from.seq + 1);
        assert_eq!(entries(&books), 6 + 7 + 4);
    }
}

/// One run of several that follow each other, under the last one's seal.
fn join(runs: &[feed::Verified]) -> feed::Verified {
    let mut spans = runs.iter().cloned().map(feed::Verified::into_span);
    let mut joined = spans.next().unwrap();
    for mut span in spans {
        joined.entries.append(&mut span.entries);
        joined.evidence.append(&mut span.evidence);
        joined.seal = span.seal;
    }
    feed::verify(joined).unwrap()
}

#[test]
fn a_pull_gives_what_is_lacking_page_by_page() {
    for database in every() {
        let mut world = World::new();
        let books = world.founded(database.storage.clone());
        let scope = world.hub_scope();
        let mut runs = vec![world.begin_hub()];
        runs.extend(world.hub.acts(scope, 1000));
        books.push(world.hub.device(), &runs, NOW).unwrap();
        let admission = admission_of(&books, world.hub.device());
        let told = books.heads(&admission, &HeadsRequest::default()).unwrap();
        assert_eq!(told.holdings.haves.0.len(), 3);
        assert!(!told.changes_only);

        let feed = runs[0].feed_id();
        let mut holdings = Holdings::default();
        let (mut got, mut pages) = (0, 0);
        loop {
            let request = PullRequest { wanted: vec![feed], holdings, most_entries: 300 };
            let answer = books.pull(&admission, &request, NOW).unwrap();
            assert!(answer.damage.is_none() && answer.ladders_wanted.is_empty());
            let spans = feed::exchange::decode_page(&answer.page, &feed::exchange::NoNames).unwrap();
            let verified: Vec<_> = spans.into_iter().map(|span| feed::verify(span).unwrap()).collect();
            got += verified.iter().map(|run| run.entries().len()).sum::<usize>();
            pages += 1;
            holdings = holding(verified.last().unwrap());
            if !answer.more {
                break;
            }
        }
        assert_eq!((got, pages), (1001, 4), "{}", database.name);
        let request = PullRequest { wanted: vec![feed], holdings, most_entries: 300 };
        assert!(books.pull(&admission, &request, NOW).unwrap().page.is_empty());

        let request = HeadsRequest { since: Some(told.now), ladders_wanted: vec![feed] };
        let told = books.heads(&admission, &request).unwrap();
        assert!(told.changes_only);
        let [have] = &told.holdings.haves.0[..] else { panic!("only the ladder asked for") };
        assert_eq!((have.feed, have.ladder.0.first().map(|tip| tip.seq)), (feed, Some(1)));
        let stranger = Since { generation: [9; 16], ..told.now };
        // Of another database, of this one before it was set back by hand, of a time it has not come to.
        let other_past = Since { mark: feed::Hash::from_bytes([9; 32]), ..told.now };
        let ahead = Since { number: told.now.number + 1, ..told.now };
        for since in [stranger, other_past, ahead] {
            let request = HeadsRequest { since: Some(since), ladders_wanted: Vec::new() };
            let told = books.heads(&admission, &request).unwrap();
            assert!(!told.changes_only);
            assert_eq!(told.holdings.haves.0.len(), 3);
        }
    }
}

pub fn holding(run: &feed::Verified) -> Holdings {
    let head = run.head();
    let tips = vec![feed::exchange::Tip { seq: head.seq, hash: head.hash }].into();
    let have = feed::exchange::Have { feed: head.feed, tips, ladder: Vec::new().into() };
    Holdings { haves: vec![have].into(), ladders_wanted: Vec::new().into() }
}

pub fn admission_of(books: &Books, device: DeviceKey) -> feed::membership::Admission {
    books.admission(&device).unwrap()
}

#[test]
fn what_was_not_decided_on_the_last_commit_is_not_written() {
    for database in every() {
        let world = World::new();
        let (one, other) = (world.books(database.storage.clone()), world.books(database.storage.clone()));
        let seen = database.storage.newest().unwrap();
        one.push(world.coordination.device(), &world.network, NOW).unwrap();
        let stale = Batch {
            feeds: Vec::new(),
            branches: Vec::new(),
            entries: Vec::new(),
            seals: Vec::new(),
            evidence: Vec::new(),
            vouchers: Vec::new(),
            blobs: Vec::new(),
            ledger: LedgerRow {
                number: seen + 1,
                at_ms: NOW,
                device: world.hub.device(),
                heads: Vec::new(),
                mac: Hash::ZERO,
            },
        };
        let appended = database.storage.append(&mut || Ok(Some(stale.clone()))).unwrap();
        assert!(matches!(appended, Appended::Behind), "{}", database.name);
        // The second process looks again by itself.
        let pushed = other.push(world.hub.device(), &world.roster, NOW).unwrap();
        assert_eq!(pushed.fresh, 2);
        assert_eq!(one.refresh().unwrap().last(), other.state().last());
        assert_eq!(entries(&one), 6);
    }
}

#[test]
fn many_writers_of_two_processes_lose_nothing() {
    for database in every() {
        let mut world = World::new();
        let books = world.founded(database.storage.clone());
        let other = world.books(database.storage.clone());
        let mut runs = vec![world.begin_hub()];
        runs.extend(world.hub.acts(world.hub_scope(), 40 * 256));
        let device = world.hub.device();
        std::thread::scope(|scope| {
            for (number, books) in [&books, &other, &books, &other].into_iter().enumerate() {
                let runs = &runs;
                scope.spawn(move || {
                    for run in runs.iter().skip(number % 2) {
                        books.push(device, std::slice::from_ref(run), NOW).unwrap();
                    }
                });
            }
        });
        books.push(device, &runs, NOW).unwrap();
        assert_eq!(entries(&books), 6 + 1 + 40 * 256, "{}", database.name);
        assert_eq!(other.refresh().unwrap().last(), books.state().last());
    }
}

#[test]
fn pages_are_read_back_as_they_were_made() {
    let world = World::new();
    let books = world.books(every().remove(0).storage);
    let read = books.read_page(&page(&world.network)).unwrap();
    assert_eq!(read.iter().map(|run| run.entries().len()).sum::<usize>(), 4);
    let mut broken = page(&world.network);
    let end = broken.len() - 20;
    broken.truncate(end);
    assert!(books.read_page(&broken).is_err());
}
