//! How fast pages come in, beside the bare insertion of the same rows. Prints figures; asserts only that
//! everything arrived.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use feed::Verified;

use crate::databases::{Database, RUNTIME, every};
use crate::world::{NOW, World};

const PAGES: usize = 20;
const ENTRIES: usize = 5_000;

/// Pages of 5,000 entries, each one run under one seal, as a laptop sends a long history.
fn pages(world: &mut World) -> Vec<Vec<u8>> {
    let scope = world.hub_scope();
    let runs = world.hub.acts(scope, PAGES * ENTRIES);
    let mut pages = Vec::new();
    let mut pager = feed::exchange::Pager::new(ENTRIES);
    let encode =
        |spans: Vec<feed::Span>| feed::exchange::encode_page(&spans, &feed::exchange::NoNames).unwrap();
    for run in runs {
        pages.extend(pager.push(run.into_span()).map(encode));
    }
    pages.extend(pager.finish().map(encode));
    pages
}

/// Reads and verifies the next page while the one before is written.
fn ingest(database: &Database, world: &mut World) -> (usize, Duration) {
    let books = world.founded(database.storage.clone());
    let device = world.hub.device();
    books.push(device, &[world.begin_hub()], NOW).unwrap();
    let pages = pages(world);
    let (read, next) = mpsc::sync_channel::<Vec<Verified>>(1);
    let began = Instant::now();
    let kept = std::thread::scope(|scope| {
        let (books, pages) = (&books, &pages);
        scope.spawn(move || {
            for page in pages {
                read.send(books.read_page(page).unwrap()).unwrap();
            }
        });
        next.iter().map(|runs| books.push(device, &runs, NOW).unwrap().fresh).sum()
    });
    (kept, began.elapsed())
}

/// The same rows by bare insertion, one transaction a page.
fn bare(database: &Database, rows: &[center::storage::EntryRow]) -> Duration {
    if let Some(folder) = &database.folder {
        let mut connection = rusqlite::Connection::open(folder.path().join("bare.db")).unwrap();
        connection.execute_batch("pragma journal_mode = wal; pragma synchronous = full; create table entry (branch integer, seq integer, hash blob, body blob, primary key (branch, seq)) strict, without rowid").unwrap();
        let began = Instant::now();
        for page in rows.chunks(ENTRIES) {
            let transaction = connection.transaction().unwrap();
            {
                let mut insert =
                    transaction.prepare_cached("insert into entry values (?1, ?2, ?3, ?4)").unwrap();
                for row in page {
                    insert.execute((row.branch, row.seq as i64, row.hash.as_bytes(), &row.body)).unwrap();
                }
            }
            transaction.commit().unwrap();
        }
        return began.elapsed();
    }
    let url = database.url.clone().unwrap();
    RUNTIME.block_on(async {
        let (mut client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client.batch_execute("create table bare (like entry including all)").await.unwrap();
        let began = Instant::now();
        for page in rows.chunks(ENTRIES) {
            let transaction = client.transaction().await.unwrap();
            let sink = transaction.copy_in("copy bare from stdin binary").await.unwrap();
            use tokio_postgres::types::Type;
            let types = [Type::INT8, Type::INT8, Type::BYTEA, Type::BYTEA];
            let mut writer =
                std::pin::pin!(tokio_postgres::binary_copy::BinaryCopyInWriter::new(sink, &types));
            for row in page {
                let hash = &row.hash.as_bytes()[..];
                writer
                    .as_mut()
                    .write(&[&i64::from(row.branch), &(row.seq as i64), &hash, &row.body])
                    .await
                    .unwrap();
            }
            writer.finish().await.unwrap();
            transaction.commit().await.unwrap();
        }
        began.elapsed()
    })
}

#[test]
fn pages_of_five_thousand_come_in() {
    for database in every() {
        let mut world = World::new();
        let (kept, time) = ingest(&database, &mut world);
        assert_eq!(kept, PAGES * ENTRIES, "{}", database.name);
        let branch = database.storage.branches().unwrap().last().unwrap().n;
        let rows = database.storage.entries(branch, 0, u64::MAX, usize::MAX).unwrap();
        let bare = bare(&database, &rows);
        let a_second = |time: Duration| (kept as f64 / time.as_secs_f64()) as u64;
        println!(
            "{}: {} entries/s from pages, {} rows/s bare ({:.2} ×)",
            database.name,
            a_second(time),
            a_second(bare),
            bare.as_secs_f64() / time.as_secs_f64()
        );
    }
}
