//! Every test of the storage runs on both databases: SQLite in a folder of its own, PostgreSQL in a database
//! of its own on a private server.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock};

use center::storage::{Postgres, Sqlite, Storage};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A database that is gone with it.
pub struct Database {
    pub name: &'static str,
    pub storage: Arc<dyn Storage>,
    /// Of SQLite.
    pub folder: Option<TempDir>,
    /// Of PostgreSQL.
    pub url: Option<String>,
}

impl Database {
    /// Changes it behind the center's back, all at once.
    pub fn execute(&self, statements: &str) {
        if let Some(folder) = &self.folder {
            let connection = rusqlite::Connection::open(folder.path().join("center.db")).unwrap();
            connection.execute_batch(&format!("begin; {statements} commit;")).unwrap();
        }
        if let Some(url) = &self.url {
            RUNTIME.block_on(async {
                let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
                tokio::spawn(connection);
                client.batch_execute(statements).await.unwrap();
            });
        }
    }

    /// As by a process that starts now.
    pub fn opened_anew(&self) -> Arc<dyn Storage> {
        match (&self.folder, &self.url) {
            (Some(folder), _) => Arc::new(Sqlite::open(&folder.path().join("center.db")).unwrap()),
            (None, Some(url)) => Arc::new(Postgres::open(url, RUNTIME.handle().clone()).unwrap()),
            (None, None) => panic!("a database is somewhere"),
        }
    }
}

pub fn sqlite() -> Database {
    let folder = TempDir::new().unwrap();
    let storage = Arc::new(Sqlite::open(&folder.path().join("center.db")).unwrap());
    Database { name: "SQLite", storage, folder: Some(folder), url: None }
}

/// `None`, with a word why, where PostgreSQL is not installed.
pub fn postgres() -> Option<Database> {
    let server = SERVER.as_ref()?;
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!("center_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let url = server.url("postgres");
    RUNTIME.block_on(async {
        let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client.batch_execute(&format!("create database {name}")).await.unwrap();
    });
    let url = server.url(&name);
    let storage = Arc::new(Postgres::open(&url, RUNTIME.handle().clone()).unwrap());
    Some(Database { name: "PostgreSQL", storage, folder: None, url: Some(url) })
}

/// Both, or as many as there are.
pub fn every() -> Vec<Database> {
    [Some(sqlite()), postgres()].into_iter().flatten().collect()
}

pub static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

static SERVER: LazyLock<Option<Server>> = LazyLock::new(|| {
    let programs = programs();
    if programs.is_none() {
        eprintln!("skipped for PostgreSQL: no /usr/lib/postgresql/*/bin/postgres on this machine");
    }
    programs.map(|programs| Server::start(&programs))
});

/// The folder with the programs of the newest version installed.
pub fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<PathBuf> = versions.flatten().map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.into_iter().rev().find(|folder| folder.join("postgres").exists())
}

/// A server on a socket in a temporary folder. It ends with the process that started it, by its own watch over
/// a pipe: a static is never dropped.
struct Server {
    folder: TempDir,
    _watch: Child,
}

impl Server {
    fn start(programs: &Path) -> Self {
        let folder = TempDir::with_prefix("komora-pg").unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
        let path = folder.path().display();
        let bin = programs.display();
        let data = format!("{path}/data");
        run_as_postgres(&format!("{bin}/initdb -D {data} -A trust -U postgres -E UTF8 --no-sync"));
        let options = format!("-k {path} -c listen_addresses= -c max_connections=60");
        run_as_postgres(&format!("{bin}/pg_ctl -D {data} -w -l {path}/log -o '{options}' start"));
        // `cat` ends when this process does, however it does.
        let stop =
            format!("cat > /dev/null; {AS_POSTGRES}{bin}/pg_ctl -D {data} -m immediate stop; rm -rf {path}");
        let stop = if is_root() { stop } else { stop.replace(AS_POSTGRES, "") };
        let watch = shell(&stop).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        Self { folder, _watch: watch }
    }

    fn url(&self, database: &str) -> String {
        let host = self.folder.path().to_string_lossy().replace('/', "%2F");
        format!("postgres://postgres@{host}/{database}")
    }
}

/// PostgreSQL refuses to run as root.
pub const AS_POSTGRES: &str = "setpriv --reuid=postgres --regid=postgres --clear-groups ";

pub fn run_as_postgres(command: &str) {
    let command = if is_root() { format!("{AS_POSTGRES}{command}") } else { command.to_owned() };
    let status = shell(&command).stdout(Stdio::null()).status().unwrap();
    assert!(status.success(), "{command}");
}

pub fn shell(command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command).current_dir("/");
    shell
}

pub fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}
