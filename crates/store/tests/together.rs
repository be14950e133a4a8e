//! Many stores made at the same moment, in a process that has made none before. Alone in its binary: the
//! engine starts once a process.

use std::sync::Barrier;

use store::{Database, DatabaseKey, Held, Settings};

#[test]
fn stores_made_at_the_same_moment_are_all_made() {
    const TOGETHER: usize = 32;
    let folder = tempfile::tempdir().unwrap();
    let start = Barrier::new(TOGETHER);
    let settings = Settings { writer_cache_kib: 1024, reader_cache_kib: 1024, ..Settings::default() };
    std::thread::scope(|scope| {
        for number in 0..TOGETHER {
            let (start, settings, folder) = (&start, &settings, folder.path());
            scope.spawn(move || {
                let held = Held::take(&folder.join(number.to_string())).unwrap();
                let key = DatabaseKey::from_bytes([7; 32]);
                start.wait();
                Database::create(&held, &key, settings).unwrap();
            });
        }
    });
}
