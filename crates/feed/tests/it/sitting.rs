//! Sessions: whose word a feed carries.

use feed::membership::{MembershipEvent, PersonKeyChanged, SessionClosed, SessionOpened};
use feed::{Reason, kinds};

use crate::hub::{ADMIN, Hub, KEEPER, STRANGER, WORK};
use crate::judging::check;
use crate::known::{key, person, person_key};

#[test]
fn the_actor_must_match_the_open_session() {
    check(&[
        (
            "another's session",
            |hub| {
                hub.work(hub.store, KEEPER, &[]);
            },
            Err(Reason::NoSession),
        ),
        (
            "one's own session",
            |hub| {
                hub.open(hub.store, KEEPER, &[]);
                hub.work(hub.store, KEEPER, &[]);
            },
            Ok(()),
        ),
        (
            "a session that another's ended",
            |hub| {
                hub.open(hub.store, KEEPER, &[]);
                hub.work(hub.store, ADMIN, &[]);
            },
            Err(Reason::NoSession),
        ),
        (
            "a closed session",
            |hub| {
                let closed = SessionClosed { person: person(ADMIN) };
                hub.book.say(hub.store, person(ADMIN), closed.into(), &[]);
                hub.work(hub.store, ADMIN, &[]);
            },
            Err(Reason::NoSession),
        ),
        (
            "closing another's session",
            |hub| {
                let closed = SessionClosed { person: person(KEEPER) };
                hub.book.say(hub.store, person(ADMIN), closed.into(), &[]);
            },
            Err(Reason::BadSession),
        ),
        (
            "no session in a new epoch",
            |hub| {
                let other = hub.book.line(10, hub.book.feed(hub.store).scope, 2);
                hub.work(other, ADMIN, &[hub.ready]);
            },
            Err(Reason::NoSession),
        ),
        (
            "a fork inherits the session it left from",
            |hub| {
                let work = hub.work(hub.store, ADMIN, &[]);
                hub.open(hub.store, KEEPER, &[]);
                let fork = hub.book.fork(hub.store, work);
                hub.work(fork, ADMIN, &[]);
            },
            Ok(()),
        ),
        (
            "a fork knows nothing of later sessions",
            |hub| {
                let work = hub.work(hub.store, ADMIN, &[]);
                hub.open(hub.store, KEEPER, &[]);
                let fork = hub.book.fork(hub.store, work);
                hub.work(fork, KEEPER, &[]);
            },
            Err(Reason::NoSession),
        ),
    ]);
}

fn say_opened(hub: &mut Hub, who: u8, opened: SessionOpened, seen: &[usize]) {
    hub.book.say(hub.store, person(who), opened.into(), seen);
}

#[test]
fn a_session_is_opened_by_its_persons_own_signature() {
    check(&[
        (
            "signed with another's key",
            |hub| {
                let feed = hub.book.feed(hub.store).id();
                say_opened(hub, KEEPER, SessionOpened::sign(&key(20), person(KEEPER), feed, [4; 16]), &[]);
            },
            Err(Reason::BadSession),
        ),
        (
            "claiming the right key with another's signature",
            |hub| {
                let feed = hub.book.feed(hub.store).id();
                let mut opened = SessionOpened::sign(&key(20), person(KEEPER), feed, [4; 16]);
                opened.key = person_key(21);
                say_opened(hub, KEEPER, opened, &[]);
            },
            Err(Reason::BadSession),
        ),
        (
            "for another feed",
            |hub| {
                let feed = hub.book.feed(hub.roster).id();
                say_opened(hub, KEEPER, SessionOpened::sign(&key(21), person(KEEPER), feed, [4; 16]), &[]);
            },
            Err(Reason::BadSession),
        ),
        (
            "by a stranger",
            |hub| {
                let feed = hub.book.feed(hub.store).id();
                let opened = SessionOpened::sign(&key(30), person(STRANGER), feed, [4; 16]);
                say_opened(hub, STRANGER, opened, &[]);
            },
            Err(Reason::ActorNotEnrolled),
        ),
        (
            "in another actor's name",
            |hub| {
                let feed = hub.book.feed(hub.store).id();
                say_opened(hub, ADMIN, SessionOpened::sign(&key(21), person(KEEPER), feed, [4; 16]), &[]);
            },
            Err(Reason::BadSession),
        ),
        (
            "with a key that is no longer theirs",
            |hub| {
                let seen = hub.admin(PersonKeyChanged { person: person(KEEPER), key: person_key(22) });
                hub.open(hub.store, KEEPER, &[seen]);
            },
            Err(Reason::BadSession),
        ),
        (
            "with a key that is still theirs as far as the device knows",
            |hub| {
                hub.admin(PersonKeyChanged { person: person(KEEPER), key: person_key(22) });
                hub.open(hub.store, KEEPER, &[]);
            },
            Ok(()),
        ),
        (
            "together with other work",
            |hub| {
                let feed = hub.book.feed(hub.store).id();
                let opened = SessionOpened::sign(&key(21), person(KEEPER), feed, [4; 16]);
                let payload = MembershipEvent::from(opened).to_bytes();
                let events = vec![(kinds::SESSION_OPENED, payload), (WORK, Vec::new())];
                hub.book.act(hub.store, person(KEEPER), events, &[]);
            },
            Err(Reason::BadSession),
        ),
    ]);
}
