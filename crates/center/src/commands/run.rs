//! Opens what a command needs and lets it run.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use feed::AuthorityKey;

use super::arguments::{Arguments, Command, Place};
use super::output::{Output, Problem};
use super::{backup, bundle, device, hub, serve};
use crate::books::Books;
use crate::center::now_ms;
use crate::error::CenterError;
use crate::keys::Keys;
use crate::storage::{Postgres, Sqlite, Storage};

const DATABASE: &str = "center.db";

/// Where a command works.
pub struct Desk {
    place: Place,
    runtime: tokio::runtime::Runtime,
}

/// # Errors
/// What the person at the keyboard is told.
pub fn run(arguments: Arguments, output: &Output) -> Result<(), Problem> {
    let runtime = tokio::runtime::Runtime::new().map_err(CenterError::Listen)?;
    let mut place = arguments.place;
    place.database = place.database.or_else(|| std::env::var("KOMORA_CENTER_DATABASE").ok());
    let desk = Desk { place, runtime };
    match arguments.command {
        Command::Init { network } => init(&desk, &network, output),
        Command::Serve { listen, operators } => serve::serve(&desk, listen, operators),
        Command::Hub(command) => hub::run(&desk, command, output),
        Command::Device(command) => device::run(&desk, command, output),
        Command::Bundle(command) => bundle::run(&desk, command, output),
        Command::Backup { file } => backup::backup(&desk, &file, output),
        Command::Restore { file } => backup::restore(&desk, &file, output),
        Command::Verify => backup::verify(&desk, output),
    }
}

impl Desk {
    pub fn data(&self) -> &Path {
        &self.place.data
    }

    pub fn database_file(&self) -> PathBuf {
        self.place.data.join(DATABASE)
    }

    pub fn is_sqlite(&self) -> bool {
        self.place.database.is_none()
    }

    pub fn runtime(&self) -> &tokio::runtime::Runtime {
        &self.runtime
    }

    /// Keys and database, opened.
    ///
    /// # Errors
    /// There are none, or they are not as they were written.
    pub fn books(&self) -> Result<Arc<Books>, CenterError> {
        let keys = Keys::load(&self.place.data)?;
        let room = self.place.blob_quota.saturating_mul(1 << 30);
        Ok(Arc::new(Books::open(self.storage()?, keys, now_ms())?.with_blob_room(room)))
    }

    fn storage(&self) -> Result<Arc<dyn Storage>, CenterError> {
        Ok(match &self.place.database {
            None => Arc::new(Sqlite::open(&self.database_file())?),
            Some(url) => Arc::new(Postgres::open(url, self.runtime.handle().clone())?),
        })
    }
}

fn init(desk: &Desk, network: &str, output: &Output) -> Result<(), Problem> {
    let network = AuthorityKey::from_hex(network).ok_or(Problem::NotAKey { name: "--network" })?;
    let keys = Keys::create(desk.data(), network)?;
    desk.books()?;
    let center = feed::DeviceKey::of(&keys.center).to_string();
    let registrar = feed::DeviceKey::of(&keys.registrar).to_string();
    let document = serde_json::json!({ "center": center, "registrar": registrar });
    output.say(&document, || vec![format!("center     {center}"), format!("registrar  {registrar}")]);
    Ok(())
}
