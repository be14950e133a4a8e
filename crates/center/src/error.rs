//! What breaks a center.

use std::io;
use std::path::PathBuf;

/// Nothing was acknowledged.
#[derive(Debug, thiserror::Error)]
pub enum CenterError {
    #[error("the database failed")]
    Sqlite(#[from] rusqlite::Error),
    #[error("the database failed")]
    Postgres(#[from] tokio_postgres::Error),
    #[error("no connection to the database could be had")]
    Pool(#[from] deadpool_postgres::PoolError),
    #[error("the database is of form {found}, this program knows {known}")]
    NewerDatabase { found: i64, known: i64 },
    #[error("a setting of the database is not what it must be: {setting}")]
    Setting { setting: &'static str },
    #[error("a row of {table} is not as it was written")]
    Damaged { table: &'static str },
    #[error("{path} cannot be read or written")]
    File { path: PathBuf, source: io::Error },
    #[error("{path} is not what it should be")]
    BadFile { path: PathBuf },
    #[error("{path} is there already")]
    FileExists { path: PathBuf },
    #[error("the operating system gives no random numbers")]
    NoRandomness,
    #[error("the address cannot be listened on")]
    Listen(#[source] io::Error),
    #[error("the registrar's entry could not be written")]
    Registrar(#[from] feed::WriteError),
    #[error("no authority has named this center's registrar there")]
    NotRegistrar,
    #[error("too many feeds or branches for this database")]
    Full,
    #[error("somebody else wrote out of turn; nothing was written")]
    Behind,
    #[error("the database does not hold the last commit any more that it held: it was set back")]
    SetBack,
    #[error(
        "{path} is not the file any more that was opened: stop the center, put the right one in its place, start"
    )]
    Replaced { path: PathBuf },
}
