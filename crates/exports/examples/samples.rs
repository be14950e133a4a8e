//! Writes the sample documents as PDF, XLSX, CSV and JSON, to be looked at:
//! `cargo run -p exports --example samples -- FOLDER`.

#[path = "../tests/samples/mod.rs"]
mod samples;

use std::time::Instant;

use exports::{Format, render};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    std::fs::create_dir_all(&folder)?;
    for (name, report) in samples::all() {
        for format in [Format::Pdf, Format::Xlsx, Format::Csv, Format::Json] {
            let started = Instant::now();
            let bytes = render(&report, format)?;
            let elapsed = started.elapsed();
            let path = format!("{folder}/{name}.{}", format.extension());
            std::fs::write(&path, &bytes)?;
            println!("{path}: {} bytes, {elapsed:.1?}", bytes.len());
        }
    }
    Ok(())
}
