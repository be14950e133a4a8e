//! A center takes in pages of 5,000 entries, beside the bare insertion of the same rows into the same database.

use std::path::Path;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use center::books::Books;
use center::keys::Keys;
use center::storage::{EntryRow, Postgres, Sqlite, Storage};
use feed::exchange::{NoNames, Pager, encode_page};
use feed::{SigningKey, Span, Verified};
use tests::world::RUNTIME;
use tokio_postgres::NoTls;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::Type;
use wire::Refused;

use crate::Scale;
use crate::figure::{Figure, Measure};
use crate::measure::Outcome;
use crate::network::{Hub, Network};
use crate::postgres::Server;

const PAGE: usize = 5_000;
const NOW_MS: i64 = 1_800_000_000_000;
const ENTRIES_A_SECOND: f64 = 100_000.0;

pub fn figures(folder: &Path, scale: Scale, tell: &mut dyn FnMut(Figure)) -> Outcome<()> {
    let entries = scale.of(200_000);
    let storage = Arc::new(Sqlite::open(&folder.join("center.db"))?);
    let (time, rows) = ingested(storage, entries)?;
    tell(told("SQLite", time, bare_sqlite(&folder.join("bare.db"), &rows)?, rows.len()));
    let Some(server) = Server::start()? else {
        eprintln!("  ingest: not measured on PostgreSQL, which is not installed");
        return Ok(());
    };
    let storage = Arc::new(Postgres::open(server.url(), RUNTIME.handle().clone())?);
    let (time, rows) = ingested(storage, entries)?;
    let bare = RUNTIME.block_on(bare_postgres(server.url(), &rows))?;
    tell(told("PostgreSQL", time, bare, rows.len()));
    Ok(())
}

fn told(database: &str, time: Duration, bare: Duration, rows: usize) -> Figure {
    let work = format!("center ingest of {rows} entries, {database}");
    Figure::of(work, Measure::rate(rows, time, "entries"))
        .beside_measure(Measure::rate(rows, bare, "rows"), "inserted bare")
        .within(Measure::Rate(ENTRIES_A_SECOND, "entries"))
}

/// The next page is read and verified while the one before is written, as it is when more than one laptop
/// hands over. Gives the time, and the rows that were written.
fn ingested(storage: Arc<dyn Storage>, entries: usize) -> Outcome<(Duration, Vec<EntryRow>)> {
    let mut hub = Hub::founded(0, 1)?;
    let network = Network::of(&[hub.id])?;
    let secret = |n| SigningKey::from_bytes(&[n; 32]);
    let keys = Keys { center: secret(3), registrar: secret(4), network: Some(network.authority) };
    let books = Books::open(Arc::clone(&storage), keys, NOW_MS)?;
    let laptop = &mut hub.laptops[0];
    let device = laptop.device();
    books.push(network.coordination, &network.runs, NOW_MS)?;
    books.push(device, &hub.runs, NOW_MS)?;
    let pages = pages(laptop.moves(entries)?)?;
    let (read, next) = mpsc::sync_channel::<Result<Vec<Verified>, Refused>>(1);
    let began = Instant::now();
    let kept = thread::scope(|scope| -> Outcome<usize> {
        let (books, pages) = (&books, &pages);
        scope.spawn(move || {
            // Whoever writes may have given up.
            pages.iter().all(|page| read.send(books.read_page(page)).is_ok())
        });
        let mut kept = 0;
        for runs in next {
            kept += books.push(device, &runs?, NOW_MS)?.fresh;
        }
        Ok(kept)
    })?;
    let time = began.elapsed();
    let branch = storage.branches()?.last().ok_or("nothing was kept")?.n;
    let rows = storage.entries(branch, 0, u64::MAX, usize::MAX)?;
    if kept <= entries || rows.len() != kept {
        return Err(format!("of {entries} moves and a session {kept} were kept").into());
    }
    Ok((time, rows))
}

/// Each stands for itself, as the first ones to a center that knows nothing do.
fn pages(runs: Vec<Verified>) -> Outcome<Vec<Vec<u8>>> {
    let mut pager = Pager::new(PAGE);
    let mut full: Vec<Vec<Span>> = Vec::new();
    for run in runs {
        full.extend(pager.push(run.into_span()));
    }
    full.extend(pager.finish());
    full.iter().map(|spans| Ok(encode_page(spans, &NoNames)?)).collect()
}

fn bare_sqlite(path: &Path, rows: &[EntryRow]) -> Outcome<Duration> {
    let mut connection = rusqlite::Connection::open(path)?;
    connection.query_row("pragma journal_mode = wal", [], |_| Ok(()))?;
    connection.execute_batch(
        "pragma synchronous = full; pragma cache_size = -32768; pragma wal_autocheckpoint = 4000;
         create table entry (branch integer, seq integer, hash blob, body blob, primary key (branch, seq))
         strict, without rowid",
    )?;
    let began = Instant::now();
    for page in rows.chunks(PAGE) {
        let transaction = connection.transaction()?;
        {
            let mut insert = transaction.prepare_cached("insert into entry values (?1, ?2, ?3, ?4)")?;
            for row in page {
                insert.execute((row.branch, i64::try_from(row.seq)?, row.hash.as_bytes(), &row.body))?;
            }
        }
        transaction.commit()?;
    }
    Ok(began.elapsed())
}

async fn bare_postgres(url: &str, rows: &[EntryRow]) -> Outcome<Duration> {
    let (mut client, connection) = tokio_postgres::connect(url, NoTls).await?;
    RUNTIME.spawn(connection);
    client.batch_execute("create table bare (like entry including all)").await?;
    let began = Instant::now();
    for page in rows.chunks(PAGE) {
        let transaction = client.transaction().await?;
        let sink = transaction.copy_in("copy bare from stdin binary").await?;
        let types = [Type::INT8, Type::INT8, Type::BYTEA, Type::BYTEA];
        let mut writer = std::pin::pin!(BinaryCopyInWriter::new(sink, &types));
        for row in page {
            let (branch, seq) = (i64::from(row.branch), i64::try_from(row.seq)?);
            let hash = &row.hash.as_bytes()[..];
            writer.as_mut().write(&[&branch, &seq, &hash, &row.body]).await?;
        }
        writer.finish().await?;
        transaction.commit().await?;
    }
    Ok(began.elapsed())
}
