//! What a center did not take is not offered again before something has changed.

use std::collections::BTreeSet;

use feed::exchange::{Holdings, Resolved, Run, Theirs, Tip};
use feed::membership::{DeviceEnrolled, MembershipEvent};
use feed::{ActId, DeviceKey, Hash, Position, Scope};
use store::exchange::Offer;
use store::exchange::untaken::{self, Standing, Untaken, WhyUntaken};

use crate::laptop::*;

/// All that a center would be offered that holds nothing: control scopes come first.
fn offered(laptop: &Laptop, left_out: &Standing) -> Vec<Run> {
    laptop
        .database
        .read(|connection| {
            let mut offer = Offer::to(connection, &Holdings::default(), 1_000)?;
            offer.leave_out(left_out.branches.iter().copied());
            let mut spans = Vec::new();
            while let Some(page) = offer.next(connection, &|_| true)? {
                spans.extend(page.spans);
            }
            Ok::<_, store::StoreError>(spans)
        })
        .unwrap()
}

fn standing(laptop: &Laptop, said: &[Theirs]) -> Standing {
    laptop.database.write(|transaction| untaken::standing(transaction, said)).unwrap()
}

fn refused(laptop: &Laptop, span: &Run, why: WhyUntaken) {
    let basis = standing(laptop, &[]).basis;
    let noted = laptop
        .database
        .write(|transaction| untaken::note(transaction, laptop.own.remembered(), basis, span, why));
    noted.unwrap();
}

fn shown(laptop: &Laptop) -> Vec<Untaken> {
    laptop.database.read(untaken::shown).unwrap()
}

/// The center says it holds a branch up to there.
fn holds(span: &Run, seq: u64) -> Theirs {
    let held = Some(Position { branch: span.branch, seq });
    let tips = vec![Resolved { tip: Tip { seq, hash: Hash::ZERO }, held }];
    Theirs { feed: span.feed, tips, ladder: Vec::new() }
}

fn enrol(laptop: &Laptop, seed: u8) {
    let device = DeviceKey::of(&signer(seed).device);
    let enrolled: Vec<MembershipEvent> = vec![DeviceEnrolled { device }.into()];
    let scope = Scope::Roster(laptop.hub);
    let said = laptop.database.write(|transaction| {
        let act = ActId::from_bytes([seed; 16]);
        laptop.own.append_membership(transaction, scope, act, at(5), enrolled, &laptop.signer)
    });
    said.unwrap();
}

#[test]
fn a_branch_is_left_out_until_it_grows_is_taken_or_the_membership_changes() {
    let laptop = stocked();
    let spans = offered(&laptop, &Standing::default());
    let (control, books) = (spans[0], spans[spans.len() - 1]);
    let left_out = |said: &[Theirs]| standing(&laptop, said).branches;
    let only_books = BTreeSet::from([books.branch]);

    refused(&laptop, &books, WhyUntaken::NotAllowed);
    assert_eq!(left_out(&[]), only_books);
    assert_eq!(left_out(&[holds(&books, books.after), holds(&control, control.until)]), only_books);
    let rest = offered(&laptop, &standing(&laptop, &[]));
    assert!(!rest.is_empty() && rest.iter().all(|span| span.branch != books.branch));

    laptop.must(&move_to(&[1], 2));
    assert!(left_out(&[]).is_empty(), "it grew");
    refused(&laptop, &books, WhyUntaken::NotAllowed);
    assert!(left_out(&[holds(&books, books.until)]).is_empty(), "it was taken by another way");
    refused(&laptop, &control, WhyUntaken::Gap);
    refused(&laptop, &books, WhyUntaken::Unreadable);
    assert_eq!(left_out(&[]), BTreeSet::from([control.branch, books.branch]));
    assert!(left_out(&[holds(&control, control.until)]).is_empty(), "the center knows more of who belongs");
    refused(&laptop, &books, WhyUntaken::Unreadable);
    enrol(&laptop, 9);
    assert!(left_out(&[]).is_empty(), "more is known here of who belongs");
    refused(&laptop, &books, WhyUntaken::Unreadable);
    laptop.database.write(|transaction| untaken::forget(transaction)).unwrap();
    assert!(left_out(&[]).is_empty(), "the center begins anew");
}

#[test]
fn what_was_not_taken_is_counted_by_laptop_and_reason() {
    let laptop = stocked();
    let spans = offered(&laptop, &Standing::default());
    let (control, books) = (spans[0], spans[spans.len() - 1]);
    let own = DeviceKey::of(&laptop.signer.device);
    // All but its first entry, which opens the person's session; and who belongs, apart from that.
    refused(&laptop, &Run { after: 1, ..books }, WhyUntaken::NotAllowed);
    refused(&laptop, &control, WhyUntaken::Gap);
    let entries = u32::try_from(books.until - 1).unwrap();
    let who_belongs = u32::try_from(control.until).unwrap();
    let of = |membership, acts, entries, why| Untaken { device: own, membership, acts, entries, why };
    let all = shown(&laptop);
    let [of_books, of_control] = &all[..] else { panic!("{all:?}") };
    assert_eq!(*of_control, of(true, 0, who_belongs, WhyUntaken::Gap));
    assert_eq!(*of_books, of(false, of_books.acts, entries, WhyUntaken::NotAllowed));
    assert!((1..=entries).contains(&of_books.acts), "{of_books:?}");
    // Said again for the same branch it stands once.
    refused(&laptop, &books, WhyUntaken::TooLarge);
    let why: Vec<WhyUntaken> = shown(&laptop).iter().map(|one| one.why).collect();
    assert_eq!(why, [WhyUntaken::TooLarge, WhyUntaken::Gap]);
}
