//! PostgreSQL: where one machine is outgrown. Several processes may stand in front of one cluster; they find
//! whichever host takes writes, and no read ever comes from another.

mod blobs;
mod read;
mod room;
mod write;

use std::path::Path;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Transaction};
use feed::Hash;
use tokio::runtime::Handle;
use tokio_postgres::config::TargetSessionAttrs;
use tokio_postgres::{Config, NoTls};
use wire::message::BlobName;

use super::{
    Appended, Batch, BlobRow, BranchRow, Decide, EntryRow, EvidenceRow, FeedRow, LedgerRow, NewPart,
    PartKept, PartRow, SealRow, Storage, Strays, VoucherRow,
};
use crate::error::CenterError;
use crate::failpoint;

/// In order; each is applied once and never changed.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../../migrations/center-postgres/0001_history.sql"),
    include_str!("../../../../migrations/center-postgres/0002_blob.sql"),
    include_str!("../../../../migrations/center-postgres/0003_blob_room.sql"),
];

/// Connections of one process.
const CONNECTIONS: usize = 8;

/// Held while one process writes, whatever it writes: commits stand in one line. The number is "Komora".
const WRITING: i64 = 0x4b6f_6d6f_7261;

/// Held while one process keeps a part of a blob: pages do not wait for parts, nor parts for pages.
const KEEPING_PARTS: i64 = WRITING + 1;

/// For one host to take a connection.
const CONNECT: Duration = Duration::from_secs(5);

/// After which a host that acknowledges nothing is given up.
const SILENCE: Duration = Duration::from_secs(15);

/// Between two signs of life asked of a host that owes an answer.
const BETWEEN_SIGNS: Duration = Duration::from_secs(3);

/// What `synchronous_commit` may be: anything less acknowledges what a power cut can take back.
const SAFE: [&str; 2] = ["on", "remote_apply"];

/// A pool of connections to the host that takes writes.
pub struct Postgres {
    pool: Pool,
    runtime: Handle,
}

impl Postgres {
    /// Connects, asserts the settings and brings the tables up to date. `runtime` must have several threads;
    /// calls come from threads that may block.
    ///
    /// # Errors
    /// Nobody takes writes, a setting would lose acknowledged commits, or the tables are of a newer form.
    pub fn open(url: &str, runtime: Handle) -> Result<Self, CenterError> {
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Verified };
        let manager = Manager::from_config(config(url)?, NoTls, recycling);
        let pool = Pool::builder(manager).max_size(CONNECTIONS).build();
        let pool = pool.map_err(|_| CenterError::Setting { setting: "pool" })?;
        let storage = Self { pool, runtime };
        storage.wait(storage.prepare())?;
        Ok(storage)
    }

    async fn prepare(&self) -> Result<(), CenterError> {
        let mut connection = self.connection().await?;
        for (setting, wanted) in
            [("synchronous_commit", &SAFE[..]), ("fsync", &["on"]), ("full_page_writes", &["on"])]
        {
            let row = connection.query_one("select current_setting($1)", &[&setting]).await?;
            if !wanted.contains(&row.get::<_, &str>(0)) {
                return Err(CenterError::Setting { setting });
            }
        }
        let transaction = connection.transaction().await?;
        transaction.execute("select pg_advisory_xact_lock($1)", &[&WRITING]).await?;
        transaction.batch_execute("create table if not exists form (number bigint primary key)").await?;
        let row = transaction.query_one("select coalesce(max(number), 0) from form", &[]).await?;
        let (found, known) = (row.get::<_, i64>(0), MIGRATIONS.len() as i64);
        if found > known {
            return Err(CenterError::NewerDatabase { found, known });
        }
        for (number, migration) in (1_i64..).zip(MIGRATIONS).filter(|(number, _)| *number > found) {
            transaction.batch_execute(migration).await?;
            transaction.execute("insert into form (number) values ($1)", &[&number]).await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn connection(&self) -> Result<Object, CenterError> {
        Ok(self.pool.get().await?)
    }

    fn wait<T>(&self, work: impl Future<Output = Result<T, CenterError>>) -> Result<T, CenterError> {
        self.runtime.block_on(work)
    }

    /// A transaction that is the only one under this number.
    async fn turn(connection: &mut Object, number: i64) -> Result<Transaction<'_>, CenterError> {
        let transaction = connection.transaction().await?;
        let lock = transaction.prepare_cached("select pg_advisory_xact_lock($1)").await?;
        transaction.execute(&lock, &[&number]).await?;
        Ok(transaction)
    }

    async fn keep(&self, part: &NewPart) -> Result<PartKept, CenterError> {
        let mut connection = self.connection().await?;
        failpoint::pass("before-part");
        let transaction = Self::turn(&mut connection, KEEPING_PARTS).await?;
        let kept = blobs::keep(&transaction, part).await?;
        failpoint::pass("before-part-commit");
        transaction.commit().await?;
        failpoint::pass("after-part-commit");
        Ok(kept)
    }

    async fn let_go(&self, of: &BlobName) -> Result<(), CenterError> {
        let mut connection = self.connection().await?;
        let transaction = Self::turn(&mut connection, KEEPING_PARTS).await?;
        blobs::let_go(&transaction, of).await?;
        Ok(transaction.commit().await?)
    }

    async fn write(transaction: Transaction<'_>, batch: Batch) -> Result<Appended, CenterError> {
        if read::newest(&transaction).await? + 1 != batch.ledger.number {
            return Ok(Appended::Behind);
        }
        write::batch(&transaction, &batch).await?;
        failpoint::pass("before-commit");
        transaction.commit().await?;
        failpoint::pass("after-commit");
        Ok(Appended::Committed(Box::new(batch)))
    }
}

