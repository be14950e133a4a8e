//! A small hub: one laptop, an administrator, and a storekeeper.

use feed::Scope;
use feed::membership::{Founded, MembershipEvent, PersonEnrolled, SessionOpened};

use crate::book::Book;
use crate::known::{device, key, person, person_key};

pub const ADMIN: u8 = 0xa1;
pub const KEEPER: u8 = 0xb2;
pub const STRANGER: u8 = 0xcc;
/// Of the coordination staff.
pub const COORDINATOR: u8 = 0xd0;
pub const SECOND: u8 = 0xd1;
/// An event of the books, which membership knows nothing of.
pub const WORK: u32 = 100;

/// A hub with a laptop and an administrator, and a storekeeper without a session yet.
pub struct Hub {
    pub book: Book,
    pub roster: usize,
    pub store: usize,
    /// The last act of the roster that the store's feed has seen.
    pub ready: usize,
}

pub fn key_number(who: u8) -> u8 {
    match who {
        ADMIN => 20,
        COORDINATOR => 22,
        SECOND => 23,
        _ => 21,
    }
}

pub fn founded_by(device_number: u8) -> Founded {
    Founded::sign(&key(1), [9; 16], device(device_number), person(ADMIN), person_key(20))
}

impl Hub {
    pub fn new() -> Self {
        let mut book = Book::default();
        let founded = founded_by(10);
        let hub = founded.hub_id();
        let roster = book.line(10, Scope::Roster(hub), 1);
        let store = book.line(10, Scope::Hub(hub), 1);
        book.say(roster, person(ADMIN), founded.into(), &[]);
        let mut hub = Self { book, roster, store, ready: 0 };
        hub.open(roster, ADMIN, &[]);
        let enrolled = PersonEnrolled { person: person(KEEPER), key: person_key(21) };
        hub.ready = hub.book.say(roster, person(ADMIN), enrolled.into(), &[]);
        hub.open(store, ADMIN, &[hub.ready]);
        hub
    }

    pub fn open(&mut self, line: usize, who: u8, seen: &[usize]) -> usize {
        let feed = self.book.feed(line).id();
        let opened = SessionOpened::sign(&key(key_number(who)), person(who), feed, [4; 16]);
        self.book.say(line, person(who), opened.into(), seen)
    }

    pub fn admin(&mut self, event: impl Into<MembershipEvent>) -> usize {
        self.book.say(self.roster, person(ADMIN), event.into(), &[])
    }

    pub fn work(&mut self, line: usize, who: u8, seen: &[usize]) -> usize {
        self.book.act(line, person(who), vec![(WORK, b"work".to_vec())], seen)
    }
}
