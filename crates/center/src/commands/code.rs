//! `device code`: a voucher is spent on a one-time code, shown as words and as a QR code.

use std::path::Path;

use feed::Scope;
use qrcode::QrCode;
use qrcode::render::{svg, unicode};
use wire::{EnrolmentCode, PeerKey};

use super::output::{Output, Problem};
use super::picture;
use super::run::Desk;
use crate::center::now_ms;
use crate::error::CenterError;
use crate::new_file::NewFile;

/// Files the QR code is drawn into too. They hold the secret: new, and only their owner reads them.
pub struct Pictures {
    svg: Option<NewFile>,
    png: Option<NewFile>,
}

impl Pictures {
    /// Before a voucher is spent: a name that is taken costs no code.
    ///
    /// # Errors
    /// One is there already, or cannot be made.
    pub fn claim(svg: Option<&Path>, png: Option<&Path>) -> Result<Self, CenterError> {
        let claim = |path: Option<&Path>| path.map(NewFile::claim).transpose();
        Ok(Self { svg: claim(svg)?, png: claim(png)? })
    }

    fn draw(self, code: &QrCode) -> Result<(), CenterError> {
        if let Some(file) = self.svg {
            let drawn = code.render::<svg::Color<'_>>().min_dimensions(400, 400).build();
            file.write(drawn.as_bytes())?;
        }
        if let Some(file) = self.png {
            file.write(&picture::png(code))?;
        }
        Ok(())
    }
}

pub fn code(
    desk: &Desk,
    scope: Scope,
    role: Option<u32>,
    address: &str,
    pictures: Pictures,
    output: &Output,
) -> Result<(), Problem> {
    let books = desk.books()?;
    let center = PeerKey::from_bytes(books.keys().center.verifying_key().to_bytes());
    // Before a voucher is spent on it.
    EnrolmentCode::new(address, center, [0; 16], 0).map_err(|_| Problem::BadAddress)?;
    let (voucher, secret) = books.issue(scope, role, now_ms())?.ok_or(Problem::NoVoucher)?;
    let code = EnrolmentCode::new(address, center, secret, voucher.expires_at_ms)
        .map_err(|_| Problem::BadAddress)?;
    let scanned = code.scanned();
    let drawn = QrCode::new(scanned.as_bytes()).expect("a code fits into a QR code");
    let words = code.words();
    let document =
        serde_json::json!({ "words": *words, "scan": *scanned, "expires_at_ms": voucher.expires_at_ms });
    // Said first: a disk that is full must not cost the voucher.
    output.say(&document, || {
        let shown = drawn.render::<unicode::Dense1x2>().build();
        let words: Vec<&str> = words.split(' ').collect();
        let mut lines: Vec<String> = shown.lines().map(str::to_owned).collect();
        lines.push(String::new());
        lines.extend(words.chunks(8).map(|line| line.join(" ")));
        lines
    });
    Ok(pictures.draw(&drawn)?)
}
