//! What can be asked for.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

#[derive(Parser)]
#[command(name = "komora-center", version, about = "The coordination center of a Komora network")]
pub struct Arguments {
    /// Print one JSON document instead of text.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(flatten)]
    pub place: Place,
    #[command(subcommand)]
    pub command: Command,
}

/// Where keys and history are.
#[derive(Args, Clone)]
pub struct Place {
    /// The folder with the keys, and with the database unless --database is given.
    #[arg(long, global = true, default_value = "/var/lib/komora-center")]
    pub data: PathBuf,
    /// postgres://… with one host or several; better in KOMORA_CENTER_DATABASE, where others do not see its
    /// password. Without either, SQLite in the data folder.
    #[arg(long, global = true)]
    pub database: Option<String>,
    /// How much the photographs and documents of one hub, or of one link, may take together: GiB.
    #[arg(long, global = true, value_name = "GIB", default_value_t = 20)]
    pub blob_quota: u64,
}

#[derive(Subcommand)]
pub enum Command {
    /// Make the center's keys and an empty database.
    Init {
        /// The public key of the network's authority, 64 hexadecimal digits.
        #[arg(long)]
        network: String,
    },
    /// Serve devices until stopped.
    Serve {
        #[arg(long, default_value = "[::]:8443")]
        listen: SocketAddr,
        /// Plain HTTP for /health, /ready and /metrics; keep it on a loopback address.
        #[arg(long)]
        operators: Option<SocketAddr>,
    },
    /// Hubs of the network.
    #[command(subcommand)]
    Hub(HubCommand),
    /// Laptops and their enrolment codes.
    #[command(subcommand)]
    Device(DeviceCommand),
    /// Files that carry history where no network goes.
    #[command(subcommand)]
    Bundle(BundleCommand),
    /// Write a consistent copy of the SQLite database, while serving too.
    Backup { file: PathBuf },
    /// Put a copy in the place of a lost database; laptops then offer again what it lacks.
    Restore { file: PathBuf },
    /// Check every row, hash, chain and seal again.
    Verify,
}

#[derive(Subcommand)]
pub enum HubCommand {
    List,
    /// Take in a page of control entries: how the network was founded, a hub vouched for, its roster.
    Add {
        file: PathBuf,
    },
}

#[derive(Subcommand)]
pub enum DeviceCommand {
    List,
    /// Keep vouchers the authority has signed: a line each, voucher and secret in hexadecimal.
    Vouchers {
        file: PathBuf,
    },
    /// Print a one-time enrolment code, as words and as a QR code.
    Code {
        /// The hub's id; without it, for a coordination laptop.
        #[arg(long)]
        hub: Option<String>,
        /// The number of the role of the person who comes with it.
        #[arg(long)]
        role: Option<u32>,
        /// Where laptops reach this center, host:port.
        #[arg(long)]
        address: String,
        /// Write the QR code into this SVG file too.
        #[arg(long)]
        svg: Option<PathBuf>,
        /// Write the QR code into this PNG file too, to be printed.
        #[arg(long)]
        png: Option<PathBuf>,
    },
    /// Shut a laptop out. What the center holds of it is accepted, or less.
    Revoke {
        /// The device's key, 64 hexadecimal digits.
        key: String,
        /// Of this feed accept entries up to this number only; feeds not named are accepted as held.
        #[arg(long = "until", value_name = "FEED=NUMBER")]
        until: Vec<String>,
    },
}

#[derive(Subcommand)]
pub enum BundleCommand {
    /// Take in bundles that were made for this center.
    Import {
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Write all that devices may read into a bundle that only they can open.
    Export {
        file: PathBuf,
        /// A device's key, 64 hexadecimal digits; several get what all of them may read.
        #[arg(long = "for", value_name = "KEY", required = true, num_args = 1..)]
        devices: Vec<String>,
        /// Leave out what this list says the devices hold, photographs and documents too.
        #[arg(long, value_name = "HOLDINGS")]
        have: Option<PathBuf>,
        /// Leave out all photographs and documents.
        #[arg(long)]
        without_blobs: bool,
    },
}