/// As the URL says, and where it says nothing of it: a machine that lost its power cannot hang up, so it is
/// given up when it has been silent for a while. One that only lets a commit wait still answers.
fn config(url: &str) -> Result<Config, tokio_postgres::Error> {
    let mut config: Config = url.parse()?;
    config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE);
    }
    if config.get_keepalives_interval().is_none() {
        config.keepalives_idle(BETWEEN_SIGNS).keepalives_interval(BETWEEN_SIGNS);
    }
    Ok(config)
}

impl Storage for Postgres {
    fn newest(&self) -> Result<u64, CenterError> {
        self.wait(async { read::newest(&self.connection().await?).await })
    }

    fn ledger(&self, after: u64, most: usize) -> Result<Vec<LedgerRow>, CenterError> {
        self.wait(async { read::ledger(&self.connection().await?, after, most).await })
    }

    fn feeds(&self) -> Result<Vec<FeedRow>, CenterError> {
        self.wait(async { read::feeds(&self.connection().await?).await })
    }

    fn branches(&self) -> Result<Vec<BranchRow>, CenterError> {
        self.wait(async { read::branches(&self.connection().await?).await })
    }

    fn entries(
        &self,
        branch: u32,
        after: u64,
        until: u64,
        most: usize,
    ) -> Result<Vec<EntryRow>, CenterError> {
        self.wait(async { read::entries(&self.connection().await?, branch, after, until, most).await })
    }

    fn hash_at(&self, branch: u32, seq: u64) -> Result<Option<Hash>, CenterError> {
        Ok(self.hashes(branch, seq, 1)?.first().filter(|(found, _)| *found == seq).map(|(_, hash)| *hash))
    }

    fn hashes(&self, branch: u32, from: u64, most: usize) -> Result<Vec<(u64, Hash)>, CenterError> {
        self.wait(async { read::hashes(&self.connection().await?, branch, from, most).await })
    }

    fn seals(&self, branch: u32, after: u64, until: u64) -> Result<Vec<SealRow>, CenterError> {
        self.wait(async { read::seals(&self.connection().await?, branch, after, until).await })
    }

    fn evidence(&self, branch: u32, after: u64, until: u64) -> Result<Vec<EvidenceRow>, CenterError> {
        self.wait(async { read::evidence(&self.connection().await?, branch, after, until).await })
    }

    fn append(&self, decide: &mut Decide<'_>) -> Result<Appended, CenterError> {
        let mut connection = self.wait(self.connection())?;
        failpoint::pass("before-begin");
        let transaction = self.wait(Self::turn(&mut connection, WRITING))?;
        match decide()? {
            Some(batch) => self.wait(Self::write(transaction, batch)),
            None => Ok(Appended::Nothing),
        }
    }

    fn vouchers(&self) -> Result<Vec<VoucherRow>, CenterError> {
        self.wait(async { read::vouchers(&self.connection().await?).await })
    }

    fn voucher(&self, ticket: &[u8; 32]) -> Result<Option<VoucherRow>, CenterError> {
        self.wait(async { read::voucher(&self.connection().await?, ticket).await })
    }

    fn held_blobs(&self, names: &[BlobName]) -> Result<Vec<BlobRow>, CenterError> {
        self.wait(async { blobs::held(&self.connection().await?, names).await })
    }

    fn blobs(&self, after: Option<&BlobName>, most: usize) -> Result<Vec<BlobRow>, CenterError> {
        self.wait(async { blobs::after(&self.connection().await?, after, most).await })
    }

    fn blob_parts(&self, of: &BlobName, from: u64, until: u64) -> Result<Vec<PartRow>, CenterError> {
        self.wait(async { blobs::parts(&self.connection().await?, of, from, until).await })
    }

    fn keep_part(&self, part: &NewPart) -> Result<PartKept, CenterError> {
        self.wait(self.keep(part))
    }

    fn drop_blob(&self, of: &BlobName) -> Result<(), CenterError> {
        self.wait(self.let_go(of))
    }

    fn strays(&self) -> Result<Strays, CenterError> {
        self.wait(async { read::strays(&self.connection().await?).await })
    }

    /// PostgreSQL is backed up with its own tools: a file made here would be a poorer copy.
    fn backup(&self, _: &Path) -> Result<(), CenterError> {
        Err(CenterError::Setting { setting: "backup" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_host_is_given_up_soon_unless_the_url_says_otherwise() {
        let seconds = Duration::from_secs;
        for (settings, silence, between_signs) in [
            ("", SILENCE, BETWEEN_SIGNS),
            ("?tcp_user_timeout=40", seconds(40), BETWEEN_SIGNS),
            ("?keepalives_interval=7", SILENCE, seconds(7)),
        ] {
            let config = config(&format!("postgres://center@one,two,three/komora{settings}")).unwrap();
            assert_eq!(config.get_tcp_user_timeout(), Some(&silence), "{settings}");
            assert_eq!(config.get_keepalives_interval(), Some(between_signs), "{settings}");
            assert_eq!(config.get_hosts().len(), 3);
            assert_eq!(config.get_target_session_attrs(), TargetSessionAttrs::ReadWrite);
        }
    }
}
