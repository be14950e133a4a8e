//! How much room the blobs of a scope have, and what gives way when there is none. Room is taken by the bytes that
//! are held, in the name of whoever brought a blob's newest part. One device may take as much of it as it leaves
//! free: alone half of it, the next one half of the rest, so that nobody takes what the others need.

use wire::message::BlobName;

use super::{BlobRow, NewPart};

/// What the smallest blob takes, in bytes: many tiny ones fill a table before they fill a disk.
pub const LEAST_ROOM_BYTES: u64 = 64 * 1024;

/// One that was begun and did not grow for so long gives way, in milliseconds. Whoever is bringing one is never
/// interrupted, or two would go on for ever taking each other's place.
pub const QUIET_MS: i64 = 60 * 60 * 1000;

/// Of those that give way, how many for one part at most: what takes longer keeps the others waiting.
pub const MOST_GIVING_WAY: usize = 256;

/// What would be taken of a scope's room, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    pub all: u64,
    pub taken: u64,
    /// Of that, by the device that asks.
    pub own: u64,
}

/// A blob that may give way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    pub of: BlobName,
    /// Bytes of room it takes.
    pub takes: u64,
    /// It was brought by the device that asks.
    pub is_own: bool,
}

/// What comes of a part for which others might give way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// There is room once so many of them, from the first, are gone.
    Room(usize),
    /// All of them do not suffice, but more may follow.
    NotYet,
    /// There is none, and nothing gives way for it.
    NotAtAll,
}

/// The room that a blob takes of which so many bytes are held.
pub fn takes(held: u64) -> u64 {
    held.max(LEAST_ROOM_BYTES)
}

impl NewPart {
    /// The room as it would be with this part, `found` being what is held of its blob without it: whoever goes on
    /// with what another began takes all of it upon itself.
    pub fn room(&self, taken: u64, own: u64, found: Option<&BlobRow>) -> Room {
        let before = found.map_or(0, |row| takes(row.held));
        let own_before = if found.is_some_and(|row| row.by == Some(self.by)) { before } else { 0 };
        let with = takes(self.row.start + self.row.bytes.len() as u64);
        Room {
            all: self.room_bytes,
            taken: taken.saturating_sub(before).saturating_add(with),
            own: own.saturating_sub(own_before).saturating_add(with),
        }
    }

    /// Since when one must not have grown to give way to this part: UTC, milliseconds since 1970.
    pub fn quiet_since_ms(&self) -> i64 {
        self.at_ms.saturating_sub(QUIET_MS)
    }
}

impl Room {
    /// Whether as much is left as the device takes.
    pub fn suffices(&self) -> bool {
        self.own <= self.all.saturating_sub(self.taken)
    }

    /// How many of these give way; they stand in their order, longest quiet first. At most [`MOST_GIVING_WAY`] are
    /// asked for at a time.
    pub fn made_by(mut self, quiet: &[Quiet]) -> Made {
        for (gone, one) in quiet.iter().enumerate() {
            if self.suffices() {
                return Made::Room(gone);
            }
            self.taken = self.taken.saturating_sub(one.takes);
            self.own = self.own.saturating_sub(if one.is_own { one.takes } else { 0 });
        }
        match (self.suffices(), quiet.len() < MOST_GIVING_WAY) {
            (true, _) => Made::Room(quiet.len()),
            (false, true) => Made::NotAtAll,
            (false, false) => Made::NotYet,
        }
    }
}

#[cfg(test)]
mod tests {

    use feed::{BlobId, DeviceKey, Hash, HubId, Scope};

    use super::super::PartRow;
    use super::*;

    const KIB: u64 = 1024;

    fn of() -> BlobName {
        BlobName { scope: Scope::Hub(HubId::from_bytes([1; 32])), blob: BlobId::from_bytes([2; 32]) }
    }

    fn device(number: u8) -> DeviceKey {
        DeviceKey::from_bytes([number; 32])
    }

    /// A megabyte of the scope's ten is taken, 300 KiB of it by the device that brings this part.
    fn with(found: Option<(u64, Option<u8>)>, start: u64, length: u64) -> (u64, u64) {
        let found = found.map(|(held, by)| BlobRow {
            of: of(),
            size: 900 * KIB,
            held: held * KIB,
            whole: false,
            by: by.map(device),
        });
        let bytes = vec![0; usize::try_from(length * KIB).unwrap()];
        let row = PartRow { of: of(), start: start * KIB, bytes, mac: Hash::ZERO };
        let part = NewPart { row, size: 900 * KIB, room_bytes: 10_000 * KIB, by: device(1), at_ms: 0 };
        let room = part.room(1_000 * KIB, 300 * KIB, found.as_ref());
        assert_eq!(room.all, 10_000 * KIB);
        (room.taken / KIB, room.own / KIB)
    }

    #[test]
    fn room_is_taken_by_what_is_held_in_the_name_of_whoever_brings_it() {
        for (what, found, (start, length), room) in [
            ("a new one", None, (0, 200), (1_200, 500)),
            ("a small one", None, (0, 5), (1_064, 364)),
            ("its own grows", Some((100, Some(1))), (100, 40), (1_040, 340)),
            ("its own small one grows", Some((16, Some(1))), (16, 16), (1_000, 300)),
            ("another's grows", Some((100, Some(2))), (100, 40), (1_040, 440)),
            ("nobody's grows", Some((100, None)), (100, 40), (1_040, 440)),
            ("another's begins anew", Some((200, Some(2))), (0, 50), (864, 364)),
        ] {
            assert_eq!(with(found, start, length), room, "{what}");
        }
    }

    #[test]
    fn as_many_give_way_as_must_and_none_in_vain() {
        let quiet = |takes, is_own| Quiet { of: of(), takes, is_own };
        let many = vec![quiet(1, false); MOST_GIVING_WAY];
        for (taken, own, quiet, made) in [
            (90, 10, vec![], Made::Room(0)),
            (91, 10, vec![], Made::NotAtAll),
            (91, 10, vec![quiet(3, false), quiet(3, false)], Made::Room(1)),
            (95, 10, vec![quiet(3, false), quiet(3, false)], Made::Room(2)),
            (97, 10, vec![quiet(3, false), quiet(3, false)], Made::NotAtAll),
            // Its own counts twice: less is taken, and less by it.
            (97, 10, vec![quiet(4, true), quiet(4, false)], Made::Room(1)),
            (1_000, 10, many, Made::NotYet),
        ] {
            assert_eq!(Room { all: 100, taken, own }.made_by(&quiet), made, "{taken} {own} {quiet:?}");
        }
    }

    /// What is left of 1,024 for another device once so many have taken all they are let.
    fn left(greedy: u32, lets: impl Fn(Room) -> bool) -> u64 {
        let (all, mut taken) = (1_024, 0);
        let mut take = || {
            let mut own = 0;
            while lets(Room { all, taken: taken + 1, own: own + 1 }) {
                (taken, own) = (taken + 1, own + 1);
            }
            own
        };
        for _ in 0..greedy {
            take();
        }
        take()
    }

    #[test]
    fn greedy_devices_never_take_what_another_needs() {
        for (greedy, for_another) in [(0, 512), (1, 256), (2, 128), (5, 16)] {
            assert_eq!(left(greedy, |room| room.suffices()), for_another, "beside {greedy}");
        }
        // The mutant: first come, first served.
        assert_eq!(left(1, |room| room.taken <= room.all), 0);
    }
}
