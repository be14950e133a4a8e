//! A store alone: what is recorded in it directly, and how each entry stands there.

use feed::{AuthorityKey, Hash, Reason, Verified};
use rusqlite::OptionalExtension;
use store::{Database, DatabaseKey, Held, OwnFeeds, Settings, Status, StoreError, Synchronous};
use tempfile::TempDir;

pub struct Replica {
    database: Database,
    own: OwnFeeds,
    _folder: TempDir,
}

impl Replica {
    /// Empty, in a network.
    pub fn of(network: AuthorityKey) -> Self {
        let folder = TempDir::new().unwrap();
        let held = Held::take(folder.path()).unwrap();
        let settings = Settings {
            synchronous: Synchronous::Normal,
            writer_cache_kib: 4096,
            reader_cache_kib: 4096,
            ..Settings::default()
        };
        let database = Database::create(&held, &DatabaseKey::from_bytes([42; 32]), &settings).unwrap();
        let own = OwnFeeds::new();
        let begun = database.write(|transaction| {
            store::bring_up_to_date(transaction, own.remembered(), &mut |_, _| true)?;
            store::network::trust(transaction, own.remembered(), network)
        });
        begun.unwrap();
        Self { database, own, _folder: folder }
    }

    /// One after another, each in a transaction of its own.
    pub fn record<'a>(&self, runs: impl IntoIterator<Item = &'a Verified>) {
        for run in runs {
            let recorded =
                self.database.write(|transaction| store::record(transaction, self.own.remembered(), run));
            recorded.unwrap();
        }
    }

    /// How an entry stands; `None` where it is not held.
    pub fn status(&self, entry: &Hash) -> Option<Status> {
        let codes = self.database.read(|connection| {
            let mut statement =
                connection.prepare_cached("select status, reason from entry where hash = ?1")?;
            let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
            Ok::<Option<(u8, u8)>, StoreError>(statement.query_row([entry.as_bytes()], read).optional()?)
        });
        codes.unwrap().map(|(status, reason)| match status {
            0 => Status::Folded,
            1 => Status::Parked,
            _ => Status::Quarantined(Reason::from_code(reason).unwrap()),
        })
    }

    /// As [`Laptop::hashes`](super::world::Laptop::hashes) tells them.
    pub fn hashes(&self) -> Vec<(String, String)> {
        let hex = |hash: [u8; 32]| hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let hashes = self.database.read(store::state_hashes).unwrap();
        hashes.into_iter().map(|(scope, hash)| (scope.to_string(), hex(hash))).collect()
    }

    /// Nothing it holds contradicts itself.
    pub fn is_sound(&self) -> bool {
        let report = self.database.read(|store| store::verify::verify(store, &mut |_, _| true));
        report.unwrap().problems.is_empty()
    }
}
